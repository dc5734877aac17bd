"""Lives beside the map: a line a thing, by button and by link, by mouse and by key."""

from __future__ import annotations

import pytest
from browser import Visit

BUTTONS = ".geokz-lives-list button"


@pytest.fixture
def page(opened: Visit) -> Visit:
    """The one page of the module, as a link without anything leaves it."""
    opened.follow("#y=1937&lang=en&v=48,67,5")
    return opened


def lines(page: Visit) -> list[str]:
    """The names at the lines, from above."""
    return page.tab.locator(f"{BUTTONS} .geokz-lives-name").all_inner_texts()


def heard(page: Visit, identity: str) -> str:
    return page.tab.locator(f"{BUTTONS}[data-id={identity}]").text_content()


def test_a_button_opens_the_camps_by_start_and_the_link_says_so(page: Visit) -> None:
    page.tab.get_by_role("navigation").get_by_role("button", name="Life-lines").click()
    assert lines(page)[:4] == ["Kazlag", "Balkhashlag", "Karlag", "Prorvlag"]
    page.tab.wait_for_function("() => location.hash.includes('lives=camps.start')")
    page.tab.get_by_role("button", name="by size").click()
    assert lines(page)[0] == "Karlag"
    page.tab.get_by_role("button", name="with their parts").click()
    page.tab.wait_for_function("() => location.hash.includes('lives=camps.size.parts')")
    assert lines(page)[1] not in {"Steplag", "Peschanlag"}  # a section of Karlag
    page.tab.keyboard.press("Escape")
    page.tab.wait_for_function("() => !location.hash.includes('lives')")
    assert page.run("() => document.activeElement.textContent") == "Life-lines"


def test_a_link_opens_any_layer_and_a_hostile_one_nothing(page: Visit) -> None:
    page.follow("#y=1937&lang=ru&lives=railways.place")
    assert "Туркестано-Сибирская железная дорога (Турксиб)" in lines(page)
    for hostile in ("nothing.start", "camps.weight", "__proto__.start", "constructor.size"):
        page.follow(f"#y=1937&lang=en&lives={hostile}")
        assert not page.tab.locator(".geokz-sheet-lives").is_visible(), hostile


def test_who_hears_the_page_hears_what_the_line_shows(page: Visit) -> None:
    page.follow("#y=1943&lang=en&lives=camps.start")
    told = heard(page, "karlag")
    assert "certain 1931–1959" in told
    assert "at most 65,673 prisoners, in 1949" in told
    assert "took in: Dzhezkazganlag, 1943" in told
    assert "succeeded by: Astrakhanlag, 1940" in heard(page, "prorvlag")
    assert "took the place of: Prorvlag, 1940" in heard(page, "astrakhanlag")


def test_the_hairline_stands_at_the_year(page: Visit) -> None:
    page.follow("#y=1941&lang=en&lives=camps.start")
    box = """(name) => {
        const { left, width } = document.querySelector(name).getBoundingClientRect();
        return [left, width];
    }"""
    for first, last in ((1941, 1941), (1919, 1919), (1950, 1953)):
        page.set_years(first, last)
        left, width = page.run(box, ".geokz-lives-over")
        now, broad = page.run(box, ".geokz-lives-now")
        year = width / (1963 - 1919 + 1)
        assert abs(now - left - (first - 1919) * year) < 1
        assert abs(broad - (last - first + 1) * year) < 1


def test_the_whole_country_lies_beside_the_open_panel_and_beside_the_layers_when_it_is_closed(page: Visit) -> None:
    edges = """(panel) => [
        document.querySelector(panel).getBoundingClientRect().right,
        ...[47, 87].map((lon) => geokz.map.latLngToContainerPoint([48, lon]).x),
    ]"""
    for link, panel in (("&lives=camps.start", ".geokz-sheet-lives"), ("", ".geokz-panel")):
        page.follow(f"#y=1937&lang=en{link}", rest=500)
        right, west, east = page.run(edges, panel)
        assert right <= west < east <= page.tab.viewport_size["width"], (link, right, west, east)


def test_a_line_brings_the_map_and_the_clock_to_its_camp(page: Visit) -> None:
    page.follow("#y=1920&lang=en&v=44,78,7&lives=camps.start")
    page.tab.locator(f"{BUTTONS}[data-id=dzhezkazganlag]").click()
    assert page.text(".geokz-card h2").endswith("(Dzhezkazganlag)")
    assert page.years() == [1940, 1940]
    right = page.run("() => document.querySelector('.geokz-sheet-lives').getBoundingClientRect().right")
    card = page.run("() => document.querySelector('.geokz-card').getBoundingClientRect().left")
    x, _ = page.point_of(47.90, 67.46)
    assert right < x < card
    assert page.tab.locator(f"{BUTTONS}[aria-current=true]").get_attribute("data-id") == "dzhezkazganlag"
    assert page.tab.locator(".geokz-lives-join.geokz-lit[data-ends='dzhezkazganlag karlag']").count() == 1
    page.run("() => geokz.select(null)")


def test_keys_go_from_line_to_line(page: Visit) -> None:
    page.follow("#y=1937&lang=en&lives=camps.start")
    page.tab.locator(BUTTONS).first.focus()
    where = "() => document.activeElement.dataset.id"
    page.tab.keyboard.press("ArrowDown")
    page.tab.keyboard.press("ArrowDown")
    assert page.run(where) == "karlag"
    page.tab.keyboard.press("End")
    page.tab.keyboard.press("ArrowDown")
    last = page.run("() => [...document.querySelectorAll('.geokz-lives-list button')].pop().dataset.id")
    assert page.run(where) == last
    page.tab.keyboard.press("Home")
    page.tab.keyboard.press("Enter")
    assert page.text(".geokz-card h2").endswith("(Kazlag)")
    page.tab.keyboard.press("Escape")
    assert page.run(where) == "kazlag"


def test_lines_obey_the_switches_and_the_source(page: Visit) -> None:
    page.follow("#y=1937&lang=en&lives=camps.start")
    before = lines(page)
    assert "Balkhashlag" in before
    page.switch("possible: {count}").uncheck()
    assert "Balkhashlag" not in lines(page) and "Karlag" in lines(page)
    page.switch("possible: {count}").check()
    page.run("() => geokz.setSource('frolov2009')")
    assert 0 < len(lines(page)) < len(before)
    page.run("() => geokz.setSource(null)")
    assert lines(page) == before
