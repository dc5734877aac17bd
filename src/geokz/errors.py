"""The errors geokz raises, all under one roof, each naming the thing, the value and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from .visible import visible

LONGEST = 600
"""So many letters of a message are printed; an id may have a hundred thousand."""


def perhaps(word: str, known: Iterable[str]) -> str:
    """The part of a message that says which known word a wrong one may be; nothing where none is near.

    >>> perhaps("camp", ["camps", "mines"]), perhaps("prisons", ["camps", "mines"])
    ("; perhaps 'camps'", '')
    """
    return "".join(f"; perhaps '{near}'" for near in get_close_matches(word, list(known), 1, 0.75))


class GeokzError(Exception):
    """Base of every error a user can cause; the shell prints its text on one line and exits with 1."""


class DateError(GeokzError, ValueError):
    """A text that is no EDTF date, or one whose ends are reversed."""


class DateProseError(DateError):
    """A date in words that cannot be read without a guess."""


class ExportError(GeokzError):
    """A file that cannot be written, or a format nobody knows."""


class OfflineError(GeokzError):
    """A map that cannot be made to work without a network; the text names what it would have to fetch."""


class LayerError(GeokzError, ValueError):
    """A frame, or a way to draw it, that cannot become a layer of the map."""


class GazetteerError(GeokzError):
    """A gazetteer, dump or list of names that cannot be used as it is."""


class UnknownPlace(GazetteerError):
    """A name for which there is no place; ``candidates`` holds near spellings, best first, maybe none."""

    def __init__(self, message: str, candidates: Sequence[Any] = ()) -> None:
        self.candidates = list(candidates)
        super().__init__(message)


class AmbiguousPlace(GazetteerError):
    """A name that may mean several places, or one that the rest of the question speaks against."""

    def __init__(self, message: str, candidates: Sequence[Any] = ()) -> None:
        self.candidates = list(candidates)
        super().__init__(message)


def check_kind(argument: str, value: object, kinds: type | tuple[type, ...], told: str) -> None:
    """Refuse a value of the wrong type by the name of its argument; ``told`` says what the argument takes.

    >>> check_kind("key", 3, str, "the key of a layer")
    Traceback (most recent call last):
    geokz.errors.GeokzError: key= takes the key of a layer, not int
    """
    if not isinstance(value, kinds):
        raise GeokzError(f"{argument}= takes {told}, not {type(value).__name__}")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in the tables: where (file, line, column) and what, with the way out in the message."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        """One line for a terminal: signs that would steer it are shown, and what is long is cut in its middle."""
        message = self.message
        if len(message) > LONGEST:
            message = f"{message[: LONGEST // 2]} … {message[-LONGEST // 2 :]}"
        return visible(f"{self.file}:{self.line}:{self.column[:60]}  {message}")


class TableError(GeokzError, ValueError):
    """A table that cannot be read or used; ``problems`` lists everything wrong with it, not only the first.

    The same for every table: a list to geocode, an own gazetteer, an own layer, the tables of a data folder.
    """

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class DataError(TableError):
    """A data folder that must not be used."""
