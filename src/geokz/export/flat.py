"""The things alone, for programs that count or show very many: GeoParquet (1.1, with the box of each row) and
FlatGeobuf. Dates are dates; an unlocated thing has no geometry."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pyogrio
import shapely

from ..errors import ExportError
from .book import Book
from .columns import kind_of


def write_geoparquet(book: Book, path: Path) -> None:
    """What DuckDB, SedonaDB and geopandas read; needs the extra ``geokz[parquet]``."""
    try:
        import pyarrow as pa
    except ImportError as problem:
        raise ExportError("GeoParquet needs pyarrow; pip install 'geokz[parquet]'") from problem
    days = {
        name: book.things[name].astype(pd.ArrowDtype(pa.date32()))
        for name in book.columns
        if kind_of(book.things[name]) == "date"
    }
    frame = book.things.assign(**days)
    frame.to_parquet(path, index=False, write_covering_bbox=True, compression="zstd", row_group_size=100_000)


def _arrow() -> bool:
    """Whether pyarrow is there, with which pyogrio is some five times as fast."""
    return find_spec("pyarrow") is not None


def write_flatgeobuf(book: Book, path: Path) -> None:
    """With its index, unless a thing has no point: the index has no room for those, and they are not left out."""
    shapes = book.things.geometry.to_numpy()
    whole = len(shapes) > 0 and not (shapely.is_missing(shapes) | shapely.is_empty(shapes)).any()
    things = book.things
    if len(set(shapely.has_z(shapes[~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)]))) > 1:
        things = things.set_geometry(
            things.geometry.force_2d()
        )  # one file has all its points in two dimensions or three
    try:
        pyogrio.write_dataframe(
            things,
            path,
            driver="FlatGeobuf",
            layer="things",
            layer_options={"SPATIAL_INDEX": "YES" if whole else "NO", "DESCRIPTION": book.credit.notice},
            geometry_type="Unknown",
            use_arrow=_arrow(),
        )
    except Exception as problem:  # whatever the driver raises
        told = " ".join(str(problem).replace(str(path), path.name).split())[:120]
        raise ExportError(f"{path.name} cannot be written: {told}") from problem
    written = pyogrio.read_info(path, force_feature_count=True)["features"]
    if written != len(book.things):
        arrived = f"{max(written, 0)} of {len(book.things)} arrived"  # of a broken file GDAL counts what it likes
        raise ExportError(f"{path.name} cannot be written: {arrived}; is the disk full?")
