"""How fast names become places on several processes of one machine, and in how much memory each.

    python scripts/bench/geocode_cluster.py [--rows 3000000] [--workers 2]

Generated rows, of which most are distinct: names of the gazetteer, a third of them with a slip, with words for their
kind, years and oblasts. ``geokz.geocode`` runs under ``dask.dataframe.map_partitions`` on a local cluster; the answers
are written as Parquet, so that nobody holds them. Told are rows a second of the whole, by the clock, the peak memory
of each worker, and what became of the rows.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from pathlib import Path

import dask.dataframe as dd
import pandas as pd
from distributed import Client, LocalCluster

import geokz
from geokz.gazetteer import Gazetteer

LETTERS = "абвгдежзийклмнопрстуфхцчшыюя"
KINDS = ("", "г. ", "с. ", "пос. ", "ст. ", "рудник ")
OBLASTS = ("Карагандинская обл.", "Акмолинская обл.", "Павлодарская", "", "")
PART = 50_000


def rows(count: int, seed: int) -> pd.DataFrame:
    """Some rows of a list, always the same ones for a seed."""
    chance = random.Random(seed)
    names = sorted(Gazetteer.load(store=None).all_names())
    found = []
    for _ in range(count):
        name = chance.choice(names)
        if chance.random() < 0.35:
            at = chance.randrange(len(name))
            name = name[:at] + chance.choice(LETTERS) + name[at + 1 :]
        found.append((chance.choice(KINDS) + name, chance.randint(1925, 1955), chance.choice(OBLASTS)))
    return pd.DataFrame(found, columns=["place", "year", "oblast"])


def peak() -> float:
    """The peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--rows", type=int, default=3_000_000)
    asked.add_argument("--workers", type=int, default=2)
    said = asked.parse_args()
    with (
        tempfile.TemporaryDirectory() as home,
        LocalCluster(
            n_workers=said.workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", memory_limit="2GB"
        ) as cluster,
        Client(cluster) as client,
    ):
        size = min(PART, said.rows)
        seeds = range(-(-said.rows // size))
        begun = time.perf_counter()
        lists = dd.from_map(rows, [size] * len(seeds), seeds, meta=rows(2, 0))
        places = lists.map_partitions(geokz.geocode, name="place", year="year", region="oblast")
        places.to_parquet(Path(home) / "places", write_index=False)
        seconds = time.perf_counter() - begun
        statuses = dd.read_parquet(Path(home) / "places", columns=["status"])["status"].value_counts().compute()
        told = ", ".join(f"{count:,} {word}" for word, count in statuses.items())
        print(f"{statuses.sum():,} rows in {seconds:,.0f} s on {said.workers} workers: {told}")
        print("peak of each worker:", ", ".join(f"{size:.0f} MB" for size in client.run(peak).values()))


if __name__ == "__main__":
    main()
