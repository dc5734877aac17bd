"""Days as numbers: since 1970-01-01, negative before it, in the proleptic Gregorian calendar; spans of them, and bounds
that are no day.

``UNKNOWN_START < OPEN_START < every day < OPEN_END < UNKNOWN_END``, so that whoever asks about a time compares.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple, SupportsIndex, TypeGuard, TypeVar

from .errors import DateError

UNKNOWN_END = 10**15
OPEN_END = UNKNOWN_END - 1
OPEN_START = -OPEN_END
UNKNOWN_START = -UNKNOWN_END

_PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")

Day = tuple[int, int, int]
Word = TypeVar("Word", str, str | None)

_FROM_MARCH_0 = 719_468  # days from 1 March of the year 0 to 1 January 1970


def day_number(year: int, month: int = 1, day: int = 1) -> int:
    """Days from 1970-01-01 to the given day of the proleptic Gregorian calendar.

    >>> day_number(1970), day_number(1919)
    (0, -18628)
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    year, month = (year, month - 3) if month > 2 else (year - 1, month + 9)  # years from 1 March end with the leap day
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 1 - _FROM_MARCH_0


def iso_day(number: int) -> str:
    """The ISO 8601 day of a day number.

    >>> iso_day(-18628), iso_day(11_016)
    ('1919-01-01', '2000-02-29')
    """
    era, day = divmod(number + _FROM_MARCH_0, 146_097)  # four centuries have so many days
    year = (day - day // 1460 + day // 36_524 - day // 146_096) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153
    day -= (153 * month + 2) // 5
    year += 400 * era + (month > 9)
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}-{month - 9 if month > 9 else month + 3:02d}-{day + 1:02d}"


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


def plain_ends(text: str) -> tuple[Day, Day] | None:
    """First and last day of a plain year, month or day, as year, month, day, or nothing for any other text."""
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return None
    year, month, day = int(plain[1]), plain[2], plain[3]
    last = day_number(year, int(month or 12) + 1) - day_number(year, int(month or 12))
    if day and not 1 <= int(day) <= last:
        return None
    return (year, int(month or 1), int(day or 1)), (year, int(month or 12), int(day or last))


class Span(NamedTuple):
    """A span of days, both ends included, as day numbers; made by :func:`span` or :meth:`on`."""

    first: int
    last: int

    @classmethod
    def on(cls, day: date | str) -> Span:
        """One day: a ``datetime.date``, or a text such as ``1938-09-17``.

        >>> Span.on("1970-01-02")
        Span(first=1, last=1)
        """
        if isinstance(day, date):
            return cls(*[day_number(day.year, day.month, day.day)] * 2)
        ends = plain_ends(day) if isinstance(day, str) else None
        if ends is None or ends[0] != ends[1]:
            raise DateError(f"{day!r} is no day; give a datetime.date or a text such as 1938-09-17, or ask by the year")
        return cls(*[day_number(*ends[0])] * 2)


def is_whole(value: object) -> TypeGuard[SupportsIndex]:
    """Whether a value is a whole number, as a year is: no text, no date, no truth value."""
    return isinstance(value, SupportsIndex) and not isinstance(value, bool)


def checked_year(year: object) -> int:
    """A year that is a whole number; raises :class:`DateError` for what is none."""
    if not is_whole(year):
        raise DateError(f"{year!r} is no year; give a whole number such as 1938")
    return int(year)


def span(first: int, last: int | None = None) -> Span:
    """The days of whole years, from 1 January ``first`` to 31 December ``last`` (of ``first`` when left out).

    >>> span(1970)
    Span(first=0, last=364)
    """
    last = first if last is None else last
    first, last = checked_year(first), checked_year(last)
    if last < first:
        raise DateError(f"the years {first} to {last} are reversed; give the earlier year first")
    return Span(day_number(first), day_number(last + 1) - 1)


def checked(days: Span) -> Span:
    """The span given; raises :class:`DateError` for a bare number, which could be a year or a day of 1975."""
    if not isinstance(days, Span):
        raise DateError(f"{days!r} may be years or days; give span(1938), or ask by name: certain_in(1938)")
    return days
