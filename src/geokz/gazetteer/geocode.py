"""Lists of names: every row kept, columns added, nothing guessed, and what a person must decide set apart.

Distinct questions (name, year, oblast, point) are answered once, in blocks, and noted in a journal beside the output
(:mod:`.journal`): a run that was broken off goes on where it stopped, and one of millions of names needs no more memory
than one of thousands. A frame in memory is the work of :mod:`.frame`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeVar, overload

from ..errors import GazetteerError, Problem, TableError, check_kind
from ..folder.sheet import MANY, Sheet, many, open_sheet
from ..memory import uncollected
from ..whole_file import refuse_unwritable, same_file, whole_file
from .answers import (
    ADDED,
    BLOCK,
    answers_of,
    check_region,
    parse_point,
    unreadable_point,
    unreadable_year,
    year_cell,
    years_in,
)
from .find import Gazetteer, shipped
from .journal import Journal, Question
from .review import read_decisions, refuse_to_lose, write_review

if TYPE_CHECKING:
    import pandas as pd

Row = TypeVar("Row")
Frame = TypeVar("Frame", bound="pd.DataFrame")

NO_LISTS = {".xlsx", ".xls", ".ods", ".gpkg", ".geojson", ".json", ".shp", ".kml", ".parquet", ".html"}
CHUNK = 20_000  # rows of a list that are held at once


@dataclass
class Summary:
    """What became of a list: rows by status, distinct questions, how many had been answered before, and the decisions
    on what no row asks."""

    rows: int = 0
    questions: int = 0
    resumed: int = 0
    unasked: int = 0
    by_status: dict[str, int] = field(default_factory=lambda: {"ok": 0, "ambiguous": 0, "unknown": 0})


@dataclass(frozen=True)
class Columns:
    """The columns of a list that ask, by its header. ``region`` may be one oblast, ``near`` one point, for all."""

    name: str
    year: str | None = None
    region: str | None = None
    near: str | None = None


@overload
def geocode(
    source: str | Path,
    out: str | Path,
    *,
    columns: Columns | str,
    gazetteer: Gazetteer | None = None,
    review: str | Path | None = None,
    decisions: str | Path | None = None,
    workers: int = 2,
    progress: Callable[[int, int], None] = ...,
) -> Summary: ...


@overload
def geocode(
    source: Frame,
    *,
    name: str,
    year: str | None = None,
    region: str | None = None,
    near: str | tuple[float, float] | None = None,
    gazetteer: Gazetteer | None = None,
) -> Frame: ...


def geocode(source: Any, out: Any = None, **options: Any) -> Any:
    """Add coordinates to a list of names: a frame gives a frame, a file is written to another one.

    **A frame**: ``geocode(frame, name="place", year="year", region="oblast")`` gives a new frame with the columns
    ``ADDED`` behind its own: ``lon``, ``lat``, ``radius_m`` and ``score`` are numbers, the others texts, each empty
    where there is none. ``name`` and ``year`` are columns, ``region`` is one or an oblast for all rows, ``near`` a
    column of points or one point (longitude, latitude). A row whose year or point cannot be read has the status
    ``unreadable`` and the reason in ``candidates``. Nothing outside is changed and the function can be pickled, so
    that it runs in the processes of a cluster. Raises :class:`geokz.errors.GazetteerError` for a column that is not
    there.

    **A file**: ``geocode("list.csv", "out.csv", columns=Columns("place", "year"))`` writes ``source`` with those
    columns to ``out``, in its encoding and separator, in memory that does not grow with the list. ``columns`` are the
    columns that ask, or that of the names alone. ``review`` gets the questions a person must decide, with an empty
    ``choice``; ``decisions`` is such a file with ids (or ``unknown``) in it. Raises
    :class:`geokz.errors.TableError` with file, line and column for a list that cannot be read, before anything is
    written.

    ``gazetteer`` is that which ships, with the user's own, when left out.
    """
    check_kind("gazetteer", options.get("gazetteer"), (Gazetteer, NoneType), "a Gazetteer, such as atlas.gazetteer")
    if isinstance(source, str | Path):
        return _geocode_file(source, out, **options)
    from .frame import geocode_frame  # here, so that the shell does without frames

    return geocode_frame(source, **options)


def _geocode_file(
    source: str | Path,
    out: str | Path,
    *,
    columns: Columns | str,
    gazetteer: Gazetteer | None = None,
    review: str | Path | None = None,
    decisions: str | Path | None = None,
    workers: int = 2,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Summary:
    columns = Columns(columns) if isinstance(columns, str) else columns
    source, out = Path(source), Path(out)
    review = Path(review) if review else None
    decisions = Path(decisions) if decisions else None
    if any(same_file(out, path) for path in (source, review, decisions) if path):
        raise GazetteerError(f"{out} would overwrite what it is made from; name another file")
    for path in filter(None, (out, review)):
        if path.suffix.lower() in NO_LISTS:
            raise GazetteerError(f"'{path.name}' would be no {path.suffix}: lists are written as text; call it .csv")
    if review and same_file(review, source):
        raise GazetteerError(f"{review} is the list itself; name another --review")
    if review and not review.parent.is_dir():
        raise GazetteerError(f"the folder {review.parent} does not exist; make it first")
    gazetteer = gazetteer or shipped()
    sheet = open_sheet(source, [columns.name])
    asked = _Asked(sheet, columns)
    if columns.region is not None:
        check_region(columns.region, sheet.header, gazetteer)
    asked.check()
    decided, notes = read_decisions(decisions, gazetteer) if decisions else ({}, {})
    if review and review.exists() and (decisions is None or not same_file(review, decisions)):
        refuse_to_lose(review)
    out.parent.mkdir(parents=True, exist_ok=True)
    refuse_unwritable(out)
    journal = Journal.beside(out, _fingerprint(source, columns, decisions, gazetteer))
    with journal.open():
        if not journal.whole:
            for chunk in _chunks(asked.rows()):
                journal.ask(Counter(question for _, question in chunk if question is not None))
            journal.close_list()
        total, resumed = journal.count()
        unasked = sum(journal.rows_of(question) == 0 for question in decided)
        summary = Summary(questions=total, resumed=resumed, unasked=unasked)
        done = resumed
        progress(done, total)
        with uncollected():
            for block in journal.open_questions(BLOCK):
                journal.note(answers_of(block, gazetteer, decided, workers))
                done += len(block)
                progress(done, total)
        _write(sheet, asked, out, journal, summary)
        if review:
            write_review(review, sheet, journal, decided, gazetteer, notes)
    journal.forget()
    return summary


class _Asked:
    """What each row of a list asks."""

    def __init__(self, sheet: Sheet, columns: Columns) -> None:
        self._sheet, self._columns = sheet, columns
        self._name = sheet.column(columns.name)
        self._year = sheet.column(columns.year) if columns.year else None
        self._region = sheet.column(columns.region) if columns.region in sheet.header else None
        self._oblast = columns.region or "" if self._region is None else ""
        self._point = ""
        self._single = len(sheet.header) == 1
        self._near = None
        if columns.near in sheet.header:
            self._near = sheet.column(columns.near or "")
        elif columns.near:
            if parse_point(columns.near) is None:
                raise GazetteerError(f"--near '{columns.near}' is neither a point LON,LAT nor a column of {sheet.path}")
            self._point = columns.near

    def check(self) -> None:
        """Raise for rows that are too short or too long, and for years and points that cannot be read."""
        sheet = self._sheet
        problems: list[Problem] = []
        untold = 0
        seen: set[str] = set()
        records = sheet.records()
        next(records)
        for line, _, cells in records:
            for column, message in self._wrong(cells):
                if message in seen and column != "-":
                    continue  # a value that stands in many rows is told once
                if len(problems) < MANY:
                    seen.add(message)
                    problems.append(Problem(sheet.name, line, column, message))
                else:
                    untold += 1
        if problems:
            raise TableError(many(problems, untold))

    def _wrong(self, cells: list[str]) -> Iterator[tuple[str, str]]:
        """Column and message of everything wrong with a row."""
        if cells and len(cells) != len(self._sheet.header):
            yield "-", self._sheet.ragged(cells)
            return
        question = self.question(cells)
        if question is None:
            return
        if question.year and years_in(question.year) is None:
            yield self._columns.year or "", unreadable_year(question.year)
        if question.near and parse_point(question.near) is None:
            yield self._columns.near or "", unreadable_point(question.near)

    def rows(self) -> Iterator[tuple[str, Question | None]]:
        """Raw text and question of each row."""
        records = self._sheet.records()
        next(records)
        for _, raw, cells in records:
            yield raw, self.question(cells)

    def question(self, cells: list[str]) -> Question | None:
        """What a row asks; nothing for a blank line among several columns."""
        if not cells:
            return Question("", region=self._oblast, near=self._point) if self._single else None
        return Question(
            cells[self._name].strip(),
            year_cell(cells[self._year].strip()) if self._year is not None else "",
            cells[self._region].strip() if self._region is not None else self._oblast,
            cells[self._near].strip() if self._near is not None else self._point,
        )


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _write(sheet: Sheet, asked: _Asked, out: Path, journal: Journal, summary: Summary) -> None:
    """All rows with their answers."""
    taken = {name for name in ADDED if name in sheet.header}
    heading = sheet.separator + sheet.joined([f"geokz_{name}" if name in taken else name for name in ADDED])
    with whole_file(out) as beside, sheet.create(beside) as file:
        _, raw, _ = next(sheet.records())
        file.write(_with(raw, heading))
        for chunk in _chunks(asked.rows()):
            answers = journal.answers(question for _, question in chunk if question is not None)
            behind = {question: sheet.separator + sheet.joined(cells) for question, cells in answers.items()}
            for raw, question in chunk:
                file.write(raw if question is None else _with(raw, behind[question]))
                if question is not None:
                    summary.rows += 1
                    summary.by_status[answers[question][8]] += 1


def _with(raw: str, behind: str) -> str:
    body = raw.rstrip("\r\n")
    return f"{body}{behind}{raw[len(body) :]}"


def _fingerprint(source: Path, columns: Columns, decisions: Path | None, gazetteer: Gazetteer) -> str:
    parts = hashlib.sha256()
    for path in filter(None, (source, decisions)):
        with path.open("rb") as file:
            parts.update(hashlib.file_digest(file, "sha256").digest())
    parts.update(repr((columns, gazetteer.fingerprint())).encode())
    return parts.hexdigest()
