"""Kazakh texts keep to one glossary, wherever they stand."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

from conftest import GEODATA
from hypothesis import given
from hypothesis import strategies as st

from geokz import check
from geokz.folder.glossary import Glossary

WORDS = Path(__file__).resolve().parents[1] / "src" / "geokz" / "render" / "words"


WALK = """\
title = { en = "Walk", ru = "Прогулка", kk = "Серуен" }
[[steps]]
title = { en = "A", ru = "А", kk = "А" }
when = "1931"
view = [49.7, 72.7, 6]
source = "ck-labour[L1]"
[steps.text]
en = "A farm."
ru = "Совхоз."
kk = "Совхозда."
"""


def glossary() -> Glossary:
    with (GEODATA / "vocab" / "glossary.csv").open(encoding="utf-8", newline="") as file:
        return Glossary((row["kk"], row["forbidden"]) for row in csv.DictReader(file))


def test_a_form_that_is_not_used_is_told_with_its_place_and_the_term(small_atlas_folder: Path, edit) -> None:
    edit(small_atlas_folder, "claims.csv", "Көмір қазды.", "НКВД-ға көмір қазды.")
    problems, _ = check(small_atlas_folder)
    assert [str(problem) for problem in problems] == [
        "claims.csv:2:statement_kk  'НКВД' is not used in Kazakh texts; write 'ІІХК' (vocab/glossary.csv)"
    ]


def test_a_tour_keeps_to_it_too(small_atlas_folder: Path) -> None:
    (small_atlas_folder / "tours").mkdir()
    (small_atlas_folder / "tours" / "walk.toml").write_text(WALK, encoding="utf-8")
    assert [str(problem) for problem in check(small_atlas_folder)[0]] == [
        "tours/walk.toml:10:kk  'Совхоз' is not used in Kazakh texts; write 'кеңшар' (vocab/glossary.csv)"
    ]


def test_russian_texts_and_titles_of_sources_are_left_alone(small_atlas_folder: Path, edit) -> None:
    edit(small_atlas_folder, "claims.csv", "Добывала уголь.", "Добывала уголь для НКВД.")
    edit(small_atlas_folder, "sources.csv", "Лагерьлер жүйесі", "Лагеря НКВД")
    assert check(small_atlas_folder)[0] == []


def test_the_form_may_explain_the_term_in_brackets() -> None:
    words = Glossary([("ІІХК", "НКВД")])
    assert list(words.wrong("ІІХК (НКВД) бұйрығы")) == []
    assert list(words.wrong("бұйрық (НКВД мен ІІМ)")) == [("НКВД", "ІІХК")]


def test_a_glossary_that_forbids_nothing_finds_nothing() -> None:
    assert list(Glossary([("ГУЛАГ", "")]).wrong("ГУЛАГ")) == []


@given(st.text(alphabet="абвәіНКД -()", max_size=20))
def test_what_is_mended_is_right(text: str) -> None:
    words = Glossary([("ІІХК", "НКВД; НКД")])
    for form, term in list(words.wrong(text)):
        text = text.replace(form, term)
    assert list(words.wrong(text)) == []


@given(st.lists(st.text(alphabet="абвәіНКДнкд -()\n", max_size=12), max_size=4))
def test_a_column_is_looked_through_at_once_as_its_texts_are_one_by_one(texts: list[str]) -> None:
    words = Glossary([("ІІХК", "НКВД; НКД; ди")])
    assert words.in_any(texts) >= any(list(words.wrong(text)) for text in texts)
    assert not words.in_any(["ІІХК бұйрығы", "А"])


def test_no_term_of_the_glossary_is_itself_forbidden() -> None:
    words = glossary()
    for term in words.instead.values():
        assert list(words.wrong(term)) == []


def test_the_page_speaks_in_its_words() -> None:
    words = glossary()
    for path in WORDS.glob("*.toml"):
        for key, texts in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(texts, dict) and isinstance(texts.get("kk"), str):
                assert list(words.wrong(texts["kk"])) == [], f"{path.name}: {key}"
