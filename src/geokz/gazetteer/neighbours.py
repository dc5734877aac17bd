"""Which areas of today have places near a point: how near the border is, without the shapes that need shapely."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from ..earth import apart_m
from .tables import Place

_KM = 111_000  # metres of a degree of latitude; a little less than it has, so that no cell is passed over


class Neighbours:
    """The places whose one area is of the atlas, in cells of ``reach_m`` by latitude and longitude.

    >>> places = [Place("a", "A", 70.0, 50.0, region="akmola"), Place("b", "B", 71.0, 50.0, region="karaganda")]
    >>> near = Neighbours(places, 80_000)
    >>> sorted(near.areas(70.2, 50.0)), sorted(near.areas(71.5, 50.0))
    (['akmola', 'karaganda'], ['karaganda'])
    """

    def __init__(self, places: Iterable[Place], reach_m: float) -> None:
        self._reach_m = reach_m
        self._size = reach_m / _KM
        self._cells: dict[tuple[int, int], list[Place]] = {}
        for place in places:
            if place.region and place.region != "outside" and not {".", ";"} & set(place.region):
                self._cells.setdefault(self._cell(place.lon, place.lat), []).append(place)
        self.areas = lru_cache(maxsize=16384)(self._areas)

    def _cell(self, lon: float, lat: float) -> tuple[int, int]:
        return math.floor(lon / self._size), math.floor(lat / self._size)

    def _areas(self, lon: float, lat: float) -> frozenset[str]:
        """The areas of the places within the reach of a point (longitude, latitude in degrees)."""
        column, row = self._cell(lon, lat)
        wide = math.ceil(1 / max(0.01, math.cos(math.radians(min(89.0, abs(lat) + self._size)))))
        near = (
            place
            for x in range(column - wide, column + wide + 1)
            for y in range(row - 1, row + 2)
            for place in self._cells.get((x, y), ())
        )
        return frozenset(p.region for p in near if apart_m(lon, lat, p.lon, p.lat) <= self._reach_m)
