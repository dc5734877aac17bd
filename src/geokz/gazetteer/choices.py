"""What a curator is asked about names without a point, and what he answers, in a file: one row a name.

``choice`` takes the id of a candidate, of any other place of the gazetteer or of ``places.csv``, or ``unknown`` for a
place that cannot be told; ``lon``, ``lat`` (degrees), ``precision``, ``radius_m`` and ``source`` are for a point of
one's own. What else is filled in goes before what the gazetteer has. A row without either stays a question.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..errors import GazetteerError, Problem, TableError
from ..folder.sheet import degrees, many, open_sheet
from ..names import text_column
from ..sources import CitationError, cite
from ..whole_file import whole_file
from .answers import NO_PLACE, as_chosen
from .find import Gazetteer
from .locate import SHOWN, Choice, missing
from .rank import status
from .score import Candidate
from .wanted import Target, Wanted

ASKED = ("place", "name", "year", "region")
_ANSWER = ("lon", "lat", "precision", "radius_m", "place_region", "source")
Found = Mapping[Wanted, Sequence[Candidate]]


def columns(languages: Sequence[str]) -> list[str]:
    """The columns of a review file."""
    labels = [text_column("label", code) for code in languages]
    return [*ASKED, "rows", "status", "candidates", "choice", *_ANSWER, *labels, "note"]


def write_choices(path: Path, found: Found, there: Target) -> None:
    """Write the questions with their candidates and reasons; raises for a file that holds choices already."""
    if path.exists():
        _refuse_to_lose(path)
    header = columns(there.rows.languages)
    with whole_file(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for asked, places in found.items():
            told = " | ".join(f"{place.id} = {described(place)}" for place in places[:SHOWN])
            row = [asked.cell, *asked.key[1:], str(len(asked.lines)), status(places), told]
            writer.writerow([*row, *[""] * (len(header) - len(row))])


def described(place: Candidate) -> str:
    """A candidate in one line: what it is, where, how sure, and why."""
    return f"{place.name}, {place.kind}, {place.region or 'region unknown'} ({place.score:.3f}): {place.why}"


def _refuse_to_lose(path: Path) -> None:
    sheet = open_sheet(path, ["choice"])
    at = [sheet.column(name) for name in ("choice", "lon", "source")]
    problems: list[Problem] = []
    if any(cells[position].strip() for _, cells in sheet.rows(problems) for position in at):
        raise GazetteerError(f"{path} holds choices; give it as --decisions, or name another --review")


def read_choices(
    path: Path, found: Found, there: Target, gazetteer: Gazetteer
) -> tuple[list[tuple[Wanted, Choice, Sequence[Candidate]]], int]:
    """The choices of a review file, in the order of the table; and how many are for names that nobody asks any more.

    Raises :class:`geokz.errors.TableError` for everything that cannot be used, with file, line and column.
    """
    languages = there.rows.languages
    sheet = open_sheet(path, columns(languages))
    at = {name: sheet.column(name) for name in (*ASKED, "choice", *_ANSWER)}
    optional = [*(text_column("label", code) for code in languages), "note"]
    at |= {name: sheet.header.index(name) for name in optional if name in sheet.header}
    asking = {asked.key: asked for asked in found}
    chosen: dict[Wanted, Choice] = {}
    problems: list[Problem] = []
    gone = 0
    for line, cells in sheet.rows(problems):
        row = {name: cells[position].strip() for name, position in at.items()}
        row["choice"] = as_chosen(row["choice"])
        if not row["choice"] and not any(row[name] for name in _ANSWER):
            continue
        asked = asking.get(tuple(row[name] for name in ASKED))
        if asked is None:
            gone += 1
            continue
        choice, wrong = choice_of(row, asked, found[asked], there, gazetteer)
        problems += [Problem(str(path), line, column, message) for column, message in wrong]
        if asked in chosen and chosen[asked] != choice:
            problems.append(Problem(str(path), line, "choice", f"'{asked.key[1][:60]}' is decided twice, differently"))
        chosen[asked] = choice
    if problems:
        raise TableError(many(problems))
    return [(asked, chosen[asked], found[asked]) for asked in found if asked in chosen], gone


def choice_of(
    row: Mapping[str, str], asked: Wanted, found: Sequence[Candidate], there: Target, gazetteer: Gazetteer
) -> tuple[Choice, list[tuple[str, str]]]:
    """A choice from its cells, and what is wrong with it: the column and why."""
    wrong = []
    place = None
    if row["choice"] and row["choice"] != NO_PLACE:
        place = next((each for each in found if each.id == row["choice"]), None) or gazetteer.get(row["choice"])
        if place is None:
            told = f"'{row['choice'][:60]}' is no place of the gazetteer with a point"
            wrong.append(("choice", f"{told}; write one of the candidates' ids, or {NO_PLACE}"))
        if row["lon"] or row["lat"]:
            wrong.append(("lon", "is a point besides the chosen place; keep one of them"))
    elif row["choice"] and (row["lon"] or row["lat"]):
        wrong.append(("lon", f"is a point of what is {NO_PLACE}; keep one of them"))
    elif not row["choice"]:
        for name, limit in (("lon", 180), ("lat", 90)):
            if degrees(row[name], limit) is None:
                is_none = f"'{row[name][:40]}' is no {name} in degrees, such as 72.68" if row[name] else "is empty"
                wrong.append((name, f"{is_none}; give both, or a choice"))
    wrong += _wrong_answers(row, there)
    languages = there.rows.languages
    choice = Choice(
        place,
        row["lon"].replace(",", ".").replace("−", "-"),
        row["lat"].replace(",", ".").replace("−", "-"),
        row["precision"],
        row["radius_m"],
        row["source"],
        row["place_region"],
        row.get("note", ""),
        {code: row[column] for code in languages if row.get(column := text_column("label", code))},
    )
    if not wrong:
        wrong = [(name, "is empty, and nothing here tells it; write it") for name in missing(asked, choice, there)]
    return choice, wrong


def _wrong_answers(row: Mapping[str, str], there: Target) -> list[tuple[str, str]]:
    wrong = []
    for name, table in (("precision", "precision"), ("place_region", "regions_today")):
        known = [each["key"] for each in there.rows.of(table)]
        if row[name] and row[name] not in known:
            wrong.append((name, f"'{row[name][:40]}' is not one of {', '.join(known)}"))
    if row["radius_m"] and not (
        row["radius_m"].isascii() and row["radius_m"].isdigit() and 0 < len(row["radius_m"]) < 8
    ):
        wrong.append(("radius_m", f"'{row['radius_m'][:40]}' is no number of metres, such as 5000"))
    try:
        keys = {each["key"] for each in there.rows.of("sources")}
        for citation in cite(row["source"]):
            if citation.key not in keys:
                wrong.append(("source", f"'{citation.key[:60]}' is not in sources.csv; add it there"))
    except CitationError as problem:
        wrong.append(("source", str(problem)))
    return wrong
