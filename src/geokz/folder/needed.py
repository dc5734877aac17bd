"""What an atlas needs of the tables that are described: those that are asked for by name, their columns, and keys that
lead to one another."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import Problem
from .json_file import read_json
from .package import FILE, Column, Table, line_of
from .where import default_folder, is_file

NEEDED = (
    *("sources", "places", "names", "claims", "figures", "relations"),
    *("types", "certainty", "precision", "standing", "predicates", "measures", "units", "qualifiers", "relation_types"),
)
_IN_A_LANGUAGE = re.compile(r"_[a-z]{2,3}(_[A-Z]\w+)?$")


def misnamed(tables: Sequence[Table], unread: Collection[str]) -> list[tuple[Table, str]]:
    """Tables under a name by which nothing asks for them, and the name that is missing and most likely meant."""
    names = {table.name for table in tables}
    asked = {target for table in tables for _, target, _ in table.references} | set(NEEDED)
    lacking = sorted(asked - names - set(unread))
    shipped = {resource["path"]: resource["name"] for resource in shipped_resources() if resource["name"] not in names}
    known = {resource["name"] for resource in shipped_resources()} | asked
    found = []
    for table in tables:
        if table.is_layer or table.name in known:
            continue
        near = [shipped[table.path]] if table.path in shipped else get_close_matches(table.name, lacking, 1)
        if near:
            found.append((table, near[0]))
            lacking = [name for name in lacking if name not in near]
    return found


def astray(tables: Sequence[Table], folder: Path) -> list[tuple[Table, str]]:
    """Tables whose file is not in the folder, and the file of no table there that is most likely meant."""
    lost = [table for table in tables if not is_file(folder / table.path)]
    known = {table.path for table in tables}
    there = (path for depth in ("*.csv", "*/*.csv", "*/*/*.csv") for path in folder.glob(depth))  # links are followed
    free = {path.relative_to(folder).as_posix() for path in there} - known if lost else set()
    found = []
    for table in lost:
        moved = [path for path in sorted(free) if Path(path).name == Path(table.path).name]
        near = moved or get_close_matches(table.path, sorted(free), 1, 0.8)
        found += [(table, path) for path in near[:1]]
    return found


def check_keys(tables: Sequence[Table], text: str, unread: Collection[str]) -> Iterator[Problem]:
    """Keys into tables or columns that are not described; nothing of tables when some could not be read."""
    known = {table.name: {column.name for column in table.columns} for table in tables}
    for table in tables:
        for column, target, key in table.references:
            if target not in known and target not in unread:
                message = (
                    f"{column} of {table.path} refers to '{target}', which is no resource; describe it or correct it"
                )
                yield Problem(FILE, line_of(text, table.name), table.name, message)
            elif target in known and key not in known[target]:
                message = (
                    f"{column} of {table.path} refers to '{key}' of '{target}', which is no column there; correct it"
                )
                yield Problem(FILE, line_of(text, table.name), table.name, message)


def check_needed(tables: Sequence[Table], text: str, unread: Collection[str]) -> Iterator[Problem]:
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
                yield Problem(FILE, line_of(text, table.name), table.name, message)
            elif there.type != column.type or (there.kind != column.kind and (there.kind or column.kind != "attested")):
                told = f"{column.type}{f' ({column.kind})' if column.kind else ''}"
                message = (
                    f"the column '{column.name}' of {table.path} is no {there.type} but a {told}; correct the schema"
                )
                yield Problem(FILE, line_of(text, table.name), table.name, message)


@cache
def shipped_resources() -> list[dict[str, Any]]:
    """The tables that ship with geokz, as ``datapackage.json`` has them."""
    return list(read_json(default_folder() / FILE)["resources"])


@cache
def _shipped() -> dict[str, list[Column]]:
    """The columns of the tables that geokz reads by name, from the schemas that ship with it; texts are asked for
    by language elsewhere."""
    home = default_folder()
    columns = {}
    for resource in shipped_resources():
        fields = read_json(home / resource["schema"])["fields"]
        columns[resource["name"]] = [
            Column(item["name"], item.get("type", "string"), item.get("geokz", ""))
            for item in fields
            if not (item.get("geokz") == "text" and _IN_A_LANGUAGE.search(item["name"]))
        ]
    return columns
