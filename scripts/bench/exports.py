"""How fast and in how much memory a layer and an atlas are exported, beside plain pyogrio in the same run.

    python scripts/bench/exports.py [--rows 1000000] [--things 50000] [--postgis ADDRESS]

CPU seconds, so that a busy machine counts little; the ratio to pyogrio, with the same columns, is what to watch. Memory
is the peak of a process of its own for each format, above that of one that only made the rows.
"""

from __future__ import annotations

import argparse
import csv
import io
import multiprocessing
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

import geokz
from geokz.dates import BOUNDS
from geokz.export.book import book_of, sequence
from geokz.folder.package import read_package
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


def _nothing(frame: gpd.GeoDataFrame, path: Path) -> None:
    pass


def _measured(pipe: Any, write: Callable[[Any, Any], Any], rows: int, target: Any) -> None:
    frame = points(rows)
    begun = time.process_time()
    write(frame, target)
    pipe.send((time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def measure(write: Callable[[Any, Any], Any], rows: int, target: Any) -> tuple[float, float]:
    """CPU seconds and peak memory in MB, in a process of its own."""
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
    asked.add_argument("--postgis", help="the address of a database, to measure that too")
    said = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        _, base = measure(_nothing, said.rows, home)
        print(f"{said.rows:,} rows of a layer; the rows alone take {base:.0f} MB")
        for suffix in (".gpkg", ".geojson", ".fgb", ".parquet"):
            ours, peak = measure(geokz.export, said.rows, home / f"ours{suffix}")
            others = {"pyogrio": _plain, "pyogrio with Arrow": _arrow} if suffix in DRIVERS else {"geopandas": _parquet}
            told = f"{said.rows / ours:,.0f} rows a CPU-second; +{peak - base:.0f} MB"
            for name, write in others.items():
                theirs, top = measure(write, said.rows, home / f"theirs{suffix}")
                told += f"; {theirs / ours:.2f} of the rate of {name} (+{top - base:.0f} MB)"
                (home / f"theirs{suffix}").unlink()
            print(f"{suffix:9} {ours:6.1f} s  {told}", flush=True)
        if said.postgis:
            ours, peak = measure(geokz.export, said.rows, said.postgis)
            print(
                f"postgis   {ours:6.1f} s  {said.rows / ours:,.0f} rows a CPU-second; +{peak - base:.0f} MB", flush=True
            )
        if said.things:
            folder = many_things(home, said.things)
            begun = time.process_time()
            atlas = geokz.Atlas.load(folder)
            loaded = time.process_time()
            write_page(geokz.build_map(atlas), home / "many.html")
            built = time.process_time()
            geokz.export(atlas, home / "many.gpkg")
            written = time.process_time()
            rows = sum(len(frame) for _, frame in sequence(book_of(atlas)))
            told = f"export .gpkg {written - built:.1f} s, {rows / (written - built):,.0f} rows a CPU-second"
            print(f"{len(atlas.things):,} things: load {loaded - begun:.1f} s, build {built - loaded:.1f} s, {told}")


if __name__ == "__main__":
    main()
