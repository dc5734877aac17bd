"""Dates in parts, for a page to word: what :mod:`geokz.dates` reads as days, told as year, month and what is marked.

A date the page has no words for keeps its text and no parts.
"""

from __future__ import annotations

import re

from .wire import DateParts, Dating

UNKNOWN = "unknown"
OPEN = "open"

_RANGE = re.compile(r"([^.,]*)\.\.([^.,]*)")
_MARKED = re.compile(r"([^~?%]+)(~\?|\?~|[~?%])")
_CENTURY = re.compile(r"(1\d)XX")
_DECADE = re.compile(r"(\d{3})X")
_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_SINGLE_YEAR = re.compile(r"(\d{4})(?:-\d{2}(?:-\d{2})?)?")


def dating(when: str) -> Dating:
    """An EDTF text in parts.

    >>> dating("1931-09/..")
    {'start': {'text': '1931-09', 'year': 1931, 'month': 9}, 'end': 'open'}
    """
    start, slash, end = when.partition("/")
    return {"start": _end(start), "end": _end(end)} if slash else {"start": date_parts(start)}


def date_parts(text: str) -> DateParts:
    """One date or set in parts.

    >>> date_parts("[..1937]~")
    {'text': '[..1937]', 'between': [None, {'text': '1937'}], 'about': True}
    """
    parts: DateParts = {"text": text}
    marked = _MARKED.fullmatch(text)
    if marked:
        parts = date_parts(marked[1])
        if marked[2] != "?":
            parts["about"] = True
        if marked[2] != "~":
            parts["doubtful"] = True
    elif text.startswith("[") and text.endswith("]"):
        inner = text[1:-1]
        between = _RANGE.fullmatch(inner)
        if between:
            parts["between"] = [date_parts(end) if end else None for end in between.groups()]
        else:
            parts["oneOf"] = [date_parts(part.strip()) for part in inner.split(",")]
    elif century := _CENTURY.fullmatch(text):
        parts["century"] = int(century[1]) + 1
    elif decade := _DECADE.fullmatch(text):
        parts["decade"] = int(decade[1]) * 10
    elif month := _MONTH.fullmatch(text):
        number = int(month[2])
        if 20 < number < 25:
            parts |= {"year": int(month[1]), "season": number - 20}
        elif 1 <= number <= 12:
            parts |= {"year": int(month[1]), "month": number}
            if month[3]:
                parts["day"] = int(month[3])
    return parts


def single_year(when: str) -> int | None:
    """The year of a date that lies in one, to the year or closer and without a mark."""
    found = _SINGLE_YEAR.fullmatch(when)
    return int(found[1]) if found else None


def _end(text: str) -> DateParts | str:
    return {"": UNKNOWN, "..": OPEN}.get(text) or date_parts(text)
