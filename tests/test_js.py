"""The browser's modules that need no page, tested by ``node --test``."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

NODE = shutil.which("node")
FOLDER = Path(__file__).parent / "js"


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_the_modules_of_the_page_keep_what_they_claim():
    files = sorted(map(str, FOLDER.glob("*.test.mjs")))
    assert files
    run = subprocess.run(
        [str(NODE), "--test", "--test-reporter=spec", *files],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout[-12000:] + run.stderr[-4000:]
