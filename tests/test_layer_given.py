"""What a caller gives for a layer: anything that can be read is read right, all else is one line that names it."""

from __future__ import annotations

import json
import pickle
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import geokz
from geokz.errors import LayerError

TABLE = pd.DataFrame(
    {"name": list("abc"), "year": [1931, 1935, 1940], "lon": [68.0, 69, 70], "lat": [48.0, 49, 50], "n": [1, 20, 300]}
)
FRAME = gpd.GeoDataFrame(TABLE, geometry=gpd.points_from_xy(TABLE["lon"], TABLE["lat"]), crs=4326)
GUESSES = [
    ({"style_kwds": {"fillOpacity": 0.5}}, "style_kwds= is no word of geokz.explore; say color=, opacity="),
    ({"categorical": True}, "categorical= .* say categories=True"),
    ({"zoom_start": 4}, "zoom_start= .* give it to folium.Map, and that as m="),
    ({"colors": "red"}, "colors= .* perhaps color="),
    ({"tiles": "https://example.org/{z}/{x}/{y}.png"}, "tiles='https.*attr="),
    ({"step": pd.Timedelta("7D")}, "step=Timedelta.* is unknown; choose day"),
    ({"step": 2.5}, "step=2.5 is unknown"),
    ({"color": "name"}, "color='name' is a column; say column='name'"),
    ({"column": "n", "cmap": "virdis"}, "cmap='virdis' is unknown; perhaps 'viridis'"),
    ({"column": "n", "cmap": "tab10"}, r"matplotlib.colormaps\['tab10'\]"),
    ({"when": 1}, "when= takes the heading of a column, not int; write when='1'"),
    ({"lon": 2, "lat": 3}, "lon= takes the heading of a column, not int; write lon='2'"),
]


@pytest.mark.parametrize("words, told", GUESSES, ids=lambda value: str(value)[:30])
def test_a_word_that_is_none_is_one_line_with_what_is_meant(words: dict[str, Any], told: str) -> None:
    with pytest.raises(LayerError, match=told) as problem:
        geokz.explore(TABLE, **words)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize("text", [FRAME.to_json(), TABLE.to_csv(index=False), "a\0b.csv"])
def test_a_text_given_for_a_path_is_told_and_not_repeated(text: str) -> None:
    with pytest.raises(LayerError, match="a text is given, not a path") as problem:
        geokz.Layer(text)
    assert len(str(problem.value)) < 200


def test_paths_of_any_make_and_a_table_in_an_archive_are_read(tmp_path: Path) -> None:
    TABLE.to_csv(tmp_path / "farms.csv", index=False)
    assert len(geokz.Layer(PurePosixPath(tmp_path / "farms.csv")).frame) == 3
    for names, told in (
        (["farms.csv"], ""),
        (["farms.csv", "again.csv"], "holds several tables, farms.csv, again.csv"),
    ):
        with zipfile.ZipFile(tmp_path / "farms.zip", "w") as archive:
            for name in names:
                archive.write(tmp_path / "farms.csv", name)
        if told:
            with pytest.raises(LayerError, match=told):
                geokz.Layer(tmp_path / "farms.zip")
        else:
            assert repr(geokz.Layer(tmp_path / "farms.zip")) == "<geokz.Layer 'farms': 3 of 3 rows drawn>"
    with pytest.raises(LayerError, match="is a folder"):
        geokz.Layer(tmp_path)
    with pytest.raises(LayerError, match="cannot be read"):
        geokz.Layer(tmp_path / ("a" * 300 + ".csv"))


def test_a_reference_system_that_contradicts_the_frame_is_refused_but_not_where_its_numbers_are_metres(
    tmp_path: Path,
) -> None:
    with pytest.raises(LayerError, match=r"crs=3857 is not that of the frame \(EPSG:4326\)"):
        geokz.Layer(FRAME, crs=3857)
    assert geokz.Layer(FRAME, crs=4326).bounds == [[48.0, 68.0], [50.0, 70.0]]
    metres = json.loads(FRAME.to_crs(32642).to_json())
    metres.pop("crs", None)  # as many programs write it, though GeoJSON is in degrees
    (tmp_path / "metres.geojson").write_text(json.dumps(metres))
    bounds = geokz.Layer(tmp_path / "metres.geojson", crs=32642).bounds
    assert np.asarray(bounds) == pytest.approx(np.array([[48.0, 68.0], [50.0, 70.0]]), abs=1e-6)


def test_years_that_stand_as_headings_are_told_how_to_become_rows() -> None:
    wide = pd.DataFrame({"name": ["a"], "lon": [68.0], "lat": [48.0], 1931: [5], 1932: [6]})
    with pytest.raises(LayerError, match=r"years that stand as headings become rows by frame\.melt"):
        geokz.Layer(wide)
    with pytest.raises(LayerError) as usual:
        geokz.Layer(wide[["name", "lon", "lat"]])
    assert "melt" not in str(usual.value)


def test_colours_are_those_of_what_the_column_holds() -> None:
    kinds = TABLE.assign(kind=pd.Categorical([3, 1, None]), none=np.nan)
    assert geokz.Layer(kinds, column="kind").paint.labels == ["1", "3", "–"]  # categories, though they are numbers
    assert geokz.Layer(kinds, column="name", categories=["b", "a", None]).paint.labels == ["b", "a", "–"]
    assert geokz.Layer(kinds, column="none").paint.labels == ["–"]
    assert geokz.Layer(kinds, column="name", cmap="Dark2").paint.colours == ["#1b9e77", "#d95f02", "#7570b3"]
    assert len(geokz.Layer(kinds, column="n", scheme="quantiles", k=np.int64(3)).paint.labels) == 3


def test_layers_and_maps_go_through_pickle_as_caches_of_data_apps_do() -> None:
    layer = pickle.loads(pickle.dumps(geokz.Layer(TABLE.assign(year=[1931, None, 1940]), "A")))
    assert [str(row) for row in layer.report.undated] == ["row 2:year  has no date"]
    made = geokz.explore(TABLE, step=np.int64(2))
    page = made.get_root().render()
    assert pickle.loads(pickle.dumps(made)).get_root().render() == page


def test_a_page_that_is_rendered_again_is_the_same() -> None:
    for element in (geokz.Layer(TABLE), folium.FeatureGroup()):
        folium_map = folium.Map(tiles=None)
        element.add_to(folium_map)
        figure = geokz.make_offline(folium_map).get_root()
        assert figure.render() == figure.render()


ALONE = [
    ({"region": "name"}, "region= is said without place="),
    ({"year": "year"}, "year= is said without place=, to which it belongs; for dates say when='year'"),
    ({"unknown": [0]}, "unknown= is said without id="),
    ({"size_range": (3, 9)}, "size_range= is of a column"),
    ({"names": 5}, "names=5 is no list of texts"),
    ({"names": ["x"] * 3, "label": "name"}, "names= and label='name' mean the same"),
    ({"column": "name", "categories": []}, r"categories=\[\] is empty"),
    ({"column": "n", "scheme": "user_defined"}, "scheme='user_defined' needs limits"),
    ({"start": 2000}, "start= lies after all dates of the layer, 1931 to 1940"),
    ({"end": 1900}, "end= lies before all dates of the layer"),
    ({"offline": "no"}, "offline='no' is neither True nor False"),
    ({"tiles": 5}, "tiles=5"),
]


@pytest.mark.parametrize("words, told", ALONE, ids=lambda value: str(value)[:30])
def test_a_word_that_would_do_nothing_is_refused(words: dict[str, Any], told: str) -> None:
    with pytest.raises(LayerError, match=told):
        geokz.explore(TABLE, **words)


def test_one_of_longitude_and_latitude_is_enough_where_the_other_has_a_known_heading() -> None:
    assert geokz.Layer(TABLE, lon="lon").bounds == geokz.Layer(TABLE, lat="lat").bounds == [[48.0, 68.0], [50.0, 70.0]]
    with pytest.raises(LayerError, match="lon='lon' is a column of single numbers; say which holds the other by lat="):
        geokz.Layer(TABLE.rename(columns={"lat": "b"}), lon="lon")


def test_years_out_of_a_frame_are_years_of_the_clock() -> None:
    page = (
        geokz.explore(TABLE, start=TABLE["year"].min(), end=TABLE["year"].max(), at=np.int64(1935)).get_root().render()
    )
    assert '"from": 1935' in page and '"min": 1931' in page


def test_a_layer_is_added_to_nothing_but_a_map() -> None:
    for parent in (None, "map"):
        with pytest.raises(LayerError, match="a layer is added to a map or a group of one"):
            geokz.Layer(TABLE).add_to(parent)


JSONS = [
    ('[{"year": 1931, "lon": 68, "lat": 48}]', 1),
    ('{"year": 1931, "lon": 68, "lat": 48}\n{"year": 1932, "lon": 68, "lat": 48}', 2),
    ('{"year": {"0": 1931}, "lon": {"0": 68}}', None),
    ("5", None),
    ("[]", None),
]


@pytest.mark.parametrize("text, rows", JSONS)
def test_json_of_rows_is_read_and_other_json_told_in_a_line(text: str, rows: int | None, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(text)
    if rows:
        assert len(geokz.Layer(path).frame) == rows
        return
    with pytest.raises(LayerError, match="holds neither features nor a list of rows"):
        geokz.Layer(path)


def test_cells_that_hold_lists_and_objects_are_read_or_told() -> None:
    place = {"type": "Point", "coordinates": [73.1, 49.8]}
    for cell in (place, [73.1, 49.8], (49.8, 73.1), np.array([73.1, 49.8])):  # a position of JSON begins with longitude
        layer = geokz.Layer(pd.DataFrame({"year": [1931], "coordinates": [cell]}))
        assert layer.bounds == [[49.8, 73.1], [49.8, 73.1]]
    for dates in (np.array([1, 2]), {1931}, float("inf")):
        with pytest.raises(LayerError, match="cannot read the date"):
            geokz.Layer(pd.DataFrame({"when": pd.Series([dates, "1931"], dtype=object), "lon": 68.0, "lat": 48.0}))
    with pytest.raises(LayerError, match="is no geometry in GeoJSON"):
        geokz.Layer(pd.DataFrame({"year": [1931], "location": [{"lat": 49.8, "lon": 73.1}]}))


def test_years_and_months_in_one_number_are_told() -> None:
    with pytest.raises(LayerError, match=r"looks like years and months, which .*format='%Y%m'\) reads"):
        geokz.Layer(TABLE.assign(year=[193109, 193110, 193201]))
