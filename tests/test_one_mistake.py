"""One mistake is one problem, on the line where it was made: what follows from it is told when it is mended."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import TABLES, rewrite
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geokz.checks import check

Edit = Callable[[Path, str, str, str], None]

TOUR = """\
title = { en = "A", ru = "Б", kk = "Ә" }

[[steps]]
when = "1931"
view = [49.6, 72.9, 7]
select = "karlag"
source = "smirnov1998[10]"
title = { en = "A", ru = "Б", kk = "Ә" }
text = { en = "A", ru = "Б", kk = "Ә" }
"""
MAPS = """\
[[maps]]
key = "one"
title = { en = "A", ru = "Б", kk = "Ә" }
start = 1930
end = 1940
layers = ["camps", "plants"]
tours = ["walk"]

[maps.only]
part_of = ["karlag"]
"""

# file, what stands there, what is written instead, and the problem
MISTAKES = [
    # a key: what names it is told when it has one again
    ("camps.csv", "\nkarlag,", "\n Karlag,", "camps.csv:2:id  ' Karlag' has spaces at its ends"),
    ("camps.csv", "\nkarlag,", "\n,", "camps.csv:2:id  is empty"),
    ("camps.csv", "\nkarlag,", "\nkar  lag,", "camps.csv:2:id  'kar  lag' has two spaces in a row; leave one"),
    ("camps.csv", ",Karlag,", ",Kar  lag,", "camps.csv:2:name_en  'Kar  lag' has two spaces in a row"),
    ("camps.csv", ",Karlag,", ",Kar\u00a0lag,", "camps.csv:2:name_en  'Kar\u00a0lag' holds the space U+00A0"),
    ("camps.csv", ",Karlag,", ",Kar\u200blag,", "camps.csv:2:name_en  'Kar\\u200blag' holds the sign U+200B"),
    ("camps.csv", "\nkarlag,", "\nkarlagg,", "camps.csv:3:part_of  'karlag' is not the id of a row of any layer table"),
    ("camps.csv", "\nlost-point,", "\nkarlag,", "camps.csv:4:id  'karlag' stands already on line 2"),
    ("camps.csv", "karlag,Karlag,", "karlag Karlag,", "camps.csv:2:-  has 10 cells where the header has 11"),
    ("camps.csv", "ck-labour[L85],\n", "ck-lab", "camps.csv:4:-  the file ends within this line"),
    ("places.csv", "\ndolinka,", "\ndo linka,", "places.csv:2:id  'do linka' does not have the form"),
    ("places.csv", "\nkaraganda,", "\nkaragandy,", "mines.csv:2:place  'karaganda' is not in places.csv; add it there"),
    ("sources.csv", "\nck-labour,", "\nck labour,", "sources.csv:2:key  'ck labour' does not have the form"),
    ("sources.csv", "\nsmirnov1998,", "\nsmirnov,", "camps.csv:2:source  'smirnov1998' is not in sources.csv"),
    ("claims.csv", "\nc1,", "\n,", "claims.csv:2:id  is empty"),
    # a heading
    (
        "camps.csv",
        "part_of,",
        "partof,",
        "camps.csv:1:partof  the column 'partof' is not one of this table's, and 'part",
    ),
    ("claims.csv", ",when,", ",date,", "claims.csv:1:date  the column 'date' is not one of this table's, and 'when'"),
    ("exceptions.csv", "check,", "checks,", "exceptions.csv:1:checks  the column 'checks' is not one of this table's"),
    ("names.csv", ",kind", "", "names.csv:1:kind  the column 'kind' is missing; add it"),
    # a cell
    (
        "camps.csv",
        "1931-09-17/1959-07-27",
        "17.09.1931-1959",
        "camps.csv:2:when  cannot read the date '17.09.1931-1959'",
    ),
    ("camps.csv", "1940/1943", "1943/1940", "camps.csv:4:when  the date '1943/1940' is reversed"),
    ("places.csv", "72.68,49.68", ",49.68", "places.csv:2:lon  is empty while lat is not"),
    ("places.csv", "72.68,49.68", "49.68,72.68", "places.csv:2:lon  longitude 49.68 and latitude 72.68 look swapped"),
    ("places.csv", ",2000,", ",2 km,", "places.csv:2:radius_m  '2 km' is no number"),
    ("figures.csv", "21329", "21 329", "figures.csv:2:value  '21 329' is no number"),
    ("figures.csv", ",person,", ",persons,", "figures.csv:2:unit  'persons' is not in vocab/units.csv"),
    ("figures.csv", "smirnov1998[176]", "smirnov1998(176)", "figures.csv:2:source  cannot read"),
    (
        "relations.csv",
        ",section_of,",
        ",section of,",
        "relations.csv:2:type  'section of' is not in vocab/relation_types",
    ),
    ("names.csv", "Карагандинский", "Kaрагандинский", "names.csv:2:name  the word 'Kaрагандинский' mixes"),
    (
        "railways.csv",
        "karaganda; mointy; balkhash",
        "karaganda; mointi",
        "railways.csv:2:path  'mointi' is not in places.csv",
    ),
    (
        "exceptions.csv",
        ",plants.csv,",
        ",plant.csv,",
        "exceptions.csv:2:id  'brick-plant' of plant.csv no longer needs",
    ),
    ("exceptions.csv", ",brick-plant,", ",brick,", "exceptions.csv:2:id  'brick' of plants.csv no longer needs"),
    ("camps.csv", "\ndolinka-section,", "\n,", "camps.csv:3:id  is empty"),
    # a setting
    (
        "layers.toml",
        "[camps]",
        "[camp]",
        "layers.toml:62:camp  no layer table of datapackage.json is called 'camp'; is it",
    ),
    ("layers.toml", "[regions]\n", "", "layers.toml:6:label  'label' stands below no heading"),
    ("layers.toml", '"#1f7478"', '"#1f747"', "layers.toml:8:regions  colour '#1f747' is no colour"),
    (
        "layers.toml",
        'colour = "#1f7478"',
        'color = "#1f7478"',
        "layers.toml:8:regions  is an unknown setting 'color'; is",
    ),
    ("layers.toml", '"#1f7478"', '"#1f7478', "layers.toml:8:-  cannot be read"),
    ("atlas.toml", "first = 1919", 'first = "1919"', "atlas.toml:10:first  is '1919'; write a year"),
    (
        "atlas.toml",
        "\nfirst = 1919",
        "\nfrist = 1919",
        "atlas.toml:10:frist  is an unknown setting 'frist'; is it 'first'?",
    ),
    ("atlas.toml", 'languages = ["en"', 'languages = "en"', "atlas.toml:4:-  cannot be read"),
    ("maps.toml", "start = 1930", "start = 19300", "maps.toml:4:start  start is '19300'; write a year"),
    ("maps.toml", '"plants"', '"plant"', "maps.toml:6:layers  'plant' is no layer of layers.toml"),
    ("maps.toml", 'key = "one"', 'kye = "one"', "maps.toml:2:kye  is an unknown setting 'kye'; is it 'key'?"),
    (
        "maps.toml",
        'part_of = ["karlag"]',
        'partof = ["karlag"]',
        "maps.toml:10:only  is an unknown setting 'partof'; is",
    ),
    ("tours/walk.toml", 'select = "karlag"', 'select = "karlak"', "tours/walk.toml:6:select  step 1 has 'karlak'"),
    (
        "tours/walk.toml",
        'when = "1931"',
        'wehn = "1931"',
        "tours/walk.toml:4:wehn  step 1 has an unknown setting 'wehn'; is",
    ),
    (
        "tours/walk.toml",
        'title = { en = "A", ru = "Б", kk = "Ә" }\n\n',
        "",
        "tours/walk.toml:1:title  the tour has no title",
    ),
    ("tours/walk.toml", "[[steps]]", "[steps]", "tours/walk.toml:3:steps  has no step; add [[steps]]"),
    (
        "tours/walk.toml",
        'text = { en = "A", ru = "Б", kk = "Ә" }',
        '[steps.text]\nen = "A"\nru = "Б"\nkz = "Ә"',
        "tours/walk.toml:12:text  step 1 has no text in 'kk' but one in 'kz', which is no language of the atlas",
    ),
    (
        "tours/walk.toml",
        'title = { en = "A", ru = "Б", kk = "Ә" }\n\n[[',
        'title.en = "A"\ntitle.rus = "Б"\ntitle.kk = "Ә"\n\n[[',
        "tours/walk.toml:2:title  the tour has no title in 'ru' but one in 'rus', which is no language of the atlas",
    ),
    (
        "atlas.toml",
        '"KZ.04" = ',
        "KZ.04 = ",
        "atlas.toml:39:KZ  'KZ.04' stands without quotes; write \"KZ.04\" = ...",
    ),
    # a vocabulary, a description
    ("vocab/units.csv", "\nperson,", "\npersons,", "figures.csv:2:unit  'person' is not in vocab/units.csv"),
    ("vocab/types.csv", "key,label_en", "key,label_de", "vocab/types.csv:1:label_de  the column 'label_de' is not one"),
    (
        "datapackage.json",
        '"path": "camps.csv"',
        '"path": "camp.csv"',
        "datapackage.json:51:camps  path 'camp.csv' is no file here; is it 'camps.csv'?",
    ),
    (
        "datapackage.json",
        '"name": "camps"',
        '"name": "camp"',
        "datapackage.json:50:camp  the layer of camps.csv is called 'camp' here and 'camps' in layers.toml; choose one",
    ),
    (
        "datapackage.json",
        '"path": "vocab/units.csv"',
        '"path": "units.csv"',
        "datapackage.json:312:units  path 'units.csv' is no file here; is it 'vocab/units.csv'?",
    ),
    (
        "datapackage.json",
        '"path": "camps.csv"',
        '"pathh": "camps.csv"',
        "datapackage.json:51:camps  pathh is no member of a resource; is it 'path'?",
    ),
    (
        "datapackage.json",
        '"schema": "schema/claim.json"',
        '"shema": "schema/claim.json"',
        "datapackage.json:155:claims  shema is no member of a resource; is it 'schema'?",
    ),
    (
        "datapackage.json",
        '"name": "sources"',
        '"name": "source"',
        "datapackage.json:32:source  no table is asked for by the name 'source', and 'sources' is missing; is it that",
    ),
    (
        "datapackage.json",
        '"name": "places"',
        '"nam": "places"',
        "datapackage.json:41:-  nam is no member of a",
    ),
    (
        "datapackage.json",
        '"name": "oblasts"',
        '"name": "provinces"',
        "datapackage.json:457:provinces  no table is asked for by the name 'provinces', and 'oblasts' is missing; is",
    ),
    ("datapackage.json", '"name": "geokz",', '"name": "geokz"', "datapackage.json:4:-  "),
]


@pytest.fixture
def folder(small_atlas_folder: Path) -> Path:
    (small_atlas_folder / "maps.toml").write_text(MAPS, encoding="utf-8")
    (small_atlas_folder / "tours").mkdir()
    (small_atlas_folder / "tours" / "walk.toml").write_text(TOUR, encoding="utf-8")
    return small_atlas_folder


@pytest.mark.parametrize(("file", "old", "new", "told"), MISTAKES)
def test_one_mistake_is_one_problem_on_its_line(
    folder: Path, edit: Edit, file: str, old: str, new: str, told: str
) -> None:
    edit(folder, file, old, new)
    problems = [str(problem) for problem in check(folder)[0]]
    assert len(problems) == 1, problems
    assert problems[0].startswith(told)


def test_a_step_under_a_misspelt_heading_is_told_there(folder: Path) -> None:
    texts = 'text = { en = "A", ru = "Б", kk = "Ә" }\n'
    heading, step = '[steps.title]\nen = "A"\nru = "Б"\nkk = "Ә"\n', TOUR.split("\n", 2)[2]
    step = (
        "\n".join(line for line in step.splitlines() if not line.startswith(("title", "text"))) + f"\n{texts}{heading}"
    )
    (folder / "tours" / "walk.toml").write_text(TOUR.splitlines()[0] + "\n" + step + step, encoding="utf-8")
    assert check(folder)[0] == []
    second = step.replace("[[steps]]", "[[stpes]]")
    (folder / "tours" / "walk.toml").write_text(TOUR.splitlines()[0] + "\n" + step + second, encoding="utf-8")
    (problem,) = check(folder)[0]
    assert str(problem) == "tours/walk.toml:12:-  is the heading [[stpes]]; is it [[steps]]?"


def test_a_folder_without_the_mistake_is_sound(folder: Path) -> None:
    assert check(folder)[0] == []


def test_a_key_that_nobody_has_is_told_once_with_how_many_rows_name_it(folder: Path, edit: Edit) -> None:
    edit(folder, "sources.csv", "\nck-labour,", "\nck-labor,")
    problems = check(folder)[0]
    named = sum(text.count("ck-labour[") for text in TABLES.values())
    assert [problem.column for problem in problems] == ["source"]
    assert f"; {named - 1} more rows name it, such as camps.csv:3" in problems[0].message


def test_a_row_short_of_a_cell_still_tells_what_is_wrong_with_its_others(folder: Path, edit: Edit) -> None:
    edit(folder, "camps.csv", "karlag,Karlag,Карлаг,Қарлаг,", "karlag,Karlag Карлаг,Қарлаг,")
    edit(folder, "camps.csv", "L80-83]; smirnov1998[10]", "L80-83; smirnov1998[10]")
    assert [(problem.line, problem.column) for problem in check(folder)[0]] == [(2, "-"), (2, "source")]


def test_a_row_with_a_cell_too_many_still_tells_what_is_wrong_with_its_others(folder: Path, edit: Edit) -> None:
    edit(folder, "camps.csv", "karlag,Karlag,", "karlag,Karlag, the camp,")
    edit(folder, "camps.csv", "1931-09-17/1959-07-27", "17.09.1931")
    assert [(problem.line, problem.column) for problem in check(folder)[0]] == [(2, "-"), (2, "when")]


@pytest.mark.parametrize("schema", ["disagreement", "gazetteer", "place", "exception"])
def test_a_description_that_is_broken_brings_about_no_other_problem(folder: Path, schema: str) -> None:
    path = folder / "schema" / f"{schema}.json"
    rewrite(path, path.read_text(encoding="utf-8").replace(":", "!:", 1))
    assert [(problem.file, problem.line) for problem in check(folder)[0]] == [(f"schema/{schema}.json", 2)]


def cells() -> list[tuple[str, int, int]]:
    """File, row and column of every cell of the small atlas below the headings."""
    return [
        (file, row, column)
        for file, text in TABLES.items()
        for row, line in enumerate(csv.reader(io.StringIO(text)))
        for column in range(len(line))
        if row
    ]


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cell=st.sampled_from(cells()), bad=st.sampled_from(["", "§ bad", "x", "-1", "1931/1930", " karlag"]))
def test_a_cell_that_is_spoilt_is_one_problem_at_most(
    small_atlas_folder: Path, cell: tuple[str, int, int], bad: str
) -> None:
    file, row, column = cell
    rows = list(csv.reader(io.StringIO(TABLES[file])))
    rows[row][column] = bad
    spoilt = io.StringIO()
    csv.writer(spoilt, lineterminator="\n").writerows(rows)
    (small_atlas_folder / file).write_text(spoilt.getvalue(), encoding="utf-8")
    problems = check(small_atlas_folder)[0]
    (small_atlas_folder / file).write_text(TABLES[file], encoding="utf-8")
    assert len(problems) <= 1, (rows[row], list(map(str, problems)))


def test_a_problem_of_a_description_names_the_line_of_the_resource(folder: Path) -> None:
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    next(one for one in package["resources"] if one["name"] == "camps")["schema"] = "schema/thingg.json"
    path.write_text(json.dumps(package, indent=1), encoding="utf-8")
    (problem,) = check(folder)[0]
    assert problem.file == "schema/thingg.json" or '"camps"' in path.read_text().splitlines()[problem.line - 1]
