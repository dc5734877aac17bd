"""The shell: the same words as the library, one line for each problem, never a traceback."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from shell import geokz

from geokz import __version__
from geokz.cli import app
from geokz.errors import GeokzError
from geokz.export import FORMATS
from geokz.folder import where

README = Path(__file__).resolve().parents[1] / "README.md"
COMMANDS = [name for name, command in app.commands.items() if not hasattr(command, "commands")]

Edit = Callable[[Path, str, str, str], None]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """An empty folder to work in."""
    folder = tmp_path / "here"
    folder.mkdir()
    return folder


# ---- what each word does ----


def test_build_writes_one_page_and_names_it(small_atlas_folder: Path, here: Path) -> None:
    run = geokz("build", "--data", str(small_atlas_folder), folder=here)
    assert run.returncode == 0
    assert run.stdout.startswith("Open maps/atlas.html in a browser (")
    assert run.stdout.endswith("6 things).\n")
    assert run.stderr == ""
    assert [path.name for path in (here / "maps").iterdir()] == ["atlas.html"]
    assert (here / "maps" / "atlas.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_build_makes_the_folder_it_is_told(small_atlas_folder: Path, here: Path) -> None:
    run = geokz("build", "--data", str(small_atlas_folder), "--out", "a/b", folder=here)
    assert run.returncode == 0
    assert (here / "a" / "b" / "atlas.html").is_file()


def test_check_says_what_it_checked(small_atlas_folder: Path, here: Path) -> None:
    run = geokz("check", "--data", str(small_atlas_folder), folder=here)
    assert run.returncode == 0
    assert run.stdout.startswith("No problem in ")
    for part in ("camps 3", "mines 1", "names 1", "relations 1"):
        assert part in run.stdout
    assert run.stderr == ""


@pytest.mark.slow
def test_check_finds_nothing_wrong_with_the_data_that_ship(here: Path) -> None:
    run = geokz("check", folder=here)
    assert (run.returncode, run.stderr) == (0, ""), run.stdout


def test_layers_counts_things_dated_and_located(small_atlas_folder: Path, here: Path) -> None:
    run = geokz("layers", "--data", str(small_atlas_folder), folder=here)
    assert run.returncode == 0
    rows = {line.split()[0]: line.split()[1:] for line in run.stdout.splitlines()}
    assert rows["layer"] == ["label", "things", "dated", "located"]
    assert rows["camps"] == ["Camps", "3", "3", "2"]
    assert rows["plants"] == ["Plants", "1", "0", "1"]
    assert rows["farms"] == ["Farms", "0", "0", "0"]


def test_export_writes_what_there_was_in_a_year(small_atlas_folder: Path, here: Path) -> None:
    run = geokz("export", "1932.geojson", "--data", str(small_atlas_folder), "--year", "1932", folder=here)
    assert (run.returncode, run.stdout, run.stderr) == (0, "Wrote 2 things to 1932.geojson.\n", "")
    features = json.loads((here / "1932.geojson").read_text(encoding="utf-8"))["features"]
    assert [feature["properties"]["id"] for feature in features] == ["karlag", "dolinka-section"]


@pytest.mark.slow
def test_export_writes_a_span_and_everything(small_atlas_folder: Path, here: Path) -> None:
    data = ["--data", str(small_atlas_folder)]
    assert geokz("export", "a.gpkg", *data, "--from", "1932", "--to", "1940", folder=here).stdout == (
        "Wrote 5 things to a.gpkg.\n"
    )
    assert geokz("export", "b.geojson", *data, folder=here).stdout == "Wrote 6 things to b.geojson.\n"


# ---- what a user can do wrong ----

KNOWN = ", ".join(FORMATS)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["export", "x.csv"], "geokz: 'x.csv' has an unknown suffix; the formats are " + KNOWN),
        (["export", "x"], "geokz: 'x' has an unknown suffix; the formats are " + KNOWN),
        (["export", "no/x.geojson"], "geokz: the folder no does not exist; make it first"),
        (["export", "x.geojson", "--to", "1940"], "geokz: --from and --to go together; give both, or --year"),
        (["export", "x.geojson", "--certain"], "geokz: --certain needs years: add --year, or --from and --to"),
        (
            ["export", "x.geojson", "--from", "1940", "--to", "1930"],
            "geokz: the years 1940 to 1930 are reversed; give the earlier year first",
        ),
        (["build", "--language", "de"], "geokz: there is no language 'de'; the languages are en, ru, kk"),
        (
            ["build", "--start", "1960", "--end", "1920"],
            "geokz: the clock's years 1960 to 1920 are reversed; give the earlier year first",
        ),
    ],
)
def test_a_wrong_word_is_answered_on_one_line(
    small_atlas_folder: Path, here: Path, words: list[str], told: str
) -> None:
    run = geokz(*words, "--data", str(small_atlas_folder), folder=here)
    assert (run.returncode, run.stdout, run.stderr) == (1, "", f"{told}\n")
    assert list(here.iterdir()) == []


def test_a_folder_without_tables_is_told_so(here: Path) -> None:
    run = geokz("build", "--data", "nowhere", folder=here)
    assert run.returncode == 1
    assert "datapackage.json:1:-  there is no folder nowhere; name one that has this file" in run.stderr
    assert "Traceback" not in run.stderr
    assert list(here.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told_without_traceback(small_atlas_folder: Path, here: Path) -> None:
    (here / "maps").write_text("a file, not a folder")
    run = geokz("build", "--data", str(small_atlas_folder), folder=here)
    assert run.returncode == 1
    assert run.stderr.startswith("geokz: ")
    assert "'maps'" in run.stderr
    assert run.stderr.count("\n") == 1
    assert (here / "maps").read_text() == "a file, not a folder"


@pytest.fixture
def broken(small_atlas_folder: Path, edit: Edit) -> Path:
    """The small atlas with a mistake of each kind, and a map and an export of before."""
    folder = small_atlas_folder
    edit(folder, "camps.csv", "1931-09-17/1959-07-27", "1931-21-40")
    edit(folder, "camps.csv", "1940/1943", "1943/1940")
    edit(folder, "camps.csv", "Карлаг,Қ", "Kарлаг,Қ")  # the first letter is Latin
    edit(folder, "mines.csv", "karaganda,,certain", "nowhere-at-all,,certain")
    edit(folder, "plants.csv", "brick-plant,Brick", "karlag,Brick")
    edit(folder, "places.csv", "72.68,49.68", "49.68,72.68")
    edit(folder, "figures.csv", "21329", "many")
    edit(folder, "relations.csv", "ck-labour[L84]", "nobody1900[L84]")
    edit(folder, "names.csv", "id,name,lang", "id,name,language")
    (folder / "claims.csv").write_bytes((folder / "claims.csv").read_bytes() + "ё".encode("cp1251"))
    return folder


def test_check_tells_every_mistake_on_a_line_of_its_own(broken: Path, here: Path) -> None:
    run = geokz("check", "--data", str(broken), folder=here)
    assert run.returncode == 1
    lines = run.stdout.splitlines()
    places = [line.split("  ")[0] for line in lines]
    assert {
        "camps.csv:2:when",
        "camps.csv:4:when",
        "camps.csv:2:name_ru",
        "mines.csv:2:place",
        "plants.csv:2:id",
        "places.csv:2:lon",
        "figures.csv:2:value",
        "relations.csv:2:source",
        "names.csv:1:language",
        "claims.csv:4:-",
    } <= set(places)
    for line in lines:
        place, told = line.split("  ", 1)
        assert len(place.split(":")) == 3 and told, line
    assert run.stderr == f"{len(lines)} problems in {broken}\n"


def test_a_mistake_is_told_with_its_value_and_the_way_out(broken: Path, here: Path) -> None:
    told = dict(line.split("  ", 1) for line in geokz("check", "--data", str(broken), folder=here).stdout.splitlines())
    assert told["camps.csv:2:when"].startswith("cannot read the date '1931-21-40'")
    assert "write it as EDTF" in told["camps.csv:2:when"]
    assert "'1943/1940' is reversed" in told["camps.csv:4:when"]
    assert "'many'" in told["figures.csv:2:value"]
    assert "'nowhere-at-all'" in told["mines.csv:2:place"]
    assert "nobody1900" in told["relations.csv:2:source"]
    assert "'lang' is missing; is it that one?" in told["names.csv:1:language"]
    assert "save" in told["claims.csv:4:-"] and "UTF-8" in told["claims.csv:4:-"]


@pytest.mark.parametrize("words", [["build"], ["export", "old.geojson"], ["layers"]])
def test_a_broken_folder_gives_the_same_list_and_leaves_every_file_alone(
    broken: Path, here: Path, words: list[str]
) -> None:
    (here / "maps").mkdir()
    (here / "maps" / "atlas.html").write_text("the old map")
    (here / "old.geojson").write_text("the old export")
    run = geokz(*words, "--data", str(broken), folder=here)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.splitlines() == geokz("check", "--data", str(broken), folder=here).stdout.splitlines()
    assert sorted(path.name for path in here.rglob("*")) == ["atlas.html", "maps", "old.geojson"]
    assert (here / "maps" / "atlas.html").read_text() == "the old map"
    assert (here / "old.geojson").read_text() == "the old export"


# ---- what it tells of itself ----


def test_help_lists_each_command_in_a_whole_sentence(here: Path) -> None:
    run = geokz("--help", folder=here)
    assert run.returncode == 0
    listed = run.stdout.split("Commands:")[1].split("Each word")[0]
    words = [line.split()[0] for line in listed.splitlines() if line.strip()]
    assert {"build", "check", "export", "layers"} <= set(words)
    assert "..." not in listed


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_of_its_own(here: Path, command: str) -> None:
    run = geokz(command, "--help", folder=here)
    assert run.returncode == 0
    assert f"geokz {command}" in run.stdout
    assert "--data" in run.stdout or command in {"date", "map", "new"}  # which need no tables


def test_each_command_has_an_example_that_it_understands() -> None:
    groups = {"": app, "gazetteer ": app.commands["gazetteer"]}
    words = {f"{before}{name}": each for before, group in groups.items() for name, each in group.commands.items()}
    for name, command in words.items():
        if hasattr(command, "commands"):
            continue
        told = command.epilog.removeprefix(f"Example: geokz {name}")
        assert told != command.epilog, name
        command.make_context(name, shlex.split(told))


def test_nothing_is_written_into_an_installed_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "geodata").mkdir()
    where.check_own(tmp_path / "geodata")
    monkeypatch.setattr(where, "_PACKAGE", tmp_path)
    with pytest.raises(GeokzError, match=r"belongs to the installed geokz, .* copy it to a folder of your own and say"):
        where.check_own(tmp_path / "geodata")
    where.check_own(tmp_path)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_tells_of_each_command(command: str) -> None:
    assert f"geokz {command}" in README.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("program", [["geokz"], ["python", "-m", "geokz"]], ids=" ".join)
def test_the_program_starts_by_its_name_and_as_a_module(here: Path, program: list[str]) -> None:
    command = [str(Path(sys.executable).with_name(program[0])), *program[1:]]
    run = subprocess.run([*command, "--help"], cwd=here, capture_output=True, text=True, encoding="utf-8")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("Usage: geokz ")
    run = subprocess.run([*command, "build", "--data", "nowhere"], cwd=here, capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("datapackage.json:1:-  there is no folder nowhere;")


def test_the_program_tells_its_version(here: Path) -> None:
    assert geokz("--version", folder=here).stdout == f"geokz {__version__}\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["find", "Долинка", "Спасск"], "unexpected extra argument (Спасск). See: geokz find --help"),
        pytest.param(
            ["Find"],
            "Did you mean 'find'? See: geokz --help",
            marks=pytest.mark.skipif(not hasattr(click.exceptions, "NoSuchCommand"), reason="click guesses since 8.4"),
        ),
        (["check", "mine"], "(mine); a folder of tables goes behind --data. See: geokz check --help"),
    ],
)
def test_what_is_said_of_wrong_words_are_whole_sentences(here: Path, words: list[str], told: str) -> None:
    assert told in geokz(*words, folder=here).stderr
