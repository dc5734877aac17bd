"""A frame of dated things as columns: what the page reads instead of GeoJSON.

The body is a run of 32-bit little-endian integer columns, each split into four byte planes (all first bytes,
then all second bytes ...), deflated and base64-coded. In order: the distinct day numbers (ascending, deltas);
for every feature the ranks among them of its earliest start, of its latest start less that, of its earliest end,
of its latest end less that, and, where the frame knows evidence (``presumed_until``), of the last day for which it is
presumed less its earliest end, of the first day on which it is known to be possible less its earliest start, of the
last one less its latest end; for every path its number of parts and whether it is closed; the vertices of every
part; longitudes, then latitudes of points and path vertices in 1e-5 degrees (zigzag deltas). Points come first,
along a Hilbert curve, so that neighbours differ little, then paths, and at the tail what has no geometry: it has a life
and no coordinates. ``js/data/columns.js`` is the reader; the header tells it the version and every length.
"""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..dates import BOUNDS, OPEN_END, OPEN_START, PRESUMED, UNKNOWN_END, UNKNOWN_START, check_bounds, spans_of
from ..errors import LayerError
from .wire import WIRE_VERSION, Header

_INT32 = np.iinfo(np.int32)
_CODES = {
    UNKNOWN_START: _INT32.min,
    OPEN_START: _INT32.min + 1,
    OPEN_END: _INT32.max - 1,
    UNKNOWN_END: _INT32.max,
}
_LOWEST, _HIGHEST = _INT32.min + 2, _INT32.max - 2
_BASES = (2, 0, 3)  # the bounds from which the fifth, sixth and seventh are counted
_POINT = 0
_AREA_TYPES = (3, 6)
_LARGE, _SAMPLE = 1 << 20, 1 << 14
# level and strategy, the slowest first
_DEFLATES = ((6, zlib.Z_DEFAULT_STRATEGY), (4, zlib.Z_FILTERED), (1, zlib.Z_RLE))


@dataclass(frozen=True)
class Encoded:
    """``header`` (counts) and ``body`` (base64) for the page; ``order``: the row each feature came from; ``bounds``:
    south-west and north-east corner of all, latitude first, or none where nothing has a place."""

    header: Header
    body: str
    order: np.ndarray
    bounds: list[list[float]] | None


def pack(data: bytes) -> str:
    """Bytes deflated and base64-coded, the same every time.

    Level 6, not 9: coordinates and dates hardly deflate, so the last percent would take five times as long. Of more
    than a megabyte samples show how it is best done: points in no pattern deflate as well by runs of equal bytes
    alone, in a quarter of the time.
    """
    deflate = _DEFLATES[0]
    if len(data) > _LARGE:
        sample = b"".join(data[at : at + _SAMPLE] for at in range(0, len(data), len(data) // 4))
        sizes = [len(_deflated(sample, *way)) for way in _DEFLATES]
        deflate = next(way for way, size in zip(_DEFLATES[::-1], sizes[::-1], strict=True) if size <= 1.01 * min(sizes))
    return base64.b64encode(_deflated(data, *deflate)).decode("ascii")


def _deflated(data: bytes, level: int, strategy: int) -> bytes:
    deflate = zlib.compressobj(level, zlib.DEFLATED, strategy=strategy)
    return deflate.compress(data) + deflate.flush()


def pack_json(value: Any) -> str:
    """A JSON value deflated and base64-coded; dictionaries keep their order."""
    return pack(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8"))


def encode(frame: gpd.GeoDataFrame) -> Encoded:
    """The rows of a frame (EPSG:4326, the four ``BOUNDS`` as day numbers) as columns: see :func:`encode_things`."""
    return encode_things(frame, np.asarray(frame.geometry.array))


def encode_things(frame: pd.DataFrame, geometry: np.ndarray) -> Encoded:
    """Things as columns: a frame with the four ``BOUNDS`` as day numbers, and the geometry of each row in degrees.

    Points, lines, areas and their multi-part kinds are drawn; a MultiPoint becomes its centroid. ``geometry`` holds
    shapes, or, where all are points, their longitudes and latitudes, two numbers a row. Rows without geometry come
    last; ``order`` gives the positions in ``frame``.
    """
    check_bounds(frame)
    if geometry.ndim == 2:
        lost = np.isnan(geometry[:, 0])
        points, paths = np.flatnonzero(~lost), geometry[:0, 0].astype(np.int64)
        spots, shapes = geometry[points], np.empty(0, dtype=object)
    else:
        lost = shapely.is_missing(geometry) | shapely.is_empty(geometry)
        points, paths, geometry = _points_and_paths(geometry, lost)
        spots, shapes = shapely.get_coordinates(geometry[points]), geometry[paths]
    if len(points) > 1:
        along = np.argsort(_hilbert(spots), kind="stable")
        points, spots = points[along], spots[along]
    order = np.concatenate([points, paths, np.flatnonzero(lost)])

    dates, ranks = _ranks(frame, order)
    part_counts, closed, vertex_counts, vertices = _path_columns(shapes)
    coordinates = np.concatenate([spots, vertices])
    if not (np.abs(coordinates) <= (360, 90)).all():
        worst = next(point for point in coordinates.tolist() if not (abs(point[0]) <= 360 and abs(point[1]) <= 90))
        raise LayerError(f"the point {worst[0]:g}, {worst[1]:g} is not in degrees; say the frame's own CRS by set_crs")
    lon, lat = (np.rint(coordinates[:, axis] * 1e5).astype(np.int64) for axis in (0, 1))
    columns = [
        _deltas(dates),
        ranks[0],
        ranks[1] - ranks[0],
        ranks[2],
        ranks[3] - ranks[2],
        *(rank - ranks[base] for rank, base in zip(ranks[4:], _BASES, strict=False)),
        part_counts,
        closed,
        vertex_counts,
        _zigzag(_deltas(lon)),
        _zigzag(_deltas(lat)),
    ]
    header: Header = {
        "version": WIRE_VERSION,
        "n": len(points) + len(paths),
        "all": len(order),
        "points": len(points),
        "parts": len(vertex_counts),
        "vertices": len(vertices),
        "dates": len(dates),
        "bounds": len(ranks),
    }
    corners = (
        [coordinates.min(axis=0)[::-1].tolist(), coordinates.max(axis=0)[::-1].tolist()] if len(coordinates) else None
    )
    return Encoded(header, pack(b"".join(map(_planes, columns))), order, corners)


def page_bounds(bounds: np.ndarray) -> np.ndarray:
    """Day numbers as 32-bit integers, with the page's codes for open and unknown ends."""
    page = np.clip(bounds, _LOWEST, _HIGHEST)
    for code, page_code in _CODES.items():
        page[bounds == code] = page_code
    return page


def page_day(day: int) -> int:
    """A single day as :func:`page_bounds` has it."""
    return _CODES.get(day, min(max(day, _LOWEST), _HIGHEST))


def _ranks(frame: pd.DataFrame, order: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    """The distinct days, and the ranks among them of each bound: four, or seven where the frame knows evidence."""
    span = spans_of(frame)
    names = [*span] if PRESUMED in frame else BOUNDS
    bounds = page_bounds(np.stack([span[name].astype(np.int64)[order] for name in names]))
    dates, ranks = np.unique(bounds, return_inverse=True)
    return dates, list(ranks.reshape(bounds.shape))


def _points_and_paths(geometry: np.ndarray, lost: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which rows of shapes are points and which paths, and the shapes with a point for every MultiPoint."""
    located = np.flatnonzero(~lost)
    kinds = shapely.get_type_id(geometry[located])
    if (kinds == 7).any():
        row = int(located[np.flatnonzero(kinds == 7)[0]])
        raise LayerError(f"row {row + 1} is a collection of geometries; give each of them a row of its own")
    multipoint = kinds == 4
    if multipoint.any():
        geometry = geometry.copy()
        geometry[located[multipoint]] = shapely.centroid(geometry[located[multipoint]])
        kinds = np.where(multipoint, _POINT, kinds)
    return located[kinds == _POINT], located[kinds != _POINT], geometry


def _hilbert(spots: np.ndarray) -> np.ndarray:
    """How far along a Hilbert curve through their box points lie, on a grid of 65,536 by 65,536 cells.

    From the quarters of the box down to its cells: each adds two bits, and turns what lies within it (Hilbert,
    "Über die stetige Abbildung einer Linie auf ein Flächenstück", Mathematische Annalen 38, 1891).
    """
    low, width = spots.min(axis=0), np.ptp(spots, axis=0)
    scale = np.divide(0xFFFF, width, out=np.zeros(2), where=width > 0)
    x, y = np.clip((spots - low) * scale, 0, 0xFFFF).astype(np.uint32).T.copy()
    along = np.zeros(len(spots), dtype=np.uint32)
    for bit in range(15, -1, -1):
        right, upper = (x >> bit) & 1, (y >> bit) & 1
        along = (along << 2) | ((3 * right) ^ upper)
        lower = upper - 1  # all bits set in the lower quarters, none in the upper
        turned = -right & lower
        x, y = x ^ turned, y ^ turned
        swapped = (x ^ y) & lower
        x, y = x ^ swapped, y ^ swapped
    return along


def _path_columns(paths: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Parts per path, whether it is an area, vertices per part, and all vertices."""
    closed = np.isin(shapely.get_type_id(paths), _AREA_TYPES).astype(np.int64)
    lines = np.where(closed == 1, shapely.boundary(paths), paths)
    parts, owner = shapely.get_parts(lines, return_index=True)
    part_counts = np.bincount(owner, minlength=len(paths))
    vertex_counts = shapely.get_num_coordinates(parts)
    return part_counts, closed, vertex_counts, shapely.get_coordinates(parts)


def _deltas(values: np.ndarray) -> np.ndarray:
    return np.diff(values, prepend=0) if len(values) else values


def _zigzag(values: np.ndarray) -> np.ndarray:
    return (values << 1) ^ (values >> 63)


def _planes(values: np.ndarray) -> bytes:
    words = np.ascontiguousarray(values.astype(np.int64).astype(np.uint32).astype("<u4"))
    return np.ascontiguousarray(words.view(np.uint8).reshape(-1, 4).T).tobytes()
