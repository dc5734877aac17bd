"""The whole atlas in one GeoPackage (OGC 12-128r15, version 1.2), written by SQLite itself.

``things`` comes first, the unlocated ones too, so that a program that asks for no table gets them; then the tables of
evidence with their keys, and ``yearly``, a row a thing and year. ``layer_styles`` tells QGIS how to draw them, and
``gpkg_metadata`` carries the credit and, for :func:`geokz.read`, how the folder was described. Two exports of one
atlas are the same bytes: the file is dated by the data, not by the clock.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from ..errors import ExportError
from ..folder.relief import Relief
from . import DATED
from .book import Book
from .columns import cells, chunks, kind_of
from .described import description
from .evidence import Sheet
from .qgis import CLOCK, qml, qml_of_table
from .rtree import fill_tree

ROWS = 10_000  # that are cells at once
APPLICATION, VERSION = 0x47504B47, 10200
_TYPES = {"date": "DATE", "real": "REAL", "integer": "INTEGER", "boolean": "BOOLEAN", "text": "TEXT"}
_STANDARD = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
  md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,
  mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT,
  row_id_value INTEGER, timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
  f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
  styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME);
"""
_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
_SYSTEMS = [
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ("WGS 84", 4326, "EPSG", 4326, _WGS84, "longitude/latitude coordinates in decimal degrees on WGS 84"),
]
_TILES = """
CREATE TABLE gpkg_tile_matrix_set (table_name TEXT NOT NULL PRIMARY KEY, srs_id INTEGER NOT NULL, min_x DOUBLE NOT NULL,
  min_y DOUBLE NOT NULL, max_x DOUBLE NOT NULL, max_y DOUBLE NOT NULL,
  CONSTRAINT fk_gtms_table_name FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gtms_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_tile_matrix (table_name TEXT NOT NULL, zoom_level INTEGER NOT NULL, matrix_width INTEGER NOT NULL,
  matrix_height INTEGER NOT NULL, tile_width INTEGER NOT NULL, tile_height INTEGER NOT NULL,
  pixel_x_size DOUBLE NOT NULL, pixel_y_size DOUBLE NOT NULL,
  CONSTRAINT pk_ttm PRIMARY KEY (table_name, zoom_level),
  CONSTRAINT fk_tmm_table_name FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name));
CREATE TABLE relief (id INTEGER PRIMARY KEY AUTOINCREMENT, zoom_level INTEGER NOT NULL, tile_column INTEGER NOT NULL,
  tile_row INTEGER NOT NULL, tile_data BLOB NOT NULL, UNIQUE (zoom_level, tile_column, tile_row));
"""
# the triggers that keep an R-tree in step with its table, from annex F.3 of the standard
_TRIGGERS = """
CREATE TRIGGER "rtree_{t}_{c}_insert" AFTER INSERT ON "{t}" WHEN (new."{c}" NOT NULL AND NOT ST_IsEmpty(NEW."{c}"))
BEGIN INSERT OR REPLACE INTO "rtree_{t}_{c}" VALUES
  (NEW."{i}", ST_MinX(NEW."{c}"), ST_MaxX(NEW."{c}"), ST_MinY(NEW."{c}"), ST_MaxY(NEW."{c}")); END;
CREATE TRIGGER "rtree_{t}_{c}_update6" AFTER UPDATE OF "{c}" ON "{t}" WHEN OLD."{i}" = NEW."{i}" AND
  (NEW."{c}" NOTNULL AND NOT ST_IsEmpty(NEW."{c}")) AND (OLD."{c}" NOTNULL AND NOT ST_IsEmpty(OLD."{c}"))
BEGIN UPDATE "rtree_{t}_{c}" SET minx = ST_MinX(NEW."{c}"), maxx = ST_MaxX(NEW."{c}"), miny = ST_MinY(NEW."{c}"),
  maxy = ST_MaxY(NEW."{c}") WHERE id = NEW."{i}"; END;
CREATE TRIGGER "rtree_{t}_{c}_update7" AFTER UPDATE OF "{c}" ON "{t}" WHEN OLD."{i}" = NEW."{i}" AND
  (NEW."{c}" NOTNULL AND NOT ST_IsEmpty(NEW."{c}")) AND (OLD."{c}" ISNULL OR ST_IsEmpty(OLD."{c}"))
BEGIN INSERT INTO "rtree_{t}_{c}" VALUES
  (NEW."{i}", ST_MinX(NEW."{c}"), ST_MaxX(NEW."{c}"), ST_MinY(NEW."{c}"), ST_MaxY(NEW."{c}")); END;
CREATE TRIGGER "rtree_{t}_{c}_update2" AFTER UPDATE OF "{c}" ON "{t}" WHEN OLD."{i}" = NEW."{i}" AND
  (NEW."{c}" ISNULL OR ST_IsEmpty(NEW."{c}"))
BEGIN DELETE FROM "rtree_{t}_{c}" WHERE id = OLD."{i}"; END;
CREATE TRIGGER "rtree_{t}_{c}_update5" AFTER UPDATE ON "{t}" WHEN OLD."{i}" != NEW."{i}" AND
  (NEW."{c}" NOTNULL AND NOT ST_IsEmpty(NEW."{c}"))
BEGIN DELETE FROM "rtree_{t}_{c}" WHERE id = OLD."{i}"; INSERT OR REPLACE INTO "rtree_{t}_{c}" VALUES
  (NEW."{i}", ST_MinX(NEW."{c}"), ST_MaxX(NEW."{c}"), ST_MinY(NEW."{c}"), ST_MaxY(NEW."{c}")); END;
CREATE TRIGGER "rtree_{t}_{c}_update4" AFTER UPDATE ON "{t}" WHEN OLD."{i}" != NEW."{i}" AND
  (NEW."{c}" ISNULL OR ST_IsEmpty(NEW."{c}"))
BEGIN DELETE FROM "rtree_{t}_{c}" WHERE id IN (OLD."{i}", NEW."{i}"); END;
CREATE TRIGGER "rtree_{t}_{c}_delete" AFTER DELETE ON "{t}" WHEN old."{c}" NOT NULL
BEGIN DELETE FROM "rtree_{t}_{c}" WHERE id = OLD."{i}"; END;
"""


def write_geopackage(book: Book, path: Path) -> None:
    """See the module; raises :class:`geokz.errors.ExportError` when the disk does not take it."""
    write_package(book, path, {})


def write_package(book: Book, path: Path, base_map: dict[str, Any], relief: Relief | None = None) -> None:
    """A GeoPackage with, behind the tables of the book, the layers of a base map (name to GeoDataFrame) and a relief
    below them."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            _Writer(file, book).write(base_map, relief)
    except sqlite3.Error as problem:
        raise ExportError(f"{path.name} cannot be written: {problem}; is the disk full?") from problem


class _Writer:
    def __init__(self, file: sqlite3.Connection, book: Book) -> None:
        self.file, self.book = file, book
        self.changed = f"{book.credit.date or '1970-01-01'}{DATED}"

    def write(self, base_map: dict[str, Any], relief: Relief | None) -> None:
        file, book, credit = self.file, self.book, self.book.credit
        file.execute("PRAGMA page_size = 4096")
        file.execute(f"PRAGMA application_id = {APPLICATION}")
        file.execute(f"PRAGMA user_version = {VERSION}")
        file.execute("PRAGMA journal_mode = OFF")  # the file is new, beside its place, and thrown away on an error
        file.execute("PRAGMA synchronous = OFF")
        file.execute("PRAGMA cache_size = -16384")
        file.execute("BEGIN")
        for statement in _STANDARD.split(";\n")[:-1]:
            file.execute(statement)
        file.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)", _SYSTEMS)
        self._features("things", book.things, credit.title or "things", credit.notice)
        for sheet in book.sheets.values():
            self._attributes(sheet)
        unlocated = book.things.geometry.isna()
        if book.atlas is not None:
            self._view("unlocated", 'SELECT * FROM "things" WHERE "geom" IS NULL', f"{unlocated.sum()} without a point")
        for name, frame in base_map.items():
            self._features(name, frame, name, credit.notice)
        if relief is not None:
            self._relief(relief, credit.notice)
        self._told()
        self._styles()
        file.execute("COMMIT")
        ((sound,),) = file.execute("PRAGMA quick_check(1)").fetchall()
        if sound != "ok":
            raise ExportError(f"what was written is not sound: {sound}; is the disk full?")

    def _relief(self, relief: Relief, said: str) -> None:
        """A picture in Web Mercator as one tile (extension ``gpkg_webp``, annex F.7 of the standard)."""
        system = CRS.from_epsg(3857)
        row = (system.name, 3857, "EPSG", 3857, system.to_wkt("WKT1_GDAL"), "Web Mercator")
        self.file.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)", row)
        for statement in _TILES.split(";\n")[:-1]:
            self.file.execute(statement)
        west, south, east, north = relief.box
        content = ("relief", "tiles", "relief", said, self.changed, *relief.box, 3857)
        self.file.execute("INSERT INTO gpkg_contents VALUES (?,?,?,?,?,?,?,?,?,?)", content)
        self.file.execute("INSERT INTO gpkg_tile_matrix_set VALUES ('relief',3857,?,?,?,?)", relief.box)
        size = (relief.width, relief.height, (east - west) / relief.width, (north - south) / relief.height)
        self.file.execute("INSERT INTO gpkg_tile_matrix VALUES ('relief',0,1,1,?,?,?,?)", size)
        self.file.execute("INSERT INTO relief VALUES (1,0,0,0,?)", (relief.webp,))
        definition = "http://www.geopackage.org/spec120/#extension_tiles_webp"
        told = ("relief", "tile_data", "gpkg_webp", definition, "read-write")
        self.file.execute("INSERT INTO gpkg_extensions VALUES (?,?,?,?,?)", told)

    def _content(self, name: str, kind: str, identifier: str, said: str, extent: Sequence[float | None]) -> None:
        row = (name, kind, identifier, said, self.changed, *extent, 4326 if kind == "features" else None)
        self.file.execute("INSERT INTO gpkg_contents VALUES (?,?,?,?,?,?,?,?,?,?)", row)

    def _features(self, name: str, frame: Any, identifier: str, said: str) -> None:
        """A table with geometry, its R-tree and the triggers that keep it."""
        shapes = frame.geometry.to_numpy()
        numbers, firsts = np.unique(shapely.get_type_id(shapes), return_index=True)
        kinds = [shapes[at].geom_type.upper() for number, at in zip(numbers, firsts, strict=True) if number >= 0]
        kind = kinds[0] if len(kinds) == 1 else "GEOMETRY"
        columns = [column for column in frame.columns if column != frame.geometry.name]
        keyed = "id" in columns and frame["id"].is_unique
        defined = [f'"{column}" {_TYPES[kind_of(frame[column])]}' for column in columns]
        if name == "things":
            defined += [f'"{column}" DATETIME' for column in CLOCK]
        if keyed:
            at = columns.index("id")
            defined[at] += " NOT NULL UNIQUE"
        fid = "fid" if "fid" not in {column.lower() for column in columns} else "_fid"
        self.file.execute(
            f'CREATE TABLE "{name}" ("{fid}" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" {kind}, '
            f"{', '.join(defined)}{self._foreign(name, frame)})"
        )
        tree = f"rtree_{name}_geom"
        self.file.execute(f'CREATE VIRTUAL TABLE "{tree}" USING rtree(id, minx, maxx, miny, maxy)')
        for first, last in chunks(len(frame), ROWS):
            part = {"geom": list(blobs(shapes[first:last]))}
            self._rows(name, fid, first, part, frame.iloc[first:last][columns])
        self._content(name, "features", identifier, said, fill_tree(self.file, tree, shapes))
        self.file.execute("INSERT INTO gpkg_geometry_columns VALUES (?,'geom',?,4326,0,0)", (name, kind))
        for trigger in _TRIGGERS.format(t=name, c="geom", i=fid).split("END;\n")[:-1]:
            self.file.execute(trigger + "END")
        definition = "http://www.geopackage.org/spec120/#extension_rtree"
        row = (name, "geom", "gpkg_rtree_index", definition, "write-only")
        self.file.execute("INSERT INTO gpkg_extensions VALUES (?,?,?,?,?)", row)

    def _rows(self, name: str, fid: str, before: int, told: dict[str, list[Any]], part: pd.DataFrame) -> None:
        """Rows behind so many others. To bind an empty cell takes SQLite's module longer than to bind a full one, so
        that columns which are nearly empty come after the rows. The clock of things is set from the days they are drawn
        in."""
        ids, rare = range(before + 1, before + 1 + len(part)), len(part) // 8
        columns: dict[str, Sequence[Any]] = {fid: ids, **told}
        later: dict[str, list[tuple[Any, int]]] = {}
        clocks = dict(zip(("begin_date", "end_date"), CLOCK, strict=True)) if name == "things" else {}
        for column in part.columns:
            values = cells(part[column])
            full = len(values) - values.count(None)
            for target in (column, clocks[column]) if column in clocks else (column,):
                if full > rare:
                    columns[target] = values
                elif full:
                    later[target] = [(value, at) for at, value in zip(ids, values, strict=True) if value is not None]
        named = ", ".join(f'"{column}"' for column in columns)
        slots = ", ".join(_slot(column) for column in columns)
        self.file.executemany(f'INSERT INTO "{name}" ({named}) VALUES ({slots})', zip(*columns.values(), strict=True))
        for column, found in later.items():
            self.file.executemany(f'UPDATE "{name}" SET "{column}" = {_slot(column)} WHERE "{fid}" = ?', found)

    def _attributes(self, sheet: Sheet) -> None:
        frame = sheet.frame
        columns = list(frame.columns)
        defined = [
            f'"{column}" {_TYPES[kind_of(frame[column])]}' + (" NOT NULL UNIQUE" if column == sheet.key else "")
            for column in columns
        ]
        self.file.execute(
            f'CREATE TABLE "{sheet.name}" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {", ".join(defined)}'
            + "".join(f', FOREIGN KEY ("{at}") REFERENCES "{table}"("{key}")' for at, table, key in sheet.references)
            + ")"
        )
        self._content(sheet.name, "attributes", sheet.name, "", [None] * 4)
        for first, last in chunks(len(frame), ROWS):
            self._rows(sheet.name, "fid", first, {}, frame.iloc[first:last])
        for at, table, _ in sheet.references:
            if table == "things":
                self.file.execute(f'CREATE INDEX "{sheet.name}_{at}" ON "{sheet.name}" ("{at}")')

    def _view(self, name: str, query: str, said: str) -> None:
        self.file.execute(f'CREATE VIEW "{name}" AS {query}')
        self._content(name, "attributes", name, said, [None] * 4)

    def _foreign(self, name: str, frame: pd.DataFrame) -> str:
        """The keys of things: their place, and what they are part of where that is there."""
        if name != "things":
            return ""
        found = []
        for column, table, frame_of in (("place", "places", None), ("part_of", "things", frame)):
            other = self.book.sheets[table].frame if frame_of is None and table in self.book.sheets else frame_of
            if column in frame and other is not None and set(frame[column].dropna()) <= set(other["id"]):
                found.append(f', FOREIGN KEY ("{column}") REFERENCES "{table}"("id")')
        return "".join(found)

    def _told(self) -> None:
        """Credit for whoever looks, and how the folder was described for whoever reads it back."""
        credit = self.book.credit
        said = {"title": credit.title, "version": credit.version, "created": credit.date, "creator": credit.authors}
        said |= {"license": credit.licence_url, "rights": credit.line, "description": credit.notice}
        rows = [("http://purl.org/dc/terms/", {name: text for name, text in said.items() if text})]
        if self.book.atlas is not None:
            rows.append(
                ("https://specs.frictionlessdata.io/data-package/", description(self.book.atlas, self.book.sheets))
            )
        for number, (standard, what) in zip(count(1), rows, strict=False):
            text = json.dumps(what, ensure_ascii=False, separators=(",", ":"))
            self.file.execute(
                "INSERT INTO gpkg_metadata VALUES (?,'dataset',?,'application/json',?)", (number, standard, text)
            )
            row = ("geopackage", None, None, None, self.changed, number, None)
            self.file.execute("INSERT INTO gpkg_metadata_reference VALUES (?,?,?,?,?,?,?)", row)
        definition = "http://www.geopackage.org/spec120/#extension_metadata"
        for table in ("gpkg_metadata", "gpkg_metadata_reference"):
            told = (table, None, "gpkg_metadata", definition, "read-write")
            self.file.execute("INSERT INTO gpkg_extensions VALUES (?,?,?,?,?)", told)

    def _styles(self) -> None:
        """How QGIS draws the things, and how it names columns and keys of the other tables."""
        insert = (
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
            "styleQML, useAsDefault, description, owner, update_time) VALUES ('','',?,?,?,?,1,?,'',?)"
        )
        name, about = self.book.credit.name[:30], "Certain, presumed and possible apart, by the clock"
        self.file.execute(insert, ("things", "geom", name, qml(self.book), about, self.changed))
        for sheet in self.book.sheets:
            row = (sheet, "", name, qml_of_table(self.book, sheet), "Words for columns and keys", self.changed)
            self.file.execute(insert, row)
        self._content("layer_styles", "attributes", "layer_styles", "", [None] * 4)


def _slot(column: str) -> str:
    """Where a cell is bound; a day of the clock becomes its noon. QGIS compares a day with an hour by letters, and so
    loses what ends on 1 January; at noon a day stays the same day in every zone."""
    return "? || 'T12:00:00.000Z'" if column in CLOCK else "?"


def blobs(shapes: np.ndarray) -> Iterator[bytes | None]:
    """Geometries as GeoPackage binary: little-endian, WGS 84, an envelope for what is no point."""
    wkb = shapely.to_wkb(shapes, byte_order=1, include_srid=False, output_dimension=2)
    points = shapely.get_type_id(shapes) == 0
    empty = shapely.is_empty(shapes)
    boxes = shapely.bounds(shapes)[:, [0, 2, 1, 3]].astype("<f8")
    head: Callable[[int], bytes] = lambda flags: b"GP\x00" + bytes([flags]) + (4326).to_bytes(4, "little")  # noqa: E731
    point, boxed, nothing = head(0b001), head(0b011), head(0b10001)
    for at, body in enumerate(wkb):
        if body is None:
            yield None
        elif points[at] and not empty[at]:
            yield point + body
        else:
            yield nothing + body if empty[at] else boxed + boxes[at].tobytes() + body
