"""One thing in many rows: its numbers over time, and the one life and place that its rows make together.

Between its first and its last row a thing is there. A time without a row, and a row whose number is empty, no number or
one of those that stand for "not known", has no known number; nought is a number.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import shapely

from ..dates import OPEN_END, OPEN_START, UNDATED, UNKNOWN_END, UNKNOWN_START, When, is_day, iso_day
from ..errors import DateError, LayerError
from .numbers import read_numbers, without_unit

SERIES = "series"
"""The column of an exported file that has the numbers of each thing over time, as JSON."""
OPEN = ["open_start", "open_end"]
_ENDS = {OPEN_START: "..", OPEN_END: "..", UNKNOWN_START: "", UNKNOWN_END: ""}


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


def series_cells(series: Series) -> list[str | None]:
    """The numbers of each thing as JSON: ``{"prisoners": {"1931-01-01/1931-12-31": 40}}``; null is not known."""
    found: list[str | None] = []
    for thing in range(len(series.counts)):
        at = series.of(thing)
        told = {
            f"{_end(first)}/{_end(last)}": _plain(value)
            for first, last, value in zip(
                series.first[at].tolist(), series.last[at].tolist(), series.values[at].tolist(), strict=True
            )
        }
        found.append(json.dumps({series.column: told}, ensure_ascii=False, separators=(",", ":")) if told else None)
    return found


def series_of(cells: Sequence[Any], column: str) -> Series | None:
    """The numbers that :func:`series_cells` wrote, if they are of that column; raises
    :class:`geokz.errors.LayerError` for what is none of them."""
    counts, rows = np.zeros(len(cells), dtype=np.int64), []
    for thing, cell in enumerate(cells):
        if not isinstance(cell, str) or not cell:
            continue
        try:
            for span, value in json.loads(cell).get(column, {}).items():
                bounds = When.parse(span).bounds
                rows.append((bounds[0], bounds[3], np.nan if value is None else float(value)))
                counts[thing] += 1
        except (ValueError, TypeError, AttributeError, DateError):
            told = f"row {thing + 1}: '{cell[:60]}' in the column '{SERIES}' holds no numbers over time"
            raise LayerError(f"{told}; take the column out") from None
    if not rows:
        return None
    first, last, values = zip(*rows, strict=True)
    days = [np.array(each, dtype=np.int64) for each in (first, last)]
    return Series(column, counts, days[0], days[1], np.array(values, dtype=float))


def _end(day: int) -> str:
    return iso_day(day) if is_day(day) else _ENDS[day]


def _plain(value: float) -> float | int | None:
    return None if not np.isfinite(value) else int(value) if value.is_integer() else value


def day_numbers(frame: pd.DataFrame, name: str) -> np.ndarray:
    """The day numbers behind a column of days, as every export has them; ``open_start`` and ``open_end`` tell which of
    the empty ones are open."""
    stamps = pd.to_datetime(frame[name]).to_numpy().astype("datetime64[D]")
    unknown = {"start_latest": UNDATED.start_latest, "end_latest": UNDATED.end_latest}.get(name, UNDATED.end_earliest)
    open_start, open_end = (
        np.array([name in str(cell or "").split() for cell in frame[column]], dtype=bool) for column in OPEN
    )
    numbers = np.where(np.isnat(stamps), 0, stamps.astype(np.int64))
    missing = np.where(open_start, OPEN_START, np.where(open_end, OPEN_END, unknown))
    return np.where(np.isnat(stamps), missing, numbers)


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
    column, of_unit = without_unit(column)
    values, told = read_numbers(column)
    told = [*of_unit, *told]
    empty = column.isna().to_numpy() | np.array(
        [isinstance(cell, str) and not cell.strip() for cell in column], dtype=bool
    )
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
