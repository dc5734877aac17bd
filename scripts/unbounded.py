"""How the located things stand in a year, by layer, and which are without evidence only because nobody bounds them.

    python scripts/unbounded.py [--data FOLDER] [--years 1919 1943] [--list]

The states are those of :func:`geokz.states`: *certain* (evidence covers the year), *presumed* (after the last
evidence, for a kind that lasts until told otherwise), *possible* (inside bounds that are given) and *none*: no
evidence for this year and no bound that shuts the thing out of it. A row of bounds.csv with its source mends that.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from geokz import Atlas, states
from geokz.dates import span

YEARS = [1919, 1930, 1937, 1943, 1953, 1960]
SHOWN = ["certain", "presumed", "possible", "none"]


def standing(atlas: Atlas, year: int) -> pd.DataFrame:
    """The located things with their ``state`` in a year."""
    located = atlas.things[~atlas.things.geometry.isna()]
    return located.assign(state=states(located, span(year)))


def line(found: pd.Series) -> str:
    """How many of each state there are, in words."""
    return ", ".join(f"{state} {(found == state).sum()}" for state in SHOWN)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="data folder; without one, that of geokz")
    parser.add_argument("--years", type=int, nargs="+", default=YEARS)
    parser.add_argument("--list", action="store_true", help="name the things without evidence of each year")
    arguments = parser.parse_args()
    atlas = Atlas.load(arguments.data)
    for year in arguments.years:
        things = standing(atlas, year)
        print(f"{year}  {line(things['state'])}")
        for layer in atlas.layers:
            print(f"      {layer:9} {line(things.loc[things['layer'] == layer, 'state'])}")
        if arguments.list:
            for id_, row in things[things["state"] == "none"].sort_values("layer").iterrows():
                print(f"        {row['layer']}: {id_}  {row['when']}")


if __name__ == "__main__":
    main()
