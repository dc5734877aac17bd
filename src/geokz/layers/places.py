"""Where the rows of a table lie: from their geometry, from two columns, from one cell, or from the names of places.

Everything inside is longitude, latitude, WGS 84, degrees. A row without a place keeps its reason; a row whose place
looks like a slip (exactly 0, 0; longitude and latitude exchanged) is drawn and doubted.
"""

from __future__ import annotations

import json
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError, ProjError

from ..errors import AmbiguousPlace, LayerError, UnknownPlace
from ..folder import default_folder
from ..folder.profile import Profile, read_profile
from ..prose import says_no_date
from .cells import ACROSS, ALONG, TURN, degree, shape_of
from .date_line import at_date_line
from .numbers import read_numbers

if TYPE_CHECKING:
    from ..gazetteer import Gazetteer

_METRES = "; if these are metres, say of which reference system: crs=32642, or another number of EPSG"
_ROUND = "; longitudes counted from 0 to 360 become (lon + 180) % 360 - 180"
_POLAR = 85.05  # where the square of Web Mercator ends
_RIM = 1.0  # degrees about the frame of the atlas, the place of most tables that come here


class Places:
    """``geometry``: one a row, ``None`` without a place. ``wrong``: why a cell cannot be read, by row, with its column;
    ``lost``: why a row has no place though its cells are sound; ``doubts``: what is drawn and looks like a slip;
    ``told``: how a column as a whole was understood.

    ``spots`` are longitude and latitude of each row, NaN without a place, where all are points that came as numbers,
    else ``None``: shapes are made of them when somebody asks.
    """

    def __init__(
        self,
        geometry: np.ndarray | None = None,
        *,
        spots: np.ndarray | None = None,
        wrong: dict[int, tuple[str, str]] | None = None,
        lost: dict[int, str] | None = None,
        doubts: dict[int, str] | None = None,
        told: list[str] | None = None,
    ) -> None:
        self.spots = spots
        self.wrong, self.lost, self.doubts, self.told = wrong or {}, lost or {}, doubts or {}, told or []
        if geometry is not None:
            self.geometry = geometry

    @cached_property
    def geometry(self) -> np.ndarray:
        """The shapes."""
        return shapes_of(np.empty((0, 2)) if self.spots is None else self.spots)

    @property
    def drawn(self) -> np.ndarray:
        """What is drawn: the spots, or else the shapes."""
        return self.geometry if self.spots is None else self.spots

    @cached_property
    def boxes(self) -> np.ndarray:
        """West, south, east and north of each row; NaN without a place."""
        return np.asarray(shapely.bounds(self.geometry)) if self.spots is None else np.tile(self.spots, 2)

    @property
    def missing(self) -> np.ndarray:
        """Which rows have no place."""
        return np.asarray(shapely.is_missing(self.geometry)) if self.spots is None else np.isnan(self.spots[:, 0])

    @property
    def points(self) -> np.ndarray:
        """Positions of the rows that are single points."""
        kinds = shapely.get_type_id(self.geometry) if self.spots is None else np.where(self.missing, -1, 0)
        return np.flatnonzero(kinds == 0)

    def unless(self, better: Places) -> Places:
        """These places, but for the rows that have better ones, or should have."""
        has = ~better.missing
        wrong = {row: why for row, why in self.wrong.items() if not has[row]}
        geometry = np.where(has, better.geometry, self.geometry)
        return Places(geometry, wrong=wrong | better.wrong, doubts=better.doubts, told=self.told)


def shapes_of(spots: np.ndarray) -> np.ndarray:
    """Points as geometries, ``None`` where there are no numbers."""
    shapes = np.full(len(spots), None, dtype=object)
    known = ~np.isnan(spots[:, 0])
    shapes[known] = shapely.points(spots[known])
    return shapes


def from_geometry(frame: gpd.GeoDataFrame, crs: Any = None) -> Places:
    """The geometries of a frame in degrees; a point of missing numbers, and an empty geometry, is no place."""
    if frame.crs is None and crs is None:
        raise LayerError("the frame has no CRS (a shapefile none without its .prj); say which by crs=4326, or set_crs")
    geometry = np.array(frame.geometry.array, dtype=object)
    boxes = shapely.bounds(geometry)
    own = frame.crs
    if own is not None and crs is not None:
        own = _own_or_said(own, crs, boxes)
    nowhere = np.flatnonzero(np.isnan(boxes).any(axis=1) & ~shapely.is_missing(geometry))
    lost = dict.fromkeys(nowhere[shapely.is_empty(geometry[nowhere])].tolist(), "its geometry is empty")
    kinds = shapely.get_type_id(geometry)
    paths = np.flatnonzero(kinds > 0)
    vertices, owner = shapely.get_coordinates(geometry[paths], return_index=True)
    broken = paths[np.unique(owner[np.isnan(vertices).any(axis=1)])]
    lost |= dict.fromkeys(broken.tolist(), "some of its coordinates are no numbers")
    nowhere = np.union1d(nowhere, broken)
    geometry[nowhere], kinds[nowhere] = None, -1
    series = gpd.GeoSeries(geometry, crs=own)
    if series.crs is None:
        try:
            series = series.set_crs(crs)
        except CRSError:
            raise LayerError(f"crs={crs!r} is no reference system; give a number of EPSG, such as 32642") from None
    try:
        places = Places(np.array(series.to_crs(4326).array, dtype=object), lost=lost)
    except ProjError:
        raise LayerError(f"nobody knows where the frame's reference system lies ({series.crs}); say another") from None
    if series.crs == 4326:
        boxes[nowhere] = np.nan
        places.boxes = boxes
    _cut(places)
    shapes = np.flatnonzero(kinds > 2)
    invalid = shapes[~shapely.is_valid(places.geometry[shapes])]
    for row, why in zip(invalid.tolist(), shapely.is_valid_reason(places.geometry[invalid]), strict=True):
        places.doubts[row] = f"its geometry is not valid ({why}) and drawn as it is"
    return places


def _own_or_said(own: Any, crs: Any, boxes: np.ndarray) -> Any:
    """The reference system of a frame that has one though another is said: nothing where its numbers are no degrees, as
    of a GeoJSON in metres, so that what is said holds; raises where the two differ."""
    try:
        said = CRS.from_user_input(crs)
    except CRSError:
        return None
    if own == said:
        return own
    if own.is_geographic and (np.abs(boxes[~np.isnan(boxes).any(axis=1)]) > TURN).any():
        return None
    raise LayerError(
        f"crs={crs!r} is not that of the frame ({own.to_string()[:40]}); leave crs= out, or correct the frame with "
        "set_crs(..., allow_override=True)"
    )


def _cut(places: Places) -> None:
    """Cut shapes at the date line; one that is wider than half the world all the same is doubted."""
    west, _, east, _ = places.boxes.T
    degrees = (west >= -360) & (east <= 360)  # what goes further is in other units, and refused by whoever draws it
    west, east = np.where(degrees, west, 0), np.where(degrees, east, 0)
    for row in np.flatnonzero((west < -180) | (east > 180) | (east - west > 180)).tolist():
        places.geometry[row] = at_date_line(places.geometry[row])
        places.boxes[row] = shapely.bounds(places.geometry[row])
        left, _, right, _ = shapely.bounds(shapely.get_parts(places.geometry[row])).T
        if (right - left > 180).any():
            places.doubts[row] = "it is wider than half the world"


def from_columns(lon: pd.Series, lat: pd.Series, *, degrees: bool = True) -> Places:
    """Points from two columns: numbers, texts with a decimal point or comma, or degrees, minutes and seconds.

    Of a number that is beyond the limits it is asked in what it is measured, where ``degrees`` are awaited.
    """
    wrong: dict[int, tuple[str, str]] = {}
    axes, given, told = [], [], []
    for column, limit, sides in ((lon, 180 if degrees else 1e12, ALONG), (lat, 90 if degrees else 1e12, ACROSS)):
        values, filled = _degrees(column, limit, sides)
        if not degrees and not pd.api.types.is_numeric_dtype(column):  # metres have thousands
            metres, said = read_numbers(column)
            values = np.where(np.isnan(metres), values, metres)
            told += said
        for row in np.flatnonzero(filled & np.isnan(values)).tolist():
            shown = column.iloc[row]
            what = f"number of degrees from -{limit} to {limit}" if degrees else "coordinate"
            size = abs(degree(str(shown).strip()))
            hint = _METRES if degrees and size > TURN else _ROUND if degrees and size > TURN / 2 else ""
            if abs(degree(str(shown).strip(), ACROSS if sides == ALONG else ALONG)) <= TURN / 2:
                hint = hint or "; are longitude and latitude exchanged?"
            wrong[row] = (str(column.name), f"'{shown}' is no {what}{hint}")
        axes.append(values)
        given.append(filled)
    for row in np.flatnonzero(given[0] != given[1]).tolist():
        empty = lat if given[0][row] else lon
        message = "is empty though the other of longitude and latitude is given"
        wrong.setdefault(row, (str(empty.name), message))
    spots = np.column_stack(axes)
    spots[np.isnan(spots).any(axis=1)] = np.nan
    return Places(spots=spots, wrong=wrong, told=told)


def from_cells(cells: pd.Series) -> Places:
    """Points from one column: ``49.8, 73.1`` (latitude first, as maps give it), ``[73.1, 49.8]`` (longitude first, as
    GeoJSON has it), ``49°48'N 73°05'E``, ``lon=73.1, lat=49.8``, ``geo:49.8,73.1``, or WKT."""
    places = Places(np.full(len(cells), None, dtype=object))
    cells = cells.map(_flat)
    codes, distinct = pd.factorize(cells)
    read: list[object] = []
    for value in distinct:
        try:
            read.append(value if isinstance(value, shapely.Geometry) else shape_of(str(value).strip()))
        except ValueError as problem:
            read.append(problem)
    for row, code in enumerate(codes.tolist()):
        found = read[code] if code >= 0 else None
        if isinstance(found, ValueError):
            places.wrong[row] = (str(cells.name), str(found))
        else:
            places.geometry[row] = found
    _cut(places)
    return places


def _flat(cell: Any) -> Any:
    """A cell that holds a list or an object, as text."""
    if isinstance(cell, np.ndarray):
        cell = cell.tolist()
    if isinstance(cell, bytes):  # WKB
        return cell.hex().upper()
    return json.dumps(cell, default=str) if isinstance(cell, dict | list) else cell


def from_names(
    names: pd.Series, region: pd.Series | None, year: pd.Series | None, gazetteer: Gazetteer | None = None
) -> Places:
    """Points from the names of places by a gazetteer (that which ships, when left out), each distinct question asked
    once; what is not sure is lost."""
    from ..gazetteer import Gazetteer
    from ..gazetteer.answers import parse_years, unreadable_year
    from ..gazetteer.find import chosen

    gazetteer = gazetteer or Gazetteer.load()
    places = Places(np.full(len(names), None, dtype=object))
    columns = [_texts(column) if column is not None else [""] * len(names) for column in (names, region, year)]
    asked: dict[tuple[str, str, str], list[int]] = {}
    for row, question in enumerate(zip(*columns, strict=True)):
        if question[2] and year is not None and parse_years(question[2]) is None:
            places.wrong[row] = (str(year.name), unreadable_year(question[2]))
        elif question[0]:
            asked.setdefault(question, []).append(row)
    questions = [(name, parse_years(years) if years else None, unit or None, None) for name, unit, years in asked]
    answers = zip(asked.items(), gazetteer.find_each(questions), strict=True)
    for ((name, _, _), rows), candidates in answers:
        try:
            found = chosen(name, candidates)
            places.geometry[rows] = shapely.Point(found.lon, found.lat)
        except (AmbiguousPlace, UnknownPlace) as problem:
            places.lost |= dict.fromkeys(rows, str(problem))
    return places


def doubt_slips(places: Places, home_of: Profile | None = None) -> None:
    """Add to ``doubts`` the points at exactly 0, 0, and those that lie in an atlas (that which ships, when left out)
    only with longitude and latitude exchanged."""
    points = places.points
    lon, lat = places.boxes[points, :2].T
    null = (lon == 0) & (lat == 0)
    for row in points[null].tolist():
        places.doubts[row] = "lies at exactly 0, 0, off Africa: an empty place?"
    for row in points[np.abs(lat) > _POLAR].tolist():
        places.doubts[row] = f"lies nearer to a pole than the map goes ({_POLAR} degrees) and is drawn at its edge"
    profile = home_of or _home()
    (south, west), (north, east) = profile.frame
    west, south, east, north = west - _RIM, south - _RIM, east + _RIM, north + _RIM
    home = (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
    aside = (lat < south) | (north < lat)  # else it may as well be a point of the neighbours
    turned = aside & (west <= lat) & (lat <= east) & (south <= lon) & (lon <= north)
    rest = ~turned & ~null
    if turned.any() and (not rest.any() or home[rest].mean() > 0.5):  # all, or some among many that lie at home
        for row in points[turned].tolist():
            places.doubts[row] = (
                f"longitude and latitude may be exchanged: only so does it lie in or near {profile.area_in('en')}"
            )


@cache
def _home() -> Profile:
    """The atlas that ships with geokz."""
    return read_profile(default_folder())[0]


def _texts(column: pd.Series) -> list[str]:
    """Cells as texts; nothing for an empty one, and for one that says so: н/д, NaN, a dash."""
    empty = column.isna().tolist()
    texts = ["" if gone else str(value).strip() for value, gone in zip(column.tolist(), empty, strict=True)]
    return ["" if text and says_no_date(text) else text for text in texts]


def _degrees(column: pd.Series, limit: float, sides: str) -> tuple[np.ndarray, np.ndarray]:
    """Degrees, missing where there are none, and which cells are not empty."""
    if pd.api.types.is_numeric_dtype(column):
        values = column.to_numpy(dtype=float, na_value=np.nan)
        return np.where(np.abs(values) <= limit, values, np.nan), ~np.isnan(values)
    values = _numbers(column)
    filled = ~np.isnan(values)
    odd = np.flatnonzero(~filled)  # empty, or written otherwise: with a comma, as degrees and minutes
    texts = _texts(column.iloc[odd])
    filled[odd] = [text != "" for text in texts]
    values[odd] = [degree(text, sides) for text in texts]
    values[~(np.abs(values) <= limit)] = np.nan
    return values, filled


def _numbers(column: pd.Series) -> np.ndarray:
    """The numbers of a column of any make, NaN where a cell holds none."""
    if getattr(column.dtype, "storage", "") == "pyarrow":  # a tenth of the time, where there is nothing but numbers
        try:
            return column.where(column != "").astype("double[pyarrow]").to_numpy(float, copy=True, na_value=np.nan)
        except ValueError:
            pass
    return pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan, copy=True)
