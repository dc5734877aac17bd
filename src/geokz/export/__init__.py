"""Files for other programs: one function a format, one line in ``FORMATS``.

To add a format: a module here with a function ``write(atlas, path)``, and below its suffix with the names of both.
Every format carries the licence and the credit of the data (:class:`geokz.folder.package.Credit`); what a library
wrote is read again before it counts.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ExportError
from ..whole_file import whole_file

if TYPE_CHECKING:
    from ..atlas import Atlas

FORMATS = {
    ".geojson": "vector.write_geojson",
    ".gpkg": "vector.write_geopackage",
    ".lpf.json": "linked_places.write_linked_places",
}


def export(atlas: Atlas, path: str | Path) -> Path:
    """Write an atlas to a file, the format from the suffix; returns the path.

    The file appears whole or not at all (:mod:`geokz.whole_file`).
    """
    path = Path(path)
    suffix = _suffix(path.name)
    if suffix is None:
        raise ExportError(f"'{path.name}' has an unknown suffix; the formats are {', '.join(FORMATS)}")
    if not path.parent.is_dir():
        raise ExportError(f"the folder {path.parent} does not exist; make it first")
    room, _, name = FORMATS[suffix].partition(".")
    write = getattr(import_module(f".{room}", __name__), name)  # a format is loaded when it is written
    with whole_file(path) as beside:
        write(atlas, beside)
    return path


def _suffix(name: str) -> str | None:
    """The suffix of a format that a file name ends in; it may have two dots, and is not the whole name."""
    return next((suffix for suffix in FORMATS if name.lower().endswith(suffix) and len(name) > len(suffix)), None)
