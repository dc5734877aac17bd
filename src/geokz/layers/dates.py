"""A column of dates of any make as the four bounds of each row, read by columns and not by rows.

Years, datetimes with or without a zone (the day of their own zone), periods, and texts: EDTF, ISO days with a time
behind them, years with a decimal point (``1931.0``, what table programs make of a column with gaps). With ``words``,
also dates as handbooks word them, and ``31/12/1931``: whether day or month comes first the column as a whole decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from ..dates import (
    UNDATED,
    UNKNOWN_END,
    UNKNOWN_START,
    When,
    day_number,
    span,
)
from ..errors import DateError
from ..prose import edtf_from_prose, reading_of, says_no_date

_PLAIN = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(?!00)\d\d)?)?")  # 1931-33 may be EDTF for a part of 1931, or two years
_DATETIME = re.compile(
    r"(-?\d{4}-\d\d-\d\d)[T ]\d\d(:?\d\d){1,2}([.,]\d+)?\s*(Z|UTC|[+-]\d\d(:?\d\d)?)?", re.IGNORECASE
)
_YEAR = re.compile(r"([-−]\d{1,4}|\d{3,4})(\.0+)?")
_FIGURES = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[T ,]+\d\d?:\d\d.*)?")


# what programs and tables write, and nobody can take for anything else, with its EDTF; days before 1918 too, which
# words leave open, for programs count by one calendar
_AS_WRITTEN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(r"(\d{4})([./])(\d\d?)\2(\d\d?)(?:[T ,]+\d\d?:\d\d.*)?"),
        lambda m: f"{m[1]}-{m[3]:0>2}-{m[4]:0>2}",
    ),
    (re.compile(r"(1\d{3}|20\d\d)(0[1-9]|1[0-2])([012]\d|3[01])"), lambda m: f"{m[1]}-{m[2]}-{m[3]}"),
    (re.compile(r"(\d\d?)/(\d{4})"), lambda m: f"{m[2]}-{m[1]:0>2}"),
    (re.compile(r"\+?(\d{4})-00(?:-00)?(?:T.*)?"), lambda m: m[1]),  # nought where month or day are not known
    (re.compile(r"\+?(\d{4}-\d\d)-00(?:T.*)?"), lambda m: m[1]),
    (re.compile(r"\+(\d{4}-\d\d-\d\d)T.*"), lambda m: m[1]),
    (re.compile(r"00\.(\d\d)\.(\d{4})"), lambda m: m[2] if m[1] == "00" else f"{m[2]}-{m[1]}"),
    (re.compile(r"((?:early|mid|late) )?C(\d\d?)"), lambda m: f"{m[1] or ''}{m[2]}th century"),  # of OpenStreetMap
    (re.compile(r"(\d{4}(?:-\d\d)*)\.\.(\d{4}(?:-\d\d)*)"), lambda m: f"[{m[1]}..{m[2]}]"),
)
_WEEKDAY = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс)"
    r"[.,]?\s+(?=\d\d?\D.*\d{4}|[^\W\d]+ \d\d?,? \d{4})",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"(?:(?:from|since|с)\s+)?(.*?)\s*(?:[-–—]|to|till|until|по|до)?\s*(?:the\s+)?"
    r"(?:present|now|today|ongoing|н\.\s?в\.?|настоящее время|настоящего времени|"
    r"наст\.\s?(?:время|вр\.?)|наши дни|наших дней|сегодня|сих пор|сей день|қазір|қазірге дейін)",
    re.IGNORECASE,
)
_STAND_INS = (0, -1, -99, -999, -9999, 9999)
_MODERN, _AHEAD = day_number(1000), day_number(9999)


@dataclass
class Dates:
    """``bounds``: four rows of day numbers, a column a thing; ``wrong``: by row, the column and the reason why a
    row is undated that should not be; ``told``: how a column as a whole was understood."""

    bounds: np.ndarray
    wrong: dict[int, tuple[str, str]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    @property
    def undated(self) -> np.ndarray:
        """Which rows have no date at all."""
        return self.bounds[1] == UNDATED.start_latest


def read_dates(column: pd.Series, *, words: bool = True, day_first: bool | None = None) -> Dates:
    """The bounds of a column's dates; what cannot be read is undated, with the reason in ``wrong``."""
    dates = _read(column, words, day_first)
    first, last = dates.bounds[0], dates.bounds[3]
    strange = (first > UNKNOWN_START) & (first < UNKNOWN_END) & ((first < _MODERN) | (first >= _AHEAD))
    for year in _STAND_INS if strange.any() else ():
        begin, end = span(year)
        alike = (first == begin) & (last == end)
        others = first[~alike & (first > UNKNOWN_START)]
        if alike.any() and len(others) and others.min() > _MODERN:
            told = f"column '{column.name}': the year {year} in rows such as {int(np.flatnonzero(alike)[0]) + 1}"
            dates.told.append(f"{told}; if it stands for 'not known', leave the cell empty")
    return dates


def _read(column: pd.Series, words: bool, day_first: bool | None) -> Dates:
    kind = column.dtype
    if isinstance(kind, pd.PeriodDtype):
        known = column.notna().to_numpy()
        ends = [column.dt.start_time.to_numpy(), column.dt.end_time.to_numpy()]
        first, last = (end.astype("datetime64[D]").astype(np.int64) for end in ends)
        return Dates(_as_bounds(first, last, known))
    if pd.api.types.is_datetime64_any_dtype(kind):
        known = column.notna().to_numpy()
        zone = getattr(kind.pyarrow_dtype if isinstance(kind, pd.ArrowDtype) else kind, "tz", None)
        local = column if zone is None else column.dt.tz_localize(None)
        if isinstance(kind, pd.ArrowDtype):
            local = local.astype("datetime64[s]")
        days = local.to_numpy().astype("datetime64[D]").astype(np.int64)
        return Dates(_as_bounds(days, days, known))
    if pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind):
        return _of_years(column)
    return _of_texts(column, words, day_first)


def read_pair(starts: pd.Series, ends: pd.Series, *, words: bool = True, day_first: bool | None = None) -> Dates:
    """The bounds of lives from a column of begins and one of ends, both included; an empty end is unknown."""
    begin, end = (read_dates(column, words=words, day_first=day_first) for column in (starts, ends))
    first, first_last = begin.bounds[:2]
    last_first, last = end.bounds[2:]
    known_start = ~((first == UNKNOWN_START) & (first_last >= UNKNOWN_END - 1))
    known_end = ~((last == UNKNOWN_END) & (last_first <= UNKNOWN_START + 1))
    reversed_rows = np.flatnonzero(known_start & known_end & (first > last))
    none = ~known_start & ~known_end
    start_latest = np.where(known_start, np.minimum(first_last, np.where(known_end, last, first_last)), last)
    end_earliest = np.where(known_end, np.maximum(last_first, np.where(known_start, first, last_first)), first)
    bounds = np.stack(
        [
            np.where(known_start, first, UNDATED.start_earliest),
            np.where(none, UNDATED.start_latest, start_latest),
            np.where(none, UNDATED.end_earliest, end_earliest),
            np.where(known_end, last, UNDATED.end_latest),
        ]
    )
    wrong = begin.wrong | end.wrong
    for row in reversed_rows.tolist():
        wrong[row] = ("", f"ends before it begins ({starts.iloc[row]} to {ends.iloc[row]})")
    rows = list(wrong)
    bounds[:, rows] = np.array(UNDATED.bounds, dtype=np.int64)[:, None]
    return Dates(bounds, wrong, [*begin.told, *(told for told in end.told if told not in begin.told)])


def _as_bounds(first: np.ndarray, last: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Some day from ``first`` to ``last``, as EDTF understands a date; nothing where none is known."""
    return np.stack(
        [
            np.where(known, days, unknown)
            for days, unknown in zip((first, last, first, last), UNDATED.bounds, strict=True)
        ]
    ).astype(np.int64)


def _of_years(column: pd.Series) -> Dates:
    known = column.notna().to_numpy()
    years = column.fillna(1970).to_numpy(dtype=float)
    if known.any() and ((years[known] > 1e7) & (years[known] < 2.1e7)).all():
        return _of_texts(column.map(lambda day: f"{day:.0f}", na_action="ignore"), True, None)  # days as 19310917
    broken = ~(np.abs(years) <= 9999)
    broken |= np.where(broken, 0, years) % 1 != 0
    whole = np.where(broken, 1970, years).astype(np.int64)
    distinct, back = np.unique(whole, return_inverse=True)
    spans = np.array([span(int(year)) for year in distinct], dtype=np.int64).reshape(-1, 2)[back]
    name = str(column.name)
    wrong = {row: (name, f"{column.iloc[row]} is no whole year") for row in np.flatnonzero(broken).tolist()}
    told = []
    if wrong and (years[known] > 9999).all() and (years[known] < 80_000).all():
        way = "pandas.to_datetime(..., unit='D', origin='1899-12-30')"
        told = [f"column '{name}' looks like Excel's numbers of days, which {way} reads"]
    if wrong and ((years[known] > 100_000) & (years[known] < 1_000_000)).all() and (years[known] % 100 <= 12).all():
        told = [f"column '{name}' looks like years and months, which pandas.to_datetime(..., format='%Y%m') reads"]
    if wrong and ((years[known] > 1e6) & (years[known] < 1e7)).all() and (years[known] % 1000 <= 366).all():
        told = [f"column '{name}' looks like years and their days, which pandas.to_datetime(..., format='%Y%j') reads"]
    for unit, low in (("s", 1e8), ("ms", 1e11)):
        if wrong and ((years[known] >= low) & (years[known] < 30 * low)).all():
            told = [
                f"column '{name}' looks like a computer's clock, which pandas.to_datetime(..., unit='{unit}') reads"
            ]
    return Dates(_as_bounds(spans[:, 0], spans[:, 1], known & ~broken), wrong, told)


def _of_texts(column: pd.Series, words: bool, day_first: bool | None) -> Dates:
    if not is_text(column):
        column = column.map(_text) if column.dtype == object else column.astype(str).where(column.notna())
    codes, distinct = pd.factorize(column)
    texts = [str(text).strip() for text in distinct]
    counts = np.bincount(codes[codes >= 0], minlength=len(texts))
    order = _Order.of(
        [(match, int(n)) for text, n in zip(texts, counts, strict=True) if (match := _FIGURES.fullmatch(text))]
    )
    if day_first is not None:
        order = _Order(day_first)
    ends: dict[str, tuple[int, int] | None] = {}
    bounds = np.empty((len(texts) + 1, 4), dtype=np.int64)
    bounds[-1] = UNDATED.bounds  # code -1: an empty cell
    refused: dict[int, str] = {}
    for number, text in enumerate(texts):
        try:
            bounds[number] = _plain_bounds(text, ends) or _bounds(text, words, order)
        except DateError as problem:
            bounds[number] = UNDATED.bounds
            refused[number] = str(problem)
    told = [f"column '{column.name}': {order.told}"] if words and order.told else []
    if not refused:
        return Dates(bounds[codes].T, told=told)
    name = str(column.name)
    wrong = {row: (name, refused[code]) for row, code in enumerate(codes.tolist()) if code in refused}
    if order.told and not words:
        told = [f"column '{column.name}' {order.told}; prose=True reads it so"]
    return Dates(bounds[codes].T, wrong, told)


def is_text(column: pd.Series) -> bool:
    """Whether every cell is a text, and none missing."""
    return pd.api.types.infer_dtype(column, skipna=False) == "string" and not column.hasnans


def _text(value: Any) -> str | None:
    """A cell of a column of objects as text; days without their time of day."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | np.ndarray):  # no set of EDTF, though it would be written as one
        return str(tuple(value))
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    if isinstance(value, pd.Period):
        return f"[{value.start_time:%Y-%m-%d}..{value.end_time:%Y-%m-%d}]"
    if isinstance(value, date):  # a datetime too
        return value.isoformat()[:10]
    if isinstance(value, (int, float, np.number)) and not isinstance(value, bool) and float(value).is_integer():
        return f"{'-' if value < 0 else ''}{abs(int(value)):04d}"
    return str(value)


def _plain_bounds(text: str, ends: dict[str, tuple[int, int] | None]) -> tuple[int, int, int, int] | None:
    """The bounds of a plain date or of an interval of two, the great mass of all texts, by ends read once."""
    left, slash, right = text.partition("/")
    for end in (left, right) if slash else (left,):
        if end not in ends:
            ends[end] = _plain_end(end)
    begin, finish = ends[left], ends[right] if slash else ends[left]
    if begin is None or finish is None or begin[0] > finish[1]:
        return None
    if not slash:
        return begin[0], begin[1], begin[0], begin[1]
    return begin[0], min(begin[1], finish[1]), max(finish[0], begin[0]), finish[1]


def _plain_end(text: str) -> tuple[int, int] | None:
    if not _PLAIN.fullmatch(text):
        return None
    when = When.parse(text)
    return when.start_earliest, when.end_latest


def _bounds(text: str, words: bool, order: _Order) -> tuple[int, int, int, int]:
    """The bounds of one text that is no plain date; raises :class:`DateError`."""
    still = _STILL.fullmatch(text) if words else None
    if text == ".." or (still and not still[1]):  # as the begin or the end of a pair
        return When.parse("../..").bounds
    if still and "/" not in (begin := edtf_from_prose(still[1])):
        return When.parse(f"{begin}/..").bounds
    if words and (weekday := _WEEKDAY.match(text)):
        text = text[weekday.end() :]
    if iso := _DATETIME.fullmatch(text):
        text = iso[1]
    elif year := _YEAR.fullmatch(text):
        number = int(year[1].replace("−", "-"))
        text = f"{'-' if number < 0 else ''}{abs(number):04d}"
    elif words:
        written = ((pattern.fullmatch(text), edtf) for pattern, edtf in _AS_WRITTEN)
        text = next((edtf(match) for match, edtf in written if match), text)
        if figures := _FIGURES.fullmatch(text):
            return order.bounds(figures)
    if not words:
        try:
            return When.parse(text).bounds
        except DateError as problem:
            raise DateError(f"{problem}{reading_of(text)}") from None
    if says_no_date(text):
        return UNDATED.bounds
    return When.parse(edtf_from_prose(text)).bounds


@dataclass(frozen=True)
class _Order:
    """Whether day or month comes first in a column's dates of figures; unknown where no row tells."""

    day_first: bool | None
    told: str = ""

    @classmethod
    def of(cls, dates: Sequence[tuple[re.Match[str], int]]) -> _Order:
        """What a column as a whole says: a number above 12 is a day, and dotted dates are day first."""
        seen: Counter[str] = Counter()
        example: dict[str, str] = {}
        for match, rows in dates:
            first, second = int(match[1]), int(match[3])
            tells = (
                "day"
                if first > 12 >= second
                else "month"
                if second > 12 >= first
                else "dots"
                if match[2] == "."
                else ""
            )
            seen[tells] += rows
            example.setdefault(tells, match[0])
        if not seen:
            return cls(None)
        day, month = seen["day"], seen["month"]
        if day == month == 0:
            return cls(True if seen["dots"] else None)
        winner = "day" if day >= month else "month"
        shape = "day/month/year" if winner == "day" else "month/day/year"
        told = f"looks like {shape}: {seen[winner]} of its dates can be nothing else, such as {example[winner]}"
        return cls(winner == "day", told)

    def bounds(self, figures: re.Match[str]) -> tuple[int, int, int, int]:
        """The day of a date of figures; raises :class:`DateError`."""
        first, second, year = int(figures[1]), int(figures[3]), int(figures[4])
        day_first = True if figures[2] == "." and self.day_first is None else self.day_first
        if day_first is None and first != second:
            raise DateError(
                f"cannot read the date '{figures[0]}': day or month first? no row of the column tells; "
                "say day_first=True or day_first=False"
            )
        day, month = (first, second) if day_first else (second, first)
        length = day_number(year, month + 1) - day_number(year, month) if 1 <= month <= 12 else 0
        if not 1 <= day <= length:
            read = "day" if day_first else "month"
            raise DateError(
                f"cannot read the date '{figures[0]}': the column is read {read} first, and there is no such day"
            )
        number = day_number(year, month, day)
        return number, number, number, number
