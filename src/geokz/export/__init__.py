"""Files for other programs: one function a format, one line in ``FORMATS``.

To add a format: a module here with a function ``write(atlas, path)``, and its suffix below.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from ..atlas import Atlas
from ..errors import ExportError
from .vector import write_geojson, write_geopackage

FORMATS: dict[str, Callable[[Atlas, Path], None]] = {
    ".geojson": write_geojson,
    ".gpkg": write_geopackage,
}


def export(atlas: Atlas, path: str | Path) -> Path:
    """Write an atlas to a file, the format from the suffix; returns the path.

    The file appears whole or not at all: it is written beside its place and renamed.
    """
    path = Path(path)
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        raise ExportError(f"'{path.name}' has an unknown suffix; the formats are {', '.join(FORMATS)}")
    if not path.parent.is_dir():
        raise ExportError(f"the folder {path.parent} does not exist; make it first")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".geokz-") as folder:
        beside = Path(folder) / path.name
        write(atlas, beside)
        beside.replace(path)
    return path
