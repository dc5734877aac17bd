"""The words of the shell, run in this process: what is printed, and with what it ends.

A new process costs seconds and tells no more, unless the process itself is what is asked about: how it starts
(``test_cli.py``), what it imports (``test_face.py``), what the system does to it (``test_hard_shell.py``).
"""

from __future__ import annotations

import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from subprocess import CompletedProcess
from unittest.mock import patch

from geokz.cli import main


def geokz(*words: str | Path, folder: Path | None = None) -> CompletedProcess[str]:
    """Run ``geokz`` in a folder; an error that it does not tell in words is raised."""
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8") for _ in range(2))
    argv = ["geokz", *map(str, words)]
    with patch.object(sys, "argv", argv), chdir(folder or Path.cwd()), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
    for stream in (out, err):
        stream.flush()
    told = [stream.buffer.getvalue().decode("utf-8").replace("\r\n", "\n") for stream in (out, err)]
    return CompletedProcess(argv, code, *told)
