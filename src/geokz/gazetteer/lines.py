"""Lists as people save them: any of four encodings, three separators, and every byte of a row kept.

A :class:`Sheet` is read record by record; each comes with its cells and with the text it was read from, so that
columns can be added behind it and nothing before them changes.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ..errors import DataError, GazetteerError, Problem

SEPARATORS = (",", ";", "\t")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
MANY = 20


@dataclass(frozen=True)
class Sheet:
    """A list: its file, encoding, byte order mark, separator and header."""

    path: Path
    encoding: str
    mark: bytes
    separator: str
    header: tuple[str, ...]

    def column(self, name: str) -> int:
        """The position of a column; one that is missing or stands twice is an error with file, line and column."""
        count = self.header.count(name)
        if count == 1:
            return self.header.index(name)
        known = ", ".join(self.header)
        message = f"stands {count} times; rename all but one" if count else f"is missing; the columns are {known}"
        raise DataError([Problem(str(self.path), 1, name, f"the column '{name}' {message}")])

    def records(self) -> Iterator[tuple[int, str, list[str]]]:
        """Line number, raw text and cells of every record, the header first; a blank line has no cells."""
        try:
            with self.path.open(encoding=self.encoding, errors="surrogateescape", newline="") as file:
                if self.mark:
                    file.read(1)
                yield from _records(file, self.separator)
        except csv.Error as problem:
            raise DataError([Problem(str(self.path), _line_of(problem), "-", str(problem))]) from None
        except UnicodeError as problem:
            raise GazetteerError(f"{self.path} cannot be read as {self.encoding}: {problem}") from None

    def create(self, path: Path) -> IO[str]:
        """A file to write records of this list to: same encoding, same byte order mark."""
        file = path.open("wb")
        file.write(self.mark)
        return io.TextIOWrapper(file, encoding=self.encoding, errors="surrogateescape", newline="")

    def joined(self, cells: list[str]) -> str:
        """Cells as they are written into this list."""
        text = io.StringIO()
        csv.writer(text, delimiter=self.separator, lineterminator="").writerow(cells)
        return text.getvalue()


class _Unclosed(csv.Error):
    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


def _line_of(problem: csv.Error) -> int:
    return problem.line if isinstance(problem, _Unclosed) else 1


def _records(file: IO[str], separator: str) -> Iterator[tuple[int, str, list[str]]]:
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in file:
            taken.append(line)
            yield line

    reader = csv.reader(lines(), delimiter=separator, strict=True)
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise _Unclosed(start, f"cannot be read: {problem}; check the quotes from here on") from None
        yield start, "".join(taken), cells
        taken.clear()
        start = reader.line_num + 1


def open_sheet(path: Path, column: str | None = None) -> Sheet:
    """Find out how a list is written: its encoding, and the separator that gives it the wanted column.

    UTF-16 needs its byte order mark, as every program writes it. What is not UTF-8 is read as cp1251.
    """
    encoding, mark = _encoding(path)
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
        if mark:
            file.read(1)
        start = file.read(1_000_000)
    if not start.strip():
        raise DataError([Problem(str(path), 1, "-", "is empty; the first line names the columns")])
    headers = {}
    for separator in SEPARATORS:
        try:
            _, _, cells = next(_records(io.StringIO(start, newline=""), separator))
        except csv.Error as problem:
            raise DataError([Problem(str(path), 1, "-", str(problem))]) from None
        headers[separator] = tuple(cell.strip() for cell in cells)
    best = max(SEPARATORS, key=lambda separator: (column in headers[separator], len(headers[separator])))
    sheet = Sheet(path, encoding, mark, best, headers[best])
    if column is not None:
        sheet.column(column)
    return sheet


def _encoding(path: Path) -> tuple[str, bytes]:
    try:
        with path.open("rb") as file:
            head = file.read(4)
            for mark, encoding in _BOMS:
                if head.startswith(mark):
                    return encoding, mark
            decoder = codecs.getincrementaldecoder("utf-8")()
            file.seek(0)
            line, foreign = 1, False
            while True:
                block = file.read(1 << 20)
                if b"\0" in block:
                    position = line + block.count(b"\n", 0, block.index(b"\0"))
                    message = "holds a zero byte; save it as UTF-8, cp1251 or UTF-16 with a byte order mark"
                    raise DataError([Problem(str(path), position, "-", message)])
                try:
                    text = decoder.decode(block, final=not block)
                except UnicodeDecodeError as problem:
                    good = problem.object[: problem.start]
                    if foreign or not good.isascii():
                        position = line + good.count(b"\n")
                        value = problem.object[problem.start]
                        message = f"byte 0x{value:02x} is not UTF-8 though the text before it is; save the file again"
                        raise DataError([Problem(str(path), position, "-", message)]) from None
                    return "cp1251", b""
                line += text.count("\n")
                foreign = foreign or not text.isascii()
                if not block:
                    return "utf-8", b""
    except OSError as problem:
        raise GazetteerError(f"{path} cannot be read: {problem.strerror}") from None


def many(problems: list[Problem]) -> list[Problem]:
    """The first problems of a long list, and how many more there are."""
    if len(problems) <= MANY:
        return problems
    last = problems[MANY - 1]
    more = Problem(last.file, last.line, "-", f"and {len(problems) - MANY} more like these further down")
    return [*problems[:MANY], more]
