"""Frames of names: the answers of a list, in memory, in threads, and in the processes of a cluster."""

from __future__ import annotations

import csv
import pickle
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import geokz
from geokz.errors import GazetteerError
from geokz.gazetteer.answers import ADDED
from geokz.gazetteer.geocode import Columns

NAMES = ["Спасск", "Акмолинск", "Карагонда", "Аулие-Ата", None, "г. Балхаш", "Спасск"]
FRAME = pd.DataFrame(
    {
        "name": NAMES,
        "year": [1931, 1938, np.nan, 1930, 1940, 1945, 1931],
        "oblast": ["Карагандинская", None, "", "", "", "", "Карагандинская"],
    },
    index=[10, 20, 30, 40, 50, 60, 70],
)


def answer(frame: pd.DataFrame) -> pd.DataFrame:
    return geokz.geocode(frame, name="name", year="year", region="oblast")


def test_a_frame_gets_the_columns_of_a_list_behind_its_own_and_stays_as_it_was() -> None:
    before = FRAME.copy()
    found = answer(FRAME)
    pd.testing.assert_frame_equal(FRAME, before)
    assert list(found.columns) == ["name", "year", "oblast", *ADDED]
    assert list(found.index) == list(FRAME.index)
    assert found.loc[10, ["lon", "lat", "place_id"]].tolist() == [73.27613, 49.5381, "spassk-karaganda"]
    assert found["status"].tolist() == ["ok", "ok", "unknown", "ok", "unknown", "ok", "ok"]
    assert pd.isna(found.loc[30, "lon"]) and "karaganda" in found.loc[30, "candidates"]
    assert found["lon"].dtype == found["radius_m"].dtype == np.dtype("float64")


def test_a_frame_gets_the_answers_of_the_same_list_in_a_file(tmp_path: Path) -> None:
    FRAME.to_csv(tmp_path / "in.csv", index=False)
    geokz.geocode(tmp_path / "in.csv", tmp_path / "out.csv", columns=Columns("name", "year", "oblast"))
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = answer(FRAME)
    for column in ("place_id", "match", "status", "candidates"):
        assert found[column].fillna("").tolist() == [row[column] for row in rows]


def test_every_answer_is_the_same_however_the_frame_is_cut() -> None:
    whole = answer(FRAME)
    parts = pd.concat([answer(FRAME.iloc[at : at + 2]) for at in range(0, len(FRAME), 2)])
    pd.testing.assert_frame_equal(whole, parts)
    empty = answer(FRAME.iloc[:0])
    assert list(empty.columns) == list(whole.columns)
    assert empty.dtypes.tolist() == whole.dtypes.tolist()


def test_it_runs_in_threads_and_comes_back_from_a_pickle() -> None:
    run = pickle.loads(pickle.dumps(geokz.geocode))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: run(FRAME, name="name", year="year", region="oblast"), range(8)))
    for each in found:
        pd.testing.assert_frame_equal(each, answer(FRAME))


def test_columns_that_are_there_stay() -> None:
    found = geokz.geocode(pd.DataFrame({"place": ["Доссор"], "lon": ["x"]}), name="place")
    assert (found.loc[0, "lon"], found.loc[0, "geokz_lon"]) == ("x", 52.98111)


def test_a_point_for_all_rows_and_dates_for_years() -> None:
    frame = pd.DataFrame({"name": ["Спасск"], "on": [pd.Timestamp("1937-08-05")]})
    assert geokz.geocode(frame, name="name", year="on", near=(73.3, 49.5)).loc[0, "place_id"] == "spassk-karaganda"


def test_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(GazetteerError, match="the frame has no column 'year'; the columns are name"):
        geokz.geocode(pd.DataFrame({"name": ["Спасск"]}), name="name", year="year")


def test_a_row_whose_year_cannot_be_read_says_so_and_is_not_answered_without_it() -> None:
    frame = pd.DataFrame({"name": ["Акмолинск"] * 2, "year": ["1938", "давно"]})
    found = geokz.geocode(frame, name="name", year="year")
    assert found["status"].tolist() == ["ok", "unreadable"]
    assert found.loc[1, "candidates"] == "cannot read the year 'давно'; write it as 1938, 1930-е or 1931-1940"
    assert pd.isna(found.loc[1, "lon"])


def test_sparks_iterator_of_frames_is_answered_part_by_part() -> None:
    def places(parts):  # as docs/large.md has it
        for part in parts:
            yield geokz.geocode(part, name="name", year="year", region="oblast")

    found = pd.concat(places(iter([FRAME.iloc[:3], FRAME.iloc[3:]])))
    pd.testing.assert_frame_equal(found, answer(FRAME))


@pytest.mark.slow
def test_it_runs_unchanged_over_the_parts_of_a_dask_frame_on_two_workers() -> None:
    pytest.importorskip("dask.dataframe")
    distributed = pytest.importorskip("distributed")
    import dask.dataframe as dd

    frame = pd.concat([FRAME] * 30, ignore_index=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a cluster says of ports and of its end
        with (
            distributed.LocalCluster(
                n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
            ) as cluster,
            distributed.Client(cluster),
        ):
            parts = dd.from_pandas(frame, npartitions=6)
            found = parts.map_partitions(geokz.geocode, name="name", year="year", region="oblast").compute()
    wanted = answer(frame)
    assert list(found.columns) == list(wanted.columns)
    for column in ("lon", "lat"):
        assert np.array_equal(found[column], wanted[column], equal_nan=True), column
    for column in ("place_id", "status", "candidates"):
        assert found[column].fillna("").tolist() == wanted[column].fillna("").tolist(), column
