"""Guided walks through the map: the TOML files of ``geodata/tours/``.

A tour is a file with ``title`` (a text in each language), ``order`` (its place in the list) and ``[[steps]]``,
each with ``title`` and ``text`` in each language, ``when`` (a year or ``from/to``), ``view`` ([latitude,
longitude, zoom]), ``source`` (citations), and, where wanted, ``layers`` (keys; all when left out), ``select``
(the id of a thing whose card opens) and ``question`` (in each language, for those who walk it with a class).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..errors import Problem
from ..sources import CitationError, cite
from ..visible import visible
from .profile import Profile
from .toml import Spot, Toml, as_meant, read_toml, text_problems

_KEYS = {"title", "order", "steps"}
_STEP_KEYS = {"title", "text", "when", "view", "source", "layers", "select", "question"}

Wrong = Iterator[tuple[Spot, str, str]]


def read_tours(folder: Path) -> tuple[list[Toml], list[Problem]]:
    """The files of the tours of a data folder in the order they give themselves, and what cannot be read."""
    tours, problems = [], []
    for path in sorted((folder / "tours").glob("*.toml")):
        tour, found = read_toml(folder, f"tours/{path.name}")
        problems += found
        tours += [tour] if tour else []
    orders = [tour.values.get("order", 0) for tour in tours]
    if not all(type(order) is int for order in orders):  # a problem of its own
        return tours, problems
    return sorted(tours, key=lambda tour: (tour.values.get("order", 0), tour.file)), problems


def tour_of(file: Toml) -> dict[str, Any]:
    """A tour as the outputs take it: what its file says, and the file's stem as ``key``."""
    return {"key": Path(file.file).stem, **file.values}


def check_tours(
    tours: Sequence[Toml],
    profile: Profile,
    *,
    things: Collection[str],
    layers: Collection[str],
    sources: Collection[str],
) -> list[Problem]:
    """Texts missing in a language, unknown ids, layers and sources, impossible years and views."""
    return [
        tour.problem(spot, column, message)
        for tour in tours
        for spot, column, message in _wrong(tour.values, profile, things, layers, sources)
    ]


def _wrong(
    tour: Any,
    profile: Profile,
    things: Collection[str],
    layers: Collection[str],
    sources: Collection[str],
) -> Wrong:
    """Everything wrong with a tour: where it stands, which setting, and what."""
    tour, unknown = as_meant(tour, _KEYS)
    for key, message in unknown:
        yield (key,), visible(key), message
    for code, message in text_problems(tour.get("title"), "title", profile.languages):
        yield ("title", code), "title", f"the tour {message}"
    if type(tour.get("order", 0)) is not int:
        yield ("order",), "order", f"'{tour['order']}' is no whole number"
    steps = tour.get("steps")
    if not isinstance(steps, list) or not steps or not all(isinstance(step, dict) for step in steps):
        yield ("steps",), "steps", "has no step; add [[steps]]"
        return
    for number, step in enumerate(steps):
        step, unknown = as_meant(step, _STEP_KEYS)
        for key, message in unknown:
            yield ("steps", number, key), visible(key), f"step {number + 1} {message.replace('is ', 'has ', 1)}"
        for name in ("title", "text", *(["question"] if "question" in step else [])):
            for code, message in text_problems(step.get(name), name, profile.languages):
                yield ("steps", number, name, code), name, f"step {number + 1} {message}"
        for column, message in _step_problems(step, profile, things, layers, sources):
            yield ("steps", number, column), column, f"step {number + 1} {message}"


def _step_problems(
    step: dict[str, Any],
    profile: Profile,
    things: Collection[str],
    layers: Collection[str],
    sources: Collection[str],
) -> Iterator[tuple[str, str]]:
    """Everything wrong with one step: which setting, and what."""
    when = step.get("when")
    years = re.fullmatch(r"([0-9]{4})(?:/([0-9]{4}))?", when) if isinstance(when, str) else None
    if not years or (years[2] and years[2] < years[1]):
        yield "when", f'has \'{when}\', which is no year or span; write "1931" or "1927/1931", in quotes'
    elif int(years[1]) < profile.first or int(years[2] or years[1]) > profile.last:
        clock = f"{profile.first} to {profile.last}"
        yield (
            "when",
            f"has '{when}', outside the years {clock} of the clock; choose others, or see [clock] in atlas.toml",
        )
    if not _is_view(step.get("view"), profile):
        yield "view", f"has {step.get('view')}, which is no [latitude, longitude, zoom] on the map"
    shown = step.get("layers", [])
    if not isinstance(shown, list):
        yield "layers", f"has '{shown}', which is no list; write [...]"
    else:
        for layer in shown:
            if layer not in list(layers):
                yield "layers", f"has '{layer}', which is no layer"
    if "select" in step and not (isinstance(step["select"], str) and step["select"] in things):
        yield "select", f"has '{step['select']}', which is not the id of a thing"
    try:
        source = step.get("source", "")
        citations = cite(source if isinstance(source, str) else str([source]))
    except CitationError as problem:
        yield "source", f"{problem}"
        return
    if not citations:
        yield "source", "cites nothing; add its source"
    for citation in citations:
        if citation.key not in sources:
            yield "source", f"cites '{citation.key}', which is not in sources.csv"


def _is_view(value: Any, profile: Profile) -> bool:
    (south, west), (north, east) = profile.near
    try:
        lat, lon, zoom = value
        return bool(
            all(type(part) in (int, float) for part in value)
            and south <= lat <= north
            and west <= lon <= east
            and 3 <= zoom <= 12
        )
    except (TypeError, ValueError):
        return False
