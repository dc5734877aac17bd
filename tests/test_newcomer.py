"""What somebody new to it writes first: each near miss is told in a line with the way out."""

import re

import folium
import pandas as pd
import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from browser import visit

import geokz
from geokz import BaseMap, Layer, Legend, TimeControl
from geokz.checks import check
from geokz.errors import DateError, GazetteerError, GeokzError, LayerError
from geokz.folder.languages import wrong_languages
from geokz.gazetteer import Gazetteer
from geokz.gazetteer.geocode import Columns
from geokz.prose import edtf_from_prose
from geokz.render.maps import build
from geokz.render.page import write_page

ROWS = pd.DataFrame({"year": [1931, 1932], "lon": [72.6, 73.1], "lat": [49.7, 49.8], "n": [1, 2]})


@pytest.mark.parametrize("part", [BaseMap, Legend, TimeControl, lambda: Layer(ROWS)])
def test_a_part_of_a_map_is_saved_as_no_page(part, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("what was there")
    made = part()
    made.add_to(folium.Map(tiles=None))
    with pytest.raises(LayerError, match=f"a {type(made).__name__} is no page; save the map"):
        made.save(str(page))
    assert page.read_text() == "what was there"


@pytest.mark.parametrize(("country", "language"), [("kz", "kk"), ("cz", "cs"), ("ua", "uk"), ("jp", "ja")])
def test_the_code_of_a_country_is_told_with_that_of_its_language(country, language):
    assert wrong_languages(["en", country]) == f"'{country}' is a country's code; its language is {language}"


def test_a_code_that_is_no_language_is_refused():
    assert wrong_languages(["qq"]).startswith("'qq' is no language of ISO 639")


def test_every_language_that_is_known_to_cldr_by_two_letters_is_one():
    codes = {code.split("_")[0] for code in locale_identifiers()} | set(Locale("en").languages)
    two = sorted(code for code in codes if re.fullmatch("[a-z]{2}", code))
    assert len(two) > 150
    assert [code for code in two if wrong_languages([code])] == []


@pytest.mark.parametrize(
    ("scheme", "meant"), [("quantile", "quantiles"), ("equal-intervall", "equal_interval"), ("natural", None)]
)
def test_a_scheme_that_is_nearly_one_is_told_with_its_name(scheme, meant):
    with pytest.raises(LayerError, match=f"perhaps '{meant}'" if meant else "scheme='natural'"):
        Layer(ROWS, column="n", scheme=scheme)


@pytest.mark.parametrize("year", [1800, 2000])
def test_a_year_outside_the_clock_is_refused_before_anything_is_written(small_atlas, year, tmp_path):
    with pytest.raises(GeokzError, match=f"the year {year} lies outside the clock's years"):
        build(small_atlas, year=year, out=tmp_path / "maps")
    assert not (tmp_path / "maps").exists()


def test_a_clock_that_leaves_out_the_maps_own_year_opens_at_its_nearest_end(small_atlas, tmp_path):
    assert build(small_atlas, [small_atlas.maps[0].key], start=1962, end=1963, out=tmp_path)


@pytest.mark.parametrize("at", [1800, "1933-05"])
def test_a_time_outside_the_clock_of_a_table_is_refused(at):
    with pytest.raises(LayerError, match=f"^at={at!r} lies outside the clock's years 1931 to 1932; "):
        geokz.explore(ROWS, at=at)


def test_a_time_within_the_clock_opens_it():
    assert geokz.explore(ROWS, at=1932) is not None


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        *(("[1931]", "1931"), ("[ок. 1931]", "1931~"), ("[1931?]", "1931?"), ("[..1931]", "[..1931]")),
        *(("1920–1930-е", "192X/193X"), ("1930–40-е годы", "193X/194X"), ("20–30-е гг.", "192X/193X")),
        *(("17.сент.1931", "1931-09-17"), ("17.мая.1931", "1931-05-17"), ("17. сентября 1931 г.", "1931-09-17")),
        *(("nov.1931", "1931-11"), ("Nov. 1931", "1931-11"), ("17.nov.1931", "1931-11-17")),
    ],
)
def test_dates_as_archives_and_tables_abbreviate_them(text, edtf):
    assert edtf_from_prose(text) == edtf


@pytest.mark.parametrize("text", ["до войны", "соғысқа дейін", "after the war", "до революции"])
def test_an_event_of_no_year_is_refused_with_the_reason(text):
    with pytest.raises(DateError, match="names an event, of which nobody knows the year meant; give the year"):
        edtf_from_prose(text)


@pytest.mark.parametrize("there", [True, False])
def test_what_is_no_data_folder_is_one_problem(there, tmp_path):
    folder = tmp_path / "data"
    if there:
        folder.mkdir()
    missing = f"is not in {folder}; a data folder begins with this file"
    nowhere = f"there is no folder {folder}; name one that has this file, or begin one with geokz new"
    assert [str(problem) for problem in check(folder)[0]] == [f"datapackage.json:1:-  {missing if there else nowhere}"]


def test_an_oblast_is_a_column_or_that_of_all_rows(tmp_path):
    source, by_column, by_name = (tmp_path / name for name in ("list.csv", "column.csv", "name.csv"))
    source.write_text("name,obl\nСпасск,Карагандинская\nДолинка,Карагандинская\n", encoding="utf-8")
    gazetteer = Gazetteer.load(store=None)
    for out, region in ((by_column, "obl"), (by_name, "Карагандинская")):
        geokz.geocode(source, out, columns=Columns("name", region=region), gazetteer=gazetteer)
    assert by_name.read_text(encoding="utf-8") == by_column.read_text(encoding="utf-8")
    frame = pd.DataFrame({"name": ["Спасск"], "obl": ["Карагандинская"]})
    found = [geokz.geocode(frame, name="name", region=at, gazetteer=gazetteer) for at in ("obl", "Карагандинская")]
    assert found[0].equals(found[1])
    assert found[0]["status"].tolist() == ["ok"]
    unknown = r"^region 'oblsat' is neither a column nor an oblast .* the columns are name, obl$"
    with pytest.raises(GazetteerError, match=unknown):
        geokz.geocode(source, tmp_path / "no.csv", columns=Columns("name", region="oblsat"), gazetteer=gazetteer)
    with pytest.raises(GazetteerError, match=unknown):
        geokz.geocode(frame, name="name", region="oblsat", gazetteer=gazetteer)
    assert not (tmp_path / "no.csv").exists()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_one_of_anything_is_told_in_the_singular(number):
    rows = ROWS.head(number) if number else ROWS.head(1).assign(lon=None, lat=None)
    told = str(Layer(rows).report).splitlines()[0]
    assert told == {0: "0 of 1 row drawn", 1: "1 of 1 row drawn", 2: "2 of 2 rows drawn"}[number]


def test_no_tooltip_of_a_plain_map_is_leaflets_own_english(browser, tmp_path):
    page_file = write_page(geokz.explore(ROWS, language="ru"), tmp_path / "plain.html")
    with visit(browser, page_file) as page:
        credit = page.tab.locator(".leaflet-control-attribution")
        assert credit.inner_text().startswith("Leaflet")
        assert credit.locator("[title]").count() == 0
