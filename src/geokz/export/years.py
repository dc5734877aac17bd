"""What a program without a clock needs to show an atlas year by year: a row for each thing and year, its numbers, and
the names it bore."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd

from ..atlas import Atlas
from ..dates import OPEN_END, OPEN_START, When, span, states
from ..folder.frames import records
from ..folder.tables import split_list
from ..names import text_column

DRAWN = ("certain", "presumed", "possible")
NUMBERS, NAMES = "yearly_numbers", "yearly_names"


def yearly_of(atlas: Atlas, first: int, last: int) -> tuple[pd.DataFrame, np.ndarray]:
    """A row for each thing and year in which it is drawn or counted; and the numbers of each thing as JSON.

    A number of a year is the accepted figure of persons dated inside it, of no part of them; of several the last.
    """
    things = atlas.things
    numbers = _numbers(atlas)
    figures = atlas.tables.get("figures")
    persons = set() if figures is None else set(figures.loc[figures["unit"] == "person", "measure"])
    measures = [key for key in atlas.lookups.words("measures") if key in persons]
    parts: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    at_thing = {thing: at for at, thing in enumerate(things.index)}
    counted: dict[int, set[str]] = {}
    for thing, _, year in numbers:
        counted.setdefault(year, set()).add(thing)
    place: dict[tuple[str, int], int] = {}  # of the rows that have a number
    count = 0
    for year in range(first, last + 1):
        words = states(things, span(year))
        drawn = np.isin(words, DRAWN)
        parts.append((np.flatnonzero(drawn), np.full(drawn.sum(), year), words[drawn]))
        rows = count - 1 + np.cumsum(drawn)
        seen = [(thing, at_thing[thing]) for thing in counted.get(year, ()) if drawn[at_thing[thing]]]
        place |= {(thing, year): int(rows[at]) for thing, at in seen}
        count += len(parts[-1][0])
    at, year_of, state = (np.concatenate(column) for column in zip(*parts, strict=True))
    frame = pd.DataFrame({"thing": things.index[at], "year": year_of, "state": state})
    extra: list[tuple[str, int]] = []
    for thing, _, year in numbers:
        if (thing, year) not in place:
            place[thing, year] = len(frame) + len(extra)
            extra.append((thing, year))
    if extra:
        added = pd.DataFrame(extra, columns=["thing", "year"])
        words_of = {year: dict(zip(things.index, states(things, span(year)), strict=True)) for _, year in extra}
        added["state"] = [words_of[year][thing] for thing, year in extra]
        frame = pd.concat([frame, added], ignore_index=True)
    for measure in measures:
        column = np.full(len(frame), np.nan)
        for (thing, kind, year), value in numbers.items():
            if kind == measure:
                column[place[thing, year]] = value
        frame[measure] = column
    said: dict[str, dict[str, dict[str, float]]] = {}
    for (thing, measure, year), value in sorted(numbers.items()):
        whole = int(value) if value == int(value) else value
        said.setdefault(thing, {}).setdefault(measure, {})[str(year)] = whole
    texts = [json.dumps(said[thing], separators=(",", ":")) if thing in said else None for thing in things.index]
    if extra:
        at_row = frame["thing"].map(at_thing)
        frame = frame.assign(_at=at_row).sort_values(["year", "_at"], kind="stable").drop(columns="_at")
    return frame.reset_index(drop=True), np.array(texts, dtype=object)


def _numbers(atlas: Atlas) -> dict[tuple[str, str, int], float]:
    """The number of each thing, measure and year."""
    if "figures" not in atlas.tables:
        return {}
    figures, found = atlas.tables["figures"], {}
    ends: dict[tuple[str, str, int], int] = {}
    ids = set(atlas.things.index)
    for row in records(figures):
        if row["unit"] != "person" or row["standing"] != "accepted" or row["qualifier"] == "planned" or row["of_en"]:
            continue
        when = When.parse(row["when"])
        year = _year_of(when)
        if year is None or row["value"] != row["value"]:
            continue
        for thing in split_list(row["subject"]):
            key = (thing, row["measure"], year)
            if thing in ids and (key not in ends or when.end_latest >= ends[key]):
                ends[key], found[key] = when.end_latest, float(row["value"])
    return found


def _year_of(when: When) -> int | None:
    """The one year a date lies in."""
    if not (OPEN_START < when.start_earliest <= when.end_latest < OPEN_END):
        return None
    first, last = (
        np.datetime64(day, "D").astype("datetime64[Y]").astype(int) for day in (when.start_earliest, when.end_latest)
    )
    return int(first) + 1970 if first == last else None


def names_of_years(atlas: Atlas, language: str, first: int, last: int) -> np.ndarray:
    """As JSON, the name of each year of the clock in which a thing bore another name than that of its row."""
    names: dict[str, list[tuple[When, str]]] = {}
    rows = atlas.tables.get("names")
    for row in [] if rows is None else records(rows):
        if row["lang"] == language and row["kind"] == "official" and row["when"]:
            names.setdefault(row["id"], []).append((When.parse(row["when"]), row["name"]))
    own = {key for key, part in atlas.parts.items() if part.names == "own"}
    found: list[str | None] = []
    for thing, row_name, layer, place in zip(
        atlas.things.index,
        atlas.things[text_column("name", language)],
        atlas.things["layer"],
        atlas.things["place"],
        strict=True,
    ):
        dated = [*names.get(thing, ()), *(names.get(place, ()) if layer in own and place != thing else ())]
        borne = {
            str(year): name
            for year in (range(first, last + 1) if dated else ())
            for when, name in dated
            if when.certain_in(year) and name != row_name
        }
        found.append(json.dumps(borne, ensure_ascii=False, separators=(",", ":")) if borne else None)
    return np.array(found, dtype=object)
