"""What every format writes into a column: its name, its days, its cells.

No column has the name of an SQL word (``when`` is called ``edtf``). An empty cell is ``None``; days are ``datetime64``,
and a bound that is no day is empty: if it lies before every day the column ``open_start`` names it, if after every day
``open_end`` does, and if neither does it is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ..dates import BOUNDS, OPEN_END, OPEN_START, PRESUMED, Columns, drawn_days, span

WORDS = {"when": "edtf", "from": "start_place", "check": "check_name", "at": "at_place"}
DAYS = ["begin_date", "end_date", *BOUNDS, PRESUMED]
_FIRST_DAY, _LAST_DAY = span(1, 9999)


def plain_name(name: str) -> str:
    """The name a column has in every format."""
    return WORDS.get(str(name).lower(), str(name))


def folder_name(name: str) -> str:
    """The name that a column of a format has in the folder."""
    return {new: old for old, new in WORDS.items()}.get(name, name)


def time_columns(frame: Columns) -> dict[str, np.ndarray]:
    """The seven days of each row as ``datetime64[s]``, and which of the empty ones are open.

    ``begin_date`` to ``end_date`` are the days in which it is drawn: certain, presumed or possible.
    """
    begin, end = drawn_days(frame)
    days = {name: np.asarray(frame[name]) for name in BOUNDS}
    days[PRESUMED] = np.asarray(frame[PRESUMED]) if PRESUMED in frame else days["end_earliest"]
    days = {"begin_date": begin, "end_date": end, **days}
    columns = {}
    before, after = np.zeros(len(begin), dtype=np.uint8), np.zeros(len(begin), dtype=np.uint8)
    for bit, (name, numbers) in enumerate(days.items()):
        known = (numbers > OPEN_START) & (numbers < OPEN_END)
        columns[name] = np.clip(numbers, _FIRST_DAY, _LAST_DAY).astype("datetime64[D]").astype("datetime64[s]")
        columns[name][~known] = np.datetime64("NaT")
        before |= (numbers == OPEN_START).astype(np.uint8) << bit
        after |= (numbers == OPEN_END).astype(np.uint8) << bit
    said = np.array(
        [" ".join(name for bit, name in enumerate(days) if code >> bit & 1) or None for code in range(2 ** len(days))],
        dtype=object,
    )
    return {**columns, "open_start": said[before], "open_end": said[after]}


def texts(series: pd.Series) -> np.ndarray:
    """Cells of text; an empty one is ``None``."""
    values = series.to_numpy(dtype=object, copy=True)
    values[np.array([cell is None or cell != cell or cell == "" for cell in values], dtype=bool)] = None
    return values


def cells(series: pd.Series) -> list[Any]:
    """The cells of a column as Python values; days as ISO texts, nothing as ``None``."""
    values = series.to_numpy()
    if values.dtype.kind == "M":
        codes, days = pd.factorize(values)  # each day once; nothing is -1
        texts = [*np.datetime_as_string(days, unit="D").tolist(), None]
        return [texts[code] for code in codes.tolist()]
    if values.dtype.kind == "f":
        found = values.astype(object)
        found[~np.isfinite(values)] = None  # JSON has no infinity
        return found.tolist()
    if values.dtype.kind in "iub":
        return values.tolist()
    empty = pd.isna(values)
    if empty.any():
        values = values.astype(object)  # a copy
        values[empty] = None
    return values.tolist()


def kind_of(series: pd.Series) -> str:
    """What a column holds: ``date``, ``real``, ``integer``, ``boolean`` or ``text``."""
    return {"M": "date", "f": "real", "i": "integer", "u": "integer", "b": "boolean"}.get(
        getattr(series.dtype, "kind", "O"), "text"
    )


def chunks(count: int, size: int = 50_000) -> Iterator[tuple[int, int]]:
    """Runs of rows, so that what is written never stands in memory as a whole a second time."""
    for first in range(0, count, size):
        yield first, min(first + size, count)
