"""What became of each row of a table that was made a layer: drawn, undated, without a place, left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..visible import counted, visible
from ..whole_file import whole_file

SHOWN = 10


@dataclass(frozen=True)
class Row:
    """A row of which something is told: its position from 0, where it stands, the column concerned, and the reason."""

    row: int
    where: str
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}{f':{self.column}' if self.column else ''}  {self.reason}"


class Rows(Sequence[Row]):
    """Rows told of, made when they are looked at: a table may lack a million dates."""

    def __init__(self, at: np.ndarray, make: Callable[[int], Row]) -> None:
        self._at = at
        self._make = make

    def __len__(self) -> int:
        return len(self._at)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self._make(at) for at in self._at[index].tolist()]
        return self._make(int(self._at[index]))


@dataclass
class Report:
    """What was read of ``rows`` rows, by which columns (``columns``), and what of them is on the map.

    ``drawn`` counts the rows with a place, dated or not. ``undated``, ``without_place`` and ``left_out`` name rows
    that lack something, ``doubtful`` those drawn though they look like a slip; ``told`` says how the table was
    understood. A row that is left out can still be read in ``rejects`` and saved by :meth:`save_rejects`.
    """

    rows: int
    columns: Mapping[str, str] = field(default_factory=dict)
    drawn: int = 0
    undated: Sequence[Row] = ()
    without_place: Sequence[Row] = ()
    left_out: Sequence[Row] = ()
    doubtful: Sequence[Row] = ()
    told: Sequence[str] = ()
    rejects: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)

    def save_rejects(self, path: str | Path) -> Path:
        """The rows that were left out as CSV, with the reason of each behind its own columns."""
        path = Path(path)
        with whole_file(path) as beside:
            self.rejects.to_csv(beside, index=False)
        return path

    def _groups(self) -> Iterator[tuple[str, Sequence[Row]]]:
        yield "undated", self.undated
        yield "without place", self.without_place
        yield "left out", self.left_out
        yield "doubtful", self.doubtful

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(rows)} {name}" for name, rows in self._groups() if rows)
        return f"<Report: {self.drawn} of {counted(self.rows, 'row')} drawn{f', {counts}' if counts else ''}>"

    def __str__(self) -> str:
        lines = [f"{self.drawn} of {counted(self.rows, 'row')} drawn"]
        if self.columns:
            lines.append("read " + ", ".join(f"{use} from '{column}'" for use, column in self.columns.items()))
        lines += self.told
        for name, rows in self._groups():
            if rows:
                lines.append(f"{len(rows)} {name}:")
                lines += [f"  {line}" for line in shown(rows)]
        return visible("\n".join(lines), lines=True)

    def _repr_html_(self) -> str:
        parts = [f"<p><b>{self.drawn}</b> of {counted(self.rows, 'row')} drawn</p>"]
        parts += [f"<p>{escape(text)}</p>" for text in self.told]
        for name, rows in self._groups():
            if rows:
                items = "".join(f"<li>{escape(visible(line))}</li>" for line in shown(rows))
                parts.append(f"<details><summary>{len(rows)} {escape(name)}</summary><ul>{items}</ul></details>")
        return f'<div class="geokz-report">{"".join(parts)}</div>'


def shown(rows: Sequence[Row]) -> list[str]:
    """The first ten rows as lines, and how many more there are."""
    lines = [str(row) for row in rows[:SHOWN]]
    return [*lines, f"and {len(rows) - SHOWN:,} more"] if len(rows) > SHOWN else lines
