"""Google's KML as a frame: what GDAL reads of it, and its times, of which GDAL keeps none but whole days.

``TimeSpan`` and ``TimeStamp`` are as fine as they are written: years, months, days, moments.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import geopandas as gpd
import pandas as pd

_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding=(["'])([\w.-]+)\1""")
_OF_GDAL = {b"utf-8", b"utf-16", b"iso-8859-1", b"us-ascii"}
_GEOMETRIES = {"Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Model", "Track", "MultiTrack"}


def read_layer(path: Path, name: str, encoding: str | None = None) -> gpd.GeoDataFrame:
    """A layer of a file; dates before 1677 are more than pandas 2 holds: they stay text, which is read."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Error parsing datetimes", UserWarning)
        return gpd.read_file(path, layer=name, encoding=encoding)


def read_kml(path: Path) -> pd.DataFrame:
    """The placemarks of all folders of a KML, or of the first KML in a KMZ, with ``when`` in EDTF where any has a time.

    Raises what GDAL, :mod:`zipfile` or :mod:`xml.etree` raise of a file that is none.
    """
    if path.suffix.lower() == ".kmz":
        with zipfile.ZipFile(path) as archive, TemporaryDirectory() as folder:
            inner = next((name for name in archive.namelist() if name.lower().endswith(".kml")), None)
            if inner is None:
                raise ValueError("there is no KML in it")
            held = Path(folder, "doc.kml")
            held.write_bytes(archive.read(inner))
            return read_kml(held)
    data = path.read_bytes()
    if (declared := _ENCODING.match(data)) and declared[2].lower() not in _OF_GDAL:
        with TemporaryDirectory() as folder:
            held = Path(folder, "doc.kml")
            text = data.decode(declared[2].decode("ascii"))
            held.write_text(text.replace(declared[2].decode("ascii"), "UTF-8", 1), encoding="utf-8")
            return read_kml(held)
    listed = gpd.list_layers(path)
    layers = listed["name"][listed["geometry_type"].notna()].astype(str)
    frames = [read_layer(path, name) for name in layers]
    if not frames:
        return gpd.GeoDataFrame({"Name": []}, geometry=[], crs=4326)
    frame = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    if {"when", "edtf"} & {*frame.columns}:  # among its own data, as geokz writes it
        return frame
    told = _times(data)
    if len(told) != len(frame):  # GDAL passes over placemarks without a geometry in some files
        told = [(time, drawn) for time, drawn in told if drawn]
    if len(told) != len(frame) or not any(time for time, _ in told):
        return frame
    return frame.assign(when=[time for time, _ in told])


def _times(data: bytes) -> list[tuple[str, bool]]:
    """The time of each placemark, or of the folder it lies in, and whether it has a geometry, in GDAL's order of
    folders: those of a folder before those of its inner ones."""
    root = ElementTree.parse(io.BytesIO(data)).getroot()
    found: list[tuple[str, bool]] = []

    def walk(element: ElementTree.Element, folder: str) -> None:
        for child in element:
            if _name(child) == "Placemark":
                found.append((_time(child) or folder, any(_name(part) in _GEOMETRIES for part in child)))
        for child in element:
            if _name(child) in {"Document", "Folder"}:
                walk(child, _time(child) or folder)

    walk(root, "")
    return found


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _time(element: ElementTree.Element) -> str:
    """The time of a placemark or folder: a span, a moment, or from the first to the last moment of a track."""
    for child in element:
        said = [(_name(part), (part.text or "").strip()) for part in child.iter()]
        moments = [text for name, text in said if name == "when" and text]
        if _name(child) == "TimeSpan":
            ends = dict(said)
            begin, end = ends.get("begin", ""), ends.get("end", "")
            return f"{begin}/{end}" if begin or end else ""
        if _name(child) in {"TimeStamp", "Track", "MultiTrack"} and moments:
            return "/".join(dict.fromkeys((moments[0][:10], moments[-1][:10]))) if len(moments) > 1 else moments[0]
    return ""
