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
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import Problem
from .languages import DEFAULT
from .profile import NO_PROFILE, Profile

LINE = "_line"
FILE = "datapackage.json"


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

    ``part`` is the part a table of things to draw plays; other tables have none. ``rows`` is how many it has at least,
    ``line`` that of ``datapackage.json`` which names it.
    """

    name: str
    path: str
    columns: tuple[Column, ...]
    key: str | None
    references: tuple[tuple[str, str, str], ...]
    part: Part | None = None
    rows: int = 0
    line: int = field(default=1, compare=False)

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


def line_of(text: str, name: str) -> int:
    """The line of ``datapackage.json`` that names a resource; the first when none does."""
    found = re.search(rf'"name"\s*:\s*{re.escape(json.dumps(name, ensure_ascii=False))}', text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
