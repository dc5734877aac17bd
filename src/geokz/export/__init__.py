"""Files for other programs: one function a format, one line in ``FORMATS``.

To add a format: a module here with a function ``write(book, path)``, and its suffix below. A
:class:`geokz.export.book.Book` is what is handed on, the same for every format; each format carries the licence and
the credit of the data (:class:`geokz.folder.package.Credit`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd

from ..atlas import Atlas
from ..errors import ExportError
from ..names import LANGUAGES
from ..whole_file import whole_file
from .book import Book, Dated, book_of
from .flat import write_flatgeobuf, write_geoparquet
from .geojson import write_geojson, write_geojson_lines
from .geopackage import write_geopackage
from .kmz import write_kmz
from .linked_places import write_linked_places
from .spreadsheet import write_xlsx
from .zipped import write_zip

Writer = Callable[[Book, Path], None]

FORMATS: dict[str, Writer] = {
    ".gpkg": write_geopackage,
    ".geojson": write_geojson,
    ".geojsonl": write_geojson_lines,
    ".xlsx": write_xlsx,
    ".zip": write_zip,
    ".parquet": write_geoparquet,
    ".fgb": write_flatgeobuf,
    ".kmz": write_kmz,
    ".lpf.json": write_linked_places,
}


def export(what: Atlas | Dated | gpd.GeoDataFrame, path: str | Path, *, language: str = "en") -> Path:
    """Write an atlas, a layer of one's own or a dated frame to a file, the format from the suffix; returns the path.

    ``language`` is that of words and labels, for formats that show some. The file appears whole or not at all
    (:mod:`geokz.whole_file`).
    """
    path = Path(path)
    suffix = _suffix(path.name)
    if suffix is None:
        raise ExportError(f"'{path.name}' has an unknown suffix; the formats are {', '.join(FORMATS)}")
    if language not in LANGUAGES:
        raise ExportError(f"there is no language '{language}'; the languages are {', '.join(LANGUAGES)}")
    if not path.parent.is_dir():
        raise ExportError(f"the folder {path.parent} does not exist; make it first")
    book = book_of(what, language)
    with whole_file(path) as beside:
        FORMATS[suffix](book, beside)
    return path


def target(path: str | Path) -> str:
    """What a file or database is called in what is printed: without the password that an address may hold."""
    return re.sub(r"(//[^/@:]*):[^@]*@", r"\1:...@", str(path))


def _suffix(name: str) -> str | None:
    """The suffix of a format that a file name ends in; it may have two dots, and is not the whole name."""
    return next((suffix for suffix in FORMATS if name.lower().endswith(suffix) and len(name) > len(suffix)), None)
