"""How layers look: ``layers.toml`` read into one small value a layer. No facts in here.

To add a layer: a table in ``geodata/``, its entry in ``datapackage.json``, and here its names, colour and shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import Problem
from .toml import as_meant, read_toml, text_problems

SHAPES = ("square", "triangle", "diamond", "pentagon", "cross", "ring", "circle", "line")
FILE = "layers.toml"
SWITCHES = ("show", "labelled", "quiet", "prisoners")
SETTINGS = {"label", "colour", "colour_dark", "shape", "size", *SWITCHES}


@dataclass(frozen=True)
class LayerStyle:
    """A layer's key, its names by language, colours on light and dark ground, and its shape (see ``SHAPES``).

    ``size`` is half the width of a symbol in pixels. What part a layer plays: the names of what is ``labelled`` are
    written on the map, what is ``quiet`` stands back in the bars of the clock, and a thing of a layer of ``prisoners``
    without a figure of them is counted as missing. Which things are settlements, their type says.
    """

    key: str
    label: Mapping[str, str]
    colour: str
    colour_dark: str
    shape: str
    show: bool = True
    size: float = 5.2
    labelled: bool = False
    quiet: bool = False
    prisoners: bool = False


@dataclass(frozen=True)
class Layers:
    """The styles of ``layers.toml`` in drawing order (first below); the lines of all it names, sound or not; whether
    there are settings of a layer that it does not name."""

    styles: Mapping[str, LayerStyle] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    nameless: bool = False


def read_layers(folder: Path, languages: Sequence[str]) -> Layers:
    """The layers of a data folder, and what is wrong with ``layers.toml``: one problem for one mistake."""
    toml, problems = read_toml(folder, FILE)
    if toml is None:
        return Layers(problems=problems)
    styles = {}
    loose = [key for key, entry in toml.values.items() if key in SETTINGS and not _is_style(entry)]
    if loose:
        message = f"'{loose[0]}' stands below no heading; write the key of a layer, as [camps], above it"
        problems.append(toml.problem((loose[0],), loose[0], message))
    for key, entry in toml.values.items():
        if key in loose:
            continue
        found = list(_wrong(entry, languages))
        problems += [toml.problem((key, *spot), key, message) for spot, message in found]
        if not found:
            styles[key] = LayerStyle(key=key, **entry)
    return Layers(styles, {key: toml.line(key) for key in toml.values if key not in loose}, problems, bool(loose))


def _is_style(entry: object) -> bool:
    return isinstance(entry, dict) and bool(entry.keys() & SETTINGS)


def _wrong(entry: object, languages: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """What keeps an entry from being a layer's style: at which setting, and what."""
    if not isinstance(entry, dict):
        yield (), "is no table; write [key] and its settings below"
        return
    entry, unknown = as_meant(entry, SETTINGS)
    for setting, message in unknown:
        yield (setting,), message
    for setting in ("label", "colour", "colour_dark", "shape"):
        if setting not in entry:
            yield (), f"has no '{setting}'; add it"
    for setting in ("colour", "colour_dark"):
        if setting in entry and not re.fullmatch(r"#[0-9a-f]{6}", str(entry[setting])):
            yield (setting,), f"{setting} '{entry[setting]}' is no colour; write it as #7b1e2b"
    for setting in SWITCHES:
        if not isinstance(entry.get(setting, True), bool):
            yield (setting,), f"{setting} is '{entry[setting]}'; write true or false"
    size = entry.get("size", 1)
    if isinstance(size, bool) or not isinstance(size, int | float) or not 0 < size <= 20:
        yield ("size",), f"size is '{size}'; write half the width of a symbol in pixels, up to 20"
    if entry.get("shape", SHAPES[0]) not in SHAPES:
        yield ("shape",), f"shape '{entry['shape']}' is unknown; choose one of {', '.join(SHAPES)}"
    if "label" in entry:
        for code, message in text_problems(entry["label"], "label", languages):
            yield ("label", code), message
