"""Oblasts of today and of the time: from what a source writes to the areas a place may lie in.

``geodata/gazetteer/oblasts.csv`` names each oblast and okrug, in which years it was so (``when``), the areas of
today it covered (``covers``) and those of which it had only some districts (``partly``); areas inside the atlas are
the keys of ``vocab/regions_today.csv``, those beyond its borders GeoNames codes such as ``RU.55`` or whole countries,
``KG``. A question with a year takes the rows of that year where there are any (Karaganda oblast of 1934 reached to
Petropavlovsk), and near the seat of a district what :mod:`.districts` knows of that year goes before them; without a
year, and in all other years, the row without years counts. Nobody has the borders of then: in a year, and away from
the seats, a place with places of another area within ``BORDER_M`` is in doubt, and its oblast of today settles nothing.
An okrug lived in 1928-1936, a guberniya before, a krai in 1960-1965: only who says krai means one, for the oblasts of
its name were others.
An oblast missing there is still understood when it is called after a town: it covers at least that town's area.
A district is understood so too: it lies within ``DISTRICT_M`` of the place it is called after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ..dates import When, span
from ..earth import apart_m
from ..errors import DateError, GazetteerError
from ..folder.languages import texts_of
from ..folder.profile import NO_PROFILE, Profile
from ..folder.rows import Rows
from ..names import fold
from .districts import Days, Seats
from .endings import bases, is_adjective, stem
from .tables import TOWN_SIZE, Place, Row
from .words import _SMALL, AREAS, DISTRICTS, KINDS, UKRAINE, words_of


def region_of_code(code: str, profile: Profile) -> str:
    """The area of a GeoNames country and admin1 code: one of the atlas, the code itself abroad.

    >>> bavaria = Profile(countries=("DE",), admin1={"DE.02": "bavaria"})
    >>> region_of_code("DE.02", bavaria), region_of_code("RU.55", bavaria), region_of_code("DE.00", bavaria)
    ('bavaria', 'RU.55', '')
    """
    within = code.partition(".")[0] in profile.countries
    return profile.admin1.get(code, "" if within or code.endswith(".") else code)


@lru_cache(maxsize=16384)
def lies_in(region: str, areas: frozenset[str]) -> bool:
    """Whether an area is one of some areas, or in a country that is; of two areas (``abai; east-kazakhstan``) any.

    >>> lies_in("RU.55", frozenset({"RU"})), lies_in("abai; east-kazakhstan", frozenset({"abai"}))
    (True, True)
    """
    return any(
        one in areas or ("." in one and one.partition(".")[0] in areas)
        for one in (region.split("; ") if region else ())
    )


def units_of(rows: Rows) -> Sequence[Row]:
    """The units of the time of a folder; where it has no table of them, today's by their labels."""
    known = rows.of(rows.profile.units)
    if known:
        return known
    today = [row for row in rows.of("regions_today") if row["key"] != "outside"]
    labels = [filter(None, texts_of(row, "label", rows.languages).values()) for row in today]
    return [{"names": "|".join(names), "covers": row["key"]} for names, row in zip(labels, today, strict=True)]


DISTRICT_M = 150_000
BORDER_M = 80_000  # a district across: what lies so near today's border may have been beyond that of a year
EVER = span(1700, 2100)  # of a question without a year
SHORTEST_UNIT = 3  # letters of an oblast's name that is cut short
_COUNTRY = re.compile("[A-Z]{2}")  # its code, among areas
WHOLE = 8  # so many areas are a country: they tell no place from its namesakes
_OKRUG, _GUBERNIYA, _KRAI = (1928, 1936), (1917, 1928), (1960, 1965)
_OKRUG_NAMES = "округ округа округе okrug округі"
_GUBERNIYA_NAMES = "губерния губернии губ guberniya уезд уезда uyezd волость province губерниясы уезі"
_KRAI_NAMES = "край края крае краем krai өлкесі өлке"
_OKRUG_WORDS, _GUBERNIYA_WORDS, _KRAI_WORDS = (
    frozenset(map(fold, words.split())) for words in (_OKRUG_NAMES, _GUBERNIYA_NAMES, _KRAI_NAMES)
)


@dataclass(frozen=True)
class Unit:
    """One unit a place is said to lie in: its areas (``None`` when nobody knows it), or a district about its seats.

    ``partly`` are the areas of which it had some districts. With ``days`` the seats of the districts of then
    (``then``) speak first, of the units of these ``names``; without ``days`` those of any year, where it is
    ``partly``. ``around`` gives the areas of today about a place. ``narrow`` says that it can tell a place from its
    namesakes, which a country cannot. ``town`` says that it is no oblast known here but a town, at ``seats``.
    """

    text: str
    areas: frozenset[str] | None
    seats: tuple[tuple[float, float], ...] = ()
    district: bool = False
    partly: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    days: Days | None = None
    town: bool = False
    then: Seats | None = field(default=None, repr=False, compare=False)
    around: Callable[[Place], frozenset[str]] | None = field(default=None, repr=False, compare=False)

    @property
    def narrow(self) -> bool:
        return self.district or (self.areas is not None and 0 < len(self.areas | self.partly) < WHOLE)

    @property
    def country(self) -> bool:
        """Whether it is a country, whose oblasts the districts of then lay in: they say nothing of it."""
        return not self.narrow or any(_COUNTRY.fullmatch(area) for area in self.areas or ())

    def speaks(self, place: Place) -> bool | None:
        """Whether the unit speaks for a place (true), against it (false), or says nothing."""
        if self.district:
            if not self.seats:
                return None
            return any(apart_m(*seat, place.lon, place.lat) <= DISTRICT_M for seat in self.seats)
        if self.areas is None:
            return None
        seats = self.then if self.days and self.names and not self.country else None
        said = seats.says(self.names, self.days, place) if seats and self.days else None
        if said is not None:
            return None if said == "perhaps" else said == "in"
        if not (self.areas or self.partly) or not place.region:
            return None
        covered = _covers(self.areas, place.region)
        if covered is None or (covered is False and self.partly and lies_in(place.region, self.partly)):
            ever = self.then is not None and self.days is None and self.then.says(self.names, EVER, place) == "in"
            return ever or None
        return None if self._at_border(place, covered) else covered

    def leans(self, place: Place) -> bool:
        """Whether a unit that says nothing of a place has it within its borders of today, near to them."""
        return self.speaks(place) is None and self.areas is not None and bool(_covers(self.areas, place.region))

    def _at_border(self, place: Place, covered: bool) -> bool:
        """Whether in the years asked nothing but a border of today, and a near one, tells on which side a place lay."""
        if self.days is None or self.around is None or self.areas is None or "." in place.region:
            return False
        return any(lies_in(area, self.areas) != covered for area in self.around(place))


@lru_cache(maxsize=16384)
def _covers(areas: frozenset[str], region: str) -> bool | None:
    """Whether some areas cover another one; nothing for two of which they cover one: nobody knows which is meant."""
    covered = {lies_in(one, areas) for one in region.split("; ")}
    return covered.pop() if len(covered) == 1 else None


class Regions:
    """The oblasts by name; :meth:`units` is what a source's words can mean in some years."""

    def __init__(
        self,
        rows: Iterable[Row],
        bearers: Callable[[str, bool], list[Place]],
        wholes: frozenset[str],
        districts: Iterable[Row],
        admin1: Mapping[str, str],
        around: Callable[[Place], frozenset[str]] | None = None,
    ) -> None:
        self._bearers, self._around = bearers, around
        self._wholes = wholes
        self._by_key: dict[str, list[_Extent]] = {}
        called: dict[str, str] = {}
        for row in rows:
            names = row["names"].split("|")
            covers = _areas(row["covers"])
            covers |= {unit for code, unit in admin1.items() if code.partition(".")[0] in covers}  # of a country, all
            extent = _Extent(names[0], _days(row.get("when", "")), covers, _areas(row.get("partly", "")))
            for name in names:
                called.setdefault(name, names[0])
                self._by_key.setdefault(self._bare(name), []).append(extent)
        self._seats = Seats(districts, called)
        self.units = lru_cache(maxsize=16384)(self._units)

    @classmethod
    def of(
        cls,
        rows: Sequence[Row],
        bearers: Callable[[str, bool], list[Place]],
        wholes: frozenset[str] = frozenset(),
        districts: Sequence[Row] = (),
        admin1: Mapping[str, str] = NO_PROFILE.admin1,
        around: Callable[[Place], frozenset[str]] | None = None,
    ) -> Regions:
        """The oblasts of a table; ``bearers`` gives the places of a folded name, the towns among them if any;
        with a true second argument those at home go first.

        ``wholes`` are folded names that exclude nothing: of the country that all of them lie in. ``districts`` are
        the rows of the seats of districts, whose units are names of the oblasts. ``admin1`` has the units of the
        atlas by their GeoNames codes, which a country (``RU``) covers too. ``around`` gives the areas of the atlas
        that have places within ``BORDER_M`` of one.
        """
        if rows and not {"names", "covers"} <= rows[0].keys():
            raise GazetteerError("gazetteer/oblasts.csv:1  needs the columns names and covers; run geokz check")
        return cls(rows, bearers, wholes, districts, admin1, around)

    def _oblast(self, text: str, years: tuple[int, int] | None = None) -> Unit:
        """What one written oblast may mean; no areas for words that exclude nothing (СССР)."""
        words = set(words_of(text))
        days = span(*years) if years else None
        if years is None:
            named = ((_OKRUG, _OKRUG_WORDS), (_GUBERNIYA, _GUBERNIYA_WORDS), (_KRAI, _KRAI_WORDS))
            years = next((then for then, known in named if words & known), None)
        key = self._bare(text)
        shortened = self._shortened(key) if words & AREAS and text.strip().partition(" ")[0].endswith(".") else ()
        for candidate in dict.fromkeys((key, stem(fold(text)), *bases(key), *shortened)):
            rows = self._by_key.get(candidate)
            if rows:
                of_kind = [row for row in rows if row.krai == bool(words & _KRAI_WORDS)]
                meant = _of_years(of_kind or rows, years)
                covers = frozenset[str]().union(*(row.covers for row in meant)) - {"any"}
                partly = frozenset[str]().union(*(row.partly for row in meant)) - covers
                names = frozenset(row.name for row in meant)
                if of_kind and meant[0].krai:
                    names |= self._oblasts_within(covers | partly, years)
                seats = _seats_of(self._bearers(key, True)) if not words & AREAS and key == fold(text) else ()
                return Unit(
                    text, covers, seats, partly=partly, names=names, days=days, then=self._seats, around=self._around
                )
        bent = bool(words & AREAS) or is_adjective(fold(text))  # Украина is no form of Украинка
        towns = self._towns(key) if bent else [place for place in self._bearers(key, False) if _is_known(place)]
        found = {place.region for place in towns} - {"", "outside"}
        if not found:
            return Unit(text, None)
        areas = frozenset(area for region in found for area in region.split("; "))
        return Unit(text, areas, _seats_of(towns), days=days, town=not bent, around=self._around)

    def _oblasts_within(self, areas: frozenset[str], years: tuple[int, int] | None) -> frozenset[str]:
        """The names of the oblasts of some years that lay within the areas of a krai: the seats are told by them."""
        known = {
            row.name: row for rows in self._by_key.values() for row in _of_years(rows, years) if _lived(row, years)
        }
        return frozenset(name for name, row in known.items() if not row.krai and row.covers | row.partly <= areas)

    def _shortened(self, key: str) -> tuple[str, ...]:
        """The keys of the one oblast whose name begins so: Караг. обл.; none where it may be several, or an okrug."""
        found = {known: {row.name for row in rows} for known, rows in self._by_key.items() if known.startswith(key)}
        oblasts = {name for names in found.values() for name in names if name.endswith("ая")}
        return tuple(found) if len(key) >= SHORTEST_UNIT and len(oblasts) == 1 else ()

    def _units(self, text: str, years: tuple[int, int] | None = None) -> tuple[Unit, ...]:
        return tuple(
            self._unit(part.strip(), years)
            for part in re.split(r"[,;/]", UKRAINE.sub("Украинская ССР", text))
            if fold(part)
        )

    def _unit(self, text: str, years: tuple[int, int] | None) -> Unit:
        words = words_of(text)
        if fold(text) in self._wholes and fold(text) not in self._by_key:
            return Unit(text, frozenset())
        if not any(word in DISTRICTS for word in words):
            return self._oblast(text, years)
        key = fold("".join(word for word in words if word not in AREAS and word not in KINDS))
        places = self._towns(key, home=True)
        seats = _seats_of(places)
        # Кировский: a name so common tells nothing
        return Unit(text, None, seats if _are_near(seats) else (), district=True)

    def _towns(self, key: str, home: bool = False) -> list[Place]:
        """The places an oblast or district may be called after; with ``home`` of the atlas's area, if any is there."""
        found = self._bearers(key, home)
        if not found:
            for base, distance in bases(key).items():
                if distance < 0.2:
                    found = found + self._bearers(base, home)
        return found

    def _bare(self, text: str) -> str:
        """The folded key of an oblast's name without the word oblast."""
        if fold(text) in self._wholes:
            return fold(text)
        words = words_of(text)
        passed_over = (AREAS, KINDS, _SMALL)
        return stem(fold("".join(word for word in words if not any(word in known for known in passed_over)))) or fold(
            text
        )


def _seats_of(places: Iterable[Place]) -> tuple[tuple[float, float], ...]:
    return tuple((place.lon, place.lat) for place in places)


def _is_known(place: Place) -> bool:
    """Whether a place is large enough, or of the atlas, to say where another is."""
    return place.in_atlas or place.population >= TOWN_SIZE or place.kind in {"city", "town"}


def _are_near(seats: Sequence[tuple[float, float]]) -> bool:
    """Whether the places a district may be called after lie so near each other that one district may be meant."""
    return all(apart_m(*seat, *seats[0]) <= 2 * DISTRICT_M for seat in seats[1:])


@dataclass(frozen=True)
class _Extent:
    """A row of the table of oblasts: the first of its names, its days (none: always), its areas of today."""

    name: str
    days: Days | None
    covers: frozenset[str]
    partly: frozenset[str]

    @property
    def krai(self) -> bool:
        """Whether it is a krai, which bears the name of an oblast in it."""
        return not _KRAI_WORDS.isdisjoint(words_of(self.name))


def _of_years(rows: list[_Extent], years: tuple[int, int] | None) -> list[_Extent]:
    """The rows of some years; without such rows those without years, else all."""
    then = [row for row in rows if row.days is not None and _lived(row, years)]
    return then or [row for row in rows if row.days is None] or rows


def _lived(row: _Extent, years: tuple[int, int] | None) -> bool:
    """Whether a row counts in some years: in theirs, or always."""
    if row.days is None or years is None:
        return row.days is None
    first, last = span(*years)
    return row.days[0] <= last and first <= row.days[1]


def _areas(cell: str) -> frozenset[str]:
    return frozenset(area for part in cell.split(";") if (area := part.strip()))


def _days(when: str) -> Days | None:
    """The first and last day of a row's years; nothing for a row that counts in all years."""
    if not when:
        return None
    try:
        life = When.parse(when)
    except DateError:
        return None
    return life.start_earliest, life.end_latest
