"""Tables read by the rules of their columns: cells as text, numbers as numbers, and everything wrong with them.

Reading never stops at the first problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache, lru_cache, partial
from itertools import filterfalse
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..dates import When
from ..errors import DateError, Problem, TableError
from ..prose import reading_of
from ..sources import CitationError, attested, cite
from ..visible import counted
from .cells import LONGEST_ID, LONGEST_NAME, check_languages, text_problem
from .letters import FINE, odd_spaces, unseen
from .package import LINE, Column, Table
from .pattern import LONGEST_CELL
from .sheet import Sheet, held, open_sheet
from .where import is_file

YEARS = (500, 2100)
"""What years a date may have; a folder whose clock reaches further has those of its clock."""

_YEAR = re.compile(r"(?<![0-9X])-?[0-9]{4}(?![0-9X])")
_LONGEST_DATE = 200
_MOST_DIGITS = 17
_LONGEST = {"id": LONGEST_ID, "key": LONGEST_ID, "name": LONGEST_NAME}
_LIKE_A_KEY = re.compile(r"([a-z][a-z0-9_:; .-]*)?")
_NUMBERS = {
    "integer": re.compile(r"-?\d+", re.ASCII),
    "number": re.compile(r"-?\d+(\.\d+)?", re.ASCII),
}


class AnyKey(frozenset[str]):
    """Keys of a table in which a row lost its own: whatever is asked for may be that row's."""

    def __contains__(self, key: object) -> bool:
        return True


@dataclass(frozen=True)
class Read:
    """A table as read: ``frame`` with its rows, and what was wrong with it.

    ``frame`` holds text, and numbers where the column is one (an empty cell is NaN), and in the column ``_line`` the
    line each row stands on. ``ragged`` are the keys of rows with the wrong number of cells, ``told`` column and line of
    cells with a problem; ``nameless`` says that a row has no key that can be read. All these are problems of their own,
    and what they bring about is none.
    """

    frame: pd.DataFrame
    ragged: frozenset[str] = frozenset()
    told: frozenset[tuple[str, int]] = frozenset()
    nameless: bool = False

    def keys(self, column: str) -> Set[str]:
        """The keys the table has, with those of its rows that could not be read: any, where one cannot be told."""
        known = set(self.frame[column]) | self.ragged
        return AnyKey(known) if self.nameless else known

    def one_a_thing(self, table: Table) -> Read:
        """The table with a row about several things as one row for each: the same id, the same line."""
        shared = [column for column in table.columns if column.kind == "things"]
        if not shared:
            return self
        frame = self.frame
        for column in shared:
            cells = frame[column.name].tolist()
            apart = [split_list(value) or [""] for value in cells]
            if apart == [[value] for value in cells]:
                continue
            several = pd.Series(apart, frame.index, dtype=object)
            frame = frame.assign(**{column.name: several}).explode(column.name, ignore_index=True)
        return replace(self, frame=frame)


def together(*known: Set[str]) -> Set[str]:
    """The keys of several tables.

    >>> "d" in together({"a"}, {"b"}), "d" in together({"a"}, AnyKey({"b"}))
    (False, True)
    """
    keys = frozenset().union(*known)
    return AnyKey(keys) if any(isinstance(each, AnyKey) for each in known) else keys


def unsaid(told: Iterable[Problem], found: Iterable[Problem]) -> list[Problem]:
    """What is found wrong in cells of which nothing is told yet: a cell that cannot be read brings about no more."""
    cells = {(problem.file, problem.line, problem.column) for problem in told}
    return [problem for problem in found if (problem.file, problem.line, problem.column) not in cells]


def read_table(folder: Path, table: Table, years: tuple[int, int] = YEARS) -> tuple[Read | None, list[Problem]]:
    """A table by its rules, and everything wrong with it; a file that cannot be read at all gives only problems.

    ``years`` are the first and the last that a date may have.
    """
    path = folder / table.path
    if not is_file(path):
        return None, [Problem(table.path, 1, "-", "is missing; datapackage.json names it")]
    try:
        data = held(path, table.path)
        if data is None:
            return _read_sheet(table, _open(table, path), years)
        read, problems = _kept(table, data, years)
    except TableError as problem:
        return None, problem.problems
    return read and replace(read, frame=read.frame.copy()), list(problems)


# of a folder that is read again, as for every change by geokz watch, most tables are as they were
@lru_cache(maxsize=256)
def _kept(table: Table, data: bytes, years: tuple[int, int]) -> tuple[Read | None, list[Problem]]:
    return _read_sheet(table, _open(table, Path(table.path), data), years)


def _open(table: Table, path: Path, data: bytes | None = None) -> Sheet:
    return open_sheet(path, [column.name for column in table.columns], name=table.path, data=data)


def _read_sheet(table: Table, sheet: Sheet, years: tuple[int, int]) -> tuple[Read | None, list[Problem]]:
    names = [column.name for column in table.columns]
    rows, ragged, problems = _read_rows(table, sheet, names, years)
    if rows is None:
        return None, problems
    *columns, lines = rows
    values: dict[str, Any] = {}
    index = pd.RangeIndex(len(lines))
    for at, column in enumerate(table.columns):
        cells = columns[at]
        problems += _check_column(table, column, cells, lines, years)
        if column.type in {"number", "integer"}:
            numbers = [value if _is_number(value, column.type) else None for value in cells]
            values[column.name] = pd.to_numeric(numbers)
        else:
            values[column.name] = pd.Series(cells, index, dtype=object)
    frame = pd.DataFrame({**values, LINE: np.array(lines, dtype=np.int64)}, index)
    frame.columns = pd.Index([*values, LINE], dtype=object)  # a column is found thrice as fast as by pandas' own texts
    told = frozenset((problem.column, problem.line) for problem in problems)
    key = next((column for column in table.columns if column.name == table.key), None)
    lost = key and any(message for value in ragged for message in cell_problems(key)(value))
    nameless = bool(lost) or not sheet.ended or any(column == table.key for column, _ in told)
    read = Read(frame, frozenset(ragged), told, nameless)
    problems += unsaid(problems, check_languages(table, dict(zip(names, columns, strict=True)), lines))
    return read, problems + _check_coordinates(table, read)


def _read_rows(
    table: Table, sheet: Sheet, names: list[str], years: tuple[int, int]
) -> tuple[list[Sequence[Any]] | None, list[str], list[Problem]]:
    """The cells of each column and their lines, the first cells of the rows left out because their number of cells is
    wrong, and the problems."""
    problems: list[Problem] = []
    rows: list[list[str]] = []
    lines: list[int] = []
    ragged: list[str] = []
    told: dict[str, Callable[[str], Sequence[str]]] = {}
    try:
        problems += _check_header(table, sheet.header, names)
        if problems:
            return None, [], problems
        records = sheet.numbered()
        line, cells = next(records)
        for line, cells in records:
            if cells and len(cells) != len(sheet.header):
                problems.append(Problem(table.path, line, "-", sheet.ragged(cells)))
                told = told or {column.name: _remembering(column, years) for column in table.columns}
                problems += _beside_the_gap(table, sheet.header, cells, line, told)
                ragged += cells[:1]
            elif cells:
                rows.append(cells)
                lines.append(line)
        if not sheet.ended:  # whatever its last row has or lacks
            if lines and lines[-1] == line:
                ragged += rows.pop()[:1]
                lines.pop()
            message = "the file ends within this line; it may have lost its end: look, and end the line"
            problems = [problem for problem in problems if problem.line != line]
            problems.append(Problem(table.path, line, "-", message))
        if len(rows) + len(ragged) < table.rows:
            message = (
                f"has {counted(len(rows), 'row')} where datapackage.json says at least {table.rows}; "
                f"bring back what is lost, or write the new number there"
            )
            problems.append(Problem(table.path, line, "-", message))
    except TableError as problem:
        return None, [], [*problems, *problem.problems]
    written = dict(zip(sheet.header, zip(*rows, strict=True), strict=True)) if rows else {}
    return [*(written.get(name, ("",) * len(rows)) for name in names), lines], ragged, problems


def _beside_the_gap(
    table: Table, header: Sequence[str], cells: list[str], line: int, told: Mapping[str, Callable[[str], Sequence[str]]]
) -> list[Problem]:
    """What is wrong with the other cells of a row with some too many or too few.

    Where a separator was lost or stands in a cell is not known: of the places where it may be, those count at which
    fewest of the other cells are wrong or stand for a key without being like one, and what is wrong at each is told.
    ``told`` says of each column what is wrong with a cell.
    """
    width = abs(len(cells) - len(header)) + 1
    if width > min(len(cells), len(header)):
        return []
    keys = {name for name, _, _ in table.references}
    more = len(cells) > len(header)

    def wrong(gap: int) -> tuple[int, set[Problem]]:
        names = [*header[:gap], *header[gap + (1 if more else width) :]]
        others = [*cells[:gap], *cells[gap + (width if more else 1) :]]
        pairs = list(zip(names, others, strict=True))
        odd = sum(name in keys and not _LIKE_A_KEY.fullmatch(cell) for name, cell in pairs)
        problems = [Problem(table.path, line, name, text) for name, cell in pairs for text in told[name](cell)]
        problems += unsaid(
            problems, check_languages(table, {name: [dict(pairs).get(name, "")] for name in told}, [line])
        )
        return odd + len(problems), set(problems)

    found = [wrong(gap) for gap in range(min(len(cells), len(header)))]
    fewest = min(count for count, _ in found)
    return sorted(set.intersection(*(problems for count, problems in found if count == fewest)))


def _remembering(column: Column, years: tuple[int, int]) -> Callable[[str], Sequence[str]]:
    """What is wrong with a cell of a column, each value looked at once."""
    told = cell_problems(column, years)
    return cache(lambda value: tuple(told(value)))


def _check_header(table: Table, header: Sequence[str], names: Sequence[str]) -> Iterator[Problem]:
    """Columns that are missing, unknown or there twice."""
    optional = {column.name for column in table.columns if column.kind == "optional"}
    missing = [name for name in names if name not in header and name not in optional]
    unknown = [name for name in header if name not in names]
    meant = {name: near[0] for name in unknown if (near := get_close_matches(name, missing, 1))}
    if len(missing) == len(unknown) == 1:
        meant = {unknown[0]: missing[0]}
    for name in missing:
        if name not in meant.values():
            yield Problem(table.path, 1, name, f"the column '{name}' is missing; add it")
    for position, name in enumerate(header):
        if name in meant:
            message = f"the column '{name}' is not one of this table's, and '{meant[name]}' is missing; is it that one?"
            yield Problem(table.path, 1, name or "-", message)
        elif name not in names:
            message = f"the column '{name}' is not one of this table's; the columns are {', '.join(names)}"
            yield Problem(table.path, 1, name or "-", message)
        elif name in header[:position]:
            yield Problem(table.path, 1, name, f"the column '{name}' stands twice; keep one")


def _check_column(
    table: Table, column: Column, cells: Sequence[str], lines: Sequence[int], years: tuple[int, int]
) -> list[Problem]:
    """Everything wrong with the cells of one column, seen by themselves; each value is looked at once."""
    told, values = cell_problems(column, years), dict.fromkeys(cells)
    wrong = {value: messages for value in rare(column, values) if (messages := list(told(value)))}
    problems = [
        Problem(table.path, line, column.name, message)
        for value, line in (zip(cells, lines, strict=True) if wrong else ())
        for message in wrong.get(value, ())
    ]
    if len(values) < len(cells) and (column.constraints.get("unique") or column.name == table.key):
        seen: dict[str, int] = {}
        for value, line in zip(cells, lines, strict=True):
            if value and seen.setdefault(value, line) != line:
                message = f"'{value}' stands already on line {seen[value]}; ids are unique"
                problems.append(Problem(table.path, line, column.name, message))
    return problems


def _longest(column: Column) -> int | None:
    """So many letters a cell of a column may have; nothing where there is no limit."""
    return _LONGEST.get(column.name, LONGEST_NAME if column.name.startswith(("name_", "label_")) else None)


def _is_prose(column: Column) -> bool:
    """Whether a column holds sentences, in which figures are grouped by spaces that do not break."""
    return column.kind == "text" and not column.name.startswith(("name", "label_", "title_"))


def rare(column: Column, values: Iterable[str]) -> Iterable[str]:
    """The cells of a column that want a closer look: all but those so plain that nothing is to be said of them."""
    rules = column.constraints
    if column.type != "string" or "enum" in rules or column.kind in _CLOSELY:
        return values
    longest, pattern = _longest(column), rules.get("pattern")
    if pattern:
        longest = min(longest or LONGEST_CELL, LONGEST_CELL)
    short = rf"(?=.{{1,{longest}}}\Z)" if longest else ""
    formed = rf"(?=(?:{pattern})\Z)" if pattern else ""
    single = "" if _is_prose(column) else "(?!.*  )"
    return filterfalse(re.compile(single + short + formed + FINE, re.ASCII).fullmatch, values)


def cell_problems(column: Column, years: tuple[int, int] = YEARS) -> Callable[[str], Iterator[str]]:
    """What is wrong with a cell of a column."""
    rules = column.constraints
    read = partial(_date_problems, years=years) if column.kind == "edtf" else _READERS.get(column.kind)
    pattern = re.compile(rules["pattern"], re.ASCII) if "pattern" in rules else None
    prose = _is_prose(column)
    longest = _longest(column)

    def told(value: str) -> Iterator[str]:
        if value == "":
            if rules.get("required"):
                yield "is empty; this column needs a value"
            return
        if value != value.strip():
            yield f"'{value}' has spaces at its ends; remove them"
            return
        hidden = unseen(value.replace("\n", " ") if prose else value)
        if hidden:
            yield hidden
            return
        if column.type == "string" and not prose and (odd := odd_spaces(value)):
            yield odd
            return
        if pattern and len(value) > LONGEST_CELL:
            yield f"'{value[:40]}…' has {len(value)} letters; write {LONGEST_CELL} at most"
            return
        if pattern and not pattern.fullmatch(value):
            yield f"'{value}' does not have the form {rules['pattern']}"
            return
        if longest and len(value) > longest:
            yield f"'{value[:40]}…' has {len(value)} letters; write {longest} at most"
            return
        if "enum" in rules and value not in rules["enum"]:
            yield f"'{value}' is not one of {', '.join(rules['enum'])}"
            return
        if column.type in {"number", "integer"}:
            message = _number_problem(column, value)
            if message:
                yield message
        if read:
            yield from read(value)

    return told


def _number_problem(column: Column, value: str) -> str | None:
    rules = column.constraints
    if not _is_number(value, column.type):
        if _NUMBERS[column.type].fullmatch(value):
            return f"'{value[:40]}…' has {len(value)} digits; write a number that can be counted with"
        hint = "a whole number" if column.type == "integer" else "a number such as 21329 or 7.9"
        return f"'{value[:60]}' is no number; write {hint}, without spaces or units"
    number = float(value)
    low, high = rules.get("minimum"), rules.get("maximum")
    if column.kind not in {"lon", "lat"} and (
        (low is not None and number < low) or (high is not None and number > high)
    ):
        return f"{value} lies outside {low if low is not None else '-∞'} to {high if high is not None else '∞'}"
    return None


def _is_number(value: str, type_: str) -> bool:
    return len(value) <= _MOST_DIGITS and bool(_NUMBERS[type_].fullmatch(value))


def _check_coordinates(table: Table, read: Read) -> list[Problem]:
    """Points beyond the edges of the map, half points, and points with latitude written first."""
    column = {item.kind: item for item in table.columns if item.kind in {"lon", "lat"}}
    if len(column) < 2:
        return []

    def inside(value: float, kind: str) -> bool:
        return column[kind].constraints["minimum"] <= value <= column[kind].constraints["maximum"]

    problems = []
    frame, names = read.frame, [column["lon"].name, column["lat"].name]
    for lon, lat, line in frame[[*names, LINE]].itertuples(index=False):
        if any((name, line) in read.told for name in names):
            continue
        if pd.isna(lon) != pd.isna(lat):
            name, other = ("lon", "lat") if pd.isna(lon) else ("lat", "lon")
            if column[name].constraints.get("required"):
                continue  # told already
            problems.append(Problem(table.path, line, name, f"is empty while {other} is not; give both or none"))
        elif pd.isna(lon) or (inside(lon, "lon") and inside(lat, "lat")):
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


def _date_problems(value: str, *, years: tuple[int, int]) -> Iterable[str]:
    if not value.isascii() or len(value) > _LONGEST_DATE:
        yield f"cannot read the date '{value[:60]}'; write it as EDTF, e.g. 1931-09{reading_of(value[:60])}"
        return
    try:
        When.parse(value)
    except DateError as problem:
        yield f"{problem}{reading_of(value)}"
        return
    first, last = years
    if "Y" in value or any(not first <= int(year) <= last for year in _YEAR.findall(value)):
        yield f"'{value}' is no time of this atlas; write years from {first} to {last}"


def _citation_problems(value: str, read: Callable[[str], object] = cite) -> Iterable[str]:
    try:
        read(value)
    except CitationError as problem:
        yield str(problem)


def _things_problems(value: str) -> Iterable[str]:
    things = split_list(value)
    for thing in sorted({thing for thing in things if things.count(thing) > 1}):
        yield f"names '{thing}' twice; keep one"


# kinds of cells of which each is read
_CLOSELY = {"edtf", "citations", "attested", "things"}
_READERS: dict[str, Callable[[str], Iterable[str]]] = {
    "citations": _citation_problems,
    "attested": partial(_citation_problems, read=attested),
    "text": text_problem,
    "things": _things_problems,
}


def split_list(value: str) -> list[str]:
    """The entries of a cell that holds several, such as the places of a ``path``.

    >>> split_list("semipalatinsk; ayaguz;")
    ['semipalatinsk', 'ayaguz']
    """
    return [part.strip() for part in value.split(";") if part.strip()]
