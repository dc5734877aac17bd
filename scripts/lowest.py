"""The lowest versions that pyproject.toml allows, one a line, for pip's ``--constraint``.

    python scripts/lowest.py > lowest.txt

``make lowest`` installs them in an environment of its own and runs the quick tests there.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def lowest(requirements: list[str]) -> list[str]:
    """Each requirement pinned to its lower bound.

    >>> lowest(["anyascii>=0.3.2,<0.4", "pandas>=2.2.2"])
    ['anyascii==0.3.2', 'pandas==2.2.2']
    """
    pinned = []
    for requirement in requirements:
        bound = re.match(r"([\w.-]+)>=([\w.]+)", requirement)
        if not bound:
            raise SystemExit(f"'{requirement}' of pyproject.toml has no lower bound; write it as name>=version")
        pinned.append(f"{bound[1]}=={bound[2]}")
    return pinned


if __name__ == "__main__":
    print("\n".join(lowest(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"])))
