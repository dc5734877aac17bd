"""Lists as people save them: any of four encodings, four separators, and every byte of a row kept.

The one reader of tables: of a data folder, of lists to geocode, of own gazetteers and of own layers. What one of them
reads the others read, and what is wrong is told in the same words, as a :class:`geokz.errors.TableError`.

A :class:`Sheet` is read record by record; each comes with its cells and with the text it was read from, so that
columns can be added behind it and nothing before them changes.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from ..errors import Problem, TableError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

SEPARATORS = (",", ";", "\t", "|")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DEGREES = re.compile(r"[-−]?\d+([.,]\d+([eE][+-]?\d{1,3})?)?")
_EOL = r"(?:\r\n|\r|\n)"
# what Excel's first line tells, and blank lines
_LEAD = re.compile(rf"(?:\"?sep=([^\w\s\"]|\t)\"?[,;\t]*[ ]*{_EOL})?(?:[ \t]*{_EOL})*", re.IGNORECASE)
_HIGH_WORD = re.compile(r"(?:[^\W\d_]*[^\W\d_a-zA-Z])+[^\W\d_]*")
_RUSSIAN_WORD = re.compile(r"[А-ЯЁІЇЄ]?[а-яёіїє]+|[А-ЯЁІЇЄ]+")
_NO_RUSSIAN = re.compile(r"[^\0-\x7fА-яЁёІіЇїЄєЎўҐґ«»„“”‘’–—…№°·•\xa0]|(?<=\w)[\xa0«»](?=\w)")
# how a capital of the Macintosh begins a word when it is read as cp1251, and how one of cp1251 does
_STRANGE_CAPITAL = re.compile(r"(?<![^\W\d_])[ЂЃѓЉЊЌЋЏђљњќћџ‚†‡€‰›™‹’”•][а-яё]")
_CAPITAL = re.compile(r"(?<![^\W\d_])[А-ЮЁ][а-яё]")
MANY = 20
HELD = 1 << 26  # bytes of a list that is held
_ENGINE: Literal["pyarrow", "c"] = "pyarrow" if find_spec("pyarrow") else "c"


@dataclass(frozen=True)
class Sheet:
    """A list: its file and the name it has in problems, its encoding, byte order mark, separator and header.

    ``data`` are its bytes, read once; a list too large to be held is read from its file again. ``mark`` holds, behind
    the byte order mark, the lines before the header that are none: ``sep=;`` and blank ones, ``lead`` of them.
    """

    path: Path
    name: str
    encoding: str
    mark: bytes
    separator: str
    header: tuple[str, ...]
    data: bytes | None = field(default=None, repr=False, compare=False)
    lead: int = 0

    def column(self, name: str) -> int:
        """The position of a column; one that is missing or stands twice is an error with file, line and column."""
        count = self.header.count(name)
        if count == 1:
            return self.header.index(name)
        message = f"stands {count} times; rename all but one"
        if not count:
            near = get_close_matches(name.casefold(), map(str.casefold, self.header), 1, 0.6)
            close = next((head for head in self.header if near and head.casefold() == near[0]), "")
            hint = f"perhaps '{close}'? " if close else ""
            message = f"is missing; {hint}the columns are {', '.join(self.header)}"
        raise TableError([Problem(self.name, 1 + self.lead, name, f"the column '{name}' {message}")])

    def records(self) -> Iterator[tuple[int, str, list[str]]]:
        """Line number, raw text and cells of every record, the header first; a blank line has no cells."""
        with self._opened() as file:
            yield from _records(file, self.separator, 1 + self.lead)

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Line number and cells of every record, the header first: :meth:`records` without the text, in half the
        time."""
        with self._opened() as file:
            yield from _numbered(file, self.separator, 1 + self.lead)

    @property
    def ended(self) -> bool:
        """Whether the last line has an end."""
        ends = tuple(sign.encode(self.encoding) for sign in "\n\r")
        with _binary(self.path, self.data) as file:
            file.seek(0, io.SEEK_END)
            file.seek(max(file.tell() - len(ends[0]), 0))
            return file.read() in ends

    @contextmanager
    def _opened(self) -> Iterator[IO[str]]:
        """The text of the list; what keeps it from being read is told with its line."""
        try:
            with _text(self.path, self.data, self.encoding, self.mark) as file:
                yield file
        except _Unclosed as problem:
            raise TableError([Problem(self.name, problem.line, "-", str(problem))]) from None
        except UnicodeError as problem:
            message = f"cannot be read as {self.encoding}: {problem}; save the file again"
            raise TableError([Problem(self.name, 1, "-", message)]) from None

    def rows(self, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
        """Line number and cells of every row; one with more or fewer cells than the header is added to ``problems``."""
        records = self.numbered()
        next(records)
        for line, cells in records:
            if cells and len(cells) != len(self.header):
                problems.append(Problem(self.name, line, "-", self.ragged(cells)))
            elif cells:
                yield line, cells

    def frame(self, problems: list[Problem]) -> tuple[Sequence[int], pd.DataFrame]:
        """Line numbers of all rows and a column of texts for each heading: the whole list at once, where :meth:`rows`
        goes row by row; a row with more or fewer cells than the header is added to ``problems``."""
        import numpy as np
        import pandas as pd

        frame = self._plain_frame()
        if frame is not None:
            return range(2 + self.lead, len(frame) + 2 + self.lead), frame
        told = list(self.rows(problems))  # which knows the line of everything
        texts = np.empty((len(told), len(self.header)), dtype=object)  # of any letters, those of no encoding too
        for row, (_, cells) in enumerate(told):
            texts[row] = cells
        return [line for line, _ in told], pd.DataFrame(texts, columns=pd.Index(self.header))

    def _plain_frame(self) -> pd.DataFrame | None:
        """The cells of a list of which every line is a row with as many as the header, and quotes are about whole cells
        and well closed, so that any reader of CSV reads it as :mod:`csv` does; else nothing."""
        import pandas as pd

        if self.data is None or not self.header or not self.separator.isascii():
            return None
        try:
            data = self.data.removeprefix(self.mark)
            if self.encoding != "utf-8":
                data = data.decode(self.encoding).encode()
        except UnicodeError:
            return None
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n")
        data += b"" if data.endswith(b"\n") else b"\n"
        if b"\0" in data or b"\r" in data or not _is_plain(data, self.separator, len(self.header)):
            return None
        if data.find(b"\n") == len(data) - 1:  # headings alone
            return None
        try:
            frame = pd.read_csv(
                io.BytesIO(data),
                sep=self.separator,
                header=None,
                skiprows=1,
                dtype=str,
                keep_default_na=False,
                na_values=[],
                skip_blank_lines=False,
                engine=_ENGINE if int(pd.__version__.partition(".")[0]) > 2 else "c",  # pyarrow took 007 for 7 before
            )
        except (UnicodeError, ValueError):
            return None
        return frame.set_axis(pd.Index(self.header), axis=1)

    def named(self, columns: Mapping[str, str], problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
        """Line number and the cells of the wanted columns, without spaces at their ends, by the keys given to them."""
        at = {key: self.column(name) for key, name in columns.items()}
        for line, cells in self.rows(problems):
            yield line, {key: cells[position].strip() for key, position in at.items()}

    def ragged(self, cells: list[str]) -> str:
        """What is wrong with a row of another length than the header."""
        return f"has {len(cells)} cells where the header has {len(self.header)}; quote cells that hold a separator"

    def create(self, path: Path) -> IO[str]:
        """A file to write records of this list to: same encoding, same byte order mark."""
        file = path.open("wb")
        file.write(self.mark)
        return io.TextIOWrapper(file, encoding=self.encoding, errors="surrogateescape", newline="")

    def cells(self, text: str) -> list[str]:
        """The cells of one record of this list."""
        return next((cells for _, _, cells in _records(io.StringIO(text, newline=""), self.separator)), [])

    def joined(self, cells: list[str]) -> str:
        """Cells as they are written into this list."""
        text = io.StringIO()
        csv.writer(text, delimiter=self.separator, lineterminator="\r\n").writerow(cells)  # of which none stands bare
        return text.getvalue().removesuffix("\r\n")


class _Unclosed(csv.Error):
    """What is no CSV, with the line on which the record began."""

    def __init__(self, line: int, problem: csv.Error) -> None:
        self.line = line
        super().__init__(f"cannot be read as CSV: {problem}; check the quotes from here on")


def _is_plain(data: bytes, separator: str, width: int) -> bool:
    """Whether lines have ``width`` cells each, none is blank, and quotes are those about whole cells or doubled."""
    import numpy as np

    signs = np.frombuffer(data, dtype=np.uint8)
    ends = (signs == ord("\n")) | (signs == ord(separator))
    at = np.flatnonzero(ends)
    quotes = np.flatnonzero(signs == ord('"'))
    if len(quotes):
        opening, closing = quotes[::2], quotes[1::2]
        if len(quotes) % 2 or not _between(ends | (signs == ord('"')), opening, closing):
            return False
        within = np.searchsorted(quotes, at) % 2 == 1
        if (signs[at[within]] == ord("\n")).any():
            return False
        at = at[~within]
    row = np.array([ord(separator)] * (width - 1) + [ord("\n")])
    if len(at) % width or (signs[at].reshape(-1, width) != row).any():
        return False
    return width > 1 or bool((np.diff(at, prepend=-1) > 1).all())


def _between(ends: np.ndarray, opening: np.ndarray, closing: np.ndarray) -> bool:
    """Whether what quotes open begins behind an end (of a cell, or another quote) and closes before one."""
    before = opening[opening > 0] - 1
    return bool(ends[before].all() and ends[closing + 1].all())


def _records(file: IO[str], separator: str, first: int = 1) -> Iterator[tuple[int, str, list[str]]]:
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in file:
            taken.append(line)
            yield line

    for start, cells in _numbered(lines(), separator, first):
        yield start, "".join(taken), cells
        taken.clear()


def _numbered(lines: Iterable[str], separator: str, first: int = 1) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=separator, strict=True)
    start = first
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num + first
    except csv.Error as problem:
        raise _Unclosed(start, problem) from None


def open_sheet(
    path: Path,
    columns: Collection[str] = (),
    *,
    name: str | None = None,
    encoding: str | None = None,
    separator: str | None = None,
    data: bytes | None = None,
) -> Sheet:
    """Find out how a list is written: its encoding, and the separator that gives it most of the wanted columns.

    UTF-16 needs its byte order mark, as every program writes it. What is not UTF-8 is read as cp1251, and refused where
    most words make none of it. ``encoding`` and ``separator`` are not found out where they are given. ``name`` is what
    the file is called in problems, if not by its path. ``data`` is what it holds, where that is read already.
    """
    name = name or str(path)
    given = encoding is not None
    if separator is not None and len(separator) != 1:
        message = f"cannot be cut at {separator!r}; cells are kept apart by one sign, such as ';'"
        raise TableError([Problem(name, 1, "-", message)])
    data = held(path, name) if data is None else data
    try:
        with _binary(path, data) as file:
            encoding, mark = _encoding(file, name) if encoding is None else _given(file, name, encoding)
    except OSError as problem:
        raise TableError([Problem(name, 1, "-", _unread(problem))]) from None
    with _text(path, data, encoding, mark) as text:
        start = text.read(1_000_000)
    if not start.strip():
        raise TableError([Problem(name, 1, "-", "is empty; the first line names the columns")])
    if encoding == "cp1251" and not given:
        _check_cp1251(start, name)
    before = _LEAD.match(start)
    lead, said = (before[0], str(before[1] or "")) if before else ("", "")
    start, mark = start[len(lead) :], mark + lead.encode(encoding)
    only = separator or said
    separators = (only,) if only else SEPARATORS
    lines = len(re.findall(_EOL, lead))
    headers = {}
    wrong: list[_Unclosed] = []
    for sign in separators:  # quotes about a heading are in order with the right one only
        try:
            _, _, cells = next(_records(io.StringIO(start, newline=""), sign))
            headers[sign] = tuple(cell.strip("\ufeff").strip() for cell in cells)
        except _Unclosed as problem:
            wrong.append(problem)
    if not headers:
        raise TableError([Problem(name, 1 + lines, "-", str(wrong[0]))])

    def fits(sign: str) -> tuple[int, int]:
        return len(set(columns) & set(headers[sign])), len(headers[sign])

    best = max(headers, key=fits)
    return Sheet(path, name, encoding, mark, best, headers[best], data, lines)


def _unread(problem: OSError) -> str:
    """Why a file cannot be read."""
    if isinstance(problem, FileNotFoundError):
        return "there is no such file"
    if isinstance(problem, IsADirectoryError):
        return "is a folder; give a file in it"
    return f"cannot be read: {problem.strerror}"


def held(path: Path, name: str) -> bytes | None:
    """What a list holds; nothing of one that is too large to be held."""
    try:
        return None if path.is_file() and path.stat().st_size > HELD else path.read_bytes()
    except OSError as problem:
        raise TableError([Problem(name, 1, "-", _unread(problem))]) from None


def _check_cp1251(text: str, name: str) -> None:
    """Refuse what is read as cp1251 and is none: KOI8-R, cp866, Latin-1, of which no words come, the Macintosh's."""
    odd = _no_russian(text[:100_000]) or _koi8(text[:100_000])
    if odd:
        line = 1 + len(re.findall(_EOL, text[: odd.start()]))
        message = f"is neither UTF-8 nor cp1251, which would read '{odd[0][:40]}'; save it as UTF-8"
        raise TableError([Problem(name, line, "-", message)])


def _koi8(text: str) -> re.Match[str] | None:
    """The first word of a text that is read as cp1251 and has far more of the letters that Russian is full of when it
    is read as KOI8-R, whose small letters come out as capitals; nothing for any other, and for a few words."""
    shares = []
    for reading in (text, text.encode("cp1251", "replace").decode("koi8-r")):
        letters = re.findall("[а-яё]", reading.lower())
        shares.append(sum(letter in "оаеинтср" for letter in letters) / max(len(letters), 30))
    return _HIGH_WORD.search(text) if shares[1] > shares[0] + 0.15 else None


def _no_russian(text: str) -> re.Match[str] | None:
    """The first odd word or sign of a text that is no Russian for the greater part; nothing for one that is."""
    words = list(_HIGH_WORD.finditer(text))
    odd = [word for word in words if not _RUSSIAN_WORD.fullmatch(word[0])]
    odd += [sign for sign in _NO_RUSSIAN.finditer(text) if not sign[0].isalpha()]
    wrong, every = sum(len(found[0]) for found in odd), sum(len(word[0]) for word in words)
    right = every - sum(len(found[0]) for found in odd if found[0].isalpha())
    if wrong > right:
        return min(odd, key=lambda found: found.start())
    strange = list(_STRANGE_CAPITAL.finditer(text))
    return strange[0] if len(strange) > len(_CAPITAL.findall(text)) else None


def _binary(path: Path, data: bytes | None) -> IO[bytes]:
    return path.open("rb") if data is None else io.BytesIO(data)


def _text(path: Path, data: bytes | None, encoding: str, mark: bytes) -> IO[str]:
    """The text of a list behind its byte order mark."""
    file = _binary(path, data)
    file.seek(len(mark))
    return io.TextIOWrapper(file, encoding=encoding, errors="surrogateescape", newline="")


def _given(file: IO[bytes], name: str, encoding: str) -> tuple[str, bytes]:
    """An encoding that was told, and the byte order mark the file may still begin with."""
    try:
        known = codecs.lookup(encoding).name
    except LookupError:
        message = f"there is no encoding '{encoding}'; say utf-8, cp1251, utf-16 or another of Python's"
        raise TableError([Problem(name, 1, "-", message)]) from None
    head = file.read(4)
    if known in {"utf-8", "utf-8-sig"}:
        found, mark = _encoding(file, name)
        if found != "utf-8":
            message = f"is no UTF-8, as encoding={encoding!r} says; leave it out, or say which, such as cp1251"
            raise TableError([Problem(name, 1, "-", message)])
        return found, mark
    for mark, marked in _BOMS:
        if head.startswith(mark) and marked.startswith(known.removesuffix("-sig")):
            return marked, mark
    return ("utf-16-le" if known == "utf-16" else known), b""


def _encoding(file: IO[bytes], name: str) -> tuple[str, bytes]:
    file.seek(0)
    head = file.read(4)
    if head in {codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE}:
        raise TableError([Problem(name, 1, "-", "is UTF-32, which no program reads; save it as UTF-8")])
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding, mark
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    line, foreign = 1, False
    while True:
        block = file.read(1 << 20)
        if head.startswith(b"PK\3\4"):
            message = "is a workbook or another zipped file; save its sheet as CSV in UTF-8"
            raise TableError([Problem(name, 1, "-", message)])
        if b"\0" in block:
            position = line + block.count(b"\n", 0, block.index(b"\0"))
            message = "holds a zero byte; save it as UTF-8, cp1251 or UTF-16 with a byte order mark"
            raise TableError([Problem(name, position, "-", message)])
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as problem:
            good = problem.object[: problem.start]
            by_chance = _no_russian(good.decode()) and not _no_russian(good.decode("cp1251", "replace"))  # Тё
            if foreign or not (good.isascii() or by_chance):
                position = line + good.count(b"\n")
                value = problem.object[problem.start]
                message = f"byte 0x{value:02x} is not UTF-8 though the text before it is; save the file again"
                raise TableError([Problem(name, position, "-", message)]) from None
            return "cp1251", b""
        line += text.count("\n")
        foreign = foreign or not text.isascii()
        if not block:
            return "utf-8", b""


def degrees(text: str, limit: float) -> float | None:
    """Degrees with a decimal point or comma, from -``limit`` to ``limit``; nothing for what is none.

    >>> degrees("72,68", 180), degrees("98", 90), degrees("east", 180)
    (72.68, None, None)
    """
    if not _DEGREES.fullmatch(text):
        return None
    value = float(text.replace(",", ".").replace("−", "-"))
    return value if -limit <= value <= limit else None


def many(problems: list[Problem], untold: int = 0) -> list[Problem]:
    """The first problems of a long list, and how many more there are, with those that were only counted."""
    if len(problems) + untold <= MANY:
        return problems
    last, left = problems[min(MANY, len(problems)) - 1], len(problems) + untold - MANY
    return [*problems[:MANY], Problem(last.file, last.line, "-", f"and {left} more like these further down")]
