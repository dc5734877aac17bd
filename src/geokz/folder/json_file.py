"""JSON files of the data folder: read strictly, and what is wrong with one told by the line it stands on.

JSON as the standard has it: no ``NaN`` or ``Infinity``, no name twice in one object (the second would win in silence).
A byte order mark, as some editors write one, is passed over.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

_MARK = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|\n')


class JsonError(ValueError):
    """What is no JSON, with the line."""

    def __init__(self, message: str, line: int = 1) -> None:
        self.line = line
        super().__init__(message)


def read_json(path: Path) -> Any:
    """What a file holds; raises OSError where there is none, :class:`JsonError` for what cannot be read."""
    return parse_json(path.read_bytes())


def parse_json(data: bytes) -> Any:
    """What bytes hold that a file had.

    >>> parse_json(b'{"a": 1, "a": 2}')
    Traceback (most recent call last):
    geokz.folder.json_file.JsonError: has the name 'a' twice in one object; keep one
    """
    try:
        return json.loads(
            data.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_number, object_pairs_hook=_object
        )
    except UnicodeDecodeError as problem:
        line = problem.object.count(b"\n", 0, problem.start) + 1
        raise JsonError(f"is not UTF-8 ({problem.reason}); save it as UTF-8", line) from None
    except json.JSONDecodeError as problem:
        raise JsonError(f"is not JSON: {problem.msg}", problem.lineno) from None
    except JsonError:
        raise
    except ValueError:  # Python refuses to read a whole number of thousands of digits
        raise JsonError("holds a number of thousands of digits; correct it") from None
    except RecursionError:
        raise JsonError("is nested deeper than anything a data folder holds; correct the brackets") from None


@lru_cache(maxsize=4)  # of a folder that is read again, the description is as it was
def lines_of(text: str) -> Mapping[tuple[str | int, ...], int]:
    """The line on which each member and each entry of a sound JSON text begins, by the way to it.

    >>> lines_of('{"resources": [\\n{"name": "a",\\n "path": "b"}]}')[("resources", 0, "path")]
    3
    """
    lines: dict[tuple[str | int, ...], int] = {(): 1}
    way: list[str | int] = []  # to what is being read: in a list the number of its entry
    kinds: list[str] = []
    number, awaited = 1, ""
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark == "\n":
            number += 1
        elif mark in "{[":
            if kinds and kinds[-1] == "[":
                lines.setdefault(tuple(way), number)
            kinds.append(mark)
            way.append("" if mark == "{" else 0)
            awaited = mark
        elif mark in "}]":
            kinds.pop()
            way.pop()
        elif mark == ",":
            if kinds[-1] == "[":
                way[-1] = int(way[-1]) + 1
            awaited = kinds[-1]
        elif mark != ":" and awaited == "{" and kinds[-1] == "{":
            way[-1], awaited = json.loads(mark), ""
            lines[tuple(way)] = number
    return lines


def _no_number(text: str) -> NoReturn:
    raise JsonError(f"holds {text}, which is no number of JSON; write a number or take it out")


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise JsonError(f"holds {text[:40]}, which is too large; correct it")
    return value


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise JsonError(f"has the name '{twice}' twice in one object; keep one")
    return made
