"""Themed maps: the entries of ``geodata/maps.toml``, one ``[[maps]]`` for each question that the data answer.

A map is the same atlas seen with other eyes: ``key`` (the name of its file), ``title`` and ``subtitle`` in each
language, ``start`` and ``end`` (first and last year of its clock), ``year`` (the one it opens with), ``frame``
([[south, west], [north, east]], what it opens at), each as in ``atlas.toml`` when left out, and, where wanted,
``layers`` (shown at the start; those of ``layers.toml`` when left out), ``language`` (the folder's first when left
out), ``tours`` (keys of tours offered; all when left out), ``month`` (1 to 12: the clock moves by months and opens with
this one of ``year``), ``rails`` (the id of a line of ``railheads.csv``: title and clock tell how many kilometres of it
had been laid) and ``only``: which things the map holds (all when left out).
``only`` is a table of ``ids``, ``part_of`` (things and all their parts), ``box`` ([[south, west], [north, east]]), a
thing being held when any of the three has it; ``tied = true`` adds what these have relations with; ``layers`` names the
layers that are narrowed so, the others staying whole. A folder without the file has one map, the atlas.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import GeokzError, Problem, perhaps
from ..visible import visible
from .profile import Profile
from .toml import Spot, as_meant, box_problem, list_problems, read_toml, text_problems

FILE = "maps.toml"
_CLOCK = {"start", "end", "year", "month", "rails"}
_SETTINGS = {"key", "title", "subtitle", *_CLOCK, "frame", "layers", "language", "tours", "only"}
_ONLY = {"ids", "part_of", "box", "tied", "layers"}


@dataclass(frozen=True)
class ThemedMap:
    """One map of an atlas: see the settings above; ``None`` stands for one that was left out."""

    key: str
    start: int
    end: int
    year: int
    frame: Sequence[Sequence[float]]
    title: Mapping[str, str] | None = None
    subtitle: Mapping[str, str] | None = None
    layers: list[str] | None = None
    language: str | None = None
    tours: list[str] | None = None
    only: Mapping[str, Any] | None = None
    month: int | None = None
    rails: str | None = None

    @classmethod
    def of(cls, profile: Profile, key: str = "atlas", **said: Any) -> ThemedMap:
        """A map of an atlas: what is not said is as the atlas has it."""
        start, end = said.pop("start", profile.first), said.pop("end", profile.last)
        year = said.pop("year", min(max(profile.opening, start), end))
        return cls(key, start, end, year, said.pop("frame", profile.frame), **said)


def choose_maps(maps: Sequence[ThemedMap], keys: Collection[str]) -> list[ThemedMap]:
    """Those of the maps that are asked for by key; all of them when none is."""
    known = {themed.key: themed for themed in maps}
    keys = [keys] if isinstance(keys, str) else keys
    for key in keys:
        if key not in known:
            raise GeokzError(f"there is no map '{key}'{perhaps(key, known)}; the maps are {', '.join(known)}")
    return [themed for themed in maps if not keys or themed.key in keys]


def read_maps(
    folder: Path,
    profile: Profile,
    *,
    things: Collection[str] | None,
    layers: Collection[str],
    tours: Collection[str],
) -> tuple[list[ThemedMap], list[Problem]]:
    """The maps of a data folder in the order of the file, and everything wrong with it.

    ``things``, ``layers`` and ``tours`` are the ids and keys that a map may name; what it names is not looked up
    without ``things``. Of a file with a problem there are no maps.
    """
    if not (folder / FILE).is_file():
        return [ThemedMap.of(profile)], []
    toml, problems = read_toml(folder, FILE)
    if toml is None:
        return [], problems
    head, unknown = as_meant(toml.values, {"maps"})
    problems += [toml.problem((key,), visible(key), message) for key, message in unknown]
    entries = head.get("maps")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        message = "holds no map; write [[maps]] and the settings of a map below"
        return [], [*problems, toml.problem(("maps",), "maps", message)]
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        entry, unknown = as_meant(entry, _SETTINGS)
        found: list[tuple[Spot, str]] = [((key,), message) for key, message in unknown]
        if isinstance(entry.get("only"), dict):
            entry["only"], unknown = as_meant(entry["only"], _ONLY)
            found += [(("only", key), message) for key, message in unknown]
        found += _wrong(entry, profile)
        if things is not None:
            found += _unknown(entry, things, layers, tours)
        if str(entry.get("key")) in seen:
            found.append((("key",), f"there are two maps '{entry['key']}'; give one another key"))
        seen.add(str(entry.get("key")))
        problems += [toml.problem(("maps", number, *spot), str(spot[0]), message) for spot, message in found]
    return [] if problems else [ThemedMap.of(profile, **entry) for entry in entries], problems


def _wrong(entry: Mapping[str, Any], profile: Profile) -> Iterator[tuple[Spot, str]]:
    """Everything wrong with one map by itself: at which setting, and what."""
    languages = profile.languages
    if "key" not in entry:
        yield ("key",), "is missing; give the map its key"
    if "key" in entry and not (
        isinstance(entry["key"], str) and re.fullmatch(r"[a-z0-9][a-z0-9-]{0,99}", entry["key"])
    ):
        yield ("key",), f"'{entry['key']}' names a file; write small Latin letters, digits and hyphens"
    for key in ("title", "subtitle"):
        if key in entry:
            for code, message in text_problems(entry[key], key, languages):
                yield (key, code), message
    start, end = entry.get("start", profile.first), entry.get("end", profile.last)
    years = {"start": start, "year": entry.get("year", start), "end": end}
    odd = [key for key, year in years.items() if key in entry and not (type(year) is int and 1 <= year <= 9999)]
    for key in odd:
        yield (key,), f"{key} is '{years[key]}'; write a year between 1 and 9999"
    if not odd and not start <= years["year"] <= end:
        beyond = [key for key in ("start", "end") if not profile.first <= years[key] <= profile.last]
        spot = "year" if start <= end else (beyond or ["end"])[0]
        told = ", ".join(map(str, years.values()))
        yield (spot,), f"start, year and end, {told}, are not in order; let the year lie on the clock"
    month = entry.get("month", 1)
    if not (type(month) is int and 1 <= month <= 12):
        yield ("month",), f"month is '{month}'; write a number from 1 to 12"
    if not isinstance(entry.get("rails", ""), str):
        yield ("rails",), f"'{entry['rails']}' is no text; write the id of a line"
    if "frame" in entry and (message := box_problem(entry["frame"], profile.pan)):
        yield ("frame",), message
    if "language" in entry and entry["language"] not in languages:
        yield ("language",), f"there is no language '{entry['language']}'; choose of {', '.join(languages)}"
    for key in ("layers", "tours"):
        if key in entry and not _is_texts(entry[key]):
            yield (key,), f"'{entry[key]}' is no list of texts; write [...]"
    only = entry.get("only", {})
    if not isinstance(only, dict):
        yield ("only",), "is no table; write only = { part_of = [...] }"
        return
    if "only" in entry and not only.keys() & {"ids", "part_of", "box"}:
        yield ("only",), "keeps nothing; give ids, part_of or box, or leave it out"
    for key in ("ids", "part_of", "layers"):
        if key in only and not _is_texts(only[key]):
            yield ("only", key), f"'{only[key]}' is no list of texts; write [...]"
    if "box" in only and (message := box_problem(only["box"], profile.pan)):
        yield ("only", "box"), message
    if not isinstance(only.get("tied", False), bool):
        yield ("only", "tied"), f"tied is '{only['tied']}'; write true or false"


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _unknown(
    entry: Mapping[str, Any], things: Collection[str], layers: Collection[str], tours: Collection[str]
) -> Iterator[tuple[Spot, str]]:
    """What a map names that nobody has."""
    only = entry.get("only") if isinstance(entry.get("only"), dict) else {}
    rails = {"rails": [entry["rails"]]} if "rails" in entry else {}
    for home, spot, known, message in (
        (entry, ("layers",), layers, "is no layer of layers.toml"),
        (entry, ("tours",), tours, "is no file of tours/"),
        (rails, ("rails",), things, "is not the id of a thing"),
        (only, ("only", "ids"), things, "is not the id of a thing"),
        (only, ("only", "part_of"), things, "is not the id of a thing"),
        (only, ("only", "layers"), layers, "is no layer of layers.toml"),
    ):
        named = (home or {}).get(spot[-1], [])
        for problem in list_problems(named, known, message) if _is_texts(named) else ():
            yield spot, problem
