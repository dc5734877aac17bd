"""The tables as a Frictionless Data Package in one zip: the CSV files of the folder, with a mark that tells Excel that
they are UTF-8, and beside them ``things.csv`` (all layers with bounds and points) and ``yearly.csv``.

The files are dated by the data, not by the clock: two exports of one atlas are the same bytes.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd

from ..folder.layers import FILE as LAYERS
from .book import Book, sequence
from .columns import cells, kind_of
from .described import ATLAS, description, package
from .evidence import DERIVED
from .restored import folder_tables

FILE = "datapackage.json"
_TYPES = {"date": "date", "real": "number", "integer": "integer", "boolean": "boolean", "text": "string"}


def write_zip(book: Book, path: Path) -> None:
    """See the module."""
    tables = dict(sequence(book))
    own = {name: tables[name] for name in ("things", *DERIVED) if name in tables}
    resources = [_resource(book, name, frame) for name, frame in own.items()]
    files = [(f"{name}.csv", frame) for name, frame in own.items()]
    told: dict[str, Any] = package(book.credit)
    if book.atlas is not None:
        described = description(book.atlas, book.sheets)
        frames = folder_tables(book)
        for resource in described["resources"]:
            files.append((resource["path"], frames[resource["name"]]))
            resources.append(_marked(resource, frames))
        told |= {LAYERS: described["layers"], ATLAS: described[ATLAS]}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        said = json.dumps({**told, "resources": resources}, ensure_ascii=False, indent=1) + "\n"
        put(archive, book, FILE, said.encode())
        for name, frame in files:
            put(archive, book, name, csv_of(frame))


def put(archive: zipfile.ZipFile, book: Book, name: str, data: bytes) -> None:
    """A file in a zip, dated by the data."""
    year, month, day = (int(part) for part in (book.credit.date or "1980-01-01").split("-"))
    info = zipfile.ZipInfo(name, (max(year, 1980), month, day, 0, 0, 0))
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    archive.writestr(info, data)


def csv_of(frame: pd.DataFrame) -> bytes:
    """A table as CSV with the mark of UTF-8; whole numbers without a point."""
    columns = {}
    for name in frame.columns:
        values = cells(frame[name])
        whole = [int(value) if isinstance(value, float) and value.is_integer() else value for value in values]
        columns[name] = pd.Series(whole, dtype=object)
    out = io.StringIO()
    pd.DataFrame(columns, columns=list(frame.columns)).to_csv(out, index=False, lineterminator="\n")
    return ("\ufeff" + out.getvalue()).encode()


def _resource(book: Book, name: str, frame: pd.DataFrame) -> dict[str, Any]:
    fields = [{"name": column, "type": _TYPES[kind_of(frame[column])]} for column in frame.columns]
    schema: dict[str, Any] = {"fields": fields}
    if name == "things":
        schema["primaryKey"] = ["id"]
    else:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": [key]}}
            for column, other, key in book.sheets[name].references
        ]
    return {"name": name, "path": f"{name}.csv", "format": "csv", "encoding": "utf-8-sig", "schema": schema}


def _marked(resource: dict[str, Any], frames: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """A resource with its mark, and of its keys those that hold in what is exported."""
    frame, schema = frames[resource["name"]], dict(resource["schema"])
    held = [
        key
        for key in schema.pop("foreignKeys", [])
        if key["reference"]["resource"] in frames
        and set(frame[key["fields"][0]].dropna())
        <= set(frames[key["reference"]["resource"]][key["reference"]["fields"][0]])
    ]
    if held:
        schema["foreignKeys"] = held
    return {**resource, "encoding": "utf-8-sig", "schema": schema}
