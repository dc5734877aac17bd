"""Letters of a text that nobody sees, and those of another alphabet than that of its language."""

from __future__ import annotations

import re
import unicodedata

from ..names import scripts
from ..visible import visible

_PLAIN = re.compile(r"[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u0400-\u04ff‐-‧‰-⁞]*")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
ALPHABETS = {"en": "LATIN", "ru": "CYRILLIC", "kk": "CYRILLIC"}
_WRITTEN = {"LATIN": "Latin", "CYRILLIC": "Cyrillic"}
_LETTER = {"LATIN": re.compile("[A-Za-z]"), "CYRILLIC": re.compile("[\u0410-\u044f]")}  # of nearly all texts
_SIGNS = "0-9.,()\u0400-\u0481\u048a-\u04ff-"
_FINE = re.compile(f"[0-9A-Za-z](?:[ -~]*[!-~])?|[0-9\u0410-\u044f](?:[ {_SIGNS}]*[{_SIGNS}])?")


def unseen(text: str) -> str | None:
    r"""What is wrong with a text that holds a sign nobody sees; nothing for other texts.

    >>> unseen("Kar\u200blag")
    "'Kar\\u200blag' holds the sign U+200B, which cannot be seen; take it out"
    """
    if _PLAIN.fullmatch(text):
        return None
    for at, letter in enumerate(text):
        if unicodedata.category(letter) in _UNSEEN:
            around = visible(text[max(0, at - 20) : at + 20])
            return f"'{around}' holds the sign U+{ord(letter):04X}, which cannot be seen; take it out"
    return None


def fine(text: str) -> bool:
    """Whether a text is so plain that nothing is to be said of its signs: nearly every one is.

    >>> fine("Karlag"), fine("Карлаг, 1-е отделение"), fine("Kарлаг"), fine("Karlag ")
    (True, True, False, False)
    """
    return _FINE.fullmatch(text) is not None


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
