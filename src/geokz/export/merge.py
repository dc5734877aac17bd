"""What somebody changed in an exported file: rows old and new, and the tables of the folder with the changes in them.

Rows are known by their key; where a table has none, by everything that tells them apart. A row that the file does not
have stays, since a file may hold a part of an atlas: what is to go is taken out of the folder by hand. So does a column
that the file does not have. Both are told in a warning.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ..errors import DataError, ExportError, Problem
from ..folder.edit import Edit, record
from ..folder.package import Table
from ..folder.resources import read_package
from ..folder.sheet import Sheet, open_sheet
from .back import contents

Row = tuple[str, ...]
_IDENTITY = {"names": ("id", "name", "lang", "kind"), "relations": ("subject", "type", "object")}


@dataclass(frozen=True)
class Change:
    """A row that is other than in the folder, or, without ``old``, new; ``line`` is where it stands there."""

    table: Table
    line: int | None
    old: Row | None
    new: Row

    def __str__(self) -> str:
        names = [column.name for column in self.table.columns]
        key = self.new[0]
        if self.old is None:
            told = ", ".join(f"{name} '{cell}'" for name, cell in zip(names, self.new, strict=True) if cell)
            return f"{self.table.path}  {key}: new row: {told}"
        cells = zip(names, self.old, self.new, strict=True)
        told = "; ".join(f"{name} '{before}' -> '{after}'" for name, before, after in cells if before != after)
        return f"{self.table.path}:{self.line}  {key}: {told}"


def changes(edited: str | Path, folder: Path) -> list[Change]:
    """The changes of a file against a folder, in the order of its tables.

    Raises :class:`geokz.errors.DataError` for rows changed without a source, :class:`geokz.errors.ExportError` for a
    file that cannot be read back.
    """
    _, frames, strange = contents(edited)
    found: list[Change] = []
    absent = [f"'{name}' of the file is none of the atlas's tables; it is left out" for name in strange]
    for table in read_package(folder).tables:
        if table.name in frames:
            made, told = _of_table(table, folder, frames[table.name])
            found += made
            absent += told
    if absent:
        warnings.warn("; ".join(absent), stacklevel=2)
    problems = []
    for change in found:
        names = [column.name for column in change.table.columns]
        there = open_sheet(folder / change.table.path, names).header
        for name, cell in zip(names, change.new, strict=True):
            if cell and name not in there:
                message = f"'{cell[:60]}' has no column here; add the column '{name}' to the table first"
                problems.append(Problem(change.table.path, change.line or 1, name, message))
        if "source" in names and not change.new[names.index("source")]:
            what, whence = ("changed", "the change comes") if change.old else ("new", "it comes")
            message = f"the row '{change.new[0]}' is {what} and has no source; say where {whence} from"
            problems.append(Problem(change.table.path, change.line or 1, "source", message))
    if problems:
        raise DataError(sorted(problems))
    return found


def edits(found: Sequence[Change], folder: Path) -> list[Edit]:
    """Changes as edits of the CSV files of a folder: a changed row in its place, a new one where its key belongs."""
    made = []
    for table in {change.table.name: change.table for change in found}.values():
        sheet = open_sheet(folder / table.path, [column.name for column in table.columns], name=table.path)
        texts = {line: raw for line, raw, _ in sheet.records()}
        order = _positions(table, sheet)
        for change in (change for change in found if change.table.name == table.name):
            cells = [""] * len(sheet.header)
            for position, cell in zip(order, change.new, strict=True):
                if position >= 0:
                    cells[position] = cell
            old = None if change.line is None else texts[change.line]
            made.append(Edit(table.path, change.line, old, record(sheet, cells, texts[1])))
    return made


def _of_table(table: Table, folder: Path, frame: pd.DataFrame) -> tuple[list[Change], list[str]]:
    """The changes of a table, and what of it the file does not have or has beside it."""
    sheet = open_sheet(folder / table.path, [column.name for column in table.columns], name=table.path)
    names = [column.name for column in table.columns]
    order = _positions(table, sheet)
    has, strange = frame.attrs["there"], frame.attrs["strange"]
    frame = frame.reindex(columns=names)  # the folder may have got a column since, or lost one
    frame.attrs = {"there": has, "strange": [*strange, *(name for name in has if name not in names)]}
    problems: list[Problem] = []
    there: dict[Row, list[tuple[int, Row]]] = {}
    at = [names.index(name) for name in (_IDENTITY.get(table.name) or ([table.key] if table.key else names))]
    for line, cells in sheet.rows(problems):
        row = tuple(cells[position] if position >= 0 else "" for position in order)
        there.setdefault(tuple(row[each] for each in at), []).append((line, row))
    if problems:
        raise DataError(problems)
    keys = [names[each] for each in at]
    lost = [position for position, name in enumerate(names) if name not in frame.attrs["there"]]
    if len(frame) and set(lost) & set(at) and (table.key or table.name in _IDENTITY):
        raise ExportError(f"the table '{table.name}' of the file lacks a column of {', '.join(keys)}; put it back")
    numbers = [position for position, column in enumerate(table.columns) if column.type in {"number", "integer"}]
    found: list[Change] = []
    met: dict[Row, Row] = {}
    rows = list(_rows(frame))
    kept = {tuple(row[each] for each in at) for row in rows}
    gone = {tuple(map(_number, key)): key for key in there if key not in kept}
    for row in rows:
        key = tuple(row[each] for each in at)
        same = there.get(key, [])
        was = gone.get(tuple(map(_number, key)), key) if len(at) < len(names) else key
        if was != key:
            old_cell, new_cell, name = next(each for each in zip(was, key, keys, strict=True) if each[0] != each[1])
            message = f"'{old_cell}' is the number {new_cell} in the file; make the cell a text and write it anew"
            problems.append(Problem(table.path, there[was][0][0], name, message))
        elif not same:
            found.append(Change(table, None, None, row))
        if not same:
            continue
        line, old = next(((line, old) for line, old in same if _alike(old, row, numbers)), same[0])
        new = tuple(old[each] if each in lost else cell for each, cell in enumerate(row))
        if len(same) == 1 and not _alike(met.setdefault(key, new), new, numbers):
            problems.append(Problem(table.path, line, keys[0], f"'{key[0]}' stands twice in the file; take out one"))
        if not _alike(old, new, numbers):
            cells = list(new)
            for position in numbers:  # a number that is the same stays as it was written
                if _number(old[position]) == _number(new[position]):
                    cells[position] = old[position]
            found.append(Change(table, line, old, tuple(cells)))
    if problems:
        raise DataError(problems)
    return found, _told(table, frame, there, kept, lost)


def _told(
    table: Table, frame: pd.DataFrame, there: Mapping[Row, list[tuple[int, Row]]], kept: set[Row], lost: list[int]
) -> list[str]:
    """What of a table the file does not have, and what it has that is none of it."""
    rows = [row for same in there.values() for _, row in same]
    names = [column.name for column in table.columns]
    told = [f"{table.path} has no column '{name}'; it is left out" for name in frame.attrs["strange"]]
    gone = [names[each] for each in lost if any(row[each] for row in rows)]
    told += [f"the file has no column '{name}' of {table.path}, which stays" for name in gone]
    missing = sum(len(same) for key, same in there.items() if key not in kept)
    if missing:
        told.append(f"rows of {table.path} that are not in the file stay ({missing}); take out by hand what is to go")
    return told


def _positions(table: Table, sheet: Sheet) -> list[int]:
    """Where the columns of a table stand in its file; -1 for one that may be lacking and is."""
    return [sheet.header.index(column.name) if column.name in sheet.header else -1 for column in table.columns]


def _rows(frame: pd.DataFrame) -> Iterator[Row]:
    """The rows of a table as they would stand in its CSV file."""
    columns = []
    for name in frame.columns:
        columns.append([_text(cell) for cell in frame[name]])
    yield from zip(*columns, strict=True)


def _text(cell: object) -> str:
    if cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and cell != cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _alike(old: Row, new: Row, numbers: Sequence[int]) -> bool:
    """Whether two rows say the same; numbers by value."""
    return all(
        before == after or (at in numbers and _number(before) == _number(after))
        for at, (before, after) in enumerate(zip(old, new, strict=True))
    )
