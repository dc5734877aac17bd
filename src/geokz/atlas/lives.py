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

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from ..dates import BOUNDS, OPEN_END, PRESUMED, UNKNOWN_END, UNKNOWN_START, When, is_day
from ..folder.frames import records
from ..folder.tables import split_list


class Evidence(NamedTuple):
    """An accepted dated row that shows its subject alive: the table it stands in, its id and line, and when."""

    table: str
    id: str
    line: int
    subject: str
    when: str


class Step(NamedTuple):
    """What set a bound: which of ``BOUNDS`` or ``presumed_until``, to which day number, by which kind of step (see
    above), by which row (id of a row, a thing or a type), and its date as EDTF."""

    bound: str
    day: int
    by: str
    ref: str
    when: str


_NO_EXCEPTIONS = pd.DataFrame(columns=["check", "id"])


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


def evidence(tables: Mapping[str, pd.DataFrame]) -> list[Evidence]:
    """The accepted dated claims and figures that show a thing alive, and the ties that show both ends.

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
        alive = frame[column].isin(telling) & (frame["standing"] == "accepted") & (frame["when"] != "")
        if "qualifier" in frame:
            alive &= frame["qualifier"] != "planned"
        for line, row in zip(frame.index[alive], records(frame[alive]), strict=True):
            if table == "relations":
                name = f"{row['subject']} {row['type']} {row['object']}"
                found += [Evidence(table, name, line, row[end], row["when"]) for end in ("subject", "object")]
            else:
                found.append(Evidence(table, row["id"], line, row["subject"], row["when"]))
    return found


def lives(things: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> list[Life]:
    """The life of each row of the layer tables (a frame indexed by id); a missing table bounds and shows nothing."""
    found = {thing: Life.of(text) for thing, text in zip(things.index, things["when"], strict=True)}
    if "bounds" in tables:
        _bound(found, tables["bounds"])
    for proof in evidence(tables):
        if proof.subject in found:
            found[proof.subject] = found[proof.subject].with_evidence(When.parse(proof.when), proof.table, proof.id)
    _within_wholes(found, things, tables.get("exceptions", _NO_EXCEPTIONS))
    _on_lines(found, things, types_that(tables, "on_line"))
    _settled(found, things, types_that(tables, "settlement"), tables["places"])
    lasting = types_that(tables, "lasts")
    return [
        found[thing].presumed(kind) if kind in lasting else found[thing]
        for thing, kind in zip(things.index, things["type"], strict=True)
    ]


def types_that(tables: Mapping[str, pd.DataFrame], column: str) -> set[str]:
    """The types of things of which ``vocab/types.csv`` says yes in a column: ``settlement``, ``lasts``, ``on_line``."""
    types = tables.get("types")
    return set() if types is None or column not in types else set(types.loc[types[column] == "yes", "key"])


def _bound(found: dict[str, Life], bounds: pd.DataFrame) -> None:
    for row in records(bounds[bounds["standing"] == "accepted"]):
        life = found.get(row["subject"])
        if life is None:
            continue
        date = When.parse(row["when"])
        if row["bound"] == "not_before":
            life = life.not_before(date.start_earliest, "bounds", row["id"], row["when"])
        elif row["bound"] == "not_after":
            life = life.not_after(date.end_latest, "bounds", row["id"], row["when"])
        else:
            life = life.with_evidence(date, "bounds", row["id"])
        found[row["subject"]] = life


def _within_wholes(found: dict[str, Life], things: pd.DataFrame, exceptions: pd.DataFrame) -> None:
    """Parts within their wholes, the wholes first; a part of itself, by whatever way round, is left as it is."""
    parts = zip(things.index, things["part_of"], strict=True)
    whole_of = {thing: whole for thing, whole in parts if whole in found}
    excepted = {(row["check"], row["id"]) for row in records(exceptions)}
    done: set[str] = set()

    def settle(thing: str, above: frozenset[str]) -> None:
        if thing in done or thing in above:
            return
        if thing in whole_of:
            whole = whole_of[thing]
            settle(whole, above | {thing})
            bounds, life = found[whole].when, found[thing]
            if life.when.start_earliest == UNKNOWN_START and ("before-whole", thing) not in excepted:
                life = life.not_before(bounds.start_earliest, "whole", whole, bounds.edtf)
            if life.when.end_latest == UNKNOWN_END and ("after-whole", thing) not in excepted:
                life = life.not_after(bounds.end_latest, "whole", whole, bounds.edtf)
            found[thing] = life
        done.add(thing)

    for thing in whole_of:
        settle(thing, frozenset())


def _on_lines(found: dict[str, Life], things: pd.DataFrame, standing: set[str]) -> None:
    if "path" not in things:
        return
    first: dict[str, tuple[int, str]] = {}
    for line, path in zip(things.index, things["path"], strict=True):
        begins = found[line].when.start_earliest
        for place in split_list(path):
            first[place] = min(first.get(place, (begins, line)), (begins, line))
    for thing, kind, place in zip(things.index, things["type"], things["place"], strict=True):
        if kind in standing and place in first and found[thing].when.start_earliest == UNKNOWN_START:
            day, line = first[place]
            found[thing] = found[thing].not_before(day, "line", line, found[line].when.edtf)


def _settled(found: dict[str, Life], things: pd.DataFrame, settlements: set[str], places: pd.DataFrame) -> None:
    located = set(places.loc[places["precision"] != "unlocated", "id"])
    at_place: dict[str, dict[tuple[int, int], tuple[str, When]]] = {}
    for thing, place, certainty in zip(things.index, things["place"], things["certainty"], strict=True):
        if place in located and certainty != "doubtful":
            when = found[thing].when  # what stood there as long as another shows no more than that one
            at_place.setdefault(place, {}).setdefault((when.start_latest, when.end_earliest), (thing, when))
    for thing, place, kind in zip(things.index, things["place"], things["type"], strict=True):
        if kind in settlements and place in at_place:
            found[thing] = _shown(found[thing], at_place[place].values())


def _shown(life: Life, shown: Iterable[tuple[str, When]]) -> Life:
    for thing, date in shown:
        life = life.with_evidence(date, "settlement", thing)
    return life
