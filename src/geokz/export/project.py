"""A QGIS project beside its GeoPackage, written without QGIS: it opens as the map does, with the clock set.

The layers of the atlas stand in their order over the base map, each with its points or lines in three states; the
evidence stands in tables tied to the things, so that a form shows what is said of one and by whom; what has no point
has a table of its own, what is undated or without evidence for the year a layer each, switched off. The temporal
controller steps through the years of the atlas; a print layout has title, year, legend and credits. The elements are
those that QGIS 3.22 writes itself, as few as it needs.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS, Transformer
from shapely.geometry.base import BaseGeometry

from ..dates import BOUNDS, PRESUMED
from ..errors import ExportError
from ..folder.profile import Profile
from ..folder.relief import Relief
from .book import Book
from .columns import plain_name, time_columns
from .geopackage import write_package
from .qgis import fields, simple_renderer, state_filter, style_of_things, temporal
from .words import STATES, TABLES, word
from .years import DRAWN
from .zipped import put

_GEOMETRY = {"point": "Point", "line": "Line", "fill": "Polygon", "table": "No geometry"}
_BASE = {  # drawn from below; what is not named is a grey line
    "water": ("fill", {"color": "198,217,226,255", "outline_color": "150,180,195,255", "outline_width": "0.1"}),
    "rivers": ("line", {"line_color": "150,180,195,255", "line_width": "0.2"}),
    "oblasts": ("line", {"line_color": "190,184,172,255", "line_width": "0.15", "line_style": "dot"}),
    "borders": ("line", {"line_color": "150,140,125,255", "line_width": "0.3", "line_style": "dash"}),
}
_TIED = {"statements": "thing", "figures": "subject", "names": "id", "citations": "thing", "bounds": "subject"}
_DEGREES = "+proj=longlat +datum=WGS84 +no_defs"
_MERCATOR = (
    "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs"
)
_RIM = 1.0  # degrees about the frame of the atlas
_COLUMNS, _LEGEND = 8, 20  # of the legend of a sheet: layers beside one another, and how high each is, in mm


@dataclass(frozen=True)
class _Layer:
    """A layer of the project: its id, name, kind (of symbol, ``table`` or ``raster``), what it shows, its style."""

    id: str
    name: str
    kind: str
    source: str
    style: list[Element]
    shown: bool = True

    @property
    def provider(self) -> str:
        """What of QGIS reads it."""
        return "gdal" if self.kind == "raster" else "ogr"


def write_project(book: Book, path: Path, package: Path, package_name: str) -> None:
    """The project ``path`` and its GeoPackage ``package``, which it will find beside it as ``package_name``."""
    if book.atlas is None:
        raise ExportError("a project holds an atlas with its evidence, no layer of one's own; choose .gpkg")
    base = {name: _base_frame(frame) for name, frame in book.atlas.base_map.items()}
    relief = Relief.of(book.atlas.source.relief, book.atlas.profile.base)
    write_package(book, package, base, relief)
    home = f"./{package_name}"
    groups = [
        ("things", _layers(book, home)),
        ("evidence", _tables(book, home)),
        ("basemap", [*_base_layers(book, home, base), *([_relief_layer(book, package_name)] if relief else [])]),
    ]
    with zipfile.ZipFile(path, "w") as archive:
        text = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        text += tostring(_project(book, groups), encoding="unicode")
        put(archive, book, f"{Path(package_name).stem}.qgs", text.encode())


def _base_frame(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A layer of the base map as it is written, with its days."""
    days = time_columns(frame)
    told = {plain_name(name): frame[name].to_numpy() for name in frame.columns if name not in {*BOUNDS, PRESUMED}}
    told.pop("geometry", None)
    told.pop("id", None)
    dates = {name: days[name] for name in ("begin_date", "end_date")}
    shapes = frame.geometry.to_numpy()
    if len(set(frame.geom_type)) > 1:  # of one kind, or QGIS makes two layers of it
        shapes = np.array([_several(shape) for shape in shapes], dtype=object)
    return gpd.GeoDataFrame(pd.DataFrame({**told, **dates}), geometry=shapes, crs=4326)


def _several(shape: BaseGeometry) -> BaseGeometry:
    """A geometry as one of several parts."""
    makers: dict[str, Callable[[list[Any]], BaseGeometry]] = {
        "Polygon": shapely.MultiPolygon,
        "LineString": shapely.MultiLineString,
        "Point": shapely.MultiPoint,
    }
    return makers[shape.geom_type]([shape]) if shape.geom_type in makers else shape


def _layers(book: Book, home: str) -> list[_Layer]:
    """A layer for each of the atlas, on top what is drawn last; then what is undated, without evidence or a point."""
    found = []
    things = book.things
    for style in reversed(list(book.styles.values())):
        shapes = things[things["layer"] == style.key].geom_type.dropna().unique()
        for shape in shapes:
            kind = "line" if "Line" in shape else "point"
            source = f"{home}|layername=things|geometrytype={shape}|subset=\"layer\" = '{style.key}'"
            elements = style_of_things(book, {style.key: style}, placement="2" if kind == "line" else "0")
            found.append(
                _Layer(f"layer_{style.key}_{kind}", style.label[book.language], kind, source, elements, style.show)
            )
    for state in ("none", "undated"):
        for shape, kind in (("Point", "point"), ("LineString", "line")):
            symbol = {"color": "255,255,255,0", "outline_color": "150,150,150,255", "outline_style": "dot", "size": "2"}
            line = {"line_color": "150,150,150,255", "line_style": "dot", "line_width": "0.3"}
            elements = [
                *fields(book, "things", book.columns),
                simple_renderer(
                    kind, line if kind == "line" else {"name": "circle", **symbol}, state, state_filter(state, book)
                ),
            ]
            if state == "none":
                elements.insert(0, temporal("start_earliest", "end_latest"))
            source = f"{home}|layername=things|geometrytype={shape}"
            name = word(STATES, state, book.language)
            found.append(_Layer(f"state_{state}_{kind}", name, kind, source, elements, shown=False))
    return found


def _tables(book: Book, home: str) -> list[_Layer]:
    names = ["unlocated", *(name for name in book.sheets if name in TABLES)]
    found = []
    for name in names:
        columns = book.columns if name == "unlocated" else list(book.sheets[name].frame.columns)
        described = fields(book, "things" if name == "unlocated" else name, columns)
        title = word(TABLES, name, book.language)
        found.append(_Layer(f"table_{name}", title, "table", f"{home}|layername={name}", described))
    return found


def _base_layers(book: Book, home: str, base: Mapping[str, Any]) -> list[_Layer]:
    order = [name for name in _BASE if name in base] + [name for name in base if name not in _BASE]
    found = []
    for name in reversed(order):
        kind, look = _BASE.get(name, ("line", {"line_color": "180,180,180,255", "line_width": "0.2"}))
        areas = base[name].geom_type.str.contains("Polygon").any()
        if kind == "line" and areas:
            kind = "fill"
            look = {"color": "0,0,0,0", "outline_color": look["line_color"], "outline_width": look["line_width"]}
            look["outline_style"] = _BASE[name][1].get("line_style", "solid") if name in _BASE else "solid"
        elements = [temporal("begin_date", "end_date"), simple_renderer(kind, look)]
        title = word(TABLES, name, book.language)
        found.append(_Layer(f"basemap_{name}", title, kind, f"{home}|layername={name}", elements))
    return found


def _relief_layer(book: Book, package_name: str) -> _Layer:
    """The shaded relief, below everything."""
    pipe = Element("pipe")
    told = {"type": "multibandcolor", "redBand": "1", "greenBand": "2", "blueBand": "3", "alphaBand": "4"}
    SubElement(pipe, "rasterrenderer", {**told, "opacity": "0.5", "nodataColor": ""})
    SubElement(
        pipe, "rasterresampler", zoomedInResampler="bilinear", zoomedOutResampler="bilinear", maxOversampling="2"
    )
    title = word(TABLES, "relief", book.language)
    return _Layer("basemap_relief", title, "raster", f"GPKG:./{package_name}:relief", [pipe])


def _project(book: Book, groups: list[tuple[str, list[_Layer]]]) -> Element:
    title = _title(book)
    project = Element("qgis", projectname=title, version="3.22.16-Białowieża")
    SubElement(project, "homePath", path="")
    assert book.atlas is not None
    profile = book.atlas.profile
    _say(project, "title", title)
    SubElement(project, "transaction", mode="Disabled")
    project.append(_system("projectCrs", profile.crs))
    tree = SubElement(project, "layer-tree-group")
    layers = [layer for _, members in groups for layer in members]
    for key, members in groups:
        told = {
            "name": word(TABLES, key, book.language),
            "checked": "Qt::Checked",
            "expanded": str(int(key == "things")),
        }
        group = SubElement(tree, "layer-tree-group", told)
        for layer in members:
            node = {"id": layer.id, "name": layer.name, "source": layer.source, "providerKey": layer.provider}
            node |= {"checked": "Qt::Checked" if layer.shown else "Qt::Unchecked", "expanded": "0"}
            SubElement(group, "layer-tree-layer", node)
    project.append(_relations(book, layers))
    canvas = SubElement(project, "mapcanvas", name="theMapCanvas", annotationsVisible="1")
    _say(canvas, "units", "meters")
    canvas.append(_extent("extent", profile))
    _say(canvas, "rotation", "0")
    canvas.append(_system("destinationsrs", profile.crs))
    drawn = SubElement(project, "projectlayers")
    for layer in layers:
        drawn.append(_map_layer(book, layer))
    order = SubElement(project, "layerorder")
    for layer in layers:
        if layer.kind != "table":
            SubElement(order, "layer", id=layer.id)
    project.append(_properties(book))
    first, last = book.years
    clock = SubElement(
        project, "ProjectTimeSettings", timeStepUnit="y", timeStep="1", frameRate="1", cumulativeTemporalRange="0"
    )
    span = SubElement(clock, "TemporalRange")
    _say(span, "start", f"{first}-01-01T00:00:00Z")
    _say(span, "end", f"{last}-12-31T23:59:59Z")
    SubElement(project, "Layouts").append(_layout(book, profile, layers))
    about = SubElement(project, "projectMetadata")
    for name, text in (("identifier", book.credit.name), ("language", book.language), ("type", "dataset")):
        _say(about, name, text)
    _say(about, "title", title)
    _say(about, "abstract", book.credit.notice)
    _say(about, "author", book.credit.authors)
    return project


def _title(book: Book) -> str:
    """What the atlas is called in the language of the project."""
    return book.atlas.profile.title.get(book.language, book.credit.title) if book.atlas else book.credit.title


def _map_layer(book: Book, layer: _Layer) -> Element:
    told = {"hasScaleBasedVisibilityFlag": "0", "styleCategories": "AllStyleCategories"}
    if layer.kind == "raster":
        found = Element("maplayer", {**told, "type": "raster"})
    else:
        labels = str(int(layer.id.startswith("layer_")))
        told |= {"geometry": _GEOMETRY[layer.kind], "labelsEnabled": labels, "readOnly": "0"}
        found = Element("maplayer", {**told, "type": "vector"})
    _say(found, "id", layer.id)
    _say(found, "datasource", layer.source)
    _say(found, "layername", layer.name)
    found.append(_system("srs", "EPSG:3857" if layer.kind == "raster" else "EPSG:4326"))
    about = SubElement(found, "resourceMetadata")
    _say(about, "title", layer.name)
    _say(about, "abstract", book.credit.notice)
    SubElement(found, "provider", encoding="UTF-8").text = layer.provider
    found.extend(layer.style)
    return found


def _relations(book: Book, layers: list[_Layer]) -> Element:
    """What is said of a thing, in the form of every layer; and the sources, from what cites them."""
    relations = Element("relations")
    there = {layer.id for layer in layers}
    parents = [layer for layer in layers if layer.id.startswith("layer_") or layer.id == "table_unlocated"]
    ties = [
        (f"table_{table}", column, parent.id, "id", word(TABLES, table, book.language))
        for parent in parents
        for table, column in _TIED.items()
    ]
    ties.append(("table_citations", "source", "table_sources", "key", word(TABLES, "citations", book.language)))
    for child, column, parent, key, name in ties:
        if child in there and parent in there:
            told = {"id": f"{child}_{parent}", "name": name, "strength": "Association"}
            relation = SubElement(relations, "relation", {**told, "referencingLayer": child, "referencedLayer": parent})
            SubElement(relation, "fieldRef", referencingField=column, referencedField=key)
    return relations


def _properties(book: Book) -> Element:
    """Settings that the window of QGIS keeps in a project; that of the temporal controller among them."""
    first, last = book.years
    properties = Element("properties")
    clock = SubElement(properties, "TemporalControllerWidget")
    for name, kind, value in (
        ("StartDateTime", "QString", f"{first}-01-01T00:00:00Z"),
        ("EndDateTime", "QString", f"{last}-12-31T23:59:59Z"),
        ("NavigationMode", "int", "1"),  # animated
    ):
        SubElement(clock, name, type=kind).text = value
    # without it QGIS does not look for the reference system of a project
    reference = SubElement(properties, "SpatialRefSys")
    SubElement(reference, "ProjectionsEnabled", type="int").text = "1"
    paths = SubElement(properties, "Paths")
    SubElement(paths, "Absolute", type="bool").text = "false"
    return properties


def _layout(book: Book, profile: Profile, layers: list[_Layer]) -> Element:
    """A sheet A4 across: title and year, the map, below it the legend, a column a layer, and the credits."""
    year = min(max(profile.opening, book.years[0]), book.years[1])
    shown = [layer for layer in layers if layer.id.startswith("layer_") and layer.shown]
    high = _LEGEND * max(1, -(-len(shown) // _COLUMNS))
    width, height = 281, max(60, 174 - high)
    layout = Element("Layout", name=book.credit.name, units="mm", printResolution="300")
    pages = SubElement(layout, "PageCollection")
    _item(pages, "page", 65638, (0, 0, 297, 210))
    pictured = _item(
        layout, "map", 65639, (8, 22, width, height), isTemporal="1", keepLayerSet="false", followPreset="false"
    )
    pictured.set("temporalRangeBegin", f"{year}-01-01T00:00:00")
    pictured.set("temporalRangeEnd", f"{year}-12-31T23:59:59")
    pictured.set("frame", "true")
    pictured.append(_extent("Extent", profile, shape=width / height))
    _label(layout, "title", _title(book), (8, 9, 235, 11), 16)
    _label(layout, "year", "[% year(map_get(item_variables('map'), 'map_start_time')) %]", (249, 7, 40, 13), 24, "2")
    credits = " · ".join(filter(None, [book.credit.line, profile.base_credit, book.credit.licence_url]))
    _label(layout, "credits", credits, (8, 200, 281, 8), 7)
    legend = _item(layout, "legend", 65642, (8, 24 + height, width, high), map_uuid="{map}", resizeToContents="1")
    told = {"title": "", "columnCount": str(min(_COLUMNS, max(1, len(shown)))), "splitLayer": "0"}
    for name, value in {**told, "equalColumnWidth": "0", "columnSpace": "3", "boxSpace": "0"}.items():
        legend.set(name, value)
    legend.set("symbolWidth", "5")
    legend.set("symbolHeight", "3")
    styles = SubElement(legend, "styles")
    for name, size, above, left in (
        ("subgroup", 8, "1", "0"),
        ("symbol", 7, "0.8", "0"),
        ("symbolLabel", 7, "0", "1.5"),
    ):
        told = {"alignment": "1", "indent": "0", "marginTop": above, "marginBottom": "0", "marginLeft": left}
        style = SubElement(styles, "style", {"name": name, **told})
        _font(style, "styleFont", size)
    tree = SubElement(legend, "layer-tree-group")
    for layer in shown:
        told = {"id": layer.id, "name": layer.name, "checked": "Qt::Checked", "expanded": "1", "providerKey": "ogr"}
        node = SubElement(SubElement(tree, "layer-tree-layer", told), "customproperties")
        order = ",".join(str(at) for at in range(len(DRAWN)))  # what is undated is not on the map
        SubElement(
            SubElement(node, "Option", type="Map"), "Option", name="legend/node-order", type="QString", value=order
        )
    return layout


def _item(parent: Element, name: str, kind: int, place: tuple[int, int, int, int], **more: str) -> Element:
    x, y, width, height = place
    position = f"{x},{y},mm"
    told = {"type": str(kind), "id": name, "uuid": f"{{{name}}}", "position": position, "positionOnPage": position}
    told |= {"size": f"{width},{height},mm", "referencePoint": "0", "visibility": "1", "opacity": "1", "zValue": "1"}
    return SubElement(parent, "LayoutItem", {**told, "background": "false", **more})


def _label(
    parent: Element, name: str, text: str, place: tuple[int, int, int, int], size: int, align: str = "1"
) -> None:
    item = _item(parent, name, 65641, place, labelText=text, htmlState="0", halign=align, valign="32")
    item.set("marginX", "0")
    item.set("marginY", "0")
    _font(item, "LabelFont", size)


def _font(parent: Element, tag: str, size: int) -> None:
    """A font as QGIS 3.22 keeps it and, since it changed, as later ones do."""
    SubElement(parent, tag, description=f"Sans,{size},-1,5,50,0,0,0,0,0", style="")
    told = {"fontFamily": "Sans", "fontSize": str(size), "fontSizeUnit": "Point", "textColor": "30,28,25,255"}
    SubElement(parent, "text-style", {**told, "textOpacity": "1", "multilineHeight": "1"})


def _extent(tag: str, profile: Profile, *, shape: float = 0) -> Element:
    """The frame of the atlas and its rim, in the units of the project; for a sheet as wide to its height as told, and
    in attributes."""
    (south, west), (north, east) = profile.frame
    turn = Transformer.from_crs("EPSG:4326", profile.crs, always_xy=True)
    bounds = turn.transform_bounds(west - _RIM, max(south - _RIM, -85), east + _RIM, min(north + _RIM, 85))
    if shape:
        bounds = _widened(bounds, shape)
    digits = 4 if CRS.from_user_input(profile.crs).is_geographic else 0
    edges = {name: f"{edge:.{digits}f}" for name, edge in zip(("xmin", "ymin", "xmax", "ymax"), bounds, strict=True)}
    if shape:
        return Element(tag, edges)
    found = Element(tag)
    for name, value in edges.items():
        _say(found, name, value)
    return found


def _widened(bounds: tuple[float, float, float, float], shape: float) -> tuple[float, float, float, float]:
    """Bounds about the same middle, as wide to their height as told.

    >>> _widened((0, 0, 10, 10), 2), _widened((0, 0, 10, 10), 0.5)
    ((-5.0, 0.0, 15.0, 10.0), (0.0, -5.0, 10.0, 15.0))
    """
    west, south, east, north = bounds
    x = max(0.0, (north - south) * shape - (east - west)) / 2
    y = max(0.0, (east - west) / shape - (north - south)) / 2
    return west - x, south - y, east + x, north + y


def _system(tag: str, authority: str) -> Element:
    """A reference system, in every way in which QGIS looks for one."""
    found, system = Element(tag), CRS.from_user_input(authority)
    told = SubElement(found, "spatialrefsys", nativeFormat="Wkt")
    _say(told, "wkt", system.to_wkt())
    _say(told, "proj4", {"EPSG:4326": _DEGREES, "EPSG:3857": _MERCATOR}.get(authority) or _proj4(system))
    _say(told, "srid", authority.partition(":")[2])
    _say(told, "authid", authority)
    _say(told, "description", system.name)
    _say(told, "geographicflag", str(system.is_geographic).lower())
    return found


def _proj4(system: CRS) -> str:
    """The older way to write a system, which leaves out what it cannot say."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return str(system.to_proj4())


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
