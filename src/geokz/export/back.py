"""Back again: an exported GeoPackage, data package, workbook or GeoJSON as an atlas.

Every such file tells how its folder was described. Its tables are read by the rules of the columns, as those of a
folder are; that keys hold is for ``geokz check`` to say, since a file may hold a part of an atlas.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pandas as pd
import shapely

from ..atlas import Atlas
from ..errors import DataError, ExportError, Problem, TableError, check_kind
from ..folder.layers import FILE as LAYERS
from ..folder.layers import LayerStyle
from ..folder.maps import ThemedMap
from ..folder.package import FILE
from ..folder.profile import Profile
from ..folder.read import Folder
from ..folder.resources import read_package
from ..folder.sheet import open_sheet
from ..folder.tables import YEARS, Read, read_table
from .columns import folder_name
from .described import ATLAS
from .evidence import DERIVED
from .spreadsheet import ABOUT
from .zipped import csv_of

Described = dict[str, Any]
Frames = dict[str, pd.DataFrame]
_UNREADABLE = (
    OSError,
    sqlite3.Error,
    zipfile.BadZipFile,
    UnicodeError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    shapely.errors.ShapelyError,
)


def read(path: str | Path) -> Atlas:
    """The atlas in a file that :func:`geokz.export` wrote: ``.gpkg``, ``.zip``, ``.xlsx`` or ``.geojson``.

    Ids, dates as they were written, claims, figures and every other table that was exported come back; tours, maps and
    the base map are not in such files. Raises :class:`geokz.errors.ExportError` for a file that is none of ours, and
    :class:`geokz.errors.TableError` with every cell that cannot be read.
    """
    described, frames, _ = contents(path)
    with tempfile.TemporaryDirectory() as home:
        try:
            folder = _folder(Path(path), Path(home), described, frames)
        except TableError:
            raise
        except _UNREADABLE as problem:  # by the rules of a description that somebody made up
            raise _no_export(Path(path), problem) from problem
        return Atlas.of(folder)


def contents(path: str | Path) -> tuple[Described, Frames, list[str]]:
    """How the folder of a file was described, its tables as the folder has them, every cell as it is there, and the
    names of tables it has that are none of the folder."""
    check_kind("path", path, (str, Path), "the path of a file")
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in READERS:
        can = f"{', '.join(READERS)} that geokz export wrote; for a table of your own: geokz.Layer('{path}')"
        raise ExportError(f"'{path.name}' cannot be read back as an atlas; that is for a {can}")
    if not path.is_file():
        raise ExportError(f"{path}: there is no such file")
    try:
        described, frames = READERS[suffix](path)
        if not described:
            raise ExportError(f"{path.name} holds no tables of an atlas; geokz.Layer('{path}') reads a layer")
        names = {resource["name"]: resource for resource in described["resources"]}
        things = frames.pop("things", None)
        strange = [name for name in frames if name not in names]
        layers = [name for name, resource in names.items() if "geokz" in resource and name not in frames]
        if things is not None:
            _check_layers(path, things, layers)
            frames |= {name: things[things["layer"] == name] for name in layers}
        return described, {name: _as_described(frames[name], names[name]) for name in names if name in frames}, strange
    except (TableError, ExportError):
        raise
    except _UNREADABLE as problem:
        raise _no_export(path, problem) from problem


def _no_export(path: Path, problem: Exception) -> ExportError:
    told = " ".join(str(problem).split())[:100]
    return ExportError(f"{path.name} is no export of geokz that can be read back ({told})")


def _check_layers(path: Path, things: pd.DataFrame, layers: Sequence[str]) -> None:
    """Raise for a thing of no layer, which would be in no table."""
    for thing, layer in zip(things["id"], things["layer"], strict=True):
        if layer not in layers:
            told = f"'{thing}' is of the layer '{layer or ''}', which is none; write one of {', '.join(layers)}"
            raise ExportError(f"{path.name}, table 'things': {told}")


def _as_described(frame: pd.DataFrame, resource: Mapping[str, Any]) -> pd.DataFrame:
    """The columns of a table in their order; cells that the file does not have are empty. ``attrs`` has the columns
    the file has (``there``), and those nobody knows (``strange``)."""
    frame = frame.rename(columns=folder_name)
    columns = list(dict.fromkeys(column["name"] for column in resource["schema"]["fields"]))
    strange = (
        [] if "layer" in frame.columns else [name for name in frame.columns if name not in (*columns, "fid", "geom")]
    )
    made = frame.reindex(columns=columns).reset_index(drop=True)
    made.attrs = {"there": [name for name in columns if name in frame.columns], "strange": strange}
    return made


def _folder(path: Path, home: Path, described: Described, frames: Frames) -> Folder:
    resources = [{**resource, "encoding": "utf-8"} for resource in described["resources"] if resource["name"] in frames]
    members = {key: value for key, value in described.items() if key not in {LAYERS, LAYERS[:-5], ATLAS}}
    (home / FILE).write_text(json.dumps({**members, "resources": resources}), encoding="utf-8")
    try:
        profile = Profile.of(described[ATLAS])
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise ExportError(f"{path.name} does not tell what its atlas is called and shows; export it anew") from problem
    package = read_package(home, profile)
    tables: dict[str, Read] = {}
    problems: list[Problem] = list(package.problems)
    for table in package.tables:
        place = home / table.path
        if home.resolve() not in place.resolve().parents:
            raise ExportError(f"{path.name} names the table '{table.path}' outside its folder")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(csv_of(frames[table.name]))
        found, wrong = read_table(home, table, (min(YEARS[0], profile.first), max(YEARS[1], profile.last)))
        problems += wrong
        if found is not None:
            tables[table.name] = found.one_a_thing(table)
    if problems:
        raise DataError(sorted(problems))
    try:
        styles = {key: LayerStyle(key=key, **said) for key, said in described[LAYERS[:-5]].items()}
    except (KeyError, TypeError) as problem:
        raise ExportError(f"{path.name} does not tell how its layers are drawn") from problem
    return Folder(
        path=path,
        tables=package.tables,
        read=tables,
        styles=styles,
        tours=[],
        maps=[ThemedMap.of(profile)],
        credit=package.credit,
        profile=profile,
        languages=package.languages,
        base_map={},
        relief=b"",
        base_names=b"",
        shapes=b"",
        notices={},
        problems=[],
    )


# ---- one reader a suffix ----


def _of_geopackage(path: Path) -> tuple[Described, Frames]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
        query = "SELECT metadata FROM gpkg_metadata WHERE md_standard_uri LIKE '%data-package%'"
        said = file.execute(query).fetchone()
        if said is None:
            return {}, {}
        described = json.loads(said[0])
        there = {name for (name,) in file.execute("SELECT table_name FROM gpkg_contents")}
        wanted = ["things", *(name["name"] for name in described["resources"])]
        frames = {}
        for name in wanted:
            if name in there and '"' not in name:
                found = file.execute(f'SELECT * FROM "{name}" ORDER BY rowid')
                columns = [column[0] for column in found.description]
                frames[name] = pd.DataFrame(found.fetchall(), columns=columns, dtype=object)
    things = frames["things"]
    _moved(things, [_shape_of(blob) for blob in things["geom"].tolist()], frames.get("places"))
    return described, frames


def _shape_of(blob: bytes | None) -> shapely.Geometry | None:
    """The geometry of a GeoPackage: behind a head as long as its envelope."""
    if not blob:
        return None
    return shapely.from_wkb(blob[8 + (0, 32, 48, 48, 64)[blob[3] >> 1 & 7] :])


def _moved(things: pd.DataFrame, shapes: Sequence[shapely.Geometry | None], places: pd.DataFrame | None) -> None:
    """A point that somebody moved on the map, or gave to what was nowhere, is a place that moved.

    Raises :class:`geokz.errors.ExportError` where things of one place were moved to several points.
    """
    if places is None:
        return
    at = {key: row for row, key in enumerate(places["id"])}
    there = list(zip(places["lon"].tolist(), places["lat"].tolist(), strict=True))
    moved: dict[str, tuple[float, float]] = {}
    for thing, place, shape in zip(things["id"], things["place"], shapes, strict=True):
        if place in at and isinstance(shape, shapely.Point) and not shape.is_empty:
            row = at[place]
            olds = there[row]
            stays = [
                cell is not None and abs(float(cell) - new) <= 1e-7
                for cell, new in zip(olds, shape.coords[0], strict=False)
            ]
            if all(stays):
                continue
            point = round(shape.x, 7), round(shape.y, 7)
            if moved.setdefault(place, point) != point:
                told = f"the place '{place}' was moved to several points, one of them that of '{thing}'; move it to one"
                raise ExportError(told)
            places.loc[row, ["lon", "lat"]] = [
                old if same else new for old, same, new in zip(olds, stays, point, strict=True)
            ]


def _of_zip(path: Path) -> tuple[Described, Frames]:
    with zipfile.ZipFile(path) as archive:
        described = json.loads(archive.read(FILE))
        if not {LAYERS, ATLAS} & set(described):
            return {}, {}
        described["resources"] = [each for each in described["resources"] if each["name"] not in {"things", *DERIVED}]
        described[LAYERS[:-5]] = described.get(LAYERS)
        with tempfile.TemporaryDirectory() as home:
            frames = {each["name"]: _saved(archive, each, Path(home) / "table.csv") for each in described["resources"]}
    return described, frames


def _saved(archive: zipfile.ZipFile, resource: Mapping[str, Any], place: Path) -> pd.DataFrame:
    """A table of an archive, however the program wrote it in which it was edited."""
    place.write_bytes(archive.read(resource["path"]))
    wanted = [column["name"] for column in resource["schema"]["fields"]]
    sheet = open_sheet(place, wanted, name=resource["path"])
    problems: list[Problem] = []
    rows = [cells for _, cells in sheet.rows(problems)]
    if problems:
        raise TableError(problems)
    return pd.DataFrame(rows, columns=list(sheet.header), dtype=object)


def _of_workbook(path: Path) -> tuple[Described, Frames]:
    try:
        import openpyxl
    except ImportError as problem:
        raise ExportError("reading XLSX needs openpyxl; pip install 'geokz[xlsx]'") from problem
    book = openpyxl.load_workbook(path, read_only=True)
    try:
        if ABOUT not in book.sheetnames:
            return {}, {}
        said = "".join(str(row[0]) for row in book[ABOUT].iter_rows(values_only=True))
        described = json.loads(said)
        wanted = {name[:31]: name for name in ("things", *(each["name"] for each in described["resources"]))}
        frames = {}
        for sheet in book.worksheets:
            if sheet.title in wanted:
                frames[wanted[sheet.title]] = _of_sheet(path, sheet)
            elif sheet.title not in {ABOUT, *DERIVED}:
                frames[sheet.title] = pd.DataFrame()
    finally:
        book.close()
    return described, frames


def _of_sheet(path: Path, sheet: Any) -> pd.DataFrame:
    rows = sheet.iter_rows()
    header = [cell.value.strip() if isinstance(cell.value, str) else cell.value for cell in next(rows, ())]
    twice = next((name for at, name in enumerate(header) if name is not None and name in header[:at]), None)
    if twice is not None:
        raise ExportError(f"{path.name}, sheet '{sheet.title}': the column '{twice}' stands twice; take out one")
    told = ([_dateless(path, sheet.title, cell) for cell in row] for row in rows)
    kept = [row for row in told if any(str(cell).strip() for cell in row if cell is not None)]
    frame = pd.DataFrame(kept, columns=header, dtype=object)
    return frame.loc[:, [cell is not None for cell in header]]


def _dateless(path: Path, sheet: str, cell: Any) -> Any:
    """What a cell says; a day, month or year that a spreadsheet made of a text, by how it shows it, as a text again.
    What it shows without a year (pages 3-4 as the 3rd of April) was no time. A formula says nothing here."""
    value = cell.value
    if value is not None and cell.data_type in {"f", "e"}:
        what = "a formula" if cell.data_type == "f" else f"the error {value}"
        raise ExportError(f"{path.name}, sheet '{sheet}', cell {cell.coordinate}: is {what}; write its value as a text")
    if not isinstance(value, datetime):
        return value
    shown = set(re.sub(r"\[.*?\]|\".*?\"|\\.", "", cell.number_format).lower())
    if value.time() != time.min or "y" not in shown:
        told = f"the spreadsheet made the time {value} of a text; make the cell a text and write it anew"
        raise ExportError(f"{path.name}, sheet '{sheet}', cell {cell.coordinate}: {told}")
    return value.date().isoformat()[: 10 if "d" in shown else 7 if "m" in shown else 4]


def _of_geojson(path: Path) -> tuple[Described, Frames]:
    collection = json.loads(path.read_text(encoding="utf-8"))
    if not {"package", "tables"} & set(collection):
        return {}, {}
    frames = {name: pd.DataFrame(rows, dtype=object) for name, rows in collection["tables"].items()}
    things = pd.DataFrame([feature["properties"] for feature in collection["features"]], dtype=object)
    shapes = [
        feature["geometry"] and shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in collection["features"]
    ]
    frames["things"] = things if len(things) else pd.DataFrame(columns=["id", "layer"], dtype=object)
    if len(things):
        _moved(things, shapes, frames.get("places"))
    return collection["package"], frames


# what there is no description of an atlas in, as there is none in the file of a layer, is described by nothing
READERS: dict[str, Callable[[Path], tuple[Described, Frames]]] = {
    ".gpkg": _of_geopackage,
    ".zip": _of_zip,
    ".xlsx": _of_workbook,
    ".geojson": _of_geojson,
}
