"""The atlas as one source tells it: its things, with lives made of its own rows alone.

A source *tells of* a thing by the thing's own row, a claim, a figure or a name. The life it gives the thing is made by
the rules of :mod:`geokz.atlas.lives`, from these rows:

1. ``when`` of the thing's row, where no other source is cited there (a gazetteer says where things are, and is not
   counted); a ``when`` for which several answer is nobody's own, and is left aside, as is ``opened`` of a line.
2. Accepted rows of ``bounds.csv`` that cite it.
3. Its dated claims, figures and ties of a telling kind, whatever their standing but ``rejected``: what others dispute
   is what this source says. A claim that tells a beginning or an end (``turn`` in ``vocab/predicates.csv``) bounds the
   life: not before the earliest beginning, not after the latest end.
4. Whole, line, settlement and kind as everywhere, among the lives of this source.

What it does not date stays undated. Where things are, and what a year is called, are the atlas's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from ..dates import When
from ..folder.frames import records
from ..sources import GAZETTEERS, cite
from ..written import written
from .lives import USED, Evidence, Life, Row, Rules, evidence, lives_of

WITHIN = ("claims", "figures", "names", "relations", "bounds", "events", "railheads")
"""The tables of which a source's atlas has only the rows that cite it."""

_OWN = ("when", "opened")
_TELLING = {"claims": "subject", "figures": "subject", "names": "id"}
STANDINGS = ("accepted", "disputed", "doubtful")
"""The standings in which a row still is its source's word."""


class Account(NamedTuple):
    """What one source says of when a thing was: its life, and when trains ran on it, which is empty where the source
    does not date it or it is no line. ``life.when.edtf`` is the life as EDTF."""

    life: Life
    opened: str


def accounts(
    things: pd.DataFrame, tables: Mapping[str, pd.DataFrame], sources: Iterable[str] | None = None
) -> dict[str, dict[str, Account]]:
    """What each source says of the things it tells of, by its key and their ids; of some ``sources`` only, if given.

    ``things`` are the rows of all layer tables by id.
    """
    wanted = None if sources is None else set(sources)
    told = _told(things, tables, wanted)
    bounds = _by_source(records(tables["bounds"]) if "bounds" in tables else [])
    proofs: dict[str, list[Evidence]] = {}
    for proof in evidence(tables, STANDINGS):
        for key in _keys(proof.source):
            proofs.setdefault(key, []).append(proof)
    rules = Rules.of(tables)
    made = {}
    for key, rows in told.items():
        own = proofs.get(key, [])
        opened = _opened(own)
        lives = lives_of(rows, bounds.get(key, []), own, rules, turns=True)
        made[key] = {
            thing: Account(_worded(life), _when_opened(rows[thing], opened.get(thing, "")))
            for thing, life in lives.items()
        }
    return made


def rows_citing(frame: pd.DataFrame, source: str) -> pd.DataFrame:
    """The rows of a table that cite a source."""
    return frame[[source in _keys(cell) for cell in frame["source"]]]


def _told(
    things: pd.DataFrame, tables: Mapping[str, pd.DataFrame], wanted: set[str] | None
) -> dict[str, dict[str, Row]]:
    """The rows of the things that each source tells of, less what is not its own."""
    used = things[[name for name in (*USED, *_OWN[1:], "source") if name in things]]
    rows = dict(zip(things.index, records(used), strict=True))
    citing = {thing: _keys(row["source"]) for thing, row in rows.items()}
    telling: dict[str, set[str]] = {}
    pairs = [(thing, key) for thing, keys in citing.items() for key in keys]
    for table, column in _TELLING.items():
        if table in tables:
            cells = zip(tables[table][column], tables[table]["source"], strict=True)
            pairs += [(thing, key) for thing, cell in cells for key in _keys(cell)]
    for thing, key in pairs:
        if thing in rows and (wanted is None or key in wanted):
            telling.setdefault(key, set()).add(thing)
    return {
        key: {thing: _own_row(row, citing[thing], key) for thing, row in rows.items() if thing in ids}
        for key, ids in telling.items()
    }


def _own_row(row: dict[str, Any], cited: tuple[str, ...], key: str) -> Row:
    if cited == (key,):
        return row
    others = dict.fromkeys((column for column in _OWN if column in row), "")
    return {**row, **others, "part_of": row["part_of"] if key in cited else ""}


def _keys(cell: str) -> tuple[str, ...]:
    """The sources of a cell, each once, in their order."""
    return tuple(key for key in dict.fromkeys(citation.key for citation in cite(cell)) if key not in GAZETTEERS)


def _by_source(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        for key in _keys(row["source"]):
            found.setdefault(key, []).append(row)
    return found


def _opened(proofs: Iterable[Evidence]) -> dict[str, str]:
    """The earliest date for each thing at which a claim tells that it was opened."""
    found: dict[str, str] = {}
    for proof in proofs:
        if proof.kind == "opened":
            known = found.setdefault(proof.subject, proof.when)
            if When.parse(proof.when).start_earliest < When.parse(known).start_earliest:
                found[proof.subject] = proof.when
    return found


def _when_opened(row: Row, told: str) -> str:
    return row.get("opened", "") or (told if row.get("path") else "")


def _worded(life: Life) -> Life:
    """The life with its text: the one of its row, or what its bounds say."""
    if life.when.edtf:
        return life
    return Life(When(written(life.when.bounds), *life.when.bounds), life.presumed_until, life.steps)
