"""What ``geokz new`` writes in a language: a file of ``begun/`` with the texts of a new atlas and, for a language that
the shipped vocabularies do not have, their labels by table and key (``[relation_types.inverse]``: by direction).

A language is added by adding its file. A text that nobody has in a language is there in English behind ``MARK``, and
``geokz check --words`` lists it until it is translated or taken out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..errors import Problem
from .languages import TEXT_COLUMN
from .package import LINE
from .profile import FILE as ATLAS
from .read import read
from .toml import read_toml

FIRST = "en"
MARK = f"[{FIRST}] "


@cache
def labels() -> Mapping[str, Mapping[str, Any]]:
    """What each language has, by its code."""
    found = sorted(files(__package__).joinpath("begun").iterdir(), key=lambda file: file.name)
    return {file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8")) for file in found}


def language_name(code: str) -> str:
    """What a language is called in English, as far as it has labels.

    >>> language_name("de"), language_name("fr")
    ('German', 'fr')
    """
    return str(labels().get(code, {}).get("language", code))


def text_of(key: str, code: str) -> str:
    """A text of a new atlas in a language, marked where it is in English for want of one.

    >>> text_of("towns", "de"), text_of("towns", "fr")
    ('Städte', '[en] Towns')
    """
    own = labels().get(code, {}).get("texts", {})
    return str(own[key]) if key in own else MARK + str(labels()[FIRST]["texts"][key])


def label_of(row: Mapping[str, str], table: str, base: str, code: str) -> str:
    """A text of a row of a shipped vocabulary in a language: ``base`` is label or inverse.

    >>> row = {"key": "coal_from", "label_en": "coal from", "inverse_en": "sent coal to"}
    >>> label_of(row, "relation_types", "inverse", "de"), label_of(row, "relation_types", "label", "fr")
    ('lieferte Kohle an', '[en] coal from')
    """
    if row.get(f"{base}_{code}"):
        return row[f"{base}_{code}"]
    own = labels().get(code, {}).get(table, {})
    own = own if base == "label" else own.get(base, {})
    english = row.get(f"{base}_{FIRST}", "")
    return str(own.get(row["key"], MARK + english if english else ""))


def untranslated(folder: Path) -> Iterator[Problem]:
    """The texts of a data folder that are still marked as English, by file, line and column."""
    found = read(folder)
    for table in filter(lambda table: table.name in found.read, found.tables):
        frame = found.read[table.name].frame
        for column in table.columns:
            if column.kind != "text" or not TEXT_COLUMN.fullmatch(column.name):
                continue
            for text, line in zip(frame[column.name], frame[LINE], strict=True):
                if str(text).startswith(MARK):
                    yield Problem(table.path, int(line), column.name, _told(text))
    for file in (ATLAS, "layers.toml", *(f"tours/{path.name}" for path in sorted((folder / "tours").glob("*.toml")))):
        toml, _ = read_toml(folder, file)
        if toml is None:
            continue
        for spot, text in _texts(toml.values, ()):
            yield toml.problem(spot, str(spot[-1]), _told(text))


def _told(text: str) -> str:
    return f"'{text}' is not translated yet; translate it, or take the row out"


def _texts(value: Any, spot: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The marked texts of a TOML file, each with its spot."""
    if isinstance(value, str) and value.startswith(MARK):
        yield spot, value
    elif isinstance(value, Mapping | list):
        for key, inner in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from _texts(inner, (*spot, key))
