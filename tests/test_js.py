"""The browser's modules that need no page, tested by node's own tests.

``node --test`` starts a node for each file, which takes five times as long as all in one.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

NODE = shutil.which("node")
FOLDER = Path(__file__).parent / "js"
EACH = """
import { pathToFileURL } from 'node:url';
for (const file of process.argv.slice(1)) await import(pathToFileURL(file));
"""


@pytest.mark.slow
@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_the_modules_of_the_page_keep_what_they_claim():
    files = sorted(map(str, FOLDER.glob("*.test.mjs")))
    assert files
    run = subprocess.run(
        [str(NODE), "--input-type=module", "--eval", EACH, *files],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert "# tests 0" not in run.stdout and "# fail 0" in run.stdout, run.stdout[-12000:]
    assert run.returncode == 0, run.stdout[-12000:] + run.stderr[-4000:]
