"""Tables of a data folder as rows of text, for those who need neither checks nor frames: the finder in the shell."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import DataError, Problem
from .package import Table
from .profile import NO_PROFILE, Profile
from .resources import read_package
from .sheet import open_sheet
from .where import is_file


@dataclass(frozen=True)
class Rows:
    """Tables by name as rows, the descriptions of those that are layers, the languages of their texts, the profile.

    A table that is not there has no rows.
    """

    layers: tuple[Table, ...] = ()
    tables: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    profile: Profile = NO_PROFILE

    def of(self, name: str) -> Sequence[Mapping[str, Any]]:
        return self.tables.get(name, ())


def read_rows(folder: Path, names: Collection[str]) -> Rows:
    """The rows of the layers of a data folder, and of those of its other tables that are named.

    Raises :class:`geokz.errors.TableError` for a folder or table that cannot be read.
    """
    package = read_package(folder)
    if package.problems:
        raise DataError(list(package.problems))
    layers = tuple(table for table in package.tables if table.is_layer)
    wanted = [table for table in package.tables if table.is_layer or table.name in {*names, package.profile.units}]
    return Rows(layers, {table.name: _rows(folder, table) for table in wanted}, package.languages, package.profile)


def read_shapes(folder: Path, profile: Profile) -> bytes | None:
    """The GeoJSON of today's units of a data folder, unread; nothing when it has none."""
    path = folder / profile.shapes
    return path.read_bytes() if is_file(path) else None


def _rows(folder: Path, table: Table) -> list[dict[str, str]]:
    sheet = open_sheet(folder / table.path, [column.name for column in table.columns], name=table.path)
    problems: list[Problem] = []
    rows = [dict(zip(sheet.header, cells, strict=True)) for _, cells in sheet.rows(problems)]
    if problems:
        raise DataError(problems)
    return rows


def rows_of(data: bytes) -> list[dict[str, str]]:
    """The rows of a table that was read as bytes, in UTF-8 with commas, by the names of its columns.

    >>> rows_of(b"kind,lon\\nsea,59.6\\n")
    [{'kind': 'sea', 'lon': '59.6'}]
    """
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
