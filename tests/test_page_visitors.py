"""What a first visitor stumbled over, and the test that would see it come back.

========================================================  =====================================================
the largest camp is drawn as the smallest                 test_the_largest_camp_of_a_year_has_the_largest_mark,
                                                          dress: the area of a symbol follows its prisoners; marks:
                                                          what only may have been never hides what was
a pipeline, a road, a bridge pass for railways            dress: a pipeline, a road ...; a bridge and a depot ...
a camp abroad is in the sum of the country                people: the sentence has the sum ...; rows: a camp abroad
the page opens in English for everybody                   test_the_page_opens_in_the_language_of_the_browser
what nobody disputes is called disputed                   test_what_is_called_disputed_has_two_sides
a card nobody can read to its end                         test_the_card_of_a_camp_is_told_in_short_and_folded,
                                                          test_page: a mark of a source leads to its entry and back
ties that are named the wrong way round                   test_a_tie_is_named_as_it_is_read_from_either_end
a chosen line is neither lit nor in view                  test_page: a chosen railway is lit ...,
                                                          test_a_chosen_line_is_whole_in_what_the_panels_leave
dates and numbers in the wrong case                       words: Russian dates stand in the case ...; one line is
                                                          a line ...; units have the form of their number
at 400 per cent only the clock is left                    test_a_very_small_window_shows_the_country_and_scrolls
bars that are flat                                        test_page: the bars are people first ...; bars: the name
                                                          of a band stands within it ...
hollow marks outnumber the sure ones                      test_what_is_only_possible_is_the_lesser_part
the clock stays in a span after a tour                    test_a_link_to_a_year_ends_the_span_of_a_tour
search does not find places                               entries: the name of a place leads to its town
a town's card does not say what is there                  test_the_card_of_a_town_lists_what_was_there_in_the_year
a wall of pixels with letters for a desk                  test_page_more: a page in a hall grows with its screen
card and tour cover the map between them                  test_page_stories: the card waits behind the story
what changed is in no link and has no sums                link: the years of what changed ...; test_page_stories:
                                                          what there was of each kind is counted in both years
themed maps are the atlas again                           test_maps: every map opens offline at its theme
words on the map nobody understands                       heads: where rails from two ends met ...
words broken in the middle                                test_no_word_of_a_card_is_broken
a scale in English that runs over its bar                 test_scale_and_zoom_speak_the_language_of_the_page
circles of doubt that grey the screen                     test_a_circle_of_doubt_does_not_grey_the_screen
a print that is cut and has flat bars                     test_page_more: print is one sheet with map, year ...
an encyclopaedia beside the handbook of camps             test_the_weightiest_sources_are_offered_first
odd words and names                                       test_names_begin_with_a_capital; words: a measure that says
                                                          nothing is left out; a row of years is a range; test_maps:
                                                          what goes on ends after the clock of its map ...
the life bar is gone in forced colours                    test_life_bars_keep_their_colours_where_colours_are_forced
========================================================  =====================================================
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from browser import Visit, visit
from conftest import GEODATA

import geokz

# ties that are the same from either end
SYMMETRIC: set[str] = set()

# pixels of the things' canvas in the colour of camps within some pixels of a place
RED = """([lat, lon, reach]) => {
    const canvas = document.querySelector('canvas.geokz-canvas');
    const box = canvas.getBoundingClientRect();
    const { x, y } = geokz.map.latLngToContainerPoint([lat, lon]);
    const ratio = canvas.width / box.width;
    const at = [(x - box.left - reach) * ratio, (y - box.top - reach) * ratio, 2 * reach * ratio, 2 * reach * ratio];
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(...at.map(Math.round));
    let found = 0;
    for (let i = 0; i < data.length; i += 4)
        if (data[i] === 0x7b && data[i + 1] === 0x1e && data[i + 2] === 0x2b && data[i + 3] === 255) found++;
    return found;
}"""

# the part of the things' canvas that anything is drawn on
INKED = """() => {
    const canvas = document.querySelector('canvas.geokz-canvas');
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    let inked = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i]) inked++;
    return inked / (data.length / 4);
}"""


@pytest.fixture
def page(opened: Visit) -> Visit:
    """The one page of the module, as a plain link leaves it."""
    for shut in opened.tab.locator(".geokz-sheet:not([hidden]) .geokz-close").all():
        shut.click()
    opened.follow("#y=1937&lang=en&v=48,67,5")
    return opened


def test_the_largest_camp_of_a_year_has_the_largest_mark(page: Visit) -> None:
    page.follow("#y=1950&lang=en&l=camps&p=0&pr=0&v=48.5,70,6", rest=200)
    karlag, steplag = page.run(RED, [49.68, 72.68, 26]), page.run(RED, [47.8, 67.7, 26])
    assert karlag > 1.5 * steplag > 300  # 54,179 and 27,855 prisoners


@pytest.mark.parametrize(("locale", "code"), [("kk-KZ", "kk"), ("ru-RU", "ru"), ("fr-FR", "en")])
def test_the_page_opens_in_the_language_of_the_browser(
    browser: Any, small_atlas_file: Path, locale: str, code: str
) -> None:
    context = browser.new_context(offline=True, locale=locale)
    tab = context.new_page()
    tab.goto(small_atlas_file.resolve().as_uri())
    assert tab.evaluate("() => geokz.ready.then(() => document.documentElement.lang)") == code
    context.close()


def test_what_is_called_disputed_has_two_sides(page: Visit) -> None:
    sides = page.run(
        """() => ['karlag', 'turksib', 'kazakh-ssr', 'alzhir', 'steplag', 'ridder'].flatMap((id) => {
            geokz.select(id);
            const boxes = [...document.querySelectorAll('.geokz-card .geokz-sides')];
            return boxes.map(({ childElementCount }) => childElementCount);
        })"""
    )
    assert len(sides) >= 3 and min(sides) >= 2


def test_the_card_of_a_camp_is_told_in_short_and_folded(page: Visit) -> None:
    page.follow("#y=1937&lang=ru&id=karlag")
    card = page.tab.locator(".geokz-card")
    open_folds = card.locator(".geokz-fold[open] > summary").all_inner_texts()
    assert len(open_folds) == 2 and card.locator(".geokz-fold").count() >= 4
    screens = card.evaluate("(node) => node.scrollHeight / node.clientHeight")
    assert screens < 10  # of 37, unfolded
    entries = card.locator(".geokz-sources > li").all_text_contents()
    assert 3 < len(entries) == len(set(entries)) < 30


def test_a_tie_is_named_as_it_is_read_from_either_end() -> None:
    with (GEODATA / "vocab" / "relation_types.csv").open(encoding="utf-8", newline="") as file:
        types = list(csv.DictReader(file))
    assert len(types) > 10
    for row in types:
        for language in ("en", "ru", "kk"):
            there, back = row[f"label_{language}"], row[f"inverse_{language}"]
            assert back and not {"обратную", "кері бағытта", "other way"} & {back}, row["key"]
            assert there != back or row["key"] in SYMMETRIC, row["key"]


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_a_chosen_line_is_whole_in_what_the_panels_leave(browser: Any, atlas_file: Path, size: tuple[int, int]) -> None:
    with visit(browser, atlas_file, "#y=1930&id=turksib&lang=ru", size=size) as page:
        page.tab.wait_for_timeout(150)
        box = page.run(
            """() => {
                const at = (name) => document.querySelector(`.geokz-${name}`).getBoundingClientRect();
                const wide = at('card').left > 0;
                return [wide ? at('panel').right : 0, at('header').bottom,
                    wide ? at('card').left : innerWidth, wide ? at('clock').top : at('card').top];
            }"""
        )
        for lat, lon in ((43.0, 73.0), (50.4, 80.2)):  # near Lugovaya and Semipalatinsk, its two ends
            x, y = page.point_of(lat, lon)
            assert box[0] - 1 < x < box[2] and box[1] - 1 < y < box[3], (lat, lon, x, y, box)
        zoom = page.run("() => geokz.map.getZoom()")
    assert zoom >= (5 if size[0] > 700 else 4)


def test_a_very_small_window_shows_the_country_and_scrolls(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, "#lang=ru", size=(360, 225)) as page:
        assert page.run("() => geokz.map.getZoom()") <= 5
        sizes = "() => [geokz.map.getSize().y, geokz.map.getContainer().clientHeight]"
        assert len(set(page.run(sizes))) == 1  # the map fills what scrolls
        page.tab.mouse.move(180, 60)
        for part in (".geokz-search", ".geokz-toolbar button >> nth=1", ".geokz-year"):
            page.tab.locator(part).scroll_into_view_if_needed()
            page.tab.locator(part).click(trial=True)
        page.tab.locator(".geokz-toolbar button").nth(1).click()
        assert page.tab.locator(".geokz-sheet-table").is_visible()
        assert page.complaints == []


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_of_the_first_screen_of_a_very_small_window_the_map_has_the_larger_part(
    browser: Any, atlas_file: Path, language: str
) -> None:
    with visit(browser, atlas_file, f"#lang={language}&y=1950", size=(320, 200)) as page:
        header = page.tab.locator(".geokz-header").bounding_box()
        assert header["y"] + header["height"] <= 100
        assert "92" in page.text(".geokz-people-sum")  # the number of prisoners stays
        last = page.tab.locator(".geokz-toolbar button").last
        last.focus()
        box = last.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 320  # the keyboard brings each word into view


def test_what_is_only_possible_is_the_lesser_part(page: Visit) -> None:
    for year in (1937, 1953, 1960):
        page.set_years(year, year)
        states = list(page.visible().values())
        assert states.count("possible") < len(states) / 2, year
    page.set_years(1960, 1960)
    page.run("() => geokz.setLayers(['camps'])")
    assert len(page.visible()) <= 3
    page.set_years(1919, 1919)
    assert page.visible() == {}


def test_a_link_to_a_year_ends_the_span_of_a_tour(page: Visit) -> None:
    page.follow("#lang=ru&tour=karlag.4", rest=200)
    page.follow("#y=1943&lang=ru", rest=200)
    assert page.years() == [1943, 1943]
    assert page.tab.locator(".geokz-span").count() == 0
    box = page.tab.locator(".geokz-track").bounding_box()
    page.tab.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + 20)
    first, last = page.years()
    assert first == last != 1943


def test_the_card_of_a_town_lists_what_was_there_in_the_year(page: Visit) -> None:
    page.follow("#y=1940&lang=en&id=ridder")
    here = page.tab.locator(".geokz-card .geokz-list li")
    assert here.count() >= 10
    assert "1940" in page.text(".geokz-card")
    kinds = page.tab.locator(".geokz-card h4:has-text('1940') + p").inner_text()
    assert "mine" in kinds and "plant" in kinds


def test_no_word_of_a_card_is_broken(page: Visit) -> None:
    for thing, language in (("ust-kamenogorsk-hes", "ru"), ("alzhir", "ru"), ("karlag", "kk")):
        page.follow(f"#y=1950&lang={language}&id={thing}")
        broken = page.run(
            """() => {
                document.querySelectorAll('.geokz-card details').forEach((part) => { part.open = true; });
                const cells = [...document.querySelectorAll('.geokz-card :is(td, .geokz-sides > div, h4)')];
                const range = document.createRange();
                return cells.flatMap((cell) => {
                    const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
                    const found = [];
                    for (let node = walk.nextNode(); node; node = walk.nextNode())
                        for (const word of node.data.matchAll(/[\\p{L}]+/gu)) {
                            range.setStart(node, word.index);
                            range.setEnd(node, word.index + word[0].length);
                            if (range.getClientRects().length > 1) found.push(word[0]);
                        }
                    return found;
                });
            }"""
        )
        assert broken == [], thing


def test_scale_and_zoom_speak_the_language_of_the_page(page: Visit) -> None:
    page.follow("#y=1937&lang=kk&v=50.2,82.9,9")
    assert page.tab.locator(".geokz-scale").is_visible()
    assert page.text(".geokz-scale").endswith("км")
    assert page.tab.locator(".leaflet-control-zoom-in").get_attribute("aria-label") == "Жақындату"
    for zoom in range(4, 13):
        page.run("(zoom) => { geokz.map.setView([50.2, 82.9], zoom, { animate: false }); }", zoom)
        text, bar = page.run(
            "() => [...document.querySelector('.geokz-scale').children].map((part) => part.getBoundingClientRect())"
        )
        assert text["bottom"] <= bar["top"] + 1 and bar["width"] > 20


def test_the_key_of_sizes_is_never_under_the_panel(page: Visit) -> None:
    boxes = """() => ['size-key', 'scale', 'panel', 'clock'].map((name) =>
        document.querySelector(`.geokz-${name}`).getBoundingClientRect().toJSON())"""
    for size, link in (
        ((1024, 768), "#y=1943&lang=kk"),
        ((1440, 900), "#y=1950&lang=ru&id=karlag"),
        ((1440, 900), "#y=1937&lang=en"),
    ):
        page.tab.set_viewport_size({"width": size[0], "height": size[1]})
        page.follow(link, rest=200)
        key, scale, panel, clock = page.run(boxes)
        for one in (key, scale):
            assert one["width"] > 0 and one["bottom"] <= clock["top"]
            assert one["left"] >= panel["right"] or one["top"] >= panel["bottom"], (link, one, panel)
    page.tab.set_viewport_size({"width": 1440, "height": 900})


def test_on_a_phone_what_is_chosen_stands_above_its_card(page: Visit) -> None:
    page.tab.set_viewport_size({"width": 390, "height": 844})
    where = """(place) => {
        const box = (name) => document.querySelector(`.geokz-${name}`).getBoundingClientRect();
        return [box('header').bottom, geokz.map.latLngToContainerPoint(place).y, box('card').top];
    }"""
    # in the south of the country, in its middle
    for link, place in (("#y=1930&lang=ru&id=kazlag", [43.25, 76.9]), ("#y=1943&lang=kk&id=karlag", [49.7, 72.7])):
        page.follow(link, rest=200)
        header, point, card = page.run(where, place)
        room = (card - header) / 4
        assert header + room - 5 <= point <= card - room + 5, (link, header, point, card)
    page.tab.set_viewport_size({"width": 1440, "height": 900})


def test_a_circle_of_doubt_does_not_grey_the_screen(page: Visit) -> None:
    page.follow("#y=1940&lang=en&v=50.34,83.51,11", rest=200)
    assert 0.001 < page.run(INKED) < 0.25


def test_the_weightiest_sources_are_offered_first(page: Visit) -> None:
    offered = page.run("() => [...document.querySelectorAll('.geokz-according option')].map(({ value }) => value)")
    assert set(offered[1:6]) == {"kz-history4", "kz-industrialization", "ek-towns", "ck-labour", "camps-thesis"}
    assert offered.index("smirnov1998") < len(offered) / 2 < offered.index("wikipedia")
    assert not {"geonames", "wof"} & set(offered)


def test_names_begin_with_a_capital(atlas: geokz.Atlas) -> None:
    for language in ("en", "ru", "kk"):
        names = atlas.things[f"name_{language}"].dropna()
        low = [name for name in names if name[:1].islower()]
        assert low == []


def test_life_bars_keep_their_colours_where_colours_are_forced(page: Visit) -> None:
    page.follow("#y=1950&lang=en&id=karlag")
    page.tab.emulate_media(forced_colors="active")
    bar = page.tab.locator(".geokz-card .geokz-life span").first
    colours = bar.evaluate(
        "(node) => { const { backgroundColor, forcedColorAdjust } = getComputedStyle(node);"
        " return [backgroundColor, forcedColorAdjust]; }"
    )
    page.tab.emulate_media(forced_colors="none")
    assert colours == ["rgb(123, 30, 43)", "none"]


def test_words_and_numbers_of_a_small_window_are_whole(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, "#y=1943&lang=ru", size=(1024, 768)) as page:
        for code in ("kk", "ru"):
            page.follow(f"#y=1943&lang={code}&id=karlag")
            right = page.run(
                "() => Math.max(...[...document.querySelectorAll('.geokz-check')].map((check) =>"
                " check.lastElementChild.getBoundingClientRect().right))"
            )
            assert right <= 1024 - 8, code
            assert page.tab.locator(".geokz-header").bounding_box()["height"] < 200, code


def test_the_columns_of_the_table_stand_apart(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, "#y=1950&lang=ru", size=(1440, 900)) as page:
        page.tab.locator(".geokz-toolbar button").nth(1).click()
        gaps = page.run(
            """() => [...document.querySelectorAll('.geokz-table tr')].slice(0, 40).map((row) => {
                const end = document.createRange();
                end.selectNodeContents(row.querySelector('.geokz-col-state'));
                const place = row.querySelector('.geokz-col-place').getBoundingClientRect();
                return place.left - end.getBoundingClientRect().right;
            })"""
        )
        assert min(gaps) >= 4
