"""A data folder read once: its tables, styles, tours, maps, credit and shapes, and every problem of them."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import Problem
from .doubles import check_doubles
from .geojson import check_geojson
from .glossary import check_glossary
from .ground import check_relief, read_names
from .layers import FILE as LAYERS
from .layers import LayerStyle, read_layers
from .maps import ThemedMap, read_maps
from .package import FILE as PACKAGE
from .package import LINE, Credit, Table
from .profile import Profile
from .projection import check_projection
from .resources import read_package
from .rows import read_shapes
from .sound import (
    check_disagreements,
    check_gazetteer,
    check_locators,
    check_places,
    check_references,
    check_styles,
    things_of,
)
from .tables import YEARS, Read, read_table, together, unsaid
from .tours import check_tours, read_tours, tour_of
from .where import default_folder

BASE_MAP = "basemap"
NOTICES = ("LICENSES.md", "COPYING.LESSER", "COPYING")


@dataclass(frozen=True)
class Share:
    """What a folder brought to one that several were joined to: where it was, what its ``atlas.toml`` says, the picture
    below its base map, whether it has a base map, and the ids of its places as they are called now."""

    path: Path
    profile: Profile
    relief: bytes
    drawn: bool
    places: frozenset[str]


@dataclass(frozen=True)
class Folder:
    """A data folder as read; nobody opens a file of it again.

    ``path`` is where it was; ``tables`` are the descriptions of the tables and ``read`` those that could be read, by
    name, with a row about several things as a row for each; ``styles`` are in drawing order; ``tours`` as their files
    have them, each with its ``key``; ``profile`` what ``atlas.toml`` says; ``languages`` are those of its texts, the
    first before the others; ``base_map`` the GeoJSON of ``basemap/`` by stem and ``shapes`` that of today's units,
    both unread; ``relief`` the picture below the base map and ``base_names`` the table of its names, each empty when it
    has none; ``notices`` its licences by file; ``problems`` everything wrong, in file and line order; ``shares`` what
    each of several brought that were joined (:mod:`.join`); ``unread`` are the names of resources whose description
    could not be read.
    """

    path: Path
    tables: tuple[Table, ...]
    read: Mapping[str, Read]
    styles: Mapping[str, LayerStyle]
    tours: list[dict[str, Any]]
    maps: list[ThemedMap]
    credit: Credit
    profile: Profile
    languages: tuple[str, ...]
    base_map: Mapping[str, bytes]
    shapes: bytes
    relief: bytes
    base_names: bytes
    notices: Mapping[str, str]
    problems: list[Problem]
    shares: tuple[Share, ...] = ()
    unread: frozenset[str] = frozenset()

    @property
    def paths(self) -> set[Path]:
        """Where its data were: one folder, or each of several joined."""
        return {share.path for share in self.shares} or {self.path}

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The rows of each table that could be read, with the line each stands on in the column ``_line``."""
        return {name: read.frame for name, read in self.read.items()}

    @property
    def layers(self) -> list[Table]:
        """The tables of things to draw."""
        return [table for table in self.tables if table.is_layer]

    def sound(self) -> Folder:
        """The folder without the rows that have a problem."""
        wrong = {(problem.file, problem.line) for problem in self.problems}
        files = {file for file, _ in wrong}
        read = dict(self.read)
        for table in self.tables:
            if table.name in read and table.path in files:
                frame = read[table.name].frame
                kept = [(table.path, line) not in wrong for line in frame[LINE]]
                read[table.name] = replace(read[table.name], frame=frame[pd.Series(kept, frame.index, dtype=bool)])
        return replace(self, read=read)


def read(path: str | Path | None = None) -> Folder:
    """Read a data folder; without one, the data that ships with geokz. Never stops at the first problem."""
    path = Path(path) if path is not None else default_folder()
    package = read_package(path)
    problems = list(package.problems)
    tables: dict[str, Read] = {}
    years = min(YEARS[0], package.profile.first), max(YEARS[1], package.profile.last)
    for table in package.tables:
        found, wrong = read_table(path, table, years)
        problems += wrong
        if found is not None:
            tables[table.name] = found
    profile = replace(package.profile, languages=package.languages)
    problems += check_projection(path, profile)
    layers = read_layers(path, package.languages)
    if (path / PACKAGE).exists() or (path / LAYERS).exists():  # else it is no data folder, which is told
        problems += layers.problems
    tours, wrong = read_tours(path)
    problems += wrong
    wrong, missing = check_references(package.tables, tables, package.unread)
    problems += unsaid(problems, wrong)
    for check in (check_disagreements, check_locators, check_doubles):
        problems += unsaid(problems, check(package.tables, tables))
    if not package.unread:  # whose rows may be those that are named
        problems += unsaid(problems, check_gazetteer(package.tables, tables))
    if "places" in tables and "precision" in tables:
        problems += unsaid(problems, check_places(tables["places"], set(tables["precision"].frame["key"])))
    problems += unsaid(problems, check_styles(package.tables, layers, package.unread))
    problems += check_glossary(package.tables, tables, tours)
    things = None if package.unread else _things(package.tables, tables)
    if things is not None:
        things = together(things, missing)  # what nobody has is told already
    drawn = layers.lines.keys() | {table.name for table in package.tables if table.is_layer}
    if things is not None and "sources" in tables:
        sources = together(tables["sources"].keys("key"), missing)
        problems += check_tours(tours, profile, things=things, layers=drawn, sources=sources)
    records = [tour_of(tour) for tour in tours]
    keys = {file.stem for file in (path / "tours").glob("*.toml")}
    maps, wrong = read_maps(path, profile, things=things, layers=drawn, tours=keys)
    problems += wrong
    base_map = {file.stem: file.read_bytes() for file in sorted((path / BASE_MAP).glob("*.geojson"))}
    for stem, data in base_map.items():
        problems += check_geojson(f"{BASE_MAP}/{stem}.geojson", data)
    base_names, wrong = read_names(path, package.languages)
    problems += [*wrong, *check_relief(path)]
    shapes = read_shapes(path, profile)
    if shapes is not None:
        problems += check_geojson(profile.shapes, shapes, areas=True)
    return Folder(
        path=path,
        tables=package.tables,
        read={table.name: tables[table.name].one_a_thing(table) for table in package.tables if table.name in tables},
        styles=layers.styles,
        tours=records,
        maps=maps,
        credit=package.credit,
        profile=profile,
        languages=package.languages,
        base_map=base_map,
        shapes=shapes or b"",
        relief=_bytes(path / BASE_MAP / "relief.webp"),
        base_names=base_names,
        notices={name: text for name in NOTICES if (text := _text(path / BASE_MAP / name))},
        problems=sorted(problems),
        unread=package.unread,
    )


def _bytes(file: Path) -> bytes:
    """What a file holds; nothing when there is none."""
    return file.read_bytes() if file.is_file() else b""


def _text(file: Path) -> str:
    return _bytes(file).decode("utf-8", errors="replace").replace("\r\n", "\n")


def _things(tables: tuple[Table, ...], read: Mapping[str, Read]) -> Set[str] | None:
    """The ids of all things; nothing when a table could not be read."""
    readable = any(table.is_layer for table in tables) and all(table.name in read for table in tables)
    return things_of(tables, read) if readable else None
