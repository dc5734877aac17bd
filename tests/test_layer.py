"""A table or frame of one's own as a layer: every row is drawn, or the file, line and column of what cannot be."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from shapely import Point

from geokz import TimeLayer
from geokz.errors import LayerError, TableError

HEAD = "name,when,lon,lat\n"


def layer_of(folder: Path, text: str) -> TimeLayer:
    (folder / "my.csv").write_text(text, encoding="utf-8", newline="")
    return TimeLayer.from_csv(folder / "my.csv")


DRAWN = [
    (HEAD + "A,1931,70,48\nB,,71,48\n", 2),
    ("name;when;lon;lat\r\nA;1931;70,5;48,5\r\n", 1),
    ("\ufeff" + HEAD + "A,1931,70,48\n", 1),
    (HEAD + "A,1931,,\nB,1932,71,48\n", 1),  # a row without a place is not drawn
    (HEAD + "A\u2028B,1931,70,48\n", 1),  # no end of a line in CSV
    (HEAD, 0),
]


@pytest.mark.parametrize(("text", "drawn"), DRAWN)
def test_every_row_with_a_place_is_drawn(tmp_path: Path, text: str, drawn: int) -> None:
    assert layer_of(tmp_path, text).source["header"]["n"] == drawn


REFUSED = [
    ("", "my.csv:1:-  is empty; the first line names the columns"),
    ("when,lon,lat\n", "my.csv:1:name  the column 'name' is missing; the columns are when, lon, lat"),
    ("name,when,when,lon,lat\n", "my.csv:1:when  the column 'when' stands 2 times"),
    (HEAD + 'A,1931,70,48\n"B,1932,71,48\nC,1933,72,48\n', "my.csv:3:-  cannot be read as CSV: unexpected end of data"),
    (HEAD + "A,1931,70\n", "my.csv:2:-  has 3 cells where the header has 4; quote cells that hold a separator"),
    (HEAD + "A,B,1931,70,48\n", "my.csv:2:-  has 5 cells where the header has 4; quote cells that hold a separator"),
    (HEAD + "A,31.12.1931,70,48\n", "my.csv:2:when  cannot read the date '31.12.1931'"),
    (HEAD + "A,1931,east,48\n", "my.csv:2:lon  'east' is no number of degrees from -180 to 180"),
    (HEAD + "A,1931,70,98\n", "my.csv:2:lat  '98' is no number of degrees from -90 to 90"),
    (HEAD + "A,1931,70,\n", "my.csv:2:lat  is empty though the other of longitude and latitude is given"),
]


@pytest.mark.parametrize(("text", "told"), REFUSED)
def test_a_table_that_cannot_be_read_is_refused_with_file_and_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(TableError) as refusal:
        layer_of(tmp_path, text)
    assert told in str(refusal.value)


def test_everything_wrong_with_a_table_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(TableError) as refusal:
        layer_of(tmp_path, HEAD + "A,soon,70,48\nB,1931,70,\n")
    assert [line.split("  ")[0].split("/")[-1] for line in str(refusal.value).splitlines()] == [
        "my.csv:2:when",
        "my.csv:3:lat",
    ]


def frame(begun: object, ended: object, point: Point | None = None) -> gpd.GeoDataFrame:
    columns = {"begun": [begun], "ended": [ended], "name": ["A"]}
    return gpd.GeoDataFrame(columns, geometry=[point or Point(70, 48)], crs=4326)


@pytest.mark.parametrize("year", [1931.5, np.inf, 10**18])
def test_a_year_that_is_none_is_refused_with_its_row(year: float) -> None:
    with pytest.raises(LayerError, match=r"row 1, column 'begun': .* is no whole year"):
        TimeLayer.from_frame(frame(year, 1940), "begun", until="ended")


def test_a_life_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(LayerError, match="row 1 ends before it begins"):
        TimeLayer.from_frame(frame(1940, 1931), "begun", until="ended")


def lives(*texts: str) -> gpd.GeoDataFrame:
    """A frame with an EDTF text a row, all at one point."""
    points = [Point(70, 48)] * len(texts)
    return gpd.GeoDataFrame({"life": texts, "name": ["A"] * len(texts)}, geometry=points, crs=4326)


def drawn(layer: TimeLayer) -> tuple[object, object]:
    """What the page gets of a layer: header and packed columns."""
    return layer.source["header"], layer.source["body"]


DAY = np.datetime64("1934-05-03")


@pytest.mark.parametrize(
    ("begun", "ended", "life"),
    [
        (1931, 1940, "1931/1940"),
        (1931, 1931, "1931/1931"),
        (1931, None, "1931/"),
        (None, 1940, "/1940"),
        (None, None, ""),
        (DAY, DAY, "1934-05-03/1934-05-03"),
        (1934, DAY, "1934/1934-05-03"),  # it had begun when it ended
        (DAY, 1934, "1934-05-03/1934"),
        (1931, DAY, "1931/1934-05-03"),
    ],
)
def test_years_and_days_of_a_frame_are_drawn_as_the_date_they_make(begun: object, ended: object, life: str) -> None:
    columns = frame(begun, ended)
    kinds = {name: float for name, value in (("begun", begun), ("ended", ended)) if value is None}
    columns = columns.astype(kinds)
    assert drawn(TimeLayer.from_frame(columns, "begun", until="ended")) == drawn(
        TimeLayer.from_frame(lives(life), "life")
    )


def test_a_frame_in_metres_is_drawn_where_it_lies() -> None:
    degrees = frame(1931, 1940, Point(72.68, 49.68))
    layer, other = (TimeLayer.from_frame(made, "begun", until="ended") for made in (degrees.to_crs(32643), degrees))
    assert layer.bounds == [[pytest.approx(49.68), pytest.approx(72.68)]] * 2
    assert drawn(layer) == drawn(other)


@pytest.mark.parametrize("point", [Point(np.inf, 48), Point(7_800_000, 6_100_000)])
def test_points_that_are_not_in_degrees_are_refused(point: Point) -> None:
    with pytest.raises(LayerError, match="is not in degrees"):
        TimeLayer.from_frame(frame(1931, 1940, point), "begun", until="ended")
