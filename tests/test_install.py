"""The data travel in the wheel: a plain ``pip install`` and ``geokz build`` in an empty folder make the map."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("install")]


def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command far from the checkout, with nothing of it on the path."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(list(map(str, command)), cwd=folder, env=clean, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", CHECKOUT, "--wheel-dir", folder, folder=folder)
    (path,) = folder.glob("geokz-*.whl")
    return path


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python of a fresh environment with geokz from the wheel and its dependencies from here."""
    environment = tmp_path_factory.mktemp("fresh") / "env"
    venv.create(environment, with_pip=False, symlinks=os.name != "nt")
    places = {"base": str(environment), "platbase": str(environment)}
    library = Path(sysconfig.get_path("purelib", "venv", vars=places))
    programs = Path(sysconfig.get_path("scripts", "venv", vars=places))
    # a path line adds our packages after those of the environment; their own .pth files are not read, so the
    # editable install of the checkout stays unseen
    (library / "packages.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = programs / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index",
        wheel, folder=environment)  # fmt: skip
    return python


def test_the_wheel_carries_the_tables_and_the_browser_part(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for table in (CHECKOUT / "geodata").rglob("*"):
        if table.suffix in {".csv", ".json", ".toml", ".geojson"}:
            assert f"geokz/geodata/{table.relative_to(CHECKOUT / 'geodata').as_posix()}" in names
    for source in (CHECKOUT / "src" / "geokz").rglob("*"):
        if source.is_file() and "__pycache__" not in source.parts:
            assert source.relative_to(CHECKOUT / "src").as_posix() in names
    assert not [name for name in names if name.startswith(("tests/", "scripts/", "maps/"))]


def test_an_installed_geokz_reads_its_own_data(python: Path, tmp_path: Path) -> None:
    script = "import geokz; print(geokz.__file__); print(geokz.Atlas.load().folder)"
    module, data = run(python, "-c", script, folder=tmp_path).stdout.split()
    assert Path(module).is_relative_to(python.parents[1])
    assert Path(data) == Path(module).parent / "geodata"


def test_an_installed_geokz_builds_the_same_map_in_an_empty_folder(python: Path, tmp_path: Path) -> None:
    here, checkout = tmp_path / "here", tmp_path / "checkout"
    here.mkdir()
    checkout.mkdir()
    done = run(python.with_name("geokz"), "build", folder=here)
    assert done.stdout.startswith("Open maps/atlas.html in a browser")
    run(sys.executable, "-m", "geokz", "build", "--data", CHECKOUT / "geodata", folder=checkout)
    built = {path.name: path.read_bytes() for path in (here / "maps").iterdir()}
    assert {"atlas.html", "turksib.html"} <= set(built)
    assert built == {path.name: path.read_bytes() for path in (checkout / "maps").iterdir()}


def test_an_installed_geokz_finds_its_data_sound(python: Path, tmp_path: Path) -> None:
    assert run(python.with_name("geokz"), "check", folder=tmp_path).stdout.startswith("No problem in ")
