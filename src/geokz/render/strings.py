"""The words of the page, one file of ``words/`` a language; what an atlas words in its own way is in ``atlas.toml``.

A language is added by adding its file. What is being written may stand in a file of its own, each text in its
languages (``key = { en = "...", ru = "..." }``), until ``scripts/add_words.py --fold`` puts it into the languages. A
text that a language lacks is shown in the first language of the atlas that has it, and ``geokz check --words`` lists
it; names of months and forms of dates that ``Intl`` knows need no text (``BY_INTL``). ``{counted}``, ``{opening}``,
``{last}`` and ``{address}`` are filled here, other holes by the page.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..errors import Problem
from ..folder.profile import FILE, NO_PROFILE, Profile
from ..folder.toml import read_toml
from .wire import Wording

BY_INTL = {"months", "monthsShort", "monthsOf", "monthsBy", "monthYear", "dayMonthYear"}
"""Texts that a language need not have, since browsers know them."""

BY_CASE = {f"{word}{case}" for word in ("seasons", "decade", "century") for case in ("Of", "By")}
"""Texts that only a language needs whose words change after a preposition."""

FIRST = "en"
"""The language whose file has every text."""

_HOLE = re.compile(r"\{(\w+)\}")


@cache
def page_strings() -> dict[str, Wording]:
    """Each key with its text by language; a number's noun has the forms of the plural rules (``one`` …)."""
    strings: dict[str, Wording] = {}
    for code, text_file in sorted(_texts().items(), key=lambda one: (one[0] != FIRST, one[0])):
        for key, text in tomllib.loads(text_file).items():
            strings.setdefault(key, {})[code] = text
    for text_file in _files().values():
        for key, texts in tomllib.loads(text_file).items() if not _is_language(text_file) else ():
            strings.setdefault(key, texts)
    return strings


def watch_words() -> dict[str, Wording]:
    """What is said around a map that is built anew while it is worked on; no map holds it."""
    return {key: texts for key, texts in page_strings().items() if key.startswith("watch")}


def page_languages() -> tuple[str, ...]:
    """The languages there are words in."""
    return tuple(page_strings()["languageLabel"])


def strings_of(
    languages: Sequence[str], profile: Profile = NO_PROFILE, counted: Mapping[str, str] | None = None
) -> dict[str, Wording]:
    """The words of an atlas: each key in its languages, or in the first that there is where it is in none of them.

    ``profile`` words some in its own way and gives title and subtitle; ``counted`` is what its sums count, by language,
    where it does not say so.

    >>> strings_of(["ru"])["found"], strings_of(["la"])["found"]
    ({'ru': 'Найдено'}, {'en': 'Found'})
    """
    counted, around = dict(profile.counted or counted or {}), watch_words()
    strings: dict[str, Wording] = {}
    for key, known in page_strings().items():
        if key in around:
            continue
        own = {code: profile.words[code][key] for code in languages if key in profile.words.get(code, ())}
        texts = known | own
        shown = {code: texts[code] for code in languages if code in texts} or dict([next(iter(texts.items()))])
        strings[key] = {code: _filled(text, _holes(profile, counted, code)) for code, text in shown.items()}
    for key, said in (("title", profile.title), ("subtitle", profile.subtitle), ("aboutWhat", profile.about)):
        strings[key] = {code: said.get(code, "") for code in languages}
    return strings


def strings_of_years(first: int, last: int) -> dict[str, Wording]:
    """The words of a map that is no atlas, in every language there is."""
    return strings_of(page_languages(), Profile(first=first, last=last, opening=first))


def worded(key: str, languages: Sequence[str]) -> str:
    """A text of the page in the first of some languages that has it."""
    texts = page_strings()[key]
    return str(next((texts[code] for code in languages if code in texts), next(iter(texts.values()))))


def without_words(languages: Sequence[str]) -> list[str]:
    """The languages that have no file of words."""
    return [code for code in languages if code not in _texts()]


def missing_words(languages: Sequence[str]) -> Iterator[Problem]:
    """The texts of the page that a language lacks, by its file and the line of the text in English."""
    english = _texts()[FIRST]
    for code in languages:
        if code not in _texts():
            shown = next((other for other in languages if other in _texts()), FIRST)
            message = f"is not there: nobody has words in '{code}'; copy {FIRST}.toml to it and translate, or the page "
            yield Problem(f"words/{code}.toml", 1, "-", f"{message}shows them in '{shown}'")
            continue
        for key, known in page_strings().items():
            if code not in known and key not in BY_INTL | BY_CASE:
                shown = next((other for other in languages if other in known), FIRST)
                found = re.search(rf"^{key}\b", english, re.MULTILINE)
                line = english.count("\n", 0, found.start()) + 1 if found else 1
                message = f"is missing, line {line} of en.toml; add it, or the page shows it in '{shown}'"
                yield Problem(f"words/{code}.toml", 1, key, message)


def own_words(folder: Path, profile: Profile) -> list[Problem]:
    """What is wrong with the words of an atlas, on the lines of the ``atlas.toml`` of its folder."""
    wrong = list(wrong_words(profile))
    toml = read_toml(folder, FILE)[0] if wrong else None
    return [
        toml.problem(spot, spot[-1], message) if toml else Problem(FILE, 1, spot[-1], message)
        for spot, message in wrong
    ]


def wrong_words(profile: Profile) -> Iterator[tuple[tuple[str, ...], str]]:
    """What is wrong with the words of an ``atlas.toml``: keys that the page does not have, holes that nobody fills."""
    known = page_strings()
    for code, texts in profile.words.items():
        for key, text in texts.items():
            spot = ("words", code, key)
            if key not in known:
                yield spot, f"'{key}' is no text of the page; its texts stand in render/words/en.toml"
                continue
            holes = {hole for form in _forms(known[key]["en"]) for hole in _HOLE.findall(form)}
            holes |= {"counted", "Counted", "opening", "last", "address"}
            odd = [hole for form in _forms(text) for hole in _HOLE.findall(form) if hole not in holes]
            if odd:
                yield spot, f"has the hole {{{odd[0]}}}, which nobody fills; the holes are {', '.join(sorted(holes))}"


def _forms(text: Any) -> list[str]:
    return list(text.values()) if isinstance(text, Mapping) else [text]


def _holes(profile: Profile, counted: Mapping[str, str], code: str) -> dict[str, str]:
    word = counted.get(code) or next(iter(counted.values()), "")
    return {
        "counted": word,
        "Counted": word[:1].upper() + word[1:],
        "opening": str(profile.opening),
        "last": str(profile.last),
        "address": profile.address,
    }


def _filled(text: Any, holes: Mapping[str, str]) -> Any:
    """A text, or each of its forms, with these holes filled; other holes stay."""
    if isinstance(text, Mapping):
        return {form: _filled(one, holes) for form, one in text.items()}
    return _HOLE.sub(lambda hole: holes.get(hole[1], hole[0]), text).rstrip()


@cache
def _texts() -> dict[str, str]:
    """The file of each language."""
    return {name.removesuffix(".toml"): text for name, text in _files().items() if _is_language(text)}


def _is_language(text: str) -> bool:
    return re.search(r'^languageLabel = "', text, re.MULTILINE) is not None


@cache
def _files() -> dict[str, str]:
    found = sorted(files(__package__).joinpath("words").iterdir(), key=lambda file: file.name)
    return {file.name: file.read_text(encoding="utf-8") for file in found}
