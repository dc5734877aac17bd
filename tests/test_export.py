"""Files for other programs: RFC 7946 GeoJSON and GeoPackage, exact to the property; what holds for every format."""

from __future__ import annotations

import json
import sqlite3
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest

import geokz
from geokz import export as export_package
from geokz.errors import ExportError, GeokzError

PROPERTIES = [
    "id", "layer", "type", "name_en", "name_ru", "name_kk", "when", "begin_date", "end_date", "start_earliest",
    "start_latest", "end_earliest", "end_latest", "precision", "radius_m", "place", "source",
]  # fmt: skip
CREDIT = "geokz (CC BY 4.0) · GeoNames (CC BY 4.0) · Who's On First"
NOTICE = (
    "geokz: camps, mines, plants, railways and towns of Soviet Kazakhstan, 1919-1963. "
    f"Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/. Credit: {CREDIT}"
)
DATES = ["begin_date", "end_date", "start_earliest", "start_latest", "end_earliest", "end_latest"]


@pytest.fixture
def atlas(small_atlas_folder: Path) -> geokz.Atlas:
    return geokz.Atlas.load(small_atlas_folder)


@pytest.fixture
def collection(atlas: geokz.Atlas, tmp_path: Path) -> dict[str, Any]:
    return json.loads(geokz.export(atlas, tmp_path / "atlas.geojson").read_text(encoding="utf-8"))


@pytest.fixture
def features(collection: dict[str, Any]) -> dict[str, Any]:
    return {feature["properties"]["id"]: feature for feature in collection["features"]}


# ---- GeoJSON ----


def test_there_is_one_feature_a_thing_in_the_order_of_the_tables(
    collection: dict[str, Any], atlas: geokz.Atlas
) -> None:
    assert collection["type"] == "FeatureCollection"
    assert [feature["properties"]["id"] for feature in collection["features"]] == list(atlas.things.index)
    assert {feature["type"] for feature in collection["features"]} == {"Feature"}


def test_every_feature_has_exactly_the_promised_properties(collection: dict[str, Any]) -> None:
    for feature in collection["features"]:
        assert sorted(feature["properties"]) == sorted(PROPERTIES)


def test_a_camp_is_exported_as_its_row_says(features: dict[str, Any]) -> None:
    karlag = features["karlag"]
    assert karlag["geometry"] == {"type": "Point", "coordinates": [72.68, 49.68]}
    assert karlag["properties"] == {
        "id": "karlag",
        "layer": "camps",
        "type": "corrective_labour_camp",
        "name_en": "Karlag",
        "name_ru": "Карлаг",
        "name_kk": "Қарлаг",
        "when": "1931-09-17/1959-07-27",
        "begin_date": "1931-09-17",
        "end_date": "1959-07-27",
        "start_earliest": "1931-09-17",
        "start_latest": "1931-09-17",
        "end_earliest": "1959-07-27",
        "end_latest": "1959-07-27",
        "precision": "settlement",
        "radius_m": 2000.0,
        "place": "dolinka",
        "source": "ck-labour[L80-83]; smirnov1998[10]",
    }


def dates(feature: dict[str, Any]) -> list[str | None]:
    return [feature["properties"][name] for name in DATES]


def test_an_open_end_is_the_last_day_there_is(features: dict[str, Any]) -> None:
    assert dates(features["balkhash-line"]) == [
        "1939-01-01", "9999-12-31", "1939-01-01", "1939-12-31", "9999-12-31", "9999-12-31",
    ]  # fmt: skip


def test_an_unknown_end_is_null_but_the_end_date_is_never_empty(features: dict[str, Any]) -> None:
    # 1934/ and a claim of 1943
    assert dates(features["kirov-mine"]) == [
        "1934-01-01", "9999-12-31", "1934-01-01", "1934-12-31", "1943-01-01", None,
    ]  # fmt: skip


def test_an_undated_thing_has_no_bounds_and_the_widest_life(features: dict[str, Any]) -> None:
    assert dates(features["brick-plant"]) == ["0001-01-01", "9999-12-31", None, None, None, None]


def test_an_unlocated_thing_has_a_null_geometry(features: dict[str, Any]) -> None:
    assert features["lost-point"]["geometry"] is None
    assert features["lost-point"]["properties"]["precision"] == "unlocated"
    assert features["lost-point"]["properties"]["radius_m"] is None


def test_a_railway_is_a_line_through_its_located_places(features: dict[str, Any]) -> None:
    assert features["balkhash-line"]["geometry"] == {
        "type": "LineString",
        "coordinates": [[73.09, 49.8], [74.99, 46.85]],
    }


def test_the_file_is_rfc_7946(collection: dict[str, Any], tmp_path: Path) -> None:
    assert "crs" not in collection
    text = (tmp_path / "atlas.geojson").read_bytes()
    assert not text.startswith(b"\xef\xbb\xbf")
    text.decode("utf-8")


def test_an_empty_atlas_is_an_empty_collection(atlas: geokz.Atlas, tmp_path: Path) -> None:
    path = geokz.export(atlas.at(1850), tmp_path / "1850.geojson")
    ids = [feature["properties"]["id"] for feature in json.loads(path.read_text(encoding="utf-8"))["features"]]
    assert ids == []


def test_every_thing_of_the_real_tables_is_exported_with_sound_dates(tmp_path: Path) -> None:
    atlas = geokz.Atlas.load()
    path = geokz.export(atlas, tmp_path / "all.geojson")
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert [feature["properties"]["id"] for feature in features] == list(atlas.things.index)
    for feature in features:
        row = feature["properties"]
        assert sorted(row) == sorted(PROPERTIES)
        assert row["begin_date"] <= row["end_date"], row["id"]
        for name in DATES:
            assert row[name] is None or pd.Period(row[name], freq="D").year >= 1, row["id"]
        if feature["geometry"]:
            for lon, lat in _positions(feature["geometry"]):
                assert 40 < lon < 96 and 36 < lat < 60, row["id"]
    empty = {feature["properties"]["id"] for feature in features if feature["geometry"] is None}
    assert empty == set(atlas.things.index[atlas.things.geometry.isna()])


def _positions(geometry: dict[str, Any]) -> list[list[float]]:
    if geometry["type"] == "Point":
        return [geometry["coordinates"]]
    parts = geometry["coordinates"] if geometry["type"].startswith("Multi") else [geometry["coordinates"]]
    return [position for part in parts for position in part]


def test_the_same_atlas_gives_the_same_file(atlas: geokz.Atlas, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    first = geokz.export(atlas, tmp_path / "atlas.geojson")
    second = geokz.export(atlas, tmp_path / "again" / "atlas.geojson")
    assert first.read_bytes() == second.read_bytes()


def test_the_collection_says_its_licence_and_whom_to_credit(collection: dict[str, Any], tmp_path: Path) -> None:
    assert collection["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert collection["attribution"] == CREDIT
    assert collection["description"] == NOTICE
    assert pyogrio.read_info(tmp_path / "atlas.geojson")["layer_metadata"] == {"DESCRIPTION": NOTICE}


def test_a_folder_of_ones_own_is_not_credited_to_geokz(small_atlas_folder: Path, tmp_path: Path) -> None:
    package = json.loads((small_atlas_folder / "datapackage.json").read_text(encoding="utf-8"))
    del package["licenses"], package["sources"], package["title"]
    package["name"] = "my-camps"
    (small_atlas_folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    path = geokz.export(geokz.Atlas.load(small_atlas_folder), tmp_path / "mine.geojson")
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert "license" not in collection
    assert collection["attribution"] == "my-camps"
    assert collection["description"] == "my-camps. Credit: my-camps"


# ---- GeoPackage ----


def test_geopandas_reads_the_geopackage_with_its_dates(atlas: geokz.Atlas, tmp_path: Path) -> None:
    path = geokz.export(atlas, tmp_path / "atlas.gpkg")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        frame = gpd.read_file(path, layer="things").set_index("id")
    assert list(frame.index) == list(atlas.things.index)
    assert frame.crs.to_epsg() == 4326
    for name in DATES:
        assert pd.api.types.is_datetime64_any_dtype(frame[name]), name
    assert frame.loc["karlag", "start_earliest"] == pd.Timestamp("1931-09-17")
    assert frame.loc["balkhash-line", "end_latest"] == pd.Timestamp("9999-12-31")
    assert pd.isna(frame.loc["kirov-mine", "end_latest"])
    assert frame.loc["karlag"].geometry.equals(atlas.things.loc["karlag"].geometry)
    assert frame.loc["lost-point"].geometry is None


def test_the_geopackage_says_its_licence_and_whom_to_credit(atlas: geokz.Atlas, tmp_path: Path) -> None:
    path = geokz.export(atlas, tmp_path / "atlas.gpkg")
    metadata = pyogrio.read_info(path, layer="things")["layer_metadata"]
    assert metadata["DESCRIPTION"] == NOTICE
    assert metadata["IDENTIFIER"] == "geokz: camps, mines, plants, railways and towns of Soviet Kazakhstan, 1919-1963"


def test_the_geopackage_carries_one_style_and_it_is_the_default(atlas: geokz.Atlas, tmp_path: Path) -> None:
    path = geokz.export(atlas, tmp_path / "atlas.gpkg")
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT f_table_name, f_geometry_column, useAsDefault FROM layer_styles").fetchall()
    (geometry,) = connection.execute("SELECT column_name FROM gpkg_geometry_columns").fetchone()
    connection.close()
    assert rows == [("things", "geom", 1)]
    assert geometry == "geom"
    assert pyogrio.list_layers(path)[0][0] == "things"  # what a program opens that asks for no table


# ---- what can go wrong ----


@pytest.mark.parametrize("name", ["atlas.shp", "atlas", ".geojson", "atlas.geojson.zip", "atlas.json", ".lpf.json"])
def test_an_unknown_suffix_is_refused_with_the_known_ones(atlas: geokz.Atlas, tmp_path: Path, name: str) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(ExportError, match=r"has an unknown suffix; the formats are \.geojson, \.gpkg, \.lpf\.json"):
        geokz.export(atlas, tmp_path / "out" / name)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("name", ["ATLAS.GEOJSON", "Atlas.LPF.json", "of.1938.lpf.json"])
def test_the_suffix_may_be_written_large_and_the_name_may_have_dots(
    atlas: geokz.Atlas, tmp_path: Path, name: str
) -> None:
    assert geokz.export(atlas, tmp_path / name).stat().st_size > 0


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".lpf.json"])
def test_a_failed_export_leaves_the_old_file_and_nothing_beside_it(
    atlas: geokz.Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    def half(_: geokz.Atlas, path: Path) -> None:
        path.write_text("half a file")
        raise OSError("the disk is full")

    folder = tmp_path / "out"
    folder.mkdir()
    (folder / f"old{suffix}").write_text("the old file")
    room, name = export_package.__globals__["FORMATS"][suffix].split(".")
    monkeypatch.setattr(import_module(f"geokz.export.{room}"), name, half)
    with pytest.raises(GeokzError, match="cannot be written: the disk is full"):
        geokz.export(atlas, folder / f"old{suffix}")
    assert [path.name for path in folder.iterdir()] == [f"old{suffix}"]
    assert (folder / f"old{suffix}").read_text() == "the old file"


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg"])
def test_an_export_replaces_an_older_one(atlas: geokz.Atlas, tmp_path: Path, suffix: str) -> None:
    geokz.export(atlas, tmp_path / f"things{suffix}")
    geokz.export(atlas.at(1932), tmp_path / f"things{suffix}")
    assert list(gpd.read_file(tmp_path / f"things{suffix}", layer="things")["id"]) == ["karlag", "dolinka-section"]
