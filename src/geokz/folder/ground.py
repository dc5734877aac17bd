"""What lies below the things besides shapes: the table of the names of the land, and the picture of the relief.

``basemap/names.csv`` is no resource of the data package, for a folder may do without; its rules stand here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import Problem
from .package import Column, Table
from .relief import webp_size
from .tables import LINE, read_table

NAMES, RELIEF = "basemap/names.csv", "basemap/relief.webp"
KINDS = ("sea", "river", "range", "land", "city")
_EDGE = {"required": True}
_ZOOM = {"required": True, "pattern": r"[0-9]{1,2}(\.[0-9]{1,2})?"}
_YEAR = {"pattern": "[0-9]{4}"}


def read_names(folder: Path, languages: Sequence[str]) -> tuple[bytes, list[Problem]]:
    """The names of the land as UTF-8 with commas, whatever the file was saved as, and what is wrong with them; nothing
    where there is no such file."""
    if not (folder / NAMES).exists():
        return b"", []
    read, problems = read_table(folder, _table(tuple(languages)))
    if read is None:
        return b"", problems
    for row in read.frame.to_dict("records"):
        for first, last in (("from", "to"), ("from_zoom", "to_zoom")):
            told = not read.told.isdisjoint({(first, row[LINE]), (last, row[LINE])})
            if not told and row[first] and row[last] and float(row[first]) > float(row[last]):
                message = f"{row[last]} comes before {row[first]} of '{first}'; turn them round"
                problems.append(Problem(NAMES, row[LINE], last, message))
    return read.frame.drop(columns=LINE).to_csv(index=False).encode(), problems


def check_relief(folder: Path) -> Iterator[Problem]:
    """What is wrong with the picture of the relief, where there is one: one that is cut is not drawn in a page."""
    if not (folder / RELIEF).exists():
        return
    data = (folder / RELIEF).read_bytes()
    if webp_size(data) is None:
        yield Problem(RELIEF, 1, "-", "is no WebP picture; make it again")
    elif (size := struct.unpack("<I", data[4:8])[0] + 8) > len(data):
        yield Problem(RELIEF, 1, "-", f"has {len(data)} of its {size} bytes; bring back what is lost")


def _table(languages: tuple[str, ...]) -> Table:
    texts = [Column(f"name_{language.replace('-', '_')}", kind="text") for language in languages]
    return Table(
        name="base_names",
        path=NAMES,
        columns=(
            Column("kind", constraints={"required": True, "enum": KINDS}),
            Column("lon", "number", "lon", {**_EDGE, "minimum": -180, "maximum": 180}),
            Column("lat", "number", "lat", {**_EDGE, "minimum": -90, "maximum": 90}),
            Column("from_zoom", constraints=_ZOOM),
            Column("to_zoom", constraints=_ZOOM),
            Column("from", constraints=_YEAR),
            Column("to", constraints=_YEAR),
            *texts,
            Column("source", kind="optional"),
            Column("note", kind="optional"),
        ),
        key=None,
        references=(),
    )
