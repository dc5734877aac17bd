"""What strangers write: countries beside names, cells that say nothing, headings and dates of other programs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import GAZETTEER

from geokz.gazetteer import status

TOWNS = ["Акмолинск", "Актюбинск", "Алма-Ата", "Атбасар", "Аягуз", "Балхаш", "Караганда", "Петропавловск"]
BESIDE = ["Казахская ССР, {}", "{}, Казахстан", "СССР, {}", "КазССР; {}", "{} (Казахская ССР)", "СССР; КазССР; {}"]


def answer(name: str, region: str | None = None, year: int | None = None) -> tuple[str, str]:
    found = GAZETTEER.find(name, region=region, year=year, limit=None)
    return status(found), found[0].id if found else ""


@given(st.sampled_from(TOWNS), st.integers(1940, 1960), st.sampled_from(BESIDE))
@settings(max_examples=120, deadline=None)
def test_the_country_beside_a_town_makes_it_no_question_in_any_year(name: str, year: int, beside: str) -> None:
    alone = answer(name, year=year)
    assert alone[0] == "ok"
    assert answer(beside.format(name), year=year) == alone


@pytest.mark.parametrize("country", ["Казахская ССР", "СССР", "Карагандинская обл., Казахская ССР"])
def test_a_country_in_the_column_of_oblasts_speaks_for_its_towns_in_1937(country: str) -> None:
    assert answer("Акмолинск", country, 1937) == ("ok", "akmolinsk")


def test_another_country_speaks_against_a_town_in_any_year() -> None:
    assert answer("Акмолинск", "Узбекская ССР", 1937)[0] == "ambiguous"


def test_a_place_called_as_its_country_is_no_second_place() -> None:
    assert answer("Карлаг, Казахстан", year=1940) == ("ok", "dolinka")


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Казахская ССР; Карагандинская обл.; г. Балхаш", "balkhash"),
        ("г. Балхаш; Карагандинская обл.", "balkhash"),
        ("Қарағанды қ.", "karaganda"),
        ("қ. Қарағанды", "karaganda"),
    ],
)
def test_units_behind_semicolons_and_the_short_word_for_a_town_are_read(written: str, place: str) -> None:
    assert answer(written) == ("ok", place)


def test_two_towns_behind_a_semicolon_are_a_question() -> None:
    assert answer("Караганда; Балхаш")[0] == "ambiguous"
    assert answer("КазССР; Караганда; Балхаш")[0] != "ok"
