"""The built page in a real browser without a network: what it shows is what the tables say."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import folium
import pytest
from browser import Visit, visit

import geokz
from geokz.dates import span
from geokz.errors import OfflineError
from geokz.folder import default_folder
from geokz.folder.profile import read_profile
from geokz.render import page as page_module
from geokz.render.page import write_page
from geokz.render.strings import page_strings

IMAGE = "<img src=x onerror=alert(1)>"
SCRIPT = "</script><script>alert(1)</script>"
BRACES = "{{7*7}} {% raw %}"

# where the small atlas has its things
DOLINKA, KARAGANDA = (49.68, 72.68), (49.80, 73.09)

# how many pixels of a canvas carry colour
INK = """(selector) => {
    const canvas = document.querySelector(selector);
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at]) count++;
    return count;
}"""
THINGS, BASE = "canvas.geokz-canvas", "canvas.geokz-base"

# after each of some years: the greatest difference, of 255, between what the step left on paper and all drawn anew
STEPS_APART = """async (years) => {
    const canvas = document.querySelector('canvas.geokz-canvas');
    const paper = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
    const onPaper = () => {
        paper.fillStyle = '#fff';
        paper.fillRect(0, 0, canvas.width, canvas.height);
        paper.drawImage(canvas, 0, 0);
        return paper.getImageData(0, 0, canvas.width, canvas.height).data;
    };
    const { layers } = geokz.state();
    const apart = [];
    for (const year of years) {
        await geokz.setTime(year);
        const stepped = onPaper();
        geokz.setLayers([]);
        geokz.setLayers(layers);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const anew = onPaper();
        apart.push(stepped.reduce((most, value, at) => Math.max(most, Math.abs(value - anew[at])), 0));
        await geokz.setTime(year + 1);
    }
    return apart;
}"""


@pytest.fixture
def page(browser: Any, atlas_file: Path) -> Iterator[Visit]:
    """The page of the real tables, open; it must not complain of anything."""
    with visit(browser, atlas_file) as open_page:
        yield open_page
        assert open_page.complaints == []


@pytest.fixture
def small_map(small_atlas: geokz.Atlas) -> folium.Map:
    """The map of the small atlas, to add to."""
    return geokz.build_map(small_atlas)


@pytest.fixture
def small_page(browser: Any, small_atlas_file: Path) -> Iterator[Visit]:
    """The page of the small atlas, open; it must not complain of anything."""
    with visit(browser, small_atlas_file) as open_page:
        yield open_page
        assert open_page.complaints == []


@pytest.fixture(scope="module")
def small_opened(browser: Any, small_atlas_file: Path) -> Iterator[Visit]:
    """The page of the small atlas for the tests that say which language and card they look at."""
    with visit(browser, small_atlas_file) as open_page:
        yield open_page
        assert open_page.complaints == []


def slider(page: Visit) -> Any:
    return page.tab.get_by_role("slider").last


def shown_by_tables(atlas: geokz.Atlas, first: int, last: int) -> dict[str, str]:
    """What the page must show in some years: located things, certain, presumed or possible; the rest is off."""
    located = atlas.things[atlas.things.geometry.notna()]
    states = zip(located.index, geokz.states(located, span(first, last)), strict=True)
    return {thing: state for thing, state in states if state in {"certain", "presumed", "possible"}}


# ---- the file ----


def test_the_page_opens_without_network_error_or_request(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, size=(1440, 900)) as page:
        page.set_years(1926, 1926)
        page.run("() => geokz.select('karlag')")
        page.tab.wait_for_timeout(300)
        assert page.complaints == []
        assert [url.split("#")[0] for url in page.requests] == [atlas_file.as_uri()]


def test_a_policy_in_the_page_forbids_every_request(opened: Visit) -> None:
    policy = opened.tab.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert re.sub(r"'sha256-[\w+/]{43}='", "HASH", policy) == (
        "default-src 'none'; script-src HASH HASH HASH HASH HASH; style-src 'unsafe-inline'; img-src data: blob:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def test_the_browser_obeys_the_policy(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file) as page:
        assert page.run("() => fetch('https://example.org/').then(() => 'fetched', () => 'refused')") == "refused"
        assert "Content Security Policy" in page.complaints[0]


def test_the_page_is_under_three_megabytes(atlas_file: Path) -> None:
    assert atlas_file.stat().st_size < 3_000_000


@pytest.mark.slow
def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "geokz", "build", "--out", str(tmp_path / seed)]
        subprocess.run(command, env={"PYTHONHASHSEED": seed}, check=True, capture_output=True)
    assert (tmp_path / "1" / "atlas.html").read_bytes() == (tmp_path / "2" / "atlas.html").read_bytes()


def test_building_the_same_map_twice_in_one_process_gives_the_same_bytes(small_atlas: geokz.Atlas) -> None:
    first, second = (geokz.build_map(small_atlas).get_root().render() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("broken", ["write_text", "replace"])
def test_an_interrupted_build_leaves_the_old_map_whole_and_nothing_beside_it(
    small_map: folium.Map, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "atlas.html").write_text("the old map")
    monkeypatch.setattr(page_module.Path, broken, interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_page(small_map, tmp_path / "atlas.html")
    assert [path.name for path in tmp_path.glob("*") if path.name != "atlas"] == ["atlas.html"]
    assert (tmp_path / "atlas.html").read_text() == "the old map"


# ---- what is shown ----


@pytest.mark.parametrize("timezone", ["America/New_York", "Asia/Almaty", "UTC"])
def test_the_page_shows_in_every_year_what_the_tables_say(
    browser: Any, atlas: geokz.Atlas, atlas_file: Path, timezone: str
) -> None:
    with visit(browser, atlas_file, timezone=timezone) as page:
        shown = page.run(
            """async () => {
                const years = [];
                for (let year = 1915; year <= 1965; year++) {
                    await geokz.setTime(year, year);
                    years.push([year, geokz.visible().map(({ id, state }) => [id, state])]);
                }
                return years;
            }"""
        )
    assert [year for year, _ in shown] == list(range(1915, 1966))
    for year, things in shown:
        assert sorted(map(tuple, things)) == sorted(shown_by_tables(atlas, year, year).items()), year


@pytest.mark.parametrize("years", [(1928, 1932), (1941, 1945), (1919, 1963)])
def test_the_page_shows_in_a_span_what_the_tables_say(
    opened: Visit, atlas: geokz.Atlas, years: tuple[int, int]
) -> None:
    opened.set_years(*years)
    assert opened.visible() == shown_by_tables(atlas, *years)


def test_karlag_is_there_from_1931_to_the_end_of_1959(opened: Visit) -> None:
    found = {}
    for year in (1926, 1930, 1931, 1937, 1959, 1960):
        opened.set_years(year, year)
        found[year] = opened.visible().get("karlag")
    assert found == {
        1926: None, 1930: None, 1931: "certain", 1937: "certain", 1959: "certain", 1960: None,
    }  # fmt: skip


def test_1926_and_1937_and_1960_look_different(opened: Visit) -> None:
    pictures = set()
    for year in (1926, 1937, 1960):
        opened.set_years(year, year)
        pictures.add(opened.run("() => document.querySelector('canvas.geokz-canvas').toDataURL()"))
    assert len(pictures) == 3


def test_a_step_leaves_the_picture_that_drawing_anew_gives(page: Visit) -> None:
    """But for the edges of lines, which browsers smooth a little otherwise where only a part of them is drawn."""
    apart = page.run(STEPS_APART, [1922, 1927, 1930, 1931, 1937, 1938, 1943, 1950, 1957, 1961])
    assert max(apart) < 60, apart


def test_every_layer_with_a_place_is_drawn_in_all_years(page: Visit, atlas: geokz.Atlas) -> None:
    drawn = {}
    page.set_years(1919, 1963)
    for key in atlas.layers:
        page.run("(key) => geokz.setLayers([key])", key)
        ids = set(page.visible())
        drawn[key] = bool(ids) and ids <= set(atlas.layer(key).index) and page.run(INK, THINGS) > 0
    expected = {key: bool(atlas.layer(key).geometry.notna().any()) for key in atlas.layers}
    assert {"camps", "mines", "plants", "railways", "towns"} <= {key for key, there in expected.items() if there}
    assert drawn == expected


def test_no_layer_leaves_the_canvas_blank(page: Visit) -> None:
    page.set_years(1934, 1934)  # a year of no happening that has a point
    assert page.run(INK, THINGS) > 0
    page.run("() => geokz.setLayers([])")
    assert page.visible() == {}
    assert page.run(INK, THINGS) == 0


def test_no_layer_leaves_the_happenings(page: Visit) -> None:
    page.run("() => geokz.setLayers([])")
    page.set_years(1934, 1934)
    page.run("() => { window.labelsDrawn = []; }")
    page.set_years(1931, 1931)
    assert page.visible() == {}
    assert page.run(INK, THINGS) > 0
    assert set(page.run("() => window.labelsDrawn")) == {"Karlag is founded"}


def test_the_base_map_is_drawn_without_any_thing(page: Visit) -> None:
    page.run("() => geokz.setLayers([])")
    assert page.run(INK, BASE) > 100_000


def test_the_small_atlas_in_1942(small_page: Visit) -> None:
    small_page.set_years(1942, 1942)
    assert small_page.visible() == {
        "karlag": "certain",
        "dolinka-section": "possible",
        "kirov-mine": "certain",  # a claim shows it at work in 1943
        "balkhash-line": "certain",
    }


def test_undated_things_appear_with_their_switch(small_page: Visit) -> None:
    assert "brick-plant" not in small_page.visible()
    small_page.switch(page_strings()["undatedToo"]["en"]).check()
    assert small_page.visible()["brick-plant"] == "undated"


def test_a_line_that_was_planned_is_traced_before_it_is_begun_and_counts_for_nothing(
    browser: Any, small_atlas_folder: Path, edit: Callable[[Path, str, str, str], None], tmp_path: Path
) -> None:
    claim = "c3,balkhash-line,decided,1936,It was decided.,Решено.,Шешілді.,ck-labour[L95],accepted,,,\n"
    edit(small_atlas_folder, "claims.csv", "c2,karlag", f"{claim}c2,karlag")
    path = write_page(geokz.build_map(geokz.Atlas.load(small_atlas_folder)), tmp_path / "planned.html")
    with visit(browser, path, "#l=railways") as page:
        ink = {}
        for year in (1935, 1937, 1939):
            page.set_years(year, year)
            ink[year] = page.run(INK, THINGS)
        assert ink[1935] == 0 < ink[1937] < ink[1939]
        page.set_years(1937, 1937)
        assert page.visible() == {}
        page.switch(page_strings()["possibleToo"]["en"]).uncheck()
        page.set_years(1937, 1937)
        assert page.run(INK, THINGS) == 0


def test_the_possible_switch_leaves_what_is_certain(page: Visit, atlas: geokz.Atlas) -> None:
    page.set_years(1937, 1937)
    page.switch(page_strings()["possibleToo"]["en"]).uncheck()
    shown = shown_by_tables(atlas, 1937, 1937)
    left = {thing: state for thing, state in shown.items() if state != "possible"}
    assert page.visible() == left != shown
    page.switch(page_strings()["presumedToo"]["en"]).uncheck()
    certain = {thing: state for thing, state in left.items() if state == "certain"}
    assert page.visible() == certain != left
    assert certain


def test_set_layers_shows_these_and_no_others(page: Visit, atlas: geokz.Atlas) -> None:
    page.run("() => geokz.setLayers(['camps', 'towns'])")
    wanted = atlas.things["layer"].isin(["camps", "towns"])
    assert page.visible() == {
        thing: state for thing, state in shown_by_tables(atlas, 1937, 1937).items() if wanted[thing]
    }
    assert page.run("() => geokz.state().layers.sort()") == ["camps", "towns"]


# the first year whose bar has any height
FIRST_BAR = """() => {
    const canvas = document.querySelector('.geokz-bars');
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    for (let x = 0; x < canvas.width; x++) {
        for (let y = 0; y < canvas.height; y++) {
            if (data[4 * (y * canvas.width + x) + 3]) return 1919 + Math.floor((x / canvas.width) * 45);
        }
    }
}"""


def test_the_bars_are_people_first_and_things_when_asked(small_page: Visit) -> None:
    people, things = (small_page.tab.get_by_role("button", name=name, exact=True) for name in ("people", "things"))
    assert people.get_attribute("aria-pressed") == "true"
    things.click()
    pressed = "(button) => button.ariaPressed === 'true'"
    small_page.tab.wait_for_function(pressed, arg=things.element_handle())
    small_page.tab.wait_for_function("() => location.hash.includes('b=things')")


def test_the_sentence_under_the_title_follows_year_layers_and_language(page: Visit) -> None:
    said = page.tab.locator(".geokz-people-sum")
    page.set_years(1950, 1950)
    assert said.inner_text() == "1950: 92,651\u00a0prisoners in\u00a04\u00a0camps of Kazakhstan"
    behind = page.text(".geokz-people-camps")
    assert "Karlag 54,179 · Steplag 27,855 · Peschanlag 9,517 · Luglag 1,100" in behind
    assert "surely existed, without a figure" in behind
    assert "Outside Kazakhstan, not in the sum: Astrakhanlag 3,920" in behind
    page.run("() => geokz.setLanguage('ru')")
    assert said.inner_text() == "1950: 92\u00a0651\u00a0заключённый в\u00a04\u00a0лагерях Казахстана"
    page.run("() => geokz.setLayers(['mines'])")
    assert not said.is_visible()


def test_a_chosen_railway_is_lit_with_all_its_sections(page: Visit) -> None:
    page.set_years(1931, 1931)
    page.run("() => geokz.select('turksib')")
    page.tab.wait_for_function("() => geokz.state().selected === 'turksib'")
    bounds = page.run("() => geokz.state().view")
    assert 43 < bounds["lat"] < 50 and 74 < bounds["lon"] < 84


def test_a_mark_of_a_source_leads_to_its_entry_and_back(page: Visit) -> None:
    page.run("() => geokz.select('karlag')")
    mark = page.tab.locator(".geokz-card .geokz-mark").first
    mark.click()
    entry = page.tab.locator(".geokz-sources li:focus")
    assert entry.is_visible()
    entry.get_by_role("button", name="Back to the text").click()
    assert page.run("() => document.activeElement.classList.contains('geokz-mark')")


def test_the_bars_count_what_the_search_leaves(small_page: Visit) -> None:
    small_page.tab.get_by_role("button", name="things", exact=True).click()
    small_page.tab.wait_for_function(f"() => ({FIRST_BAR})() === 1931")  # Karlag; bars are drawn once a frame
    box = small_page.tab.get_by_role("search").get_by_role("combobox")
    box.fill("kirov")
    small_page.tab.wait_for_function(f"() => ({FIRST_BAR})() === 1934")
    box.press("Escape")
    small_page.tab.wait_for_function(f"() => ({FIRST_BAR})() === 1931")


def cites(atlas: geokz.Atlas, key: str) -> set[str]:
    """The things that a row, a claim, a figure or a name ties to a source."""
    tables = {name: atlas.tables[name] for name in ("claims", "figures")}
    found = {row["subject"] for table in tables.values() for _, row in table.iterrows() if f"{key}[" in row["source"]}
    found |= {row["id"] for _, row in atlas.tables["names"].iterrows() if f"{key}[" in row["source"]}
    return found | {thing for thing, source in atlas.things["source"].items() if f"{key}[" in source}


@pytest.mark.parametrize("key", ["ck-labour", "smirnov1998"])
def test_the_map_according_to_one_source_shows_what_it_tells_of(page: Visit, atlas: geokz.Atlas, key: str) -> None:
    page.tab.get_by_label(page_strings()["accordingTo"]["en"]).select_option(key)
    page.set_years(1943, 1943)
    told = cites(atlas, key)
    told_so = atlas.according_to(key)
    expected = {thing: state for thing, state in shown_by_tables(told_so, 1943, 1943).items() if thing in told}
    assert page.visible() == expected != {}
    page.tab.wait_for_function("(key) => location.hash.includes(`src=${key}`)", arg=key)
    page.run("() => geokz.select('turksib-north-1')")  # told of by neither: all sources again
    assert page.run("() => geokz.state().source") is None
    assert len(page.visible()) > len(expected)


def test_a_layer_is_switched_off_in_the_panel(small_page: Visit) -> None:
    small_page.tab.get_by_role("checkbox", name="Camps").uncheck()
    assert "karlag" not in small_page.visible()
    small_page.tab.get_by_role("checkbox", name="Camps").check()
    assert "karlag" in small_page.visible()


def test_the_panel_counts_what_is_shown(small_page: Visit) -> None:
    rows = small_page.tab.locator(".geokz-layers li")
    # Karlag and, possibly, its section; the numbers follow the clock when it rests
    rows.filter(has_text=re.compile(r"^Camps\s*2$")).wait_for()


def test_set_time_refuses_what_is_no_year(page: Visit) -> None:
    answers = page.run(
        """async () => {
            const answers = [];
            for (const value of ['abc', NaN, Infinity, undefined, 99999999]) {
                answers.push(await geokz.setTime(value, value).then(() => 'taken', (error) => error.name));
            }
            return answers;
        }"""
    )
    assert answers == ["RangeError"] * 5
    assert page.years() == [1937, 1937]


# ---- languages ----


@pytest.mark.parametrize(
    ("code", "karlag", "camps"),
    [("en", "Karlag", "Camps"), ("ru", "Карлаг", "Лагеря"), ("kk", "Қарлаг", "Лагерьлер")],
)
def test_the_page_speaks_each_language(small_opened: Visit, code: str, karlag: str, camps: str) -> None:
    small_opened.run("() => geokz.select('karlag')")
    small_opened.run("(code) => geokz.setLanguage(code)", code)
    words = {key: texts[code] for key, texts in page_strings().items()}
    assert small_opened.run("() => document.documentElement.lang") == code
    title = read_profile(default_folder())[0].title[code]
    assert small_opened.text("h1") == title
    assert title in small_opened.tab.title()
    assert camps in small_opened.text(".geokz-layers")
    assert small_opened.text(".geokz-card h2") == karlag
    headings = small_opened.tab.locator(".geokz-card h3").all_text_contents()
    assert {words["statements"], words["figures"], words["linked"], words["sources"]} <= set(headings)
    assert words["names"] in small_opened.tab.locator(".geokz-card h4").all_text_contents()
    assert small_opened.tab.get_by_role("button", name=words["allYears"]).is_visible()
    assert small_opened.tab.get_by_role("slider", name=words["year"], exact=True).is_visible()


def test_a_language_button_switches_without_reload(small_page: Visit) -> None:
    small_page.run("() => { window.sameDocument = true; }")
    small_page.tab.locator("button[lang=kk]").click()
    assert "Лагерьлер" in small_page.text(".geokz-layers")
    assert small_page.tab.locator("button[lang=kk]").get_attribute("aria-pressed") == "true"
    assert small_page.run("() => window.sameDocument")


@pytest.mark.parametrize(("code", "text"), [("en", "21,329"), ("ru", "21 329"), ("kk", "21 329")])
def test_a_number_is_written_as_the_language_writes_it(small_opened: Visit, code: str, text: str) -> None:
    small_opened.run("() => geokz.select('karlag')")
    small_opened.run("(code) => geokz.setLanguage(code)", code)
    figures = small_opened.text(".geokz-figures").replace("\N{NO-BREAK SPACE}", " ")
    assert text in figures.replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_every_string_of_the_page_has_its_own_russian_and_kazakh() -> None:
    for key, texts in page_strings().items():
        assert {"en", "ru", "kk"} <= set(texts), key
        en, ru, kk = (forms_of(texts[code]) for code in ("en", "ru", "kk"))
        if re.sub(r"\{\w+\}|[\W\d_]", "", "".join(en)):  # anything but holes, marks and figures
            assert all([*ru, *kk]) and not set(en) & {*ru, *kk}, key


def test_every_string_has_the_same_holes_in_each_language() -> None:
    for key, texts in page_strings().items():
        if key == "edition":  # filled before the page: each standard names the state of the data in its own way
            continue
        forms = [form.lower() for text in texts.values() for form in forms_of(text)]
        assert len({frozenset(re.findall(r"\{\w+\}", text)) for text in forms}) == 1, key


def test_a_number_with_its_noun_has_the_forms_its_language_needs() -> None:
    needed = {"en": {"one", "other"}, "ru": {"one", "few", "many"}, "kk": {"other"}, "de": {"one", "other"}}
    for key, texts in page_strings().items():
        if any(isinstance(text, dict) for text in texts.values()):
            assert {code: set(text) for code, text in texts.items() if isinstance(text, dict)} == needed, key


def forms_of(text: str | dict[str, str]) -> list[str]:
    """The forms of a wording: one text, or one a plural rule."""
    return [text] if isinstance(text, str) else list(text.values())


# ---- search and card ----


@pytest.mark.parametrize(
    ("text", "best"),
    [("жезказган", "dzhezkazgan"), ("Dzhezkazgan", "dzhezkazgan"), ("karlag", "karlag"), ("Қарлаг", "karlag")],
)
def test_a_search_finds_the_best_first(opened: Visit, text: str, best: str) -> None:
    assert opened.run("(text) => geokz.search(text)[0]", text) == best


def test_a_search_for_nothing_or_nonsense_finds_nothing(opened: Visit) -> None:
    assert opened.run("() => ['', '   ', '???', 'qqxxqq', '.*'].map((text) => geokz.search(text))") == [[]] * 5


def test_a_hit_chosen_by_keyboard_opens_its_card_and_moves_the_clock(small_page: Visit) -> None:
    small_page.set_years(1920, 1920)
    small_page.tab.get_by_role("search").get_by_role("combobox").fill("Карлаг")
    assert small_page.tab.get_by_role("search").get_by_role("option").all_inner_texts()[0].startswith("Karlag")
    small_page.tab.keyboard.press("Enter")
    assert small_page.text(".geokz-card h2") == "Karlag"
    small_page.tab.wait_for_function("() => geokz.getTime().from === 1931")


def test_the_card_tells_names_place_statements_figures_and_sources(small_page: Visit) -> None:
    small_page.run("() => geokz.select('karlag')")
    card = small_page.text(".geokz-card")
    for text in (
        "Карлаг · Қарлаг",
        "17 September 1931 – 27 July 1959",
        "Dolinka",
        "±\u00a02\u00a0km",
        "It was closed.",
        "21,329",
        "Карагандинский ИТЛ",
        "Smirnov. The system of camps. 1998, no. 10, 176.",
        "Camps of Kazakhstan, lines ",
        "80–83",
        "Dolinka section",
    ):
        assert text in card
    assert small_page.run("() => geokz.state().selected") == "karlag"


def test_every_thing_has_a_card_in_every_language(page: Visit, atlas: geokz.Atlas) -> None:
    silent = page.run(
        """(ids) => {
            const silent = [];
            for (const code of ['en', 'ru', 'kk']) {
                geokz.setLanguage(code);
                for (const id of ids) {
                    geokz.select(id);
                    const card = document.querySelector('.geokz-card');
                    const text = card.textContent;
                    const broken = /undefined|NaN|\\[object|\\{\\w+\\}/.test(text);
                    if (card.hidden || !card.querySelector('h2').textContent || broken) silent.push([code, id]);
                }
            }
            return silent;
        }""",
        list(atlas.things.index),
    )
    assert silent == []


def test_an_unknown_id_closes_the_card_quietly(small_page: Visit) -> None:
    for unknown in ("no-such-thing", "", None, "constructor", "__proto__"):
        small_page.run("() => geokz.select('karlag')")
        assert small_page.tab.locator(".geokz-card").is_visible()
        small_page.run("(id) => geokz.select(id)", unknown)
        assert not small_page.tab.locator(".geokz-card").is_visible()
        assert small_page.run("() => geokz.state().selected") is None


def test_an_unlocated_thing_is_found_and_told_but_not_drawn(small_page: Visit) -> None:
    assert small_page.run("() => geokz.search('Lost point')") == ["lost-point"]
    small_page.run("() => geokz.select('lost-point')")
    assert small_page.text(".geokz-card h2") == "Lost point"
    small_page.set_years(1941, 1941)
    assert "lost-point" not in small_page.visible()


def test_a_click_on_a_lone_symbol_opens_its_card(small_page: Visit) -> None:
    small_page.click_map(*KARAGANDA)
    assert small_page.text(".geokz-card h2") == "Kirov mine"


def test_a_click_where_two_things_stand_lists_both(small_page: Visit) -> None:
    small_page.click_map(*DOLINKA)
    assert sorted(small_page.tab.locator(".geokz-list li").all_inner_texts()) == ["Dolinka section", "Karlag"]


def test_the_pointer_over_a_symbol_tells_its_name(small_page: Visit) -> None:
    small_page.tab.mouse.move(*small_page.point_of(*KARAGANDA))
    small_page.tab.locator(".geokz-tooltip").wait_for(state="visible")
    assert small_page.text(".geokz-tooltip") == "Kirov mine"


# ---- the clock ----


def test_the_slider_obeys_the_keyboard(page: Visit) -> None:
    slider(page).focus()
    years = []
    for key in ("ArrowRight", "Shift+ArrowRight", "ArrowLeft", "Home", "End", "ArrowRight"):
        page.tab.keyboard.press(key)
        years.append(page.years())
    assert years == [[1938, 1938], [1948, 1948], [1947, 1947], [1919, 1919], [1963, 1963], [1963, 1963]]


def test_the_slider_tells_the_year_to_a_screen_reader(page: Visit) -> None:
    page.set_years(1941, 1941)
    assert slider(page).get_attribute("aria-valuetext") == "1941"
    assert [slider(page).get_attribute(f"aria-value{end}") for end in ("min", "max")] == ["1919", "1963"]


def test_a_span_has_two_handles_that_move_alone(page: Visit) -> None:
    page.set_years(1937, 1941)
    page.tab.get_by_role("slider").first.focus()
    page.tab.keyboard.press("ArrowRight")
    assert page.years() == [1938, 1941]
    page.tab.get_by_role("slider").last.focus()
    page.tab.keyboard.press("ArrowRight")
    assert page.years() == [1938, 1942]


def test_words_follow_a_moving_clock_seldom_and_tell_where_it_rests(page: Visit) -> None:
    told, took, said = page.run(
        """async () => {
            const sum = document.querySelector('.geokz-people-sum');
            let told = 0;
            const watch = new MutationObserver(() => { told += 1; });
            watch.observe(sum, { characterData: true, childList: true, subtree: true });
            const began = performance.now();
            let last;
            for (let year = 1930; year <= 1950; year++) {
                last = geokz.setTime(year);
                await new Promise((done) => requestAnimationFrame(() => done()));
            }
            await last;
            await new Promise((done) => setTimeout(done));
            return [told, performance.now() - began, sum.textContent];
        }"""
    )
    assert said.startswith("1950: ")
    assert 1 <= told <= took / 250 + 2


def test_the_handle_and_the_band_stand_where_their_years_are(page: Visit) -> None:
    for first, last in [(1919, 1919), (1937, 1937), (1941, 1945), (1963, 1963)]:
        page.set_years(first, last)
        track, band, handle = (
            page.tab.locator(f".geokz-{part}").bounding_box() for part in ("track", "band", "handle-to")
        )
        year = track["width"] / 45
        assert band["x"] - track["x"] == pytest.approx((first - 1919) * year, abs=1)
        assert band["width"] == pytest.approx((last - first + 1) * year, abs=1)
        assert handle["x"] + handle["width"] / 2 - track["x"] == pytest.approx((last - 1918.5) * year, abs=1)


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("1941", [1941, 1941]),
        ("1941–1945", [1941, 1945]),
        ("1945-1941", [1941, 1945]),
        ("1850", [1919, 1919]),
        ("soon", [1937, 1937]),
    ],
)
def test_a_year_is_typed(page: Visit, typed: str, years: list[int]) -> None:
    page.tab.locator(".geokz-year").fill(typed)
    page.tab.keyboard.press("Enter")
    assert page.years() == years


def test_play_moves_on_and_pause_stays(page: Visit) -> None:
    page.tab.get_by_role("button", name="Play").click()
    page.tab.wait_for_function("() => geokz.getTime().from >= 1938")
    page.tab.get_by_role("button", name="Pause").click()
    paused = page.years()
    page.tab.wait_for_timeout(1600)
    assert page.years() == paused


def test_all_years_shows_the_whole_clock_and_back(page: Visit) -> None:
    page.tab.get_by_role("button", name="All years").click()
    assert page.years() == [1919, 1963]
    page.tab.get_by_role("button", name="All years").click()
    assert page.years()[0] == page.years()[1]


def test_a_click_on_a_bar_chooses_its_year(page: Visit) -> None:
    track = page.tab.locator(".geokz-track").bounding_box()
    page.tab.mouse.click(track["x"] + track["width"] * (1950 - 1919 + 0.5) / 45, track["y"] + 10)
    assert page.years() == [1950, 1950]


# ---- the address ----


def test_a_link_restores_years_view_layers_language_and_card(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, "#y=1937-1941&v=49.5,72.5,7&l=camps,mines&lang=kk&id=karlag") as page:
        state = page.run("() => geokz.state()")
        card = page.tab.locator(".geokz-card").is_visible()
        assert page.complaints == []
    assert (state["from"], state["to"]) == (1937, 1941)
    assert state["view"] == {"lat": pytest.approx(49.5, abs=0.01), "lon": pytest.approx(72.5, abs=0.01), "zoom": 7}
    assert sorted(state["layers"]) == ["camps", "mines"]
    assert (state["language"], state["selected"], card) == ("kk", "karlag", True)


def test_a_link_to_nothing_known_closes_the_card_and_keeps_within_the_clock(page: Visit) -> None:
    page.run("() => geokz.select('karlag')")
    page.tab.wait_for_function("() => location.hash.includes('id=karlag')")
    page.run("() => { location.hash = '#y=1941-9999&id=no-such-thing'; }")
    page.tab.wait_for_function("() => geokz.state().selected === null")
    assert page.years() == [1941, 1963]
    assert not page.tab.locator(".geokz-card").is_visible()


def test_back_and_forward_walk_through_the_cards(page: Visit) -> None:
    page.set_years(1937, 1937)
    page.run("() => geokz.setLayers(['camps', 'mines'])")
    page.tab.wait_for_function("() => location.hash.includes('l=')")
    wait = "(id) => geokz.state().selected === id && (id === null || location.hash.includes(`id=${id}`))"
    for thing in ("karlag", "ridder-mine"):
        page.run("(id) => geokz.select(id)", thing)
        page.tab.wait_for_function(wait, arg=thing)
    page.tab.go_back()
    page.tab.wait_for_function(wait, arg="karlag")
    assert "Karlag" in page.text(".geokz-card h2")
    page.tab.go_back()
    page.tab.wait_for_function(wait, arg=None)
    assert not page.tab.locator(".geokz-card").is_visible()
    assert page.run("() => geokz.state().layers.sort()") == ["camps", "mines"]
    page.tab.go_forward()
    page.tab.wait_for_function(wait, arg="karlag")


def test_the_address_follows_the_page_and_opens_the_same_again(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file) as page:
        page.run("() => geokz.select('karlag')")
        page.set_years(1932, 1934)
        page.run("() => { geokz.setLayers(['camps', 'towns']); geokz.setLanguage('ru'); }")
        page.switch(page_strings()["undatedToo"]["ru"]).check()
        page.tab.wait_for_function("() => location.hash.includes('1932-1934') && location.hash.includes('u=1')")
        link, before = page.run("() => [location.hash, geokz.state()]")
    with visit(browser, atlas_file, link) as page:
        after = page.run("() => geokz.state()")
    for key in ("lat", "lon", "zoom"):
        assert after["view"].pop(key) == pytest.approx(before["view"].pop(key), abs=0.01)
    assert after == before


def test_a_link_given_to_an_open_page_is_followed(page: Visit) -> None:
    page.run("() => { location.hash = '#y=1950&lang=ru'; }")
    page.tab.wait_for_function("() => geokz.getTime().from === 1950")
    assert page.run("() => geokz.state().language") == "ru"


@pytest.mark.parametrize(
    "link",
    [
        "#y=abc",
        "#y=99999999",
        "#y=",
        "#l=<script>",
        "#l=nothing,__proto__",
        "#id=../../x",
        "#id=constructor",
        "#lang=xx",
        "#v=NaN",
        "#v=1e999,0,5",
        "#v=90,500,99",
        "#%E0%A4%A&=&&=",
    ],
)
def test_a_hostile_link_opens_the_usual_page(browser: Any, small_atlas_file: Path, link: str) -> None:
    with visit(browser, small_atlas_file, link) as page:
        state = page.run("() => geokz.state()")
        assert page.complaints == []
    assert (state["from"], state["to"], state["language"], state["selected"]) == (1937, 1937, "en", None)
    assert {"camps", "mines", "plants", "railways"} <= set(state["layers"])
    assert 41 < state["view"]["lat"] < 56 and 47 < state["view"]["lon"] < 88


# ---- names that want to be code ----


@pytest.fixture
def hostile_page(
    browser: Any, small_atlas_folder: Path, edit: Callable[[Path, str, str, str], None], tmp_path: Path
) -> Iterator[Visit]:
    """The small atlas with markup, an end of script and template braces wherever a table holds text."""
    folder = small_atlas_folder
    edit(folder, "mines.csv", "Kirov mine,Шахта имени Кирова,Киров шахтасы", f"{IMAGE},{SCRIPT}ш,{BRACES}ш")
    edit(folder, "claims.csv", "It dug coal.", f"{IMAGE} {SCRIPT} {BRACES}")
    edit(folder, "places.csv", "karaganda,Karaganda,", f"karaganda,{IMAGE},")
    edit(folder, "sources.csv", "Camps of Kazakhstan", f"{IMAGE} {SCRIPT} {BRACES}")
    edit(folder, "layers.toml", '"Mines"', f'"{IMAGE}"')
    towns = folder / "towns.csv"
    row = {
        "id": "town", "name_en": IMAGE, "name_ru": f"{SCRIPT}ш", "name_kk": f"{BRACES}ш", "type": "city",
        "when": "1930/..", "place": "balkhash", "certainty": "certain", "source": "ck-labour[L1]",
    }  # fmt: skip
    header = towns.read_text(encoding="utf-8").strip()
    towns.write_text(f"{header}\n{','.join(row.get(name, '') for name in header.split(','))}\n", encoding="utf-8")
    m = geokz.build_map(geokz.Atlas.load(folder))
    folium.LayerControl(collapsed=False).add_to(m)
    with visit(browser, write_page(m, tmp_path / "hostile.html")) as open_page:
        yield open_page
        open_page.tab.wait_for_timeout(200)
        assert open_page.complaints == []
        assert len(open_page.requests) == 1
        assert open_page.tab.locator("img[src=x]").count() == 0


@pytest.mark.parametrize(("code", "name"), [("en", IMAGE), ("ru", f"{SCRIPT}ш"), ("kk", f"{BRACES}ш")])
def test_a_hostile_name_is_text_in_label_tooltip_card_and_search(hostile_page: Visit, code: str, name: str) -> None:
    hostile_page.run("(code) => geokz.setLanguage(code)", code)
    hostile_page.tab.wait_for_function("(name) => window.labelsDrawn.includes(name)", arg=name)
    hostile_page.tab.mouse.move(*hostile_page.point_of(*KARAGANDA))
    hostile_page.tab.locator(".geokz-tooltip").wait_for(state="visible")
    assert hostile_page.text(".geokz-tooltip") == name
    hostile_page.click_map(*KARAGANDA)
    assert hostile_page.text(".geokz-card h2") == name
    hostile_page.tab.get_by_role("search").get_by_role("combobox").fill(name)
    assert name in hostile_page.tab.get_by_role("search").get_by_role("option").first.inner_text()


def test_hostile_statements_sources_and_layer_names_are_text(hostile_page: Visit) -> None:
    hostile_page.run("() => geokz.select('kirov-mine')")
    card = hostile_page.text(".geokz-card")
    assert card.count(f"{IMAGE} {SCRIPT} {BRACES}") >= 2
    assert IMAGE in hostile_page.text(".geokz-layers")


def test_a_hostile_layer_name_is_text_in_foliums_layer_control(hostile_page: Visit) -> None:
    assert IMAGE in hostile_page.text(".leaflet-control-layers")


# ---- folium ----


def test_foliums_own_elements_work_on_the_map_without_a_network(
    browser: Any, small_map: folium.Map, tmp_path: Path
) -> None:
    folium.Marker([50, 60], popup="Here I stood", tooltip="A marker").add_to(small_map)
    area = {"type": "Polygon", "coordinates": [[[62, 50], [64, 50], [64, 52], [62, 52], [62, 50]]]}
    folium.GeoJson(area, name="An area").add_to(small_map)
    folium.LayerControl(collapsed=False).add_to(small_map)
    with visit(browser, write_page(small_map, tmp_path / "map.html")) as page:
        marker = page.tab.locator("img.leaflet-marker-icon")
        assert marker.evaluate("(image) => image.complete && image.naturalWidth > 0")
        marker.click()
        assert page.text(".leaflet-popup-content") == "Here I stood"
        assert page.tab.locator(".leaflet-overlay-pane path").count() == 1
        control = page.tab.locator(".leaflet-control-layers")
        control.get_by_label("An area").uncheck()
        assert page.tab.locator(".leaflet-overlay-pane path").count() == 0
        control.get_by_label("Camps").uncheck()
        assert "karlag" not in page.visible()
        assert page.complaints == []
        assert len(page.requests) == 1


def test_an_element_that_would_need_the_network_is_refused_by_the_name_of_its_link(
    small_map: folium.Map, tmp_path: Path
) -> None:
    folium.Marker([50, 60], icon=folium.Icon(color="red")).add_to(small_map)
    with pytest.raises(OfflineError, match=r"the map needs https://\S+, which no installed package serves"):
        write_page(small_map, tmp_path / "map.html")
    assert not (tmp_path / "map.html").exists()


def test_online_tiles_are_named_in_the_policy(small_atlas: geokz.Atlas) -> None:
    m = geokz.build_map(small_atlas, tiles="OpenStreetMap")
    page = m.get_root().render()
    assert "img-src data: blob: https://tile.openstreetmap.org;" in page


@pytest.fixture
def own_table(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text(
        "name,when,lon,lat\nFirst,1930/1935,67,48\nSecond,1934~/,70,50\nNobody knows,,60,48\n", encoding="utf-8"
    )
    return path


def test_a_time_layer_brings_its_own_clock_to_any_folium_map(browser: Any, own_table: Path, tmp_path: Path) -> None:
    m = geokz.make_offline(folium.Map([48, 67], zoom_start=5, tiles=None))
    geokz.Layer.from_csv(own_table, title="Own").add_to(m)
    folium.LayerControl(collapsed=False).add_to(m)
    m.save(tmp_path / "plain.html")
    with visit(browser, tmp_path / "plain.html") as page:
        assert page.tab.get_by_role("slider").count() == 1
        page.set_years(1932, 1932)
        assert list(page.visible().values()) == ["certain"]
        page.set_years(1935, 1935)
        assert sorted(page.visible().values()) == ["certain", "possible"]
        assert page.run(INK, THINGS) > 0
        page.tab.mouse.move(*page.point_of(48, 67))
        page.tab.locator(".geokz-tooltip").wait_for(state="visible")
        assert page.text(".geokz-tooltip") == "First"
        page.tab.get_by_label("Own").uncheck()
        assert page.visible() == {}
        assert page.complaints == []
        assert len(page.requests) == 1


def test_a_hostile_title_and_name_of_a_time_layer_are_text(browser: Any, tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(f"name,when,lon,lat\n{IMAGE},1930/1940,67,48\n", encoding="utf-8")
    m = geokz.make_offline(folium.Map([48, 67], zoom_start=5, tiles=None))
    geokz.Layer.from_csv(table, title=IMAGE).add_to(m)
    folium.LayerControl(collapsed=False).add_to(m)
    m.save(tmp_path / "plain.html")
    with visit(browser, tmp_path / "plain.html") as page:
        page.tab.mouse.move(*page.point_of(48, 67))
        page.tab.locator(".geokz-tooltip").wait_for(state="visible")
        assert page.text(".geokz-tooltip") == IMAGE
        assert IMAGE in page.text(".leaflet-control-layers")
        assert page.complaints == []
        assert len(page.requests) == 1


# ---- small screens ----


@pytest.mark.parametrize("code", ["en", "ru", "kk"])
def test_on_a_phone_nothing_reaches_beyond_the_screen(browser: Any, atlas_file: Path, code: str) -> None:
    with visit(browser, atlas_file, f"#lang={code}", size=(390, 844)) as page:
        page.run("() => geokz.select('karlag')")
        # the named periods and the words of the toolbar are strips to be swiped
        beyond = page.run(
            """() => [...document.querySelectorAll('.geokz-header *, .geokz-panel *, .geokz-clock *, .geokz-card *')]
                .filter((node) => node.textContent.trim())
                .filter((node) => !node.closest('.geokz-hidden, .geokz-periods, .geokz-toolbar'))
                .map((node) => [node.textContent.trim().slice(0, 40), node.getBoundingClientRect()])
                .filter(([, box]) => box.width && box.height && (box.left < -0.5 || box.right > innerWidth + 0.5))
                .map(([text]) => text)
                .slice(0, 3)"""
        )
        assert beyond == []
        assert page.run("() => document.documentElement.scrollWidth") == 390
