"""How places are ranked, and the rule that decides when one of them is taken without asking.

Scores (:mod:`.score`) closer than ``TIE`` are a tie.

The rule for ``ok`` (:func:`status`): the best place is taken alone when all of this holds, else it is a question.

1. It bears the name, as written or in another spelling. A near spelling is only a suggestion; a case form or an
   adjective counts only where the words around it bend the name (``в Караганде``, ``Долинское отделение``) or where
   it leads to a town by a long name, and never in short names.
2. Nothing in the question speaks against it: the oblasts and districts, the point, the year, and the word for the
   kind (``с.`` speaks against a town, ``пос.`` against a city, ``г.`` against a village, ``ст.`` against a place
   without a station; that nobody knows of a station rules a place out only beside one of which somebody does);
   nor that something else is asked for: a river, a lake, a farm, a number only one of the two has, a second town. A
   name that stands only in brackets is a question, and so is what bears a part of the name where another bears all.
3. No other place of the name is left that the question does not rule out; one abroad counts where the place at home is
   no city and neither oblast, country nor kind speaks for it. Size alone settles nothing, except for a
   city of the atlas by the name it goes by, over fewer than ``OUTSHONE`` villages. A dated name that fits the year
   settles it for a city of the atlas and for no other place: that a station stood then does not say that the villages
   called so did not. Neither ever wins so over places of the user's own gazetteers.
4. Something says that no unlisted namesake is meant: it is of the atlas, or a town, or it lies in an oblast or near
   a point of the question, or it is a village of 2,000 people or more by a name of its own that nobody else bears, or
   any place by such a name of ``RARE`` letters, with none one letter off, when the user's own gazetteers hold
   ``THOROUGH`` places.
   A smaller place that only its name tells is a question, and so is whatever is no city by a name of everyday words
   (:mod:`.common`) alone. So is a village by one of the names that ``COMMON`` or more
   places bear, even where only one of them is listed in its oblast, and a station of the atlas by such a name alone.

What breaks the rule stands in ``doubts``, in words, and ``geokz find`` prints it under its table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from ..earth import apart_m
from ..names import fold
from .common import is_common
from .score import HIGHEST, NO_STATION, WHOLE, Candidate, filled
from .tables import SAME_SETTLEMENT_M
from .words import strip_kinds

COMMON = 8
RARE, THOROUGH = 8, 5_000
OUTSHONE = 5
CITY_M = 20_000  # so near its point, all rows of a city's name are the city
TIE = 0.05


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
        and WHOLE not in other.doubts
        and not (other.abroad and not best.abroad and not _abroad_as_well(best, other))
    ]  # fmt: skip
    rivals = [other for other in bearers if not other.ruled_out or _may_have_a_station(best, other)]
    doubts = list(best.doubts)
    town = best.size in {"city", "town"}
    small = all(shipped(other.id) and not other.in_atlas and _is_smaller(best, other) for other in rivals)
    by_size = best.main and best.in_atlas and best.size == "city" and small and len(bearers) < OUTSHONE
    by_year = best.attested and best.size == "city"
    alone = best.role == "own" and not bearers
    if alone and best.size != "village":
        alone = near is not None and len(fold(best.matched)) >= RARE and not near(best)
    listed_only = (
        best.role == "alternate"
        and best.size == "city"
        and any(other.role == "own" and other.match != "suggestion" and apart(best, other) for other in others)
    )  # Talas is a town of its own, whatever is listed for Taraz
    if listed_only:
        doubts.append("only listed for this city, and another place's own name")
    if rivals and not by_size and not (by_year and all(shipped(other.id) for other in rivals)):
        listed = ", ".join(other.id for other in rivals[:3])
        doubts.append(f"{len(rivals)} other{'s' if len(rivals) > 1 else ''} of the name ({listed})")
    elif _says_nothing(best):
        doubts.append("a name of everyday words, as villages of other countries bear it; say the country or oblast")
    elif not (best.placed or best.in_atlas or town or alone):
        doubts.append("a small place that only its name tells; say the oblast or a point near it")
    elif best.placed and near is not None and not (best.in_atlas or best.size) and near(best):
        doubts.append("a name one letter off is that of another place there")
    elif (
        (best.role in {"alternate", "bent"} or best.abroad or not best.main)
        and not (best.placed or (best.in_atlas and best.role != "bent"))
        and near
        and near(best)
    ):
        doubts.append("one letter off the name of another place; say the oblast")
    elif best.namesake and near is None and all(other.namesake or other.abroad for other in bearers):
        doubts.append("of the places of this name, only some are listed here; say the district or a point near it")
    elif len(bearers) >= COMMON and not town and not (best.in_atlas and (best.placed or best.attested)):
        doubts.append(f"a common name ({len(bearers) + 1} places here); say the district or a point near it")
    if len(doubts) == len(best.doubts):
        return list(ranked)
    why = "; ".join([best.why, *doubts[len(best.doubts) :]])
    return [filled({**best.__dict__, "doubts": tuple(doubts), "why": why}), *others]


def _abroad_as_well(best: Candidate, other: Candidate) -> bool:
    """Whether a place abroad may be meant as well as one at home: a city; or any, where the one at home is no city or
    is only listed by that name, unless the oblast, the country or the word for the kind speaks for it alone."""
    if other.size == "city":
        return True
    if best.placed or (best.told and not other.told):
        return False
    return best.size != "city" or best.role == "alternate"


def _is_smaller(best: Candidate, other: Candidate) -> bool:
    """Whether the other is less than a village, or the city once more, under a name only listed there: no oblast has
    two cities of one name."""
    again = other.size == best.size == "city" and other.role == "alternate" and other.region == best.region
    return not other.size or again


def _may_have_a_station(best: Candidate, other: Candidate) -> bool:
    """Whether only that no station is known there rules the other out, beside a town where none is known either, or
    that goes by another name."""
    unsure = best.size in {"city", "town"} and ("a station" not in best.why.split("; ") or not best.main)
    return other.doubts == (NO_STATION,) and unsure


def _says_nothing(best: Candidate) -> bool:
    """Whether only a name of everyday words tells a place at home that is no city."""
    told = best.placed or best.told or best.abroad or best.size == "city" or best.role in {"thing", "works"}
    return not told and not best.doubts and is_common(strip_kinds(best.matched) or fold(best.matched))


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
