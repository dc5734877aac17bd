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


def other_alphabet(text: str, language: str) -> str | None:
    """What is wrong with a text that has no letter of the alphabet of its language.

    >>> other_alphabet("Karlag", "ru"), other_alphabet("№ 99", "ru")
    ("'Karlag' has no Cyrillic letter; write it in Cyrillic", None)
    """
    wanted = ALPHABETS.get(language)
    found = scripts(text)
    if wanted and found & {"LATIN", "CYRILLIC", "GREEK"} and wanted not in found:
        return f"'{text[:60]}' has no {_WRITTEN[wanted]} letter; write it in {_WRITTEN[wanted]}"
    return None
