"""Accepted claims that rest on nothing better than a web page without editors, and how many of each class there are.

    python scripts/weak_claims.py [--data FOLDER] [--most 15]

The class of a source is told in sources.csv; a gazetteer of today is no ground for a statement about the past. More
than ``--most`` such claims make the exit code 1.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import pandas as pd

from geokz import Atlas
from geokz.sources import cite

WEAK = {"web", "gazetteer"}


def grounds(atlas: Atlas) -> pd.Series:
    """The best class among the sources of each accepted claim, by id: classes in the order of their table."""
    order = {key: rank for rank, key in enumerate(atlas.tables["source_classes"]["key"])}
    kind = dict(zip(atlas.tables["sources"]["key"], atlas.tables["sources"]["class"], strict=True))
    claims = atlas.tables["claims"]
    accepted = claims[claims["standing"] == "accepted"].set_index("id")["source"]
    return accepted.map(lambda text: min((kind[citation.key] for citation in cite(text)), key=order.__getitem__))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="data folder; without one, that of geokz")
    parser.add_argument("--most", type=int, default=15, help="how many weak claims are borne")
    arguments = parser.parse_args()
    best = grounds(Atlas.load(arguments.data))
    weak = sorted(best.index[best.isin(WEAK)])
    for kind, count in Counter(best).most_common():
        print(f"{count:4}  {kind}")
    print(f"{len(weak)} accepted claims rest on nothing better than a web page:", *weak, sep="\n  ")
    if len(weak) > arguments.most:
        sys.exit(1)


if __name__ == "__main__":
    main()
