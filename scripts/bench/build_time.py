"""How long the atlas takes: to load, to build, to write, to appear in the browser and to step a year.

    python scripts/bench/build_time.py                # five runs, the median of each
    python scripts/bench/build_time.py --runs 9

Rows:
    import geokz      seconds a fresh Python needs for the import
    load              seconds of ``geokz.Atlas.load()``, in this process, after one run to warm up
    build             seconds of ``geokz.build_map(atlas)``
    render            seconds of rendering the map to text, a new map each time
    page, gzip        bytes of the page, as it is and deflated at level 9
    first symbols     milliseconds from the start of navigation until the map is drawn (``window.geokz.ready``)
                      and its frame has ended
    work a step       milliseconds of main-thread CPU time from one year to the next, with the panels: the
                      difference of Chromium's TaskDuration in thread time (Performance.getMetrics) over all
                      years of the clock
    heap              megabytes after a garbage collection: JavaScript objects, DOM wrappers and typed arrays

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

from playwright.sync_api import Browser, sync_playwright
from time_layer import CHROMIUM, FRAME, ROOT, busy, geokz, heap, open_page


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


def open_atlas(browser: Browser, file: Path) -> tuple[float, float, float]:
    """Milliseconds to the first symbols and per step, and the heap in megabytes, of one opening of the page."""
    page, session, problems = open_page(browser, file)
    ready = page.evaluate(f"async () => {{ await geokz.ready; return {FRAME}; }}")
    step = f"async year => {{ geokz.setTime(year); await {FRAME}; }}"
    page.wait_for_timeout(600)
    work = []
    for year in range(1919, 1964):
        before = busy(session)
        page.evaluate(step, year)
        work.append(busy(session) - before)
    size = heap(session)
    page.close()
    if problems:
        sys.exit(f"{file.name}: the page reports {problems[0]}")
    return ready, statistics.median(work[1:]), size


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    atlas = geokz.Atlas.load()
    page = geokz.build_map(atlas).get_root().render().encode("utf-8")
    both = seconds(lambda: geokz.build_map(atlas).get_root().render(), runs)
    build = seconds(lambda: geokz.build_map(atlas), runs)
    rows = [
        ("import geokz", f"{seconds(import_geokz, runs):.2f} s"),
        ("load", f"{seconds(geokz.Atlas.load, runs):.2f} s"),
        ("build", f"{build:.2f} s"),
        ("render", f"{both - build:.2f} s"),
        ("page", f"{len(page) / 1e3:,.0f} kB"),
        ("gzip", f"{len(gzip.compress(page, 9)) / 1e3:,.0f} kB"),
    ]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "atlas.html"
        file.write_bytes(page)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--disable-gpu"])
        opened = zip(*(open_atlas(browser, file) for _ in range(runs)), strict=True)
        ready, work, size = map(statistics.median, opened)
        browser.close()
    rows += [
        ("first symbols", f"{ready:.0f} ms"),
        ("work a step", f"{work:.1f} ms"),
        ("heap", f"{size:.1f} MB"),
    ]
    print(f"{len(atlas.things):,d} things, median of {runs} runs")
    for name, value in rows:
        print(f"{name:<14}{value:>12}")


if __name__ == "__main__":
    main()
