"""Inputs from reports of users: each is answered as its reporter expected."""

from __future__ import annotations

from pathlib import Path

import folium
import geopandas as gpd
import pandas as pd
import pytest
from shapely import MultiPoint, Point

import geokz
from geokz import When
from geokz.errors import DateError, LayerError, OfflineError
from geokz.layers import read_things
from geokz.written import written


def test_a_year_column_with_a_gap_is_a_year_and_an_undated_row(tmp_path: Path) -> None:
    rows = gpd.GeoDataFrame(
        {"name": ["A", "B"], "when": [1931, None]}, geometry=[Point(73, 49), Point(74, 49)], crs=4326
    )
    rows.to_file(tmp_path / "gap.geojson")
    layer = geokz.Layer.from_frame(gpd.read_file(tmp_path / "gap.geojson"))
    assert (layer.report.drawn, [row.row for row in layer.report.undated]) == (2, [1])
    (tmp_path / "gap.csv").write_text("name,when,lon,lat\nA,1931.0,73,49\n", encoding="utf-8")
    dated = geokz.Layer.from_csv(tmp_path / "gap.csv")
    assert dated.source["body"] == geokz.Layer.from_frame(rows[:1]).source["body"]


def test_whole_days_that_arrive_as_datetimes_are_two_days(tmp_path: Path) -> None:
    days = ["1931-09-17", "1932-01-01"]
    rows = gpd.GeoDataFrame({"name": ["A", "B"], "when": days}, geometry=[Point(73, 49), Point(74, 49)], crs=4326)
    rows.to_file(tmp_path / "days.geojson")
    dated = read_things(gpd.read_file(tmp_path / "days.geojson")).dated
    assert dated["start_earliest"].tolist() == [When.parse(day).start_earliest for day in days]


def test_begin_and_end_are_read_from_text_columns_of_frames_and_tables(tmp_path: Path) -> None:
    text = "name,start,end,lon,lat\nA,1931,1938,73,49\nB,1941-05,,74,49\nC,,1950,75,49\n"
    (tmp_path / "begin_and_end.csv").write_text(text, encoding="utf-8")
    layer = geokz.Layer.from_csv(tmp_path / "begin_and_end.csv", when="start", until="end")
    frame = pd.DataFrame(
        {"when": ["1931/1938", "1941-05/", "/1950"], "lon": [73, 74, 75], "lat": 49, "name": ["A", "B", "C"]}
    )
    assert layer.source["body"] == geokz.Layer(frame).source["body"]


@pytest.mark.slow
def test_twelve_layers_with_equal_cyrillic_and_atlas_titles_are_all_there(atlas: geokz.Atlas) -> None:
    folium_map = geokz.build_map(atlas)
    titles = ["Лагеря", "Шахты", "Лагеря", "Camps", "camps", "", "", "mines", "<b>", "{{ 7*7 }}", "Towns", "towns-2"]
    for title in titles:
        rows = pd.DataFrame({"when": ["1935"], "lon": 73.0, "lat": 49.0})
        geokz.Layer(rows, title).add_to(folium_map)
    folium_map.get_root().render()
    layers = [child for child in folium_map._children.values() if isinstance(child, geokz.Layer)]
    assert len({layer.source["key"] for layer in layers}) == len(atlas.layers) + 12


def test_a_layer_control_names_every_layer_and_no_two_alike() -> None:
    folium_map = folium.Map(tiles=None)
    control = folium.LayerControl().add_to(folium_map)
    folium.FeatureGroup("Mines").add_to(folium_map)
    row = pd.DataFrame({"when": ["1935"], "lon": 73.0, "lat": 49.0})
    for title in ["Лагеря", "Лагеря", "", " ", "Mines", "Лагеря (2)"]:
        geokz.Layer(row, title).add_to(folium_map)
    folium_map.get_root().render()
    assert list(control.overlays) == ["Mines", "Лагеря", "Лагеря (2)", "–", "– (2)", "Mines (2)", "Лагеря (2) (2)"]
    assert geokz.Layer(row, "Лагеря").layer_name == "Лагеря"


def test_many_categories_have_colours_of_their_own_in_the_order_of_their_numbers() -> None:
    kinds = [f"Crown {number}" for number in range(20)]
    rows = pd.DataFrame({"when": "1935", "lon": 73.0, "lat": 49.0, "kind": kinds[::-1]})
    paint = geokz.Layer(rows, column="kind").paint
    assert paint is not None
    assert (paint.labels, len(set(paint.colours))) == (kinds, 20)


def test_empty_and_missing_geometries_are_reported_and_multipoints_drawn_as_their_points() -> None:
    shapes = [None, Point(), MultiPoint([(70, 48), (71, 48)]), Point(72, 49)]
    layer = geokz.Layer(gpd.GeoDataFrame({"when": ["1935"] * 4}, geometry=shapes, crs=4326))
    assert [row.row for row in layer.report.without_place] == [0, 1]
    assert layer.source["header"]["points"] == 3


def test_an_encoding_that_was_found_out_is_named(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("название;год;долгота;широта\nДолинка;1931;72,7;49,7\n", encoding="cp1251")
    layer = geokz.Layer(tmp_path / "list.csv")
    assert (layer.labels, layer.report.told) == (["Долинка"], ["read as cp1251"])


def test_a_map_in_another_projection_is_refused_and_not_drawn_wrong() -> None:
    folium_map = folium.Map([49, 73], zoom_start=4, crs="EPSG4326", tiles=None)
    geokz.Layer(pd.DataFrame({"when": ["1935"], "lon": 73.0, "lat": 49.0})).add_to(folium_map)
    with pytest.raises(LayerError, match="the map's crs is EPSG4326; dated layers are drawn in Web Mercator"):
        folium_map.get_root().render()


def test_points_that_a_geojson_draws_have_the_default_icon_in_the_page() -> None:
    folium_map = geokz.make_offline(folium.Map(tiles=None))
    folium.GeoJson({"type": "Point", "coordinates": [73, 49]}).add_to(folium_map)
    assert "L.Icon.Default.mergeOptions({iconUrl:'data:image/png" in folium_map.get_root().render()


def test_what_nobody_serves_is_left_out_of_an_offline_map_when_asked() -> None:
    def page(missing: str) -> str:
        folium_map = geokz.make_offline(folium.Map(tiles=None), missing=missing)
        folium.Marker([49, 73], icon=folium.Icon(icon="home")).add_to(folium_map)
        return str(folium_map.get_root().render())

    with pytest.raises(OfflineError, match="no installed package serves"):
        page("raise")
    with pytest.warns(UserWarning, match="left out of the page, since no installed package serves them: ") as told:
        assert "https://cdn" not in page("warn").split("</head>")[0]
    assert len(told) == 1
    page("drop")
    with pytest.raises(OfflineError, match="missing='ignore' is unknown"):
        page("ignore")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("02/28/1965", r"\(month first\? perhaps 1965-02-28\)"),
        ("28/02/1965", r"\(day first\? perhaps 1965-02-28\)"),
        ("01/02/1965", r"\(perhaps 1965-02-01 or 1965-01-02\)"),
        ("31.12.1931", r"\(day first\? perhaps 1931-12-31\)"),
    ],
)
def test_no_impossible_date_is_ever_proposed(text: str, hint: str) -> None:
    with pytest.raises(DateError, match=hint):
        When.parse(text)


@pytest.mark.parametrize(
    "text", ["1931", "1931-09", "1931-09-17", "1931/1938-05", "1940/", "1940/..", "/1950", "-0753/0476", "193X", ""]
)
def test_a_life_is_written_again_as_a_text_that_says_the_same(text: str) -> None:
    assert When.parse(written(When.parse(text).bounds)).bounds == When.parse(text).bounds
