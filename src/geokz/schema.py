"""What the tables mean: ``datapackage.json`` read into column rules, and tables read by those rules.

A new table is an entry in ``datapackage.json``. Besides the Frictionless properties (``required``, ``pattern``,
``enum``, ``minimum``, ``maximum``, ``unique``, ``primaryKey``, ``foreignKeys``) a field may carry ``geokz``:

``edtf``        an EDTF date (:mod:`geokz.dates`)
``citations``   ``key[locator]; ...`` with keys of ``sources.csv`` (:mod:`geokz.sources`)
``text``        prose or a name: no word may mix Latin and Cyrillic letters
``thing``       the id of a row of any layer table
``named``       the id of a row of any layer table or of ``places.csv``
``places``      ids of rows of ``places.csv``, separated by ``;``
``lon``/``lat``   degrees, WGS 84; ``minimum`` and ``maximum`` are the edges of the map, checked as a pair

and a resource of things to draw carries ``"geokz": "layer"``. Reading never stops at the first problem.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from .dates import When
from .errors import DateError, Problem
from .names import mixed_words
from .sources import CitationError, cite

LINE = "_line"
UNREADABLE = float("inf")  # stands for a cell that is no number, so that it is reported once and not as empty


@dataclass(frozen=True)
class Column:
    """One column: its name, Frictionless type and constraints, and what geokz reads in it."""

    name: str
    type: str = "string"
    kind: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """One table: its file, columns, key and the keys it refers to (column, table, column there)."""

    name: str
    path: str
    columns: tuple[Column, ...]
    key: str | None
    references: tuple[tuple[str, str, str], ...]
    is_layer: bool


def read_package(folder: Path) -> tuple[list[Table], list[Problem]]:
    """The tables that ``datapackage.json`` in a folder describes, and what is wrong with the description."""
    path = folder / "datapackage.json"
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [], [Problem(path.name, 1, "-", f"is not in {folder}; a data folder begins with this file")]
    except UnicodeDecodeError as problem:
        return [], [Problem(path.name, 1, "-", f"is not UTF-8 ({problem.reason}); save it as UTF-8")]
    except json.JSONDecodeError as problem:
        return [], [Problem(path.name, problem.lineno, "-", f"is not JSON: {problem.msg}")]
    if not isinstance(package, dict):
        return [], [Problem(path.name, 1, "-", "is no object; a data package is { ... } with its resources")]
    tables: list[Table] = []
    problems: list[Problem] = []
    for number, resource in enumerate(package.get("resources", []), 1):
        try:
            tables += _read_resource(folder, resource)
        except (OSError, ValueError) as problem:
            message = f"cannot read {resource['schema']}: {problem}"
            problems.append(Problem(path.name, 1, resource.get("name", "-"), message))
        except (AttributeError, KeyError, TypeError) as problem:
            message = f"resource {number} is not described as a table is: {type(problem).__name__} {problem}"
            problems.append(Problem(path.name, 1, "resources", message))
    return tables, problems


def _read_resource(folder: Path, resource: dict[str, Any]) -> list[Table]:
    """The table that a resource describes; nothing for a resource of another kind."""
    schema = resource.get("schema")
    if resource.get("format") != "csv" or schema is None:
        return []
    if isinstance(schema, str):
        schema = json.loads((folder / schema).read_text(encoding="utf-8"))
    columns = tuple(
        Column(item["name"], item.get("type", "string"), item.get("geokz", ""), item.get("constraints", {}))
        for item in schema["fields"]
    )
    references = tuple(
        (_first(key["fields"]), key["reference"]["resource"], _first(key["reference"]["fields"]))
        for key in schema.get("foreignKeys", [])
    )
    key = _first(schema["primaryKey"]) if schema.get("primaryKey") else None
    is_layer = resource.get("geokz") == "layer"
    return [Table(resource["name"], resource["path"], columns, key, references, is_layer)]


def _first(fields: str | list[str]) -> str:
    """Frictionless lets one field stand by itself or in a list."""
    return fields if isinstance(fields, str) else fields[0]


def read_table(folder: Path, table: Table) -> tuple[pd.DataFrame | None, list[Problem]]:
    """A table's rows as text, with the line each stands on in the column ``_line``, and its problems.

    Numbers are converted (empty cells become NaN); everything else stays as written. Rows with the wrong
    number of cells are reported and left out; a file that cannot be read at all gives no frame.
    """
    names = [column.name for column in table.columns]
    rows, ragged, problems = _read_rows(folder, table, names)
    if rows is None:
        return None, problems
    frame = pd.DataFrame(rows, columns=[*names, LINE]).astype({name: object for name in names})
    frame.attrs["ragged"] = ragged  # keys of rows left out: what refers to them is no second problem
    for column in table.columns:
        problems += _check_column(table, column, frame)
        if column.type in {"number", "integer"}:
            numbers = pd.to_numeric(frame[column.name], errors="coerce")
            unreadable = numbers.isna() & (frame[column.name] != "")
            frame[column.name] = numbers.mask(unreadable, UNREADABLE)
    return frame, problems + _check_coordinates(table, frame)


def _read_rows(folder: Path, table: Table, names: list[str]) -> tuple[list[list[Any]] | None, list[str], list[Problem]]:
    """The rows, the first cells of the rows left out because their number of cells is wrong, and the problems."""
    path = folder / table.path
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None, [], [Problem(table.path, 1, "-", "is missing; datapackage.json names it")]
    except OSError as problem:
        return None, [], [Problem(table.path, 1, "-", f"cannot be read: {problem.strerror}")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        value = data[problem.start : problem.start + 1].hex()
        message = f"is not UTF-8 (byte 0x{value}); save the file again as UTF-8"
        return None, [], [Problem(table.path, line, "-", message)]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    problems: list[Problem] = []
    rows: list[list[Any]] = []
    ragged: list[str] = []
    line = 1
    try:
        header = next(reader, [])
        if len(header) == 1 and len(names) > 1 and re.search("[;\t]", header[0]):
            message = "has its cells separated by semicolons or tabs; save it with commas"
            return None, [], [Problem(table.path, 1, "-", message)]
        for name in names:
            if name not in header:
                problems.append(Problem(table.path, 1, name, f"the column '{name}' is missing; add it"))
        for position, name in enumerate(header):
            if name not in names:
                known = ", ".join(names)
                message = f"the column '{name}' is not one of this table's; the columns are {known}"
                problems.append(Problem(table.path, 1, name or "-", message))
            elif name in header[:position]:
                problems.append(Problem(table.path, 1, name, f"the column '{name}' stands twice; keep one"))
        if problems:
            return None, [], problems
        order = [header.index(name) for name in names]
        line = reader.line_num + 1
        for cells in reader:
            if cells and len(cells) != len(header):
                message = f"has {len(cells)} cells where the header has {len(header)}; quote cells with commas"
                problems.append(Problem(table.path, line, "-", message))
                ragged += cells[:1]
            elif cells:
                rows.append([*(cells[position] for position in order), line])
            line = reader.line_num + 1
    except csv.Error as problem:
        message = f"cannot be read as CSV: {problem}; check the quotes"
        return None, [], [*problems, Problem(table.path, line, "-", message)]
    return rows, ragged, problems


def _check_column(table: Table, column: Column, frame: pd.DataFrame) -> list[Problem]:
    """Everything wrong with the cells of one column, seen by themselves."""
    rules = column.constraints
    read = _READERS.get(column.kind)
    pattern = re.compile(rules["pattern"]) if "pattern" in rules else None
    seen: dict[str, int] = {}
    unique = rules.get("unique") or column.name == table.key
    problems = []

    def report(line: int, message: str) -> None:
        problems.append(Problem(table.path, line, column.name, message))

    for value, line in zip(frame[column.name], frame[LINE], strict=True):
        if value == "":
            if rules.get("required"):
                report(line, "is empty; this column needs a value")
            continue
        if value != value.strip():
            report(line, f"'{value}' has spaces at its ends; remove them")
        if pattern and not pattern.fullmatch(value):
            report(line, f"'{value}' does not have the form {rules['pattern']}")
        if "enum" in rules and value not in rules["enum"]:
            report(line, f"'{value}' is not one of {', '.join(rules['enum'])}")
        if column.type in {"number", "integer"}:
            message = _number_problem(column, value)
            if message:
                report(line, message)
        if read:
            for message in read(value):
                report(line, message)
        if unique:
            if value in seen:
                report(line, f"'{value}' stands already on line {seen[value]}; ids are unique")
            seen.setdefault(value, line)
    return problems


def _number_problem(column: Column, value: str) -> str | None:
    rules = column.constraints
    form = r"-?\d+" if column.type == "integer" else r"-?\d+(\.\d+)?"
    if not re.fullmatch(form, value):
        hint = "a whole number" if column.type == "integer" else "a number such as 21329 or 7.9"
        return f"'{value}' is no number; write {hint}, without spaces or units"
    number = float(value)
    low, high = rules.get("minimum"), rules.get("maximum")
    if column.kind not in {"lon", "lat"} and (
        (low is not None and number < low) or (high is not None and number > high)
    ):
        return f"{value} lies outside {low if low is not None else '-∞'} to {high if high is not None else '∞'}"
    return None


def _check_coordinates(table: Table, frame: pd.DataFrame) -> list[Problem]:
    """Points beyond the edges of the map, half points, and points with latitude written first."""
    column = {item.kind: item for item in table.columns if item.kind in {"lon", "lat"}}
    if len(column) < 2:
        return []

    def inside(value: float, kind: str) -> bool:
        return column[kind].constraints["minimum"] <= value <= column[kind].constraints["maximum"]

    problems = []
    lons, lats = frame[column["lon"].name], frame[column["lat"].name]
    for lon, lat, line in zip(lons, lats, frame[LINE], strict=True):
        if pd.isna(lon) != pd.isna(lat):
            name, other = ("lon", "lat") if pd.isna(lon) else ("lat", "lon")
            problems.append(Problem(table.path, line, name, f"is empty while {other} is not; give both or none"))
        elif pd.isna(lon) or UNREADABLE in (lon, lat) or (inside(lon, "lon") and inside(lat, "lat")):
            continue
        elif inside(lat, "lon") and inside(lon, "lat"):
            message = f"longitude {lon:g} and latitude {lat:g} look swapped; write {lat:g} as lon, {lon:g} as lat"
            problems.append(Problem(table.path, line, "lon", message))
        else:
            kind, value = ("lat", lat) if inside(lon, "lon") else ("lon", lon)
            low, high = column[kind].constraints["minimum"], column[kind].constraints["maximum"]
            message = f"{value:g} lies outside the map ({low:g} to {high:g}); correct it or make the place unlocated"
            problems.append(Problem(table.path, line, kind, message))
    return problems


def _date_problems(value: str) -> Iterable[str]:
    try:
        When.parse(value)
    except DateError as problem:
        yield str(problem)


def _citation_problems(value: str) -> Iterable[str]:
    try:
        cite(value)
    except CitationError as problem:
        yield str(problem)


def _text_problems(value: str) -> Iterable[str]:
    for word in mixed_words(value):
        yield f"the word '{word}' mixes Latin and Cyrillic letters; type it in one alphabet"


_READERS: dict[str, Callable[[str], Iterable[str]]] = {
    "edtf": _date_problems,
    "citations": _citation_problems,
    "text": _text_problems,
}


def check_references(tables: Sequence[Table], frames: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Every key that no row carries: foreign keys, cited sources, subjects, places along a line.

    Tables that could not be read, and keys into them, are passed over: their own problem is already listed.
    """
    homes, problems = _homes(tables, frames)
    files = {table.name: table.path for table in tables}
    targets: dict[str, tuple[set[str], str]] = {}
    if all(table.name in frames for table in tables if table.is_layer):
        targets["thing"] = (set(homes), "the id of a row of any layer table")
        if "places" in frames:
            named = set(homes) | _keys_of(frames["places"], "id")
            targets["named"] = (named, "the id of a row of any layer table or of places.csv")
    for kind, name, key in (("citations", "sources", "key"), ("places", "places", "id")):
        if name in frames:
            targets[kind] = (_keys_of(frames[name], key), f"in {files[name]}")
    for table in tables:
        if table.name not in frames:
            continue
        checks = [
            (column.name, column.kind, *targets[column.kind]) for column in table.columns if column.kind in targets
        ]
        checks += [
            (name, "", _keys_of(frames[target], key), f"in {files[target]}")
            for name, target, key in table.references
            if target in frames
        ]
        frame = frames[table.name]
        for name, kind, known, home in checks:
            for value, line in zip(frame[name], frame[LINE], strict=True):
                for part in _keys(value, kind):
                    if part not in known:
                        message = f"'{part}' is not {home}; add it there or correct the spelling"
                        problems.append(Problem(table.path, line, name, message))
    return problems


def _homes(tables: Sequence[Table], frames: Mapping[str, pd.DataFrame]) -> tuple[dict[str, str], list[Problem]]:
    """The file each thing's id lives in; an id in two files is a problem."""
    homes: dict[str, str] = {}
    problems = []
    for table in tables:
        if not table.is_layer or table.name not in frames:
            continue
        for thing, line in zip(frames[table.name]["id"], frames[table.name][LINE], strict=True):
            if homes.get(thing, table.path) != table.path:
                message = f"'{thing}' is already the id of a row of {homes[thing]}; ids are unique"
                problems.append(Problem(table.path, line, "id", message))
            homes.setdefault(thing, table.path)
        for thing in frames[table.name].attrs["ragged"]:
            homes.setdefault(thing, table.path)
    return homes, problems


def _keys_of(frame: pd.DataFrame, column: str) -> set[str]:
    """The keys a table has, with those of its rows that could not be read."""
    return set(frame[column]) | set(frame.attrs["ragged"])


def split_list(value: str) -> list[str]:
    """The entries of a cell that holds several, such as the places of a ``path``.

    >>> split_list("semipalatinsk; ayaguz;")
    ['semipalatinsk', 'ayaguz']
    """
    return [part.strip() for part in value.split(";") if part.strip()]


def _keys(value: str, kind: str) -> list[str]:
    if kind == "citations":
        try:
            return [citation.key for citation in cite(value)]
        except CitationError:
            return []
    if kind == "places":
        return split_list(value)
    return [value.strip()] if value.strip() else []
