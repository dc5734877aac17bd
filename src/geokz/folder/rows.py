"""Tables of a data folder as rows of text, for those who need neither checks nor frames: the finder in the shell."""

from __future__ import annotations

import csv
from collections.abc import Collection
from pathlib import Path

from ..errors import DataError, GeokzError
from .package import read_package


def read_rows(folder: Path, names: Collection[str]) -> dict[str, list[dict[str, str]]]:
    """The rows of those of the tables that ``datapackage.json`` describes.

    Raises :class:`geokz.errors.GeokzError` for a folder or table that cannot be read.
    """
    package = read_package(folder)
    if package.problems:
        raise DataError(list(package.problems))
    return {table.name: _rows(folder / table.path) for table in package.tables if table.name in names}


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            rows = list(reader)
    except FileNotFoundError:
        raise GeokzError(f"{path} is missing; datapackage.json names it") from None
    except (UnicodeDecodeError, csv.Error) as problem:
        raise GeokzError(f"{path} cannot be read: {problem}; run geokz check") from None
    if any(None in row for row in rows):
        raise GeokzError(f"{path} has rows with too many cells; run geokz check")
    return rows
