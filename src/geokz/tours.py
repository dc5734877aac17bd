"""Guided walks through the map: the TOML files of ``geodata/tours/``.

A tour is a file with ``title`` (a text in each language), ``order`` (its place in the list) and ``[[steps]]``,
each with ``title`` and ``text`` in each language, ``when`` (a year or ``from/to``), ``view`` ([latitude,
longitude, zoom]), ``source`` (citations), and, where wanted, ``layers`` (keys; all when left out) and ``select``
(the id of a thing whose card opens).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from .errors import Problem
from .names import LANGUAGES, mixed_words
from .sources import CitationError, cite

_STEP_KEYS = {"title", "text", "when", "view", "source", "layers", "select"}


def read_tours(folder: Path) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The tours of a data folder in their order, each with its file's stem as ``key``, and what cannot be read."""
    tours, problems = [], []
    for path in sorted((folder / "tours").glob("*.toml")):
        try:
            tour = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
            problems.append(Problem(f"tours/{path.name}", 1, "-", f"cannot be read: {problem}"))
            continue
        tours.append({"key": path.stem, **tour})
    order = [tour.get("order", 0) for tour in tours]
    if not all(isinstance(number, int) for number in order):  # a problem of its own
        return tours, problems
    return sorted(tours, key=lambda tour: (tour.get("order", 0), tour["key"])), problems


def check_tours(
    tours: list[dict[str, Any]], things: Collection[str], layers: Collection[str], sources: Collection[str]
) -> list[Problem]:
    """Texts missing in a language, unknown ids, layers and sources, impossible years and views."""
    problems = []
    for tour in tours:
        file, steps = f"tours/{tour['key']}.toml", tour.get("steps")
        found = [(1, column, f"the tour {message}") for column, message in _text_problems(tour, "title")]
        if not isinstance(tour.get("order", 0), int):
            found.append((1, "order", f"'{tour['order']}' is no whole number"))
        if not isinstance(steps, list) or not steps or not all(isinstance(step, dict) for step in steps):
            found.append((1, "steps", "has no step; add [[steps]]"))
            steps = []
        for number, step in enumerate(steps, 1):
            for column, message in _step_problems(step, things, layers, sources):
                found.append((number, column, f"step {number} {message}"))
        problems += [Problem(file, *problem) for problem in found]
    return problems


def _text_problems(texts: dict[str, Any], key: str) -> Iterator[tuple[str, str]]:
    for code in LANGUAGES:
        words = texts[key].get(code) if isinstance(texts.get(key), dict) else None
        if not isinstance(words, str) or not words.strip():
            yield key, f"has no {key} in '{code}'; add it"
            continue
        for word in mixed_words(words):
            yield key, f"has the word '{word}', which mixes Latin and Cyrillic letters; type it in one alphabet"


def _step_problems(
    step: dict[str, Any], things: Collection[str], layers: Collection[str], sources: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Everything wrong with one step: which setting, and what."""
    yield from _text_problems(step, "title")
    yield from _text_problems(step, "text")
    for key in sorted(step.keys() - _STEP_KEYS):
        yield key, f"has an unknown setting '{key}'; the settings are {', '.join(sorted(_STEP_KEYS))}"
    when = step.get("when")
    years = re.fullmatch(r"(\d{4})(?:/(\d{4}))?", when) if isinstance(when, str) else None
    if not years or (years[2] and years[2] < years[1]):
        yield "when", f'has \'{when}\', which is no year or span; write "1931" or "1927/1931", in quotes'
    if not _is_view(step.get("view")):
        yield "view", f"has {step.get('view')}, which is no [latitude, longitude, zoom] on the map"
    shown = step.get("layers", [])
    if not isinstance(shown, list):
        yield "layers", f"has '{shown}', which is no list; write [...]"
    else:
        for layer in shown:
            if layer not in list(layers):
                yield "layers", f"has '{layer}', which is no layer"
    if "select" in step and step["select"] not in list(things):
        yield "select", f"has '{step['select']}', which is not the id of a thing"
    try:
        citations = cite(str(step.get("source", "")))
    except CitationError as problem:
        yield "source", f"{problem}"
        return
    if not citations:
        yield "source", "cites nothing; add its source"
    for citation in citations:
        if citation.key not in sources:
            yield "source", f"cites '{citation.key}', which is not in sources.csv"


def _is_view(value: Any) -> bool:
    try:
        lat, lon, zoom = value
        return bool(38 <= lat <= 58 and 44 <= lon <= 92 and 3 <= zoom <= 12)
    except (TypeError, ValueError):
        return False
