"""Citations as they stand in source cells, and the one rule every written name must keep."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geokz.folder.descriptor import package_problems
from geokz.folder.letters import odd_spaces, unseen
from geokz.names import mixed_words, scripts
from geokz.sources import Citation, CitationError, cite, source_line

READ = [
    ("", ()),
    ("ck-labour[L80-83]", (Citation("ck-labour", "L80-83"),)),
    ("ck-labour[L80-83]; smirnov1998[10]", (Citation("ck-labour", "L80-83"), Citation("smirnov1998", "10"))),
    ("a[1];b[2]", (Citation("a", "1"), Citation("b", "2"))),
    ("b[2]; a[1]", (Citation("b", "2"), Citation("a", "1"))),
    ("a[1];", (Citation("a", "1"),)),
    ("a[L1, L3]", (Citation("a", "L1, L3"),)),
    ("a[ L1 ]", (Citation("a", "L1"),)),
    ("a[с. 15]", (Citation("a", "с. 15"),)),
]


@pytest.mark.parametrize(("cell", "citations"), READ)
def test_a_source_cell_gives_its_citations_in_order(cell: str, citations: tuple[Citation, ...]):
    assert cite(cell) == citations


def test_a_source_in_an_archive_is_told_in_the_first_language() -> None:
    row = {"author": "", "title_en": "", "title_ru": "Отчёт", "year": "1938", "archive": "ГАРФ", "fond": "Р-9408"}
    assert source_line(row, ["ru", "en"]) == "Отчёт. 1938. ГАРФ, ф. Р-9408"


REFUSED = [
    ("ck-labour", "ck-labour"),
    ("ck-labour[]", "ck-labour[]"),
    ("ck-labour[L1", "ck-labour[L1"),
    ("[L1]", "[L1]"),
    ("CK-Labour[L1]", "CK-Labour[L1]"),
    ("ck_labour[L1]", "ck_labour[L1]"),
    ("с1[L1]", "с1[L1]"),  # the first letter is Cyrillic
    ("a[1], b[2]", "a[1], b[2]"),
    ("a[1] b[2]", "a[1] b[2]"),
    ("a[1]; see also b", "see also b"),
    ("a[[1]]", "a[[1]]"),
    ("-a[1]", "-a[1]"),
]


@pytest.mark.parametrize(("cell", "part"), REFUSED)
def test_a_citation_of_another_form_is_refused_and_told_the_form(cell: str, part: str):
    with pytest.raises(CitationError) as refusal:
        cite(cell)
    assert str(refusal.value) == f"cannot read the source '{part}'; write it as key[locator], e.g. ck-labour[L80-83]"


keys = st.from_regex(r"[a-z0-9][a-z0-9-]{0,12}", fullmatch=True)
locators = st.from_regex(r"[LS]?[0-9]{1,4}(-[0-9]{1,4})?", fullmatch=True)
citation_lists = st.lists(st.builds(Citation, keys, locators), max_size=4).map(tuple)


@given(citation_lists)
def test_citations_printed_and_read_again_are_the_same(citations: tuple[Citation, ...]):
    assert cite("; ".join(map(str, citations))) == citations


MIXED = [
    ("Kарлаг", ["Kарлаг"]),  # Latin K
    ("Карлаг и Kaрлаг", ["Kaрлаг"]),
    ("Cтепной лагерь, Пecчаный", ["Cтепной", "Пecчаный"]),
    ("Қaрлаг", ["Қaрлаг"]),  # Latin a
    ("Камп-Camp", []),  # two words
    ("Карлаг (Karlag)", []),
    ("Өскемен Ust-Kamenogorsk", []),
    ("шахта №3bis", []),
    ("СССР-2а", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "words"), MIXED)
def test_only_words_that_mix_latin_and_cyrillic_letters_are_found(text: str, words: list[str]):
    assert mixed_words(text) == words


latin_words = st.text("abcdefghijklmnopqrstuvwxyzäşğ", min_size=1)
cyrillic_words = st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі", min_size=1)


@given(st.lists(st.one_of(latin_words, cyrillic_words)))
def test_a_text_of_whole_words_in_either_alphabet_is_never_found_fault_with(words: list[str]):
    assert mixed_words(" ".join(words)) == []


@given(latin_words, cyrillic_words)
def test_a_word_that_changes_its_alphabet_is_always_found(latin: str, cyrillic: str):
    assert mixed_words(f"{latin}{cyrillic}") == [f"{latin}{cyrillic}"]


def test_the_kazakh_letters_are_cyrillic():
    assert scripts("әғқңөұүһі") == {"CYRILLIC"}


def test_digits_and_marks_belong_to_no_alphabet():
    assert scripts("1-№°'") == set()


@given(st.sampled_from(["Karlag", "Карлаг"]), st.sampled_from("\u0585\u13a0\uff21\U0001d400\u2c80"), st.integers(0, 6))
def test_a_letter_that_only_looks_like_another_is_told_wherever_it_stands(word: str, letter: str, at: int):
    written = word[:at] + letter + word[at:]
    assert mixed_words(f"in {written} he") == [written]


@given(st.sampled_from("\u3164\u2800\u180c\ufe0f\ufffd\u034f\U000e0100"), st.integers(0, 6))
def test_a_filler_that_nobody_sees_is_told(sign: str, at: int):
    assert unseen("Karlag"[:at] + sign + "Karlag"[at:]) is not None


def test_the_texts_of_a_data_package_are_looked_at_however_deep():
    package = {"resources": [], "contributors": [{"title": "Kar\u202elag"}], "title": "Karlag"}
    told = list(package_problems(package))
    assert told == [("contributors", "'Kar\\u202elag' holds the sign U+202E, which cannot be seen; take it out")]


def test_every_space_but_the_plain_one_is_odd_in_a_name():
    spaces = [letter for letter in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(letter) == "Zs"]
    assert [letter for letter in spaces if not odd_spaces(f"Karaganda{letter}2")] == [" "]
