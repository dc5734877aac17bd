"""What passes the check builds, is found, exported and opened; what would not is told in a line, of its whole kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import rewrite

from geokz.checks import check
from geokz.folder.pattern import pattern_problem
from geokz.folder.read import read
from geokz.folder.resources import read_package
from geokz.folder.where import default_folder

Edit = Callable[[Path, str, str, str], None]

# ruff: noqa: E501  (a row of a table is a line)

# file, old text, new text; then where the problem is and what it says
CELLS = {
    "a figure in Arabic digits": ("figures.csv", ",21329,", ",٢١٣٢٩,", "figures.csv:2:value", "is no number"),
    "a figure in full-width digits": ("figures.csv", ",21329,", ",２１３２９,", "figures.csv:2:value", "is no number"),
    "a figure of 18 digits": ("figures.csv", ",21329,", f",{'9' * 18},", "figures.csv:2:value", "has 18 digits"),
    "a figure of 400 digits": ("figures.csv", ",21329,", f",{'9' * 400},", "figures.csv:2:value", "has 400 digits"),
    "a radius of 400 digits": ("places.csv", ",2000,geo", f",{'9' * 400},geo", "places.csv:2:radius_m", "400 digits"),
    "a radius beyond the earth": ("places.csv", ",2000,geo", ",1000000000000,geo", "places.csv:2:radius_m", "outside 1"),
    "a name of a sign without width": ("camps.csv", ",Lost point,", ",\u200b,", "camps.csv:4:name_en", "U+200B"),
    "an escape sequence": ("camps.csv", ",Lost point,", ",Lost\x1b[2J,", "camps.csv:4:name_en", "U+001B"),
    "a mark of direction": ("places.csv", ",Dolinka,", ",\u202eDolinka,", "places.csv:2:label_en", "U+202E"),
    "a name on two lines": ("camps.csv", ",Lost point,", ',"Lost\npoint",', "camps.csv:4:name_en", "U+000A"),
    "a Greek letter among Latin": ("camps.csv", ",Karlag,", ",Κarlag,", "camps.csv:2:name_en", "Latin and Greek"),
    "a Greek letter among Cyrillic": ("camps.csv", ",Карлаг,", ",Κарлаг,", "camps.csv:2:name_ru", "Cyrillic and Greek"),
    "a Russian name in Latin": ("camps.csv", ",Карлаг,", ",Karlag,", "camps.csv:2:name_ru", "write it in Cyrillic"),
    "an English name in Cyrillic": ("camps.csv", ",Karlag,", ",Карлаг,", "camps.csv:2:name_en", "write it in Latin"),
    "a name in another alphabet than it says": ("names.csv", "Карагандинский ИТЛ", "Karlag", "names.csv:2:name", "Cyril"),
    "a name of a dash": ("camps.csv", ",Lost point,", ",—,", "camps.csv:4:name_en", "no letter or number"),
    "a life of the Stone Age": ("mines.csv", ",1934/,", ",Y-17000/,", "mines.csv:2:when", "is no time of this atlas"),
    "a life of all time": ("mines.csv", ",1934/,", ",0001/9999,", "mines.csv:2:when", "years from 500 to 2100"),
    "a date in Arabic digits": ("mines.csv", ",1934/,", ",١٩٣٤/,", "mines.csv:2:when", "cannot read the date"),
    "an id of 400 letters": ("mines.csv", "kirov-mine,K", f"{'k' * 400},K", "mines.csv:2:id", "has 400 letters"),
    "an address that is a program": (
        "sources.csv", ",whole,,,,,", ",whole,,,javascript:alert(1),,", "sources.csv:2:url", "does not have the form",
    ),
    "a part of itself": ("camps.csv", ",nowhere,karlag,", ",nowhere,lost-point,", "camps.csv:4:part_of", "of itself"),
    "a ring of parts": ("camps.csv", ",dolinka,,certain", ",dolinka,lost-point,certain", "camps.csv:2:part_of", "'karlag'"),
    "a tie with itself": ("relations.csv", "of,karlag", "of,dolinka-section", "relations.csv:2:object", "tied to itself"),
    "a tie that stands twice": (
        "relations.csv", "accepted,,,\n", "accepted,,,\ndolinka-section,section_of,karlag,,ck-labour[L9],accepted,,,\n",
        "relations.csv:3:subject", "says again what line 2 says",
    ),
    "a name that stands twice": (
        "names.csv", "[L80]\n", "[L80]\nkarlag,Карагандинский ИТЛ,ru,1931/1959,official,ck-labour[L80]\n",
        "names.csv:3:id", "says again what line 2 says",
    ),
    "a file without its last line end": ("names.csv", "[L80]\n", "[L80]", "names.csv:2:-", "may have lost its end"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "where", "told"), CELLS.values(), ids=CELLS)
def test_a_cell_that_would_mislead_is_told(
    small_atlas_folder: Path, edit: Edit, file: str, old: str, new: str, where: str, told: str
) -> None:
    edit(small_atlas_folder, file, old, new)
    problems = [problem for problem in check(small_atlas_folder)[0] if str(problem).startswith(f"{where}  ")]
    assert [told in problem.message for problem in problems][:1] == [True]


def test_a_figure_under_another_id_that_says_the_same_is_told(small_atlas_folder: Path) -> None:
    path = small_atlas_folder / "figures.csv"
    row = path.read_text(encoding="utf-8").splitlines()[1]
    path.write_text(path.read_text(encoding="utf-8") + row.replace("f1,", "f2,") + "\n", encoding="utf-8", newline="")
    told = "figures.csv:3:id  says again what line 2 says under another id; keep one row"
    assert [str(problem) for problem in check(small_atlas_folder)[0]] == [told]


def test_a_text_in_kazakh_that_is_the_russian_one_is_told_and_a_short_one_is_not(
    small_atlas_folder: Path, edit: Edit
) -> None:
    edit(small_atlas_folder, "claims.csv", "Жабылды", "Закрыт")
    assert check(small_atlas_folder)[0] == []
    edit(
        small_atlas_folder,
        "claims.csv",
        "Добывала уголь.,Көмір қазды.",
        f"{'Она добывала там уголь для страны.,' * 2}"[:-1],
    )
    assert [str(problem)[:32] for problem in check(small_atlas_folder)[0]] == ["claims.csv:2:statement_kk  'Она "]


def test_a_table_with_fewer_rows_than_the_package_says_is_told(small_atlas_folder: Path, edit: Edit) -> None:
    package = small_atlas_folder / "datapackage.json"
    described = json.loads(package.read_text(encoding="utf-8"))
    for resource in described["resources"]:
        if resource["name"] == "relations":
            resource["geokz"] = {"rows": 5}
    package.write_text(json.dumps(described), encoding="utf-8")
    assert [problem.message[:57] for problem in check(small_atlas_folder)[0]] == [
        "has 1 row where datapackage.json says at least 5; bring ba"[:57]
    ]


def test_a_renaming_of_a_place_nobody_has_is_told_before_the_finder_refuses(small_atlas_folder: Path) -> None:
    with (small_atlas_folder / "gazetteer" / "renamings.csv").open("a", encoding="utf-8") as file:
        file.write("nowhere-else,Имя,ru,,old,ck-labour[L1],\n")
    (problem,) = check(small_atlas_folder)[0]
    assert str(problem).startswith(
        "gazetteer/renamings.csv:2:id  'nowhere-else' is no place with a point of places.csv,"
    )


def test_an_oblast_that_covers_what_is_no_area_is_told(small_atlas_folder: Path) -> None:
    with (small_atlas_folder / "gazetteer" / "oblasts.csv").open("a", encoding="utf-8") as file:
        file.write("Карагандинская,karaganda; nowhere; RU.55,,,today,ck-labour[L1],\n")
    (problem,) = check(small_atlas_folder)[0]
    assert str(problem).startswith("gazetteer/oblasts.csv:2:covers  'nowhere' is not in vocab/regions_today.csv")


def test_places_in_an_area_of_today_that_nobody_has_are_told_once(small_atlas_folder: Path) -> None:
    with (small_atlas_folder / "gazetteer" / "namesakes.csv").open("a", encoding="utf-8") as file:
        for number, region in enumerate(["karaganda", "RU.55", "nowhere", "", "karaganda; nowhere"], 1):
            file.write(f"wof:{number},Имя {number},,72,49,settlement,,KZ,{region},wof:{number}\n")
    (problem,) = check(small_atlas_folder)[0]
    assert str(problem).startswith("gazetteer/namesakes.csv:4:region  'nowhere' is not in vocab/regions_today.csv")
    assert str(problem).endswith("; 1 more row names it, such as gazetteer/namesakes.csv:6")


def test_a_transcript_is_cited_by_its_lines(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "sources.csv", "scholarship,whole,,,", f"scholarship,whole,t.txt,{'a' * 64},")
    assert check(small_atlas_folder)[0] == []
    edit(small_atlas_folder, "mines.csv", "ck-labour[L90]", "ck-labour[rubbish]")
    edit(small_atlas_folder, "plants.csv", "ck-labour[L91]", "ck-labour[L91-80]")
    assert [str(problem).split("; write")[0] for problem in check(small_atlas_folder)[0]] == [
        "mines.csv:2:source  'ck-labour[rubbish]' names no place in 'ck-labour'",
        "plants.csv:2:source  'ck-labour[L91-80]' names no place in 'ck-labour'",
    ]


def change(folder: Path, file: str, edited: Callable[[dict], object]) -> list[str]:
    """What is told of a folder in whose JSON file something was changed."""
    value = json.loads((folder / file).read_text(encoding="utf-8"))
    edited(value)
    rewrite(folder / file, json.dumps(value))
    return [str(problem) for problem in read_package(folder).problems]


RULES = [
    ({"pattren": "x"}, "'pattren' is no rule; the rules are required, unique, pattern, enum, minimum, maximum"),
    ({"pattern": "("}, "is no regular expression"),
    ({"pattern": "([a-z-]+)+!"}, "no one could wait for it"),
    ({"required": "yes"}, "required: is 'yes'; write true or false"),
    ({"minimum": "1"}, "minimum: is '1'; write a number"),
    ({"enum": "x"}, "enum: is 'x'; write a list of texts"),
]


@pytest.mark.parametrize(("rules", "told"), RULES)
def test_a_rule_of_a_schema_that_checks_nothing_is_told(small_atlas_folder: Path, rules: dict, told: str) -> None:
    found = change(
        small_atlas_folder, "schema/place.json", lambda schema: schema["fields"][1].update(constraints=rules)
    )
    assert [line.split("  ")[0] for line in found] == ["schema/place.json:1:label_en"]
    assert told in found[0]


PACKAGES = [
    (lambda package: package.update(resources=None), "datapackage.json:1:resources  is None; write a list"),
    (lambda package: package.update(created=5), "datapackage.json:1:created  is 5; write a text"),
    (lambda package: package.update(created="yesterday"), "datapackage.json:1:created  'yesterday' is no date; write"),
    (lambda package: package.update(created="20261121T000000Z"), "datapackage.json:1:created  '20261121T000000Z' is no"),
    (lambda package: package.update(name=5), "datapackage.json:1:name  is 5; write a text"),
    (lambda package: package.update(sources="x"), "datapackage.json:1:sources  is 'x'; write a list"),
    (lambda package: package.update(licenses={}), "datapackage.json:1:licenses  is {}; write a list"),
    (lambda package: package["contributors"][0].pop("title"), "datapackage.json:1:contributors  has an entry without"),
    (lambda package: package.update(licences=[]), "datapackage.json:1:licences  is no member of a package"),
    (lambda package: package["resources"].append(package["resources"][0]), "datapackage.json:1:sources  cannot be read: the resource"),
    (lambda package: package["resources"][0].update(path="../x.csv"), "datapackage.json:1:sources  path '../x.csv' leaves"),
    (
        lambda package: package.update(resources=[x for x in package["resources"] if x["name"] != "claims"]),
        "datapackage.json:1:resources  there is no resource 'claims'",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("edited", "told"), PACKAGES)
def test_a_package_that_could_not_be_built_is_told(small_atlas_folder: Path, edited: Callable, told: str) -> None:
    found = change(small_atlas_folder, "datapackage.json", edited)
    assert found[0].startswith(told)


def test_a_broken_schema_gives_a_few_lines(small_atlas_folder: Path) -> None:
    rewrite(small_atlas_folder / "schema" / "thing.json", '{"fields": [\n{]}')
    found = [str(problem) for problem in read_package(small_atlas_folder).problems]
    assert [line[:40] for line in found] == ["schema/thing.json:2:-  is not JSON: Expe"]


@pytest.mark.parametrize("file", ["datapackage.json", "schema/place.json", "layers.toml", "regions/oblasts.geojson"])
def test_a_file_of_brackets_is_told_and_no_traceback(small_atlas_folder: Path, file: str) -> None:
    (small_atlas_folder / file).parent.mkdir(exist_ok=True)
    text = "x = " + "[" * 20_000 if file.endswith(".toml") else "[" * 100_000
    rewrite(small_atlas_folder / file, text)
    problems = [problem for problem in check(small_atlas_folder)[0] if problem.file == file]
    assert [problem.message[:20] for problem in problems] == ["is nested deeper tha"]


def test_json_with_a_byte_order_mark_is_read(small_atlas_folder: Path) -> None:
    for file in ("datapackage.json", "schema/place.json"):
        path = small_atlas_folder / file
        rewrite(path, "\ufeff" + path.read_text(encoding="utf-8"))
    assert check(small_atlas_folder)[0] == []


def test_a_base_map_that_cannot_be_drawn_is_told(small_atlas_folder: Path) -> None:
    (small_atlas_folder / "basemap").mkdir()
    feature = {"type": "Feature", "properties": {"kind": "river", "when": "1931-21-40"}, "geometry": None}
    water = {"type": "FeatureCollection", "features": [feature]}
    path = small_atlas_folder / "basemap" / "rivers.geojson"
    path.write_text(json.dumps(water), encoding="utf-8")
    assert [str(problem)[:57] for problem in check(small_atlas_folder)[0]] == [
        "basemap/rivers.geojson:1:geometry  feature 1 has no geomet"[:57]
    ]
    feature["geometry"] = {"type": "Point", "coordinates": [72, 95]}
    path.write_text(json.dumps(water), encoding="utf-8")
    assert [problem.message[:30] for problem in check(small_atlas_folder)[0]] == [
        "feature 1 has coordinates that",
        "feature 1 has a time that cann",
    ]


@pytest.mark.parametrize("pattern", [r"(a|aa)+!", r"(\w+\s?)*", r"((a+)b?)+", r"(.*a)+", r"a*b*c*d*e*f*g*h*i*"])
def test_a_pattern_that_might_take_for_ever_is_refused(pattern: str) -> None:
    assert "no one could wait" in (pattern_problem(pattern) or "")


@pytest.mark.parametrize(
    "pattern", [r"\d+(\.\d+)?( \+ \d+(\.\d+)?)+", r"(geonames|wof):\d+", r"[LS]\d+(-\d+)?", "[)(]+"]
)
def test_a_pattern_of_plain_parts_is_taken(pattern: str) -> None:
    assert pattern_problem(pattern) is None


def told_by(data: Path) -> list[str]:
    """What is wrong with a folder as it is read, a line each."""
    return [str(problem) for problem in read(data).problems]


LAND = "kind,lon,lat,from_zoom,to_zoom,from,to,name_en,name_ru,name_kk\n"
NAMES_OF_LAND = [
    ("sea,x,45,4.5,9,,1960,Aral Sea,Аральское море,Арал теңізі\n", "2:lon  'x' is no number"),
    ("sea,59.6,,4.5,9,,1960,Aral Sea,Аральское море,Арал теңізі\n", "2:lat  is empty"),
    ("sea,59.6,45,4.5,9,1930.0,,Aral Sea,Аральское море,Арал теңізі\n", "2:from  '1930.0' does not have the form"),
    ("sea,59.6,45,4.5,9,1961,1960,Aral Sea,Аральское море,Арал теңізі\n", "2:to  1960 comes before 1961 of 'from'"),
    ("sea,59.6,45,inf,9,,,Aral Sea,Аральское море,Арал теңізі\n", "2:from_zoom  'inf' does not have the form"),
    ("pond,59.6,45,4.5,9,,,Aral Sea,Аральское море,Арал теңізі\n", "2:kind  'pond' is not one of sea, river"),
    ("sea,59.6,45,4.5,9,,,Aral Sea,Араль", "2:-  the file ends within this line"),
]


@pytest.mark.parametrize(("row", "told"), NAMES_OF_LAND)
def test_a_name_of_the_land_that_cannot_be_written_is_told(small_atlas_folder: Path, row: str, told: str) -> None:
    (small_atlas_folder / "basemap").mkdir()
    (small_atlas_folder / "basemap" / "names.csv").write_text(LAND + row, encoding="utf-8")
    assert [line.partition(told)[0] for line in told_by(small_atlas_folder)] == ["basemap/names.csv:"]


def test_names_of_the_land_are_read_as_other_tables_are(small_atlas_folder: Path) -> None:
    from geokz.render.ground import ground

    (small_atlas_folder / "basemap").mkdir()
    text = f"{LAND}sea,59.6,45.25,4.5,9,,1960,Aral Sea,Аральское море,Арал теңізі\n".replace(",", ";")
    (small_atlas_folder / "basemap" / "names.csv").write_text(text, encoding="utf-16")
    (made,) = ground([], read(small_atlas_folder).base_names)["names"]
    assert (made["at"], made["years"], made["text"]["kk"]) == ([59.6, 45.25], [None, 1960], "Арал теңізі")


def test_a_picture_of_the_relief_that_was_cut_is_told(small_atlas_folder: Path) -> None:
    (small_atlas_folder / "basemap").mkdir()
    (small_atlas_folder / "basemap" / "relief.webp").write_bytes(
        (default_folder() / "basemap" / "relief.webp").read_bytes()[:500]
    )
    assert told_by(small_atlas_folder) == [
        "basemap/relief.webp:1:-  has 500 of its 58870 bytes; bring back what is lost"
    ]


def test_a_setting_of_twenty_thousand_parts_takes_no_time(small_atlas_folder: Path) -> None:
    (small_atlas_folder / "layers.toml").write_text(f"a{'.a' * 20_000} = 1\n", encoding="utf-8")
    assert "layers.toml:1:-  is nested deeper" in told_by(small_atlas_folder)[0]
