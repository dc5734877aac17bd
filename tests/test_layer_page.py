"""Own layers in a real browser: drawn together, in their own centuries and colours, on screen and paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import pandas as pd
import pytest
import shapely
from browser import visit

import geokz
from geokz.render.look import CATEGORIES

# camps in Cyrillic and an equal title twice; a thing before Christ; colours by a column
CITIES = pd.DataFrame(
    {
        "name": ["Rome", "Carthage", "Fort"],
        "begin": [-753, -814, 1837],
        "finish": [476, -146, 1860],
        "lon": [12.5, 10.3, 73.0],
        "lat": [41.9, 36.8, 49.0],
        "kind": ["city", "port", "fort"],
        "people": [9, 4, 1],
    }
)
KINDS = {"city": "#ff0000", "port": "#0000ff", "fort": "#00ff00"}
WORDS: dict[str, Any] = {"when": ("begin", "finish"), "label": "name"}


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cities") / "cities.html"
    look = {"column": "kind", "categories": KINDS, "size": "people", "tooltip": ["kind"], "popup": True}
    folium_map = geokz.explore(CITIES, name="Города", step="decade", at=-200, **WORDS, **look)
    geokz.explore(CITIES.assign(lat=CITIES["lat"] - 1), name="Города", m=folium_map, **WORDS)
    folium.LayerControl(collapsed=False).add_to(folium_map)
    folium_map.save(str(path))
    return path


def test_own_layers_live_together_in_their_own_centuries(browser: Any, cities: Path) -> None:
    with visit(browser, cities) as page:
        assert page.years() == [-200, -191]
        assert page.tab.locator(".geokz-year").input_value() == "−200 – −191"
        assert sorted(page.visible()) == ["goroda-0", "goroda-1", "goroda-2-0", "goroda-2-1"]
        page.set_years(-100, -100)
        assert len(page.visible()) == 2
        page.tab.locator(".geokz-year").fill("1840")
        page.tab.locator(".geokz-year").press("Enter")
        page.tab.wait_for_function("() => geokz.getTime().from === 1840")
        page.tab.locator(".geokz-next").click()
        page.tab.wait_for_function("() => geokz.getTime().from === 1850")
        # the legend, the text at the pointer, the popup at a click
        assert page.text(".geokz-own-legend").split("\n") == [
            *["Города: kind", *KINDS, "Города: people"],
            "5",
            "2",
            "Города",
        ]
        page.set_years(-200, -200)
        spot = page.tab.evaluate(
            "() => { const p = geokz.map.latLngToContainerPoint([41.9, 12.5]); return [p.x, p.y]; }"
        )
        page.tab.mouse.move(spot[0] + 1, spot[1])
        page.tab.locator(".geokz-tooltip").wait_for(state="visible")
        assert page.text(".geokz-tooltip") == "Rome · kind: city"
        colour = """([x, y]) => {
            const canvas = document.querySelector('.leaflet-geokz-pane canvas, canvas.geokz-canvas');
            const box = canvas.getBoundingClientRect(), ratio = canvas.width / box.width;
            return [...canvas.getContext('2d').getImageData((x - box.x) * ratio, (y - box.y) * ratio, 1, 1).data];
        }"""
        assert page.run(colour, spot)[:3] == [255, 0, 0]
        page.tab.mouse.click(*spot)
        page.tab.locator(".geokz-own dd").first.wait_for(state="visible")
        assert "kind\ncity" in page.text(".geokz-own")
        page.tab.emulate_media(media="print")
        assert page.run("() => document.querySelector('.folium-map').getBoundingClientRect().height") > 100
        assert page.complaints == []
        assert len(page.requests) == 1


def test_an_own_layer_is_a_citizen_of_the_atlas(browser: Any, small_atlas: geokz.Atlas, tmp_path: Path) -> None:
    camps = pd.DataFrame(
        {"name": ["Own camp A", "Nowhere"], "when": ["1931/1938", ""], "lon": [70.5, None], "lat": [48.2, None]}
    )
    own = geokz.Layer(
        camps.assign(people=[100, 5], page="https://example.org/a?b=1"),
        "Camps",
        popup=["people"],
        link="page",
        color="teal",
    )
    folium_map = geokz.build_map(small_atlas, year=1935, add=[own])
    later = pd.DataFrame({"name": ["Later"], "when": "1930", "lon": 66.0, "lat": 47.0})
    geokz.Layer(later, "Added later").add_to(folium_map)
    folium_map.save(str(tmp_path / "own.html"))
    with visit(browser, tmp_path / "own.html") as page:
        assert page.visible()["camps-2-1"] == "certain"
        assert "camps-2" in page.run("() => geokz.state().layers")
        assert page.run("() => geokz.search('Own camp')") == ["camps-2-1"]
        page.run("() => geokz.select('camps-2-1')")
        page.tab.locator(".geokz-card h2").wait_for()
        assert page.text(".geokz-card h2") == "Own camp A"
        assert page.tab.locator(".geokz-card .geokz-correct").count() == 0
        page.tab.locator(".geokz-card .geokz-remarks summary").click()
        assert page.tab.locator(".geokz-card .geokz-remarks a").get_attribute("href") == "https://example.org/a?b=1"
        page.run("() => geokz.setLayers(['camps-2'])")
        page.tab.wait_for_function("() => location.hash.includes('l=camps-2')")
        assert list(page.visible()) == ["camps-2-1"]
        assert page.text(".geokz-panel").count("Added later") == 1
        paints = "() => [...document.querySelectorAll('.geokz-layers path')].map((path) => path.getAttribute('fill'))"
        assert CATEGORIES[1] in page.run(paints)  # the second of the own layers, without a colour of its own
        assert page.run("() => geokz.search('Later')[0]") == "added-later-1"
        assert page.complaints == []


def test_own_layers_have_their_symbols_in_panel_picture_and_print_and_their_columns_in_the_files(
    browser: Any, small_atlas: geokz.Atlas, tmp_path: Path
) -> None:
    farms = pd.DataFrame({"lon": [70.0, 71.0, 72.0], "lat": 47.0, "when": "1930/1940", "kind": ["a", "b", ""]})
    farms["place"] = ["Aktas", "", "Sary"]
    years = pd.DataFrame({"id": "c", "lon": 73.0, "lat": 47.0, "year": [1934, 1935], "people": [7, 9]})
    shapes = [shapely.box(65, 47, 66, 48), shapely.LineString([(66, 46), (68, 46)])]
    drawn = [gpd.GeoDataFrame({"when": ["1930/1940"]}, geometry=[shape], crs=4326) for shape in shapes]
    own = [
        geokz.Layer(farms, "Villages", column="kind", tooltip=["kind"], popup=["place"]),
        geokz.Layer(years, "Counts", id="id", when="year", size="people"),
        geokz.Layer(drawn[0], "Areas"),
        geokz.Layer(drawn[1], "Roads"),
    ]
    geokz.build_map(small_atlas, year=1935, add=own).save(str(tmp_path / "own.html"))
    with visit(browser, tmp_path / "own.html") as page:
        symbols = {
            title: page.tab.locator(".geokz-layers li").filter(has_text=title).locator("svg").first.inner_html()
            for title in ("Villages", "Areas", "Roads")
        }
        colours = own[0].paint.known if own[0].paint else []
        assert len(colours) == 2
        assert all(colour in symbols["Villages"] for colour in colours)
        assert 'fill-opacity="0.25"' in symbols["Areas"]
        assert symbols["Roads"].startswith("<line")
        page.run("() => geokz.select('villages-2')")
        page.tab.locator(".geokz-card h2").wait_for()
        assert colours[1] in page.tab.locator(".geokz-card .geokz-kind svg").inner_html()
        page.tab.get_by_role("button", name="Table").click()
        for file_format, read in (("CSV", pd.read_csv), ("GeoJSON", gpd.read_file)):
            with page.tab.expect_download() as download:
                page.tab.locator(".geokz-save button").filter(has_text=file_format).click()
            saved = read(download.value.path()).set_index("id")
            assert set(saved.index[saved["layer"].isin(["villages", "counts", "areas", "roads"])]) == {
                *("villages-1", "villages-2", "villages-3"),
                *("counts-1", "areas-1", "roads-1"),
            }
            assert saved.loc["counts-1", "people_1935"] == 9
            assert saved["people_1935"].count() == 1
            assert saved.loc["villages-2", "kind"] == "b"
            assert saved["own_place"].dropna().to_dict() == {"villages-1": "Aktas", "villages-3": "Sary"}
        assert saved.loc["areas-1"].geometry.equals(shapes[0])
        page.tab.keyboard.press("Escape")
        page.tab.get_by_role("button", name="Share").click()
        with page.tab.expect_download() as download:
            page.tab.get_by_role("button", name="SVG", exact=True).click()
        picture = Path(download.value.path()).read_text(encoding="utf-8")
        assert all(f">{text}<" in picture for text in ("Villages: kind", "a", "b", "Counts: people", "5", "2"))
        key = picture[: picture.index("<svg y=")]  # title and key come before the map
        assert all(f'fill="{colour}"' in key for colour in colours)
        page.tab.emulate_media(media="print")
        page.run("() => window.dispatchEvent(new Event('beforeprint'))")
        printed = page.tab.locator(".geokz-print-own li").all_text_contents()
        assert printed == ["Villages: kind", "a", "b", "–", "Counts: people", "5", "2", "number not known"]
        assert page.complaints == []


def test_a_layer_that_cannot_be_read_keeps_no_other_off_the_map(browser: Any, tmp_path: Path) -> None:
    folium_map = geokz.make_offline(folium.Map([42, 12], zoom_start=5, tiles=None))
    for title in ("first", "second"):
        layer = geokz.Layer(CITIES, title, **WORDS)
        layer.add_to(folium_map)
    layer.source["body"] = "no base64"
    folium_map.save(str(tmp_path / "broken.html"))
    tab = browser.new_page()
    problems: list[str] = []
    tab.on("pageerror", lambda problem: problems.append(str(problem)))
    tab.goto((tmp_path / "broken.html").as_uri())
    tab.evaluate("() => geokz.ready.catch(() => geokz.setTime(-500, -500))")
    tab.wait_for_function(
        """() => {
            const canvas = document.querySelector('.geokz-canvas');
            return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean);
        }"""
    )
    assert problems
    tab.close()
