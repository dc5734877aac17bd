"""What somebody new to it writes first: each near miss is told in a line with the way out."""

import re

import folium
import pandas as pd
import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from geokz import BaseMap, Layer, Legend, TimeControl
from geokz.errors import LayerError
from geokz.folder.languages import wrong_languages

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
