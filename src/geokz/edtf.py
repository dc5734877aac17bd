"""Extended Date/Time Format (ISO 8601-2; Library of Congress, EDTF 2019) read into four bounds as day numbers.

What is read
    Levels 0 and 1 (``1931``, ``1931-09``, ``1931-09-17``, ``193X``, ``1931-XX``, seasons ``1931-21``, ``~ ? %``,
    ``1931/1959``, ``1940/..``, ``1940/``, ``Y170000002``), sets ``[1932,1934]`` (one of) and ``{1932,1934}``
    (all of), and, beyond the standard, a set as either end of an interval: ``[..1943]/1950``.
    A plain date needs no library; the others are those of edtf's fuzzy bounds.

What the texts mean is told in :mod:`geokz.dates`, which asks here and nowhere else.
"""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from datetime import date, timedelta
from io import StringIO
from typing import Any

from .days import OPEN_END, OPEN_START, UNKNOWN_END, UNKNOWN_START, day_number, plain_ends
from .errors import DateError

Ends = tuple[int, int]
Bounds = tuple[int, int, int, int]

NOTHING: Bounds = (UNKNOWN_START, UNKNOWN_END, UNKNOWN_START, UNKNOWN_END)
"""The bounds of a life of which nothing is known."""

_DIGITS = re.compile(r"\d{4}-(0[1-9]|1[0-2])-\d{2}")
_QUALIFIED = re.compile(r"^(?P<date>[^~?%]+)(?P<mark>[~?%]|~\?|\?~)$")
_WEEK_OR_DAY = re.compile(r"(?<![^/])(\d{4})-?(?:[Ww](\d\d)(?:-?([1-7]))?|(?<=-)(\d{3}))(?![^/])")
_WINTER = re.compile(r"(-?\d{4})-24")
_EXAMPLE = "write it as EDTF, e.g. 1931, 1931-09, 1931-09-17, 193X, 1931~, 1931/1959, 1940/.."


def bounds_of(text: str) -> Bounds:
    """Start earliest and latest, end earliest and latest of a life; raises :class:`geokz.errors.DateError` with the
    reason for a text that is none, impossible or reversed.

    >>> bounds_of("1970"), bounds_of("1970-01-01/1970-01-02")
    ((0, 364, 0, 364), (0, 0, 1, 1))
    """
    if not text:
        return NOTHING
    if text.count("/") > 1 or text in {"/", ".."}:
        raise DateError(f"cannot read the date '{text}'{_reason(text)}; {_EXAMPLE}")
    if "/" not in text:
        if text.startswith("{"):
            ends = [end for member in _members(text) for end in member]
            earliest, latest = [end[0] for end in ends], [end[1] for end in ends]
            return _ordered((min(earliest), min(latest)), (max(earliest), max(latest)))
        bounds = _day_bounds(text)
        return _ordered(bounds, bounds)
    left, right = (end.strip() for end in text.split("/"))
    start = {"": (UNKNOWN_START, UNKNOWN_END), "..": (OPEN_START, OPEN_START)}.get(left) or _day_bounds(left)
    end = {"": (UNKNOWN_START, UNKNOWN_END), "..": (OPEN_END, OPEN_END)}.get(right) or _day_bounds(right)
    if start[0] > end[1]:
        raise DateError(f"the date '{text}' is reversed: it ends before it begins; write the earlier date first")
    start_latest = end[1] if left == "" else min(start[1], end[1])
    end_earliest = start[0] if right == "" else max(end[0], start[0])
    return _ordered((start[0], start_latest), (end_earliest, end[1]))


def _ordered(start: Ends, end: Ends) -> Bounds:
    """A life that is dated in some way: a latest start of ``UNKNOWN_END`` is kept for lives that are not."""
    return start[0], min(start[1], OPEN_END), end[0], end[1]


def _members(text: str) -> list[tuple[Ends, Ends]]:
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


def _day_bounds(text: str) -> Ends:
    """Earliest and latest day of one date or one-of set."""
    if text.startswith(("[", "{")):
        members = _members(text)
        return min(first[0] for first, _ in members), max(last[1] for _, last in members)
    ends = plain_ends(text)  # the library takes milliseconds a date; plain ones need no library
    if ends:
        return day_number(*ends[0]), day_number(*ends[1])
    if _DIGITS.fullmatch(text):
        raise DateError(f"cannot read the date '{text}'{_reason(text)}; {_EXAMPLE}")
    if re.search(r"\s", text) or re.match(r"\?(?!\d)", text):  # 1926 - 35 is no quarter, ?-1959 no year before Christ
        raise DateError(f"cannot read the date '{text}'; {_EXAMPLE}")
    unknown = re.fullmatch(r"(-\d{4}(?:-\d{2})?)(?:-XX){1,2}([~?%]?)", text)
    if unknown:  # of which the library takes the first for the last
        return _day_bounds(unknown[1] + unknown[2])
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
    lower, upper = plain_ends(marked["date"]) or _edtf(marked["date"], "lower_strict", "upper_strict")
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
    from edtf import parse_edtf  # here: it takes longer to load than all plain dates of an atlas to read

    try:
        with redirect_stdout(StringIO()):  # the library prints what it cannot make sense of
            parsed = parse_edtf(text, fail_silently=False)
            return getattr(parsed, lower)(), getattr(parsed, upper)()
    except Exception as problem:  # the library's errors share no base class
        raise DateError(f"cannot read the date '{text}'{_reason(text)}; {_EXAMPLE}") from problem


def of_iso_8601(text: str) -> str:
    """A text with its weeks and days of the year, which ISO 8601 has and EDTF has not, as EDTF; raises
    :class:`geokz.errors.DateError` for one that the year has not.

    >>> of_iso_8601("2020-W05/2020W08"), of_iso_8601("2020-W05-3"), of_iso_8601("2020-032")
    ('[2020-01-27..2020-02-02]/[2020-02-17..2020-02-23]', '2020-01-29', '2020-02-01')
    """

    def written(match: re.Match[str]) -> str:
        year, week, weekday, numbered = match.groups()
        try:
            if numbered:
                first = last = date(int(year), 1, 1) + timedelta(int(numbered) - 1)
            else:
                first, last = (date.fromisocalendar(int(year), int(week), int(weekday or day)) for day in (1, 7))
            if numbered and first.year != int(year):
                raise ValueError
        except (ValueError, OverflowError):
            what = f"day {numbered}" if numbered else f"week {week}"
            raise DateError(f"the year {year} has no {what}; {_EXAMPLE}") from None
        return f"{first}" if first == last else f"[{first}..{last}]"

    return _WEEK_OR_DAY.sub(written, text)


def _reason(text: str) -> str:
    """Why a text is no date, where that can be told."""
    try:
        if (written := of_iso_8601(text)) != text:
            return f" (perhaps {written})"
    except DateError as problem:
        return f" ({str(problem).split(';')[0]})"
    dotted = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text)
    if dotted:
        orders = [("day", *dotted.group(1, 2)), ("month", *dotted.group(2, 1))]
        read = [(first, f"{dotted[3]}-{month:>02}-{day:>02}") for first, day, month in orders if 1 <= int(month) <= 12]
        read = [(first, text) for first, text in read if plain_ends(text)]
        if len(read) == 2 and read[0][1] == read[1][1]:
            return f" (perhaps {read[0][1]})"
        if len(read) == 2 and "/" in text:
            return f" (perhaps {read[0][1]} or {read[1][1]})"
        return f" ({read[0][0]} first? perhaps {read[0][1]})" if read else ""
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
