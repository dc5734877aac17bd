"""What QGIS makes of a file, as JSON: ``python3 qgis_probe.py FILE YEAR``, with a Python that has ``qgis``.

The year is asked of the temporal controller: start and end from the fields begin_date and end_date, both included.
"""

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsDateTimeRange,
    QgsFeatureRequest,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
    QgsVectorLayerTemporalProperties,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

KINDS = ("point", "line", "area")
path, year = sys.argv[1], int(sys.argv[2])
application = QgsApplication([], False)
application.initQgis()
layer = QgsVectorLayer(path, "things", "ogr")

temporal = layer.temporalProperties()
temporal.setIsActive(True)
temporal.setMode(QgsVectorLayerTemporalProperties.ModeFeatureDateTimeStartAndEndFromFields)
temporal.setStartField("begin_date")
temporal.setEndField("end_date")
temporal.setLimitMode(Qgis.VectorTemporalLimitMode.IncludeBeginIncludeEnd)
context = QgsVectorLayerTemporalContext()
context.setLayer(layer)
span = QgsDateTimeRange(
    QDateTime(QDate(year, 1, 1), QTime(0, 0)), QDateTime(QDate(year, 12, 31), QTime(23, 59, 59)), True, True
)
request = QgsFeatureRequest().setFilterExpression(temporal.createFilterString(context, span))

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
}
sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())
sys.stdout.flush()
os._exit(0)  # QGIS takes its own pieces apart in an order that may crash; the answer is out
