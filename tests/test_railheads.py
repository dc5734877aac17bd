"""Railheads: stored points are those of the drawn line, and drawn lines are about as long as the texts have them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pyproj import Geod

from geokz import Atlas, check
from geokz.atlas.railheads import NEAR_M, course, drawn_km, locate, official_km
from geokz.errors import GeokzError

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))
from line_lengths import lengths

GEOD = Geod(ellps="WGS84")
EMPTY = float("nan")


@pytest.fixture(scope="module")
def heads(atlas: Atlas) -> pd.DataFrame:
    return atlas.tables["railheads"].set_index("id")


# ---- the shipped rows ----


def test_every_stored_point_is_the_computed_one(atlas: Atlas) -> None:
    rows = atlas.tables["railheads"].to_dict("records")
    assert len(rows) >= 12
    for row in rows:
        lon, lat, _ = locate(atlas.tables, row)
        assert GEOD.inv(row["lon"], row["lat"], lon, lat)[2] <= NEAR_M, row["id"]


def test_the_rails_of_turksib_met_at_ainabulak_on_28_april_1930(atlas: Atlas, heads: pd.DataFrame) -> None:
    north, south = heads.loc["turksib-north-met"], heads.loc["turksib-south-met"]
    assert north["when"] == south["when"] == "1930-04-28"
    assert north["at"] == south["at"] == "ainabulak"
    place = atlas.tables["places"].set_index("id").loc["ainabulak"]
    for head in (north, south):
        assert GEOD.inv(head["lon"], head["lat"], place["lon"], place["lat"])[2] < 1
    assert atlas.things.at["turksib", "opened"] == "1930-04-28"


def test_the_kilometres_of_turksib_are_the_stages_that_the_text_gives(atlas: Atlas, heads: pd.DataFrame) -> None:
    figures = atlas.tables["figures"].set_index("id")["value"]
    first, second, third = (figures[f"turksib-length-{stage}"] for stage in ("north-1", "north-2", "north-1929"))
    north = heads[heads["from"] == "semipalatinsk"]["km"].dropna().tolist()
    assert north == [0, first, first + second, first + second + third] == [0, 155, 340, 772]
    assert heads["stages"]["turksib-north-340"] == "155 + 185"
    assert heads["stages"]["turksib-north-772"] == "155 + 185 + 432"
    south = heads[heads["from"] == "lugovaya"]["km"].dropna().tolist()
    assert south == [0, figures["turksib-length-south-1927-1929"]] == [0, 506]


def test_what_the_stages_leave_of_turksib_lies_between_the_heads_of_1929(atlas: Atlas, heads: pd.DataFrame) -> None:
    way = course(atlas.tables, "turksib", "semipalatinsk")
    north, south = heads.loc["turksib-north-772"], heads.loc["turksib-south-506"]

    def along(lon: float, lat: float) -> float:
        """Official kilometres from the northern end at the nearest of many points of the line."""
        steps = np.linspace(0, way.km[-1], 6000)
        far = [GEOD.inv(lon, lat, *way.at(km)[:2])[2] for km in steps]
        return float(steps[int(np.argmin(far))]) * 1445 / way.km[-1]

    assert along(north["lon"], north["lat"]) == pytest.approx(772, abs=0.3)
    assert along(south["lon"], south["lat"]) == pytest.approx(1445 - 506, abs=0.3)
    middle = along(*atlas.tables["places"].set_index("id").loc["ainabulak", ["lon", "lat"]])
    assert 772 < middle < 1445 - 506


@pytest.mark.parametrize("line", ["turksib", "rubtsovka-ridder"])
def test_heads_go_forward(atlas: Atlas, line: str) -> None:
    rows = atlas.tables["railheads"]
    rows = rows[rows["line"] == line]
    for start, group in rows.groupby("from"):
        way = course(atlas.tables, line, str(start))
        reached = [
            way.km[way.places.index(row.at)] if row.at else row.km * way.km[-1] / (official_km(atlas.tables, line) or 1)
            for row in group.rename(columns={"from": "start"}).itertuples()
        ]
        assert reached == sorted(reached)


# ---- lengths ----


def test_drawn_lines_are_within_eight_per_cent_of_their_official_length(atlas: Atlas) -> None:
    official = {length.line: length for length in lengths(atlas) if length.official is not None}
    assert {"turksib", "rubtsovka-ridder-3"} <= set(official)
    for length in official.values():
        assert abs(length.difference) <= 8, length


def test_the_note_of_turksib_states_both_lengths(atlas: Atlas) -> None:
    drawn = drawn_km(atlas.tables, "turksib")
    assert official_km(atlas.tables, "turksib") == 1445
    note = atlas.things.at["turksib", "note"]
    assert f"Drawn {drawn:,.0f} km against the official 1,445 ({100 * (drawn / 1445 - 1):.1f} %)" in note


def test_a_line_is_as_long_from_either_end(atlas: Atlas) -> None:
    there = course(atlas.tables, "turksib", "semipalatinsk")
    back = course(atlas.tables, "turksib", "lugovaya")
    assert there.places == back.places[::-1]
    assert there.km[-1] == pytest.approx(back.km[-1]) == pytest.approx(drawn_km(atlas.tables, "turksib"))


# ---- how a point is found ----


def tables(path: str, figures: list[tuple[str, float]] | None = None) -> dict[str, pd.DataFrame]:
    """A line along the equator through degrees 0, 1, 2 and 3; ``b`` has no point."""
    lengths = [
        {"subject": "l", "measure": "length", "value": value, "unit": "km", "qualifier": kind, "standing": "accepted"}
        for kind, value in figures or []
    ]
    columns = ["subject", "measure", "value", "unit", "qualifier", "standing"]
    return {
        "railways": pd.DataFrame({"id": ["l"], "part_of": [""], "path": [path]}),
        "places": pd.DataFrame({"id": list("abcd"), "lon": [0, EMPTY, 2, 3], "lat": [0, EMPTY, 0, 0]}),
        "figures": pd.DataFrame(lengths, columns=columns),
    }


DEGREE = GEOD.inv(0, 0, 1, 0)[2] / 1000


def row(km: float = EMPTY, at: str = "", start: str = "a") -> dict[str, object]:
    return {"line": "l", "from": start, "km": km, "at": at}


def test_kilometres_are_taken_as_they_are_without_an_official_length() -> None:
    lon, lat, azimuth = locate(tables("a; b; c; d"), row(km=2.5 * DEGREE))
    assert (lon, lat, azimuth) == pytest.approx((2.5, 0, 90), abs=1e-6)


def test_kilometres_are_scaled_by_the_length_of_the_whole_line_only() -> None:
    scaled = tables("a; b; c; d", [("", 7.0), ("more_than", 8.0), ("total", 6 * DEGREE)])
    assert locate(scaled, row(km=2 * DEGREE))[:2] == pytest.approx((1, 0), abs=1e-6)
    assert locate(scaled, row(km=6 * DEGREE))[:2] == pytest.approx((3, 0), abs=1e-6)


def test_from_the_other_end_the_line_runs_backwards() -> None:
    lon, lat, azimuth = locate(tables("a; b; c; d"), row(km=0.5 * DEGREE, start="d"))
    assert (lon, lat, azimuth) == pytest.approx((2.5, 0, 270), abs=1e-6)


def test_a_named_place_needs_no_kilometres() -> None:
    assert locate(tables("a; b; c; d"), row(at="c"))[:2] == pytest.approx((2, 0), abs=1e-6)
    assert locate(tables("a; b; c; d"), row(at="a"))[:2] == pytest.approx((0, 0), abs=1e-6)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (row(), "needs either km or the place"),
        (row(km=1, at="c"), "needs either km or the place"),
        (row(km=1, start="c"), "'c' is no end of the drawn line 'l'"),
        (row(at="b"), "'b' is no located place of the line 'l'"),
        (row(km=400), "400 km lie beyond the end of the line 'l'"),
    ],
)
def test_a_row_without_a_point_says_why(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(GeokzError, match=told):
        locate(tables("a; b; c; d"), wrong)


# ---- the check ----

HEAD = "id,line,from,when,km,stages,at,lon,lat,source,note\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("h,balkhash-line,karaganda,1938,0,,,73.09,49.80,ck-labour[L95],", []),
        ("h,balkhash-line,karaganda,1938,,,balkhash,74.99,46.85,ck-labour[L95],", []),
        ("h,balkhash-line,karaganda,1938,0,,,73.10,49.80,ck-labour[L95],", ["lon  is not the point of the line (73.0"]),
        ("h,balkhash-line,karaganda,1938,0,,,,,ck-labour[L95],", ["lon  is not the point of the line (73.0"]),
        ("h,balkhash-line,dolinka,1938,0,,,72,49,ck-labour[L95],", ["line  'dolinka' is no end of the drawn line"]),
        ("h,balkhash-line,karaganda,1938,999,,,72,49,ck-labour[L95],", ["line  999 km lie beyond the end"]),
        ("h,balkhash-line,karaganda,1938,0,2 + 3,,73.09,49.80,ck-labour[L95],", ["stages  '2 + 3' is 5, not km"]),
        ("h,balkhash-line,karaganda,1938,7.9,3.4 + 4.5,,72,49,ck-labour[L95],", ["lon  is not the point of the line"]),
        ("h,balkhash-line,karaganda,1938,0,five,,73.09,49.80,ck-labour[L95],", ["stages  'five' does not have"]),
        ("h,nowhere-line,karaganda,1938,0,,,73.09,49.80,ck-labour[L95],", ["line  'nowhere-line' is not"]),
        ("h,balkhash-line,nowhere-town,1938,0,,,73.09,49.80,ck-labour[L95],", ["from  'nowhere-town' is not"]),
    ],
)
def test_check_tells_a_point_beside_its_line(small_atlas_folder: Path, line: str, told: list[str]) -> None:
    (small_atlas_folder / "railheads.csv").write_text(f"{HEAD}{line}\n", encoding="utf-8")
    problems, _ = check(small_atlas_folder)
    assert [str(problem).split(":2:")[1][: len(text)] for problem, text in zip(problems, told, strict=True)] == told


def test_a_head_of_no_line_does_not_hide_the_next_that_is_beside_its_own(small_atlas_folder: Path) -> None:
    rows = ["g,nowhere-line,karaganda,1938,0,,,73.09,49.80,ck-labour[L95],"]
    rows += ["h,balkhash-line,karaganda,1938,0,,,73.10,49.80,ck-labour[L95],"]
    (small_atlas_folder / "railheads.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    assert [(problem.line, problem.column) for problem in check(small_atlas_folder)[0]] == [(2, "line"), (3, "lon")]


def test_a_broken_table_of_railheads_is_one_problem(
    small_atlas_folder: Path, edit: Callable[[Path, str, str, str], None]
) -> None:
    (small_atlas_folder / "railheads.csv").write_text(
        f"{HEAD}h,balkhash-line,karaganda,1938,few,,,73.09,49.80,ck-labour[L95],\n", encoding="utf-8"
    )
    problems, _ = check(small_atlas_folder)
    assert "railheads.csv:2:km" in str(problems[0])
