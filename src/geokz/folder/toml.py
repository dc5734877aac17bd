"""TOML files of the data folder: read with the line each setting stands on; texts in each language, boxes, lists.

The standard reader of Python keeps no lines, so they are looked up in the text: headings of tables and keys at the
start of a line are enough for files that people write.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import Problem
from ..names import mixed_problem, mixed_words
from ..visible import visible
from .letters import other_alphabet, unseen

_DEEPEST = 1000
Spot = tuple[str | int, ...]

_HEADING = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")
_SETTING = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_KEY = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


@dataclass(frozen=True)
class Toml:
    """A file as read: its name in the folder, what it holds, and on which line each heading and setting stands."""

    file: str
    values: Mapping[str, Any]
    lines: Mapping[Spot, int]

    def line(self, *spot: str | int) -> int:
        """The line of a setting, or of the nearest heading above it: ``line("steps", 2, "title", "en")``."""
        while spot and spot not in self.lines:
            spot = spot[:-1]
        return self.lines.get(spot, 1)

    def problem(self, spot: Spot, column: str, message: str) -> Problem:
        return Problem(self.file, self.line(*spot), column, message)


def read_toml(folder: Path, file: str) -> tuple[Toml | None, list[Problem]]:
    """A TOML file of a data folder; nothing, and the problem, for one that cannot be read."""
    try:
        text = (folder / file).read_text(encoding="utf-8-sig")
        if max(map(_dots, text.splitlines()), default=0) > _DEEPEST:  # the reader takes the square of their number
            raise RecursionError
        values, lines = _kept(text)
        return Toml(file, deepcopy(values), lines), []
    except RecursionError:
        return None, [Problem(file, 1, "-", "is nested deeper than anything a data folder holds; correct the brackets")]
    except tomllib.TOMLDecodeError as problem:
        place = re.search(r"line (\d+)", str(problem))
        line = int(place[1]) if place else 1
        message = f"cannot be read: {problem}"
        line, message = _misspelt(text.splitlines()[:line]) or (line, message)
        return None, [Problem(file, line, "-", message)]
    except UnicodeDecodeError as problem:
        return None, [Problem(file, 1, "-", f"is not UTF-8 ({problem.reason}); save it as UTF-8")]
    except OSError as problem:
        return None, [Problem(file, 1, "-", f"cannot be read: {problem.strerror}")]


@lru_cache(maxsize=64)  # of a folder that is read again, most files are as they were
def _kept(text: str) -> tuple[dict[str, Any], Mapping[Spot, int]]:
    return tomllib.loads(text), _lines(text)


def _dots(line: str) -> int:
    return line.count(".")


def _misspelt(lines: Sequence[str]) -> tuple[int, str] | None:
    """The line of a ``[[stpes]]``, and what is wrong, where the last line is a ``[steps.title]`` that is there already
    for the ``[[steps]]`` before."""
    last = _HEADING.fullmatch(lines[-1]) if lines else None
    if not last or last[1] != "[":
        return None
    meant = _KEY.findall(last[2])[0]
    for number in range(len(lines) - 1, 0, -1):
        entry = _HEADING.fullmatch(lines[number - 1])
        if entry and entry[1] == "[[":
            near = entry[2] != meant and get_close_matches(entry[2], [meant], 1)
            return (number, f"is the heading [[{visible(entry[2])}]]; is it [[{visible(meant)}]]?") if near else None
    return None


def _lines(text: str) -> dict[Spot, int]:
    """Where each table and setting begins; a table of ``[[steps]]`` is counted from 0."""
    lines: dict[Spot, int] = {}
    counts: dict[Spot, int] = {}
    home: Spot = ()
    quotes = ""
    for number, line in enumerate(text.splitlines(), 1):
        if quotes:
            quotes = "" if line.count(quotes) % 2 else quotes
            continue
        heading, setting = _HEADING.fullmatch(line), _SETTING.match(line)
        if heading:
            home = ()
            keys = [key.strip("\"'") for key in _KEY.findall(heading[2])]
            for key in keys[:-1]:
                home += (key, counts[(*home, key)]) if (*home, key) in counts else (key,)
            home += (keys[-1],)
            if heading[1] == "[[":
                counts[home] = counts.get(home, -1) + 1
                lines.setdefault(home, number)
                home += (counts[home],)
            lines.setdefault(home, number)
        elif setting:
            keys = [key.strip("\"'") for key in _KEY.findall(setting[1])]
            for end in range(1, len(keys) + 1):  # what is wrong with a in a.b = 1 stands there too
                lines.setdefault((*home, *keys[:end]), number)
        quotes = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), "")
    return lines


def as_meant(entry: Mapping[str, Any], known: Collection[str]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """A table with a misspelt setting under the name that it lacks and most likely means; each unknown setting, and
    what is wrong with it.

    >>> as_meant({"colour": "#7b1e2b", "shap": "cross", "size": 3}, ["colour", "shape"])
    ({'colour': '#7b1e2b', 'shape': 'cross'},
     [('shap', "is an unknown setting 'shap'; is it 'shape'?"),
      ('size', "is an unknown setting 'size'; the settings are colour, shape")])
    """
    lacking = [key for key in known if key not in entry]
    meant: dict[str, Any] = {}
    wrong = []
    for key, value in entry.items():
        if key in known:
            meant[key] = value
            continue
        near = get_close_matches(key, lacking, 1)
        told = f"is it '{near[0]}'?" if near else f"the settings are {', '.join(sorted(known))}"
        wrong.append((key, f"is an unknown setting '{visible(key)}'; {told}"))
        if near:
            meant[near[0]] = value
            lacking.remove(near[0])
    return meant, wrong


def text_problems(texts: Any, name: str, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a text in each language: at which of its keys, if at one, and what.

    >>> list(text_problems({"en": "A", "kz": "B"}, "title", ["en", "kk"]))
    [('kz', "has no title in 'kk' but one in 'kz', which is no language of the atlas; is 'kk' meant?")]
    """
    if not isinstance(texts, dict):
        written = ", ".join(f'{code} = "..."' for code in languages)
        yield "", f"has no {name} in each language; write {name} = {{ {written} }}"
        return
    said = {code: words for code in languages if isinstance(words := texts.get(code), str) and words.strip()}
    missing = [code for code in languages if code not in said]
    foreign = [code for code in texts if code not in languages]
    for code in [code for code in missing if code not in texts]:
        if near := get_close_matches(code, foreign, 1, cutoff=0):
            missing.remove(code)
            foreign.remove(near[0])
            key = visible(near[0])
            message = f"has no {name} in '{code}' but one in '{key}', which is no language of the atlas; "
            yield near[0], f"{message}is '{code}' meant?"
    if missing:
        told = ", ".join(f"'{code}'" for code in missing)
        yield missing[0], f"has no {name} in {told}; add it"
    for code, words in said.items():
        hidden = unseen(words)
        if hidden:
            yield code, f"has the {name} {hidden}"
        alien = other_alphabet(words, code)
        if alien:
            yield code, f"has the {name} {alien}"
        for word in mixed_words(words):
            yield code, f"has {mixed_problem(word).replace(' mixes ', ', which mixes ')}"


def list_problems(values: Any, known: Collection[str], message: str) -> Iterator[str]:
    """What is wrong with a list of keys, of which all must be known."""
    if not isinstance(values, list):
        yield f"'{values}' is no list; write [...]"
        return
    for value in values:
        if not isinstance(value, str) or value not in known:
            yield f"'{value}' {message}; correct it or take it out"
    if len(values) > len({str(value) for value in values}):
        yield f"'{values}' names one twice; keep one"


def box_problem(value: Any, within: Any = ((-85, -180), (85, 180))) -> str:
    """What keeps a value from being ``[[south, west], [north, east]]``, in degrees, within another; else nothing.

    >>> box_problem([[41, 47], [55, 87]]), box_problem([[41, 47], [55, 87]], within=((58, 140), (72, 170)))[:50]
    ('', '[[41, 47], [55, 87]] leaves the box of the map, [[')
    >>> box_problem([[60, 170], [70, -170]])
    '[[60, 170], [70, -170]] lies across the date line; let it end at 180, or choose the side where most things lie'
    """
    try:
        (south, west), (north, east) = value
        numbers = all(type(edge) in (int, float) for edge in (south, west, north, east))
    except (TypeError, ValueError):
        numbers = False
    if not numbers:
        return f"{value} is no box; write [[south, west], [north, east]] in degrees"
    if south < north and ((west > 0 > east and west > east) or east > 180 or west < -180):
        return f"{value} lies across the date line; let it end at 180, or choose the side where most things lie"
    if not (south < north and west < east):
        return f"{value} is no box; write [[south, west], [north, east]], the lesser degrees first"
    (lowest, leftmost), (highest, rightmost) = within
    if not (lowest <= south and north <= highest and leftmost <= west and east <= rightmost):
        edges = f"[[{lowest:g}, {leftmost:g}], [{highest:g}, {rightmost:g}]]"
        return f"{value} leaves the box of the map, {edges}; correct it, or widen pan in atlas.toml"
    return ""
