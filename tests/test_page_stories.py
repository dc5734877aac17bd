"""Two years on one map, the years side by side, and tours that are read like a story."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import Visit, visit

import geokz

# a number made of all pixels of the things' canvas between two positions of the window
PIXELS = """([left, right]) => {
    const canvas = document.querySelector('canvas.geokz-canvas');
    const box = canvas.getBoundingClientRect();
    const ratio = canvas.width / box.width;
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    copy.drawImage(canvas, 0, 0);
    const from = Math.max(0, Math.round((left - box.left) * ratio));
    const to = Math.min(canvas.width, Math.round((right - box.left) * ratio));
    const { data } = copy.getImageData(from, 0, to - from, canvas.height);
    return data.reduce((sum, value, at) => (sum * 31 + value * (at % 97)) % 1e9, 7);
}"""


@pytest.fixture
def page(opened: Visit) -> Visit:
    """The one page of the module, as a plain link leaves it."""
    for shut in opened.tab.locator(".geokz-sheet:not([hidden]) .geokz-close").all():
        shut.click()
    opened.follow("#y=1953&lang=en&v=48,67,5", rest=120)
    return opened


# ---- two years on one map ----


def test_each_side_of_the_edge_is_the_map_of_its_year(page: Visit) -> None:
    view = "v=48,67,5&lang=en"
    sides = [(500, 850), (950, 1300)]
    picture = {}
    for year in (1931, 1953):
        page.follow(f"#y={year}&{view}", rest=120)
        page.set_years(year, year)
        page.draw_anew()
        picture[year] = [page.run(PIXELS, list(side)) for side in sides]
    assert picture[1931][0] != picture[1953][0] and picture[1931][1] != picture[1953][1]
    page.follow(f"#y=1953&{view}&c=1931-1953&edge=62")  # at 893 pixels
    for side, wanted in ((sides[0], picture[1931][0]), (sides[1], picture[1953][1])):
        page.tab.wait_for_function(f"([side, wanted]) => ({PIXELS})(side) === wanted", arg=[list(side), wanted])
    assert page.years() == [1953, 1953]
    assert page.visible()["steplag"] == "certain"


def test_the_edge_moves_by_mouse_and_key_is_in_the_link_and_goes_with_its_sheet(page: Visit) -> None:
    page.follow("#y=1953&lang=en&v=48,67,5&c=1938-1953", rest=120)
    button = page.tab.get_by_role("button", name="Both years on the map")
    button.click()
    handle = page.tab.get_by_role("slider", name="Edge between the two years")
    assert handle.get_attribute("aria-valuenow") == "63"  # the middle of what the sheet leaves
    assert handle.get_attribute("aria-valuetext") == "1938: 47,062 prisoners | 1953: 98,475 prisoners"
    handle.focus()
    page.tab.keyboard.press("Shift+ArrowLeft")
    assert handle.get_attribute("aria-valuenow") == "53"
    box = handle.bounding_box()
    page.tab.mouse.move(box["x"] + 20, box["y"] + 20)
    page.tab.mouse.down()
    page.tab.mouse.move(1440 * 0.8, box["y"] + 20)
    page.tab.mouse.up()
    assert handle.get_attribute("aria-valuenow") == "80"
    page.tab.wait_for_function("() => location.hash.includes('c=1938-1953&edge=80')")
    page.tab.locator(".geokz-sheet-changes .geokz-close").click()
    assert not page.tab.locator(".geokz-edge").is_visible()
    page.tab.wait_for_function("() => !location.hash.includes('edge')")


def test_what_there_was_of_each_kind_is_counted_in_both_years(page: Visit) -> None:
    page.follow("#y=1953&lang=en&c=1938-1953", rest=120)
    page.tab.locator(".geokz-change-kinds").wait_for()
    # at once: the rows are written anew when the page has come to rest
    rows = page.run(
        """() => [...document.querySelectorAll('.geokz-change-kinds tbody tr')].map(({ cells }) =>
            [...cells].map(({ innerText }) => innerText.trim()))"""
    )
    counted = {name: (int(one), int(other)) for name, one, other in rows}
    assert counted["Camps"] == (2, 9)
    assert counted["Pipelines"] == (1, 1)
    begun = page.run(
        """() => {
            const [, second] = document.querySelectorAll('.geokz-changes h3');
            const before = (node) => second.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;
            const all = [...document.querySelectorAll('.geokz-changes [data-id]')];
            return all.filter(before).map(({ dataset }) => dataset.id);
        }"""
    )
    assert "steplag" in begun and "vostochny-rudnik-camp-point" not in begun


# ---- the years side by side ----


def test_twelve_years_stand_side_by_side_and_a_click_enters_one(page: Visit) -> None:
    page.tab.get_by_role("navigation").get_by_role("button", name="Year by year").click()
    maps = page.tab.locator(".geokz-poster-map")
    assert maps.count() == 12
    assert maps.first.locator(".geokz-poster-year").inner_text() == "1930"
    last = maps.last.locator(".geokz-poster-sum").inner_text()
    assert last.replace("\u00a0", " ") == "16,957 prisoners in 1 camp of Kazakhstan"
    assert page.run("() => document.querySelector('#geokz-poster-ground').getBBox().width") > 300
    page.tab.wait_for_function("() => location.hash.includes('poster=1')")
    maps.nth(3).click()
    assert not page.tab.locator(".geokz-sheet-poster").is_visible()
    page.tab.wait_for_function("() => geokz.getTime().from === 1938")


def test_camps_abroad_are_told_apart_from_the_sum_on_poster_and_in_what_changed(page: Visit) -> None:
    beyond = "Outside Kazakhstan, not in the sum: "
    page.follow("#y=1950&lang=en&poster=1", rest=200)
    told = page.tab.locator(".geokz-poster-map", has_text="1943").inner_text().replace("\u00a0", " ")
    assert "75,413 prisoners in 4 camps" in told and f"{beyond}Astrakhanlag 6,550 · Kaspiilag 3,513" in told
    assert beyond not in page.tab.locator(".geokz-poster-map", has_text="1938").inner_text()
    page.follow("#y=1950&lang=en&c=1938-1950", rest=120)
    assert page.text(".geokz-change-beyond") == f"{beyond}1950: Astrakhanlag 3,920"


def test_a_link_of_two_years_turns_the_clock_and_one_of_none_closes_them(page: Visit) -> None:
    page.follow("#lang=en&v=48,67,5&c=1938-1943", rest=200)
    assert page.years() == [1943, 1943]
    assert page.text(".geokz-change-sums").startswith("1938 → 1943")
    page.tab.get_by_role("button", name="Both years on the map").click()
    page.tab.locator(".geokz-edge-handle").press("Home")
    sheet = page.tab.locator(".geokz-sheet-changes").bounding_box()
    page.follow("#lang=en&v=48,67,5&y=1943&c=1938-1943&edge=45", rest=200)
    assert page.tab.locator(".geokz-edge-from").bounding_box()["x"] >= sheet["x"] + sheet["width"]
    page.follow("#lang=en&v=48,67,5&y=1943", rest=120)
    assert not page.tab.locator(".geokz-sheet-changes").is_visible()


def test_the_poster_prints_on_one_sheet_of_a2(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, "#lang=kk&poster=1", size=(1440, 900)) as page:
        page.tab.wait_for_timeout(200)
        pdf = page.tab.pdf(prefer_css_page_size=True, print_background=True)
        assert page.complaints == []
    assert pdf.count(b"/Type /Page\n") == 1
    assert b"/MediaBox [0 0 1684" in pdf


# ---- stories ----


def test_scrolling_turns_the_map_and_the_year(page: Visit, atlas: geokz.Atlas) -> None:
    page.follow("#lang=en&tour=karlag.1", rest=120)
    steps = page.tab.locator(".geokz-tour-steps > li")
    (karlag,) = [tour for tour in atlas.tours if tour["key"] == "karlag"]
    assert steps.count() == len(karlag["steps"])
    assert page.years() == [1931, 1931]
    page.run(
        """() => {
            const list = document.querySelector('.geokz-tour-steps');
            list.scrollTop = list.children[3].offsetTop - 40;
        }"""
    )
    page.tab.wait_for_function("() => geokz.getTime().from === 1938")
    assert page.text(".geokz-tour [aria-current] h2") == "The women of the Akmolinsk camp"
    assert page.text(".geokz-tour-foot span") == f"4 of {len(karlag['steps'])}"
    page.tab.wait_for_function("() => location.hash.includes('tour=karlag.4')")
    page.tab.locator(".geokz-tour-foot button").nth(1).click()
    page.tab.wait_for_function("() => geokz.getTime().to === 1945")
    box = page.run(
        """() => {
            const list = document.querySelector('.geokz-tour-steps').getBoundingClientRect();
            return document.querySelector('.geokz-tour [aria-current]').getBoundingClientRect().top - list.top;
        }"""
    )
    assert abs(box) < 2


def test_each_step_draws_one_thing_and_asks_one_question(page: Visit, atlas: geokz.Atlas) -> None:
    for tour in atlas.tours:
        page.follow(f"#lang=ru&tour={tour['key']}.1", rest=120)
        shown = page.run(
            """() => [...document.querySelectorAll('.geokz-tour-steps > li')].map((step) => [
                step.querySelectorAll('svg.geokz-chart, .geokz-life').length,
                step.querySelector('.geokz-tour-question')?.textContent ?? ''])"""
        )
        assert shown == [[1 if step.get("select") else 0, step["question"]["ru"]] for step in tour["steps"]], tour[
            "key"
        ]


def test_the_card_waits_behind_the_story_and_comes_when_asked(page: Visit) -> None:
    page.follow("#lang=en&tour=karlag.1", rest=120)
    card = page.tab.locator(".geokz-card")
    assert not card.is_visible()
    page.tab.locator(".geokz-tour [aria-current] .geokz-link").click()
    assert card.is_visible() and page.text(".geokz-card h2").endswith("(Karlag)")
    page.tab.locator(".geokz-card .geokz-close").click()
    assert page.tab.locator(".geokz-tour").is_visible() and not card.is_visible()
    page.run("() => geokz.select('steplag')")
    assert card.is_visible()


def test_the_work_sheet_holds_every_question_and_goes_when_printed(page: Visit) -> None:
    page.follow("#lang=kk&tour=turksib.1", rest=120)
    page.run(
        "() => { window.print = () => { window.printed = document.querySelectorAll('.geokz-worksheet li').length; }; }"
    )
    page.tab.get_by_role("button", name="Жұмыс парағы").click()
    assert page.run("() => window.printed") == 6
    page.run("() => window.dispatchEvent(new Event('afterprint'))")
    assert page.tab.locator(".geokz-worksheet").count() == 0
