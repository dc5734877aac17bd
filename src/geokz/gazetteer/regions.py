"""Oblasts of today and of the time: from what a source writes to the areas a place may lie in.

``geodata/gazetteer/oblasts.csv`` names each oblast and the areas of today it covered (``covers``); areas inside
Kazakhstan are the keys of ``vocab/regions_today.csv``, those beyond its borders GeoNames codes such as
``RU.55`` or whole countries, ``KG``.
An oblast missing there is still understood when it is called after a town: it covers at least that town's area.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..errors import GazetteerError
from ..names import fold
from .tables import Row
from .words import _SMALL, _TOKEN, AREAS, KINDS, bases, stem

# GeoNames admin1 codes of Kazakhstan and the oblasts of today (vocab/regions_today.csv); 00 says nothing
ADMIN1 = {
    "KZ.01": "almaty", "KZ.02": "almaty", "KZ.03": "akmola", "KZ.04": "aktobe", "KZ.05": "akmola",
    "KZ.06": "atyrau", "KZ.07": "west-kazakhstan", "KZ.08": "kyzylorda", "KZ.09": "mangystau",
    "KZ.10": "turkistan", "KZ.11": "pavlodar", "KZ.12": "karaganda", "KZ.13": "kostanay", "KZ.14": "kyzylorda",
    "KZ.15": "east-kazakhstan", "KZ.16": "north-kazakhstan", "KZ.17": "jambyl", "KZ.1537272": "turkistan",
    "KZ.12510143": "abai", "KZ.12510144": "jetisu", "KZ.12510145": "ulytau",
}  # fmt: skip


def region_of_code(code: str) -> str:
    """The area of a GeoNames country and admin1 code: an oblast of Kazakhstan, the code itself abroad.

    >>> region_of_code("KZ.12"), region_of_code("RU.55"), region_of_code("KZ.00")
    ('karaganda', 'RU.55', '')
    """
    return ADMIN1.get(code, "" if code.startswith("KZ.") or code.endswith(".") else code)


def lies_in(region: str, areas: frozenset[str]) -> bool:
    """Whether an area is one of some areas, or in a country that is."""
    return region in areas or ("." in region and region.partition(".")[0] in areas)


class Regions:
    """The oblasts by name; ``areas(text)`` is what a source's words can mean, ``None`` when nobody knows."""

    def __init__(self, rows: Iterable[Row], towns: Callable[[str], set[str]]) -> None:
        self._towns = towns
        self._by_key: dict[str, set[str]] = {}
        self._known: dict[str, frozenset[str] | None] = {}
        for row in rows:
            for name in row["names"].split("|"):
                areas = {area.strip() for area in row["covers"].split(";")}
                self._by_key.setdefault(_bare(name), set()).update(areas)

    @classmethod
    def of(cls, rows: Sequence[Row], towns: Callable[[str], set[str]]) -> Regions:
        """The oblasts of a table; ``towns`` gives the areas in which a place of a folded name lies."""
        if rows and not {"names", "covers"} <= rows[0].keys():
            raise GazetteerError("gazetteer/oblasts.csv:1  needs the columns names and covers; run geokz check")
        return cls(rows, towns)

    def areas(self, text: str) -> frozenset[str] | None:
        """The areas of today that a written oblast may mean; empty for words that exclude nothing (СССР)."""
        if text not in self._known:
            self._known[text] = self._find(text)
        return self._known[text]

    def _find(self, text: str) -> frozenset[str] | None:
        key = _bare(text)
        for candidate in (key, stem(fold(text))):
            if candidate in self._by_key:
                return frozenset(self._by_key[candidate]) - {"any"}
        for base in bases(key):
            if base in self._by_key:
                return frozenset(self._by_key[base]) - {"any"}
        found = self._towns(key)
        if not found:
            for base, distance in bases(key).items():
                if distance < 0.2:
                    found |= self._towns(base)
        return frozenset(found) if found else None


def _bare(text: str) -> str:
    """The folded key of an oblast's name without the word oblast."""
    words = [fold(token) for token in _TOKEN.findall(text)]
    passed_over = (AREAS, KINDS, _SMALL)
    return stem(fold("".join(word for word in words if not any(word in known for known in passed_over)))) or fold(text)
