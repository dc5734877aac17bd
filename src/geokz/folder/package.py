"""``datapackage.json``: the tables of a data folder by their columns' rules, and whose data they are.

A new table is an entry there. Besides the Frictionless properties (``required``, ``pattern``,
``enum``, ``minimum``, ``maximum``, ``unique``, ``primaryKey``, ``foreignKeys``) a field may carry ``geokz``:

``edtf``        an EDTF date (:mod:`geokz.dates`)
``citations``   ``key[locator]; ...`` with keys of ``sources.csv`` (:mod:`geokz.sources`)
``attested``    citations, ids of gazetteers such as ``geonames:1518003`` and addresses, separated by ``;``
``text``        prose or a name: no word may mix alphabets, no text stand in another than that of its language
``thing``       the id of a row of any layer table
``things``      ids of rows of any layer table, separated by ``;``: a row about several things, told of each of them
``named``       the id of a row of any layer table or of ``places.csv``
``places``      ids of rows of ``places.csv``, separated by ``;``
``optional``    a text, in a column that the table may lack
``lon``/``lat``   degrees, WGS 84; ``minimum`` and ``maximum`` are the edges of the map, checked as a pair

and a resource of things to draw carries ``"geokz": "layer"``, or ``"geokz": {"layer": {...}}`` with the part it plays:

``extent``   ``point`` (so when left out), ``line`` or ``area``: whether a thing stands at one point, runs along the
             places of its column ``path``, or covers so much that it has no one point
``names``    ``lent`` (so when left out): the finder knows its places by the names of its things too; ``own``: the
             names are those of the places themselves, as of towns and stations; ``none``
``class``    the feature class of GeoNames in Linked Places: ``S`` (so when left out), ``P``, ``A``, ``R`` ...

``"geokz": {"rows": 500}`` says how many rows a table has at least, so that one that lost its end is not taken for a
short one; with a layer both stand in one object. What a descriptor or schema may say at all: :mod:`.descriptor`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ..errors import Problem
from ..visible import visible
from .descriptor import package_problems, resource_problems, schema_problems
from .json_file import JsonError, lines_of, parse_json, read_json
from .languages import DEFAULT, lacking, languages_of
from .profile import FILE as ATLAS
from .profile import NO_PROFILE, Profile, read_profile
from .where import default_folder

LINE = "_line"
FILE = "datapackage.json"
MANY = 20
NEEDED = (
    *("sources", "places", "names", "claims", "figures", "relations"),
    *("types", "certainty", "precision", "standing", "predicates", "measures", "units", "qualifiers", "relation_types"),
)
_IN_A_LANGUAGE = re.compile(r"_[a-z]{2,3}(_[A-Z]\w+)?$")
_PARTS = {"extent": ("point", "line", "area"), "names": ("lent", "own", "none"), "class": tuple("AHLPRSTUV")}


@dataclass(frozen=True)
class Credit:
    """Whose data these are: name, title, version and date of the data, their authors, licence and where it is written.

    ``line`` is the credit line: the data, then what they draw on, each with its licence. What a folder does not say
    is an empty text.
    """

    name: str
    title: str
    version: str
    date: str
    authors: str
    licence: str
    licence_url: str
    line: str

    @classmethod
    def of(cls, package: Mapping[str, Any], folder: str) -> Credit:
        """The credit of a data package; of several licences the first. Without a name it has that of its folder.

        >>> sources = [{"title": "GeoNames (CC BY 4.0)"}, {"title": "Who's On First"}]
        >>> Credit.of({"licenses": [{"name": "CC-BY-4.0"}], "sources": sources}, "mine").line
        "mine (CC BY 4.0) · GeoNames (CC BY 4.0) · Who's On First"
        """
        name = package.get("name", folder)
        licence: dict[str, str] = next(iter(package.get("licenses", [])), {})
        key = licence.get("name", "").replace("-", " ")
        own = f"{name} ({key})" if key else name
        return cls(
            name=name,
            title=package.get("title", name),
            version=package.get("version", ""),
            date=package.get("created", "")[:10],
            authors=", ".join(person["title"] for person in package.get("contributors", [])),
            licence=key,
            licence_url=licence.get("path", ""),
            line=" · ".join([own, *(source["title"] for source in package.get("sources", []))]),
        )

    @property
    def notice(self) -> str:
        """Title, licence and credit in one line, for formats that have one text for it all."""
        licence = ", ".join(filter(None, [self.licence, self.licence_url]))
        return f"{self.title}. " + (f"Licence: {licence}. " if licence else "") + f"Credit: {self.line}"

    @property
    def members(self) -> dict[str, str]:
        """What a GeoJSON collection says of itself in foreign members (RFC 7946, 6.1); GDAL reads ``description``."""
        said = {"license": self.licence_url, "attribution": self.line, "description": self.notice}
        return {name: text for name, text in said.items() if text}


NO_CREDIT = Credit(name="", title="", version="", date="", authors="", licence="", licence_url="", line="")


@dataclass(frozen=True)
class Column:
    """One column: its name, Frictionless type and constraints, and what geokz reads in it."""

    name: str
    type: str = "string"
    kind: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Part:
    """The part a layer plays: see ``extent``, ``names`` and ``class`` above."""

    extent: str = "point"
    names: str = "lent"
    feature_class: str = "S"


@dataclass(frozen=True)
class Table:
    """One table: its file, columns, key and the keys it refers to (column, table, column there).

    ``part`` is the part a table of things to draw plays; other tables have none. ``rows`` is how many it has at least.
    """

    name: str
    path: str
    columns: tuple[Column, ...]
    key: str | None
    references: tuple[tuple[str, str, str], ...]
    part: Part | None = None
    rows: int = 0

    @property
    def is_layer(self) -> bool:
        return self.part is not None

    @property
    def texts(self) -> list[str]:
        """The names of the columns of prose and names."""
        return [column.name for column in self.columns if column.kind == "text"]


@dataclass(frozen=True)
class Package:
    """What ``datapackage.json`` says: the tables it describes, whose data they are, and what is wrong with it.

    ``unread`` are the names of the resources that could not be read: what misses them is no second problem.
    ``profile`` is what ``atlas.toml`` says; ``languages`` are those of its texts, the first before the others.
    """

    tables: tuple[Table, ...] = ()
    credit: Credit = NO_CREDIT
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()
    languages: tuple[str, ...] = DEFAULT
    profile: Profile = NO_PROFILE


def read_package(folder: Path, profile: Profile | None = None) -> Package:
    """The description of a data folder; of a resource that is not described as a table is, only the problem.

    ``profile`` stands for ``atlas.toml`` where the folder has none: that of an export which is read back.
    """

    def refused(message: str, line: int = 1) -> Package:
        return Package(problems=(Problem(FILE, line, "-", message),))

    try:
        data = (folder / FILE).read_bytes()
        package = parse_json(data)
    except FileNotFoundError:
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
            found = [] if misfits else _read_resource(resource, schemas)
            for table in found:
                _refuse_double(table, tables)
        except _NoSchema:
            found, misfits = [], [("schema", "")]  # a problem of its own, told once
        except ValueError as problem:
            problems.append(Problem(FILE, _line_of(text, name), visible(name), visible(f"cannot be read: {problem}")))
            found, misfits = [], [("", "")]
        if misfits:
            unread.add(name)
            if isinstance(resource, dict) and "name" not in resource:  # it is told; the file says whose it was
                unread |= {one["name"] for one in _resources() if one["path"] == resource.get("path")}
        tables += found
        for table in found:
            homes.setdefault(resource["schema"] if isinstance(resource["schema"], str) else FILE, []).append(table)
    for table, meant in _misnamed(tables, unread):
        message = f"no table is asked for by the name '{table.name}', and '{meant}' is missing; is it that one?"
        problems.append(Problem(FILE, _line_of(text, table.name), visible(table.name), visible(message)))
        tables.remove(table)
        unread |= {table.name, meant}
    homes = {file: [table for table in there if table in tables] for file, there in homes.items()}
    problems += schemas.problems
    if not isinstance(resources, list):
        return Package(problems=tuple(problems))
    profile, wrong_profile = read_profile(folder) if profile is None else (profile, [])
    problems += wrong_profile
    languages, lacks = _languages(profile, text, homes, schemas)
    problems += lacks
    problems += _check_keys(tables, text, unread)
    problems += _check_needed(tables, text, unread)
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
                line = _line_of(text if file == FILE else schemas.text(file), names[0])
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
    told = [Problem(file, _line_of(text, member), visible(member), visible(what)) for member, what in found[:MANY]]
    if len(found) > MANY:
        told.append(Problem(file, 1, "-", f"and {len(found) - MANY} more like these"))
    return told


def _line_of(text: str, name: str) -> int:
    """The line of ``datapackage.json`` that names a resource; the first when none does."""
    found = re.search(rf'"name"\s*:\s*{re.escape(json.dumps(name, ensure_ascii=False))}', text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _read_resource(resource: dict[str, Any], schemas: _Schemas) -> list[Table]:
    """The table that a resource describes; nothing for a resource of another kind."""
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
    table = Table(resource["name"], resource["path"], columns, key, references, part, rows)
    if table.part and table.part.extent == "line" and "path" not in {column.name for column in columns}:
        raise ValueError("a layer of lines needs the column 'path', the places along a line; add it to the schema")
    return [table]


def _refuse_double(table: Table, tables: Sequence[Table]) -> None:
    for other in tables:
        if other.name == table.name or other.path == table.path:
            raise ValueError(f"the resource '{other.name}' or its file {other.path} is there twice; keep one")


def _misnamed(tables: Sequence[Table], unread: Collection[str]) -> list[tuple[Table, str]]:
    """Tables under a name by which nothing asks for them, and the name that is missing and most likely meant."""
    names = {table.name for table in tables}
    asked = {target for table in tables for _, target, _ in table.references} | set(NEEDED)
    lacking = sorted(asked - names - set(unread))
    shipped = {resource["path"]: resource["name"] for resource in _resources() if resource["name"] not in names}
    known = {resource["name"] for resource in _resources()} | asked
    found = []
    for table in tables:
        if table.is_layer or table.name in known:
            continue
        near = [shipped[table.path]] if table.path in shipped else get_close_matches(table.name, lacking, 1)
        if near:
            found.append((table, near[0]))
            lacking = [name for name in lacking if name not in near]
    return found


def _check_keys(tables: Sequence[Table], text: str, unread: Collection[str]) -> Iterator[Problem]:
    """Keys into tables or columns that are not described; nothing of tables when some could not be read."""
    known = {table.name: {column.name for column in table.columns} for table in tables}
    for table in tables:
        for column, target, key in table.references:
            if target not in known and target not in unread:
                message = (
                    f"{column} of {table.path} refers to '{target}', which is no resource; describe it or correct it"
                )
                yield Problem(FILE, _line_of(text, table.name), table.name, message)
            elif target in known and key not in known[target]:
                message = (
                    f"{column} of {table.path} refers to '{key}' of '{target}', which is no column there; correct it"
                )
                yield Problem(FILE, _line_of(text, table.name), table.name, message)


def _check_needed(tables: Sequence[Table], text: str, unread: Collection[str]) -> Iterator[Problem]:
    """Tables and columns without which there is no atlas: as the data have them that ship with geokz."""
    described = {table.name: table for table in tables}
    for name in NEEDED:
        if name not in described and name not in unread:
            yield Problem(FILE, 1, "resources", f"there is no resource '{name}'; an atlas needs it, if only its header")
    for table in tables:
        own = {column.name: column for column in table.columns}
        model = table.name
        if table.part:
            model = "railways" if table.part.extent == "line" else "camps"
        for column in _shipped().get(model, ()):
            there = own.get(column.name)
            if there is None and column.kind == "optional":
                continue
            if there is None:
                message = f"the column '{column.name}' of {table.path} is not described; geokz reads it: add it"
                yield Problem(FILE, _line_of(text, table.name), table.name, message)
            elif there.type != column.type or (there.kind != column.kind and (there.kind or column.kind != "attested")):
                told = f"{column.type}{f' ({column.kind})' if column.kind else ''}"
                message = (
                    f"the column '{column.name}' of {table.path} is no {there.type} but a {told}; correct the schema"
                )
                yield Problem(FILE, _line_of(text, table.name), table.name, message)


@cache
def _resources() -> list[dict[str, Any]]:
    """The tables that ship with geokz, as ``datapackage.json`` has them."""
    return list(read_json(default_folder() / FILE)["resources"])


@cache
def _shipped() -> dict[str, list[Column]]:
    """The columns of the tables that geokz reads by name, from the schemas that ship with it; texts are asked for
    by language elsewhere."""
    home = default_folder()
    columns = {}
    for resource in _resources():
        fields = read_json(home / resource["schema"])["fields"]
        columns[resource["name"]] = [
            Column(item["name"], item.get("type", "string"), item.get("geokz", ""))
            for item in fields
            if not (item.get("geokz") == "text" and _IN_A_LANGUAGE.search(item["name"]))
        ]
    return columns


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
