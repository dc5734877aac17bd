"""Columns written by Python and read by the page are the same things again."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon

from geokz.dates import BOUNDS, When
from geokz.errors import LayerError
from geokz.render.encode import encode, pack, pack_json, page_bounds, page_day
from geokz.render.wire import WIRE_VERSION

READER = Path(__file__).parent / "js" / "read_columns.mjs"
NODE = shutil.which("node")

MIN, MAX = -(2**31), 2**31 - 1


def frame(*rows: tuple[Any, str]) -> gpd.GeoDataFrame:
    """A frame of (geometry, date) rows as ``encode`` wants it."""
    lives = [When.parse(when) for _, when in rows]
    columns = {name: np.array([life.bounds[at] for life in lives], dtype=np.int64) for at, name in enumerate(BOUNDS)}
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries([shape for shape, _ in rows], crs=4326))


def test_a_collection_is_refused_with_the_row_it_stands_in() -> None:
    shapes = frame((None, "1931"), (Point(70, 48), "1931"), (GeometryCollection([Point(70, 48)]), "1931"))
    with pytest.raises(LayerError, match="row 3 is a collection of geometries"):
        encode(shapes)


def counts(**told: int) -> dict[str, int]:
    """The header of columns of lives without evidence, which have four bounds."""
    return {"version": WIRE_VERSION, "bounds": 4, **told}


def unpacked(body: str) -> bytes:
    return zlib.decompress(base64.b64decode(body))


def read_in_node(*frames: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """What the page reads from the columns of some frames: degrees to five places, bounds as page numbers."""
    if NODE is None:
        pytest.skip("node is not installed")
    encoded = [encode(each) for each in frames]
    answer = subprocess.run(
        [NODE, str(READER)],
        input=json.dumps([{"header": each.header, "body": each.body} for each in encoded]),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


# the bytes --------------------------------------------------------------------------------------------------


def test_a_single_point_is_counted_and_written_in_byte_planes():
    encoded = encode(frame((Point(0.00001, -0.00001), "1970-01-02/1970-01-04")))
    assert encoded.header == counts(n=1, all=1, points=1, parts=0, vertices=0, dates=2)
    assert encoded.order.tolist() == [0]
    # dates 1 and 3 as deltas 1, 2 in four planes; ranks 0, +0, 1, +0; longitude 1, latitude -1: zigzag 2, 1
    columns = [
        [1, 2, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [1, 0, 0, 0],
        [0, 0, 0, 0],
        [2, 0, 0, 0],
        [1, 0, 0, 0],
    ]
    assert unpacked(encoded.body) == b"".join(map(bytes, columns))


def test_a_row_without_a_place_comes_last_and_is_not_among_what_is_drawn():
    encoded = encode(frame((None, "1931"), (Point(70, 50), "1932"), (Point(), "1933"), (Point(70, 50), "1934")))
    assert encoded.header["n"] == 2
    assert encoded.header["all"] == 4
    assert sorted(encoded.order[:2].tolist()) == [1, 3]
    assert encoded.order[2:].tolist() == [0, 2]


def test_points_come_before_lines_and_areas():
    line = LineString([(70, 50), (71, 51)])
    area = Polygon([(70, 50), (71, 50), (71, 51)])
    encoded = encode(frame((area, "1931"), (Point(70, 50), "1931"), (line, "1931")))
    assert encoded.order.tolist() == [1, 0, 2]
    assert encoded.header == counts(n=3, all=3, points=1, parts=2, vertices=6, dates=2)


def test_a_thing_without_a_place_has_two_dates_four_ranks_and_no_coordinates():
    encoded = encode(frame((None, "1931")))
    assert encoded.header == counts(n=0, all=1, points=0, parts=0, vertices=0, dates=2)
    assert len(unpacked(encoded.body)) == 4 * (2 + 4)


def test_encoding_twice_gives_the_same_text():
    rows = frame(*((Point(60 + at * 0.37 % 20, 45 + at * 0.71 % 8), "1931") for at in range(50)))
    assert encode(rows).body == encode(rows).body


def test_encoding_leaves_the_frame_as_it_was():
    rows = frame((MultiPoint([(70, 50), (72, 52)]), "1931"), (Point(70, 50), "1932"))
    before = rows.copy(deep=True)
    encode(rows)
    assert rows.equals(before)


def test_open_and_unknown_ends_become_the_codes_of_the_page():
    bounds = np.array([When.parse(text).bounds for text in ("../..", "", "1940/", "Y170000002")])
    assert [[page_day(day) for day in life.tolist()] for life in bounds] == page_bounds(bounds.copy()).tolist()
    assert page_bounds(bounds.copy()).tolist() == [
        [MIN + 1, MIN + 1, MAX - 1, MAX - 1],
        [MIN, MAX, MIN, MAX],
        [-10958, -10593, -10958, MAX],
        [MAX - 2, MAX - 2, MAX - 2, MAX - 2],
    ]


def test_text_in_three_languages_survives_packing():
    value = {"b": "Қарлаг", "a": ["Карлаг", "Karlag"]}
    assert unpacked(pack_json(value)).decode("utf-8") == '{"b":"Қарлаг","a":["Карлаг","Karlag"]}'
    assert unpacked(pack(b"")) == b""


# the page reads them back -----------------------------------------------------------------------------------


def test_the_page_reads_points_with_their_dates():
    (read,) = read_in_node(frame((Point(72.68, 49.68), "1931-09-17/1959-07-27")))
    assert read["positions"] == [[72.68, 49.68]]
    assert read["bounds"] == [[-13986, -13986, -3811, -3811]]


def test_the_page_reads_open_unknown_and_missing_dates():
    here = Point(70, 50)
    (read,) = read_in_node(frame((here, "../.."), (here, ""), (here, "1970/")))
    assert sorted(read["bounds"]) == sorted(
        [[MIN + 1, MIN + 1, MAX - 1, MAX - 1], [MIN, MAX, MIN, MAX], [0, 364, 0, MAX]]
    )


def test_the_page_reads_lines_areas_holes_and_many_parts():
    line = LineString([(70, 50), (71, 51), (72, 50.5)])
    lines = MultiLineString([[(70, 50), (71, 50)], [(-80, -10), (-81, -11), (-82, -10)]])
    square = [(70, 50), (71, 50), (71, 51), (70, 51), (70, 50)]
    hole = [(70.2, 50.2), (70.4, 50.2), (70.4, 50.4), (70.2, 50.2)]
    holed = Polygon(square, [hole])
    islands = MultiPolygon([Polygon(square), Polygon(hole)])
    (read,) = read_in_node(frame(*((shape, "1931") for shape in (line, lines, holed, islands))))
    assert read["closed"] == [0, 0, 1, 1]
    assert [len(parts) for parts in read["paths"]] == [1, 2, 2, 2]
    assert read["paths"][0] == [[[70, 50], [71, 51], [72, 50.5]]]
    assert read["paths"][1][1] == [[-80, -10], [-81, -11], [-82, -10]]
    assert [len(part) for part in read["paths"][2]] == [5, 4]
    assert [len(part) for part in read["paths"][3]] == [5, 4]


def test_the_page_reads_many_points_as_one_point_in_their_middle():
    (read,) = read_in_node(frame((MultiPoint([(70, 50), (72, 52)]), "1931")))
    assert read["positions"] == [[71, 51]]


def test_the_page_reads_an_empty_layer():
    (read,) = read_in_node(frame((None, "1931")))
    assert read == {"positions": [], "bounds": [], "paths": [], "closed": []}


lons = st.integers(-17_999_999, 18_000_000).map(lambda value: value / 1e5)
lats = st.integers(-8_400_000, 8_400_000).map(lambda value: value / 1e5)
points = st.tuples(lons, lats)
shapes = st.one_of(
    points.map(Point),
    st.lists(points, min_size=2, max_size=5, unique=True).map(LineString),
)
whens = st.sampled_from(
    [
        "",
        "1931",
        "1931~/1959",
        "1940/..",
        "1940/",
        "/1940",
        "../1940",
        "[1932,1934]",
        "0001",
        "9999-12-31",
        "Y-500000",
    ]
)
frames = st.lists(st.tuples(shapes, whens), max_size=12).map(lambda rows: frame(*rows))


@pytest.mark.slow
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(frames, min_size=20, max_size=20))
def test_whatever_is_written_is_read_again(written: list[gpd.GeoDataFrame]):
    for rows, read in zip(written, read_in_node(*written), strict=True):
        order = encode(rows).order
        kept = rows.iloc[order]
        expected = [list(shape.coords) for shape in kept.geometry]
        found = [[point] for point in read["positions"]] + [parts[0] for parts in read["paths"]]
        assert [[list(map(float, at)) for at in shape] for shape in found] == [
            [[round(x, 5), round(y, 5)] for x, y in shape] for shape in expected
        ]
        bounds = page_bounds(np.stack([kept[name].to_numpy() for name in BOUNDS]).copy())
        assert read["bounds"] == bounds.T.tolist()
