"""Names in three languages and two alphabets: the rules a written name must keep."""

from __future__ import annotations

import re
import unicodedata

LANGUAGES = ("en", "ru", "kk")

_WORD = re.compile(r"[^\W\d_]+")


def scripts(word: str) -> set[str]:
    """The alphabets the letters of a word belong to, by Unicode name: ``LATIN``, ``CYRILLIC`` ...

    >>> sorted(scripts("Kарлаг"))
    ['CYRILLIC', 'LATIN']
    """
    return {unicodedata.name(letter, "UNNAMED").split()[0] for letter in word if letter.isalpha()}


def mixed_words(text: str) -> list[str]:
    """The words of a text that mix Latin and Cyrillic letters: nearly always a slip of the keyboard.

    >>> mixed_words("Kарлаг и Карлаг")
    ['Kарлаг']
    """
    return [word for word in _WORD.findall(text) if {"LATIN", "CYRILLIC"} <= scripts(word)]
