"""Whether the projection of an atlas can measure what its map opens at: equal in area, in metres, true to distances."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..errors import Problem
from .profile import FILE, Profile
from .toml import read_toml

MOST = 0.1
"""So much a distance may be wrong at the corners and in the middle of the frame; areas a tenth of it."""


def check_projection(folder: Path, profile: Profile) -> Iterator[Problem]:
    """A projection that nobody knows, or that does not fit the frame; nothing for one that the frame itself gave."""
    message = projection_problem(profile) if profile.said else ""
    if message:
        toml, _ = read_toml(folder, FILE)
        spot = ("map", "projection" if "projection" in profile.said["map"] else "frame")
        yield Problem(FILE, toml.line(*spot) if toml else 1, spot[-1], message)


def projection_problem(profile: Profile) -> str:
    """What keeps a projection from measuring a frame; an empty text when nothing does."""
    import numpy as np
    from pyproj import CRS, Proj
    from pyproj.exceptions import CRSError

    (south, west), (north, east) = profile.frame
    lon = np.array([west, east, (west + east) / 2, west, east])
    lat = np.array([south, south, (south + north) / 2, north, north])
    way_out = "choose one for the frame, or leave it out and take Lambert's about its middle"
    try:
        system = CRS.from_user_input(profile.projection)
        if not system.is_projected or any(axis.unit_name not in {"metre", "meter"} for axis in system.axis_info):
            return f"'{profile.projection}' is no projection in metres; {way_out}"
        at = Proj(system).get_factors(lon, lat, errcheck=False)
    except CRSError:
        return f"'{profile.projection}' is no projection that PROJ knows; {way_out}"
    scales = np.array([at.tissot_semimajor, at.tissot_semiminor])
    area = np.array(at.areal_scale)
    if not np.isfinite(scales).all() or abs(area - 1).max() > MOST / 10:
        return f"'{profile.projection}' does not keep areas in the frame of the map; {way_out}"
    wrong = abs(scales - 1).max()
    if wrong > MOST:
        told = f"a distance in the frame is up to {wrong:.0%} wrong"
        if "projection" in profile.said["map"]:
            return f"'{profile.projection}' does not fit the frame: {told}; {way_out}"
        return f"{told}, for the frame is too large for one projection; choose a smaller frame, or name a projection"
    return ""
