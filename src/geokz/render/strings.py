"""The words of the page in every language, from the files of ``words/``, one a part of the page.

A language is added by adding its texts; what it lacks is shown in the first language of the atlas that has it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from ..errors import Problem
from .wire import Wording

_WATCH = "watch.toml"
"""What is said around a map while it is worked on, and in no map."""


@cache
def page_strings() -> dict[str, Wording]:
    """Each key with its text by language; a number's noun has the forms of the plural rules (``one`` …)."""
    strings: dict[str, Wording] = {}
    for file in _files():
        if file != _WATCH:
            strings |= words_of(file)
    return strings


def words_of(file: str) -> dict[str, Wording]:
    """The words of one file of ``words/``."""
    return tomllib.loads(_files()[file])


def strings_of(languages: Sequence[str]) -> dict[str, Wording]:
    """The words of an atlas: each key in its languages, or in the first that there is where it is in none of them.

    >>> strings_of(["ru"])["found"], strings_of(["la"])["found"]
    ({'ru': 'Найдено'}, {'en': 'Found'})
    """
    return {
        key: {code: text for code, text in texts.items() if code in languages} or dict([next(iter(texts.items()))])
        for key, texts in page_strings().items()
    }


def worded(key: str, languages: Sequence[str]) -> str:
    """A text of the page in the first of some languages that has it."""
    texts = page_strings()[key]
    return str(next((texts[code] for code in languages if code in texts), next(iter(texts.values()))))


def missing_words(languages: Sequence[str]) -> Iterator[Problem]:
    """The texts of the page that a language lacks, by file and line."""
    for file, text in _files().items():
        for key, texts in tomllib.loads(text).items():
            found = re.search(rf"^\s*\[?{re.escape(key)}\b", text, re.MULTILINE)
            line = text.count("\n", 0, found.start()) + 1 if found else 1
            for code in languages:
                if code not in texts:
                    shown = next((known for known in languages if known in texts), next(iter(texts)))
                    message = f"has no '{code}'; add it, or the page shows it in '{shown}'"
                    yield Problem(f"words/{file}", line, key, message)


def _files() -> dict[str, str]:
    found = sorted(files(__package__).joinpath("words").iterdir(), key=lambda file: file.name)
    return {file.name: file.read_text(encoding="utf-8") for file in found}
