"""How many located things a year shows only because nobody bounds them, by layer, and which they are.

    python scripts/unbounded.py [--data FOLDER] [--years 1919 1943] [--list]

A thing stands in a year in one of these ways: *certain* (its evidence covers the year), *presumed* (after its last
evidence, for a kind that lasts until told otherwise: column ``lasts`` of vocab/types.csv), *possible* (inside bounds
that are given) or *unbounded*: only because its start, before the first evidence, or its end, after the last, is
bounded by nothing. Its life is that of the atlas, narrowed by the accepted rows of bounds.csv, shown alive by accepted
dated ties, not longer than the whole it is part of, and for a station not before the first section of its line.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from geokz import Atlas
from geokz.dates import UNKNOWN_END, UNKNOWN_START, When, span

BOUNDS = ["start_earliest", "start_latest", "end_earliest", "end_latest"]
YEARS = [1919, 1930, 1937, 1943, 1953, 1960]
WAYS = ["certain", "presumed", "possible", "unbounded"]


def lives(atlas: Atlas) -> dict[str, When]:
    """The life of each thing by all that bounds it, after the rows of the tables."""
    things, tables = atlas.things, atlas.tables
    known = {
        id_: When(row["when"], *(int(row[name]) for name in BOUNDS))
        for id_, row in zip(things.index, things.to_dict("records"), strict=True)
    }
    for row in accepted(tables, "bounds"):
        known[row["subject"]] = bounded(known[row["subject"]], row["bound"], When.parse(row["when"]))
    for row in accepted(tables, "relations"):
        for end in (row["subject"], row["object"]):
            if row["when"] and end in known:
                known[end] = known[end].with_evidence(When.parse(row["when"]))
    owner = dict(zip(things.index, things["part_of"], strict=True))
    for id_ in sorted(known, key=lambda id_: depth(owner, id_)):
        whole = known.get(owner[id_])
        if whole is not None and not known[id_].undated:
            known[id_] = within(known[id_], whole)
    return known


def accepted(tables: Mapping[str, pd.DataFrame], name: str) -> list[dict[str, str]]:
    """The accepted rows of a table; all of them where its rows have no standing."""
    rows = tables[name].to_dict("records") if name in tables else []
    return [row for row in rows if row.get("standing", "accepted") == "accepted"]


def bounded(life: When, bound: str, when: When) -> When:
    """A life narrowed by one row of bounds.csv."""
    if bound == "at_work":
        return life.with_evidence(when)
    if bound == "not_before":
        start = max(life.start_earliest, when.start_earliest)
        return When(life.edtf, start, max(life.start_latest, start), life.end_earliest, life.end_latest)
    end = min(life.end_latest, when.end_latest)
    return When(life.edtf, life.start_earliest, life.start_latest, min(life.end_earliest, end), end)


def within(life: When, whole: When) -> When:
    """A part's life, not before its whole nor after it, as far as its own evidence allows."""
    start = max(life.start_earliest, whole.start_earliest)
    end = min(life.end_latest, whole.end_latest)
    start = start if start <= life.start_latest else life.start_earliest
    end = end if end >= life.end_earliest else life.end_latest
    return When(life.edtf, start, life.start_latest, life.end_earliest, end)


def depth(owner: Mapping[str, str], id_: str) -> int:
    """How many wholes a thing stands in."""
    steps = 0
    while owner.get(id_) and steps < len(owner):
        id_, steps = owner[id_], steps + 1
    return steps


def way(life: When, year: int, *, lasts: bool) -> str | None:
    """How a life stands in a year; nothing where it is known to be absent, or undated."""
    first, last = span(year, year)
    if life.undated or not life.possible(first, last):
        return None
    if life.certain(first, last):
        return "certain"
    early, late = life.start_latest > last, life.end_earliest < first
    if early and life.start_earliest == UNKNOWN_START:
        return "unbounded"
    if late and life.end_latest == UNKNOWN_END:
        return "presumed" if lasts and not early else "possible" if lasts else "unbounded"
    return "possible"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="data folder; without one, that of geokz")
    parser.add_argument("--years", type=int, nargs="+", default=YEARS)
    parser.add_argument("--list", action="store_true", help="name the unbounded things of each year")
    arguments = parser.parse_args()
    atlas = Atlas.load(arguments.data)
    known = lives(atlas)
    types = atlas.tables["types"]
    lasting = set(types.loc[types["lasts"] == "yes", "key"])
    things = atlas.things[~atlas.things.geometry.isna()]
    for year in arguments.years:
        found = [
            (layer, way(known[id_], year, lasts=kind in lasting), id_)
            for id_, layer, kind in zip(things.index, things["layer"], things["type"], strict=True)
        ]
        count = Counter((layer, how) for layer, how, _ in found)
        total = Counter(how for _, how, _ in found)
        print(year, " ".join(f"{how} {total[how]}" for how in WAYS))
        for layer in atlas.layers:
            if any(count[layer, how] for how in WAYS):
                print(f"     {layer:9}", " ".join(f"{how} {count[layer, how]}" for how in WAYS))
        if arguments.list:
            for layer, how, id_ in sorted(found, key=str):
                if how == "unbounded":
                    print(f"       {layer}: {id_}  {things.loc[id_, 'when']}")


if __name__ == "__main__":
    main()
