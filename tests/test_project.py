"""What the project says of itself in more than one place is the same in all of them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import metadata, version
from pathlib import Path
from typing import Any

import pytest

import geokz
from geokz.cli import app
from geokz.export import FORMATS

ROOT = Path(__file__).resolve().parents[1]
PAGES = ["README.md", "CONTRIBUTING.md", "geodata/README.md", *(f"docs/{path.name}" for path in ROOT.glob("docs/*.md"))]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# a line of a shell block, or words between backquotes, that begin with geokz
TOLD = re.compile(r"^geokz [a-z][^\n#]*|(?<=`)geokz [a-z][^`\n]*", re.MULTILINE)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def command_of(words: list[str]) -> Any:
    """The command that the shell would run for these words, or nothing."""
    command: Any = app
    for word in words:
        if not hasattr(command, "commands"):
            break
        command = command.commands.get(word)
    return command


def test_the_version_is_one() -> None:
    assert version("geokz") == geokz.__version__
    assert re.search(r"^version: (.*)$", text("CITATION.cff"), re.MULTILINE)[1] == geokz.__version__
    assert json.loads(text("geodata/datapackage.json"))["version"] == geokz.__version__


def test_the_metadata_name_every_licence_of_what_is_in_the_package() -> None:
    assert metadata("geokz")["License-Expression"] == "MIT AND CC-BY-4.0 AND LGPL-3.0-or-later"
    assert set(metadata("geokz").get_all("License-File")) == {
        "LICENSE",
        "LICENSE-DATA",
        "geodata/basemap/COPYING",
        "geodata/basemap/COPYING.LESSER",
        "geodata/basemap/LICENSES.md",
    }


def test_the_page_about_the_tables_is_what_the_script_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    monkeypatch.delitem(sys.modules, "describe_data", raising=False)
    from describe_data import describe

    assert text("geodata/README.md") == describe(), "run scripts/describe_data.py"


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_that_is_told_of_is_there(page: str) -> None:
    for line in TOLD.findall(text(page)):
        words = line.split()[1:]
        command = command_of([word for word in words if not word.startswith("-")])
        assert command is not None, line
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= options, line


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_is_told_of_in_the_readme_and_by_the_shell(suffix: str) -> None:
    assert f"{suffix} " in text("README.md")
    export = command_of(["export"])
    assert export is not None
    assert suffix in str(export.help)
    assert any(suffix in str(getattr(parameter, "help", "")) for parameter in export.params)


def test_hooks_check_with_the_versions_that_are_locked() -> None:
    hooks = text(".pre-commit-config.yaml")
    locked = pins("requirements-test.lock")
    biome = json.loads(text("package.json"))["devDependencies"]["@biomejs/biome"]
    assert set(re.findall(r"ruff==([\d.]+)", hooks)) == {locked["ruff"]}
    assert set(re.findall(r"@biomejs/biome@([\d.]+)", hooks)) == {biome}


def test_every_dependency_has_a_lower_bound_and_a_locked_version() -> None:
    locked = pins("requirements-test.lock")
    extras = PROJECT["project"]["optional-dependencies"]
    for requirement in [*PROJECT["project"]["dependencies"], *extras["test"], *extras["docs"]]:
        bound = re.match(r"([\w.-]+)>=[\d.]+", requirement)
        assert bound, requirement
        assert bound[1].lower() in locked, requirement


def pins(lock: str) -> dict[str, str]:
    """The versions of a lock by name."""
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text(lock), re.MULTILINE))


def test_every_locked_version_has_its_hashes_and_both_locks_agree() -> None:
    run, test = pins("requirements.lock"), pins("requirements-test.lock")
    assert {*run.items()} <= {*test.items()}
    for lock, locked in (("requirements.lock", run), ("requirements-test.lock", test)):
        entries = re.split(r"\n(?=\S)", text(lock).strip())
        assert len(entries) == len(locked)
        hashed = re.compile(r"[\w.-]+==\S+( ; [^\n]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+")
        assert not [entry for entry in entries if not hashed.fullmatch(entry)]
    wanted = [re.match(r"[\w.-]+", each) for each in PROJECT["project"]["dependencies"]]
    assert {match[0].lower() for match in wanted if match} <= {*run}
    assert {"hatchling", "editables"} <= {*run}  # geokz itself is built without an environment of its own


def test_every_mark_is_known_to_make_quick() -> None:
    marks = {mark.partition(":")[0] for mark in PROJECT["tool"]["pytest"]["ini_options"]["markers"]}
    (quick,) = re.findall(r"^QUICK := (.*)$", text("Makefile"), re.MULTILINE)
    assert set(re.findall(r"not (\w+)", quick)) == marks


@pytest.mark.slow
@pytest.mark.parametrize(
    ("staged", "refused"),
    [(["maps/atlas.html"], False), (["geodata/camps.csv"], False), (["geodata/camps.csv", "maps/atlas.html"], True)],
)
def test_built_maps_are_committed_alone(tmp_path: Path, staged: list[str], refused: bool) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    for name in staged:
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("new", encoding="utf-8")
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    hook = [sys.executable, str(ROOT / "scripts" / "maps_alone.py")]
    run = subprocess.run(hook, cwd=tmp_path, capture_output=True, text=True)
    assert (run.returncode, "maps/ is committed alone" in run.stderr) == (int(refused), refused)


def test_every_core_module_of_the_mutation_run_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    from mutate import CORE, module_of

    assert [name for name in CORE if not module_of(name).is_file()] == []
    assert {file for files in CORE.values() for file in files} <= {path.name for path in ROOT.glob("tests/test_*.py")}
