"""What a person must decide about a list: written down, filled in, read back."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from ..errors import GazetteerError, Problem, TableError
from ..folder.sheet import Sheet, many, open_sheet
from ..whole_file import whole_file
from .answers import NO_PLACE, as_chosen
from .find import Gazetteer
from .journal import Journal, Question
from .score import Candidate

REVIEW = ("name", "year", "region", "near", "rows", "status", "candidates", "choice", "note")


def write_review(
    path: Path,
    sheet: Sheet,
    journal: Journal,
    decided: dict[Question, Candidate | None],
    gazetteer: Gazetteer,
    notes: Mapping[Question, str],
) -> None:
    """What has been decided and noted stays; what is open follows, the most frequent first."""
    with whole_file(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=sheet.separator, lineterminator="\n")
        writer.writerow(REVIEW)
        for question, choice in decided.items():
            chosen, note = choice.id if choice else "unknown", notes.get(question, "")
            writer.writerow([*question, journal.rows_of(question), "decided", "", chosen, note])
        for question, rows, (*_, verdict, listed) in journal.unsettled():
            if question not in decided:
                told = _described(listed, gazetteer)
                writer.writerow([*question, rows, verdict, told, "", notes.get(question, "")])


def _described(listed: str, gazetteer: Gazetteer) -> str:
    told = []
    for entry in filter(None, listed.split("|")):
        place_id, _, score = entry.rpartition(" ")
        place = gazetteer.get(place_id)
        if place:
            told.append(f"{place_id} = {place.name}, {place.kind}, {place.region or 'region unknown'} ({score})")
    return " | ".join(told)


def read_decisions(path: Path, gazetteer: Gazetteer) -> tuple[dict[Question, Candidate | None], dict[Question, str]]:
    """The choices of a review file, a place or nothing for a name decided to have none; and what was noted."""
    sheet = open_sheet(path, REVIEW)
    positions = [sheet.column(name) for name in ("name", "year", "region")]
    positions.append(sheet.header.index("near") if "near" in sheet.header else -1)
    choice_at = sheet.column("choice")
    note_at = sheet.header.index("note") if "note" in sheet.header else None
    notes: dict[Question, str] = {}
    decided: dict[Question, Candidate | None] = {}
    problems: list[Problem] = []
    for line, cells in sheet.rows(problems):
        question = Question(*(cells[position].strip() if position >= 0 else "" for position in positions))
        choice = as_chosen(cells[choice_at])
        if note_at is not None and cells[note_at]:
            notes[question] = cells[note_at]
        place = gazetteer.get(choice) if choice else None
        if choice and choice != NO_PLACE and place is None:
            message = f"'{choice[:60]}' is no place of the gazetteer; write one of the candidates' ids, or unknown"
            problems.append(Problem(str(path), line, "choice", message))
        elif choice and question in decided and decided[question] != place:
            problems.append(Problem(str(path), line, "choice", f"'{question.name[:60]}' is decided twice, differently"))
        elif choice:
            decided[question] = place
    if problems:
        raise TableError(many(problems))
    return decided, notes


def refuse_to_lose(review: Path) -> None:
    """Raise when a review file to be written anew holds choices."""
    sheet = open_sheet(review, "choice")
    position = sheet.column("choice")
    records = sheet.records()
    next(records)
    if any(len(cells) > position and cells[position].strip() for _, _, cells in records):
        raise GazetteerError(f"{review} holds decisions; give it as --decisions too, or name another --review")
