"""Write the types of the wire for the page: ``python scripts/write_wire.py`` after a change of geokz.render.wire.

Each record of :mod:`geokz.render.wire` becomes an interface of ``js/data/wire.d.ts``, of the same name and fields.
"""

from __future__ import annotations

import types
from pathlib import Path
from typing import Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from geokz.render import wire

FILE = Path(wire.__file__).parent / "js" / "data" / "wire.d.ts"
HEAD = "/* What Python writes for the page, after geokz.render.wire; made by scripts/write_wire.py. */\n"
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


if __name__ == "__main__":
    FILE.write_text(typescript(), encoding="utf-8", newline="\n")
