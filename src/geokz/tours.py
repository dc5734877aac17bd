"""Guided walks through the map: the TOML files of ``geodata/tours/``.

A tour is a file with ``title`` (a text in each language), ``order`` (its place in the list) and ``[[steps]]``,
each with ``title`` and ``text`` in each language, ``when`` (a year or ``from/to``), ``view`` ([latitude,
longitude, zoom]), ``source`` (citations), and, where wanted, ``layers`` (keys; all when left out) and ``select``
(the id of a thing whose card opens).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
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
            tour = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
            problems.append(Problem(f"tours/{path.name}", 1, "-", f"cannot be read: {problem}"))
            continue
        tours.append({"key": path.stem, **tour})
    return sorted(tours, key=lambda tour: (tour.get("order", 0), tour["key"])), problems


def check_tours(
    tours: list[dict[str, Any]], things: Collection[str], layers: Collection[str], sources: Collection[str]
) -> list[Problem]:
    """Texts missing in a language, unknown ids, layers and sources, impossible years and views."""
    problems = []
    for tour in tours:
        file = f"tours/{tour['key']}.toml"

        def report(step: int, column: str, message: str, file: str = file) -> None:
            problems.append(Problem(file, step, column, message))

        if not tour.get("steps"):
            report(1, "steps", "has no step; add [[steps]]")
        for where, texts in [(0, {"title": tour.get("title")})] + [
            (number, {key: step.get(key) for key in ("title", "text")})
            for number, step in enumerate(tour.get("steps", []), 1)
        ]:
            for key, text in texts.items():
                for code in LANGUAGES:
                    words = text.get(code, "") if isinstance(text, dict) else ""
                    if not words:
                        report(where, key, f"step {where} has no {key} in '{code}'; add it")
                    for word in mixed_words(words):
                        report(
                            where, key, f"the word '{word}' mixes Latin and Cyrillic letters; type it in one alphabet"
                        )
        for number, step in enumerate(tour.get("steps", []), 1):
            for key in step.keys() - _STEP_KEYS:
                report(
                    number, key, f"step {number} has an unknown setting '{key}'; the settings are {sorted(_STEP_KEYS)}"
                )
            if not re.fullmatch(r"\d{4}(/\d{4})?", str(step.get("when", ""))):
                report(
                    number, "when", f"step {number}: '{step.get('when')}' is no year or span; write 1931 or 1927/1931"
                )
            view = step.get("view", [])
            if len(view) != 3 or not (38 <= view[0] <= 58 and 44 <= view[1] <= 92 and 3 <= view[2] <= 12):
                report(number, "view", f"step {number}: {view} is no [latitude, longitude, zoom] on the map")
            for layer in step.get("layers", []):
                if layer not in layers:
                    report(number, "layers", f"step {number}: there is no layer '{layer}'")
            if "select" in step and step["select"] not in things:
                report(number, "select", f"step {number}: '{step['select']}' is not the id of a thing")
            try:
                citations = cite(step.get("source", ""))
            except CitationError as problem:
                report(number, "source", f"step {number}: {problem}")
                continue
            if not citations:
                report(number, "source", f"step {number} cites nothing; add its source")
            for citation in citations:
                if citation.key not in sources:
                    report(number, "source", f"step {number}: '{citation.key}' is not in sources.csv")
    return problems
