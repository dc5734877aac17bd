"""How well the finder answers: precision, recall and wrong-and-confident by class, on the gold set.

    python scripts/gazetteer_quality.py [--split tune|report] [--show] [--gold tests/gold/names.csv]

``right``      status ok and an accepted id, or the status the gold set wants (ambiguous, unknown)
``first``      the accepted id ranks first, whatever the status; suggestions do not count
``wrong+ok``   status ok and an id that is not accepted, or any ok where the gold set wants none: must be 0
``absent``     the place is not in the gazetteer, so the name cannot be found
``suggested``  the accepted id stands among the suggestions of a name that is unknown (never counted as found)

``first`` is a share of the names whose place is in the gazetteer, misspelt ones left out: for those ``right``
means that the place is the first suggestion, and any ok is wrong. Exit status 1 when wrong+ok is not 0 or first
is under 95 % on the split asked for. Tune on ``--split tune``; the report half is for reporting only.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from geokz.gazetteer import Candidate, Gazetteer, status

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold" / "names.csv"
VERDICTS = {"ambiguous", "unknown"}


@dataclass
class Score:
    """The counts of one class."""

    names: int = 0
    right: int = 0
    answered: int = 0
    wrong_ok: int = 0
    present: int = 0
    first: int = 0
    absent: int = 0
    suggested: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for name in ("names", "right", "answered", "wrong_ok", "present", "first", "absent", "suggested"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def read_gold(path: Path = GOLD) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ask(gazetteer: Gazetteer, row: dict[str, str]) -> list[Candidate]:
    near = tuple(float(part) for part in row["near"].split(",")) if row["near"] else None
    year = int(row["year"]) if row["year"] else None
    return gazetteer.find(row["name"], year=year, region=row["region"] or None, near=near, limit=None)  # type: ignore[arg-type]


def names_of(candidate: Candidate) -> set[str]:
    return {candidate.id, candidate.authority}


def judge(gazetteer: Gazetteer, row: dict[str, str]) -> Score:
    """One name's answer against what the gold set accepts."""
    accepted = set(row["expected"].split("|"))
    ids, verdicts = accepted - VERDICTS, accepted & VERDICTS
    candidates = ask(gazetteer, row)
    verdict = status(candidates)
    score = Score(names=1, answered=int(verdict == "ok"))
    top = candidates[0] if candidates else None
    hit = top is not None and bool(names_of(top) & ids)
    score.right = int((verdict == "ok" and hit) or verdict in verdicts)
    score.wrong_ok = int(verdict == "ok" and not hit)
    if row["class"] == "misspelt":
        suggested = top is not None and top.match == "suggestion" and hit
        score.right, score.wrong_ok, score.suggested = int(suggested), int(verdict == "ok"), int(suggested)
    elif ids:
        if not any(place_id in gazetteer for place_id in ids):
            score.absent = 1
        else:
            score.present = 1
            score.first = int(verdict != "unknown" and hit)
            score.suggested = int(verdict == "unknown" and any(names_of(found) & ids for found in candidates))
    found = ", ".join(f"{candidate.id} {candidate.score:.3f}" for candidate in candidates[:3]) or "nothing"
    question = "/".join(filter(None, (row["name"][:40], row["year"], row["region"], row["near"])))
    told = f"{row['class']:14} {question}: wanted {row['expected']}, got {verdict} [{found}]"
    if score.wrong_ok:
        score.misses.append(f"WRONG  {told}")
    elif not score.right and not score.absent:
        score.misses.append(f"{'rank ' if score.present and not score.first else 'status'} {told}")
    return score


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f}" if whole else "    -"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--split", choices=("tune", "report"))
    parser.add_argument("--show", action="store_true", help="print every name that is not answered as wanted")
    options = parser.parse_args()
    gazetteer = Gazetteer.load(store=None)
    failed = False
    for split in [options.split] if options.split else ["tune", "report"]:
        scores: dict[str, Score] = defaultdict(Score)
        misses = []
        for row in read_gold(options.gold):
            if row["split"] == split:
                score = judge(gazetteer, row)
                scores[row["class"]].add(score)
                misses += score.misses
        total = Score()
        for score in scores.values():
            total.add(score)
        print(f"\n{split}: {total.names} names")
        print(f"{'class':18} names  right%  precision%  first%  wrong+ok  absent  suggested")
        for name, score in [*sorted(scores.items()), ("all", total)]:
            print(
                f"{name:18} {score.names:5} {share(score.right, score.names):>7}"
                f" {share(score.answered - score.wrong_ok, score.answered):>11}"
                f" {share(score.first, score.present):>7} {score.wrong_ok:9} {score.absent:7} {score.suggested:10}"
            )
        if options.show:
            print("\n".join(sorted(misses)))
        failed |= bool(total.wrong_ok) or total.first < 0.95 * total.present
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
