"""What QGIS makes of a file, as JSON: ``python3 qgis_probe.py FILE FIRST LAST [PNG-YEAR ...]``, for its own Python.

A GeoPackage or GeoJSON is opened as the window does (one layer a kind of geometry, then the default style) and as a
script does, by ``QgsVectorLayer(path)`` alone; a project is read. For every year from FIRST to LAST the answer has, for
each layer, the ids that the temporal filter and the style leave, by the rule that draws them.
"""

import json
import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsDateTimeRange,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLegendRenderer,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
    QgsRasterLayer,
    QgsRectangle,
    QgsRenderContext,
    QgsSymbolLayer,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QSize, QTime
from qgis.PyQt.QtGui import QColor

KINDS = ("point", "line", "area", "unknown", "none")
path, (first, last), pictures = sys.argv[1], [int(year) for year in sys.argv[2:4]], [int(y) for y in sys.argv[4:]]
application = QgsApplication([], False)
application.initQgis()
messages = []
QgsApplication.messageLog().messageReceived.connect(lambda text, tag, level: messages.append([tag, level, text]))


def frame(year):
    """A step of the temporal controller: its end is not included."""
    return QgsDateTimeRange(
        QDateTime(QDate(year, 1, 1), QTime(0, 0)), QDateTime(QDate(year + 1, 1, 1), QTime(0, 0)), True, False
    )


def opened_in_the_window():
    options = QgsProviderSublayerDetails.LayerOptions(QgsProject.instance().transformContext())
    options.loadDefaultStyle = False
    found = QgsProviderRegistry.instance().querySublayers(path, Qgis.SublayerQueryFlag.ResolveGeometryType)
    layers = [details.toLayer(options) for details in found]
    for layer in layers:
        layer.loadDefaultStyle()
    return layers


def map_settings(layers, year):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setOutputSize(QSize(1200, 700))
    settings.setBackgroundColor(QColor("white"))
    settings.setDestinationCrs(layers[0].crs() if QgsProject.instance().count() == 0 else QgsProject.instance().crs())
    settings.setExtent(QgsRectangle(46, 40, 88, 56))
    if settings.destinationCrs().authid() == "EPSG:3857":
        settings.setExtent(QgsRectangle(5120000, 4865000, 9796000, 7558000))
    settings.setIsTemporal(True)
    settings.setTemporalRange(frame(year))
    told = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layers[0]))
    told.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(told)
    return settings


def drawn(layer, year):
    """The ids by the rule that draws them."""
    temporal = layer.temporalProperties()
    if not temporal.isActive():
        return None
    settings = map_settings([layer], year)
    context = QgsRenderContext.fromMapSettings(settings)
    context.setExpressionContext(QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer)))
    context.expressionContext().appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    asked = QgsVectorLayerTemporalContext()
    asked.setLayer(layer)
    request = QgsFeatureRequest().setFilterExpression(temporal.createFilterString(asked, frame(year)))
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    found = {}
    for feature in layer.getFeatures(request):
        context.expressionContext().setFeature(feature)
        for key in renderer.legendKeysForFeature(feature, context):
            _, dash, state = key.strip("{}").rpartition("-")
            if dash:  # a rule of a state, not of a layer
                found.setdefault(state, []).append(feature["id"])
    renderer.stopRender(context)
    return found


def dashed(layer, year):
    """The ids of lines that the rule of what is certain draws with dashes."""
    rules = {rule.ruleKey(): rule for rule in layer.renderer().rootRule().descendants()}
    rule = next(rule for key, rule in rules.items() if key.endswith("-certain}"))
    style = rule.symbol().symbolLayer(0).dataDefinedProperties().property(QgsSymbolLayer.PropertyStrokeStyle)
    context = map_settings([layer], year).expressionContext()
    expression = QgsExpression(style.expressionString())
    found = []
    for feature in layer.getFeatures():
        context.setFeature(feature)
        context.setFields(layer.fields())
        if expression.evaluate(context) == "dash":
            found.append(feature["id"])
    return found


def told(layer):
    temporal = layer.temporalProperties()
    return {
        "name": layer.name(),
        "valid": layer.isValid(),
        "kind": KINDS[layer.geometryType()],
        "count": layer.featureCount(),
        "crs": layer.crs().authid(),
        "active": temporal.isActive(),
        "start": temporal.startField(),
        "end": temporal.endField(),
        "both_ends_included": temporal.limitMode() == Qgis.VectorTemporalLimitMode.IncludeBeginIncludeEnd,
        "renderer": layer.renderer().type() if layer.renderer() else "",
        "labels": bool(layer.labelsEnabled()),
        "tip": layer.mapTipTemplate(),
        "aliases": {field.name(): field.alias() for field in layer.fields()},
        "types": {field.name(): field.typeName() for field in layer.fields()},
        "widgets": {
            field.name(): layer.editorWidgetSetup(at).type()
            for at, field in enumerate(layer.fields())
            if layer.editorWidgetSetup(at).type()
        },
        "abstract": layer.metadata().abstract(),
        "years": {year: drawn(layer, year) for year in range(first, last + 1)}
        if "start_latest" in [field.name() for field in layer.fields()] and layer.geometryType() < 2
        else {},
    }


def told_of_item(item):
    """Where an item of a sheet is, in mm, how much room its content needs, and what it says."""
    place, content, words = item.scenePos(), item.rect().size(), ""
    if isinstance(item, QgsLayoutItemLegend):
        content = QgsLegendRenderer(item.model(), item.legendSettings()).minimumSize()
        groups = item.model().rootGroup().findLayers()
        words = [[node.data(0) for node in item.model().layerLegendNodes(group)] for group in groups]
    elif isinstance(item, QgsLayoutItemLabel):
        content, words = item.sizeForText(), item.currentText()
    told = [place.x(), place.y(), item.rect().width(), item.rect().height(), content.width(), content.height()]
    return [told, words]


answer = {}
project = QgsProject.instance()
if path.endswith(".qgz"):
    answer["read"] = project.read(path)
    layers = list(project.mapLayers().values())
    settings = project.timeSettings()
    manager = project.relationManager()
    answer["relations"] = {
        relation.id(): [relation.isValid(), relation.referencingLayer().name(), relation.referencedLayer().name()]
        for relation in manager.relations().values()
    }
    answer["crs"] = project.crs().authid()
    answer["groups"] = [group.name() for group in project.layerTreeRoot().findGroups()]
    answer["clock"] = [settings.temporalRange().begin().toString(), settings.temporalRange().end().toString()]
    answer["step"] = [settings.timeStep(), int(settings.timeStepUnit())]
    answer["layouts"] = [layout.name() for layout in project.layoutManager().layouts()]
    answer["items"] = [type(item).__name__ for layout in project.layoutManager().layouts() for item in layout.items()]
    answer["sheet"] = {
        item.id(): told_of_item(item)
        for sheet in project.layoutManager().layouts()
        for item in sheet.items()
        if isinstance(item, (QgsLayoutItemMap, QgsLayoutItemLegend, QgsLayoutItemLabel))
    }
    shown = [node.layer() for node in project.layerTreeRoot().findLayers() if node.isVisible() and node.layer()]
    answer["lost"] = [node.name() for node in project.layerTreeRoot().findLayers() if not node.layer()]
    answer["shown"] = [layer.name() for layer in shown]
    pictures_below = [layer for layer in layers if isinstance(layer, QgsRasterLayer)]
    answer["rasters"] = {
        layer.name(): [layer.isValid(), layer.crs().authid(), layer.width(), layer.height(), layer.bandCount()]
        for layer in pictures_below
    }
    layers = [layer for layer in layers if layer not in pictures_below]
    lines = project.mapLayer("layer_railways_line")
    answer["dashed"] = {year: dashed(lines, year) for year in range(first, last + 1)} if lines else {}
else:
    layers = opened_in_the_window()
    answer["script"] = told(QgsVectorLayer(path, "things", "ogr"))
    shown = [layer for layer in layers if layer.geometryType() < 3]
answer["layers"] = {layer.id() if path.endswith(".qgz") else str(at): told(layer) for at, layer in enumerate(layers)}
for year in pictures:
    job = QgsMapRendererSequentialJob(map_settings(shown, year))
    job.start()
    job.waitForFinished()
    job.renderedImage().save(f"{Path(path).with_suffix('')}-{year}.png")
answer["messages"] = messages
sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())
sys.stdout.flush()
os._exit(0)  # QGIS takes its own pieces apart in an order that may crash; the answer is out
