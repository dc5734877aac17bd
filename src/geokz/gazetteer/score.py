"""What speaks for a place and against it: a name that was found becomes a candidate with score, reasons and doubts.

Each reason moves the score. A new reason is a weight here and a line in :func:`score_of` that says it in words. Which
of several candidates is taken, and when none is, :mod:`.rank` decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from rapidfuzz.distance import OSA

from ..dates import OPEN_END, OPEN_START, Span, When, span
from ..earth import apart_m
from ..errors import DateError, GazetteerError
from ..names import fold
from .endings import is_adjective
from .regions import Unit, lies_in
from .tables import CITY_SIZE, TOWN_SIZE, VILLAGE_SIZE, Named, Place
from .words import FARMS, NATURE, PEOPLE, ROMAN, Query, holds

WEIGHTS = {
    "exact": 1.0,
    "folded": 0.98,
    "suggestion": 0.8,  # times the likeness
    "alternate": -0.03,  # a form only a gazetteer of today lists
    "thing": -0.02,  # the name of a camp, mine or plant at the place
    "city": 0.10,  # of the atlas; today's size of other places says little about then and counts less
    "town": 0.07,
    "village": 0.02,
    "city_today": 0.04,
    "town_today": 0.03,
    "village_today": 0.01,
    "in_atlas": 0.03,
    "abroad": -0.06,
    "kind": 0.02,  # "ст." before the name of a place with a station
    "other_kind": -0.30,  # "с." before the name of a town
    "attested": 0.06,  # dated, and the year fits
    "absent": -0.30,  # dated, and the year does not fit
    "region_unknown": -0.10,
    "region_other": -0.50,
    "far": -0.50,  # at an infinite distance; half of it at HALF_WAY_M
}
HIGHEST = 1.16
HALF_WAY_M = 150_000
TOO_FAR_M = 300_000
NEAR_M = 100_000  # so near a point of the question, a place is told from its namesakes
TOWN_AT_LEAST = 10_000
WELL_KNOWN = 500_000  # people of a city abroad that its name alone tells
LONG = 7  # letters of a name that may be taken for a case form without a word that bends it
LIKENESS = 0.88  # of a suggestion; one slip is allowed in names too short for it
SHORTEST = 5
FAR_FETCHED = 0.18
LONGEST = 200
COLUMNS = ("id", "name", "kind", "lon", "lat", "precision", "radius_m", "authority", "match", "score", "when", "why")

NO_SETTLEMENT = "a city, not a settlement"
NO_STATION = "not known as a station"
WHOLE = "another place bears the whole name"

_VOWELS = frozenset("aeiou")  # of a folded name
Match = Literal["exact", "folded", "suggestion"]
Years = int | tuple[int, int] | None
Point = tuple[float, float] | None


@dataclass(frozen=True)
class Candidate:
    """A place a name may mean. ``when`` is the EDTF time of the matched name, empty when nobody dates it.

    ``doubts`` are the reasons of ``why`` that speak against it; a candidate with doubts is never taken alone.
    """

    id: str
    name: str
    kind: str
    lon: float
    lat: float
    precision: str
    radius_m: float
    authority: str
    match: Match
    score: float
    when: str
    why: str
    doubts: tuple[str, ...] = ()
    region: str = ""
    population: int = 0
    size: str = ""
    role: str = "own"
    in_atlas: bool = False
    namesake: bool = False
    matched: str = ""  # the form of the name that was found
    main: bool = False  # by the name it goes by, in one of its languages
    attested: bool = False  # the name is dated, and the year of the question fits
    ruled_out: bool = False  # by the question
    placed: bool = False  # by the question: an oblast, a district, a point
    told: bool = False  # by the question: its country, or the word for its kind
    names: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Candidate {self.id}: {self.name}, {self.kind}, {self.match} {self.score:.3f}, {self.why}>"

    @property
    def abroad(self) -> bool:
        """Whether it lies outside the area of the atlas."""
        return self.region == "outside" or "." in self.region

    def as_dict(self) -> dict[str, Any]:
        """The fields of ``geokz find --json``."""
        return {column: getattr(self, column) for column in COLUMNS}


class Question(NamedTuple):
    """A name as read, and what is said of it: years, units it lay in, a point (longitude, latitude) near it."""

    name: str
    query: Query
    years: tuple[int, int] | None
    units: tuple[Unit, ...]
    near: Point
    area: str = "the area of the atlas"
    ever: tuple[Unit, ...] = ()  # the units as they are without the years, where there are years


class Hit(NamedTuple):
    """A name of a place that a question meets: how closely (1 is wholly), by which match, and why."""

    named: Named
    place: Place
    match: Match
    closeness: float
    why: str
    doubt: str = ""
    shortened: bool = False  # by the word for an enterprise: Kargaly cloth factory
    base: str = ""  # the key that the name was led back to


def score_of(hit: Hit, question: Question) -> Candidate:
    """The place of a hit as a candidate: its score from 0 to 1, the reasons in ``why``, and the doubts among them."""
    place, named, query = hit.place, hit.named, question.query
    score = WEIGHTS[hit.match] * hit.closeness
    why, doubts = [hit.why], [hit.doubt] if hit.doubt else []
    ruled_out = placed = told = False
    uses: list[str] = []
    size = size_of(place)
    abroad = place.region == "outside" or "." in place.region
    if query.generic:
        doubts.append("only a word for a kind of place")
    if query.several:
        doubts.append("several places are named")
    if named.role in {"alternate", "thing"}:
        score += WEIGHTS[named.role]
    if named.role == "thing":
        what = named.note.replace("_", " ") if named.note.isidentifier() else "thing"
        why.append(f"the name of a {what} here")
        if not _tells_the_place(named, place):
            doubts.append("no name of the place itself")
    elif named.role == "old":
        why.append("a former name")
    whole = fold(named.name) == fold(question.name)
    if query.nature and not (whole or holds(named.name, NATURE)):
        doubts.append("a river, a lake, a mountain or a tract may be meant, not the place called so")
    if query.number and query.number not in named.name:
        doubts.append(f"the place known here has no number {query.number}")
    if hit.match == "folded" and not query.number and " " in named.name and (roman := ROMAN.search(named.name)):
        doubts.append(f"the place known here is number {roman[0]} of the name")
    if query.farm and not (hit.base or whole or named.note == "state_farm" or holds(named.name, FARMS)):
        doubts.append(f"a farm that may only be called after '{named.name}'")
    if hit.base and (query.farm or named.role != "thing" or not query.bends):
        doubts += _doubts_of_bent(question, hit, size if not abroad else "")
    if size:
        score += WEIGHTS[size if place.in_atlas else f"{size}_today"]
        why.append(f"a {size}" + (f" of {place.population:,}" if place.population else ""))
    if place.in_atlas and size != "city":
        score += WEIGHTS["in_atlas"] if size != "town" else 0
        why.append("in the atlas")
    written_so = hit.match == "exact" and named.name.isascii()
    if named.role == "alternate" and not written_so and _is_slip(named.name, place.own):
        doubts.append("only a misspelling some gazetteer lists")
    kind = against_kind(query.said, place)
    if kind:
        doubts.append(kind)
        if kind != NO_SETTLEMENT:  # many a city of today was one then: it is not ruled out
            score += WEIGHTS["other_kind"]
            ruled_out = size != "town" or "village" not in query.said  # and many a town of today a village
    elif query.said and query.said & {"station", "town"} & ({place.kind, size} | place.kinds):
        score += WEIGHTS["kind"]
        why.append(f"a {min(query.said & {'station', 'town'})}")
        told = True
    if question.years:
        when = named.when or place.when
        use = _in_use(when, question.years)
        uses.append(use)
        score += WEIGHTS.get(use, 0)
        if use == "attested":
            why.append(f"in use in {_told(question.years)} ({when})")
        elif use == "absent":
            doubts.append(f"the name was not in use in {_told(question.years)} ({when})")
            ruled_out = True
    against = False
    if query.after_person and not whole and not hit.base:
        doubts.append("named after a person, as other places are")
    if hit.shortened and not (query.works or hit.base) and "attested" not in uses:
        doubts.append(f"its name is '{named.name}'")
    if (
        query.works and query.works == fold(named.name) and not (size or place.in_atlas)
    ):  # Novyy Pit: a pit, or a village of two words
        doubts.append("a works is asked for, of which nobody here knows where it was")
    for number, unit in enumerate(question.units):
        speaks, shown = unit.speaks(place), unit.text[:40]
        if speaks:
            what = "district" if unit.district else "oblast" if unit.narrow else "country"
            why.append(f"in the {what} given" + (f" ({place.region})" if unit.narrow and place.region else ""))
            placed |= unit.narrow
            told = True
            other = unit.town and size in {"city", "town"}  # Караганда, Балхаш; Степлаг, Кенгир
            seats = () if unit.country else unit.seats  # villages are called Казахстан too
            if (other or named.role == "thing") and seats and (place.lon, place.lat) not in seats:
                doubts.append(f"two places are named, this and '{shown}'")
        elif speaks is False:
            against = True
            ruled_out |= not (number < len(question.ever) and question.ever[number].speaks(place))
            doubts.append(_against_unit(unit, shown, place))
        elif unit.areas is None and not (unit.district and len(question.units) > 1):
            doubts.append(f"nobody here knows the {'district' if unit.district else 'oblast'} '{shown}'")
        elif unit.leans(place):
            why.append(f"near today's border of '{shown}', which settles nothing then")
        elif unit.areas or unit.partly:
            score += WEIGHTS["region_unknown"]
            known = f"nobody here knows whether it lay in '{shown}' then" if place.region else ""
            doubts.append(known or "its oblast is not known here")
    score += WEIGHTS["region_other"] if against else 0
    if question.near is not None:
        away = apart_m(*question.near, place.lon, place.lat)
        score += WEIGHTS["far"] * away / (away + HALF_WAY_M)
        placed |= away <= NEAR_M
        ruled_out |= away > NEAR_M
        if away > TOO_FAR_M:
            doubts.append(f"{away / 1000:,.0f} km from the point given")
        else:
            why.append(f"{away / 1000:,.0f} km from the point given")
    if abroad:
        score += WEIGHTS["abroad"] if place.population < WELL_KNOWN else 0
        why.append(f"not in {question.area}")
        if not placed and not place.in_atlas:
            if named.role != "own" or place.population < WELL_KNOWN:
                doubts.append("a place abroad; say its country")
        elif named.role == "alternate" and hit.match == "folded" and not placed:
            doubts.append("only a form listed for a place abroad")
    score = round((0.0 if score < 0 else HIGHEST if score > HIGHEST else score) / HIGHEST, 4)
    return candidate_of(
        place, hit.match, score, named.when, "; ".join([*why, *doubts]), tuple(doubts), size=size,
        role=("works" if query.works else "bent") if hit.base else "short" if hit.shortened else named.role,
        main=bool(place.main) and fold(named.name) in place.main, matched=named.name,
        attested="attested" in uses, ruled_out=ruled_out, placed=placed, told=told,
    )  # fmt: skip


def _told(years: tuple[int, int]) -> str:
    return "-".join(str(year) for year in dict.fromkeys(years))


def _against_unit(unit: Unit, shown: str, place: Place) -> str:
    """What a unit that speaks against a place says."""
    if unit.district:
        return f"far from '{shown}'"
    if unit.areas is not None and lies_in(place.region, unit.areas | unit.partly):
        return f"its district was of another unit than '{shown}' then"
    return f"not in the oblast given but in {place.region}"


def _doubts_of_bent(question: Question, hit: Hit, size: str) -> list[str]:
    """What speaks against a name that was led back from a case form or an adjective."""
    query, said, base, name = question.query, question.name, hit.base, hit.named.name
    if query.after_person or (base in PEOPLE and base + "a" in query.keys):  # Джамбула: where that is said, is not
        return ["named after a person, as other places are"]
    if query.farm:
        return [f"a farm that may only be called after '{name}'"]
    if query.bends and len(base) >= SHORTEST:
        return []
    doubtful = (
        (" " in said and len(base) <= len(fold(said.rpartition(" ")[0])))
        or any(  # Большой Имень; Ташкентка is a village; an ending that begins with a vowel takes the place of one
            is_adjective(key) or key in {base + "ka", base + "ke"} or (base[-1:] in _VOWELS and _adds_vowel(key, base))
            for key in query.keys
        )
    )
    long = hit.named.role == "thing" or len(base) >= LONG
    return [] if long and size in {"city", "town"} and not doubtful else [f"only if it is a form of '{name}'"]


def _adds_vowel(key: str, base: str) -> bool:
    return key.startswith(base) and key[len(base) : len(base) + 1] in _VOWELS


def against_kind(said: frozenset[str], place: Place) -> str:
    """What the words for the kind say against a place, or nothing.

    A village is no town, a town no village, a settlement no city; a station stands at a railway place or a town.
    """
    if not said:
        return ""
    size = size_of(place)
    unsaid = said == {"settlement"} and size == "city"  # settlement is what GeoNames calls any place
    if not unsaid and (place.kind in said or not place.kinds.isdisjoint(said)):
        return ""
    town = size in {"city", "town"}
    if "village" in said and not said & {"town", "station"} and town:
        return f"a {size}, not a village"
    if unsaid:
        return NO_SETTLEMENT
    if said == {"town"} and not town and place.population < TOWN_AT_LEAST:
        return "not known as a town"
    stations = {"station", "siding", "junction"}
    if "station" in said and not town and not (place.kinds | {place.kind}) & stations:
        return NO_STATION
    return ""


def preference(candidate: Candidate) -> tuple[float, int, bool]:
    """What makes one match of a place better than another match of the same place."""
    return candidate.score - 0.1 * bool(candidate.doubts), -len(candidate.doubts), candidate.match == "exact"


def _tells_the_place(named: Named, place: Place) -> bool:
    """Whether a thing's name leads to its place by itself: it holds a name of the place, or is that of a camp."""
    key = fold(named.name)
    return "lag" in key or any(stem in key for stem in place.stems)


@lru_cache(maxsize=16384)
def _is_slip(form: str, own: frozenset[str]) -> bool:
    """Whether a listed form is nearly one of a place's own names: a slip, not a name of its own."""
    key = fold(form)
    return any(OSA.normalized_similarity(key, other) >= LIKENESS for other in own - {key})


def candidate_of(
    place: Place, match: Match, score: float, when: str, why: str, doubts: tuple[str, ...], *, size: str = "",
    role: str = "own", main: bool = False, matched: str = "", attested: bool = False, ruled_out: bool = False,
    placed: bool = False, told: bool = False,
) -> Candidate:  # fmt: skip
    """A candidate for a place, with what the match says beside what the place has."""
    return filled(
        {
            "id": place.id, "name": place.label, "kind": place.kind, "lon": place.lon, "lat": place.lat,
            "precision": place.precision, "radius_m": place.radius_m, "authority": place.authority, "match": match,
            "score": score, "when": when, "why": why, "doubts": doubts, "region": place.region,
            "population": place.population, "size": size, "role": role, "in_atlas": place.in_atlas,
            "namesake": place.namesake, "matched": matched, "main": main, "attested": attested,
            "ruled_out": ruled_out, "placed": placed, "told": told, "names": place.forms,
        }
    )  # fmt: skip


def filled(fields: dict[str, Any]) -> Candidate:
    """A candidate of all its fields: to set those of a frozen one takes six times as long, for every hit."""
    candidate = object.__new__(Candidate)
    object.__setattr__(candidate, "__dict__", fields)
    return candidate


def size_of(place: Place) -> Literal["city", "town", "village", ""]:
    """How large a settlement is by its people of today, or by its kind; nothing for less than a village."""
    if place.population >= CITY_SIZE:
        return "city"
    if place.population >= TOWN_SIZE or place.kind in {"city", "town"}:
        return "town"
    return "village" if place.population >= VILLAGE_SIZE else ""


@lru_cache(maxsize=65536)
def _in_use(when: str, years: tuple[int, int]) -> Literal["attested", "absent", "undated"]:
    """Whether a name dated so was in use; a single date only says that it was in use then, not until when."""
    if not when:
        return "undated"
    try:
        life = When.parse(when)
    except DateError:
        return "undated"
    first, last = span(*years)
    dated = any(OPEN_START < day < OPEN_END for day in (life.start_latest, life.end_earliest))
    if not life.possible_during(Span(first, last)):
        return "absent" if "/" in when else "undated"
    return "attested" if dated else "undated"


def years_of(year: Years) -> tuple[int, int] | None:
    """First and last year of a question, if it has any; raises :class:`GazetteerError` for what are none."""
    if year is None:
        return None
    pair: Any = (year, year) if hasattr(year, "__index__") else year
    if not isinstance(pair, tuple | list) or len(pair) != 2 or not all(hasattr(each, "__index__") for each in pair):
        raise GazetteerError(f"year={year!r} is no year, nor a pair of them; write e.g. 1938")
    first, last = int(pair[0]), int(pair[1])
    if not 1 <= first <= last <= 9998:
        raise GazetteerError(f"the years {first} to {last} cannot be used; write e.g. 1938")
    return first, last
