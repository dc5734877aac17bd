"""How places are ranked, and the rule that decides when one of them is taken without asking.

Each reason moves the score; scores closer than ``TIE`` are a tie. A new reason is a weight here and a line in
:func:`score_of` that says it in words.

The rule for ``ok`` (:func:`status`): the best place is taken alone when all of this holds, else it is a question.

1. It bears the name, as written or in another spelling. A near spelling is only a suggestion; a case form or an
   adjective counts only where the words around it bend the name (``в Караганде``, ``Долинское отделение``) or where
   it leads to a town by a long name, and never in short names.
2. Nothing in the question speaks against it: the oblasts and districts, the point, the year, and the word for the
   kind (``с.`` speaks against a town, ``г.`` against a village, ``ст.`` against a place without a station);
   nor that something else is asked for: a river, a lake, a farm, a number the name does not have, a second town. A
   name that stands only in brackets is a question.
3. No other place of the name is left that the question does not rule out. Size alone settles nothing, except for a
   city of the atlas by the name it goes by, over fewer than ``OUTSHONE`` villages; a place of the atlas also wins by a
   dated name that fits the year, over fewer than ``COMMON`` others (a city over all). Neither ever wins so over places
   of the user's own gazetteers.
4. Something says that no unlisted namesake is meant: it is of the atlas, or a town, or it lies in an oblast or near
   a point of the question, or it is a village of 2,000 people or more by a name of its own that nobody else bears, or
   any place by such a name of ``RARE`` letters, with none one letter off, when the user's own gazetteers hold
   ``THOROUGH`` places.
   A smaller place that only its name tells is a question. So is a village by one of the names that ``COMMON`` or more
   places bear, even where only one of them is listed in its oblast.

What breaks the rule stands in ``doubts``, in words, and ``geokz find`` prints it under its table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from rapidfuzz.distance import OSA

from ..dates import OPEN_END, OPEN_START, Span, When, span
from ..earth import apart_m
from ..errors import DateError, GazetteerError
from ..names import fold
from .regions import Unit, lies_in
from .tables import CITY_SIZE, SAME_SETTLEMENT_M, TOWN_SIZE, VILLAGE_SIZE, Named, Place
from .words import FARMS, NATURE, PEOPLE, Query, holds, is_adjective

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
COMMON = 8
RARE, THOROUGH = 8, 5_000
OUTSHONE = 5
CITY_M = 20_000  # so near its point, all rows of a city's name are the city
TOWN_AT_LEAST = 10_000
WELL_KNOWN = 500_000  # people of a city abroad that its name alone tells
LONG = 7  # letters of a name that may be taken for a case form without a word that bends it
TIE = 0.05
LIKENESS = 0.88  # of a suggestion; one slip is allowed in names too short for it
SHORTEST = 5
FAR_FETCHED = 0.18
LONGEST = 200
COLUMNS = ("id", "name", "kind", "lon", "lat", "precision", "radius_m", "authority", "match", "score", "when", "why")

NO_SETTLEMENT = "a city, not a settlement"

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
    namesake: bool = field(default=False, repr=False)
    matched: str = field(default="", repr=False)  # the form of the name that was found
    main: bool = field(default=False, repr=False)  # by the name it goes by, in one of its languages
    attested: bool = field(default=False, repr=False)  # the name is dated, and the year of the question fits
    ruled_out: bool = field(default=False, repr=False)  # by the question
    placed: bool = field(default=False, repr=False)  # by the question: an oblast, a district, a point
    names: tuple[str, ...] = field(default=(), repr=False)

    @property
    def abroad(self) -> bool:
        """Whether it lies outside the area of the atlas."""
        return self.region == "outside" or "." in self.region

    def as_dict(self) -> dict[str, Any]:
        """The fields of ``geokz find --json``."""
        return {column: getattr(self, column) for column in COLUMNS}


class Question(NamedTuple):
    name: str
    query: Query
    years: tuple[int, int] | None
    units: tuple[Unit, ...]
    near: Point
    area: str = "the area of the atlas"


class Hit(NamedTuple):
    named: Named
    place: Place
    match: Match
    closeness: float
    why: str
    doubt: str = ""
    shortened: bool = False  # by the word for an enterprise: Kargaly cloth factory
    base: str = ""  # the key that the name was led back to


def status(candidates: Sequence[Candidate]) -> Literal["ok", "ambiguous", "unknown"]:
    """Whether the candidates of a name, best first, settle it: one that nothing speaks against and nobody ties."""
    if not candidates or candidates[0].match == "suggestion":
        return "unknown"
    best, *others = candidates
    if best.doubts or any(_ties(best, other) for other in others):
        return "ambiguous"
    return "ok"


def _ties(best: Candidate, other: Candidate) -> bool:
    """Whether the other may as well be meant: it is nearly as good, or bears as its own name what the best is called
    only beside its own, or was, nobody says when."""
    if other.ruled_out:
        return False
    borrowed = best.role in {"alternate", "old"} and not best.attested
    if borrowed and other.role == "own" and other.match in {"exact", "folded"}:
        return apart_m(best.lon, best.lat, other.lon, other.lat) > SAME_SETTLEMENT_M
    return apart(best, other) and best.score - other.score < (TIE - 1e-9) / HIGHEST


def explain(candidates: Sequence[Candidate]) -> str:
    """Why the candidates of a name are ``ok``, ``ambiguous`` or ``unknown``, in words.

    >>> explain([])
    'no place is called so, nor anything like it'
    """
    if not candidates:
        return "no place is called so, nor anything like it"
    best, *others = candidates
    if best.match == "suggestion":
        return "no place is called so; near spellings are only suggestions"
    if best.doubts:
        return f"{best.id}: {'; '.join(best.doubts)}"
    tied = [other.id for other in others if _ties(best, other)]
    if tied:
        return f"{best.id} is no better than {', '.join(tied[:3])}"
    if best.placed:
        place = "lies where the question says"
    else:
        place = "is of the atlas" if best.in_atlas else f"is a {best.size}" if best.size else "has a rare name"
    return f"{best.id} bears the name, {place}, and no other place of the name is left"


def score_of(hit: Hit, question: Question) -> Candidate:
    place, named, query = hit.place, hit.named, question.query
    score = WEIGHTS[hit.match] * hit.closeness
    why, doubts = [hit.why], [hit.doubt] if hit.doubt else []
    ruled_out = placed = False
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
    if query.farm and not (hit.base or whole or named.note == "state_farm" or holds(named.name, FARMS)):
        doubts.append(f"a farm that may only be called after '{named.name}'")
    if hit.base and (query.farm or named.role != "thing" or not query.bends):
        doubts += _doubts_of_bent(query, hit, size if not abroad else "")
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
    once_small = kind == NO_SETTLEMENT  # many a city of today was one then: only a doubt, and none in its oblast
    if kind and not once_small:
        score += WEIGHTS["other_kind"]
        doubts.append(kind)
        ruled_out = True
    elif query.said & {"station", "town"} & ({place.kind, size} | place.kinds):
        score += WEIGHTS["kind"]
        why.append(f"a {min(query.said & {'station', 'town'})}")
    if question.years:
        when = named.when or place.when
        use = _in_use(when, question.years)
        uses.append(use)
        score += WEIGHTS.get(use, 0)
        years = "-".join(str(year) for year in dict.fromkeys(question.years))
        if use == "attested":
            why.append(f"in use in {years} ({when})")
        elif use == "absent":
            doubts.append(f"the name was not in use in {years} ({when})")
            ruled_out = True
    against = False
    if query.after_person and not whole and not hit.base:
        doubts.append("named after a person, as other places are")
    if hit.shortened and not query.bends and "attested" not in uses:
        doubts.append(f"its name is '{named.name}'")
    if query.works == fold(named.name) and not (size or place.in_atlas):  # Novyy Pit: a pit, or a village of two words
        doubts.append("a works is asked for, of which nobody here knows where it was")
    for unit in question.units:
        speaks, shown = unit.speaks(place), unit.text[:40]
        if speaks:
            what = "district" if unit.district else "oblast" if unit.narrow else "country"
            why.append(f"in the {what} given" + (f" ({place.region})" if unit.narrow and place.region else ""))
            placed |= unit.narrow
            other = unit.town and size in {"city", "town"}  # Караганда, Балхаш; Степлаг, Кенгир
            if (other or named.role == "thing") and unit.seats and (place.lon, place.lat) not in unit.seats:
                doubts.append(f"two places are named, this and '{shown}'")
        elif speaks is False:
            against = ruled_out = True
            doubts.append(_against_unit(unit, shown, place))
        elif unit.areas is None and not (unit.district and len(question.units) > 1):
            doubts.append(f"nobody here knows the {'district' if unit.district else 'oblast'} '{shown}'")
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
    if once_small and not placed:
        doubts.append(kind)
    score = round(max(0.0, min(score, HIGHEST)) / HIGHEST, 4)
    return candidate_of(
        place, hit.match, score, named.when, "; ".join([*why, *doubts]), tuple(doubts), size=size,
        role=("works" if query.works else "bent") if hit.base else "short" if hit.shortened else named.role,
        main=fold(named.name) in place.main, matched=named.name,
        attested="attested" in uses, ruled_out=ruled_out, placed=placed,
    )  # fmt: skip


def _against_unit(unit: Unit, shown: str, place: Place) -> str:
    """What a unit that speaks against a place says."""
    if unit.district:
        return f"far from '{shown}'"
    if unit.areas is not None and lies_in(place.region, unit.areas | unit.partly):
        return f"its district was of another unit than '{shown}' then"
    return f"not in the oblast given but in {place.region}"


def _doubts_of_bent(query: Query, hit: Hit, size: str) -> list[str]:
    """What speaks against a name that was led back from a case form or an adjective."""
    base, name = hit.base, hit.named.name
    if query.after_person or (base in PEOPLE and base + "a" in query.keys):  # Джамбула: where that is said, is not
        return ["named after a person, as other places are"]
    if query.farm:
        return [f"a farm that may only be called after '{name}'"]
    if query.bends and len(base) >= SHORTEST:
        return []
    doubtful = any(  # Ташкентка is a village; an ending that begins with a vowel takes the place of one
        is_adjective(key) or key in {base + "ka", base + "ke"} or (base[-1:] in _VOWELS and _adds_vowel(key, base))
        for key in query.keys
    )
    long = hit.named.role == "thing" or len(base) >= LONG
    return [] if long and size in {"city", "town"} and not doubtful else [f"only if it is a form of '{name}'"]


def _adds_vowel(key: str, base: str) -> bool:
    return key.startswith(base) and key[len(base) : len(base) + 1] in _VOWELS


def against_kind(said: frozenset[str], place: Place) -> str:
    """What the words for the kind say against a place, or nothing.

    A village is no town, a town no village, a settlement no city; a station stands at a railway place or a town.
    """
    size = size_of(place)
    town = size in {"city", "town"}
    if not said or (place.kinds | {place.kind}) & said:
        return ""
    if "village" in said and not said & {"town", "station"} and town:
        return f"a {size}, not a village"
    if said == {"settlement"} and size == "city":
        return NO_SETTLEMENT
    if said == {"town"} and not town and place.population < TOWN_AT_LEAST:
        return "not known as a town"
    stations = {"station", "siding", "junction"}
    if "station" in said and not town and not (place.kinds | {place.kind}) & stations:
        return "not known as a station"
    return ""


def settle(
    ranked: Sequence[Candidate], shipped: Callable[[str], bool], *, near: Callable[[Candidate], bool] | None = None
) -> list[Candidate]:
    """The candidates with what the others say against the first: its namesakes, and that nothing tells it from them.

    ``shipped`` says whether an id is only of the gazetteer that ships, in which the namesakes of its places are;
    ``near`` whether a name one letter off is another place's, where the user's own gazetteers hold so many villages
    that a name they hold once is rare.
    """
    if not ranked or ranked[0].match == "suggestion":
        return list(ranked)
    best, *others = ranked
    roles = {"own", "old", "alternate"} | (set() if best.role in {"own", "old"} else {"thing", "short"})
    bearers = [
        other for other in others
        if other.match != "suggestion" and (other.role in roles or _bent_alike(best, other))
        and apart(best, other, known=shipped(other.id))
        and not (other.abroad and other.size != "city" and not best.abroad)
    ]  # fmt: skip
    rivals = [other for other in bearers if not other.ruled_out]
    doubts = list(best.doubts)
    town = best.size in {"city", "town"}
    small = all(shipped(other.id) and not other.in_atlas and not other.size for other in rivals)
    by_size = best.main and best.in_atlas and best.size == "city" and small and len(bearers) < OUTSHONE
    by_year = best.attested and (best.size == "city" or (best.in_atlas and len(bearers) < COMMON))
    alone = best.role == "own" and not bearers
    if alone and best.size != "village":
        alone = near is not None and len(fold(best.matched)) >= RARE and not near(best)
    if rivals and not by_size and not (by_year and all(shipped(other.id) for other in rivals)):
        listed = ", ".join(other.id for other in rivals[:3])
        doubts.append(f"{len(rivals)} other{'s' if len(rivals) > 1 else ''} of the name ({listed})")
    elif not (best.placed or best.in_atlas or town or alone):
        doubts.append("a small place that only its name tells; say the oblast or a point near it")
    elif best.placed and near is not None and not (best.in_atlas or best.size) and near(best):
        doubts.append("a name one letter off is that of another place there")
    elif (
        (best.role == "alternate" or best.abroad or not best.main)
        and not (best.placed or best.in_atlas)
        and near
        and near(best)
    ):
        doubts.append("one letter off the name of another place; say the oblast")
    elif best.namesake and near is None and all(other.namesake or other.abroad for other in bearers):
        doubts.append("of the places of this name, only some are listed here; say the district or a point near it")
    elif len(bearers) >= COMMON and not town and not best.in_atlas:
        doubts.append(f"a common name ({len(bearers) + 1} places here); say the district or a point near it")
    if len(doubts) == len(best.doubts):
        return list(ranked)
    why = "; ".join([best.why, *doubts[len(best.doubts) :]])
    return [_filled({**best.__dict__, "doubts": tuple(doubts), "why": why}), *others]


def _bent_alike(best: Candidate, other: Candidate) -> bool:
    """Whether the forms of two places were led back to one name, and the first is no city."""
    return best.role == other.role == "bent" and best.size != "city" and fold(best.matched) == fold(other.matched)


def apart(best: Candidate, other: Candidate, *, known: bool = True) -> bool:
    """Whether two candidates are two places, not two rows of one settlement; what is ``known`` only to the user's own
    gazetteers is no part of a city there."""
    if best.size == "city" and best.in_atlas and known:
        reach: float = CITY_M
    else:
        reach = SAME_SETTLEMENT_M if best.precision in {"site", "settlement"} else best.radius_m
    return apart_m(best.lon, best.lat, other.lon, other.lat) > reach


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
    placed: bool = False,
) -> Candidate:  # fmt: skip
    return _filled(
        {
            "id": place.id, "name": place.label, "kind": place.kind, "lon": place.lon, "lat": place.lat,
            "precision": place.precision, "radius_m": place.radius_m, "authority": place.authority, "match": match,
            "score": score, "when": when, "why": why, "doubts": doubts, "region": place.region,
            "population": place.population, "size": size, "role": role, "in_atlas": place.in_atlas,
            "namesake": place.namesake, "matched": matched, "main": main, "attested": attested,
            "ruled_out": ruled_out, "placed": placed, "names": place.forms,
        }
    )  # fmt: skip


def _filled(fields: dict[str, Any]) -> Candidate:
    """A candidate of all its fields: to set those of a frozen one takes six times as long, for every hit."""
    candidate = object.__new__(Candidate)
    candidate.__dict__.update(fields)
    return candidate


def size_of(place: Place) -> Literal["city", "town", "village", ""]:
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
    if year is None:
        return None
    first, last = (year, year) if isinstance(year, int) else year
    if not 1 <= first <= last <= 9998:
        raise GazetteerError(f"the years {first} to {last} cannot be used; write e.g. 1938")
    return first, last
