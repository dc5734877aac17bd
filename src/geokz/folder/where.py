"""Where the data lie that ship with geokz."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ..errors import GeokzError

_PACKAGE = Path(__file__).resolve().parents[1]


def default_folder() -> Path:
    """The data that ships with geokz: inside the installed package, or beside ``src`` in a checkout."""
    installed = _PACKAGE / "geodata"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "geodata"


def check_own(folder: Path) -> None:
    """Raise for the data inside an installed package: what is written there is lost with the next version."""
    if folder.resolve() == _PACKAGE / "geodata":
        raise GeokzError(
            f"{folder} belongs to the installed geokz, and its next version replaces it; copy it to a folder of your "
            "own and say --data FOLDER"
        )


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
