"""GeoNames dumps and plain tables read into places with their names, whole or not at all."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..dates import When
from ..errors import DateError, GazetteerError
from ..names import scripts
from .regions import region_of_code
from .tables import TOWN_SIZE

# settlements, and the railway points, mines and camps among the spots
_CLASSES = re.compile(r"P\..*|S\.(RSTN|RSTP|RSD|MN\w*|CMP\w*|PRN)")
_KINDS = {"RSTN": "station", "RSTP": "station", "RSD": "siding", "PRN": "prison"}
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
    """The places of a CSV with ``name``, ``lon`` and ``lat``, by id."""
    entries: dict[str, Entry] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t" if path.suffix.lower() == ".tsv" else ",", strict=True)
            for column in ("name", "lon", "lat"):
                if column not in (reader.fieldnames or ()):
                    raise GazetteerError(f"{path}:1:{column}  the column '{column}' is missing; nothing was added")
            for row in reader:
                entry = _table_entry(row, path, reader.line_num)
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


def _table_entry(row: dict[str, str], path: Path, line: int) -> Entry:
    if None in row or None in row.values():
        raise GazetteerError(f"{path}:{line}  has more or fewer cells than the header; nothing was added")
    point = _point(row["lon"].replace(",", "."), row["lat"].replace(",", "."))
    if point is None or not row["name"].strip():
        column = "name" if point else "lon"
        raise GazetteerError(f"{path}:{line}:{column}  needs a name, and degrees for lon and lat; nothing was added")
    when = row.get("when", "").strip()
    try:
        When.parse(when)
    except DateError as problem:
        raise GazetteerError(f"{path}:{line}:when  {problem}; nothing was added") from None
    size = row.get("population", "").strip() or "0"
    if not size.isdecimal():
        raise GazetteerError(f"{path}:{line}:population  '{size}' is no whole number; nothing was added")
    name = row["name"].strip()
    names = {name: (when, True)}
    for form in row.get("names", "").split("|"):
        if form.strip():
            names.setdefault(form.strip(), (when, True))
    given = row.get("id", "").strip()
    place_id = given if given.startswith(("geonames:", "wof:")) else f"{path.stem}:{given or line}"
    return Entry(
        place_id, name, *point, row.get("kind", "").strip() or "settlement",
        int(size), row.get("region", "").strip(), names,
    )  # fmt: skip


def _point(lon: str, lat: str) -> tuple[float, float] | None:
    try:
        point = float(lon), float(lat)
    except ValueError:
        return None
    return point if -180 <= point[0] <= 180 and -90 <= point[1] <= 90 else None
