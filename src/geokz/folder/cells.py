"""What no cell may hold, whatever its column: signs that nobody sees, and texts in another alphabet than their own.

A control character, a mark that turns the reading direction, a space without width: a row with one looks like another
row and is none. A column ``name_ru`` is in Cyrillic, ``name_kk`` too, ``name_en`` in Latin letters; a word is in one
alphabet; a text in Kazakh is not the Russian one word for word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from ..errors import Problem
from ..names import mixed_problem, mixed_words
from .letters import ALPHABETS, other_alphabet, other_alphabets
from .package import Table

LONGEST_ID = 100
LONGEST_NAME = 300
AS_PRINTED = {"sources"}
"""Tables whose titles are quoted in the language they are printed in."""

_READABLE = re.compile("[0-9A-Za-z\u0410-\u044f]")
_LOST_LETTER = re.compile(r"\?[^\W\d_]")  # ?арлаг: a program without the letter wrote a sign in its place
_SAME_WORDS = 5  # so many words are a sentence; shorter texts may well be alike in two languages


def text_problem(text: str) -> Iterator[str]:
    """Words of two alphabets, words that lost letters on the way, and texts without anything to read."""
    for word in mixed_words(text):
        yield mixed_problem(word)
    if _LOST_LETTER.search(text):
        lost = next((word for word in text.split() if _LOST_LETTER.search(word) and "://" not in word), None)
        if lost is not None:
            yield f"'{lost[:60]}' has a ? for a letter, lost by a program without it; save the table as UTF-8"
    if not _READABLE.search(text) and not any(
        unicodedata.category(letter)[0] in "LNS" or letter in "%‰" for letter in text
    ):
        yield f"'{text[:60]}' has no letter or number; write the text, or leave the cell empty"


def check_languages(table: Table, cells: Mapping[str, Sequence[str]], lines: Sequence[int]) -> Iterator[Problem]:
    """Texts in another alphabet than that of their language, and Kazakh ones that are the Russian; cells by column."""
    columns = {column.name for column in table.columns if column.kind == "text"}
    if table.name in AS_PRINTED:
        return
    translated = sorted(
        {name[:-3] for name in columns if f"{name[:-3]}_ru" in columns and f"{name[:-3]}_kk" in columns}
    )
    for stem in translated:
        for language in ALPHABETS:
            name = f"{stem}_{language}"
            wrong = other_alphabets(cells[name], language) if name in columns else {}
            for text, line in zip(cells[name], lines, strict=True) if wrong else ():
                if (message := wrong.get(text)) is not None:
                    yield Problem(table.path, line, name, message)
        for russian, text, line in zip(cells[f"{stem}_ru"], cells[f"{stem}_kk"], lines, strict=True):
            if text == russian and sum(word.isalpha() for word in text.split()) >= _SAME_WORDS:
                message = f"'{text[:40]}…' is the Russian text; write it in Kazakh"
                yield Problem(table.path, line, f"{stem}_kk", message)
    if {"name", "lang"} <= {column.name for column in table.columns}:
        for text, language, line in zip(cells["name"], cells["lang"], lines, strict=True):
            if (message := other_alphabet(text, language)) is not None:
                yield Problem(table.path, line, "name", message)
