"""Tables of a data folder as rows of text, for those who need neither checks nor frames: the finder in the shell."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ..errors import DataError, Problem
from .package import Table, read_package
from .sheet import open_sheet


def read_rows(folder: Path, names: Collection[str]) -> dict[str, list[dict[str, str]]]:
    """The rows of those of the tables that ``datapackage.json`` describes.

    Raises :class:`geokz.errors.TableError` for a folder or table that cannot be read.
    """
    package = read_package(folder)
    if package.problems:
        raise DataError(list(package.problems))
    return {table.name: _rows(folder, table) for table in package.tables if table.name in names}


def _rows(folder: Path, table: Table) -> list[dict[str, str]]:
    sheet = open_sheet(folder / table.path, [column.name for column in table.columns], name=table.path)
    problems: list[Problem] = []
    rows = [dict(zip(sheet.header, cells, strict=True)) for _, cells in sheet.rows(problems)]
    if problems:
        raise DataError(problems)
    return rows
