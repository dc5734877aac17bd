"""Dates: what is read, what is refused and why, and what every date must keep to."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geokz.dates import (
    OPEN_END,
    OPEN_START,
    UNDATED,
    UNKNOWN_END,
    UNKNOWN_START,
    Span,
    When,
    day_number,
    iso_day,
    span,
)
from geokz.errors import DateError

CODES = {UNKNOWN_START: "unknown-", OPEN_START: "open-", OPEN_END: "open+", UNKNOWN_END: "unknown+"}


def bounds(text: str) -> list[str]:
    """The four bounds of a text, as ISO days or words."""
    return [CODES.get(number) or iso_day(number) for number in When.parse(text).bounds]


def spread(first: str, last: str) -> list[str]:
    """The bounds of something that began and ended between two days."""
    return [first, last, first, last]


# what is read ----------------------------------------------------------------------------------------------

ONE_DATE = [
    # level 0
    ("1931", "1931-01-01", "1931-12-31"),
    ("1931-09", "1931-09-01", "1931-09-30"),
    ("1931-09-17", "1931-09-17", "1931-09-17"),
    ("1931-09-17T10:20:30", "1931-09-17", "1931-09-17"),
    ("1931-09-17T10:20:30Z", "1931-09-17", "1931-09-17"),
    ("1932-02", "1932-02-01", "1932-02-29"),
    ("1932-02-29", "1932-02-29", "1932-02-29"),
    ("0000", "0000-01-01", "0000-12-31"),
    ("9999", "9999-01-01", "9999-12-31"),
    # level 1: far years, negative years
    ("Y170000002", "170000002-01-01", "170000002-12-31"),
    ("Y-170000002", "-170000002-01-01", "-170000002-12-31"),
    ("-0044", "-0044-01-01", "-0044-12-31"),
    ("-0044-03-15", "-0044-03-15", "-0044-03-15"),
    # level 1: seasons
    ("1931-21", "1931-03-01", "1931-05-31"),
    ("1931-22", "1931-06-01", "1931-08-31"),
    ("1931-23", "1931-09-01", "1931-11-30"),
    # level 1: digits nobody knows
    ("193X", "1930-01-01", "1939-12-31"),
    ("19XX", "1900-01-01", "1999-12-31"),
    ("1931-XX", "1931-01-01", "1931-12-31"),
    ("1931-XX-XX", "1931-01-01", "1931-12-31"),
    ("1931-09-XX", "1931-09-01", "1931-09-30"),
    # level 1: about, perhaps, both: by one unit of the date's own precision, by two for both
    ("1931~", "1930-01-01", "1932-12-31"),
    ("1931?", "1930-01-01", "1932-12-31"),
    ("1931%", "1929-01-01", "1933-12-31"),
    ("1931~?", "1929-01-01", "1933-12-31"),  # doubtful and rough: both doubts count
    ("1931?~", "1929-01-01", "1933-12-31"),
    ("1931-01~", "1930-12-01", "1931-02-28"),
    ("1931-12?", "1931-11-01", "1932-01-31"),
    ("1931-09%", "1931-07-01", "1931-11-30"),
    ("1931-09-17~", "1931-09-16", "1931-09-18"),
    ("1931-09-17%", "1931-09-15", "1931-09-19"),
    ("193X~", "1920-01-01", "1949-12-31"),
    ("19XX?", "1800-01-01", "2099-12-31"),
    ("1931-XX~", "1930-01-01", "1932-12-31"),
    ("1931-09-XX?", "1931-08-01", "1931-10-31"),
    ("1931-22~", "1931-03-01", "1931-11-30"),
    ("-0044~", "-0045-01-01", "-0043-12-31"),
    # one of a set
    ("[1932,1934]", "1932-01-01", "1934-12-31"),
    ("[1932, 1934]", "1932-01-01", "1934-12-31"),
    ("[1934,1932]", "1932-01-01", "1934-12-31"),
    ("[1932..1934]", "1932-01-01", "1934-12-31"),
    ("[1932-11,1934..1936]", "1932-11-01", "1936-12-31"),
    ("[1932~,1934]", "1931-01-01", "1934-12-31"),
    ("[..1934]", "unknown-", "1934-12-31"),
]


@pytest.mark.parametrize(("text", "first", "last"), ONE_DATE)
def test_a_date_lies_between_its_first_and_its_last_day(text: str, first: str, last: str):
    assert bounds(text) == spread(first, last)


INTERVALS = [
    ("[1934..]", ["1934-01-01", "open+", "1934-01-01", "unknown+"]),
    ("1931/1959", ["1931-01-01", "1931-12-31", "1959-01-01", "1959-12-31"]),
    ("1931-09-17/1959-07-27", ["1931-09-17", "1931-09-17", "1959-07-27", "1959-07-27"]),
    ("1931~/1959?", ["1930-01-01", "1932-12-31", "1958-01-01", "1960-12-31"]),
    ("193X/194X", ["1930-01-01", "1939-12-31", "1940-01-01", "1949-12-31"]),
    ("1931-21/1931-23", ["1931-03-01", "1931-05-31", "1931-09-01", "1931-11-30"]),
    ("Y-17000/1931", ["-17000-01-01", "-17000-12-31", "1931-01-01", "1931-12-31"]),
    ("1940/..", ["1940-01-01", "1940-12-31", "open+", "open+"]),
    ("../1940", ["open-", "open-", "1940-01-01", "1940-12-31"]),
    ("../..", ["open-", "open-", "open+", "open+"]),
    ("1940/", ["1940-01-01", "1940-12-31", "1940-01-01", "unknown+"]),
    ("/1940", ["unknown-", "1940-12-31", "1940-01-01", "1940-12-31"]),
    ("/..", ["unknown-", "open+", "open+", "open+"]),
    ("../", ["open-", "open-", "open-", "unknown+"]),
    ("[..1943]/1950", ["unknown-", "1943-12-31", "1950-01-01", "1950-12-31"]),
    ("1940/[1943,1945]", ["1940-01-01", "1940-12-31", "1943-01-01", "1945-12-31"]),
    ("[1940,1943]/[1941,1944]", ["1940-01-01", "1943-12-31", "1941-01-01", "1944-12-31"]),
    # ends that overlap narrow each other: nothing begins after it ends
    ("193X/1935", ["1930-01-01", "1935-12-31", "1935-01-01", "1935-12-31"]),
    ("1935/193X", ["1935-01-01", "1935-12-31", "1935-01-01", "1939-12-31"]),
    ("1931/1931", ["1931-01-01", "1931-12-31", "1931-01-01", "1931-12-31"]),
    # all of a set: from its first member to its last
    ("{1932,1934}", ["1932-01-01", "1932-12-31", "1934-01-01", "1934-12-31"]),
    ("{1960, 1961-12}", ["1960-01-01", "1960-12-31", "1961-12-01", "1961-12-31"]),
]


@pytest.mark.parametrize(("text", "expected"), INTERVALS)
def test_a_life_starts_and_ends_within_the_bounds_of_its_ends(text: str, expected: list[str]):
    assert bounds(text) == expected


@pytest.mark.parametrize(
    ("ranged", "listed"),
    [("{1932..1934}", "{1932,1933,1934}"), ("{1932,1934..1936}", "{1932,1934,1935,1936}")],
)
def test_all_of_a_range_is_all_of_its_years(ranged: str, listed: str):
    assert When.parse(ranged).bounds == When.parse(listed).bounds


@pytest.mark.parametrize("text", ["{193X,1932}", "{1932,193X}", "{1932,1930..1939}"])
def test_a_thing_stood_in_each_year_that_all_of_a_set_names(text: str):
    assert When.parse(text).certain_in(1932)


def test_winter_reaches_at_least_over_december():
    assert When.parse("1931-24").possible_on("1931-12-15")


def test_an_empty_cell_is_undated_and_not_always():
    assert When.parse("") == UNDATED
    assert When.parse("  ").state_in(1938) == "undated"
    assert not UNDATED.certain_in(1938)


@pytest.mark.parametrize("text", ["[1934..]", "[1934..]/", "{1934..}"])
def test_a_date_not_before_1934_is_no_missing_date(text: str):
    life = When.parse(text)
    assert not life.undated
    assert life.state_in(1933) == "absent"
    assert life.state_in(1950) != "undated"


# what is refused -------------------------------------------------------------------------------------------

REFUSED = [
    ("1959/1931", "is reversed"),
    ("1931-09-17/1931-09-16", "is reversed"),
    ("[1940..]/1935", "is reversed"),
    ("[1934..1932]", "'1934..1932' in '[1934..1932]' is reversed"),
    ("{1934..1932}", "'1934..1932' in '{1934..1932}' is reversed"),
    ("1931-02-30", "28 days in 1931-02"),
    ("1932-02-30", "29 days in 1932-02"),
    ("1931-09-31", "30 days in 1931-09"),
    ("1931-09-00", "30 days in 1931-09"),
    ("1931-02-30~", "28 days in 1931-02"),
    ("1931/1959-02-30", "28 days in 1959-02"),
    ("1931-13", "there is no month 13"),
    ("1931-00", "there is no month 00"),
    ("1931-20", "there is no month 20"),
    ("1931-13-01", "there is no month 13"),
    ("17.09.1931", "perhaps 1931-09-17"),
    ("7.9.1931", "perhaps 1931-09-07"),
    ("03/03/1931", "(perhaps 1931-03-03)"),
    ("Y9999999999999", "too far away"),
    ("foo", "EDTF"),
    ("/", "EDTF"),
    ("..", "EDTF"),
    ("31", "EDTF"),
    ("193", "EDTF"),
    ("19311", "EDTF"),
    ("1931-9", "EDTF"),
    ("1931-09-7", "EDTF"),
    ("1931-", "EDTF"),
    ("1931-1932", "EDTF"),
    ("1931–1959", "EDTF"),
    ("1931..", "EDTF"),
    ("..1940", "EDTF"),
    ("1931/1940/1950", "EDTF"),
    ("1931/unknown", "EDTF"),
    ("193u", "EDTF"),
    ("193x", "EDTF"),
    ("1931-uu", "EDTF"),
    ("Y1931", "EDTF"),
    ("1931~~", "EDTF"),
    ("1931 г.", "EDTF"),
    ("[1932", "a set is written [1932,1934]"),
    ("1932]", "EDTF"),
    ("[]", "a set is written [1932,1934]"),
    ("{}", "a set is written [1932,1934]"),
    ("[1932,foo]", "EDTF"),
    ("[1932/1934]", "a set is written [1932,1934]"),
    ("[1931-02-30,1934]", "EDTF"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_a_text_that_is_no_date_is_refused_with_the_reason(text: str, reason: str):
    with pytest.raises(DateError) as refusal:
        When.parse(text)
    assert reason in str(refusal.value)


@pytest.mark.parametrize("text", ["foo", "31", "1931-13", "17.09.1931", "1959/1931"])
def test_a_refusal_names_the_text_it_could_not_read(text: str):
    with pytest.raises(DateError, match=f"'{text}'"):
        When.parse(text)


@pytest.mark.parametrize("text", ["1931-02-29", "1900-02-29", "1931-02-29/1959", "[1931-02-29,1932]"])
def test_the_29th_of_february_is_refused_in_a_common_year(text: str):
    with pytest.raises(DateError):
        When.parse(text)


@pytest.mark.parametrize("text", ["1931-09-1X", "1931-09-X7", "1931-XX-1X", "193X-1X"])
def test_half_a_day_or_month_is_read_or_refused_but_never_breaks(text: str):
    try:
        life = When.parse(text)
    except DateError:
        return
    assert life.possible_in(1930, 1939)


@pytest.mark.parametrize("text", ["Y99999999999999999999", "Y-99999999999999999999"])
def test_a_year_beyond_all_counting_is_refused_as_a_date(text: str):
    with pytest.raises(DateError):
        When.parse(text)


def test_a_date_with_slashes_and_the_day_first_is_told_its_right_form():
    with pytest.raises(DateError, match="perhaps 1931-09-17"):
        When.parse("17/09/1931")


# what a life says of a year --------------------------------------------------------------------------------

STATES = [
    ("1931-09-17/1959-07-27", 1930, "absent"),
    ("1931-09-17/1959-07-27", 1931, "certain"),
    ("1931-09-17/1959-07-27", 1959, "certain"),
    ("1931-09-17/1959-07-27", 1960, "absent"),
    ("1931~/1959", 1930, "possible"),
    ("1931~/1959", 1932, "certain"),
    ("193X", 1935, "possible"),
    ("[1932,1934]", 1932, "possible"),
    ("1934/", 1934, "certain"),
    ("1934/", 1935, "possible"),
    ("1934/", 2000, "possible"),
    ("1934/..", 2000, "certain"),
    ("/1940", 1700, "possible"),
    ("/1940", 1940, "certain"),
    ("/1940", 1941, "absent"),
    ("../1940", 1700, "certain"),
    ("", 1938, "undated"),
]


@pytest.mark.parametrize(("text", "year", "state"), STATES)
def test_a_life_is_certain_possible_or_absent_in_a_year(text: str, year: int, state: str):
    assert When.parse(text).state_in(year) == state


def test_a_thing_of_the_year_1931_surely_stood_in_that_year_but_not_on_each_of_its_days():
    life = When.parse("1931")
    assert life.certain_in(1931)
    assert not life.certain_on("1931-06-01")
    assert life.possible_on("1931-06-01")


def test_each_bound_of_a_life_belongs_to_it():
    life = When.parse("1931-09/1959-07")
    first = [day_number(1931, 8, 31), day_number(1931, 9, 1), day_number(1931, 9, 29), day_number(1931, 9, 30)]
    last = [day_number(1959, 7, 1), day_number(1959, 7, 2), day_number(1959, 7, 31), day_number(1959, 8, 1)]
    assert [life.state_during(Span(day, day)) for day in first] == ["absent", "possible", "possible", "certain"]
    assert [life.state_during(Span(day, day)) for day in last] == ["certain", "possible", "possible", "absent"]


# evidence --------------------------------------------------------------------------------------------------


def test_evidence_makes_an_unknown_end_certain_up_to_its_last_date():
    life = When.parse("1934/").with_evidence(When.parse("1943"))
    assert [life.state_in(year) for year in (1933, 1934, 1940, 1943, 1944)] == [
        "absent",
        "certain",
        "certain",
        "certain",
        "possible",
    ]


def test_evidence_makes_an_unknown_start_certain_from_its_first_date():
    life = When.parse("/1950").with_evidence(When.parse("1943"))
    assert [life.state_in(year) for year in (1942, 1943, 1950, 1951)] == [
        "possible",
        "certain",
        "certain",
        "absent",
    ]


def test_evidence_beyond_a_stated_end_does_not_move_it():
    life = When.parse("1931/1940")
    assert life.with_evidence(When.parse("1950")) == life


def test_evidence_without_a_date_tells_nothing():
    life = When.parse("1934/")
    assert life.with_evidence(UNDATED) == life


def test_evidence_that_reaches_to_an_open_end_does_not_open_an_unknown_one():
    life = When.parse("1934/").with_evidence(When.parse("1940/.."))
    assert life.state_in(1950) == "possible"


def test_an_undated_thing_with_evidence_is_certain_at_that_date_and_possible_before_and_after():
    life = UNDATED.with_evidence(When.parse("1943"))
    assert [life.state_in(year) for year in (1942, 1943, 1944)] == [
        "possible",
        "certain",
        "possible",
    ]


# what holds for every date ---------------------------------------------------------------------------------

years = st.integers(1000, 2100).map(str)
far_years = st.integers(10_000, 200_000_000).flatmap(lambda year: st.sampled_from([f"Y{year}", f"Y-{year}"]))
negative_years = st.integers(1, 9999).map(lambda year: f"-{year:04}")
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
seasons = st.builds("{}-{}".format, years, st.integers(21, 24))
days = st.dates(datetime.date(1000, 1, 1), datetime.date(2100, 12, 31)).map(str)
unspecified = st.one_of(
    st.integers(100, 210).map("{}X".format),
    st.integers(10, 21).map("{}XX".format),
    years.map("{}-XX".format),
    years.map("{}-XX-XX".format),
    months.map("{}-XX".format),
)
plain = st.one_of(years, negative_years, months, seasons, days, unspecified)
marks = st.sampled_from("~?%")
dates = st.one_of(plain, far_years, st.builds("{}{}".format, plain, marks))


@st.composite
def members(draw: st.DrawFn) -> str:
    """The inside of a set: a few dates and ranges, perhaps open at either end."""
    listed = [str(year) for year in sorted(draw(st.sets(st.integers(1900, 1990), min_size=2, max_size=4)))]
    form = draw(st.sampled_from(["list", "range", "not after", "not before"]))
    if form == "range":
        return f"{listed[0]}..{listed[-1]}"
    if form == "not after":
        return f"..{listed[0]}, {listed[-1]}"
    if form == "not before":
        return f"{listed[0]}, {listed[-1]}.."
    return ",".join(listed)


one_of = members().map("[{}]".format)
all_of = members().map("{{{}}}".format)
ends = st.one_of(dates, one_of, st.sampled_from(["", ".."]))
texts = st.one_of(dates, one_of, all_of, st.builds("{}/{}".format, ends, ends), st.just(""))


@st.composite
def lives(draw: st.DrawFn) -> When:
    """A life of any form that geokz reads; reversed ones are thrown away."""
    try:
        return When.parse(draw(texts))
    except DateError:
        assume(False)
        raise


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, int]:
    """Some days in a row, near the years that the dates above lie in."""
    first = draw(st.integers(day_number(990), day_number(2110)))
    return first, first + draw(st.integers(0, 40_000))


@given(lives())
def test_the_earliest_bound_is_never_after_the_latest(life: When):
    assert life.start_earliest <= life.start_latest
    assert life.end_earliest <= life.end_latest


@given(lives(), spans())
def test_what_is_certain_is_possible(life: When, days_: tuple[int, int]):
    assert life.possible_during(Span(*days_)) or not life.certain_during(Span(*days_))


@given(lives(), spans(), st.integers(0, 5000), st.integers(0, 5000))
def test_a_wider_span_hides_nothing_and_makes_nothing_less_certain(
    life: When, days_: tuple[int, int], before: int, after: int
):
    wider = (days_[0] - before, days_[1] + after)
    assert life.possible_during(Span(*wider)) or not life.possible_during(Span(*days_))
    assert life.certain_during(Span(*wider)) or not life.certain_during(Span(*days_))


@given(lives())
def test_a_date_printed_and_read_again_is_the_same(life: When):
    assert When.parse(str(life)) == life


@given(texts)
def test_a_date_is_kept_as_it_was_written(text: str):
    try:
        assert str(When.parse(text)) == text
    except DateError:
        assume(False)


@given(lives(), lives(), spans())
def test_evidence_never_removes_certainty_and_never_what_was_possible(life: When, other: When, days_: tuple[int, int]):
    told = life.with_evidence(other)
    assert told.certain_during(Span(*days_)) or not life.certain_during(Span(*days_))
    assert told.possible_during(Span(*days_)) == life.possible_during(Span(*days_))
    assert told.start_earliest <= told.start_latest
    assert told.end_earliest <= told.end_latest


@given(lives(), lives(), lives())
def test_evidence_counts_the_same_in_any_order(life: When, one: When, other: When):
    assert life.with_evidence(one).with_evidence(other) == life.with_evidence(other).with_evidence(one)


@given(days)
def test_a_thing_of_one_day_is_certain_on_that_day_and_absent_the_day_before_and_after(text: str):
    life = When.parse(text)
    day = life.start_earliest
    assert [life.state_during(Span(at, at)) for at in (day - 1, day, day + 1)] == ["absent", "certain", "absent"]


@given(plain, marks)
def test_a_marked_date_reaches_further_both_ways_than_the_same_date_unmarked(text: str, mark: str):
    clear, marked = When.parse(text), When.parse(text + mark)
    assert marked.start_earliest < clear.start_earliest
    assert marked.end_latest > clear.end_latest


@given(plain)
def test_about_and_perhaps_together_reach_twice_as_far_back_as_either(text: str):
    about, both = When.parse(f"{text}~"), When.parse(f"{text}%")
    assert both.start_earliest < about.start_earliest
    assert both.end_latest > about.end_latest


@given(st.integers(100, 210), st.integers(0, 9))
def test_a_decade_covers_each_of_its_years(decade: int, digit: int):
    assert When.parse(f"{decade}X").possible_in(decade * 10 + digit)


@given(st.lists(years, min_size=2, max_size=4))
def test_one_of_a_set_is_possible_in_each_of_its_years(listed: list[str]):
    life = When.parse(f"[{','.join(listed)}]")
    assert all(life.possible_in(int(year)) for year in listed)


@given(st.lists(years, min_size=2, max_size=4))
def test_all_of_a_set_is_certain_in_each_of_its_years(listed: list[str]):
    life = When.parse(f"{{{','.join(listed)}}}")
    assert all(life.certain_in(int(year)) for year in listed)


@given(st.dates())
def test_day_numbers_count_as_the_calendar_does(date: datetime.date):
    number = day_number(date.year, date.month, date.day)
    assert number == date.toordinal() - datetime.date(1970, 1, 1).toordinal()
    assert iso_day(number) == str(date)


@given(st.text("0123456789X-~?%/.,[]{}Y ", max_size=14))
def test_any_text_is_read_or_refused_as_a_date_and_nothing_else(text: str):
    try:
        life = When.parse(text)
    except DateError:
        return
    assert life.start_earliest <= life.start_latest
    assert life.end_earliest <= life.end_latest


def test_a_span_of_years_runs_from_new_year_to_new_years_eve():
    assert [iso_day(day) for day in span(1938, 1940)] == ["1938-01-01", "1940-12-31"]


def test_open_and_unknown_ends_lie_beyond_every_day():
    assert UNKNOWN_START < OPEN_START < day_number(-170000002) < day_number(170000002) < OPEN_END < UNKNOWN_END


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1937-24", "1936-12-01", "1938-02-28"),  # of which winter nobody says
        ("1937-24~", "1936-09-01", "1938-05-31"),
        ("1931-~09", "1931-08-01", "1931-10-31"),
        ("-0150-XX", "-0150-01-01", "-0150-12-31"),
    ],
)
def test_what_the_library_reads_too_narrowly_reaches_as_far_as_the_words(text: str, first: str, last: str):
    life = When.parse(text)
    assert (iso_day(life.start_earliest), iso_day(life.end_latest)) == (first, last)


@pytest.mark.parametrize("text", ["1926 - 35", "1931 -24", "?-1959", "? - 1959"])
def test_a_span_in_words_is_no_season_and_no_year_before_christ(text: str):
    with pytest.raises(DateError, match="cannot read the date"):
        When.parse(text)


# asked by name ------------------------------------------------------------------------------------------------

KARLAG = When.parse("1931-09-17/1959-07-27")


def test_a_life_is_asked_in_years_on_days_and_during_spans() -> None:
    assert KARLAG.certain_in(1938) and KARLAG.certain_in(1920, 1931) and not KARLAG.possible_in(1960)
    assert KARLAG.state_on("1931-09-16") == "absent"
    assert KARLAG.state_on(datetime.date(1931, 9, 17)) == "certain"
    assert When.parse("1931").state_on("1931-06-01") == "possible"
    assert KARLAG.state_during(span(1959, 1963)) == "certain"


@pytest.mark.parametrize("ask", ["certain", "possible", "state"])
def test_a_bare_number_is_never_taken_for_a_span_or_a_day(ask: str) -> None:
    with pytest.raises(DateError, match=r"1938 may be years or days; give span\(1938\), or ask by name"):
        getattr(KARLAG, f"{ask}_during")(1938)
    with pytest.raises(DateError, match=r"1938 is no day; give a datetime\.date or a text such as 1938-09-17"):
        getattr(KARLAG, f"{ask}_on")(1938)
    with pytest.raises(DateError, match="'1938' is no year; give a whole number"):
        getattr(KARLAG, f"{ask}_in")("1938")
    assert not hasattr(KARLAG, ask)


@pytest.mark.parametrize("day", ["1938", "1938-09", "193X", "17.09.1938", "1938-09-31"])
def test_a_text_that_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(DateError):
        KARLAG.state_on(day)


def test_reversed_years_are_refused() -> None:
    with pytest.raises(DateError, match="the years 1940 to 1931 are reversed"):
        KARLAG.state_in(1940, 1931)


@given(st.integers(-4_000_000, 4_000_000))
def test_days_are_counted_and_written_as_numpy_does(day: int) -> None:
    written = iso_day(day)
    year, month, of_month = written.rsplit("-", 2)
    told = str(np.datetime64(day, "D"))  # of years before 0 it writes three digits, where ISO 8601 wants four
    assert (int(year), month, of_month) == (int(told.rsplit("-", 2)[0]), *told.rsplit("-", 2)[1:])
    assert len(year.lstrip("-")) == max(4, len(str(abs(int(year)))))
    assert day_number(int(year), int(month), int(of_month)) == day


@given(st.integers(-5000, 12000), st.integers(-30, 40))
def test_months_beyond_the_year_are_counted_on(year: int, month: int) -> None:
    months = np.datetime64(year - 1970, "Y").astype("datetime64[M]") + (month - 1)
    assert day_number(year, month) == int(months.astype("datetime64[D]").astype(int))
