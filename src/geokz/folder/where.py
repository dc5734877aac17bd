"""Where the data lie that ship with geokz."""

from __future__ import annotations

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
