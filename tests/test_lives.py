"""Lives: what bounds them, what is presumed, what nobody gives evidence for, and which row said so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geokz import Atlas, GeokzError, check
from geokz.atlas.lives import Life, Rules, lives_of
from geokz.dates import (
    BOUNDS,
    OPEN_END,
    OPEN_START,
    PRESUMED,
    UNKNOWN_END,
    UNKNOWN_START,
    Span,
    When,
    day_number,
    states,
)

Edit = Callable[[Path, str, str, str], None]
BOUND = "{id},{subject},{bound},{when},ck-labour[L1],accepted,Told.,,\n"


def add(folder: Path, file: str, *rows: str) -> None:
    with (folder / file).open("a", encoding="utf-8", newline="") as table:
        table.writelines(row if row.endswith("\n") else row + "\n" for row in rows)


def bound(subject: str, kind: str, when: str, id_: str = "b1") -> str:
    return BOUND.format(id=id_, subject=subject, bound=kind, when=when)


def told(folder: Path, thing: str, *years: int) -> list[str]:
    atlas = Atlas.load(folder)
    return [atlas.states(year)[thing] for year in years]


def problems(folder: Path) -> list[tuple[str, int, str]]:
    return [(problem.file, problem.line, problem.column) for problem in check(folder)[0]]


# the states ---------------------------------------------------------------------------------------------------


def test_a_mine_is_presumed_after_its_last_evidence_and_a_camp_section_is_not(small_atlas_folder: Path) -> None:
    assert told(small_atlas_folder, "kirov-mine", 1933, 1934, 1943, 1944, 1999) == [
        "absent",
        "certain",
        "certain",
        "presumed",
        "presumed",
    ]
    assert told(small_atlas_folder, "dolinka-section", 1930, 1931, 1936, 1959, 1960) == [
        "absent",
        "possible",
        "possible",
        "possible",
        "absent",
    ]


def test_what_is_possible_only_because_nobody_bounds_it_has_no_evidence(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "mines.csv", "1934/", "[..1934]/")
    assert told(small_atlas_folder, "kirov-mine", 1919, 1933, 1934, 1943) == ["none", "none", "certain", "certain"]


def test_nothing_is_presumed_past_an_end_that_a_source_tells_however_roughly(
    small_atlas_folder: Path, edit: Edit
) -> None:
    edit(small_atlas_folder, "mines.csv", "1934/", "1934/[1945..1950]")
    assert told(small_atlas_folder, "kirov-mine", 1943, 1945, 1948, 1951) == [
        "certain",
        "certain",
        "possible",
        "absent",
    ]


def test_the_atlas_of_a_year_leaves_out_what_has_no_evidence_unless_asked(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "mines.csv", "1934/", "[..1934]/")
    atlas = Atlas.load(small_atlas_folder)
    assert "kirov-mine" not in atlas.at(1930).things.index
    assert "kirov-mine" in atlas.at(1930, none=True).things.index
    assert "kirov-mine" in atlas.at(1950).things.index
    assert "kirov-mine" not in atlas.at(1950, certain=True).things.index


# bounds -------------------------------------------------------------------------------------------------------


def test_a_bound_with_a_source_makes_years_possible_that_nobody_gave_evidence_for(
    small_atlas_folder: Path, edit: Edit
) -> None:
    edit(small_atlas_folder, "mines.csv", "1934/", "[..1934]/")
    add(small_atlas_folder, "bounds.csv", bound("kirov-mine", "not_before", "1928"))
    assert told(small_atlas_folder, "kirov-mine", 1927, 1928, 1933) == ["absent", "possible", "possible"]


def test_a_bound_to_the_end_ends_what_is_presumed(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "bounds.csv", bound("kirov-mine", "not_after", "1950-06"))
    assert told(small_atlas_folder, "kirov-mine", 1944, 1950, 1951) == ["presumed", "presumed", "absent"]


def test_being_at_work_is_evidence(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "bounds.csv", bound("kirov-mine", "at_work", "1950"))
    assert told(small_atlas_folder, "kirov-mine", 1949, 1950, 1951) == ["certain", "certain", "presumed"]


@pytest.mark.parametrize("standing", ["disputed", "doubtful", "rejected"])
def test_a_bound_that_is_not_accepted_bounds_nothing(small_atlas_folder: Path, standing: str) -> None:
    row = bound("kirov-mine", "not_after", "1950").replace("accepted", standing)
    add(small_atlas_folder, "bounds.csv", row)
    assert told(small_atlas_folder, "kirov-mine", 1951) == ["presumed"]


def test_a_part_is_neither_before_its_whole_nor_after_it(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "camps.csv", "1932~/", "[..1940]/")
    assert told(small_atlas_folder, "dolinka-section", 1930, 1931, 1939, 1959, 1960) == [
        "absent",
        "possible",
        "possible",
        "possible",
        "absent",
    ]


def test_evidence_of_its_own_keeps_a_part_before_its_whole(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "camps.csv", "1932~/", "[..1925]/")
    assert told(small_atlas_folder, "dolinka-section", 1920)[0] == "none"


def test_an_end_that_a_source_tells_is_not_cut_to_that_of_the_whole(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "camps.csv", "1932~/,dolinka,karlag", "1932~/1959~,dolinka,karlag")
    assert told(small_atlas_folder, "dolinka-section", 1959, 1960, 1961) == ["possible", "possible", "absent"]


def test_a_part_of_itself_is_refused_and_ends_in_no_loop(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "camps.csv", "1932~/,dolinka,karlag", "1932~/,dolinka,dolinka-section")
    assert ("camps.csv", 3, "part_of") in problems(small_atlas_folder)


def test_parts_of_each_other_bound_each_other_and_end_in_no_loop() -> None:
    row = {"type": "camp_section", "place": "", "path": ""}
    ring = {"a": {"when": "1931/", "part_of": "b", **row}, "b": {"when": "/1950", "part_of": "a", **row}}
    found = lives_of(ring, [], [], Rules(set(), set(), set(), set(), set()))
    bounds = [(life.when.start_earliest, life.when.end_latest) for life in found.values()]
    assert bounds == [(day_number(1931, 1, 1), day_number(1950, 12, 31))] * 2


def test_a_station_is_not_before_the_first_of_the_lines_through_it(small_atlas_folder: Path) -> None:
    row = "mointy-station,Mointy,Мойынты,Мойынты,station,[..1945]/,balkhash,,certain,ck-labour[L1],\n"
    later = "later-line,L,Л,Л,railway,1943/..,karaganda,,certain,ck-labour[L1],,1943,karaganda; balkhash\n"
    add(small_atlas_folder, "stations.csv", row)
    add(small_atlas_folder, "railways.csv", later)
    assert told(small_atlas_folder, "mointy-station", 1938, 1939, 1944, 1945) == [
        "absent",
        "possible",
        "possible",
        "presumed",
    ]


def test_a_dated_tie_shows_both_its_ends(small_atlas_folder: Path) -> None:
    tie = "dolinka-section,supplied_labour_to,kirov-mine,1950,ck-labour[L1],{},,,\n"
    add(small_atlas_folder, "relations.csv", tie.format("accepted"))
    assert told(small_atlas_folder, "kirov-mine", 1950, 1951) == ["certain", "presumed"]
    assert told(small_atlas_folder, "dolinka-section", 1950, 1951) == ["certain", "possible"]


def test_a_doubtful_tie_shows_nothing(small_atlas_folder: Path) -> None:
    tie = "dolinka-section,supplied_labour_to,kirov-mine,1950,ck-labour[L1],doubtful,Why.,Почему.,Неге.\n"
    add(small_atlas_folder, "relations.csv", tie)
    assert told(small_atlas_folder, "kirov-mine", 1950) == ["presumed"]


# explained ----------------------------------------------------------------------------------------------------


def test_every_bound_says_which_row_set_it(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "mines.csv", "1934/", "[..1934]/")
    add(small_atlas_folder, "bounds.csv", bound("kirov-mine", "not_before", "1928"))
    steps = Atlas.load(small_atlas_folder).explain("kirov-mine")
    assert [(step.bound, step.by, step.ref, step.when) for step in steps] == [
        ("start_latest", "when", "", "[..1934]/"),
        ("start_earliest", "bounds", "b1", "1928"),
        ("end_earliest", "bounds", "b1", "1928"),
        ("end_earliest", "claims", "c1", "1943"),
        ("presumed_until", "kind", "coal_mine", ""),
    ]


def test_a_thing_that_nobody_has_is_named_with_those_that_come_near(small_atlas: Atlas) -> None:
    with pytest.raises(GeokzError, match="there is no thing 'kirov'; perhaps kirov-mine"):
        small_atlas.explain("kirov")
    with pytest.raises(GeokzError, match="there is no thing 'Kirov'; perhaps kirov-mine"):
        small_atlas.explain("Kirov")


# what cannot be -----------------------------------------------------------------------------------------------


def test_a_bound_against_evidence_is_told_with_the_row_that_speaks_against_it(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "bounds.csv", bound("kirov-mine", "not_after", "1940"))
    found, _ = check(small_atlas_folder)
    assert [str(problem).split("  ")[0] for problem in found] == ["bounds.csv:2:when"]
    assert "'1940' says not after 1940-12-31, but claims.csv 'c1' has it alive on 1943-01-01" in found[0].message


def test_bounds_that_cross_are_told_once_with_both_lines(small_atlas_folder: Path) -> None:
    add(
        small_atlas_folder,
        "bounds.csv",
        bound("brick-plant", "not_before", "1940"),
        bound("brick-plant", "not_after", "1930", "b2"),
    )
    found = [problem for problem in check(small_atlas_folder)[0] if problem.file == "bounds.csv"]
    assert [(problem.line, problem.column) for problem in found] == [(3, "when")]
    assert "crosses '1940' of 'b1' (line 2)" in found[0].message


def test_bounds_that_cross_and_stand_against_evidence_are_one_line(small_atlas_folder: Path) -> None:
    rows = bound("kirov-mine", "not_before", "1945"), bound("kirov-mine", "not_after", "1944", "b2")
    add(small_atlas_folder, "bounds.csv", *rows)
    assert problems(small_atlas_folder) == [("bounds.csv", 3, "when")]


@pytest.mark.parametrize(("thing", "when"), [("karlag", "1961"), ("karlag", "1925")])
def test_a_thing_at_work_outside_its_own_dates_is_told(small_atlas_folder: Path, thing: str, when: str) -> None:
    add(small_atlas_folder, "bounds.csv", bound(thing, "at_work", when))
    assert problems(small_atlas_folder) == [("bounds.csv", 2, "when")]


def test_a_bound_against_work_that_another_bound_tells_of_is_told(small_atlas_folder: Path) -> None:
    rows = bound("brick-plant", "at_work", "1950"), bound("brick-plant", "not_after", "1940", "b2")
    add(small_atlas_folder, "bounds.csv", *rows)
    assert ("bounds.csv", 3, "when") in problems(small_atlas_folder)


def test_a_seat_outside_the_life_of_its_camp_is_told(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "seats.csv", "s1,karlag,karaganda,1960/1961,ck-labour[L1],,,\n")
    assert problems(small_atlas_folder) == [("seats.csv", 2, "when")]


def test_a_tie_of_a_part_that_outlives_its_whole_is_told(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "relations.csv", "kirov-mine,part_of,karlag,1934/1962,ck-labour[L1],accepted,,,\n")
    assert problems(small_atlas_folder) == [("relations.csv", 3, "when")]


def test_a_tie_that_alone_has_a_part_outlive_its_whole_is_told_once(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "relations.csv", "dolinka-section,section_of,karlag,1934/1962,ck-labour[L1],accepted,,,\n")
    assert problems(small_atlas_folder) == [("relations.csv", 3, "when")]


def test_an_event_without_a_date_is_told(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "events.csv", "e1,It,Оно,Ол,,,karlag,It.,Оно.,Ол.,ck-labour[L1],accepted,,,\n")
    assert problems(small_atlas_folder) == [("events.csv", 2, "when")]


# laws ---------------------------------------------------------------------------------------------------------

DAYS = st.integers(day_number(1900), day_number(1980))
YEARS = st.integers(1900, 1980)


@given(start=YEARS, end=st.integers(0, 40), tail=st.booleans(), steps=st.lists(st.tuples(st.sampled_from("bae"), DAYS)))
def test_narrowing_only_ever_narrows_and_keeps_the_order_of_the_bounds(
    start: int, end: int, tail: bool, steps: list[tuple[str, int]]
) -> None:
    life = Life.of(f"{start}/{start + end}" if tail else f"[..{start}]/")
    for kind, day in steps:
        before = life.when
        if kind == "b":
            life = life.not_before(day, "bounds", "x", "")
        elif kind == "a":
            life = life.not_after(day, "bounds", "x", "")
        else:
            life = life.with_evidence(When("e", day, day, day, day), "claims", "x")
        after = life.when
        assert after.start_earliest >= before.start_earliest and after.end_latest <= before.end_latest
        assert after.start_latest <= before.start_latest and after.end_earliest >= before.end_earliest
        assert after.start_earliest <= after.start_latest and after.end_earliest <= after.end_latest


@given(
    bounds=st.tuples(DAYS, DAYS, DAYS, DAYS).map(sorted),
    open_start=st.sampled_from([None, UNKNOWN_START, OPEN_START]),
    open_end=st.sampled_from([None, UNKNOWN_END, OPEN_END]),
    lasts=st.booleans(),
    span=st.tuples(DAYS, DAYS).map(sorted),
)
def test_a_wider_span_never_knows_less(
    bounds: list[int], open_start: int | None, open_end: int | None, lasts: bool, span: list[int]
) -> None:
    rank = {"absent": 0, "none": 1, "possible": 2, "presumed": 3, "certain": 4}
    life = {name: np.array([day]) for name, day in zip(BOUNDS, bounds, strict=True)}
    if open_start is not None:
        life["start_earliest"] = np.array([open_start])
    if open_end is not None:
        life["end_latest"] = np.array([open_end])
    life[PRESUMED] = np.array([OPEN_END]) if lasts else life["end_earliest"]
    first, last = span
    here = rank[states(life, Span(first, last))[0]]
    assert rank[states(life, Span(first - 400, last + 400))[0]] >= here
    assert here > 0 or not (life["start_earliest"][0] <= last and life["end_latest"][0] >= first)
