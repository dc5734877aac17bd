"""Disagreements as rows: their sides are there and differ, and nothing in doubt is without its argument."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geokz.atlas import Atlas
from geokz.checks import check
from geokz.errors import DataError
from geokz.folder.sound import sides_of

NOTES = "Why.,Почему.,Неге."


def add(folder: Path, file: str, *rows: str) -> None:
    """Write rows at the end of a table."""
    with (folder / file).open("a", encoding="utf-8", newline="") as table:
        table.write("".join(row + "\n" for row in rows))


def claim(id_: str, when: str, standing: str = "disputed", notes: str = NOTES, *, told: str = "It") -> str:
    """A claim on the Kirov mine; ``described`` dates nothing that happens once."""
    return f"{id_},kirov-mine,described,{when},{told}.,Оно.,Ол.,ck-labour[L1],{standing},{notes}"


def figure(id_: str, value: str, standing: str = "disputed", notes: str = NOTES, *, qualifier: str = "") -> str:
    return f"{id_},kirov-mine,workers,{value},person,1940,{qualifier},,,,ck-labour[L1],{standing},{notes}"


def disagreement(sides: str, verdict: str = "", id_: str = "d1") -> str:
    return f"{id_},When?,Когда?,Қашан?,{sides},{verdict},Two texts.,Два текста.,Екі мәтін."


def problems(folder: Path) -> list[str]:
    """Every problem as the shell prints it."""
    return [str(problem) for problem in check(folder)[0]]


def test_two_disputed_claims_that_differ_are_a_disagreement(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "1935"), claim("c4", "1936"))
    add(small_atlas_folder, "disagreements.csv", disagreement("c3; c4", "c4"))
    assert problems(small_atlas_folder) == []


def test_a_claim_and_a_figure_of_other_things_can_be_the_sides(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "1935"))
    add(small_atlas_folder, "disagreements.csv", disagreement("c3; f1", "f1"))  # f1 is of Karlag, and accepted
    assert problems(small_atlas_folder) == []


@pytest.mark.parametrize(
    ("sides", "verdict", "told"),
    [
        (
            "c3; c9",
            "",
            "sides  'c9' is not the id of a row of claims.csv or figures.csv; add it there or correct the spelling",
        ),
        ("c3; c4; d1", "", "sides  'd1' is this disagreement itself; name the rows that differ"),
        ("c3; c3", "", "sides  has only 'c3'; name two rows that differ, or take the disagreement out"),
        (
            "c3; c4",
            "f1",
            "verdict  'f1' is not one of the sides; add it to them, or leave the verdict empty",
        ),
    ],
)
def test_a_disagreement_that_cannot_be_shown_is_one_problem_with_its_way_out(
    small_atlas_folder: Path, sides: str, verdict: str, told: str
) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "1935"), claim("c4", "1936"))
    add(small_atlas_folder, "disagreements.csv", disagreement(sides, verdict))
    assert problems(small_atlas_folder) == [f"disagreements.csv:2:{told}"]
    with pytest.raises(DataError):  # no page is built that would show half of it
        Atlas.load(small_atlas_folder)


def test_an_id_of_a_claim_and_of_a_figure_names_no_side(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "1935"))
    add(small_atlas_folder, "figures.csv", figure("c3", "40"))
    add(small_atlas_folder, "disagreements.csv", disagreement("c3; f1", "f1"))
    assert problems(small_atlas_folder) == [
        "disagreements.csv:2:sides  'c3' is a row of claims.csv and of figures.csv; give one of them another id"
    ]


def test_a_side_whose_row_cannot_be_read_is_told_once(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "1935") + ",one cell too many", claim("c4", "1936"))
    add(small_atlas_folder, "disagreements.csv", disagreement("c3; c4"))
    assert [problem[:13] for problem in problems(small_atlas_folder)] == ["claims.csv:4:"]


def test_claims_that_say_the_same_of_the_same_date_do_not_disagree(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "1935"), claim("c4", "1935").replace("[L1]", "[L2]"))
    add(small_atlas_folder, "disagreements.csv", disagreement("c3; c4"))
    assert problems(small_atlas_folder) == [
        "disagreements.csv:2:sides  'c4' says what 'c3' says (1935 It.); leave one out, or correct one of them, "
        "or give the reason in exceptions.csv (same-sides)"
    ]


def test_claims_of_one_date_that_say_different_things_disagree(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "1935"), claim("c4", "1935", told="It did not"))
    add(small_atlas_folder, "disagreements.csv", disagreement("c3; c4"))
    assert problems(small_atlas_folder) == []


def test_sixty_and_more_than_sixty_differ_but_sixty_and_sixty_do_not(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "figures.csv", figure("f2", "60"), figure("f3", "60", qualifier="more_than"))
    add(small_atlas_folder, "disagreements.csv", disagreement("f2; f3"))
    assert problems(small_atlas_folder) == []
    add(small_atlas_folder, "figures.csv", figure("f4", "60.0").replace("[L1]", "[L2]"))
    add(small_atlas_folder, "disagreements.csv", disagreement("f2; f4", id_="d2"))
    assert [problem.split(";")[0] for problem in problems(small_atlas_folder)] == [
        "disagreements.csv:3:sides  'f4' says what 'f2' says (workers 60.0 person 1940)"
    ]


def test_an_accepted_side_is_found_unless_it_is_the_verdict(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "1935"), claim("c4", "1936", "accepted", ",,"))
    add(small_atlas_folder, "disagreements.csv", disagreement("c3; c4", "c3"))
    assert problems(small_atlas_folder) == [
        "disagreements.csv:2:sides  'c4' is accepted, but not the verdict; make it the verdict, or call it disputed, "
        "or give the reason in exceptions.csv (accepted-side)"
    ]


@pytest.mark.parametrize("standing", ["doubtful", "rejected"])
def test_a_doubtful_or_rejected_row_can_be_a_side_and_need_not_be(small_atlas_folder: Path, standing: str) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "1935", standing), claim("c4", "1936", standing))
    add(small_atlas_folder, "disagreements.csv", disagreement("c3; f1", "f1"))
    assert problems(small_atlas_folder) == []


def test_a_disputed_row_that_is_in_no_disagreement_is_found(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "1935"))
    add(small_atlas_folder, "figures.csv", figure("f2", "40"))
    way_out = "add one, or write doubtful or accepted, or give the reason in exceptions.csv (disputed-alone)"
    assert problems(small_atlas_folder) == [
        f"claims.csv:4:standing  is 'disputed', but no row of disagreements.csv has 'c3' as a side; {way_out}",
        f"figures.csv:3:standing  is 'disputed', but no row of disagreements.csv has 'f2' as a side; {way_out}",
    ]


def test_a_broken_disagreement_does_not_leave_its_sides_alone(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "1935"))
    add(small_atlas_folder, "disagreements.csv", disagreement("c3; c9"))
    assert [problem.split("  ")[0] for problem in problems(small_atlas_folder)] == ["disagreements.csv:2:sides"]


@pytest.mark.parametrize(
    ("notes", "told"),
    [
        (",,", "note_en  is empty (so is note_ru and note_kk), but the row is 'doubtful'; write the argument"),
        ("Why.,Почему.,", "note_kk  is empty, but the row is 'doubtful'; write the argument"),
    ],
)
def test_a_claim_or_figure_in_doubt_without_its_argument_is_one_problem(
    small_atlas_folder: Path, notes: str, told: str
) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "1935", "doubtful", notes))
    add(small_atlas_folder, "figures.csv", figure("f2", "40", "doubtful", notes))
    excepted = "or give the reason in exceptions.csv (no-argument)"
    assert problems(small_atlas_folder) == [f"{row}:{told}, {excepted}" for row in ("claims.csv:4", "figures.csv:3")]


def test_a_planned_tie_without_its_argument_is_found_by_its_ends(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "relations.csv", "kirov-mine,part_of,karlag,,ck-labour[L84],planned,A plan.,,")
    assert problems(small_atlas_folder) == [
        "relations.csv:3:note_ru  is empty (so is note_kk), but the row is 'planned'; write the argument, "
        "or give the reason in exceptions.csv (no-argument)"
    ]
    add(small_atlas_folder, "exceptions.csv", "no-argument,relations.csv,kirov-mine part_of karlag,It is plain.")
    assert problems(small_atlas_folder) == []


@given(st.lists(st.from_regex("[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)))
def test_each_side_is_named_once_in_the_order_of_the_cell(ids: list[str]) -> None:
    sides = sides_of("; ".join(ids))
    assert sides == sorted(set(ids), key=ids.index)
    assert sides_of("; ".join(sides)) == sides
