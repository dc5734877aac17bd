"""Letters of a text that nobody sees, and those of another alphabet than that of its language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import filterfalse

from ..names import scripts
from ..visible import visible

_PLAIN = re.compile(r"[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u0400-\u04ff‐-‧‰-⁞]*")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# of other categories, and yet nothing to see: fillers, a Braille cell without dots and selectors of variants; and the
# sign of a letter that was lost
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef\ufffd]"
)
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")  # all of the category Zs but the plain one
ALPHABETS = {"en": "LATIN", "ru": "CYRILLIC", "kk": "CYRILLIC"}
_WRITTEN = {"LATIN": "Latin", "CYRILLIC": "Cyrillic"}
_LETTER = {"LATIN": re.compile("[A-Za-z]"), "CYRILLIC": re.compile("[\u0410-\u044f]")}  # of nearly all texts
_SIGNS = "0-9.,()\u0400-\u0481\u048a-\u04ff-"
FINE = f"(?:[0-9A-Za-z](?:[ -~]*[!-~])?|[0-9\u0400-\u0481\u048a-\u04ff](?:[ {_SIGNS}]*[{_SIGNS}])?)"
"""The pattern of a text so plain that nothing is to be said of its signs, which nearly every one is: in one alphabet,
without spaces at its ends."""


def unseen(text: str) -> str | None:
    r"""What is wrong with a text that holds a sign nobody sees; nothing for other texts.

    >>> unseen("Kar\u200blag")
    "'Kar\\u200blag' holds the sign U+200B, which cannot be seen; take it out"
    """
    if _PLAIN.fullmatch(text):
        return None
    for at, letter in enumerate(text):
        if unicodedata.category(letter) in _UNSEEN or _BLANK.match(letter):
            around = visible(text[max(0, at - 20) : at + 20])
            return f"'{around}' holds the sign U+{ord(letter):04X}, which cannot be seen; take it out"
    return None


def odd_spaces(text: str) -> str | None:
    r"""What is wrong with the spaces inside a name or an id: two in a row, or one that is not the plain one.

    >>> odd_spaces("Караганда  2"), odd_spaces("Karaganda 2")
    ("'Караганда  2' has two spaces in a row; leave one", None)
    """
    if "  " in text:
        return f"'{visible(text[:60])}' has two spaces in a row; leave one"
    odd = _ODD_SPACE.search(text)
    return f"'{visible(text[:60])}' holds the space U+{ord(odd[0]):04X}; write a plain one" if odd else None


def other_alphabet(text: str, language: str) -> str | None:
    """What is wrong with a text that has no letter of the alphabet of its language.

    >>> other_alphabet("Karlag", "ru"), other_alphabet("№ 99", "ru")
    ("'Karlag' has no Cyrillic letter; write it in Cyrillic", None)
    """
    wanted = ALPHABETS.get(language)
    if wanted is None or _LETTER[wanted].search(text):
        return None
    found = scripts(text)
    if found & {"LATIN", "CYRILLIC", "GREEK"} and wanted not in found:
        return f"'{text[:60]}' has no {_WRITTEN[wanted]} letter; write it in {_WRITTEN[wanted]}"
    return None


def other_alphabets(texts: Iterable[str], language: str) -> dict[str, str]:
    """The texts of a column that have no letter of the alphabet of its language, each with what is wrong."""
    wanted = ALPHABETS.get(language)
    rare = filterfalse(_LETTER[wanted].search, dict.fromkeys(texts)) if wanted else ()
    return {text: message for text in rare if (message := other_alphabet(text, language))}
