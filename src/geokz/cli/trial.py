"""What ``geokz check`` would say of a folder with edits in it, before anything is written there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from ..errors import Problem
from ..folder.edit import Edit, write
from ..folder.sheet import open_sheet


def problems_with(edits: Sequence[Edit], folder: Path, *, named: Collection[str] = ()) -> list[Problem]:
    """Every problem the folder has once the edits of its own files are in it; those of the files ``named`` say of which
    row they are, by its first cell: their lines are not yet written."""
    from ..checks import check

    with tempfile.TemporaryDirectory() as home:
        trial = Path(shutil.copytree(folder, Path(home) / "data", copy_function=shutil.copyfile))
        for room in (trial, *filter(Path.is_dir, trial.rglob("*"))):
            room.chmod(0o700)  # what is read-only may be tried
        write([edit for edit in edits if not Path(edit.file).is_absolute()], trial)
        problems, _ = check(trial)
        rows = {name: _rows(trial / name) for name in named}
    return [
        replace(each, message=f"{each.message} (the row of '{row[:60]}')")
        if (row := rows.get(each.file, {}).get(each.line, ""))
        else each
        for each in problems
    ]


def _rows(path: Path) -> dict[int, str]:
    """The first cell of each row of a table, by the line that the row begins at."""
    return {line: cells[0] for line, cells in islice(open_sheet(path).numbered(), 1, None) if cells}
