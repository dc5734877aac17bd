"""One date in words: a day, a month, a year, a decade, a century or a part of these, by the calendar of today.

A day that is given in both styles (``25 октября (7 ноября) 1917 г.``), or says that it is of the old one, is read as
that of the new style; two days that are not as far apart as the styles were, or of 1924 and later, are refused. A new
wording is a line in ``DATES`` of :mod:`geokz.prose_words`.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import prose_words as words

NEW_STYLE = "1918-02-14"  # its first day in Russia
BOTH_UNTIL = "1924"  # later two days 13 apart are hardly one
_ROMAN_CENTURIES = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi"
_CENTURIES = _ROMAN_CENTURIES.split()


@dataclass(frozen=True)
class OneDate:
    """One date or event: its EDTF, its first and last EDTF date, and whether words stand around the plain date."""

    edtf: str
    first: str = ""
    last: str = ""
    worded: bool = False

    def __str__(self) -> str:
        return self.edtf

    @property
    def is_day(self) -> bool:
        return re.fullmatch(words.ISO_DAY, self.edtf) is not None

    @property
    def eve(self) -> str:
        """The day before."""
        if not self.is_day:
            raise Refusal(f"a night is told by the day it goes before, and {self.edtf} is no day")
        return str(datetime.date.fromisoformat(self.edtf) - datetime.timedelta(days=1))


class Refusal(Exception):
    """Why a wording that is understood is still not read."""


def dates_of(text: str) -> Iterator[OneDate]:
    """Every reading as a date without words around it, by the calendar of today."""
    unmarked = words.OLD_STYLE.sub("", text)
    bare = words.NEW_STYLE.sub("", unmarked).strip()
    if both := _in_both_styles(bare):
        yield both
        return
    for date in _readings(bare):
        if unmarked != text:
            yield _in_new_style(date)
        elif bare == text and date.is_day and date.edtf < NEW_STYLE and date.edtf not in text:
            raise Refusal("days before 14 February 1918 may be of the old style; convert to the new")
        else:
            yield date


def _in_both_styles(text: str) -> OneDate | None:
    """The day that a text gives twice, in the old style and in the new; nothing where it gives no two days."""
    found = words.TWICE.fullmatch(text)
    if found is None:
        return None
    one, two, rest = found["one"], found["after"] or found["two"], found["rest"] or ""
    if re.fullmatch("[0-9]{1,2}(?:,.*)?", two):  # April 12 (24), 1897
        two = re.sub("[0-9]{1,2}$", two, one)
    first, second = _day_of(one + rest), _day_of(two + rest)
    first = first or (second and _day_of(completed(one, second)))
    second = second or (first and _day_of(completed(two, first)))
    if not (first and second):
        return None
    for old, new in ((first, second), (second, first)):
        if _in_new_style(old) == new and new.edtf < BOTH_UNTIL:
            return new
    raise Refusal(f"{first} and {second} are not surely one day of the old and the new style")


def _day_of(text: str) -> OneDate | None:
    try:
        return next((date for date in _readings(text) if date.is_day), None)
    except Refusal:
        return None


def _in_new_style(date: OneDate) -> OneDate:
    """A day of the old style, which is 13 days behind from 1900 on, 12 in the century before it."""
    if not date.is_day:
        raise Refusal("only a whole day of the old style can be read as one of the new")
    day = datetime.date.fromisoformat(date.edtf)
    year = day.year - (day.month < 3)
    return plain_date(str(day + datetime.timedelta(days=year // 100 - year // 400 - 2)))


def completed(text: str, other: OneDate) -> str:
    """``5`` and ``17.09`` in ``5–17 июля 1929`` and ``17.09–05.10.1931``, with the month and year of the other date."""
    year, month = other.first[:4], other.first[5:7]
    if not month or other.last[:4] != year:
        return ""
    if day := re.fullmatch("([0-9]{1,2})(?:-?(?:го|е))?", text):
        return f"{day[1]}.{month}.{year}" if other.is_day else ""
    if re.fullmatch(r"[0-9]{1,2}\.[0-9]{1,2}\.?", text):
        return f"{text.rstrip('.')}.{year}"
    return f"{text} {year}"


def _readings(text: str) -> Iterator[OneDate]:
    """The same of a text that says no style, in which a day before ``NEW_STYLE`` may be of either."""
    yield from _of_an_era(text)
    for pattern in _date_patterns():
        found = pattern.fullmatch(text)
        if found:
            yield _date({name: value for name, value in found.groupdict().items() if value})


def _of_an_era(text: str) -> Iterator[OneDate]:
    """A year or century that says its era: 350 г. до н.э., II в. до н. э., AD 120."""
    eras = {-1: words.BEFORE_OUR_ERA, 1: words.OUR_ERA}
    number = r"(?:в )?(?P<year>[1-9][0-9]{0,3})(?: ?(?:г\.|году?|года|ж\.|жыл[ыға]*))?"
    for sign, era in eras.items():
        for wording in (rf"{number},? (?:{era})", rf"(?:{era}) {number}"):
            found = re.fullmatch(wording, text)
            if found:
                year = int(found["year"])
                yield plain_date(f"{year:04}" if sign > 0 else f"-{year - 1:04}" if year > 1 else "0000")
        found = re.fullmatch(rf"(?:в )?{words.PIECES['century']},? (?:{era})", text)
        if found:
            number_ = _number_of_century(found["century"])
            if sign > 0:
                yield _century_of(number_, "")
            else:
                yield _range(f"-{number_ * 100 - 1:04}", f"-{number_ * 100 - 100:04}" if number_ > 1 else "0000")


def _number_of_century(text: str) -> int:
    """19 of XIX, xix, 19; a number that is none of a century is refused."""
    roman = text.replace("х", "x")
    number = int(text) if text.isdigit() else _CENTURIES.index(roman) + 1 if roman in _CENTURIES else 0
    if not 1 <= number <= 21:
        raise Refusal(f"there is no century '{text.upper()}'")
    return number


def _century_of(number: int, part: str) -> OneDate:
    """A century as EDTF writes it, ``18XX``, or a part of it."""
    if part:
        return _part(part, f"{number - 1:02}", "century")
    return OneDate(f"{number - 1:02}XX", f"{number - 1:02}00", f"{number - 1:02}99")


def _date(found: dict[str, str]) -> OneDate:
    """One date from the named pieces of an entry of ``words.DATES``."""
    if "iso" in found:
        if len(found["iso"]) == len("1905-07") and found["iso"][2:4] < found["iso"][5:]:
            raise Refusal(f"'{found['iso']}' may be a month, or two years")
        return plain_date(found["iso"])
    if "slashed" in found:
        one, two, year = re.split("[/-]", found["slashed"])
        if int(one) <= 12 and int(two) <= 12 and one != two:
            raise Refusal(f"is '{found['slashed']}' day or month first? (dotted dates are read day first)")
        return _day(year, *((two, one) if int(one) > 12 else (one, two)))
    if "pair" in found:
        first, second = re.split("[/-]", found["pair"])
        second = second if len(second) == 4 else first[:2] + second
        if int(second) != int(first) + 1:
            raise Refusal(f"'{found['pair']}' does not join two years in a row")
        months = ("-12", "-02") if "winter" in found else ("", "")
        return _range(first + months[0], second + months[1])
    if "century" in found:
        return _century_of(_number_of_century(found["century"]), found.get("part", ""))
    if "decade" in found and found["decade"][-1] in "xх_?*-":
        tens = found["decade"][:3]
        return OneDate(f"{tens}X", f"{tens}0", f"{tens}9")
    if "decade" in found:
        decade = found["decade"] if len(found["decade"]) == 4 else full_year(found["decade"])
        if decade.endswith("00"):
            raise Refusal(f"'{decade}' may be a decade or a century")
        if "part" in found:
            return _part(found["part"], decade[:3], "decade")
        return OneDate(f"{decade[:3]}X", decade, f"{decade[:3]}9")
    year = found.get("year") or full_year(found["yy"])
    month = found.get("mm", "")
    if "roman" in found:
        if found["roman"].replace("х", "x") not in words.ROMAN:
            raise Refusal(f"there is no month {found['roman'].upper()}")
        month = str(words.ROMAN.index(found["roman"].replace("х", "x")) + 1)
    if "month" in found:
        month = str(_index(words.MONTHS, found["month"]) + 1)
    if month and not 1 <= int(month) <= 12:
        raise Refusal(f"there is no month {month} (dotted dates are read day first)")
    if "day" in found:
        return _day(year, month, found["day"])
    if "season" in found:
        season = f"{year}-{21 + _index(words.SEASONS, found['season'])}"
        return OneDate(season, season, season, worded=True)
    if "winter" in found:
        winters = " or ".join(f"{first}/{(first + 1) % 100:02}" for first in (int(year) - 1, int(year)))
        raise Refusal(f"which winter of {year}? write {winters}")
    text = f"{year}-{int(month):02}" if month else year
    return _part(found["part"], text, "month" if month else "year") if "part" in found else plain_date(text)


def _day(year: str, month: str, day: str) -> OneDate:
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= monthrange(int(year), int(month))[1]):
        raise Refusal(f"there is no day {int(day)} in month {int(month)} of {year}")
    return plain_date(f"{year}-{int(month):02}-{int(day):02}")


def full_year(yy: str) -> str:
    if not 19 <= int(yy) <= 63:
        raise Refusal(f"the century of the year '{yy}' is not sure (19 to 63 are read as 1919 to 1963)")
    return f"19{yy}"


def _part(part: str, start: str, unit: str) -> OneDate:
    """A part of a decade (``193``), a year (``1931``) or a month (``1931-09``)."""
    spans = words.PARTS[_index([entry for entry, _ in words.PARTS], part)][1]
    if unit not in spans:
        raise Refusal(f"a {unit} has no '{part}'")
    first, last = spans[unit]
    if unit == "century":
        return _range(f"{start}{first:02}", f"{start}{last:02}")
    if unit == "decade":
        return _range(f"{start}{first}", f"{start}{last}")
    if unit == "month":
        last = min(last, monthrange(int(start[:4]), int(start[5:]))[1])
    return _range(f"{start}-{first:02}", f"{start}-{last:02}")


def plain_date(text: str) -> OneDate:
    return OneDate(text, text, text)


def _range(first: str, last: str) -> OneDate:
    return OneDate(f"[{first}..{last}]", first, last, worded=True)


def _index(table: Sequence[str], word: str) -> int:
    """Which entry of a table a word belongs to."""
    return next(n for n, entry in enumerate(table) if re.fullmatch(f"(?:{entry}){words.CASE}", word))


@lru_cache
def _date_patterns() -> list[re.Pattern[str]]:
    return [re.compile("(?:(?:в|во|in|on|at) )?(?:the )?" + wording.format(**words.PIECES)) for wording in words.DATES]
