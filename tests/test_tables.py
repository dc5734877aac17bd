"""What is wrong with a table is said once, with place, value and way out; and never only the first."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import rewrite
from hypothesis import given
from hypothesis import strategies as st

from geokz.atlas import Atlas
from geokz.checks import check
from geokz.errors import DataError, Problem
from geokz.folder.package import Column
from geokz.folder.resources import read_package
from geokz.folder.tables import cell_problems, rare

GEODATA = Path(__file__).resolve().parents[1] / "geodata"
Edit = Callable[[Path, str, str, str], None]

# file, old text, new text; then where the problem is, the value it names and the way out it offers
BROKEN_CELLS = {
    "a column that is missing": (
        ("mines.csv", ",certainty,source", ",source"),
        ("mines.csv", 1, "certainty", "'certainty'", "add it"),
    ),
    "a column nobody knows": (
        ("names.csv", "kind,source\n", "kind,source,colour\n"),
        ("names.csv", 1, "colour", "'colour'", "the columns are id, name, lang, when, kind, source"),
    ),
    "a column that stands twice": (
        ("names.csv", "kind,source\n", "kind,source,kind\n"),
        ("names.csv", 1, "kind", "'kind'", "keep one"),
    ),
    "an unknown place": (
        ("mines.csv", ",1934/,karaganda,", ",1934/,karagnda,"),
        ("mines.csv", 2, "place", "'karagnda'", "places.csv; add it there or correct the spelling"),
    ),
    "an unknown type": (
        ("mines.csv", "coal_mine", "coalmine"),
        ("mines.csv", 2, "type", "'coalmine'", "vocab/types.csv; add it there or correct the spelling"),
    ),
    "an unknown subject of a claim": (
        ("claims.csv", "c1,kirov-mine", "c1,kirow-mine"),
        ("claims.csv", 2, "subject", "'kirow-mine'", "any layer table; add it there or correct the spelling"),
    ),
    "an unknown subject of a figure": (
        ("figures.csv", "f1,karlag", "f1,karlak"),
        ("figures.csv", 2, "subject", "'karlak'", "any layer table; add it there or correct the spelling"),
    ),
    "an unknown whole": (
        ("camps.csv", "dolinka,karlag,probable", "dolinka,carlag,probable"),
        ("camps.csv", 3, "part_of", "'carlag'", "any layer table; add it there or correct the spelling"),
    ),
    "an unknown object of a relation": (
        ("relations.csv", "section_of,karlag", "section_of,karl"),
        ("relations.csv", 2, "object", "'karl'", "any layer table; add it there or correct the spelling"),
    ),
    "an unknown place along a line": (
        ("railways.csv", "karaganda; mointy; balkhash", "karaganda; mointi; balkhash"),
        ("railways.csv", 2, "path", "'mointi'", "places.csv; add it there or correct the spelling"),
    ),
    "an unknown standing": (
        ("claims.csv", "[L92],accepted", "[L92],sure"),
        ("claims.csv", 2, "standing", "'sure'", "vocab/standing.csv; add it there or correct the spelling"),
    ),
    "an id that stands twice in a table": (
        ("places.csv", "ck-labour[L6],\n", "ck-labour[L6],\nbalkhash,Again,Опять,Тағы,,,unlocated,,,,ck-labour[L6],\n"),
        ("places.csv", 7, "id", "'balkhash'", "stands already on line 5; ids are unique"),
    ),
    "an id that stands in two tables": (
        ("camps.csv", "lost-point,", "kirov-mine,"),
        ("mines.csv", 2, "id", "'kirov-mine'", "already the id of a row of camps.csv; ids are unique"),
    ),
    "an id of the wrong form": (
        ("camps.csv", "lost-point,", "Lost_point,"),
        ("camps.csv", 4, "id", "'Lost_point'", "[a-z0-9][a-z0-9-]*"),
    ),
    "a date that cannot be read": (
        ("camps.csv", "1931-09-17/1959-07-27", "1931-21-40/1959"),
        ("camps.csv", 2, "when", "'1931-21-40'", "write it as EDTF, e.g. 1931"),
    ),
    "a date with the day first": (
        ("claims.csv", "closed,1959-07-27", "closed,27.07.1959"),
        ("claims.csv", 3, "when", "'27.07.1959'", "perhaps 1959-07-27"),
    ),
    "a date that ends before it begins": (
        ("camps.csv", "1931-09-17/1959-07-27", "1959-07-27/1931-09-17"),
        ("camps.csv", 2, "when", "'1959-07-27/1931-09-17'", "write the earlier date first"),
    ),
    "a point outside the map": (
        ("places.csv", "72.68,49.68", "172.68,49.68"),
        ("places.csv", 2, "lon", "172.68", "(42 to 92); correct it or make the place unlocated"),
    ),
    "a point too far north": (
        ("places.csv", "72.68,49.68", "72.68,59.68"),
        ("places.csv", 2, "lat", "59.68", "(38 to 58); correct it or make the place unlocated"),
    ),
    "latitude written before longitude": (
        ("places.csv", "72.68,49.68", "49.68,72.68"),
        ("places.csv", 2, "lon", "longitude 49.68 and latitude 72.68", "write 72.68 as lon, 49.68 as lat"),
    ),
    "half a point": (
        ("places.csv", "72.68,49.68", "72.68,"),
        ("places.csv", 2, "lat", "is empty while lon is not", "give both or none"),
    ),
    "a place not located that has a point": (
        ("places.csv", "49.68,settlement,2000", "49.68,unlocated,2000"),
        ("places.csv", 2, "precision", "'unlocated'", "drop the point or say how precise it is"),
    ),
    "a located place without a point": (
        ("places.csv", "mointy,Mointy,Мойынты,Мойынты,,,unlocated,,", "mointy,Mointy,Мойынты,Мойынты,,,site,10,"),
        ("places.csv", 4, "precision", "'site'", "give lon and lat or write unlocated"),
    ),
    "a point without a radius": (
        ("places.csv", "settlement,2000", "settlement,"),
        ("places.csv", 2, "radius_m", "empty", "say how many metres the point may be off"),
    ),
    "a figure that is no number": (
        ("figures.csv", ",21329,", ",21 329,"),
        (
            "figures.csv",
            2,
            "value",
            "'21 329'",
            "write a number such as 21329 or 7.9, without spaces or units",
        ),
    ),
    "a figure with a decimal comma": (
        ("figures.csv", ",21329,", ',"21,3",'),
        ("figures.csv", 2, "value", "'21,3'", "a number such as 21329 or 7.9"),
    ),
    "a figure with its unit": (
        ("figures.csv", ",21329,", ",21329 чел.,"),
        ("figures.csv", 2, "value", "'21329 чел.'", "without spaces or units"),
    ),
    "a source that is not in the list": (
        ("claims.csv", "smirnov1998[176]", "smirnov1999[176]"),
        ("claims.csv", 3, "source", "'smirnov1999'", "sources.csv; add it there or correct the spelling"),
    ),
    "a citation that cannot be read": (
        ("claims.csv", "smirnov1998[176]", "smirnov1998 p. 176"),
        ("claims.csv", 3, "source", "'smirnov1998 p. 176'", "write it as key[locator]"),
    ),
    "a row without a source": (
        ("claims.csv", "smirnov1998[176]", ""),
        ("claims.csv", 3, "source", "empty", "needs a value"),
    ),
    "a word of two alphabets": (
        ("camps.csv", "Karlag,Карлаг,", "Karlag,Kарлаг,"),
        ("camps.csv", 2, "name_ru", "'Kарлаг'", "type it in one alphabet"),
    ),
    "a word of two alphabets in a statement": (
        ("claims.csv", "Көмір қазды.", "Kөмір қазды."),
        ("claims.csv", 2, "statement_kk", "'Kөмір'", "type it in one alphabet"),
    ),
    "letters that a program of another encoding lost": (
        ("camps.csv", ",Қарлаг,", ",?арлаг,"),
        ("camps.csv", 2, "name_kk", "'?арлаг'", "save the table as UTF-8"),
    ),
    "a row with a cell too many": (
        ("figures.csv", "accepted,,,\n", "accepted,,,,\n"),
        ("figures.csv", 2, "-", "16 cells where the header has 15", "quote cells that hold a separator"),
    ),
    "a row with a cell too few": (
        ("figures.csv", ",about,,", ",about,"),
        ("figures.csv", 2, "-", "14 cells where the header has 15", "quote cells that hold a separator"),
    ),
    "a quote that is never closed": (
        ("claims.csv", "It was closed.", '"It was closed.'),
        ("claims.csv", 3, "-", "unexpected end of data", "check the quotes"),
    ),
    "a text after a closing quote": (
        ("claims.csv", "It was closed.", '"It" was closed.'),
        ("claims.csv", 3, "-", "cannot be read as CSV", "check the quotes"),
    ),
    "a language nobody knows": (
        ("names.csv", ",ru,", ",de,"),
        ("names.csv", 2, "lang", "'de'", "one of en, ru, kk"),
    ),
}


@pytest.mark.parametrize(("change", "expected"), BROKEN_CELLS.values(), ids=BROKEN_CELLS.keys())
def test_one_thing_wrong_is_one_problem_with_its_place_value_and_way_out(
    small_atlas_folder: Path,
    edit: Edit,
    change: tuple[str, str, str],
    expected: tuple[str, int, str, str, str],
):
    edit(small_atlas_folder, *change)
    problems, _ = check(small_atlas_folder)
    assert len(problems) == 1, problems
    file, line, column, value, way_out = expected
    assert (problems[0].file, problems[0].line, problems[0].column) == (file, line, column)
    assert value in problems[0].message
    assert way_out in problems[0].message


def test_the_small_atlas_is_without_a_problem(small_atlas_folder: Path):
    problems, rows = check(small_atlas_folder)
    assert problems == []
    assert {name: rows[name] for name in ("camps", "mines", "towns", "claims")} == {
        "camps": 3,
        "mines": 1,
        "towns": 0,
        "claims": 2,
    }


@pytest.mark.parametrize("name", ["claims", "figures", "relations", "names"])
def test_a_table_of_nothing_but_its_header_is_no_problem(small_atlas_folder: Path, name: str):
    path = small_atlas_folder / f"{name}.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert check(small_atlas_folder)[0] == []


def test_a_table_that_is_missing_is_one_problem(small_atlas_folder: Path):
    (small_atlas_folder / "names.csv").unlink()
    problems, _ = check(small_atlas_folder)
    assert problems == [Problem("names.csv", 1, "-", "is missing; datapackage.json names it")]


def test_a_missing_layer_table_is_told_once_and_not_for_every_claim_on_its_things(small_atlas_folder: Path):
    (small_atlas_folder / "mines.csv").unlink()
    problems, _ = check(small_atlas_folder)
    assert problems == [Problem("mines.csv", 1, "-", "is missing; datapackage.json names it")]


def test_a_missing_list_of_places_is_told_once_and_not_for_every_thing(small_atlas_folder: Path):
    (small_atlas_folder / "places.csv").unlink()
    problems, _ = check(small_atlas_folder)
    assert problems == [Problem("places.csv", 1, "-", "is missing; datapackage.json names it")]


def test_a_file_in_the_old_russian_encoding_is_read_as_it_is(small_atlas_folder: Path):
    path = small_atlas_folder / "mines.csv"
    text = path.read_text(encoding="utf-8").replace("Киров шахтасы", "Шахта")
    path.write_bytes(text.encode("cp1251"))
    assert check(small_atlas_folder)[0] == []
    assert Atlas.load(small_atlas_folder).things.loc["kirov-mine", "name_ru"] == "Шахта имени Кирова"


def test_a_folder_without_a_data_package_is_told_what_it_lacks(tmp_path: Path):
    problems, rows = check(tmp_path)
    assert problems[0].file == "datapackage.json"
    assert "a data folder begins with this file" in problems[0].message
    assert rows == {}


def test_a_data_package_that_is_no_json_is_told_the_line(small_atlas_folder: Path):
    (small_atlas_folder / "datapackage.json").write_text('{\n "name": "geokz",\n}\n', encoding="utf-8")
    problem = check(small_atlas_folder)[0][0]
    assert (problem.file, problem.line) == ("datapackage.json", 3)
    assert "is not JSON" in problem.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "datapackage.json:1:-  is no object"),
        (
            '{"resources": [{"path": "x.csv", "format": "csv", "schema": {"fields": []}}]}',
            "datapackage.json:1:-  name is missing; gi",
        ),
        ('{"resources": ["camps.csv"]}', "datapackage.json:1:-  resources have 'camps.csv', which is no resou"),
    ],
)
def test_a_package_of_another_form_is_told_and_not_a_crash(small_atlas_folder: Path, text: str, told: str):
    (small_atlas_folder / "datapackage.json").write_text(text, encoding="utf-8")
    problems = read_package(small_atlas_folder).problems
    assert str(problems[0])[: len(told)] == told


def test_everything_that_is_wrong_is_told_at_once_in_file_and_line_order(small_atlas_folder: Path, edit: Edit):
    edit(small_atlas_folder, "camps.csv", "1931-09-17/1959-07-27", "1959/1931")
    edit(small_atlas_folder, "camps.csv", "dolinka,karlag,probable", "dolinka,carlag,probable")
    edit(small_atlas_folder, "places.csv", "72.68,49.68", "49.68,72.68")
    edit(small_atlas_folder, "figures.csv", ",21329,", ",21 329,")
    edit(small_atlas_folder, "claims.csv", "smirnov1998[176]", "smirnov1999[176]")
    (small_atlas_folder / "names.csv").unlink()
    problems, _ = check(small_atlas_folder)
    assert [(problem.file, problem.line, problem.column) for problem in problems] == [
        ("camps.csv", 2, "when"),
        ("camps.csv", 3, "part_of"),
        ("claims.csv", 3, "source"),
        ("figures.csv", 2, "value"),
        ("names.csv", 1, "-"),
        ("places.csv", 2, "lon"),
    ]


def test_loading_a_broken_atlas_raises_once_with_every_problem(small_atlas_folder: Path, edit: Edit):
    edit(small_atlas_folder, "camps.csv", "1931-09-17/1959-07-27", "1959/1931")
    edit(small_atlas_folder, "mines.csv", "coal_mine", "coalmine")
    with pytest.raises(DataError) as refusal:
        Atlas.load(small_atlas_folder)
    assert refusal.value.problems == check(small_atlas_folder)[0]
    lines = str(refusal.value).splitlines()
    assert [line.split("  ")[0] for line in lines] == ["camps.csv:2:when", "mines.csv:2:type"]


def test_two_mixed_words_in_one_cell_are_two_problems(small_atlas_folder: Path, edit: Edit):
    edit(small_atlas_folder, "mines.csv", "Шахта имени Кирова", "Шaхта имени Kирова")
    problems, _ = check(small_atlas_folder)
    assert [problem.message.split("'")[1] for problem in problems] == ["Kирова", "Шaхта"]


def test_a_line_is_the_one_its_row_begins_on_even_after_a_cell_of_two_lines(small_atlas_folder: Path, edit: Edit):
    edit(small_atlas_folder, "claims.csv", "It dug coal.", '"It dug\ncoal."')
    edit(small_atlas_folder, "claims.csv", "smirnov1998[176]", "smirnov1999[176]")
    problems, _ = check(small_atlas_folder)
    assert [str(problem).split("  ")[0] for problem in problems] == ["claims.csv:4:source"]


@pytest.mark.parametrize("name", ["camps.csv", "places.csv", "sources.csv", "claims.csv"])
def test_a_byte_order_mark_and_windows_line_ends_are_read_right(small_atlas_folder: Path, name: str):
    plain = Atlas.load(small_atlas_folder)
    path = small_atlas_folder / name
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert Atlas.load(small_atlas_folder).things.equals(plain.things)


def test_blank_lines_are_passed_over(small_atlas_folder: Path):
    path = small_atlas_folder / "mines.csv"
    path.write_text(path.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    problems, rows = check(small_atlas_folder)
    assert problems == []
    assert rows["mines"] == 1


def test_a_style_without_a_table_and_a_table_without_a_style_are_both_told(small_atlas_folder: Path, edit: Edit):
    edit(small_atlas_folder, "layers.toml", "[plants]", "[factories]")
    problems, _ = check(small_atlas_folder)
    assert [(problem.file, problem.line, problem.column) for problem in problems] == [
        ("layers.toml", 1, "plants"),
        ("layers.toml", 50, "factories"),
    ]
    assert "add [plants]" in problems[0].message


@pytest.mark.parametrize(
    ("old", "new", "line", "way_out"),
    [
        ('colour = "#7b1e2b"', 'colour = "red"', 64, "write it as #7b1e2b"),
        ('shape = "square"', 'shape = "star"', 66, "choose one of square, triangle"),
        ('kk = "Лагерьлер"', 'kk = ""', 63, "has no label in 'kk'; add it"),
        ('colour_dark = "#e0788a"\n', "", 62, "has no 'colour_dark'; add it"),
        ('shape = "square"', 'shape = "square"\nwidth = 3', 67, "unknown setting 'width'"),
        ('shape = "square"', 'shape = "square"\nsize = 0', 67, "half the width of a symbol in pixels"),
        ("prisoners = true", 'prisoners = "yes"', 67, "write true or false"),
    ],
)
def test_a_layer_that_cannot_be_drawn_as_asked_is_told_the_way_out(
    small_atlas_folder: Path, edit: Edit, old: str, new: str, line: int, way_out: str
):
    edit(small_atlas_folder, "layers.toml", old, new)
    (told,) = check(small_atlas_folder)[0]
    assert (told.file, told.line, told.column) == ("layers.toml", line, "camps")
    assert way_out in told.message


# one slip, one problem: what follows from it is not told as well --------------------------------------------


def test_a_longitude_that_is_no_number_is_not_also_called_empty(small_atlas_folder: Path, edit: Edit):
    edit(small_atlas_folder, "places.csv", "72.68,49.68", '"72,68",49.68')
    problems, _ = check(small_atlas_folder)
    assert [(problem.column, problem.message.split(";")[0]) for problem in problems] == [
        ("lon", "'72,68' is no number")
    ]


def test_a_radius_that_is_no_number_is_not_also_called_empty(small_atlas_folder: Path, edit: Edit):
    edit(small_atlas_folder, "places.csv", "settlement,2000", "settlement,2 km")
    problems, _ = check(small_atlas_folder)
    assert [problem.message.split(";")[0] for problem in problems] == ["'2 km' is no number"]


def test_half_a_located_point_is_told_only_as_that(small_atlas_folder: Path, edit: Edit):
    edit(small_atlas_folder, "places.csv", "72.68,49.68", ",49.68")
    problems, _ = check(small_atlas_folder)
    assert [(problem.column, problem.message) for problem in problems] == [
        ("lon", "is empty while lat is not; give both or none")
    ]


def test_a_ragged_row_is_not_also_told_for_every_claim_on_its_thing(small_atlas_folder: Path, edit: Edit):
    edit(small_atlas_folder, "camps.csv", "smirnov1998[10],", "smirnov1998[10], closed, as they say")
    problems, _ = check(small_atlas_folder)
    assert [(problem.file, problem.line, problem.column) for problem in problems] == [("camps.csv", 2, "-")]


def test_a_key_with_a_space_after_it_is_one_problem(small_atlas_folder: Path, edit: Edit):
    edit(small_atlas_folder, "mines.csv", "coal_mine,", "coal_mine ,")
    problems, _ = check(small_atlas_folder)
    assert [problem.message for problem in problems] == ["'coal_mine ' has spaces at its ends; remove them"]


def test_a_half_known_day_is_a_problem_and_not_a_traceback(small_atlas_folder: Path, edit: Edit):
    edit(small_atlas_folder, "camps.csv", "1931-09-17/1959-07-27", "1931-09-1X/1959-07-27")
    problems, _ = check(small_atlas_folder)
    assert [(problem.file, problem.line, problem.column) for problem in problems] == [("camps.csv", 2, "when")]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_file_saved_with_semicolons_or_tabs_is_read_as_it_is(small_atlas_folder: Path, separator: str):
    path = small_atlas_folder / "claims.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", separator), encoding="utf-8")
    assert check(small_atlas_folder)[0] == []


# a folder of one's own --------------------------------------------------------------------------------------


def test_keys_given_as_plain_text_in_the_data_package_count_like_lists(small_atlas_folder: Path, edit: Edit):
    path = small_atlas_folder / "schema" / "thing.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    schema["primaryKey"] = "id"
    for key in schema["foreignKeys"]:
        key["fields"] = key["fields"][0]
        key["reference"]["fields"] = key["reference"]["fields"][0]
    rewrite(path, json.dumps(schema))
    assert check(small_atlas_folder)[0] == []
    edit(small_atlas_folder, "mines.csv", "coal_mine", "coalmine")
    assert [problem.column for problem in check(small_atlas_folder)[0]] == ["type"]


def test_an_atlas_without_claims_is_refused_by_name(small_atlas_folder: Path):
    path = small_atlas_folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"] = [resource for resource in package["resources"] if resource["name"] != "claims"]
    path.write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(DataError, match="there is no resource 'claims'"):
        Atlas.load(small_atlas_folder)


# the real tables --------------------------------------------------------------------------------------------


def test_the_atlas_that_ships_with_the_project_is_without_a_problem():
    problems, rows = check(GEODATA)
    assert "\n".join(map(str, problems[:40])) == ""
    assert rows["camps"] > 0


@pytest.mark.parametrize("table", ["claims", "figures", "relations", "bounds", "seats", "events"])
def test_every_note_on_a_card_is_in_all_three_languages(table: str):
    with (GEODATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = [[row[f"note_{code}"] for code in ("en", "ru", "kk")] for row in csv.DictReader(file)]
    assert [notes for notes in rows if any(notes) and not all(notes)] == []
    assert any(all(notes) for notes in rows)


@pytest.mark.slow
def test_frictionless_finds_the_data_package_valid(tmp_path: Path):
    frictionless = pytest.importorskip("frictionless", reason="frictionless is in the extra 'test'")
    folder = tmp_path / "geodata"
    shutil.copytree(GEODATA, folder, ignore=shutil.ignore_patterns("basemap"))
    report = frictionless.validate(folder / "datapackage.json")
    assert report.flatten(["name", "rowNumber", "fieldName", "message"])[:20] == []
    assert report.errors == []
    assert report.valid


def test_a_date_in_words_is_told_with_the_edtf_that_geokz_date_makes_of_it(small_atlas_folder: Path, edit: Edit):
    edit(small_atlas_folder, "camps.csv", "1931-09-17/1959-07-27", "17.09.1931-1940")
    (problem,) = check(small_atlas_folder)[0]
    assert (problem.file, problem.line, problem.column) == ("camps.csv", 2, "when")
    assert problem.message.endswith("; geokz date reads it as 1931-09-17/1940")


def test_a_schema_that_cannot_be_read_is_one_problem_on_its_own_line(small_atlas_folder: Path):
    path = small_atlas_folder / "schema" / "thing.json"
    rewrite(path, path.read_text(encoding="utf-8").replace("\n", "\n,", 1))
    (problem,) = check(small_atlas_folder)[0]  # though eight tables are of that schema, with styles and references
    assert (problem.file, problem.line) == ("schema/thing.json", 2)
    assert problem.message.startswith("is not JSON: ")


COLUMNS = [
    Column("id", constraints={"pattern": "[a-z0-9]+(-[a-z0-9]+)*", "required": True}),
    Column("note_en", kind="text"),
    Column("name_ru", kind="text"),
    Column("subject", kind="thing", constraints={"pattern": "a|b"}),
    Column("standing", constraints={"enum": ["accepted", "rejected"]}),
    Column("source", kind="citations"),
    Column("value", type="number"),
    Column("when", kind="edtf"),
]
SIGNS = st.text(alphabet="ab-Kм Қә1,.|\n\u200b", max_size=8) | st.integers(0, 310).map("a".__mul__)


@given(st.sampled_from(COLUMNS), st.lists(SIGNS, max_size=5))
def test_a_cell_that_needs_no_closer_look_has_nothing_wrong_with_it(column: Column, cells: list[str]) -> None:
    looked_at = set(rare(column, cells))
    assert [cell for cell in cells if cell not in looked_at and list(cell_problems(column)(cell))] == []


def test_nearly_every_cell_needs_no_closer_look() -> None:
    texts = ["Karlag", "Қарлаг, 1-бөлімше", "Карлаг (1-е отделение)"]
    assert list(rare(Column("note_kk", kind="text"), [*texts, "Kарлаг"])) == ["Kарлаг"]
