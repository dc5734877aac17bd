"""A data folder is read once: whatever comes after asks the atlas, and settings know the lines they stand on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import folium
import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

import geokz
from geokz.checks import check
from geokz.dates import span, states
from geokz.errors import DateError, LayerError
from geokz.export import FORMATS
from geokz.folder.package import LINE, Column, Table
from geokz.folder.read import read
from geokz.folder.tables import Read
from geokz.folder.toml import read_toml

ATLASES = Path(__file__).parent / "atlases"


@pytest.mark.slow
@pytest.mark.parametrize("joined", [False, True], ids=["alone", "joined"])
def test_nothing_opens_the_folder_again_after_the_atlas_is_loaded(
    small_atlas_folder: Path, tmp_path: Path, joined: bool
) -> None:
    atlas = geokz.Atlas.load(small_atlas_folder)
    camp = "karlag"
    if joined:
        shutil.copytree(ATLASES / "franconia", tmp_path / "franconia")
        atlas, camp = geokz.Atlas.join(geokz.Atlas.load(tmp_path / "franconia"), atlas), "geokz-karlag"
        (tmp_path / "franconia").rename(tmp_path / "away")
    small_atlas_folder.rename(tmp_path / "elsewhere")
    for suffix in FORMATS if sys.platform != "win32" else FORMATS.keys() - {".pmtiles"}:
        assert geokz.export(atlas, tmp_path / f"things{suffix}").stat().st_size > 500, suffix
    (built,) = geokz.build(atlas, out=tmp_path)
    assert (built.things, "Karlag" in built.path.read_text(encoding="utf-8")) == (len(atlas.things), True)
    layer = geokz.Layer(atlas.layer("camps"), "Camps", label="name_en", atlas=atlas)
    drawn = layer.add_to(geokz.BaseMap().add_to(folium.Map(tiles=None))._parent).get_root().render()
    assert "timeLayer" in drawn and layer.report.drawn == 2
    assert atlas.gazetteer.find("Долинка")[0].id.endswith("dolinka")
    assert camp in atlas.at(1940).things.index
    assert check(atlas) == ([], {name: frame.index.nunique() for name, frame in atlas.tables.items()})


COUNT = """
import sys
from collections import Counter
from pathlib import Path
opened = Counter()
folder = sys.argv[1]
def note(event, arguments):
    if event == "open" and str(arguments[0]).startswith(folder) and "r" in str(arguments[1] or "r"):
        opened[Path(str(arguments[0])).relative_to(folder).as_posix()] += 1
sys.addaudithook(note)
import geokz
atlas = geokz.Atlas.load(folder)
geokz.build_map(atlas)
geokz.export(atlas, Path(sys.argv[2]) / "things.geojson")
atlas.gazetteer.find("Karlag")
geokz.check(atlas)
paths = [path for path in Path(folder).rglob("*.*") if path.suffix in {".csv", ".json", ".toml"}]
files = [path.relative_to(folder).as_posix() for path in paths]
print({file: opened[file] for file in files if opened[file] != 1})
"""


@pytest.mark.slow
def test_each_file_of_a_folder_is_opened_once(small_atlas_folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", COUNT, str(small_atlas_folder), str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("{}\n", "")


def test_the_rows_of_a_table_are_known_by_their_lines(small_atlas: geokz.Atlas) -> None:
    claims = small_atlas.tables["claims"]
    assert claims.index.tolist() == [2, 3]
    assert claims.loc[3, "id"] == "c2"


def test_a_settlement_lived_while_things_stood_in_it_in_map_and_checks_alike(small_atlas_folder: Path) -> None:
    row = "dolinka-town,Dolinka,Долинка,Долинка,village,,dolinka,,certain,ck-labour[L1],\n"
    with (small_atlas_folder / "towns.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    life = geokz.Atlas.load(small_atlas_folder).lives["dolinka-town"].when
    assert life.state_in(1940) == "certain"
    assert check(small_atlas_folder)[0] == []  # it is no longer told to be undated


def test_the_sound_rows_are_those_without_a_problem(small_atlas_folder: Path, edit) -> None:
    edit(small_atlas_folder, "camps.csv", "1931-09-17/1959-07-27", "1959/1931")
    folder = read(small_atlas_folder)
    assert [str(problem)[:16] for problem in folder.problems] == ["camps.csv:2:when"]
    assert folder.sound().frames["camps"]["id"].tolist() == ["dolinka-section", "lost-point"]
    assert len(folder.frames["camps"]) == 3


NESTED = '''\
# a walk
title = { en = "A" }

[[steps]]
when = "1931"
text.en = """
when = 3
[[steps]]
"""
[[steps]]  # the second
[steps.title]
ru = "Б"
[other."a b"]
x = 1
'''


@pytest.mark.parametrize(
    ("spot", "line"),
    [
        (("title", "ru"), 2),
        (("steps",), 4),
        (("steps", 0, "when"), 5),
        (("steps", 0, "text", "en"), 6),
        (("steps", 1), 10),
        (("steps", 1, "when"), 10),
        (("steps", 1, "title", "ru"), 12),
        (("steps", 1, "title", "kk"), 11),
        (("other", "a b", "x"), 14),
        (("nowhere",), 1),
    ],
)
def test_a_setting_of_a_toml_file_knows_its_line(tmp_path: Path, spot: tuple[str | int, ...], line: int) -> None:
    (tmp_path / "walk.toml").write_text(NESTED, encoding="utf-8")
    toml, problems = read_toml(tmp_path, "walk.toml")
    assert toml and problems == []
    assert toml.line(*spot) == line


POINTS = gpd.GeoDataFrame({"when": ["1931"]}, geometry=[Point(70, 48)], crs=4326)
LIFE = {"start_earliest": [0], "start_latest": [0], "end_earliest": [0], "end_latest": [0]}


def test_a_frame_without_bounds_is_told_what_it_lacks() -> None:
    with pytest.raises(DateError, match="it has no column start_earliest, start_latest, end_earliest, end_latest;"):
        states(POINTS, span(1970))
    with pytest.raises(DateError, match="'start_latest' holds object and no day numbers"):
        states(pd.DataFrame(LIFE | {"start_latest": ["1931"]}), span(1970))


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        (POINTS[["geometry"]], "which column holds the dates? say when="),
        (pd.DataFrame(LIFE), "where do the rows lie? say lon='...' and lat='...'"),
        (POINTS.assign(**LIFE).set_crs(None, allow_override=True), "say which by crs=4326, or set_crs"),
    ],
)
def test_a_frame_that_cannot_be_drawn_is_told_what_it_lacks(frame: gpd.GeoDataFrame, told: str) -> None:
    with pytest.raises(LayerError) as refusal:
        geokz.Layer(frame)
    assert told in str(refusal.value)


def two_things(folder: Path, edit, subjects: str) -> None:
    edit(folder, "claims.csv", "c1,kirov-mine,", f"c1,{subjects},")


def test_a_claim_about_two_things_is_told_of_each_and_dates_both(small_atlas_folder: Path, edit) -> None:
    edit(small_atlas_folder, "exceptions.csv", "undated,plants.csv,brick-plant,The source gives no date.\n", "")
    two_things(small_atlas_folder, edit, "kirov-mine; brick-plant")
    atlas = geokz.Atlas.load(small_atlas_folder)
    assert [claim["id"] for claim in atlas.lookups.claims["brick-plant"]] == ["c1"]
    assert atlas.tables["claims"].index.tolist() == [2, 2, 3]
    assert set(atlas.states(1943)[["kirov-mine", "brick-plant"]]) == {"certain"}
    problems, rows = check(small_atlas_folder)
    assert (problems, rows["claims"]) == ([], 2)  # the plant is no longer undated; counted as it is written


@pytest.mark.parametrize(
    ("subjects", "message"),
    [
        ("kirov-mine; kirov-mine", "names 'kirov-mine' twice; keep one"),
        (
            "kirov-mine; kirow",
            "'kirow' is not the id of a row of any layer table; add it there or correct the spelling",
        ),
        (" ", "is empty; this column needs a value"),
    ],
)
def test_things_that_are_not_there_or_twice_are_told(
    small_atlas_folder: Path, edit, subjects: str, message: str
) -> None:
    two_things(small_atlas_folder, edit, subjects.strip())
    assert [str(problem) for problem in check(small_atlas_folder)[0]] == [f"claims.csv:2:subject  {message}"]


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1, unique=True), max_size=5))
def test_rows_about_several_things_keep_their_id_line_and_order(cells: list[list[str]]) -> None:
    table = Table("claims", "claims.csv", (Column("id"), Column("subject", kind="things")), "id", (), False)
    rows = [(f"c{line}", "; ".join(things), line) for line, things in enumerate(cells)]
    apart = Read(pd.DataFrame(rows, columns=["id", "subject", LINE])).one_a_thing(table).frame
    told = [(f"c{line}", thing, line) for line, things in enumerate(cells) for thing in things]
    assert list(apart.itertuples(index=False, name=None)) == told


def test_a_second_column_of_several_things_is_taken_apart_where_the_first_has_one_in_each_row() -> None:
    things = (Column("subject", kind="things"), Column("object", kind="things"))
    table = Table("ties", "ties.csv", things, None, ())
    rows = Read(pd.DataFrame([["a", "b; c", 2]], columns=["subject", "object", LINE]))
    assert rows.one_a_thing(table).frame.to_numpy().tolist() == [["a", "b", 2], ["a", "c", 2]]
