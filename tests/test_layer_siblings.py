"""Tables as people keep them: coordinates, numbers and dates written in the ways of many hands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, to_wkb

import geokz
from geokz import Layer
from geokz.errors import DateError, LayerError, TableError
from geokz.layers.cells import shape_of
from geokz.layers.numbers import read_numbers
from geokz.written import written

IF_THOUSANDS = "if its point stands between thousands, take it out"


def frame(**columns: Any) -> pd.DataFrame:
    """Two rows that lie in the steppe, unless columns say otherwise."""
    return pd.DataFrame({"year": [1931, 1932], "lon": [73.1, 74.0], "lat": [49.8, 50.0], **columns})


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        ("Долгота (град.)", "Широта (град.)"),
        ("Longitude, °E", "Latitude, °N"),
        ("decimalLongitude_deg", "decimalLatitude_deg"),
        ("place_lon", "place_lat"),
        ("GPS_X", "GPS_Y"),
        ("в.д.", "с.ш."),
        ("восточная долгота", "северная широта"),
        ("шығыс бойлық", "солтүстік ендік"),
        ("Долг.", "Шир."),
    ],
)
def test_longitude_and_latitude_are_known_among_other_words(lon: str, lat: str) -> None:
    rows = pd.DataFrame({lon: [73.1], lat: [49.8], "year": [1931]})
    assert Layer(rows).report.columns == {"when": "year", "lon": lon, "lat": lat}


@pytest.mark.parametrize("heading", ["GPS координаты", "Coordinates (WGS84)", "широта, долгота", "Lat/Long"])
def test_a_column_of_both_is_known_among_other_words(heading: str) -> None:
    assert Layer(pd.DataFrame({"year": [1931], heading: ["49.8, 73.1"]})).bounds == [[49.8, 73.1], [49.8, 73.1]]


@pytest.mark.parametrize(
    "headings",
    [("start_lng", "start_lat", "end_lng", "end_lat"), ("location name", "kind"), ("Coordinate system", "kind")],
)
def test_what_may_be_two_places_or_none_is_asked(headings: tuple[str, ...]) -> None:
    with pytest.raises(LayerError, match="where do the rows lie"):
        Layer(pd.DataFrame({"year": [1931], **{heading: [50.0] for heading in headings}}))


@pytest.mark.parametrize(
    "cell",
    [
        "49-48-00 N, 73-06-00 E",
        "lat: 49.8, lon: 73.1",
        "lon=73.1; lat=49.8",
        "широта 49,8, долгота 73,1",
        "49.8/73.1",
        "49.8 N / 73.1 E",
        "geo:49.8,73.1",
        "+49.8+073.1/",
        "+49.8, +73.1",
    ],
)
def test_a_position_is_read_however_it_is_written(cell: str) -> None:
    layer = Layer(pd.DataFrame({"year": [1931], "coordinates": [cell]}))
    assert layer.bounds == [[pytest.approx(49.8), pytest.approx(73.1)]] * 2


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (["1.200", "3.500"], [f"column 'n': '1.200' is read as 1.2; {IF_THOUSANDS}"]),
        (["1.200", "3500"], []),
        (["0.125", "3.500"], []),
        (["1.2", "3.500"], []),
    ],
)
def test_points_that_may_stand_between_thousands_are_told(numbers: list[str], told: list[str]) -> None:
    assert Layer(frame(n=numbers), size="n").report.told == told


def test_a_comma_behind_a_nought_stands_before_decimals() -> None:
    sizes = Layer(frame(n=["0,125", "0,250"]), size="n").sizes
    assert sizes is not None and sizes[3:] == (0.125, 0.25)


def test_metres_may_have_thousands() -> None:
    rows = pd.DataFrame({"year": [1931], "x": ["650 000"], "y": ["5 518 000"]})
    same = pd.DataFrame({"year": [1931], "x": [650_000], "y": [5_518_000]})
    assert Layer(rows, crs=32642).bounds == Layer(same, crs=32642).bounds
    rows = pd.DataFrame({"year": [1931], "x": ["650.000"], "y": ["5.518.000"]})
    assert Layer(rows, crs=32642).report.told == [f"column 'x': '650.000' is read as 650; {IF_THOUSANDS}"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2020-W05", "[2020-01-27..2020-02-02]"),
        ("2020W05", "[2020-01-27..2020-02-02]"),
        ("2020-W05-3", "2020-01-29"),
        ("2020-366", "2020-12-31"),
        ("2020-W05/2020-060", "[2020-01-27..2020-02-02]/2020-02-29"),
    ],
)
def test_weeks_and_days_of_the_year_are_read(text: str, edtf: str) -> None:
    assert geokz.edtf_from_prose(text) == edtf
    assert Layer(frame(year=[text, ""])).things.iloc[0, :4].tolist() == list(geokz.When.parse(edtf).bounds)
    with pytest.raises(DateError, match=r"perhaps \[?2020-"):
        geokz.When.parse(text)


@pytest.mark.parametrize(("text", "lacks"), [("2021-W53", "week 53"), ("1931-366", "day 366"), ("1931-000", "day 000")])
def test_a_week_or_day_that_its_year_has_not_is_told(text: str, lacks: str) -> None:
    with pytest.raises(DateError, match=f"the year {text[:4]} has no {lacks}"):
        geokz.edtf_from_prose(text)


def lives(layer: Layer) -> list[str]:
    return [written(bounds) for bounds in layer.things.iloc[:, :4].to_numpy().tolist()]


def table(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("begin", "end"),
    [("Начало работы", "Конец работы"), ("Год (начало)", "Год (конец)"), ("Active from", "Active to")],
)
def test_begin_and_end_are_known_among_other_words(tmp_path: Path, begin: str, end: str) -> None:
    layer = Layer(table(tmp_path / "a.csv", f"name;{end};{begin};lat;lon\nA;1940;1931;49,5;72,5\n"))
    assert (layer.report.columns["when"], layer.report.columns["until"], lives(layer)) == (begin, end, ["1931/1940"])


def test_places_from_and_to_are_no_dates() -> None:
    layer = Layer(frame(**{"From place": ["Balkhash", "Karaganda"], "To place": ["Karaganda", "Balkhash"]}))
    assert layer.report.columns["when"] == "year"


def test_a_heading_may_say_that_it_is_in_years() -> None:
    assert lives(Layer(frame().rename(columns={"year": "Год, г."}))) == ["1931", "1932"]


def test_headings_below_those_of_several_columns_are_the_headings(tmp_path: Path) -> None:
    rows = [["Объект", None, "Координаты", None], ["Название", "Год", "Долгота", "Широта"], ["A", 1931, 73.0, 49.0]]
    pd.DataFrame(rows).to_excel(tmp_path / "a.xlsx", header=False, index=False)
    pd.DataFrame(rows).to_csv(tmp_path / "a.csv", header=False, index=False)
    for name in ("a.xlsx", "a.csv"):
        layer = Layer(tmp_path / name)
        assert (layer.names, layer.bounds, layer.report.told) == (["A"], [[49, 73], [49, 73]], ["headings in row 2"])
    told = table(tmp_path / "b.csv", "Объект,,Координаты,\nНазвание,Год,Долгота,Широта\nA,1931,73,49\nB,31,74,50\n")
    with pytest.raises(TableError, match=r"b\.csv:4:Год"):
        Layer(told)


@pytest.mark.parametrize(
    ("numbers", "range_", "told"),
    [
        (["1200¹", "500[2]"], (500, 1200), []),
        (["1 200*", "500"], (500, 1200), []),
        (["12,5 %", "50%"], (12.5, 50), ["column 'n': numbers of '%'"]),
        (["1 200 чел.", "50 чел.*"], (50, 1200), ["column 'n': numbers of 'чел.'"]),
    ],
)
def test_footnotes_and_a_unit_behind_numbers_are_left_out(
    numbers: list[str], range_: tuple[float, float], told: list[str]
) -> None:
    layer = Layer(frame(n=numbers), size="n")
    assert layer.sizes is not None and layer.sizes[3:] == range_
    assert layer.report.told == told


def test_numbers_of_several_units_are_no_sizes() -> None:
    layer = Layer(frame(n=["5 тыс.", "500"]), size="n")
    assert layer.report.told == ["column 'n': 1 cell holds no number from 0, such as '5 тыс.'; taken as unknown"]


def test_a_row_of_sums_that_lies_nowhere_does_not_make_the_others_small(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", "name,year,n,lon,lat\nA,1931,5,73,49\nB,1932,6,74,50\nTotal,1931/1932,11,,\n")
    layer = Layer(path, size="n")
    assert layer.sizes is not None and layer.sizes[3:] == (5, 6)
    assert Layer(frame(n=[5, 6]), size="n").source["sizes"] == layer.source["sizes"]
    assert Layer(frame(n=[5, 6], lon=[None, None], lat=[None, None]), size="n", column="n").report.drawn == 0
    paint = Layer(path, column="n").paint
    assert paint is not None and (paint.labels[0], paint.labels[-1]) == ("5", "6")


def test_degrees_and_minutes_with_their_side_are_read() -> None:
    layer = Layer(frame(lon=["73 30.0 E", "W 73 30"], lat=["49 30 N", "49 30,0 S"]))
    assert layer.bounds == [[-49.5, -73.5], [49.5, 73.5]]


def test_what_is_no_frame_is_told_how_to_be_one() -> None:
    with pytest.raises(LayerError, match=r"from_features\(data, crs=4326\) makes one"):
        Layer({"type": "FeatureCollection", "features": []})
    with pytest.raises(LayerError, match=r"pandas\.DataFrame\(data\) makes one"):
        Layer([{"year": 1931, "lon": 73, "lat": 49}])


def test_another_column_of_dates_is_told() -> None:
    told = "column 'date' may hold dates too; when='date' reads it"
    assert Layer(frame(date=["1931-05-17", "1932-01-01"])).report.told == [told]
    assert Layer(frame(date=["1931-05-17", "1932-01-01"]), when="year").report.told == []


@pytest.mark.parametrize(
    "text",
    [
        "item,itemLabel,coord,inception,dissolved\nQ1,A,Point(73 49),1931-01-01T00:00:00Z,1931-12-31T00:00:00Z\n",
        "@id,@lat,@lon,name,start_date,end_date\n1,49,73,A,1931,1931\n",
        "id,title,reprLat,reprLong,minDate,maxDate\n1,A,49,73,1931,1931\n",
        "site,decimalLatitude,decimalLongitude,eventDate\nA,49,73,1931-01-01/1931-12-31\n",
        "name,latitude,longitude,date_start,date_end\nA,49,73,1931-01-01 00:00:00.000,1931-12-31 00:00:00.000\n",
        "Название;Начало существования;Конец существования;Координаты (широта, долгота)\nA;1931;1931;49, 73\n",
    ],
    ids=["Wikidata", "OpenStreetMap", "Pleiades", "GBIF", "UCDP", "by hand"],
)
def test_tables_that_others_publish_are_read_as_they_come(tmp_path: Path, text: str) -> None:
    layer = Layer(table(tmp_path / "a.csv", text))
    assert (layer.names, layer.bounds) == (["A"], [[49, 73], [49, 73]])
    assert lives(layer)[0] in {"1931", "1931-01-01/1931-12-31"}


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("1931-00-00", "1931"),
        ("1931-05-00", "1931-05"),
        ("00.05.1931", "1931-05"),
        ("00.00.1931", "1931"),
        ("+1931-00-00T00:00:00Z", "1931"),
        ("+1931-05-17T00:00:00Z", "1931-05-17"),
        ("C19", "XIX век"),
        ("early C20", "начало XX века"),
        ("1914..1918", "[1914..1918]"),
        ("Sunday, 17 May 1931", "1931-05-17"),
        ("Sun May 17, 1931", "1931-05-17"),
        ("вс, 17.05.1931", "1931-05-17"),
    ],
)
def test_dates_as_others_publish_them_are_read(text: str, same: str) -> None:
    assert lives(Layer(frame(year=[text, text]))) == lives(Layer(frame(year=[same, same])))


def test_geometries_in_bytes_are_read(tmp_path: Path) -> None:
    pd.DataFrame({"year": [1931], "geometry": [to_wkb(Point(73, 49))]}).to_parquet(tmp_path / "a.parquet")
    assert Layer(tmp_path / "a.parquet").bounds == [[49, 73], [49, 73]]


@pytest.mark.parametrize(("lon", "lat", "told"), [(286.3, 40.7, "% 360 - 180"), (40.7, 106.3, "are longitude and lat")])
def test_numbers_beyond_the_world_are_told_for_what_they_may_be(lon: float, lat: float, told: str) -> None:
    with pytest.raises(LayerError) as problem:
        Layer(frame(lon=[lon, lon], lat=[lat, lat]))
    assert told in str(problem.value).splitlines()[0]


def written_position(way: int, lat: int, lon: int) -> str:
    """A position, given in seconds, in one of the ways in which people write it."""
    (a, b, c), (d, e, f) = ((abs(s) // 3600, abs(s) // 60 % 60, abs(s) % 60) for s in (lat, lon))
    ns, ew = "S" if lat < 0 else "N", "W" if lon < 0 else "E"
    north, east = lat / 3600, lon / 3600
    return [
        f"{north:.6f}, {east:.6f}",
        f"[{east:.6f}, {north:.6f}]",
        f"{north:.6f} | {east:.6f}".replace(".", ","),
        f"{a}°{b}'{c}\"{ns} {d}°{e}'{f}\"{ew}",
        f"{ew} {d}° {e}′ {f}″, {ns} {a}° {b}′ {c}″",
        f"{a}-{b:02}-{c:02} {ns} / {d}-{e:02}-{f:02} {ew}",
        f"{a} {b} {c} {ns}, {d} {e} {f} {ew}",
        f"lon={east:.6f}; lat={north:.6f}",
        f"geo:{north:.6f},{east:.6f}",
        f"{north:+010.6f}{east:+011.6f}/",
        f"POINT ({east:.6f} {north:.6f})",
    ][way]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10), st.integers(-89 * 3600, 89 * 3600), st.integers(-179 * 3600, 179 * 3600))
def test_a_position_is_the_same_in_whatever_way_it_is_written(way: int, lat: int, lon: int) -> None:
    point = shape_of(written_position(way, lat, lon))
    assert isinstance(point, Point)
    assert (point.y, point.x) == (pytest.approx(lat / 3600, abs=1e-5), pytest.approx(lon / 3600, abs=1e-5))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1_000_000, 10**9), min_size=1, max_size=6),
    st.sampled_from([" ", "\u00a0", "\u202f", "'", ",", "."]),
    st.sampled_from(["", "*", "²", " [3]"]),
)
def test_numbers_are_the_same_however_their_thousands_are_written(numbers: list[int], sep: str, note: str) -> None:
    texts = pd.Series([f"{number:,}".replace(",", sep) + note for number in numbers])
    assert read_numbers(texts)[0].tolist() == numbers


def test_a_sheet_that_only_speaks_of_dates_is_not_the_table(tmp_path: Path) -> None:
    with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
        pd.DataFrame({"date": ["2020-01-01"], "changed": ["rows"]}).to_excel(book, sheet_name="About", index=False)
        frame().to_excel(book, sheet_name="Places", index=False)
    assert Layer(tmp_path / "a.xlsx").report.told == [
        "its sheet 'Places'; for 'About' give pandas.read_excel(path, sheet_name=...)"
    ]
