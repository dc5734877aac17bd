"""Which oblast of today a point lies in, by the polygons of a data folder (``shapes`` of its ``atlas.toml``)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import shapely

from ..errors import GazetteerError
from ..folder.profile import Profile, read_profile
from ..folder.rows import read_shapes


class Areas:
    """The polygons of the oblasts of today with the keys of ``vocab/regions_today.csv`` each stands for.

    >>> from geokz.folder import default_folder
    >>> shipped = Areas.read(default_folder())
    >>> shipped.at(73.1, 49.8), shipped.at(37.6, 55.7)
    ('karaganda; ulytau', '')
    """

    def __init__(self, keys: Sequence[str], polygons: Sequence[shapely.Geometry]) -> None:
        self._keys, self._tree = list(keys), shapely.STRtree(polygons)

    @classmethod
    def read(cls, folder: Path, profile: Profile | None = None) -> Areas:
        """Those of a data folder; none where it has no polygons."""
        profile = read_profile(folder)[0] if profile is None else profile
        try:
            data = read_shapes(folder, profile)
            if data is None:
                return cls([], [])
            features = json.loads(data)["features"]
            shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
            return cls([feature["properties"]["keys"] for feature in features], shapes)
        except (OSError, ValueError, KeyError, TypeError, RecursionError, shapely.errors.GEOSException) as problem:
            raise GazetteerError(f"{folder / profile.shapes} cannot be read ({problem}); run geokz check") from None

    def __bool__(self) -> bool:
        return bool(self._keys)

    def at(self, lon: float, lat: float) -> str:
        """The area of a point, two joined by ``; `` where one polygon stands for both; empty outside them all."""
        found = self._tree.query(shapely.Point(lon, lat), predicate="within")
        return self._keys[int(found[0])] if len(found) else ""
