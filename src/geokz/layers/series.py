"""One thing in many rows: its numbers over time, and the one life and place that its rows make together.

Between its first and its last row a thing is there. A time without a row, and a row whose number is empty, no number or
one of those that stand for "not known", has no known number; nought is a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import shapely

from ..dates import UNDATED
from ..errors import LayerError
from .numbers import read_numbers


@dataclass(frozen=True)
class Series:
    """The numbers of ``column``: thing after thing, by day; ``counts`` says how many each has.

    ``first`` and ``last`` are day numbers (or codes of open ends), both included; an unknown number is NaN.
    """

    column: str
    counts: np.ndarray
    first: np.ndarray
    last: np.ndarray
    values: np.ndarray

    @property
    def top(self) -> float:
        """The greatest number there is; 1 where none is above nought."""
        known = self.values[np.isfinite(self.values)]
        return float(known.max()) if len(known) and known.max() > 0 else 1.0

    def of(self, thing: int) -> slice:
        """Where the numbers of a thing stand."""
        end = int(self.counts[: thing + 1].sum())
        return slice(end - int(self.counts[thing]), end)

    def taken(self, order: np.ndarray) -> Series:
        """The numbers of the things in another order."""
        starts = np.cumsum(self.counts) - self.counts
        counts = self.counts[order]
        at = np.repeat(starts[order] - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
        return Series(self.column, counts, self.first[at], self.last[at], self.values[at])


@dataclass(frozen=True)
class Together:
    """Rows put together by what they are of.

    The ``row`` that stands for each thing, its ``bounds`` (four rows of day numbers), its ``geometry``, its numbers;
    ``doubts`` are rows that look like a slip, ``told`` says how the rows were understood.
    """

    row: np.ndarray
    bounds: np.ndarray
    geometry: np.ndarray
    series: Series | None
    doubts: dict[int, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)


def numbers_of(column: pd.Series, unknown: Sequence[Any] = ()) -> tuple[np.ndarray, list[str]]:
    """A column as numbers, NaN where none is known; and what is said of cells that are none.

    >>> numbers_of(pd.Series(["1 200", "0", "", "?"], name="n"))
    (array([1200.,    0.,   nan,   nan]), ["column 'n': 1 cell holds no number from 0, such as '?'; taken as unknown"])
    """
    if isinstance(unknown, str) or not isinstance(unknown, Sequence):
        raise LayerError(f"unknown={unknown!r} is no list; write unknown=[0, None]")
    values, told = read_numbers(column)
    empty = column.isna().to_numpy() | np.array([isinstance(cell, str) and not cell.strip() for cell in column])
    strange = ~empty & ~(np.isfinite(values) & (values >= 0)) & ~column.isin(list(unknown)).to_numpy()
    values[~(np.isfinite(values) & (values >= 0))] = np.nan
    for stand_in in unknown:
        if isinstance(stand_in, int | float) and not isinstance(stand_in, bool):
            values[values == stand_in] = np.nan
    count = int(strange.sum())
    if not count:
        return values, told
    example = column.iloc[int(np.flatnonzero(strange)[0])]
    what = "1 cell holds" if count == 1 else f"{count:,} cells hold"
    return values, [
        *told,
        f"column '{column.name}': {what} no number from 0, such as '{example}'; taken as unknown",
    ]


def put_together(
    ids: pd.Series,
    rows: np.ndarray,
    bounds: np.ndarray,
    geometry: np.ndarray,
    size: pd.Series | None,
    unknown: Sequence[Any] = (),
) -> Together:
    """Things out of ``rows`` (positions) of a table: one for each of their ``ids``, in the order they first come.

    ``bounds`` (four rows) and ``geometry`` are those of the whole table, ``size`` its column of numbers. A thing lies
    where its first row with a place does, and what its labels and colours are that row says.
    """
    codes, distinct = pd.factorize(ids.iloc[rows].astype(str))
    things = len(distinct)
    placed = ~shapely.is_missing(geometry[rows])
    chosen = np.full(things, len(rows), dtype=np.int64)
    np.minimum.at(chosen, codes, np.where(placed, np.arange(len(rows)), len(rows)))
    first = np.full(things, len(rows), dtype=np.int64)
    np.minimum.at(first, codes, np.arange(len(rows)))
    chosen = np.where(chosen < len(rows), chosen, first)
    dated = bounds[1][rows] != UNDATED.start_latest
    lives = np.repeat(np.array(UNDATED.bounds, dtype=np.int64)[:, None], things, axis=1)
    for at, joined in enumerate((np.minimum, np.minimum, np.maximum, np.maximum)):
        ends = np.full(things, np.iinfo(np.int64).max if joined is np.minimum else np.iinfo(np.int64).min)
        joined.at(ends, codes[dated], bounds[at][rows][dated])
        lives[at] = np.where(np.isin(np.arange(things), codes[dated]), ends, lives[at])
    doubts = {
        int(rows[at]): f"lies elsewhere than the first row of '{distinct[codes[at]]}', where it is drawn"
        for at in np.flatnonzero(placed & ~_same(geometry[rows], geometry[rows[chosen[codes]]])).tolist()
    }
    told = [f"{things:,} things in {len(rows):,} rows by '{ids.name}'"]
    series = None
    if size is not None:
        values, strange = numbers_of(size.iloc[rows], unknown)
        order = np.lexsort((bounds[3][rows], bounds[0][rows], codes))
        order = order[dated[order]]
        spans = np.stack([codes, bounds[0][rows], bounds[3][rows]])[:, order]
        again = np.zeros(len(order), dtype=bool)
        again[1:] = (spans[:, 1:] == spans[:, :-1]).all(axis=0)
        for at in order[again].tolist():
            doubts.setdefault(
                int(rows[at]), f"tells of '{distinct[codes[at]]}' and its time once more; the first is shown"
            )
        order = order[~again]
        series = Series(
            str(size.name),
            np.bincount(codes[order], minlength=things),
            bounds[0][rows][order],
            bounds[3][rows][order],
            values[order],
        )
        none = int(np.isnan(series.values).sum())
        told += [f"{len(order):,} numbers of '{size.name}', {none:,} of them unknown", *strange]
        if len(order) and none == len(order):
            raise LayerError(f"size={size.name!r}: the column '{size.name}' holds no numbers")
    return Together(rows[chosen], lives, geometry[rows[chosen]], series, doubts, told)


def _same(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.asarray(shapely.equals_exact(one, other, tolerance=1e-5))
