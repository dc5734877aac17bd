"""How fast the finder is: to load, to look up, to work through a million rows, beside rapidfuzz alone.

    python scripts/bench/gazetteer.py                  # all of it, about a minute
    python scripts/bench/gazetteer.py --rows 100000

Rows:
    load              seconds of ``Gazetteer.load()`` in a fresh Python after the import, and what memory it adds
    exact, folded     names a second through ``Gazetteer.lookup``: as written; spelt otherwise, each for the first time
    find              names a second through ``Gazetteer.find`` (ranked, with reasons), and suggestions for dirty ones
    geocode           seconds and peak memory of ``geokz geocode`` in a process of its own
    extractOne        names a second of rapidfuzz ``process.extractOne`` (WRatio and ratio) over the same dirty names
    store             seconds to add 100,000 names to a store, to open it, and lookups a second
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process

from geokz.gazetteer import Gazetteer, Store

ROOT = Path(__file__).resolve().parents[2]
LETTERS = "абвгдежзийклмнопрстуфхцчшыюя"
LOAD = """
import resource, time, geokz
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
gazetteer = geokz.Gazetteer.load(store=None)
seconds = time.perf_counter() - start
print(seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def rate(number: int, action: Callable[[], object]) -> str:
    start = time.perf_counter()
    action()
    return f"{number / (time.perf_counter() - start):>12,.0f} /s"


def dirty(names: list[str], count: int, seed: int = 5) -> list[str]:
    """Names with one slip each, half of them with a kind before them: ``пос. Карагнада``."""
    chance = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        name = chance.choice(names)
        at = chance.randrange(len(name))
        slip = chance.choice(("", name[at] * 2, chance.choice(LETTERS)))
        found[chance.choice(("", "пос. ", "ст. ", "")) + name[:at] + slip + name[at + 1 :]] = None
    return list(found)


def dump(path: Path, places: int) -> None:
    """A GeoNames dump of made-up places, four names each."""
    chance = random.Random(7)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number in range(places):
            forms = ["".join(chance.choices(LETTERS, k=8)).capitalize() for _ in range(4)]
            point = (f"{40 + chance.random() * 15:.5f}", f"{47 + chance.random() * 40:.5f}")
            cells = [str(90_000_000 + number), forms[0], "", ",".join(forms[1:]), *point, "P", "PPL", "KZ", "", "12"]
            file.write("\t".join([*cells, "", "", "", "0", "", "", "", ""]) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--distinct", type=int, default=20_000)
    options = parser.parse_args()
    runs = [subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True) for _ in range(3)]
    seconds, megabytes = min(tuple(map(float, run.stdout.split())) for run in runs)
    print(f"load              {seconds:.3f} s, {megabytes:.0f} MB more")

    gazetteer = Gazetteer.load(store=None)
    names = sorted(gazetteer.all_names())
    shouted = [name.upper().replace(" ", "-") for name in names]
    print(f"exact             {rate(len(names), lambda: [gazetteer.lookup(name) for name in names])}")
    print(f"folded            {rate(len(shouted), lambda: [gazetteer.lookup(name) for name in shouted])}")

    sample = names[::5]
    print(f"find              {rate(len(sample), lambda: [gazetteer.find(name) for name in sample])}")
    russian = [name for name in names if name[0] >= "А" and len(name) > 4]
    wrong = dirty(russian, options.distinct)
    few = wrong[:2000]
    print(f"suggestions       {rate(len(few), lambda: gazetteer.suggest_all(few, workers=2))}  (two threads)")

    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "in.csv"), Path(folder, "out.csv")
        chance = random.Random(1)
        with source.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["number", "name", "remark"])
            for number in range(options.rows):
                writer.writerow([number, chance.choice(wrong), "a remark, with a comma"])
        start = time.perf_counter()
        words = [sys.executable, "-m", "geokz", "geocode", str(source), "--name", "name", "--out", str(out)]
        told = subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
        took = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"geocode           {took:.1f} s for {options.rows:,} rows, {options.distinct:,} names; peak {peak:.0f} MB"
        )
        print(f"                  {told}")

        for scorer in (fuzz.WRatio, fuzz.ratio):
            few = wrong[:200]
            speed = rate(len(few), lambda: [process.extractOne(name, names, scorer=scorer) for name in few])  # noqa: B023
            print(f"extractOne {scorer.__name__:7}{speed}")

        table = Path(folder, "KZ.txt")
        dump(table, 25_000)
        store = Store(Path(folder, "store.sqlite"))
        start = time.perf_counter()
        added = store.add(table)
        print(f"store add         {time.perf_counter() - start:.1f} s for {added.names:,} names")
        store.close()
        start = time.perf_counter()
        keys = list(Store(store.path).keys())
        print(f"store open + keys {time.perf_counter() - start:.2f} s")
        own = Gazetteer.load(store=store)
        print(f"store lookups     {rate(20_000, lambda: [list(store.hits(key)) for key in keys[:20_000]])}")
        print(f"find with store   {rate(2_000, lambda: [own.find(key) for key in keys[:2_000]])}")


if __name__ == "__main__":
    main()
