"""What lies below the things of the atlas: the base map as columns, the relief as a picture, the names of the land."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import geopandas as gpd

from ..atlas.things import base_frame
from ..folder.profile import Box
from ..folder.rows import rows_of
from .encode import encode

LAYERS = ("land", "oblasts", "rivers", "water", "borders")
"""The parts of the base map, from below to above."""


def base_layers(frames: Mapping[str, gpd.GeoDataFrame]) -> list[dict[str, Any]]:
    """The base map as columns, from below to above."""
    layers = []
    for kind in LAYERS:
        if kind in frames:
            encoded = encode(frames[kind])
            layers.append({"kind": kind, "header": encoded.header, "body": encoded.body})
    return layers


@cache
def world() -> dict[str, gpd.GeoDataFrame]:
    """Land and today's borders of the world, from Natural Earth 1:110m (``scripts/make_world.py``)."""
    folder = files(__package__).joinpath("world")
    return {kind: base_frame(kind, folder.joinpath(f"{kind}.geojson").read_bytes()) for kind in ("land", "borders")}


def ground(relief: bytes, names: bytes, box: Box) -> dict[str, Any]:
    """The relief and the names of ``basemap/names.csv`` for the page, and the edges of the base map.

    A name without years is that of every year.

    >>> head = "kind,lon,lat,from_zoom,to_zoom,from,to,name_en,name_ru,name_kk,source,note"
    >>> row = "sea,59.6,45,4.5,9,,1960,Aral Sea,Аральское море,Арал теңізі,,"
    >>> made = ground(b"", f"{head}\\n{row}\\n".encode(), ((38, 44), (58, 92)))
    >>> made["names"][0]["years"], made["names"][0]["zooms"], made["names"][0]["text"]["en"]
    ([None, 1960], [4.5, 9.0], 'Aral Sea')
    """
    return {
        "box": box,
        "relief": base64.b64encode(relief).decode("ascii"),
        "names": [
            {
                "kind": row["kind"],
                "at": [float(row["lon"]), float(row["lat"])],
                "zooms": [float(row["from_zoom"]), float(row["to_zoom"])],
                "years": [int(row[end]) if row[end] else None for end in ("from", "to")],
                "text": {
                    column.removeprefix("name_").replace("_", "-"): text
                    for column, text in row.items()
                    if column.startswith("name_")
                },
            }
            for row in rows_of(names)
        ],
    }
