"""Rows of tables changed in place: every other byte stays, all files or none are written, and it can be taken back.

An :class:`Edit` is one record of one file, as it stood and as it is to stand. A new row goes where its key belongs. A
record that is no longer what it was when the edit was thought of is refused, and then nothing is written; so an edit
turned round is how it is undone, wherever the row stands meanwhile. Records that read the same are told apart by their
lines, or all of them are edited.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from ..errors import Problem, TableError
from ..whole_file import whole_file
from .sheet import Sheet, many, open_sheet


@dataclass(frozen=True)
class Edit:
    """A record of a file: its text with the end of its line, before (nothing when it is new) and after.

    ``file`` is its path within the data folder, or a whole path; ``line`` where it stood. Without ``new`` it goes.
    """

    file: str
    line: int | None
    old: str | None
    new: str | None

    def undone(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.file, self.line, self.new, self.old)


def record(sheet: Sheet, cells: Sequence[str], like: str = "\n") -> str:
    """Cells as a record of a list, its line ended as that of another record is."""
    return sheet.joined(list(cells)).rstrip("\r\n") + ("\r\n" if like.endswith("\r\n") else "\n")


def edited(sheet: Sheet, edits: Sequence[Edit]) -> bytes:
    """The bytes of a list with edits in it.

    Raises :class:`geokz.errors.TableError` for a record that is another one now.
    """
    records = [(raw, cells[0] if cells else "") for _, raw, cells in sheet.records()]
    lines = {line: at for at, (line, _, _) in enumerate(sheet.records())}
    places: dict[str, list[int]] = {}
    for at, (raw, _) in enumerate(records):
        places.setdefault(raw, []).append(at)
    changed: dict[int, str | None] = {}
    new = [edit.new or "" for edit in edits if edit.old is None]
    moved: dict[str, list[Edit]] = {}
    for edit in edits:
        at = lines.get(edit.line, -1) if edit.line is not None else -1
        if edit.old is None:
            continue
        if at < 0 or records[at][0] != edit.old or at in changed:
            moved.setdefault(edit.old, []).append(edit)
        else:
            changed[at] = edit.new
    problems = []
    for old, alike in moved.items():
        free = [at for at in places.get(old, ()) if at not in changed]
        if len(free) == len(alike):
            changed |= {at: edit.new for at, edit in zip(free, sorted(alike, key=_line), strict=True)}
        else:
            message = f"the row '{old.strip()[:60]}' is another one now; look at it, then do it again"
            problems += [Problem(sheet.name, _line(edit) or 1, "-", message) for edit in alike]
    if problems:
        raise TableError(many(problems))
    kept = [
        (changed.get(at, raw) or "", key) for at, (raw, key) in enumerate(records) if changed.get(at, raw) is not None
    ]
    for text in new:
        _insert(kept, text, sheet)
    return sheet.mark + "".join(raw for raw, _ in kept).encode(sheet.encoding, errors="surrogateescape")


def _line(edit: Edit) -> int:
    return edit.line or 0


def _insert(records: list[tuple[str, str]], text: str, sheet: Sheet) -> None:
    """Put a new record where its key belongs, or at the end of a table that is in no order."""
    key = next(iter(sheet.cells(text)), "")
    keys = [key for _, key in records[1:]]
    later = next((at for at, there in enumerate(keys, 1) if there > key), len(records))
    if keys != sorted(keys):
        later = len(records)
    if later == len(records) and records and not records[-1][0].endswith(("\n", "\r")):
        records[-1] = (records[-1][0] + text[len(text.rstrip("\r\n")) :], records[-1][1])
    records.insert(later, (text, key))


def write(edits: Sequence[Edit], folder: Path, *, also: dict[Path, bytes] | None = None) -> list[Path]:
    """Put edits into their files, and other files beside them: all of them, or, when anything is wrong, none."""
    wholes = dict(also or {})
    files = list(dict.fromkeys(edit.file for edit in edits))
    for file in files:
        sheet = open_sheet(folder / file, name=file)
        wholes[folder / file] = edited(sheet, [edit for edit in edits if edit.file == file])
    with ExitStack() as stack:
        for path, data in wholes.items():
            with stack.enter_context(whole_file(path)).open("wb") as beside:
                beside.write(data)
                beside.flush()
                os.fsync(beside.fileno())  # a disk that is full says so before the first of them takes its place
    return [folder / file for file in files]
