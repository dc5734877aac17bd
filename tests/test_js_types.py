"""The page's JavaScript has one form and keeps the types it declares: biome and tsc, as ``package.json`` pins them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
JS = ROOT / "src" / "geokz" / "render" / "js"


@pytest.fixture(scope="module")
def tools() -> Path:
    """The folder of the pinned programs; fetched from the npm registry when they are not here yet."""
    programs = ROOT / "node_modules" / ".bin"
    if (programs / "tsc").exists() and (programs / "biome").exists():
        return programs
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not here, so the page's JavaScript is not checked")
    fetched = subprocess.run(
        [npm, "ci", "--no-audit", "--no-fund"], capture_output=True, text=True, cwd=ROOT, timeout=300
    )
    if fetched.returncode:
        pytest.skip(f"biome and TypeScript cannot be had: {fetched.stderr.strip()[:200]}")
    return programs


def said(program: Path, *arguments: str) -> str:
    """What a program complains of."""
    run = subprocess.run([str(program), *arguments], capture_output=True, text=True, cwd=ROOT, timeout=240)
    return run.stdout + run.stderr if run.returncode else ""


def test_the_modules_have_one_form_and_break_no_rule(tools: Path) -> None:
    assert said(tools / "biome", "check") == ""


@pytest.mark.parametrize("project", ["tsconfig.json", "tsconfig.data.json"])
def test_the_modules_keep_the_types_they_declare(tools: Path, project: str) -> None:
    assert said(tools / "tsc", "-p", project) == ""


def test_the_model_of_the_page_knows_no_value_of_any_type() -> None:
    loose = re.compile(r"[{<|(,:]\s*any\b|\bany\[\]|: any")
    for file in sorted((JS / "data").glob("*.js")):
        declared = re.findall(r"@(?:param|type|typedef|returns|property) \{[^\n]*", file.read_text(encoding="utf-8"))
        assert [line for line in declared if loose.search(line)] == [], file.name


@pytest.mark.parametrize(("folder", "forbidden"), [("data", ("map", "page")), ("map", ("page",))])
def test_the_floors_of_the_page_look_down_only(folder: str, forbidden: tuple[str, ...]) -> None:
    for file in sorted((JS / folder).glob("*.js")):
        taken = re.findall(r"^import \{[^}]*\} from '\.\./(\w+)/", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert not set(taken) & set(forbidden), file.name


def test_the_model_of_the_page_touches_neither_document_nor_leaflet() -> None:
    for file in sorted((JS / "data").glob("*.js")):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert re.findall(r"\b(?:document|window|L)\.", code) == [], file.name
