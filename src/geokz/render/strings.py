"""The words of the page in three languages, from ``strings.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def page_strings() -> dict[str, list[str]]:
    """Each key with its texts in the order of ``geokz.names.LANGUAGES``."""
    return tomllib.loads(files(__package__).joinpath("strings.toml").read_text(encoding="utf-8"))
