"""Bounds of a life as the EDTF text that says them: the way back from :meth:`geokz.dates.When.parse`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .dates import OPEN_END, OPEN_START, UNDATED, UNKNOWN_END, UNKNOWN_START, When, is_day, iso_day


def written(bounds: Sequence[int]) -> str:
    """Four bounds as the EDTF text that says them, or comes nearest; empty where nothing is known.

    An end that nobody gives is left blank, unless it is known how early or late it was at the most.

    >>> written(When.parse("1931/1938-05").bounds), written(When.parse("1940/..").bounds), written(UNDATED.bounds)
    ('1931/1938-05', '1940/..', '')
    >>> written(When.parse("[..1943]/[1945-05..]").bounds)
    '[..1943]/[1945-05..]'
    """
    start, start_latest, end_earliest, end = (int(bound) for bound in bounds)
    if start_latest == UNDATED.start_latest:
        return ""
    if (start, start_latest) == (end_earliest, end):
        return _date(start, start_latest)
    untold = start == UNKNOWN_START and not (is_day(start_latest) and start_latest < end)
    begin = ".." if start_latest == OPEN_START else "" if untold else _date(start, start_latest)
    untold = end == UNKNOWN_END and not (is_day(end_earliest) and end_earliest > start)
    finish = ".." if end_earliest == OPEN_END else "" if untold else _date(end_earliest, end)
    return f"{begin}/{finish}"


def _date(first: int, last: int) -> str:
    """A date, some day from ``first`` to ``last``: as a day, a month or a year where it is one."""
    if not (is_day(first) and is_day(last)):
        return f"[{_from(first) if is_day(first) else ''}..{_to(last) if is_day(last) else ''}]"
    day = iso_day(first)
    month, year = day[:-3], day[:-6]
    for text in (day, month, year):
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) and When.parse(text).bounds[:2] == (first, last):
            return text
    if year.startswith("-") and When.parse(year).bounds[:2] == (first, last):
        return year
    return f"[{_from(first)}..{_to(last)}]"


def _from(day: int) -> str:
    """A first day as the year or month that begins with it."""
    return _shortest(iso_day(day), iso_day(day))


def _to(day: int) -> str:
    """A last day as the year or month that ends with it."""
    return _shortest(iso_day(day), iso_day(day + 1))


def _shortest(text: str, turn: str) -> str:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    return text[:4] if turn.endswith("-01-01") else text[:7] if turn.endswith("-01") else text
