"""Keys that are one slip of the pen from another: looked up, where comparing with every key takes long.

A slip is a letter too many, one too few, another one, or two that changed places. Whichever it is, it leaves either
the letters before the middle of a word as they are, or those behind it: the keys that share one of the two halves are
all that can be meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA


class Halves:
    """Keys by their first and by their last letters, for questions of one length.

    >>> Halves(8, ["dolinka", "dalinka", "karabas"]).one_slip_off("dolinnka")
    [('dolinka', 0.875)]
    """

    def __init__(self, length: int, keys: Sequence[str]) -> None:
        """``keys`` are those as long as a question, or a letter shorter or longer; answers come in their order."""
        self._keys = keys
        self._first, self._last = (length - 1) // 2, length - (length - 1) // 2 - 1
        self._by_first: dict[str, list[int]] = {}
        self._by_last: dict[str, list[int]] = {}
        for at, key in enumerate(keys):
            self._by_first.setdefault(key[: self._first], []).append(at)
            self._by_last.setdefault(key[-self._last :], []).append(at)

    def one_slip_off(self, key: str) -> list[tuple[str, float]]:
        """The keys that are this one or a slip off, each with its likeness: the share of letters that are right."""
        found = self._by_first.get(key[: self._first], []) + self._by_last.get(key[-self._last :], [])
        return [
            (other, 1 - slips / max(len(key), len(other)))
            for other in map(self._keys.__getitem__, sorted(set(found)))
            if (slips := OSA.distance(key, other, score_cutoff=1)) <= 1
        ]
