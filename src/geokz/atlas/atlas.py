"""The atlas: a folder read once and checked, things held as one GeoDataFrame, selected by time, layer and map."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
from shapely import box as rectangle

from ..dates import span, states
from ..days import checked_year
from ..errors import DataError, GeokzError, check_kind, perhaps
from ..folder.frames import records
from ..folder.layers import LayerStyle
from ..folder.maps import ThemedMap
from ..folder.package import LINE, Credit, Part
from ..folder.profile import Profile
from ..folder.read import Folder, read
from ..folder.rows import Rows
from ..memory import uncollected
from ..visible import counted
from .according import WITHIN, Account, accounts, rows_citing
from .lives import Evidence, Life, Step, evidence, lives
from .lookups import Lookups
from .railheads import check_railheads
from .things import base_frame, rows_of_layers, things_of

if TYPE_CHECKING:
    from ..gazetteer import Gazetteer


@dataclass(frozen=True)
class Atlas:
    """Things with their evidence.

    ``things`` is a GeoDataFrame (EPSG:4326, longitude first) indexed by id, one row a thing of any layer: the
    columns of the layer tables, ``layer``, the four bounds and ``presumed_until`` as day numbers
    (:mod:`geokz.dates`; evidence and bounds already counted in), and of its place ``lon``, ``lat``, ``precision``,
    ``radius_m``, ``authority``. An unlocated thing has no geometry. ``lives`` says of each thing of the folder
    how its life came to be (:mod:`geokz.atlas.lives`). ``tables`` holds every table as read, the line of each row
    as its index: cells as text, columns of numbers as numbers.
    """

    source: Folder
    tables: Mapping[str, pd.DataFrame]
    layers: Mapping[str, LayerStyle]
    things: gpd.GeoDataFrame
    lives: Mapping[str, Life]

    @classmethod
    @uncollected()
    def load(cls, folder: str | Path | None = None) -> Atlas:
        """Read and check a data folder; without one, the data that ships with geokz.

        Raises :class:`geokz.errors.DataError` carrying every problem of the folder.

        >>> Atlas.load().things.loc["karlag", "when"]
        '1931-...
        """
        check_kind("folder", folder, (str, Path, NoneType), "the path of a folder")
        if folder is not None and Path(folder).is_file():
            raise GeokzError(f"{folder} is a file, no folder of tables; geokz.read reads an exported file back")
        found = read(folder)
        problems = sorted([*found.problems, *check_railheads(found)])
        if problems:
            raise DataError(problems)
        return cls.of(found)

    @classmethod
    def of(cls, folder: Folder) -> Atlas:
        """What the tables of a folder mean; its problems are not looked at."""
        tables = _Tables(folder.frames)
        rows = rows_of_layers(folder.layers, tables)
        known = dict(zip(rows.index, lives(rows, tables), strict=True))
        return cls(folder, tables, folder.styles, things_of(rows, known, folder.layers, tables), known)

    def __repr__(self) -> str:
        return f"<geokz.Atlas: {counted(len(self.things), 'thing')} in {counted(len(self.layers), 'layer')}>"

    @classmethod
    def join(cls, *atlases: Atlas) -> Atlas:
        """Atlases beside each other under one clock: the first keeps its ids, those of another begin with its name.

        Raises :class:`geokz.errors.GeokzError` for two of one name, and for what cannot stand side by side.

        >>> Atlas.join(Atlas.load()).things.index[0] == Atlas.load().things.index[0]
        True
        """
        from ..folder.join import join_folders  # here, for it is asked for by few

        for atlas in atlases:
            check_kind("atlases", atlas, Atlas, "atlases, such as geokz.Atlas.load(folder)")
        if not atlases:
            raise GeokzError("there is no atlas to join; give two")
        return atlases[0] if len(atlases) == 1 else cls.of(reduce(join_folders, (atlas.source for atlas in atlases)))

    @property
    def folder(self) -> Path:
        """Where the data were read."""
        return self.source.path

    @property
    def credit(self) -> Credit:
        """Licence and credit of the data."""
        return self.source.credit

    @property
    def profile(self) -> Profile:
        """What ``atlas.toml`` says: title, clock, frame, area, citations."""
        return self.source.profile

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its texts as BCP 47 codes; the first is taken where nobody asks for another."""
        return self.source.languages

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
        check_kind("key", key, str, "the key of a layer")
        if key not in self.layers:
            near = perhaps(key, self.layers)
            raise GeokzError(f"there is no layer '{key}'{near}; the layers are {', '.join(self.layers)}")
        return self.things[self.things["layer"] == key]

    @property
    def parts(self) -> dict[str, Part]:
        """The part each layer plays, by its key: whether it is of points, lines or areas, and whose its names are."""
        return {table.name: table.part for table in self.source.layers if table.part}

    @cached_property
    def lookups(self) -> Lookups:
        """The rows of the tables by what they are asked for."""
        return Lookups(self.source.layers, self.tables)

    @cached_property
    def evidence(self) -> list[Evidence]:
        """What shows things alive, by the accepted rows of every table (:mod:`geokz.atlas.lives`)."""
        return evidence(self.tables)

    @cached_property
    def accounts(self) -> dict[str, dict[str, Account]]:
        """What each source says of the things it tells of, by its key and their ids (:mod:`geokz.atlas.according`)."""
        return accounts(rows_of_layers(self.source.layers, self.tables), self.tables)

    @cached_property
    def base_map(self) -> dict[str, gpd.GeoDataFrame]:
        """What is drawn below everything, by the stem of its file, each with the four bounds."""
        return {kind: base_frame(kind, data) for kind, data in self.source.base_map.items()}

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places of this atlas and of the gazetteers behind it, by all their names; made when first asked for.

        >>> Atlas.load().gazetteer.find("Акмолинск", year=1938)[0].id
        'akmolinsk'
        """
        from ..gazetteer import Gazetteer  # here, so that who draws a layer does without it

        rows = {name: records(frame) for name, frame in self.tables.items()}
        return Gazetteer.of_rows(Rows(tuple(self.source.layers), rows, self.languages, self.profile))

    def states(self, year: int, until: int | None = None) -> pd.Series:
        """How each thing stands in a year, or in the years ``year`` to ``until``: a word of
        :func:`geokz.dates.states` for each id.

        >>> Atlas.load().states(1938)["karlag"]
        'certain'
        """
        year, last = checked_year(year), checked_year(year if until is None else until)
        if last < year:
            raise GeokzError(f"the years {year} to {last} are reversed; give the earlier year first")
        if not 1 <= year <= last <= 9999:
            told = f"the year {year} is not" if last == year else f"the years {year} to {last} are not both"
            raise GeokzError(f"{told} between 1 and 9999")
        return pd.Series(states(self.things, span(year, last)), index=self.things.index, name="state")

    def at(self, year: int, until: int | None = None, *, certain: bool = False, none: bool = False) -> Atlas:
        """The atlas of a year, or of the years ``year`` to ``until``: what existed then, is presumed to or may have.

        ``certain=True`` leaves only what surely existed; ``none=True`` adds that for which there is no evidence of
        these years. Undated things are left out. Warns of years outside the clock of the atlas: of those nobody looked
        for evidence.
        """
        wanted = ["certain"] if certain else ["certain", "presumed", "possible", *(["none"] if none else [])]
        found = replace(self, things=self.things[self.states(year, until).isin(wanted)])
        told = self._outside(year, year if until is None else until)
        if told:
            warnings.warn(told, stacklevel=2)
        return found

    def _outside(self, year: int, until: int) -> str:
        """What to know of years that all lie outside the clock; nothing of others."""
        first, last = self.profile.first, self.profile.last
        if first <= until and year <= last:
            return ""
        years = f"{year} lies" if until == year else f"{year} to {until} lie"
        return (
            f"{years} outside {first} to {last}, of which the atlas tells; there it is incomplete, and what has an "
            "open end counts as standing"
        )

    def explain(self, thing: str) -> tuple[Step, ...]:
        """What set the bounds of a thing's life, step by step; the last step of a bound is the one that holds.

        >>> [step.by for step in Atlas.load().explain("alzhir")][:2]
        ['when', 'when']
        """
        check_kind("thing", thing, str, "the id of a thing")
        if thing not in self.lives:
            near = ", ".join(key for key in self.lives if thing and thing.lower() in key)
            told = f"; perhaps {near}" if near else perhaps(thing, self.lives) or "; see geokz find"
            raise GeokzError(f"there is no thing '{thing}'{told}")
        return self.lives[thing].steps

    def according_to(self, source: str) -> Atlas:
        """The atlas as one source tells it: the things it tells of, their lives made of its own dates and figures, and
        its rows (:mod:`geokz.atlas.according`).

        Raises :class:`geokz.errors.GeokzError` for a source that tells of nothing here.

        >>> Atlas.load().according_to("ck-labour").states(1930)["karlag"]
        'certain'
        """
        check_kind("source", source, str, "the key of a source")
        rows = rows_of_layers(self.source.layers, self.tables)
        told = accounts(rows, self.tables, [source]).get(source, {})
        kept = [thing for thing in self.things.index if thing in told]
        if not kept:
            near = ", ".join(key for key in self.lookups.sources if source and source in key)
            near = f"; perhaps {near}" if near else perhaps(source, self.lookups.sources)
            raise GeokzError(f"no source '{source}' tells of a thing{near}")
        lives = {thing: told[thing].life for thing in kept}
        texts = {"when": [life.when.edtf for life in lives.values()], "opened": [told[key].opened for key in kept]}
        rows = rows.loc[kept].assign(**{name: texts[name] for name in texts if name in rows})
        tables = {name: rows_citing(frame, source) if name in WITHIN else frame for name, frame in self.tables.items()}
        return replace(self, tables=tables, things=things_of(rows, lives, self.source.layers, self.tables), lives=lives)

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


class _Tables(Mapping[str, pd.DataFrame]):
    """The tables by name, each made when it is first asked for: the line of each row as its index."""

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        self._frames = frames
        self._made: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._made:
            self._made[name] = self._frames[name].set_index(LINE)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)


def _with_parts(part_of: pd.Series, whole: str) -> set[str]:
    found, new = {whole}, {whole}
    while new:
        new = set(part_of.index[part_of.isin(list(new))]) - found
        found |= new
    return found
