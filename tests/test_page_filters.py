"""Filters beside the layers: the map, the bars, the sums, the table, the lives and the link obey them."""

from __future__ import annotations

import pytest
from browser import Visit


@pytest.fixture
def page(opened: Visit) -> Visit:
    """The one page of the module, as a link without filters leaves it."""
    opened.follow("#y=1950&lang=en&v=48,67,5")
    return opened


def test_map_sum_table_lives_and_link_obey_a_filter(page: Visit) -> None:
    whole = page.visible()
    page.tab.locator(".geokz-filters summary").click()
    page.tab.get_by_label("Part of").select_option("steplag")
    assert {"steplag", "vostochny-rudnik-camp-point"} == set(page.visible()) < set(whole)
    told = page.text(".geokz-people-sum").replace("\u00a0", " ")
    assert told == "1950: 27,855 prisoners in 1 camp of Kazakhstan"
    page.tab.wait_for_function("() => location.hash.includes('f=part:steplag')")
    assert page.text(".geokz-filter-note").startswith("Filtered: 2 of ")
    page.tab.get_by_role("navigation").get_by_role("button", name="Table").click()
    assert page.tab.locator(".geokz-table tbody tr").count() == 2
    page.tab.get_by_role("navigation").get_by_role("button", name="Life-lines").click()
    assert page.tab.locator(".geokz-lives-name").all_inner_texts() == ["Steplag"]
    page.tab.keyboard.press("Escape")
    page.tab.get_by_role("button", name="Show all").click()
    assert page.visible() == whole
    assert page.run("() => document.activeElement.textContent") == "Filters"
    page.tab.wait_for_function("() => !location.hash.includes('f=')")


def test_a_link_filters_and_one_with_hostile_values_does_not(page: Visit) -> None:
    whole = page.visible()
    page.follow("#y=1950&lang=en&f=work:of-karlag,kind:coal_mine")
    assert set(page.visible().values()) and len(page.visible()) < len(whole) / 10
    assert page.run("() => geokz.state().filters") == {"kind": "coal_mine", "work": "of-karlag"}
    for hostile in ("kind:constructor", "part:__proto__", "colour:red", "kind:", "work:of-nobody,precision:x"):
        page.follow(f"#y=1950&lang=en&f={hostile}")
        assert page.visible() == whole, hostile
        assert not page.tab.locator(".geokz-filter-note").is_visible()


def test_a_filter_is_told_where_the_panel_is_folded(page: Visit) -> None:
    page.follow("#y=1950&lang=ru&f=kind:special_camp")
    page.tab.locator(".geokz-panel-toggle").click()
    assert not page.tab.locator(".geokz-filters").is_visible()
    assert page.text(".geokz-filter-note").startswith("Отобрано: ")
    page.tab.locator(".geokz-panel-toggle").click()


def test_a_thing_that_the_filter_hides_can_still_be_found(page: Visit) -> None:
    page.follow("#y=1950&lang=en&f=kind:special_camp")
    assert "karlag" not in page.visible()
    page.run("() => geokz.select('karlag')")
    assert "karlag" in page.visible()
    page.run("() => geokz.select(null)")


def test_what_changed_is_told_of_what_is_left(page: Visit) -> None:
    page.follow("#y=1953&lang=en&c=1938-1953")
    ids = "() => [...document.querySelectorAll('.geokz-changes [data-id]')].map((node) => node.dataset.id)"
    assert "saran-camp" in page.run(ids)
    page.run("() => geokz.setFilters({ kind: 'special_camp' })")
    page.tab.wait_for_function(f"() => !({ids})().includes('saran-camp')")
    assert set(page.run(ids)) == {"dallag", "dubravlag", "luglag", "peschanlag", "steplag"}
    page.tab.keyboard.press("Escape")
