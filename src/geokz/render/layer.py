"""A layer of dated things as a folium element: any frame, on any folium map, under one clock.

>>> import geokz, folium
>>> m = folium.Map([48.5, 67], zoom_start=5, tiles=None)
>>> geokz.Layer("camps.csv").add_to(m)        # doctest: +SKIP
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import chain, count
from pathlib import Path
from typing import Any

import folium
import numpy as np
import pandas as pd
from anyascii import anyascii
from branca.element import Element, Figure
from folium.template import Template

from ..atlas.things import check_things
from ..dates import BOUNDS, OPEN_END, OPEN_START
from ..layers.files import Table, read_sheet
from ..layers.read import read_things, texts_of
from ..visible import visible
from .encode import encode, pack, pack_json
from .engine import engine_script, style_sheet
from .look import (
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
from .raw import Raw, figure_of, js
from .raw import label as display_name
from .strings import strings_of_years

COLOUR = "#7b1e2b"
NO_YEARS = (1900, 1999)
_QUIET_SHAPES = {"line", "ring", "circle"}
_HALF_A_WIDTH = "half the width of a symbol in pixels"


def add_engine(figure: Figure) -> None:
    """Put the browser part into a page, once."""
    figure.header.add_child(Raw(f"<style>\n{style_sheet()}</style>"), name="geokz_style")
    figure.header.add_child(Raw(f"<script>\n{engine_script()}</script>"), name="geokz_engine")


class Layer(folium.map.Layer):
    """Dated points, lines and areas that come and go with the clock of the map.

    ``data`` is a path (CSV, TSV, XLSX, GeoJSON, GeoPackage, shapefile, FlatGeobuf, GeoParquet, KML, Linked Places), a
    DataFrame or a GeoDataFrame of any CRS; ``name`` the layer's name in layer controls (``title`` means the same).

    ``when`` is a column of dates of any make, or two columns, of begins and ends (see :mod:`geokz.layers.dates`);
    whether day or month comes first ``day_first`` says, or the column as a whole. ``label`` is the column of names
    shown under the pointer; ``lon`` and ``lat`` columns of degrees, or ``place`` one of names for the gazetteer, with
    ``region`` and ``year``. What is left out is looked for by its heading; a frame with the four bounds of
    ``geokz.dates.BOUNDS`` is read by them. ``report`` tells what became of each row; rows that cannot be read raise an
    error, or are left out with ``bad="skip"`` or ``"warn"``.

    ``column`` colours things by a column: ``categories`` maps its values to colours, ``cmap`` names a colour map for
    numbers, ``scheme`` and ``k`` class them. ``size`` is half the width of a symbol in pixels, or a column whose
    numbers the areas of symbols grow with, within ``size_range``. ``color`` (or ``colour``) is any colour of CSS,
    ``colour_dark`` that on a dark ground, ``shape`` one of ``geokz.folder.layers.SHAPES``, ``opacity`` how solid the
    symbols are. ``tooltip`` and ``popup`` are columns shown under the pointer and at a click, ``True`` for all.

    ``key`` is the layer's name in the page's interface and links; layers of one map never share one: who was given no
    key of its own is numbered. ``names`` are texts instead of a column of names; ``quiet`` says whether its bars in
    the clock stand back behind those of others (as places and lines do when left out).

    >>> frame = pd.DataFrame({"name": ["Dolinka"], "year": [1931], "lng": [72.68], "lat": [49.68]})
    >>> Layer(frame, "Camps", color="tomato")
    <geokz.Layer 'Camps': 1 of 1 rows drawn>
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = geokzEngine.timeLayer({{ this.get_name() }}_source);
        {% endmacro %}
        """
    )

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
        crs: Any = None,
        encoding: str | None = None,
        sep: str | None = None,
        prose: bool = True,
        day_first: bool | None = None,
        bad: str = "raise",
        column: str | None = None,
        categories: Any = None,
        cmap: Any = None,
        scheme: str | None = None,
        k: int = 5,
        size: float | str = 5,
        size_range: tuple[float, float] = SIZES,
        tooltip: Any = None,
        popup: Any = None,
        color: str | None = None,
        colour: str | None = None,
        colour_dark: str | None = None,
        shape: str = "circle",
        opacity: float = 1,
        legend: bool = True,
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
            name = Path(path).stem.replace("_", " ") if isinstance(path, str | Path) else "things"
        super().__init__(name=display_name(name), overlay=True, control=control, show=show)
        self._name = "Layer"
        self.title = name
        plain = css_colour(next((value for value in (color, colour) if value is not None), COLOUR), "color")
        style: dict[str, Any] = {
            "colour": plain,
            "colourDark": css_colour(colour_dark, "colour_dark") if colour_dark is not None else plain,
            "shape": checked_shape(shape),
            "size": 5 if isinstance(size, str) else checked_number(size, "size", 0, LARGEST, _HALF_A_WIDTH),
            "quiet": shape in _QUIET_SHAPES if quiet is None else quiet,
        }
        if checked_number(opacity, "opacity", 0, 1, "how solid a symbol is") != 1:
            style["opacity"] = float(opacity)
        wanted = {"column": column, "size": size if isinstance(size, str) else None}
        if names is not None:
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
            wanted={argument: heading for argument, heading in wanted.items() if heading is not None},
        )
        check_things(reading.dated)
        self.frame, self.table = reading.dated, reading.table.iloc[reading.rows]
        encoded = encode(reading.dated)
        rows, table = reading.rows[encoded.order], reading.table
        self.report = reading.report
        self.order = rows
        self.things = reading.dated.iloc[encoded.order]
        self.labels = texts_of(table[reading.label].iloc[rows]) if reading.label else [""] * len(rows)
        self.remarks = [
            (heading, texts_of(table[heading].iloc[rows]))
            for heading in columns_of(popup, list(table.columns), "popup")
        ]
        self.years = years_of(reading.dated)
        self.sure_years = np.stack([_years(reading.dated[name]) for name in ("start_latest", "end_earliest")])
        self._key = key
        self._own_key = key or key_of(name)
        west, south, east, north = reading.dated.total_bounds
        self.bounds = [[float(south), float(west)], [float(north), float(east)]] if encoded.header["n"] else None
        self.source: dict[str, Any] = {
            "key": self._own_key,
            "header": encoded.header,
            "body": encoded.body,
            "bounds": self.bounds,
            "style": style,
        }
        self.names: list[str] | None = None
        if names is not None:
            self.names = np.asarray(names, dtype=object)[reading.rows].tolist()
        elif reading.label:
            self.names = reading.texts(reading.label)
        if self.names is not None:
            self.source["names"] = _lines([self.names[row] for row in encoded.order.tolist()])
        self.paint = None
        if column is not None:
            self.paint = paint_by(table[column], categories=categories, cmap=cmap, scheme=scheme, k=k)
            self.source["paint"] = {"colours": self.paint.colours, "of": pack(self.paint.of[rows].tobytes())}
            if legend:
                self.source["paint"] |= {"column": column, "labels": self.paint.labels}
        if isinstance(size, str):
            widths = sizes_by(table[size], checked_range(size_range))[rows]
            self.source["sizes"] = pack(bytes(map(rounded, widths.tolist())))
        for argument, named in (("tooltip", tooltip), ("popup", popup)):
            chosen = columns_of(named, list(table.columns), argument)
            if chosen:
                cells = [[_one_line(text) for text in texts_of(table[heading].iloc[rows])] for heading in chosen]
                self.source[argument] = {"columns": chosen, "cells": pack_json(cells)}

    def keep_key(self, key: str) -> None:
        """From now on the layer has this key, whatever others come to its map."""
        self._key = self._own_key = key

    def __repr__(self) -> str:
        return f"<geokz.Layer '{visible(self.title)}': {self.report.drawn} of {self.report.rows} rows drawn>"

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

    def render(self, **kwargs: Any) -> str:
        """Bring the engine, and a clock unless the map has one, into the page."""
        figure = figure_of(self)
        add_engine(figure)
        self.source["key"] = keys_of(self._map() or figure)[self]
        source = Raw(f"var {self.get_name()}_source = {js(self.source)};")
        figure.script.add_child(source, name=f"{self.get_name()}_source")
        told = super().render(**kwargs)
        parent = self._map()
        if parent is not None and not getattr(parent, "has_clock", False):
            add_clock(parent)
        return told

    def _map(self) -> folium.Map | None:
        """The map it is in, by whatever groups, or none yet."""
        parent = self._parent
        while parent is not None and not isinstance(parent, folium.Map):
            parent = parent._parent
        return parent


def add_clock(folium_map: folium.Map) -> None:
    """Put the clock of a plain map into its page, once: as its TimeControl says, or else fitted to its layers."""
    known = [layer.years for layer in layers_of(folium_map) if layer.years]
    years = (min(first for first, _ in known), max(last for _, last in known)) if known else None
    children: list[Any] = list(folium_map._children.values())
    control = next((child for child in children if child._name == "TimeControl"), None)
    config: dict[str, Any] = {"strings": strings_of_years(*(years or NO_YEARS))}
    if control is not None:
        config |= {"clock": control.clock(years or NO_YEARS), "language": control.language}
    elif years is not None:
        config["clock"] = {"min": years[0], "max": years[1], "from": _busiest(folium_map, years)}
        config["clock"]["to"] = config["clock"]["from"]
    script = Raw(f"geokzEngine.clock({folium_map.get_name()}, {js(config)});")
    figure_of(folium_map).script.add_child(script, name=f"geokz_clock_{folium_map.get_name()}")


def _busiest(folium_map: folium.Map, years: tuple[int, int]) -> int:
    """The first of the years in which most things of a map surely existed."""
    change = np.zeros(years[1] - years[0] + 2, dtype=np.int64)
    for layer in layers_of(folium_map):
        begin, end = np.clip(layer.sure_years, years[0], years[1] + 1) - years[0]
        sure = begin <= end
        np.add.at(change, begin[sure], 1)
        np.add.at(change, np.minimum(end[sure] + 1, len(change) - 1), -1)
    return years[0] + int(np.argmax(np.cumsum(change)[:-1]))


def key_of(name: str) -> str:
    """The key that a name gives a layer, in letters that a link can hold; on a map, a second one alike is numbered.

    >>> key_of("Лагеря"), key_of("Camps & mines"), key_of("***")
    ('lagerya', 'camps-mines', 'layer')
    """
    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-") or "layer"


def keys_of(root: Element) -> dict[Layer, str]:
    """The keys of all layers below an element, no two alike: a given key is kept, the others follow as drawn."""
    layers = list(layers_of(root))
    keys: dict[Layer, str] = {}
    taken: set[str] = set()
    for layer in sorted(layers, key=lambda layer: layer._key is None):
        tries = chain([layer._own_key], (f"{layer._own_key}-{number}" for number in count(2)))
        keys[layer] = next(key for key in tries if key not in taken)
        taken.add(keys[layer])
    return keys


def layers_of(element: Element) -> Iterator[Layer]:
    """The layers below an element, in drawing order."""
    if isinstance(element, Layer):
        yield element
    for child in element._children.values():
        yield from layers_of(child)


def years_of(dated: pd.DataFrame) -> tuple[int, int] | None:
    """The first and last year any thing of a frame with bounds tells of, or none."""
    days = np.concatenate([dated[name].to_numpy(dtype=np.int64) for name in BOUNDS])
    days = days[(days > OPEN_START) & (days < OPEN_END)]
    if not len(days):
        return None
    first, last = _years(pd.Series([days.min(), days.max()])).tolist()
    return max(-9999, first), min(9999, last)


def _years(days: pd.Series) -> np.ndarray:
    """The year of each day; of an open or unknown bound one beyond all years."""
    known = np.clip(days.to_numpy(dtype=np.int64), -10_000_000, 10_000_000)
    return known.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _lines(texts: Sequence[Any]) -> str:
    """Texts packed, one a line."""
    return pack("\n".join([_one_line(str(text)) for text in texts]).encode("utf-8"))
