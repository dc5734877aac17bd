"""A look at a table in one call, in the words of ``geopandas.explore``."""

from __future__ import annotations

import inspect
from typing import Any

import folium
from rapidfuzz import process

from ..errors import LayerError
from .control import BaseMap, Legend, Moment, TimeControl
from .layer import Layer
from .offline import make_offline
from .plain_clock import clock_of
from .times import number_of

_OF_THE_MAP = "give it to folium.Map, and that as m="
_ELSEWHERE = {
    **dict.fromkeys(("style_kwds", "marker_kwds", "style"), "say color=, opacity=, size= and shape="),
    "marker_type": "say shape=",
    **dict.fromkeys(("highlight", "highlight_kwds"), "what lies under the pointer is told by label= and tooltip="),
    "legend_kwds": "legend= is True or False",
    **dict.fromkeys(("vmin", "vmax"), "colours run from the least to the greatest number; clip the column before"),
    "categorical": "say categories=True",
    "missing_kwds": "what has no value is grey",
    "classification_kwds": "say scheme= and k=",
    "tooltip_kwds": "say tooltip=",
    "popup_kwds": "say popup=",
    "time": "say when=",
    **dict.fromkeys(("map_kwds", "location", "zoom_start", "min_zoom", "max_zoom", "width", "height"), _OF_THE_MAP),
    **dict.fromkeys(("attr", "control_scale", "prefer_canvas", "zoom_control", "max_bounds"), _OF_THE_MAP),
}
"""Words of ``geopandas.explore`` that are none here, and what is said instead."""


def explore(
    data: Any,
    when: str | tuple[str, str] | None = None,
    *,
    column: str | None = None,
    tooltip: Any = None,
    popup: Any = None,
    legend: bool = True,
    start: Moment | None = None,
    end: Moment | None = None,
    at: Moment | None = None,
    step: str | int | None = None,
    language: str = "en",
    tiles: Any = None,
    basemap: str | None = "world",
    offline: bool = True,
    m: folium.Map | None = None,
    **words: Any,
) -> folium.Map:
    """A folium map of any table, frame or file, with a clock and a view fitted to it.

    ``data``, ``when``, ``column``, ``tooltip``, ``popup`` and all further words are those of :class:`geokz.Layer`
    (``name``, ``cmap``, ``scheme``, ``size``, ``color``, ``bad`` ...); ``start``, ``end``, ``at``, ``step`` and
    ``language`` those of :class:`geokz.TimeControl`. With ``offline`` ``save`` writes one file that asks for nothing;
    ``tiles`` is a background in folium's words; without any, land and borders of the world are drawn, which are part
    of the file, unless ``basemap`` is ``None``. ``m`` is a map to draw on instead of a new one, which keeps its view;
    its clock fits all that is on it and opens where most of it is there, or, where no two things are ever there
    together, over all years.

    >>> import pandas as pd
    >>> farms = pd.DataFrame({"year": [1931], "lon": [72.68], "lat": [49.68]})
    >>> explore(farms, name="Farms").save("farms.html")     # doctest: +SKIP
    """
    _check_words(words)
    layer = Layer(data, when=when, column=column, tooltip=tooltip, popup=popup, legend=legend, **words)
    if basemap not in (None, "world"):
        raise LayerError(f"basemap={basemap!r} is unknown; choose 'world', or None for an empty ground")
    if m is not None and not isinstance(m, folium.Map):
        raise LayerError(f"m={m!r} is no map; give a folium.Map")
    if not isinstance(offline, bool):
        raise LayerError(f"offline={offline!r} is neither True nor False")
    fresh = m is None
    snap = 1 if tiles is not None else 0.25  # pictures have whole zooms; lines of land and borders are sharp at any
    try:
        folium_map = folium.Map(location=[0, 0], zoom_start=2, tiles=tiles, zoom_snap=snap) if m is None else m
    except (AttributeError, TypeError, ValueError) as problem:  # an address alone, or nothing that folium knows
        why = f"{problem} " if isinstance(problem, ValueError) else ""
        raise LayerError(f"tiles={tiles!r}: {why}Give folium.TileLayer(address, attr='...')") from None
    if fresh and tiles is None and basemap:
        BaseMap().add_to(folium_map)
    layer.add_to(folium_map)
    if fresh:
        control = TimeControl(start, end, at=at, step=step, language=language)
        if any(value is not None for value in (start, end, at, step)) or language != "en":
            control.add_to(folium_map)
            _check_clock(control, layer)
            clock_of(folium_map)  # refuses a time outside it
        if legend:
            Legend().add_to(folium_map)
        if layer.bounds:
            room = {"padding_top_left": (40, 60), "padding_bottom_right": (40, 190)}  # the clock lies at the foot
            folium_map.fit_bounds(layer.bounds, max_zoom=10, **room)
        if offline:
            make_offline(folium_map)
    return folium_map


def _check_clock(control: TimeControl, layer: Layer) -> None:
    """Refuse a clock in whose time the layer has nothing."""
    if layer.days is None:
        return
    late, early = control.start and control.start[0] > layer.days[1], control.end and control.end[1] < layer.days[0]
    if late or early:
        dates = " to ".join(str(number_of(day, "year")) for day in layer.days)
        what = "start= lies after" if late else "end= lies before"
        raise LayerError(f"{what} all dates of the layer, {dates}; leave it out, and the clock fits them")


def _check_words(words: dict[str, Any]) -> None:
    """Refuse a word that is none of a layer's, with the word that is meant."""
    known = list(inspect.signature(Layer).parameters)
    for word in words:
        if word not in known:
            near = process.extractOne(word, [*known, *inspect.signature(explore).parameters], score_cutoff=75)
            hint = _ELSEWHERE.get(word) or (f"perhaps {near[0]}=?" if near else "help(geokz.explore) names them all")
            raise LayerError(f"{word}= is no word of geokz.explore; {hint}")
