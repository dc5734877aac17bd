"""Text made safe for a terminal: what would steer it is shown, not obeyed."""

from __future__ import annotations

import json
import unicodedata
from typing import Any


def visible(text: object, *, lines: bool = False) -> str:
    r"""A text with every control, direction and surrogate character written as its escape.

    A name in somebody's table may hold an escape sequence that clears the screen or renames the window, a mark that
    turns the reading direction, or bytes of a file name that are no UTF-8. ``lines`` keeps line feeds.

    >>> visible("Karlag\x1b[2J"), visible("\u202egalraK"), visible("Қарлаг")
    ('Karlag\\x1b[2J', '\\u202egalraK', 'Қарлаг')
    """
    return "".join(
        letter if _harmless(letter) or (lines and letter == "\n") else _escape(letter) for letter in str(text)
    )


def counted(number: int, thing: str, things: str = "") -> str:
    """A number with what it counts.

    >>> counted(1, "row"), counted(1234, "row"), counted(2, "entry", "entries")
    ('1 row', '1234 rows', '2 entries')
    """
    return f"{number} {thing if number == 1 else things or f'{thing}s'}"


def visible_json(value: Any) -> str:
    """A value as JSON to be read on a terminal: the same value, with those characters escaped."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)
    return "".join(letter if _harmless(letter) or letter == "\n" else json.dumps(letter)[1:-1] for letter in text)


def _harmless(letter: str) -> bool:
    return " " <= letter <= "~" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _escape(letter: str) -> str:
    number = ord(letter)
    if 0xDC80 <= number <= 0xDCFF:  # a byte that was no UTF-8
        return f"\\x{number - 0xDC00:02x}"
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
