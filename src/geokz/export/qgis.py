"""How QGIS draws the things: a rule a layer and state, by the clock of the map.

QGIS (3.14 and newer) reads the default style of a GeoPackage from its table ``layer_styles``; the same elements stand
in the layers of a project (:mod:`geokz.export.project`). They are those that QGIS 3.22 writes itself with *Save
style*, as few as it needs.

What is certain is drawn solid, what is presumed solid and lighter, what is possible hollow; the temporal controller
has left out before what is none of these (``begin_date`` to ``end_date``, as hours). What is undated stands in a rule
of its own, switched off. Without a clock the whole time of the atlas is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from ..folder.layers import LayerStyle
from ..names import text_column
from .book import Book
from .words import COLUMNS, STATES, word
from .years import DRAWN, NAMES, NUMBERS

_MARKERS = {"ring": "circle", "cross": "cross_fill"}  # the other shapes have the same names in QGIS
_FROM_TWO_FIELDS, _BOTH_ENDS_INCLUDED = "2", "1"  # QGIS's numbers for its temporal modes and limits
_PLAIN = LayerStyle(
    "things", {"en": "Things", "ru": "Объекты", "kk": "Нысандар", "de": "Objekte"}, "#7b1e2b", "#7b1e2b", "circle"
)
CLOCK = ("clock_begin", "clock_end")  # begin_date and end_date at noon, see geokz.export.geopackage
_HEAD = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_HOLLOW = ("possible", "undated")
_RIM = 0.3  # about a solid symbol, in mm
_MM = 0.5  # of the width of a symbol for a pixel of half its width on the page
_LIGHTER = {"certain": "1", "presumed": "0.45", "possible": "1"}


def qml(book: Book) -> str:
    """The style of the table of things.

    QGIS opens points and lines of one table as two layers, which share this style: each finds its own kind of symbol
    in it. So the style names no geometry type; QGIS would refuse it for the other.
    """
    style = Element("qgis", version="3.22", styleCategories="AllStyleCategories", labelsEnabled="1")
    for element in style_of_things(book, book.styles or {"things": _PLAIN}):
        style.append(element)
    return _HEAD + tostring(style, encoding="unicode")


def qml_of_table(book: Book, table: str) -> str:
    """The style of a table without geometry: words for its columns and its keys."""
    style = Element("qgis", version="3.22", styleCategories="Fields|Forms")
    for element in fields(book, table, list(book.sheets[table].frame.columns)):
        style.append(element)
    return _HEAD + tostring(style, encoding="unicode")


def style_of_things(book: Book, layers: Mapping[str, LayerStyle], *, placement: str = "0") -> list[Element]:
    """Clock, fields, symbols, labels and tip of things of one or several layers."""
    tip = Element("mapTip")
    tip.text = _tip(book)
    labels = _labels(book, layers, placement)
    return [temporal(), *fields(book, "things", book.columns), renderer(book, layers), *labels, tip]


def temporal(start: str = CLOCK[0], end: str = CLOCK[1]) -> Element:
    """The clock of a layer: from one field to another, both days included."""
    return Element(
        "temporal",
        enabled="1",
        mode=_FROM_TWO_FIELDS,
        limitMode=_BOTH_ENDS_INCLUDED,
        startField=start,
        endField=end,
        accumulate="0",
    )


def state_filter(state: str, book: Book) -> str:
    """The QGIS expression of a state in the span of the map; see :func:`geokz.dates.states`."""
    opened = f"{_names('open_start', 'start_latest')} OR {_names('open_end', 'start_latest')}"
    undated = f'"start_latest" IS NULL AND NOT ({opened})'
    if state == "undated":
        return undated
    begun, spans = _begun("start_latest", book), {}
    spans["certain"] = f"{begun} AND {_not_over('end_earliest', book)}"
    spans["presumed"] = f"{begun} AND {_not_over('presumed_until', book)}"
    spans["possible"] = f"{_begun('begin_date', book)} AND {_not_over('end_date', book)}"
    spans["none"] = f"{_begun('start_earliest', book, True)} AND {_not_over('end_latest', book, True)}"
    order = (*DRAWN, "none")
    earlier = order[: order.index(state)]
    others = [f"coalesce({spans[other]}, false)" for other in earlier]
    if state == "none":
        others.append(f"({undated})")
    return " AND ".join([f"({spans[state]})", *(f"NOT {other}" for other in others)])


def _begun(column: str, book: Book, unknown: bool = False) -> str:
    """Whether a day is not after the span. Days are compared with days: a day with an hour QGIS compares by letters."""
    until = f"coalesce(to_date(@map_end_time - to_interval('1 second')), to_date('{book.years[1]}-12-31'))"
    empty = f'"{column}" IS NULL OR ' if unknown else ""
    return f'({empty}{_names("open_start", column)} OR ("{column}" IS NOT NULL AND "{column}" <= {until}))'


def _not_over(column: str, book: Book, unknown: bool = False) -> str:
    since = f"coalesce(to_date(@map_start_time), to_date('{book.years[0]}-01-01'))"
    empty = f'"{column}" IS NULL OR ' if unknown else ""
    return f'({empty}{_names("open_end", column)} OR ("{column}" IS NOT NULL AND "{column}" >= {since}))'


def _names(column: str, bound: str) -> str:
    return f"(strpos(coalesce(\"{column}\", ''), '{bound}') > 0)"


def renderer(book: Book, layers: Mapping[str, LayerStyle]) -> Element:
    """A rule for each layer and in it one for each state; for one layer the states alone."""
    found = Element("renderer-v2", type="RuleRenderer", symbollevels="0", forceraster="0", enableorderby="1")
    rules = SubElement(found, "rules", key="{geokz}")
    symbols = SubElement(found, "symbols")
    order = SubElement(found, "orderby")
    for rank in ([_rank(list(layers))] if len(layers) > 1 else []) + [_surest_last(book)]:
        SubElement(order, "orderByClause", asc="1", nullsFirst="1").text = rank
    for layer in reversed(list(layers.values())):
        home = rules
        if len(layers) > 1:
            told = {
                "key": f"{{{layer.key}}}",
                "filter": f"\"layer\" = '{layer.key}'",
                "label": layer.label[book.language],
            }
            home = SubElement(rules, "rule", told)
        for state in (*DRAWN, "undated"):
            name = str(len(symbols))
            rule = {"key": f"{{{layer.key}-{state}}}", "filter": state_filter(state, book), "symbol": name}
            rule["label"] = word(STATES, state, book.language)
            if state == "undated":
                rule["checkstate"] = "0"
            SubElement(home, "rule", rule)
            symbols.append(_symbol(name, layer, state, book))
    return found


def _symbol(name: str, layer: LayerStyle, state: str, book: Book) -> Element:
    kind, options = _look(layer, state)
    symbol = Element("symbol", type=kind.lower(), name=name, alpha=_LIGHTER.get(state, "1"), clip_to_extent="1")
    drawn = SubElement(symbol, "layer", {"class": f"Simple{kind}", "pass": "0", "enabled": "1", "locked": "0"})
    values = SubElement(drawn, "Option", type="Map")
    for option, value in options.items():
        SubElement(values, "Option", type="QString", name=option, value=value)
    if kind == "Marker" and NUMBERS in book.things:
        drawn.append(_defined("size", _size(layer, state)))
    if kind == "Line" and state in ("certain", "presumed") and "opened" in book.things:
        drawn.append(_defined("outlineStyle", _line_style(book)))
    return symbol


def _look(layer: LayerStyle, state: str) -> tuple[str, dict[str, str]]:
    """Line or Marker, and its options; sizes in millimetres."""
    hollow = state in _HOLLOW
    if layer.shape == "line":
        dash = {"line_style": "dot" if hollow else "solid", "capstyle": "round"}
        return "Line", {"line_color": _rgba(layer.colour), "line_width": "0.5", **dash}
    ring = layer.shape == "ring"
    fill, edge = ("#ffffff", layer.colour) if ring or hollow else (layer.colour, "#ffffff")
    marker = {"name": _MARKERS.get(layer.shape, layer.shape), "color": _rgba(fill, 0 if state == "undated" else 255)}
    width = {
        "outline_width": "0.5" if ring and not hollow else "0.3",
        "outline_style": "dot" if ring and hollow else "solid",
    }
    return "Marker", {**marker, "outline_color": _rgba(edge), "size": f"{_plain_size(layer, hollow):g}", **width}


def simple_renderer(kind: str, look: Mapping[str, str], state: str = "", where: str = "") -> Element:
    """One symbol for everything, or for what is in a state: ``point``, ``line`` or ``fill``."""
    told = {"symbollevels": "0", "forceraster": "0", "enableorderby": "0"}
    found = Element("renderer-v2", {"type": "RuleRenderer" if where else "singleSymbol", **told})
    if where:
        rules = SubElement(found, "rules", key="{geokz}")
        SubElement(rules, "rule", key=f"{{things-{state}}}", filter=where, symbol="0")
    type_, drawer = {
        "point": ("marker", "SimpleMarker"),
        "line": ("line", "SimpleLine"),
        "fill": ("fill", "SimpleFill"),
    }[kind]
    symbol = SubElement(SubElement(found, "symbols"), "symbol", type=type_, name="0", alpha="1", clip_to_extent="1")
    drawn = SubElement(symbol, "layer", {"class": drawer, "pass": "0", "enabled": "1", "locked": "0"})
    drawn.append(options(look))
    return found


def year_of_clock(book: Book) -> str:
    """The QGIS expression of the first year of the map's span."""
    return f"year(coalesce(@map_start_time, to_datetime('{book.years[0]}-01-01T00:00:00')))"


def _rank(layers: list[str]) -> str:
    """The QGIS expression of where a thing's layer stands in the order of drawing, the first below."""
    keys = ", ".join(f"'{key}'" for key in layers)
    return f'array_find(array({keys}), "layer")'


def _surest_last(book: Book) -> str:
    """The QGIS expression by which what is certain is drawn over what is presumed, and that over what is possible."""
    return f"CASE WHEN {state_filter('certain', book)} THEN 2 WHEN {state_filter('presumed', book)} THEN 1 ELSE 0 END"


def _plain_size(layer: LayerStyle, hollow: bool) -> float:
    """The width of a symbol, its rim too."""
    return layer.size * _MM + (0 if hollow or layer.shape == "ring" else _RIM)


def _size(layer: LayerStyle, state: str) -> str:
    """Millimetres: the area follows the prisoners of the year where they are counted, as on the page
    (``scaleOfNumber`` in ``dress.js``)."""
    year = "to_string(year(@map_start_time))"
    numbers = f"map_get(map_get(from_json(\"{NUMBERS}\"), 'prisoners'), {year})"
    scale = f"if({numbers} IS NULL, 1, max(0.75, sqrt(min(70000, {numbers}) / 7500)))"  # min() passes over NULL
    rim = _plain_size(layer, state in _HOLLOW) - layer.size * _MM
    return f"{rim:g} + {layer.size * _MM:g} * {scale}"


def _line_style(book: Book) -> str:
    """Dashed until trains surely ran: a line that was being built is no line that carried anybody."""
    text = "regexp_replace(replace(\"opened\", 'X', '9'), '/.*', '')"
    opened_by = f"to_int(regexp_substr({text}, '.*([0-9]{{4}})'))"  # the last year in which it may have opened
    last = f"year(coalesce(@map_end_time - to_interval('1 second'), to_datetime('{book.years[1]}-12-31T00:00:00')))"
    return f"CASE WHEN {opened_by} > {last} THEN 'dash' ELSE 'solid' END"


def name_of_year(book: Book) -> str:
    """The QGIS expression of the name a thing bore in the first year of the map's span."""
    own = (
        f'"{text_column("name", book.language)}"'
        if text_column("name", book.language) in book.things
        else '"name"'
        if "name" in book.things
        else '"id"'
    )
    if NAMES not in book.things:
        return own
    return f'coalesce(map_get(from_json("{NAMES}"), to_string({year_of_clock(book)})), {own})'


def _tip(book: Book) -> str:
    shown = ["<b>[% " + name_of_year(book) + " %]</b>"]
    shown += [
        f"{word(COLUMNS, column, book.language)}: [% {_label_of(column)} %]"
        for column in ("type", "edtf", "certainty", "source")
        if column in book.things
    ]
    return "<br>".join(shown)


def _label_of(column: str) -> str:
    """A cell by its word where the column has a value map."""
    return f"represent_value(\"{column}\", '{column}')" if column in ("type", "certainty") else f'"{column}"'


def _labels(book: Book, layers: Mapping[str, LayerStyle], placement: str) -> list[Element]:
    """The name of the year; where not all have room, first of the layers whose names stand on the page too."""
    first = [style.key for style in layers.values() if style.labelled]
    plain = "8" if len(layers) == 1 and first else "4"
    labeling = Element("labeling", type="simple")
    settings = SubElement(labeling, "settings", calloutType="simple")
    text = SubElement(
        settings,
        "text-style",
        fieldName=name_of_year(book),
        isExpression="1",
        fontFamily="Sans",
        fontSize="7",
        fontSizeUnit="Point",
        textColor="40,38,34,255",
        textOpacity="1",
        multilineHeight="1",
    )
    SubElement(
        text,
        "text-buffer",
        bufferDraw="1",
        bufferSize="0.7",
        bufferSizeUnits="MM",
        bufferColor="255,255,255,255",
        bufferOpacity="0.8",
    )
    SubElement(settings, "placement", placement=placement, dist="1.2", distUnits="MM", priority=plain)
    if first and len(layers) > 1:
        keys = ", ".join(f"'{key}'" for key in first)
        ranked = _properties("Priority", f'if("layer" IN ({keys}), 8, {plain})')
        SubElement(settings, "dd_properties").append(ranked)
    SubElement(settings, "rendering", obstacle="1", scaleVisibility="0", drawLabels="1")
    return [labeling]


def fields(book: Book, table: str, columns: Iterable[str]) -> list[Element]:
    """Words for the columns of a table, and for the keys that stand in them."""
    configured, aliases = Element("fieldConfiguration"), Element("aliases")
    for at, column in enumerate(["fid", *columns]):
        alias = word(COLUMNS, column, book.language) if column != "fid" else ""
        SubElement(aliases, "alias", index=str(at), field=column, name=alias)
        words = book.vocabularies.get(f"{table}.{column}")
        if words:
            described = SubElement(configured, "field", name=column)
            widget = SubElement(described, "editWidget", type="ValueMap")
            option = SubElement(SubElement(widget, "config"), "Option", type="Map")
            values = SubElement(option, "Option", name="map", type="List")
            for key, label in words.items():
                SubElement(SubElement(values, "Option", type="Map"), "Option", name=label, value=key, type="QString")
    shown = Element("previewExpression")
    shown.text = name_of_year(book) if table == "things" else _shown(book, table)
    return [configured, aliases, shown]


def _shown(book: Book, table: str) -> str:
    columns = book.sheets[table].frame.columns
    texts = [text_column(base, code) for base in ("statement", "title", "label") for code in book.languages]
    wanted = [*texts, "measure", "name"]
    return next((f'"{column}"' for column in wanted if column in columns), f'"{columns[0]}"')


def _defined(name: str, expression: str) -> Element:
    """A property of a symbol that follows an expression."""
    found = Element("data_defined_properties")
    found.append(_properties(name, expression))
    return found


def _properties(name: str, expression: str) -> Element:
    whole = Element("Option", type="Map")
    SubElement(whole, "Option", name="name", type="QString", value="")
    each = SubElement(SubElement(whole, "Option", name="properties", type="Map"), "Option", name=name, type="Map")
    for option, kind, value in (
        ("active", "bool", "true"),
        ("expression", "QString", expression),
        ("type", "int", "3"),
    ):
        SubElement(each, "Option", name=option, type=kind, value=value)
    SubElement(whole, "Option", name="type", type="QString", value="collection")
    return whole


def options(values: Mapping[str, Any]) -> Element:
    """A map of options as QGIS writes it."""
    found = Element("Option", type="Map")
    for name, value in values.items():
        SubElement(found, "Option", name=name, value=str(value), type="QString")
    return found


def _rgba(colour: str, opacity: int = 255) -> str:
    """A colour as QGIS writes it.

    >>> _rgba("#7b1e2b")
    '123,30,43,255'
    """
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + f",{opacity}"
