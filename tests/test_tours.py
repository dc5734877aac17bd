"""Guided walks: what is wrong with a tour is told with its file and step, before a map is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from geokz import Atlas, check

TOUR = """\
title = { en = "Walk", ru = "Прогулка", kk = "Серуен" }
order = 1
[[steps]]
title = { en = "First", ru = "Первый", kk = "Бірінші" }
text = { en = "Text.", ru = "Текст.", kk = "Мәтін." }
when = "1931/1936"
view = [49.7, 72.7, 6]
layers = ["camps"]
select = "karlag"
source = "ck-labour[L1]"
"""


@pytest.fixture
def folder(small_atlas_folder: Path) -> Path:
    (small_atlas_folder / "tours").mkdir()
    return small_atlas_folder


def write(folder: Path, text: str, name: str = "walk") -> None:
    (folder / "tours" / f"{name}.toml").write_text(text, encoding="utf-8")


def test_a_sound_tour_is_no_problem_with_or_without_a_byte_order_mark(folder: Path) -> None:
    write(folder, TOUR)
    write(folder, "\ufeff" + TOUR.replace("order = 1", "order = 0"), "before")
    assert [tour["key"] for tour in Atlas.load(folder).tours] == ["before", "walk"]


WRONG = [
    ("order = 1", 'order = "first"', "tours/walk.toml:2:order  'first' is no whole number"),
    (', kk = "Серуен"', "", "tours/walk.toml:1:title  the tour has no title in 'kk'; add it"),
    ('kk = "Мәтін."', "kk = 3", "tours/walk.toml:5:text  step 1 has no text in 'kk'; add it"),
    ("Первый", "Пepвый", "tours/walk.toml:4:title  step 1 has the word 'Пepвый', which mixes Latin and Cyrillic"),
    ('when = "1931/1936"', "when = 1931", "tours/walk.toml:6:when  step 1 has '1931', which is no year or span"),
    ("1931/1936", "1936/1931", "tours/walk.toml:6:when  step 1 has '1936/1931', which is no year or span"),
    ("view = [49.7, 72.7, 6]", "view = 6", "tours/walk.toml:7:view  step 1 has 6, which is no [latitude, longitude"),
    ("[49.7, 72.7, 6]", "[72.7, 49.7, 6]", "tours/walk.toml:7:view  step 1 has [72.7, 49.7, 6], which is no [latitude"),
    ('["camps"]', '"camps"', "tours/walk.toml:8:layers  step 1 has 'camps', which is no list; write [...]"),
    ('["camps"]', '["moons"]', "tours/walk.toml:8:layers  step 1 has 'moons', which is no layer"),
    ('"karlag"', '"moon"', "tours/walk.toml:9:select  step 1 has 'moon', which is not the id of a thing"),
    ("ck-labour[L1]", "moon[1]", "tours/walk.toml:10:source  step 1 cites 'moon', which is not in sources.csv"),
    ("ck-labour[L1]", "", "tours/walk.toml:10:source  step 1 cites nothing; add its source"),
    ('source = "ck-labour[L1]"', "sources = []", "tours/walk.toml:10:sources  step 1 has an unknown setting 'sources'"),
    (
        'select = "karlag"',
        'question = { en = "Why?" }',
        "tours/walk.toml:9:question  step 1 has no question in 'ru', 'kk'; add it",
    ),
    ("[[steps]]", "steps = 5\n[other]", "tours/walk.toml:3:steps  has no step; add [[steps]]"),
    ("[[steps]]", "[[steps", "tours/walk.toml:3:-  cannot be read: "),
]


@pytest.mark.parametrize(("old", "new", "told"), WRONG)
def test_what_is_wrong_with_a_tour_is_told_with_its_step(folder: Path, old: str, new: str, told: str) -> None:
    assert TOUR.count(old) == 1
    write(folder, TOUR.replace(old, new))
    assert any(str(problem).startswith(told) for problem in check(folder)[0])
