"""How QGIS shows the things of a GeoPackage by itself: a QML style with temporal settings and the atlas' colours.

QGIS (3.14 and newer) reads the default style of a GeoPackage from its table ``layer_styles``. The elements are those
that QGIS 3.22 writes itself with *Save style*, as few as it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from ..folder.layers import LayerStyle

_MARKERS = {"ring": "circle", "cross": "cross_fill"}  # the other shapes have the same names in QGIS
_FROM_TWO_FIELDS, _BOTH_ENDS_INCLUDED = "2", "1"  # QGIS's numbers for its temporal modes and limits


def qml(layers: Mapping[str, LayerStyle], language: str) -> str:
    """A style for the table of things: animated from begin_date to end_date, one symbol a layer of the atlas,
    labelled in a language.

    Layers drawn as lines get a line symbol, all others a marker. QGIS opens points and lines of one table as two
    layers, which share this style: each finds its own kind of symbol in it. So the style names no geometry type;
    QGIS would refuse it for the other.
    """
    style = Element("qgis", version="3.22", styleCategories="Symbology|Temporal")
    SubElement(
        style,
        "temporal",
        enabled="1",
        mode=_FROM_TWO_FIELDS,
        limitMode=_BOTH_ENDS_INCLUDED,
        startField="begin_date",
        endField="end_date",
        accumulate="0",
    )
    renderer = SubElement(style, "renderer-v2", type="categorizedSymbol", attr="layer", symbollevels="1")
    categories, symbols = SubElement(renderer, "categories"), SubElement(renderer, "symbols")
    for level, layer in enumerate(layers.values()):
        name = str(level)
        SubElement(categories, "category", value=layer.key, symbol=name, label=layer.label[language], render="true")
        kind, options = _symbol(layer)
        symbol = SubElement(symbols, "symbol", type=kind.lower(), name=name)
        drawn = SubElement(symbol, "layer", {"class": f"Simple{kind}", "pass": name, "enabled": "1"})
        values = SubElement(drawn, "Option", type="Map")
        for option, value in options.items():
            SubElement(values, "Option", type="QString", name=option, value=value)
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + tostring(style, encoding="unicode")


def _symbol(layer: LayerStyle) -> tuple[str, dict[str, str]]:
    """Line or Marker, and its options; sizes in millimetres."""
    if layer.shape == "line":
        return "Line", {"line_color": _rgba(layer.colour), "line_width": "0.5"}
    fill, edge = ("#ffffff", layer.colour) if layer.shape == "ring" else (layer.colour, "#ffffff")
    name = _MARKERS.get(layer.shape, layer.shape)
    return "Marker", {"name": name, "color": _rgba(fill), "outline_color": _rgba(edge), "size": "2.6"}


def _rgba(colour: str) -> str:
    """A colour as QGIS writes it.

    >>> _rgba("#7b1e2b")
    '123,30,43,255'
    """
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + ",255"
