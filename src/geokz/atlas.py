"""The atlas: tables loaded and checked, things held as one GeoDataFrame, selected by time and layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import LineString, Point
from shapely import box as rectangle

from .checks import plausibility
from .dates import BOUNDS, When, span, states
from .errors import DataError, GeokzError, Problem
from .evidence import check_texts
from .folder.layers import LayerStyle
from .folder.maps import ThemedMap
from .folder.package import LINE, Credit, Table
from .folder.read import BASE_MAP, Folder, read
from .folder.tables import split_list
from .gazetteer import Gazetteer
from .railheads import check_railheads
from .whole import evidence

SETTLEMENTS = {"city", "town", "workers_settlement", "village"}


@dataclass(frozen=True)
class Atlas:
    """Things with their evidence.

    ``things`` is a GeoDataFrame (EPSG:4326, longitude first) indexed by id, one row a thing of any layer: the
    columns of the layer tables, ``layer``, the four bounds as day numbers (:mod:`geokz.dates`; evidence from
    claims and figures already counted in), and of its place ``lon``, ``lat``, ``precision``, ``radius_m``,
    ``authority``. An unlocated thing has no geometry. ``tables`` holds every table as read, the line of each
    row as its index: cells as text, columns of numbers as numbers.
    """

    source: Folder
    tables: Mapping[str, pd.DataFrame]
    layers: Mapping[str, LayerStyle]
    things: gpd.GeoDataFrame

    @classmethod
    def load(cls, folder: str | Path | None = None) -> Atlas:
        """Read and check a data folder; without one, the data that ships with geokz.

        Raises :class:`geokz.errors.DataError` carrying every problem of the folder.

        >>> Atlas.load().things.loc["karlag", "when"]
        '1931-...
        """
        found = read(folder)
        problems = sorted([*found.problems, *check_railheads(found.read)])
        if problems:
            raise DataError(problems)
        return cls.of(found)

    @classmethod
    def of(cls, folder: Folder) -> Atlas:
        """What the tables of a folder mean; its problems are not looked at."""
        tables = {name: frame.set_index(LINE) for name, frame in folder.frames.items()}
        return cls(folder, tables, folder.styles, _things(folder.layers, tables))

    @property
    def folder(self) -> Path:
        """Where the data were read."""
        return self.source.path

    @property
    def credit(self) -> Credit:
        """Licence and credit of the data."""
        return self.source.credit

    @property
    def tours(self) -> list[dict[str, Any]]:
        """The guided walks, in their order, as their files have them."""
        return self.source.tours

    @property
    def maps(self) -> list[ThemedMap]:
        """The themed maps, in the order of ``maps.toml``."""
        return self.source.maps

    def layer(self, key: str) -> gpd.GeoDataFrame:
        """The things of one layer, a GeoDataFrame like ``things``.

        >>> Atlas.load().layer("camps").crs.to_epsg()
        4326
        """
        if key not in self.layers:
            raise GeokzError(f"there is no layer '{key}'; the layers are {', '.join(self.layers)}")
        return self.things[self.things["layer"] == key]

    @cached_property
    def base_map(self) -> dict[str, gpd.GeoDataFrame]:
        """What is drawn below everything, by the stem of its file, with the four bounds; of things without ``when``
        it is taken that they were always there."""
        return {kind: _base(kind, data) for kind, data in self.source.base_map.items()}

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places of this atlas and of the gazetteers behind it, by all their names; made when first asked for.

        >>> Atlas.load().gazetteer.find("Акмолинск", year=1938)[0].id
        'akmolinsk'
        """
        rows = {name: frame.to_dict("records") for name, frame in self.tables.items()}
        return Gazetteer.of_tables(rows, self.folder)

    def at(self, year: int, until: int | None = None, *, certain: bool = False) -> Atlas:
        """The atlas of a year, or of the years ``year`` to ``until``: what existed then or may have.

        ``certain=True`` leaves only what surely existed. Undated things are left out.
        """
        last = year if until is None else until
        if last < year:
            raise GeokzError(f"the years {year} to {last} are reversed; give the earlier year first")
        if not 1 <= year <= last <= 9999:
            raise GeokzError(f"the years {year} to {last} are not both between 1 and 9999")
        found = states(self.things, *span(year, last))
        keep = (found == "certain") | ((found == "possible") & (not certain))
        return replace(self, things=self.things[keep])

    def only(self, themed: ThemedMap) -> Atlas:
        """The atlas with the things that a map holds; their evidence, and ties among them, come with them."""
        if not themed.only:
            return self
        things, only = self.things, themed.only
        kept = set(only.get("ids", ()))
        for whole in only.get("part_of", ()):
            kept |= _with_parts(things["part_of"], whole)
        if "box" in only:
            (south, west), (north, east) = only["box"]
            kept |= set(things.index[things.intersects(rectangle(west, south, east, north))])
        if only.get("tied"):
            ties = self.tables["relations"][["subject", "object"]]
            ends = ties[ties["subject"].isin(kept) | ties["object"].isin(kept)]
            kept |= set(ends["subject"]) | set(ends["object"])
        narrowed = things["layer"].isin(only.get("layers", list(self.layers)))
        return replace(self, things=things[things.index.isin(list(kept)) | ~narrowed])


def _with_parts(part_of: pd.Series, whole: str) -> set[str]:
    found, new = {whole}, {whole}
    while new:
        new = set(part_of.index[part_of.isin(list(new))]) - found
        found |= new
    return found


def check(folder: str | Path | None = None) -> tuple[list[Problem], dict[str, int]]:
    """Every problem of a data folder, in file and line order, and how many rows each table has."""
    problems, rows, _ = _check(folder)
    return problems, rows


def check_with_texts(
    folder: str | Path | None, texts: str | Path
) -> tuple[list[Problem], dict[str, int], dict[str, int]]:
    """As :func:`check`, and against the transcripts in the folder ``texts``; also how much was looked up in them."""
    return _check(folder, Path(texts))


def _check(
    folder: str | Path | None, texts: Path | None = None
) -> tuple[list[Problem], dict[str, int], dict[str, int]]:
    found = read(folder)
    problems = [*found.problems, *check_railheads(found.read)]
    problems += plausibility(found, problems)
    looked_up: dict[str, int] = {}
    if texts is not None:
        wrong, looked_up = check_texts(found.tables, found.frames, texts)
        problems += wrong
    return sorted(problems), {name: len(frame) for name, frame in found.frames.items()}, looked_up


def _things(tables: list[Table], frames: Mapping[str, pd.DataFrame]) -> gpd.GeoDataFrame:
    parts = [frames[table.name].assign(layer=table.name) for table in tables]
    things = pd.concat(parts, ignore_index=True).set_index("id").fillna("")
    lines = {table.name for table in tables if "path" in {column.name for column in table.columns}}
    lives = _lives(things, frames)
    for position, name in enumerate(BOUNDS):
        things[name] = np.array([life.bounds[position] for life in lives], dtype=np.int64)
    places = frames["places"].set_index("id")[["lon", "lat", "precision", "radius_m", "authority"]]
    things = things.join(places, on="place")
    geometry = [
        _line(row.path, places) if row.layer in lines else None if np.isnan(row.lon) else Point(row.lon, row.lat)
        for row in things.itertuples(index=False)
    ]
    return gpd.GeoDataFrame(things, geometry=gpd.GeoSeries(geometry, index=things.index, crs=4326))


def _base(kind: str, data: bytes) -> gpd.GeoDataFrame:
    try:
        frame = gpd.read_file(BytesIO(data))
    except Exception as problem:  # whatever the driver raises
        file = f"{BASE_MAP}/{kind}.geojson"
        raise GeokzError(f"{file} cannot be read; make it again with scripts/make_basemap.py") from problem
    texts = frame["when"].fillna("../..") if "when" in frame else ["../.."] * len(frame)
    lives = np.array([When.parse(text).bounds for text in texts], dtype=np.int64)
    return frame.assign(**{name: lives[:, at] for at, name in enumerate(BOUNDS)})


def _line(path: str, places: pd.DataFrame) -> LineString | None:
    """The line through the located places of ``path``; nothing for a whole line that its sections draw."""
    stops = [places.loc[stop, ["lon", "lat"]].tolist() for stop in split_list(path)]
    located = [stop for stop in stops if not np.isnan(stop[0])]
    return LineString(located) if len(located) > 1 else None


def _lives(things: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> list[When]:
    """The life of each thing, its unknown bounds narrowed by evidence.

    Accepted dated claims and figures show their subject alive; what stood in a settlement shows the settlement.
    """
    evidence = _evidence(frames)
    lives = [
        _with_all(When.parse(text), evidence.get(thing, ()))
        for thing, text in zip(things.index, things["when"], strict=True)
    ]
    places = frames["places"]
    located = set(places.loc[places["precision"] != "unlocated", "id"])
    at_place: dict[str, list[When]] = {}
    for place, certainty, life in zip(things["place"], things["certainty"], lives, strict=True):
        if place in located and certainty != "doubtful":
            at_place.setdefault(place, []).append(life)
    return [
        _with_all(life, at_place.get(place, ())) if kind in SETTLEMENTS else life
        for life, place, kind in zip(lives, things["place"], things["type"], strict=True)
    ]


def _evidence(frames: Mapping[str, pd.DataFrame]) -> dict[str, list[When]]:
    """The dates at which accepted claims and figures show each thing alive."""
    found: dict[str, list[When]] = {}
    for proof in evidence(frames):
        found.setdefault(proof.subject, []).append(When.parse(proof.when))
    return found


def _with_all(life: When, evidence: Sequence[When]) -> When:
    for date in evidence:
        life = life.with_evidence(date)
    return life
