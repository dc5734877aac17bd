"""GeoNames dumps and plain tables read into places with their names, whole or not at all.

A plain table needs a name and a point. Columns are recognised by their headings: ``name``; ``lon`` and ``lat``
(or ``longitude``, ``latitude``, ``lng``; ``название``, ``долгота``, ``широта``; ``атауы``, ``бойлық``, ``ендік``);
further names in ``names``, ``ru``, ``kk``, ``en``, ``name_ru`` ..., ``ru_variants`` ... (several joined by ``|``); the
id in ``id``, ``geonames_id`` or ``wof_id``; ``kind``, ``region``, ``when``, ``population``. Of a table with a
``placetype`` the settlements are taken, of one with ``superseded`` the rows that are not; so the tables of Who's On
First can be added as they are. The oblast of a place inside the atlas that has none of its own is that of its point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..dates import When
from ..errors import DataError, DateError, GazetteerError, Problem, TableError
from ..folder import default_folder
from ..folder.profile import read_profile
from ..folder.sheet import degrees, many, open_sheet
from ..names import scripts
from ..prose import reading_of
from ..visible import counted, visible
from .regions import region_of_code
from .tables import TOWN_SIZE

if TYPE_CHECKING:
    from .areas import Areas

# settlements, and the railway points, mines and camps among the spots
_CLASSES = re.compile(r"P\..*|S\.(RSTN|RSTP|RSD|MN\w*|CMP\w*|PRN)")
_KINDS = {"RSTN": "station", "RSTP": "station", "RSD": "siding", "PRN": "prison"}
_NO_LANGUAGES = {"link", "wkdt", "post", "iata", "icao", "faac", "unlc", "tcid", "phon", "piny"}


_NEEDED = ("name", "lon", "lat")
_WELCOME = ("id", "geonames_id", "wof_id", "placetype", "superseded", "kind", "region", "when", "population")


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
    except FileNotFoundError:
        raise GazetteerError(f"{path}: there is no such file") from None
    except OSError as problem:
        raise GazetteerError(f"{path} cannot be read: {problem.strerror}") from None
    except UnicodeDecodeError as problem:
        raise GazetteerError(f"{path} is not UTF-8 ({problem.reason}); is it a GeoNames dump, unpacked?") from None
    if not line.endswith("\n"):
        raise GazetteerError(f"{path}:{number}  the last line is cut off; fetch the file again")


class Home:
    """The data folder whose areas places are put into; without one, that which ships with geokz."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = default_folder() if folder is None else folder
        self.profile, problems = read_profile(self.folder)
        if problems:
            raise DataError(problems)
        self._known = frozenset(self.profile.admin1.values())
        self._areas: Areas | None = None

    def area(self, region: str, point: tuple[float, float]) -> str:
        """A region as the gazetteer writes it: one of the atlas or a GeoNames code; else the oblast of the point."""
        if "." in region or all(area in self._known for area in region.split("; ")):
            return region
        if self._areas is None:
            from .areas import Areas  # here: its polygons need shapely, which finding a name does not

            self._areas = Areas.read(self.folder, self.profile)
        return self._areas.at(*point)


def read_dump(path: Path, home: Home | None = None) -> dict[str, Entry]:
    """The settlements, railway points, mines and camps of a GeoNames country file, by GeoNames id."""
    home = home or Home()
    entries: dict[str, Entry] = {}
    lines = 0
    for line, cells in _lines(path):
        lines = line
        if line == 1 and cells[0] in {"geonameid", "geonameId", "id"}:
            continue
        if len(cells) != 19:
            way = "; a list of your own is a CSV with name, lon, lat" if line == 1 else ""
            raise GazetteerError(
                f"{path}:{line}  has {counted(len(cells), 'column')}, a GeoNames dump 19{way}; nothing was added"
            )
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
        region = home.area(region_of_code(f"{country}.{admin1}", home.profile), point)
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
                f"{path}:{line}  has {counted(len(cells), 'column')} where alternateNamesV2 has 10; nothing was added"
            )
        entry = entries.get(cells[1])
        language, form = cells[2], cells[3]
        if entry is None or language in _NO_LANGUAGES or not form:
            continue
        when = _years_of(*cells[8:10]) if len(cells) == 10 else ""
        _, own = entry.names.get(form, ("", False))
        entry.names[form] = (when, own)


def _years_of(first: str, last: str) -> str:
    """The EDTF interval of GeoNames' from and to, when they are years or days (19610501 too); else nothing."""
    form = r"\d{4}(-\d{2}(-\d{2})?)?"
    first, last = (re.sub(r"^(\d{4})(\d{2})(\d{2})$", r"\1-\2-\3", end) for end in (first, last))
    start = first if re.fullmatch(form, first) else ""
    end = last if re.fullmatch(form, last) else ""
    if not start and not end:
        return ""
    try:
        return When.parse(f"{start}/{end}").edtf
    except DateError:
        return ""


_HEADINGS = {
    "name": ("name", "название", "наименование", "атауы"),
    "lon": ("lon", "longitude", "lng", "долгота", "бойлық"),
    "lat": ("lat", "latitude", "широта", "ендік"),
}
_FORMS = ("names", *(f"{before}{key}{after}" for key in ("ru", "kk", "en") for before in ("", "name_") for after in
                     ("", "_variants")))  # fmt: skip
_SETTLEMENTS = {"locality", "neighbourhood", "borough", "hamlet", "village", "town", "city", ""}
_MOST_PEOPLE = 100_000_000


def is_table(path: Path) -> bool:
    """Whether a file is a list with headings, not a dump of GeoNames: by its suffix, or by a heading ``name``."""
    if path.suffix.lower() in {".csv", ".tsv"}:
        return True
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return False
    text = head.decode("utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", errors="replace")
    return "name" in {cell.strip(' "') for cell in re.split(r"[,;\t]", (text.splitlines() or [""])[0])}


def read_table(path: Path, home: Home | None = None) -> dict[str, Entry]:
    """The places of a list with a name and a point, by id; how its columns may be called stands in ``_HEADINGS``.

    Rows of Who's On First that are no settlements, or were superseded, are passed over. Raises
    :class:`geokz.errors.TableError` with everything that is wrong with the list.
    """
    home = home or Home()
    sheet = open_sheet(path, [name for names in _HEADINGS.values() for name in names])
    columns = {column: _heading(sheet.header, column) for column in _NEEDED}
    columns |= {name: name for name in (*_WELCOME, *_FORMS) if name in sheet.header}
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for line, row in sheet.named(columns, problems):
        if not any(row.values()):
            continue  # the empty rows at the end of a sheet
        if row.get("placetype", "") not in _SETTLEMENTS or row.get("superseded", ""):
            continue
        wrong = list(_wrong(row))
        problems += [Problem(sheet.name, line, columns[column], message) for column, message in wrong]
        if wrong:
            continue
        entry = _table_entry(row, visible(path.stem), line, home)
        if entry.id in entries:
            problems.append(Problem(sheet.name, line, "id", f"'{entry.id}' stands twice; give one another id"))
        entries[entry.id] = entry
    if not entries and not problems:
        problems.append(Problem(sheet.name, 1, "-", "holds no places; write one a line below the names of the columns"))
    if problems:
        raise TableError(many(problems))
    return entries


def _heading(header: tuple[str, ...], column: str) -> str:
    """What a needed column is called in this list; its own name when it is not there, which is then told."""
    return next((name for known in _HEADINGS[column] for name in header if name.lower() == known), column)


def _wrong(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What keeps a row from being a place: in which column, and what."""
    if not row["name"]:
        yield "name", "is empty; name the place"
    if not row["lon"] and not row["lat"]:
        yield "lon", "has no point; give its longitude and latitude, or take the row out"
    for column, limit in (("lon", 180), ("lat", 90)) if row["lon"] or row["lat"] else ():
        if degrees(row[column], limit) is None:
            yield column, f"'{row[column][:40]}' is no number of degrees from -{limit} to {limit}"
    try:
        When.parse(row.get("when", ""))
    except DateError as problem:
        yield "when", f"{problem}{reading_of(row.get('when', ''))}"
    if not _is_count(row.get("population") or "0"):
        yield "population", f"'{row['population'][:40]}' is no whole number of people"


def _table_entry(row: dict[str, str], stem: str, line: int, home: Home) -> Entry:
    when = row.get("when", "")
    names = {row["name"]: (when, True)}
    for column in _FORMS:
        for form in row.get(column, "").split("|"):
            if form.strip():
                names.setdefault(form.strip(), (when, True))
    point = degrees(row["lon"], 180) or 0.0, degrees(row["lat"], 90) or 0.0
    return Entry(
        _id_of(row, stem, line),
        row["name"],
        *point,
        row.get("kind") or "settlement",
        int(row.get("population") or 0),
        home.area(row.get("region", ""), point),
        names,
    )


def _id_of(row: dict[str, str], stem: str, line: int) -> str:
    """``geonames:`` or ``wof:`` where the row tells such an id, else the table's name and its own id or line."""
    given = row.get("id", "").strip()
    if given:
        return given if given.startswith(("geonames:", "wof:")) else f"{stem}:{given}"
    for column, authority in (("geonames_id", "geonames"), ("wof_id", "wof")):
        if row.get(column, "").strip().isdecimal():
            return f"{authority}:{row[column].strip()}"
    return f"{stem}:{line}"


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 12 and int(text) <= _MOST_PEOPLE


def _point(lon: str, lat: str) -> tuple[float, float] | None:
    try:
        point = float(lon), float(lat)
    except ValueError:
        return None
    return point if -180 <= point[0] <= 180 and -90 <= point[1] <= 90 else None
