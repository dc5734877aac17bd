"""The core of the page in Firefox and in WebKit: the same things in the same states as in Chromium, and nothing to
complain of.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import visit
from firefox import firefox
from webkit import webkit

OTHERS = {"firefox": firefox, "webkit": webkit}

YEARS = [(1919, 1919), (1931, 1931), (1937, 1937), (1943, 1943), (1950, 1950), (1960, 1960), (1941, 1945), (1919, 1963)]

SHOWN = """async (years) => {
    const found = [];
    for (const [from, to] of years) {
        await geokz.setTime(from, to);
        found.push(geokz.visible().map(({ id, state }) => `${id} ${state}`).sort());
    }
    return found;
}"""


@pytest.fixture(scope="module", params=list(OTHERS))
def other_tab(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A window of each of the other browsers."""
    with OTHERS[request.param]() as open_tab:
        yield open_tab


@pytest.fixture
def page(other_tab: Any, atlas_file: Path) -> Iterator[Any]:
    """The page of the real tables in one of them; it must neither complain nor ask for anything."""
    other_tab.open(atlas_file, "#lang=en&y=1937")
    yield other_tab
    assert other_tab.complaints == []
    requests = getattr(other_tab, "requests", [])  # WebKit does not tell of them; the page's policy forbids them
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.fixture(scope="module")
def in_chromium(browser: Any, atlas_file: Path) -> list[list[str]]:
    """What Chromium shows in ``YEARS``."""
    with visit(browser, atlas_file, "#lang=en&y=1937") as page:
        return page.run(SHOWN, YEARS)


def test_every_browser_shows_the_very_things_that_chromium_shows(page: Any, in_chromium: list[list[str]]) -> None:
    expected = in_chromium
    found = page.run(SHOWN, YEARS)
    for years, here, there in zip(YEARS, found, expected, strict=True):
        assert here == there, years
    assert len(expected[4]) > 200


def test_languages_search_cards_and_every_step_of_every_tour_work(page: Any) -> None:
    titles = page.run(
        """() => ['en', 'ru', 'kk'].map((code) => {
            geokz.setLanguage(code);
            return [document.documentElement.lang, document.querySelector('h1').textContent];
        })"""
    )
    assert [code for code, _ in titles] == ["en", "ru", "kk"] and len({title for _, title in titles}) == 3
    assert page.run("() => ['karlag', 'Карлаг', 'Қарлаг'].map((text) => geokz.search(text)[0])") == ["karlag"] * 3
    page.run("() => { geokz.setLanguage('en'); geokz.select('karlag'); }")
    assert page.run("() => document.querySelector('.geokz-card h2').textContent").startswith("Karaganda corrective")
    steps = page.run(
        """async () => {
            const rest = (ms) => new Promise((done) => setTimeout(done, ms));
            const found = [];
            const tours = document.querySelectorAll('.geokz-tours button');
            for (const tour of tours) {
                tour.click();
                const next = document.querySelectorAll('.geokz-tour-foot button')[1];
                for (;;) {
                    await rest(20);
                    found.push(document.querySelector('.geokz-tour h2').textContent);
                    if (next.disabled) break;
                    next.click();
                }
            }
            return [tours.length, found];
        }"""
    )
    assert steps[0] >= 4 and len(steps[1]) > 20 and all(steps[1])


def test_keys_turn_the_clock_and_the_address_follows(page: Any) -> None:
    page.run("() => document.querySelector('.geokz-handle-to').focus()")
    page.press("\ue014", "\ue014", "\ue012")  # right, right, left
    assert page.run("() => geokz.getTime()") == {"from": 1938, "to": 1938}
    page.run("() => new Promise((done) => setTimeout(done, 400))")
    assert page.run("() => location.hash").startswith("#y=1938&v=")
    page.run("() => { location.hash = '#y=1943&lang=kk&id=karlag'; }")
    page.run("() => new Promise((done) => setTimeout(done, 400))")
    state = page.run("() => geokz.state()")
    assert (state["from"], state["language"], state["selected"]) == (1943, "kk", "karlag")


def test_a_hundred_addresses_in_a_moment_stop_nothing(page: Any) -> None:
    page.run(
        """async () => {
            for (let at = 0; at < 130; at++) {
                try { history.replaceState(null, '', `#y=1937&n=${at}`); } catch { break; }
            }
            await geokz.setTime(1950);
            await new Promise((done) => setTimeout(done, 400));
        }"""
    )
    assert page.run("() => geokz.getTime().from") == 1950


def test_the_map_is_drawn_and_saved_as_a_picture(page: Any) -> None:
    colours = page.run(
        """() => ['geokz-base', 'geokz-canvas'].map((name) => {
            const canvas = document.querySelector(`canvas.${name}`);
            const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
            copy.drawImage(canvas, 0, 0);
            const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(data.buffer)).size;
        })"""
    )
    assert min(colours) > 50
    page.run("() => document.querySelectorAll('.geokz-toolbar button')[5].click()")
    saved = page.run(
        """() => new Promise((done) => {
            const made = [];
            URL.createObjectURL = (blob) => { made.push([blob.type, blob.size]); return '#'; };
            HTMLAnchorElement.prototype.click = () => {};
            const buttons = [...document.querySelectorAll('.geokz-outward .geokz-link')];
            buttons.filter(({ textContent }) => ['PNG', 'SVG'].includes(textContent)).forEach((one) => one.click());
            const wait = () => (made.length === 2 ? done(made) : setTimeout(wait, 50));
            wait();
        })"""
    )
    assert sorted(kind for kind, _ in saved) == ["image/png", "image/svg+xml"]
    assert all(size > 100_000 for _, size in saved)
