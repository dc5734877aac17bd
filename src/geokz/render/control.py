"""The clock and the legend of a plain map as folium elements; without them a clock fits itself to the layers."""

from __future__ import annotations

from typing import Any

import folium
from branca.element import Element, MacroElement

from ..errors import LayerError
from .layer import Layer, add_clock, add_engine, layers_of
from .look import examples_of
from .raw import Raw, figure_of, js
from .strings import page_strings

STEPS = {"year": 1, "decade": 10, "century": 100}


class TimeControl(MacroElement):
    """The clock of a folium map: from the year ``start`` to ``end``, opening at ``at``, moving by ``step``.

    Years before Christ are negative, the year 0 is 1 BC, as in EDTF. ``step`` is ``year``, ``decade``, ``century`` or a
    number of years: so many are shown at once. ``language`` is en, ru or kk. What is left out fits the layers of the
    map. A map has one clock; that of :func:`geokz.build_map` has its own.

    >>> import folium, geokz
    >>> m = folium.Map(tiles=None)
    >>> _ = geokz.TimeControl(-800, 400, at=-100, step="decade").add_to(m)
    """

    def __init__(
        self,
        start: int | None = None,
        end: int | None = None,
        *,
        at: int | None = None,
        step: str | int = "year",
        language: str = "en",
    ) -> None:
        super().__init__()
        self._name = "TimeControl"
        for argument, year in (("start", start), ("end", end), ("at", at)):
            if year is not None and (isinstance(year, bool) or not isinstance(year, int) or abs(year) > 9999):
                raise LayerError(f"{argument}={year!r} is no year; give a whole number from -9999 to 9999")
        if start is not None and end is not None and end < start:
            raise LayerError(f"the clock's years {start} to {end} are reversed; give the earlier year first")
        years = STEPS.get(step) if isinstance(step, str) else step
        if isinstance(years, bool) or not isinstance(years, int) or not 1 <= years <= 9999:
            raise LayerError(f"step={step!r} is unknown; choose {', '.join(STEPS)}, or give a number of years")
        languages = list(page_strings()["title"])
        if language not in languages:
            raise LayerError(f"language={language!r} is unknown; choose one of {', '.join(languages)}")
        self.start, self.end, self.at, self.step, self.language = start, end, at, years, language

    def clock(self, known: tuple[int, int]) -> dict[str, int]:
        """The clock's first and last year, those it opens with, and its step, for layers of ``known`` years."""
        start = self.start if self.start is not None else min(known[0], self.end if self.end is not None else known[0])
        end = self.end if self.end is not None else max(known[1], start)
        first = min(max(self.at if self.at is not None else start, start), end)
        last = min(first + self.step - 1, end)
        return {"min": start, "max": end, "from": first, "to": last, "step": self.step}

    def render(self, **kwargs: Any) -> str:
        """Bring the engine and the clock into the page."""
        parent = self._parent
        if not isinstance(parent, folium.Map):
            raise LayerError("a TimeControl belongs to a map; add it to the folium.Map itself")
        if getattr(parent, "has_clock", False):
            raise LayerError("this map has a clock of its own; give start, end and year to build_map")
        add_engine(figure_of(self))
        add_clock(parent)
        return ""


class Legend(MacroElement):
    """What the symbols and colours of a map's own layers mean, in its upper right corner.

    >>> import folium, geokz
    >>> m = folium.Map(tiles=None)
    >>> _ = geokz.Legend().add_to(m)
    """

    def __init__(self) -> None:
        super().__init__()
        self._name = "Legend"

    def render(self, **kwargs: Any) -> str:
        """Bring the engine and the legend into the page."""
        parent, figure = self._parent, figure_of(self)
        if not isinstance(parent, folium.Map):
            raise LayerError("a Legend belongs to a map; add it to the folium.Map itself")
        add_engine(figure)
        words = {key: text for key, text in page_strings().items() if key.startswith("own")}
        entries = [key_entry(layer) for layer in layers_of(parent)]
        config = {"layers": entries, "strings": words, "language": _language(parent)}
        figure.script.add_child(Raw(f"geokzEngine.legend({parent.get_name()}, {js(config)});"), name=self.get_name())
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
    entry = {"name": layer.title, "shape": style["shape"], "colour": style["colour"], "classes": classes}
    if layer.sizes:
        column, low, high, top = layer.sizes
        examples = [[number, round(low + (high - low) * (number / top) ** 0.5, 2)] for number in examples_of(top)]
        entry |= {"sizes": {"column": column, "examples": examples, "unknown": layer.series is not None}}
    return {**entry, "column": paint["column"]} if labels else entry
