"""``geokz merge``: what somebody changed in QGIS or Excel, shown, checked, and written only when told."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import openpyxl
import pytest
import shapely
from shell import geokz as shell

import geokz
from geokz.errors import DataError, ExportError
from geokz.export.merge import changes


@pytest.fixture
def package(small_atlas_folder: Path, tmp_path: Path) -> Path:
    return Path(geokz.export(geokz.Atlas.load(small_atlas_folder), tmp_path / "edited.gpkg"))


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("DROP TRIGGER IF EXISTS rtree_things_geom_update5")  # they ask for functions of a GIS
        file.execute("DROP TRIGGER IF EXISTS rtree_things_geom_update4")
        file.execute(statement)
        file.commit()


def merge(edited: Path, folder: Path, *words: str) -> CompletedProcess[str]:
    return shell("merge", edited, "--data", folder, *words)


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


@pytest.mark.slow
def test_an_untouched_file_changes_nothing(small_atlas_folder: Path, package: Path) -> None:
    run = merge(package, small_atlas_folder)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == f"Nothing in {package} is other than in {small_atlas_folder}.\n"


@pytest.mark.slow
def test_a_changed_row_is_shown_old_and_new_and_written_only_when_told(small_atlas_folder: Path, package: Path) -> None:
    before = tables(small_atlas_folder)
    change(package, "UPDATE things SET edtf = '1934/1950' WHERE id = 'kirov-mine'")
    run = merge(package, small_atlas_folder)
    assert "mines.csv:2  kirov-mine: when '1934/' -> '1934/1950'" in run.stdout
    assert tables(small_atlas_folder) == before
    run = merge(package, small_atlas_folder, "--write")
    assert run.stdout.endswith("Wrote 1 row to mines.csv.\n"), run.stderr
    after = tables(small_atlas_folder)
    assert after.pop("mines.csv") == before.pop("mines.csv").replace(b"1934/,", b"1934/1950,")
    assert after == before


@pytest.mark.slow
def test_tables_of_an_archive_are_read_however_they_were_saved(small_atlas_folder: Path, tmp_path: Path) -> None:
    plain = Path(geokz.export(geokz.Atlas.load(small_atlas_folder), tmp_path / "plain.zip"))
    for encoding, separator, told in [
        ("utf-8", ";", "names.csv:2  karlag: when '1931/1959' -> '1931/1958'"),
        ("cp1251", ";", "names.csv:2  karlag: when '1931/1959' -> '1931/1958'"),
        ("utf-16", "\t", "names.csv:2  karlag: when '1931/1959' -> '1931/1958'"),
    ]:
        edited = tmp_path / "edited.zip"
        with zipfile.ZipFile(plain) as old, zipfile.ZipFile(edited, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name == "names.csv":
                    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig").replace("1931/1959", "1931/1958"))))
                    text = io.StringIO()
                    csv.writer(text, delimiter=separator).writerows(rows)
                    data = text.getvalue().encode(encoding)
                new.writestr(name, data)
        run = merge(edited, small_atlas_folder)
        assert (run.stdout + run.stderr).startswith(told), (encoding, run)
        assert len((run.stdout + run.stderr).splitlines()) <= 2


def test_a_changed_row_without_a_source_is_refused(small_atlas_folder: Path, package: Path) -> None:
    change(package, "UPDATE claims SET statement_en = 'It dug ore.', source = NULL WHERE id = 'c1'")
    run = merge(package, small_atlas_folder, "--write")
    assert run.returncode == 1
    assert run.stderr.startswith("claims.csv:2:source  the row 'c1' is changed and has no source;")


@pytest.mark.slow
def test_a_half_edited_file_is_refused_as_check_would(small_atlas_folder: Path, package: Path) -> None:
    before = tables(small_atlas_folder)
    change(package, "UPDATE things SET edtf = '1950/1934', place = 'somewhere' WHERE id = 'kirov-mine'")
    run = merge(package, small_atlas_folder, "--write")
    assert run.returncode == 1
    assert "mines.csv:2:when" in run.stderr and "mines.csv:2:place" in run.stderr
    assert tables(small_atlas_folder) == before


@pytest.mark.slow
def test_a_new_row_of_a_workbook_stands_where_its_key_belongs(small_atlas_folder: Path, tmp_path: Path) -> None:
    path = Path(geokz.export(geokz.Atlas.load(small_atlas_folder), tmp_path / "edited.xlsx"))
    book = openpyxl.load_workbook(path)
    sheet = book["claims"]
    names = [cell.value for cell in sheet[1]]
    row = {"id": "c3", "subject": "karlag", "predicate": "closed", "edtf": "1959", "statement_en": "It ended."}
    row |= {"statement_ru": "Конец.", "statement_kk": "Соңы.", "source": "ck-labour[L1]", "standing": "accepted"}
    sheet.append([row.get(name) for name in names])
    book.save(path)
    run = merge(path, small_atlas_folder, "--write")
    assert run.returncode == 0, run.stderr
    lines = (small_atlas_folder / "claims.csv").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "c3,karlag,closed,1959,It ended.,Конец.,Соңы.,ck-labour[L1],accepted,,,"


def test_a_hostile_file_writes_nothing_outside_and_is_one_line(small_atlas_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "hostile.gpkg"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
    run = merge(path, small_atlas_folder, "--write")
    assert run.returncode == 1 and run.stderr.count("\n") == 1 and "Traceback" not in run.stderr


def claims_of(folder: Path, path: Path) -> bytes:
    """The workbook of a folder, of whose tables somebody kept the claims."""
    book = openpyxl.load_workbook(geokz.export(geokz.Atlas.load(folder), path))
    for name in book.sheetnames:
        if name not in ("claims", "_package"):
            del book[name]
    book.save(path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def claims(small_tables: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return claims_of(small_tables, tmp_path_factory.mktemp("claims") / "claims.xlsx")


@pytest.fixture
def sheet(claims: bytes) -> Any:
    """The sheet of the claims, to be edited; its ``parent`` is saved."""
    return openpyxl.load_workbook(io.BytesIO(claims))["claims"]


def test_what_a_spreadsheet_does_by_itself_is_no_change(small_atlas_folder: Path, tmp_path: Path, sheet: Any) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = rows[0].index("edtf")
    sheet.delete_rows(1, sheet.max_row)
    for row in [rows[0], *rows[:0:-1]]:
        if isinstance(row[at], str) and len(row[at]) == 10 and row[at][4] == row[at][7] == "-":
            row[at] = datetime.fromisoformat(row[at])
        sheet.append([f" {row[-1]} " if row is rows[0] else row[-1], *row[:-1]])
    sheet.parent.save(tmp_path / "a.xlsx")
    assert changes(tmp_path / "a.xlsx", small_atlas_folder) == []


@pytest.mark.parametrize(
    ("edited", "told"),
    [
        (lambda sheet: sheet.delete_rows(2), r"rows of claims.csv that are not in the file stay \(1\)"),
        (lambda sheet: sheet.delete_cols(5), "the file has no column 'statement_en' of claims.csv, which stays"),
        (lambda sheet: sheet.cell(1, 20, "remark"), "claims.csv has no column 'remark'; it is left out"),
    ],
)
def test_what_is_lacking_or_beside_is_told_and_changes_nothing(
    small_atlas_folder: Path, tmp_path: Path, sheet: Any, edited: Any, told: str
) -> None:
    edited(sheet)
    sheet.parent.save(tmp_path / "a.xlsx")
    with pytest.warns(UserWarning, match=told):
        assert changes(tmp_path / "a.xlsx", small_atlas_folder) == []


def test_two_rows_of_one_key_and_a_lost_key_are_refused(small_atlas_folder: Path, tmp_path: Path, sheet: Any) -> None:
    row = [cell.value for cell in sheet[2]]
    sheet.append([*row[:-1], "another"])
    sheet.parent.save(tmp_path / "a.xlsx")
    with pytest.raises(DataError, match="stands twice in the file; take out one"):
        changes(tmp_path / "a.xlsx", small_atlas_folder)
    sheet.delete_cols(1)
    sheet.parent.save(tmp_path / "a.xlsx")
    with pytest.raises(ExportError, match="the table 'claims' of the file lacks a column of id; put it back"):
        changes(tmp_path / "a.xlsx", small_atlas_folder)


@pytest.mark.parametrize(
    ("when", "shown", "day"),
    [
        ("1931-09", "mmm-yy", "1931-09-01"),
        ("1931", '[$-419]yyyy\\ " d";@', "1931-01-01"),
        ("1931-09-02", "dd/mm/yyyy", "1931-09-02"),
    ],
)
def test_a_month_that_a_spreadsheet_made_a_day_is_a_month(
    small_atlas_folder: Path, tmp_path: Path, sheet: Any, when: str, shown: str, day: str
) -> None:
    cell = sheet.cell(2, [each.value for each in sheet[1]].index("edtf") + 1)
    cell.value, cell.number_format = datetime.fromisoformat(day), shown
    sheet.parent.save(tmp_path / "a.xlsx")
    assert [change.new[3] for change in changes(tmp_path / "a.xlsx", small_atlas_folder)] == [when]
    cell.number_format = "d-mmm"
    sheet.parent.save(tmp_path / "a.xlsx")
    with pytest.raises(ExportError, match=rf"a.xlsx, sheet 'claims', cell {cell.coordinate}: the spreadsheet made"):
        changes(tmp_path / "a.xlsx", small_atlas_folder)


@pytest.mark.slow
@pytest.mark.parametrize(("key", "number"), [("007", 7), ("1e5", 100000)])
def test_a_key_that_a_spreadsheet_made_a_number_is_refused(
    small_atlas_folder: Path, tmp_path: Path, key: str, number: int
) -> None:
    path = small_atlas_folder / "claims.csv"
    header, row, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([header, key + row[row.index(",") :], *rest]), encoding="utf-8")
    sheet = openpyxl.load_workbook(io.BytesIO(claims_of(small_atlas_folder, tmp_path / "a.xlsx")))["claims"]
    (cell,) = (cell for cell in sheet["A"] if cell.value == key)
    cell.value = number
    sheet.parent.save(tmp_path / "a.xlsx")
    with pytest.raises(DataError, match=rf"claims.csv:2:id  '{key}' is the number {number} in the file; make the cell"):
        changes(tmp_path / "a.xlsx", small_atlas_folder)


@pytest.mark.parametrize(
    ("value", "told"),
    [("=1+1", r"sheet 'claims', cell A2: is a formula"), ("#REF!", "sheet 'claims', cell A2: is the error #REF!")],
)
def test_a_formula_and_an_error_of_a_spreadsheet_are_no_texts(
    small_atlas_folder: Path, tmp_path: Path, sheet: Any, value: str, told: str
) -> None:
    sheet["A2"].value = value
    sheet.parent.save(tmp_path / "a.xlsx")
    with pytest.raises(ExportError, match=told):
        changes(tmp_path / "a.xlsx", small_atlas_folder)


@pytest.mark.filterwarnings("ignore:rows of claims.csv")
def test_a_sheet_by_another_name_is_told_and_one_without_cells_has_no_rows(
    small_atlas_folder: Path, tmp_path: Path, sheet: Any
) -> None:
    sheet.title = "claims (2)"
    sheet.parent.create_sheet("claims")
    sheet.parent.save(tmp_path / "a.xlsx")
    with pytest.warns(UserWarning, match=r"'claims \(2\)' of the file is none of the atlas's tables; it is left out"):
        assert changes(tmp_path / "a.xlsx", small_atlas_folder) == []


def test_a_column_that_stands_twice_is_refused_and_a_row_of_spaces_is_none(
    small_atlas_folder: Path, tmp_path: Path, sheet: Any
) -> None:
    sheet.append([" ", None, "  "])
    sheet.parent.save(tmp_path / "a.xlsx")
    assert changes(tmp_path / "a.xlsx", small_atlas_folder) == []
    sheet["C1"].value = "id"
    sheet.parent.save(tmp_path / "a.xlsx")
    with pytest.raises(ExportError, match="sheet 'claims': the column 'id' stands twice; take out one"):
        changes(tmp_path / "a.xlsx", small_atlas_folder)


@pytest.mark.parametrize("layer", ["NULL", "'gulag'"])
def test_a_thing_of_no_layer_is_refused(small_atlas_folder: Path, package: Path, layer: str) -> None:
    change(package, f"UPDATE things SET layer = {layer} WHERE id = 'kirov-mine'")
    with pytest.raises(
        ExportError, match=r"'kirov-mine' is of the layer '(gulag)?', which is none; write one of .*mines"
    ):
        changes(package, small_atlas_folder)


def test_a_file_of_before_a_table_got_a_column_and_another_lost_one_is_read(
    small_atlas_folder: Path, package: Path
) -> None:
    description = small_atlas_folder / "datapackage.json"
    said = json.loads(description.read_bytes())
    claims = next(table for table in said["resources"] if table["name"] == "claims")
    claims["schema"] = json.loads((small_atlas_folder / claims["schema"]).read_bytes())
    fields = claims["schema"]["fields"]
    fields[:] = [field for field in fields if field["name"] != "note_kk"]
    fields.append({"name": "page", "type": "string", "geokz": "optional"})
    description.write_text(json.dumps(said), encoding="utf-8")
    table = small_atlas_folder / "claims.csv"
    rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8"))))
    at = rows[0].index("note_kk")
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([*row[:at], *row[at + 1 :]] for row in rows)
    change(package, "UPDATE claims SET note_en = 'Another.' WHERE id = 'c1'")
    with pytest.warns(UserWarning, match="claims.csv has no column 'note_kk'; it is left out"):
        (found,) = changes(package, small_atlas_folder)
    assert str(found).endswith("-> 'Another.'")


def moved(path: Path, things: dict[str, tuple[float, float] | bytes]) -> Path:
    with closing(sqlite3.connect(path)) as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f'DROP TRIGGER "{name}"')  # they ask for functions of a GIS
        for thing, to in things.items():
            shape = to if isinstance(to, bytes) else b"GP\x00\x01\xe6\x10\x00\x00" + shapely.to_wkb(shapely.Point(to))
            assert file.execute("UPDATE things SET geom = ? WHERE id = ?", (shape, thing)).rowcount == 1
        file.commit()
    return path


def test_a_thing_that_is_put_on_the_map_gives_its_place_a_point(small_atlas_folder: Path, package: Path) -> None:
    with closing(sqlite3.connect(package)) as file:
        query = "SELECT id, place FROM things WHERE geom IS NULL AND layer = 'camps'"
        thing, place = file.execute(query).fetchone()
    (change,) = changes(moved(package, {thing: (70.5, 48.25)}), small_atlas_folder)
    assert str(change).endswith(f"{place}: lon '' -> '70.5'; lat '' -> '48.25'")


def test_things_of_one_place_that_went_apart_and_what_is_no_shape_are_refused(
    small_atlas_folder: Path, package: Path
) -> None:
    with closing(sqlite3.connect(package)) as file:
        query = "SELECT min(id), max(id) FROM things WHERE layer <> 'railways' GROUP BY place HAVING count(geom) > 1"
        one, other = file.execute(query).fetchone()
    with pytest.raises(ExportError, match="was moved to several points, one of them that of"):
        changes(moved(package, {one: (70.5, 48.25), other: (71.5, 48.25)}), small_atlas_folder)
    with pytest.raises(ExportError, match="is no export of geokz that can be read back"):
        changes(moved(package, {one: b"GP"}), small_atlas_folder)


@pytest.mark.slow
def test_a_note_of_two_lines_stays_one_cell(small_atlas_folder: Path, package: Path) -> None:
    change(package, "UPDATE claims SET note_en = 'One line.\nAnother line.' WHERE id = 'c1'")
    run = merge(package, small_atlas_folder, "--write")
    assert run.stdout.endswith("Wrote 1 row to claims.csv.\n"), run.stderr
    assert geokz.Atlas.load(small_atlas_folder).lookups.claims  # which is read
    assert b'"One line.\nAnother line."' in (small_atlas_folder / "claims.csv").read_bytes()
