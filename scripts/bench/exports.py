"""How fast and in how much memory a layer and an atlas are exported, beside plain pyogrio in the same run.

    python scripts/bench/exports.py [--rows 1000000] [--things 50000] [--postgis]

CPU seconds, so that a busy machine counts little; the ratio to pyogrio, with the same columns, is what to watch. Memory
is the peak of a process of its own for each format, above that of one that only made the rows. ``--postgis`` fills a
server that is started for it (or that of an address), beside ogr2ogr, for pyogrio's wheels cannot; the server's own
time is not in it. Of an atlas pyogrio writes the same tables, each made beforehand.
"""

from __future__ import annotations

import argparse
import csv
import io
import multiprocessing
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from own_server import own_server

import geokz
from geokz.dates import BOUNDS
from geokz.export.book import Book, book_of, sequence
from geokz.folder.resources import read_package
from geokz.folder.where import default_folder
from geokz.render import write_page

DRIVERS = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".fgb": "FlatGeobuf"}


def points(rows: int) -> gpd.GeoDataFrame:
    """Dated points, always the same ones."""
    random = np.random.default_rng(1)
    start = random.integers(-18_000, -8_000, rows)
    days = [start, start + 364, start + 3_000, start + 3_364]
    at = shapely.points(random.uniform(50, 85, rows), random.uniform(42, 55, rows))
    columns = {"name": [f"Place {number}" for number in range(rows)], **dict(zip(BOUNDS, days, strict=True))}
    return gpd.GeoDataFrame(columns, geometry=at, crs=4326)


def _plain(frame: gpd.GeoDataFrame, path: Path) -> None:
    pyogrio.write_dataframe(book_of(frame).things, path, driver=DRIVERS[path.suffix])


def _arrow(frame: gpd.GeoDataFrame, path: Path) -> None:
    pyogrio.write_dataframe(book_of(frame).things, path, driver=DRIVERS[path.suffix], use_arrow=True)


def _parquet(frame: gpd.GeoDataFrame, path: Path) -> None:
    book_of(frame).things.to_parquet(path)


def _ogr2ogr(frame: gpd.GeoDataFrame, address: str) -> None:
    with tempfile.TemporaryDirectory() as home:
        between = Path(home, "between.fgb")
        pyogrio.write_dataframe(book_of(frame).things, between, driver="FlatGeobuf", use_arrow=True)
        copied = ["--config", "PG_USE_COPY", "YES", "-nln", "plain", "-lco", "GEOMETRY_NAME=geom"]
        subprocess.run(["ogr2ogr", "-f", "PostgreSQL", f"PG:{address}", between, *copied], check=True)


def _plain_book(book: Book, path: Path) -> None:
    pyogrio.write_dataframe(book.things, path, layer="things", driver="GPKG")
    for name, sheet in book.sheets.items():
        pyogrio.write_dataframe(sheet.frame, path, layer=name, driver="GPKG")


def _nothing(frame: gpd.GeoDataFrame, path: Path) -> None:
    pass


def _measured(pipe: Any, write: Callable[[Any, Any], Any], rows: int, target: Any) -> None:
    frame = points(rows)
    begun = time.process_time()
    write(frame, target)
    programs = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = time.process_time() - begun + programs.ru_utime + programs.ru_stime
    peak = max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, programs.ru_maxrss)
    pipe.send((seconds, peak / 1024))


def measure(write: Callable[[Any, Any], Any], rows: int, target: Any) -> tuple[float, float]:
    """CPU seconds, those of its programs too, and peak memory in MB, in a process of its own."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_measured, args=(there, write, rows, target))
    process.start()
    process.join()
    return here.recv() if here.poll() else (float("nan"), float("nan"))


def many_things(home: Path, things: int) -> Path:
    """The shipped folder with its layers repeated under new ids and names, until there are so many things."""
    folder = Path(shutil.copytree(default_folder(), home / "many"))
    layers = [table for table in read_package(folder).tables if table.is_layer]
    count = sum(len((folder / table.path).read_text(encoding="utf-8").splitlines()) - 1 for table in layers)
    for table in layers:
        rows = list(csv.DictReader(io.StringIO((folder / table.path).read_text(encoding="utf-8"))))
        with (folder / table.path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            for copy in range(max(1, round(things / count))):
                mark = f"-copy{copy}" if copy else ""
                for row in rows:
                    told = {name: f"{text} {copy}" for name, text in row.items() if name[:5] == "name_" and mark}
                    whole = row["part_of"] and row["part_of"] + mark
                    writer.writerow({**row, **told, "id": row["id"] + mark, "part_of": whole})
    return folder


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--things", type=int, default=50_000)
    asked.add_argument("--postgis", nargs="?", const="", help="measure PostGIS too, in a server of its own or here")
    said = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        if said.rows:
            measure_rows(home, said.rows, said.postgis)
        if said.things:
            measure_atlas(home, said.things)


def measure_rows(home: Path, rows: int, postgis: str | None) -> None:
    """Each format beside what writes it plainly."""
    _, base = measure(_nothing, rows, home)
    print(f"{rows:,} rows of a layer; the rows alone take {base:.0f} MB")

    def tell(name: str, target: str | Path, others: dict[str, Callable[[Any, Any], None]], beside: str | Path) -> None:
        ours, peak = measure(geokz.export, rows, target)
        told = f"{rows / ours:,.0f} rows a CPU-second; +{peak - base:.0f} MB"
        for other, write in others.items():
            theirs, top = measure(write, rows, beside)
            told += f"; {theirs / ours:.2f} of the rate of {other} (+{top - base:.0f} MB)"
            if isinstance(beside, Path):
                beside.unlink()
        print(f"{name:9} {ours:6.1f} s  {told}", flush=True)

    for suffix in (".gpkg", ".geojson", ".fgb", ".parquet"):
        others = {"pyogrio": _plain, "pyogrio with Arrow": _arrow} if suffix in DRIVERS else {"geopandas": _parquet}
        tell(suffix, home / f"ours{suffix}", others, home / f"theirs{suffix}")
    if postgis is not None:
        with nullcontext(postgis) if postgis else own_server() as address:
            tell("postgis", address, {"ogr2ogr": _ogr2ogr}, address)


def measure_atlas(home: Path, things: int) -> None:
    """An atlas of so many things: read, drawn, and written beside pyogrio with the same tables."""
    folder, marks = many_things(home, things), [time.process_time()]

    def spent() -> float:
        marks.append(time.process_time())
        return marks[-1] - marks[-2]

    atlas = geokz.Atlas.load(folder)
    loaded = spent()
    write_page(geokz.build_map(atlas), home / "many.html")
    print(f"{len(atlas.things):,} things: load {loaded:.1f} s, build {spent():.1f} s", flush=True)
    geokz.export(atlas, home / "many.gpkg")
    ours = spent()
    book = book_of(atlas)
    made = spent()
    _plain_book(book, home / "plain.gpkg")
    theirs = spent()
    rows = sum(len(frame) for _, frame in sequence(book))
    told = f"{rows / ours:,.0f} rows a CPU-second, {theirs / ours:.2f} of the rate of pyogrio"
    print(f"  export .gpkg {ours:.1f} s, of which {made:.1f} s to make its {rows:,} rows: {told}", flush=True)
    for suffix in (".geojson", ".parquet", ".fgb"):
        geokz.export(atlas, home / f"many{suffix}")
        print(f"  export {suffix} {spent():.1f} s", flush=True)


if __name__ == "__main__":
    main()
