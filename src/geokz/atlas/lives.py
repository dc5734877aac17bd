"""The life of each thing: its own dates, narrowed by everything that bounds it. Worked out here and nowhere else.

A life begins as what ``when`` says. Then, in this order, each step kept with the row that made it:

``bounds``
    Accepted rows of ``bounds.csv``: it was not there before a date, nor after one, or was at work then.
``claims``, ``figures``
    Accepted dated rows of a telling predicate or measure show their subject alive.
``relations``
    Accepted dated ties of a telling type show both ends alive.
``whole``
    A part whose start nobody gives is not before its whole, one whose end nobody gives not after it; unless evidence
    of its own says otherwise, or ``exceptions.csv`` says ``before-whole`` or ``after-whole``.
``line``
    A station whose start nobody gives is not before the first line through its place.
``settlement``
    What stood in a settlement shows the settlement.
``kind``
    A kind that lasts until told otherwise (``vocab/types.csv``) is presumed from its last evidence on, as long as no
    source tells its end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd

from ..dates import BOUNDS, OPEN_END, PRESUMED, UNKNOWN_END, UNKNOWN_START, When, is_day
from ..folder.frames import records
from ..folder.tables import split_list

Row = Mapping[str, Any]

ACCEPTED = frozenset({"accepted"})
USED = ("when", "type", "place", "path", "part_of", "certainty")  # of the columns of things


class Evidence(NamedTuple):
    """A dated row that shows its subject alive: the table it stands in, its id and line, when, its source, its
    predicate, measure or type; ``turn``: it tells that the subject ``begins`` or ``ends``."""

    table: str
    id: str
    line: int
    subject: str
    when: str
    source: str
    kind: str
    turn: str


class Step(NamedTuple):
    """What set a bound: which of ``BOUNDS`` or ``presumed_until``, to which day number, by which kind of step (see
    above), by which row (id of a row, a thing or a type), and its date as EDTF."""

    bound: str
    day: int
    by: str
    ref: str
    when: str


@dataclass(frozen=True)
class Life:
    """A life: its four bounds, the last day for which the thing is presumed (that of its last evidence where nothing
    is), and the steps that made them, in order: the last one of a bound is the one that holds."""

    when: When
    presumed_until: int
    steps: tuple[Step, ...] = ()

    @classmethod
    @lru_cache(maxsize=16384)
    def of(cls, text: str) -> Life:
        """A life of which only ``when`` is known."""
        when = When.parse(text)
        known = {UNKNOWN_START, UNKNOWN_END}
        steps = [
            Step(bound, day, "when", "", text)
            for bound, day in zip(BOUNDS, when.bounds, strict=True)
            if day not in known
        ]
        return cls(when, when.end_earliest, tuple(steps))

    def with_evidence(self, date: When, by: str, ref: str) -> Life:
        """The same life, the thing having been alive at a date; evidence outside its bounds is passed over."""
        return self._become(self.when.with_evidence(date), by, ref, date.edtf)

    def not_before(self, day: int, by: str, ref: str, text: str) -> Life:
        """The same life, not begun before a day; passed over when evidence has it earlier."""
        start, latest, earliest, end = self.when.bounds
        if not (is_day(day) and start < day <= latest and day <= end):
            return self
        return self._become(When(self.when.edtf, day, min(latest, OPEN_END), max(earliest, day), end), by, ref, text)

    def not_after(self, day: int, by: str, ref: str, text: str) -> Life:
        """The same life, ended by a day; passed over when evidence has it later."""
        start, latest, earliest, end = self.when.bounds
        if not (is_day(day) and earliest <= day < end and start <= day):
            return self
        return self._become(When(self.when.edtf, start, min(latest, day), earliest, day), by, ref, text)

    def presumed(self, kind: str) -> Life:
        """The same life of a kind that lasts: presumed until a source tells its end."""
        if self.when.undated or When.parse(self.when.edtf).end_latest != UNKNOWN_END:
            return self
        until = self.when.end_latest if is_day(self.when.end_latest) else OPEN_END
        return Life(self.when, until, (*self.steps, Step(PRESUMED, until, "kind", kind, "")))

    def _become(self, when: When, by: str, ref: str, text: str) -> Life:
        changed = [
            Step(bound, new, by, ref, text)
            for bound, old, new in zip(BOUNDS, self.when.bounds, when.bounds, strict=True)
            if new != old
        ]
        return Life(when, when.end_earliest, (*self.steps, *changed)) if changed else self


@dataclass(frozen=True)
class Rules:
    """What of the tables bounds lives whoever tells them: kinds of things, located places, exceptions."""

    on_line: set[str]
    settlements: set[str]
    lasting: set[str]
    located: set[str]
    exceptions: set[tuple[str, str]]

    @classmethod
    def of(cls, tables: Mapping[str, pd.DataFrame]) -> Rules:
        """The rules of a folder; a missing table has none."""
        places, exceptions = tables["places"], tables.get("exceptions")
        return cls(
            types_that(tables, "on_line"),
            types_that(tables, "settlement"),
            types_that(tables, "lasts"),
            set(places.loc[places["precision"] != "unlocated", "id"]),
            set() if exceptions is None else set(zip(exceptions["check"], exceptions["id"], strict=True)),
        )


def evidence(tables: Mapping[str, pd.DataFrame], standings: Collection[str] = ACCEPTED) -> list[Evidence]:
    """The dated claims and figures of these standings that show a thing alive, and the ties that show both ends.

    Plans are none; a missing table shows nothing.
    """
    found = []
    for table, column, vocabulary in (
        ("claims", "predicate", "predicates"),
        ("figures", "measure", "measures"),
        ("relations", "type", "relation_types"),
    ):
        if table not in tables or vocabulary not in tables:
            continue
        frame, words = tables[table], tables[vocabulary]
        telling = set(words.loc[words["evidence"] == "yes", "key"])
        turns = dict(zip(words["key"], words["turn"], strict=True)) if "turn" in words else {}
        alive = frame[column].isin(telling) & frame["standing"].isin(list(standings)) & (frame["when"] != "")
        if "qualifier" in frame:
            alive &= frame["qualifier"] != "planned"
        for line, row in zip(frame.index[alive], records(frame[alive]), strict=True):
            tie = table == "relations"
            name = f"{row['subject']} {row['type']} {row['object']}" if tie else row["id"]
            more = (row["when"], row["source"], row[column], turns.get(row[column], ""))
            found += [
                Evidence(table, name, line, row[end], *more) for end in (["subject", "object"] if tie else ["subject"])
            ]
    return found


def lives(things: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> list[Life]:
    """The life of each row of the layer tables (a frame indexed by id); a missing table bounds and shows nothing."""
    used = things[[name for name in USED if name in things]]
    rows = dict(zip(things.index, records(used), strict=True))
    bounds = records(tables["bounds"]) if "bounds" in tables else []
    return list(lives_of(rows, bounds, evidence(tables), Rules.of(tables)).values())


def lives_of(
    things: Mapping[str, Row], bounds: Iterable[Row], proofs: Sequence[Evidence], rules: Rules, *, turns: bool = False
) -> dict[str, Life]:
    """The lives of things by id, from rows of the layer tables, of ``bounds.csv`` and what shows them alive.

    With ``turns``, a row that tells a beginning or an end bounds the life: for things whose ``when`` does not hold it.
    """
    found = {thing: Life.of(row["when"]) for thing, row in things.items()}
    _bound(found, bounds)
    for proof in proofs:
        if proof.subject in found:
            found[proof.subject] = found[proof.subject].with_evidence(When.parse(proof.when), proof.table, proof.id)
    if turns:
        _turned(found, proofs)
    _within_wholes(found, things, rules.exceptions)
    _on_lines(found, things, rules.on_line)
    _settled(found, things, rules)
    lasting = rules.lasting
    return {
        thing: life.presumed(things[thing]["type"]) if things[thing]["type"] in lasting else life
        for thing, life in found.items()
    }


def types_that(tables: Mapping[str, pd.DataFrame], column: str) -> set[str]:
    """The types of things of which ``vocab/types.csv`` says yes in a column: ``settlement``, ``lasts``, ``on_line``."""
    types = tables.get("types")
    return set() if types is None or column not in types else set(types.loc[types[column] == "yes", "key"])


def _bound(found: dict[str, Life], bounds: Iterable[Row]) -> None:
    for row in bounds:
        life = found.get(row["subject"])
        if life is None or row["standing"] != "accepted":
            continue
        date = When.parse(row["when"])
        if row["bound"] == "not_before":
            life = life.not_before(date.start_earliest, "bounds", row["id"], row["when"])
        elif row["bound"] == "not_after":
            life = life.not_after(date.end_latest, "bounds", row["id"], row["when"])
        else:
            life = life.with_evidence(date, "bounds", row["id"])
        found[row["subject"]] = life


def _turned(found: dict[str, Life], proofs: Iterable[Evidence]) -> None:
    """Lives from the earliest beginning told to the latest end."""
    begun: dict[str, Evidence] = {}
    ended: dict[str, Evidence] = {}
    for proof in proofs:
        date, known = When.parse(proof.when), begun if proof.turn == "begins" else ended
        if not proof.turn or proof.subject not in found:
            continue
        other = When.parse(known.setdefault(proof.subject, proof).when)
        earlier = date.start_earliest < other.start_earliest
        if earlier if proof.turn == "begins" else date.end_latest > other.end_latest:
            known[proof.subject] = proof
    for thing, proof in begun.items():
        day = When.parse(proof.when).start_earliest
        found[thing] = found[thing].not_before(day, proof.table, proof.id, proof.when)
    for thing, proof in ended.items():
        day = When.parse(proof.when).end_latest
        found[thing] = found[thing].not_after(day, proof.table, proof.id, proof.when)


def _within_wholes(found: dict[str, Life], things: Mapping[str, Row], exceptions: set[tuple[str, str]]) -> None:
    """Parts within their wholes, the wholes first; a part of itself, by whatever way round, is left as it is."""
    whole_of = {thing: row["part_of"] for thing, row in things.items() if row["part_of"] in found}
    done: set[str] = set()

    def settle(thing: str, above: frozenset[str]) -> None:
        if thing in done or thing in above:
            return
        if thing in whole_of:
            whole = whole_of[thing]
            settle(whole, above | {thing})
            bounds, life = found[whole].when, found[thing]
            if life.when.start_earliest == UNKNOWN_START and ("before-whole", thing) not in exceptions:
                life = life.not_before(bounds.start_earliest, "whole", whole, bounds.edtf)
            if life.when.end_latest == UNKNOWN_END and ("after-whole", thing) not in exceptions:
                life = life.not_after(bounds.end_latest, "whole", whole, bounds.edtf)
            found[thing] = life
        done.add(thing)

    for thing in whole_of:
        settle(thing, frozenset())


def _on_lines(found: dict[str, Life], things: Mapping[str, Row], standing: set[str]) -> None:
    first: dict[str, tuple[int, str]] = {}
    for line, row in things.items():
        begins = found[line].when.start_earliest
        for place in split_list(row.get("path", "")):
            first[place] = min(first.get(place, (begins, line)), (begins, line))
    for thing, row in things.items():
        unknown = found[thing].when.start_earliest == UNKNOWN_START
        if row["type"] in standing and row["place"] in first and unknown:
            day, line = first[row["place"]]
            found[thing] = found[thing].not_before(day, "line", line, found[line].when.edtf)


def _settled(found: dict[str, Life], things: Mapping[str, Row], rules: Rules) -> None:
    at_place: dict[str, dict[tuple[int, int], tuple[str, When]]] = {}
    for thing, row in things.items():
        if row["place"] in rules.located and row["certainty"] != "doubtful":
            when = found[thing].when  # what stood there as long as another shows no more than that one
            at_place.setdefault(row["place"], {}).setdefault((when.start_latest, when.end_earliest), (thing, when))
    for thing, row in things.items():
        if row["type"] in rules.settlements and row["place"] in at_place:
            found[thing] = _shown(found[thing], at_place[row["place"]].values())


def _shown(life: Life, shown: Iterable[tuple[str, When]]) -> Life:
    for thing, date in shown:
        life = life.with_evidence(date, "settlement", thing)
    return life
