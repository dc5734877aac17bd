"""GeoJSON (RFC 7946) and GeoPackage, written by fiona with an exact schema.

One feature a thing. ``begin_date`` and ``end_date`` hold the widest life the evidence allows and are never empty,
because the QGIS temporal controller drops a GeoJSON feature without an end: an open or unknown start is
0001-01-01, an open or unknown end 9999-12-31. The four bounds keep the two apart: open ends carry those far days,
unknown ones are null.

Of begin_date and end_date QGIS makes a layer that can be animated: in a GeoPackage at once, by the style that comes
with it; in GeoJSON, which has no place for a style, it guesses the two fields and the mode from their names, and
waits to be switched on: Layer Properties, Temporal, Dynamic Temporal Control, and there "Include Start, Include End".
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from textwrap import shorten
from typing import Any

import fiona
from shapely.geometry import mapping

from ..atlas import Atlas
from ..dates import BOUNDS, day_number, is_day, iso_bound
from ..errors import ExportError
from ..names import text_column
from .qgis import qml

FAR_PAST, FAR_FUTURE = "0001-01-01", "9999-12-31"
_GEOJSON = "application/vnd.geo+json"  # GDAL's own word for members it passes on as they are

_AFTER_WHEN = {
    **dict.fromkeys(["begin_date", "end_date", *BOUNDS], "date"),
    "precision": "str",
    "radius_m": "float",
    "place": "str",
    "source": "str",
}
_STYLE = {
    "f_table_catalog": "str:256",
    "f_table_schema": "str:256",
    "f_table_name": "str:256",
    "f_geometry_column": "str:256",
    "styleName": "str:30",
    "styleQML": "str",
    "styleSLD": "str",
    "useAsDefault": "bool",
    "description": "str",
    "owner": "str:30",
    "ui": "str:30",
    "update_time": "datetime",
}  # the columns QGIS gives the table layer_styles


def write_geojson(atlas: Atlas, path: Path) -> None:
    """A FeatureCollection in WGS 84, longitude first; an unlocated thing has a null geometry.

    Licence and credit are foreign members of the collection; QGIS and ogrinfo show its ``description``.
    """
    credit = atlas.credit
    members = {"type": "FeatureCollection", **credit.members, "features": []}
    description = members.pop("description")
    options = {"DESCRIPTION": description, "NATIVE_DATA": json.dumps(members), "NATIVE_MEDIA_TYPE": _GEOJSON}
    _write(atlas, path, driver="GeoJSON", RFC7946="YES", COORDINATE_PRECISION=5, **options)
    with _library_errors(path):
        text = path.read_bytes()
        _expect(path, len(json.loads(text)["features"]) if text.endswith(b"}\n") else 0, len(atlas.things))


def write_geopackage(atlas: Atlas, path: Path) -> None:
    """A GeoPackage with the table ``things``, and in ``layer_styles`` how QGIS shows and animates it by itself.

    Licence and credit are the description of the table in ``gpkg_contents``; QGIS and ogrinfo show it.
    """
    credit = atlas.credit
    told = {"IDENTIFIER": credit.title, "DESCRIPTION": credit.notice}
    _write(atlas, path, driver="GPKG", layer="things", VERSION="1.2", **told)
    style = {
        **dict.fromkeys(_STYLE),
        "f_table_catalog": "",
        "f_table_schema": "",
        "f_table_name": "things",
        "f_geometry_column": "geom",
        "styleName": credit.name[:30],
        "styleQML": qml(atlas.layers, atlas.languages[0]),
        "useAsDefault": True,
        "description": "Symbols by layer, animated from begin_date to end_date",
        "owner": "",
    }
    schema = {"geometry": "None", "properties": _STYLE}
    with _library_errors(path):
        with fiona.open(path, "w", driver="GPKG", layer="layer_styles", schema=schema, FID="id") as styles:
            styles.write({"type": "Feature", "geometry": None, "properties": style})
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as written:
            ((pages, size),) = written.execute("SELECT * FROM pragma_page_count, pragma_page_size")
            _expect(path, path.stat().st_size, pages * size)
            ((things, styles),) = written.execute(
                "SELECT (SELECT count(*) FROM things), (SELECT count(*) FROM layer_styles)"
            )
            _expect(path, things + styles, len(atlas.things) + 1)


def _write(atlas: Atlas, path: Path, **options: Any) -> None:
    texts = ["id", "layer", "type", *(text_column("name", code) for code in atlas.languages), "when"]
    records = list(_records(atlas, texts))
    schema = {"geometry": "Unknown", "properties": {**dict.fromkeys(texts, "str"), **_AFTER_WHEN}}
    with (
        _library_errors(path),
        fiona.open(path, "w", schema=schema, crs="EPSG:4326", encoding="utf-8", **options) as collection,
    ):
        collection.writerecords(records)


@contextmanager
def _library_errors(path: Path) -> Iterator[None]:
    """Whatever the driver raises, or what it wrote makes a reader raise, as an error of ours."""
    try:
        yield
    except ExportError:
        raise
    except Exception as problem:
        told = shorten(str(problem) or type(problem).__name__, 120, placeholder=" …")
        raise ExportError(f"{path.name} cannot be written: {told}; is the disk full?") from problem


def _expect(path: Path, written: int, wanted: int) -> None:
    """GDAL does not tell what fails as it closes a file: so what it wrote is counted."""
    if written != wanted:
        raise ExportError(f"{path.name} cannot be written: {written} of {wanted} arrived; is the disk full?")


def _records(atlas: Atlas, texts: Sequence[str]) -> Iterator[dict[str, Any]]:
    for identity, row in atlas.things.iterrows():
        bounds = {name: _bound(row[name]) for name in BOUNDS}
        properties = {
            **{name: row[name] for name in texts if name != "id"},
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
    if is_day(day):
        day = min(max(day, day_number(1)), day_number(10_000) - 1)
    return iso_bound(day, open_start=FAR_PAST, open_end=FAR_FUTURE, unknown=None)
