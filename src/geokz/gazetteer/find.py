"""From a written name to ranked places, each with its reasons, or an honest "which one?".

How a name is matched, best first: exactly as written; folded (:func:`geokz.names.fold`), with the words around
it taken off; led back from an adjective or a case ending; and, only when all that finds nothing, near spellings,
which are suggestions and never an answer. How the places found are ranked is told in :mod:`.score` and :mod:`.rank`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cache, lru_cache, partial
from pathlib import Path
from types import NoneType
from typing import Literal

from ..earth import apart_m
from ..errors import AmbiguousPlace, GazetteerError, UnknownPlace, check_kind
from ..folder import default_folder
from ..folder.profile import NO_PROFILE, Profile
from ..folder.rows import Rows, read_rows
from ..folder.where import signs
from ..names import fold
from .endings import bases, is_adjective
from .near import NearKeys
from .neighbours import Neighbours
from .rank import THOROUGH, settle, status
from .regions import BORDER_M, Regions, units_of
from .score import (
    FAR_FETCHED,
    LONGEST,
    WHOLE,
    Candidate,
    Hit,
    Point,
    Question,
    Years,
    candidate_of,
    preference,
    score_of,
    size_of,
    years_of,
)
from .store import Store
from .tables import SAME_SETTLEMENT_M, TABLES, Named, Place, Row, Tables, tables_from
from .words import read_name, strip_heads, strip_kinds

MANY = 200  # questions at once
ASIDE = "only the name in brackets is known here"
ONE_OF_TWO = "two names are given, and this place is known by one"


class Gazetteer:
    """Places by their names, with the user's own gazetteers behind them.

    >>> from geokz import Gazetteer
    >>> Gazetteer.load(store=None).place("Спасск", region="Карагандинская").id
    'spassk-karaganda'
    """

    def __init__(
        self,
        tables: Tables,
        oblasts: Sequence[Row] = (),
        districts: Sequence[Row] = (),
        store: Store | None = None,
        *,
        profile: Profile = NO_PROFILE,
    ) -> None:
        self._places = tables.places
        self._position = tables.position
        self._store = store
        self._thorough = store is not None and store.count() >= THOROUGH
        self._exact: dict[str, tuple[Named, ...]] = {}
        self._folded: dict[str, tuple[Named, ...]] = {}
        self._shortened: set[tuple[str, str]] = set()  # keys of names without the word for an enterprise
        self._index()
        short = (name for row in oblasts for name in row["names"].split("|") if name.isupper())  # ВКО, РСФСР
        self._wholes = frozenset(map(fold, (*profile.area_words, *short)))
        self._area = profile.area_in("en")
        self._regions = Regions.of(oblasts, self._towns_of, self._wholes, districts, profile.admin1, self._areas_around)
        self._at_home: Neighbours | None = None
        self._near = NearKeys(self._keys)
        self._held: frozenset[str] | None = None  # the keys of the user's own, once many are asked at once
        self._held_of: object = None

    @classmethod
    def load(
        cls, folder: str | Path | None = None, *, store: Store | Path | Literal["user"] | None = "user"
    ) -> Gazetteer:
        """The gazetteer of a data folder (without one, that which ships with geokz) and the user's own.

        ``store`` is the SQLite file of the user's gazetteers; ``None`` leaves them out.
        """
        if folder is None:
            home = default_folder()
            return _shipped(home, frozenset(signs(home).items()))._beside(_open(store))
        return cls.of_rows(read_rows(Path(folder), TABLES), store=store)

    @classmethod
    def of_rows(cls, rows: Rows, *, store: Store | Path | Literal["user"] | None = "user") -> Gazetteer:
        """The gazetteer of an atlas, from the rows of its tables."""
        return cls(tables_from(rows), units_of(rows), rows.of("districts"), _open(store), profile=rows.profile)

    def _beside(self, store: Store | None) -> Gazetteer:
        """The same places with another gazetteer of the user's behind them."""
        other = copy(self)
        other._store, other._thorough = store, store is not None and store.count() >= THOROUGH
        other._near, other._held = NearKeys(other._keys), None  # they hold the keys of both
        return other

    def __repr__(self) -> str:
        return f"<geokz.Gazetteer: {len(self)} places>"

    def __len__(self) -> int:
        return len(self._places) + (self._store.count() if self._store else 0)

    def __contains__(self, place_id: str) -> bool:
        return place_id in self._position or (self._store is not None and self._store.place(place_id) is not None)

    def lookup(self, name: str) -> tuple[str, ...]:
        """The ids of the places that bear a name exactly, or else folded: no ranking, no reasons, no endings.

        Only the gazetteer that ships is looked into.
        """
        return self._ids_exact.get(name) or self._ids_folded.get(fold(name), ())

    def all_names(self) -> set[str]:
        """Every form of the gazetteer that ships; those of the user's own are left in their file."""
        return set(self._exact)

    def find_all(self) -> list[Candidate]:
        """Every place of the gazetteer that ships that has a name, as an exact candidate."""
        return [found for place in self._places if place.names and (found := self.get(place.id))]

    def get(self, place_id: str) -> Candidate | None:
        """The place of an id (of ``places.csv``, ``geonames:``, ``wof:``), as an exact candidate; or nothing."""
        number = self._position.get(place_id)
        place = self._places[number] if number is not None else None
        if place is None and self._store is not None:
            place = self._store.place(place_id)
        if place is None:
            return None
        return candidate_of(place, "exact", 1.0, place.when, "chosen by its id", ())

    def find(
        self, name: str, *, year: Years = None, region: str | None = None, near: Point = None, limit: int | None = 10
    ) -> list[Candidate]:
        """The places a name may mean, best first; empty when nothing is found.

        ``year`` is a year or a pair of years, ``region`` an oblast of today or of the time in any of its
        languages, ``near`` a longitude and latitude in degrees; each ranks, none filters.

        >>> from geokz import Gazetteer
        >>> Gazetteer.load(store=None).find("Акмолинскъ")[0].id
        'akmolinsk'
        """
        check_kind("name", name, str, "a name")
        check_kind("region", region, (str, NoneType), "the name of an oblast")
        check_kind("near", near, (tuple, list, NoneType), "a pair (longitude, latitude)")
        check_kind("limit", limit, (int, NoneType), "how many places are wanted, or None for all")
        return self.find_each([(name, year, region, near)])[0][:limit]

    def find_each(
        self, asked: Sequence[tuple[str, Years, str | None, Point]], *, workers: int = 1
    ) -> list[list[Candidate]]:
        """:meth:`find`, without a limit, of many questions (name, year, region, near) at once, in their order.

        Near spellings, the slow part, are worked out together, in so many threads; some thousand questions at a time
        need no memory to speak of.
        """
        return list(self.found_each(asked, workers=workers))

    def found_each(
        self, asked: Iterable[tuple[str, Years, str | None, Point]], *, workers: int = 1
    ) -> Iterator[list[Candidate]]:
        """:meth:`find_each`, one answer after the other: none is kept."""
        questions = [self._question(*each) for each in asked]
        self._hold(len(questions))
        found = [self._bearers(question) if question else [] for question in questions]
        lost = [question for question, hits in zip(questions, found, strict=True) if question and not hits]
        told = (each.query for each in lost if not (each.query.area or each.query.foreign))
        near = self._near.of({key for query in told for key in query.keys}, workers)
        for question, hits in zip(questions, found, strict=True):
            yield self._rank(hits or self._near_spellings(question, near), question) if question else []

    def _question(self, name: str, year: Years, region: str | None, near: Point) -> Question | None:
        """What is asked; nothing where there is nothing to read."""
        if not isinstance(name, str) or len(name) > LONGEST or not name.strip():
            return None
        if near is not None and not (-180 <= near[0] <= 180 and -90 <= near[1] <= 90):
            raise GazetteerError(f"near {near[0]:g},{near[1]:g} is no point; write longitude,latitude in degrees")
        query = read_name(name.strip(), self._wholes)
        if not query.keys:
            return None
        years = years_of(year)
        said = f"{region}, {query.region}" if region and query.region else region or query.region
        units = self._regions.units(said, years)
        ever = self._regions.units(said, None) if years else ()
        return Question(name.strip(), query, years, units, near, self._area, ever)

    def _hold(self, count: int) -> None:
        """Have the keys of the user's own gazetteers at hand where many questions are asked: most of what is looked for
        is not there, and to ask the file for each takes long."""
        if self._store is not None and (count >= MANY or self._held is not None):
            state = self._store.state()
            if self._held is None or state != self._held_of:
                self._held, self._held_of = frozenset(self._store.keys()), state

    def _bearers(self, question: Question) -> list[Hit]:
        """The places that bear the name, in whatever spelling or form; suggestions are none."""
        query = question.query
        found = list(self._literal(question))
        if query.foreign:
            return [hit for hit in found if hit.match == "exact"]
        if query.area:  # only what is called so as an area: the Emba oil district is, Karaganda is no oblast
            found = [hit for hit in found if fold(hit.named.name) == fold(question.name)]
        elif not found or all(hit.named.role == "thing" for hit in found) or is_adjective(query.keys[-1]):
            found += self._reduced(question)
        if query.both:
            both = {place.id for _, place in self._named(query.both)}
            found = [hit if hit.doubt or hit.place.id in both else hit._replace(doubt=ONE_OF_TWO) for hit in found]
        return found or list(self._other_readings(question))

    def knows_region(self, text: str) -> bool:
        """Whether a text names an oblast, district, country or town that may tell where a place is.

        >>> [Gazetteer.load(store=None).knows_region(text) for text in ("Карагандинская", "oblsat")]
        [True, False]
        """
        return any(unit.areas is not None or unit.district for unit in self._regions.units(text))

    def place(self, name: str, *, year: Years = None, region: str | None = None, near: Point = None) -> Candidate:
        """The one place a name means.

        Raises :class:`geokz.errors.UnknownPlace` or :class:`geokz.errors.AmbiguousPlace`, both with
        ``candidates``.
        """
        return chosen(name, self.find(name, year=year, region=region, near=near, limit=None))

    def suggest_all(self, names: Iterable[str], *, workers: int = 1) -> dict[str, list[tuple[str, float]]]:
        """Near spellings of many names at once, by folded key: what :meth:`find` offers when nothing matches."""
        return self._near.of({key for name in names for key in read_name(name.strip(), self._wholes).keys}, workers)

    def _keys(self) -> set[str]:
        return {*self._folded, *(self._store.keys() if self._store is not None else ())}

    def fingerprint(self) -> str:
        """A text that differs when the places or names of the gazetteer do."""
        total = zlib.crc32("\n".join(sorted(self._exact)).encode())
        added = self._store.gazetteers() if self._store else []
        return f"{len(self._places)}:{total}:{added}"

    def _index(self) -> None:
        exact: dict[str, list[Named]] = {}
        folded: dict[str, list[Named]] = {}
        for place in self._places:
            own = {fold(named.name) for named in place.names if named.role != "alternate"}
            for position, named in enumerate(place.names):
                key = fold(named.name)
                if not key:
                    continue
                if named.role == "alternate" and key in own:
                    named = named._replace(role="own")
                    place.names[position] = named
                exact.setdefault(named.name, []).append(named)
                folded.setdefault(key, []).append(named)
                if " " in named.name or "." in named.name:
                    kindless = strip_kinds(named.name)
                    for short in {kindless, *([strip_heads(named.name)] if named.role == "own" else [])}:
                        if short != key and len(short) > 3:
                            folded.setdefault(short, []).append(named)
                            if short != kindless:
                                self._shortened.add((short, named.name))
        self._exact = {key: tuple(found) for key, found in exact.items()}
        self._folded = {key: _apart(found) for key, found in folded.items()}
        self._ids_exact = {name: self._ids(found) for name, found in exact.items()}
        self._ids_folded = {key: self._ids(found) for key, found in folded.items()}

    def _ids(self, found: Iterable[Named]) -> tuple[str, ...]:
        return tuple(dict.fromkeys([self._places[named.place].id for named in found]))

    def _towns_of(self, key: str, home: bool = False) -> list[Place]:
        """The towns of a folded name; other places only where no town bears it, with ``home`` those abroad too."""
        places = [self._places[named.place] for named in self._folded.get(key, ()) if named.role != "thing"]
        if home:
            places = [place for place in places if "." not in place.region and place.region != "outside"] or places
        return [place for place in places if size_of(place) in {"city", "town"}] or places

    def _areas_around(self, place: Place) -> frozenset[str]:
        """The areas of the atlas that have a place of the gazetteer that ships within ``BORDER_M`` of one."""
        if self._at_home is None:
            self._at_home = Neighbours(self._places, BORDER_M)
        return self._at_home.areas(place.lon, place.lat)

    def _named(self, key: str) -> Sequence[tuple[Named, Place]]:
        known = self._folded.get(key, ())
        found = [(named, self._places[named.place]) for named in known] if known else []
        if self._store is not None and (self._held is None or key in self._held):
            for named, place in self._store.hits(key):
                at = self._position.get(place.id)
                found.append((named, self._places[at] if at is not None else place))
        return found

    def _literal(self, question: Question) -> Iterator[Hit]:
        for named in self._exact.get(question.name, ()):
            yield Hit(named, self._places[named.place], "exact", 1.0, "is written exactly so")
        fuller = False  # whether a place bears more of the name than is left without the word for a works
        for key in question.query.keys:
            cut_short = fuller and key == question.query.works
            for named, place in self._named(key):
                fuller = fuller or fold(named.name) == key != question.query.works
                if named.name == question.name:
                    if named.place < 0:  # of the user's own gazetteers; those that ship were found by the form
                        yield Hit(named, place, "exact", 1.0, "is written exactly so")
                else:
                    short = (key, named.name) in self._shortened
                    doubt = WHOLE if cut_short else ASIDE if key in question.query.aside else ""
                    why = f"is '{named.name}' in another spelling"
                    yield Hit(named, place, "folded", 0.85 if cut_short else 1.0, why, doubt, shortened=short)

    def _other_readings(self, question: Question) -> Iterator[Hit]:
        for key in question.query.others:
            for named, place in self._named(key):
                yield Hit(named, place, "folded", 0.98, f"is '{named.name}' in another transliteration")

    def _reduced(self, question: Question) -> Iterator[Hit]:
        for key in question.query.keys:
            for base, distance in bases(key).items():
                if self._store is None and base not in self._folded:
                    continue
                for named, place in self._named(base):
                    doubt = "the ending is a far-fetched one" if distance >= FAR_FETCHED else ""
                    doubt = ASIDE if key in question.query.aside else doubt
                    yield Hit(named, place, "folded", 1 - distance, f"is a form of '{named.name}'", doubt, base=base)

    def _near_spellings(self, question: Question, near: Mapping[str, list[tuple[str, float]]]) -> Iterator[Hit]:
        if question.query.area:  # an oblast is no place; the town it is called after is a suggestion
            for key in question.query.keys:
                for base in (key, *bases(key)):
                    for named, place in self._named(base):
                        yield Hit(named, place, "suggestion", 1.0, f"is an area called after '{named.name}'")
            return
        for key in question.query.keys:
            for similar, likeness in near.get(key, ()):
                for named, place in self._named(similar):
                    yield Hit(named, place, "suggestion", likeness, f"looks like '{named.name}'")

    def _rank(self, hits: Iterable[Hit], question: Question) -> list[Candidate]:
        best: dict[str, Candidate] = {}
        for hit in hits:
            candidate = score_of(hit, question)
            known = best.get(candidate.id)
            if known is None or preference(candidate) > preference(known):
                best[candidate.id] = candidate
        ranked = list(best.values())
        if len(ranked) > 1:
            ranked.sort(key=lambda found: (-found.score, -found.population, found.id))
        near = partial(self._nearly_another, question) if self._thorough else None
        return settle(ranked, self._only_shipped, near=near)

    def _nearly_another(self, question: Question, best: Candidate) -> bool:
        """Whether another place bears a name so like the one found that a slip of the pen may have made it."""
        asked = question.query.keys[0] if best.role == "bent" else strip_kinds(best.matched)  # Алма-Аты: or Алматы
        places = [place for key in self._near.one_slip_off(asked) for _, place in self._named(key)]
        return any(
            apart_m(best.lon, best.lat, place.lon, place.lat) > SAME_SETTLEMENT_M
            and not any(unit.speaks(place) is False for unit in question.units)
            for place in places
        )

    def _only_shipped(self, place_id: str) -> bool:
        return place_id in self._position and (self._store is None or self._store.place(place_id) is None)


@lru_cache(maxsize=1)  # each layer with names of places asks for it; it is never changed
def _shipped(folder: Path, state: frozenset[tuple[str, tuple[int, int]]]) -> Gazetteer:
    """The gazetteer that ships with geokz, by itself; ``state`` are the signs of its files."""
    return Gazetteer.of_rows(read_rows(folder, TABLES), store=None)


def _apart(found: Iterable[Named]) -> tuple[Named, ...]:
    """Of the names of a place that differ in their spelling alone the first: all of them are ranked alike."""
    kept: dict[tuple[object, ...], Named] = {}
    for named in found:
        kept.setdefault((named.place, named.role, named.when, fold(named.name), strip_kinds(named.name)), named)
    return tuple(kept.values())


def chosen(name: str, candidates: list[Candidate]) -> Candidate:
    """The one place that the candidates of a name settle on; raises as :meth:`Gazetteer.place` does."""
    verdict = status(candidates)
    shown = str(name)[:60]
    if verdict == "unknown":
        hint = f"; perhaps {candidates[0].name} ({candidates[0].id})?" if candidates else ""
        raise UnknownPlace(f"no place is called '{shown}'{hint}", candidates)
    if verdict == "ambiguous":
        listed = ", ".join(candidate.id for candidate in candidates[:5])
        reason = "; ".join(candidates[0].doubts)
        reason = f" ({reason})" if reason else "; say the year, the oblast or a point near it"
        raise AmbiguousPlace(f"'{shown}' may mean {listed}{reason}", candidates)
    return candidates[0]


@cache
def shipped() -> Gazetteer:
    """The gazetteer that ships and the user's own, once in a process."""
    return Gazetteer.load()


def find(
    name: str, *, year: Years = None, region: str | None = None, near: Point = None, limit: int | None = 10
) -> list[Candidate]:
    """The places a name may mean, best first: :meth:`Gazetteer.find` of the gazetteer that ships and the user's own.

    >>> find("Акмолинск", year=1938)[0].id
    'akmolinsk'
    """
    return shipped().find(name, year=year, region=region, near=near, limit=limit)


def _open(store: Store | Path | Literal["user"] | None) -> Store | None:
    if store == "user":
        return Store.of_user()
    return Store(store) if isinstance(store, Path) else store
