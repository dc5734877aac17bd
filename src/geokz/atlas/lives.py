"""The life of each thing: its own dates, narrowed by the rows that show it alive. Worked out here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from ..dates import When


class Evidence(NamedTuple):
    """An accepted dated row that shows its subject alive: the table it stands in, its id and line, and when."""

    table: str
    id: str
    line: int
    subject: str
    when: str


def evidence(tables: Mapping[str, pd.DataFrame]) -> list[Evidence]:
    """The accepted dated claims and figures that show a thing alive; plans are none. A missing table shows nothing."""
    found = []
    for table, column, vocabulary in (
        ("claims", "predicate", "predicates"),
        ("figures", "measure", "measures"),
    ):
        if table not in tables or vocabulary not in tables:
            continue
        frame, words = tables[table], tables[vocabulary]
        telling = set(words.loc[words["evidence"] == "yes", "key"])
        alive = frame[column].isin(telling) & (frame["standing"] == "accepted") & (frame["when"] != "")
        if "qualifier" in frame:
            alive &= frame["qualifier"] != "planned"
        rows = frame[alive]
        columns = (rows["id"], rows.index, rows["subject"], rows["when"])
        found += [Evidence(table, *row) for row in zip(*columns, strict=True)]
    return found


def lives(things: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> list[When]:
    """The life of each thing of a frame, its unknown bounds narrowed by evidence.

    Accepted dated claims and figures show their subject alive; what stood in a settlement shows the settlement.
    """
    shown: dict[str, list[When]] = {}
    for proof in evidence(tables):
        shown.setdefault(proof.subject, []).append(When.parse(proof.when))
    own = [
        _narrowed(When.parse(text), shown.get(thing, ()))
        for thing, text in zip(things.index, things["when"], strict=True)
    ]
    places = tables["places"]
    located = set(places.loc[places["precision"] != "unlocated", "id"])
    at_place: dict[str, list[When]] = {}
    for place, certainty, life in zip(things["place"], things["certainty"], own, strict=True):
        if place in located and certainty != "doubtful":
            at_place.setdefault(place, []).append(life)
    settlements = settlement_types(tables)
    return [
        _narrowed(life, at_place.get(place, ())) if kind in settlements else life
        for life, place, kind in zip(own, things["place"], things["type"], strict=True)
    ]


def settlement_types(tables: Mapping[str, pd.DataFrame]) -> set[str]:
    """The types of things that are settlements, by ``vocab/types.csv``."""
    types = tables.get("types")
    if types is None or "settlement" not in types:
        return set()
    return set(types.loc[types["settlement"] == "yes", "key"])


def _narrowed(life: When, shown: Iterable[When]) -> When:
    for date in shown:
        life = life.with_evidence(date)
    return life
