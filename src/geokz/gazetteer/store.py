"""The user's own gazetteers: GeoNames dumps and plain tables in one SQLite file, added, listed and removed.

A GeoNames dump is the country file of https://download.geonames.org/export/dump/ (``KZ.txt``: 19 columns, tabs),
with the file of alternate names beside it if you like. A plain table is a CSV with a header: ``name``, ``lon``,
``lat``, and as you have them ``id``, ``names`` (joined by ``|``), ``kind``, ``region``, ``when`` and ``population``.
A file is added whole or, when anything in it is wrong, not at all.
"""

from __future__ import annotations

import csv
import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from ..dates import When
from ..errors import DateError, GazetteerError
from ..names import fold, scripts
from .regions import region_of_code
from .tables import TOWN_SIZE, Named, Place
from .words import strip_kinds

_SCHEMA = """
CREATE TABLE IF NOT EXISTS gazetteers (
  key TEXT PRIMARY KEY, path TEXT NOT NULL, added TEXT NOT NULL, places INTEGER NOT NULL, names INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS places (
  number INTEGER PRIMARY KEY, gazetteer TEXT NOT NULL, id TEXT NOT NULL, label TEXT NOT NULL, lon REAL NOT NULL,
  lat REAL NOT NULL, kind TEXT NOT NULL, population INTEGER NOT NULL, region TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS names (
  key TEXT NOT NULL, name TEXT NOT NULL, place INTEGER NOT NULL, when_used TEXT NOT NULL, own INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS names_by_key ON names (key);
CREATE INDEX IF NOT EXISTS names_by_place ON names (place);
CREATE INDEX IF NOT EXISTS places_by_id ON places (id);
"""
# settlements, and the railway points, mines and camps among the spots
_CLASSES = re.compile(r"P\..*|S\.(RSTN|RSTP|RSD|MN\w*|CMP\w*|PRN)")
_KINDS = {"RSTN": "station", "RSTP": "station", "RSD": "siding", "PRN": "prison"}
_NO_LANGUAGES = {"link", "wkdt", "post", "iata", "icao", "faac", "unlc", "tcid", "phon", "piny"}


class Added(NamedTuple):
    """A gazetteer in the store: its name, where it came from, when, and how many places and names it holds."""

    key: str
    path: str
    added: str
    places: int
    names: int


class _Entry(NamedTuple):
    id: str
    label: str
    lon: float
    lat: float
    kind: str
    population: int
    region: str
    names: dict[str, tuple[str, bool]]  # form: when, own


def user_folder() -> Path:
    """Where the user's data lie: ``GEOKZ_HOME`` if set, else the folder the system has for such things."""
    if os.environ.get("GEOKZ_HOME"):
        return Path(os.environ["GEOKZ_HOME"])
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "geokz"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "geokz"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "geokz"


class Store:
    """The SQLite file of the user's gazetteers; made when the first is added."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None

    @classmethod
    def of_user(cls) -> Store | None:
        """The store in the user's folder, if there is one already."""
        path = user_folder() / "gazetteers.sqlite"
        return cls(path) if path.is_file() else None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._connection = sqlite3.connect(self.path)
                self._connection.executescript(_SCHEMA)
            except sqlite3.DatabaseError as problem:
                raise GazetteerError(
                    f"{self.path} is no gazetteer store ({problem}); move it away and add again"
                ) from None
        return self._connection

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def gazetteers(self) -> list[Added]:
        """What has been added, in order of its name."""
        return [Added(*row) for row in self._open().execute("SELECT * FROM gazetteers ORDER BY key")]

    def count(self) -> int:
        """How many places the store holds."""
        return int(self._open().execute("SELECT coalesce(sum(places), 0) FROM gazetteers").fetchone()[0])

    def add(self, path: Path, alternate_names: Path | None = None) -> Added:
        """Take in a GeoNames dump or a plain CSV, replacing what was added under the same file name.

        Raises :class:`GazetteerError` naming file and line, and leaves the store as it was.
        """
        entries = _read_table(path) if path.suffix.lower() in {".csv", ".tsv"} else _read_dump(path)
        if alternate_names is not None:
            _read_alternate_names(alternate_names, entries)
        connection = self._open()
        key = path.stem
        with connection:  # one transaction: all of it or none
            _forget(connection, key)
            names = 0
            for entry in entries.values():
                row = (key, entry.id, entry.label, entry.lon, entry.lat, entry.kind, entry.population, entry.region)
                number = connection.execute("INSERT INTO places VALUES (NULL,?,?,?,?,?,?,?,?)", row).lastrowid
                rows = [(k, form, number, when, own) for k, form, when, own in _keyed(entry)]
                connection.executemany("INSERT INTO names VALUES (?,?,?,?,?)", rows)
                names += len(entry.names)
            added = Added(key, str(path), datetime.now(UTC).strftime("%Y-%m-%d"), len(entries), names)
            connection.execute("INSERT INTO gazetteers VALUES (?,?,?,?,?)", added)
        return added

    def remove(self, key: str) -> None:
        """Take a gazetteer out again."""
        known = [added.key for added in self.gazetteers()]
        if key not in known:
            there = f"there are {', '.join(known)}" if known else "none has been added"
            raise GazetteerError(f"no gazetteer is called '{key}'; {there}")
        with self._open() as connection:
            _forget(connection, key)
        self._open().execute("VACUUM")

    def hits(self, key: str) -> Iterator[tuple[Named, Place]]:
        """The names of a folded key, each with its place."""
        query = (
            "SELECT n.name, n.when_used, n.own, p.number, p.id, p.label, p.lon, p.lat, p.kind, p.population, p.region "
            "FROM names n JOIN places p ON p.number = n.place WHERE n.key = ? ORDER BY p.number, n.name"
        )
        for name, when, own, number, *rest in self._open().execute(query, (key,)):
            yield Named(name, -number, when, "own" if own else "alternate"), _place(*rest)

    def keys(self) -> Iterator[str]:
        """Every folded key, once."""
        for (key,) in self._open().execute("SELECT DISTINCT key FROM names"):
            yield key

    def place(self, place_id: str) -> Place | None:
        """The place of an id."""
        query = "SELECT id, label, lon, lat, kind, population, region, number FROM places WHERE id = ?"
        row = self._open().execute(query, (place_id,)).fetchone()
        if row is None:
            return None
        place = _place(*row[:-1])
        forms = self._open().execute("SELECT DISTINCT name FROM names WHERE place = ?", (row[-1],))
        place.names.extend(Named(form, -row[-1]) for (form,) in forms)
        return place


def _place(place_id: str, label: str, lon: float, lat: float, kind: str, population: int, region: str) -> Place:
    authority = place_id if place_id.startswith(("geonames:", "wof:")) else ""
    return Place(place_id, label, lon, lat, kind, authority=authority, region=region, population=population)


def _forget(connection: sqlite3.Connection, key: str) -> None:
    connection.execute("DELETE FROM names WHERE place IN (SELECT number FROM places WHERE gazetteer = ?)", (key,))
    connection.execute("DELETE FROM places WHERE gazetteer = ?", (key,))
    connection.execute("DELETE FROM gazetteers WHERE key = ?", (key,))


def _keyed(entry: _Entry) -> Iterator[tuple[str, str, str, bool]]:
    own_key = fold(entry.label)
    for form, (when, own) in entry.names.items():
        for key in {fold(form), strip_kinds(form)}:
            if key:
                yield key, form, when, own or key == own_key


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


def _read_dump(path: Path) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    lines = 0
    for line, cells in _lines(path):
        lines = line
        if len(cells) != 19:
            raise GazetteerError(f"{path}:{line}  has {len(cells)} columns, a GeoNames dump 19; nothing was added")
        number, name, _, others, lat, lon, fclass, fcode, country, _, admin1, *_, population = cells[:15]
        point = _point(lon, lat)
        if not number.isdigit() or point is None or not (population or "0").isdigit():
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
        entries[number] = _Entry(f"geonames:{number}", name, *point, kind, size, region, names)
    if not entries:
        raise GazetteerError(f"{path} holds no settlement in {lines} lines; nothing was added")
    return entries


def _read_alternate_names(path: Path, entries: dict[str, _Entry]) -> None:
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


def _read_table(path: Path) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
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


def _table_entry(row: dict[str, str], path: Path, line: int) -> _Entry:
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
    name = row["name"].strip()
    names = {name: (when, True)}
    for form in row.get("names", "").split("|"):
        if form.strip():
            names.setdefault(form.strip(), (when, True))
    size = row.get("population", "").strip()
    given = row.get("id", "").strip()
    place_id = given if given.startswith(("geonames:", "wof:")) else f"{path.stem}:{given or line}"
    return _Entry(
        place_id, name, *point, row.get("kind", "").strip() or "settlement",
        int(size) if size.isdigit() else 0, row.get("region", "").strip(), names,
    )  # fmt: skip


def _point(lon: str, lat: str) -> tuple[float, float] | None:
    try:
        point = float(lon), float(lat)
    except ValueError:
        return None
    return point if -180 <= point[0] <= 180 and -90 <= point[1] <= 90 else None
