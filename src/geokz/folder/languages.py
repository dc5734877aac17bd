"""The languages of a data folder: ``languages`` of its ``atlas.toml``.

One to six BCP 47 codes; the first is the language of the page, and of whatever has one language, where nobody asks for
another. The texts of a table are columns ``label_en``, ``label_ru`` ... (``label_sr_Latn`` for ``sr-Latn``): names of
things and labels are there in every language, other texts in the first at least.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from ..names import text_column

MOST = 6
DEFAULT = ("en",)
_CODE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
_TWO_LETTERS = re.compile(  # ISO 639-1: a language's first letter and its second
    r"a[abefkmnrsvyz]|b[aegimnors]|c[aehorsuvy]|d[aevz]|e[elnostu]|f[afijory]|g[adlnuv]|h[aeiortuyz]|"
    r"i[adegikostu]|j[av]|k[agijklmnorsuvwy]|l[abginotuv]|m[ghiklnrsty]|n[abdeglnorvy]|o[cjmrs]|p[ailst]|q[u]|"
    r"r[mnouw]|s[acdeghiklmnoqrstuvw]|t[aeghiklnorstwy]|u[gkrz]|v[eio]|w[ao]|x[h]|y[io]|z[ahu]"
)
_MEANT = {  # of a country, and no language's
    **{"kz": "kk", "ua": "uk", "by": "be", "tj": "tg", "tm": "tk", "ge": "ka", "md": "ro", "cz": "cs", "rs": "sr"},
    **{"al": "sq", "gr": "el", "dk": "da", "at": "de", "us": "en", "gb": "en", "jp": "ja", "cn": "zh", "vn": "vi"},
    **{"il": "he", "ir": "fa", "eg": "ar", "iq": "ar"},
}
TEXT_COLUMN = re.compile(r"(\w+?)_([a-z]{2,3}(?:_[A-Z][a-z]{3})?(?:_(?:[A-Z]{2}|\d{3}))?)")
_IN_EACH = ("name", "label")


def texts_of(row: Any, base: str, languages: Sequence[str]) -> dict[str, str]:
    """The texts of a row by language, be its cells read by column or by attribute; empty where it has no column.

    >>> texts_of({"label_en": "Camp", "label_ru": "Лагерь"}, "label", ["ru", "de"])
    {'ru': 'Лагерь', 'de': ''}
    """
    columns = _columns(base, tuple(languages))
    if hasattr(row, "get"):
        return {code: row.get(column, "") for code, column in columns.items()}
    return {code: getattr(row, column, "") for code, column in columns.items()}


@lru_cache(maxsize=256)
def _columns(base: str, languages: tuple[str, ...]) -> dict[str, str]:
    return {code: text_column(base, code) for code in languages}


def text_in(row: Any, base: str, languages: Sequence[str]) -> str:
    """A text of a row in the first of these languages that has it; empty where none has.

    >>> text_in({"label_en": "Camp", "label_ru": ""}, "label", ["ru", "en"])
    'Camp'
    """
    return str(next(filter(None, texts_of(row, base, languages).values()), ""))


def wrong_languages(member: Any) -> str:
    """What is wrong with the setting ``languages``; an empty text when nothing is."""
    if not isinstance(member, list) or not all(isinstance(code, str) for code in member):
        return 'is no list of languages; write languages = ["en", "ru"]'
    for code in member:
        if not _CODE.fullmatch(code):
            return f"'{code}' is no code of a language; write it by BCP 47, as en, kk or sr-Latn"
        language = code.split("-")[0]
        if language in _MEANT:
            return f"'{code}' is a country's code; its language is {_MEANT[language]}"
        if len(language) == 2 and not _TWO_LETTERS.fullmatch(language):
            return f"'{code}' is no language of ISO 639; write it by BCP 47, as en, kk or sr-Latn"
        if member.count(code) > 1:
            return f"'{code}' stands twice; keep one"
    if not 1 <= len(member) <= MOST:
        return f"are {len(member)} languages; name one to {MOST}"
    return ""


def languages_of(columns: Iterable[str]) -> tuple[str, ...]:
    """The languages that names are in, in the order of the columns.

    >>> languages_of(["id", "name_de", "name_sr_Latn", "note_en"])
    ('de', 'sr-Latn')
    """
    found = filter(None, map(TEXT_COLUMN.fullmatch, columns))
    return tuple(dict.fromkeys(match[2].replace("_", "-") for match in found if match[1] == "name"))


def lacking(columns: Sequence[str], texts: Iterable[str], languages: Sequence[str], *, layer: bool) -> Iterator[str]:
    """The columns that a table lacks: of its ``columns`` the ``texts`` are prose and names.

    >>> list(lacking(["label_en", "note_en"], ["label_en", "note_en"], ["en", "de"], layer=False))
    ['label_de']
    """
    bases = [match[1] for match in map(TEXT_COLUMN.fullmatch, texts) if match]
    for base in dict.fromkeys(["name", *bases] if layer else bases):
        for code in languages if base in _IN_EACH else languages[:1]:
            if text_column(base, code) not in columns:
                yield text_column(base, code)
