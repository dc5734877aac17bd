"""A layer of dated things as a folium element: any frame, on any folium map, under one clock.

>>> import geokz, folium
>>> m = folium.Map([48.5, 67], zoom_start=5, tiles=None)
>>> geokz.Layer("camps.csv").add_to(m)        # doctest: +SKIP
"""

from __future__ import annotations

import math
import os
from collections import OrderedDict
from collections.abc import Sequence
from copy import copy
from html import escape
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from branca.element import Element
from folium.elements import ElementAddToElement

from ..atlas import Atlas
from ..dates import BOUNDS
from ..errors import LayerError
from ..layers.files import Table, read_sheet
from ..layers.read import read_things, texts_of
from ..layers.series import Series
from ..visible import counted, visible
from .among import Among, key_of, keys_of, layers_of, map_of
from .encode import encode_things, pack, pack_json, page_bounds
from .look import (
    CATEGORIES,
    LARGEST,
    SIZES,
    checked_number,
    checked_range,
    checked_shape,
    columns_of,
    css_colour,
    paint_by,
    rounded,
    sizes_by,
)
from .plain_clock import add_clock, check_mercator, clock_script
from .raw import Scripted, figure_of, js
from .raw import label as display_name
from .times import days_of

COLOUR = "#7b1e2b"
_QUIET_SHAPES = {"line", "ring", "circle"}
_HALF_A_WIDTH = "half the width of a symbol in pixels"


class Layer(Scripted, Among):
    """Dated points, lines and areas that come and go with the clock of the map.

    ``data`` is a path (CSV, TSV, XLSX, GeoJSON, GeoPackage, shapefile, FlatGeobuf, GeoParquet, KML, KMZ, Linked
    Places), a DataFrame or a GeoDataFrame of any CRS; ``name`` the layer's name in layer controls (``title`` means the
    same).

    ``when`` is a column of dates of any make, or two columns, of begins and ends (see :mod:`geokz.layers.dates`);
    whether day or month comes first ``day_first`` says, or the column as a whole. ``label`` is the column of names
    shown under the pointer; ``lon`` and ``lat`` columns of degrees, or ``place`` one of names for the gazetteer, with
    ``region`` and ``year``. ``atlas`` is the one that the layer stands beside: its gazetteer is asked, and a point that
    lies in its frame only with longitude and latitude exchanged is doubted; left out, it is the atlas that ships. What
    is left out is looked for by its heading; a frame with the four bounds of ``geokz.dates.BOUNDS`` is read by them.
    ``report`` tells what became of each row; rows that cannot be read raise an error, or are left out with
    ``bad="skip"`` or ``"warn"``.

    ``column`` colours things by a column: ``categories`` maps its values to colours, ``cmap`` is a colour map for
    numbers (a name, a list of colours, one of branca's or matplotlib's), ``scheme`` and ``k`` class them. ``size`` is
    half the width of a symbol in pixels, or a column whose numbers the areas of symbols grow with, within
    ``size_range``. ``color`` (or ``colour``) is any colour of CSS, ``colour_dark`` that on a dark ground, ``shape`` one
    of ``geokz.folder.layers.SHAPES``, ``opacity`` how solid the symbols are. ``tooltip`` and ``popup`` are columns
    shown under the pointer and at a click, ``True`` for all, ``link`` one of addresses to be opened from there. Layers
    lie as they were added, the first below; those of a higher ``zorder`` above all others.

    With ``id``, rows alike in that column are one thing, whose symbol grows and shrinks with the numbers of its rows.
    ``unknown`` lists numbers that stand for "not known", which an empty cell always is: such a symbol is hollow with a
    dot, while nought is the smallest solid one.

    ``key`` is the layer's name in the page's interface and links; layers of one map never share one: who was given no
    key of its own is numbered. ``names`` are texts instead of a column of names; ``quiet`` says whether its bars in
    the clock stand back behind those of others (as places and lines do when left out).

    >>> frame = pd.DataFrame({"name": ["Dolinka"], "year": [1931], "lng": [72.68], "lat": [49.68]})
    >>> Layer(frame, "Camps", color="tomato")
    <geokz.Layer 'Camps': 1 of 1 row drawn>
    """

    def __init__(
        self,
        data: Any,
        name: str | None = None,
        *,
        when: str | tuple[str, str] | None = None,
        until: str | None = None,
        label: str | None = None,
        lon: str | None = None,
        lat: str | None = None,
        place: str | None = None,
        region: str | None = None,
        year: str | None = None,
        atlas: Atlas | None = None,
        crs: Any = None,
        encoding: str | None = None,
        sep: str | None = None,
        prose: bool = True,
        day_first: bool | None = None,
        bad: str = "raise",
        id: str | None = None,
        unknown: Sequence[Any] = (),
        column: str | None = None,
        categories: Any = None,
        cmap: Any = None,
        scheme: str | None = None,
        k: int = 5,
        size: float | str = 5,
        size_range: tuple[float, float] = SIZES,
        tooltip: Any = None,
        popup: Any = None,
        link: str | None = None,
        color: str | None = None,
        colour: str | None = None,
        colour_dark: str | None = None,
        shape: str = "circle",
        opacity: float = 1,
        legend: bool = True,
        zorder: float = 0,
        quiet: bool | None = None,
        title: str | None = None,
        key: str | None = None,
        names: Sequence[str] | None = None,
        show: bool = True,
        control: bool = True,
    ) -> None:
        name = next((text for text in (name, title) if text is not None), None)
        if name is None:
            path = data.file if isinstance(data, Table) else data
            name = (
                Path(os.fsdecode(path)).stem.removesuffix(".lpf").replace("_", " ")
                if isinstance(path, str | os.PathLike)
                else "things"
            )
        name = str(name)
        super().__init__(name=display_name(name.strip() or "–"), overlay=True, control=control, show=show)
        self._name = "Layer"
        self.title = name
        if atlas is not None and not isinstance(atlas, Atlas):
            raise LayerError(f"atlas={atlas!r} is no atlas; give geokz.Atlas.load('{atlas}')")
        if color is not None and colour is not None:
            raise LayerError(f"color={color!r} and colour={colour!r} mean the same; give one of them")
        given = next((value for value in (color, colour) if value is not None), COLOUR)
        if isinstance(given, str) and given in getattr(data, "columns", ()):
            raise LayerError(f"color={given!r} is a column; say column={given!r} for colours by it")
        plain = css_colour(given, "color")
        self.plain = (color, colour, colour_dark) == (None, None, None)
        style: dict[str, Any] = {
            "colour": plain,
            "colourDark": css_colour(colour_dark, "colour_dark") if colour_dark is not None else plain,
            "shape": checked_shape(shape),
            "size": 5 if isinstance(size, str) else checked_number(size, "size", 0, LARGEST, _HALF_A_WIDTH),
            "quiet": shape in _QUIET_SHAPES if quiet is None else quiet,
        }
        if checked_number(opacity, "opacity", 0, 1, "how solid a symbol is") != 1:
            style["opacity"] = float(opacity)
        yes_or_no = {"prose": prose, "legend": legend, "show": show, "control": control}
        for argument, value in {**yes_or_no, "day_first": day_first, "quiet": quiet}.items():
            if not isinstance(value, bool) and (value is not None or argument in yes_or_no):
                raise LayerError(f"{argument}={value!r} is neither True nor False")
        painted = {"categories": categories, "cmap": cmap, "scheme": scheme}
        if column is None and (alone := [argument for argument, value in painted.items() if value is not None]):
            raise LayerError(f"{alone[0]}= is of a column; say which with column='...'")
        wanted = {"link": link, "column": column, "size": size if isinstance(size, str) else None}
        if names is not None:
            if label:
                raise LayerError(f"names= and label={label!r} mean the same; give one of them")
            if isinstance(names, str) or not hasattr(names, "__len__"):
                raise LayerError(f"names={names!r} is no list of texts; give one a row, or their column by label=")
            label = ""
        reading = read_things(
            data,
            when=when,
            until=until,
            label=label,
            lon=lon,
            lat=lat,
            place=place,
            region=region,
            year=year,
            crs=crs,
            encoding=encoding,
            sep=sep,
            prose=prose,
            day_first=day_first,
            bad=bad,
            id=id,
            size=size if isinstance(size, str) else None,
            unknown=unknown,
            wanted={argument: heading for argument, heading in wanted.items() if heading is not None},
            gazetteer=atlas.gazetteer if atlas and place else None,
            profile=atlas.profile if atlas else None,
        )
        low, high = checked_range(size_range)
        if not isinstance(size, str) and (low, high) != SIZES:
            raise LayerError("size_range= is of a column; say which with size='...'")
        self.asks_shipped = place is not None and atlas is None
        self._reading = reading
        encoded = encode_things(reading.lives, reading.drawn)
        rows, table = reading.rows[encoded.order], reading.table
        self.report = reading.report
        self.order = rows
        self.things = reading.lives.iloc[encoded.order]
        if names is not None and len(names) != len(table):
            raise LayerError(f"names= holds {counted(len(names), 'text')} for {counted(len(table), 'row')}")
        self._names = None
        if names is not None:
            self._names = pd.Series(texts_of(pd.Series(names, dtype=object)), table.index, dtype=object)
        elif reading.label:
            self._names = table[reading.label]
        self.labels = [""] * len(rows) if self._names is None else texts_of(self._names.iloc[rows])
        self.remarks = [
            (heading, texts_of(table[heading].iloc[rows]))
            for heading in dict.fromkeys([*columns_of(popup, list(table.columns), "popup"), *([link] if link else [])])
        ]
        self.days, self.precision = days_of(reading.lives)
        self.sure_days = [reading.lives[name].to_numpy(dtype=np.int64) for name in ("start_latest", "end_earliest")]
        if key is not None and (not isinstance(key, str) or key.strip()[:1] in {"", "_"}):
            raise LayerError(f"key={key!r} is no name of a layer; write a text, best of letters, figures and hyphens")
        self._key = key
        self._own_key = key or key_of(name)
        self.bounds = encoded.bounds
        self.source: dict[str, Any] = {
            "key": self._own_key,
            "header": encoded.header,
            "body": encoded.body,
            "bounds": self.bounds,
            "style": style,
        }
        if isinstance(zorder, bool) or not isinstance(zorder, int | float | np.number) or not math.isfinite(zorder):
            raise LayerError(f"zorder={zorder!r} is no number; the higher it is, the later the layer is drawn")
        if zorder:
            self.source["zorder"] = float(zorder)
        if self._names is not None:
            self.source["names"] = pack("\n".join(_in_one_line(self.labels)).encode("utf-8"))
        drawn = at = rows[:0]
        if column is not None or isinstance(size, str):
            drawn, at = np.unique(rows[: encoded.header["n"]], return_inverse=True)
        self.paint = None
        if column is not None:
            self.paint = paint_by(table[column], categories=categories, cmap=cmap, scheme=scheme, k=k, drawn=drawn)
            self.source["paint"] = {"colours": self.paint.colours, "of": pack(self.paint.of[rows].tobytes())}
            self._tell(self.paint.told)
            if legend:
                self.source["paint"] |= {"column": column, "labels": self.paint.labels}
        self.series = reading.series.taken(encoded.order) if reading.series else None
        self.sizes: tuple[str, float, float, float, float] | None = None
        if isinstance(size, str):
            if self.series:
                self.sizes = (size, low, high, 0, self.series.top)
                self.source["series"] = _series(self.series, low, high)
            else:
                widths, least, top, told = sizes_by(table[size].iloc[drawn], (low, high))
                self._tell(told)
                self.sizes = (size, low, high, least, top)
                self.source["sizes"] = pack(bytes(map(rounded, widths[at].tolist())))
        for argument, named in (("tooltip", tooltip), ("popup", popup), ("link", link)):
            chosen = columns_of(named, list(table.columns), argument)
            if chosen:
                cells = [_in_one_line(texts_of(table[heading].iloc[rows])) for heading in chosen]
                self.source[argument] = {"columns": chosen, "cells": pack_json(cells)}

    def _tell(self, told: Sequence[str]) -> None:
        self.report.told = [*self.report.told, *(text for text in told if text not in self.report.told)]

    def add_to(self, parent: Element, name: str | None = None, index: int | None = None) -> Layer:
        """Add the layer to a map or a group of one; on a second map it is another layer alike, which is given back."""
        if not isinstance(parent, Element):
            raise LayerError(f"a layer is added to a map or a group of one, not to {type(parent).__name__}")
        there, here = self._map(), map_of(parent)
        layer = self
        if there is not None and there is not here:
            alike = (
                other
                for other in layers_of(parent, Layer)
                if other._reading is self._reading and other.title == self.title
            )
            layer = next(alike, None) or self._alike()
        parent.add_child(layer, name=name, index=index)
        return layer

    def tell_apart(self, at: int) -> None:
        """Give a layer for which nobody chose a colour that of its position among others."""
        if self.plain:
            colour = CATEGORIES[at % len(CATEGORIES)]
            self.source["style"] = {**self.source["style"], "colour": colour, "colourDark": colour}

    def _alike(self) -> Layer:
        other = copy(self)
        other._id, other._parent, other._children = Element()._id, None, OrderedDict()
        other.source = dict(self.source)
        return other

    @property
    def frame(self) -> gpd.GeoDataFrame:
        """The things as they were read, a row each: geometry in EPSG:4326 and the four bounds."""
        return self._reading.dated

    @property
    def table(self) -> pd.DataFrame:
        """The row of the table that each thing is, or that stands for it."""
        return self._reading.table.iloc[self._reading.rows]

    @property
    def numbers(self) -> Series | None:
        """The numbers over time of the things of :attr:`frame`, where one has several rows."""
        return self._reading.series

    @property
    def drawn_as(self) -> str:
        """What stands for the layer in a key: its shape, or ``area`` or ``line`` where nothing of it is a point."""
        header = self.source["header"]
        if header["points"] or not header["n"]:
            return str(self.source["style"]["shape"])
        shapes = self._reading.drawn
        return "area" if (shapely.get_dimensions(shapes[~shapely.is_missing(shapes)]) == 2).any() else "line"

    @property
    def names(self) -> list[str] | None:
        """The names of the things, where there is a column of them."""
        return None if self._names is None else texts_of(self._names.iloc[self._reading.rows])

    def __repr__(self) -> str:
        return f"<geokz.Layer '{visible(self.title)}': {self.report.drawn} of {counted(self.report.rows, 'row')} drawn>"

    def _repr_html_(self, **kwargs: Any) -> str:
        return f"<p>{escape(visible(self.title))}</p>{self.report._repr_html_()}"

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        when: str | None = None,
        *,
        until: str | None = None,
        name: str | None = "name",
        title: str = "things",
        prose: bool = False,
        **words: Any,
    ) -> Layer:
        """A layer from a frame, with ``name`` as the column of names (``None`` for none) and ``title`` as its own name.

        Without ``when``, a frame that has the four bounds (such as ``atlas.layer("camps")``) is drawn by them, with
        all the evidence they carry; else its column ``when`` is read. Dates in words are read only with ``prose``.
        Everything else as for :class:`Layer`.
        """
        bounded = when is None and until is None and all(column in frame.columns for column in BOUNDS)
        when = when if bounded else when or "when"
        return cls(frame, title, when=when, until=until, label=name or "", prose=prose, **words)

    @classmethod
    def from_csv(
        cls,
        path: str | Path,
        name: str = "name",
        when: str = "when",
        *,
        until: str | None = None,
        lon: str = "lon",
        lat: str = "lat",
        title: str | None = None,
        prose: bool = False,
        encoding: str | None = None,
        sep: str | None = None,
        **words: Any,
    ) -> Layer:
        """A layer from a table of points: one header line, ``,``, ``;`` or tabs between cells.

        ``name``, ``when``, ``lon`` and ``lat`` are the headings of its columns (names, EDTF dates, degrees WGS 84,
        decimal point or comma), ``until`` that of a column of ends, where ``when`` has the begins. With ``prose``,
        dates may be worded as in handbooks: ``не позднее июля 1929`` (see :mod:`geokz.prose`). The encoding is found
        out (UTF-8, UTF-16, cp1251) unless ``encoding`` says it. Rows without coordinates are not drawn. Raises
        :class:`geokz.errors.TableError` naming file, line and column of what cannot be read. Everything else as for
        :class:`Layer`.
        """
        wanted = [column for column in (name, when, until, lon, lat) if column]
        table = read_sheet(Path(path), wanted, encoding, sep)
        return cls(table, title, when=when, until=until, label=name, lon=lon, lat=lat, prose=prose, **words)

    def _get_self_bounds(self) -> list[list[float | None]]:
        bounds: list[list[float | None]] = [[None, None], [None, None]]
        return [[*corner] for corner in self.bounds] if self.bounds else bounds

    def script(self) -> str:
        """The data of the layer as a Leaflet layer."""
        return f"var {self.get_name()} = geokzEngine.timeLayer({js(self.source)});"

    def alone(self) -> str:
        """As :meth:`script`, and with the clock where the map has none yet: the first layer of a map brings it."""
        parent = self._map()
        clock = ""
        if parent is not None and not getattr(parent, "has_clock", False) and next(layers_of(parent, Layer)) is self:
            clock = clock_script(parent)
        return f"{super().alone()}\n{clock}"

    def render(self, **kwargs: Any) -> str:
        """Bring the engine, and a clock unless the map has one, into the page."""
        parent = self._map()
        check_mercator(parent)
        self.source["key"] = keys_of(parent or figure_of(self), Layer)[self]
        self.put_script()
        if self.show and self._parent is not None:
            shown = ElementAddToElement(self.get_name(), self._parent.get_name())
            self.add_child(shown, name=f"{self.get_name()}_add")
        for child in self._children.values():
            child.render(**kwargs)
        if parent is not None and not getattr(parent, "has_clock", False):
            add_clock(parent)
        return ""


def _series(series: Series, low: float, high: float) -> dict[str, Any]:
    """Numbers over time for ``js/data/series.js``: how many each thing has, days, and numbers as 64-bit floats."""
    days = [page_bounds(days).astype("<i4").tobytes() for days in (series.first, series.last)]
    parts = [series.counts.astype("<i4").tobytes(), *days, series.values.astype("<f8").tobytes()]
    sizes = {"low": low, "high": high, "top": series.top}
    return {"column": series.column, **sizes, "n": len(series.values), "body": pack(b"".join(parts))}


def _in_one_line(texts: list[str]) -> list[str]:
    """Texts without breaks of lines, and with one space where there are several signs nobody sees."""
    joined = ";".join(texts)  # looked at as a whole: of a million, next to none has any
    if joined.isprintable() and not any(sign in f";{joined};" for sign in ("  ", " ;", "; ")):
        return texts
    return [" ".join(text.split()) for text in texts]
