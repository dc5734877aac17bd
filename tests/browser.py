"""A real Chromium without a network, for the tests that open a page.

``with chromium() as browser, visit(browser, path) as page:`` opens a file and waits for ``window.geokz.ready``; what
the page complains of is in ``complaints``, what it asked for in ``requests``. Without a browser the test is skipped,
or fails when GEOKZ_REQUIRE_BROWSER is set.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_READY = "() => window.geokz && window.geokz.ready.then(() => true)"
# every word written on the map's canvas, at once or stamped from a small picture, for labels leave no element
_RECORD_LABELS = """
    window.labelsDrawn = [];
    const written = new WeakMap();
    const { fillText, drawImage } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
        if (this.canvas.isConnected) window.labelsDrawn.push(text);
        else written.set(this.canvas, text);
        return fillText.call(this, text, ...rest);
    };
    CanvasRenderingContext2D.prototype.drawImage = function (image, ...rest) {
        if (written.has(image) && this.canvas.isConnected) window.labelsDrawn.push(written.get(image));
        return drawImage.call(this, image, ...rest);
    };
    const { fillText: write } = OffscreenCanvasRenderingContext2D.prototype;
    OffscreenCanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
        written.set(this.canvas, text);
        return write.call(this, text, ...rest);
    };
    const { transferToImageBitmap } = OffscreenCanvas.prototype;
    OffscreenCanvas.prototype.transferToImageBitmap = function () {
        const picture = transferToImageBitmap.call(this);
        if (written.has(this)) written.set(picture, written.get(this));
        written.delete(this);
        return picture;
    };
"""


@dataclass
class Visit:
    """A page that is open; ``tab`` is playwright's page."""

    tab: Any
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def run(self, script: str, argument: Any = None) -> Any:
        """The value of a JavaScript function called in the page, carried over whole: the map itself takes seconds."""
        return self.tab.evaluate(script, argument)

    def text(self, selector: str) -> str:
        """What a reader sees written in an element."""
        return self.tab.locator(selector).inner_text()

    def switch(self, label: str) -> Any:
        """The box to tick whose label begins so, whatever count is written behind it."""
        return self.tab.get_by_label(label.partition("{")[0].strip())

    def follow(self, link: str, *, rest: int = 80) -> None:
        """Follow a link within the page, and wait so many milliseconds until it rests."""
        self.run("(link) => { location.hash = link; }", link)
        self.tab.wait_for_timeout(rest)

    def years(self) -> list[int]:
        """The first and the last year the clock shows."""
        return self.run("() => [geokz.getTime().from, geokz.getTime().to]")

    def set_years(self, first: int, last: int) -> None:
        """Turn the clock and wait until the map is drawn."""
        self.run("([first, last]) => geokz.setTime(first, last)", [first, last])

    def draw_anew(self) -> None:
        """Draw all that is shown once more, not only what the last step changed."""
        self.run(
            """() => {
                const { layers } = geokz.state();
                geokz.setLayers([]);
                geokz.setLayers(layers);
                return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            }"""
        )

    def visible(self) -> dict[str, str]:
        """The state of each thing the page shows, by id; no id may come twice."""
        shown = self.run("() => geokz.visible()")
        states = {thing["id"]: thing["state"] for thing in shown}
        assert len(states) == len(shown), "visible() names a thing twice"
        return states

    def point_of(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a place of the map lies in the window."""
        point = self.run(
            """([lat, lon]) => {
                const { x, y } = geokz.map.latLngToContainerPoint([lat, lon]);
                const box = geokz.map.getContainer().getBoundingClientRect();
                return [x + box.left, y + box.top];
            }""",
            [lat, lon],
        )
        return point[0], point[1]

    def click_map(self, lat: float, lon: float) -> None:
        """Click on a place of the map."""
        self.tab.mouse.click(*self.point_of(lat, lon))


@contextmanager
def chromium() -> Iterator[Any]:
    """Chromium, headless; skips the test when there is none."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        _unavailable("there is no Chromium; install the package 'chromium'")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _unavailable("playwright is not installed; pip install 'geokz[test]'")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield browser
        _RESTING.clear()
        browser.close()


def _unavailable(reason: str) -> None:
    if os.environ.get("GEOKZ_REQUIRE_BROWSER"):
        pytest.fail(f"GEOKZ_REQUIRE_BROWSER is set, but {reason}")
    pytest.skip(reason)


@contextmanager
def visit(
    browser: Any,
    path: Path,
    link: str = "",
    *,
    size: tuple[int, int] = (1280, 800),
    timezone: str = "UTC",
) -> Iterator[Visit]:
    """Open a file, with ``link`` (``#y=1937``) behind its address, offline and as if nobody had opened one before.

    A new tab starts a process, which costs more than the page; so a tab that is left in order is taken again. Of the
    page before it keeps nothing but its history: who changes more than the page, the window and the media (routes,
    clocks, scripts of one's own) opens a context.
    """
    tab = _tab(browser, timezone)
    page = Visit(tab)
    hearing = {
        "console": lambda line: (
            line.type in {"error", "warning"} and page.complaints.append(f"{line.type}: {line.text}")
        ),
        "pageerror": lambda error: page.complaints.append(f"uncaught: {error}"),
        "dialog": lambda dialog: (page.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()),
        "request": lambda request: page.requests.append(request.url),
    }
    in_order = False
    try:
        tab.set_viewport_size({"width": size[0], "height": size[1]})
        for event, hear in hearing.items():
            tab.on(event, hear)
        tab.goto(path.resolve().as_uri() + link)
        assert page.run(_READY), f"the page offers no window.geokz: {page.complaints}"
        yield page
        in_order = len(tab.context.pages) == 1 and not tab.is_closed()
    finally:
        if in_order:
            for event, hear in hearing.items():
                tab.remove_listener(event, hear)
            _leave(browser, timezone, tab)
        else:
            tab.context.close()


_RESTING: dict[tuple[Any, str], list[Any]] = {}


def _tab(browser: Any, timezone: str) -> Any:
    """A tab that shows nothing, in a context of its own."""
    if resting := _RESTING.get((browser, timezone)):
        return resting.pop()
    context = browser.new_context(offline=True, timezone_id=timezone)
    context.add_init_script(_RECORD_LABELS)
    tab = context.new_page()
    tab.set_default_timeout(10_000)
    return tab


def _leave(browser: Any, timezone: str, tab: Any) -> None:
    """Let go of the page in a tab, and of all that was asked of the tab for it."""
    tab.goto("about:blank")
    tab.mouse.move(-1, -1)
    tab.emulate_media(media="null", color_scheme="light", reduced_motion="no-preference", forced_colors="none")
    _RESTING.setdefault((browser, timezone), []).append(tab)


@contextmanager
def shows(browser: Any, address: str, part: str) -> Iterator[tuple[Any, list[str]]]:
    """The frame of a page whose address holds ``part``, and what is complained of; no host but loopback is asked.

    Who shows a map may bring folium's own scripts from their addresses: Leaflet and jQuery are answered from their
    packages, the others, which no layer needs, with nothing.
    """
    from geokz.render.offline import package_folder

    context = browser.new_context(viewport={"width": 1280, "height": 900})

    def answer(route: Any) -> None:
        url = route.request.url
        known = {"leaflet.js": "leaflet", "leaflet.css": "leaflet", "jquery-3.7.1.min.js": "jquery"}
        name = url.rpartition("/")[2]
        if name in known:
            route.fulfill(path=package_folder(known[name]) / name.replace("-3.7.1", ""))
        elif name.endswith((".js", ".css")):
            route.fulfill(body="", content_type="text/javascript" if name.endswith(".js") else "text/css")
        else:
            route.abort()

    context.route(lambda url: not url.startswith(("http://127.0.0.1", "file:", "data:", "blob:")), answer)
    tab = context.new_page()
    tab.set_default_timeout(20_000)
    complaints: list[str] = []
    tab.on("console", lambda line: line.type == "error" and complaints.append(line.text))
    tab.on("pageerror", lambda error: complaints.append(f"uncaught: {error}"))
    try:
        tab.goto(address)
        tab.wait_for_selector("iframe", state="attached", timeout=60_000)
        for _ in range(100):
            frame = next((frame for frame in tab.frames if part in frame.url), None)
            if frame:
                break
            tab.wait_for_timeout(100)
        assert frame, f"no frame of {part}: {[frame.url for frame in tab.frames]}"
        yield frame, complaints
    finally:
        context.close()
