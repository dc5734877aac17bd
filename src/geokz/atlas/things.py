"""The frame of things: made from the layer tables, and its contract, which every frame that is drawn must keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import LineString

from ..dates import BOUNDS, PRESUMED, When, check_bounds
from ..errors import GeokzError, LayerError
from ..folder.package import Table
from ..folder.read import BASE_MAP
from ..folder.tables import split_list
from .lives import Life

Frame = TypeVar("Frame", bound=pd.DataFrame)


def check_things(frame: gpd.GeoDataFrame) -> None:
    """Refuse a frame that cannot be drawn by time: without geometry, not in EPSG:4326, or without the four bounds.

    Raises :class:`geokz.errors.LayerError` with everything it lacks.
    """
    lacks = []
    if not isinstance(frame, gpd.GeoDataFrame) or frame.active_geometry_name is None:
        lacks.append("it has no geometry; make a GeoDataFrame of it, e.g. with geopandas.points_from_xy(lon, lat)")
    elif frame.crs is None:
        lacks.append("it has no CRS; say which with frame.set_crs(4326)")
    elif frame.crs.to_epsg() != 4326:
        lacks.append(f"it is in {frame.crs.to_string()}; turn it with frame.to_crs(4326)")
    try:
        check_bounds(frame)
    except GeokzError as problem:
        lacks.append(str(problem))
    if lacks:
        raise LayerError(f"the frame cannot be drawn by time: {'; '.join(lacks)}")


def rows_of_layers(layers: Sequence[Table], tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows of all layer tables by id, with ``layer``, the name of their table; cells that it lacks are empty."""
    parts = [tables[table.name] for table in layers]
    rows = pd.concat(parts, ignore_index=True)
    layer = [table.name for table, part in zip(layers, parts, strict=True) for _ in range(len(part))]
    rows.insert(len(parts[0].columns), "layer", layer)
    return rows.set_index("id").fillna("")


def things_of(
    rows: pd.DataFrame, lives: Mapping[str, Life], layers: Sequence[Table], tables: Mapping[str, pd.DataFrame]
) -> gpd.GeoDataFrame:
    """The rows of the layer tables with their lives as day numbers, and place and shape of each."""
    known = [lives[thing] for thing in rows.index]
    things = with_bounds(rows, [life.when for life in known])
    things[PRESUMED] = np.array([life.presumed_until for life in known], dtype=np.int64)
    places = tables["places"].set_index("id")[["lon", "lat", "precision", "radius_m", "authority"]]
    things = things.join(places, on="place")
    points = dict(zip(places.index, zip(places["lon"], places["lat"], strict=True), strict=True))
    lines = {table.name for table in layers if table.part and table.part.extent == "line"}
    lon, lat = (things[name].to_numpy(dtype=float, na_value=np.nan) for name in ("lon", "lat"))
    geometry = np.full(len(things), None, dtype=object)
    drawn = things["layer"].isin(lines).to_numpy(dtype=bool)
    located = ~drawn & ~np.isnan(lon)
    geometry[located] = shapely.points(lon[located], lat[located])
    if drawn.any():
        paths = things.loc[drawn, "path"]
        shapes = {path: _line(path, points) for path in set(paths)}
        geometry[drawn] = [shapes[path] for path in paths]
    return gpd.GeoDataFrame(things, geometry=gpd.GeoSeries(geometry, things.index, crs=4326))


def with_bounds(frame: Frame, dates: Sequence[When]) -> Frame:
    """A frame with the four bounds of its rows as day numbers."""
    bounds = np.array([date.bounds for date in dates], dtype=np.int64).reshape(-1, 4)
    return frame.assign(**{name: bounds[:, at] for at, name in enumerate(BOUNDS)})


def base_frame(kind: str, data: bytes) -> gpd.GeoDataFrame:
    """A GeoJSON file of the base map with the four bounds; what has no ``when`` was always there."""
    try:
        frame = gpd.read_file(BytesIO(data))
    except Exception as problem:  # whatever the driver raises
        file = f"{BASE_MAP}/{kind}.geojson"
        raise GeokzError(f"{file} cannot be read; make it again with scripts/make_basemap.py") from problem
    texts = frame["when"].fillna("../..") if "when" in frame else ["../.."] * len(frame)
    return with_bounds(frame, [When.parse(text) for text in texts])


def _line(path: str, points: Mapping[str, tuple[float, float]]) -> LineString | None:
    """The line through the located places of ``path``; nothing when fewer than two of them have a point."""
    stops = [points[stop] for stop in split_list(path) if stop in points]
    located = [stop for stop in stops if not np.isnan(stop[0])]
    return LineString(located) if len(located) > 1 else None
