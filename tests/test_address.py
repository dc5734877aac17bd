"""The address holds the state, and no browser's refusal and no delay makes it lose one."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from browser import visit


def test_a_pasted_link_is_not_lost_to_a_state_that_waits_to_be_written(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, "#lang=en&y=1937") as page:
        for year in (1950, 1931, 1943):
            # the clock turned, and before its year is written a link is pasted
            page.run(
                """(year) => new Promise((done) => {
                    geokz.setTime(1960).then(() => setTimeout(() => { location.hash = `#y=${year}`; done(); }, 119));
                })""",
                year,
            )
            page.tab.wait_for_timeout(400)
            assert page.years() == [year, year]
            assert page.run("() => location.hash").startswith(f"#y={year}&v=")
        assert page.complaints == []


def test_a_browser_that_refuses_addresses_shows_the_map_all_the_same(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, "#lang=en&y=1937") as page:
        page.run(
            """() => {
                window.kept = history.replaceState;
                history.replaceState = () => { throw new DOMException('too many', 'SecurityError'); };
            }"""
        )
        page.set_years(1950, 1950)
        page.tab.wait_for_timeout(300)
        assert "y=1937" in page.run("() => location.hash")
        page.run("() => { history.replaceState = window.kept; }")
        page.set_years(1951, 1951)
        page.tab.wait_for_function("() => location.hash.startsWith('#y=1951')")
        assert page.complaints == []


def test_a_frame_without_an_address_of_its_own_works(browser: Any, atlas_file: Path) -> None:
    context = browser.new_context(offline=True)
    try:
        tab = context.new_page()
        complaints: list[str] = []
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        page = escape(atlas_file.read_text(encoding="utf-8"))
        tab.set_content(f'<iframe srcdoc="{page}" width="900" height="600"></iframe>')
        frame = tab.frames[1]
        frame.wait_for_function("() => window.geokz && geokz.ready.then(() => true)")
        frame.evaluate("() => geokz.setTime(1950)")
        frame.evaluate("() => geokz.select('karlag')")
        frame.wait_for_timeout(400)
        assert frame.locator(".geokz-people-sum").inner_text().startswith("1950: 92,651")
        assert complaints == []
    finally:
        context.close()
