"""How layers look: ``layers.toml`` read into one small value a layer. No facts in here.

To add a layer: a table in ``geodata/``, its entry in ``datapackage.json``, and here its names, colour and shape.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import Problem
from .names import LANGUAGES

SHAPES = ("square", "triangle", "diamond", "pentagon", "cross", "ring", "circle", "line")


@dataclass(frozen=True)
class LayerStyle:
    """A layer's key, its names by language, colours on light and dark ground, and its shape (see ``SHAPES``)."""

    key: str
    label: Mapping[str, str]
    colour: str
    colour_dark: str
    shape: str
    show: bool = True


def read_layers(folder: Path) -> tuple[dict[str, LayerStyle], list[Problem]]:
    """The layers of a data folder in drawing order (first below), and what is wrong with ``layers.toml``."""
    name = "layers.toml"
    try:
        entries = tomllib.loads((folder / name).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        return {}, [Problem(name, 1, "-", f"cannot be read: {problem}")]
    styles: dict[str, LayerStyle] = {}
    problems: list[Problem] = []
    for key, entry in entries.items():
        wrong = _wrong(entry)
        if wrong:
            problems.append(Problem(name, 1, key, wrong))
        else:
            styles[key] = LayerStyle(key=key, **entry)
    return styles, problems


def _wrong(entry: object) -> str | None:
    """What keeps an entry from being a layer's style, if anything."""
    if not isinstance(entry, dict):
        return "is no table; write [key] and its settings below"
    known = {"label", "colour", "colour_dark", "shape", "show"}
    for setting in ("label", "colour", "colour_dark", "shape"):
        if setting not in entry:
            return f"has no '{setting}'; add it"
    for setting in entry:
        if setting not in known:
            return f"has an unknown setting '{setting}'; the settings are {', '.join(sorted(known))}"
    for setting in ("colour", "colour_dark"):
        if not re.fullmatch(r"#[0-9a-f]{6}", str(entry[setting])):
            return f"{setting} '{entry[setting]}' is no colour; write it as #7b1e2b"
    if not isinstance(entry.get("show", True), bool):
        return f"show is '{entry['show']}'; write true or false"
    if entry["shape"] not in SHAPES:
        return f"shape '{entry['shape']}' is unknown; choose one of {', '.join(SHAPES)}"
    if not isinstance(entry["label"], dict) or any(not entry["label"].get(code) for code in LANGUAGES):
        return f"needs a label in each of {', '.join(LANGUAGES)}"
    return None
