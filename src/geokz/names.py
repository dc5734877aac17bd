"""Names in any language and two alphabets: the rules a written name must keep, and how spellings meet.

A new spelling habit is a letter in ``LETTERS`` or a cluster in ``CLUSTERS``; both lists are applied in order.
The page folds by the same tables (``js/data/spelling.js``, written by ``scripts/write_wire.py``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_WORD = re.compile(r"[^\W\d_]+")
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")
_LOOKALIKES = frozenset(("ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH", "LISU", "MATHEMATICAL"))
_SIGNS = r" -@\[-`{-~\u00a0-\u00a9\u00ab-\u00b9\u00bb-\u00bf\u2010-\u205e\u2116"
_CYRILLIC_ALONE = re.compile(f"[{_SIGNS}\u0400-\u04ff]*")


def text_column(base: str, code: str) -> str:
    """The column of a text in a language.

    >>> text_column("name", "kk"), text_column("name", "sr-Latn")
    ('name_kk', 'name_sr_Latn')
    """
    return f"{base}_{code.replace('-', '_')}"


def scripts(word: str) -> set[str]:
    """The alphabets the letters of a word belong to, by Unicode name: ``LATIN``, ``CYRILLIC`` ...

    >>> sorted(scripts("Kарлаг"))
    ['CYRILLIC', 'LATIN']
    """
    return {_script(letter) for letter in word if letter.isalpha()}


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNNAMED").split()[0]


def mixed_words(text: str) -> list[str]:
    """The words of a text that mix Latin, Cyrillic or Greek letters, or have some that only look like them among these:
    nearly always a slip of the keyboard.

    >>> mixed_words("Kарлаг и Карлаг")
    ['Kарлаг']
    """
    if text.isascii() or max(text) < "\u0370" or _CYRILLIC_ALONE.fullmatch(text):  # as nearly all cells are
        return []
    known = {*_ALPHABETS, *_LOOKALIKES}
    mixed = [
        word
        for word in _WORD.findall(text)
        if not (word.isascii() or _CYRILLIC_ALONE.fullmatch(word)) and len(scripts(word) & known) > 1
    ]
    return [word for word in mixed if scripts(word) & set(_ALPHABETS)]


def mixed_problem(word: str) -> str:
    """What is wrong with a word of :func:`mixed_words`.

    >>> mixed_problem("Kарлаг")
    "the word 'Kарлаг' mixes Latin and Cyrillic letters; type it in one alphabet"
    """
    every = (*_ALPHABETS, *sorted(_LOOKALIKES))
    found = " and ".join(alphabet.capitalize() for alphabet in every if alphabet in scripts(word))
    return f"the word '{word}' mixes {found} letters; type it in one alphabet"


# One letter at a time: y, ы, и, і, й become i; ж becomes zh; х becomes h; қ and q become k; ь and ъ fall away.
_CYRILLIC = (
    "аa әa бb вv гg ғg ґg дd еe ёe жzh зz иi йi іi їi кk қk лl мm нn ңn оo өo пp рr сs тt уu ұu үu фf хh һh цts чch "
    "шsh щshch ъ ыi ь эe юiu яia ѣe ѳf ѵi ўu ҳh ҷch җzh ҙz ҫs"
)
_LATIN = (
    "äa ãa áa àa âia öo óo òo ôo õo ōo üu ūu úu ùu ŭu ûiu yi ıi îi īi ìi íi ýi ëe èe ée êe ęe ñn ńn ňn ğg ġg "
    "şsh šsh śsh ŝshch çch čch ćch žzh żzh źz łl ťt ďd řr qk wv xks"
)
LETTERS: dict[int, str | None] = {
    **{ord(pair[0]): pair[1:] for pair in f"{_CYRILLIC} {_LATIN}".split()},
    **dict.fromkeys(map(ord, " -–—‑_'`´ʹʺʼʻˈ’‘\"“”«»„.,;:/()[]№#\u00a0\u00ad\t\n\r\u0301"), None),
}
CLUSTERS = {
    "schtsch": "shch",
    "sch": "sh",
    "shh": "shch",
    "tsch": "ch",
    "tch": "ch",
    "dsch": "zh",
    "dzh": "zh",
    "dj": "zh",
    "kh": "h",
    "gh": "g",
    "cz": "ts",
    "ck": "k",
    "ph": "f",
}
_CLUSTER = re.compile("|".join(sorted(CLUSTERS, key=len, reverse=True)))
_LONG_I = re.compile("ii+")
_UNFOLDED = re.compile("ii|" + _CLUSTER.pattern)
_NO_KEY = re.compile(r"[^a-z0-9]+")
_LONE_C = re.compile(r"c(?!h)([ei]|$)?")
_YO = re.compile("(?<=[bcdfghjklmnpqrstvwxz'’ʹʼ])yo")
_J_AS_I = re.compile(r"(?<=[aeiou])j(?![aeiou])")


@lru_cache(maxsize=32768)  # words for kinds and oblasts stand in nearly every name of a list
def fold(text: str) -> str:
    """A name without its spelling: one key for every way it is written in Cyrillic, Kazakh or Latin letters.

    Case, ё and е, hyphens, spaces, apostrophes and signs fall away; Kazakh letters, Russian
    letters, the old orthography, BGN/PCGN, ISO 9, GOST and the Kazakh Latin alphabets meet in one spelling.
    Folding a key again gives the key. A text without letters or digits gives an empty key.

    >>> {fold(name) for name in ("Жезказган", "Джезказган", "Dzhezkazgan", "Жезқазған", "Jezqazğan")}
    {'zhezkazgan'}
    >>> fold("Воробьёвка") == fold("Vorob'yovka"), fold("Майоровка") == fold("Mayorovka")
    (True, True)
    """
    text = text.lower()
    if "y" in text:  # ye and yë are how BGN/PCGN writes е, and yo behind a consonant how most others write ё
        text = _YO.sub("e", text.replace("ye", "e").replace("yë", "e"))
    text = text.translate(LETTERS)
    if not (text.isascii() and text.isalnum()):
        text = _ascii(text)
    if "j" in text:
        text = _J_AS_I.sub("i", text.replace("dj", "zh")).replace("j", "zh")
    while ("h" in text or "c" in text or "ii" in text) and _UNFOLDED.search(text):
        text = _LONG_I.sub("i", _CLUSTER.sub(lambda found: CLUSTERS[found[0]], text))
    if "c" in text:
        text = _LONE_C.sub(lambda found: "k" if found[1] is None else f"ts{found[1]}", text)
    return text


def refold(text: str) -> str:
    """:func:`fold` of folded keys that were cut and joined, where few have anything to fold."""
    return fold(text) if _UNFOLDED.search(text) or "c" in text else text


def _ascii(text: str) -> str:
    """Letters of every other alphabet as the nearest Latin ones; signs and pictures fall away."""
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", text) if letter.isalnum())
    return _NO_KEY.sub("", anyascii(letters).lower().translate(LETTERS))
