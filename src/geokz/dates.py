"""Dates as the sources give them: EDTF text read once into four bounds, compared as day numbers ever after.

``when`` is the life of a thing in Extended Date/Time Format (ISO 8601-2; Library of Congress, EDTF 2019):
a start and an end, each known between an earliest and a latest day.

>>> karlag = When.parse("1931-09-17/1959-07-27")
>>> karlag.certain(*span(1959, 1959))       # inclusive at both ends: it still stood in 1959
True
>>> When.parse("1931~/1959").state(*span(1930, 1930))
'possible'

What is read
    Levels 0 and 1 (``1931``, ``1931-09``, ``1931-09-17``, ``193X``, ``1931-XX``, seasons ``1931-21``, ``~ ? %``,
    ``1931/1959``, ``1940/..``, ``1940/``, ``Y170000002``), sets ``[1932,1934]`` (one of) and ``{1932,1934}``
    (all of), and, beyond the standard, a set as either end of an interval: ``[..1943]/1950``.
How it is understood
    A date of a year says only that the day lies somewhere in that year. ``1931/1959`` starts between 1 January
    and 31 December 1931. ``~`` and ``?`` widen a date by one unit of its own precision on each side, ``%`` by two
    (the rule of the edtf library's fuzzy bounds, per precision). ``..`` is an open end: known to lie outside the
    atlas. A blank end is unknown: the thing surely existed at its other end, and possibly at any time beyond.
Calendar
    Proleptic Gregorian throughout, as EDTF demands. Russia wrote Julian dates until 31 January 1918 (old style,
    13 days behind in the 20th century): convert before writing ``when`` and say so in the row's note.
Day numbers
    Days since 1970-01-01, negative before it, so that years before 1970 need no care anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from typing import Any, TypeVar

import numpy as np
from edtf import parse_edtf

from .errors import DateError

UNKNOWN_END = 10**15
OPEN_END = UNKNOWN_END - 1
OPEN_START = -OPEN_END
UNKNOWN_START = -UNKNOWN_END

BOUNDS = ["start_earliest", "start_latest", "end_earliest", "end_latest"]
PRESUMED = "presumed_until"
STATES = np.array(["absent", "none", "possible", "presumed", "certain", "undated"], dtype=object)

Word = TypeVar("Word", str, str | None)

_PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")
_QUALIFIED = re.compile(r"^(?P<date>[^~?%]+)(?P<mark>[~?%]|~\?|\?~)$")
_WINTER = re.compile(r"(-?\d{4})-24")
_EXAMPLE = "write it as EDTF, e.g. 1931, 1931-09, 1931-09-17, 193X, 1931~, 1931/1959, 1940/.."


def day_number(year: int, month: int = 1, day: int = 1) -> int:
    """Days from 1970-01-01 to the given day of the proleptic Gregorian calendar.

    >>> day_number(1970), day_number(1919)
    (0, -18628)
    """
    months = np.datetime64(year - 1970, "Y").astype("datetime64[M]") + (month - 1)
    return int(months.astype("datetime64[D]").astype(np.int64)) + day - 1


def iso_day(number: int) -> str:
    """The ISO 8601 day of a day number.

    >>> iso_day(-18628)
    '1919-01-01'
    """
    return str(np.datetime64(number, "D"))


def is_day(number: int) -> bool:
    """Whether a bound is a day, and neither open nor unknown.

    >>> is_day(0), is_day(OPEN_END), is_day(UNKNOWN_START)
    (True, False, False)
    """
    return OPEN_START < number < OPEN_END


def iso_bound(number: int, *, open_start: Word, open_end: Word, unknown: Word) -> str | Word:
    """A bound as the ISO 8601 day, or the word given for an open or an unknown one.

    >>> [iso_bound(day, open_start="..", open_end="..", unknown=None) for day in (0, OPEN_END, UNKNOWN_START)]
    ['1970-01-01', '..', None]
    """
    words = {OPEN_START: open_start, OPEN_END: open_end, UNKNOWN_START: unknown, UNKNOWN_END: unknown}
    return words[number] if number in words else iso_day(number)


def span(first: int, last: int) -> tuple[int, int]:
    """Day numbers of 1 January ``first`` and 31 December ``last``: a span of whole years.

    >>> span(1970, 1970)
    (0, 364)
    """
    return day_number(first), day_number(last + 1) - 1


@dataclass(frozen=True)
class When:
    """The life of a thing: four day numbers, of which either pair may be open or unknown.

    ``UNKNOWN_START < OPEN_START < every day < OPEN_END < UNKNOWN_END``, so that the tests below are plain
    comparisons. An undated thing (empty text) has ``start_latest == UNKNOWN_END`` and
    ``end_earliest == UNKNOWN_START``: never certain.
    """

    edtf: str
    start_earliest: int
    start_latest: int
    end_earliest: int
    end_latest: int

    def __str__(self) -> str:
        return self.edtf

    @classmethod
    def parse(cls, text: str) -> When:
        """Read an EDTF text; raise :class:`DateError` with the reason if it is none, impossible or reversed."""
        return _parse(text.strip())

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """The four day numbers: start earliest, start latest, end earliest, end latest."""
        return self.start_earliest, self.start_latest, self.end_earliest, self.end_latest

    @property
    def undated(self) -> bool:
        """Whether nothing at all is known of this life."""
        return self.start_latest == UNKNOWN_END

    def certain(self, first: int, last: int | None = None) -> bool:
        """Whether it surely existed on the day ``first``, or at some time from ``first`` to ``last``."""
        last = first if last is None else last
        return self.start_latest <= last and self.end_earliest >= first

    def possible(self, first: int, last: int | None = None) -> bool:
        """Whether the bounds allow that it existed on that day, or at some time in that span."""
        last = first if last is None else last
        return self.start_earliest <= last and self.end_latest >= first

    def state(self, first: int, last: int | None = None) -> str:
        """``certain``, ``possible``, ``undated`` or ``absent`` in that day or span, by the text alone."""
        if self.undated:
            return "undated"
        if self.certain(first, last):
            return "certain"
        return "possible" if self.possible(first, last) else "absent"

    def with_evidence(self, other: When) -> When:
        """The same life, knowing that the thing was alive at ``other``: it began by then, and had not ended before.

        Evidence outside the life's own bounds is passed over.

        >>> life = When.parse("1934/").with_evidence(When.parse("1943"))
        >>> life.state(*span(1943, 1943)), life.state(*span(1944, 1944))
        ('certain', 'possible')
        """
        if other.undated:
            return self
        start_latest, end_earliest = self.start_latest, self.end_earliest
        if other.start_latest >= self.start_earliest:
            start_latest = min(start_latest, other.start_latest)
        if other.end_earliest <= self.end_latest and other.end_earliest < OPEN_END:
            end_earliest = max(end_earliest, other.end_earliest)
        return When(self.edtf, self.start_earliest, start_latest, end_earliest, self.end_latest)


UNDATED = When("", UNKNOWN_START, UNKNOWN_END, UNKNOWN_START, UNKNOWN_END)


def states(things: Mapping[str, Any], first: int, last: int) -> np.ndarray:
    """How each row stands in the days ``first`` to ``last``, as an array of words, one a row.

    ``things`` needs the four columns ``BOUNDS`` of day numbers; raises :class:`DateError` for a frame that lacks them.
    The first of these that holds:

    ``undated``
        Nothing is known of its dates.
    ``certain``
        It surely existed: its evidence covers the days.
    ``presumed``
        It had begun, and its kind lasts until told otherwise: ``presumed_until`` is not before the days.
    ``possible``
        The bounds that a source gives allow it.
    ``none``
        No evidence for these days: it is possible only because nobody gives a bound.
    ``absent``
        It did not exist.

    A frame without the column ``presumed_until`` knows no evidence: nothing is presumed, and an unknown end is
    possible at any time, as EDTF's blank end says.

    >>> life = {"start_earliest": [0], "start_latest": [0], "end_earliest": [9], "end_latest": [UNKNOWN_END]}
    >>> [states({**life, "presumed_until": [until]}, 20, 20)[0] for until in (9, 99)]
    ['none', 'presumed']
    """
    check_bounds(things)
    start_earliest, start_latest, end_earliest, end_latest = (np.asarray(things[name]) for name in BOUNDS)
    widest = (start_earliest <= last) & (end_latest >= first)
    certain = (start_latest <= last) & (end_earliest >= first)
    undated = start_latest == UNDATED.start_latest
    if PRESUMED in things:
        begins, ends = drawn_days(things)
        presumed = (start_latest <= last) & (np.asarray(things[PRESUMED]) >= first)
        possible = (begins <= last) & (ends >= first)
    else:
        presumed, possible = np.zeros_like(certain), widest
    return STATES[np.select([undated, certain, presumed, possible, widest], [5, 4, 3, 2, 1], 0)]


def drawn_days(things: Mapping[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """First and last day numbers in which each row is certain, presumed or possible (:func:`states`).

    >>> life = {"start_earliest": [0], "start_latest": [0], "end_earliest": [9], "end_latest": [UNKNOWN_END]}
    >>> [int(day[0]) for day in drawn_days({**life, "presumed_until": [99]})]
    [0, 99]
    """
    start_earliest, start_latest, end_earliest, end_latest = (np.asarray(things[name]) for name in BOUNDS)
    if PRESUMED not in things:
        begins = np.where(start_earliest == UNKNOWN_START, OPEN_START, start_earliest)
        begins = np.where(start_latest == UNDATED.start_latest, UNKNOWN_END, begins)
        return begins, np.where(end_latest == UNKNOWN_END, OPEN_END, end_latest)
    begins = np.where(end_earliest > OPEN_START, np.minimum(start_latest, end_earliest), start_latest)
    begins = np.where(start_earliest == UNKNOWN_START, begins, start_earliest)
    ends = np.where(start_latest < OPEN_END, np.maximum(end_earliest, start_latest), end_earliest)
    ends = np.where(end_latest == UNKNOWN_END, np.maximum(ends, np.asarray(things[PRESUMED])), end_latest)
    return begins, ends


def check_bounds(frame: Mapping[str, Any]) -> None:
    """Refuse a frame without the four columns ``BOUNDS`` of day numbers, with what it lacks."""
    missing = [name for name in BOUNDS if name not in frame]
    if missing:
        raise DateError(f"it has no column {', '.join(missing)}; read its dates into bounds first, by When.parse")
    for name in BOUNDS:
        kind = np.asarray(frame[name]).dtype
        if kind.kind != "i" and len(frame[name]):
            raise DateError(f"its column '{name}' holds {kind} and no day numbers; read its dates by When.parse")


@lru_cache(maxsize=65536)
def _parse(text: str) -> When:
    if not text:
        return UNDATED
    if text.count("/") > 1 or text in {"/", ".."}:
        raise DateError(f"cannot read the date '{text}'{_reason(text)}; {_EXAMPLE}")
    if "/" not in text:
        if text.startswith("{"):
            ends = [end for member in _members(text) for end in member]
            earliest, latest = [end[0] for end in ends], [end[1] for end in ends]
            return _when(text, (min(earliest), min(latest)), (max(earliest), max(latest)))
        bounds = _day_bounds(text)
        return _when(text, bounds, bounds)
    left, right = (end.strip() for end in text.split("/"))
    start = {"": (UNKNOWN_START, UNKNOWN_END), "..": (OPEN_START, OPEN_START)}.get(left) or _day_bounds(left)
    end = {"": (UNKNOWN_START, UNKNOWN_END), "..": (OPEN_END, OPEN_END)}.get(right) or _day_bounds(right)
    if start[0] > end[1]:
        raise DateError(f"the date '{text}' is reversed: it ends before it begins; write the earlier date first")
    start_latest = end[1] if left == "" else min(start[1], end[1])
    end_earliest = start[0] if right == "" else max(end[0], start[0])
    return _when(text, (start[0], start_latest), (end_earliest, end[1]))


def _when(text: str, start: tuple[int, int], end: tuple[int, int]) -> When:
    """A life that is dated in some way: a latest start of ``UNKNOWN_END`` is kept for lives that are not."""
    return When(text, start[0], min(start[1], OPEN_END), end[0], end[1])


def _members(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """First and last date of each member of a set, as bounds: ``{1932,1934}``, ``[..1943]``, ``[1932,1934..1936]``.

    The library wants the members of a set alike in precision; the standard does not, so they are read one by one.
    """
    closing = {"[": "]", "{": "}"}[text[0]]
    parts = [part.strip() for part in text[1:-1].split(",")]
    if text[-1] != closing or (len(parts) == 1 and ".." not in parts[0]):
        raise DateError(f"cannot read the date '{text}'; a set is written [1932,1934], [..1943] or {{1932,1934}}")
    members = []
    for part in parts:
        first, dots, last = part.partition("..")
        if not first and not last:
            raise DateError(f"cannot read the date '{text}'; '{part}' is no member of a set")
        begin = _day_bounds(first) if first else (UNKNOWN_START, UNKNOWN_START)
        end = _day_bounds(last) if last else ((UNKNOWN_END, UNKNOWN_END) if dots else begin)
        if begin[0] > end[1]:
            raise DateError(f"the range '{part}' in '{text}' is reversed; write the earlier date first")
        members.append((begin, end))
    return members


def _day_bounds(text: str) -> tuple[int, int]:
    """Earliest and latest day of one date or one-of set."""
    if text.startswith(("[", "{")):
        members = _members(text)
        return min(first[0] for first, _ in members), max(last[1] for _, last in members)
    plain = _PLAIN.fullmatch(text)  # the library takes milliseconds a date; plain ones need no library
    if plain:
        year, month, day = int(plain[1]), plain[2], plain[3]
        if month is None:
            return span(year, year)
        first, last = day_number(year, int(month)), day_number(year, int(month) + 1) - 1
        if day is None:
            return first, last
        if 1 <= int(day) <= last - first + 1:
            return first + int(day) - 1, first + int(day) - 1
        raise DateError(f"cannot read the date '{text}'{_reason(text)}; {_EXAMPLE}")
    if re.search(r"\s", text) or text.startswith("?"):  # 1926 - 35 is no quarter, ?-1959 no year before Christ
        raise DateError(f"cannot read the date '{text}'; {_EXAMPLE}")
    if re.fullmatch(r"-\d{4}(-XX){1,2}", text):  # the library takes the first month for the last
        return span(int(text[:5]), int(text[:5]))
    winter = _WINTER.fullmatch(text)
    if winter:  # of which winter a year's is nobody says: the one that ends in it, or the one that begins
        year = int(winter[1])
        return day_number(year - 1, 12), day_number(year + 1, 3) - 1
    inner = re.fullmatch(r"(-?\d{4})-([~?%])(\d{2})(?:-(\d{2}))?", text)
    if inner:  # 1931-~09 is 1931-09~; of a day in a doubtful month only the month counts
        return _day_bounds(f"{inner[1]}-{inner[3]}{inner[2]}")
    marked = _QUALIFIED.match(text)
    if not marked:
        lower, upper = _edtf(text, "lower_fuzzy", "upper_fuzzy")
        return _as_day(lower, text), _as_day(upper, text)
    lower, upper = _edtf(marked["date"], "lower_strict", "upper_strict")
    units = 2 if marked["mark"] in {"%", "~?", "?~"} else 1
    winter = _WINTER.fullmatch(marked["date"])
    if winter:
        year = int(winter[1])
        return _shift((year - 1, 12), -3 * units), _shift((year + 1, 2), 3 * units, past_end=True)
    first, last = _as_day(lower, text), _as_day(upper, text)
    step, unit = _precision(marked["date"])
    if unit == "D":
        return first - units, last + units
    return _shift(lower, -units * step), _shift(upper, units * step, past_end=True)


def _edtf(text: str, lower: str, upper: str) -> tuple[Any, Any]:
    """Two of the library's bounds of a date, as year, month, day, or as an infinite float."""
    try:
        with redirect_stdout(StringIO()):  # the library prints what it cannot make sense of
            date = parse_edtf(text, fail_silently=False)
            return getattr(date, lower)(), getattr(date, upper)()
    except Exception as problem:  # the library's errors share no base class
        raise DateError(f"cannot read the date '{text}'{_reason(text)}; {_EXAMPLE}") from problem


def _reason(text: str) -> str:
    """Why a text is no date, where that can be told."""
    dotted = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text)
    if dotted:
        day, month, year = dotted.groups()
        return f" (day first? perhaps {year}-{month:>02}-{day:>02})"
    parts = re.fullmatch(r"(-?\d{4})-(\d{2})(?:-(\d{2}))?", text)
    if not parts:
        return ""
    year, month, day = int(parts[1]), int(parts[2]), parts[3]
    if day is None or not 1 <= month <= 12:
        return f" (there is no month {parts[2]})"
    return f" ({day_number(year, month + 1) - day_number(year, month)} days in {parts[1]}-{parts[2]})"


def _precision(text: str) -> tuple[int, str]:
    """The unit of a date's precision: so many months, or days."""
    if re.fullmatch(r"-?\d{4}-\d{2}-\d{2}", text):
        return 1, "D"
    if re.fullmatch(r"-?\d{4}-(2[1-9]|3\d|4[01])", text):
        return 3, "M"
    if re.fullmatch(r"-?\d{4}-\d{2}(-XX)?", text):
        return 1, "M"
    missing = re.match(r"-?\d*(X*)", text)
    return 12 * 10 ** len(missing[1] if missing else ""), "M"


def _shift(moment: Any, months: int, *, past_end: bool = False) -> int:
    """The first (or last) day of the month that lies so many months from the given one."""
    index = moment[0] * 12 + moment[1] - 1 + months + (1 if past_end else 0)
    return day_number(index // 12, index % 12 + 1) - (1 if past_end else 0)


def _as_day(moment: Any, text: str) -> int:
    if isinstance(moment, float):
        return UNKNOWN_START if moment < 0 else UNKNOWN_END
    if abs(moment[0]) < 10**12:
        number = day_number(moment[0], moment[1], moment[2])
    if abs(moment[0]) >= 10**12 or not OPEN_START < number < OPEN_END:
        raise DateError(f"the date '{text}' is too far away to count in days")
    return number
