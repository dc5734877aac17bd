"""Everything that can be wrong with a data folder: the form of a cell, what only the whole shows, words of the page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import NoneType

from ..atlas import Atlas
from ..atlas.railheads import check_railheads
from ..errors import Problem, check_kind
from ..folder.package import LINE
from ..folder.profile import FILE as ATLAS
from ..folder.read import Folder, read
from ..render.strings import own_words
from .findings import EXCEPTIONS
from .plausible import plausibility
from .texts import check_texts


def check(data: str | Path | Atlas | None = None) -> tuple[list[Problem], dict[str, int]]:
    """Every problem of a data folder, in file and line order, and how many rows each table has.

    ``data`` is the folder, or an atlas that was read from one; without it the data that ships with geokz.
    """
    problems, rows, _ = _check(data)
    return problems, rows


def check_with_texts(
    data: str | Path | Atlas | None, texts: str | Path
) -> tuple[list[Problem], dict[str, int], dict[str, int]]:
    """As :func:`check`, and against the transcripts in the folder ``texts``; also how much was looked up in them."""
    return _check(data, Path(texts))


def _check(
    data: str | Path | Atlas | None, texts: Path | None = None
) -> tuple[list[Problem], dict[str, int], dict[str, int]]:
    check_kind("data", data, (str, Path, Atlas, NoneType), "the path of a folder, or an atlas")
    folder = data.source if isinstance(data, Atlas) else read(data)
    problems = [*folder.problems, *check_railheads(folder)]
    problems += _of_the_whole(replace(folder, problems=problems))
    problems += own_words(folder.path, folder.profile)
    looked_up: dict[str, int] = {}
    written = {  # a row about several things is one row
        name: frame if frame[LINE].is_unique else frame.drop_duplicates(LINE) for name, frame in folder.frames.items()
    }
    if texts is not None:
        wrong, looked_up = check_texts(folder.tables, written, texts)
        problems += wrong
    return sorted(problems), {name: len(frame) for name, frame in written.items()}, looked_up


def _of_the_whole(folder: Folder) -> list[Problem]:
    """What the sound rows show together; nothing when a table could not be read, nor its description, ``atlas.toml``,
    or what answers a finding."""
    needed = ["places", "claims", "figures", "relations", "predicates", "measures"]
    needed += [table.name for table in folder.layers]
    drawn = all(problem.file != folder.profile.shapes for problem in folder.problems)
    answers = {"-", "check", "file", "id"}
    unanswered = any(
        problem.file == ATLAS or (problem.file == EXCEPTIONS and problem.column in answers)
        for problem in folder.problems
    )
    needed += [table.name for table in folder.tables if table.path == EXCEPTIONS]
    if not folder.layers or folder.unread or not drawn or unanswered or any(name not in folder.read for name in needed):
        return []
    return plausibility(Atlas.of(folder.sound()), folder.frames.get("exceptions"), stale=not folder.problems)
