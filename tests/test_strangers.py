"""What strangers write: countries beside names, cells that say nothing, headings and dates of other programs."""

from __future__ import annotations

from pathlib import Path
from xml.dom.minidom import parseString
from zipfile import ZipFile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shell import geokz as word
from shipped import GAZETTEER

from geokz import Layer, When, export
from geokz.errors import DateError, GeokzError
from geokz.gazetteer import Gazetteer, status
from geokz.gazetteer.store import Store
from geokz.gazetteer.words import read_name
from geokz.layers.read import read_things
from geokz.prose import edtf_from_prose

TOWNS = ["Акмолинск", "Актюбинск", "Алма-Ата", "Атбасар", "Аягуз", "Балхаш", "Караганда", "Петропавловск"]
BESIDE = ["Казахская ССР, {}", "{}, Казахстан", "СССР, {}", "КазССР; {}", "{} (Казахская ССР)", "СССР; КазССР; {}"]


def answer(name: str, region: str | None = None, year: int | None = None) -> tuple[str, str]:
    found = GAZETTEER.find(name, region=region, year=year, limit=None)
    return status(found), found[0].id if found else ""


@given(st.sampled_from(TOWNS), st.integers(1940, 1960), st.sampled_from(BESIDE))
def test_the_country_beside_a_town_makes_it_no_question_in_any_year(name: str, year: int, beside: str) -> None:
    alone = answer(name, year=year)
    assert alone[0] == "ok"
    assert answer(beside.format(name), year=year) == alone


@pytest.mark.parametrize("country", ["Казахская ССР", "СССР", "Карагандинская обл., Казахская ССР"])
def test_a_country_in_the_column_of_oblasts_speaks_for_its_towns_in_1937(country: str) -> None:
    assert answer("Акмолинск", country, 1937) == ("ok", "akmolinsk")


def test_another_country_speaks_against_a_town_in_any_year() -> None:
    assert answer("Акмолинск", "Узбекская ССР", 1937)[0] == "ambiguous"


def test_a_place_called_as_its_country_is_no_second_place() -> None:
    assert answer("Карлаг, Казахстан", year=1940) == ("ok", "dolinka")


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Казахская ССР; Карагандинская обл.; г. Балхаш", "balkhash"),
        ("г. Балхаш; Карагандинская обл.", "balkhash"),
        ("обл. Карагандинская г. Балхаш", "balkhash"),
        ("обл Карагандинская р-н Осакаровский пос Осакаровка", "osakarovka"),
        ("Қарағанды қ.", "karaganda"),
        ("қ. Қарағанды", "karaganda"),
    ],
)
def test_units_behind_semicolons_and_the_short_word_for_a_town_are_read(written: str, place: str) -> None:
    assert answer(written) == ("ok", place)


@pytest.mark.parametrize("written", ["Джезказган Рудник", "Джезказганская обл., Джезказган Рудник"])
@pytest.mark.parametrize("year", [None, 1950])
def test_a_place_that_is_called_a_works_is_not_the_town_beside_it(written: str, year: int | None) -> None:
    assert answer(written, year=year) == ("ok", "dzhezkazgan-rudnik")


def test_two_towns_behind_a_semicolon_are_a_question() -> None:
    assert answer("Караганда; Балхаш")[0] == "ambiguous"
    assert answer("КазССР; Караганда; Балхаш")[0] != "ok"


# -- dates


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("-1959-07-27", "/1959-07-27"),
        ("1931–? гг.", "1931/"),
        ("up to 1958", "/1958"),
        ("1949 және 1959 жылдар аралығында", "[1949..1959]"),
        ("1946 және 1950 жж. аралығында", "[1946..1950]"),
        ("1946-1950 жж. аралығында", "1946/1950"),
        ("1946–1950 ж. ж. аралығында", "1946/1950"),
        ("1946–1950 ж.ж.", "1946/1950"),
        ("1940 жж. ортасында", "[1943..1946]"),
        ("1931 жылғы 4–10 шілде", "1931-07-04/1931-07-10"),
        ("1931, 4–10 July", "1931-07-04/1931-07-10"),
        ("17.09.1931/27.07.1959", "1931-09-17/1959-07-27"),
        ("Sep-1931", "1931-09"),
        ("1931-Sep-17", "1931-09-17"),
        ("17 май. 1931 г.", "1931-05-17"),
        ("IX/1931", "1931-09"),
        ("1-я четв. XX в.", "[1900..1924]"),
        ("жоқ", ""),
    ],
)  # fmt: skip
def test_dates_in_the_words_of_lists_are_read(text: str, read: str) -> None:
    assert edtf_from_prose(text) == read


@pytest.mark.parametrize(
    "text", ["1931-35?", "~1931-35", "1931-35/1940", "/1931-35", "1931-32/1938", "[1931-35..1938]", "?1931-35"]
)
def test_two_years_written_short_are_no_quarter_in_any_dress(text: str) -> None:
    with pytest.raises(DateError, match=r"short for 1931/193[25]"):
        edtf_from_prose(text)


@given(st.integers(1, 3000), st.sampled_from(["", "-01", "-09"]), st.sampled_from(["", "~", "?", "%"]))
@settings(max_examples=20, deadline=None)
def test_unknown_months_and_days_before_christ_say_no_more_than_leaving_them_out(
    year: int, month: str, mark: str
) -> None:
    plain = When.parse(f"-{year:04}{month}{mark}").bounds
    assert When.parse(f"-{year:04}{month}-XX{mark}").bounds == plain
    assert plain[0] <= plain[1]


def test_a_mark_before_a_year_is_that_of_edtf() -> None:
    assert When.parse("?1931").bounds == When.parse("1931?").bounds
    with pytest.raises(DateError):
        When.parse("?-1959")


# -- tables

NOTHING = ["", "nan", "NaN", "N/A", "null", "-", "—", "?", "н/д", "нет данных", "#N/A", "белгісіз"]


@pytest.mark.parametrize("empty", NOTHING)
def test_a_cell_that_says_there_is_none_is_no_point(tmp_path: Path, empty: str) -> None:
    table = tmp_path / "camps.csv"
    table.write_text(f"name,when,lon,lat\nA,1931,73,49\nB,1932,{empty},{empty}\n", encoding="utf-8")
    report = Layer(table).report
    assert (report.drawn, len(report.without_place)) == (1, 1)
    table.write_text(f'name,when,coordinates\nA,1931,"49, 73"\nB,1932,{empty}\n', encoding="utf-8")
    report = Layer(table).report
    assert (report.drawn, len(report.without_place)) == (1, 1)


@pytest.mark.parametrize("cell", [[73.5, 49.25], "[73.5, 49.25]", {"type": "Point", "coordinates": [73.5, 49.25]}])
def test_positions_as_json_has_them_are_longitude_first(cell: object) -> None:
    frame = pd.DataFrame({"name": ["A", "B"], "when": [1931, 1932], "coordinates": [cell, "49.25, 73.5"]})
    first, second = read_things(frame).drawn
    assert (first.x, first.y) == (second.x, second.y) == (73.5, 49.25)


@pytest.mark.parametrize("cell", [[1931, 1938], np.array([1931, 1938])])
def test_a_list_in_a_column_of_dates_is_no_choice_of_days(cell: object) -> None:
    frame = pd.DataFrame({"name": ["A"], "lon": [73], "lat": [49], "when": [None]}, dtype=object)
    frame.at[0, "when"] = cell
    with pytest.raises(GeokzError, match="row 1, column 'when': cannot read"):
        Layer(frame)


def test_a_year_beside_the_name_of_a_place_that_cannot_be_read_is_told() -> None:
    frame = pd.DataFrame({"place": ["Балхаш"], "when": [1931], "year": ["пустая"]})
    with pytest.raises(GeokzError, match="cannot read the year 'пустая'"):
        Layer(frame, place="place", year="year")
    assert Layer(frame.assign(year="нет данных"), place="place", year="year").report.drawn == 1


def test_what_is_only_called_a_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_text("name,when\nA,1931\n", encoding="utf-8")
    with pytest.raises(GeokzError, match=r"list.xlsx: is no workbook, whatever its name says; save it again"):
        Layer(tmp_path / "list.xlsx")


@pytest.mark.parametrize("when", ["Когда", "Қашан"])
def test_a_column_that_asks_when_is_one_of_dates(when: str) -> None:
    reading = read_things(pd.DataFrame({when: ["1931/1959"], "lon": [73.5], "lat": [49.25]}))
    assert reading.lives.iloc[0].tolist() == list(When.parse("1931/1959").bounds)


@pytest.mark.parametrize(
    ("lon", "lat"), [("POINT_X", "POINT_Y"), ("lon_wgs84", "lat_wgs84"), ("Долгота (в.д.)", "Широта (с.ш.)")]
)
@pytest.mark.parametrize(
    ("begin", "end"),
    [("с", "по"), ("бастап", "дейін"), ("First year", "Last year"), ("Established", "Disestablished")],
)
def test_headings_of_other_programs_are_known(lon: str, lat: str, begin: str, end: str) -> None:
    frame = pd.DataFrame({"name": ["A"], begin: [1931], end: ["наст. время"], lon: ["73 30 00"], lat: ["49 15 00"]})
    reading = read_things(frame)
    assert reading.drawn.tolist() == [[73.5, 49.25]]
    assert reading.lives.iloc[0].tolist() == list(When.parse("1931/..").bounds)


@pytest.mark.parametrize("encoding", ["mac-cyrillic", "koi8-r", "cp866"])
@pytest.mark.parametrize(
    "text",
    [
        "Лагерь А,1931\nОсакаровка,1932\nв городе Балхаш,1933\n",
        "лагерь,1931\nв городе павлодар,1932\nна станции балхаш,1933\n",
    ],
)
def test_other_encodings_of_russian_are_never_read_as_cp1251(tmp_path: Path, encoding: str, text: str) -> None:
    table = tmp_path / "camps.csv"
    body = "name,when,lon,lat\n" + text.replace("\n", ",73,49\n")
    table.write_bytes(body.encode(encoding))
    assert Layer(table, encoding=encoding).report.drawn == 3
    if encoding == "mac-cyrillic" and text.islower():
        return  # its small letters, but for я, are those of cp1251
    with pytest.raises(GeokzError, match="is neither UTF-8 nor cp1251") as told:
        Layer(table)
    assert "\n" not in str(told.value)


# -- the shell


def test_a_map_never_takes_the_place_of_the_table_it_is_made_from(tmp_path: Path) -> None:
    table = tmp_path / "camps.csv"
    table.write_text("name,when,lon,lat\nA,1931,73,49\nB,x,74,49\n", encoding="utf-8")
    before = table.read_bytes()
    for out in ("camps.csv", "camps.pdf", "camps"):
        told = word("map", table, "--out", tmp_path / out)
        assert told.returncode == 1
        assert told.stderr.splitlines() == [
            f"geokz: {tmp_path / out} would be no {Path(out).suffix or 'page'}: a map is a page of HTML; call it .html"
        ]
    rejects = table.rename(tmp_path / "camps.rejects.csv")
    told = word("map", rejects, "--bad", "skip", "--out", tmp_path / "camps.html")
    assert (told.returncode, len(told.stderr.splitlines())) == (1, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["camps.rejects.csv"]
    assert rejects.read_bytes() == before


def test_a_date_that_begins_with_a_dash_is_no_option() -> None:
    assert word("date", "-1959").stdout.startswith("-1959: /1959\n")


def test_years_are_asked_in_the_shell_as_in_a_list() -> None:
    told = word("find", "Караганда", "--year", "37")
    assert (told.returncode, told.stderr.count("\n")) == (1, 1)
    assert "cannot read the year '37'" in told.stderr
    assert word("find", "Караганда", "--year", "1937-1940").stdout.splitlines()[-1].startswith("ok: ")


# -- gazetteers of one's own

DUMP = "7\tBelaya\tBelaya\t\t49.5\t73.1\tP\tPPL\tKZ\t\t12\t\t\t\t9\t\t500\tAsia/Almaty\t2020-01-01\n"


def added(folder: Path, *files: str) -> list[str]:
    store = Store(folder / "own.sqlite")
    store.add(*(folder / file for file in files))
    return [named.when for named, _ in store.hits("zaimkabelaia")]


@pytest.mark.parametrize("headings", ["название;долгота;широта", "атауы;бойлық;ендік", "Name;Lon;Lat"])
def test_a_list_of_places_may_have_its_headings_in_russian_or_kazakh(tmp_path: Path, headings: str) -> None:
    (tmp_path / "own.csv").write_text(f"{headings}\nЗаимка Белая;73,1;49,5\n", encoding="utf-8")
    assert added(tmp_path, "own.csv") == [""]


@pytest.mark.parametrize("name", ["Αθήνα", "თბილისი", "القاهرة", "ירושלים", "東京", "দিল্লি", "นครสวรรค์", "দ. নারায়ণগঞ্জ"])
def test_names_of_any_alphabet_are_found_as_they_are_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "own.csv").write_text(f"name,lon,lat\n{name},30,40\n", encoding="utf-8")
    store = Store(tmp_path / "own.sqlite")
    store.add(tmp_path / "own.csv")
    found = Gazetteer.load(store=store).find(name)
    assert [(place.id, place.match) for place in found] == [("own:2", "exact")]


@pytest.mark.parametrize("written", ["101", "№ 31", "...", "१०१"])
def test_a_number_alone_is_no_name_of_a_place(written: str) -> None:
    assert read_name(written).keys == ()


def test_days_of_geonames_without_hyphens_are_days(tmp_path: Path) -> None:
    (tmp_path / "KZ.txt").write_text(DUMP, encoding="utf-8")
    names = "1\t7\tru\tЗаимка Белая\t\t\t\t1\t19300101\t1961-05\n"
    (tmp_path / "alternate.txt").write_text(names, encoding="utf-8")
    assert added(tmp_path, "KZ.txt", "alternate.txt") == ["1930-01-01/1961-05"]


def test_a_place_without_a_point_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("name,lon,lat\nЗаимка Белая,,\n", encoding="utf-8")
    with pytest.raises(GeokzError, match=r"own.csv:2:lon  has no point") as told:
        added(tmp_path, "own.csv")
    assert "\n" not in str(told.value)


def test_a_kmz_holds_no_sign_that_xml_may_not_hold(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"name": ["A\x0b\ufffe"], "when": [1931], "lon": [73], "lat": [49], "note": ["\x1b\uffffb\t😀"]}
    )
    export(Layer(frame), tmp_path / "own.kmz")
    with ZipFile(tmp_path / "own.kmz") as archive:
        text = parseString(archive.read("doc.kml")).toxml()
    assert "<name>A</name>" in text
    assert "b\t😀" in text


# -- coordinates, workbooks, KML


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        ("73° 30′ в.д.", "49° 15′ с.ш."),
        ("в.д. 73°30'", "с.ш. 49°15'"),
        ("73:30:00", "49:15:00"),
        ("73-30-00", "49-15-00"),
        ("E73°30'00\"", "N49°15'00\""),
    ],
)
def test_degrees_are_read_in_two_columns_as_in_one(lon: str, lat: str) -> None:
    frame = pd.DataFrame({"name": ["A"], "when": [1931], "lon": [lon], "lat": [lat]})
    assert read_things(frame).drawn.tolist() == [[73.5, 49.25]]


@pytest.mark.parametrize(("lon", "lat"), [("49.25N", "73.5E"), ("49°15' с.ш.", "73°30' в.д.")])
def test_a_side_of_the_world_that_is_not_the_columns_is_told(lon: str, lat: str) -> None:
    frame = pd.DataFrame({"name": ["A"], "when": [1931], "lon": [lon], "lat": [lat]})
    with pytest.raises(GeokzError, match=r"row 1, column 'lat': .*are longitude and latitude exchanged\?") as told:
        Layer(frame)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_row_that_numbers_the_columns_is_no_thing(tmp_path: Path, suffix: str) -> None:
    frame = pd.DataFrame([[1, 2, 3, 4], ["A", 1931, 73, 49]], columns=["Название", "Годы работы", "Долгота", "Широта"])
    path = tmp_path / f"camps{suffix}"
    frame.to_csv(path, index=False) if suffix == ".csv" else frame.to_excel(path, index=False)
    report = Layer(path).report
    assert (report.rows, report.drawn) == (1, 1)
    assert report.columns["when"] == "Годы работы"
    assert "the row of the columns' numbers passed over" in report.told


def test_two_alike_headings_of_a_workbook_are_told_as_those_of_a_list(tmp_path: Path) -> None:
    table = pd.DataFrame([["A", 1931, 1938, 73, 49]], columns=["name", "when", "when", "lon", "lat"])
    table.to_excel(tmp_path / "camps.xlsx", index=False)
    with pytest.raises(GeokzError, match="which column holds the dates"):
        Layer(tmp_path / "camps.xlsx")
    with pytest.raises(GeokzError, match="stands 2 times"):
        Layer(tmp_path / "camps.xlsx", when="when")


def marked(name: str, time: str, geometry: str = "<Point><coordinates>73,49</coordinates></Point>") -> str:
    return f"<Placemark><name>{name}</name>{time}{geometry}</Placemark>"


MOMENT = "<TimeStamp><when>1931</when></TimeStamp>"
SPAN = "<TimeSpan><begin>1931</begin><end>1938</end></TimeSpan>"
VIEW = "<LookAt><gx:TimeSpan><begin>2001</begin></gx:TimeSpan></LookAt>"
TRACK = (
    "<gx:Track><when>1931-01-02T00:00:00Z</when><when>1935-05-05T00:00:00Z</when>"
    "<gx:coord>73 49 0</gx:coord><gx:coord>74 49 0</gx:coord></gx:Track>"
)


@pytest.mark.parametrize(
    ("body", "times"),
    [
        (marked("N", MOMENT.replace("1931", "1920"), "") + marked("A", MOMENT), ["1920", "1931"]),
        (f"<Folder>{SPAN}{marked('A', '')}{marked('B', MOMENT)}</Folder>", ["1931/1938", "1931"]),
        (marked("A", VIEW) + marked("B", VIEW + SPAN), ["", "1931/1938"]),
        (marked("A", "", TRACK), ["1931-01-02/1935-05-05"]),
    ],
)
@pytest.mark.parametrize("encoding", ["UTF-8", "windows-1251"])
def test_times_of_kml_are_those_of_their_placemarks(tmp_path: Path, body: str, times: list[str], encoding: str) -> None:
    spaces = 'xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"'
    text = f'<?xml version="1.0" encoding="{encoding}"?><kml {spaces}><Document>{body}</Document></kml>'
    (tmp_path / "own.kml").write_bytes(text.replace("<name>", "<name>Лагерь ").encode(encoding))
    reading = read_things(tmp_path / "own.kml")
    assert [tuple(life) for life in reading.lives.to_numpy().tolist()] == [When.parse(time).bounds for time in times]
    assert reading.table[reading.label].str.startswith("Лагерь ").all()


# -- decisions on a list


def decided(folder: Path, choice: str, *columns: str) -> tuple[str, str]:
    """What is written and printed of Spassk, asked with a year in its review and with these columns after it."""
    (folder / "list.csv").write_text("place,year\nСпасск,1937\n", encoding="utf-8")
    review = f'name;year;region;near;rows;status;candidates;choice;note\nСпасск;1937;;;1;ambiguous;;"{choice}";\n'
    (folder / "review.csv").write_text(review, encoding="cp1251")
    told = word(
        *("geocode", "list.csv", "--name", "place", *columns, "--out", "out.csv", "--decisions", "review.csv"),
        folder=folder,
    )
    assert told.returncode == 0
    return (folder / "out.csv").read_text(encoding="utf-8").splitlines()[1], told.stdout


@pytest.mark.parametrize(
    ("choice", "place"),
    [
        ("spassk-karaganda = Spassk (Spassky), village, karaganda (0.888)", "spassk-karaganda"),
        ("Unknown", "unknown"),
        ("неизвестно", "unknown"),
    ],
)
def test_a_choice_may_be_a_candidate_copied_whole_or_a_word_with_a_capital(
    tmp_path: Path, choice: str, place: str
) -> None:
    assert place in decided(tmp_path, choice, "--year", "year")[0].split(",")


def test_decisions_on_what_no_row_asks_are_told(tmp_path: Path) -> None:
    row, told = decided(tmp_path, "spassk-karaganda")
    assert ",ambiguous," in row
    assert "1 decision of review.csv answered no row" in told
    assert "answered no row" not in decided(tmp_path, "spassk-karaganda", "--year", "year")[1]


def test_a_list_to_be_located_may_say_that_a_year_is_not_known(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("place,year\nСпасск,нет данных\nСпасск,193X\n", encoding="utf-8")
    told = word("locate", "list.csv", "--year", "year", "--review", "review.csv", folder=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert [row["year"] for _, row in pd.read_csv(tmp_path / "review.csv", dtype=str).fillna("").iterrows()] == [
        "",
        "193X",
    ]
