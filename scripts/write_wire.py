"""Write what the page shares with Python: ``python scripts/write_wire.py`` after a change of wire.py or names.py.

Each record of :mod:`geokz.render.wire` becomes an interface of ``js/data/wire.d.ts``, of the same name and fields; the
letters and clusters by which :mod:`geokz.names` folds a name become ``js/data/spelling.js``.
"""

from __future__ import annotations

import json
import types
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from anyascii import anyascii

from geokz import names
from geokz.render import wire

FOLDER = Path(wire.__file__).parent / "js" / "data"
TYPES = FOLDER / "wire.d.ts"
SPELLING = FOLDER / "spelling.js"
HEAD = "/* What Python writes for the page, after geokz.render.wire; made by scripts/write_wire.py. */\n"
SPELLING_HEAD = """/**
 * How spellings meet, after geokz.names; made by scripts/write_wire.py. Pairs are a letter and what it is read as; a
 * sign falls away.
 */
"""
# alphabets a name in the page may be written in, besides those of geokz.names: all of Latin, Greek and Cyrillic
_BLOCKS = (range(0xC0, 0x250), range(0x370, 0x530), range(0x1E00, 0x2000), range(0xA640, 0xA6A0), range(0xA720, 0xA800))
_NAMES = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null"}


def typescript() -> str:
    """All records as interfaces, in the order of the module."""
    records = [value for value in vars(wire).values() if is_typeddict(value)]
    return HEAD + "".join(map(_interface, records))


def _interface(record: Any) -> str:
    hints = get_type_hints(record, include_extras=True)
    return "\n" + "\n".join([f"export interface {record.__name__} {{", *map(_field, hints.items()), "}\n"])


def _field(item: tuple[str, Any]) -> str:
    name, hint = item
    if get_origin(hint) is NotRequired:
        return f"  {name}?: {_type(get_args(hint)[0])};"
    return f"  {name}: {_type(hint)};"


def _type(hint: Any) -> str:
    if hint in _NAMES:
        return _NAMES[hint]
    if is_typeddict(hint):
        return str(hint.__name__)
    origin, parts = get_origin(hint), [_type(part) for part in get_args(hint)]
    if origin is list:
        return f"({parts[0]})[]" if "|" in parts[0] else f"{parts[0]}[]"
    if origin is tuple:
        return f"[{', '.join(parts)}]"
    if origin is dict:
        return f"Record<string, {parts[1]}>"
    if origin in (Union, types.UnionType):
        return " | ".join(parts)
    raise TypeError(f"no TypeScript for {hint}")


def spelling() -> str:
    """The tables of names.py as a module of the page."""
    letters = {chr(code): text for code, text in names.LETTERS.items()}
    signs = "".join(letter for letter, text in letters.items() if text is None)
    read = {letter: text for letter, text in letters.items() if text is not None}
    return SPELLING_HEAD + "\n".join(
        [
            f"export const LETTERS = {json.dumps(_pairs(read), ensure_ascii=False)};",
            "",
            f"export const SIGNS = {json.dumps(signs)};",
            "",
            "/** Letters of other alphabets, where taking their marks away does not make one of the others. */",
            f"export const OTHERS = {json.dumps(_pairs(_others(read)), ensure_ascii=False)};",
            "",
            f"export const CLUSTERS = {json.dumps(_pairs(names.CLUSTERS, '>'), ensure_ascii=False)};",
            "",
        ]
    )


def _pairs(table: Mapping[str, str], between: str = "") -> str:
    return " ".join(f"{key}{between}{text}" for key, text in table.items())


def _others(read: Mapping[str, str]) -> dict[str, str]:
    """What the letters of further alphabets are read as; those that fall away are left out."""
    letters = (chr(code).lower() for block in _BLOCKS for code in block)
    new = (letter for letter in dict.fromkeys(letters) if len(letter) == 1 and letter.isalnum() and letter not in read)
    whole = (letter for letter in new if unicodedata.normalize("NFKD", letter) == letter)
    asciis = ((letter, anyascii(letter).lower().translate(names.LETTERS)) for letter in whole)
    return {letter: text for letter, text in asciis if text.isascii() and text.isalnum()}


if __name__ == "__main__":
    TYPES.write_text(typescript(), encoding="utf-8", newline="\n")
    SPELLING.write_text(spelling(), encoding="utf-8", newline="\n")
