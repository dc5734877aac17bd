"""The face of the package: what is named is there, loaded when it is asked for; the shell loads what a word needs."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

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


def test_what_a_shell_shows_of_a_value_fits_on_a_line(small_atlas: geokz.Atlas) -> None:
    (place,) = small_atlas.gazetteer.find("Dolinka", limit=1)
    assert repr(geokz.date("с 1931")) == "<When '1931/': began 1931-01-01 to 1931-12-31, ended 1931-01-01 to ?>"
    assert repr(geokz.When.parse("../1940")) == "<When '../1940': began .. to .., ended 1940-01-01 to 1940-12-31>"
    assert repr(place).startswith("<Candidate dolinka: Dolinka")
    values = (small_atlas, small_atlas.gazetteer, place, geokz.span(1938), geokz.Columns("name"))
    assert [value for value in map(repr, values) if len(value) > 160 or " object at " in value] == []


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


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda atlas: atlas.at("1938"), "'1938' is no year"),
        (lambda atlas: atlas.states("1938-05"), "'1938-05' is no year"),
        (lambda atlas: atlas.at(1938, True), "True is no year"),
        (lambda atlas: atlas.gazetteer.find("Karlag", year="1938"), "year='1938' is no year"),
        (lambda atlas: atlas.gazetteer.find("Karlag", year=(1938,)), "is no year, nor a pair"),
        (lambda atlas: geokz.date(1931), "1931 is no text; give a date in words or as EDTF"),
        (lambda atlas: geokz.date(None), "None is no text"),
        (
            lambda atlas: geokz.geocode(atlas.things["name_en"], name="name_en"),
            "such as column.to_frame()",
        ),
        (lambda atlas: geokz.export("x.gpkg", atlas), "what is exported comes first"),
        (lambda atlas: geokz.Layer(atlas.things, when=atlas.things["when"]), "when= takes the heading of a column"),
        (lambda atlas: geokz.Atlas.load(3), "folder= takes the path of a folder, not int"),
        (
            lambda atlas: geokz.Atlas.join(atlas, "b"),
            "atlases= takes atlases, such as geokz.Atlas.load",
        ),
        (lambda atlas: atlas.layer(None), "key= takes the key of a layer, not NoneType"),
        (lambda atlas: atlas.explain(3), "thing= takes the id of a thing, not int"),
        (lambda atlas: atlas.explain("karlga"), "there is no thing 'karlga'; perhaps 'karlag'"),
        (lambda atlas: atlas.according_to(3), "source= takes the key of a source, not int"),
        (lambda atlas: atlas.according_to("ck-labor"), "tells of a thing; perhaps 'ck-labour'"),
        (lambda atlas: atlas.gazetteer.find(3), "name= takes a name, not int"),
        (lambda atlas: atlas.gazetteer.find("Karlag", region=3), "region= takes the name of an oblast, not int"),
        (
            lambda atlas: atlas.gazetteer.find("Karlag", near="72,49"),
            "near= takes a pair (longitude, latitude)",
        ),
        (lambda atlas: atlas.gazetteer.find("Karlag", limit="3"), "limit= takes how many places are wanted"),
        (lambda atlas: geokz.When.parse(1931), "1931 is no text; give a date as EDTF"),
        (lambda atlas: geokz.read(3), "path= takes the path of a file, not int"),
        (lambda atlas: geokz.check(3), "data= takes the path of a folder, or an atlas, not int"),
        (lambda atlas: geokz.gaps("x"), "atlas= takes an atlas, such as geokz.Atlas.load(folder), not str"),
        (lambda atlas: geokz.gaps(atlas, 3), "key= takes the key of a layer, not int"),
        (lambda atlas: geokz.build("x"), "atlas= takes an atlas, such as geokz.Atlas.load(folder), not str"),
        (lambda atlas: geokz.build(atlas, 3), "maps= takes the keys of maps, such as ['turksib'], not int"),
        (lambda atlas: geokz.build(atlas, out=3), "out= takes the path of a folder, not int"),
        (lambda atlas: geokz.build(atlas, year="x"), "year='x' is no year; give a whole number such as 1938"),
        (lambda atlas: geokz.build_map(atlas, title=3), "title= takes a text, or one for each language, not int"),
        (lambda atlas: geokz.make_offline(3), "folium_map= takes a folium.Map, not int"),
        (lambda atlas: geokz.new(3), "folder= takes the path of a folder, not int"),
        (
            lambda atlas: geokz.new("/no/such", box="1,2,3,4"),
            "box='1,2,3,4' is no box; write (west, south, east, north)",
        ),
        (
            lambda atlas: geokz.geocode(atlas.things, name="name_en", gazetteer=atlas),
            "such as atlas.gazetteer",
        ),
    ],
)
def test_arguments_of_another_kind_are_told_and_no_traceback(small_atlas: geokz.Atlas, ask: Any, told: str) -> None:
    with pytest.raises(geokz.GeokzError) as refused:
        ask(small_atlas)
    assert told in str(refused.value)
