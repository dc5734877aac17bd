"""Citations: ``key[locator]; key[locator]``, as they stand in every ``source`` cell.

>>> cite("ck-labour[L80-83]; smirnov1998[10]")
(Citation(key='ck-labour', locator='L80-83'), Citation(key='smirnov1998', locator='10'))

A source in an archive says so in its fields ``archive``, ``fond``, ``opis``, ``delo``, ``sheet`` (:data:`SIGNATURE`),
as far down as all of it lies together; what is below that is said by the locator of each citation, in words or by their
usual abbreviations: ``garf-r9408[opis 1, delo 23, sheet 12]``, ``garf-r9408[оп. 1, д. 23, л. 12]``.
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

SIGNATURE = ("archive", "fond", "opis", "delo", "sheet")
"""What tells a document in an archive, from the whole down: collection, inventory, file, leaf."""

_UNITS = {
    "fond": "fond|f|фонд|ф|қор|қ",
    "opis": "opis|op|inventory|опись|оп|тізбе|тізімдеме|т",
    "delo": "delo|d|file|дело|д|іс",
    "sheet": "sheets?|l|ll|fol|листы?|лл?|парақ|п",
}
_NUMBER = r"(?P<number>[^\s,;]*\d[^,;]*?)"
_FORMS = {
    unit: re.compile(
        rf"(?:{words})(?:\. ?| ){_NUMBER}|{_NUMBER.replace('number', 'first')}-(?:{words})\.?", re.IGNORECASE
    )
    for unit, words in _UNITS.items()
}
_SAID = {
    "en": {"fond": "fond {}", "opis": "opis {}", "delo": "delo {}", "sheet": "sheet {}"},
    "ru": {"fond": "ф. {}", "opis": "оп. {}", "delo": "д. {}", "sheet": "л. {}"},
    "kk": {"fond": "{}-қор", "opis": "{}-тізбе", "delo": "{}-іс", "sheet": "{}-парақ"},
}

_CITATION = re.compile(r"(?P<key>[a-z0-9][a-z0-9-]*)\[(?P<locator>[^\[\];]+)\]")

_ADDRESS = re.compile(r"https?://\S+")


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


def attested(text: str) -> tuple[Citation, ...]:
    """The citations of a cell that may name rows of a gazetteer by their ids, and addresses; these are passed over.

    >>> attested("geonames:1518003; https://e-history.kz/en; ek-towns[L190]")
    (Citation(key='geonames', locator='1518003'), Citation(key='ek-towns', locator='L190'))

    Raises :class:`CitationError` for text of another form.
    """
    citations: list[Citation] = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        key, _, number = part.partition(":")
        if key in GAZETTEERS:
            citations.append(Citation(key, number))
        elif not _ADDRESS.fullmatch(part):
            try:
                citations += cite(part)
            except CitationError:
                told = "key[locator], geonames:1524571 or an address that begins with https://"
                raise CitationError(f"cannot read the source '{part}'; write it as {told}") from None
    return tuple(citations)


def signature_of(locator: str) -> dict[str, str] | None:
    """The fields of an archive that a locator names, from the larger to the smaller; nothing for any other locator.

    >>> signature_of("ф. Р-9408, оп. 1, д. 23, лл. 12-14")
    {'fond': 'Р-9408', 'opis': '1', 'delo': '23', 'sheet': '12-14'}
    >>> signature_of("sheet 5 об."), signature_of("698-қор, 12-парақ"), signature_of("delo 2, fond 1")
    ({'sheet': '5 об.'}, {'fond': '698', 'sheet': '12'}, None)
    """
    found: dict[str, str] = {}
    units = list(_FORMS)
    for part in locator.split(","):
        match, unit = next(
            ((match, unit) for unit in units if (match := _FORMS[unit].fullmatch(part.strip()))), (None, "")
        )
        if match is None:
            return None
        found[unit] = match["number"] or match["first"]
        units = units[units.index(unit) + 1 :]
    return found


def signature_line(fields: Mapping[str, Any], language: str) -> str:
    """Archive, fond, opis, delo and sheet as they are written in a language; empty where there are none.

    >>> fields = {"archive": "ГАРФ", "fond": "Р-9408", "opis": "1", "delo": "23", "sheet": ""}
    >>> signature_line(fields, "ru"), signature_line(fields, "kk"), signature_line({"sheet": "12"}, "de")
    ('ГАРФ, ф. Р-9408, оп. 1, д. 23', 'ГАРФ, Р-9408-қор, 1-тізбе, 23-іс', 'sheet 12')
    """
    said = _SAID.get(language, _SAID["en"])
    told = [said.get(name, "{}").format(fields[name]) for name in SIGNATURE if fields.get(name)]
    return ", ".join(told)


def located(source: Mapping[str, Any], locator: str, language: str) -> str:
    """Where in a source a locator points: of one in an archive the fields in the words of a language.

    >>> located({"archive": "ГАРФ", "fond": "Р-9408"}, "оп. 1, д. 23", "en"), located({"archive": ""}, "L12", "en")
    ('opis 1, delo 23', 'L12')
    """
    fields = signature_of(locator) if source.get("archive") else None
    return signature_line(fields, language) if fields else locator


def source_line(row: Mapping[str, Any], languages: Sequence[str], *more: str) -> str:
    """A row of ``sources.csv`` in one line: author, title, year, the archive, and what else is given, each once.

    The title is in the first of the languages that has one, the words for the archive in the first of them.

    >>> source_line({"author": "Smirnov", "title_en": "The system of camps", "year": "1998"}, ["de", "en"], "CC BY 4.0")
    'Smirnov. The system of camps. 1998. CC BY 4.0'
    >>> source_line({"author": "Amanbekova et al.", "title_en": "Small towns", "year": ""}, ["en"])
    'Amanbekova et al. Small towns'
    """
    titles = (row.get(text_column("title", code), "") for code in languages)
    title = next(filter(None, titles), "")
    archive = signature_line(row, languages[0])
    parts = list(filter(None, dict.fromkeys((row["author"], title, row["year"], archive, *more))))
    return ". ".join([*(part.removesuffix(".") for part in parts[:-1]), *parts[-1:]])
