"""What ``geokz check`` would say of a folder with edits in it, before anything is written there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ..errors import Problem
from ..folder.edit import Edit, write


def problems_with(edits: Sequence[Edit], folder: Path) -> list[Problem]:
    """Every problem the folder has once the edits of its own files are in it."""
    from ..checks import check

    with tempfile.TemporaryDirectory() as home:
        trial = Path(shutil.copytree(folder, Path(home) / "data", copy_function=shutil.copyfile))
        for room in (trial, *filter(Path.is_dir, trial.rglob("*"))):
            room.chmod(0o700)  # what is read-only may be tried
        write([edit for edit in edits if not Path(edit.file).is_absolute()], trial)
        problems, _ = check(trial)
    return problems
