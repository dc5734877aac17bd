"""The rows of a frame, in the two shapes in which they are read one by one.

What a cell holds is said by the schemas of the tables, which no type checker reads; it is any value here.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator
from functools import cache
from itertools import starmap
from typing import Any

import pandas as pd


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame, cells by column."""
    names = frame.columns.tolist()
    return [dict(zip(names, cells, strict=True)) for cells in frame.to_numpy(dtype=object).tolist()]


def tuples(frame: pd.DataFrame, *, index: bool = True) -> Iterator[Any]:
    """The rows of a frame, cells by attribute, the index as ``Index``."""
    names, rows = frame.columns.tolist(), frame.to_numpy(dtype=object).tolist()
    if index:
        names = ["Index", *names]
        rows = [[key, *cells] for key, cells in zip(frame.index.tolist(), rows, strict=True)]
    return starmap(_row_type(tuple(names)), rows)


@cache  # for a small frame the type costs more than its rows
def _row_type(columns: tuple[str, ...]) -> Callable[..., Any]:
    return namedtuple("Row", columns, rename=True)
