"""How places are ranked: each reason moves the score, and scores closer than ``TIE`` are a tie.

A new reason is a weight here and a line in :func:`score_of` that says it in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from rapidfuzz.distance import OSA

from ..dates import OPEN_END, OPEN_START, When, span
from ..earth import apart_m
from ..errors import DateError, GazetteerError
from ..names import fold
from .regions import lies_in
from .tables import CITY_SIZE, SAME_SETTLEMENT_M, TOWN_SIZE, VILLAGE_SIZE, Named, Place
from .words import Query

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
    "hint": 0.02,  # "ст." before the name of a place with a station
    "attested": 0.06,  # dated, and the year fits
    "absent": -0.30,  # dated, and the year does not fit
    "region_unknown": -0.10,
    "region_other": -0.50,
    "far": -0.50,  # at an infinite distance; half of it at HALF_WAY_M
}
HIGHEST = 1.16
HALF_WAY_M = 150_000
TOO_FAR_M = 300_000
TIE = 0.05
LIKENESS = 0.88  # of a suggestion; one slip is allowed in names too short for it
SHORTEST = 5
FAR_FETCHED = 0.18
LONGEST = 200
COLUMNS = ("id", "name", "kind", "lon", "lat", "precision", "radius_m", "authority", "match", "score", "when", "why")

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
    names: tuple[str, ...] = field(default=(), repr=False)

    def as_dict(self) -> dict[str, Any]:
        """The fields of ``geokz find --json``."""
        return {column: getattr(self, column) for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    query: Query
    years: tuple[int, int] | None
    region: str
    near: Point


@dataclass(frozen=True, slots=True)
class Hit:
    named: Named
    place: Place
    match: Match
    closeness: float
    why: str
    doubt: str = ""


def status(candidates: Sequence[Candidate]) -> Literal["ok", "ambiguous", "unknown"]:
    """Whether the candidates of a name, best first, settle it: one that nothing speaks against and nobody ties."""
    if not candidates or candidates[0].match == "suggestion":
        return "unknown"
    best, *others = candidates
    if best.doubts or any(_ties(best, other) for other in others):
        return "ambiguous"
    return "ok"


def _ties(best: Candidate, other: Candidate) -> bool:
    if best.score - other.score >= (TIE - 1e-9) / HIGHEST:
        return False
    reach = SAME_SETTLEMENT_M if best.precision in {"site", "settlement"} else best.radius_m
    return apart_m(best.lon, best.lat, other.lon, other.lat) > reach


def score_of(hit: Hit, question: Question, areas: frozenset[str] | None) -> Candidate:
    place, named = hit.place, hit.named
    score = WEIGHTS[hit.match] * hit.closeness
    why, doubts = [hit.why], [hit.doubt] if hit.doubt else []
    if question.query.generic:
        doubts.append("only a word for a kind of place")
    if named.role in {"alternate", "thing"}:
        score += WEIGHTS[named.role]
    if named.role == "thing":
        what = named.note.replace("_", " ") if named.note.isidentifier() else "thing"
        why.append(f"the name of a {what} here")
        if not _tells_the_place(named, place):
            doubts.append("no name of the place itself")
    elif named.role == "old":
        why.append("a former name")
    size = size_of(place)
    if size:
        score += WEIGHTS[size if place.in_atlas else f"{size}_today"]
        why.append(f"a {size}" + (f" of {place.population:,}" if place.population else ""))
    if place.in_atlas and size != "city":
        score += WEIGHTS["in_atlas"] if size != "town" else 0
        why.append("in the atlas")
    if place.region == "outside" or "." in place.region:
        score += WEIGHTS["abroad"]
        why.append("not in Kazakhstan")
        if named.role == "alternate" and hit.match == "folded":
            doubts.append("only a form listed for a place abroad")
        elif not place.in_atlas and size != "city" and not (areas and lies_in(place.region, areas)):
            doubts.append("a small place abroad")
    written_so = hit.match == "exact" and named.name.isascii()
    if named.role == "alternate" and not written_so and _is_slip(named.name, place):
        doubts.append("only a misspelling some gazetteer lists")
    if question.query.hint and question.query.hint in place.kind:
        score += WEIGHTS["hint"]
        why.append(f"a {question.query.hint}")
    if question.years:
        when = named.when or place.when
        use = _in_use(when, question.years)
        score += WEIGHTS.get(use, 0)
        years = "-".join(str(year) for year in dict.fromkeys(question.years))
        if use == "attested":
            why.append(f"in use in {years} ({when})")
        elif use == "absent":
            doubts.append(f"the name was not in use in {years} ({when})")
    if question.region:
        if areas is None:
            doubts.append(f"nobody here knows the oblast '{question.region[:40]}'")
        elif lies_in(place.region, areas):
            why.append(f"in the oblast given ({place.region})")
        elif place.region == "" and areas:
            score += WEIGHTS["region_unknown"]
            doubts.append("its oblast is not known here")
        elif areas:
            score += WEIGHTS["region_other"]
            doubts.append(f"not in the oblast given but in {place.region}")
    if question.near is not None:
        away = apart_m(*question.near, place.lon, place.lat)
        score += WEIGHTS["far"] * away / (away + HALF_WAY_M)
        if away > TOO_FAR_M:
            doubts.append(f"{away / 1000:,.0f} km from the point given")
        else:
            why.append(f"{away / 1000:,.0f} km from the point given")
    score = round(max(0.0, min(score, HIGHEST)) / HIGHEST, 4)
    return candidate_of(place, hit.match, score, named.when, "; ".join([*why, *doubts]), tuple(doubts))


def preference(candidate: Candidate) -> tuple[float, int, bool]:
    """What makes one match of a place better than another match of the same place."""
    return candidate.score, -len(candidate.doubts), candidate.match == "exact"


def _tells_the_place(named: Named, place: Place) -> bool:
    """Whether a thing's name leads to its place by itself: it holds a name of the place, or is that of a camp."""
    key = fold(named.name)
    own = {fold(other.name)[:5] for other in place.names if other.role in {"own", "old"}}
    return any(stem in key for stem in own if len(stem) > 3) or "lag" in key


def _is_slip(form: str, place: Place) -> bool:
    """Whether a listed form is nearly the place's own name: a slip, not a name of its own."""
    key = fold(form)
    own = {fold(named.name) for named in place.names if named.role != "alternate"}
    return any(OSA.normalized_similarity(key, other) >= LIKENESS for other in own - {key})


def candidate_of(place: Place, match: Match, score: float, when: str, why: str, doubts: tuple[str, ...]) -> Candidate:
    names = tuple(dict.fromkeys(named.name for named in place.names))
    return Candidate(
        place.id, place.label, place.kind, place.lon, place.lat, place.precision, place.radius_m,
        place.authority, match, score, when, why, doubts, place.region, place.population, names,
    )  # fmt: skip


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
    if not life.possible(first, last):
        return "absent" if "/" in when else "undated"
    return "attested" if dated else "undated"


def years_of(year: Years) -> tuple[int, int] | None:
    if year is None:
        return None
    first, last = (year, year) if isinstance(year, int) else year
    if not 1 <= first <= last <= 9998:
        raise GazetteerError(f"the years {first} to {last} cannot be used; write e.g. 1938")
    return first, last
