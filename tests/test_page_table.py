"""The table of the page, what it hands out as files, and what changed between two years."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from browser import Visit, visit

import geokz
from geokz.render.page import write_page
from geokz.render.strings import page_strings

TABLE, CHANGES = "Table", "What changed"
ROWS = ".geokz-table tbody tr"

# the coloured pixels of the things' canvas in the page's accent, #7b1e2b
ACCENT = """() => {
    const canvas = document.querySelector('canvas.geokz-canvas');
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4)
        if (data[at + 3] && data[at] === 0x7b && data[at + 1] === 0x1e && data[at + 2] === 0x2b) count++;
    return count;
}"""


@pytest.fixture
def page(browser: Any, atlas_file: Path) -> Iterator[Visit]:
    """The page of the real tables; it must neither complain nor ask for anything."""
    with visit(browser, atlas_file) as open_page:
        yield open_page
        assert open_page.complaints == []
        assert [request for request in open_page.requests if not request.startswith(("file:", "blob:"))] == []


@pytest.fixture
def small(browser: Any, small_atlas_file: Path) -> Callable[..., Any]:
    """``with small("#y=1936") as page``: the page of the small atlas."""
    return partial(visit, browser, small_atlas_file)


def open_sheet(page: Visit, name: str) -> None:
    page.tab.get_by_role("navigation").get_by_role("button", name=name, exact=True).click()


def names(page: Visit) -> list[str]:
    """The names of the rows, from top to bottom."""
    return page.run("() => [...document.querySelectorAll('.geokz-table tbody button')].map((name) => name.textContent)")


def ids(page: Visit) -> set[str]:
    return set(page.run("() => [...document.querySelectorAll('.geokz-table tbody button')].map((b) => b.dataset.id)"))


def cells(page: Visit, identity: str) -> list[str]:
    """What the row of a thing says, without its name."""
    return page.run(
        "(id) => [...document.querySelector(`.geokz-table [data-id='${id}']`).closest('tr').cells]"
        ".slice(1).map((cell) => cell.textContent.replace(/\\s+/g, ' '))",
        identity,
    )


def saved(page: Visit, format: str) -> tuple[str, bytes]:
    """The name and the bytes of the file behind a button."""
    with page.tab.expect_download() as download:
        page.tab.get_by_role("button", name=f"Save {format}").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


# ---- the table ----


def test_the_table_lists_what_the_map_shows_and_what_has_no_place(page: Visit, atlas: geokz.Atlas) -> None:
    open_sheet(page, TABLE)
    page.set_years(1937, 1937)
    located = set(page.visible())
    listed = ids(page)
    assert located < listed
    assert all(atlas.things.loc[identity].geometry is None for identity in listed - located)


def test_the_table_follows_time_layers_and_switches(page: Visit) -> None:
    open_sheet(page, TABLE)
    page.set_years(1937, 1937)
    assert "karlag" in ids(page) and "steplag" not in ids(page)
    page.set_years(1950, 1950)
    assert "steplag" in ids(page)
    page.run("() => geokz.setLayers(['plants'])")
    assert "steplag" not in ids(page)
    before = len(ids(page))
    for label in ("possible", "presumed"):
        page.switch(page_strings()[f"{label}Too"]["en"]).uncheck()
        after = len(ids(page))
        assert 0 < after < before, label
        before = after


def test_it_is_a_table_with_a_caption_and_headers_of_columns_and_rows(page: Visit) -> None:
    open_sheet(page, TABLE)
    table = page.tab.get_by_role("table", name="1937")
    assert table.get_by_role("columnheader").count() == 6
    rows = page.tab.locator(ROWS).count()
    assert table.get_by_role("rowheader").count() == rows > 100
    assert page.text(".geokz-table caption").startswith(f"1937: {rows} things, ")


@pytest.mark.parametrize("column", ["Name", "Type", "Existed", "How sure", "Place", "Prisoners, 1937"])
def test_every_column_sorts_and_turns(page: Visit, column: str) -> None:
    open_sheet(page, TABLE)
    header = page.tab.get_by_role("columnheader", name=column)
    first = header.get_attribute("aria-sort")
    header.get_by_role("button").click()
    one, order = header.get_attribute("aria-sort"), names(page)
    header.get_by_role("button").click()
    other, turned = header.get_attribute("aria-sort"), names(page)
    assert (first is not None) == (column == "Name")
    assert {one, other} == {"ascending", "descending"}
    assert sorted(order) == sorted(turned) and order != turned
    assert page.tab.locator(".geokz-table [aria-sort]").count() == 1


def test_numbers_sort_from_the_greatest_and_the_unknown_last(page: Visit) -> None:
    open_sheet(page, TABLE)
    page.set_years(1943, 1943)
    page.tab.get_by_role("columnheader", name="Prisoners, 1943").get_by_role("button").click()
    numbers = page.run(
        "() => [...document.querySelectorAll('.geokz-table td.geokz-col-prisoners')].map((c) => c.textContent)"
    )
    known = [int(number.replace(",", "")) for number in numbers if number]
    assert known == sorted(known, reverse=True) and known[0] == 45798
    assert numbers[len(known) :] == [""] * (len(numbers) - len(known))


def test_a_row_says_type_life_state_place_and_number(small: Callable[..., Any]) -> None:
    with small("#y=1936&u=1") as page:
        open_sheet(page, TABLE)
        life = "17 September 1931 – 27 July 1959"
        place = "Dolinkaits settlement, ± 2 km"
        assert cells(page, "karlag") == ["corrective labour camp", life, "certain", place, "21,329"]
        assert cells(page, "brick-plant")[1:3] == ["undated", "undated"]
        assert cells(page, "dolinka-section")[4] == ""
        page.set_years(1941, 1941)
        assert cells(page, "lost-point")[3] == "place not known"


def test_the_sum_says_of_how_many_camps_it_is_and_counts_no_section_twice(small: Callable[..., Any]) -> None:
    with small("#y=1936") as page:
        open_sheet(page, TABLE)
        said = "Prisoners shown, 1936: 21,329 in 1 camp; 1 section counted with its camp."
        assert page.text(".geokz-sum") == said
        page.set_years(1937, 1937)
        assert page.text(".geokz-sum").startswith("Prisoners, 1937: no figures; 1 camp without a figure")


def test_the_name_of_a_row_opens_its_card(page: Visit) -> None:
    open_sheet(page, TABLE)
    page.tab.locator(".geokz-table [data-id='karlag']").click()
    assert page.run("() => geokz.state().selected") == "karlag"
    assert "Karlag" in page.text(".geokz-card h2")
    assert page.tab.locator(".geokz-table tr[aria-current=true]").count() == 1


def test_the_table_works_by_keyboard_alone(page: Visit) -> None:
    page.tab.get_by_role("navigation").get_by_role("button", name=TABLE, exact=True).focus()
    page.tab.keyboard.press("Enter")
    page.tab.locator(f"{ROWS} button").first.focus()
    page.tab.keyboard.press("ArrowDown")
    second = page.run("() => document.activeElement.dataset.id")
    assert second == page.run("() => document.querySelectorAll('.geokz-table tbody button')[1].dataset.id")
    page.tab.keyboard.press("Enter")
    assert page.run("() => geokz.state().selected") == second
    page.tab.keyboard.press("Escape")  # closes the card and gives the focus back
    page.tab.wait_for_function("(id) => document.activeElement.dataset.id === id", arg=second)


def test_a_focused_row_keeps_the_focus_when_the_order_turns(page: Visit) -> None:
    open_sheet(page, TABLE)
    page.tab.locator(".geokz-table [data-id='karlag']").focus()
    page.run("() => document.querySelector('th.geokz-col-type button').click()")
    assert page.run("() => document.activeElement.dataset.id") == "karlag"


@pytest.mark.parametrize(("code", "heading"), [("en", "Name"), ("ru", "Название"), ("kk", "Атауы")])
def test_the_table_speaks_the_language_of_the_page(page: Visit, code: str, heading: str) -> None:
    open_sheet(page, TABLE)
    page.run("(code) => geokz.setLanguage(code)", code)
    assert page.text(".geokz-table thead .geokz-col-name") == heading


def test_markup_in_a_name_is_text_in_the_table(
    browser: Any, small_atlas_folder: Path, edit: Callable[[Path, str, str, str], None], tmp_path: Path
) -> None:
    edit(small_atlas_folder, "mines.csv", "Kirov mine", "<img src=x onerror=alert(1)>")
    path = write_page(geokz.build_map(geokz.Atlas.load(small_atlas_folder)), tmp_path / "edited.html")
    with visit(browser, path, "#y=1940") as page:
        open_sheet(page, TABLE)
        assert "<img src=x onerror=alert(1)>" in names(page)
        open_sheet(page, CHANGES)
        assert page.tab.locator(".geokz-sheet img").count() == 0
        assert page.complaints == []


# ---- files ----


def test_every_property_of_the_geojson_is_what_python_exports_of_the_same_thing(
    page: Visit, atlas: geokz.Atlas, tmp_path: Path
) -> None:
    open_sheet(page, TABLE)
    page.run("() => geokz.setLayers(['camps', 'plants', 'mines', 'railways', 'towns'])")
    name, content = saved(page, "GeoJSON")
    assert name == "geokz-1937.geojson"
    collection = json.loads(content)
    assert collection["type"] == "FeatureCollection" and "crs" not in collection
    exported = json.loads(geokz.export(atlas, tmp_path / "all.geojson").read_text(encoding="utf-8"))
    for member in ("license", "attribution", "description"):
        assert collection[member] == exported[member]
    expected = {feature["properties"]["id"]: feature for feature in exported["features"]}
    features = {feature["properties"]["id"]: feature for feature in collection["features"]}
    assert set(features) == ids(page)
    for identity, feature in features.items():
        exported_too = expected[identity]["properties"]
        told = feature["properties"]
        numbers = {name: told.pop(name) for name in list(told) if name.startswith("prisoners_")}
        assert set(numbers) <= {"prisoners_1937"}, identity
        assert {name: exported_too[name] for name in told} == told, identity
        if identity != "prorvlag":
            assert feature["geometry"] == expected[identity]["geometry"], identity
    # a camp whose seat moved stands where it stood: Prorvlag at Guryev, by its row of seats.csv
    guryev = atlas.tables["places"].set_index("id").loc["guryev"]
    assert features["prorvlag"]["geometry"]["coordinates"] == [float(guryev["lon"]), float(guryev["lat"])]


def test_the_csv_opens_in_a_spreadsheet(page: Visit) -> None:
    open_sheet(page, TABLE)
    name, content = saved(page, "CSV")
    assert name == "geokz-1937.csv"
    assert content.startswith(b"\xef\xbb\xbfid,layer,type,")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))}
    assert set(rows) == ids(page)
    karlag = rows["karlag"]
    assert (karlag["state"], karlag["prisoners_1937"]) == ("certain", "27504")
    assert float(karlag["lon"]) > 72 and float(karlag["lat"]) > 49


def test_a_file_of_what_is_in_view_has_nothing_from_elsewhere_and_the_numbers_of_all_years(page: Visit) -> None:
    page.run("() => { geokz.map.setView([49.8, 73.1], 8, { animate: false }); }")
    open_sheet(page, TABLE)
    page.tab.locator(".geokz-save select").select_option("view")
    page.tab.get_by_label("prisoners of all years").check()
    name, content = saved(page, "CSV")
    assert name == "geokz-1937-view.csv"
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))}
    assert "karlag" in rows and not {"turksib-south-1", "guryev", "alma-ata"} & set(rows)
    assert (rows["karlag"]["prisoners_1931"], rows["karlag"]["prisoners_1950"]) == ("21329", "54179")
    _, geojson = saved(page, "GeoJSON")
    features = {feature["properties"]["id"]: feature["properties"] for feature in json.loads(geojson)["features"]}
    assert set(features) == set(rows)
    assert features["karlag"]["prisoners_1950"] == 54179


def test_no_cell_of_the_csv_runs_as_a_formula(
    browser: Any, small_atlas_folder: Path, edit: Callable[[Path, str, str, str], None], tmp_path: Path
) -> None:
    edit(small_atlas_folder, "mines.csv", "Kirov mine", "=1+1")
    edit(small_atlas_folder, "mines.csv", "Шахта имени Кирова", "-5")
    path = write_page(geokz.build_map(geokz.Atlas.load(small_atlas_folder)), tmp_path / "edited.html")
    with visit(browser, path, "#y=1940-1942") as page:
        open_sheet(page, TABLE)
        name, content = saved(page, "CSV")
        assert name == "geokz-1940_1942.csv"
        rows = {row["id"]: row for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))}
        assert (rows["kirov-mine"]["name_en"], rows["kirov-mine"]["name_ru"]) == ("'=1+1", "'-5")
        assert rows["kirov-mine"]["lon"] == "73.09"
        assert rows["lost-point"]["lon"] == ""


# ---- what changed ----


def lists(page: Visit) -> dict[str, list[str]]:
    """The ids under each heading; what only may have changed is under its own summary."""
    page.tab.wait_for_timeout(120)
    return page.run(
        """() => {
            const found = {};
            const heading = (list) => {
                let before = list.previousElementSibling;
                while (before.matches('p')) before = before.previousElementSibling;
                return before;
            };
            for (const list of document.querySelectorAll('.geokz-changes ul')) {
                const title = heading(list).firstChild.textContent.replace(/: .*/, '');
                found[title] = [...list.querySelectorAll('button')].map((button) => button.dataset.id);
            }
            return found;
        }"""
    )


def test_the_years_compared_are_the_clocks_and_the_fifth_before(page: Visit) -> None:
    open_sheet(page, CHANGES)
    assert page.tab.get_by_label("Earlier year").input_value() == "1932"
    assert page.tab.get_by_label("Later year").input_value() == "1937"


def test_what_opened_closed_and_grew_is_listed(page: Visit) -> None:
    page.set_years(1930, 1938)
    open_sheet(page, CHANGES)
    found = lists(page)
    assert {"karlag", "prorvlag"} <= set(found["Opened or begun"])
    assert "alzhir" not in found["Opened or begun"]  # a part of Karlag, which opened in these years too
    assert "kazlag" in found["Closed or ended"]
    assert not set(found["Opened or begun"]) & set(found["May have begun in these years"])
    page.set_years(1936, 1938)
    assert "alzhir" in lists(page)["Opened or begun"]
    page.set_years(1937, 1943)
    assert "karlag" in lists(page)["More prisoners"]
    assert "ridder" in lists(page)["Renamed"]


def test_years_are_typed_and_the_map_goes_to_the_later_one(page: Visit) -> None:
    open_sheet(page, CHANGES)
    page.tab.get_by_label("Later year").fill("1950")
    page.tab.keyboard.press("Tab")
    page.tab.get_by_label("Earlier year").fill("1947")
    page.tab.keyboard.press("Tab")
    page.tab.wait_for_function("() => geokz.getTime().from === 1950")
    assert {"steplag", "peschanlag", "luglag"} <= set(lists(page)["Opened or begun"])
    page.tab.get_by_label("Earlier year").fill("3")
    page.tab.keyboard.press("Tab")
    assert page.tab.get_by_label("Earlier year").input_value() == "1947"


def test_changes_follow_the_layers_and_leave_the_map_with_their_sheet(page: Visit) -> None:
    page.set_years(1945, 1950)
    page.run("() => geokz.setLayers(['plants'])")
    page.draw_anew()  # switching layers is drawn with the next frame
    before = page.run(ACCENT)
    open_sheet(page, CHANGES)
    assert "steplag" not in lists(page).get("Opened or begun", [])
    page.run("() => geokz.setLayers(['plants', 'camps'])")
    assert "steplag" in lists(page)["Opened or begun"]
    page.run("() => geokz.setLayers(['plants'])")
    page.tab.keyboard.press("Escape")
    page.set_years(1945, 1950)
    page.draw_anew()
    assert page.run(ACCENT) == before


def test_what_opened_is_ringed_on_the_map(small: Callable[..., Any]) -> None:
    with small("#y=1936&l=mines") as page:
        page.set_years(1932, 1936)
        before = page.run(ACCENT)
        open_sheet(page, CHANGES)
        assert lists(page)["Opened or begun"] == ["kirov-mine"]
        assert page.run(ACCENT) > before + 30


def test_a_closed_camp_opens_its_card_from_the_list_and_the_year_stays(page: Visit) -> None:
    page.set_years(1948, 1960)
    open_sheet(page, CHANGES)
    page.tab.locator(".geokz-sheet-changes [data-id='karlag']").first.click()
    assert page.run("() => geokz.state().selected") == "karlag"
    assert page.years() == [1948, 1960]


@pytest.mark.parametrize("name", [TABLE, CHANGES])
def test_on_a_phone_nothing_is_wider_than_the_screen(browser: Any, atlas_file: Path, name: str) -> None:
    with visit(browser, atlas_file, size=(390, 844)) as page:
        open_sheet(page, name)
        box = page.tab.get_by_role("dialog", name=name).bounding_box()
        assert box["x"] == 0 and box["width"] == 390
        assert page.run("() => document.documentElement.scrollWidth") == 390
        rows = "[...document.querySelectorAll('.geokz-table tbody tr')].slice(0, 9)"
        assert not page.run(f"() => {rows}.some((row) => row.scrollWidth > 390)")
        assert page.complaints == []
