"""Dates in words: what each wording means, what is refused and why, and that nothing is guessed."""

from __future__ import annotations

import csv
import datetime
import json
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from shell import geokz

from geokz import Layer
from geokz.dates import When
from geokz.errors import DateError, DateProseError, TableError
from geokz.prose import edtf_from_prose

HANDBOOK = Path(__file__).resolve().parents[2] / "shared" / "reference" / "gulag_camps_kz.csv"

READ = [
    # one date
    ("1931", "1931"),
    ("в 1931 г.", "1931"),
    ("в августе 1943", "1943-08"),
    ("1931, сентябрь", "1931-09"),
    ("17 сентября 1931 года", "1931-09-17"),
    ("«17 сент. 1931 г.»", "1931-09-17"),
    ("17-го сентября 1931", "1931-09-17"),
    ("17.09.1931", "1931-09-17"),
    ("1931-9-17", "1931-09-17"),
    ("янв.1932", "1932-01"),
    ("сент.1931 - окт.1932", "1931-09/1932-10"),
    ("VIII.1931", "1931-08"),
    ("17.09.31", "1931-09-17"),
    ("3.4.1931 г.", "1931-04-03"),
    ("17.IX.1931", "1931-09-17"),
    ("17.IХ.1931", "1931-09-17"),  # the X is a Cyrillic Ха
    ("17/IX-1931", "1931-09-17"),
    ("17/09/1931", "1931-09-17"),
    ("12.1931", "1931-12"),
    ("29.02.1932", "1932-02-29"),
    ("17 September 1931", "1931-09-17"),
    ("September 17, 1931", "1931-09-17"),
    ("1931 жылғы 17 қыркүйек", "1931-09-17"),
    ("1943 жылдың тамызы", "1943-08"),
    ("1931 ж.", "1931"),
    # decades, seasons, parts
    ("1930-е годы", "193X"),
    ("в 30-х гг.", "193X"),
    ("the 1930s", "193X"),
    ("1930-жылдар", "193X"),
    ("осень 1937 г.", "1937-23"),
    ("летом 1937", "1937-22"),
    ("in the spring of 1937", "1937-21"),
    ("1937 жылдың күзі", "1937-23"),
    ("зима 1937/38 г.", "[1937-12..1938-02]"),
    ("зимой 1937-1938 гг.", "[1937-12..1938-02]"),
    ("1932/33 г.", "[1932..1933]"),
    ("начало 1930-х гг.", "[1930..1933]"),
    ("early 1930s", "[1930..1933]"),
    ("1930-жылдардың басында", "[1930..1933]"),
    ("mid-1930s", "[1933..1936]"),
    ("в конце 30-х годов", "[1936..1939]"),
    ("вторая половина 1930-х гг.", "[1935..1939]"),
    ("начало 1929 года", "[1929-01..1929-03]"),
    ("в середине 1930 года", "[1930-04..1930-09]"),
    ("в конце 1929 года", "[1929-10..1929-12]"),
    ("1929 жылдың соңында", "[1929-10..1929-12]"),
    ("1 полугодие 1940", "[1940-01..1940-06]"),
    ("второе полугодие 1940 г.", "[1940-07..1940-12]"),
    ("first half of 1940", "[1940-01..1940-06]"),
    ("II кв. 1940", "[1940-04..1940-06]"),
    ("конец февраля 1932", "[1932-02-21..1932-02-29]"),
    ("первая половина мая 1941", "[1941-05-01..1941-05-15]"),
    # bounds of one event
    ("не позднее июля 1929", "[..1929-07]"),
    ("не позднее, чем в июле 1929", "[..1929-07]"),
    ("not later than July 1929", "[..1929-07]"),
    ("by July 1929", "[..1929-07]"),
    ("к концу 1929 г.", "[..1929-12]"),
    ("1929 жылдың шілдесінен кешіктірмей", "[..1929-07]"),
    ("не позднее начала 1930-х", "[..1933]"),
    ("не ранее 17.09.1931", "[1931-09-17..]"),
    ("no earlier than 1931", "[1931..]"),
    ("до 1941", "[..1941]"),
    ("до 1941 г. включительно", "[..1941]"),
    ("before 1941", "[..1941]"),
    ("1941 жылға дейін", "[..1941]"),
    ("после 1945", "[1945..]"),
    ("1945 жылдан кейін", "[1945..]"),
    ("между 01.01.1941 и 05.03.1942", "[1941-01-01..1942-03-05]"),
    ("между июлем и октябрём 1931", "[1931-07..1931-10]"),
    ("between 1931 and 1934", "[1931..1934]"),
    ("1931 мен 1934 жылдар арасында", "[1931..1934]"),
    ("не ранее 1931, но не позднее 1934", "[1931..1934]"),
    ("1932 или 1934 г.", "[1932,1934]"),
    ("около 1935", "1935~"),
    ("ок. 1930-х гг.", "193X~"),
    ("about 1935", "1935~"),
    ("шамамен 1935 жыл", "1935~"),
    ("вероятно, июль 1929", "1929-07?"),
    ("1935 (?)", "1935?"),
    # lives
    ("с 1931 по 1959", "1931/1959"),
    ("с 1931 г. до 1959 г.", "1931/1959"),
    ("c 1931 по 1959", "1931/1959"),  # a Latin c
    ("17 сентября 1931 – 27 июля 1959", "1931-09-17/1959-07-27"),
    ("01.01.41–05.03.42", "1941-01-01/1942-03-05"),
    ("1931–1934 гг.", "1931/1934"),
    ("1931–34 гг.", "1931/1934"),
    ("1931 жылдан 1959 жылға дейін", "1931/1959"),
    ("1931 жылдың 17 қыркүйегінен 1959 жылдың 27 шілдесіне дейін", "1931-09-17/1959-07-27"),
    ("1931–1940 жылдары", "1931/1940"),
    ("from 17 September 1931 to 27 July 1959", "1931-09-17/1959-07-27"),
    ("с февраля по октябрь 1945 года", "1945-02/1945-10"),
    ("5–17 июля 1929", "1929-07-05/1929-07-17"),
    ("17.09–05.10.1931", "1931-09-17/1931-10-05"),
    ("весна – осень 1931", "1931-21/1931-23"),
    ("1920-х – 1930-х гг.", "192X/193X"),
    ("ок. 1935 – ок. 1937", "1935~/1937~"),
    ("1931 – не позднее 1938", "1931/[..1938]"),
    ("с начала 1930-х до 1941", "[1930..1933]/1941"),
    ("с 1931", "1931/"),
    ("1931 жылдан бастап", "1931/"),
    ("с 1931 по настоящее время", "1931/.."),
    ("по 1959", "/1959"),
    ("until 1959", "/1959"),
    # what began, ended, was at work
    ("организован 17.09.31", "1931-09-17/"),
    ("организован не позднее июля 1929", "[..1929-07]/"),
    ("founded in 1931", "1931/"),
    ("1931 жылы құрылды", "1931/"),
    ("закрыт 27 июля 1959 г.", "/1959-07-27"),
    ("закрыт в 1959 или 1960", "/[1959,1960]"),
    ("1959 жылғы 27 шілдеде жабылды", "/1959-07-27"),
    ("организован 17.09.31, закрыт 27.07.59", "1931-09-17/1959-07-27"),
    ("осн. 1931 – ликв. 1959", "1931/1959"),
    ("действовал до 1941", "/1941"),
    ("существовал в 1931–1934 гг.", "1931/1934"),
    ("действовал в 1938 году", "[..1938]/[1938..]"),
    ("по меньшей мере до апреля 1942", "[..1942-04]/[1942-04..]"),
    ("упом. 1938", "[..1938]/[1938..]"),
    ("упоминается в 1938–1940 гг.", "[..1938]/[1940..]"),
    ("mentioned in 1938", "[..1938]/[1938..]"),
    ("по состоянию на 01.01.1938", "[..1938-01-01]/[1938-01-01..]"),
    # further habits of handbooks and of programs
    ("перв. пол. 1930-х", "[1930..1934]"),
    ("втор. пол. 1930-х", "[1935..1939]"),
    ("XX ғ. 30-жж.", "193X"),
    ("1930-жж.", "193X"),
    ("193*", "193X"),
    ("12-IV-1931", "1931-04-12"),
    ("прим. 1937", "1937~"),
    ("1931 ― 1934", "1931/1934"),
    ("1931 по 1934", "1931/1934"),
    ("1931 либо 1932", "[1931,1932]"),
    ("на 1 января 1931 г.", "[..1931-01-01]/[1931-01-01..]"),
    ("по сост. на 1.01.1931", "[..1931-01-01]/[1931-01-01..]"),
    ("в период с 1931 по 1934 г.", "1931/1934"),
    ("в теч. 1931 г.", "1931"),
    ("1931/05/12", "1931-05-12"),
    ("5/1931", "1931-05"),
    ("в мае 1931-го", "1931-05"),
    ("May–June, 1931", "1931-05/1931-06"),
    ("late April, 1931", "[1931-04-21..1931-04-30]"),
    ("12-May-1931", "1931-05-12"),
    ("12-May-31", "1931-05-12"),
    ("Q1 1931", "[1931-01..1931-03]"),
    ("1931-Q4", "[1931-10..1931-12]"),
    ("(1931)", "1931"),
    ("1931 .", "1931"),
    ("NA", ""),
    ("#N/A", ""),
    ("нет", ""),
    # blanks around a hyphen, and ends that nobody knows
    ("1926 - 35", "1926/1935"),
    ("1931 / 1959", "1931/1959"),
    ("?-1959", "/1959"),
    ("-1959", "/1959"),
    ("... – 1959 г.", "/1959"),
    ("1931-?", "1931/"),
    ("1931 –", "1931/"),
    # abbreviations, cases, other words for the same
    ("13 июл. 1937", "1937-07-13"),
    ("с авг. 1936 по июн. 1937", "1936-08/1937-06"),
    ("между второй половиной 1946 и началом 1948 года", "[1946-07..1948-03]"),
    ("вплоть до июля 1958 года", "[..1958-07]"),
    ("в течение 1947 года", "1947"),
    ("упоминается с мая по август 1942 года", "[..1942-05]/[1942-08..]"),
    ("действующий на 01.01.1950", "[..1950-01-01]/[1950-01-01..]"),
    (
        "организован не позднее 3 марта 1947 года и действовал по меньшей мере до 5 мая 1952 года",
        "[..1947-03-03]/[1952-05-05..]",
    ),
    ("1931 September 17", "1931-09-17"),
    ("July 4-10, 1931", "1931-07-04/1931-07-10"),
    ("ІІ квартал 1944", "[1944-04..1944-06]"),  # Ukrainian І
    ("17.ХІ.1941", "1941-11-17"),
    ("1931 жылдың тамыз айында", "1931-08"),
    ("1931 жылдың тамыз айынан", "1931-08/"),
    ("1949–1959 жылдар аралығында", "1949/1959"),
    ("1931 жылдан бері", "1931/"),
    ("1950 жылдардың ортасында", "[1953..1956]"),
    ("вт. пол. 1940-х", "[1945..1949]"),
    ("1931 ж. бастап", "1931/"),
    ("1959 ж. дейін", "[..1959]"),
    ("ХХ ғасырдың 30-жылдары", "193X"),
    ("30-е годы XX века", "193X"),
    ("с 1941 г. по наст. время", "1941/.."),
    ("прибл. 1941", "1941~"),
    ("в 1941-м", "1941"),
    ("1941.05", "1941-05"),
    ("193-", "193X"),
    # what programs make of dates
    ("1931.0", "1931"),
    ("Q2/1931", "[1931-04..1931-06]"),
    ("q2-1931", "[1931-04..1931-06]"),
    ("Q21931", "[1931-04..1931-06]"),
    ("1931-09-17 00:00:00", "1931-09-17"),
    ("17.09.1931 0:00:00", "1931-09-17"),
    ("1931-09-17T00:00:00Z", "1931-09-17"),
    ("193Х", "193X"),  # a Cyrillic Ха
    ("193?", "193X"),
    # centuries and eras
    ("XIX век", "18XX"),
    ("ХХ век", "19XX"),  # Cyrillic
    ("19-й век", "18XX"),
    ("XIX ғасыр", "18XX"),
    ("the 19th century", "18XX"),
    ("начало XX века", "[1900..1933]"),
    ("вторая половина XIX в.", "[1850..1899]"),
    ("первая четверть XX века", "[1900..1924]"),
    ("XVIII–XIX вв.", "17XX/18XX"),
    ("350 г. до н.э.", "-0349"),
    ("1 г. до н. э.", "0000"),
    ("II в. до н. э.", "[-0199..-0100]"),
    ("120 г. н.э.", "0120"),
    ("45 BC", "-0044"),
    # nothing known
    ("", ""),
    ("б.г.", ""),
    ("б. д.", ""),
    ("н/д", ""),
    ("нет данных", ""),
    ("без даты", ""),
    ("undated", ""),
    ("жылы белгісіз", ""),
    ("неизвестно", ""),
    # as letters, newspapers and catalogues have them
    ("«17» сентября 1931 года", "1931-09-17"),
    ("сентября 17 дня 1931 года", "1931-09-17"),
    ("в сентябре месяце 1931 г.", "1931-09"),
    ("от 17 сентября 1931 г.", "1931-09-17"),
    ("22 июня 1941 г., воскресенье", "1941-06-22"),
    ("май/июнь 1942", "1942-05/1942-06"),
    ("весна и лето 1932 г.", "1932-21/1932-22"),
    ("в тридцатые годы", "193X"),
    ("конец двадцатых годов", "[1926..1929]"),
    ("the late thirties", "[1936..1939]"),
    ("отызыншы жылдардың басында", "[1930..1933]"),
    ("первая треть XX в.", "[1900..1933]"),
    ("конец XIX — начало XX вв.", "[1866..1899]/[1900..1933]"),
    ("в последних числах декабря 1937 г.", "[1937-12-21..1937-12-31]"),
    ("1930–н.в.", "1930/.."),
    ("1931 - present", "1931/.."),
    ("год основания: 1931", "1931/"),
    ("est. c. 1931", "1931~/"),
    ("fl. 1935", "[..1935]/[1935..]"),
    ("на 1/I 1939 г.", "[..1939-01-01]/[1939-01-01..]"),
    ("1937 жылғы 1 қаңтардағы жағдай бойынша", "[..1937-01-01]/[1937-01-01..]"),
    ("1937 жылдың қараша-желтоқсан айларында", "1937-11/1937-12"),
    ("1935 жыл шамасында", "1935~"),
    ("1937 at the latest", "[..1937]"),
    ("1937 [так в документе]", "1937"),
    ("n.d. [1937?]", "1937?"),
    ("1930/31 учебный год", "[1930..1931]"),
    # both styles, nights, and other words around a date
    ("25 октября (7 ноября) 1917 г.", "1917-11-07"),
    ("25 октября / 7 ноября 1917 г.", "1917-11-07"),
    ("с 25 октября (7 ноября) 1917 г. по 5 марта 1953 г.", "1917-11-07/1953-03-05"),
    ("12/24 апреля 1897", "1897-04-24"),
    ("April 12 (24), 1897", "1897-04-24"),
    ("25.10(07.11).1917", "1917-11-07"),
    ("23 декабря 1916 (5 января 1917) г.", "1917-01-05"),
    ("25 октября 1917 г. по старому стилю", "1917-11-07"),
    ("7 November 1917 (N.S.)", "1917-11-07"),
    ("1917 жылғы 25 қазан (7 қараша)", "1917-11-07"),
    ("в ночь с 4-го на 5-е мая 1931 года", "[1931-05-04..1931-05-05]"),
    ("в ночь на 1 января 1938 г.", "[1937-12-31..1938-01-01]"),
    ("on the night of May 4-5, 1931", "[1931-05-04..1931-05-05]"),
    ("1931 жылдың 5 мамырына қараған түні", "[1931-05-04..1931-05-05]"),
    ("к весне 1931 г.", "[..1931-21]"),
    ("1931 г., весной", "1931-21"),
    ("от весны до осени 1931", "1931-21/1931-23"),
    ("spring and summer of 1931", "1931-21/1931-22"),
    ("в 1920–30-е годы", "192X/193X"),
    ("the 1920s and 1930s", "192X/193X"),
    ("в 1930-х годах ХХ века", "193X"),
    ("ХХ ғасырдың 20-30 жылдары", "192X/193X"),
    ("1931 жылдың соңына қарай", "[..1931-12]"),
    ("1931 жылдың екінші жартысынан бастап", "[1931-07..1931-12]/"),
    ("1931 года мая 5 дня", "1931-05-05"),
]


@pytest.mark.parametrize(("text", "edtf"), READ)
def test_a_wording_means_this_edtf(text: str, edtf: str):
    assert edtf_from_prose(text) == edtf


def test_the_shell_says_that_an_early_day_is_of_the_new_style():
    told = geokz("date", "25 октября (7 ноября) 1917 г.").stdout
    assert "1917-11-07" in told and "of the new style" in told
    assert "style" not in geokz("date", "7 ноября 1927 г.").stdout


OLD_AND_NEW = st.dates(datetime.date(1801, 1, 1), datetime.date(1918, 1, 31))
MONTHS_RU = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"


def in_russian(day: datetime.date) -> str:
    return MONTHS_RU.split()[day.month - 1]


@given(
    OLD_AND_NEW,
    st.sampled_from(["{0} {1} ({2} {3}) {5} г.", "{0} {1} / {2} {3} {5}", "{2} {3} ({0} {1} ст. ст.) {5} г."]),
)
def test_a_day_given_in_both_styles_is_that_of_the_new(old: datetime.date, wording: str):
    new = old + datetime.timedelta(days=12 if old < datetime.date(1900, 3, 1) else 13)
    given_in = wording if old.year == new.year else "{0} {1} {4} г. ({2} {3} {5} г.)"
    text = given_in.format(old.day, in_russian(old), new.day, in_russian(new), old.year, new.year)
    assert edtf_from_prose(text) == new.isoformat()


@given(OLD_AND_NEW, st.integers(-40, 40).filter(lambda days: abs(days) not in {12, 13}))
def test_two_days_that_are_not_one_in_both_styles_are_refused(day: datetime.date, apart: int):
    other = day + datetime.timedelta(days=apart)
    text = f"{day.day}.{day.month}.{day.year} ({other.day}.{other.month}.{other.year})"
    with pytest.raises(DateProseError, match="are not surely one day of the old and the new style"):
        edtf_from_prose(text)


@given(st.dates(datetime.date(1918, 3, 1), datetime.date(1963, 12, 31)))
def test_a_night_lies_in_two_days(day: datetime.date):
    eve = day - datetime.timedelta(days=1)
    both = f"[{eve}..{day}]"
    assert edtf_from_prose(f"в ночь на {day.day} {in_russian(day)} {day.year} г.") == both
    assert edtf_from_prose(f"в ночь с {eve:%d.%m.%Y} на {day:%d.%m.%Y}") == both


REFUSED = [
    ("10 (25) мая 1916 г.", "1916-05-10 and 1916-05-25 are not surely one day of the old and the new style"),
    ("17 (18) сентября 1931 г.", "are not surely one day"),
    ("1/14 мая 1931", "are not surely one day"),
    ("март 1917 (ст. ст.)", "only a whole day of the old style"),
    ("в ночь с 4 на 8 мая 1931", "no night goes from 1931-05-04 to 1931-05-08"),
    ("в ночь на май 1931", "1931-05 is no day"),
    ("night of 4 May 1931", "do not make one date"),
    ("1930-е и 1950-е гг.", "do not make one date"),
    ("в мае 1937 или 1938 г.", "whether the month or day of 1937-05 goes for 1938 too"),
    ("весной и осенью 1932 г.", "do not make one date"),
    ("январь/март 1933", "do not make one date"),
    ("среда 1937", "the word 'среда'"),
    # a year of EDTF that tables write for none
    ("0000", "the year 1 before Christ"),
    # the century
    ("17.09.12", "the century of the year '12' is not sure"),
    ("17.09.64", "the century of the year '64' is not sure"),
    ("10-е годы", "the century of the year '10' is not sure"),
    ("с 1931 по 07 г.", "the century of the year '07' is not sure"),
    ("1900-е годы", "a decade or a century"),
    ("в 32 году", "there is no full year"),
    ("17 сентября", "there is no full year"),
    # the order of day and month, and the calendar
    ("03/04/1931", "day or month first?"),
    ("03-04-1931", "day or month first?"),
    ("09.17.1931", "there is no month 17"),
    ("31 июня 1931", "there is no day 31 in month 6"),
    ("29.02.1931", "there is no day 29 in month 2"),
    ("25 октября 1917", "old style"),
    # what could be two things
    ("1931-34", "write 1931/1934 if meant"),
    ("около 1931-34", "cannot read the date"),
    ("организован 1931-34", "cannot read the date"),
    ("1931 -24", "the century of the year '24' is not sure"),
    ("XXXV век", "there is no century 'XXXV'"),
    ("начало века", "there is no full year in it"),
    ("зима 1937", "which winter of 1937? write 1936/37 or 1937/38"),
    ("около 1935 – 1937", "go for 1937 too"),
    ("осенью 1937 – 1938", "go for 1938 too"),
    ("1930 г. – 40-е годы", "whether 1930 is a year or a decade"),
    ("1930 жылдары", "do not make one date"),
    ("c 1931", "do not make one date"),  # a Latin c: from, or about?
    ("1931, 1934", "do not make one date"),
    ("с мая по 1938", "do not make one date"),
    ("1931/34", "does not join two years in a row"),
    # what cannot be
    ("с 1959 по 1931", "is reversed"),
    ("с сентября по март 1932", "is reversed"),
    ("около начала 1930-х", "there is no date '[1930..1933]~'"),
    ("2 квартал июля 1931", "a month has no '2 квартал'"),
    # words that nobody taught it, or that turn the meaning
    ("не в 1931", "do not make one date"),
    ("с июня 1941 по май", "do not make one date"),
    ("организован и закрыт в 1931", "do not make one date"),
    ("действовал после 1945", "do not make one date"),
    ("вскоре после 1931", "the word 'вскоре' is not known"),
    ("до войны", "the word 'войны' names an event"),
    ("приказ от 3 декабря 1937", "the word 'приказ' is not known"),
    ("1931 " * 60, "too long"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_would_need_a_guess_is_refused_with_the_reason(text: str, reason: str):
    with pytest.raises(DateProseError) as refusal:
        edtf_from_prose(text)
    assert reason in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_refusal_names_the_text_and_the_way_out():
    with pytest.raises(DateProseError, match=r"^cannot read the date 'до войны': .*; write it as EDTF, e\.g\."):
        edtf_from_prose(" до\nвойны ")


def test_what_is_mentioned_in_a_year_is_certain_then_and_possible_before_and_after():
    life = When.parse(edtf_from_prose("упом. 1938"))
    assert [life.state_in(year) for year in (1937, 1938, 1939)] == [
        "possible",
        "certain",
        "possible",
    ]


# what holds for every text ---------------------------------------------------------------------------------

PIECES = """
с по до не позднее ранее между и около или начало конец первая половина лето зима июля май 17 5 31 1931 1934 1930-х 30-е
1932/33 17.09.31 03/04/1931 IX г. гг. – - , . (?) упом. организован закрыт действовал в к by from to between and early
mid- of July 1930s жылдан жылға дейін жылдың тамызы басы мен арасында ← → — { {a} ? / ~ [..1931]
"""
pieces = st.sampled_from(PIECES.split())
wordings = st.lists(pieces, max_size=9).map(" ".join) | st.lists(pieces, max_size=5).map("".join)


@given(st.one_of(st.text(max_size=60), wordings))
@example("\ud800")
@example("1" * 5000)
def test_any_text_is_read_as_edtf_or_refused_as_a_date(text: str):
    try:
        edtf = edtf_from_prose(text)
    except DateProseError as refusal:
        assert f"'{' '.join(text.split())[:100]}'" in str(refusal)
        return
    assert When.parse(edtf).edtf == edtf


years = st.integers(1919, 1963)
ends = st.one_of(
    years.map(str),
    st.dates().map(str),
    st.builds("{}-{:02}".format, years, st.integers(1, 12)),
    st.sampled_from(["193X", "1935~", "1935?", "[..1929-07]", "[1931..]", "[1932,1934]", "1937-23", "..", "", "-0044"]),
)
edtf_texts = st.one_of(ends, st.builds("{}/{}".format, ends, ends), st.just("{1932,1934}"))


@given(edtf_texts)
def test_edtf_is_given_back_as_it_is(text: str):
    try:
        When.parse(text)
    except DateError:
        assume(False)
    assert edtf_from_prose(text) == text


@given(st.dates(datetime.date(1919, 1, 1), datetime.date(1963, 12, 31)))
def test_a_dotted_date_is_day_month_year(day: datetime.date):
    assert edtf_from_prose(f"{day.day:02}.{day.month:02}.{day.year}") == str(day)


@given(st.text("-–—?. 0123456789", max_size=12))
def test_figures_and_hyphens_are_never_a_part_of_a_year_nor_before_christ_in_silence(text: str):
    try:
        edtf = edtf_from_prose(text)
    except DateProseError:
        return
    assert edtf == text.strip() or not (edtf.startswith("-") or "-2" in edtf[:6] or "-3" in edtf[:6])


@given(years, st.integers(20, 63), st.sampled_from(["-", "–", "—"]))
def test_blanks_around_a_dash_never_make_a_season_of_two_years(first: int, last: int, dash: str):
    assume(first < 1900 + last)
    assert edtf_from_prose(f"{first} {dash} {last}") == f"{first}/19{last}"


@given(years, years)
def test_two_years_are_a_life_or_reversed(first: int, last: int):
    assume(first <= last)
    assert edtf_from_prose(f"с {first} по {last} гг.") == edtf_from_prose(f"{first} – {last}") == f"{first}/{last}"


# the handbook of 1998 --------------------------------------------------------------------------------------

NOT_READ = {
    # a base that was itself opened and closed, and an order: whose date is it?
    "организован на базе Панинского лагерного отделения 28 мая 1955 года",
    "образовано по приказу НКВД от 3 декабря 1937 года",
}


def handbook_wordings() -> set[str]:
    if not HANDBOOK.is_file():
        pytest.skip("the handbook's table lies outside the repository and is not here")
    with HANDBOOK.open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    return {row[column] for row in rows for column in ("opened_ru", "active_ru", "closed_ru")} - {""}


def test_of_the_handbooks_41_wordings_39_are_read():
    refused = set()
    wordings_ = handbook_wordings()
    for text in wordings_:
        try:
            edtf_from_prose(text)
        except DateProseError:
            refused.add(text)
    assert refused <= NOT_READ
    assert len(wordings_) >= 41
    assert 1 - len(refused) / len(wordings_) >= 0.95


@pytest.mark.parametrize(
    ("text", "edtf"),  # one of each shape; all 39 were compared by eye
    [
        ("организован в 24 марта 1943 года", "1943-03-24/"),
        ("организовано 14 мая 1953", "1953-05-14/"),
        ("организован в 1930 году", "1930/"),
        ("организован не ранее 4 сентября 1946 года", "[1946-09-04..]/"),
        ("основан 17 сентября 1931 года", "1931-09-17/"),
        ("открыто 13 декабря 1954 года", "1954-12-13/"),
        ("действовал до 1959 года", "/1959"),
        ("действовал до 27 июля 1959 года", "/1959-07-27"),
        ("действовал по меньшей мере до 6 сентября 1956 года", "[..1956-09-06]/[1956-09-06..]"),
        ("действовало с 14 июля 1947 года по 29 апреля 1953 года", "1947-07-14/1953-04-29"),
        ("действовало с февраля по октябрь 1945 года", "1945-02/1945-10"),
        ("просуществовало до 1950 года", "/1950"),
        ("закрыт 24 марта 1943", "/1943-03-24"),
        ("ликвидирован 17 сентября 1931 года", "/1931-09-17"),
    ],
)
def test_the_handbooks_shapes_are_read_so(text: str, edtf: str):
    assert edtf_from_prose(text) == edtf
    assert not HANDBOOK.is_file() or text in handbook_wordings()


# a table and the shell -------------------------------------------------------------------------------------

TABLE = "name,when,lon,lat\nA,не позднее июля 1929,70,48\nB,1931/1959,71,48\nC,,72,48\n"


def test_a_table_may_word_its_dates(tmp_path: Path):
    (tmp_path / "my.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "edtf.csv").write_text(TABLE.replace("не позднее июля 1929", "[..1929-07]"), encoding="utf-8")
    worded = Layer.from_csv(tmp_path / "my.csv", prose=True, title="own")
    assert worded.source == Layer.from_csv(tmp_path / "edtf.csv", title="own").source


def test_a_table_does_not_word_its_dates_unless_asked(tmp_path: Path):
    (tmp_path / "my.csv").write_text(TABLE, encoding="utf-8")
    with pytest.raises(
        TableError, match=r"my\.csv:2:when  cannot read the date 'не позднее июля 1929'; write it as EDTF"
    ):
        Layer.from_csv(tmp_path / "my.csv")


def test_a_wording_that_cannot_be_read_is_told_with_file_line_and_column(tmp_path: Path):
    (tmp_path / "my.csv").write_text(TABLE + "D,до войны,72,48\nE,зима 1937,72,48\n", encoding="utf-8")
    with pytest.raises(TableError) as refusal:
        Layer.from_csv(tmp_path / "my.csv", prose=True)
    one, two = str(refusal.value).splitlines()
    assert "my.csv:5:when  cannot read the date 'до войны': the word 'войны' names an event" in one
    assert one.endswith("193X, 1935~, 1931/1959")
    assert "my.csv:6:when  cannot read the date 'зима 1937': which winter" in two


def test_the_shell_shows_edtf_and_the_four_bounds():
    run = geokz("date", "не позднее июля 1929", "1940/..", "неизвестно")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == (
        "не позднее июля 1929: [..1929-07]\n"
        "  begins at the earliest: unknown\n"
        "  begins at the latest:   1929-07-31\n"
        "  ends at the earliest:   unknown\n"
        "  ends at the latest:     1929-07-31\n"
        "1940/..: 1940/..\n"
        "  begins at the earliest: 1940-01-01\n"
        "  begins at the latest:   1940-12-31\n"
        "  ends at the earliest:   open: beyond the years of the atlas\n"
        "  ends at the latest:     open: beyond the years of the atlas\n"
        "неизвестно: undated: neither begin nor end is known\n"
    )


def test_the_shell_writes_json():
    run = geokz("date", "--json", "упом. 1938", "1940/..")
    assert json.loads(run.stdout) == [
        {
            "text": "упом. 1938",
            "edtf": "[..1938]/[1938..]",
            "start_earliest": None,
            "start_latest": "1938-12-31",
            "end_earliest": "1938-01-01",
            "end_latest": None,
        },
        {
            "text": "1940/..",
            "edtf": "1940/..",
            "start_earliest": "1940-01-01",
            "start_latest": "1940-12-31",
            "end_earliest": "..",
            "end_latest": "..",
        },
    ]


def test_the_shell_says_in_one_line_what_it_cannot_read_and_reads_the_rest():
    run = geokz("date", "до войны", "1931")
    assert run.returncode == 1
    assert run.stdout.startswith("1931: 1931\n")
    assert run.stderr.startswith("geokz: cannot read the date 'до войны': the word 'войны' names an event")
    assert run.stderr.count("\n") == 1
