"""The rows of a frame, in the two shapes in which they are read one by one.

What a cell holds is said by the schemas of the tables, which no type checker reads; it is any value here.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pandas as pd


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame, cells by column."""
    names = frame.columns.tolist()
    return [dict(zip(names, cells, strict=True)) for cells in zip(*_columns(frame), strict=True)]


def tuples(frame: pd.DataFrame, *, index: bool = True) -> Iterator[Any]:
    """The rows of a frame, cells by attribute, the index as ``Index``."""
    names, columns = frame.columns.tolist(), _columns(frame)
    if index:
        names, columns = ["Index", *names], [frame.index.tolist(), *columns]
    return map(_row_type(tuple(names)), *columns)


def _columns(frame: pd.DataFrame) -> list[list[Any]]:
    return [frame[name].tolist() for name in frame.columns.tolist()]


@cache  # for a small frame the type costs more than its rows
def _row_type(columns: tuple[str, ...]) -> Callable[..., Any]:
    return namedtuple("Row", columns, rename=True)
