"""Rows whose place is a name without a point: found in a table of a data folder or in a list, and asked of the finder.

What stands for such a place in the column ``place``: a name, the id of a place of ``places.csv`` without a point, or
nothing, when the row's own name is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..dates import OPEN_END, OPEN_START, When, iso_day
from ..errors import DateError, GazetteerError, Problem, TableError
from ..folder.languages import texts_of
from ..folder.package import Table
from ..folder.resources import read_package
from ..folder.rows import Rows, read_rows
from ..folder.sheet import Sheet, many, open_sheet
from .answers import parse_years, unreadable_year, year_cell
from .find import Gazetteer
from .geocode import parse_point
from .rank import status
from .score import Candidate
from .tables import TABLES, label_names

PLACE = "place"
NEEDED = (*TABLES, "sources", "precision", "regions_today")


@dataclass(frozen=True)
class Asking:
    """Columns of a list that ask: names, years, oblasts; an oblast, or a point LON,LAT, may be meant for all rows."""

    name: str = PLACE
    year: str | None = None
    region: str | None = None
    near: str | None = None


@dataclass(frozen=True)
class Wanted:
    """A name without a point: what stands in the column of places, in which rows, and what the finder is asked.

    ``forms`` are the names to ask, the first that is found counts; ``source`` is what the first of its rows cites.
    """

    cell: str
    forms: tuple[str, ...]
    year: str
    region: str
    lines: tuple[int, ...] = ()
    source: str = field(default="", compare=False)

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from the others, in a review file too."""
        return (self.cell, self.forms[0] if self.forms else "", self.year, self.region)


@dataclass(frozen=True)
class Target:
    """A table to be located: its file as edits name it, its sheet, and the tables of the folder it goes with.

    ``at`` is the position of the column that gets the ids; -1 in a list without one, where it is added. ``paths`` are
    the files of the folder's tables by name.
    """

    file: str
    sheet: Sheet
    at: int
    name_at: int
    table: Table | None
    rows: Rows
    folder: Path
    paths: Mapping[str, str]

    @property
    def places(self) -> dict[str, Mapping[str, str]]:
        """The rows of ``places.csv`` by id."""
        return {row["id"]: row for row in self.rows.of("places")}


def target(file: str | Path, folder: Path, asking: Asking) -> Target:
    """The list of a path, or the table of a data folder that is meant by its path or name.

    Raises :class:`geokz.errors.GeokzError` when there is neither, or when it has no places to locate.
    """
    package = read_package(folder)
    paths = {table.name: table.path for table in package.tables}
    tables = [table for table in package.tables if _places_column(table)]
    path = Path(file)
    table = next((each for each in tables if _is(path, folder / each.path, each.name)), None)
    rows = read_rows(folder, NEEDED)
    if table is None and path.exists():
        sheet = open_sheet(path, [asking.name])
        name_at = sheet.column(asking.name)
        return Target(str(path.resolve()), sheet, _at(sheet), name_at, None, rows, folder, paths)
    if table is None:
        known = ", ".join(each.path for each in tables)
        raise GazetteerError(f"there is no list '{file}', and {folder} has no table so called; it has {known}")
    if table.part is not None and table.part.extent == "area":
        raise GazetteerError(f"the areas of {table.path} stand at no one point")
    sheet = open_sheet(folder / table.path, [column.name for column in table.columns], name=table.path)
    return Target(table.path, sheet, sheet.column(PLACE), sheet.column(PLACE), table, rows, folder, paths)


def _at(sheet: Sheet) -> int:
    return sheet.column(PLACE) if PLACE in sheet.header else -1


def _places_column(table: Table) -> bool:
    return any(name == PLACE and home == "places" for name, home, _ in table.references)


def _is(path: Path, own: Path, name: str) -> bool:
    """Whether a path means a table of the folder: its file, or, where there is no such file, its name."""
    if path.exists():
        return own.exists() and path.samefile(own)
    return str(path) in {name, own.name}


def wanted(there: Target, asking: Asking) -> list[Wanted]:
    """The names without a point of a table, in the order of their first rows; last those of which a place says so.

    Rows with the same name, years and oblast are one question. Raises :class:`geokz.errors.TableError` for rows and
    years that cannot be read.
    """
    sheet, places = there.sheet, there.places
    if asking.year is not None:
        sheet.column(asking.year)  # says which there are
    problems: list[Problem] = []
    found: dict[tuple[str, ...], Wanted] = {}
    for line, cells in sheet.rows(problems):
        row = dict(zip(sheet.header, (cell.strip() for cell in cells), strict=True))
        if there.at >= 0 and _located(places.get(cells[there.at].strip())):
            continue
        cell = cells[there.name_at].strip()
        if _located(places.get(cell)):
            continue
        year, message = _year(row, asking, there.table)
        if message:
            problems.append(Problem(sheet.name, line, asking.year or "when", message))
        region = row.get(asking.region, asking.region) if asking.region else ""
        forms = _forms(cell, row, places, there.rows.languages)
        if not forms:
            continue
        one = Wanted(cell, forms, year, region, (line,), row.get("source", ""))
        known = found.get(one.key)
        found[one.key] = one if known is None else replace(known, lines=(*known.lines, line))
    if problems:
        raise TableError(many(problems))
    return sorted(found.values(), key=lambda one: one.cell in places)


def _located(place: Mapping[str, str] | None) -> bool:
    return place is not None and place["lon"] != ""


def _forms(
    cell: str, row: Mapping[str, str], places: Mapping[str, Mapping[str, str]], languages: tuple[str, ...]
) -> tuple[str, ...]:
    """The names to ask for: what stands in the cell, the labels of a place without a point, or the row's own names."""
    if cell and cell not in places:
        return (cell,)
    texts = texts_of(places[cell], "label", languages) if cell else texts_of(row, "name", languages)
    heads = [name for text in texts.values() for name in label_names(text)[:1]]
    return tuple(dict.fromkeys(heads))


def _year(row: Mapping[str, str], asking: Asking, table: Table | None) -> tuple[str, str]:
    """The years of a row as ``1931-1940``, empty when nothing tells them; and what is wrong with them."""
    if asking.year is None:
        return (_lifetime(row.get("when", "")), "") if table is not None else ("", "")
    text = year_cell(row.get(asking.year, ""))
    if text and parse_years(text) is None:
        return "", unreadable_year(text)
    return text, ""


def _lifetime(when: str) -> str:
    try:
        life = When.parse(when) if when else None
    except DateError:
        return ""  # geokz check tells of it
    if life is None or life.undated:
        return ""
    days = [day for day in (life.start_earliest, life.end_latest) if OPEN_START < day < OPEN_END]
    years = [iso_day(day)[:4] for day in days or (life.start_latest, life.end_earliest) if OPEN_START < day < OPEN_END]
    return "-".join(dict.fromkeys(years))


def candidates(asked: Wanted, gazetteer: Gazetteer, near: str | None = None) -> list[Candidate]:
    """The places a name may mean, best first, as :meth:`Gazetteer.find` tells them; of its forms the best answered."""
    point = parse_point(near) if near else None
    if near and point is None:
        raise GazetteerError(f"--near '{near}' is no point; write LON,LAT in degrees, e.g. 73.1,49.8")
    years = parse_years(asked.year) if asked.year else None
    answers = [gazetteer.find(form, year=years, region=asked.region or None, near=point) for form in asked.forms]
    return max(answers, key=_quality, default=[])


def _quality(found: list[Candidate]) -> tuple[int, float]:
    return ("unknown", "ambiguous", "ok").index(status(found)), found[0].score if found else 0.0
