"""Distances on the earth: metres between points in degrees of WGS 84, longitude first."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyproj import Geod, Transformer


@cache
def geod() -> Geod:
    """The ellipsoid on which lengths, azimuths and distances are taken; pyproj is loaded when it is asked for."""
    from pyproj import Geod

    return Geod(ellps="WGS84")


@cache
def to_metres(projection: str) -> Transformer:
    """From degrees to the metres of an equal-area projection, that of ``atlas.toml``."""
    from pyproj import Transformer

    return Transformer.from_crs("EPSG:4326", projection, always_xy=True)


def distance_m(place: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """Metres between two places, ``lon`` and ``lat`` of each, on the ellipsoid."""
    return float(geod().inv(place["lon"], place["lat"], other["lon"], other["lat"])[2])


def apart_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Metres between two points on a sphere of 6,371 km (haversine), which is within 0.6 % of the ellipsoid.

    >>> round(apart_m(72.67822, 49.67685, 73.27613, 49.53810) / 1000)   # Dolinka and Spassk
    46
    """
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    half = math.sin((other_phi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 12_742_000 * math.asin(min(1.0, math.sqrt(half)))
