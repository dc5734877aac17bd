"""A view is passed on: its address, its QR code, its picture, its frame in another page."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from browser import visit
from PIL import Image

import geokz
from geokz.errors import GeokzError
from geokz.render.page import write_page
from geokz.render.published import origins, page_address, public_address

NODE = shutil.which("node")
CODES = Path(__file__).parent / "js" / "qr_codes.mjs"
SHARE = 5


@pytest.fixture(scope="module")
def published(atlas: geokz.Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the real tables, published at example.org and steered by a museum."""
    made = geokz.build_map(
        atlas, year=1950, url="https://example.org/atlas.html", steered_by=["https://museum.example"]
    )
    return write_page(made, tmp_path_factory.mktemp("published") / "atlas.html")


# ---- the address ----


NO_ADDRESSES = [
    "",
    "example.org",
    "//example.org/",
    "ftp://example.org/",
    "javascript:alert(1)",
    "https://",
    "https:///atlas.html",
    "https://exa mple.org/",
    "https://example..org/",
    "https://-example.org/",
    "https://example.org:port/",
    "https://example.org/#y=1950",
    "https://me@example.org/",
    'https://example.org/"><script>',
    "https://example.org/\n",
    "https://example.org/\u202eslta",
    "https://[1/",
    "https://example.org/" + "a" * 500,
]


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_an_address_that_is_none_is_one_line(address: str) -> None:
    with pytest.raises(GeokzError) as told:
        public_address(address)
    assert "\n" not in str(told.value) and "https://example.org/atlas.html" in str(told.value)


@pytest.mark.parametrize(
    "address",
    ["https://example.org/", "http://127.0.0.1:8000/a.html", "https://пример.қаз/карта?x=1", "https://[::1]/"],
)
def test_an_address_is_taken_as_it_is(address: str) -> None:
    assert public_address(address) == address


def test_one_address_for_several_maps_is_that_of_their_folder() -> None:
    assert page_address("https://example.org/", "karlag.html", alone=False) == "https://example.org/karlag.html"
    with pytest.raises(GeokzError, match="several maps"):
        page_address("https://example.org/map.html", "karlag.html", alone=False)


@pytest.mark.parametrize("site", ["museum.example", "*", "null", "https://museum.example/page", "https://a.b/?x", ""])
def test_a_site_that_is_none_cannot_steer(site: str) -> None:
    with pytest.raises(GeokzError, match="is no site"):
        origins([site])


def test_sites_are_written_as_browsers_write_origins() -> None:
    assert origins(["https://Museum.example:443/", "http://localhost:8000"]) == [
        "https://museum.example",
        "http://localhost:8000",
    ]


def test_nothing_is_written_when_the_address_of_a_build_is_none(atlas: geokz.Atlas, tmp_path: Path) -> None:
    with pytest.raises(GeokzError, match="is no public address"):
        geokz.build(atlas, out=tmp_path / "maps", url="example.org")
    with pytest.raises(GeokzError, match="is no site"):
        geokz.build(atlas, out=tmp_path / "maps", steered_by=["museum"])
    assert not (tmp_path / "maps").exists()


# ---- the code ----


def codes(asked: list[tuple[str, int | None]]) -> list[list[str] | None]:
    """What the page makes of texts, with a mask each, as rows of 0 and 1."""
    if NODE is None:
        pytest.skip("there is no node to run the page's modules")
    run = subprocess.run([NODE, str(CODES)], input=json.dumps(asked), capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_the_codes_are_those_of_a_known_library() -> None:
    qrcode = pytest.importorskip("qrcode")
    from qrcode.util import MODE_8BIT_BYTE, QRData

    # lengths about the ends of versions, whose blocks are one, equal, and of two lengths
    lengths = [1, 14, 15, 26, 27, 62, 84, 85, 106, 107, 122, 152, 180, 181, 213, 251, 287, 331, 666, 997, 1500, 2331]
    texts = [("https://example.org/#y=1950&v=48.3,67,5&id=karlag," * 60)[:length] for length in lengths]
    asked = [(text, at % 8) for at, text in enumerate([*texts, "https://пример.қаз/карта"])]
    for (text, mask), rows in zip(asked, codes(asked), strict=True):
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, mask_pattern=mask, border=0)
        code.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE), optimize=0)
        code.make(fit=True)
        assert rows == ["".join(str(int(dark)) for dark in row) for row in code.modules], (len(text), mask)


def test_a_code_without_a_mask_is_one_of_the_eight_and_a_text_too_long_has_none() -> None:
    text = "https://example.org/atlas.html#y=1950"
    own, *masked, long = codes([(text, None), *((text, mask) for mask in range(8)), ("x" * 2332, None)])
    assert own in masked
    assert long is None


# ---- the page ----


def test_what_is_shared_names_the_published_address_and_makes_nobody_a_kiosk(browser: Any, published: Path) -> None:
    for code, size in (("en", (1440, 900)), ("kk", (390, 844))):
        with visit(browser, published, f"#y=1950&lang={code}&kiosk=900", size=size) as page:
            page.tab.locator(".geokz-begin").click(position={"x": 4, "y": 4})
            page.tab.locator(".geokz-toolbar button").nth(SHARE).click()
            link, frame = page.tab.locator(".geokz-sheet-share pre").all_text_contents()
            assert link.startswith("https://example.org/atlas.html#y=1950&v=") and f"&lang={code}" in link
            assert "kiosk" not in link + frame and "ui=0" not in link and "&amp;ui=0" in frame
            box = page.tab.locator(".geokz-qr svg").bounding_box()
            assert box["width"] >= 150 and box["x"] + box["width"] <= size[0]
            path = page.tab.locator(".geokz-qr path").last.get_attribute("d")
            modules = sum(int(run) for run in re.findall(r"h(\d+)v1", path))
            assert modules == sum(row.count("1") for row in codes([(link, None)])[0])
            assert page.complaints == []


def test_the_view_is_saved_as_a_picture_with_title_year_key_and_citation(browser: Any, published: Path) -> None:
    with visit(browser, published, "#y=1950&lang=ru", size=(1200, 800)) as page:
        page.tab.locator(".geokz-toolbar button").nth(SHARE).click()
        files = {}
        for kind in ("PNG", "SVG"):
            with page.tab.expect_download() as download:
                page.tab.get_by_role("button", name=kind, exact=True).click()
            assert download.value.suggested_filename == f"geokz-1950.{kind.lower()}"
            files[kind] = Path(download.value.path()).read_bytes()
        colours = page.run("() => getComputedStyle(geokz.map.getContainer()).getPropertyValue('--geokz-accent').trim()")
        assert page.complaints == []
    drawing = ET.fromstring(files["SVG"])
    words = " ".join(text.text or "" for text in drawing.iter("{http://www.w3.org/2000/svg}text"))
    for wanted in (
        "Принудительный труд и промышленность Казахстана",
        "1950",
        "92 651".replace(" ", "\u00a0"),
        "Лагеря",
        "предположительно",
        "https://example.org/atlas.html#y=1950",
        "GeoNames",
        "Кзыл-Орда",
    ):
        assert wanted in words, wanted
    picture = Image.open(BytesIO(files["PNG"])).convert("RGB")
    width, height = (round(float(drawing.get(side))) for side in ("width", "height"))
    assert picture.size == (2 * width, 2 * height)
    accent = tuple(int(colours[at : at + 2], 16) for at in (1, 3, 5))
    assert sum(count for count, colour in picture.getcolors(1 << 24) if colour == accent) > 1000


PARENT = """<!doctype html><title>museum</title>
<iframe src="https://example.org/atlas.html#y=1950&ui=0" width=900 height=600></iframe><script>
window.heard = [];
addEventListener('message', (event) => heard.push([event.origin, event.data]));
</script>"""


@pytest.mark.parametrize("site, obeyed", [("https://museum.example", True), ("https://other.example", False)])
def test_a_frame_tells_the_page_around_it_and_obeys_only_the_site_it_was_built_for(
    browser: Any, published: Path, site: str, obeyed: bool
) -> None:
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    try:
        context.route("**/*", lambda route: route.abort())
        context.route(f"{site}/", lambda route: route.fulfill(body=PARENT, content_type="text/html"))
        context.route("https://example.org/atlas.html", lambda route: route.fulfill(path=published))
        tab = context.new_page()
        tab.goto(f"{site}/")
        frame = tab.frames[1]
        frame.wait_for_function("() => window.geokz && geokz.ready.then(() => true)")
        assert not frame.locator(".geokz-tools").is_visible() and frame.locator(".geokz-track").is_visible()
        tab.wait_for_function("() => heard.some(([, { geokz }]) => geokz === 'ready')")
        assert all(origin == "https://example.org" for origin, _ in tab.evaluate("() => heard"))
        frame.evaluate("() => geokz.setTime(1931, 1940)")
        tab.wait_for_function("() => heard.some(([, said]) => said.geokz === 'time' && said.from === 1931)")
        told = tab.evaluate("() => heard.findLast(([, said]) => said.geokz === 'time')[1]")
        assert told == {"geokz": "time", "from": 1931, "to": 1940, "first": "1931-01-01", "last": "1940-12-31"}
        hostile = [None, 7, "setTime", {"geokz": "eval"}, {"geokz": "constructor"}, {"geokz": "setTime", "from": "x"}]
        hostile += [{"geokz": "setLanguage", "code": "<b>"}, {"geokz": "select", "id": "__proto__"}]
        asked = [*hostile, {"geokz": "setTime", "from": 1943}, {"geokz": "select", "id": "karlag"}]
        tab.evaluate("(asked) => asked.forEach((one) => frames[0].postMessage(one, '*'))", asked)
        frame.wait_for_timeout(300)
        state = frame.evaluate("() => geokz.state()")
        expected = (1943, 1943, "karlag") if obeyed else (1931, 1940, None)
        assert (state["from"], state["to"], state["selected"]) == expected
    finally:
        context.close()


def test_a_page_built_for_nobody_listens_to_nobody(atlas_file: Path) -> None:
    assert '"steeredBy"' not in atlas_file.read_text(encoding="utf-8")
