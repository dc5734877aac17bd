"""The clock and the legend of a plain map as folium elements; without them a clock fits itself to the layers."""

from __future__ import annotations

import operator
import re
from datetime import date
from typing import Any

import folium
from branca.element import Element

from ..dates import When, span
from ..days import is_whole
from ..errors import DateError, LayerError
from .among import layers_of
from .ground import base_layers, world
from .layer import Layer
from .look import examples_of
from .plain_clock import check_mercator, clock_script
from .raw import Scripted, js
from .strings import page_languages, page_strings
from .times import Known, number_of

STEPS = {
    "day": ("day", 1),
    "week": ("day", 7),
    "month": ("month", 1),
    "quarter": ("month", 3),
    "year": ("year", 1),
    "decade": ("year", 10),
    "century": ("year", 100),
}
Moment = int | str | date


class TimeControl(Scripted):
    """The clock of a folium map: from ``start`` to ``end``, opening at ``at``, moving by ``step``.

    ``start``, ``end`` and ``at`` are years, texts such as ``2020``, ``2020-05`` or ``2020-05-17``, or dates; years
    before Christ are negative, the year 0 is 1 BC, as in EDTF. ``step`` is ``day``, ``week``, ``month``, ``quarter``,
    ``year``, ``decade``, ``century`` or a number of years: so many are shown at once. ``language`` is one that the page
    has words in. What is left out fits the layers of the map: a step of days where their dates are days of some three
    months, of months where they are within some six years, else of a year. A map has one clock; that of
    :func:`geokz.build_map` has its own.

    >>> import folium, geokz
    >>> m = folium.Map(tiles=None)
    >>> _ = geokz.TimeControl(-800, 400, at=-100, step="decade").add_to(m)
    >>> _ = geokz.TimeControl("2020-03", "2021", step="week").add_to(folium.Map(tiles=None))
    """

    def __init__(
        self,
        start: Moment | None = None,
        end: Moment | None = None,
        *,
        at: Moment | None = None,
        step: str | int | None = None,
        language: str = "en",
    ) -> None:
        super().__init__()
        self._name = "TimeControl"
        self.start, self.end, self.at = _days("start", start), _days("end", end), _days("at", at)
        self.asked = at
        if self.start is not None and self.end is not None and self.end[1] < self.start[0]:
            raise LayerError(f"the clock's years {start} to {end} are reversed; give the earlier year first")
        if step is not None and (
            step not in STEPS if isinstance(step, str) else not is_whole(step) or not 1 <= operator.index(step) <= 9999
        ):
            raise LayerError(f"step={step!r} is unknown; choose {', '.join(STEPS)}, or give a number of years")
        languages = page_languages()
        if language not in languages:
            raise LayerError(f"language={language!r} is unknown; choose one of {', '.join(languages)}")
        self.step = step if step is None or isinstance(step, str) else operator.index(step)
        self.language = language

    def clock(self, known: Known) -> dict[str, Any]:
        """The clock's unit, its first and last number of it, those it opens with, and its step, for layers of ``known``
        days."""
        if self.step is None:
            unit, step = known.unit, 1
        else:
            unit, step = STEPS[self.step] if isinstance(self.step, str) else ("year", self.step)
        first, last = number_of(known.first, unit), number_of(known.last, unit)
        start = number_of(self.start[0], unit) if self.start else None
        end = number_of(self.end[1], unit) if self.end else None
        low = start if start is not None else min(first, end if end is not None else first)
        high = end if end is not None else max(last, low)
        opening = number_of(self.at[0], unit) if self.at else low
        if not low <= opening <= high:
            told = f"the clock's years {low} to {high}" if unit == "year" else "its clock"
            raise LayerError(f"at={self.asked!r} lies outside {told}; give a time within, or start and end")
        clock = {"min": low, "max": high, "from": opening, "to": min(opening + step - 1, high), "step": step}
        return clock if unit == "year" else {**clock, "unit": unit}

    def script(self) -> str:
        """The clock as a statement."""
        return clock_script(_map_of(self))

    def render(self, **kwargs: Any) -> str:
        """Bring the engine and the clock into the page."""
        if getattr(_map_of(self), "has_clock", False):
            raise LayerError("this map has a clock of its own; give start, end and year to build_map")
        self.put_script()
        return ""


def _map_of(element: Element) -> folium.Map:
    """The map that an element stands on; raises where it stands in something else."""
    if not isinstance(element._parent, folium.Map):
        name = type(element).__name__
        raise LayerError(f"a {name} belongs to a map; add it to the folium.Map itself")
    return element._parent


def _days(argument: str, moment: Moment | None) -> tuple[int, int] | None:
    """The first and last day of a year, a month or a day that was asked for; raises with the argument's name."""
    if moment is None:
        return None
    if is_whole(moment) and abs(operator.index(moment)) <= 9999:
        return span(operator.index(moment))
    text = moment.isoformat()[:10] if isinstance(moment, date) else moment
    if isinstance(text, str) and re.fullmatch(r"-?\d{4}(-\d\d){0,2}", text):
        try:
            when = When.parse(text)
            return when.start_earliest, when.end_latest
        except DateError:
            pass
    raise LayerError(
        f"{argument}={moment!r} is no year; give a whole number from -9999 to 9999, or 2020-05, 2020-05-17"
    )


class BaseMap(Scripted):
    """Land, sea and today's borders of the whole world below a plain map, in its file: nothing is asked of a network.

    For maps of a continent or a country; the lines (Natural Earth 1:110m) are known to some ten kilometres.

    >>> import folium, geokz
    >>> m = folium.Map(tiles=None)
    >>> _ = geokz.BaseMap().add_to(m)
    """

    def __init__(self) -> None:
        super().__init__()
        self._name = "BaseMap"

    def script(self) -> str:
        """The base map as a statement."""
        return f"geokzEngine.base({_map_of(self).get_name()}, {js(base_layers(world()))});"

    def render(self, **kwargs: Any) -> str:
        """Bring the engine and the base map into the page."""
        check_mercator(_map_of(self))
        self.put_script()
        return ""


class Legend(Scripted):
    """What the symbols and colours of a map's own layers mean, in its upper right corner.

    >>> import folium, geokz
    >>> m = folium.Map(tiles=None)
    >>> _ = geokz.Legend().add_to(m)
    """

    def __init__(self) -> None:
        super().__init__()
        self._name = "Legend"

    def script(self) -> str:
        """The legend as a statement."""
        parent = _map_of(self)
        words = {key: text for key, text in page_strings().items() if key.startswith("own")}
        entries = [key_entry(layer) for layer in layers_of(parent, Layer)]
        config = {"layers": entries, "strings": words, "language": _language(parent)}
        return f"geokzEngine.legend({parent.get_name()}, {js(config)});"

    def render(self, **kwargs: Any) -> str:
        """Bring the engine and the legend into the page."""
        self.put_script()
        return ""


def _language(folium_map: Element) -> str:
    """The language of a map's clock."""
    children: list[Any] = list(folium_map._children.values())
    return next((child.language for child in children if isinstance(child, TimeControl)), "en")


def key_entry(layer: Layer) -> dict[str, Any]:
    """What a key tells of a layer: its symbol, the colours that a column gives, the sizes of some numbers."""
    paint = layer.source.get("paint", {})
    labels = paint.get("labels", [])
    classes = [
        {"colour": colour, "label": label}
        for colour, label in zip(paint.get("colours", ()), labels, strict=bool(labels))
        if label
    ]
    style = layer.source["style"]
    entry = {"name": layer.title, "shape": layer.drawn_as, "colour": style["colour"], "classes": classes}
    if layer.sizes:
        column, low, high, least, top = layer.sizes
        shown = examples_of(top, least)
        examples = [[number, round(low + (high - low) * (number / top) ** 0.5, 2)] for number in shown]
        entry |= {"sizes": {"column": column, "examples": examples, "unknown": layer.series is not None}}
    return {**entry, "column": paint["column"]} if labels else entry
