"""How fast dated features come and go: geokz.Layer beside folium's own Timeline, same data, same run.

    python scripts/bench/time_layer.py                        # 2,000, 20,000 and 100,000 features
    python scripts/bench/time_layer.py --sizes 1000000        # no more than geokz should be asked this
    python scripts/bench/time_layer.py --keep /tmp/pages      # keep the pages that were measured
    python scripts/bench/time_layer.py --only-geokz --kinds points polygons clusters   # what geokz draws otherwise
    python scripts/bench/time_layer.py --readers              # no browser: seconds to read a table of 100,000 rows

Data: seeded features in Kazakhstan's box, each with a name, one of five kinds, a first year from 1919 to 1953 and
1 to 30 years of life; 95 % points, 5 % lines of 20 vertices; coordinates to 1e-5 degrees.

Rows:
    geokz             five Layers (one a kind) on ``folium.Map(tiles=None)``, ``geokz.make_offline``
    Timeline          ``folium.plugins.Timeline`` and ``TimelineSlider``, circles and lines coloured by kind; no
                      tooltips, which spares it work that geokz does
    Timeline, canvas  the same on ``folium.Map(prefer_canvas=True)``

    geokz, points     points alone, for the next two to be held against
    geokz, polygons   as many areas of eight corners, 2 to 20 km wide
    geokz, clusters   as many points about fifty towns, coloured by kind in one Layer: how many there are is shown

Columns:
    build   seconds from a GeoDataFrame to the finished HTML file, one run after a warm-up with 200 features
    HTML    size of that file. geokz's holds Leaflet, engine, styles and clock; Timeline's links to Leaflet, to
            leaflet.timeline and to moment, which are not counted
    B/f     the same in bytes a feature
    load    seconds from the start of navigation to the end of the frame that first shows the features
    step    milliseconds from the change of year to the end of the second animation frame after it, median over the
            years 1925 to 1955; a 60 Hz screen cannot do it under 17
    work    milliseconds of main-thread CPU time such a step took, median: the difference of Chromium's own
            TaskDuration in thread time (Chrome DevTools Protocol, Performance.getMetrics), so script, layout,
            painting and the call that asked for the step, but not what else the machine did meanwhile
    rest    the same for the 800 ms after the last step (geokz refines the picture then)
    heap    megabytes after a garbage collection: JavaScript objects, DOM wrappers and typed arrays
            (Runtime.getHeapUsage)
    shown   features on the map in 1937; the rows must agree, else they did not do the same work

Headless Chromium without GPU, 1280 x 800, the map fitted to the data. No request leaves the machine: the addresses
folium links to are answered from disk, Leaflet and jQuery from the XStatic packages geokz depends on,
leaflet.timeline and moment from ``npm pack`` into a temporary folder (the one step that needs a network and npm;
without it the Timeline rows are left out), everything else with an empty file. The times depend on the machine;
read the ratios.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

try:
    import folium
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    import shapely
    from folium.plugins import Timeline, TimelineSlider
    from folium.utilities import JsCode
    from playwright.sync_api import Browser, CDPSession, Page, Route, sync_playwright
except ModuleNotFoundError as error:
    sys.exit(f'time_layer: {error.name} is missing; run: python -m pip install -e ".[test]"')

import geokz  # noqa: E402  the checkout's own
from geokz.render.offline import package_folder  # noqa: E402

BOX = (46.5, 40.6, 87.3, 55.4)
FIT = [[41.0, 47.0], [55.2, 87.0]]
KINDS = {
    "camps": ("#7b1e2b", "square"),
    "mines": ("#8a5a00", "diamond"),
    "plants": ("#31688e", "pentagon"),
    "stations": ("#35608d", "circle"),
    "towns": ("#2d6a4f", "triangle"),
}
YEARS = range(1925, 1956)
PACKAGES = {
    "leaflet.timeline": ("leaflet.timeline@1.6.0", "dist/leaflet.timeline.js"),
    "moment": ("moment@2.18.1", "min/moment.min.js"),
}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

# what the two kinds of page are asked: wait for the first frame, step to a year, how many features in 1937
ASK_GEOKZ = {
    "load": "geokz.ready",
    "step": "year => { geokz.setTime(year); }",
    "shown": "geokz.visible().length",
}
ASK_TIMELINE = {
    "load": "document.readyState === 'complete' || new Promise(done => addEventListener('load', done))",
    "step": "year => { bench(/^timeline_slider_/).setTime(Date.UTC(year, 6, 1)); }",
    "shown": "bench(/^timeline_[0-9a-f]+$/).getLayers().length",
}
# folium's elements are global variables with a number in their names
FIND = "window.bench = name => window[Object.keys(window).find(key => name.test(key))]"
FRAME = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
# a promise of the page, kept at the end of the frame in which the atlas draws its first symbols
DRAWN = (
    "window.drawn = new Promise(done => new PerformanceObserver(list => list.getEntriesByName('geokz-symbols').length"
    f" && {FRAME}.then(done)).observe({{type: 'mark', buffered: true}}))"
)


def features(count: int, seed: int = 1931) -> gpd.GeoDataFrame:
    """Seeded features with ``name``, ``kind``, ``begin`` and ``finish`` (years, both included)."""
    random = np.random.default_rng(seed)
    lines = count // 20
    west, south, east, north = BOX
    places = np.column_stack([random.uniform(west, east, count), random.uniform(south, north, count)])
    steps = random.normal(0, 0.05, (lines, 20, 2)).cumsum(axis=1)
    geometry = np.concatenate(
        [
            shapely.points(places[lines:].round(5)),
            shapely.linestrings((places[:lines, None, :] + steps).round(5)),
        ]
    )
    kind = np.array(list(KINDS))[random.integers(0, len(KINDS), count)]
    begin = random.integers(1919, 1954, count)
    frame = pd.DataFrame(
        {
            "name": [f"{word} {number}" for number, word in enumerate(kind)],
            "kind": kind,
            "begin": begin,
            "finish": begin + random.integers(1, 31, count) - 1,
        }
    )
    return gpd.GeoDataFrame(frame, geometry=geometry, crs=4326)


def points(count: int) -> gpd.GeoDataFrame:
    """As :func:`features`, without lines."""
    frame = features(count)
    return frame.set_geometry(frame.geometry.representative_point())


def polygons(count: int, seed: int = 7) -> gpd.GeoDataFrame:
    """Areas of eight corners about the points, 2 to 20 km wide."""
    random = np.random.default_rng(seed)
    frame = points(count)
    angles = np.linspace(0, 2 * np.pi, 9)
    radius = random.uniform(0.01, 0.1, (count, 1)) * random.uniform(0.6, 1.0, (count, 9))
    radius[:, 8] = radius[:, 0]
    centre = shapely.get_coordinates(frame.geometry.to_numpy())[:, None, :]
    rings = centre + radius[:, :, None] * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    return frame.set_geometry(gpd.GeoSeries(shapely.polygons(rings.round(5)), crs=4326))


def clusters(count: int, seed: int = 7) -> gpd.GeoDataFrame:
    """Points about fifty towns, the first the largest."""
    random = np.random.default_rng(seed)
    west, south, east, north = BOX
    towns = np.column_stack([random.uniform(west, east, 50), random.uniform(south, north, 50)])
    share = 1 / np.arange(1, 51)
    places = towns[random.choice(50, count, p=share / share.sum())] + random.normal(0, 0.4, (count, 2))
    frame = points(count)
    return frame.set_geometry(gpd.GeoSeries(shapely.points(places.round(5)), crs=4326))


def coloured_map(frame: gpd.GeoDataFrame) -> folium.Map:
    """An offline folium map with one Layer, coloured by kind."""
    folium_map = geokz.make_offline(folium.Map(tiles=None))
    colours = {kind: colour for kind, (colour, _) in KINDS.items()}
    geokz.Layer(frame, when=("begin", "finish"), column="kind", categories=colours).add_to(folium_map)
    folium_map.fit_bounds(FIT)
    return folium_map


def readers(count: int) -> None:
    """Seconds of CPU to make a Layer out of so many rows: of a frame with years, with EDTF texts, of a CSV, and of the
    same CSV by way of ``pandas.read_csv`` and ``geopandas.points_from_xy``; the least of five runs."""
    frame = points(count)
    texts = frame.assign(when=frame["begin"].astype(str) + "/" + frame["finish"].astype(str))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rows.csv")
        coordinates = texts.geometry.get_coordinates()
        pd.DataFrame(texts[["name", "when"]]).assign(lon=coordinates["x"], lat=coordinates["y"]).to_csv(
            path, index=False
        )
        ways = {
            "frame, years": lambda: geokz.Layer.from_frame(frame, "begin", until="finish"),
            "frame, EDTF texts": lambda: geokz.Layer.from_frame(texts, "when"),
            "from_csv": lambda: geokz.Layer.from_csv(path),
            "CSV by way of pandas": lambda: geokz.Layer.from_frame(read_by_pandas(path)),
        }
        for name, way in ways.items():
            way()
            took = []
            for _ in range(5):
                began = time.process_time()
                way()
                took.append(time.process_time() - began)
            print(f"{name:20} {min(took):.2f} s")


def read_by_pandas(path: Path) -> gpd.GeoDataFrame:
    """A table of points as the shortest way to a frame has it."""
    table = pd.read_csv(path)
    return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table["lon"], table["lat"]), crs=4326)


def geokz_map(frame: gpd.GeoDataFrame) -> folium.Map:
    """An offline folium map with one Layer a kind."""
    folium_map = geokz.make_offline(folium.Map(tiles=None))
    for kind, (colour, shape) in KINDS.items():
        rows = frame[frame["kind"] == kind]
        geokz.Layer.from_frame(rows, "begin", until="finish", title=kind, colour=colour, shape=shape).add_to(folium_map)
    folium_map.fit_bounds(FIT)
    return folium_map


def timeline_map(frame: gpd.GeoDataFrame, *, canvas: bool) -> folium.Map:
    """A folium map with Timeline and TimelineSlider, as their documentation has it."""
    day = np.timedelta64(1, "D")
    begin = frame["begin"].to_numpy().astype(str).astype("datetime64[D]")
    end = (frame["finish"] + 1).to_numpy().astype(str).astype("datetime64[D]") - day
    dated = frame[["name", "kind", "geometry"]].assign(
        start=begin.astype("datetime64[ms]").astype(int), end=end.astype("datetime64[ms]").astype(int)
    )
    colours = str({kind: colour for kind, (colour, _) in KINDS.items()})
    timeline = Timeline(
        dated,
        style=JsCode(f"feature => ({{color: ({colours})[feature.properties.kind], weight: 2}})"),
        point_to_layer=JsCode("(feature, latlng) => L.circleMarker(latlng, {radius: 3})"),
    )
    slider = TimelineSlider(auto_play=False, show_ticks=False, date_options="YYYY").add_timelines(timeline)
    folium_map = folium.Map(tiles=None, prefer_canvas=canvas)
    folium_map.add_child(timeline)
    folium_map.add_child(slider)
    folium_map.fit_bounds(FIT)
    return folium_map


def fetch_scripts(folder: Path) -> dict[str, Path] | None:
    """leaflet.timeline and moment by ``npm pack``; None, and a line that says so, when that fails."""
    scripts = {}
    for name, (package, file) in PACKAGES.items():
        try:
            command = ["npm", "pack", "--silent", package]
            packed = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=True)
        except (OSError, subprocess.SubprocessError) as problem:
            print(f"Timeline left out: npm pack {package} failed ({type(problem).__name__})")
            return None
        with tarfile.open(folder / packed.stdout.strip().splitlines()[-1]) as archive:
            archive.extract(f"package/{file}", folder / name, filter="data")
        scripts[name] = folder / name / "package" / file
    scripts["leaflet.js"] = package_folder("leaflet") / "leaflet.js"
    scripts["leaflet.css"] = package_folder("leaflet") / "leaflet.css"
    scripts["jquery"] = package_folder("jquery") / "jquery.min.js"
    return scripts


def answer(route: Route, scripts: dict[str, Path]) -> None:
    """Serve what folium links to from disk, and an empty file for what these maps do not use."""
    url = route.request.url
    if url.startswith("file:"):
        route.continue_()
        return
    path = next((path for name, path in scripts.items() if name in url), None)
    kind = "text/css" if url.endswith(".css") else "text/javascript"
    route.fulfill(content_type=kind, body=path.read_text(encoding="utf-8") if path else "")


def busy(session: CDPSession) -> float:
    """Milliseconds of CPU time the page's main thread has used so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")


def heap(session: CDPSession) -> float:
    """Megabytes of JavaScript objects, DOM wrappers and typed arrays, after a garbage collection."""
    session.send("HeapProfiler.collectGarbage")
    usage = session.send("Runtime.getHeapUsage")
    return sum(usage.get(part, 0) for part in ("usedSize", "embedderHeapUsedSize", "backingStorageSize")) / 1e6


def open_page(
    browser: Browser, file: Path, scripts: dict[str, Path] | None = None
) -> tuple[Page, CDPSession, list[str]]:
    """A page whose document is read, its DevTools session, and the errors it will report."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(600_000)
    problems: list[str] = []
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.on("console", lambda message: message.type == "error" and problems.append(message.text))
    if scripts:
        page.route("**/*", lambda route: answer(route, scripts))
    page.add_init_script(f"{FIND}; {DRAWN}")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(file.as_uri(), wait_until="commit")
    page.wait_for_load_state("domcontentloaded")
    return page, session, problems


def measure(browser: Browser, file: Path, ask: dict[str, str], scripts: dict[str, Path]) -> dict[str, Any]:
    """Open a page, step through the years and report the columns that concern the browser."""
    page, session, problems = open_page(browser, file, scripts)
    load = page.evaluate(f"async () => {{ await ({ask['load']}); return {FRAME}; }}")
    step = f"async year => {{ const t = performance.now(); ({ask['step']})(year); return (await {FRAME}) - t; }}"
    page.evaluate(step, 1937)
    shown = page.evaluate(f"() => {ask['shown']}")
    page.evaluate(step, YEARS[0])
    page.wait_for_timeout(800)
    steps, work = [], []
    for year in YEARS[1:]:
        before = busy(session)
        steps.append(page.evaluate(step, year))
        work.append(busy(session) - before)
    before = busy(session)
    page.wait_for_timeout(800)
    rest = busy(session) - before
    size = heap(session)
    page.close()
    if problems:
        raise SystemExit(f"{file.name}: the page reports {problems[0]}")
    return {
        "load": load / 1000,
        "step": statistics.median(steps),
        "work": statistics.median(work),
        "rest": rest,
        "heap": size,
        "shown": shown,
    }


def build(make: Any, frame: gpd.GeoDataFrame, file: Path) -> float:
    """Seconds from the frame to the file."""
    began = time.perf_counter()
    make(frame).save(str(file))
    return time.perf_counter() - began


def report(rows: list[dict[str, Any]]) -> None:
    """The aligned table, then how many times more Timeline needs of everything."""
    columns = {
        "features": ",d", "map": "s", "build": ".2f", "HTML": ".2f", "B/f": ".1f", "load": ".2f",
        "step": ".1f", "work": ".1f", "rest": ".0f", "heap": ".1f", "shown": ",d",
    }  # fmt: skip
    units = {"build": "s", "HTML": "MB", "load": "s", "step": "ms", "work": "ms", "rest": "ms", "heap": "MB"}
    cells = [
        [f"{name} {units[name]}" if name in units else name for name in columns],
        *([format(row[name], form) for name, form in columns.items()] for row in rows),
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        aligned = (
            text.ljust(w) if at == 1 else text.rjust(w) for at, (text, w) in enumerate(zip(line, widths, strict=True))
        )
        print("  ".join(aligned).rstrip())
    print()
    ours = {row["features"]: row for row in rows if row["map"] == "geokz"}
    alone = {row["features"]: row for row in rows if row["map"] == "geokz, points"}
    for row in rows:
        if row["map"] in {"geokz, polygons", "geokz, clusters"} and row["features"] in alone:
            ratio = row["work"] / alone[row["features"]]["work"]
            print(f"{row['map']} / geokz, points at {row['features']:,d}:  work {ratio:.1f}")
        elif not row["map"].startswith("geokz"):
            own = ours[row["features"]]
            ratios = (
                f"{name} {row[name] / own[name]:.1f}" for name in ("build", "HTML", "load", "step", "work", "heap")
            )
            print(f"{row['map']} / geokz at {row['features']:,d}:  {'  '.join(ratios)}")


OTHERS = {"points": (points, geokz_map), "polygons": (polygons, geokz_map), "clusters": (clusters, coloured_map)}


def main() -> None:
    """Build the pages, open them, print the table."""
    summary = str(__doc__).split("\n", 1)[0]
    parser = argparse.ArgumentParser(description=summary)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000, 20_000, 100_000])
    parser.add_argument("--only-geokz", action="store_true", help="leave Timeline out (and npm alone)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the pages in this folder")
    parser.add_argument("--kinds", nargs="*", default=[], choices=list(OTHERS), help="more rows of geokz alone")
    parser.add_argument("--readers", action="store_true", help="only time how tables are read, without a browser")
    options = parser.parse_args()
    if options.readers:
        readers(100_000)
        return
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        makers: dict[str, tuple[Any, Any, dict[str, str]]] = {"geokz": (features, geokz_map, ASK_GEOKZ)}
        for kind in options.kinds:
            makers[f"geokz, {kind}"] = (*OTHERS[kind], ASK_GEOKZ)
        scripts = None if options.only_geokz else fetch_scripts(Path(temporary))
        if scripts:
            makers["Timeline"] = (features, lambda frame: timeline_map(frame, canvas=False), ASK_TIMELINE)
            makers["Timeline, canvas"] = (features, lambda frame: timeline_map(frame, canvas=True), ASK_TIMELINE)
        rows = []
        for made, make, _ in makers.values():
            build(make, made(200), Path(temporary) / "warm.html")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--disable-gpu"])
        for size in options.sizes:
            for name, (made, make, ask) in makers.items():
                frame = made(size)
                file = folder / f"{name.replace(', ', '-')}-{size}.html"
                seconds = build(make, frame, file)
                bytes_ = file.stat().st_size
                row = {
                    "features": size,
                    "map": name,
                    "build": seconds,
                    "HTML": bytes_ / 1e6,
                    "B/f": bytes_ / size,
                }
                rows.append({**row, **measure(browser, file, ask, {} if ask is ASK_GEOKZ else scripts or {})})
        browser.close()
    report(rows)


if __name__ == "__main__":
    main()
