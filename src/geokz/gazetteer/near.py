"""The keys of a gazetteer that are spelt nearly as others: what is suggested where nothing matches."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .halves import Halves
from .score import LIKENESS, SHORTEST

THREADED = 1_000_000  # comparisons: of fewer, to start threads takes longer


class NearKeys:
    """Folded keys by their length, gathered when they are first asked for.

    >>> NearKeys(lambda: ["dolinka", "karabas"]).of(["dalinka"])
    {'dalinka': [('dolinka', 0.8571428571428572)]}
    """

    def __init__(self, keys: Callable[[], Iterable[str]]) -> None:
        self._keys = keys
        self._by_length: dict[int, list[str]] | None = None
        self._by_halves: dict[int, Halves] = {}

    def of(self, asked: Iterable[str], workers: int = 1) -> dict[str, list[tuple[str, float]]]:
        """Near spellings of keys, each with its likeness; one slip is allowed in keys too short for ``LIKENESS``."""
        wanted: dict[int, list[str]] = {}
        for key in asked:
            if len(key) >= SHORTEST:
                wanted.setdefault(len(key), []).append(key)
        near: dict[str, list[tuple[str, float]]] = {}
        for length, keys in wanted.items():
            slips = max(1, int((1 - LIKENESS) * length + 1e-9))
            if slips == 1:
                near |= {key: found for key in keys if (found := self._halves(length).one_slip_off(key))}
            else:
                near |= self._several_slips_off(keys, slips, workers)
        return near

    def one_slip_off(self, key: str) -> set[str]:
        """The other keys that a slip of the pen may have made of this one."""
        return {other for other, _ in self._halves(len(key)).one_slip_off(key)} - {key}

    def _halves(self, length: int) -> Halves:
        if length not in self._by_halves:
            self._by_halves[length] = Halves(length, self._as_long_as(length, 1))
        return self._by_halves[length]

    def _several_slips_off(self, keys: list[str], slips: int, workers: int) -> dict[str, list[tuple[str, float]]]:
        """Near spellings of long keys of one length, by comparing each with all."""
        length, choices = len(keys[0]), self._as_long_as(len(keys[0]), slips)
        near: dict[str, list[tuple[str, float]]] = {}
        for start in range(0, len(keys) if choices else 0, 256):
            block = keys[start : start + 256]
            cutoff = 1 - slips / length - 1e-6
            threads = workers if len(block) * len(choices) > THREADED else 1
            likeness = process.cdist(
                block, choices, scorer=OSA.normalized_similarity, score_cutoff=cutoff, workers=threads
            )
            for row, column in zip(*likeness.nonzero(), strict=True):
                near.setdefault(block[row], []).append((choices[column], float(likeness[row, column])))
        return near

    def _as_long_as(self, length: int, slips: int) -> list[str]:
        """The keys that differ in their length by so many letters at most."""
        if self._by_length is None:
            self._by_length = {}
            for key in sorted(set(self._keys())):
                self._by_length.setdefault(len(key), []).append(key)
        return [key for size in range(length - slips, length + slips + 1) for key in self._by_length.get(size, ())]
