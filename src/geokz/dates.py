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
    The texts that :mod:`geokz.edtf` knows: levels 0 and 1, sets, and sets as either end of an interval.
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

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from .days import (
    OPEN_END,
    OPEN_START,
    UNKNOWN_END,
    UNKNOWN_START,
    Span,
    checked,
    day_number,
    is_day,
    iso_bound,
    iso_day,
    span,
)
from .edtf import NOTHING, bounds_of
from .errors import DateError

if TYPE_CHECKING:
    import numpy as np

__all__ = [
    "BOUNDS",
    "OPEN_END",
    "OPEN_START",
    "PRESUMED",
    "STATES",
    "UNDATED",
    "UNKNOWN_END",
    "UNKNOWN_START",
    "Span",
    "When",
    "check_bounds",
    "day_number",
    "drawn_days",
    "is_day",
    "iso_bound",
    "iso_day",
    "span",
    "spans_of",
    "states",
]

BOUNDS = ["start_earliest", "start_latest", "end_earliest", "end_latest"]
PRESUMED = "presumed_until"
STATES = ("absent", "none", "possible", "presumed", "certain", "undated")


class Columns(Protocol):
    """Columns by name: a frame, or a mapping of arrays."""

    def __getitem__(self, name: str, /) -> Any: ...

    def __contains__(self, name: str, /) -> bool: ...


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

    def __repr__(self) -> str:
        begun, latest, earliest, ended = (
            iso_bound(day, open_start="..", open_end="..", unknown="?") for day in self.bounds
        )
        return f"<When '{self.edtf}': began {begun} to {latest}, ended {earliest} to {ended}>"

    @classmethod
    def parse(cls, text: str) -> When:
        """Read an EDTF text; raise :class:`DateError` with the reason if it is none, impossible or reversed."""
        if not isinstance(text, str):
            raise DateError(f"{text!r} is no text; give a date as EDTF, such as '1931'")
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
        return self.start_latest <= checked(days).last and self.end_earliest >= days.first

    def possible_in(self, year: int, until: int | None = None) -> bool:
        """Whether its bounds allow that it existed at some time in ``year``, or from ``year`` to ``until``."""
        return self.possible_during(span(year, until))

    def possible_on(self, day: date | str) -> bool:
        """Whether its bounds allow that it existed on a day."""
        return self.possible_during(Span.on(day))

    def possible_during(self, days: Span) -> bool:
        """Whether its bounds allow that it existed at some time of a span."""
        return self.start_earliest <= checked(days).last and self.end_latest >= days.first

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


UNDATED = When("", *NOTHING)


@lru_cache(maxsize=65536)
def _parse(text: str) -> When:
    return When(text, *bounds_of(text))


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

    first, last = checked(days)
    known = spans_of(things)
    widest = (known["start_earliest"] <= last) & (known["end_latest"] >= first)
    certain = (known["start_latest"] <= last) & (known["end_earliest"] >= first)
    presumed = (known["start_latest"] <= last) & (known[PRESUMED] >= first)
    possible = (known["known_start"] <= last) & (known["known_end"] >= first)
    undated = known["start_latest"] == UNDATED.start_latest
    return np.array(STATES, dtype=object)[np.select([undated, certain, presumed, possible, widest], [5, 4, 3, 2, 1], 0)]


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
