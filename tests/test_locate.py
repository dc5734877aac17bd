"""``geokz locate``: from a name in a table to a place with a point, by a person's choice and no other way."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import geokz
from geokz.cli.app import app
from geokz.errors import TableError
from geokz.folder.edit import Edit as Change
from geokz.folder.edit import write

Edit = Callable[[Path, str, str, str], None]
GAZETTEER = """\
id,name,names,lon,lat,kind,population,country,region
geonames:1521191,Malinovka,Малиновка,73.10,49.90,settlement,,KZ,karaganda
"""
NAMESAKES = """\
id,name,names,lon,lat,kind,population,country,region,source
geonames:1521192,Malinovka,Малиновка,72.90,49.70,settlement,,KZ,karaganda,wof:421
geonames:11,Sarybulak,Сарыбулак|Сарыбұлақ,72.50,49.50,settlement,,KZ,karaganda,wof:11
"""
CAMP = (
    "malinovka-point,Malinovka point,Малиновский пункт,Малиновка пункті,camp_point,1940/1943,с. Малиновка,karlag,"
    "certain,ck-labour[L99],\n"
)


@pytest.fixture
def folder(small_atlas_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small atlas, with a camp whose place is a name that two places bear."""
    monkeypatch.setenv("GEOKZ_HOME", str(tmp_path / "home"))
    (small_atlas_folder / "gazetteer" / "geonames.csv").write_text(GAZETTEER, encoding="utf-8")
    (small_atlas_folder / "gazetteer" / "namesakes.csv").write_text(NAMESAKES, encoding="utf-8")
    with (small_atlas_folder / "sources.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("geonames,GeoNames,GeoNames,GeoNames,,,en,data,gazetteer,whole,,,,,\n")
    with (small_atlas_folder / "camps.csv").open("a", encoding="utf-8", newline="") as file:
        file.write(CAMP)
    return small_atlas_folder


def run(folder: Path, *words: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["locate", *map(str, words), "--data", str(folder)], input=typed)


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in geokz.check(folder)[0]]


@pytest.mark.slow
def test_a_name_only_row_becomes_a_camp_with_a_point(folder: Path) -> None:
    before = problems(folder)
    said = run(folder, "camps.csv", typed="1\n")
    assert said.exit_code == 0, said.output
    assert "geonames:1521191 = Malinovka, settlement, karaganda" in said.output
    assert "1 other of the name (geonames:1521192)" in said.output
    place = rows(folder / "places.csv")["malinovka"]
    assert (place["label_en"], place["label_ru"], place["label_kk"]) == ("Malinovka", "Малиновка", "Малиновка")
    assert (place["lon"], place["lat"], place["authority"]) == ("73.10000", "49.90000", "geonames:1521191")
    assert (place["precision"], place["radius_m"], place["region"]) == ("settlement", "5000", "karaganda")
    assert place["source"] == "geonames[1521191]"
    assert "geonames:1521192 (karaganda)" in place["note"]  # what was not chosen
    assert rows(folder / "camps.csv")["malinovka-point"]["place"] == "malinovka"
    assert [each for each in before if each not in problems(folder)] == [
        "camps.csv:5:place  'с. Малиновка' is not in places.csv; add it there or correct the spelling"
    ]
    assert geokz.Atlas.load(folder).layer("camps").geometry["malinovka-point"].x == 73.1


def test_every_other_byte_stays_and_undo_brings_all_back(folder: Path) -> None:
    before = tables(folder)
    run(folder, "camps.csv", typed="2\n")
    after = tables(folder)
    assert after["camps.csv"] == before["camps.csv"].replace("с. Малиновка".encode(), b"malinovka")
    keys = [line.partition(b",")[0] for line in after["places.csv"].splitlines()[1:]]
    assert keys == [b"dolinka", b"karaganda", b"mointy", b"balkhash", b"nowhere", b"malinovka"]  # in no order: last
    assert after["cited.csv"].endswith(b"geonames:1521192,Malinovka," + NAMESAKES.encode().split(b"\n")[1][27:] + b"\n")
    said = run(folder, "--undo")
    assert "Took back 3 rows of" in said.output
    assert tables(folder) == before
    assert "nothing was located" in str(run(folder, "--undo").exception)


def test_what_was_changed_since_is_not_undone(folder: Path, edit: Edit) -> None:
    run(folder, "camps.csv", typed="1\n")
    edit(folder, "camps.csv", "Malinovka point,", "Malinovka camp point,")
    before = tables(folder)
    said = run(folder, "--undo")
    assert "camps.csv:5:-  the row 'malinovka-point,Malinovka point" in str(said.exception)
    assert tables(folder) == before


def test_a_place_that_another_row_took_since_is_not_taken_away(folder: Path, edit: Edit) -> None:
    run(folder, "camps.csv", typed="2\n")
    edit(folder, "camps.csv", "1940/1943,nowhere,", "1940/1943,malinovka,")
    before = tables(folder)
    said = run(folder, "--undo")
    assert "camps.csv:4:place  names 'malinovka', which --undo would take away" in str(said.exception)
    assert tables(folder) == before


def test_nobody_is_asked_for_a_table_that_cannot_be_written(folder: Path) -> None:
    with patch("os.access", lambda path, mode: Path(path).name != "camps.csv"):
        said = run(folder, "camps.csv", typed="1\n")
    assert str(said.exception).endswith("camps.csv cannot be written: it is read-only; let it be written, then choose")
    assert "which?" not in said.output


def test_rows_are_kept_in_the_order_of_their_keys(folder: Path) -> None:
    places = (folder / "places.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "places.csv").write_text("".join([places[0], *sorted(places[1:])]), encoding="utf-8", newline="")
    run(folder, "camps.csv", typed="1\n")
    assert [*rows(folder / "places.csv")] == ["balkhash", "dolinka", "karaganda", "malinovka", "mointy", "nowhere"]


@pytest.mark.slow
def test_a_review_file_takes_an_id_or_a_point_of_ones_own(folder: Path, tmp_path: Path) -> None:
    review = tmp_path / "review.csv"
    assert run(folder, "camps", "--review", review).exit_code == 0
    text = review.read_text(encoding="utf-8-sig")
    header, named, lost = csv.reader(text.splitlines())
    assert (lost[:4], named[:4]) == (
        ["nowhere", "Not known", "1940-1943", ""],
        ["с. Малиновка", "с. Малиновка", "1940-1943", ""],
    )
    lost[header.index("choice")] = "unknown"
    for name, cell in {"lon": "73,05", "lat": "49.85", "precision": "district", "radius_m": "20000"}.items():
        named[header.index(name)] = cell

    def decided() -> Result:
        with review.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, named, lost])
        return run(folder, "camps", "--decisions", review)

    before = tables(folder)
    assert f"{review}:2:source  is empty" in str(decided().exception)
    named[header.index("source")] = "smirnov1999[3]"
    assert "'smirnov1999' is not in sources.csv" in str(decided().exception)
    named[header.index("source")] = "smirnov1998[3]"
    assert "label_en  is empty" in str(decided().exception)
    assert tables(folder) == before
    named[header.index("label_en")] = "Malinovka"
    assert decided().exit_code == 0
    place = rows(folder / "places.csv")["malinovka"]
    assert [place[name] for name in ("lon", "lat", "precision", "radius_m", "authority", "source", "region")] == [
        *("73.05", "49.85", "district", "20000", "estimate", "smirnov1998[3]", "karaganda")
    ]
    assert "choices" in str(run(folder, "camps", "--review", review).exception)  # what was filled in is not lost


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"choice": "geonames:7"}, "choice  'geonames:7' is no place of the gazetteer with a point"),
        ({"choice": "geonames:1521191", "lon": "7"}, "lon  is a point besides the chosen place"),
        ({"lon": "73"}, "lat  is empty; give both, or a choice"),
        ({"lon": "73", "lat": "inf"}, "lat  'inf' is no lat in degrees"),
        ({"choice": "geonames:1521191", "radius_m": "far"}, "radius_m  'far' is no number of metres"),
        ({"choice": "geonames:1521191", "precision": "exact"}, "precision  'exact' is not one of site,"),
        ({"choice": "geonames:1521191", "place_region": "Kazakhstan"}, "place_region  'Kazakhstan' is not one of"),
        ({"choice": "geonames:1521191", "source": "a book"}, "source  cannot read the source 'a book'"),
    ],
)
def test_an_answer_that_cannot_be_used_is_told_by_line_and_column(
    folder: Path, tmp_path: Path, cells: dict[str, str], told: str
) -> None:
    review = tmp_path / "review.csv"
    run(folder, "camps", "--review", review)
    header, named, lost = csv.reader(review.read_text(encoding="utf-8-sig").splitlines())
    for name, cell in cells.items():
        named[header.index(name)] = cell
    with review.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, named, lost])
    before = tables(folder)
    assert f"{review}:2:{told}" in str(run(folder, "camps", "--decisions", review).exception)
    assert tables(folder) == before


def test_a_place_without_a_point_gets_one_and_keeps_its_id(folder: Path, edit: Edit) -> None:
    edit(folder, "places.csv", "nowhere,Not known,Неизвестно,Белгісіз", "nowhere,Sarybulak,Сарыбулак,Сарыбұлақ")
    said = run(folder, "camps.csv", typed="\n1\n")
    assert said.exit_code == 0, said.output
    place = rows(folder / "places.csv")["nowhere"]
    assert (place["lon"], place["authority"], place["label_kk"]) == ("72.50000", "geonames:11", "Сарыбұлақ")
    assert rows(folder / "camps.csv")["lost-point"]["place"] == "nowhere"


def test_what_would_bring_a_new_problem_is_not_written(folder: Path, edit: Edit) -> None:
    edit(folder, "gazetteer/geonames.csv", "73.10,49.90", "50.10,54.90")
    before = tables(folder)
    said = run(folder, "camps.csv", typed="1\n")
    assert isinstance(said.exception, geokz.DataError)
    assert tables(folder) == before


def test_a_list_of_ones_own_gets_the_ids_and_keeps_its_bytes(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("\ufeffNo;Ort;Jahr\r\n1;с. Малиновка;1940\r\n2;dolinka;\r\n3;с. Малиновка;1940\r\n".encode())
    before = tables(folder)
    said = run(folder, path, "--name", "Ort", "--year", "Jahr", "--region", "Карагандинская", typed="1\n")
    assert said.exit_code == 0, said.output
    assert (
        path.read_bytes()
        == (
            "\ufeffNo;Ort;Jahr;place\r\n1;с. Малиновка;1940;malinovka\r\n2;dolinka;;\r\n"
            "3;с. Малиновка;1940;malinovka\r\n"
        ).encode()
    )
    assert "malinovka" in rows(folder / "places.csv")
    run(folder, "--undo")
    assert tables(folder) == before
    assert path.read_bytes().startswith("\ufeffNo;Ort;Jahr\r\n1;с. Малиновка;1940\r\n".encode())


def test_a_list_in_another_encoding_is_located_and_undone_to_the_byte(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    before = "place\tnote\r\nМалиновка\tа\r\n".encode("cp1251") + b"dolinka\t\x98\r\n"
    path.write_bytes(before)
    said = run(folder, path, "--region", "Карагандинская", typed="1\n")
    assert said.exit_code == 0, said.output
    assert path.read_bytes() == before.replace("Малиновка".encode("cp1251"), b"malinovka")
    run(folder, "--undo")
    assert path.read_bytes() == before


def test_a_place_of_the_atlas_is_no_new_place(folder: Path, edit: Edit) -> None:
    edit(folder, "camps.csv", "с. Малиновка", "Долинка")
    before = (folder / "places.csv").read_bytes()
    said = run(folder, "camps.csv", typed="1\n")
    assert said.exit_code == 0, said.output
    assert rows(folder / "camps.csv")["malinovka-point"]["place"] == "dolinka"
    assert (folder / "places.csv").read_bytes() == before


def test_without_an_answer_nothing_is_chosen_however_sure_the_finder_is(folder: Path) -> None:
    before = tables(folder)
    assert "Nothing chosen, nothing written" in run(folder, "camps.csv").output
    assert tables(folder) == before


def test_tables_that_cannot_be_located_are_told(folder: Path) -> None:
    assert "has no table so called; it has camps.csv" in str(run(folder, "nothing.csv").exception)
    assert "stand at no one point" in str(run(folder, "regions.csv").exception)
    assert "Missing argument" in run(folder).output


def test_a_folder_without_shapes_borrows_none_and_says_so(folder: Path, tmp_path: Path) -> None:
    (folder / "regions" / "oblasts.geojson").unlink()
    before = problems(folder)
    review = tmp_path / "review.csv"
    said = run(folder, "camps.csv", "--review", review)
    assert said.output.startswith(f"{folder} has no regions/oblasts.geojson: a place whose area of today no gazetteer")
    with review.open(encoding="utf-8", newline="") as file:
        (asked, *_) = csv.DictReader(file)
    asked |= {
        "label_en": "Malinovka",
        "lon": "73.1",
        "lat": "49.8",
        "precision": "settlement",
        "radius_m": "5000",
        "source": "ck-labour[L99]",
    }
    with review.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(asked))
        writer.writeheader()
        writer.writerow(asked)
    said = run(folder, "camps.csv", "--decisions", review)
    assert said.exit_code == 0, said.output
    place = rows(folder / "places.csv")["malinovka"]
    assert (place["lon"], place["lat"], place["region"]) == (
        "73.1",
        "49.8",
        "",
    )  # in Kazakhstan, which nobody asked for
    assert [each for each in problems(folder) if each not in before] == []


@given(st.lists(st.sampled_from("ab"), min_size=1, max_size=8), st.integers(0, 2), st.randoms())
def test_rows_that_read_alike_are_edited_and_taken_back_each_on_its_line(names: list[str], above: int, chance: Random):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_text("name,place\n" + "".join(f"{name},\n" for name in names), encoding="utf-8")
        before = path.read_bytes()
        made = [Change(str(path), line, f"{name},\n", f"{name},x\n") for line, name in enumerate(names, 2)]
        chance.shuffle(made)
        write(made, Path(folder))
        assert path.read_text(encoding="utf-8") == "name,place\n" + "".join(f"{name},x\n" for name in names)
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join([lines[0], *["c,x\n"] * above, *lines[1:]]), encoding="utf-8")
        write([change.undone() for change in reversed(made)], Path(folder))
        assert path.read_bytes().replace(b"c,x\n", b"") == before


def test_one_of_two_rows_that_read_alike_is_not_taken_back_by_guess(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name,place\nb,\na,x\na,x\n", encoding="utf-8")
    with pytest.raises(TableError, match="the row 'a,x' is another one now"):
        write([Change(str(path), 2, "a,x\n", "a,\n")], tmp_path)


def test_a_folder_without_shapes_takes_the_area_its_gazetteer_tells(folder: Path) -> None:
    (folder / "regions" / "oblasts.geojson").unlink()
    assert run(folder, "camps.csv", typed="1\n").exit_code == 0
    assert rows(folder / "places.csv")["malinovka"]["region"] == "karaganda"


def test_a_point_outside_all_shapes_is_outside_the_atlas(folder: Path, edit: Edit) -> None:
    edit(folder, "camps.csv", "с. Малиновка,karlag", "с. Малиновка,")
    said = run(folder, "camps.csv", typed="p\n74.6\n42.5\nsettlement\n5000\nck-labour[L99]\nMalinovka\n")
    assert said.exit_code == 0, said.output
    assert rows(folder / "places.csv")["malinovka"]["region"] == "outside"
