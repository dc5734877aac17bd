"""What a person must decide about a list: written down, filled in, read back; and the journal of a run."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ..errors import GazetteerError, Problem, TableError
from ..folder.sheet import Sheet, many, open_sheet
from ..whole_file import whole_file
from .find import Gazetteer
from .rank import Candidate

REVIEW = ("name", "year", "region", "near", "rows", "status", "candidates", "choice", "note")
NO_PLACE = {"unknown", "-"}


class Question(NamedTuple):
    """What a row asks, as written in it."""

    name: str
    year: str = ""
    region: str = ""
    near: str = ""


def write_review(
    path: Path,
    sheet: Sheet,
    rows: Mapping[Question, int],
    answers: dict[Question, list[str]],
    decided: dict[Question, Candidate | None],
    gazetteer: Gazetteer,
    notes: Mapping[Question, str],
) -> None:
    """What has been decided and noted stays; what is open follows, the most frequent first."""
    lost = [question for question in answers if answers[question][8] != "ok" and question not in decided]
    with whole_file(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=sheet.separator, lineterminator="\n")
        writer.writerow(REVIEW)
        for question, choice in decided.items():
            chosen, note = choice.id if choice else "unknown", notes.get(question, "")
            writer.writerow([*question, rows.get(question, 0), "decided", "", chosen, note])
        for question in sorted(lost, key=lambda question: (-rows[question], question)):
            verdict, listed = answers[question][8:]
            told = _described(listed, gazetteer)
            writer.writerow([*question, rows[question], verdict, told, "", notes.get(question, "")])


def _described(listed: str, gazetteer: Gazetteer) -> str:
    told = []
    for entry in filter(None, listed.split("|")):
        place_id, _, score = entry.rpartition(" ")
        place = gazetteer.get(place_id)
        if place:
            told.append(f"{place_id} = {place.name}, {place.kind}, {place.region or 'oblast unknown'} ({score})")
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
        choice = cells[choice_at].strip()
        if note_at is not None and cells[note_at]:
            notes[question] = cells[note_at]
        place = gazetteer.get(choice) if choice else None
        if choice and choice not in NO_PLACE and place is None:
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


class Journal:
    """Answers noted while a list is worked through; one of another list, gazetteer or question is not used.

    Its first line says that it is one, and of what. A file that does not is somebody else's and left alone.
    """

    _MARK = "geokz journal "

    def __init__(self, path: Path, fingerprint: str) -> None:
        self._path, self._heading = path, f"{self._MARK}{fingerprint}\n".encode()

    @classmethod
    def beside(cls, out: Path, fingerprint: str) -> Journal:
        """The journal of an output: in its folder, by a name of its own that the next run finds again."""
        place = Path(os.path.realpath(out))
        return cls(
            place.with_name(f".geokz-journal-{hashlib.sha256(os.fsencode(place.name)).hexdigest()[:16]}"), fingerprint
        )

    def read(self) -> dict[Question, list[str]]:
        """What an earlier run noted; without one, or after one of another list, a journal is begun."""
        answers: dict[Question, list[str]] = {}
        if self._path.exists() or self._path.is_symlink():
            self._refuse_others()
            try:
                with self._path.open("r+b") as file:
                    if file.readline() != self._heading:
                        raise ValueError
                    for line in iter(file.readline, b""):
                        if not line.endswith(b"\n"):  # cut off: taken away, so that the next note begins a line
                            file.seek(-len(line), 1)
                            file.truncate()
                            break
                        question, cells = json.loads(line)
                        answers[Question(*question)] = cells
                return answers
            except (TypeError, ValueError):
                pass
        with whole_file(self._path) as beside:
            beside.write_bytes(self._heading)
        return {}

    def _refuse_others(self) -> None:
        if self._path.is_file() and not self._path.is_symlink():
            with self._path.open("rb") as file:
                if file.read(len(self._MARK)) == self._MARK.encode():
                    return
        raise GazetteerError(f"{self._path} is no journal of geokz, and in the place of one; move it away")

    def note(self, answers: dict[Question, list[str]]) -> None:
        lines = [json.dumps([question, cells], ensure_ascii=True) + "\n" for question, cells in answers.items()]
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.writelines(lines)
        except OSError as problem:
            raise GazetteerError(f"{self._path} cannot be written: {problem.strerror}; then run again") from problem

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)
