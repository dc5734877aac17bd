"""What is handed on, made once for every format: the things with their time in columns, and the tables of evidence.

Every writer takes a :class:`Book`; what its columns hold is said in :mod:`geokz.export.columns`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from geopandas.array import GeometryDtype

from ..atlas import Atlas
from ..atlas.things import check_things
from ..dates import BOUNDS, OPEN_END, OPEN_START, PRESUMED, iso_day
from ..errors import ExportError
from ..folder.layers import LayerStyle
from ..folder.package import NO_CREDIT, Credit
from ..layers.series import SERIES, Series, series_cells
from ..names import text_column
from .columns import plain_name, texts, time_columns
from .evidence import Sheet, citations_of, sheets_of, statements_of
from .words import LANGUAGES
from .years import NAMES, NUMBERS, names_of_years, yearly_of

_OF_PLACE = ["lon", "lat", "precision", "radius_m", "authority"]
_RESERVED = ("geom", "geometry", "_fid", "ogc_fid", "clock_begin", "clock_end", "certain", "presumed", "possible")
WKT = "wkt"
_LONGEST, _MOST = 58, 2**63 - 1  # bytes of a name, and a whole number that a file can hold


class Dated(Protocol):
    """A layer: its dated frame, the names of its rows if they have some, and the columns they came with."""

    frame: gpd.GeoDataFrame
    names: Sequence[str] | None
    table: pd.DataFrame
    numbers: Series | None


@dataclass(frozen=True)
class Book:
    """``things`` is indexed from 0 and has ``id`` as a column; ``sheets`` are by name, in the order they are written.

    ``atlas`` is what it was made from, none for a layer of one's own. ``languages`` are the chosen one and, behind it,
    those that stand in where it lacks a text; ``vocabularies`` (key to label for a column) are in the chosen one.
    ``years`` are the first and the last of the clock.
    """

    things: gpd.GeoDataFrame
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    credit: Credit = NO_CREDIT
    languages: tuple[str, ...] = LANGUAGES
    years: tuple[int, int] = (1, 9999)
    styles: Mapping[str, LayerStyle] = field(default_factory=dict)
    vocabularies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    atlas: Atlas | None = None

    @property
    def language(self) -> str:
        """The chosen language."""
        return self.languages[0]

    @property
    def columns(self) -> list[str]:
        """The columns of things, without the geometry."""
        return [name for name in self.things.columns if name != self.things.geometry.name]

    def part(self, first: int, last: int) -> gpd.GeoDataFrame:
        """The things of a run of rows."""
        return self.things.iloc[first:last]


def book_of(what: Atlas | Dated | gpd.GeoDataFrame, language: str | None = None) -> Book:
    """The book of an atlas, of a layer of one's own, or of a frame with the four bounds."""
    there = what.languages if isinstance(what, Atlas) else LANGUAGES
    if language is not None and language not in there:
        raise ExportError(f"there is no language '{language}'; the languages are {', '.join(there)}")
    languages = tuple(dict.fromkeys([language or there[0], *there]))
    if isinstance(what, Atlas):
        return _book_of_atlas(what, languages)
    layer = None if isinstance(what, gpd.GeoDataFrame) else what  # whose columns may be called "names" or "table"
    frame = what if isinstance(what, gpd.GeoDataFrame) else getattr(layer, "frame", None)
    if frame is None:
        raise ExportError(f"{type(what).__name__} cannot be exported; give an Atlas, a Layer or a dated GeoDataFrame")
    check_things(frame)
    names = getattr(layer, "names", None)
    title = str(getattr(layer, "title", "things"))
    left_out = {*BOUNDS, PRESUMED, frame.geometry.name}
    own = [(name, frame.iloc[:, at]) for at, name in enumerate(frame.columns) if name not in left_out]
    table = getattr(layer, "table", None)
    if table is not None:  # of a layer, whose frame has the geometry and the time alone
        parts = [(name, table.iloc[:, at]) for at, name in enumerate(table.columns)]
        own = [each for each in own if each[0] not in table.columns]
        own = [each for each in parts if not isinstance(each[1].dtype, GeometryDtype)] + own
    frame_of: dict[str, Any] = {"id": np.arange(1, len(frame) + 1)} if "id" not in dict(own) else {}
    if names is not None and "name" not in dict(own):
        frame_of["name"] = np.asarray(names, dtype=object)
    days: dict[str, Any] = time_columns(frame)
    numbers = getattr(layer, "numbers", None)
    if numbers is not None:
        own = [each for each in own if each[0] != SERIES]  # that of the file it was read from
        days[SERIES] = np.array(series_cells(numbers), dtype=object)
    called = column_names([plain_name(name) for name, _ in own], {*frame_of, *days})
    frame_of |= {name: _plain(column).to_numpy() for name, (_, column) in zip(called, own, strict=True)}
    things = gpd.GeoDataFrame({**frame_of, **days}, geometry=frame.geometry.to_numpy(), crs=frame.crs, copy=False)
    return Book(things, credit=_own_credit(title), languages=languages, years=_years(frame))


def column_names(names: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """Names that every format can have, each once whatever its case: without quotes and signs nobody sees, and of a
    length that PostgreSQL keeps.

    >>> column_names(["Name", "name", "geom", 'a "b"'], {"begin_date"})
    ['Name', 'name_2', 'geom_2', "a 'b'"]
    """
    known = {name.casefold() for name in (*taken, *_RESERVED)}
    found = []
    for name in names:
        plain = "".join(sign if sign.isprintable() else " " for sign in name).replace('"', "'").strip() or "column"
        stem, number = plain.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore"), 1
        new = stem
        while new.casefold() in known:
            number += 1
            new = f"{stem}_{number}"
        known.add(new.casefold())
        found.append(new)
    return found


def _years(frame: gpd.GeoDataFrame) -> tuple[int, int]:
    """The first and the last year that a frame with bounds tells of."""
    days = frame[[*BOUNDS]].to_numpy(dtype=np.int64).ravel()
    known = days[(days > OPEN_START) & (days < OPEN_END)]
    if not len(known):
        return 1, 9999
    first, last = (int(iso_day(int(day)).rpartition("-")[0].rpartition("-")[0]) for day in (known.min(), known.max()))
    return min(max(first, 1), 9999), min(max(last, 1), 9999)


def _plain(column: pd.Series) -> pd.Series:
    """A column of numbers, whole days or truths as it is, any other as texts: one of hours or lists too."""
    dtype = column.dtype
    if isinstance(dtype, pd.StringDtype) and dtype.storage == "pyarrow":
        return column
    whole = dtype.kind != "u" or not len(column) or not (column > _MOST).any()
    days = dtype.kind != "M" or (
        not isinstance(dtype, pd.DatetimeTZDtype) and bool((column.dropna() == column.dropna().dt.normalize()).all())
    )
    if dtype.kind in "Mfiub" and whole and days:
        return column
    empty = column.isna().tolist()
    return pd.Series([None if gone else _text(cell) for cell, gone in zip(column, empty, strict=True)], dtype=object)


def _text(cell: object) -> str:
    """A cell as text; half a sign, which no file can hold, by its number."""
    text = cell if isinstance(cell, str) else str(cell)
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def _book_of_atlas(atlas: Atlas, languages: tuple[str, ...]) -> Book:
    things = atlas.things
    first, last = atlas.profile.first, atlas.profile.last
    yearly, numbers = yearly_of(atlas, first, last)
    told = {
        plain_name(name): texts(things[name])
        for name in things.columns
        if name not in {*BOUNDS, PRESUMED, "geometry", *_OF_PLACE}
    }
    columns = {
        "id": things.index.to_numpy(),
        "layer": told.pop("layer"),
        **told,
        **time_columns(things),
        **{name: things[name].to_numpy() for name in ("precision", "radius_m", "authority")},
        NUMBERS: numbers,
        NAMES: names_of_years(atlas, languages[0], first, last),
    }
    for name in ("precision", "authority"):
        columns[name] = texts(pd.Series(columns[name]))
    frame = gpd.GeoDataFrame(columns, geometry=things.geometry.to_numpy(), crs=4326)
    sheets = sheets_of(atlas)
    thing = ("thing", "things", "id")
    sheets["yearly"] = Sheet("yearly", yearly, None, (thing,))
    sheets["statements"] = Sheet("statements", statements_of(atlas, languages), None, (thing,))
    sheets["citations"] = Sheet("citations", citations_of(atlas, sheets), None, (thing, ("source", "sources", "key")))
    return Book(
        things=frame,
        sheets=sheets,
        credit=atlas.credit,
        languages=languages,
        years=(first, last),
        styles=atlas.layers,
        vocabularies=_vocabularies(atlas, languages[0]),
        atlas=atlas,
    )


def _vocabularies(atlas: Atlas, language: str) -> dict[str, dict[str, str]]:
    """Key to label, of the columns whose cells are keys of a vocabulary, by ``table.column``."""
    found: dict[str, dict[str, str]] = {
        "things.layer": {key: style.label[language] for key, style in atlas.layers.items()}
    }
    label = text_column("label", language)
    for table in atlas.source.tables:
        for column, other, key in table.references:
            words = atlas.tables.get(other)
            if words is not None and label in words and key == "key":
                name = "things" if table.is_layer else table.name
                found[f"{name}.{plain_name(column)}"] = dict(zip(words[key], words[label], strict=True))
    precision = atlas.tables.get("precision")
    if precision is not None:
        found["things.precision"] = dict(zip(precision["key"], precision[label], strict=True))
    return found


def _own_credit(title: str) -> Credit:
    return Credit(name=title, title=title, version="", date="", authors="", licence="", licence_url="", line=title)


def sequence(book: Book) -> Sequence[tuple[str, pd.DataFrame]]:
    """Every table of a book by name, the things first and without their geometry; those of a layer, of which no table
    of places tells where they lie, have it as WKT."""
    things = pd.DataFrame({name: book.things[name] for name in book.columns})
    if book.atlas is None and WKT not in {name.casefold() for name in things.columns}:
        shapes = shapely.force_2d(book.things.geometry.to_numpy())
        shapes[shapely.is_empty(shapes)] = None
        things[WKT] = pd.Series(shapely.to_wkt(shapes, rounding_precision=7), index=things.index, dtype=object)
    return [("things", things), *((name, sheet.frame) for name, sheet in book.sheets.items())]
