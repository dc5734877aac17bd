"""``datapackage.json``: the tables of a data folder by their columns' rules, its languages, and whose data they are.

A new table is an entry there. Besides the Frictionless properties (``required``, ``pattern``,
``enum``, ``minimum``, ``maximum``, ``unique``, ``primaryKey``, ``foreignKeys``) a field may carry ``geokz``:

``edtf``        an EDTF date (:mod:`geokz.dates`)
``citations``   ``key[locator]; ...`` with keys of ``sources.csv`` (:mod:`geokz.sources`)
``text``        prose or a name: no word may mix Latin and Cyrillic letters
``thing``       the id of a row of any layer table
``things``      ids of rows of any layer table, separated by ``;``: a row about several things, told of each of them
``named``       the id of a row of any layer table or of ``places.csv``
``places``      ids of rows of ``places.csv``, separated by ``;``
``lon``/``lat``   degrees, WGS 84; ``minimum`` and ``maximum`` are the edges of the map, checked as a pair

and a resource of things to draw carries ``"geokz": "layer"``, or ``"geokz": {"layer": {...}}`` with the part it plays:

``extent``   ``point`` (so when left out), ``line`` or ``area``: whether a thing stands at one point, runs along the
             places of its column ``path``, or covers so much that it has no one point
``names``    ``lent`` (so when left out): the finder knows its places by the names of its things too; ``own``: the
             names are those of the places themselves, as of towns and stations; ``none``
``class``    the feature class of GeoNames in Linked Places: ``S`` (so when left out), ``P``, ``A``, ``R`` ...
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import Problem
from .languages import DEFAULT, lacking, languages_of, wrong_languages

LINE = "_line"
FILE = "datapackage.json"
OBLASTS = "regions/oblasts.geojson"
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
    constraints: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """The part a layer plays: see ``extent``, ``names`` and ``class`` above."""

    extent: str = "point"
    names: str = "lent"
    feature_class: str = "S"


@dataclass(frozen=True)
class Table:
    """One table: its file, columns, key and the keys it refers to (column, table, column there).

    ``part`` is the part a table of things to draw plays; other tables have none.
    """

    name: str
    path: str
    columns: tuple[Column, ...]
    key: str | None
    references: tuple[tuple[str, str, str], ...]
    part: Part | None = None

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
    ``languages`` are those of its texts, the first before the others (:mod:`geokz.folder.languages`).
    """

    tables: tuple[Table, ...] = ()
    credit: Credit = NO_CREDIT
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()
    languages: tuple[str, ...] = DEFAULT


def read_package(folder: Path) -> Package:
    """The description of a data folder; of a resource that is not described as a table is, only the problem."""

    def refused(message: str, line: int = 1) -> Package:
        return Package(problems=(Problem(FILE, line, "-", message),))

    try:
        text = (folder / FILE).read_text(encoding="utf-8")
        package = json.loads(text)
    except FileNotFoundError:
        return refused(f"is not in {folder}; a data folder begins with this file")
    except UnicodeDecodeError as problem:
        return refused(f"is not UTF-8 ({problem.reason}); save it as UTF-8")
    except json.JSONDecodeError as problem:
        return refused(f"is not JSON: {problem.msg}", problem.lineno)
    if not isinstance(package, dict):
        return refused("is no object; a data package is { ... } with its resources")
    schemas = _Schemas(folder)
    tables: list[Table] = []
    homes: dict[str, list[Table]] = {}
    problems: list[Problem] = []
    unread: set[str] = set()
    for number, resource in enumerate(package.get("resources", []), 1):
        name = str(resource.get("name", "-")) if isinstance(resource, dict) else "-"
        try:
            found = _read_resource(resource, schemas)
            tables += found
            for table in found:
                schema = resource["schema"]
                homes.setdefault(schema if isinstance(schema, str) else FILE, []).append(table)
            continue
        except _NoSchema:
            pass  # a problem of its own, told once
        except ValueError as problem:
            problems.append(Problem(FILE, _line_of(text, name), name, f"cannot be read: {problem}"))
        except (AttributeError, KeyError, TypeError) as problem:
            message = f"resource {number} is not described as a table is: {type(problem).__name__} {problem}"
            problems.append(Problem(FILE, _line_of(text, name), "resources", message))
        unread.add(name)
    problems += schemas.problems
    languages, wrong = _languages(package, text, homes, schemas)
    problems += wrong
    credit = NO_CREDIT
    try:
        credit = Credit.of(package, folder.name)
    except (AttributeError, KeyError, TypeError, StopIteration) as problem:
        message = f"does not tell licences, contributors and sources as a data package does: {problem!r}"
        problems.append(Problem(FILE, 1, "licenses", message))
    return Package(tuple(tables), credit, tuple(problems), frozenset(unread), languages)


def _languages(
    package: Mapping[str, Any], text: str, homes: Mapping[str, list[Table]], schemas: _Schemas
) -> tuple[tuple[str, ...], list[Problem]]:
    """The languages of a folder and what is wrong with them; with a problem those that its names are in."""
    layers = [table for tables in homes.values() for table in tables if table.is_layer]
    named = languages_of(column for table in layers for column in table.texts) or DEFAULT
    if "languages" in package and (message := wrong_languages(package["languages"])):
        found = re.search(r'"languages"\s*:', text)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        return named, [Problem(FILE, line, "languages", message)]
    languages = tuple(package.get("languages", named))
    problems: dict[tuple[str, str], Problem] = {}
    for file, tables in homes.items():
        for table in tables:
            names = [column.name for column in table.columns]
            for missing in lacking(names, table.texts, languages, layer=table.is_layer):
                message = (
                    f"is missing, though the languages are {', '.join(languages)}; add it, or see languages in {FILE}"
                )
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
            self._texts[file] = (self._folder / file).read_text(encoding="utf-8")
            return json.loads(self._texts[file])
        except json.JSONDecodeError as problem:
            self.problems.append(Problem(file, problem.lineno, "-", f"is not JSON: {problem.msg}"))
        except UnicodeDecodeError as problem:
            self.problems.append(Problem(file, 1, "-", f"is not UTF-8 ({problem.reason}); save it as UTF-8"))
        except OSError as problem:
            self.problems.append(Problem(file, 1, "-", f"cannot be read: {problem.strerror}; {FILE} names it"))
        return None


def _line_of(text: str, name: str) -> int:
    """The line of ``datapackage.json`` that names a resource; the first when none does."""
    found = re.search(rf'"name"\s*:\s*{re.escape(json.dumps(name, ensure_ascii=False))}', text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _read_resource(resource: dict[str, Any], schemas: _Schemas) -> list[Table]:
    """The table that a resource describes; nothing for a resource of another kind."""
    schema = resource.get("schema")
    if resource.get("format") != "csv" or schema is None:
        return []
    if isinstance(schema, str):
        schema = schemas.of(schema)
    columns = tuple(
        Column(item["name"], item.get("type", "string"), item.get("geokz", ""), item.get("constraints", {}))
        for item in schema["fields"]
    )
    references = tuple(
        (_first(key["fields"]), key["reference"]["resource"], _first(key["reference"]["fields"]))
        for key in schema.get("foreignKeys", [])
    )
    key = _first(schema["primaryKey"]) if schema.get("primaryKey") else None
    table = Table(resource["name"], resource["path"], columns, key, references, _part_of(resource.get("geokz")))
    if table.part and table.part.extent == "line" and "path" not in {column.name for column in columns}:
        raise ValueError("a layer of lines needs the column 'path', the places along a line; add it to the schema")
    return [table]


def _part_of(member: Any) -> Part | None:
    """The part that the member ``geokz`` of a resource gives its table; a ValueError tells what is wrong with it."""
    if member is None:
        return None
    said = {} if member == "layer" else member.get("layer") if isinstance(member, dict) else None
    if not isinstance(said, dict):
        raise ValueError(f'geokz is {json.dumps(member)}; write "layer", or {{"layer": {{...}}}} with its part')
    for setting, value in said.items():
        if setting not in _PARTS:
            raise ValueError(f"'{setting}' is no part of a layer; the parts are {', '.join(_PARTS)}")
        if value not in _PARTS[setting]:
            raise ValueError(f"{setting} is '{value}'; choose one of {', '.join(_PARTS[setting])}")
    return Part(**{"feature_class" if setting == "class" else setting: value for setting, value in said.items()})


def _first(fields: str | list[str]) -> str:
    """Frictionless lets one field stand by itself or in a list."""
    return fields if isinstance(fields, str) else fields[0]
