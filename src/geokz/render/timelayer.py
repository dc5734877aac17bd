"""A layer of dated things as a folium element: any frame, on any folium map, under one clock.

>>> import geokz, folium
>>> m = folium.Map([48.5, 67], zoom_start=5, tiles=None)
>>> geokz.TimeLayer.from_csv(camps_csv, when="years").add_to(m)        # doctest: +SKIP
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
from branca.element import Figure
from folium.template import Template

from ..atlas.things import check_things
from ..dates import BOUNDS, When, span
from ..errors import DateError, LayerError, Problem, TableError
from ..folder.layers import SHAPES
from ..folder.sheet import degrees, many, open_sheet
from ..prose import edtf_from_prose
from .encode import encode, pack
from .engine import engine_script, style_sheet
from .raw import Raw, js, label
from .strings import page_strings


def add_engine(figure: Figure) -> None:
    """Put the browser part into a page, once."""
    figure.header.add_child(Raw(f"<style>\n{style_sheet()}</style>"), name="geokz_style")
    figure.header.add_child(Raw(f"<script>\n{engine_script()}</script>"), name="geokz_engine")


class TimeLayer(folium.map.Layer):
    """Dated points, lines and areas that come and go with the clock of the map.

    Parameters: ``frame``, a GeoDataFrame in EPSG:4326 with the four bounds of ``geokz.dates.BOUNDS`` as day
    numbers; ``name``, the layer's name in layer controls; ``key``, its name in the page's interface; ``names``,
    one text a row, shown under the pointer; ``colour`` and ``colour_dark`` as ``#rrggbb``; ``shape``, one of
    ``geokz.folder.layers.SHAPES``; ``size``, half the width of a symbol in pixels. Rows without geometry are not drawn.

    Most callers want :meth:`from_frame` or :meth:`from_csv`. Every TimeLayer of a map obeys the same clock, which
    appears at the foot of the map with the first of them.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = geokzEngine.timeLayer({{ this.get_name() }}_source);
        {% endmacro %}
        """
    )

    def __init__(
        self,
        frame: gpd.GeoDataFrame,
        name: str = "things",
        *,
        key: str | None = None,
        names: Sequence[str] | None = None,
        colour: str = "#7b1e2b",
        colour_dark: str | None = None,
        shape: str = "circle",
        size: float = 5,
        show: bool = True,
        control: bool = True,
    ) -> None:
        super().__init__(name=label(name), overlay=True, control=control, show=show)
        self._name = "TimeLayer"
        if shape not in SHAPES:
            raise LayerError(f"the shape '{shape}' is unknown; choose one of {', '.join(SHAPES)}")
        for value in filter(None, (colour, colour_dark)):
            if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
                raise LayerError(f"'{value}' is no colour; write it as #7b1e2b")
        check_things(frame)
        self.frame, self.names = frame, names
        encoded = encode(frame)
        self.order = encoded.order
        west, south, east, north = frame.total_bounds
        self.bounds = [[float(south), float(west)], [float(north), float(east)]] if len(self.order) else None
        self.source: dict[str, Any] = {
            "key": key or re.sub(r"[^a-z0-9_-]+", "-", name.lower()).strip("-") or "things",
            "header": encoded.header,
            "body": encoded.body,
            "bounds": self.bounds,
            "style": {"colour": colour, "colourDark": colour_dark or colour, "shape": shape, "size": size},
        }
        if names is not None:
            texts = np.asarray(names, dtype=object)[encoded.order]
            lines = "\n".join([" ".join(str(text).split()) for text in texts])
            self.source["names"] = pack(lines.encode("utf-8"))

    @classmethod
    def from_frame(
        cls,
        frame: gpd.GeoDataFrame,
        when: str = "when",
        *,
        until: str | None = None,
        name: str | None = "name",
        title: str = "things",
        **style: Any,
    ) -> TimeLayer:
        """A layer from a GeoDataFrame of any CRS.

        ``when`` is the column of EDTF dates (see :mod:`geokz.dates`); or, with ``until``, the two are columns of
        whole years or of datetimes, both ends included, an empty end meaning unknown. ``name`` is the column of
        names (``None`` for none), ``title`` the layer's name. Further arguments as for :class:`TimeLayer`.
        """
        for column in filter(None, (when, until, name)):
            if column not in frame.columns:
                raise LayerError(f"the frame has no column '{column}'; it has {', '.join(map(str, frame.columns))}")
        if frame.crs is None:
            raise LayerError("the frame has no CRS; say which with frame.set_crs(4326)")
        frame = frame.to_crs(4326)
        bounds = _bounds_of_texts(frame[when]) if until is None else _bounds_of_columns(frame[when], frame[until])
        columns = dict(zip(BOUNDS, bounds, strict=True))
        names = frame[name].fillna("").astype(str).tolist() if name else None
        dated = gpd.GeoDataFrame(columns, geometry=frame.geometry.to_numpy(), crs=4326)
        return cls(dated, title, names=names, **style)

    @classmethod
    def from_csv(
        cls,
        path: str | Path,
        name: str = "name",
        when: str = "when",
        *,
        lon: str = "lon",
        lat: str = "lat",
        title: str | None = None,
        prose: bool = False,
        **style: Any,
    ) -> TimeLayer:
        """A layer from a table of points: UTF-8, UTF-16 or cp1251, one header line, ``,``, ``;`` or tabs between cells.

        ``name``, ``when``, ``lon`` and ``lat`` are the headings of its columns (names, EDTF dates, degrees WGS 84,
        decimal point or comma). With ``prose``, dates may be worded as in handbooks: ``не позднее июля 1929`` (see
        :mod:`geokz.prose`). Rows without coordinates are not drawn. Raises :class:`geokz.errors.TableError` naming
        file, line and column of everything that cannot be read.
        """
        path = Path(path)
        rows = _read_csv(path, {"name": name, "when": when, "lon": lon, "lat": lat}, prose)
        points = gpd.points_from_xy(rows["lon"], rows["lat"])
        points = [None if np.isnan(x) else point for x, point in zip(rows["lon"], points, strict=True)]
        frame = gpd.GeoDataFrame(rows[["name", "when"]], geometry=points, crs=4326)
        return cls.from_frame(frame, "when", title=title or path.stem.replace("_", " "), **style)

    def _get_self_bounds(self) -> list[list[float | None]]:
        bounds: list[list[float | None]] = [[None, None], [None, None]]
        return [[*corner] for corner in self.bounds] if self.bounds else bounds

    def render(self, **kwargs: Any) -> None:
        """Bring the engine, and a clock unless the map has one, into the page."""
        figure = self.get_root()
        add_engine(figure)
        source = Raw(f"var {self.get_name()}_source = {js(self.source)};")
        figure.script.add_child(source, name=f"{self.get_name()}_source")
        super().render(**kwargs)
        parent = self._parent
        while parent is not None and not isinstance(parent, folium.Map):
            parent = parent._parent
        if parent is not None and not getattr(parent, "has_clock", False):
            config = f'{{"strings": {js(page_strings())}}}'
            script = Raw(f"geokzEngine.clock({parent.get_name()}, {config});")
            figure.script.add_child(script, name=f"geokz_clock_{parent.get_name()}")


def _bounds_of_texts(texts: pd.Series) -> np.ndarray:
    lives = []
    for position, text in enumerate(texts):
        try:
            lives.append(When.parse("" if pd.isna(text) else str(text)).bounds)
        except DateError as problem:
            raise LayerError(f"row {position + 1}, column '{texts.name}': {problem}") from problem
    return np.array(lives, dtype=np.int64).reshape(-1, 4).T


def _bounds_of_columns(starts: pd.Series, ends: pd.Series) -> np.ndarray:
    """Bounds from columns of years or datetimes, without a loop over rows."""
    unknown = When.parse("").bounds
    first, first_last, known_start = _days(starts)
    last_first, last, known_end = _days(ends)
    if (known_start & known_end & (first > last)).any():
        row = int(np.flatnonzero(known_start & known_end & (first > last))[0])
        raise LayerError(f"row {row + 1} ends before it begins ({starts.iloc[row]} to {ends.iloc[row]})")
    start_latest = np.where(known_start, np.minimum(first_last, np.where(known_end, last, first_last)), last)
    end_earliest = np.where(known_end, np.maximum(last_first, np.where(known_start, first, last_first)), first)
    none = ~known_start & ~known_end
    return np.stack(
        [
            np.where(known_start, first, unknown[0]),
            np.where(none, unknown[1], start_latest),
            np.where(none, unknown[2], end_earliest),
            np.where(known_end, last, unknown[3]),
        ]
    ).astype(np.int64)


def _days(column: pd.Series) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """First and last day of each year or datetime, and which rows have one."""
    known = column.notna().to_numpy()
    if pd.api.types.is_datetime64_any_dtype(column):
        days = column.to_numpy(dtype="datetime64[D]").astype(np.int64)
        return days, days, known
    if not pd.api.types.is_numeric_dtype(column):
        raise LayerError(f"the column '{column.name}' holds neither whole years nor datetimes")
    years = column.fillna(1970).to_numpy(dtype=float)
    broken = ~(np.abs(years) <= 9999)
    broken |= np.where(broken, 0, years) % 1 != 0
    if broken.any():
        row = int(np.flatnonzero(broken)[0])
        raise LayerError(f"row {row + 1}, column '{column.name}': {column.iloc[row]} is no whole year")
    years = years.astype(np.int64)
    distinct, back = np.unique(years, return_inverse=True)
    days = np.array([span(int(year), int(year)) for year in distinct], dtype=np.int64).reshape(-1, 2)
    return days[back, 0], days[back, 1], known


def _read_csv(path: Path, columns: dict[str, str], prose: bool) -> pd.DataFrame:
    sheet = open_sheet(path, columns.values())
    problems: list[Problem] = []
    rows = []
    for line, cells in sheet.named(columns, problems):
        row, wrong = _read_row(cells, prose)
        problems += [Problem(sheet.name, line, columns[key], message) for key, message in wrong]
        rows.append(row)
    if problems:
        raise TableError(many(problems))
    return pd.DataFrame(rows, columns=["name", "when", "lon", "lat"]).astype({"lon": float, "lat": float})


def _read_row(cells: dict[str, str], prose: bool) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """A row of points, and what is wrong with it: in which column, and what."""
    row: dict[str, Any] = {"name": cells["name"], "when": ""}
    wrong = []
    for key, limit in (("lon", 180), ("lat", 90)):
        row[key] = degrees(cells[key], limit)
        if cells[key] and row[key] is None:
            wrong.append((key, f"'{cells[key]}' is no number of degrees from -{limit} to {limit}"))
    if bool(cells["lon"]) != bool(cells["lat"]):
        wrong.append(("lat" if cells["lon"] else "lon", "is empty though the other of longitude and latitude is given"))
    try:
        row["when"] = edtf_from_prose(cells["when"]) if prose else When.parse(cells["when"]).edtf
    except DateError as problem:
        wrong.append(("when", str(problem)))
    return row, wrong
