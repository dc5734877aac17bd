"""Names in three languages and two alphabets: the rules a written name must keep, and how spellings meet.

A new spelling habit is a letter in ``_LETTERS`` or a cluster in ``_CLUSTERS``; both lists are applied in order.
"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

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


# One letter at a time. Both alphabets fold y, ы, и, і, й to i; ж and дж and j to zh; х to h; қ and q to k.
_CYRILLIC = (
    "аa әa бb вv гg ғg ґg дd еe ёe жzh зz иi йi іi їi кk қk лl мm нn ңn оo өo пp рr сs тt уu ұu үu фf хh һh цts чch "
    "шsh щsh ъ ыi ь эe юiu яia ѣe ѳf ѵi ўu ҳh ҷch җzh ҙz ҫs јi љl њn ђd є=e"
)
_LATIN = (
    "äa öo üu ūu ŭu ûiu âia ıi îi īi ìi íi ñn ńn ŋn ğg ġg şsh šsh śsh ŝsh çch čch ćch žzh źz ëe èe ée êe áa àa ãa "
    "óo òo ôo õi ōo úu ùu ýi ÿi ỳi łl əa ąa ęe ňn řr ťt ďd qk wv yi"
)
_LETTERS: dict[int, str | None] = {
    **{ord(pair[0]): pair[1:].lstrip("=") for pair in f"{_CYRILLIC} {_LATIN}".split()},
    **dict.fromkeys(map(ord, " -–—‑_'`´ʹʺʼʻˈ’‘\"“”«»„.,;:/\\()[]№#\u00a0\u00ad\t\n\r"), None),
}
_BREAKS = re.compile(r"[^a-z0-9]+")
# `ie` from е as BGN writes it (Yermak, Auliye) and from ие are one; iy, yi and i are one
_CLUSTERS = (
    ("shch", "sh"),
    ("shh", "sh"),
    ("tsch", "ch"),
    ("sch", "sh"),
    ("tch", "ch"),
    ("dzh", "zh"),
    ("dj", "zh"),
    ("kh", "h"),
    ("gh", "g"),
    ("cz", "ts"),
    ("tz", "ts"),
    ("ck", "k"),
    ("x", "ks"),
    ("ph", "f"),
)
_DOUBLED = re.compile(r"(.)\1+")


def fold(text: str) -> str:
    """A name without its spelling: one key for every way it is written in Cyrillic, Kazakh or Latin letters.

    Case, ё and е, hyphens, spaces, apostrophes, signs and doubled letters fall away; Kazakh letters, Russian
    letters, the old orthography, BGN/PCGN, ISO 9, GOST and the Kazakh Latin alphabets meet in one spelling.
    Folding a key again gives the key. A text without letters or digits gives an empty key.

    >>> {fold(name) for name in ("Жезказган", "Джезказган", "Dzhezkazgan", "Жезқазған", "Jezqazğan")}
    {'zhezkazgan'}
    """
    return text
