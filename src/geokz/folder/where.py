"""Where the data lie that ship with geokz."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def default_folder() -> Path:
    """The data that ships with geokz: inside the installed package, or beside ``src`` in a checkout."""
    installed = _PACKAGE / "geodata"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "geodata"


def is_file(path: Path) -> bool:
    """Whether there is such a file; there is none by a name that no file can have."""
    try:
        return path.is_file()
    except OSError:
        return False


def signs(folder: Path) -> dict[str, tuple[int, int]]:
    """What tells that a file of a folder changed: its time and size. Hidden files, as of what is being written, do not
    count."""
    found = {}
    for path in folder.rglob("*"):
        with suppress(OSError):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
                stat = path.stat()
                found[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return found
