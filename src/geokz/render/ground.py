"""What lies below the things of the atlas: the base map as columns, the relief as a picture, the names of the land."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import geopandas as gpd

from ..atlas import Atlas
from ..atlas.things import base_frame
from ..folder.profile import Box
from ..folder.rows import rows_of
from .encode import encode

LAYERS = ("land", "abroad", "oblasts", "rivers", "water", "borders")
"""The parts of the base map, from below to above; ``abroad`` are borders outside the base maps of several folders."""


def base_layers(frames: Mapping[str, gpd.GeoDataFrame]) -> list[dict[str, Any]]:
    """The base map as columns, from below to above."""
    layers = []
    for kind in LAYERS:
        if kind in frames:
            encoded = encode(frames[kind])
            layers.append({"kind": kind, "header": encoded.header, "body": encoded.body})
    return layers


def below_things(atlas: Atlas) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The base map of an atlas and what belongs to it (:func:`ground`); of several joined each lies in its own edges,
    and about them land and borders of the world."""
    source = atlas.source
    if not source.shares:
        sheet = (source.profile.base, source.relief)
        return base_layers(atlas.base_map), ground([sheet], source.base_names)
    around = {"land": world()["land"], "abroad": world()["borders"]}
    sheets = [(share.profile.base, share.relief) for share in source.shares if share.drawn]
    return base_layers({**around, **atlas.base_map}), ground(sheets, source.base_names)


@cache
def world() -> dict[str, gpd.GeoDataFrame]:
    """Land and today's borders of the world, from Natural Earth 1:110m (``scripts/make_world.py``)."""
    folder = files(__package__).joinpath("world")
    return {kind: base_frame(kind, folder.joinpath(f"{kind}.geojson").read_bytes()) for kind in ("land", "borders")}


def ground(sheets: Sequence[tuple[Box, bytes]], names: bytes) -> dict[str, Any]:
    """The base maps for the page, each with its edges and its relief (empty where it has none), and the names of
    ``basemap/names.csv``.

    A name without years is that of every year.

    >>> head = "kind,lon,lat,from_zoom,to_zoom,from,to,name_en,name_ru,name_kk,source,note"
    >>> row = "sea,59.6,45,4.5,9,,1960,Aral Sea,Аральское море,Арал теңізі,,"
    >>> made = ground([], f"{head}\\n{row}\\n".encode())
    >>> made["names"][0]["years"], made["names"][0]["zooms"], made["names"][0]["text"]["en"]
    ([None, 1960], [4.5, 9.0], 'Aral Sea')
    """
    return {
        "sheets": [{"box": box, "relief": base64.b64encode(relief).decode("ascii")} for box, relief in sheets],
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
