"""Seats of the districts of the time: which oblast or okrug the ground around each belonged to, and when.

Nobody ships the shapes of these districts, so a row of ``geodata/gazetteer/districts.csv`` is the seat of one, as a
point, with the years its district spent in one unit of ``oblasts.csv``. A place belongs with the seat next to it when
that is no farther than ``REACH_M``, lies in the same area of today, and no seat that says otherwise is nearly as near.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ..dates import When
from ..earth import apart_m
from ..errors import DateError, GazetteerError
from .tables import Place, Row

REACH_M = 25_000  # districts are some 80 km across
CLEARLY = 1.5  # times as far away is a seat that does not matter
_DEGREES = 0.7  # of longitude, at 56 degrees north, are more than REACH_M * CLEARLY
Days = tuple[int, int]
Says = Literal["in", "out", "perhaps"]


@dataclass(frozen=True, slots=True)
class Stay:
    """The time that a district spent in one unit: its longest and its shortest, in days; ``sure`` as its source is."""

    unit: str
    longest: Days
    shortest: Days
    sure: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat: degrees, the area of today it lies in, and where its district belonged."""

    lon: float
    lat: float
    region: str
    stays: tuple[Stay, ...]

    def says(self, units: Collection[str], days: Days) -> Says | None:
        """Whether its district lay in one of the units in some days; nothing for days nobody tells of.

        Of days in which the district passed from one unit to another, both are right. ``out`` only where sure rows
        tell of all the days.
        """
        then = [stay for stay in self.stays if stay.longest[0] <= days[1] and days[0] <= stay.longest[1]]
        if any(stay.unit in units for stay in then):
            return "in"
        told = days[0]
        for stay in sorted((stay for stay in then if stay.sure), key=lambda stay: stay.shortest):
            if stay.shortest[0] <= told:
                told = max(told, stay.shortest[1] + 1)
        return "out" if told > days[1] else "perhaps" if then else None


class Seats:
    """The seats of a table of districts."""

    def __init__(self, rows: Iterable[Row], units: Mapping[str, str]) -> None:
        """``units`` leads from each name a row may call its unit by to the name the unit is known by."""
        stays: dict[tuple[float, float, str], list[Stay]] = {}
        for line, row in enumerate(rows, 2):
            try:
                life = When.parse(row["when"])
                point = (float(row["lon"]), float(row["lat"]), row["region"])
                unit, sure = units[row["unit"]], row["certainty"] == "certain"
            except (KeyError, ValueError, DateError) as problem:
                message = f"gazetteer/districts.csv:{line}  cannot be read ({problem}); run geokz check"
                raise GazetteerError(message) from None
            longest, shortest = (life.start_earliest, life.end_latest), (life.start_latest, life.end_earliest)
            stays.setdefault(point, []).append(Stay(unit, longest, shortest, sure))
        self._seats = [Seat(*point, tuple(found)) for point, found in stays.items()]
        self._by_region: dict[str, list[Seat]] = {}
        for seat in self._seats:
            self._by_region.setdefault(seat.region, []).append(seat)
        self._about = lru_cache(maxsize=16384)(self._seats_about)

    def says(self, units: Collection[str], days: Days, place: Place) -> Says | None:
        """Whether a place lay in one of the units in some days, by the seat next to it; nothing without one."""
        seats = self._about(place.lon, place.lat, place.region)
        near = sorted((away, said) for away, seat in seats if (said := seat.says(units, days))) if seats else []
        if not near or near[0][0] > REACH_M:
            return None
        (nearest, said), *others = near
        rivals = [other for away, other in others if away <= nearest * CLEARLY]
        return said if all(other == said for other in rivals) else "perhaps"

    def _seats_about(self, lon: float, lat: float, region: str) -> tuple[tuple[float, Seat], ...]:
        """The seats that can tell of a point in an area of today, each with its metres away."""
        there = [seat for one in region.split("; ") for seat in self._by_region.get(one, ())] if region else self._seats
        return tuple(
            (apart_m(seat.lon, seat.lat, lon, lat), seat)
            for seat in there
            if abs(seat.lat - lat) < _DEGREES and abs(seat.lon - lon) < _DEGREES
        )
