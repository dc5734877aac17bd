"""The clock of a plain map: as its TimeControl says, or else fitted to its layers."""

from __future__ import annotations

from typing import Any

import folium

from ..dates import span
from ..errors import LayerError
from .among import Among, layers_of
from .raw import Raw, figure_of, js
from .strings import strings_of_years
from .times import Known, busiest, known_of, number_of

NO_YEARS = (1900, 1999)


def check_mercator(folium_map: folium.Map | None) -> None:
    """Refuse a map in a projection other than Web Mercator, on which things would be drawn elsewhere."""
    crs = getattr(folium_map, "crs", "EPSG3857")
    if crs != "EPSG3857":
        raise LayerError(f"the map's crs is {crs}; dated layers are drawn in Web Mercator, so leave crs out")


def add_clock(folium_map: folium.Map) -> None:
    """Put the clock of a plain map into its page, once: as its TimeControl says, or else fitted to its layers."""
    script = Raw(clock_script(folium_map))
    figure_of(folium_map).script.add_child(script, name=f"geokz_clock_{folium_map.get_name()}")


def clock_script(folium_map: folium.Map) -> str:
    """The clock of a plain map as a statement."""
    return f"geokzEngine.clock({folium_map.get_name()}, {js(clock_of(folium_map))});"


def clock_of(folium_map: folium.Map) -> dict[str, Any]:
    """What the page is told of the clock of a plain map."""
    known = known_of(list(layers_of(folium_map, Among)))
    children: list[Any] = list(folium_map._children.values())
    control = next((child for child in reversed(children) if child._name == "TimeControl"), None)  # the last one holds
    years = NO_YEARS if known is None else (number_of(known.first, "year"), number_of(known.last, "year"))
    config: dict[str, Any] = {"strings": strings_of_years(*years)}
    if control is not None:
        config["clock"] = control.clock(known or Known(span(NO_YEARS[0])[0], span(NO_YEARS[1])[0]))
        config["language"] = control.language
        if control.at is None and known is not None:
            _open_where_most_is(config["clock"], folium_map)
    elif known is not None:
        low, high = (number_of(day, known.unit) for day in (known.first, known.last))
        config["clock"] = {"min": low, "max": high, "from": low, "to": low}
        if known.unit != "year":
            config["clock"]["unit"] = known.unit
        _open_where_most_is(config["clock"], folium_map)
    return config


def _open_where_most_is(clock: dict[str, Any], folium_map: folium.Map) -> None:
    """Let a clock open at the first of its numbers at which most things of the map surely existed; over all years
    where no two things are ever there together."""
    layers = list(layers_of(folium_map, Among))
    length = clock["to"] - clock["from"]
    most, together, things = busiest(layers, (clock["min"], clock["max"]), clock.get("unit", "year"))
    if "unit" not in clock and together == 1 < things:
        clock["from"], clock["to"] = clock["min"], clock["max"]
        return
    clock["from"] = min(most, clock["max"] - length)
    clock["to"] = clock["from"] + length
