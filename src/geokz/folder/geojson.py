"""GeoJSON of the data folder: the base map and the present oblasts, looked at before anything draws them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ..dates import When
from ..errors import DateError, Problem
from .json_file import JsonError, parse_json

_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def check_geojson(file: str, data: bytes, *, areas: bool = False) -> Iterator[Problem]:
    """Everything that keeps a file from being a map: told with the number of the feature.

    With ``areas`` each feature is a polygon with the keys of its oblasts; without, what has a ``when`` has a date.
    """
    for line, column, message in _problems(data, areas):
        yield Problem(file, line, column, message)


@lru_cache(maxsize=8)  # the shapes of a folder seldom change between two readings of it
def _problems(data: bytes, areas: bool) -> list[tuple[int, str, str]]:
    return list(_told(data, areas))


def _told(data: bytes, areas: bool) -> Iterator[tuple[int, str, str]]:
    try:
        collection = parse_json(data)
    except JsonError as problem:
        yield problem.line, "-", str(problem)
        return
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not features or collection.get("type") != "FeatureCollection":
        yield 1, "features", "is no GeoJSON with features; make it again"
        return
    for number, feature in enumerate(features, 1):
        for column, message in _wrong(feature, areas):
            yield 1, column, f"feature {number} {message}"


def _wrong(feature: Any, areas: bool) -> Iterator[tuple[str, str]]:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict) or not isinstance(properties, dict):
        yield "geometry", "has no geometry or no properties; make it again"
        return
    type_ = geometry.get("type")
    kinds = [kind for kind in _DEPTHS if not areas or kind.endswith("Polygon")]
    if type_ not in kinds:
        yield "geometry", f"is of the type {str(type_)[:40]!r}; the types are {', '.join(kinds)}"
    elif not _is_drawn(geometry.get("coordinates"), _DEPTHS[type_], type_):
        yield "geometry", "has coordinates that are no degrees; make it again"
    if areas:
        keys = properties.get("keys")
        if not isinstance(keys, str) or not keys.strip():
            yield "keys", "has no keys of vocab/regions_today.csv; add them"
        return
    when = properties.get("when")
    if when is not None:
        try:
            When.parse(when if isinstance(when, str) else str([when]))
        except DateError as problem:
            yield "when", f"has a time that cannot be read: {problem}"


def _is_drawn(value: Any, depth: int, type_: str) -> bool:
    """Whether coordinates are points in degrees, nested as their type wants."""
    if depth == 0:
        return (
            isinstance(value, list)
            and len(value) in {2, 3}
            and all(isinstance(part, int | float) and not isinstance(part, bool) for part in value)
            and all(math.isfinite(part) for part in value)
            and -180 <= value[0] <= 180
            and -90 <= value[1] <= 90
        )
    least = 1 if depth > 1 or type_ == "MultiPoint" else 4 if type_.endswith("Polygon") else 2
    return isinstance(value, list) and len(value) >= least and all(_is_drawn(one, depth - 1, type_) for one in value)
