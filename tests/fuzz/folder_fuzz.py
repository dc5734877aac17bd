"""One thing wrong at a time, in every file of a data folder: it is refused in lines, or everything works.

    python tests/fuzz/folder_fuzz.py --seconds 600 --seed 7

A mutation changes one cell, line, byte or value of one file. Then the folder is checked; what passes must build, be
found, exported and listed without an error, and every row that was not touched must be there. The same seed makes the
same mutations. A new kind of mutation is a function in ``TABLES``, ``VALUES`` or ``BYTES``.
"""

# ruff: noqa: E501  (lists of bad values)

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geokz
from geokz.checks import check, gaps
from geokz.folder import default_folder
from geokz.render.maps import built

CELLS = [
    "", " ", "-", "0", "-1", "1e999", "NaN", "Infinity", "9" * 400, "٣٤٥", "\u200b", "\u202ex", "\x1b[2J", "a\nb", "x" * 100_000,
    "constructor", "__proto__", "{{7*7}}", "<script>", "javascript:alert(1)", "=1+1", "1931-21-40", "Y170000002", "..", "1931/", "/",
    "ck-labour[rubbish]", "ck-labour[", "karlag", "karlag; karlag", ";", "Κarlag", "нет", "1931.0", "72,68", "None", "\ufeff", "𝟙", "é",
]  # fmt: skip
VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "x",
    [],
    {},
    [[]],
    ["x"],
    {"x": 1},
    "\x1b",
    "9" * 400,
    "[",
    "([a-z]+)+!",
]


@dataclass(frozen=True)
class Mutation:
    """What was done to which file; ``keeps`` says that no row may be missing afterwards."""

    file: str
    what: str
    data: bytes
    keeps: bool = False


def mutations(folder: Path, seed: int) -> Iterator[Mutation]:
    """Mutations without end, the files by turns."""
    chance = random.Random(seed)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    while True:
        for path in chance.sample(files, len(files)):
            data, name = path.read_bytes(), path.relative_to(folder).as_posix()
            makers: list[Callable[[random.Random, bytes], tuple[str, bytes, bool]]] = [_byte, _line]
            if path.suffix == ".csv":
                makers += [_cell] * 4
            if path.suffix in {".json", ".geojson"}:
                makers += [_value] * 4
            if path.suffix == ".toml":
                makers += [_setting] * 4
            what, changed, keeps = chance.choice(makers)(chance, data)
            if changed != data:
                yield Mutation(name, what, changed, keeps)


def _byte(chance: random.Random, data: bytes) -> tuple[str, bytes, bool]:
    at = chance.randrange(len(data) + 1)
    new = chance.choice([b"", bytes([chance.randrange(256)]), b"\0", b'"', b"\n", b"{", b"\xff\xfe", b";"])
    cut = chance.random() < 0.1
    return (
        f"byte {at} is {new!r}{', then the end' if cut else ''}",
        data[:at] + new + (b"" if cut else data[at + 1 :]),
        False,
    )


def _line(chance: random.Random, data: bytes) -> tuple[str, bytes, bool]:
    lines = data.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    what = chance.choice(["twice", "gone", "empty", "moved"])
    if what == "twice":
        lines.insert(at, lines[at])
    elif what == "gone":
        del lines[at]
    elif what == "empty":
        lines.insert(at, b"\n")
    else:
        lines.insert(chance.randrange(len(lines)), lines.pop(at))
    return f"line {at + 1} {what}", b"".join(lines), what in {"twice", "empty"}


def _cell(chance: random.Random, data: bytes) -> tuple[str, bytes, bool]:
    rows = list(csv.reader(io.StringIO(data.decode())))
    at = chance.randrange(len(rows))
    column = chance.randrange(len(rows[at]) or 1)
    if not rows[at]:
        return "nothing", data, False
    old, other = rows[at][column], chance.choice(chance.choice(rows) or [""])
    new = chance.choice([*CELLS, old + old, old[:-1], old.upper(), old + " ", old[::-1], other, other])
    rows[at][column] = new
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return f"line {at + 1}, {rows[0][column][:20]}: {new[:40]!r} for {old[:40]!r}", text.getvalue().encode(), at > 0


def _value(chance: random.Random, data: bytes) -> tuple[str, bytes, bool]:
    value = json.loads(data)
    homes: list[tuple[Any, Any]] = []

    def walk(inner: Any) -> None:
        for key in list(inner) if isinstance(inner, dict) else range(min(len(inner), 40)):
            homes.append((inner, key))
            if isinstance(inner[key], dict | list):
                walk(inner[key])

    walk(value)
    home, key = chance.choice(homes)
    new = chance.choice([*VALUES, "gone"])
    if new == "gone":
        del home[key]
    else:
        home[key] = new
    return f"{key}: {str(new)[:40]!r}", json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass"), False


def _setting(chance: random.Random, data: bytes) -> tuple[str, bytes, bool]:
    lines = data.decode().splitlines()
    at = chance.choice([number for number, line in enumerate(lines) if "=" in line])
    key = lines[at].partition("=")[0]
    new = chance.choice(
        ['""', "5", "-1", "nan", "inf", "[]", "{}", '["x"]', "true", '"{{x"', "1931-01-01", '{ en = "x" }', "[[[[1]]]]"]
    )
    lines[at] = f"{key}= {new}" if chance.random() < 0.8 else f"x{lines[at]}"
    return f"line {at + 1}: {lines[at][:60]}", "\n".join([*lines, ""]).encode(), False


def fault(folder: Path, rows: int, mutation: Mutation) -> str | None:
    """What is wrong with how a mutated folder is taken; nothing when it is refused in lines, or everything works."""
    try:
        problems, counts = check(folder)
        if problems:
            long = [str(problem) for problem in problems if len(str(problem)) > 1_000]
            return f"a line of {len(long[0])} letters: {long[0][:80]}" if long else None
        if mutation.keeps and sum(counts.values()) < rows:
            return f"{rows - sum(counts.values())} rows are lost in silence"
        atlas = geokz.Atlas.load(folder)
        gaps(atlas)
        atlas.gazetteer.find("Karlag")
        with tempfile.TemporaryDirectory() as out:
            list(built(atlas, (), Path(out)))
            path = geokz.export(atlas, Path(out) / "things.geojson")
            json.loads(path.read_text(encoding="utf-8"), parse_constant=_refuse)
    except Exception as problem:  # whatever it is, it should have been told by the check
        where = traceback.extract_tb(problem.__traceback__)[-1]
        return f"{type(problem).__name__}: {str(problem)[:200]} ({Path(where.filename).name}:{where.lineno})"
    return None


def _refuse(text: str) -> None:
    raise ValueError(f"{text} is no number of JSON")


def run(source: Path, *, seed: int, seconds: float, most: int | None = None) -> tuple[int, list[str]]:
    """How many mutations of a folder were tried in so many seconds, and what was wrong."""
    faults = []
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "data"
        shutil.copytree(source, folder)
        problems, counts = check(folder)
        assert not problems, problems[:3]
        tried, end = 0, time.monotonic() + seconds
        for mutation in mutations(source, seed):
            if time.monotonic() > end or tried == most:
                break
            path = folder / mutation.file
            whole = path.read_bytes()
            path.write_bytes(mutation.data)
            wrong = fault(folder, sum(counts.values()), mutation)
            path.write_bytes(whole)
            if wrong:
                faults.append(f"{mutation.file}: {mutation.what}: {wrong}")
                print(faults[-1], flush=True)
            tried += 1
    return tried, faults


def main() -> None:
    parser = argparse.ArgumentParser(description="Mutate a data folder, one thing at a time.")
    parser.add_argument("--folder", type=Path, default=default_folder(), help="the folder; the shipped one if none")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    said = parser.parse_args()
    tried, faults = run(said.folder, seed=said.seed, seconds=said.seconds)
    print(f"{tried} mutations of {said.folder}, {len(faults)} faults (seed {said.seed})")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
