"""How long each railway and pipeline is drawn, and how long the texts have it.

    python scripts/line_lengths.py

Drawn: geodesic, through the places of its sections. Official: the figure of the whole line, or of the section named
in ``SECTIONS``. Lengths of building stages are no lengths of drawn sections and are left out (railheads.csv has them).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from geokz.atlas import Atlas
from geokz.atlas.railheads import drawn_km, official_km

# figures about one section of a line, by the section they measure
SECTIONS = {"rubtsovka-ridder-3": "rubtsovka-ridder-length-1937"}


class Length(NamedTuple):
    """A line or section, its drawn and official kilometres, and the difference in per cent of the official ones."""

    line: str
    drawn: float
    official: float | None

    @property
    def difference(self) -> float | None:
        """Per cent; less than nothing when the drawing is shorter."""
        return None if self.official is None else 100 * (self.drawn / self.official - 1)


def lengths(atlas: Atlas) -> Iterator[Length]:
    """Every line and section that is drawn, in the order of the table."""
    figures = atlas.tables["figures"].set_index("id")["value"]
    for row in atlas.tables["railways"].itertuples():
        drawn = drawn_km(atlas.tables, row.id)
        if drawn:
            official = figures[SECTIONS[row.id]] if row.id in SECTIONS else official_km(atlas.tables, row.id)
            yield Length(row.id, drawn, official)


def main() -> None:
    """Print the table."""
    print("| line | drawn km | official km | difference |\n|---|---:|---:|---:|")
    for length in lengths(Atlas.load()):
        official = "" if length.official is None else f"{length.official:,.0f}"
        difference = "" if length.difference is None else f"{length.difference:+.1f} %"
        print(f"| {length.line} | {length.drawn:,.1f} | {official} | {difference} |")


if __name__ == "__main__":
    main()
