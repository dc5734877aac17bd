"""One thing with many years: one symbol, its numbers, and what is not known apart from nought."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from browser import visit
from hypothesis import given
from hypothesis import strategies as st

import geokz
from geokz.dates import BOUNDS, span
from geokz.errors import LayerError
from geokz.layers.read import read_things

COUNTS = pd.DataFrame(
    {
        "camp_id": ["k", "k", "k", "s", "s", "k"],
        "camp": ["Karlag", "Karlag", "Karlag", "Steplag", "Steplag", "Karlag"],
        "year": [1932, 1931, 1935, 1950, 1948, 1934],
        "prisoners": [None, 1000, 0, 20000, 5000, 4000],
        "lon": [72.7, 72.7, 72.7, 66.9, 66.9, 72.7],
        "lat": [49.7, 49.7, 49.7, 47.8, 47.8, 49.7],
    }
)
WORDS: dict[str, Any] = {"when": "year", "id": "camp_id", "size": "prisoners", "label": "camp"}


def test_rows_of_one_thing_are_one_thing_with_one_life() -> None:
    layer = geokz.Layer(COUNTS, "Camps", **WORDS)
    assert layer.labels == ["Karlag", "Steplag"] or layer.labels == ["Steplag", "Karlag"]
    karlag = layer.things.iloc[layer.labels.index("Karlag")]
    assert (karlag["start_earliest"], karlag["end_latest"]) == (span(1931)[0], span(1935)[1])
    assert layer.report.told == ["2 things in 6 rows by 'camp_id'", "6 numbers of 'prisoners', 1 of them unknown"]


def test_numbers_stand_in_the_order_of_time_and_nought_is_one_of_them() -> None:
    layer = geokz.Layer(COUNTS, "Camps", **WORDS)
    assert layer.series is not None
    values = layer.series.values[layer.series.of(layer.labels.index("Karlag"))]
    assert values[[0, 2, 3]].tolist() == [1000, 4000, 0]
    assert np.isnan(values[1])


def test_a_number_that_stands_for_not_known_is_unknown() -> None:
    series = geokz.Layer(COUNTS, "Camps", unknown=[0, None], **WORDS).series
    assert series is not None
    assert int(np.isnan(series.values).sum()) == 2


def test_texts_among_numbers_are_unknown_and_told() -> None:
    texts = COUNTS.assign(prisoners=["", "1 000", "н/д", "20 000", "5000", "0"])
    report = geokz.Layer(texts, "Camps", **WORDS).report
    assert report.told[2] == "column 'prisoners': 1 cell holds no number from 0, such as 'н/д'; taken as unknown"


def test_a_row_that_says_a_time_again_or_lies_elsewhere_is_doubtful() -> None:
    again = pd.concat([COUNTS, COUNTS.iloc[:1].assign(prisoners=7, lat=50.5)], ignore_index=True)
    with pytest.warns(UserWarning, match="rows that look like a slip"):
        layer = geokz.Layer(again, "Camps", **WORDS)
    assert [row.row for row in layer.report.doubtful] == [6]
    assert "lies elsewhere than the first row of 'k'" in layer.report.doubtful[0].reason


def test_a_row_of_nobody_is_refused_or_left_out() -> None:
    nobody = COUNTS.assign(camp_id=["k", None, "k", "s", "s", "k"])
    with pytest.raises(LayerError, match="row 2, column 'camp_id': is empty"):
        geokz.Layer(nobody, "Camps", **WORDS)
    assert len(geokz.Layer(nobody, "Camps", bad="skip", **WORDS).report.left_out) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"id": "campid"}, "id='campid': the column 'campid' is missing; perhaps 'camp_id'"),
        ({"unknown": 0}, "unknown=0 is no list"),
        ({"size": "camp"}, "the column 'camp' holds no numbers"),
    ],
)
def test_what_is_no_series_is_refused_by_name(words: dict[str, Any], told: str) -> None:
    with pytest.raises(LayerError, match=told):
        geokz.Layer(COUNTS, "Camps", **{**WORDS, **words})


rows = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(1920, 1940), st.none() | st.integers(0, 9)), min_size=1, max_size=30
)


@given(rows)
def test_each_known_number_is_kept_once_whatever_the_order_of_rows(made: list[tuple[str, int, int | None]]) -> None:
    frame = pd.DataFrame(made, columns=["of", "year", "n"]).assign(lon=70.0, lat=48.0).drop_duplicates(["of", "year"])
    if frame["n"].isna().all():
        return
    reading = read_things(frame, when="year", id="of", size="n")
    assert reading.series is not None
    found = {
        (str(frame["of"].iloc[reading.rows[thing]]), int(first)): value
        for thing in range(len(reading.rows))
        for first, value in zip(
            reading.series.first[reading.series.of(thing)], reading.series.values[reading.series.of(thing)], strict=True
        )
    }
    told = {(of, span(year)[0]): float(n) for of, year, n in frame[["of", "year", "n"]].to_numpy().tolist() if n == n}
    assert {key: value for key, value in found.items() if not np.isnan(value)} == told
    assert len(found) == len(frame)


def test_the_page_tells_the_sum_of_the_year_and_what_is_not_known(browser: Any, tmp_path: Path) -> None:
    geokz.explore(COUNTS, name="Camps", start=1930, end=1952, at=1932, **WORDS).save(str(tmp_path / "counts.html"))
    sums = ".geokz-own-sums"
    with visit(browser, tmp_path / "counts.html") as page:
        assert page.text(sums) == "prisoners, 1932: no numbers; number not known for 1"
        page.set_years(1934, 1934)
        assert page.text(sums) == "prisoners, 1934: 4,000 in 1 thing"
        page.set_years(1935, 1935)
        assert page.text(sums) == "prisoners, 1935: 0 in 1 thing"
        page.set_years(1930, 1930)
        assert not page.tab.locator(sums).is_visible()
        page.set_years(1931, 1950)
        assert page.text(sums) == "prisoners, 1950, the most of 1931–1950: 20,000 in 1 thing"
        page.set_years(1934, 1934)
        page.tab.mouse.click(*page.point_of(49.7, 72.7))
        page.tab.locator(".geokz-own .geokz-chart").wait_for()
        assert page.text(".geokz-own p") == "1934 · prisoners: 4,000"
        assert page.tab.locator(".geokz-own .geokz-chart path").count() == 4
        assert page.complaints == []


def test_things_of_several_rows_are_called_by_what_tells_them_apart() -> None:
    counts = pd.DataFrame({"camp": ["Dolinka"] * 2, "year": [1931, 1932], "people": [1, 2], "lon": 70.0, "lat": 48.0})
    assert geokz.Layer(counts, id="camp", size="people").names == ["Dolinka"]


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".geojsonl", ".xlsx", ".zip", ".parquet", ".fgb", ".kmz"])
def test_all_numbers_and_the_whole_life_come_back_from_an_export(suffix: str, tmp_path: Path) -> None:
    rows = COUNTS.assign(year=["/1932", "1931", "1935/..", "1950", "1948-05", "1934"])
    layer = geokz.Layer(rows, "Camps", **WORDS)
    back = geokz.Layer(geokz.export(layer, tmp_path / f"camps{suffix}"), "Again", size="prisoners")
    order = np.argsort(back.table["camp_id"].to_numpy())
    assert np.array_equal(back.frame[[*BOUNDS]].to_numpy()[order], layer.frame[[*BOUNDS]].to_numpy())
    assert layer.numbers is not None and back.numbers is not None
    numbers = back.numbers.taken(order)
    assert numbers.counts.tolist() == layer.numbers.counts.tolist() == [4, 2]
    assert np.array_equal([numbers.first, numbers.last], [layer.numbers.first, layer.numbers.last])
    assert np.array_equal(numbers.values, layer.numbers.values, equal_nan=True)


def test_what_is_no_series_in_an_exported_file_is_told(tmp_path: Path) -> None:
    path = Path(geokz.export(geokz.Layer(COUNTS, "Camps", **WORDS), tmp_path / "camps.geojsonl"))
    path.write_text(path.read_text(encoding="utf-8").replace("1948-01-01/", "1948-13-01/"), encoding="utf-8")
    with pytest.raises(LayerError, match=r"row 2: .*prisoners.* in the column 'series' holds no numbers over time"):
        geokz.Layer(path, "Again", size="prisoners")
