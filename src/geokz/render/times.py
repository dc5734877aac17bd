"""What layers of one's own know of time, for a clock that fits them: when, how fine, when there is most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from ..dates import BOUNDS, OPEN_END, OPEN_START, span

DAYS_OF_DAYS = 100
DAYS_OF_MONTHS = 6 * 366
_FIRST_DAY, _LAST_DAY = span(-9999)[0], span(9999)[1]


class Timed(Protocol):
    """What is asked of a layer: first and last day, how fine its dates are, when its things are sure."""

    days: tuple[int, int] | None
    precision: str
    sure_days: list[np.ndarray]


@dataclass(frozen=True)
class Known:
    """The first and last day that any layer of a map tells of, and the unit a clock of them counts by itself."""

    first: int
    last: int
    unit: str = "year"


def known_of(layers: Sequence[Timed]) -> Known | None:
    """What some layers know of time; none where nothing on them is dated."""
    days = [day for layer in layers if layer.days for day in layer.days]
    if not days:
        return None
    first, last = min(days), max(days)
    fine = {layer.precision for layer in layers if layer.days}
    whole = "year" in fine
    unit = "day" if fine == {"day"} and last - first <= DAYS_OF_DAYS else "year"
    if unit == "year" and not whole and last - first <= DAYS_OF_MONTHS:
        unit = "month"
    return Known(first, last, unit)


def number_of(day: int, unit: str) -> int:
    """The number of the year, month or day that a day lies in, as ``js/data/units.js`` counts them.

    >>> number_of(0, "year"), number_of(0, "month"), number_of(-1, "month")
    (1970, 23640, 23639)
    """
    letter = {"year": "Y", "month": "M", "day": "D"}[unit]
    number = int(np.datetime64(day, "D").astype(f"datetime64[{letter}]").astype(np.int64))
    return number + {"year": 1970, "month": 1970 * 12, "day": 0}[unit]


def days_of(dated: pd.DataFrame) -> tuple[tuple[int, int] | None, str]:
    """The first and last day any thing of a frame with bounds tells of, or none; and how fine its dates are: whether
    all are days, or at most months long, or some are longer."""
    days = np.concatenate([dated[name].to_numpy(dtype=np.int64) for name in BOUNDS])
    days = days[(days > OPEN_START) & (days < OPEN_END)]
    if not len(days):
        return None, "year"
    first, last = max(_FIRST_DAY, int(days.min())), min(_LAST_DAY, int(days.max()))
    bounds = np.stack([dated[name].to_numpy(dtype=np.int64) for name in BOUNDS])
    length = np.concatenate([bounds[1] - bounds[0], bounds[3] - bounds[2]])
    known = np.concatenate([bounds[0] > OPEN_START, bounds[3] < OPEN_END])
    longest = int(length[known].max()) if known.any() else 366
    return (first, last), "day" if longest == 0 else "month" if longest <= 31 else "year"


def numbers_of(days: np.ndarray, unit: str) -> np.ndarray:
    """The numbers of a unit that days lie in; of an open or unknown bound one beyond all."""
    known = np.clip(days, -10_000_000, 10_000_000).astype("datetime64[D]")
    letter, begin = {"year": ("Y", 1970), "month": ("M", 1970 * 12), "day": ("D", 0)}[unit]
    return known.astype(f"datetime64[{letter}]").astype(np.int64) + begin


def busiest(layers: Sequence[Timed], ends: tuple[int, int], unit: str) -> tuple[int, int, int]:
    """The first of the years (months, days) between ``ends`` in which most things of some layers surely existed, how
    many they are, and how many there are in all."""
    low, high = ends
    change = np.zeros(high - low + 2, dtype=np.int64)
    total = 0
    for layer in layers:
        begin, end = (np.clip(numbers_of(days, unit), low, high + 1) - low for days in layer.sure_days)
        sure = begin <= end
        total += int(sure.sum())
        np.add.at(change, begin[sure], 1)
        np.add.at(change, np.minimum(end[sure] + 1, len(change) - 1), -1)
    counts = np.cumsum(change)[:-1]
    return low + int(np.argmax(counts)), int(counts.max()), total
