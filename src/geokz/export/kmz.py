"""KMZ for Google Earth: a folder a layer, names, balloons with the statements, and a time span for the clock.

A span is the days in which a thing is drawn; an open end is left out, as KML has it. What is undated, or drawn in no
year, stands in its layer switched off. An unlocated thing has no geometry and stands in the list.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from html import escape
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry, BaseMultipartGeometry

from ..folder.frames import records
from ..folder.languages import text_in
from ..folder.layers import LayerStyle
from ..names import text_column
from .book import Book
from .columns import cells
from .words import COLUMNS, word
from .zipped import put

_SPACE = "http://www.opengis.net/kml/2.2"
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_kmz(book: Book, path: Path) -> None:
    """See the module."""
    kml = Element("kml", xmlns=_SPACE)
    document = SubElement(kml, "Document")
    _say(document, "name", book.credit.title)
    _say(document, "description", escape(book.credit.notice))
    for style in book.styles.values() or [None]:
        document.append(_style(style))
    told = _statements(book)
    things = book.things
    groups = things.groupby("layer", sort=False) if "layer" in things else [("things", things)]
    parts = {str(layer): part for layer, part in groups}
    for layer in [*(key for key in book.styles if key in parts), *(key for key in parts if key not in book.styles)]:
        folder = SubElement(document, "Folder")
        _say(folder, "name", book.styles[layer].label[book.language] if layer in book.styles else layer)
        for placemark in _placemarks(book, layer, parts[layer], told):
            folder.append(placemark)
    with zipfile.ZipFile(path, "w") as archive:
        put(archive, book, "doc.kml", b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(kml, encoding="utf-8"))
        put(archive, book, "disc.png", disc())


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _NO_XML.sub("", text)


def _style(style: LayerStyle | None) -> Element:
    colour = style.colour if style else "#7b1e2b"
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    found = Element("Style", id=style.key if style else "things")
    icon = SubElement(found, "IconStyle")
    _say(icon, "color", f"ff{blue}{green}{red}")
    _say(icon, "scale", "0.6")
    _say(SubElement(icon, "Icon"), "href", "disc.png")
    _say(SubElement(found, "LabelStyle"), "scale", "0.7")
    line = SubElement(found, "LineStyle")
    _say(line, "color", f"ff{blue}{green}{red}")
    _say(line, "width", "2.5")
    return found


def _placemarks(book: Book, layer: str, part: pd.DataFrame, told: dict[str, list[str]]) -> list[Element]:
    columns = {name: cells(part[name]) for name in book.columns}
    name = next((each for each in (text_column("name", book.language), "name", "id") if each in columns), "id")
    found = []
    for at, shape in enumerate(part.geometry):
        row = {column: values[at] for column, values in columns.items()}
        placemark = Element("Placemark", id=f"thing-{row['id']}")
        _say(placemark, "name", str(row[name] if row[name] is not None else row["id"]))
        never = any(
            row[day] is None and day not in (row[side] or "").split()
            for day, side in (("begin_date", "open_start"), ("end_date", "open_end"))
        )
        if never:
            _say(placemark, "visibility", "0")
        _say(placemark, "description", _balloon(book, row, told))
        if not never and (row["begin_date"] or row["end_date"]):
            span = SubElement(placemark, "TimeSpan")
            for tag, day in (("begin", row["begin_date"]), ("end", row["end_date"])):
                if day:
                    _say(span, tag, day)
        _say(placemark, "styleUrl", f"#{layer if layer in book.styles else 'things'}")
        data = SubElement(placemark, "ExtendedData")
        for column, value in row.items():
            if value is not None:
                _say(SubElement(data, "Data", name=column), "value", str(value))
        if shape is not None:
            placemark.append(_geometry(shape))
        found.append(placemark)
    return found


def _balloon(book: Book, row: dict[str, object], told: dict[str, list[str]]) -> str:
    lines = []
    for column in ("type", "edtf", "certainty", "precision", "part_of", "source", "note"):
        if row.get(column) is not None:
            value = book.vocabularies.get(f"things.{column}", {}).get(str(row[column]), str(row[column]))
            lines.append(f"<b>{escape(word(COLUMNS, column, book.language))}</b>: {escape(value)}")
    return "<br/>".join(lines) + "".join(f"<p>{line}</p>" for line in told.get(str(row["id"]), []))


def _statements(book: Book) -> dict[str, list[str]]:
    """The statements about each thing in the chosen language, with date, standing and source."""
    found: dict[str, list[str]] = {}
    if "claims" not in book.sheets:
        return found
    standing = book.vocabularies.get("claims.standing", {})
    for row in records(book.sheets["claims"].frame):
        text = text_in(row, "statement", book.languages)
        if text:
            mark = "" if row["standing"] == "accepted" else f" [{standing.get(row['standing'], row['standing'])}]"
            dated = f"{row['edtf']}: " if row["edtf"] else ""
            for thing in str(row["subject"]).split(";"):
                line = f"{escape(dated + text + mark)} <i>{escape(row['source'] or '')}</i>"
                found.setdefault(thing.strip(), []).append(line)
    return found


def _geometry(shape: BaseGeometry) -> Element:
    if isinstance(shape, BaseMultipartGeometry):
        several = Element("MultiGeometry")
        several.extend(_geometry(part) for part in shape.geoms)
        return several
    found = Element(shape.geom_type)
    if isinstance(shape, shapely.Polygon):
        for tag, ring in (
            ("outerBoundaryIs", shape.exterior),
            *(("innerBoundaryIs", hole) for hole in shape.interiors),
        ):
            _say(SubElement(SubElement(found, tag), "LinearRing"), "coordinates", _coordinates(ring))
        return found
    if shape.geom_type == "LineString":
        _say(found, "tessellate", "1")
    _say(found, "coordinates", _coordinates(shape))
    return found


def _coordinates(shape: BaseGeometry) -> str:
    return " ".join(f"{round(float(x), 7)},{round(float(y), 7)}" for x, y in shapely.get_coordinates(shape))


def disc(size: int = 32) -> bytes:
    """A white disc with soft edges, as PNG: KML tints it."""
    rows = bytearray()
    for y in range(size):
        rows.append(0)
        for x in range(size):
            away = ((x + 0.5 - size / 2) ** 2 + (y + 0.5 - size / 2) ** 2) ** 0.5
            rows += bytes((255, 255, 255, int(255 * min(1.0, max(0.0, size / 2 - 1 - away)))))
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body
