"""Google's KML as a frame: what GDAL reads of it, and its times, of which GDAL keeps none but whole days.

``TimeSpan`` and ``TimeStamp`` are as fine as they are written: years, months, days, moments.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import geopandas as gpd
import pandas as pd


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
    listed = gpd.list_layers(path)
    layers = listed["name"][listed["geometry_type"].notna()].astype(str)
    frames = [gpd.read_file(path, layer=name) for name in layers]
    if not frames:
        return gpd.GeoDataFrame({"Name": []}, geometry=[], crs=4326)
    frame = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    if {"when", "edtf"} & {*frame.columns}:  # among its own data, as geokz writes it
        return frame
    times = _times(path.read_bytes())
    if len(times) != len(frame) or not any(times):  # GDAL passes over placemarks without a geometry in some files
        return frame
    return frame.assign(when=times)


def _times(data: bytes) -> Sequence[str]:
    """The time of each placemark, in GDAL's order of folders: those of a folder before those of its inner ones."""
    root = ElementTree.parse(io.BytesIO(data)).getroot()
    found: list[str] = []

    def walk(element: ElementTree.Element) -> None:
        for child in element:
            if _name(child) == "Placemark":
                found.append(_time(child))
        for child in element:
            if _name(child) in {"Document", "Folder"}:
                walk(child)

    walk(root)
    return found


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _time(placemark: ElementTree.Element) -> str:
    said = {_name(part): (part.text or "").strip() for part in placemark.iter()}
    if when := said.get("when"):
        return when
    begin, end = said.get("begin", ""), said.get("end", "")
    return f"{begin}/{end}" if begin or end else ""
