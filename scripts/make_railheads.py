"""Compute lon and lat of geodata/railheads.csv anew, along the drawn lines; the other columns stay as they are.

    python scripts/make_railheads.py

Run it after changing a row there, a path of railways.csv, a point of places.csv or the official length of a line.
``geokz check`` says when it was forgotten.
"""

from __future__ import annotations

import csv

from geokz.atlas.railheads import locate
from geokz.folder.read import read as read_folder
from geokz.whole_file import whole_file


def main() -> None:
    """Rewrite the table."""
    folder = read_folder()
    frames = folder.frames
    path = folder.path / "railheads.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, read in zip(rows, frames["railheads"].to_dict("records"), strict=True):
        lon, lat, _ = locate(frames, read)
        row["lon"], row["lat"] = f"{lon:.5f}", f"{lat:.5f}"
        print(f"{row['id']:32} {row['lon']} {row['lat']}")
    with whole_file(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
