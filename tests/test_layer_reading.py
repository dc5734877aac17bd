"""Tables, frames and files as the world writes them become layers, and what cannot is told by row and reason."""

from __future__ import annotations

import datetime
import json
import warnings
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import GeometryCollection, LineString, MultiPoint, Point, Polygon

import geokz
from geokz import Layer, When
from geokz.dates import BOUNDS, day_number
from geokz.errors import LayerError, TableError
from geokz.layers import read_things
from geokz.layers.dates import read_dates
from geokz.layers.places import from_cells

A_DAY = day_number(1931, 5, 17)


def table(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({"lon": 70.0, "lat": 48.0, **columns})


def bounds(column: object, **words: object) -> list[tuple[int, ...]]:
    series = column if isinstance(column, pd.Series) else pd.Series(column, name="when")
    read = read_dates(series, **words)
    assert read.wrong == {}
    return [tuple(row) for row in read.bounds.T.tolist()]


# ---- dates ----


@pytest.mark.parametrize(
    "column",
    [
        pd.to_datetime(pd.Series(["1931-05-17 13:00"])),
        pd.to_datetime(pd.Series(["1931-05-17 23:30"])).dt.tz_localize("Asia/Almaty"),
        pd.Series(pd.PeriodIndex(["1931-05-17"], freq="D")),
        pd.Series([datetime.date(1931, 5, 17)], dtype=object),
        pd.Series([datetime.datetime(1931, 5, 17, 12)], dtype=object),
        pd.Series(["1931-05-17 00:00:00"]),
        pd.Series(["1931-05-17T13:30:00.25+06:00"]),
        pd.Series(["1931-05-17T13:30Z"]),
        pd.Series(["17.05.1931"]),
        pd.Series(["17 мая 1931"]),
        pd.Series(["1931-05-17"]).astype("category"),
    ],
)
def test_a_day_is_read_in_whatever_type_it_comes(column: pd.Series) -> None:
    assert bounds(column) == [(A_DAY,) * 4]


@pytest.mark.parametrize(
    "column",
    [
        [1931],
        [1931.0],
        ["1931"],
        ["1931.0"],
        pd.Series(pd.PeriodIndex(["1931"], freq="Y")),
        pd.Series([1931], dtype=object),
    ],
)
def test_a_year_is_read_in_whatever_type_it_comes(column: object) -> None:
    assert bounds(column) == [When.parse("1931").bounds]


def test_an_empty_cell_is_undated_in_every_type() -> None:
    for column in ([1931, None], ["1931", None], pd.Series(["1931", pd.NA], dtype="string"), [1931, np.nan]):
        assert bounds(column) == [When.parse("1931").bounds, When.parse("").bounds]


def test_years_before_christ_are_read() -> None:
    expected = [When.parse("-0100").bounds]
    assert bounds([-100]) == bounds(["-100"]) == bounds(["−100"]) == expected


@given(
    st.lists(st.sampled_from(["1931", "1931-09", "1931-09-17", "193X", "1931~", "1940/..", "1931/1938-05", "/1950"]))
)
def test_a_column_of_texts_is_read_as_each_of_its_texts(texts: list[str]) -> None:
    assert bounds(pd.Series(texts, dtype=object)) == [When.parse(text).bounds for text in texts]


@pytest.mark.parametrize(
    ("dates", "day", "told"),
    [
        (["01/02/1965", "02/28/1965"], day_number(1965, 1, 2), "looks like month/day/year: 1 of its dates"),
        (["01/02/1965", "28/02/1965"], day_number(1965, 2, 1), "looks like day/month/year: 1 of its dates"),
    ],
)
def test_the_whole_column_says_whether_day_or_month_comes_first(dates: list[str], day: int, told: str) -> None:
    read = read_dates(pd.Series(dates, name="Date"))
    assert read.bounds[0, 0] == day
    assert told in read.told[0]


def test_when_no_row_tells_the_order_is_asked_for_and_not_guessed() -> None:
    rows = table(name=["A"], Date=["01/02/1965"])
    with pytest.raises(LayerError, match=r"row 1, column 'Date': .* say day_first=True or day_first=False"):
        Layer(rows)
    assert read_dates(rows["Date"], day_first=False).bounds[0, 0] == day_number(1965, 1, 2)


def test_twenty_thousand_bad_dates_are_ten_lines_and_a_count_with_the_likely_order() -> None:
    dates = ["01/02/1965"] * 23_411 + ["01/13/1965"]
    with pytest.raises(LayerError) as refusal:
        Layer.from_frame(table(name="A", Date=dates), "Date")
    lines = str(refusal.value).splitlines()
    assert len(lines) == 12
    assert lines[10:] == [
        "and 23,402 more",
        "column 'Date' looks like month/day/year: 1 of its dates can be nothing else, such as 01/13/1965; "
        "prose=True reads it so",
    ]


# ---- begins and ends ----


@pytest.mark.parametrize(
    ("begun", "ended", "life"),
    [
        ("1931", "1938", "1931/1938"),
        ("1941-05", "", "1941-05/"),
        ("", "1950", "/1950"),
        ("1931-09-17", "1931", "1931-09-17/1931"),
        ("1940", "..", "1940/.."),
        ("", "", ""),
        (1931, "1938-05", "1931/1938-05"),
    ],
)
def test_two_columns_of_any_make_are_the_life_they_write(begun: object, ended: object, life: str) -> None:
    rows = table(begun=[begun], ended=[ended])
    for words in ({"when": ("begun", "ended")}, {"when": "begun", "until": "ended"}, {}):
        dated = read_things(rows, **words).dated
        assert (
            tuple(dated.iloc[0][["start_earliest", "start_latest", "end_earliest", "end_latest"]])
            == When.parse(life).bounds
        )


# ---- places ----


@pytest.mark.parametrize(
    "headings", [("lng", "latitude"), ("Longitude", "LAT"), ("x", "y"), ("долгота", "широта"), ("Бойлық", "Ендік")]
)
def test_coordinates_are_known_by_their_headings(headings: tuple[str, str]) -> None:
    rows = pd.DataFrame({"year": [1931], headings[0]: [73.1], headings[1]: [49.8]})
    assert Layer(rows).bounds == [[49.8, 73.1], [49.8, 73.1]]


@pytest.mark.parametrize(
    "text",
    [
        "49.8, 73.1",
        "49,8; 73,1",
        "(49.8 73.1)",
        "49.8,73.1",
        "49°48'N 73°06'E",
        "73°06′E, 49°48′00″N",
        "POINT (73.1 49.8)",
    ],
)
def test_both_coordinates_may_stand_in_one_cell(text: str) -> None:
    point = from_cells(pd.Series([text])).geometry[0]
    assert (round(point.x, 6), round(point.y, 6)) == (73.1, 49.8)


def test_a_cell_that_only_fits_the_other_way_round_says_so() -> None:
    wrong = from_cells(pd.Series(["149.8, 73.1"], name="point")).wrong
    assert wrong == {
        0: ("point", "'149.8, 73.1' is no latitude and longitude in degrees; are they exchanged? latitude comes first")
    }


def test_names_of_places_are_found_and_those_in_doubt_are_told() -> None:
    rows = pd.DataFrame({"village": ["Караганда", "Нигде-такого-нет"], "year": [1931, 1932]})
    layer = Layer(rows, place="village")
    assert layer.report.drawn == 1
    assert [row.row for row in layer.report.without_place] == [1]
    assert "no place is called 'Нигде-такого-нет'" in layer.report.without_place[0].reason


def test_a_row_without_a_point_is_without_place_and_no_error() -> None:
    rows = pd.DataFrame({"name": ["A", "B"], "when": [1931, 1932], "lon": [73, np.nan], "lat": [49, np.nan]})
    frame = gpd.GeoDataFrame(rows, geometry=gpd.points_from_xy(rows["lon"], rows["lat"]), crs=4326)
    for made in (Layer.from_frame(frame), Layer(rows)):
        assert made.source["header"]["n"] == 1
        assert [str(row) for row in made.report.without_place] == ["row 2  has no coordinates"]


def test_a_multipoint_is_drawn_as_its_points_and_a_collection_as_its_members() -> None:
    shapes = [MultiPoint([(70, 48), (71, 49)]), GeometryCollection([Point(72, 50), Point(73, 51)]), Point(74, 52)]
    layer = Layer(gpd.GeoDataFrame({"when": [1931, 1932, 1933]}, geometry=shapes, crs=4326))
    assert (layer.source["header"]["points"], layer.report.drawn) == (5, 3)
    assert sorted(layer.order.tolist()) == [0, 0, 1, 1, 2]


def test_points_at_null_island_exchanged_and_shapes_that_cross_themselves_are_doubted() -> None:
    points = [Point(73, 49)] * 3 + [Point(0, 0), Point(46.8, 61.67), Polygon([(70, 48), (71, 49), (71, 48), (70, 49)])]
    frame = gpd.GeoDataFrame({"when": 1931}, index=range(6), geometry=points, crs=4326)
    with pytest.warns(UserWarning, match="rows that look like a slip"):
        layer = Layer(frame)
    reasons = [(row.row, row.reason.split(":")[0].split("[")[0]) for row in layer.report.doubtful]
    assert reasons == [
        (3, "lies at exactly 0, 0, off Africa"),
        (4, "longitude and latitude may be exchanged"),
        (5, "its geometry is not valid (Self-intersection"),
    ]


# ---- files ----


def test_a_table_in_tabs_or_another_encoding_is_read(tmp_path: Path) -> None:
    text = "name\twhen\tlon\tlat\nЛагерь\t1931\t73,5\t49,2\n"
    (tmp_path / "tab.tsv").write_text(text, encoding="utf-8")
    (tmp_path / "old.csv").write_text(text.replace("\t", ";"), encoding="cp1251")
    (tmp_path / "wide.csv").write_text(text, encoding="utf-16")
    for file, words in (("tab.tsv", {}), ("old.csv", {"encoding": "cp1251"}), ("wide.csv", {"encoding": "utf-16"})):
        assert Layer(tmp_path / file, **words).bounds == [[49.2, 73.5], [49.2, 73.5]]
    with pytest.raises(TableError, match="there is no encoding 'cp-none'"):
        Layer(tmp_path / "old.csv", encoding="cp-none")


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "shp", "fgb"])
def test_files_of_a_gis_are_read_in_their_own_crs(tmp_path: Path, suffix: str) -> None:
    frame = gpd.GeoDataFrame({"name": ["A"], "when": ["1931/1938"]}, geometry=[Point(73, 49)], crs=4326)
    frame.to_crs(4326 if suffix == "geojson" else 32643).to_file(tmp_path / f"own.{suffix}")
    layer = Layer(tmp_path / f"own.{suffix}")
    assert np.allclose(layer.bounds, [[49, 73], [49, 73]], atol=1e-6)
    assert layer.title == "own"


def test_a_linked_places_file_is_read_with_its_times(tmp_path: Path) -> None:
    moment = {"timespans": [{"start": {"in": "1931"}, "end": {"in": "1938"}}]}
    unknown = {"timespans": [{"start": {"in": "-1"}}]}
    features = [
        {
            "@id": "a",
            "properties": {"title": "A"},
            "when": moment,
            "geometry": {"type": "Point", "coordinates": [73, 49]},
        },
        {
            "@id": "b",
            "properties": {"title": "B"},
            "geometry": {
                "type": "GeometryCollection",
                "geometries": [{"type": "Point", "coordinates": [74, 49], "when": unknown}],
            },
        },
    ]
    collection = {"type": "FeatureCollection", "features": features}
    (tmp_path / "one.json").write_text(json.dumps(collection), encoding="utf-8")
    (tmp_path / "lines.jsonl").write_text("\n".join(map(json.dumps, features)), encoding="utf-8")
    for file in ("one.json", "lines.jsonl"):
        dated = read_things(tmp_path / file).dated
        assert dated["start_earliest"].tolist() == [
            When.parse("1931/1938").start_earliest,
            When.parse("").start_earliest,
        ]


def test_bare_years_of_linked_places_are_dates_and_minus_one_is_unknown(tmp_path: Path) -> None:
    spans = [(1727, -1), (-1, -1), (1694, 1722), (-1, 1800), (-320, 79)]
    parts = [
        {
            "type": "Point",
            "when": {"timespans": [{"start": start, "end": end}]},
            "geowkt": f"POINT({70 + at} 48)",
            **({"coordinates": [70 + at, 48]} if at else {}),
        }
        for at, (start, end) in enumerate(spans)
    ]
    feature = {
        "type": "Feature",
        "@id": "x",
        "properties": {"title": "X"},
        "names": None,
        "geometry": {"type": "GeometryCollection", "geometries": parts},
        "when": {"timespan": [{"start": {"in": ""}, "end": {"latest": ""}}]},
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(feature), encoding="utf-8")
    dated = read_things(tmp_path / "a.jsonl").dated
    expected = ["1727/", "", "1694/1722", "/1800", "-0320/0079"]
    assert dated[BOUNDS].to_numpy().tolist() == [list(When.parse(text).bounds) for text in expected]
    assert dated.geometry.x.tolist() == [70, 71, 72, 73, 74]


def test_a_table_of_linked_places_is_dated_by_start_and_end_or_by_its_attestation(tmp_path: Path) -> None:
    text = (
        "id\ttitle\ttitle_source\tfclasses\tattestation_year\tstart\tend\tlon\tlat\tgeowkt\n"
        "1\tA\tBregel\tP\t2003\t-320\t1219\t60\t30\tPOINT(64.4 39.8)\n"
        "2\tB\tBregel\tP\t1703\t\t\t66.9\t39.6\t\n"
        "3\tC\tBregel\tP\t2003\t1370-04\t\t\t\tPOINT(67.0 39.7)\n"
    )
    (tmp_path / "places.tsv").write_text(text, encoding="utf-8")
    (tmp_path / "short.tsv").write_text("id\ttitle\ttitle_source\tattestation_year\tlon\tlat\n1\tA\tB\t1703\t64\t39\n")
    reading = read_things(tmp_path / "places.tsv")
    expected = ["-0320/1219", "1703/1703", "1370-04/"]
    assert reading.dated[BOUNDS].to_numpy().tolist() == [list(When.parse(text).bounds) for text in expected]
    assert "dated by their attestation_year alone: 1" in reading.report.told
    assert reading.dated.geometry.x.tolist() == [64.4, 66.9, 67.0]
    assert read_things(tmp_path / "short.tsv").dated[BOUNDS].iloc[0].tolist() == list(When.parse("1703").bounds)


@pytest.mark.parametrize("suffix", ["geojson", "geojsonl", "gpkg", "fgb"])
def test_a_layer_that_was_exported_is_read_as_it_was(tmp_path: Path, suffix: str) -> None:
    when = ["1931/1938", "1931-05/", "[1931..1933]/1938", "-0320/0079", "", "1931/.."]
    layer = Layer(table(name=[*"ABCDEF"], when=when, lon=[70.0 + at for at in range(6)], lat=[48.0] * 6))
    again = Layer(geokz.export(layer, tmp_path / f"layer.{suffix}"))
    lives = [dict(zip(read.labels, read.things[BOUNDS].to_numpy().tolist(), strict=True)) for read in (layer, again)]
    assert lives[0] == lives[1]
    assert again.source["header"] == layer.source["header"]


def test_the_folders_of_a_kml_are_all_read_and_of_other_files_the_layers_left_out_are_told(tmp_path: Path) -> None:
    point = "<TimeStamp><when>1931</when></TimeStamp><Point><coordinates>70,48</coordinates></Point>"
    mark = "<Folder><name>F{0}</name><Placemark><name>{0}</name>" + point + "</Placemark></Folder>"
    folders = mark.format(1) + mark.format(2)
    kml = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{folders}</Document></kml>'
    (tmp_path / "two.kml").write_text(kml, encoding="utf-8")
    assert sorted(read_things(tmp_path / "two.kml", when="timestamp").table["Name"]) == ["1", "2"]
    one = gpd.GeoDataFrame({"when": ["1931"]}, geometry=[Point(70, 48)], crs=4326)
    one.to_file(tmp_path / "two.gpkg", layer="first")
    one.to_file(tmp_path / "two.gpkg", layer="second")
    told = read_things(tmp_path / "two.gpkg").report.told
    assert told == ["its layer 'first'; for 'second' give geopandas.read_file(path, layer=...)"]


def test_a_kind_of_file_nobody_knows_is_refused_with_those_known(tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_text("x")
    with pytest.raises(LayerError, match=r"'\.docx' is no kind of file known here; the kinds are \.csv, \.tsv"):
        Layer(tmp_path / "own.docx")
    with pytest.raises(LayerError, match="there is no such file"):
        Layer(tmp_path / "none.csv")


# ---- what is told ----

MIXED = {
    "name": ["A", "B", "C", "D"],
    "when": ["1931", "soon", "", "1933"],
    "lon": [70, 71, 72, None],
    "lat": [48, 48, 48, None],
}


def test_what_cannot_be_read_is_left_out_when_asked_and_nothing_is_lost(tmp_path: Path) -> None:
    layer = Layer(table(**MIXED), bad="skip")
    report = layer.report
    assert repr(report) == "<Report: 2 of 4 rows drawn, 1 undated, 1 without place, 1 left out>"
    assert [row.row for row in report.left_out] == [1]
    assert report.rejects["name"].tolist() == ["B"]
    assert (
        report.save_rejects(tmp_path / "bad.csv").read_text(encoding="utf-8").startswith("lon,lat,name,when,reason\n")
    )


def test_a_warning_tells_what_is_left_out() -> None:
    rows = table(name=["A", "B"], when=["1931", "soon"])
    with pytest.warns(UserWarning, match=r"left out: 1 of 2 rows\nrow 2:when  cannot read the date 'soon'"):
        Layer(rows, bad="warn")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert Layer(rows, bad="skip").report.drawn == 1


def test_a_layer_shows_itself_in_one_line_and_its_report_in_a_notebook() -> None:
    layer = Layer(table(name=["<b>"], when=["1931"]), "My <camps>")
    assert repr(layer) == "<geokz.Layer 'My <camps>': 1 of 1 row drawn>"
    assert "My &lt;camps&gt;" in layer._repr_html_()


def test_a_report_shows_ten_rows_and_then_a_count() -> None:
    report = Layer(table(name="A", when=[""] * 12_000)).report
    lines = str(report).splitlines()
    assert lines[2] == "12000 undated:"
    assert len(lines) == 14
    assert lines[-1] == "  and 11,990 more"


def test_a_column_that_is_not_there_names_its_nearest() -> None:
    with pytest.raises(LayerError, match=r"when='yeers': .* is missing; perhaps 'years'\? the columns are"):
        Layer(table(years=[1931]), when="yeers")


# ---- style ----


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"size": 0}, "size=0 is not half the width of a symbol"),
        ({"size": -3}, "size=-3 is not"),
        ({"size": 100}, "size=100 is not"),
        ({"size": [1, 2]}, r"size=\[1, 2\] is not"),
        ({"size": float("nan")}, "size=nan is not"),
        ({"size": "people"}, "size='people': the column 'people' is missing"),
        ({"size": "name"}, "size='name': the column 'name' holds no numbers"),
        ({"column": "knd"}, r"column='knd': .* is missing; perhaps 'kind'\?"),
        ({"color": "tomatoe"}, "color='tomatoe' is no colour"),
        ({"colour_dark": 5}, "colour_dark=5 is no colour"),
        ({"opacity": 2}, "opacity=2 is not"),
        ({"shape": "star"}, "the shape 'star' is unknown"),
        ({"tooltip": ["nme"]}, r"tooltip='nme': .* perhaps 'name'\?"),
        ({"column": "n", "cmap": "virid"}, "cmap='virid' is unknown"),
        ({"column": "n", "scheme": "quantiles", "k": 0}, "k=0 is no number of classes"),
        ({"size": "n", "size_range": (9, 3)}, r"size_range=\(9, 3\) is reversed"),
        ({"bad": "ignore"}, "bad='ignore' is unknown"),
    ],
)
def test_a_wrong_word_of_style_is_refused_with_its_name(words: dict[str, object], told: str) -> None:
    with pytest.raises(LayerError, match=told):
        Layer(table(name=["A"], when=[1931], kind=["camp"], n=[3]), **words)


@pytest.mark.parametrize("colour", ["tomato", "#f64", "#FF6347", "rgb(255, 99, 71)"])
def test_any_colour_of_css_is_taken_under_both_spellings(colour: str) -> None:
    rows = table(when=[1931])
    assert Layer(rows, color=colour).source["style"]["colour"] in {"#ff6347", "#ff6644"}
    assert Layer(rows, color=colour).source == Layer(rows, colour=colour).source


def test_a_column_colours_things_by_category_or_along_a_map_of_colours() -> None:
    rows = table(name="A", when=1931, kind=["camp", "mine", None], n=[1, 50, 100])
    paint = Layer(rows, column="kind", categories={"camp": "tomato", "mine": "#00f"}).paint
    assert (paint.colours, paint.of.tolist(), paint.labels) == (
        ["#ff6347", "#0000ff", "#8a857c"],
        [0, 1, 2],
        ["camp", "mine", "–"],
    )
    paint = Layer(rows, column="n", scheme="quantiles", k=3, cmap=["white", "black"]).paint
    assert (paint.colours, paint.of.tolist()) == (["#ffffff", "#7f7f7f", "#000000"], [0, 1, 2])
    paint = Layer(rows, column="n").paint
    assert (paint.of[0], paint.of[-1], paint.colours[0], paint.colours[-1]) == (0, 63, "#440154", "#fde725")


# ---- frames as nobody expects them ----

ROW = {"name": ["A", "B", "C"], "when": ["1931"] * 3, "lon": [70.0, 71.0, 72.0], "lat": [48.0] * 3}


def shapes(*geometry: object, crs: object = 4326) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"when": ["1931"] * len(geometry)}, geometry=[*geometry], crs=crs)


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(ROW)[:0],
        pd.DataFrame(ROW)[:1],
        pd.DataFrame(ROW).assign(when=pd.NA),
        pd.DataFrame(ROW).assign(lon=70.0),
        pd.DataFrame(ROW).assign(lon=np.nan, lat=np.nan),
        pd.DataFrame(ROW).assign(start_earliest="x", end_latest=[1.5, None, 2], presumed_until="y", key=1, reason="z"),
        pd.DataFrame(ROW).set_index(pd.Index([1, 1, 1])),
        pd.DataFrame(ROW).rename(columns={"name": 0}),
        pd.concat([pd.DataFrame(ROW), pd.DataFrame(ROW)[["name"]]], axis=1),
    ],
)
def test_a_frame_of_any_make_is_read_and_its_rows_are_counted(frame: pd.DataFrame) -> None:
    layer = Layer(frame)
    assert layer.report.rows == len(frame)
    assert layer.source["header"]["all"] == len(frame)


def test_what_lacks_coordinates_has_no_place_and_says_so() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # shapely's own
        line = LineString([(1, 1), (np.nan, 2)])
    report = Layer(shapes(line, Point(np.nan, np.nan), Point(), Point(2, 2))).report
    reasons = ["some of its coordinates are no numbers", "has no coordinates", "its geometry is empty"]
    assert [row.reason for row in report.without_place] == reasons


def test_coordinates_in_metres_beside_a_crs_are_turned_into_degrees() -> None:
    layer = Layer(table(when=["1931", "1932"], lon=[500_000, None], lat=[5_500_000, None]), crs=32642)
    assert layer.frame.geometry[0].x == pytest.approx(69)
    with pytest.raises(LayerError, match="crs='nonsense' is no reference system"):
        Layer(shapes(Point(1, 1), crs=None), crs="nonsense")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"when": ("a", "b", "c")}, "neither a column nor a pair"),
        ({"when": 1931}, "when= takes the heading of a column, not int"),
        ({"column": pd.Series([1])}, "column= takes the heading of a column, not Series"),
        ({"tooltip": 5}, "tooltip=5 names no columns"),
        ({"column": "name", "cmap": 5}, "cmap=5 is no colour map"),
        ({"column": "name", "categories": "A"}, "categories='A' is no list"),
    ],
)
def test_words_of_the_wrong_type_are_refused_by_their_name(words: dict[str, object], told: str) -> None:
    with pytest.raises(LayerError, match=told):
        Layer(pd.DataFrame(ROW), **words)


def test_days_in_the_numbers_of_excel_and_addresses_are_refused_with_the_way_out() -> None:
    with pytest.raises(LayerError, match="origin='1899-12-30'"):
        Layer(table(when=[11_458, 11_459]))
    with pytest.raises(LayerError, match="is an address; read it with pandas"):
        Layer("https://example.org/a.csv")
    with pytest.raises(LayerError, match="add= takes layers, and DataFrame is none"):
        geokz.build_map(None, add=[pd.DataFrame(ROW)])


def test_a_colour_map_may_be_a_list_or_an_object_and_ordered_categories_keep_their_order() -> None:
    frame = pd.DataFrame(ROW).assign(size=pd.Categorical(["low", "high", "low"], ["low", "high", "none"]))
    assert Layer(frame, column="size").paint.labels == ["low", "high"]
    paint = Layer(frame, column="size", cmap=lambda share: (share, 0.0, 0.0, 1.0)).paint
    assert paint.colours == ["#000000", "#ff0000"]


def test_a_point_at_a_pole_is_drawn_at_the_edge_and_doubted() -> None:
    with pytest.warns(UserWarning, match="nearer to a pole than the map goes"):
        assert len(Layer(table(when=["1931"], lat=[90.0])).report.doubtful) == 1


def test_names_and_hostile_headings_of_a_frame_are_exported(tmp_path: Path) -> None:
    frame = shapes(Point(70, 48), Point(71, 48)).assign(settlement=["A", "B"], names=1, table=2, title="t")
    layer = Layer(frame, "Camps & <b>", label="settlement")
    assert layer.names == ["A", "B"]
    assert gpd.read_file(geokz.export(layer, tmp_path / "layer.geojson"))["name"].tolist() == ["A", "B"]
    dated = layer.frame.assign(names=1, table=2, title="t", columns=3)
    assert len(gpd.read_file(geokz.export(dated, tmp_path / "frame.geojson"))) == 2


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("49 48 00 N, 73 06 00 E", (73.1, 49.8)),
        ("N49.8 E73.1", (73.1, 49.8)),
        ("E 73° 06' N 49° 48'", (73.1, 49.8)),
        ("S 49° 48', W 73° 06'", (-73.1, -49.8)),
        ("49,8 с 73,1 в", (73.1, 49.8)),
        ("49d48mN 73d06mE", (73.1, 49.8)),
        ("49d48m00sS, 73 deg 6 min W", (-73.1, -49.8)),
        ("49d48m00S 73d06m00W", (-73.1, -49.8)),
        ("49d48'N 73d06'E", (73.1, 49.8)),
    ],
)
def test_sides_of_the_world_stand_before_or_behind_their_degrees(text: str, point: tuple[float, float]) -> None:
    layer = geokz.Layer(pd.DataFrame({"year": [1931], "coordinates": [text]}))
    assert layer.frame.geometry.iloc[0].coords[0] == pytest.approx(point)


def test_metres_are_told_and_read_by_their_reference_system() -> None:
    spot = gpd.GeoSeries([Point(73.1, 49.8)], crs=4326).to_crs(32643).iloc[0]
    frame = pd.DataFrame({"year": [1931], "x": [spot.x], "y": [spot.y]})
    with pytest.raises(LayerError, match=r"is no number of degrees from -90 to 90; if these are metres.* crs=32642"):
        Layer(frame)
    with pytest.raises(LayerError) as slip:  # a slip of a degree is no metre
        Layer(frame.assign(x=73.1, y=98.4))
    assert "metres" not in str(slip.value)
    assert Layer(frame, crs=32643).frame.geometry.iloc[0].coords[0] == pytest.approx((73.1, 49.8))


def test_a_layer_is_known_by_what_it_draws() -> None:
    area, line, point = shapely.box(60, 50, 61, 51), shapely.LineString([(60, 50), (62, 52)]), Point(70, 50)
    drawn = [Layer(shapes(*kinds), "L", shape="square").drawn_as for kinds in ((area, line), (line,), (point, area))]
    assert drawn == ["area", "line", "square"]
    assert Layer(shapes(None, area), "L").drawn_as == "area"
    assert Layer(shapes(None), "L").drawn_as == "circle"


@pytest.mark.parametrize("suffix", [".xlsx", ".zip"])
def test_areas_and_lines_come_back_from_tables(suffix: str, tmp_path: Path) -> None:
    shapes = [shapely.box(60, 50, 61.5, 51), shapely.LineString([(60, 50), (62, 52)]), shapely.Point(70, 50)]
    frame = gpd.GeoDataFrame({"name": ["A", "L", "P"], "when": ["1931/1940", "1935", ""]}, geometry=shapes, crs=4326)
    layer = geokz.Layer(frame, "Areas", when="when", quiet=True)
    back = geokz.Layer(geokz.export(layer, tmp_path / f"areas{suffix}"), "Again", quiet=True)
    assert shapely.equals_exact(back.frame.geometry, layer.frame.geometry, tolerance=1e-7).all()
    assert back.frame[[*BOUNDS]].equals(layer.frame[[*BOUNDS]])


def test_the_data_package_of_a_layer_is_called_by_its_title_in_plain_letters(tmp_path: Path) -> None:
    import frictionless  # here: a run without this test does without it

    frame = pd.DataFrame({"name": ["A"], "when": ["1931"], "lon": [70.0], "lat": [50.0]})
    path = geokz.export(geokz.Layer(frame, "Мои лагеря", quiet=True), tmp_path / "camps.zip")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    told = frictionless.Package(str(tmp_path / "datapackage.json"))
    assert (told.name, told.title, told.validate().valid) == ("moi-lagerya", "Мои лагеря", True)


def test_a_column_of_begins_alone_is_read_as_begins_whose_ends_nobody_knows() -> None:
    towns = pd.DataFrame({"name": ["a", "b"], "Год основания": [1931, None], "lon": [68.0, 69.0], "lat": 48.0})
    layer = geokz.Layer(towns)
    assert layer.frame["start_earliest"].iloc[0] == geokz.When.parse("1931").start_earliest
    assert layer.frame["end_latest"].iloc[0] == geokz.dates.UNKNOWN_END
    assert "begins, and no column of ends is known" in str(layer.report)
    for heading in ("from", "created", "valid_from"):  # may tell of other things
        with pytest.raises(LayerError, match="which column holds the dates"):
            geokz.Layer(towns.rename(columns={"Год основания": heading}))


def test_metres_in_one_cell_are_told_how_to_be_written() -> None:
    grid = pd.DataFrame({"when": [1931], "coordinates": ["5413000, 512000"]})
    for crs in (None, 32642):
        with pytest.raises(
            LayerError, match=r"if these are metres, write easting and northing into columns of their own"
        ):
            geokz.Layer(grid, crs=crs)
