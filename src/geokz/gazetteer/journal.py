"""The journal of a list that is worked through: its questions and their answers, on the disk instead of in memory.

An SQLite file beside the output. It lets a run that was broken off go on where it stopped, and keeps the memory of a
run the same however long the list is.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import GazetteerError
from ..whole_file import whole_file

_APPLICATION = 0x676B7A6A
_SCHEMA = f"""
PRAGMA application_id = {_APPLICATION};
CREATE TABLE list (fingerprint TEXT NOT NULL, whole INTEGER NOT NULL);
CREATE TABLE asked (
  number INTEGER PRIMARY KEY, name BLOB NOT NULL, year BLOB NOT NULL, region BLOB NOT NULL, near BLOB NOT NULL,
  rows INTEGER NOT NULL, verdict TEXT, answer TEXT, UNIQUE (name, year, region, near)
);
"""
_SAME = "name = ? AND year = ? AND region = ? AND near = ?"


class Question(NamedTuple):
    """What a row asks, as written in it."""

    name: str
    year: str = ""
    region: str = ""
    near: str = ""


class Journal:
    """The questions of one list, how many rows ask each, and the answers so far.

    Of another list, gazetteer or question it is begun anew; a file in its place that is no journal is left alone.
    """

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path, self._fingerprint = path, fingerprint
        self._file: sqlite3.Connection | None = None
        self._open_ones: dict[Question, int] = {}  # the block that was given last, with its numbers
        self._read = 0  # the number of the last answer that was read in the order of the list

    @classmethod
    def beside(cls, out: Path, fingerprint: str) -> Journal:
        """The journal of an output: in its folder, by a name of its own that the next run finds again."""
        place = Path(os.path.realpath(out))
        name = f".geokz-journal-{hashlib.sha256(os.fsencode(place.name)).hexdigest()[:16]}"
        return cls(place.with_name(name), fingerprint)

    @contextmanager
    def open(self) -> Iterator[Journal]:
        """The journal while a list is worked through; what is noted stays when the block is left by an error."""
        if self.path.exists() or self.path.is_symlink():
            self._refuse_others()
        try:
            if not self._is_of_this():
                self._begin()
            with closing(sqlite3.connect(self.path, isolation_level=None)) as self._file:
                self._file.execute("PRAGMA synchronous = OFF")  # a run that is killed loses nothing by it
                self._file.execute("PRAGMA cache_size = -16000")
                yield self
        except sqlite3.Error as problem:
            raise GazetteerError(f"{self.path} cannot be written: {problem}; then run again") from problem
        finally:
            self._file = None

    @property
    def whole(self) -> bool:
        """Whether all questions of the list are in it."""
        return bool(self._one("SELECT whole FROM list"))

    def ask(self, rows: Mapping[Question, int]) -> None:
        """Add questions, each with how many rows ask it."""
        added = [(*_blobs(question), count) for question, count in rows.items()]
        self._write(
            "INSERT INTO asked (name, year, region, near, rows) VALUES (?,?,?,?,?) "
            "ON CONFLICT DO UPDATE SET rows = rows + excluded.rows",
            added,
        )

    def close_list(self) -> None:
        """Say that all questions are in it."""
        self._write("UPDATE list SET whole = ?", [(1,)])

    def count(self) -> tuple[int, int]:
        """How many questions there are, and how many are answered."""
        return self._one("SELECT count(*) FROM asked"), self._one("SELECT count(verdict) FROM asked")

    def open_questions(self, size: int) -> Iterator[list[Question]]:
        """The questions without an answer, in the order of the list, in blocks."""
        last = 0
        while True:
            query = f"SELECT number, name, year, region, near FROM asked WHERE number > {last} AND verdict IS NULL"
            found = self._rows(f"{query} ORDER BY number LIMIT {size}")
            if not found:
                return
            last = found[-1][0]
            self._open_ones = {_question(blobs): number for number, *blobs in found}
            yield list(self._open_ones)

    def note(self, answers: Mapping[Question, Sequence[str]]) -> None:
        """Answers: the cells added to a row, of which the last but one is the verdict."""
        noted = [(cells[-2], json.dumps(cells), self._number(question)) for question, cells in answers.items()]
        self._write("UPDATE asked SET verdict = ?, answer = ? WHERE number = ?", noted)

    def answers(self, questions: Iterable[Question]) -> dict[Question, list[str]]:
        """The answers of some questions; those without one are left out. Asked in the order of the list, as they are
        kept, most are read at once."""
        wanted = dict.fromkeys(questions)
        found: dict[Question, list[str]] = {}
        query = "SELECT number, answer, name, year, region, near FROM asked WHERE number > ? AND verdict IS NOT NULL"
        for number, answer, *blobs in self._rows(f"{query} ORDER BY number LIMIT ?", (self._read, len(wanted))):
            question = _question(blobs)
            if question not in wanted:
                break
            found[question], self._read = json.loads(answer), number
        for question in wanted:
            if question not in found:
                rows = self._rows(f"SELECT answer FROM asked WHERE {_SAME} AND verdict IS NOT NULL", _blobs(question))
                if rows:
                    found[question] = json.loads(rows[0][0])
        return found

    def _number(self, question: Question) -> int | None:
        if question in self._open_ones:
            return self._open_ones[question]
        found = self._rows(f"SELECT number FROM asked WHERE {_SAME}", _blobs(question))
        return int(found[0][0]) if found else None

    def rows_of(self, question: Question) -> int:
        """How many rows ask a question."""
        found = self._rows(f"SELECT rows FROM asked WHERE {_SAME}", _blobs(question))
        return int(found[0][0]) if found else 0

    def unsettled(self) -> Iterator[tuple[Question, int, list[str]]]:
        """What has no place yet, with the rows that ask it and the answer; the most frequent first."""
        query = "SELECT name, year, region, near, rows, answer FROM asked WHERE verdict <> 'ok' "
        for *blobs, rows, answer in self._open().execute(query + "ORDER BY rows DESC, name, year, region, near"):
            yield _question(blobs), rows, json.loads(answer)

    def forget(self) -> None:
        """Take the journal away."""
        self.path.unlink(missing_ok=True)
        self.path.with_name(self.path.name + "-journal").unlink(missing_ok=True)  # of a run that was killed

    def _open(self) -> sqlite3.Connection:
        if self._file is None:
            raise GazetteerError(f"{self.path} is not open")
        return self._file

    def _rows(self, query: str, values: Sequence[bytes | int] = ()) -> list[tuple[Any, ...]]:
        return self._open().execute(query, values).fetchall()

    def _one(self, query: str) -> int:
        return int(self._open().execute(query).fetchone()[0])

    def _write(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        file = self._open()
        file.execute("BEGIN")
        file.executemany(statement, rows)
        file.execute("COMMIT")

    def _begin(self) -> None:
        self.forget()
        with whole_file(self.path) as beside, closing(sqlite3.connect(beside, isolation_level=None)) as file:
            file.executescript(_SCHEMA)
            file.execute("INSERT INTO list VALUES (?, 0)", (self._fingerprint,))

    def _is_of_this(self) -> bool:
        if not self.path.is_file():
            return False
        try:
            with closing(sqlite3.connect(self.path)) as file:
                return file.execute("SELECT fingerprint FROM list").fetchall() == [(self._fingerprint,)]
        except sqlite3.DatabaseError:
            return False

    def _refuse_others(self) -> None:
        """Its head says that a file is SQLite's, and that it is a journal of ours."""
        if self.path.is_file() and not self.path.is_symlink():
            with self.path.open("rb") as file:
                head = file.read(72)
            if head.startswith(b"SQLite format 3\0") and head[68:] == _APPLICATION.to_bytes(4, "big"):
                return
        raise GazetteerError(f"{self.path} is no journal of geokz, and in the place of one; move it away")


def _blobs(question: Question) -> list[bytes]:
    """Texts as bytes: a list that is no Unicode has letters that stand for its bytes."""
    return [text.encode("utf-8", "surrogatepass") for text in question]


def _question(blobs: Sequence[bytes]) -> Question:
    return Question(*(blob.decode("utf-8", "surrogatepass") for blob in blobs))
