"""GeoJSON (RFC 7946) and GeoPackage, written by fiona with an exact schema.

One feature a thing. ``begin_date`` and ``end_date`` hold the widest life the evidence allows and are never empty,
because the QGIS temporal controller drops a GeoJSON feature without an end: an open or unknown start is
0001-01-01, an open or unknown end 9999-12-31. The four bounds keep the two apart: open ends carry those far days,
unknown ones are null.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fiona
from shapely.geometry import mapping

from ..atlas import BOUNDS, Atlas
from ..dates import OPEN_END, OPEN_START, UNKNOWN_END, UNKNOWN_START, iso_day

FAR_PAST, FAR_FUTURE = "0001-01-01", "9999-12-31"

_TEXTS = ["id", "layer", "type", "name_en", "name_ru", "name_kk", "when"]
_SCHEMA = {
    "geometry": "Unknown",
    "properties": {
        **dict.fromkeys(_TEXTS, "str"),
        **dict.fromkeys(["begin_date", "end_date", *BOUNDS], "date"),
        "precision": "str",
        "radius_m": "float",
        "place": "str",
        "source": "str",
    },
}


def write_geojson(atlas: Atlas, path: Path) -> None:
    """A FeatureCollection in WGS 84, longitude first; an unlocated thing has a null geometry."""
    _write(atlas, path, driver="GeoJSON", RFC7946="YES", COORDINATE_PRECISION=5)


def write_geopackage(atlas: Atlas, path: Path) -> None:
    """A GeoPackage with one table, ``things``."""
    _write(atlas, path, driver="GPKG", layer="things", VERSION="1.2")


def _write(atlas: Atlas, path: Path, **options: Any) -> None:
    with fiona.open(path, "w", schema=_SCHEMA, crs="EPSG:4326", encoding="utf-8", **options) as collection:
        collection.writerecords(_records(atlas))


def _records(atlas: Atlas) -> Iterator[dict[str, Any]]:
    for identity, row in atlas.things.iterrows():
        bounds = {name: _bound(row[name]) for name in BOUNDS}
        properties = {
            **{name: row[name] for name in _TEXTS if name != "id"},
            **bounds,
            "id": identity,
            "begin_date": bounds["start_earliest"] or FAR_PAST,
            "end_date": bounds["end_latest"] or FAR_FUTURE,
            "precision": row["precision"],
            "radius_m": None if row["radius_m"] != row["radius_m"] else float(row["radius_m"]),
            "place": row["place"],
            "source": row["source"],
        }
        geometry = None if row.geometry is None else mapping(row.geometry)
        yield {"type": "Feature", "geometry": geometry, "properties": properties}


def _bound(day: int) -> str | None:
    """A bound as an ISO day; open ends explicit, unknown ones null."""
    if day in (UNKNOWN_START, UNKNOWN_END):
        return None
    if day == OPEN_START:
        return FAR_PAST
    if day == OPEN_END:
        return FAR_FUTURE
    return min(max(iso_day(day), FAR_PAST), FAR_FUTURE)
