"""The words of the page in three languages, from the files of ``words/``, one a part of the page."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def page_strings() -> dict[str, list[str]]:
    """Each key with its texts in the order of ``geokz.names.LANGUAGES``."""
    strings: dict[str, list[str]] = {}
    for file in sorted(files(__package__).joinpath("words").iterdir(), key=lambda file: file.name):
        strings |= tomllib.loads(file.read_text(encoding="utf-8"))
    return strings
