"""The words of the page in every language, from the files of ``words/``, one a part of the page."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from .wire import Wording


@cache
def page_strings() -> dict[str, Wording]:
    """Each key with its text by language; a number's noun has the forms of the plural rules (``one`` …)."""
    strings: dict[str, Wording] = {}
    for file in sorted(files(__package__).joinpath("words").iterdir(), key=lambda file: file.name):
        strings |= tomllib.loads(file.read_text(encoding="utf-8"))
    return strings
