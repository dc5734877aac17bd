"""Files for other programs: one function a format, one line in ``FORMATS``.

To add a format: a module here with a function ``write(book, path)``, and below its suffix with the names of both. A
:class:`geokz.export.book.Book` is what is handed on, the same for every format; each format carries the licence and
the credit of the data (:class:`geokz.folder.package.Credit`).
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ExportError
from ..whole_file import whole_file

if TYPE_CHECKING:
    import geopandas as gpd

    from ..atlas import Atlas
    from .book import Dated

FORMATS = {
    ".gpkg": "geopackage.write_geopackage",
    ".qgz": "project.write_project",
    ".geojson": "geojson.write_geojson",
    ".geojsonl": "geojson.write_geojson_lines",
    ".xlsx": "spreadsheet.write_xlsx",
    ".zip": "zipped.write_zip",
    ".parquet": "flat.write_geoparquet",
    ".fgb": "flat.write_flatgeobuf",
    ".pmtiles": "tiles.write_pmtiles",
    ".kmz": "kmz.write_kmz",
    ".lpf.json": "linked_places.write_linked_places",
}
DATED = "T00:00:00.000Z"  # how the day of the data ends where a GeoPackage says when it was changed
DATABASES = ("postgresql://", "postgres://")


def export(what: Atlas | Dated | gpd.GeoDataFrame, path: str | Path, *, language: str | None = None) -> Path | str:
    """Write an atlas, a layer of one's own or a dated frame to a file, the format from the suffix; returns the path.

    Where ``postgresql://user@host/database`` stands in place of a file, a PostGIS is filled
    (:mod:`geokz.export.postgis`).

    ``language`` is that of words and labels, for formats that show some: one of the atlas, its first when none is
    said. The file appears whole or not at all (:mod:`geokz.whole_file`). Raises :class:`geokz.errors.ExportError` for
    a suffix that is none, what cannot be exported, and a place that cannot be written.
    """
    if not isinstance(path, str | Path):
        raise ExportError(
            f"{type(path).__name__} is no path; what is exported comes first: export(atlas, 'atlas.gpkg')"
        )
    from .book import book_of  # here, so that the shell does without frames until something is written

    if str(path).startswith(DATABASES):
        from .postgis import write_postgis

        write_postgis(book_of(what, language), str(path))
        return str(path)
    path = Path(path)
    suffix = _suffix(path.name)
    if suffix is None:
        raise ExportError(f"'{path.name}' has an unknown suffix; the formats are {', '.join(FORMATS)}")
    if not path.parent.is_dir():
        raise ExportError(f"the folder {path.parent} does not exist; make it first")
    book = book_of(what, language)
    room, _, name = FORMATS[suffix].partition(".")
    write = getattr(import_module(f".{room}", __name__), name)  # a format is loaded when it is written
    if suffix == ".qgz":  # a project and, beside it, the package it shows
        package = path.with_suffix(".gpkg")
        with _free(package, named=False), whole_file(package) as beside_package, whole_file(path) as beside:
            write(book, beside, beside_package, package.name)
        return path
    if suffix == ".gpkg":
        with _free(path), whole_file(path) as beside:
            write(book, beside)
        return path
    with whole_file(path) as beside:
        write(book, beside)
    return path


@contextmanager
def _free(package: Path, *, named: bool = True) -> Iterator[None]:
    """Hold an old GeoPackage while a new one is written, so that nobody has it open: what SQLite keeps beside an open
    one (``-wal``, as QGIS does, or ``-journal``) would be taken for a part of the new one. What a crash left there is
    settled first. ``named`` says that the user named it, who then means to replace whatever it is; not so the one
    beside a project.

    Raises :class:`geokz.errors.ExportError` where somebody has it open, or a journal is left of another file, or
    somebody's work in it would be lost.
    """
    place = Path(os.path.realpath(package))
    there = place if place.is_file() and place.stat().st_size else ":memory:"
    with closing(sqlite3.connect(there, timeout=0, isolation_level=None)) as old:
        try:
            old.execute("PRAGMA journal_mode = DELETE")
            old.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as problem:  # what is no database is replaced as any file
            if problem.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                told = f"{package} is open in another program; close it there, or name another file"
                raise ExportError(told) from None
        _refuse_to_lose(old, package, named)
        for journal in (Path(f"{place}-wal"), Path(f"{place}-journal")):
            if journal.exists() and journal.stat().st_size:
                raise ExportError(f"{journal} was left of another file; remove it, or name another file")
        yield


def _refuse_to_lose(old: sqlite3.Connection, package: Path, named: bool) -> None:
    """Raise for an export that was edited since, by QGIS or another program that dates what it changes; and for what
    is no export of ours where nobody named it."""
    if not package.is_file() or not package.stat().st_size:
        return
    try:
        dates = {date for (date,) in old.execute("SELECT last_change FROM gpkg_contents")}
    except sqlite3.DatabaseError:
        dates = set()
    ours = [date for date in dates if str(date).endswith(DATED)]
    if ours and len(dates) > 1:
        told = "was edited after it was exported, and would be replaced; `geokz merge` shows what is other in it"
    elif not ours and not named:
        told = "beside the project is no export of geokz, and would be replaced"
    else:
        return
    raise ExportError(f"{package} {told}; move it away, or name another file")


def target(path: str | Path) -> str:
    """What a file or database is called in what is printed: without the password that an address may hold.

    >>> target("postgresql://me:a/b@c@host/db?password=d&schema=s")
    'postgresql://me:...@host/db?password=...&schema=s'
    """
    if not str(path).startswith(DATABASES):
        return str(path)
    told = re.sub(r"(//[^:@/?]*):.*@", r"\1:...@", str(path), flags=re.DOTALL)
    return re.sub(r"([?&]\w*password=)[^&]*", r"\1...", told)


def _suffix(name: str) -> str | None:
    """The suffix of a format that a file name ends in; it may have two dots, and is not the whole name."""
    return next((suffix for suffix in FORMATS if name.lower().endswith(suffix) and len(name) > len(suffix)), None)
