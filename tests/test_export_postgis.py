"""PostGIS, in a real server that the test starts: on a socket in a folder of its own, as the user postgres."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely import Point

import geokz
from geokz.errors import ExportError

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts" / "bench"))

import own_server

psycopg = pytest.importorskip("psycopg")
pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an empty database."""
    if not own_server.is_there():
        if os.environ.get("GEOKZ_REQUIRE_POSTGIS"):
            pytest.fail(own_server.MISSING)
        pytest.skip(own_server.MISSING)
    with own_server.own_server() as address:
        yield address


@pytest.fixture(scope="module")
def filled(server: str, atlas: geokz.Atlas) -> Iterator[Any]:
    geokz.export(atlas, server)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SET search_path TO geokz, public")
        yield connection


def test_the_states_of_a_span_are_those_of_the_atlas_in_every_year(filled: Any, atlas: geokz.Atlas) -> None:
    for year in range(1915, 1966):
        states = atlas.states(year)
        wanted = states[states.isin(["certain", "presumed", "possible"])].to_dict()
        found = dict(filled.execute("SELECT id, state FROM things_in(%s, %s)", (f"{year}-01-01", f"{year}-12-31")))
        assert found == wanted, year


def test_ranges_are_empty_where_never_and_infinite_only_where_open(filled: Any) -> None:
    def ask(column: str, thing: str) -> list[Any]:
        query = f"SELECT isempty({column}), lower_inf({column}), upper_inf({column}) FROM things WHERE id = %s"
        return list(filled.execute(query, (thing,)).fetchone())

    assert ask("certain", "karlag") == [False, False, False]
    undated = "SELECT count(*) FROM things WHERE edtf IS NULL AND NOT isempty(possible) AND start_latest IS NULL"
    assert filled.execute(undated + " AND open_start IS NULL AND open_end IS NULL").fetchone() == (0,)
    assert ask("presumed", "karaganda")[2] is True
    day = "SELECT state FROM things_at('1938-06-01') WHERE id = 'karlag'"
    assert filled.execute(day).fetchone() == ("certain",)


def test_every_row_of_the_evidence_is_there_with_its_keys(filled: Any, atlas: geokz.Atlas) -> None:
    for table in ("claims", "figures", "names", "relations", "sources"):
        assert filled.execute(f"SELECT count(*) FROM {table}").fetchone() == (len(set(atlas.tables[table].index)),), (
            table
        )
    keys = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND connamespace = 'geokz'::regnamespace"
    assert filled.execute(keys).fetchone()[0] >= 5
    kinds = "SELECT count(*) FROM pg_indexes WHERE schemaname = 'geokz' AND indexdef LIKE '%USING gist%'"
    assert filled.execute(kinds).fetchone() == (2,)


def test_no_column_is_a_word_that_sql_keeps_for_itself(filled: Any) -> None:
    query = """SELECT table_name, column_name
        FROM information_schema.columns JOIN pg_get_keywords() ON word = column_name
        WHERE table_schema = 'geokz' AND catcode IN ('R', 'T')"""
    assert filled.execute(query).fetchall() == []


def test_a_tile_of_a_year_is_made(filled: Any) -> None:
    ((tile,),) = filled.execute("SELECT tile(3, 5, 2, '1938-01-01', '1938-12-31')").fetchall()
    assert b"karlag" in tile and b"certain" in tile


def test_an_export_that_fails_leaves_the_old_tables(filled: Any, server: str) -> None:
    before = filled.execute("SELECT count(*) FROM things").fetchone()
    twice = gpd.GeoDataFrame(
        {"id": ["a\x00b"], **{name: [0] for name in geokz.dates.BOUNDS}}, geometry=[Point(70, 50)], crs=4326
    )
    with pytest.raises(ExportError, match="the database cannot be written"):
        geokz.export(twice, server)
    assert filled.execute("SELECT count(*) FROM things").fetchone() == before


def test_a_schema_of_somebody_else_is_not_emptied(server: str, small_atlas: geokz.Atlas) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA work CREATE TABLE notes (text text)")
        with pytest.raises(ExportError, match="the schema 'work' holds 1 table that no export made"):
            geokz.export(small_atlas, server + ("&" if "?" in server else "?") + "schema=work")
        assert connection.execute("SELECT count(*) FROM work.notes").fetchone() == (0,)


def test_who_still_reads_the_old_tables_is_waited_for_and_then_told_of(
    server: str, small_atlas: geokz.Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    geokz.export(small_atlas, f"{server}&schema=slow")
    monkeypatch.setattr(import_module("geokz.export.postgis"), "WAIT_S", 1)
    with psycopg.connect(server) as connection:
        connection.execute("SELECT count(*) FROM slow.things")
        with pytest.raises(ExportError, match="somebody has been reading the schema 'slow' for 1 s"):
            geokz.export(small_atlas, f"{server}&schema=slow")


def test_a_role_without_rights_is_told_what_it_lacks(server: str, small_atlas: geokz.Atlas) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE ROLE guest LOGIN PASSWORD 'verysecret'")
        connection.execute("CREATE DATABASE bare")
    guest = server.replace("postgres:hush@/postgres?", "guest:verysecret@/bare?")
    with pytest.raises(ExportError, match=r'permission denied to create extension "postgis".*grant you CREATE') as told:
        geokz.export(small_atlas, guest)
    assert "verysecret" not in str(told.value) and "\n" not in str(told.value)


def test_a_connection_lost_in_the_middle_leaves_the_old_tables(
    server: str, small_atlas: geokz.Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    geokz.export(small_atlas, f"{server}&schema=lost")

    def end(*_: object) -> str:
        with psycopg.connect(server, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'")
        return "SELECT 1"

    monkeypatch.setattr(import_module("geokz.export.postgis"), "_functions", end)
    with pytest.raises(ExportError, match="the database cannot be written: terminating connection"):
        geokz.export(small_atlas, f"{server}&schema=lost")
    with psycopg.connect(server) as connection:
        count = connection.execute("SELECT count(*) FROM lost.things").fetchone()
    assert count == (len(small_atlas.things),)


def test_a_server_that_is_not_there_is_one_line_without_the_password(atlas: geokz.Atlas) -> None:
    with pytest.raises(ExportError) as told:
        geokz.export(atlas, "postgresql://me:verysecret@127.0.0.1:1/nothing")
    assert "cannot be written" in str(told.value) and "verysecret" not in str(told.value)
    assert "\n" not in str(told.value)


def test_the_schema_of_everybody_is_not_emptied(atlas: geokz.Atlas) -> None:
    with pytest.raises(ExportError, match="'public' cannot be the schema: it is emptied first"):
        geokz.export(atlas, "postgresql://me@localhost/db?schema=public")


def test_a_point_with_a_height_arrives_without_it(filled: Any, server: str) -> None:
    high = gpd.GeoDataFrame({name: [0] for name in geokz.dates.BOUNDS}, geometry=[Point(70, 50, 9)], crs=4326)
    geokz.export(high, f"{server}&schema=high")
    assert filled.execute("SELECT ST_AsText(geom) FROM high.things").fetchone() == ("POINT(70 50)",)
