"""GeoNames dumps and plain tables read into places with their names, whole or not at all.

A plain table needs a name and a point. Columns are recognised by their headings: ``name``; ``lon`` and ``lat``
(or ``longitude``, ``latitude``, ``lng``); further names in ``names``, ``ru``, ``kk``, ``en``, ``name_ru`` ...,
``ru_variants`` ... (several joined by ``|``); the id in ``id``, ``geonames_id`` or ``wof_id``; ``kind``, ``region``,
``when``, ``population``. Of a table with a ``placetype`` the settlements are taken, of one with ``superseded`` the rows
that are not; so the tables of Who's On First can be added as they are. The oblast of a place inside Kazakhstan that has
none of ours is that of its point.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..dates import When
from ..errors import DateError, GazetteerError
from ..names import scripts
from ..visible import visible
from .areas import Areas
from .regions import ADMIN1, region_of_code
from .tables import TOWN_SIZE

# settlements, and the railway points, mines and camps among the spots
_CLASSES = re.compile(r"P\..*|S\.(RSTN|RSTP|RSD|MN\w*|CMP\w*|PRN)")
_KINDS = {"RSTN": "station", "RSTP": "station", "RSD": "siding", "PRN": "prison"}
_AREAS = frozenset(ADMIN1.values())
_NO_LANGUAGES = {"link", "wkdt", "post", "iata", "icao", "faac", "unlc", "tcid", "phon", "piny"}


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
        with path.open(encoding="utf-8-sig", newline="\n") as file:
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
        if line == 1 and cells[0] in {"geonameid", "geonameId", "id"}:
            continue
        if len(cells) != 19:
            raise GazetteerError(f"{path}:{line}  has {len(cells)} columns, a GeoNames dump 19; nothing was added")
        number, name, _, others, lat, lon, fclass, fcode, country, _, admin1, *_, population = cells[:15]
        point = _point(lon, lat)
        if not number.isdigit() or point is None or not _is_count(population or "0"):
            raise GazetteerError(f"{path}:{line}  has no id, point or population of GeoNames; nothing was added")
        if not _CLASSES.fullmatch(f"{fclass}.{fcode}") or not name:
            continue
        size = int(population or 0)
        kind = _KINDS.get(fcode, "mine" if fcode.startswith("MN") else "town" if size >= TOWN_SIZE else "settlement")
        names = {name: ("", True)}
        for other in others.split(","):
            if len(other) > 2 and scripts(other) <= {"LATIN", "CYRILLIC"} and not re.fullmatch("[A-Z]{3}", other):
                names.setdefault(other, ("", False))
        region = _area(region_of_code(f"{country}.{admin1}"), point)
        entries[number] = Entry(f"geonames:{number}", name, *point, kind, size, region, names)
    if not entries:
        raise GazetteerError(f"{path} holds no settlement in {lines} lines; nothing was added")
    return entries


def read_alternate_names(path: Path, entries: dict[str, Entry]) -> None:
    """Add the alternate names of GeoNames, with the years it gives them; other places' names are passed over."""
    for line, cells in _lines(path):
        if line == 1 and len(cells) in {8, 10} and not cells[0].isdigit() and not cells[1].isdigit():
            continue  # a heading
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


_HEADINGS = {"lon": ("lon", "longitude", "lng"), "lat": ("lat", "latitude")}
_FORMS = ("names", *(f"{before}{key}{after}" for key in ("ru", "kk", "en") for before in ("", "name_") for after in
                     ("", "_variants")))  # fmt: skip
_SETTLEMENTS = {"locality", "neighbourhood", "borough", "hamlet", "village", "town", "city", ""}
_MOST_PEOPLE = 100_000_000


def read_table(path: Path) -> dict[str, Entry]:
    """The places of a CSV with a name and a point, by id."""
    entries: dict[str, Entry] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t" if path.suffix.lower() == ".tsv" else ",", strict=True)
            headings = list(reader.fieldnames or ())
            at = {column: next((name for name in names if name in headings), "") for column, names in _HEADINGS.items()}
            for column in ("name", "lon", "lat"):
                if not at.get(column, column if column in headings else ""):
                    raise GazetteerError(f"{path}:1:{column}  the column '{column}' is missing; nothing was added")
            for row in reader:
                if None in row or None in row.values():
                    raise GazetteerError(
                        f"{path}:{reader.line_num}  has more or fewer cells than the header; nothing was added"
                    )
                if row.get("placetype", "") not in _SETTLEMENTS or row.get("superseded", ""):
                    continue
                entry = _table_entry(row, at, path, reader.line_num)
                if entry.id in entries:
                    raise GazetteerError(f"{path}:{reader.line_num}:id  '{entry.id}' stands twice; nothing was added")
                entries[entry.id] = entry
    except OSError as problem:
        raise GazetteerError(f"{path} cannot be read: {problem.strerror}") from None
    except UnicodeDecodeError as problem:
        raise GazetteerError(f"{path} is not UTF-8 ({problem.reason}); save it as UTF-8") from None
    except csv.Error as problem:
        raise GazetteerError(f"{path}:{reader.line_num}  cannot be read as CSV: {problem}") from None
    if not entries:
        raise GazetteerError(f"{path} holds no places; nothing was added")
    return entries


def _table_entry(row: dict[str, str], at: dict[str, str], path: Path, line: int) -> Entry:
    point = _point(row[at["lon"]].replace(",", "."), row[at["lat"]].replace(",", "."))
    if point is None or not row["name"].strip():
        column = "name" if point else "lon"
        raise GazetteerError(f"{path}:{line}:{column}  needs a name, and degrees for lon and lat; nothing was added")
    when = row.get("when", "").strip()
    try:
        When.parse(when)
    except DateError as problem:
        raise GazetteerError(f"{path}:{line}:when  {problem}; nothing was added") from None
    size = row.get("population", "").strip() or "0"
    if not _is_count(size):
        raise GazetteerError(f"{path}:{line}:population  '{size[:40]}' is no whole number of people; nothing was added")
    name = row["name"].strip()
    names = {name: (when, True)}
    for column in _FORMS:
        for form in row.get(column, "").split("|"):
            if form.strip():
                names.setdefault(form.strip(), (when, True))
    return Entry(
        _id_of(row, visible(path.stem), line), name, *point, row.get("kind", "").strip() or "settlement",
        int(size), _area(row.get("region", "").strip(), point), names,
    )  # fmt: skip


def _id_of(row: dict[str, str], stem: str, line: int) -> str:
    """``geonames:`` or ``wof:`` where the row tells such an id, else the table's name and its own id or line."""
    given = row.get("id", "").strip()
    if given:
        return given if given.startswith(("geonames:", "wof:")) else f"{stem}:{given}"
    for column, authority in (("geonames_id", "geonames"), ("wof_id", "wof")):
        if row.get(column, "").strip().isdecimal():
            return f"{authority}:{row[column].strip()}"
    return f"{stem}:{line}"


def _area(region: str, point: tuple[float, float]) -> str:
    """A region as the gazetteer writes it: one of ours or a GeoNames code; else the oblast of the point."""
    if "." in region or all(area in _AREAS for area in region.split("; ")):
        return region
    return Areas.of_kazakhstan().at(*point)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 12 and int(text) <= _MOST_PEOPLE


def _point(lon: str, lat: str) -> tuple[float, float] | None:
    try:
        point = float(lon), float(lat)
    except ValueError:
        return None
    return point if -180 <= point[0] <= 180 and -90 <= point[1] <= 90 else None
