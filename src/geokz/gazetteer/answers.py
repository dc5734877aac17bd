"""Questions as people write them in lists, and the cells that answer them: the same for files and for frames."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from ..dates import OPEN_END, OPEN_START, When, day_number, iso_day
from ..errors import DateError, GazetteerError
from ..prose import edtf_from_prose, says_no_date
from .find import Gazetteer
from .journal import Question
from .rank import status
from .score import Candidate

ADDED = ("lon", "lat", "place_id", "authority", "precision", "radius_m", "match", "score", "status", "candidates")
BLOCK = 1000
SHOWN = 5
NO_PLACE = "unknown"
_LONGEST_POINT = 100


def parse_point(text: str) -> tuple[float, float] | None:
    """Longitude and latitude, with decimal points or commas.

    >>> parse_point("73.28,49.54"), parse_point("73,28; 49,54"), parse_point("73,28 49,54"), parse_point("73")
    ((73.28, 49.54), (73.28, 49.54), (73.28, 49.54), None)
    """
    text = text.strip()
    if len(text) > _LONGEST_POINT:
        return None
    parts = re.split(r"\s*;\s*|\s+(?=-?\d)", text)
    if len(parts) == 1:
        parts = text.split(",")
        if len(parts) == 4:
            parts = [".".join(parts[:2]), ".".join(parts[2:])]
    try:
        lon, lat = (float(part.strip(" ,").replace(",", ".")) for part in parts)
    except ValueError:
        return None
    return (lon, lat) if -180 <= lon <= 180 and -90 <= lat <= 90 else None


def parse_years(text: str) -> tuple[int, int] | None:
    """The years a cell means.

    >>> parse_years("1931"), parse_years("1930-е"), parse_years("12.05.1937 г."), parse_years("1931-1940")
    ((1931, 1931), (1930, 1939), (1937, 1937), (1931, 1940))
    >>> parse_years("1941/42"), parse_years("1931-09")  # a month is no year
    ((1941, 1942), (1931, 1931))
    >>> parse_years("193X"), parse_years("1931.0"), parse_years("XIX век")
    ((1930, 1939), (1931, 1931), (1800, 1899))
    """
    short = re.fullmatch(r"\D*(1\d|20)(\d\d)\s*[-–/]\s*(\d\d)\D*", text)
    if short and int(short[3]) > max(12, int(short[2])):
        return int(short[1] + short[2]), int(short[1] + short[3])
    years = [int(year) for year in re.findall(r"(?<!\d)(1\d{3}|20\d\d)(?!\d)", text)]
    if len(years) == 1 and years[0] % 10 == 0 and re.search(r"\d\s*[-–]?\s*(е|х|s)\b", text):
        return years[0], years[0] + 9
    if not years:
        return _years_in_words(text)
    return (years[0], years[-1]) if years[0] <= years[-1] else None


years_in = lru_cache(maxsize=4096)(parse_years)  # a list has few years, each in many rows


def unreadable_year(text: str) -> str:
    """What is said of a cell of years that :func:`parse_years` cannot read."""
    return f"cannot read the year '{text[:40]}'; write it as 1938, 1930-е or 1931-1940"


def unreadable_point(text: str) -> str:
    """What is said of a cell that :func:`parse_point` cannot read."""
    return f"'{text[:40]}' is no point; write longitude,latitude in degrees"


def _years_in_words(text: str) -> tuple[int, int] | None:
    """The years of a decade or century as EDTF or in words: 193X, XIX век."""
    try:
        life = When.parse(edtf_from_prose(text))
    except DateError:
        return None
    first, last = life.start_earliest, life.end_latest
    if not (first > OPEN_START and last < OPEN_END):
        return None
    years = int(iso_day(first)[:4]), int(iso_day(last)[:4])
    return years if first >= day_number(1) else None


def year_cell(text: str) -> str:
    """A cell of years; words for no date (нет данных, б.г.) are none."""
    return "" if says_no_date(text) else text


def as_chosen(cell: str) -> str:
    """The id in a cell of choices, in which a candidate may be copied whole, or ``unknown``; empty for none.

    >>> as_chosen("spassk-karaganda = Spassk (Spassky), village"), as_chosen("Unknown"), as_chosen("")
    ('spassk-karaganda', 'unknown', '')
    """
    text = cell.partition(" = ")[0].strip()
    return NO_PLACE if text.lower() in {NO_PLACE, "неизвестно", "белгісіз", "-"} else text


def answers_of(
    block: Sequence[Question],
    gazetteer: Gazetteer,
    decided: Mapping[Question, Candidate | None] = MappingProxyType({}),
    workers: int = 1,
) -> dict[Question, list[str]]:
    """The added cells of some questions, in the order of ``ADDED``."""
    asked = [
        (
            question.name,
            years_in(question.year) if question.year else None,
            question.region or None,
            parse_point(question.near) if question.near else None,
        )
        for question in block
    ]
    found = gazetteer.found_each(asked, workers=workers)
    return {question: _answer(each, question, decided) for question, each in zip(block, found, strict=True)}


def _answer(found: list[Candidate], question: Question, decided: Mapping[Question, Candidate | None]) -> list[str]:
    """The added cells of a question."""
    if question in decided:
        choice = decided[question]
        return [""] * 8 + ["unknown", ""] if choice is None else [*_cells(choice), "decision", "", "ok", ""]
    verdict = status(found)
    if verdict == "ok":
        return [*_cells(found[0]), found[0].match, f"{found[0].score:.3f}", "ok", ""]
    listed = "|".join(f"{candidate.id} {candidate.score:.3f}" for candidate in found[:SHOWN])
    return [""] * 8 + [verdict, listed]


def _cells(place: Candidate) -> list[str]:
    point = [f"{place.lon:.5f}", f"{place.lat:.5f}"]
    return [*point, place.id, place.authority, place.precision, f"{place.radius_m:.0f}"]


def check_region(region: str, columns: Iterable[object], gazetteer: Gazetteer) -> None:
    """Raise for what is neither a column of a list nor an oblast, which then is that of all its rows."""
    known = [str(column) for column in columns]
    if region not in known and not gazetteer.knows_region(region):
        told = f"is neither a column nor an oblast that the gazetteer knows; the columns are {', '.join(known)}"
        raise GazetteerError(f"region '{region}' {told}")
