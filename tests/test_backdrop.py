"""What lies beneath the things: the base map and a scanned map of the time, each as strong as the reader wants."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from browser import visit
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import geokz
from geokz.errors import GeokzError
from geokz.render.page import write_page
from geokz.render.scan import checked_bounds

RED = (200, 30, 40)
BOUNDS = [[46, 66], [50, 74]]


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A red sheet, as large as a scan that has to be made smaller."""
    path = tmp_path_factory.mktemp("scan") / "sheet.png"
    Image.new("RGB", (5000, 40), RED).save(path)
    return path


@pytest.fixture(scope="module")
def page_file(atlas: geokz.Atlas, scanned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = geokz.build_map(
        atlas, overlay=scanned, bounds=BOUNDS, overlay_title={"en": "Sheet <1>", "ru": "Лист", "kk": "Бет"}
    )
    return write_page(made, tmp_path_factory.mktemp("map") / "scan.html")


@given(st.lists(st.lists(st.floats(allow_nan=True), min_size=1, max_size=3), min_size=1, max_size=3))
def test_bounds_are_south_west_and_north_east_or_refused_in_one_line(bounds: list[list[float]]) -> None:
    try:
        (south, west), (north, east) = checked_bounds(bounds)
    except GeokzError as told:
        assert "\n" not in str(told) and "[[south, west], [north, east]]" in str(told)
        return
    assert [[south, west], [north, east]] == bounds
    assert -90 < south < north < 90 and -180 <= west < east <= 180 and math.isfinite(east)


@pytest.mark.parametrize(
    "bounds, said",
    [
        ([[50, 66], [46, 74]], "latitudes 50 and 46 are reversed"),
        ([[46, 74], [50, 66]], "longitudes 74 and 66 are reversed"),
        ([[66, 46], [95, 50]], "not within 85.05"),
        ([[66, 46], [74, 50]], "longitudes come first"),
        ([[46, 66], [46, 74]], "no size"),
        ("46,66,50,74", "two corners"),
        (None, "belong together"),
    ],
)
def test_bounds_that_are_none_are_told(atlas: geokz.Atlas, scanned: Path, bounds: Any, said: str) -> None:
    with pytest.raises(GeokzError, match=said):
        geokz.build_map(atlas, overlay=scanned, bounds=bounds)


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"half"])
def test_a_picture_that_is_none_is_told(atlas: geokz.Atlas, scanned: Path, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "no picture.png"
    path.write_bytes(scanned.read_bytes()[:100] if content == b"half" else content)
    with pytest.raises(GeokzError, match=r"'.*no picture\.png' is no picture"):
        geokz.build_map(atlas, overlay=path, bounds=BOUNDS)
    with pytest.raises(GeokzError, match="cannot be read: No such file"):
        geokz.build_map(atlas, overlay=tmp_path / "none.png", bounds=BOUNDS)
    with pytest.raises(GeokzError, match="overlay=7 is no path"):
        geokz.build_map(atlas, overlay=7, bounds=BOUNDS)  # type: ignore[arg-type]


def test_a_scan_lies_within_its_bounds_in_the_file_with_a_handle_of_its_own(browser: Any, page_file: Path) -> None:
    with visit(browser, page_file, "#lang=en&y=1937&o=40,100", size=(1200, 800)) as page:
        image = page.tab.locator("img.leaflet-image-layer")
        (left, low), (right, high) = (page.point_of(lat, lon) for lat, lon in BOUNDS)
        box = image.bounding_box()
        assert box["x"] == pytest.approx(left, abs=1) and box["x"] + box["width"] == pytest.approx(right, abs=1)
        assert box["y"] == pytest.approx(high, abs=1) and box["y"] + box["height"] == pytest.approx(low, abs=1)
        assert image.evaluate("(image) => image.naturalWidth") == 4000
        assert page.run("() => document.querySelector('canvas.geokz-base').style.opacity") == "0.4"
        page.tab.locator(".geokz-backdrop summary").click()
        page.tab.get_by_label("Sheet <1>").fill("25")
        assert image.evaluate("(image) => image.style.opacity") == "0.25"
        page.tab.wait_for_function("() => location.hash.includes('&o=40,25')")
        page.run("() => { location.hash = '#y=1937&o=999,7'; }")
        page.tab.wait_for_function("() => document.querySelector('canvas.geokz-base').style.opacity === '1'")
        page.tab.get_by_label("Sheet <1>").fill("100")
        pixel = page.run(
            """() => {
                dispatchEvent(new Event('beforeprint'));
                const point = geokz.map.latLngToContainerPoint([46.6, 72.9]);
                const canvas = document.querySelector('canvas.geokz-canvas');
                const box = canvas.getBoundingClientRect(), map = geokz.map.getContainer().getBoundingClientRect();
                const ratio = canvas.width / box.width;
                const [x, y] = [point.x + map.left - box.left, point.y + map.top - box.top];
                const at = [x, y].map((value) => Math.round(value * ratio));
                const found = [...canvas.getContext('2d').getImageData(...at, 1, 1).data.slice(0, 3)];
                dispatchEvent(new Event('afterprint'));
                return found;
            }"""
        )
        assert pixel == pytest.approx(RED, abs=6)
        assert page.complaints == [] and [url for url in page.requests if url.startswith("http")] == []


def test_a_page_without_a_scan_has_the_handle_of_its_base_map_alone(browser: Any, atlas_file: Path) -> None:
    with visit(browser, atlas_file, "#lang=kk&o=30") as page:
        assert page.tab.locator(".geokz-opacity").count() == 1
        page.tab.wait_for_function("() => location.hash.includes('&o=30')")
        assert page.run("() => document.querySelector('canvas.geokz-base').style.opacity") == "0.3"
