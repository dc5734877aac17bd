"""Files of one's own as frames: tables as texts, files of a GIS as geopandas reads them, Linked Places by their times.

To have another suffix read: a line in ``_READERS``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import shape

from ..errors import LayerError, Problem
from ..folder.sheet import open_sheet


@dataclass(frozen=True)
class Table:
    """A frame, the name of its file in problems, the line of each row where a file has lines, what is wrong, and
    what is to be told of how it was read."""

    frame: pd.DataFrame
    file: str | None = None
    lines: Sequence[int] | None = None
    problems: Sequence[Problem] = ()
    told: Sequence[str] = ()


def read_file(path: Path, wanted: Sequence[str] = (), *, encoding: str | None = None, sep: str | None = None) -> Table:
    """A file as a table; ``wanted`` are columns that tell the separator of a list."""
    name = path.name.lower()
    if not path.exists():
        raise LayerError(f"{path}: there is no such file")
    suffix = next((suffix for suffix in _READERS if name.endswith(suffix)), None)
    if suffix is None:
        raise LayerError(f"{path}: '{path.suffix}' is no kind of file known here; the kinds are {', '.join(_READERS)}")
    return _READERS[suffix](path, wanted, encoding, sep)


def read_sheet(path: Path, wanted: Sequence[str], encoding: str | None = None, sep: str | None = None) -> Table:
    """A list with one header line; its cells are texts, without spaces at their ends."""
    problems: list[Problem] = []
    sheet = open_sheet(path, wanted, encoding=encoding, separator=sep)
    lines, columns = sheet.columns(problems)
    texts = np.empty((len(columns), len(lines)), dtype=object)
    for at, cells in enumerate(columns):
        texts[at] = list(map(str.strip, cells))
    frame = pd.DataFrame(texts.T, columns=pd.Index(sheet.header), dtype=object)
    plain = encoding is not None or sheet.encoding == "utf-8"
    return Table(frame, sheet.name, lines, problems, [] if plain else [f"read as {sheet.encoding}"])


def _read_excel(path: Path, *_: Any) -> Table:
    try:
        frame = pd.read_excel(path)
    except ImportError:
        raise LayerError(f"{path}: needs the package openpyxl; pip install openpyxl, or save it as CSV") from None
    except Exception as problem:  # whatever the reader raises
        raise LayerError(f"{path}: cannot be read: {problem}") from problem
    return Table(frame, str(path), range(2, len(frame) + 2))


def _read_parquet(path: Path, *_: Any) -> Table:
    try:
        return Table(gpd.read_parquet(path))
    except ImportError:
        raise LayerError(f"{path}: needs the package pyarrow; pip install pyarrow, or save it as GeoPackage") from None
    except Exception as problem:  # whatever the reader raises
        raise LayerError(f"{path}: cannot be read: {problem}") from problem


def _read_gis(path: Path, wanted: Sequence[str], encoding: str | None, sep: str | None) -> Table:
    try:
        return Table(gpd.read_file(path, encoding=encoding) if encoding else gpd.read_file(path))
    except Exception as problem:  # whatever the driver raises
        raise LayerError(f"{path}: cannot be read: {problem}") from problem


def _read_json(path: Path, wanted: Sequence[str], encoding: str | None, sep: str | None) -> Table:
    """GeoJSON, or Linked Places, whose features have their times beside the properties; one value, or one a line."""
    text = path.read_text(encoding=encoding or "utf-8-sig")
    try:
        values = [json.loads(text)]
    except ValueError:
        try:
            values = [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError as problem:
            raise LayerError(f"{path}: is no JSON: {problem}") from None
    features = [
        feature for value in values for feature in (value.get("features", [value]) if isinstance(value, dict) else [])
    ]
    if not any("when" in feature or "names" in feature for feature in features if isinstance(feature, dict)):
        return _read_gis(path, wanted, encoding, sep)
    rows = [row for feature in features for row in _linked_rows(feature)]
    geometry = [row.pop("geometry") for row in rows]
    return Table(gpd.GeoDataFrame(pd.DataFrame(rows), geometry=gpd.GeoSeries(geometry, crs=4326), crs=4326))


def _linked_rows(feature: dict[str, Any]) -> list[dict[str, Any]]:
    """A feature of Linked Places as rows: one a geometry that has a time of its own, else one."""
    properties = feature.get("properties") or {}
    names = [name.get("toponym") for name in feature.get("names", ())]
    row = {**properties, "name": properties.get("title") or next(filter(None, names), ""), "id": feature.get("@id", "")}
    geometry = feature.get("geometry") or {}
    parts = geometry.get("geometries", [geometry]) if geometry else [None]
    return [
        {
            **row,
            "when": _linked_time((part or {}).get("when") or feature.get("when") or {}),
            "geometry": shape(part) if part and part.get("coordinates") else None,
        }
        for part in parts
    ] or [{**row, "when": _linked_time(feature.get("when") or {}), "geometry": None}]


def _linked_time(when: dict[str, Any]) -> str:
    """The times of a ``when`` as one EDTF text, from the first begin to the last end; -1 stands for unknown there."""
    spans = when.get("timespans") or []
    begins = [_linked_end(span.get("start"), "earliest") for span in spans]
    ends = [_linked_end(span.get("end"), "latest") for span in spans]
    begin, end = (begins or [""])[0], (ends or [""])[-1]
    if begin and not end and spans and "end" not in spans[-1]:
        return begin
    return f"{begin}/{end}" if begin or end else ""


def _linked_end(moment: Any, side: str) -> str:
    if not isinstance(moment, dict):
        return ""
    value = str(moment.get("in") or moment.get(side) or next(iter(moment.values()), ""))
    return "" if value in {"-1", "null", "None"} else value


_READERS: dict[str, Callable[..., Table]] = {
    ".csv": read_sheet,
    ".tsv": read_sheet,
    ".tab": read_sheet,
    ".txt": read_sheet,
    ".xlsx": _read_excel,
    ".xls": _read_excel,
    ".geojson": _read_json,
    ".json": _read_json,
    ".jsonl": _read_json,
    ".geojsonl": _read_json,
    ".gpkg": _read_gis,
    ".shp": _read_gis,
    ".fgb": _read_gis,
    ".kml": _read_gis,
    ".zip": _read_gis,
    ".parquet": _read_parquet,
    ".geoparquet": _read_parquet,
}
