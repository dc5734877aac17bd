"""Where the rails ended on a date: kilometres of a text turned into a point of the drawn line.

A row of ``railheads.csv`` tells from which end a line was laid and how far, in the text's kilometres (``km``) or by
the place reached (``at``). Kilometres that no text prints are the sum of ``stages`` that are printed. The drawn line
joins stations, so it is a little shorter than the track. Where the tables have the length of the whole line (a figure
``length`` in km with the qualifier ``total``), the kilometres of the text are multiplied by drawn length / official
length; else they are taken as they are. One factor a line, not one a stage: the texts do not name the stations at
which the stages end, so that only the whole can be compared.
Lengths are geodesic (pyproj, WGS 84).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from ..earth import geod
from ..errors import GeokzError, Problem
from ..folder.frames import records, tuples
from ..folder.package import LINE
from ..folder.read import Folder
from ..folder.tables import split_list

_FILE = "railheads.csv"
NEAR_M = 100.0
"""So far may a stored point lie from the computed one."""


@dataclass(frozen=True)
class Course:
    """A line as drawn from one end: its located places, and the kilometres of the drawing at each of them."""

    places: tuple[str, ...]
    points: np.ndarray
    km: np.ndarray

    def at(self, km: float) -> tuple[float, float, float]:
        """Longitude and latitude of the point so many drawn kilometres on, and the azimuth of the line there."""
        leg = int(np.clip(np.searchsorted(self.km, km) - 1, 0, len(self.km) - 2))
        azimuth, _, _ = geod().inv(*self.points[leg], *self.points[leg + 1])
        start_lon, start_lat = self.points[leg].tolist()
        lon, lat, back = geod().fwd(start_lon, start_lat, azimuth, (km - self.km[leg]) * 1000)
        return lon, lat, (back + 180) % 360


def course(tables: Mapping[str, pd.DataFrame], line: str, start: str) -> Course:
    """The course of a railway, or of its sections one after another, from the place ``start`` at one of its ends."""
    railways = tables["railways"]
    own = railways[((railways["id"] == line) | (railways["part_of"] == line)) & (railways["path"] != "")]
    left = [split_list(path) for path in own["path"]]
    stops = [start]
    while True:
        found = next((path for path in left if stops[-1] in (path[0], path[-1])), None)
        if found is None:
            break
        left.remove(found)
        stops += found[1:] if found[0] == stops[-1] else found[-2::-1]
    places = tables["places"]
    points = places.loc[places["id"].isin(stops), ["id", "lon", "lat"]].set_index("id").loc[stops].dropna()
    located = points.index.tolist()
    if len(located) < 2:
        raise GeokzError(f"'{start}' is no end of the drawn line '{line}'; name the place its path begins or ends with")
    lons, lats = points["lon"].to_numpy(float), points["lat"].to_numpy(float)
    metres = geod().inv(lons[:-1], lats[:-1], lons[1:], lats[1:])[2]
    return Course(tuple(located), points.to_numpy(float), np.concatenate([[0.0], np.cumsum(metres) / 1000]))


def drawn_km(tables: Mapping[str, pd.DataFrame], line: str) -> float:
    """The geodesic length of a railway with all its sections, as drawn."""
    railways = tables["railways"]
    own = railways[((railways["id"] == line) | (railways["part_of"] == line)) & (railways["path"] != "")]
    ends = [(row.id, split_list(row.path)[0]) for row in tuples(own)]
    return float(sum(course(tables, section, start).km[-1] for section, start in ends))


def official_km(tables: Mapping[str, pd.DataFrame], line: str) -> float | None:
    """The length of the whole line that the figures give, if any."""
    figures = tables["figures"]
    own = figures[figures["subject"] == line]
    found = own[
        (own["measure"] == "length")
        & (own["unit"] == "km")
        & (own["qualifier"] == "total")
        & (own["standing"] == "accepted")
    ]
    return float(found["value"].iloc[0]) if len(found) else None


def locate(tables: Mapping[str, pd.DataFrame], row: Mapping[str, Any]) -> tuple[float, float, float]:
    """Longitude, latitude and azimuth of laying of a row of ``railheads.csv``; GeokzError when it has no such point."""
    way = course(tables, row["line"], row["from"])
    if (row["at"] != "") != bool(np.isnan(row["km"])):
        raise GeokzError("needs either km or the place reached in 'at', and not both")
    if row["at"]:
        if row["at"] not in way.places:
            raise GeokzError(f"'{row['at']}' is no located place of the line '{row['line']}'; correct it")
        return way.at(float(way.km[way.places.index(row["at"])]))
    official = official_km(tables, row["line"])
    km = row["km"] * (way.km[-1] / official if official else 1.0)
    if km > way.km[-1]:
        raise GeokzError(f"{row['km']:g} km lie beyond the end of the line '{row['line']}'; correct km or the path")
    return way.at(float(km))


def printed_km(row: Mapping[str, Any]) -> list[Decimal]:
    """The kilometres that the texts of a row must print: its stages, or its km; none at a begin or a named place.

    >>> printed_km({"km": 340.0, "stages": "155 + 185"}), printed_km({"km": 0.0, "stages": ""})
    ([Decimal('155'), Decimal('185')], [])
    """
    if row["stages"]:
        return [Decimal(stage) for stage in re.findall(r"\d+(?:\.\d+)?", row["stages"])]
    return [] if np.isnan(row["km"]) or row["km"] == 0 else [Decimal(str(row["km"]))]


def check_railheads(folder: Folder) -> list[Problem]:
    """Rows that have no point on their line, or another one than they say, or stages that add up to other km.

    What has a problem already, and what lies along lines and places that have, is passed over.
    """
    needed = ("railheads", "railways", "places", "figures")
    wrong = {problem.file for problem in folder.problems}
    along = {table.path for table in folder.tables if table.name in needed[1:]}
    if any(name not in folder.read for name in needed) or wrong & along:
        return []
    tables = {name: folder.read[name].frame for name in needed}
    unreadable = {problem.line for problem in folder.problems if problem.file == _FILE}
    problems = []
    known = set(tables["railways"]["id"])
    places = set(tables["places"]["id"])
    stops = {stop for path in tables["railways"]["path"] for stop in split_list(path)}
    for row in records(tables["railheads"]):
        if row[LINE] in unreadable:
            continue
        if row["stages"] and sum(printed_km(row)) != Decimal(str(row["km"])):
            message = f"'{row['stages']}' is {sum(printed_km(row))}, not km; correct one of them"
            problems.append(Problem(_FILE, row[LINE], "stages", message))
        if row["line"] not in known or not {row["from"], row["at"] or row["from"]} | stops <= places:
            continue  # a key without a row is a problem of its own
        try:
            lon, lat, _ = locate(tables, row)
        except GeokzError as problem:
            problems.append(Problem(_FILE, row[LINE], "line", str(problem)))
            continue
        empty = np.isnan(row["lon"]) or np.isnan(row["lat"])
        if empty or geod().inv(row["lon"], row["lat"], lon, lat)[2] > NEAR_M:
            message = f"is not the point of the line ({lon:.5f}, {lat:.5f}); run scripts/make_railheads.py"
            problems.append(Problem(_FILE, row[LINE], "lon", message))
    return problems
