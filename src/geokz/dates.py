"""Dates as the sources give them: EDTF text read once into four bounds, compared as day numbers ever after.

``when`` is the life of a thing in Extended Date/Time Format (ISO 8601-2; Library of Congress, EDTF 2019):
a start and an end, each known between an earliest and a latest day.

>>> karlag = When.parse("1931-09-17/1959-07-27")
>>> karlag.certain_in(1959)                 # inclusive at both ends: it still stood in 1959
True
>>> karlag.certain_on("1959-07-28")
False
>>> When.parse("1931~/1959").state_in(1930)
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
    Days since 1970-01-01, negative before it, so that years before 1970 need no care anywhere. A life is asked in
    years (``certain_in``), on a day (``certain_on``) or during a :class:`Span`: a bare number could be a year or a day
    of 1975, so none is taken for a span.
"""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from .errors import DateError

if TYPE_CHECKING:
    import numpy as np

UNKNOWN_END = 10**15
OPEN_END = UNKNOWN_END - 1
OPEN_START = -OPEN_END
UNKNOWN_START = -UNKNOWN_END

BOUNDS = ["start_earliest", "start_latest", "end_earliest", "end_latest"]
PRESUMED = "presumed_until"
STATES = ("absent", "none", "possible", "presumed", "certain", "undated")

Word = TypeVar("Word", str, str | None)

_FROM_MARCH_0 = 719_468  # days from 1 March of the year 0 to 1 January 1970
_PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")
_QUALIFIED = re.compile(r"^(?P<date>[^~?%]+)(?P<mark>[~?%]|~\?|\?~)$")
_WINTER = re.compile(r"(-?\d{4})-24")
_EXAMPLE = "write it as EDTF, e.g. 1931, 1931-09, 1931-09-17, 193X, 1931~, 1931/1959, 1940/.."


class Columns(Protocol):
    """Columns by name: a frame, or a mapping of arrays."""

    def __getitem__(self, name: str, /) -> Any: ...

    def __contains__(self, name: str, /) -> bool: ...


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
        plain = _PLAIN.fullmatch(day) if isinstance(day, str) else None
        if plain is None or plain[3] is None:
            raise DateError(f"{day!r} is no day; give a datetime.date or a text such as 1938-09-17, or ask by the year")
        return cls(*_day_bounds(day))


def span(first: int, last: int | None = None) -> Span:
    """The days of whole years, from 1 January ``first`` to 31 December ``last`` (of ``first`` when left out).

    >>> span(1970)
    Span(first=0, last=364)
    """
    last = first if last is None else last
    for year in (first, last):
        if isinstance(year, bool) or not hasattr(year, "__index__"):
            raise DateError(f"{year!r} is no year; give a whole number such as 1938")
    if last < first:
        raise DateError(f"the years {first} to {last} are reversed; give the earlier year first")
    return Span(day_number(int(first)), day_number(int(last) + 1) - 1)


@dataclass(frozen=True)
class When:
    """The life of a thing: four day numbers, of which either pair may be open or unknown.

    ``UNKNOWN_START < OPEN_START < every day < OPEN_END < UNKNOWN_END``, so that the questions below are plain
    comparisons: is it *certain* that it existed at some time in those years, on that day, during that span; is it
    *possible*; and in one word, its *state*: ``certain``, ``possible``, ``undated`` or ``absent``. An undated thing
    (empty text) has ``start_latest == UNKNOWN_END`` and ``end_earliest == UNKNOWN_START``: never certain.
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

    def certain_in(self, year: int, until: int | None = None) -> bool:
        """Whether it surely existed at some time in ``year``, or in the years ``year`` to ``until``."""
        return self.certain_during(span(year, until))

    def certain_on(self, day: date | str) -> bool:
        """Whether it surely existed on a day: a ``datetime.date`` or a text such as ``1938-09-17``."""
        return self.certain_during(Span.on(day))

    def certain_during(self, days: Span) -> bool:
        """Whether it surely existed at some time of a span."""
        return self.start_latest <= _checked(days).last and self.end_earliest >= days.first

    def possible_in(self, year: int, until: int | None = None) -> bool:
        """Whether its bounds allow that it existed at some time in ``year``, or from ``year`` to ``until``."""
        return self.possible_during(span(year, until))

    def possible_on(self, day: date | str) -> bool:
        """Whether its bounds allow that it existed on a day."""
        return self.possible_during(Span.on(day))

    def possible_during(self, days: Span) -> bool:
        """Whether its bounds allow that it existed at some time of a span."""
        return self.start_earliest <= _checked(days).last and self.end_latest >= days.first

    def state_in(self, year: int, until: int | None = None) -> str:
        """Its state in ``year``, or in the years ``year`` to ``until``."""
        return self.state_during(span(year, until))

    def state_on(self, day: date | str) -> str:
        """Its state on a day."""
        return self.state_during(Span.on(day))

    def state_during(self, days: Span) -> str:
        """Its state during a span, by the text alone."""
        if self.undated:
            return "undated"
        if self.certain_during(days):
            return "certain"
        return "possible" if self.possible_during(days) else "absent"

    def with_evidence(self, other: When) -> When:
        """The same life, knowing that the thing was alive at ``other``: it began by then, and had not ended before.

        Evidence outside the life's own bounds is passed over.

        >>> life = When.parse("1934/").with_evidence(When.parse("1943"))
        >>> life.state_in(1943), life.state_in(1944)
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


def states(things: Columns, days: Span) -> np.ndarray:
    """How each row stands in a span of days, ``span(1938)``, as an array of words, one a row.

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
    >>> [states({**life, "presumed_until": [until]}, Span(20, 20))[0] for until in (9, 99)]
    ['none', 'presumed']
    """
    import numpy as np

    first, last = _checked(days)
    known = spans_of(things)
    widest = (known["start_earliest"] <= last) & (known["end_latest"] >= first)
    certain = (known["start_latest"] <= last) & (known["end_earliest"] >= first)
    presumed = (known["start_latest"] <= last) & (known[PRESUMED] >= first)
    possible = (known["known_start"] <= last) & (known["known_end"] >= first)
    undated = known["start_latest"] == UNDATED.start_latest
    return np.array(STATES, dtype=object)[np.select([undated, certain, presumed, possible, widest], [5, 4, 3, 2, 1], 0)]


def _checked(days: Span) -> Span:
    if not isinstance(days, Span):
        raise DateError(f"{days!r} may be years or days; give span(1938), or ask by name: certain_in(1938)")
    return days


def spans_of(things: Columns) -> dict[str, np.ndarray]:
    """The day numbers between which :func:`states` decides, an array a name: the four ``BOUNDS``, ``presumed_until``,
    and ``known_start`` and ``known_end``, between which a source allows the thing."""
    import numpy as np

    check_bounds(things)
    known = {name: np.asarray(things[name]) for name in BOUNDS}
    start_earliest, start_latest, end_earliest, end_latest = known.values()
    if PRESUMED not in things:
        return known | {PRESUMED: end_earliest, "known_start": start_earliest, "known_end": end_latest}
    until = np.asarray(things[PRESUMED])
    # where one end is not given, the days between which the other lies are all that is known
    begins = np.where(end_earliest > OPEN_START, np.minimum(start_latest, end_earliest), start_latest)
    ends = np.where(start_latest < OPEN_END, np.maximum(end_earliest, start_latest), end_earliest)
    return known | {
        PRESUMED: until,
        "known_start": np.where(start_earliest == UNKNOWN_START, begins, start_earliest),
        "known_end": np.where(end_latest == UNKNOWN_END, np.maximum(ends, until), end_latest),
    }


def drawn_days(things: Columns) -> tuple[np.ndarray, np.ndarray]:
    """First and last day numbers in which each row is certain, presumed or possible (:func:`states`).

    >>> life = {"start_earliest": [0], "start_latest": [0], "end_earliest": [9], "end_latest": [UNKNOWN_END]}
    >>> [int(day[0]) for day in drawn_days({**life, "presumed_until": [99]})]
    [0, 99]
    """
    import numpy as np

    known = spans_of(things)
    begins, ends = known["known_start"], known["known_end"]
    if PRESUMED in things:
        return begins, ends
    begins = np.where(begins == UNKNOWN_START, OPEN_START, begins)
    begins = np.where(known["start_latest"] == UNDATED.start_latest, UNKNOWN_END, begins)
    return begins, np.where(ends == UNKNOWN_END, OPEN_END, ends)


def check_bounds(frame: Columns) -> None:
    """Refuse a frame without the four columns ``BOUNDS`` of day numbers, with what it lacks."""
    missing = [name for name in BOUNDS if name not in frame]
    if missing:
        raise DateError(f"it has no column {', '.join(missing)}; read its dates into bounds first, by When.parse")
    import numpy as np

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
    lower, upper = _plain_ends(marked["date"]) or _edtf(marked["date"], "lower_strict", "upper_strict")
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


def _plain_ends(text: str) -> tuple[tuple[int, int, int], tuple[int, int, int]] | None:
    """First and last day of a plain year, month or day, as year, month, day; nothing for what the library must read."""
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return None
    year, month, day = int(plain[1]), plain[2], plain[3]
    last = day_number(year, int(month or 12) + 1) - day_number(year, int(month or 12))
    if day and not 1 <= int(day) <= last:
        return None
    return (year, int(month or 1), int(day or 1)), (year, int(month or 12), int(day or last))


def _edtf(text: str, lower: str, upper: str) -> tuple[Any, Any]:
    """Two of the library's bounds of a date, as year, month, day, or as an infinite float."""
    from edtf import parse_edtf  # here: it takes longer to load than all plain dates of an atlas to read

    try:
        with redirect_stdout(StringIO()):  # the library prints what it cannot make sense of
            parsed = parse_edtf(text, fail_silently=False)
            return getattr(parsed, lower)(), getattr(parsed, upper)()
    except Exception as problem:  # the library's errors share no base class
        raise DateError(f"cannot read the date '{text}'{_reason(text)}; {_EXAMPLE}") from problem


def _reason(text: str) -> str:
    """Why a text is no date, where that can be told."""
    dotted = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text)
    if dotted:
        orders = [("day", *dotted.group(1, 2)), ("month", *dotted.group(2, 1))]
        read = [(first, f"{dotted[3]}-{month:>02}-{day:>02}") for first, day, month in orders if 1 <= int(month) <= 12]
        read = [(first, text) for first, text in read if _plain_ends(text)]
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
