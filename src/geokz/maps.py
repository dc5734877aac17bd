"""Themed maps: the entries of ``geodata/maps.toml``, one ``[[maps]]`` for each question that the data answer.

A map is the same atlas seen with other eyes: ``key`` (the name of its file), ``title`` in each language, ``start`` and
``end`` (first and last year of its clock), ``year`` (the one it opens with), ``frame`` ([[south, west], [north,
east]], what it opens at), and, where wanted, ``layers`` (shown at the start; those of ``layers.toml`` when left out),
``language`` (en when left out), ``tours`` (keys of tours offered; all when left out) and ``only``: which things the map
holds (all when left out). ``only`` is a table of ``ids``, ``part_of`` (things and all their parts), ``box`` ([[south,
west], [north, east]]), a thing being held when any of the three has it; ``tied = true`` adds what these have relations
with; ``layers`` names the layers that are narrowed so, the others staying whole. A folder without the file has one
map, the atlas.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .errors import GeokzError, Problem
from .names import LANGUAGES, mixed_words

FIRST_YEAR, LAST_YEAR, OPENING_YEAR = 1919, 1963, 1937
FRAME = [[41.0, 47.0], [55.2, 87.0]]
_FILE = "maps.toml"
_SETTINGS = {"key", "title", "start", "end", "year", "frame", "layers", "language", "tours", "only"}
_NEEDED = ("key", "title", "start", "end", "year", "frame")
_ONLY = {"ids", "part_of", "box", "tied", "layers"}
_LINE = "_line"


@dataclass(frozen=True)
class ThemedMap:
    """One map of an atlas: see the settings above; ``None`` stands for one that was left out."""

    key: str
    title: Mapping[str, str] | None = None
    start: int = FIRST_YEAR
    end: int = LAST_YEAR
    year: int = OPENING_YEAR
    frame: list[list[float]] = field(default_factory=lambda: FRAME)
    layers: list[str] | None = None
    language: str = "en"
    tours: list[str] | None = None
    only: Mapping[str, Any] | None = None


def themed_maps(folder: Path) -> list[ThemedMap]:
    """The maps of a data folder that was checked, in the order of the file."""
    maps, _ = read_maps(folder)
    return [ThemedMap(**{key: value for key, value in entry.items() if key != _LINE}) for entry in maps]


def choose_maps(folder: Path, keys: Collection[str]) -> list[ThemedMap]:
    """Those of the maps that are asked for by key; all of them when none is."""
    maps = {themed.key: themed for themed in themed_maps(folder)}
    for key in keys:
        if key not in maps:
            raise GeokzError(f"there is no map '{key}'; the maps are {', '.join(maps)}")
    return [themed for themed in maps.values() if not keys or themed.key in keys]


def read_maps(folder: Path) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The entries as written, each with the line it begins on as ``_line``, and what cannot be read."""
    path = folder / _FILE
    if not path.is_file():
        return [{"key": "atlas", _LINE: 1}], []
    try:
        text = path.read_text(encoding="utf-8-sig")
        entries = tomllib.loads(text).get("maps", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        return [], [Problem(_FILE, 1, "-", f"cannot be read: {problem}")]
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        return [], [Problem(_FILE, 1, "maps", "holds no map; write [[maps]] and the settings of a map below")]
    headings = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*maps\s*\]\]", line)]
    lines = headings if len(headings) == len(entries) else [1] * len(entries)
    return [{**entry, _LINE: line} for entry, line in zip(entries, lines, strict=True)], []


def check_maps(
    maps: list[dict[str, Any]], things: Collection[str], layers: Collection[str], tours: Collection[str]
) -> list[Problem]:
    """Settings missing or unknown, keys twice, impossible years and frames, ids, layers and tours nobody has."""
    problems: list[Problem] = []
    seen: set[str] = set()
    for entry in maps:
        if set(entry) == {"key", _LINE} and entry[_LINE] == 1 and len(maps) == 1 and entry["key"] == "atlas":
            continue  # no file: the atlas as it is
        for setting, message in _wrong(entry, things, layers, tours):
            problems.append(Problem(_FILE, entry[_LINE], setting, message))
        if str(entry.get("key")) in seen:
            message = f"there are two maps '{entry['key']}'; give one another key"
            problems.append(Problem(_FILE, entry[_LINE], "key", message))
        seen.add(str(entry.get("key")))
    return problems


def _wrong(
    entry: dict[str, Any], things: Collection[str], layers: Collection[str], tours: Collection[str]
) -> list[tuple[str, str]]:
    """Everything wrong with one map: which setting, and what."""
    wrong = [
        (key, f"is no setting of a map; the settings are {', '.join(sorted(_SETTINGS))}")
        for key in sorted(entry.keys() - _SETTINGS - {_LINE})
    ]
    wrong += [(key, f"is missing; give the map its {key}") for key in _NEEDED if key not in entry]
    if "key" in entry and not re.fullmatch(r"[a-z0-9][a-z0-9-]*", str(entry["key"])):
        wrong.append(("key", f"'{entry['key']}' names a file; write small Latin letters, digits and hyphens"))
    if "title" in entry:
        wrong += _title_problems(entry["title"])
    years = [entry.get(key, 1) for key in ("start", "year", "end")]
    if not all(type(year) is int and 1 <= year <= 9999 for year in years):
        wrong.append(("year", f"{years} are not all years between 1 and 9999"))
    elif all(key in entry for key in ("start", "year", "end")) and not years[0] <= years[1] <= years[2]:
        wrong.append(("year", f"start, year and end, {years}, are not in order; let the year lie on the clock"))
    if "frame" in entry and not _is_box(entry["frame"]):
        wrong.append(("frame", f"{entry['frame']} is no [[south, west], [north, east]] on the map"))
    if "language" in entry and entry["language"] not in LANGUAGES:
        wrong.append(("language", f"there is no language '{entry['language']}'; choose of {', '.join(LANGUAGES)}"))
    wrong += _unknown(entry, "layers", layers, "is no layer of layers.toml")
    wrong += _unknown(entry, "tours", tours, "is no file of tours/")
    only = entry.get("only", {})
    if not isinstance(only, dict):
        return [*wrong, ("only", "is no table; write only = { part_of = [...] }")]
    for key in sorted(only.keys() - _ONLY):
        wrong.append(("only", f"'{key}' is no setting of only; the settings are {', '.join(sorted(_ONLY))}"))
    if "only" in entry and not only.keys() & {"ids", "part_of", "box"}:
        wrong.append(("only", "keeps nothing; give ids, part_of or box, or leave it out"))
    if "box" in only and not _is_box(only["box"]):
        wrong.append(("only", f"{only['box']} is no [[south, west], [north, east]] on the map"))
    if not isinstance(only.get("tied", False), bool):
        wrong.append(("only", f"tied is '{only['tied']}'; write true or false"))
    for key, known, message in (
        ("ids", things, "is not the id of a thing"),
        ("part_of", things, "is not the id of a thing"),
        ("layers", layers, "is no layer of layers.toml"),
    ):
        wrong += [("only", text) for _, text in _unknown(only, key, known, message)]
    return wrong


def _title_problems(title: Any) -> list[tuple[str, str]]:
    if not isinstance(title, dict):
        return [("title", 'is no table; write title = { en = "...", ru = "...", kk = "..." }')]
    wrong = []
    for code in LANGUAGES:
        text = title.get(code)
        if not isinstance(text, str) or not text.strip():
            wrong.append(("title", f"is missing in '{code}'; add it"))
            continue
        for word in mixed_words(text):
            wrong.append(("title", f"the word '{word}' mixes Latin and Cyrillic letters; type it in one alphabet"))
    return wrong


def _unknown(entry: Mapping[str, Any], key: str, known: Collection[str], message: str) -> list[tuple[str, str]]:
    values = entry.get(key, [])
    if not isinstance(values, list):
        return [(key, f"'{values}' is no list; write [...]")]
    return [(key, f"'{value}' {message}; correct it or take it out") for value in values if value not in list(known)]


def _is_box(value: Any) -> bool:
    try:
        (south, west), (north, east) = value
        return bool(36 <= south < north <= 60 and 40 <= west < east <= 96)
    except (TypeError, ValueError):
        return False
