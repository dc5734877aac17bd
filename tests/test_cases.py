"""Lists and tables as people have them: small inputs, each with what is expected of it, and each for its kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from geokz.errors import DateProseError
from geokz.folder.sheet import open_sheet
from geokz.gazetteer import Gazetteer
from geokz.gazetteer.geocode import Columns, geocode
from geokz.gazetteer.store import Store
from geokz.prose import date


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def answers(gazetteer: Gazetteer, folder: Path, text: str | bytes, columns: Columns) -> list[tuple[str, str]]:
    """Status and id of the place that a list gets, row by row."""
    source, out = folder / "list.csv", folder / "out.csv"
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    geocode(source, out, columns=columns, gazetteer=gazetteer)
    sheet = open_sheet(out, ["status"])
    rows = [dict(zip(sheet.header, cells, strict=True)) for _, cells in sheet.rows([])]
    return [(row["status"], row["place_id"]) for row in rows]


QUOTED = '"id","place","year"\n"1","Караганда","1937"\n"2","Балхаш","1940"\n'


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_heading_in_quotes_is_read_in_every_separator_and_encoding(
    gazetteer: Gazetteer, tmp_path: Path, separator: str, encoding: str
) -> None:
    text = QUOTED.replace(",", separator).encode(encoding)
    found = answers(gazetteer, tmp_path, text, Columns("place", "year"))
    assert found == [("ok", "karaganda"), ("ok", "balkhash")]


def test_a_heading_in_quotes_may_hold_another_separator(gazetteer: Gazetteer, tmp_path: Path) -> None:
    text = '"id; old","place"\n"1","Караганда"\n'
    assert answers(gazetteer, tmp_path, text, Columns("place")) == [("ok", "karaganda")]


def test_what_geocode_writes_is_read_again_by_geocode(gazetteer: Gazetteer, tmp_path: Path) -> None:
    answers(gazetteer, tmp_path, QUOTED.encode("utf-16"), Columns("place", "year"))
    again = (
        (tmp_path / "out.csv").read_bytes().replace("lon,lat,place_id".encode("utf-16-le"), "x,y,z".encode("utf-16-le"))
    )
    again = again.replace("status".encode("utf-16-le"), "old".encode("utf-16-le"))
    for heading in ("authority", "precision", "radius_m", "match", "score", "candidates"):
        again = again.replace(heading.encode("utf-16-le"), f"old_{heading}".encode("utf-16-le"))
    assert answers(gazetteer, tmp_path, again, Columns("place", "year")) == [("ok", "karaganda"), ("ok", "balkhash")]


NO_YEARS = ["нет данных", "б.г.", "н/д", "—", "?", "unknown", ""]


@pytest.mark.parametrize("cell", NO_YEARS)
def test_words_for_no_year_in_a_column_of_years_are_no_year(gazetteer: Gazetteer, tmp_path: Path, cell: str) -> None:
    assert answers(gazetteer, tmp_path, f"place,year\nБалхаш,{cell}\n", Columns("place", "year")) == [
        ("ok", "balkhash")
    ]


@pytest.mark.parametrize("cell", ["1937", "1937.0", "193X", "1937-05-01 00:00:00", "1937/1940"])
def test_a_year_as_programs_write_it_is_a_year(gazetteer: Gazetteer, tmp_path: Path, cell: str) -> None:
    found = answers(gazetteer, tmp_path, f"place,year\nАкмолинск,{cell}\n", Columns("place", "year"))
    assert found == [("ok", "akmolinsk")]


PLACES = [
    ("Kazakhstan, Karaganda", ("ok", "karaganda")),
    ("Казахстан, Алма-Ата", ("ok", "alma-ata")),
    ("Казахстан, Усть-Каменогорск", ("ok", "ust-kamenogorsk")),
    ("с. Караганды", ("ambiguous", "")),
    ("село Актобе", ("ambiguous", "")),
    ("аул Павлодар", ("ambiguous", "")),
    ("Асси", ("ambiguous", "")),
    ("Шара", ("ambiguous", "")),
    ("Казахская ССР, г. Караганда", ("ok", "karaganda")),
    ("Карагандинская обл., г. Балхаш", ("ok", "balkhash")),
    ("Акмолинская обл., Атбасарский р-н, г. Атбасар", ("ok", "atbasar")),
    ("СССР, Казахская ССР, Павлодарская обл., г. Павлодар", ("ok", "pavlodar")),
]


@pytest.mark.parametrize(("name", "expected"), PLACES)
def test_a_place_among_its_larger_units_is_found_and_a_village_is_no_city(
    gazetteer: Gazetteer, tmp_path: Path, name: str, expected: tuple[str, str]
) -> None:
    assert answers(gazetteer, tmp_path, f'place\n"{name}"\n', Columns("place")) == [expected]


REGIONS = [
    ("Акмолинск", "Карагандинская обл.", "1937", "akmolinsk"),
    ("Петропавловск", "Карагандинская обл.", "1934", "petropavlovsk"),
    ("Мирзоян", "Южно-Казахстанская обл.", "1937", "aulie-ata"),
    ("Кустанай", "Актюбинская обл.", "1935", "kustanai"),
    ("г. Караганда", "Карагандинская обл., Казахская ССР", "", "karaganda"),
    ("пос. Осакаровка", "Карагандинская обл., Осакаровский р-н", "", "osakarovka"),
]


@pytest.mark.parametrize(("name", "region", "year", "place"), REGIONS)
def test_the_oblast_of_the_time_and_two_units_in_one_cell_are_read(
    gazetteer: Gazetteer, tmp_path: Path, name: str, region: str, year: str, place: str
) -> None:
    text = f'place,oblast,year\n"{name}","{region}",{year}\n'
    assert answers(gazetteer, tmp_path, text, Columns("place", "year", "oblast")) == [("ok", place)]


def test_malinovka_of_akmolinsk_is_among_the_first_two(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("Малиновка", year=1938, region="Карагандинская обл.")
    assert "malinovka-akmolinsk" in [candidate.id for candidate in found[:2]]


GEONAMES = "1\tKarabas\tKarabas\tКарабас\t49.53\t73.02\tP\tPPL\tKZ\t\t12\t\t\t\t500\t\t400\tAsia/Almaty\t2020-01-01\n"


def test_a_dump_with_a_byte_order_mark_and_names_with_a_heading_are_added(tmp_path: Path) -> None:
    dump, names = tmp_path / "dump.txt", tmp_path / "names.txt"
    dump.write_text(GEONAMES, encoding="utf-8-sig")
    heading = "alternateNameId\tgeonameid\tisolanguage\talternate name\tisPreferredName\tisShortName\t"
    names.write_text(f"{heading}isColloquial\tisHistoric\tfrom\tto\n7\t1\tkk\tҚарабас\t\t\t\t\t\t\n", encoding="utf-8")
    added = Store(tmp_path / "own.sqlite").add(dump, names)
    assert (added.places, added.names >= 2) == (1, True)


DATES = [
    ("1926 - 35", "1926/1935"),
    ("1931 -24", None),
    ("?-1959", "/1959"),
    ("-1959", "/1959"),
    ("13 июл. 1937", "1937-07-13"),
    ("с авг. 1936 по июн. 1937", "1936-08/1937-06"),
    ("между второй половиной 1946 и началом 1948 года", "[1946-07..1948-03]"),
    (
        "организован не позднее 3 марта 1947 года и действовал по меньшей мере до 5 мая 1952 года",
        "[..1947-03-03]/[1952-05-05..]",
    ),
    ("упоминается с мая по август 1942 года", "[..1942-05]/[1942-08..]"),
    ("вплоть до июля 1958 года", "[..1958-07]"),
    ("в течение 1947 года", "1947"),
    ("ІІ квартал 1944", "[1944-04..1944-06]"),
    ("17.ХІ.1941", "1941-11-17"),
    ("1931 жылдың тамыз айында", "1931-08"),
    ("1949–1959 жылдар аралығында", "1949/1959"),
    ("1931 жылдан бері", "1931/"),
    ("1931 September 17", "1931-09-17"),
    ("July 4-10, 1931", "1931-07-04/1931-07-10"),
    ("undated", ""),
    ("без даты", ""),
    ("н/д", ""),
]


@pytest.mark.parametrize(("text", "edtf"), DATES)
def test_dates_in_words_are_read_or_refused_and_never_guessed(text: str, edtf: str | None) -> None:
    if edtf is None:
        with pytest.raises(DateProseError):
            date(text)
    else:
        assert date(text).edtf == edtf
