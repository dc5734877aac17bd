"""What no row may be: a part of itself, a tie of a thing with itself, or another row again.

A row that says what another says, under another id or none, would be counted, printed and tied twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ..errors import Problem
from .package import LINE, Table
from .tables import Read

TIE = ("subject", "type", "object", "when")


def check_doubles(tables: Sequence[Table], read: Mapping[str, Read]) -> Iterator[Problem]:
    """Rings of ``part_of``, ties of a thing with itself, and rows that stand twice."""
    yield from _rings(tables, read)
    for table in tables:
        if table.name not in read:
            continue
        names = [column.name for column in table.columns]
        tied = set(TIE) <= set(names)
        said = [name for name in names if name != table.key and (not tied or name in TIE)]
        frame = read[table.name].frame
        if tied:
            own = frame[(frame["subject"] == frame["object"]) & (frame["object"] != "")]
            for thing, line in zip(own["object"], own[LINE], strict=True):
                message = f"'{thing}' is tied to itself; name the other thing, or take the row out"
                yield Problem(table.path, line, "object", message)
        if len(said) < 2 or len(frame) < 2:
            continue
        columns: list[list[str]] = []
        rows: Sequence[int] = range(len(frame))
        for name in said:  # the first column that has no two cells alike ends it
            cells = [str(cell) for cell in frame[name].tolist()]  # a number that is missing is not equal to itself
            columns.append(cells)
            often = Counter(cells[row] for row in rows)
            rows = [row for row in rows if often[cells[row]] > 1]
            if not rows:
                break
        first: dict[tuple[str, ...], int] = {}
        lines = frame[LINE].tolist()
        for row in rows:
            line = first.setdefault(tuple(cells[row] for cells in columns), lines[row])
            if line != lines[row]:
                message = f"says again what line {line} says{' under another id' if table.key else ''}; keep one row"
                yield Problem(table.path, lines[row], table.key or said[0], message)


def _rings(tables: Sequence[Table], read: Mapping[str, Read]) -> Iterator[Problem]:
    """Things that are a part of themselves, at once or round several: told once for a ring, at its first row."""
    above: dict[str, str] = {}
    spots: dict[str, tuple[str, int]] = {}
    for table in tables:
        if table.is_layer and table.name in read and "part_of" in {column.name for column in table.columns}:
            frame = read[table.name].frame
            rows = list(zip(*(frame[name].tolist() for name in ("id", "part_of", LINE)), strict=True))
            often = Counter(thing for thing, _, _ in rows)
            for thing, whole, line in rows:
                if thing and whole and often[thing] == 1:
                    above[thing], spots[thing] = whole, (table.path, line)
    done: set[str] = set()
    for thing in above:
        walked = [thing]
        while (whole := above.get(walked[-1], "")) and whole not in walked and whole not in done:
            walked.append(whole)
        if whole in walked:
            ring = walked[walked.index(whole) :]
            told = (
                "itself" if len(ring) == 1 else " which is part of ".join(f"'{each}'" for each in [*ring[1:], ring[0]])
            )
            file, line = spots[ring[0]]
            message = f"'{ring[0]}' is part of {told}; a thing is no part of itself: take one part_of out"
            yield Problem(file, line, "part_of", message)
        done |= set(walked)
