"""The shell in bad company: words it does not know, closed outputs, links in a ring, signs that steer a terminal."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest
from shell import geokz as shell

from geokz.errors import Problem
from geokz.gazetteer.answers import parse_point

USAGE = [
    (["build", "--fo"], "No such option '--fo'"),
    (["find"], "Missing argument 'NAME'."),
    (["nope"], "No such command 'nope'."),
    (["find", "Karlag", "--limit", "0"], "Invalid value for '--limit': 0 is not in the range x>=1."),
]


@pytest.mark.parametrize(("words", "told"), USAGE)
def test_a_wrong_use_is_told_in_one_line(words: list[str], told: str) -> None:
    run = shell(*words)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert run.stderr.startswith("geokz: ")
    assert told.split(" '")[0] in run.stderr
    assert "--help" in run.stderr


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_a_layer_that_is_a_folder_is_told(name: str) -> None:
    run = shell("map", name)
    assert (run.returncode, run.stderr.count("\n")) == (1, 1) and "is a folder" in run.stderr


def test_a_path_that_would_steer_the_terminal_is_shown(small_atlas_folder: Path, tmp_path: Path) -> None:
    odd = tmp_path / "a\x1b[2Jb"
    odd.mkdir()
    for words in (("new", odd / "atlas"), ("gaps", "--out", odd / "gaps.csv"), ("export", odd / "a.geojsonl")):
        run = shell(*words, *(["--data", small_atlas_folder] if words[0] != "new" else []))
        assert (run.returncode, "\x1b" in run.stdout + run.stderr) == (0, False), words
        assert r"a\x1b[2Jb" in run.stdout


def test_a_year_outside_the_clock_is_told_in_one_line_and_written(small_atlas_folder: Path, tmp_path: Path) -> None:
    run = shell("export", str(tmp_path / "a.geojsonl"), "--data", str(small_atlas_folder), "--year", "3000")
    assert (run.returncode, run.stderr.count("\n")) == (0, 1)
    assert run.stderr.startswith("geokz: 3000 lies outside 1919 to 1963, of which the atlas tells;")


def test_without_a_word_the_shell_shows_its_help() -> None:
    run = shell()
    assert run.returncode == 2
    assert (run.stdout, run.stderr.split()[0]) == ("", "Usage:")


@pytest.mark.slow
def test_a_closed_output_is_no_traceback() -> None:
    run = subprocess.run(["sh", "-c", f"{sys.executable} -m geokz find Dolinka >&-"], capture_output=True, text=True)
    assert run.stderr == ""


@pytest.mark.slow
def test_links_in_a_ring_and_endless_names_are_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "b.csv")
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")
    (tmp_path / "list.csv").write_text("place\nDolinka\n", encoding="utf-8")
    for source, out in (("a.csv", "out.csv"), ("list.csv", "a.csv"), ("list.csv", f"{'x' * 300}.csv")):
        run = shell("geocode", source, "--name", "place", "--out", out, folder=tmp_path)
        assert (run.returncode, run.stderr.count("\n")) == (1, 1), run.stderr
        assert "Traceback" not in run.stderr


def test_what_would_steer_a_terminal_is_shown_in_a_problem_and_what_is_long_is_cut() -> None:
    assert str(Problem("camps.csv", 2, "id", "'\x1b[2J' is no id")) == r"camps.csv:2:id  '\x1b[2J' is no id"
    assert len(str(Problem("camps.csv", 2, "id", f"'{'x' * 100_000}' is no id"))) < 700


def test_a_label_in_brackets_is_listed_as_it_is(small_atlas_folder: Path) -> None:
    layers = small_atlas_folder / "layers.toml"
    layers.write_text(layers.read_text(encoding="utf-8").replace('en = "Camps"', 'en = "Camps [/x]"'), encoding="utf-8")
    run = shell("layers", "--data", str(small_atlas_folder))
    assert (run.returncode, run.stderr) == (0, "")
    assert "Camps [/x]" in run.stdout


def test_a_cell_of_spaces_is_no_point_and_takes_no_time() -> None:
    begin = time.process_time()
    assert parse_point("7" + " " * 100_000 + "x") is None
    assert time.process_time() - begin < 1


def test_ctrl_c_that_an_import_tells_as_an_error_of_its_own_ends_without_a_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken_off(**_: object) -> None:
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        raise ImportError("multiarray failed to import")

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(import_module("geokz.cli.app"), "app", broken_off)
    run = shell("check")
    assert (run.returncode, run.stdout, run.stderr) == (130, "", "")
    assert signal.getsignal(signal.SIGINT) is before
