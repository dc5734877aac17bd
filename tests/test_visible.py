"""Text on a terminal is shown and never obeyed, whatever a table, a file name or an argument holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geokz.visible import visible, visible_json

UNDECODABLE = os.fsdecode(b"in\xff")
no_utf8_names = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names are Unicode there")


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text: str):
    assert not {unicodedata.category(letter) for letter in visible(text)} & {"Cc", "Cf", "Cs"}


@given(st.text(st.characters(categories=("L", "N", "P", "Zs"))))
def test_what_can_be_read_is_left_as_it_is(text: str):
    assert visible(text) == text


@given(st.dictionaries(st.text(), st.text(st.characters(exclude_categories=("Cs",)))))
def test_json_means_the_same(value: dict[str, str]):
    assert json.loads(visible_json(value)) == value


def geokz(*words: str | bytes, home: Path) -> subprocess.CompletedProcess[str]:
    """``geokz`` as the system starts it: words and file names may be no text."""
    return subprocess.run(
        [sys.executable, "-m", "geokz", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "GEOKZ_HOME": str(home)},
    )


@pytest.mark.slow
def test_an_escape_sequence_in_a_table_reaches_the_terminal_as_text(tmp_path: Path):
    table = tmp_path / "own.csv"
    table.write_text("name,lon,lat,kind\nEvil\x1b]0;pwn\x07,70,48,vil\x1b[2Jlage\n", encoding="utf-8")
    assert geokz("gazetteer", "add", str(table), home=tmp_path).returncode == 0
    run = geokz("find", "Evil0pwn", home=tmp_path)
    assert "\x1b" not in run.stdout + run.stderr
    assert "Evil\\x1b]0;pwn" in run.stdout
    assert "\x1b" not in geokz("find", "--json", "Evil0pwn", home=tmp_path).stdout
    assert geokz("date", "\x1b[2J", home=tmp_path).stderr.startswith("geokz: cannot read the date '\\x1b[2J'")


@pytest.mark.slow
@no_utf8_names
def test_arguments_and_file_names_that_are_no_utf8_are_taken(tmp_path: Path):
    assert geokz("find", b"\xff", home=tmp_path).stdout == "No place is called '\\xff', nor anything like it.\n"
    source, out = tmp_path / f"{UNDECODABLE}.csv", tmp_path / f"{UNDECODABLE}-out.csv"
    source.write_text("place\nБалхаш\n", encoding="utf-8")
    run = geokz("geocode", str(source), "--name", "place", "--out", str(out), home=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert "in\\xff-out.csv: 1 ok" in run.stdout
    table = tmp_path / f"{UNDECODABLE}-own.csv"
    table.write_text("name,lon,lat\nA,70,48\n", encoding="utf-8")
    assert geokz("gazetteer", "add", str(table), home=tmp_path).stdout == "Added in\\xff-own: 1 place, 1 name.\n"
