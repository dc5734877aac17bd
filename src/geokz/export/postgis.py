"""Into a PostGIS database: ``geokz export postgresql://user@host/database``. Needs the extra ``geokz[postgis]``.

Everything goes into one schema, ``geokz`` (or that of ``?schema=...`` at the end of the address), in one transaction:
whoever reads the old tables reads them to the end (the export waits ``WAIT_S`` for it), and an export that fails leaves
them.

``certain``, ``presumed`` and ``possible`` are ``daterange``: empty where a thing is never so on a day, infinite only
where an end is open. ``things_at(date)`` gives what is drawn on a day with its state, ``things_in(first, last)`` what
is drawn in a span, as the map does; ``tile(z, x, y, first, last)`` a vector tile of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import numpy as np
import pandas as pd
import shapely

from ..errors import ExportError
from ..names import text_column
from ..visible import counted
from .book import Book
from .columns import cells, chunks, kind_of

WAIT_S = 30  # for those who read the old tables
_TYPES = {"date": "date", "real": "double precision", "integer": "bigint", "boolean": "boolean", "text": "text"}
_SPANS = {
    "certain": ("start_latest", "end_earliest"),
    "presumed": ("start_latest", "presumed_until"),
    "possible": ("begin_date", "end_date"),
}
# the tables of a schema in which no export has been: it would have its functions
_STRANGERS = """SELECT count(*) FROM pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %s)
  AND relkind IN ('r', 'v', 'm', 'p', 'f', 'S') AND NOT EXISTS (
    SELECT FROM pg_proc WHERE proname = 'things_at' AND pronamespace = relnamespace)"""
_STATE = """CASE WHEN {certain} THEN 'certain' WHEN {presumed} THEN 'presumed' ELSE 'possible' END"""


def write_postgis(book: Book, address: str) -> None:
    """See the module; raises :class:`geokz.errors.ExportError` without the password when the server refuses."""
    try:
        import psycopg
    except ImportError as problem:
        raise ExportError("PostGIS needs psycopg; pip install 'geokz[postgis]'") from problem
    address, schema = _split(address)
    try:
        with psycopg.connect(address, connect_timeout=10) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'")
            if cursor.fetchone() is None:
                raise ExportError("the server has no PostGIS; install it there, e.g. postgresql-15-postgis-3")
            _Writer(cursor, book, schema).write()
    except psycopg.Error as problem:
        told = _told(problem)
        if isinstance(problem, psycopg.errors.InsufficientPrivilege):
            told += "; its owner can do CREATE EXTENSION postgis there, and grant you CREATE on the database"
        if isinstance(problem, psycopg.errors.LockNotAvailable):
            told = f"somebody has been reading the schema '{schema}' for {WAIT_S} s; end that transaction and try again"
        for secret in _secrets(address):
            told = told.replace(secret, "...")
        raise ExportError(f"the database cannot be written: {told}") from None


def _told(problem: Any) -> str:
    """What the server says, without the statement it says it of; or what the driver does."""
    said = (problem.diag.message_primary, problem.diag.message_detail, problem.diag.message_hint)
    return " ".join(" ".join(filter(None, said)).split() or str(problem).split()) or type(problem).__name__


def _split(address: str) -> tuple[str, str]:
    """The address for the driver, and the schema it names; signs of a password that mean something else are escaped."""
    with_user = re.fullmatch(r"(postgres(?:ql)?://)([^:@/?]*)(?::(.*))?@([^@?]*)((?:\?.*)?)", address, re.DOTALL)
    if with_user:
        scheme, user, password, place, rest = with_user.groups()
        secret = "" if password is None else ":" + quote(unquote(password), safe="")
        address = f"{scheme}{user}{secret}@{place}{rest}"
    try:
        parts = urlsplit(address)
        options = parse_qsl(parts.query)
    except ValueError:
        raise ExportError("the address cannot be read; write postgresql://user@host:port/database") from None
    schema = dict(options).get("schema", "geokz")
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,60}", schema) or schema == "public":
        raise ExportError(f"'{schema}' cannot be the schema: it is emptied first; name one of its own, e.g. geokz")
    rest = [(name, value) for name, value in options if name != "schema"]
    return address.partition("?")[0] + (f"?{urlencode(rest)}" if rest else ""), schema


def _secrets(address: str) -> list[str]:
    """The password of an address as it stands in it and as it is, the longest first."""
    parts = urlsplit(address)
    found = {parts.password or "", *(value for name, value in parse_qsl(parts.query) if "password" in name)}
    found |= {unquote(secret) for secret in found}
    return sorted(filter(None, found), key=len, reverse=True)


class _Writer:
    def __init__(self, cursor: Any, book: Book, schema: str) -> None:
        self.cursor, self.book, self.schema = cursor, book, schema

    def write(self) -> None:
        from psycopg import sql

        name = sql.Identifier(self.schema)
        run = self.cursor.execute
        run(f"SET LOCAL lock_timeout = '{WAIT_S}s'")
        run("CREATE EXTENSION IF NOT EXISTS postgis")
        run(_STRANGERS, (self.schema,))
        ((strangers,),) = self.cursor.fetchall()
        if strangers:
            raise ExportError(
                f"the schema '{self.schema}' holds {counted(strangers, 'table')} that no export made, and would be "
                "emptied; name another at the end of the address: ?schema=..."
            )
        run(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(name))
        run(sql.SQL("CREATE SCHEMA {}").format(name))
        run(sql.SQL("COMMENT ON SCHEMA {} IS {}").format(name, sql.Literal(self.book.credit.notice)))
        run("SELECT nspname FROM pg_extension, pg_namespace n WHERE n.oid = extnamespace AND extname = 'postgis'")
        ((home,),) = self.cursor.fetchall()
        run(sql.SQL("SET LOCAL search_path TO {}, {}").format(name, sql.Identifier(home)))
        self._things()
        for sheet in self.book.sheets.values():
            self._table(sheet.name, sheet.frame, sheet.key)
        for sheet in self.book.sheets.values():
            for column, table, key in sheet.references:
                other = self.book.sheets.get(table)
                if table == "things" or (other is not None and other.key == key):
                    run(f'ALTER TABLE "{sheet.name}" ADD FOREIGN KEY ("{column}") REFERENCES "{table}" ("{key}")')
        run(_functions(self.book, self.schema, home))

    def _table(self, name: str, frame: pd.DataFrame, key: str | None) -> None:
        columns = [f'"{column}" {_TYPES[kind_of(frame[column])]}' for column in frame.columns]
        keyed = f', PRIMARY KEY ("{key}")' if key else ""
        self.cursor.execute(f'CREATE TABLE "{name}" ({", ".join(columns)}{keyed})')
        self._copy(name, list(frame.columns), _rows(frame))

    def _things(self) -> None:
        book = self.book
        columns = [f'"{column}" {_TYPES[kind_of(book.things[column])]}' for column in book.columns]
        spans = [f'"{name}" daterange' for name in _SPANS]
        key = ', PRIMARY KEY ("id")' if book.things["id"].is_unique else ""
        self.cursor.execute(
            f"CREATE TABLE things ({', '.join([*columns, *spans])}, geom geometry(Geometry, 4326){key})"
        )
        names = [*book.columns, *_SPANS, "geom"]
        self._copy("things", names, _things(book))
        self.cursor.execute("CREATE INDEX ON things USING gist (geom)")
        self.cursor.execute("CREATE INDEX ON things USING gist (possible)")

    def _copy(self, name: str, columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
        named = ", ".join(f'"{column}"' for column in columns)
        with self.cursor.copy(f'COPY "{name}" ({named}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)


def _rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    for first, last in chunks(len(frame)):
        part = frame.iloc[first:last]
        yield from zip(*(cells(part[column]) for column in frame.columns), strict=True)


def _things(book: Book) -> Iterator[tuple[Any, ...]]:
    for first, last in chunks(len(book.things)):
        part = book.part(first, last)
        shapes = shapely.to_wkb(
            shapely.set_srid(part.geometry.to_numpy(), 4326), hex=True, output_dimension=2, include_srid=True
        )
        spans = [ranges(part, *ends) for ends in _SPANS.values()]
        yield from zip(*(cells(part[column]) for column in book.columns), *spans, shapes.tolist(), strict=True)


def ranges(part: pd.DataFrame, start: str, end: str) -> list[str]:
    """Day spans as PostgreSQL writes them: empty where never, without a bound only where open."""
    begins, ends = cells(part[start]), cells(part[end])
    since = part["open_start"].fillna("").str.contains(start, regex=False).to_numpy()
    until = part["open_end"].fillna("").str.contains(end, regex=False).to_numpy()
    return [
        "empty"
        if (begin is None and not early) or (last is None and not late) or (begin and last and begin > last)
        else f"[{begin or ''},{last or ''}]"
        for begin, last, early, late in zip(begins, ends, np.asarray(since), np.asarray(until), strict=True)
    ]


def _functions(book: Book, schema: str, home: str) -> str:
    """What is drawn on a day, in a span, and as a tile."""
    hold = {name: f"({_begun(start)} AND {_not_over(end)})" for name, (start, end) in _SPANS.items()}
    state = _STATE.format(**hold)
    names = [text_column("name", code) for code in (book.atlas.languages if book.atlas else ())]
    told = [name for name in ("id", "layer", "type", *names, "name") if name in book.columns]
    tile = ", ".join(f't."{name}"' for name in told)
    path = f"SET search_path = {schema}, {home}"
    return f"""
CREATE FUNCTION things_in(first date, last date) RETURNS TABLE (id {_id(book)}, state text, geom geometry)
LANGUAGE sql STABLE {path} AS $$
  SELECT t.id, {state}, t.geom FROM things t WHERE {hold["possible"]}
$$;
CREATE FUNCTION things_at(day date) RETURNS TABLE (id {_id(book)}, state text, geom geometry)
LANGUAGE sql STABLE {path} AS $$ SELECT * FROM things_in(day, day) $$;
CREATE FUNCTION tile(z integer, x integer, y integer, first date, last date) RETURNS bytea
LANGUAGE sql STABLE {path} AS $$
  SELECT ST_AsMVT(found, 'things') FROM (
    SELECT {tile}, s.state, ST_AsMVTGeom(ST_Transform(t.geom, 3857), ST_TileEnvelope(z, x, y)) AS geom
    FROM things t JOIN things_in(first, last) s ON s.id = t.id
    WHERE t.geom && ST_Transform(ST_TileEnvelope(z, x, y), 4326)) found
$$;
"""


def _id(book: Book) -> str:
    return _TYPES[kind_of(book.things["id"])]


def _begun(column: str) -> str:
    return f"coalesce(t.{column} <= last, coalesce(t.open_start, '') LIKE '%{column}%')"


def _not_over(column: str) -> str:
    return f"coalesce(t.{column} >= first, coalesce(t.open_end, '') LIKE '%{column}%')"
