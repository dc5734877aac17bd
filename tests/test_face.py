"""The face of the package: what is named is there, loaded when it is asked for; the shell loads what a word needs."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import geokz

HEAVY = ("pandas", "geopandas", "folium", "fiona", "shapely", "numpy", "pyproj", "edtf")


def loaded(script: str) -> list[str]:
    """Which of the heavy libraries a fresh Python has loaded after a script."""
    code = f"import sys\n{script}\nprint(*(name for name in {HEAVY} if name in sys.modules), file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    return run.stderr.split()


SHELL = "from geokz.cli import app\napp({words!r}, standalone_mode=False)"


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [["--help"], ["build", "--help"], ["date", "с 1931 по 1959", "1931~"], ["find", "Акмолинск", "--year", "1938"]],
)
def test_the_shell_loads_no_library_of_frames_or_maps_for_a_word_that_needs_none(words: list[str]) -> None:
    assert loaded(SHELL.format(words=words)) == []


@pytest.mark.slow
def test_the_package_loads_nothing_until_it_is_asked() -> None:
    assert loaded("import geokz; dir(geokz); geokz.__version__; geokz.When; geokz.DataError; geokz.span(1938)") == []
    assert "folium" in loaded("import geokz; geokz.Layer")


@pytest.mark.parametrize("name", geokz.__all__)
def test_each_name_is_there_and_told_of(name: str) -> None:
    assert (getattr(geokz, name).__doc__ or "").strip()
    assert name in dir(geokz)


def test_a_name_that_is_none_is_told_with_those_there_are() -> None:
    with pytest.raises(AttributeError, match="geokz has no 'draw'; it has AmbiguousPlace, Atlas, "):
        geokz.draw  # noqa: B018


def test_the_verb_export_stays_when_its_room_is_loaded() -> None:
    importlib.reload(importlib.import_module("geokz.export"))
    assert callable(geokz.export)


def test_the_verbs_of_the_shell_are_those_of_the_package(small_atlas_folder: Path, tmp_path: Path) -> None:
    atlas = geokz.Atlas.load(small_atlas_folder)
    assert geokz.check(small_atlas_folder)[0] == []
    assert len(geokz.gaps(atlas)) > 0
    assert geokz.date("не позднее июля 1929").edtf == "[..1929-07]"
    assert geokz.edtf_from_prose("с 1931 по 1959") == "1931/1959"
    (built,) = geokz.build(atlas, out=tmp_path)
    assert (built.key, built.things, built.path.name) == ("atlas", 6, "atlas.html")
    (tmp_path / "list.csv").write_text("name\nДолинка\n", encoding="utf-8")
    summary = geokz.geocode(tmp_path / "list.csv", tmp_path / "out.csv", columns="name", gazetteer=atlas.gazetteer)
    assert summary.by_status == {"ok": 1, "ambiguous": 0, "unknown": 0}
