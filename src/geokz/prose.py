"""Dates as handbooks word them, in Russian, Kazakh or English, turned into EDTF text; nothing is ever guessed.

>>> edtf_from_prose("не позднее июля 1929")
'[..1929-07]'
>>> edtf_from_prose("организован 17.09.31"), edtf_from_prose("закрыт 27 июля 1959 г.")
('1931-09-17/', '/1959-07-27')

What each wording means
    ==================================  =========================  ====================================================
    wording                             EDTF                       meaning
    ==================================  =========================  ====================================================
    не позднее X, к X, by X             [..X]                      a bound of the event, X itself included
    не ранее X, not before X            [X..]                      a bound of the event, X itself included
    до X, before X                      [..X]                      alone it bounds an event; whether X itself counts the
                                                                   words leave open, so X stays possible
    после X, after X                    [X..]                      likewise
    между X и Y, between X and Y        [X..Y]                     one event, some day from X to Y, both included
    X или Y                             [X,Y]                      one of the two
    около X, about X                    X~                         one unit of X's precision wider on each side
    вероятно X, probably X              X?                         likewise
    с X по (до) Y, X – Y                X/Y                        a life, both ends included
    с X; по X, until X                  X/ and /X                  a life whose other end is unknown
    организован X; закрыт X             X/ and /X                  likewise
    действовал до X                     /X                         likewise: after such a verb X is the end
    упом. X, действовал в X,            [..X]/[X..]                it existed at X; both its ends are unknown
    по меньшей мере до (с) X
    начало, середина, конец 1929        [1929-01..1929-03] ...     first quarter, the two middle ones, last quarter
    начало, середина, конец 1930-х      [1930..1933] ...           thirds, rounded outwards: years 0-3, 3-6, 6-9
    начало, середина, конец июля 1929   [1929-07-01..1929-07-10]   days 1-10, 11-20, 21 to the last
    XIX век, начало XX века             18XX, [1900..1933]         as EDTF counts a century; thirds, halves, quarters of
    350 г. до н. э.                     -0349                      it; the year 1 before Christ is 0000
    ?-1959, 1931-?                      /1959 and 1931/            a life whose other end is unknown
    осень 1937                          1937-23                    the EDTF season: from the first of September, March
    зима 1937/38                        [1937-12..1938-02]         or June on; a winter lies in two years
    1932/33 г.                          [1932..1933]               some time in the two years
    2020-W05, 2020-032                  [2020-01-27..2020-02-02]   a week, or a day of the year, of ISO 8601
    в ночь на 5 мая 1931                [1931-05-04..1931-05-05]   one of the two days
    25 октября (7 ноября) 1917,         1917-11-07                 the day of the new style, where both are given or the
    25 октября 1917 ст. ст.                                        style is said
    ==================================  =========================  ====================================================

What is refused
    Years of two digits, unless they end a full date, a decade (30-е) or a span (1931–34) and lie between 19 and 63:
    then they are 1919 to 1963, of which such handbooks tell. ``03/04/1931``: only dotted dates are day first. ``зима
    1937``: which of the two? Days before 14 February 1918 without a word of the style, or given twice but not as far
    apart as the styles were, or in 1924 and later. ``около 1935 – 1937``: is 1937 meant too? A begin without a year is
    of the year of its end (``с февраля по октябрь 1945``), or refused where that is reversed.
    EDTF text is given back as it is, but ``1931-34`` is refused: EDTF for a quarter, and short for 1931 to 1934.

How to add a wording: see :mod:`geokz.prose_words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from . import prose_words as words
from .dates import When
from .edtf import of_iso_8601
from .errors import DateError, DateProseError
from .prose_days import OneDate, Refusal, completed, dates_of, full_year, plain_date

_WAY_OUT = "write it as EDTF, e.g. 1931-09-17, [..1929-07], 193X, 1935~, 1931/1959"
_JOINT = re.compile(r" ?[,;] ?| и | and | ?- ?")
_LONGEST = 120
_ROMAN = str.maketrans("іӏх", "iix")


def edtf_from_prose(text: str) -> str:
    """The EDTF text of a date in words, which :meth:`geokz.dates.When.parse` accepts; of EDTF text, the same text.

    Empty text, and words such as ``неизвестно``, give empty text: undated. Raises
    :class:`geokz.errors.DateProseError` naming what cannot be read without a guess.

    >>> edtf_from_prose("между 01.01.1941 и 05.03.1942")
    '[1941-01-01..1942-03-05]'
    >>> edtf_from_prose("1931 жылдан 1959 жылға дейін"), edtf_from_prose("early 1930s")
    ('1931/1959', '[1930..1933]')
    """
    if not isinstance(text, str):
        raise DateProseError(f"{text!r} is no text; give a date in words or as EDTF, such as '1931'")
    text = text.strip()
    shown = " ".join(text[:500].split())[:100]
    try:
        if len(text) > 10 * _LONGEST:
            raise Refusal("it is too long for a date")
        if re.fullmatch(r"[0-9.?~%X-]*\s*/\s*[0-9.?~%X-]*", text):
            text = "".join(text.split())
        text = of_iso_8601(text)
        if not _is_edtf(text):
            text = _read(_plain(text))
            When.parse(text)
    except Refusal as refusal:
        raise DateProseError(f"cannot read the date '{shown}': {refusal}; {_WAY_OUT}") from None
    except DateError as problem:
        reason = str(problem).split(";")[0].replace("cannot read the date", "there is no date")
        raise DateProseError(f"cannot read the date '{shown}': {reason}; {_WAY_OUT}") from problem
    return text


def reading_of(text: str) -> str:
    """What to say of a text that is no EDTF: that ``geokz date`` reads it, and how; nothing when it does not.

    >>> reading_of("17.09.1931-1940"), reading_of("до войны")
    ('; geokz date reads it as 1931-09-17/1940', '')
    """
    try:
        return f"; geokz date reads it as {edtf_from_prose(text)}"
    except DateError:
        return ""


def says_no_date(text: str) -> bool:
    """Whether a text is empty, or says that there is no date: неизвестно, нет данных, б.г., undated.

    >>> says_no_date("б. г."), says_no_date("1931")
    (True, False)
    """
    return re.sub(r"[\s.]", "", text[:_LONGEST].lower()) in words.UNDATED or not re.search(r"\w", text)


def date(text: str) -> When:
    """The life that a date in words, or in EDTF, tells of: what ``geokz date`` shows.

    Raises :class:`geokz.errors.DateProseError` for what would need a guess.

    >>> date("с 1931 по 1959").certain_in(1940)
    True
    """
    return When.parse(edtf_from_prose(text))


def _is_edtf(text: str) -> bool:
    if re.search(r"[^,.]\s|[0-9]T[0-9]", text) or re.match(
        r"\?(?![0-9])|-(?:1[0-9]|20)[0-9]{2}(?:-[0-9]{2}){0,2}$", text
    ):
        return False  # 1926 - 35 is no quarter, ?-1959 and -1959 no years before Christ
    if text == "0000":
        raise Refusal("it is EDTF for the year 1 before Christ; leave it empty if the year is not known")
    for short in re.finditer(r"(?<![0-9-])(19[0-9]{2})[?~%]?-(2[1-9]|3[0-9]|4[01])(?![0-9-])", text):
        if 1919 <= int(short[1]) < 1900 + int(short[2]):
            it, years = "it" if short[0] == text else f"'{short[0]}'", f"{short[1]}/19{short[2]}"
            told = f"{it} is short for {years}, and EDTF for a part of the year {short[1]}"
            raise Refusal(f"{told}; write {years} if meant")
    try:
        When.parse(text)
    except DateError:
        return False
    return True


def _plain(text: str) -> str:
    """A text in the shape that the tables of :mod:`geokz.prose_words` expect."""
    text = " ".join(text.lower().replace("ё", "е").split())
    text = re.sub("[‐‑‒–—―−]", "-", text).strip(" \"'«»“”,;").replace("mid-", "mid ")
    text = re.sub(r"(?<=\.[0-9]{4}) ?/ ?(?=[0-9]{1,2}\.)", " - ", text)  # 17.09.1931/27.07.1959
    text = re.sub(r"(?<![гжвл])\.$| \.$", "", text)  # a full stop, but not that of г., гг., ж., кв., пол.
    text = re.sub(r",? (?:включительно|inclusive)$", "", text)
    text = re.sub(
        r"\b[ivxхіӏ]+\b", lambda roman: roman[0].translate(_ROMAN) if set(roman[0]) & set("іӏ") else roman[0], text
    )
    text = re.sub(r"(?<=[^\W\d_]{2}[^\W\d_ivx]\.)(?=[0-9]{4}\b)", " ", text)  # янв.1932
    text = re.sub(r"\bnov\.(?=[0-9]{4}\b)", "nov. ", text)  # whose end looks like a Roman five
    if iso := re.fullmatch("([12][0-9]{3})-([0-9]{1,2})-([0-9]{1,2})", text):  # 1931-9-17
        text = f"{iso[1]}-{iso[2]:0>2}-{iso[3]:0>2}"
    for wording, same in words.SAME:
        text = wording.sub(same, text)
    text = words.MONTH_FIRST.sub(r"\2-\3 \1 \4", text)
    text = re.sub(r"^(?:\(?\?\)?|\.\.\.|…)? ?- ?(?=[0-9]{4}\b|[0-9]{1,2}\.)", "по ", text)  # ?-1959
    text = re.sub(r"^(.*[0-9]{4}(?: ?г\.?)?) ?- ?(?:\(?\?\)?|\.\.\.|…)?$", r"с \1", text)  # 1931-?
    for ending, arrow in words.ARROWS:
        text = ending.sub(arrow, text)
    return text


def _read(text: str) -> str:
    if says_no_date(text):
        return ""
    if len(text) > _LONGEST:
        raise Refusal("it is too long for a date")
    readings = {str(date) for date in dates_of(text)}
    readings = readings or {str(event) for event in _events(text)} | {*_lives(text)} | {*_joined(text)}
    if not readings:
        raise Refusal(_what_is_strange(text))
    if len(readings) > 1:
        raise Refusal(f"it may be {' or '.join(sorted(readings))}")
    return readings.pop()


def _joined(text: str) -> Iterator[str]:
    """A begin and an end, each with its verb: организован 17.09.31, закрыт 27.07.59."""
    for joint in _JOINT.finditer(text):
        for begin in _lives(text[: joint.start()]):
            for end in _lives(text[joint.end() :]):
                if begin.endswith("/") and end.startswith("/"):
                    yield begin + end[1:]
                alive = re.fullmatch(r"\[\.\.([^\]]+)\]/(\[.+\.\.\])", end)
                if begin.endswith("/") and alive:  # организован в 1947 и действовал по меньшей мере до 1952
                    yield begin + alive[2]


def _lives(text: str) -> Iterator[str]:
    """Every reading as a begin and an end."""
    active = words.ACTIVE.fullmatch(text)
    if active:
        text = active["after"] or active["before"]
    dashes = [f"{text[: dash.start()]} — {text[dash.end() :]}" for dash in re.finditer(" ?- ?", text)]
    for form, pattern in _compiled(words.SPANS + (words.ACTIVE_SPANS if active else words.VERBS)):
        for variant in [text, *dashes]:
            found = pattern.fullmatch(variant)
            for holes in _holes(found.groupdict()) if found else ():
                if form == "{x}/{y}" and variant is not text:
                    _check_dash(holes["x"], holes["y"])
                yield form.format(**holes)


def _check_dash(first: OneDate, second: OneDate) -> None:
    """Refuse what a dash leaves open: whether the words before it, or a decade's ending after it, go for both ends."""
    if first.worded and not second.worded:
        raise Refusal(f"it is not clear whether the words before the dash go for {second} too; write с ... по ...")
    if second.edtf.endswith("X") and re.fullmatch("[0-9]{3}0", first.edtf):
        raise Refusal(f"it is not clear whether {first} is a year or a decade")


def _check_either(first: OneDate, second: OneDate) -> None:
    """Refuse ``в мае 1937 или 1938 г.``, of which nobody knows whether the month goes for both."""
    if re.fullmatch("[0-9]{4}", second.edtf) and re.fullmatch("[0-9]{4}-.+", first.edtf):
        raise Refusal(f"it is not clear whether the month or day of {first} goes for {second} too")


def _events(text: str) -> Iterator[OneDate]:
    """Every reading as one event: a date, or words around dates."""
    yield from dates_of(text)
    for form, pattern in _compiled(words.EVENTS):
        found = pattern.fullmatch(text)
        for holes in _holes(found.groupdict()) if found else ():
            if form == "[{a},{b}]":
                _check_either(holes["a"], holes["b"])
            if form == "[{b.eve}..{b}]" and holes["a"].edtf != holes["b"].eve:
                raise Refusal(f"no night goes from {holes['a']} to {holes['b']}")
            yield OneDate(form.format(**holes), worded=True)


def _holes(texts: dict[str, str]) -> Iterator[dict[str, OneDate]]:
    """Every way to read the texts in the one or two holes of a wording; the first may lean on the second's year."""
    one, *two = sorted(texts)
    read = dates_of if one == "a" else _events
    if not two:
        yield from ({one: date} for date in read(texts[one]))
        return
    for second in _short_year(texts[one], texts[two[0]]) or [*read(texts[two[0]])]:
        for first in [*read(texts[one])] or [*read(completed(texts[one], second))]:
            yield {one: first, two[0]: second}


def _short_year(first: str, second: str) -> list[OneDate]:
    """``34`` in ``1931–34``."""
    year = re.fullmatch(f"(?:(?:в|in) )?{words.YEAR}", first)
    short = re.fullmatch(f"([0-9]{{2}})(?:{words.YEAR_WORD})?", second)
    if not (year and short):
        return []
    if not (year["year"][:2] == "19" and year["year"][2:] < short[1]):
        raise Refusal(f"the century of the year '{short[1]}' is not sure")
    return [plain_date(full_year(short[1]))]


@lru_cache
def _compiled(table: words.Table) -> list[tuple[str, re.Pattern[str]]]:
    """The wordings of a table as patterns, each with its EDTF format; what names two dates may end in гг."""
    holes = {hole: f"(?P<{hole}>.+?)" for hole in "abxy"}
    patterns = []
    for form, wordings in table:
        for wording in wordings:
            plural = f"(?:(?<!-) ?{words.YEARS})?" if len(re.findall("{[abxy]}", wording)) == 2 else ""
            patterns.append((form, re.compile(wording.format(**words.PIECES, **holes) + plural)))
    return patterns


def _what_is_strange(text: str) -> str:
    """The first word that stands in no table, or what else keeps a text from being a date."""
    tables = words.EVENTS + words.SPANS + words.VERBS + words.ACTIVE_SPANS
    patterns = [*words.PIECES.values(), words.ACTIVE.pattern, *(" ".join(wordings) for _, wordings in tables)]
    known = re.findall(r"[^\W\d_]+", " ".join(["в во in on at the", *patterns]))
    stems = tuple(stem for stem in known if len(stem) > 2)
    for word in re.findall(r"[^\W\d_]+", text):
        if words.NO_YEAR.fullmatch(word):
            return f"the word '{word}' names an event, of which nobody knows the year meant; give the year"
    nouns = re.compile(f"(?:{'|'.join([*words.MONTHS, *words.SEASONS, words.WINTER])}){words.CASE}")
    for word in re.findall(r"[^\W\d_]+", text):
        if word not in known and not word.startswith(stems) and not nouns.fullmatch(word):
            return f"the word '{word}' is not known in dates"
    if not re.search(r"[0-9]{4}|[0-9][./][0-9]{2}|[2-6]0-", text):
        return "there is no full year in it"
    return "its words do not make one date, bound or span"
