"""Shapes across the date line: cut there, each piece between 180 degrees west and 180 degrees east.

A line or ring of which two neighbouring points are more than half the world apart goes the short way between them, and
so across the date line (RFC 7946, 3.1.9 asks for the cut); one that runs on beyond 180 degrees crosses it too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from shapely.affinity import translate

TURN = 360.0


def at_date_line(shape: shapely.Geometry) -> shapely.Geometry:
    """A geometry in degrees, longitude first, with what crosses the date line cut there; any other is itself.

    A ring around a pole, and what cannot be cut, stay as they are.

    >>> at_date_line(shapely.box(175, 60, 185, 65)).wkt
    'MULTIPOLYGON (((175 60, 175 65, 180 65, 180 60, 175 60)), ((-175 65, -175 60, -180 60, -180 65, -175 65)))'
    >>> at_date_line(shapely.LineString([(170, 60), (-170, 60)])).wkt
    'MULTILINESTRING ((170 60, 180 60), (-180 60, -170 60))'
    """
    points = shapely.get_coordinates(shape)
    if not len(points) or not np.isfinite(points).all():
        return shape
    parts = shapely.get_parts(shape)
    if np.abs(points[:, 0]).max() <= TURN / 2 and not any(_jumps(part) for part in parts):
        return shape
    try:
        pieces: list[Any] = [piece for part in parts for piece in _pieces(_unwound(part))]
    except (ValueError, shapely.errors.GEOSException):
        return shape
    if len(pieces) == 1:
        return pieces[0]
    kinds = {int(shapely.get_type_id(piece)) for piece in pieces}
    if kinds == {0}:
        return shapely.MultiPoint(pieces)
    if kinds == {1}:
        return shapely.MultiLineString(pieces)
    return shapely.MultiPolygon(pieces) if kinds == {3} else shapely.GeometryCollection(pieces)


def _rings(part: shapely.Geometry) -> list[np.ndarray]:
    if isinstance(part, shapely.Polygon):
        return [shapely.get_coordinates(ring) for ring in (part.exterior, *part.interiors)]
    return [shapely.get_coordinates(part)]


def _jumps(part: shapely.Geometry) -> bool:
    return any((np.abs(np.diff(ring[:, 0])) > TURN / 2).any() for ring in _rings(part))


def _unwound(part: shapely.Geometry) -> shapely.Geometry:
    """A line or polygon whose longitudes run on without a jump."""
    rings = [_running_on(ring) for ring in _rings(part)]
    if isinstance(part, shapely.Point):
        return part
    if not isinstance(part, shapely.Polygon):
        return shapely.LineString(rings[0])
    if any(ring[0, 0] != ring[-1, 0] for ring in rings):
        raise ValueError("a ring around a pole")
    middle = rings[0][:, 0].mean()
    for hole in rings[1:]:
        hole[:, 0] += TURN * round((middle - hole[:, 0].mean()) / TURN)
    return shapely.Polygon(rings[0], rings[1:])


def _running_on(ring: np.ndarray) -> np.ndarray:
    """Points with whole turns added to their longitudes, so that none is more than half the world from the last."""
    turns = np.cumsum(-np.round(np.diff(ring[:, 0]) / TURN))
    return np.column_stack([ring[:, 0] + TURN * np.concatenate([[0], turns]), ring[:, 1]])


def _pieces(part: shapely.Geometry) -> Iterator[shapely.Geometry]:
    """The parts of an unwound shape in each turn of the world, brought back into the first."""
    west, south, east, north = shapely.bounds(part)
    if not shapely.is_valid(part):
        raise ValueError("a shape that cannot be cut")
    for turn in range(math.floor((west + TURN / 2) / TURN), math.ceil((east + TURN / 2) / TURN) or 1):
        start = turn * TURN - TURN / 2
        inside = shapely.intersection(part, shapely.box(start, south - 1, start + TURN, north + 1))
        for piece in shapely.get_parts(inside):
            if not piece.is_empty and shapely.get_dimensions(piece) == shapely.get_dimensions(part):
                yield translate(piece, -turn * TURN)
