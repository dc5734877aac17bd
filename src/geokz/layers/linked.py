"""Linked Places as frames: the GeoJSON of the Linked Places format, and its tables (LP-TSV).

In the format an end of a time is an object (``{"in": "1931"}``, ``{"earliest": ..., "latest": ...}``), or a bare year
where -1 stands for "not known"; a feature, or each of its geometries, has a time. In the tables ``start`` and ``end``
are columns, and a row that has neither was attested in ``attestation_year``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import shape

_UNKNOWN = {"", "-1", "null", "None"}


def is_linked(feature: Mapping[str, Any]) -> bool:
    """Whether a feature of GeoJSON is one of Linked Places: it has names or a time, or its geometry has one.

    >>> is_linked({"geometry": {"type": "Point", "when": {}}}), is_linked({"geometry": None, "properties": {"when": 1}})
    (True, False)
    """
    geometry = feature.get("geometry")
    parts = (geometry.get("geometries") or [geometry]) if isinstance(geometry, Mapping) else []
    return any("when" in part for part in [feature, *parts] if isinstance(part, Mapping)) or "names" in feature


def linked_frame(features: Sequence[Mapping[str, Any]]) -> gpd.GeoDataFrame:
    """Features of Linked Places as rows in EPSG:4326, with ``name``, ``id``, their properties and ``when`` in EDTF: a
    row for each time of each geometry, so that nothing is there between two of its times."""
    rows = [row for feature in features for row in _rows(feature)]
    geometry = [row.pop("geometry") for row in rows]
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=gpd.GeoSeries(geometry, crs=4326), crs=4326)


def with_attested(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """A table of Linked Places with ``start`` and ``end`` for rows that have an attestation alone, and what is told of
    it; any other as it is."""
    if not {"title", "title_source", "attestation_year"} <= set(table.columns):
        return table, []
    none = pd.Series("", table.index, dtype=object)
    ends = {name: table.get(name, none) for name in ("start", "end")}
    alone = (ends["start"] == "") & (ends["end"] == "") & (table["attestation_year"] != "")
    filled = table.assign(**{name: column.where(~alone, table["attestation_year"]) for name, column in ends.items()})
    count = int(alone.sum())
    return filled, [f"dated by their attestation_year alone: {count:,}"] if count else []


def _rows(feature: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    properties = feature.get("properties") or {}
    toponyms = [name.get("toponym") for name in feature.get("names") or ()]
    name = properties.get("title") or next(filter(None, toponyms), "")
    row = {**properties, "name": name, "id": feature.get("@id", "")}
    geometry = feature.get("geometry") or {}
    for part in geometry.get("geometries") or [geometry]:
        when = part.get("when") or feature.get("when") or {}
        for time in edtf_of(when):
            yield {**row, "when": time, "geometry": _shape(part)}


def _shape(geometry: Mapping[str, Any]) -> Any:
    if geometry.get("coordinates"):
        return shape(dict(geometry))
    return shapely.from_wkt(geometry["geowkt"]) if geometry.get("geowkt") else None


def edtf_of(when: Mapping[str, Any]) -> list[str]:
    """The times of a ``when`` in EDTF, one for each timespan; an empty text where none is known.

    >>> edtf_of({"timespans": [{"start": {"in": "1931"}, "end": {"earliest": "1938", "latest": "1940"}}]})
    ['1931/[1938..1940]']
    >>> edtf_of({"timespans": [{"start": 1727, "end": -1}, {"start": {"in": "1800"}, "end": {"in": "1804"}}]})
    ['1727/', '1800/1804']
    """
    ends = [(_end(span.get("start")), _end(span.get("end"))) for span in when.get("timespans") or ()]
    return [f"{begin}/{end}" for begin, end in ends if begin or end] or [""]


def _end(moment: Any) -> str:
    """One end of a timespan in EDTF."""
    if not isinstance(moment, Mapping):
        return _date(moment)
    if exact := _date(moment.get("in")):
        return exact
    earliest, latest = _date(moment.get("earliest")), _date(moment.get("latest"))
    return f"[{earliest}..{latest}]" if earliest or latest else ""


def _date(value: Any) -> str:
    """A date, its year in four figures at the least.

    >>> _date(-320), _date("79"), _date("1931-05"), _date(-1)
    ('-0320', '0079', '1931-05', '')
    """
    text = "" if value is None else str(value).strip()
    if text in _UNKNOWN:
        return ""
    sign, figures = ("-", text[1:]) if text.startswith("-") else ("", text)
    year, dash, rest = figures.partition("-")
    return f"{sign}{year.zfill(4)}{dash}{rest}"
