"""Files of one's own as frames: tables as texts, files of a GIS as geopandas reads them, Linked Places by their times.

To have another suffix read: a line in ``_READERS``.
"""

from __future__ import annotations

import glob
import json
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import LayerError, Problem, TableError
from ..folder.sheet import open_sheet
from . import headings
from .linked import is_linked, linked_frame, with_attested
from .marked import read_kml, read_layer


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
    try:
        there = path.exists()
    except OSError as problem:  # a name that is too long, a folder that nobody may open
        raise LayerError(f"{str(path)[:80]}: cannot be read: {problem.strerror}") from None
    if not there:
        raise LayerError(f"{path}: there is no such file")
    suffix = next((suffix for suffix in _READERS if name.endswith(suffix)), None)
    if path.is_dir() and suffix != ".gdb":
        raise LayerError(f"{path}: is a folder; give a file in it")
    if suffix is None:
        raise LayerError(f"{path}: '{path.suffix}' is no kind of file known here; the kinds are {', '.join(_READERS)}")
    if not path.stat().st_size and _READERS[suffix] is not read_sheet:
        raise LayerError(f"{path}: is empty")
    return _READERS[suffix](path, wanted, encoding, sep)


def read_sheet(path: Path, wanted: Sequence[str], encoding: str | None = None, sep: str | None = None) -> Table:
    """A list with one header line; its cells are texts, without spaces at their ends."""
    problems: list[Problem] = []
    sheet = open_sheet(path, wanted, encoding=encoding, separator=sep)
    lines, frame = sheet.frame(problems)
    frame = pd.DataFrame({at: frame.iloc[:, at].str.strip() for at in range(len(sheet.header))})
    frame.columns = pd.Index(sheet.header)  # of which two may be alike
    if problems and not len(frame):
        first = problems[0]
        message = f"{first.message}; if a title stands above the headings, take it out"
        raise TableError([Problem(first.file, first.line, first.column, message)])
    below = [str(cell) for cell in frame.iloc[0]] if len(frame) else []
    merged = _tells(below) > _tells(sheet.header)
    if merged:  # the first line stands over several columns
        frame, lines = frame.iloc[1:].set_axis(pd.Index(below), axis=1).reset_index(drop=True), lines[1:]
    frame, lines, empty = _without_empty(frame, lines)
    plain = encoding is not None or sheet.encoding == "utf-8"
    frame, told = with_attested(frame)
    told = [
        *([] if plain else [f"read as {sheet.encoding}"]),
        *(["headings in row 2"] if merged else []),
        *empty,
        *told,
    ]
    return Table(frame, sheet.name, lines, problems, told)


def _without_empty(frame: pd.DataFrame, lines: Sequence[int]) -> tuple[pd.DataFrame, Sequence[int], list[str]]:
    """A table without rows of which every cell is empty, and without one that numbers its columns (1, 2, 3, ...) below
    the headings, as printed tables have it; its lines, and what is told of them."""
    numbers = [str(at + 1) for at in range(frame.shape[1])]
    told: list[str] = []
    if len(numbers) > 2 and len(frame) and [str(cell).removesuffix(".0") for cell in frame.iloc[0]] == numbers:
        frame, lines = frame.iloc[1:].reset_index(drop=True), lines[1:]
        told.append("the row of the columns' numbers passed over")
    empty = np.ones(len(frame), dtype=bool)
    for at in range(frame.shape[1] if len(frame) else 0):
        cells = frame.iloc[:, at]
        empty &= (cells.isna() | (cells == "")).to_numpy(dtype=bool)
        if not empty.any():
            return frame, lines, told
    told += [f"empty rows passed over: {int(empty.sum()):,}"] if empty.any() else []
    kept = np.flatnonzero(~empty)
    return frame.iloc[kept].reset_index(drop=True), [lines[at] for at in kept.tolist()], told


def _read_excel(path: Path, *_: Any) -> Table:
    """The sheet whose headings tell most of dates and places, of several the first."""
    if path.suffix.lower() == ".xlsx" and not zipfile.is_zipfile(path):
        raise LayerError(f"{path}: is no workbook, whatever its name says; save it again as .xlsx, or as CSV")
    try:
        with pd.ExcelFile(path) as book:
            names = [str(name) for name in book.sheet_names]
            heads = {name: _headings(pd.read_excel(book, sheet_name=name, header=None, nrows=20)) for name in names}
            chosen = max(names, key=lambda name: _tells(heads[name][1]))
            at = heads[chosen][0]
            frame = _as_headed(pd.read_excel(book, sheet_name=chosen, header=at), heads[chosen][1])
    except ImportError:
        raise LayerError(f"{path}: needs the package openpyxl; pip install openpyxl, or save it as CSV") from None
    except Exception as problem:  # whatever the reader raises
        raise LayerError(f"{path}: cannot be read: {problem}") from problem
    frame, lines, told = _without_empty(frame, range(at + 2, len(frame) + at + 2))
    if len(names) > 1:
        others = ", ".join(f"'{name}'" for name in names if name != chosen)
        told.append(f"its sheet '{chosen}'; for {others} give pandas.read_excel(path, sheet_name=...)")
    if at:
        told.append(f"headings in row {at + 1}")
    return Table(frame, str(path), lines, told=told)


def _as_headed(frame: pd.DataFrame, texts: Sequence[str]) -> pd.DataFrame:
    """A sheet with the headings it has: of two that are alike pandas calls the second another."""
    alike = {at: text for at, text in enumerate(texts[: frame.shape[1]]) if texts.count(text) > 1 and text != "nan"}
    return frame.set_axis(pd.Index([alike.get(at, column) for at, column in enumerate(frame.columns)]), axis=1)


def _headings(head: pd.DataFrame) -> tuple[int, list[str]]:
    """Position and cells of the row of a sheet that tells most of dates and places, as one below merged headings does;
    else of the first with more than one filled cell, or with any in a narrow sheet."""
    rows = [[str(cell) for cell in row] for row in head.itertuples(index=False)]
    filled = head.notna().sum(axis=1).to_numpy()
    several = int(np.argmax(filled >= min(2, head.shape[1]))) if rows else 0
    at = max(range(several, len(rows)), key=lambda at: _tells(rows[at]), default=several)
    return at, rows[at] if rows else []


def _tells(columns: Sequence[str]) -> int:
    """How surely headings are those of a table: for its dates one, for its places one, and one for two columns of them,
    which no heading over several columns has."""
    dates = headings.recognised(columns, headings.WHEN) or headings.recognised_pair(columns)
    lon, lat = headings.recognised_coordinates(columns) or (None, None)
    return (dates is not None) + (lon is not None) + (lat is not None)


def _read_parquet(path: Path, *_: Any) -> Table:
    try:
        try:
            return Table(gpd.read_parquet(path))
        except ValueError as problem:
            if "geo metadata" not in str(problem):
                raise
            return Table(pd.read_parquet(path))  # without geometry, as pandas writes them
    except ImportError:
        raise LayerError(f"{path}: needs the package pyarrow; pip install pyarrow, or save it as GeoPackage") from None
    except Exception as problem:  # whatever the reader raises
        raise LayerError(f"{path}: cannot be read: {problem}") from problem


def _read_gis(path: Path, wanted: Sequence[str], encoding: str | None, sep: str | None) -> Table:
    """The layer of a file that has geometry, of several the first."""
    told: list[str] = []
    if encoding is None and path.suffix.lower() == ".shp" and (found := _letters_of(path)):
        encoding = found
        told.append(f"read as {found}")
    try:
        listed = gpd.list_layers(path)
        layers = listed["name"][listed["geometry_type"].notna()].astype(str).tolist()
        kept = layers[:1]
        frames = [read_layer(path, name, encoding) for name in kept]
    except Exception as problem:  # whatever the driver raises
        raise LayerError(f"{path}: cannot be read: {str(problem).split(';')[0]}") from problem
    if not frames:
        raise LayerError(f"{path}: none of its tables has a geometry; give geopandas.read_file(path, layer=...)")
    if left := layers[len(kept) :]:
        others = ", ".join(f"'{name}'" for name in left)
        told.append(f"its layer '{kept[0]}'; for {others} give geopandas.read_file(path, layer=...)")
    return Table(frames[0], told=told)


def _read_zip(path: Path, wanted: Sequence[str], encoding: str | None, sep: str | None) -> Table:
    """The things of a data package as :func:`geokz.export` writes it, one table, or a file of a GIS in an archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if "__MACOSX" not in name]
            tables = [name for name in names if name.lower().endswith(_TABLES)]
            if {"datapackage.json", "things.csv"} <= set(names):
                tables = ["things.csv"]
            elif not tables or any(name.lower().endswith((".shp", ".gpkg", ".geojson", ".fgb")) for name in names):
                return _read_gis(path, wanted, encoding, sep)
            if len(tables) > 1:
                raise LayerError(f"{path}: holds several tables, {', '.join(tables)}; unpack it and give one of them")
            with tempfile.TemporaryDirectory() as home:
                return read_file(Path(archive.extract(tables[0], home)), wanted, encoding=encoding, sep=sep)
    except (OSError, zipfile.BadZipFile) as problem:
        raise LayerError(f"{path}: cannot be read: {problem}") from None


def _letters_of(path: Path) -> str | None:
    """The encoding of a shapefile that names none, neither in a file .cpg nor in byte 29 of its table; else nothing."""
    beside = {file.suffix.lower(): file for file in path.parent.glob(f"{glob.escape(path.stem)}.*")}
    if ".cpg" in beside or ".dbf" not in beside:
        return None
    data = beside[".dbf"].read_bytes()
    if data[29:30] not in {b"\0", b"\x57"} or data.isascii():  # 0x57 is "the code page of this machine"
        return None
    start = int.from_bytes(data[8:10], "little")
    try:
        data[start:].decode()
    except UnicodeDecodeError:
        return "cp1251"
    return "utf-8"


def _read_kml(path: Path, *_: Any) -> Table:
    try:
        return Table(read_kml(path))
    except Exception as problem:  # whatever the driver raises
        raise LayerError(f"{path}: cannot be read: {str(problem).split(';')[0]}") from problem


def _read_json(path: Path, wanted: Sequence[str], encoding: str | None, sep: str | None) -> Table:
    """GeoJSON, or Linked Places, whose features have their times beside the properties; one value, or one a line."""
    try:
        text = path.read_text(encoding=encoding or "utf-8-sig")
    except (UnicodeError, LookupError) as problem:
        raise LayerError(f"{path}: cannot be read: {problem}; say encoding='cp1251' or another") from None
    try:
        values = [json.loads(text)]
    except ValueError:
        try:
            values = [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError as problem:
            raise LayerError(f"{path}: is no JSON: {problem}") from None
    if not values:
        raise LayerError(f"{path}: is empty")
    rows = values[0] if len(values) == 1 and isinstance(values[0], list) else values
    if rows and all(isinstance(row, dict) and not _GEOJSON & set(row) for row in rows):
        if len(rows) == 1 and rows is values and all(isinstance(value, dict | list) for value in rows[0].values()):
            raise LayerError(
                f"{path}: holds neither features nor a list of rows; give pandas.read_json(path, orient=...)"
            )
        return Table(pd.DataFrame(rows))  # as pandas and many services write them
    if not all(isinstance(value, dict) for value in values):
        raise LayerError(f"{path}: holds neither features nor a list of rows")
    features = [
        feature for value in values for feature in (value.get("features", [value]) if isinstance(value, dict) else [])
    ]
    if not any(is_linked(feature) for feature in features if isinstance(feature, dict)):
        return _read_gis(path, wanted, encoding, sep)
    try:
        return Table(linked_frame(features))
    except (AttributeError, KeyError, TypeError, ValueError, shapely.errors.GEOSException) as problem:
        raise LayerError(f"{path}: is no Linked Places: {problem}") from None


_GEOJSON = {"features", "geometry", "coordinates", "geometries", "@context"}  # by which an object is one of GeoJSON
_TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xls")
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
    ".gdb": _read_gis,
    ".shp": _read_gis,
    ".fgb": _read_gis,
    ".kml": _read_kml,
    ".kmz": _read_kml,
    ".zip": _read_zip,
    ".parquet": _read_parquet,
    ".geoparquet": _read_parquet,
}
