"""Kazakh texts in the words of one glossary: ``vocab/glossary.csv`` against every text in Kazakh.

Looked at are the ``_kk`` columns of all tables and the Kazakh texts of the tours. Titles of sources are quoted as
they are printed and names in ``names.csv`` as a source writes them; neither is looked at. A form that is not used
may stand in brackets of its own, to explain the one that is: ``ІІХК (НКВД)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..errors import Problem
from .package import LINE, Table
from .tables import Read, split_list
from .toml import Spot, Toml

QUOTED = {"sources"}


class Glossary:
    """The words that Kazakh texts do not use, each with the one they use instead."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        """``rows`` are pairs of the term used and the beginnings of words not used for it, separated by ``;``."""
        self.instead = {form.casefold(): term for term, forms in rows for form in split_list(forms)}
        longest = sorted(self.instead, key=len, reverse=True)
        first = "".join(sorted({re.escape(form[0]) for form in longest}))  # few words begin so: a third of the time
        begins = rf"(?<!\w)(?=[{first}])(?!(?<=\()\w+\))" if longest else ""
        pattern = rf"{begins}({'|'.join(map(re.escape, longest))})"
        self._found, self._folded = re.compile(pattern, re.IGNORECASE), re.compile(pattern)

    def in_any(self, texts: Iterable[str]) -> bool:
        """Whether any of some texts has a form that is not used: all at once, in a third of the time."""
        return bool(self.instead) and self._folded.search("\n".join(texts).casefold()) is not None

    def wrong(self, text: str) -> Iterator[tuple[str, str]]:
        """Each form in a text that is not used, and the term to write instead.

        >>> list(Glossary([("ІІХК", "НКВД")]).wrong("НКВД-ның бұйрығы, ІІХК (НКВД)"))
        [('НКВД', 'ІІХК')]
        """
        for match in self._found.finditer(text) if self.instead else ():
            yield match[0], self.instead[match[0].casefold()]


def check_glossary(tables: Sequence[Table], read: Mapping[str, Read], tours: Sequence[Toml]) -> Iterator[Problem]:
    """Texts in Kazakh that use another word than the glossary, if there is one."""
    if "glossary" not in read or "kk" not in read["glossary"].frame:
        return
    terms = read["glossary"].frame
    glossary = Glossary(zip(terms["kk"], terms["forbidden"], strict=True))
    for table in tables:
        columns = [column.name for column in table.columns if column.name.endswith("_kk")]
        for column in columns if table.name in read and table.name not in QUOTED else ():
            frame = read[table.name].frame
            rows = zip(frame[column], frame[LINE], strict=True) if glossary.in_any(frame[column]) else ()
            for text, line in rows:
                for form, term in glossary.wrong(text):
                    yield Problem(table.path, line, column, _message(form, term))
    for tour in tours:
        for spot, text in _texts_in_kk(tour.values):
            for form, term in glossary.wrong(text):
                yield tour.problem(spot, "kk", _message(form, term))


def _message(form: str, term: str) -> str:
    return f"'{form}' is not used in Kazakh texts; write '{term}' (vocab/glossary.csv)"


def _texts_in_kk(value: Any, spot: Spot = ()) -> Iterator[tuple[Spot, str]]:
    """The Kazakh texts of a TOML file, and where each stands."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "kk" and isinstance(inner, str):
                yield (*spot, key), inner
            else:
                yield from _texts_in_kk(inner, (*spot, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts_in_kk(inner, (*spot, number))
