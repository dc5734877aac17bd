"""GeoJSON (RFC 7946): WGS 84, longitude first, one feature a thing; an unlocated thing has a null geometry.

Every column of the things is a property; the yearly numbers are an object. ``begin_date`` and ``end_date`` are the
days in which a thing is drawn, an open end being the edge of the atlas' clock, because the temporal controller of QGIS
loses a GeoJSON feature whose end is null; the four bounds keep what is open and what is unknown apart. Licence,
credit, and the tables of evidence, which :func:`geokz.read` reads back, are foreign members of the collection.

``.geojsonl`` is the same, a feature a line, for what reads a stream: it has no members beside the features.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely

from .book import Book
from .columns import cells, chunks
from .described import description
from .evidence import DERIVED
from .years import NAMES, NUMBERS

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_GRID = 1e-7  # a centimetre


def write_geojson(book: Book, path: Path) -> None:
    """See the module."""
    head: dict[str, Any] = {"type": "FeatureCollection", **book.credit.members}
    edges = book.things.total_bounds
    if np.isfinite(edges).all():
        head["bbox"] = [round(float(edge), 7) for edge in edges]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_encode(head)[:-1] + ',"features":[')
        between = "\n"
        for feature in features(book):
            file.write(between + feature)
            between = ",\n"
        file.write("\n]")
        if book.atlas is not None:
            tables = {name: rows_of(sheet.frame) for name, sheet in book.sheets.items() if name not in DERIVED}
            described = description(book.atlas, book.sheets)
            file.write(f',"package":{_encode(described)},"tables":{_encode(tables)}')
        file.write("}\n")


def write_geojson_lines(book: Book, path: Path) -> None:
    """See the module."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for feature in features(book):
            file.write(feature + "\n")


def features(book: Book) -> Iterator[str]:
    """The features as texts, in the order of the tables."""
    names = book.columns
    edges = {
        name: np.datetime64(f"{year}-{day}", "s")
        for name, year, day in (("begin_date", book.years[0], "01-01"), ("end_date", book.years[1], "12-31"))
    }
    for first, last in chunks(len(book.things), 20_000):
        part = book.part(first, last)
        found = part.geometry.to_numpy()
        shapes = shapely.to_geojson(shapely.set_precision(found, _GRID, mode="pointwise"))
        shapes[shapely.is_empty(found)] = None  # a point without coordinates is none in RFC 7946
        columns = [cells(_ended(part, name, edges)) for name in names]
        for name in (NUMBERS, NAMES):
            if name in names:
                at = names.index(name)
                columns[at] = [None if cell is None else json.loads(cell) for cell in columns[at]]
        ids = columns[names.index("id")]
        for identity, shape, values in zip(ids, shapes, zip(*columns, strict=True), strict=True):
            said = _encode(dict(zip(names, values, strict=True)))
            yield f'{{"type":"Feature","id":{_encode(identity)},"geometry":{shape or "null"},"properties":{said}}}'


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, cells that are empty left out."""
    names = list(frame.columns)
    columns = [cells(frame[name]) for name in names]
    return [
        {name: cell for name, cell in zip(names, row, strict=True) if cell is not None}
        for row in zip(*columns, strict=True)
    ]


def _ended(part: pd.DataFrame, name: str, edges: Mapping[str, Any]) -> pd.Series:
    """A column; in that of the begin or the end, the edge of the clock where it is open."""
    if name not in edges:
        return part[name]
    side = "open_start" if name == "begin_date" else "open_end"
    opened = part[name].isna() & part[side].fillna("").str.contains(name, regex=False)
    return part[name].mask(opened, edges[name]) if opened.any() else part[name]
