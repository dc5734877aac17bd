"""Every door by which text comes into a page: what is put in stands there as text, and nothing of it runs."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
import zlib
from io import StringIO
from pathlib import Path
from typing import Any

import folium
import pytest
from browser import Visit, visit
from conftest import rewrite

import geokz
from geokz.errors import OfflineError
from geokz.render.page import build_themed_map, write_page

HOSTILE = "{{ 7*7 }} {% x {# y #} <img src=x onerror=window.pwn=1> </script><script>window.pwn=1</script>"
FILE_NAME = "{{ 7*7 }} {% x <img src=x onerror=window.pwn=1>.csv"  # a name holds no slash
WRITTEN = re.compile(r"(label|name|title|statement|of)_(en|ru|kk)|author|licence|note|name|definition|scope|reason")


def spoil_tables(folder: Path) -> None:
    """Write the hostile text behind every text a table holds."""
    for path in [*folder.glob("*.csv"), *(folder / "vocab").glob("*.csv")]:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        for row in rows:
            for at, column in enumerate(header):
                if WRITTEN.fullmatch(column) and row[at]:
                    row[at] = f"{row[at]} {HOSTILE}{' Ж' if column.endswith(('_ru', '_kk')) else ''}"
        spoilt = StringIO()
        csv.writer(spoilt, lineterminator="\n").writerows([header, *rows])
        rewrite(path, spoilt.getvalue())


def spoil_package(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for field in ("name", "title", "version"):
        package[field] = f"{package[field]} {HOSTILE}"
    package["licenses"] = [{"name": HOSTILE, "title": HOSTILE, "path": f"https://{HOSTILE}"}]
    package["contributors"] = [{"title": HOSTILE, "role": HOSTILE}]
    package["sources"] = [{"title": HOSTILE, "path": f"https://{HOSTILE}"}]
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


def spoil_settings(folder: Path) -> None:
    quoted, cyrillic = json.dumps(HOSTILE), json.dumps(f"{HOSTILE} Ж", ensure_ascii=False)
    texts = f"{{ en = {quoted}, ru = {cyrillic}, kk = {cyrillic} }}"
    layers = (folder / "layers.toml").read_text(encoding="utf-8")
    (folder / "layers.toml").write_text(re.sub(r"label = \{.*\}", f"label = {texts}", layers), encoding="utf-8")
    (folder / "maps.toml").write_text(
        f'[[maps]]\nkey = "atlas"\ntitle = {texts}\nstart = 1919\nend = 1963\nyear = 1937\n'
        "frame = [[41.0, 47.0], [55.2, 87.0]]\n",
        encoding="utf-8",
    )
    (folder / "tours").mkdir()
    (folder / "tours" / "small.toml").write_text(
        f'title = {texts}\n[[steps]]\ntitle = {texts}\ntext = {texts}\nwhen = "1937"\nview = [49.6, 72.9, 7]\n'
        'layers = []\nselect = "karlag"\nsource = "ck-labour[L80-83]"\n',
        encoding="utf-8",
    )


def own_table(folder: Path) -> Path:
    path = folder / FILE_NAME
    path.write_text(f'name,when,lon,lat\n"{HOSTILE}",1930/1940,67,48\n', encoding="utf-8")
    return path


def elements_of(page: Path) -> str:
    """The page without its scripts."""
    return re.sub(r"<script>.*?</script>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)


def assert_nothing_ran(page: Visit) -> None:
    page.tab.wait_for_timeout(200)
    assert page.run("() => window.pwn") is None
    assert page.tab.locator("img, [onerror]").count() == 0
    assert page.complaints == []
    assert len(page.requests) == 1


@pytest.fixture
def hostile_folder(small_atlas_folder: Path) -> Path:
    for spoil in (spoil_tables, spoil_package, spoil_settings):
        spoil(small_atlas_folder)
    return small_atlas_folder


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_text_of_a_folder_is_text_wherever_the_page_shows_it(
    browser: Any, hostile_folder: Path, tmp_path: Path, language: str
) -> None:
    atlas = geokz.Atlas.load(hostile_folder)
    (themed,) = atlas.maps
    m = build_themed_map(atlas, themed, language=language)
    geokz.Layer.from_csv(own_table(tmp_path), key=HOSTILE).add_to(m)
    folium.LayerControl(collapsed=False).add_to(m)
    path = write_page(m, tmp_path / "hostile.html")
    assert "<img" not in elements_of(path)
    with visit(browser, path, size=(1440, 900)) as page:
        assert HOSTILE in page.text(".geokz-header h1")
        assert HOSTILE in page.text(".leaflet-control-attribution")
        assert HOSTILE in page.text(".geokz-layers")
        assert HOSTILE in page.text(".leaflet-control-layers")
        assert FILE_NAME.removesuffix(".csv") in page.text(".leaflet-control-layers")
        for thing in ("karlag", "dolinka-section", "kirov-mine", "balkhash-line"):
            page.run("(id) => geokz.select(id)", thing)
            assert page.text(".geokz-card").count(HOSTILE) > 3
            assert_nothing_ran(page)
        sheets = page.tab.locator(".geokz-toolbar button")
        for sheet in sheets.all():
            sheet.click()
            told = page.text("[role=dialog]:visible")
            assert HOSTILE in told or HOSTILE.replace("<", "&lt;").replace(">", "&gt;") in told  # in code to embed
            assert_nothing_ran(page)
            page.tab.keyboard.press("Escape")
        page.run("() => window.dispatchEvent(new Event('beforeprint'))")
        assert HOSTILE in page.tab.locator(".geokz-print-foot").first.text_content()
        assert_nothing_ran(page)


@pytest.mark.slow
@pytest.mark.parametrize("spoil", [spoil_tables, spoil_package, spoil_settings])
def test_the_page_that_needs_no_script_holds_text_too(small_atlas_folder: Path, tmp_path: Path, spoil: Any) -> None:
    spoil(small_atlas_folder)
    atlas = geokz.Atlas.load(small_atlas_folder)
    path = write_page(build_themed_map(atlas, *atlas.maps), tmp_path / "plain.html")
    assert "<img" not in elements_of(path)
    assert "&lt;img src=x onerror" in elements_of(path) or spoil is spoil_package


def test_a_title_given_by_argument_is_text(browser: Any, small_atlas: geokz.Atlas, tmp_path: Path) -> None:
    m = geokz.build_map(small_atlas, title=HOSTILE)
    with visit(browser, write_page(m, tmp_path / "map.html")) as page:
        assert page.text(".geokz-header h1") == HOSTILE
        assert page.run("() => document.title") == f"geokz. {HOSTILE}"
        assert_nothing_ran(page)


@pytest.mark.parametrize("offline", [True, False], ids=["offline", "online"])
def test_no_text_is_worked_out_as_a_template(small_atlas_folder: Path, tmp_path: Path, offline: bool) -> None:
    spoil_package(small_atlas_folder)
    m = geokz.build_map(geokz.Atlas.load(small_atlas_folder), title=HOSTILE, offline=offline)
    geokz.Layer.from_csv(own_table(tmp_path)).add_to(m)
    folium.LayerControl().add_to(m)
    page = m.get_root().render()
    assert page.count("{{ 7*7 }} {% x {# y #}") > 3
    assert r"\u0026#123;\u0026#123; 7*7 }} \u0026#123;% x" in page
    packed = zlib.decompress(base64.b64decode(re.findall(r'"details": "([^"]*)"', page)[0])).decode()
    assert "{{ 7*7 }} {% x {# y #}" in re.findall(r'"credit":"[^"]*"', packed)[0]


def test_names_and_file_name_of_ones_own_table_are_text_on_a_plain_map(browser: Any, tmp_path: Path) -> None:
    m = geokz.make_offline(folium.Map([48, 67], zoom_start=5, tiles=None))
    geokz.Layer.from_csv(own_table(tmp_path), key=HOSTILE).add_to(m)
    geokz.Layer.from_csv(own_table(tmp_path), title=HOSTILE, show=False).add_to(m)
    folium.LayerControl(collapsed=False).add_to(m)
    with visit(browser, write_page(m, tmp_path / "plain.html")) as page:
        control = page.text(".leaflet-control-layers")
        assert HOSTILE in control
        assert FILE_NAME.removesuffix(".csv") in control
        page.tab.mouse.move(*page.point_of(48, 67))
        page.tab.locator(".geokz-tooltip").wait_for(state="visible")
        assert page.text(".geokz-tooltip") == HOSTILE
        assert_nothing_ran(page)


def test_what_foliums_own_elements_are_given_is_no_template_either(browser: Any, tmp_path: Path) -> None:
    m = geokz.make_offline(folium.Map([48, 67], zoom_start=5, tiles=None))
    geokz.Layer.from_csv(own_table(tmp_path)).add_to(m)
    folium.Marker([50, 60], tooltip="{{ 7*7 }} {# gone? #}").add_to(m)
    with visit(browser, write_page(m, tmp_path / "plain.html")) as page:
        page.tab.locator("img.leaflet-marker-icon").hover()
        assert page.text(".leaflet-tooltip") == "{{ 7*7 }} {# gone? #}"


# ---- the policy ----


def plain_map(tmp_path: Path) -> folium.Map:
    m = geokz.make_offline(folium.Map([48, 67], zoom_start=5, tiles=None))
    geokz.Layer.from_csv(own_table(tmp_path)).add_to(m)
    return m


@pytest.fixture(params=["atlas", "plain"])
def any_map(request: pytest.FixtureRequest, small_atlas_folder: Path, tmp_path: Path) -> folium.Map:
    """The atlas, and a folium map with one layer of one's own."""
    return geokz.build_map(geokz.Atlas.load(small_atlas_folder)) if request.param == "atlas" else plain_map(tmp_path)


INJECTED = """() => {
    const script = document.createElement('script');
    script.textContent = 'window.pwn = 1';
    document.body.append(script);
    const box = document.createElement('div');
    box.innerHTML = '<img src="data:," onerror="window.pwn = 2"><b onclick="window.pwn = 3">b</b>';
    document.body.append(box);
    box.querySelector('b').click();
    const link = document.createElement('a');
    link.href = 'javascript:window.pwn = 4';
    document.body.append(link);
    link.click();
    return new Promise((done) => setTimeout(() => done(window.pwn), 200));
}"""


def test_a_script_that_finds_its_way_into_the_page_does_not_run(
    browser: Any, any_map: folium.Map, tmp_path: Path
) -> None:
    with visit(browser, write_page(any_map, tmp_path / "map.html")) as page:
        assert page.complaints == []
        assert page.run(INJECTED) is None
        assert len([line for line in page.complaints if "Content Security Policy" in line]) == 4


def test_the_policy_allows_the_scripts_of_the_page_by_their_hashes_and_nothing_else(any_map: folium.Map) -> None:
    page = any_map.get_root().render()
    (allowed,) = re.findall(r"script-src ([^;]*);", page)
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert allowed.split() == [f"'sha256-{value}'" for value in hashes]
    assert page.count("<script") == len(scripts)


def test_an_element_somebody_adds_may_have_a_script_and_a_handler(browser: Any, tmp_path: Path) -> None:
    m = plain_map(tmp_path)
    m.get_root().header.add_child(folium.Element("<script>\r\nwindow.added = 1;\r\n</script>"))
    m.get_root().html.add_child(folium.Element('<button id="own" onclick="window.added += 1">own</button>'))
    with visit(browser, write_page(m, tmp_path / "map.html")) as page:
        assert page.run("() => window.added") == 1
        page.run("() => document.getElementById('own').click()")
        assert page.run("() => window.added") == 2
        assert page.complaints == []


@pytest.mark.parametrize("server", ['t"><script>window.pwn=1</script>', "t; script-src 'unsafe-inline'", "", "t t"])
def test_a_server_of_tiles_that_is_no_server_is_refused(tmp_path: Path, server: str) -> None:
    m = plain_map(tmp_path)
    folium.TileLayer(f"https://{server}/{{z}}/{{x}}/{{y}}.png", attr="x").add_to(m)
    with pytest.raises(OfflineError, match="name no server"):
        m.get_root().render()
