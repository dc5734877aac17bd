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
    """A projection or a reference system that nobody knows, or that does not fit the frame.

    The one that the frame itself gives is looked at where it measures something: the units of today.
    """
    if not profile.said:
        return
    own = "projection" in profile.said["map"]
    told = {"crs": crs_problem(profile)}
    if own or (folder / profile.shapes).is_file():
        told["projection" if own else "frame"] = projection_problem(profile)
    for setting, message in told.items():
        if message:
            toml, _ = read_toml(folder, FILE)
            yield Problem(FILE, toml.line("map", setting) if toml else 1, setting, message)


def crs_problem(profile: Profile) -> str:
    """What keeps the reference system of a project from showing the frame; an empty text when nothing does.

    >>> crs_problem(Profile(frame=((49, 10), (50, 12)), crs="EPSG:25832"))
    ''
    """
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    way_out = "choose one for the frame, or leave it out and take EPSG:3857"
    try:
        area = CRS.from_user_input(profile.crs).area_of_use
    except CRSError:
        return f"'{profile.crs}' is no reference system that PROJ knows; {way_out}"
    if area is None:
        return ""
    (south, west), (north, east) = profile.frame
    turns = (-360, 0, 360)  # one that lies across the date line ends in the west
    to = area.east if area.west <= area.east else area.east + 360
    beside = all(to + turn < west or east < area.west + turn for turn in turns)
    if beside or area.north < south or north < area.south:
        return f"'{profile.crs}' does not fit the frame: it is made for {area.name[:80].rstrip(' .')}; {way_out}"
    return ""


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
