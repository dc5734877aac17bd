"""Files of one's own as frames: tables as texts, files of a GIS as geopandas reads them, Linked Places by their times.

To have another suffix read: a line in ``_READERS``.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import LayerError, Problem
from ..folder.sheet import open_sheet
from .linked import linked_frame, with_attested


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
    frame, told = with_attested(frame)
    return Table(frame, sheet.name, lines, problems, [*([] if plain else [f"read as {sheet.encoding}"]), *told])


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
    """The layer of a file that has geometry; of several the first, or all where they are the folders of a KML."""
    told: list[str] = []
    try:
        listed = gpd.list_layers(path)
        layers = listed["name"][listed["geometry_type"].notna()].astype(str).tolist()
        kept = layers if path.suffix.lower() == ".kml" else layers[:1]
        with warnings.catch_warnings():  # dates before 1677 are more than pandas 2 holds: they stay text, which is read
            warnings.filterwarnings("ignore", "Error parsing datetimes", UserWarning)
            frames = [gpd.read_file(path, layer=name, encoding=encoding) for name in kept]
    except Exception as problem:  # whatever the driver raises
        raise LayerError(f"{path}: cannot be read: {str(problem).split(';')[0]}") from problem
    if not frames:
        raise LayerError(f"{path}: none of its tables has a geometry; give geopandas.read_file(path, layer=...)")
    if left := layers[len(kept) :]:
        others = ", ".join(f"'{name}'" for name in left)
        told = [f"its layer '{kept[0]}'; for {others} give geopandas.read_file(path, layer=...)"]
    return Table(frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True), told=told)


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
    try:
        return Table(linked_frame(features))
    except (AttributeError, KeyError, TypeError, ValueError, shapely.errors.GEOSException) as problem:
        raise LayerError(f"{path}: is no Linked Places: {problem}") from None


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
