"""Nobody is shut out: axe-core finds nothing in any language, light or dark, and the keyboard reaches everything."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Visit, visit

from geokz.render.strings import page_strings

AXE = "axe-core@4.14.1"

RUN_AXE = """async () => {
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, help, nodes }) =>
        nodes.slice(0, 3).map(({ target, failureSummary }) =>
            `${id}: ${help}: ${target.join(' ')} ${failureSummary.slice(0, 300)}`));
}"""

# what has the focus, said briefly
FOCUS = """() => {
    const node = document.activeElement;
    const part = ['header', 'panel', 'card', 'clock', 'tour', 'sheet']
        .find((name) => node.closest(`.geokz-${name}`)) || 'map';
    const name = node.getAttribute('aria-label') || node.labels?.[0]?.textContent || node.textContent;
    return [part, node.getAttribute('role') || node.tagName.toLowerCase(), name.trim()];
}"""


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core, from the npm registry."""
    npm = shutil.which("npm")
    folder = tmp_path_factory.mktemp("axe")
    problem = "npm is not here"
    if npm:
        command = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", AXE]
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=240)
        if run.returncode == 0:
            return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
        problem = run.stderr.strip()[-300:]
    reason = f"axe-core cannot be had, so the page is not checked for access: {problem}"
    if os.environ.get("GEOKZ_REQUIRE_BROWSER"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def page(browser: Any, atlas_file: Path) -> Iterator[Visit]:
    """The page of the real tables, in 1937, in English; it must not complain of anything."""
    with visit(browser, atlas_file, size=(1440, 900)) as open_page:
        yield open_page
        assert open_page.complaints == []


def close_all(page: Visit) -> None:
    page.run("() => geokz.select(null)")
    for shut in page.tab.locator(".geokz-sheet:not([hidden]) .geokz-close").all():
        shut.click()


def card(page: Visit) -> None:
    page.run("() => geokz.select('karlag')")
    page.run("() => document.querySelectorAll('.geokz-card details').forEach((part) => { part.open = true; })")


def place_list(page: Visit) -> None:
    page.run("() => { geokz.map.setView([49.8, 73.1], 9, { animate: false }); }")
    page.tab.wait_for_timeout(150)
    page.click_map(49.83333, 73.16580)
    page.tab.locator(".geokz-list li").first.wait_for()


def hits(page: Visit) -> None:
    page.tab.locator(".geokz-search").fill("kar")
    page.tab.get_by_role("option").first.wait_for()


def no_hits(page: Visit) -> None:
    page.tab.locator(".geokz-search").fill("qqxxqq")


def sheet(position: int) -> Callable[[Visit], None]:
    return lambda page: page.tab.locator(".geokz-toolbar button").nth(position).click()


def tour_step(page: Visit) -> None:
    page.run("() => { location.hash = '#tour=turksib.2'; }")
    page.tab.locator(".geokz-tour").wait_for()


def both_years(page: Visit) -> None:
    sheet(3)(page)
    page.tab.locator(".geokz-sheet-changes .geokz-word").click()


def filtered(page: Visit) -> None:
    page.run("() => { location.hash = '#f=part:karlag'; }")
    page.tab.locator(".geokz-filter-note").wait_for()


def table(page: Visit) -> None:
    page.follow(f"#y=1937&lang={page.run('() => geokz.state().language')}")  # of all things again
    page.tab.locator(".geokz-filter-note").wait_for(state="hidden")
    sheet(1)(page)


def citation(page: Visit) -> None:
    card(page)
    page.tab.locator(".geokz-cite").first.click()
    page.tab.locator(".geokz-cite-list").first.wait_for()


def in_view(page: Visit) -> None:
    skip_link(page, "inView").press("Enter")


def background(page: Visit) -> None:
    page.run("() => { document.querySelector('.geokz-backdrop').open = true; }")


def skip_link(page: Visit, word: str) -> Any:
    """One of the first stops of the keyboard."""
    code = page.run("() => geokz.state().language")
    link = page.tab.locator(".geokz-skip").get_by_role("button", name=page_strings()[word][code], exact=True)
    link.focus()
    return link


STATES: dict[str, Callable[[Visit], None]] = {
    "first view": lambda page: None,
    "span": lambda page: page.set_years(1941, 1945),
    "card": card,
    "citation": citation,
    "place list": place_list,
    "search hits": hits,
    "nothing found": no_hits,
    "tours": sheet(0),
    "poster": sheet(4),
    "share": sheet(5),
    "legend": sheet(6),
    "tour step": tour_step,
    "filtered": filtered,
    "in view": in_view,
    "background": background,
    # these leave thousands of elements in the page, which axe looks at in every state that follows
    "table": table,
    "life-lines": sheet(2),
    "what changed": sheet(3),
    "both years": both_years,
}


@pytest.mark.parametrize(
    ("code", "scheme", "size"),
    [
        ("en", "light", (1440, 900)),
        ("ru", "dark", (1440, 900)),
        ("kk", "light", (390, 844)),
        ("ru", "dark", (390, 844)),
    ],
)
def test_axe_finds_no_violation_in_any_state(
    browser: Any, atlas_file: Path, axe: str, code: str, scheme: str, size: tuple[int, int]
) -> None:
    found = {}
    with visit(browser, atlas_file, f"#lang={code}", size=size) as page:
        page.tab.emulate_media(color_scheme=scheme)
        page.run(axe)
        for name, reach in STATES.items():
            reach(page)
            violations = page.run(RUN_AXE)
            if violations:
                found[name] = violations
            page.tab.locator(".geokz-search").fill("")
            close_all(page)
        assert page.complaints == []
    assert found == {}


def test_all_the_toolbars_sheets_are_among_the_states(opened: Visit) -> None:
    assert opened.tab.locator(".geokz-toolbar button").count() == 7


# ---- the keyboard ----


def stops(page: Visit, count: int) -> list[tuple[str, str, str]]:
    """Where Tab leads, from the beginning of the page."""
    found = []
    for _ in range(count):
        page.tab.keyboard.press("Tab")
        found.append(tuple(page.run(FOCUS)))
    return found


def test_tab_reaches_search_languages_toolbar_layers_and_clock_in_this_order(page: Visit) -> None:
    reached = stops(page, 100)  # each happening on the clock's axis is one
    names = [name for _, _, name in reached]
    words = {key: texts["en"] for key, texts in page_strings().items()}
    order = [words["searchHint"], "ҚАЗ", "EN", words["tours"], words["aboutTitle"], words["layers"]]
    positions = [names.index(name) for name in order]
    assert positions == sorted(positions)
    assert [name for part, role, name in reached if role == "slider"][:1] == [words["year"]]
    assert {"header", "panel", "clock"} <= {part for part, _, _ in reached}
    panel = {stop for stop in reached if stop[0] == "panel"}
    # the heading, the eight layers that have points, the choice of a source, the filters, the background
    assert len(panel) == 12
    last_of_header = max(at for at, stop in enumerate(reached) if stop[0] == "header")
    first_of_clock = min(at for at, stop in enumerate(reached) if stop[0] == "clock")
    assert positions[-1] > positions[0] and (first_of_clock > last_of_header or first_of_clock < positions[0])


def test_every_stop_of_the_keyboard_shows_its_focus_and_has_a_name(page: Visit) -> None:
    for _ in range(40):
        page.tab.keyboard.press("Tab")
        _, role, name = page.run(FOCUS)
        if role == "body":  # the end of the page
            continue
        assert name, role
        outline = page.run(
            "() => { const style = getComputedStyle(document.activeElement);"
            " return [style.outlineStyle, style.outlineWidth]; }"
        )
        assert outline[0] != "none" and outline[1] != "0px", (role, name)


def test_the_first_stops_lead_over_the_map(page: Visit) -> None:
    name = f"Map, 1937: {len(page.visible())} things"
    page.tab.wait_for_function(
        "(name) => geokz.map.getContainer().getAttribute('aria-label') === name", arg=name
    )  # it follows when the map rests
    main, *first = stops(page, 4)
    assert main == ("map", "main", name)
    assert [name for _, _, name in first] == ["Search", "Time", "In view"]
    assert page.tab.locator(".geokz-skip").bounding_box()["y"] >= 0
    page.tab.keyboard.press("Shift+Tab")
    page.tab.keyboard.press("Enter")
    assert page.run(FOCUS)[:2] == ["clock", "slider"]
    skip_link(page, "skipToSearch").press("Enter")
    assert page.run(FOCUS)[1] == "combobox"


def test_every_mark_in_the_window_is_reached_by_keyboard(page: Visit) -> None:
    page.run("() => { geokz.map.setView([49.8, 73.1], 9, { animate: false }); }")
    skip_link(page, "inView").press("Enter")
    page.tab.locator(".geokz-sheet-inview").wait_for()
    names = page.tab.locator(".geokz-inview button").all_text_contents()
    assert "Karaganda" in names and "Dolinka" in " ".join(names) and "Guryev" not in names
    karaganda = page.tab.locator(".geokz-inview li").filter(
        has=page.tab.get_by_role("button", name="Karaganda", exact=True)
    )
    told = karaganda.locator(".geokz-quiet").inner_text()
    assert re.fullmatch(r"\d+ things: .* mines?.*", told)
    karaganda.get_by_role("button").press("Enter")
    assert page.run(FOCUS)[0] == "card" and told in page.text(".geokz-card")
    page.tab.keyboard.press("Escape")
    page.run("() => { geokz.map.setView([47.1, 51.9], 9, { animate: false }); }")
    skip_link(page, "inView").press("Enter")
    assert "Karaganda" not in page.tab.locator(".geokz-inview button").all_text_contents()


def test_the_slider_speaks_the_year(page: Visit) -> None:
    handle = page.tab.get_by_role("slider", name="Year", exact=True)
    assert handle.get_attribute("aria-valuetext") == "1937"
    assert handle.get_attribute("aria-valuenow") == "1937"
    handle.focus()
    page.tab.keyboard.press("ArrowRight")
    page.tab.wait_for_function("(handle) => handle.ariaValueText === '1938'", arg=handle.element_handle())
    live = page.tab.locator(".geokz-clock [aria-live]")
    live.filter(has_text="1938: 47,062 prisoners in 2 camps of Kazakhstan").wait_for(state="attached")


def test_the_sliders_of_a_span_are_named_as_its_ends(page: Visit) -> None:
    page.set_years(1941, 1945)
    for name, year in (("First year", "1941"), ("Last year", "1945")):
        assert page.tab.get_by_role("slider", name=name).get_attribute("aria-valuetext") == year


@pytest.mark.parametrize("position", range(7))
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_sheet_opens_by_key_closes_by_escape_and_gives_the_focus_back(opened: Visit, position: int, key: str) -> None:
    opener = opened.tab.locator(".geokz-toolbar button").nth(position)
    opener.focus()
    opened.tab.keyboard.press(key)
    dialog = opened.tab.get_by_role("dialog")
    assert dialog.count() == 1
    assert opened.run("() => Boolean(document.activeElement.closest('[role=dialog]'))")
    opened.tab.keyboard.press("Tab")
    assert opened.run("() => Boolean(document.activeElement.closest('[role=dialog]'))")
    opened.tab.keyboard.press("Escape")
    assert dialog.count() == 0
    assert opened.run("() => document.activeElement.textContent") == opener.inner_text()


def test_layers_switch_by_space_and_languages_by_enter(page: Visit) -> None:
    camps = page.tab.get_by_role("checkbox", name="Camps")
    camps.focus()
    page.tab.keyboard.press("Space")
    assert "camps" not in page.run("() => geokz.state().layers")
    page.tab.locator("button[lang=kk]").focus()
    page.tab.keyboard.press("Enter")
    assert page.run("() => geokz.state().language") == "kk"


def test_a_search_needs_no_mouse_and_its_card_gives_the_focus_back(page: Visit) -> None:
    search = page.tab.get_by_role("combobox", name="Find a place or a thing")
    search.focus()
    page.tab.keyboard.type("dzhezkazgan")
    assert search.get_attribute("aria-activedescendant") == "geokz-hit-0"
    page.tab.keyboard.press("ArrowDown")
    assert search.get_attribute("aria-activedescendant") == "geokz-hit-1"
    page.tab.keyboard.press("Enter")
    page.tab.locator(".geokz-card").wait_for()
    assert page.run(FOCUS)[0] == "card"
    page.tab.keyboard.press("Escape")
    assert not page.tab.locator(".geokz-card").is_visible()
    assert page.run(FOCUS)[:2] == ["header", "combobox"]


def test_the_canvas_is_no_wall_every_thing_drawn_is_in_the_table(page: Visit) -> None:
    drawn = set(page.visible())
    page.tab.get_by_role("navigation").get_by_role("button", name="Table").focus()
    page.tab.keyboard.press("Enter")
    listed = set(page.run("() => [...document.querySelectorAll('.geokz-table tbody button')].map((b) => b.dataset.id)"))
    assert drawn and drawn <= listed
    page.tab.locator(".geokz-table tbody button").first.focus()
    page.tab.keyboard.press("ArrowDown")
    page.tab.keyboard.press("Enter")
    assert page.tab.locator(".geokz-card").is_visible()
    assert page.run(FOCUS)[0] == "card"


def test_links_of_a_card_are_buttons_that_keys_press(page: Visit) -> None:
    page.run("() => geokz.select('karlag')")
    link = page.tab.locator(".geokz-card button.geokz-link").first
    wanted = link.inner_text()
    link.focus()
    page.tab.keyboard.press("Enter")
    assert page.text(".geokz-card h2") == wanted
    assert page.run(FOCUS)[0] == "card"


def test_a_tour_is_walked_by_keys(page: Visit) -> None:
    page.tab.get_by_role("navigation").get_by_role("button", name="Tours").focus()
    page.tab.keyboard.press("Enter")
    page.tab.locator(".geokz-tours button").first.focus()
    page.tab.keyboard.press("Enter")
    assert page.run(FOCUS)[0] == "tour"
    assert page.text(".geokz-tour-foot span").startswith("1 of ")
    page.tab.keyboard.press("ArrowRight")
    assert page.text(".geokz-tour-foot span").startswith("2 of ")
    assert page.run(FOCUS)[0] == "tour"
    page.tab.keyboard.press("Escape")
    assert not page.tab.locator(".geokz-tour").is_visible()
    assert page.run("() => document.activeElement !== document.body")


def test_play_runs_and_rests_by_the_space_bar(page: Visit) -> None:
    page.tab.get_by_role("button", name="Play").focus()
    page.tab.keyboard.press("Space")
    page.tab.wait_for_function("() => geokz.getTime().from >= 1938")
    page.tab.keyboard.press("Space")
    assert page.tab.get_by_role("button", name="Play").is_visible()


def test_targets_are_large_enough_for_a_thumb(browser: Any, atlas_file: Path) -> None:
    """WCAG 2.2 AA, 2.5.8: 24 by 24 pixels; not the happenings on the axis, whose place is their date."""
    with visit(browser, atlas_file, size=(390, 844)) as page:
        small = page.run(
            """() => [...document.querySelectorAll('button, select, [type=text], [type=search], [role=slider]')]
                .filter((node) => !node.matches('.geokz-event'))
                .map((node) => [node.getAttribute('aria-label') || node.textContent, node.getBoundingClientRect()])
                .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
                .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
        )
        assert small == []


def test_text_twice_as_large_still_works(browser: Any, atlas_file: Path) -> None:
    """WCAG 1.4.4: the page at 200 percent of its width is the page of a small window."""
    with visit(browser, atlas_file, "#lang=ru", size=(720, 450)) as page:
        page.run("() => geokz.select('karlag')")
        assert page.tab.locator(".geokz-card h2").is_visible()
        assert page.run("() => document.documentElement.scrollWidth") == 720
