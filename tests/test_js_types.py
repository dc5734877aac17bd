"""The JSDoc types of the page's modules hold; checked by the TypeScript compiler from the npm registry."""

import shutil
import subprocess
from pathlib import Path

import pytest

MODULES = Path(__file__).parents[1] / "src" / "geokz" / "render" / "js"
COMPILER = ["npx", "--yes", "--package", "typescript@7.0.2", "tsc"]


@pytest.fixture(scope="module")
def compiler(tmp_path_factory):
    if not shutil.which("npx"):
        pytest.skip("npx is not here, so the types of the page's modules are not checked")
    folder = tmp_path_factory.mktemp("types")
    probe = subprocess.run([*COMPILER, "--version"], capture_output=True, text=True, cwd=folder, timeout=240)
    if probe.returncode:
        pytest.skip(f"the TypeScript compiler cannot be had: {probe.stderr.strip()[:200]}")
    return folder


def test_the_modules_keep_the_types_they_declare(compiler):
    options = [
        "--allowJs",
        "--checkJs",
        "--noEmit",
        "--target",
        "es2022",
        "--module",
        "es2022",
        "--moduleResolution",
        "bundler",
    ]
    run = subprocess.run(
        [
            *COMPILER,
            *options,
            "--strict",
            "false",
            "--lib",
            "es2022,dom,dom.iterable",
            "--types",
            "",
            str(MODULES / "globals.d.ts"),
            str(MODULES / "main.js"),
        ],
        capture_output=True,
        text=True,
        cwd=compiler,
        timeout=240,
    )
    assert run.stdout == ""
    assert run.returncode == 0
