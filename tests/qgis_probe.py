"""What QGIS makes of a file, as JSON: ``python3 qgis_probe.py FILE YEAR EARLIER``, with a Python that has ``qgis``.

The file is opened twice. As the window of QGIS opens it (Data Source Manager, drag and drop): one layer a kind of
geometry, made without a style, which is then given the default style; these two are drawn in both years. And as one
layer, of which the temporal controller is asked for the year; where no style came with the file, what a reader
would switch on by hand is switched on first.
"""

import json
import os
import sys
from collections import Counter

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsDateTimeRange,
    QgsFeatureRequest,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
    QgsVectorLayerTemporalProperties,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QSize, QTime
from qgis.PyQt.QtGui import QColor

KINDS = ("point", "line", "area")
path, years = sys.argv[1], [int(year) for year in sys.argv[2:]]
application = QgsApplication([], False)
application.initQgis()


def whole_year(year):
    begin, end = QDateTime(QDate(year, 1, 1), QTime(0, 0)), QDateTime(QDate(year, 12, 31), QTime(23, 59, 59))
    return QgsDateTimeRange(begin, end, True, True)


def opened_in_the_window():
    options = QgsProviderSublayerDetails.LayerOptions(QgsProject.instance().transformContext())
    options.loadDefaultStyle = False
    found = QgsProviderRegistry.instance().querySublayers(path, Qgis.SublayerQueryFlag.ResolveGeometryType)
    layers = [details.toLayer(options) for details in found]
    for layer in layers:
        layer.loadDefaultStyle()
    return layers


def told(layer):
    temporal, renderer = layer.temporalProperties(), layer.renderer()
    from_fields = QgsVectorLayerTemporalProperties.ModeFeatureDateTimeStartAndEndFromFields
    categories = renderer.categories() if renderer.type() == "categorizedSymbol" else []
    return {
        "kind": KINDS[layer.geometryType()],
        "active": temporal.isActive(),
        "from_fields": temporal.mode() == from_fields,
        "start": temporal.startField(),
        "end": temporal.endField(),
        "both_ends_included": temporal.limitMode() == Qgis.VectorTemporalLimitMode.IncludeBeginIncludeEnd,
        "symbols": {category.value(): KINDS[int(category.symbol().type())] for category in categories},
        "abstract": layer.metadata().abstract(),
    }


def pixels_of_each_colour(layer, year):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setOutputSize(QSize(800, 450))
    settings.setBackgroundColor(QColor("white"))
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    settings.setExtent(QgsRectangle(46, 40, 88, 56))
    settings.setIsTemporal(True)
    settings.setTemporalRange(whole_year(year))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    return Counter(image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height()))


window = opened_in_the_window()

layer = QgsVectorLayer(path, "things", "ogr")
layer.loadDefaultStyle()
temporal = layer.temporalProperties()
if not temporal.isActive():
    temporal.setIsActive(True)
    temporal.setLimitMode(Qgis.VectorTemporalLimitMode.IncludeBeginIncludeEnd)
context = QgsVectorLayerTemporalContext()
context.setLayer(layer)
request = QgsFeatureRequest().setFilterExpression(temporal.createFilterString(context, whole_year(years[0])))

answer = {
    "valid": layer.isValid(),
    "crs": layer.crs().authid(),
    "fields": {field.name(): field.typeName() for field in layer.fields()},
    "kinds": sorted({KINDS[feature.geometry().type()] for feature in layer.getFeatures() if feature.hasGeometry()}),
    "points": {
        feature["id"]: [feature.geometry().asPoint().x(), feature.geometry().asPoint().y()]
        for feature in layer.getFeatures()
        if feature.hasGeometry() and feature.geometry().type() == 0
    },
    "without_geometry": [feature["id"] for feature in layer.getFeatures() if not feature.hasGeometry()],
    "in_year": [feature["id"] for feature in layer.getFeatures(request)],
    "names": {
        feature["id"]: [feature["name_en"], feature["name_ru"], feature["name_kk"]] for feature in layer.getFeatures()
    },
    "window": [told(layer) for layer in window],
    "drawn": {
        year: {KINDS[layer.geometryType()]: pixels_of_each_colour(layer, year) for layer in window} for year in years
    },
}
sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())
sys.stdout.flush()
os._exit(0)  # QGIS takes its own pieces apart in an order that may crash; the answer is out
