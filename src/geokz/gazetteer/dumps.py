"""GeoNames dumps and plain tables read into places with their names, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..dates import When
from ..errors import DateError, GazetteerError, Problem, TableError
from ..folder.sheet import degrees, many, open_sheet
from ..names import scripts
from .regions import region_of_code
from .tables import TOWN_SIZE

# settlements, and the railway points, mines and camps among the spots
_CLASSES = re.compile(r"P\..*|S\.(RSTN|RSTP|RSD|MN\w*|CMP\w*|PRN)")
_KINDS = {"RSTN": "station", "RSTP": "station", "RSD": "siding", "PRN": "prison"}
_NO_LANGUAGES = {"link", "wkdt", "post", "iata", "icao", "faac", "unlc", "tcid", "phon", "piny"}


_NEEDED = ("name", "lon", "lat")
_WELCOME = ("id", "names", "kind", "region", "when", "population")


class Entry(NamedTuple):
    """A place as a dump or table has it; ``names`` gives each form its EDTF time and whether it is its own."""

    id: str
    label: str
    lon: float
    lat: float
    kind: str
    population: int
    region: str
    names: dict[str, tuple[str, bool]]  # form: when, own


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines of a tab-separated dump; a file cut off in the middle of a line is refused."""
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            line = "\n"
            for number, line in enumerate(file, 1):
                yield number, line.rstrip("\r\n").split("\t")
    except OSError as problem:
        raise GazetteerError(f"{path} cannot be read: {problem.strerror}") from None
    except UnicodeDecodeError as problem:
        raise GazetteerError(f"{path} is not UTF-8 ({problem.reason}); is it a GeoNames dump, unpacked?") from None
    if not line.endswith("\n"):
        raise GazetteerError(f"{path}:{number}  the last line is cut off; fetch the file again")


def read_dump(path: Path) -> dict[str, Entry]:
    """The settlements, railway points, mines and camps of a GeoNames country file, by GeoNames id."""
    entries: dict[str, Entry] = {}
    lines = 0
    for line, cells in _lines(path):
        lines = line
        if len(cells) != 19:
            raise GazetteerError(f"{path}:{line}  has {len(cells)} columns, a GeoNames dump 19; nothing was added")
        number, name, _, others, lat, lon, fclass, fcode, country, _, admin1, *_, population = cells[:15]
        point = _point(lon, lat)
        if not number.isdigit() or point is None or not (population or "0").isdecimal():
            raise GazetteerError(f"{path}:{line}  has no id, point or population of GeoNames; nothing was added")
        if not _CLASSES.fullmatch(f"{fclass}.{fcode}") or not name:
            continue
        size = int(population or 0)
        kind = _KINDS.get(fcode, "mine" if fcode.startswith("MN") else "town" if size >= TOWN_SIZE else "settlement")
        names = {name: ("", True)}
        for other in others.split(","):
            if len(other) > 2 and scripts(other) <= {"LATIN", "CYRILLIC"} and not re.fullmatch("[A-Z]{3}", other):
                names.setdefault(other, ("", False))
        region = region_of_code(f"{country}.{admin1}")
        entries[number] = Entry(f"geonames:{number}", name, *point, kind, size, region, names)
    if not entries:
        raise GazetteerError(f"{path} holds no settlement in {lines} lines; nothing was added")
    return entries


def read_alternate_names(path: Path, entries: dict[str, Entry]) -> None:
    """Add the alternate names of GeoNames, with the years it gives them; other places' names are passed over."""
    for line, cells in _lines(path):
        if len(cells) not in {8, 10} or not cells[1].isdigit():
            raise GazetteerError(
                f"{path}:{line}  has {len(cells)} columns where alternateNamesV2 has 10; nothing was added"
            )
        entry = entries.get(cells[1])
        language, form = cells[2], cells[3]
        if entry is None or language in _NO_LANGUAGES or not form:
            continue
        when = _years_of(*cells[8:10]) if len(cells) == 10 else ""
        _, own = entry.names.get(form, ("", False))
        entry.names[form] = (when, own)


def _years_of(first: str, last: str) -> str:
    """The EDTF interval of GeoNames' from and to, when they are years or days; else nothing."""
    form = r"\d{4}(-\d{2}(-\d{2})?)?"
    start = first if re.fullmatch(form, first) else ""
    end = last if re.fullmatch(form, last) else ""
    if not start and not end:
        return ""
    try:
        return When.parse(f"{start}/{end}").edtf
    except DateError:
        return ""


def read_table(path: Path) -> dict[str, Entry]:
    """The places of a list with the columns ``name``, ``lon`` and ``lat``, by id.

    Raises :class:`geokz.errors.TableError` with everything that is wrong with it.
    """
    sheet = open_sheet(path, _NEEDED)
    columns = {name: name for name in (*_NEEDED, *(name for name in _WELCOME if name in sheet.header))}
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for line, row in sheet.named(columns, problems):
        wrong = list(_wrong(row))
        problems += [Problem(sheet.name, line, column, message) for column, message in wrong]
        if wrong:
            continue
        entry = _table_entry(row, f"{path.stem}:{row.get('id') or line}")
        if entry.id in entries:
            problems.append(Problem(sheet.name, line, "id", f"'{entry.id}' stands twice; give one another id"))
        entries[entry.id] = entry
    if not entries and not problems:
        problems.append(Problem(sheet.name, 1, "-", "holds no places; write one a line below the names of the columns"))
    if problems:
        raise TableError(many(problems))
    return entries


def _wrong(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What keeps a row from being a place: in which column, and what."""
    if not row["name"]:
        yield "name", "is empty; name the place"
    for column, limit in (("lon", 180), ("lat", 90)):
        if degrees(row[column], limit) is None:
            yield column, f"'{row[column]}' is no number of degrees from -{limit} to {limit}"
    try:
        When.parse(row.get("when", ""))
    except DateError as problem:
        yield "when", str(problem)
    if not (row.get("population") or "0").isdecimal():
        yield "population", f"'{row['population']}' is no whole number"


def _table_entry(row: dict[str, str], own_id: str) -> Entry:
    when = row.get("when", "")
    names = {row["name"]: (when, True)}
    for form in row.get("names", "").split("|"):
        if form.strip():
            names.setdefault(form.strip(), (when, True))
    given = row.get("id", "")
    lon, lat = degrees(row["lon"], 180) or 0.0, degrees(row["lat"], 90) or 0.0
    return Entry(
        given if given.startswith(("geonames:", "wof:")) else own_id,
        row["name"],
        lon,
        lat,
        row.get("kind") or "settlement",
        int(row.get("population") or 0),
        row.get("region", ""),
        names,
    )


def _point(lon: str, lat: str) -> tuple[float, float] | None:
    try:
        point = float(lon), float(lat)
    except ValueError:
        return None
    return point if -180 <= point[0] <= 180 and -90 <= point[1] <= 90 else None
