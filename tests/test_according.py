"""The atlas as one source tells it: its own dates and numbers, in Python and on the page alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from browser import visit
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import geokz
from geokz.cli import app
from geokz.dates import UNKNOWN_END, UNKNOWN_START, When, day_number, span
from geokz.errors import GeokzError
from geokz.written import written

Edit = Callable[[Path, str, str, str], None]
CLAIM = "c1,kirov-mine,produced,1943,It dug coal.,Добывала уголь.,Көмір қазды.,ck-labour[L92],accepted,,,\n"


def claim(identity: str, subject: str, predicate: str, when: str, source: str, standing: str = "accepted") -> str:
    notes = ",,," if standing == "accepted" else ",It is said.,Так сказано.,Солай айтылған."
    return f"{identity},{subject},{predicate},{when},It was.,Было.,Болды.,{source},{standing}{notes}\n"


def told(folder: Path, source: str, thing: str) -> str:
    return str(geokz.Atlas.load(folder).according_to(source).things.loc[thing, "when"])


def test_a_source_that_alone_stands_in_a_row_has_its_dates(small_atlas_folder: Path) -> None:
    assert told(small_atlas_folder, "ck-labour", "kirov-mine") == "1934/"


def test_dates_for_which_two_sources_answer_are_nobodys_own(small_atlas_folder: Path) -> None:
    # its row cites both; the handbook's claim has it closed on a day, a figure of the handbook has it at work in 1936
    assert told(small_atlas_folder, "smirnov1998", "karlag") == "[..1936]/1959-07-27"
    assert told(small_atlas_folder, "ck-labour", "karlag") == ""


def test_a_disputed_date_is_what_its_source_says(small_atlas_folder: Path, edit: Edit) -> None:
    row = claim("c3", "karlag", "founded", "1930", "ck-labour[L9]", "doubtful")
    edit(small_atlas_folder, "claims.csv", CLAIM, CLAIM + row)
    atlas = geokz.Atlas.load(small_atlas_folder)
    assert atlas.states(1930)["karlag"] == "absent"
    assert atlas.according_to("ck-labour").states(1930)["karlag"] == "certain"
    assert atlas.according_to("ck-labour").states(1929)["karlag"] == "absent"
    assert atlas.according_to("smirnov1998").states(1930)["karlag"] == "none"


@pytest.mark.parametrize(
    ("rows", "when"),
    [
        ([("opened", "1941")], "1941/"),
        ([("begun", "1938"), ("opened", "1941")], "1938/[1941..]"),
        ([("opened", "1941"), ("closed", "1943-05")], "1941/1943-05"),
        ([("produced", "1943")], "[..1943]/[1943..]"),
        ([("closed", "1939"), ("produced", "1943")], "[..1939]/[1943..]"),  # it was there later all the same
        ([("planned", "1938")], ""),
        ([("opened", "")], ""),
    ],
)
def test_what_a_source_says_of_a_beginning_or_an_end_bounds_the_life(
    small_atlas_folder: Path, edit: Edit, rows: list[tuple[str, str]], when: str
) -> None:
    added = "".join(claim(f"s{at}", "brick-plant", *row, "smirnov1998[9]") for at, row in enumerate(rows))
    edit(small_atlas_folder, "claims.csv", CLAIM, CLAIM + added)
    assert told(small_atlas_folder, "smirnov1998", "brick-plant") == when


def test_a_source_has_its_own_rows_and_things_and_no_others(small_atlas_folder: Path) -> None:
    own = geokz.Atlas.load(small_atlas_folder).according_to("smirnov1998")
    assert (list(own.things.index), list(own.tables["claims"]["id"]), list(own.tables["figures"]["id"])) == (
        ["karlag"], ["c2"], ["f1"],
    )  # fmt: skip


def test_a_source_nobody_has_is_named_with_those_that_come_near(small_atlas_folder: Path) -> None:
    with pytest.raises(GeokzError, match="no source 'labour' tells of a thing; perhaps ck-labour"):
        geokz.Atlas.load(small_atlas_folder).according_to("labour")


def test_the_shell_explains_a_life_as_one_source_tells_it(small_atlas_folder: Path) -> None:
    def explain(thing: str) -> str:
        words = ["explain", thing, "--according-to", "smirnov1998", "--data", str(small_atlas_folder)]
        result = CliRunner().invoke(app, words)
        return result.output + str(result.exception or "")

    assert "not after 1959-07-27: claims.csv c2, 1959-07-27" in explain("karlag")
    assert "'smirnov1998' does not tell of 'kirov-mine'" in explain("kirov-mine")


@pytest.mark.slow
def test_every_account_is_the_atlas_of_its_source(atlas: geokz.Atlas) -> None:
    for source in ("ck-labour", "smirnov1998", "wikipedia"):
        own = atlas.according_to(source)
        assert {thing: account.life for thing, account in atlas.accounts[source].items()} == own.lives


def test_no_account_knows_a_day_that_no_row_of_its_source_has(atlas: geokz.Atlas) -> None:
    for source, accounts in atlas.accounts.items():
        bounds = set(atlas.lookups.bounds)
        for thing, (life, _) in accounts.items():
            for step in life.steps:
                if step.by == "bounds":
                    assert step.ref in bounds
                    assert source in atlas.lookups.bounds[step.ref]["source"], (source, thing, step)
                elif step.by in {"claims", "figures"}:
                    rows = getattr(atlas.lookups, step.by)[thing]
                    (row,) = [row for row in rows if row["id"] == step.ref]
                    assert f"{source}[" in row["source"], (source, thing, step)
                elif step.by in {"whole", "line", "settlement"}:
                    assert step.ref in accounts, (source, thing, step)


def test_two_hundred_settings_according_to_sources_show_what_python_says(
    browser: Any, atlas: geokz.Atlas, atlas_file: Path
) -> None:
    random = Random(1930)
    sources = [*atlas.accounts, None]
    settings = []
    for number in range(200):
        first, last = sorted(random.choices(range(1915, 1968), k=2))
        if random.random() < 0.4:
            last = first
        settings.append((sources[number % len(sources)], first, last))
    with visit(browser, atlas_file) as page:
        shown = page.run(
            """async (settings) => {
                const shown = [];
                for (const [source, first, last] of settings) {
                    geokz.setSource(source);
                    geokz.setTime(first, last); // visible() steps by itself
                    shown.push(geokz.visible().map(({ id, state }) => [id, state]));
                }
                return shown;
            }""",
            settings,
        )
        assert page.complaints == []
    own = {source: atlas.according_to(source) if source else atlas for source in sources}
    opening = {key for key, style in atlas.layers.items() if style.show}
    differing = 0
    for (source, first, last), things in zip(settings, shown, strict=True):
        located = own[source].things[own[source].things.geometry.notna()]
        states = zip(located.index, located["layer"], geokz.states(located, span(first, last)), strict=True)
        seen = {"certain", "presumed", "possible"}
        expected = {thing: state for thing, layer, state in states if layer in opening and state in seen}
        assert dict(map(tuple, things)) == expected, (source, first, last)
        whole = atlas.states(first, last)
        differing += any(whole[thing] != state for thing, state in expected.items())
    assert differing > 50  # a source is not the atlas


def test_the_card_and_the_table_have_the_dates_of_the_source(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, "#id=karlag&lang=en") as page:
        text = page.tab.locator(".geokz-life-text").first
        assert "17 September 1931" in text.inner_text()
        page.run("() => geokz.setSource('ck-labour')")
        assert text.inner_text().startswith("1930 – ")
        page.run("() => geokz.setSource(null)")
        assert "17 September 1931" in text.inner_text()


# ---- bounds as EDTF ----

days = st.integers(day_number(1000), day_number(2100))


@given(st.lists(days, min_size=4, max_size=4), st.booleans(), st.booleans())
def test_bounds_written_as_edtf_are_read_as_the_same_bounds(four: list[int], early: bool, late: bool) -> None:
    start, start_latest, end_earliest, end = sorted(four)
    bounds = (UNKNOWN_START if early else start, start_latest, end_earliest, UNKNOWN_END if late else end)
    assert When.parse(written(bounds)).bounds == bounds
