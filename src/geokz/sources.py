"""Citations: ``key[locator]; key[locator]``, as they stand in every ``source`` cell.

>>> cite("ck-labour[L80-83]; smirnov1998[10]")
(Citation(key='ck-labour', locator='L80-83'), Citation(key='smirnov1998', locator='10'))
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .errors import GeokzError
from .names import text_column

GAZETTEERS = frozenset({"geonames", "wof"})
"""Keys of the sources that say where things are, not what they were."""

_CITATION = re.compile(r"(?P<key>[a-z0-9][a-z0-9-]*)\[(?P<locator>[^\[\];]+)\]")


class CitationError(GeokzError, ValueError):
    """A source cell that does not read ``key[locator]; key[locator]``."""


@dataclass(frozen=True)
class Citation:
    """A place in a source: the key of a row of ``sources.csv`` and where in it (lines, sentence, record)."""

    key: str
    locator: str

    def __str__(self) -> str:
        return f"{self.key}[{self.locator}]"


@lru_cache(maxsize=65536)
def cite(text: str) -> tuple[Citation, ...]:
    """The citations of a source cell, in order; an empty cell gives none.

    Raises :class:`CitationError` for text of another form.
    """
    citations = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = _CITATION.fullmatch(part)
        if not match:
            raise CitationError(f"cannot read the source '{part}'; write it as key[locator], e.g. ck-labour[L80-83]")
        citations.append(Citation(match["key"], match["locator"].strip()))
    return tuple(citations)


def source_line(row: Mapping[str, Any], languages: Sequence[str], *more: str) -> str:
    """A row of ``sources.csv`` in one line: author, title, year, and what else is given, each once.

    The title is in the first of the languages that has one.

    >>> source_line({"author": "Smirnov", "title_en": "The system of camps", "year": "1998"}, ["de", "en"], "CC BY 4.0")
    'Smirnov. The system of camps. 1998. CC BY 4.0'
    """
    titles = (row.get(text_column("title", code), "") for code in languages)
    title = next(filter(None, titles), "")
    return ". ".join(filter(None, dict.fromkeys((row["author"], title, row["year"], *more))))
