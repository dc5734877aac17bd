"""How long the atlas takes: to load, to build, to write, to appear in the browser and to step a year.

    python scripts/bench/build_time.py                # five runs, the median of each
    python scripts/bench/build_time.py --runs 9

Rows:
    import geokz      seconds a fresh Python needs for the import
    load              seconds of ``geokz.Atlas.load()``, in this process, after one run to warm up
    build             seconds of ``geokz.build_map(atlas)``
    render            seconds of rendering the map to text, a new map each time
    page, gzip        bytes of the page, as it is and deflated at level 9
    first symbols     milliseconds from the start of navigation until the map is drawn with its panels (the mark
                      ``geokz-symbols`` of User Timing) and its frame has ended
    ready             the same until all that sources say is read, too (``window.geokz.ready``)
    work a step       milliseconds of main-thread CPU time from one year to the next, with the panels: the
                      difference of Chromium's TaskDuration in thread time (Performance.getMetrics) over all
                      years of the clock
    typing            milliseconds of the same from one letter typed into the search to the next, list of hits and all
    heap              megabytes after a garbage collection: JavaScript objects, DOM wrappers and typed arrays

Then the located things of the atlas as plain points and lines on folium's own Timeline, with and without canvas, in
the same run: its page, its load and its work a step (see ``time_layer.py``; its scripts come by ``npm pack``). The
atlas draws labels, counts, cards and a table besides, so the two are no race; the rows say what a reader waits for.

Headless Chromium without GPU, 1280 x 800, a new page each run; the page asks for nothing, so no network is needed.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
from playwright.sync_api import Browser, sync_playwright
from time_layer import (
    ASK_TIMELINE,
    CHROMIUM,
    FRAME,
    KINDS,
    ROOT,
    busy,
    fetch_scripts,
    geokz,
    heap,
    measure,
    open_page,
    timeline_map,
)


def seconds(action: Callable[[], Any], runs: int) -> float:
    """The median time of an action, after one run that does not count."""
    action()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        action()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def import_geokz() -> None:
    """What every shell command and script pays first."""
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); import geokz"
    subprocess.run([sys.executable, "-c", code], check=True)


def open_atlas(browser: Browser, file: Path) -> tuple[float, ...]:
    """Milliseconds to the first symbols and to all, a step and a letter, and the heap in megabytes, of one opening."""
    page, session, problems = open_page(browser, file)
    drawn = page.evaluate("() => drawn")
    ready = page.evaluate(f"async () => {{ await geokz.ready; return {FRAME}; }}")
    step = f"async year => {{ geokz.setTime(year); await {FRAME}; }}"
    page.wait_for_timeout(600)
    work = []
    for year in range(1919, 1964):
        before = busy(session)
        page.evaluate(step, year)
        work.append(busy(session) - before)
    typed = []
    page.locator(".geokz-search").focus()
    for letter in "dzhezkazgan":
        before = busy(session)
        page.keyboard.press(letter)
        page.evaluate(f"async () => {{ await {FRAME}; }}")
        typed.append(busy(session) - before)
    size = heap(session)
    page.close()
    if problems:
        sys.exit(f"{file.name}: the page reports {problems[0]}")
    return drawn, ready, statistics.median(work[1:]), statistics.median(typed), size


def timeline_frame(atlas: geokz.Atlas) -> gpd.GeoDataFrame:
    """The located things as ``time_layer.timeline_map`` wants them, their lives cut to the clock."""
    things = atlas.things[atlas.things.geometry.notna()]
    first = things["start_earliest"].clip(*geokz.dates.span(1919, 1963)).to_numpy().astype("datetime64[D]")
    last = things["end_latest"].clip(*geokz.dates.span(1919, 1963)).to_numpy().astype("datetime64[D]")
    kinds = things["layer"].where(things["layer"].isin(list(KINDS)), "towns")
    columns = {
        "name": things["name_en"].to_numpy(),
        "kind": kinds.to_numpy(),
        "begin": first.astype("datetime64[Y]").astype(int) + 1970,
        "finish": last.astype("datetime64[Y]").astype(int) + 1970,
    }
    return gpd.GeoDataFrame(columns, geometry=things.geometry.to_numpy(), crs=4326)


def timeline_rows(atlas: geokz.Atlas, browser: Browser, folder: Path) -> list[tuple[str, str]]:
    """What folium's Timeline needs for the same things."""
    scripts = fetch_scripts(folder)
    rows = []
    for name, canvas in (("Timeline", False), ("Timeline, canvas", True)) if scripts else ():
        file = folder / "timeline.html"
        timeline_map(timeline_frame(atlas), canvas=canvas).save(str(file))
        found = measure(browser, file, ASK_TIMELINE, scripts)
        rows.append((f"{name}: page", f"{file.stat().st_size / 1e3:,.0f} kB"))
        rows.append((f"{name}: load", f"{found['load'] * 1000:.0f} ms"))
        rows.append((f"{name}: work a step", f"{found['work']:.1f} ms"))
    return rows


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    atlas = geokz.Atlas.load()
    page = geokz.build_map(atlas).get_root().render().encode("utf-8")
    maps = [geokz.build_map(atlas) for _ in range(runs + 1)]
    rows = [
        ("import geokz", f"{seconds(import_geokz, runs):.2f} s"),
        ("load", f"{seconds(geokz.Atlas.load, runs):.2f} s"),
        ("build", f"{seconds(lambda: geokz.build_map(atlas), runs):.2f} s"),
        ("render", f"{seconds(lambda: maps.pop().get_root().render(), runs):.2f} s"),
        ("page", f"{len(page) / 1e3:,.0f} kB"),
        ("gzip", f"{len(gzip.compress(page, 9)) / 1e3:,.0f} kB"),
    ]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "atlas.html"
        file.write_bytes(page)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--disable-gpu"])
        opened = zip(*(open_atlas(browser, file) for _ in range(runs)), strict=True)
        drawn, ready, work, typing, size = map(statistics.median, opened)
        beside = timeline_rows(atlas, browser, Path(folder))
        browser.close()
    rows += [
        ("first symbols", f"{drawn:.0f} ms"),
        ("ready", f"{ready:.0f} ms"),
        ("work a step", f"{work:.1f} ms"),
        ("typing", f"{typing:.1f} ms"),
        ("heap", f"{size:.1f} MB"),
        *beside,
    ]
    print(f"{len(atlas.things):,d} things, median of {runs} runs")
    for name, value in rows:
        print(f"{name:<30}{value:>12}")


if __name__ == "__main__":
    main()
