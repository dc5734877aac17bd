"""The endings of a name, as a sentence or an adjective bends it: Долинское, в Караганде, Қарағандыда.

A new ending is a line in ``_CASES``, or in ``_ADJECTIVE``. They are those of folded keys (:func:`geokz.names.fold`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..names import refold

_ADJECTIVE = re.compile(r"(?P<stem>.{2,}?)(?P<s>ts|s)k(?:|i|aia|oe|ie|ogo|oi|omu|im|om|ih|imi|uiu)")
_PLAIN_ADJECTIVE = re.compile(r"(?P<stem>.{4,}n)(?:i|aia|oe|ie|ogo|oi|om|ih)")
# the end of a word in a sentence, and what the word ends in by itself
_CASES = (
    ("skogo", ("skoe", "ski")),
    ("skom", ("skoe", "ski")),
    ("skoi", ("skaia",)),
    ("skuiu", ("skaia",)),
    ("ogo", ("oe", "i")),
    ("om", ("oe", "o", "i", "")),
    ("im", ("i",)),
    ("iu", ("",)),
    ("oi", ("aia", "a")),
    ("uiu", ("aia",)),
    ("em", ("", "e")),
    ("a", ("", "o")),
    ("e", ("a", "", "o", "i")),
    ("u", ("a", "", "o")),
    ("i", ("a", "")),
)
_CASES_BY_LETTER = {last: [case for case in _CASES if case[0].endswith(last)] for last in "omiuae"}
_KK_CASES = re.compile(r"(?P<stem>.{4,}?)(?:[dt][ae]n?|[dt][ae]gi|[ndt]i|[ndt]in|[gk][ae]|[mbp]en)")
_KK_LAST = frozenset("aein")
SHORTEST = 4


def stem(key: str) -> str:
    """What all genders and cases of an adjective share: ``karagandinsk`` of Карагандинская, Карагандинской."""
    found = adjective_of(key)
    return f"{found['stem']}{found['s']}k" if found else key


def is_adjective(key: str) -> bool:
    """Whether a folded key ends as the adjective of a place does: ``karagandinski``, not ``karaganda``."""
    return bool(adjective_of(key)) and not key.endswith("k")


def adjective_of(key: str) -> re.Match[str] | None:
    """The ``stem`` of an adjective's key and its ``s``, where it is one, in a short form too: ``karagandinsk``."""
    return _ADJECTIVE.fullmatch(key) if "sk" in key[-5:] else None


@lru_cache(maxsize=4096)
def bases(key: str) -> dict[str, float]:
    """The keys a declined noun or an adjective may come from, with how far-fetched each is (0.1 to 0.2).

    >>> {"dolinka", "karaganda"} <= bases("dolinskoe").keys() | bases("karagandinski").keys()
    True
    >>> "karaganda" in bases("karagande")
    True
    """
    found: dict[str, float] = {}

    def offer(base: str, distance: float) -> None:
        if len(base) >= SHORTEST and base != key:
            base = refold(base)
            found[base] = min(distance, found.get(base, 1.0))

    adjective = adjective_of(key)
    if adjective:
        far = 0.1 if key.endswith("sk") else 0.0  # Риддерск may be Риддер, but also a town of that name
        stems = [adjective["stem"] + "t", adjective["stem"] + "ts"] if adjective["s"] == "ts" else [adjective["stem"]]
        for stem in stems:
            for ending in ("", "sk", "a", "ka", "s", "skoe", "ski", "skaia"):
                offer(stem + ending, 0.1 + far)
            if stem.endswith("in"):
                for ending in ("a", "i", ""):
                    offer(stem[:-2] + ending, 0.1 + far)
            if stem.endswith("en"):
                for ending in ("noe", "oe", "nka"):
                    offer(stem[:-2] + ending, 0.15 + far)
            for ending in ("oe", "o", "i"):
                offer(stem + ending, 0.2 + far)
        return found
    plain = _PLAIN_ADJECTIVE.fullmatch(key) if "n" in key[-4:-1] else None
    if plain:
        for ending in ("i", "aia", "oe"):
            offer(plain["stem"] + ending, 0.15)
    for ending, endings in _CASES_BY_LETTER.get(key[-1:], ()):
        if key.endswith(ending):
            for base in endings:
                offer(key.removesuffix(ending) + base, 0.15)
    bent = _KK_CASES.fullmatch(key) if key[-1:] in _KK_LAST else None
    if bent:
        offer(bent["stem"], 0.16)
    return found
