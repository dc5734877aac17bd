"""More of the page: any setting shows what Python says; kiosk, print, missing knowledge, browsers without the means."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

import pypdf
import pytest
from browser import Visit, visit

import geokz
from geokz.dates import span
from geokz.render.page import write_page
from geokz.render.strings import page_strings

Edit = Callable[[Path, str, str, str], None]
IMAGE = "<img src=x onerror=alert(1)>"


# ---- any setting ----


def test_two_hundred_settings_show_what_python_says(browser: Any, atlas: geokz.Atlas, atlas_file: Path) -> None:
    random = Random(1937)
    settings = []
    for _ in range(200):
        first, last = sorted(random.choices(range(1915, 1968), k=2))
        if random.random() < 0.4:
            last = first
        layers = [key for key in atlas.layers if random.random() < 0.6]
        settings.append((first, last, layers, random.random() < 0.5, random.random() < 0.5))
    located = atlas.things[atlas.things.geometry.notna()]
    with visit(browser, atlas_file) as page:
        boxes = [page.switch(page_strings()[word]["en"]).element_handle() for word in ("possibleToo", "undatedToo")]
        shown = page.run(
            """([settings, boxes]) => settings.map(([first, last, layers, ...ticks]) => {
                boxes.forEach((box, at) => box.checked === ticks[at] || box.click());
                geokz.setLayers(layers);
                geokz.setTime(first, last); // visible() steps by itself
                return geokz.visible().map(({ id, state }) => [id, state]);
            })""",
            [settings, boxes],
        )
        assert page.complaints == []
    for (first, last, layers, with_possible, with_undated), things in zip(settings, shown, strict=True):
        kept = {
            "certain",
            "presumed",
            *(["possible"] if with_possible else []),
            *(["undated"] if with_undated else []),
        }
        states = zip(located.index, located["layer"], geokz.states(located, span(first, last)), strict=True)
        expected = sorted([thing, state] for thing, layer, state in states if layer in layers and state in kept)
        assert sorted(things) == expected, (first, last, layers, with_possible, with_undated)


# ---- links ----

HOSTILE = [
    "#y=1e999",
    "#y=-1937",
    "#y=1937-",
    "#y=1937.13-1937.99",
    "#id=<script>alert(1)</script>",
    "#id=%3Cimg%20src=x%20onerror=alert(1)%3E",
    "#tour=nothing.1",
    "#tour=turksib.999999",
    "#tour=__proto__.1",
    "#kiosk=0",
    "#kiosk=-1",
    "#kiosk=1e9",
    "#lang=__proto__",
    "#l=" + "camps," * 5000,
    "#" + "y=1937&" * 5000,
    "#v=0,0,0",
    "#v=85,180,20",
    "#=&&&==#",
    "#\u0000\ud7ff",
]


@pytest.mark.parametrize("link", HOSTILE, ids=lambda link: link[:24])
def test_a_hostile_link_does_no_harm(browser: Any, small_atlas_file: Path, link: str) -> None:
    with visit(browser, small_atlas_file, link) as page:
        state = page.run("() => geokz.state()")
        assert page.complaints == []
        assert len(page.requests) == 1
        assert page.tab.locator("img").count() == 0
    assert (state["from"], state["to"], state["language"], state["selected"]) == (1937, 1937, "en", None)
    assert state["layers"]
    assert 0 <= state["view"]["zoom"] <= 12


# parts of a link and what they may be told, sensible and not; 'kiosk' would end the visit
KEYS = [
    *("y", "v", "l", "p", "pr", "u", "ne", "b", "c", "edge", "lives", "poster", "f", "src", "lang", "id", "tour"),
    *("o", "ui", "m", "__proto__", "constructor", "toString"),
]
TOLD = [
    *("", "0", "1", "NaN", "Infinity", "-1", "1e999", "null", "undefined", "'\"--", "😀", "қарлаг", "x" * 3000),
    *("1937", "1937-1953", "1953-1938", "0000-9999", "1938-1938", "1937.00-1937.13", "1937.12-1937.01"),
    *("__proto__", "constructor", "hasOwnProperty", "<img src=x onerror=alert(1)>", "javascript:alert(1)"),
    *("%3Cscript%3E", "%253Cscript%253E", "%", "%E0%A4%A", "../../etc", "karlag", "karlag)", "camps," * 300),
    *("kind:constructor", "kind:__proto__", "work:__proto__,part:toString", "kind:coal_mine", "part:karlag"),
    *("camps.start", "camps.size.parts", "__proto__.start", "toString.place", "turksib.0", "turksib.2", "turksib.999"),
    *("50,60,7", "91,181,30", "NaN,NaN,NaN", "1e3,2,3", "0,0", "101,5", "50,50", "5", "en", "EN", "kk-KZ", "ru"),
]
# as mail programs, pages and sentences hand a link on
HANDED = [str, str, quote, lambda link: quote(quote(link)), lambda link: link.replace("&", "&amp;"), "{}).".format]


def test_hostile_links_one_after_the_other_leave_nothing_behind(browser: Any, small_atlas_file: Path) -> None:
    random = Random(10)
    plain = "#y=1950&lang=en&v=48,67,5"
    with visit(browser, small_atlas_file, plain) as page:
        before = page.run("() => [geokz.state(), geokz.visible().length]")
        for _ in range(80):
            parts = [f"{random.choice(KEYS)}={random.choice(TOLD)}" for _ in range(random.randint(1, 5))]
            link = random.choice(HANDED)("&".join(parts))
            page.follow(f"#{link}", rest=15)
            state = page.run("() => geokz.state()")
            assert 1919 <= state["from"] <= state["to"] <= 1963, link
            assert state["language"] in {"en", "ru", "kk"} and 0 <= state["view"]["zoom"] <= 12, link
            assert page.complaints == [], link
        page.follow(plain, rest=200)
        assert page.run("() => [geokz.state(), geokz.visible().length]") == before
        assert page.tab.locator(".geokz-sheet:visible, .geokz-card:visible, .geokz-tour:visible, img").count() == 0
        assert page.tab.locator(".geokz-tools").is_visible()
        assert len(page.requests) == 1


# ---- kiosk ----

# of the invitation, where no language is chosen
CORNER = {"x": 4, "y": 4}


def kiosk(browser: Any, path: Path, link: str) -> tuple[Any, Any]:
    """A tab whose clock stands still until it is told to run."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    tab = context.new_page()
    tab.clock.install()
    tab.goto(path.resolve().as_uri() + link)
    tab.clock.run_for(500)
    tab.wait_for_function("() => window.geokz && document.querySelector('.geokz-ready')")
    return context, tab


def test_a_kiosk_returns_to_how_it_opened_after_its_seconds_of_rest(browser: Any, atlas_file: Path) -> None:
    context, tab = kiosk(browser, atlas_file, "#kiosk=5&lang=kk&y=1943")
    opened = tab.evaluate("() => geokz.state()")
    assert (opened["from"], opened["language"]) == (1943, "kk")
    tab.locator(".geokz-begin").click(position=CORNER)
    tab.evaluate("() => { geokz.select('karlag'); geokz.setLanguage('ru'); geokz.setLayers(['towns']); }")
    tab.get_by_role("button", name=page_strings()["span"]["ru"], exact=True).click()
    tab.locator(".geokz-panel-toggle").click()
    tab.evaluate("() => geokz.setSource('ck-labour')")
    tab.locator(".geokz-toolbar button").nth(1).click()
    tab.clock.run_for(3000)
    tab.mouse.move(300, 300)  # somebody stirs
    tab.clock.run_for(3000)
    assert tab.evaluate("() => geokz.state().selected") == "karlag"
    tab.clock.run_for(3000)
    assert tab.evaluate("() => geokz.state()") == opened
    assert tab.locator("[role=dialog]:visible").all_inner_texts() == [tab.locator(".geokz-sheet-poster").inner_text()]
    assert not tab.locator(".geokz-card").is_visible()
    assert tab.locator(".geokz-span").count() == 0
    assert tab.locator(".geokz-layers").is_visible()
    tab.clock.run_for(60_000)
    assert tab.evaluate("() => geokz.state()") == opened
    context.close()


def test_a_kiosk_invites_in_every_language_until_somebody_touches_it(browser: Any, atlas_file: Path) -> None:
    context, tab = kiosk(browser, atlas_file, "#kiosk=5")
    invitation = tab.locator(".geokz-begin")
    texts = page_strings()["touchToBegin"]
    assert invitation.locator("button").all_text_contents() == [texts[code] for code in ("kk", "ru", "en")]
    assert invitation.evaluate("(node) => [...node.children].map((child) => child.lang)") == ["kk", "ru", "en"]
    invitation.get_by_text(texts["ru"]).click()
    assert not invitation.is_visible() and not tab.locator(".geokz-sheet-poster").is_visible()
    assert not tab.locator(".geokz-card").is_visible()  # the touch went to the invitation and not to a mark
    assert tab.evaluate("() => geokz.state().language") == "ru"  # who touched the Russian words reads Russian
    tab.clock.run_for(6000)
    assert invitation.is_visible()
    assert tab.evaluate("() => geokz.state().language") == "en"
    context.close()


def test_a_kiosk_opens_on_the_years_side_by_side_and_comes_back_to_them(browser: Any, atlas_file: Path) -> None:
    context, tab = kiosk(browser, atlas_file, "#kiosk=5&y=1943")
    years = tab.locator(".geokz-poster-map")
    windows = [years.nth(at).bounding_box() for at in range(12)]
    foot = tab.locator(".geokz-begin").bounding_box()
    assert years.count() == 12 and foot["y"] + foot["height"] == 900
    # all at once, none to scroll to
    assert all(box["y"] >= 0 and box["y"] + box["height"] <= foot["y"] for box in windows)
    tab.locator("[data-year='1950'] svg").click()
    tab.clock.run_for(200)
    assert tab.evaluate("() => geokz.getTime().from") == 1950
    assert not years.first.is_visible() and not tab.locator(".geokz-begin").is_visible()
    tab.clock.run_for(6000)
    assert years.first.is_visible() and tab.locator(".geokz-begin").is_visible()
    assert tab.evaluate("() => geokz.getTime().from") == 1943
    tab.keyboard.press("Escape")
    assert not years.first.is_visible() and not tab.locator(".geokz-begin").is_visible()
    context.close()


def test_a_kiosk_that_opens_with_a_sheet_of_its_own_invites_over_it(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, "#kiosk=90&lives=camps.start", size=(1440, 900)) as page:
        assert page.tab.locator(".geokz-begin").bounding_box()["height"] == 900
        assert page.tab.locator(".geokz-sheet-lives").is_visible()
        page.tab.mouse.click(700, 300)
        assert page.tab.locator(".geokz-sheet-lives").is_visible()
        assert not page.tab.locator(".geokz-begin").is_visible()


def test_a_page_in_a_hall_grows_with_its_screen_and_stays_sharp(browser: Any, small_atlas_file: Path) -> None:
    with visit(browser, small_atlas_file, "#kiosk=90&y=1936", size=(3840, 2160)) as page:
        page.tab.locator(".geokz-begin").click(position=CORNER)
        assert page.tab.locator(".geokz-year").bounding_box()["height"] > 120
        smallest = page.run(
            """() => Math.min(...[...document.querySelectorAll('.geokz *')]
                .filter((node) => node.checkVisibility() && [...node.childNodes].some(({ nodeType }) => nodeType === 3))
                .map((node) => parseFloat(getComputedStyle(node).fontSize) * node.currentCSSZoom))"""
        )
        assert smallest >= 26  # about 8 mm on a screen of 55 inches
        widths = page.run("() => { const { width } = document.querySelector('.geokz-canvas'); return width; }")
        assert widths >= 3840
        page.tab.mouse.move(*(2.4 * at for at in map_point(page, 49.68, 72.68)))
        page.tab.locator(".geokz-tooltip:not([hidden])").wait_for()
        assert "Karlag" in page.text(".geokz-tooltip")
        page.tab.set_viewport_size({"width": 1440, "height": 900})
        page.tab.wait_for_timeout(50)
        assert page.run("() => document.documentElement.currentCSSZoom") == 1
        assert page.complaints == []


def map_point(page: Visit, lat: float, lon: float) -> list[float]:
    """Where a place lies on the map, in pixels of the page."""
    script = "(at) => { const { x, y } = geokz.map.latLngToContainerPoint(at); return [x, y]; }"
    return page.run(script, [lat, lon])


def test_a_kiosk_does_not_break_off_what_plays_and_waits_longer_for_a_reader(browser: Any, atlas_file: Path) -> None:
    context, tab = kiosk(browser, atlas_file, "#kiosk=5&y=1930")
    invitation = tab.locator(".geokz-begin")
    invitation.click(position=CORNER)
    tab.locator(".geokz-play").click()
    tab.clock.run_for(15_000)
    assert tab.evaluate("() => geokz.getTime().from") > 1945 and not invitation.is_visible()
    tab.clock.run_for(20_000)  # the last year, and the rest after it
    assert tab.evaluate("() => geokz.getTime().from") == 1930 and invitation.is_visible()
    invitation.click(position=CORNER)
    tab.locator(".geokz-toolbar button").first.click()
    tab.locator(".geokz-tours button").first.click()
    tab.clock.run_for(16_000)
    assert tab.locator(".geokz-tour").is_visible() and not invitation.is_visible()
    tab.clock.run_for(6_000)
    assert not tab.locator(".geokz-tour").is_visible() and invitation.is_visible()
    context.close()


def test_the_years_of_a_period_are_played_one_by_one_and_then_it_stands_as_a_whole(
    browser: Any, atlas_file: Path
) -> None:
    with visit(browser, atlas_file, "#y=1941-1945&lang=en") as page:
        page.tab.locator(".geokz-tempo").click()  # as fast as it goes
        page.tab.locator(".geokz-play").click()
        years = "() => { const { from, to } = geokz.getTime(); return `${from}-${to}`; }"
        for wanted in ("1941-1941", "1945-1945", "1941-1945"):
            page.tab.wait_for_function(f"(wanted) => ({years})() === wanted", arg=wanted)
        assert page.tab.locator(".geokz-play").get_attribute("aria-label") == "Play"
        assert page.complaints == []


def test_a_kiosk_has_no_way_out(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, "#kiosk=90", size=(1440, 900)) as page:
        page.tab.locator(".geokz-begin").click(position=CORNER)
        page.run("() => geokz.select('karlag')")
        for position in range(page.tab.locator(".geokz-toolbar button").count()):
            page.tab.locator(".geokz-toolbar button").nth(position).click()
            links = page.run(
                "() => [...document.querySelectorAll('a[href], area[href], form, iframe')]"
                ".map((node) => node.getAttribute('href')).filter((href) => href !== '#')"
            )
            assert links == []
            page.tab.keyboard.press("Escape")
        page.tab.locator(".geokz-toolbar button").nth(1).click()
        assert not page.tab.locator(".geokz-save").is_visible()
        assert page.run("() => !document.dispatchEvent(new MouseEvent('contextmenu', { cancelable: true }))")
        assert page.complaints == []


# ---- print, motion ----


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_print_is_one_sheet_with_map_year_legend_and_sources(
    browser: Any, atlas_file: Path, size: tuple[int, int]
) -> None:
    with visit(browser, atlas_file, "#y=1943", size=size) as page:
        page.tab.emulate_media(media="print", color_scheme="dark")
        before = page.run("() => geokz.state()")
        page.run("() => { window.dispatchEvent(new Event('beforeprint')); }")
        sheet = page.tab.locator(".geokz-print")
        text = sheet.inner_text()
        for wanted in ("1943", "Camps", "Mines", "Railways"):
            assert wanted in text
        assert "Smirnov" in text + page.text(".geokz-print-pages")
        box = page.run(
            "() => { const b = geokz.map.getContainer().getBoundingClientRect(); return [b.width, b.height]; }"
        )
        assert box == [1058, 728]
        inside = page.run(
            """() => [[41.0, 47.0], [55.2, 87.0]].every((corner) => {
                const { x, y } = geokz.map.latLngToContainerPoint(corner);
                return x > -2 && x < 1058 - 250 && y > 0 && y < 728;
            })"""
        )
        assert inside
        assert (
            page.run("() => getComputedStyle(geokz.map.getContainer()).getPropertyValue('--geokz-dark').trim()") == "0"
        )
        for hidden in (".geokz-tools", ".geokz-panel", ".geokz-clock-buttons"):
            assert not page.tab.locator(hidden).is_visible()
        page.run("() => { window.dispatchEvent(new Event('afterprint')); }")
        assert not sheet.is_visible()
        after = page.run("() => geokz.state()")
        assert after["view"]["zoom"] == before["view"]["zoom"]
        assert after["view"]["lat"] == pytest.approx(before["view"]["lat"], abs=0.05)
        assert page.complaints == []


def test_open_life_lines_are_printed_behind_the_map(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, "#lives=camps.start&lang=en") as page:
        lines = page.run("() => document.querySelectorAll('.geokz-lives-list li').length")
        pages, _ = printed(page)
        behind = [text for text in pages[1:] if "1920 1930 1940" in " ".join(text.split())]
        assert len(behind) == -(-lines // 19)  # the axis above each part
        assert "Karlag" in "".join(behind)
        assert page.tab.locator(".geokz-print-pages").count() == 0


def test_printed_life_lines_have_the_colours_and_the_breadth_of_paper(browser: Any, atlas_file: Path) -> None:
    look = """() => {
        const shape = document.querySelector('.geokz-print-pages .geokz-lives-picture');
        const ink = getComputedStyle(document.querySelector('.geokz-print-pages .geokz-print-head h1')).color;
        return [shape.querySelector('[fill]').getAttribute('fill'), shape.getAttribute('width'), ink];
    }"""
    seen = []
    for scheme in ("light", "dark"):
        with visit(browser, atlas_file, "#lives=camps.start") as page:
            page.tab.emulate_media(color_scheme=scheme)
            page.run("() => new Promise((done) => requestAnimationFrame(done))")
            on_screen = page.run("() => document.querySelector('.geokz-lives-picture').getAttribute('width')")
            page.tab.emulate_media(media="print", color_scheme=scheme)
            page.run("() => { window.dispatchEvent(new Event('beforeprint')); }")
            seen.append(page.run(look))
            page.run("() => { window.dispatchEvent(new Event('afterprint')); }")
            page.tab.emulate_media(media="screen", color_scheme=scheme)
            after = page.run("() => document.querySelector('.geokz-lives-picture').getAttribute('width')")
            assert after == on_screen
    assert seen[0] == seen[1]
    assert float(seen[0][1]) > 700  # the breadth of a sheet beside its names


def test_a_printed_sheet_names_the_months_chosen(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, "#y=1931.05-1932.03") as page:
        page.run("() => { window.dispatchEvent(new Event('beforeprint')); }")
        assert page.text(".geokz-print h2") == "May 1931 – March 1932"


def test_the_printed_map_lies_on_its_base_map(browser: Any, atlas_file: Path) -> None:
    # browsers print a large canvas without its transparency: an upper one would hide the lower
    count = """() => {
        const canvas = document.querySelector('canvas.geokz-canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let [clear, water] = [0, 0];
        for (let at = 0; at < data.length; at += 4) {
            if (data[at + 3] < 255) clear++;
            if (data[at] === 220 && data[at + 1] === 230 && data[at + 2] === 236) water++;
        }
        return { clear, water: water * 4 / data.length };
    }"""
    with visit(browser, atlas_file, "#y=1943") as page:
        assert page.run(count)["clear"] > 0
        page.run("() => { window.dispatchEvent(new Event('beforeprint')); }")
        printed = page.run(count)
        assert printed["clear"] == 0
        assert printed["water"] > 0.01  # the Caspian, the Aral Sea, Balkhash
        assert not page.tab.locator("canvas.geokz-base").is_visible()
        page.run("() => { window.dispatchEvent(new Event('afterprint')); }")
        assert page.run(count)["clear"] > 0
        assert page.tab.locator("canvas.geokz-base").is_visible()


def printed(page: Visit) -> tuple[list[str], tuple[int, int]]:
    """The words of each page on paper, and the size of the first in points."""
    pdf = pypdf.PdfReader(io.BytesIO(page.tab.pdf(prefer_css_page_size=True, print_background=True)))
    box = pdf.pages[0].mediabox
    assert page.tab.locator(".geokz-print-pages").count() == 0
    assert page.complaints == []
    words = [" ".join(one.extract_text().split()) for one in pdf.pages]
    return words, (round(float(box.width)), round(float(box.height)))


def test_a_long_card_is_printed_to_its_last_words_behind_the_map(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, "#y=1937&id=karlag&lang=kk", size=(1024, 768)) as page:
        title = page.text(".geokz-header h1")
        last = page.tab.locator(".geokz-card-body .geokz-sources li").last.text_content()
        pages, size = printed(page)
    assert size == (842, 595)
    assert 2 < len(pages) < 20
    assert min(map(len, pages)) > 100
    assert title in pages[0] and title in pages[1] and "1937" in pages[1] and "CC BY 4.0" in pages[-1]
    assert re.sub(r"\(.*|[\s↑]", "", last) in "".join("".join(pages[1:]).split())


def test_a_short_card_and_few_sources_are_on_the_sheet_of_the_map(browser: Any, small_atlas_file: Path) -> None:
    with visit(browser, small_atlas_file, "#id=kirov-mine", size=(1024, 768)) as page:
        last = page.tab.locator(".geokz-card-body .geokz-sources li").last.text_content()
        pages, _ = printed(page)
    assert len(pages) == 1
    assert re.sub(r"\(.*|[\s↑]", "", last) in "".join(pages[0].split())


def test_no_source_of_a_printed_map_is_lost_or_cut(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, "#y=1950&lang=en", size=(1024, 768)) as page:
        pages, _ = printed(page)
        page.run("() => { window.dispatchEvent(new Event('beforeprint')); }")
        list_end, last_end = page.run(
            """() => ['', ' li:last-child'].map((part) =>
                document.querySelector(`.geokz-print .geokz-print-sources${part}`).getBoundingClientRect().bottom)"""
        )
    assert len(pages) == 2
    assert "Smirnov" in pages[0] + pages[1] and "GeoNames" in pages[1]
    assert last_end <= list_end + 1


def test_a_printed_table_is_all_of_the_table(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, "#y=1950&lang=en&l=camps", size=(1024, 768)) as page:
        page.tab.locator(".geokz-toolbar button").nth(1).click()
        names = page.tab.locator(".geokz-table tbody th .geokz-link").all_text_contents()
        pages, _ = printed(page)
    words = "".join("".join(pages).split())
    assert len(names) > 20
    assert [name for name in names if "".join(name.split()) not in words] == []
    assert "1950: 92,651 prisoners" in pages[0] and "CC BY 4.0" in pages[-1]
    assert all("Name" in page and "Place" in page for page in pages)


def test_who_asked_for_no_motion_gets_none(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file) as page:
        page.tab.emulate_media(reduced_motion="reduce")
        page.run("() => { location.hash = '#tour=turksib.1'; }")
        page.tab.locator(".geokz-tour").wait_for()
        for _ in range(3):
            before = page.run("() => JSON.stringify(geokz.map.getCenter())")
            page.tab.locator(".geokz-tour-foot button").nth(1).click()
            at_once = page.run("() => JSON.stringify(geokz.map.getCenter())")
            page.tab.wait_for_timeout(400)
            assert page.run("() => JSON.stringify(geokz.map.getCenter())") == at_once != before
        moving = page.run(
            """() => [...document.querySelectorAll('.geokz *')].filter((node) => {
                const style = getComputedStyle(node);
                const { animationName, transitionDuration, transitionProperty } = style;
                return animationName !== 'none' || (transitionDuration !== '0s' && transitionProperty !== 'none');
            }).length"""
        )
        assert moving == 0


# ---- what is not known ----


def test_a_thing_says_what_is_not_known_of_it(browser: Any, small_atlas_folder: Path, tmp_path: Path) -> None:
    loaded = geokz.Atlas.load(small_atlas_folder)  # the tables may lack some of this, the frames all of it
    loaded.things.loc["kirov-mine", ["name_ru", "name_kk"]] = ""
    loaded.tables["claims"].loc[:, ["statement_ru", "statement_kk"]] = ""
    loaded.tables["figures"]["value"] = float("nan")
    path = write_page(geokz.build_map(loaded), tmp_path / "unknown.html")
    words = page_strings()
    with visit(browser, path) as page:
        for code in ("en", "ru", "kk"):
            page.run("(code) => geokz.setLanguage(code)", code)
            page.run("() => geokz.select('brick-plant')")  # without a date
            assert words["undated"][code] in page.text(".geokz-card")
            page.run("() => geokz.select('lost-point')")  # without a place
            assert page.run("() => geokz.state().selected") == "lost-point"
            precision = loaded.tables["precision"].set_index("key").loc["unlocated", f"label_{code}"]
            assert precision in page.text(".geokz-card")
            page.run("() => geokz.select('karlag')")  # a figure lost in print
            assert words["valueLost"][code] in page.text(".geokz-card")
            page.run("() => geokz.select('kirov-mine')")  # without a translation
            assert page.text(".geokz-card h2") == "Kirov mine"
            assert "It dug coal." in page.text(".geokz-card")
        assert "undefined" not in page.text("body") and "NaN" not in page.text("body")
        assert page.complaints == []


def test_text_of_tables_is_text_in_table_changes_tours_print_and_downloads(
    browser: Any, small_atlas_folder: Path, edit: Edit, tmp_path: Path
) -> None:
    folder = small_atlas_folder
    edit(folder, "mines.csv", "Kirov mine,Шахта имени Кирова,Киров шахтасы", f"{IMAGE},=1+шахта,@SUM(шахта)")
    edit(folder, "plants.csv", "Brick plant,Кирпичный завод,Кірпіш зауыты", "+1,-1 завод,=cmd|' /C зауыт'!A0")
    edit(folder, "sources.csv", "The system of camps", f"{IMAGE} the system")
    (folder / "tours").mkdir(exist_ok=True)
    texts = f'{{ en = "{IMAGE}", ru = "{IMAGE} шахта", kk = "{IMAGE} шахта" }}'
    (folder / "tours" / "small.toml").write_text(
        f'title = {texts}\n[[steps]]\ntitle = {texts}\ntext = {texts}\nwhen = "1937"\nview = [49.6, 72.9, 7]\n'
        'layers = []\nselect = "karlag"\nsource = "ck-labour[L80-83]"\n',
        encoding="utf-8",
    )
    path = write_page(geokz.build_map(geokz.Atlas.load(folder)), tmp_path / "hostile.html")
    assert "<img src=x" not in re.sub(r"<script>.*?</script>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    with visit(browser, path, size=(1440, 900)) as page:
        page.switch(page_strings()["undatedToo"]["en"]).check()
        page.tab.locator(".geokz-toolbar button").nth(1).click()
        assert IMAGE in page.text(".geokz-table")
        with page.tab.expect_download() as download:
            page.tab.get_by_role("button", name="CSV").click()
        rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
        cells = [cell for row in rows for name, cell in row.items() if name.startswith("name_")]
        assert {"'=1+шахта", "'@SUM(шахта)", "'+1", "'-1 завод", "'=cmd|' /C зауыт'!A0", IMAGE} <= set(cells)
        assert [cell for cell in cells if cell[:1] in "=+-@" and cell] == []
        page.tab.locator(".geokz-toolbar button").nth(2).click()
        page.tab.locator(".geokz-toolbar button").nth(0).click()
        assert IMAGE in page.text(".geokz-tours")
        page.tab.locator(".geokz-tours button").first.click()
        assert page.text(".geokz-tour [aria-current] h2") == IMAGE
        page.run("() => { window.dispatchEvent(new Event('beforeprint')); }")
        assert page.tab.locator("img").count() == 0
        assert page.complaints == []


# ---- browsers without the means ----


@pytest.mark.parametrize("code", ["en", "kk"])
def test_without_javascript_a_plain_list_and_the_sources_remain(
    browser: Any, atlas: geokz.Atlas, tmp_path: Path, code: str
) -> None:
    path = write_page(geokz.build_map(atlas, language=code), tmp_path / "atlas.html")
    plain = re.search(r"<noscript>.*?</noscript>", path.read_text(encoding="utf-8"), re.DOTALL)
    assert plain and len(plain[0].encode()) < 120_000
    context = browser.new_context(offline=True, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(path.as_uri())
    words = page_strings()
    text = tab.locator("main").inner_text()
    assert tab.locator("main h1").inner_text() == atlas.profile.title[code]
    for name in atlas.things[f"name_{code}"]:
        assert name in text
    assert tab.locator("main li").count() == len(atlas.things) + len(atlas.tables["sources"])
    karlag = tab.locator("main li", has_text=atlas.things.loc["karlag", f"name_{code}"]).first.inner_text()
    assert "1931" in karlag and "1959" in karlag and "smirnov1998" in karlag
    for title in atlas.tables["sources"][f"title_{code}"]:
        assert title in text
    for sentence in (words["noScript"][code] for code in atlas.languages):
        assert sentence in text
    assert not tab.locator(".folium-map").is_visible()
    context.close()


def test_names_in_the_plain_list_are_text(browser: Any, small_atlas_folder: Path, edit: Edit, tmp_path: Path) -> None:
    braces = "Шахта {{7*7}} {% raw %}"
    edit(small_atlas_folder, "mines.csv", "Kirov mine,Шахта имени Кирова", f"{IMAGE}</noscript>,{braces}")
    path = write_page(geokz.build_map(geokz.Atlas.load(small_atlas_folder)), tmp_path / "small.html")
    context = browser.new_context(offline=True, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(path.as_uri())
    assert f"{IMAGE}</noscript> / {braces}" in tab.locator("main").inner_text()
    assert tab.locator("img").count() == 0
    context.close()


@pytest.mark.parametrize(
    "lacking",
    [
        "delete window.DecompressionStream",
        "delete Object.hasOwn",
        "Object.defineProperty(window, 'geokzEngine', { get() {}, set() {} })",
    ],
)
def test_an_old_browser_gets_a_sentence_in_three_languages(browser: Any, small_atlas_file: Path, lacking: str) -> None:
    context = browser.new_context(offline=True)
    context.add_init_script(lacking)
    tab = context.new_page()
    tab.goto(small_atlas_file.as_uri())
    assert tab.locator("#geokz-old").is_visible()
    assert tab.locator("#geokz-old p").all_inner_texts() == [
        page_strings()["oldBrowser"][code] for code in ("en", "ru", "kk")
    ]
    covered = tab.evaluate("() => document.elementFromPoint(innerWidth / 2, innerHeight - 40).id")
    assert covered == "geokz-old"
    context.close()


def test_a_new_browser_gets_no_such_sentence(browser: Any, small_atlas_file: Path) -> None:
    with visit(browser, small_atlas_file) as page:
        assert page.tab.locator("#geokz-old").count() == 0


WATCH = """
window.shifts = [];
new PerformanceObserver((list) => list.getEntries().forEach(({startTime, value}) => shifts.push({startTime, value})))
  .observe({type: 'layout-shift', buffered: true});
window.things = () => document.querySelector('canvas.geokz-canvas').toDataURL();
window.first = new Promise((done) =>
  new PerformanceObserver((list) => {
    const [mark] = list.getEntriesByName('geokz-symbols');
    if (mark) requestAnimationFrame(() => done({at: mark.startTime, things: things(), time: geokz.getTime()}));
  }).observe({type: 'mark', buffered: true}));
"""


def test_the_first_frame_is_the_one_that_stays(browser: Any, atlas_file: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    tab.add_init_script(WATCH)
    tab.goto(f"{atlas_file.as_uri()}#y=1950")
    first = tab.evaluate("() => first")
    tab.evaluate("() => geokz.ready")
    tab.wait_for_timeout(400)
    assert first["time"] == {"from": 1950, "to": 1950}
    assert tab.evaluate("() => things()") == first["things"]
    assert [shift for shift in tab.evaluate("() => shifts") if shift["startTime"] > first["at"]] == []
    context.close()
