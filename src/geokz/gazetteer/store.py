"""The user's own gazetteers: GeoNames dumps and plain tables in one SQLite file, added, listed and removed.

A GeoNames dump is the country file of https://download.geonames.org/export/dump/ (``KZ.txt``: 19 columns, tabs),
with the file of alternate names beside it if you like. A plain table is a CSV with a header: ``name``, ``lon``,
``lat``, and what else :mod:`.dumps` recognises. A file is added whole or, when anything in it is wrong, not at all.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from pkgutil import get_data
from typing import NamedTuple

from platformdirs import user_data_path

from ..errors import GazetteerError
from ..names import fold
from ..visible import visible
from .dumps import Entry, Home, is_table, read_alternate_names, read_dump, read_table
from .tables import Named, Place
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


class Added(NamedTuple):
    """A gazetteer in the store: its name, where it came from, when, and how many places and names it holds."""

    key: str
    path: str
    added: str
    places: int
    names: int


def user_folder() -> Path:
    """Where the user's data lie: ``GEOKZ_HOME`` if set, else the folder the system has for such things."""
    if os.environ.get("GEOKZ_HOME"):
        return Path(os.environ["GEOKZ_HOME"])
    return user_data_path("geokz", appauthor=False)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Say in one line why the file cannot be written: it is locked, the disk is full."""
    try:
        yield
    except sqlite3.DatabaseError as problem:
        raise GazetteerError(f"{path} cannot be written ({problem}); nothing was changed, try again") from problem


class Store:
    """The SQLite file of the user's gazetteers; made when the first is added."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None

    @classmethod
    def of_user(cls) -> Store | None:
        """The store in the user's folder, if there is one already; what cannot be one is no missing one."""
        path = user_folder() / "gazetteers.sqlite"
        if path.is_file():
            return cls(path)
        if os.path.lexists(path):
            raise GazetteerError(f"{path} is no gazetteer store, nor a file; move it away and add again")
        if os.path.lexists(path.parent) and not path.parent.is_dir():
            raise GazetteerError(f"no gazetteer can be kept in {path.parent} (it is no folder); set GEOKZ_HOME to one")
        return None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as problem:
                raise GazetteerError(
                    f"no gazetteer can be kept in {self.path.parent} ({problem.strerror}); set GEOKZ_HOME to a folder"
                ) from None
            try:
                self._connection = sqlite3.connect(self.path, check_same_thread=False)  # who asks in threads waits
                self._connection.executescript(_SCHEMA)
                self._keep_up(self._connection)
            except sqlite3.DatabaseError as problem:
                raise GazetteerError(
                    f"{self.path} is no gazetteer store ({problem}); move it away and add again"
                ) from None
        return self._connection

    def _keep_up(self, connection: sqlite3.Connection) -> None:
        """Fold all names anew when the rules of spelling are not those that the store was written by."""
        ((written_by,),) = connection.execute("PRAGMA user_version")
        if written_by == spelling_version():
            return
        with _writing(self.path), connection:
            rows = connection.execute(
                "SELECT n.name, n.place, n.when_used, min(n.own), p.label FROM names n "
                "JOIN places p ON p.number = n.place GROUP BY n.place, n.name, n.when_used"
            ).fetchall()
            connection.execute("DELETE FROM names")
            for form, place, when, own, label in rows:
                keyed = [(key, form, place, when, mine) for key, mine in _keys(form, bool(own), fold(label))]
                connection.executemany("INSERT INTO names VALUES (?,?,?,?,?)", keyed)
            connection.execute(f"PRAGMA user_version = {spelling_version()}")

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

    def add(self, path: Path, alternate_names: Path | None = None, *, folder: Path | None = None) -> Added:
        """Take in a GeoNames dump or a plain CSV, replacing what was added under the same file name.

        ``folder`` is the data folder whose areas the places are put into; without one, that which ships with geokz.

        Raises :class:`GazetteerError` naming file and line, and leaves the store as it was.
        """
        home = Home(folder)
        entries = read_table(path, home) if is_table(path) else read_dump(path, home)
        if alternate_names is not None:
            read_alternate_names(alternate_names, entries)
        connection = self._open()
        key = visible(path.stem)
        with _writing(self.path), connection:  # one transaction: all of it or none
            _forget(connection, key)
            count = 0
            for entry in entries.values():
                row = (key, entry.id, entry.label, entry.lon, entry.lat, entry.kind, entry.population, entry.region)
                number = connection.execute("INSERT INTO places VALUES (NULL,?,?,?,?,?,?,?,?)", row).lastrowid
                rows = [(k, form, number, when, own) for k, form, when, own in _keyed(entry)]
                connection.executemany("INSERT INTO names VALUES (?,?,?,?,?)", rows)
                count += len(entry.names)
            added = Added(key, visible(path), datetime.now(UTC).strftime("%Y-%m-%d"), len(entries), count)
            connection.execute("INSERT INTO gazetteers VALUES (?,?,?,?,?)", added)
        return added

    def remove(self, key: str) -> None:
        """Take a gazetteer out again."""
        known = [added.key for added in self.gazetteers()]
        if key not in known:
            there = f"there are {', '.join(known)}" if known else "none has been added"
            raise GazetteerError(f"no gazetteer is called '{key}'; {there}")
        with _writing(self.path):
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

    def state(self) -> tuple[int, int]:
        """Something that is another one after names were added or removed, here or by another program."""
        connection = self._open()
        return int(connection.execute("PRAGMA data_version").fetchone()[0]), connection.total_changes

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


def _keyed(entry: Entry) -> Iterator[tuple[str, str, str, bool]]:
    own_key = fold(entry.label)
    for form, (when, own) in entry.names.items():
        for key, mine in _keys(form, own, own_key):
            yield key, form, when, mine


def _keys(form: str, own: bool, own_key: str) -> Iterator[tuple[str, bool]]:
    """The keys a name is found by, and whether it is the place's own by each."""
    for key in {fold(form), strip_kinds(form)}:
        if key:
            yield key, own or key == own_key


@cache
def spelling_version() -> int:
    """A number that is another one when the rules by which names are folded are: of the modules that hold them."""
    sources = [
        get_data("geokz", "names.py"),
        *(get_data("geokz.gazetteer", f"{room}.py") for room in ("words", "endings")),
    ]
    return zlib.crc32(b"".join(filter(None, sources))) & 0x7FFF_FFFF
