"""Tables as people keep them: coordinates, numbers and dates written in the ways of many hands."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import geokz
from geokz import Layer
from geokz.errors import DateError, LayerError

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
    "headings", [("start_lng", "start_lat", "end_lng", "end_lat"), ("location name", "kind"), ("geometry type", "kind")]
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
