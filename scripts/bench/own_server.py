"""A PostgreSQL with PostGIS for one run: on a socket in a folder of its own, gone when the block ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MISSING = "PostgreSQL with PostGIS is not installed; install 'postgresql postgresql-15-postgis-3'"


def is_there() -> bool:
    """Whether this machine has both."""
    return bool(_programs()) and any(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))


def _programs() -> list[Path]:
    return sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


@contextmanager
def own_server() -> Iterator[str]:
    """The address of an empty database, which asks for no password and is given one."""
    home, programs = Path(tempfile.mkdtemp(prefix="geokz-pg-")), _programs()[-1].parent
    root = os.geteuid() == 0  # the server does not run as root
    if root:
        shutil.chown(home, "postgres")
    user = ["runuser", "-u", "postgres", "--"] if root else []

    def run(program: str, *words: str) -> None:
        command = [*user, str(programs / program), "-D", str(home / "data"), *words]
        subprocess.run(command, check=True, capture_output=True, cwd=home)

    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-c listen_addresses='' -c unix_socket_directories={home} -c fsync=off"
        run("pg_ctl", "-l", str(home / "log"), "-w", "-o", options, "start")
        try:
            yield f"postgresql://postgres:hush@/postgres?host={home}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)
