"""A file that appears whole or not at all: the one way in which geokz writes.

>>> with whole_file(folder / "list.csv") as beside:                      # doctest: +SKIP
...     beside.write_text("id,gap\\n", encoding="utf-8")

``beside`` is a file of the same name in a folder of its own beside the place; it takes the place when the block ends,
flushed to the disk. Until then, and after any error, the old file is as it was, and nothing is left over. A link is
followed; what is no ordinary file (a folder, a device, a pipe) is refused and never replaced. What a killed run left
there is removed by the next: a folder is held as long as somebody writes in it.

Python tells when a disk is full; a library that writes by itself may not (GDAL loses what fails as it closes a file):
its file has to be read again, inside the block.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import GeokzError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_PREFIX = ".geokz-writing-"
_OURS = re.compile(re.escape(_PREFIX) + r"[a-z0-9_]{8}")
_DAY = 86_400
_YOUNG = 10  # seconds in which a folder that was just made may not be held yet


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """Where to write what is to be ``path``; raises :class:`geokz.errors.GeokzError` when it cannot be written."""
    path = Path(path)
    own: Path | None = None
    held: int | None = None
    try:
        place = _place(path)
        _sweep(place.parent)
        own = Path(tempfile.mkdtemp(dir=place.parent, prefix=_PREFIX))
        held = _hold(own)
        beside = own / path.name
        yield beside
        _settle(beside, place)
    except OSError as problem:
        if _concerns(problem, path, own):
            raise GeokzError(f"{path} cannot be written: {problem.strerror or problem}") from problem
        raise
    finally:
        if own is not None:
            shutil.rmtree(own, ignore_errors=True)
        if held is not None:
            os.close(held)


def refuse_unwritable(path: Path) -> None:
    """Raise as :func:`whole_file` does for a place no file can be written to: before long work, not after it."""
    try:
        _place(path)
    except OSError as problem:
        raise GeokzError(f"{path} cannot be written: {problem.strerror or problem}") from problem


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths are one file, by whatever names and links, or would be once it is written."""
    if os.path.realpath(one) == os.path.realpath(other):
        return True
    with suppress(OSError):
        return one.samefile(other)
    return False


def _place(path: Path) -> Path:
    """The file a path means, links followed."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "a device or pipe"
        raise GeokzError(f"{path} is {kind}, no file; name another file")
    if mode is not None and not os.access(path, os.W_OK):
        raise GeokzError(f"{path} cannot be written: it is read-only; name another file")
    place = Path(os.path.realpath(path))
    if not place.parent.is_dir():
        raise GeokzError(f"the folder {place.parent} does not exist; make it first")
    return place


def _settle(beside: Path, place: Path) -> None:
    """Put a finished file in its place once the disk has it."""
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    with suppress(FileNotFoundError):
        shutil.copymode(place, beside)
    beside.replace(place)


def _concerns(problem: OSError, path: Path, own: Path | None) -> bool:
    """Whether an error is one of writing here, and not of something else that was opened meanwhile."""
    if own is None or not isinstance(problem.filename, str | bytes):
        return True
    named = Path(os.fsdecode(problem.filename))
    return named in (path, own) or own in named.parents


def _hold(folder: Path) -> int | None:
    """Hold a folder until the descriptor is closed or the run ends, however it ends; nothing when somebody has it."""
    if fcntl is None:
        return None
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        return None
    return held


def _sweep(folder: Path) -> None:
    """Remove what runs that were killed left here: folders of ours that nobody holds, or has touched for a day."""
    with suppress(OSError):
        for entry in folder.iterdir():
            if _OURS.fullmatch(entry.name) and not entry.is_symlink() and entry.is_dir():
                touched = [each.lstat().st_mtime for each in (entry, *entry.iterdir())]
                held = _hold(entry) if entry.lstat().st_mtime < time.time() - _YOUNG else None
                if held is not None or max(touched) < time.time() - _DAY:
                    shutil.rmtree(entry, ignore_errors=True)
                if held is not None:
                    os.close(held)
