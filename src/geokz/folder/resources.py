"""The tables of a data folder, as the resources of its ``datapackage.json`` and their schemas describe them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import Problem
from ..visible import visible
from .descriptor import package_problems, resource_problems, schema_problems
from .json_file import JsonError, lines_of, parse_json
from .languages import DEFAULT, lacking, languages_of
from .needed import astray, check_keys, check_needed, misnamed, shipped_resources
from .package import FILE, NO_CREDIT, Column, Credit, Package, Part, Table, line_of
from .profile import FILE as ATLAS
from .profile import NO_PROFILE, Profile, read_profile

MANY = 20
_PARTS = {"extent": ("point", "line", "area"), "names": ("lent", "own", "none"), "class": tuple("AHLPRSTUV")}


def read_package(folder: Path, profile: Profile | None = None) -> Package:
    """The description of a data folder; of a resource that is not described as a table is, only the problem.

    ``profile`` stands for ``atlas.toml`` where the folder has none: that of an export which is read back.
    """

    def refused(message: str, line: int = 1) -> Package:
        return Package(problems=(Problem(FILE, line, "-", message),))

    try:
        data = (folder / FILE).read_bytes()
        package = parse_json(data)
    except (FileNotFoundError, NotADirectoryError):
        if not folder.is_dir():
            return refused(f"there is no folder {folder}; name one that has this file, or begin one with geokz new")
        return refused(f"is not in {folder}; a data folder begins with this file")
    except OSError as problem:
        return refused(f"cannot be read: {problem.strerror}")
    except JsonError as problem:
        return refused(str(problem), problem.line)
    if not isinstance(package, dict):
        return refused("is no object; a data package is { ... } with its resources")
    text = data.decode("utf-8-sig")
    schemas = _Schemas(folder)
    tables: list[Table] = []
    homes: dict[str, list[Table]] = {}
    lines, wrong = lines_of(text), list(package_problems(package))
    problems = [Problem(FILE, lines.get((member,), 1), visible(member), visible(message)) for member, message in wrong]
    credit = NO_CREDIT if problems else Credit.of(package, folder.name)
    unread: set[str] = set()
    resources = package.get("resources")
    for number, resource in enumerate(resources if isinstance(resources, list) else ()):
        name = str(resource.get("name", "-")) if isinstance(resource, dict) else "-"
        misfits = list(resource_problems(resource))
        for member, told in misfits:
            spots = (("resources", number, last) for last in (member, "name"))
            line = next((lines[spot] for spot in spots if spot in lines), lines.get(("resources", number), 1))
            problems.append(Problem(FILE, line, visible(name), visible(f"{member} {told}")))
        try:
            found = [] if misfits else _read_resource(resource, schemas, line_of(text, name))
            for table in found:
                _refuse_double(table, tables)
        except _NoSchema:
            found, misfits = [], [("schema", "")]  # a problem of its own, told once
        except ValueError as problem:
            problems.append(Problem(FILE, line_of(text, name), visible(name), visible(f"cannot be read: {problem}")))
            found, misfits = [], [("", "")]
        if misfits:
            unread.add(name)
            if isinstance(resource, dict) and "name" not in resource:  # it is told; the file says whose it was
                unread |= {one["name"] for one in shipped_resources() if one["path"] == resource.get("path")}
        tables += found
        for table in found:
            homes.setdefault(resource["schema"] if isinstance(resource["schema"], str) else FILE, []).append(table)
    for table, meant in misnamed(tables, unread):
        message = f"no table is asked for by the name '{table.name}', and '{meant}' is missing; is it that one?"
        problems.append(Problem(FILE, line_of(text, table.name), visible(table.name), visible(message)))
        tables.remove(table)
        unread |= {table.name, meant}
    for table, there in astray(tables, folder):
        number = next(at for at, one in enumerate(resources or ()) if one.get("path") == table.path)
        line = lines.get(("resources", number, "path"), 1)
        message = f"path '{table.path}' is no file here; is it '{there}'?"
        problems.append(Problem(FILE, line, visible(table.name), visible(message)))
        tables.remove(table)
        unread.add(table.name)
    homes = {file: [table for table in there if table in tables] for file, there in homes.items()}
    problems += schemas.problems
    if not isinstance(resources, list):
        return Package(problems=tuple(problems))
    profile, wrong_profile = read_profile(folder) if profile is None else (profile, [])
    problems += wrong_profile
    languages, lacks = _languages(profile, text, homes, schemas)
    problems += lacks
    problems += check_keys(tables, text, unread)
    problems += check_needed(tables, text, unread)
    return Package(tuple(tables), credit, tuple(problems), frozenset(unread), languages, profile)


def _languages(
    profile: Profile, text: str, homes: Mapping[str, list[Table]], schemas: _Schemas
) -> tuple[tuple[str, ...], list[Problem]]:
    """The languages of a folder and the columns that lack in one; without a profile those that its names are in."""
    layers = [table for tables in homes.values() for table in tables if table.is_layer]
    named = languages_of(column for table in layers for column in table.texts) or DEFAULT
    if profile is NO_PROFILE:
        return named, []
    languages = profile.languages
    problems: dict[tuple[str, str], Problem] = {}
    for file, tables in homes.items():
        for table in tables:
            names = [column.name for column in table.columns]
            for missing in lacking(names, table.texts, languages, layer=table.is_layer):
                message = f"is missing, though the languages are {', '.join(languages)}; add it, or see languages in "
                message += ATLAS
                line = line_of(text if file == FILE else schemas.text(file), names[0])
                problems.setdefault((file, missing), Problem(file, line, missing, message))
    return (named if problems else languages), list(problems.values())


class _NoSchema(Exception):
    """A resource whose schema cannot be read."""


class _Schemas:
    """The schemas of a data folder, each read once, and what is wrong with their files."""

    def __init__(self, folder: Path) -> None:
        self.problems: list[Problem] = []
        self._folder = folder
        self._read: dict[str, Any] = {}
        self._texts: dict[str, str] = {}

    def of(self, file: str) -> Any:
        if file not in self._read:
            self._read[file] = self._parsed(file)
        if self._read[file] is None:
            raise _NoSchema(file)
        return self._read[file]

    def text(self, file: str) -> str:
        """A schema that was read, as it is written."""
        return self._texts[file]

    def _parsed(self, file: str) -> Any:
        try:
            data = (self._folder / file).read_bytes()
        except OSError as problem:
            self.problems.append(Problem(file, 1, "-", f"cannot be read: {problem.strerror}; {FILE} names it"))
            return None
        try:
            schema, text, found = _schema(file, data)
        except JsonError as problem:
            self.problems.append(Problem(file, problem.line, "-", str(problem)))
            return None
        self._texts[file] = text
        self.problems += found
        return None if found else schema


@lru_cache(maxsize=128)  # of a folder that is read again, most schemas are as they were
def _schema(file: str, data: bytes) -> tuple[Any, str, list[Problem]]:
    """A schema, as it is written, and what is wrong with it."""
    schema, text = parse_json(data), data.decode("utf-8-sig")
    return schema, text, _told(file, schema, text)


def _told(file: str, schema: Any, text: str = "") -> list[Problem]:
    """What is wrong with a schema, the first of it."""
    found = list(schema_problems(schema))
    told = [Problem(file, line_of(text, member), visible(member), visible(what)) for member, what in found[:MANY]]
    if len(found) > MANY:
        told.append(Problem(file, 1, "-", f"and {len(found) - MANY} more like these"))
    return told


def _read_resource(resource: dict[str, Any], schemas: _Schemas, line: int) -> list[Table]:
    """The table that a resource describes, named on a line; nothing for a resource of another kind."""
    schema = resource.get("schema")
    suffix = resource["path"].rpartition(".")[2]
    if resource.get("format", suffix).lower() != "csv" or schema is None:
        if "geokz" in resource:
            raise ValueError("a table that plays a part is a .csv with a schema; write both into its entry")
        return []
    if isinstance(schema, str):
        schema = schemas.of(schema)
    else:
        found = _told(FILE, schema)
        if found:
            schemas.problems += found
            raise _NoSchema(FILE)
    part, rows = _part_of(resource.get("geokz"))
    columns = tuple(
        Column(item["name"], item.get("type", "string"), item.get("geokz", ""), item.get("constraints", {}))
        for item in schema["fields"]
    )
    references = tuple(
        (_first(key["fields"]), key["reference"]["resource"], _first(key["reference"]["fields"]))
        for key in schema.get("foreignKeys", [])
    )
    key = _first(schema["primaryKey"]) if schema.get("primaryKey") else None
    table = Table(resource["name"], resource["path"], columns, key, references, part, rows, line)
    if table.part and table.part.extent == "line" and "path" not in {column.name for column in columns}:
        raise ValueError("a layer of lines needs the column 'path', the places along a line; add it to the schema")
    return [table]


def _refuse_double(table: Table, tables: Sequence[Table]) -> None:
    for other in tables:
        if other.name == table.name or other.path == table.path:
            raise ValueError(f"the resource '{other.name}' or its file {other.path} is there twice; keep one")


def _part_of(member: Any) -> tuple[Part | None, int]:
    """The part that the member ``geokz`` of a resource gives its table, and how many rows it has at least.

    A ValueError tells what is wrong with it.
    """
    if member is None:
        return None, 0
    member = {"layer": {}} if member == "layer" else member
    rows = member.get("rows", 0) if isinstance(member, dict) else 0
    if type(rows) is not int or rows < 0:
        raise ValueError(f"rows is {json.dumps(rows)}; write how many rows the table has at least")
    if isinstance(member, dict) and member.keys() == {"rows"}:
        return None, rows
    if isinstance(member, dict) and member.keys() - {"rows", "layer"}:
        raise ValueError(f"geokz is {json.dumps(member)[:200]}; its members are layer and rows")
    said = member.get("layer") if isinstance(member, dict) else None
    if not isinstance(said, dict):
        raise ValueError(f'geokz is {json.dumps(member)}; write "layer", or {{"layer": {{...}}}} with its part')
    for setting, value in said.items():
        if setting not in _PARTS:
            raise ValueError(f"'{setting}' is no part of a layer; the parts are {', '.join(_PARTS)}")
        if not isinstance(value, str) or value not in _PARTS[setting]:
            raise ValueError(f"{setting} is '{value}'; choose one of {', '.join(_PARTS[setting])}")
    part = Part(**{"feature_class" if setting == "class" else setting: value for setting, value in said.items()})
    return part, rows


def _first(fields: str | list[str]) -> str:
    """Frictionless lets one field stand by itself or in a list."""
    return fields if isinstance(fields, str) else fields[0]
