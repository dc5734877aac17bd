"""Anything with rows as dated things: a path, a DataFrame, a GeoDataFrame, in one call, with a report."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from geopandas.array import GeometryDtype
from pandas.api.types import is_integer, is_integer_dtype

from ..dates import BOUNDS, PRESUMED
from ..errors import LayerError, Problem, TableError
from . import headings
from .dates import Dates, is_text, read_dates, read_pair
from .files import Table, read_file
from .places import Places, doubt_slips, from_cells, from_columns, from_geometry, from_names, shapes_of
from .report import SHOWN, Report, Row, Rows, shown
from .series import OPEN, SERIES, Series, day_numbers, put_together, series_of

if TYPE_CHECKING:
    from ..folder.profile import Profile
    from ..gazetteer import Gazetteer

BAD = ("raise", "skip", "warn")
When = str | tuple[str, str] | None


@dataclass(frozen=True)
class Reading:
    """``lives``: the four bounds, a row a thing; ``drawn``: its geometry in EPSG:4326, or longitude and latitude
    where all are points; ``rows``: which row of ``table`` each is, or stands for it; ``table``: the table as it came,
    whole; ``label``: the column of names, or none; ``series``: the numbers of things that have several rows."""

    lives: pd.DataFrame
    drawn: np.ndarray
    rows: np.ndarray
    table: pd.DataFrame
    label: str | None
    report: Report
    series: Series | None = None

    @property
    def dated(self) -> gpd.GeoDataFrame:
        """The lives with their geometry, a row a thing."""
        shapes = shapes_of(self.drawn) if self.drawn.ndim == 2 else self.drawn
        return gpd.GeoDataFrame(self.lives, geometry=gpd.GeoSeries(shapes, crs=4326), crs=4326)


def read_things(
    data: Any,
    *,
    when: When = None,
    until: str | None = None,
    label: str | None = None,
    lon: str | None = None,
    lat: str | None = None,
    place: str | None = None,
    region: str | None = None,
    year: str | None = None,
    crs: Any = None,
    encoding: str | None = None,
    sep: str | None = None,
    prose: bool = True,
    day_first: bool | None = None,
    bad: str = "raise",
    id: str | None = None,
    size: str | None = None,
    unknown: Sequence[Any] = (),
    wanted: Mapping[str, str] | None = None,
    gazetteer: Gazetteer | None = None,
    profile: Profile | None = None,
) -> Reading:
    """Read a table into dated things.

    ``when`` is a column of dates, or two, of begins and ends (``until`` is another way to name the second); ``label``
    the column of names, ``""`` for none; ``lon`` and ``lat`` columns of degrees (``lat`` left out, one column of both),
    ``place`` one of names for the gazetteer, with ``region`` and ``year``. What is not named is looked for by its
    heading (:mod:`geokz.layers.headings`), and a frame with the four bounds is read by them. ``wanted`` are columns
    that must be there besides, by their argument. ``gazetteer`` and ``profile`` are those of the atlas that the rows
    stand beside; of that which ships with geokz, when left out.

    With ``id``, rows that are alike in this column are one thing, and ``size`` is the column of its numbers over time,
    of which those in ``unknown`` stand for "not known" (see :mod:`geokz.layers.series`).

    With ``bad="raise"`` rows that cannot be read raise :class:`geokz.errors.TableError` (for a file) or
    :class:`geokz.errors.LayerError`; with ``"skip"`` they are left out and told in the report, with ``"warn"`` also
    by a warning.
    """
    if bad not in BAD:
        raise LayerError(f"bad={bad!r} is unknown; choose one of {', '.join(BAD)}")
    for alone, value, other in (
        ("region", region, "place"),
        ("year", year, "place"),
        ("unknown", np.size(unknown), "id"),
    ):
        if value and {"place": place, "id": id}[other] is None:
            hint = f"; for dates say when={value!r}" if alone == "year" else ""
            raise LayerError(f"{alone}= is said without {other}=, to which it belongs{hint}")
    start, end = _ends(when, until)
    named = {"when": start, "until": end, "lon": lon, "lat": lat, "place": place, "region": region, "year": year}
    named |= {"id": id, "size": size if id else None}
    table = _table(data, [*filter(None, [*named.values(), label])], encoding, sep)
    frame = table.frame
    for argument, column in {**named, "label": label or None}.items():
        if column is not None:
            _check(table, column, argument)
    for argument, column in (wanted or {}).items():
        _check(table, column, argument)
    used: dict[str, str] = {}
    dates, presumed = _dates(frame, start, end, prose, day_first, used)
    places = _places(frame, lon, lat, place, region, year, crs, used, gazetteer)
    if label is None:
        label = headings.recognised(frame.columns, headings.LABEL) or id
    if label:
        used["label"] = label
    if "when" in used:  # what has bounds already was checked elsewhere
        doubt_slips(places, profile)
    broken = _problems(table, dates, places, id)
    if (broken or table.problems) and bad == "raise":
        _refuse(table, broken, dates.told)
    kept = np.ones(len(frame), dtype=bool)
    kept[[row.row for row in broken]] = False
    rows, series = np.flatnonzero(kept), None
    if id is None:
        geometry, rows = _single(places.drawn, rows)
        if size is not None and SERIES in frame.columns:
            series = series_of([frame[SERIES].iloc[row] for row in rows], size)
        columns: dict[str, Any] = {name: dates.bounds[at][rows] for at, name in enumerate(BOUNDS)}
        if presumed is not None:
            columns[PRESUMED] = presumed[rows]
    else:
        used |= {"id": id} | ({"size": size} if size else {})
        whole = put_together(frame[id], rows, dates.bounds, places.geometry, frame[size] if size else None, unknown)
        geometry, rows, series = whole.geometry, whole.row, whole.series
        columns = dict(zip(BOUNDS, whole.bounds, strict=True))
        places.doubts |= {row: why for row, why in whole.doubts.items() if row not in places.doubts}
        dates.told += whole.told
    report = _report(table, dates, places, broken, kept, used)
    if bad == "warn" and broken:
        warnings.warn(
            "\n".join(
                [f"left out: {len({row.row for row in broken}):,} of {len(frame):,} rows", *shown(broken), *dates.told]
            ),
            stacklevel=4,
        )
    if places.doubts:
        warnings.warn("\n".join(["rows that look like a slip:", *shown(report.doubtful)]), stacklevel=4)
    return Reading(pd.DataFrame(columns), geometry, rows, frame, label or None, report, series)


def _ends(when: Any, until: str | None) -> tuple[str | None, str | None]:
    """The columns of begin and end."""
    if not isinstance(when, tuple | list):
        if not isinstance(when, str | None):
            hint = f"; write when='{when}'" if is_integer(when) else ""
            raise LayerError(f"when= takes the heading of a column, not {type(when).__name__}{hint}")
        return when, until
    if not 1 <= len(when) <= 2:
        raise LayerError(f"when={when!r} is neither a column nor a pair of begin and end")
    return when[0], when[1] if len(when) == 2 else until


def texts_of(column: pd.Series) -> list[str]:
    """Cells as texts; nothing for an empty one."""
    if is_text(column):
        return column.tolist()
    cells = column.tolist()
    if pd.api.types.is_float_dtype(column) and all(
        cell == cell and float(cell).is_integer() for cell in column.dropna()
    ):
        cells = [cell if cell is pd.NA or cell != cell else int(cell) for cell in cells]  # a gap made floats of them
    return ["" if empty else str(value) for value, empty in zip(cells, column.isna().tolist(), strict=True)]


def _table(data: Any, wanted: Sequence[str], encoding: str | None, sep: str | None) -> Table:
    if isinstance(data, str) and "://" in data:
        raise LayerError(f"{data} is an address; read it with pandas or geopandas, or save the file, and give that")
    if isinstance(data, str) and (re.search(r"[\n\r\0]", data) or data.lstrip()[:1] == "{"):
        raise LayerError(
            "a text is given, not a path; read it with pandas.read_csv(io.StringIO(text)), or GeoJSON with "
            "geopandas.read_file(text), and give that"
        )
    if isinstance(data, str | os.PathLike):
        return read_file(Path(os.fsdecode(data)), wanted, encoding=encoding, sep=sep)
    if isinstance(data, Table):
        return data
    if not isinstance(data, pd.DataFrame | pd.Series) and hasattr(data, "to_pandas"):  # of Polars, of Arrow
        data = data.to_pandas()
    if isinstance(data, pd.DataFrame):
        return Table(_whole(data))
    ways = "geopandas.GeoDataFrame.from_features(data, crs=4326)", "pandas.DataFrame(data)"
    hint = f" ({ways[0] if 'features' in data else ways[1]} makes one)" if isinstance(data, dict | list) else ""
    raise LayerError(f"{type(data).__name__} is no layer; give a path, a DataFrame or a GeoDataFrame{hint}")


def _whole(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame with texts as headings, what stands in a named index among its columns, and its only geometry in use."""
    if not all(isinstance(name, str) for name in frame.columns):
        frame = frame.set_axis(pd.Index([str(name) for name in frame.columns]), axis=1)
    names = [name for name in frame.index.names if isinstance(name, str)]
    if names and not set(names) & set(frame.columns):
        frame = frame.reset_index(names)
    shapes = [at for at, kind in enumerate(frame.dtypes) if isinstance(kind, GeometryDtype)]
    if len(shapes) == 1 and getattr(frame, "active_geometry_name", None) is None:
        frame = gpd.GeoDataFrame(frame, geometry=frame.columns[shapes[0]])
    return frame


def _check(table: Table, column: object, argument: str) -> None:
    if not isinstance(column, str):
        hint = f"; write {argument}='{column}'" if is_integer(column) else ""
        raise LayerError(f"{argument}= takes the heading of a column, not {type(column).__name__}{hint}")
    wrong = headings.wrong_column(table.frame.columns, column)
    if wrong and table.lines is not None:
        raise TableError([Problem(str(table.file), 1, str(column), f"the column '{column}' {wrong}")])
    if wrong:
        raise LayerError(f"{argument}={column!r}: the column '{column}' {wrong}")


def _dates(
    frame: pd.DataFrame,
    start: str | None,
    end: str | None,
    prose: bool,
    day_first: bool | None,
    used: dict[str, str],
) -> tuple[Dates, np.ndarray | None]:
    found = None
    if start is None and end is None:
        if _has_bounds(frame):
            bounds = np.stack([frame[name].to_numpy(dtype=np.int64) for name in BOUNDS])
            return Dates(bounds), frame[PRESUMED].to_numpy() if PRESUMED in frame.columns else None
        if {SERIES, *BOUNDS, *OPEN} <= set(frame.columns):  # exported: its one date is that of a row among several
            return Dates(np.stack([day_numbers(frame, name) for name in BOUNDS])), None
        start = found = headings.recognised(frame.columns, headings.WHEN)
        if start is None:
            start, end = headings.recognised_pair(frame.columns) or (None, None)
        if start is None and (begin := headings.recognised_begin(frame.columns)):
            return _begins(frame[begin], prose, day_first, used), None
    elif start is None:
        start = headings.recognised(frame.columns, [pair[0] for pair in headings.PAIRS] + list(headings.WHEN))
    if start is None:
        raise LayerError(
            f"{'' if len(frame) else 'there are no rows; '}which column holds the dates? say when='...', or "
            f"when=('...', '...') for begin and end; the columns are {', '.join(map(str, frame.columns))}"
            f"{_in_headings(frame)}"
        )
    used["when"] = start
    if end is None or end == start:
        dates = read_dates(frame[start], words=prose, day_first=day_first)
        if found:
            others = [name for name in frame.columns if name != start and headings.folded(name) in headings.WHEN]
            dates.told += [f"column '{name}' may hold dates too; when='{name}' reads it" for name in others]
        return dates, None
    used["until"] = end
    return read_pair(frame[start], frame[end], words=prose, day_first=day_first), None


def _in_headings(frame: pd.DataFrame) -> str:
    """What to do with a table that has a column for each year."""
    years = [str(column) for column in frame.columns if re.fullmatch(r"1[0-9]{3}|20[0-9]{2}", str(column))]
    if len(years) < 2:
        return ""
    return (
        "; years that stand as headings become rows by frame.melt(id_vars=[...], var_name='year', value_name='number')"
    )


def _begins(column: pd.Series, prose: bool, day_first: bool | None, used: dict[str, str]) -> Dates:
    """Lives from a column of begins alone, the only dates of its table: nobody knows when they ended."""
    used["when"] = str(column.name)
    ends = pd.Series(None, column.index, dtype=object, name=column.name)
    dates = read_pair(column, ends, words=prose, day_first=day_first)
    told = f"column '{column.name}': begins, and no column of ends is known"
    return Dates(dates.bounds, dates.wrong, [*dates.told, f"{told}; when='{column.name}' takes them as all the time"])


def _has_bounds(frame: pd.DataFrame) -> bool:
    """Whether a frame has the four bounds as day numbers; exported files have them as dates, beside their EDTF."""
    columns = list(frame.columns)
    return all(
        columns.count(name) == 1 and is_integer_dtype(frame[name]) and frame[name].notna().all() for name in BOUNDS
    )


def _places(
    frame: pd.DataFrame,
    lon: str | None,
    lat: str | None,
    place: str | None,
    region: str | None,
    year: str | None,
    crs: Any,
    used: dict[str, str],
    gazetteer: Gazetteer | None,
) -> Places:
    if place is not None:
        used["place"] = place
        unit, years = (frame[name] if name else None for name in (region, year))
        return from_names(frame[place], unit, years, gazetteer)
    if lon is None and lat is None and isinstance(frame, gpd.GeoDataFrame) and frame.active_geometry_name is not None:
        return from_geometry(frame, crs)
    if (lon is None) != (lat is None) and _is_numbers(frame[str(lon or lat)]):
        given, other, known = ("lon", "lat", headings.LAT) if lat is None else ("lat", "lon", headings.LON)
        found = headings.recognised(frame.columns, known)
        if found is None or found == (lon or lat):
            raise LayerError(
                f"{given}={lon or lat!r} is a column of single numbers; say which holds the other by {other}="
            )
        lon, lat = (lon, found) if lat is None else (found, lat)
    shapes = None
    if lon is None and lat is None:
        lon, lat = headings.recognised_coordinates(frame.columns) or (None, None)
        shapes = headings.recognised(frame.columns, headings.WKT)
    if lon is None and lat is None:
        raise LayerError(
            "where do the rows lie? say lon='...' and lat='...', or place='...' for names of places; "
            f"the columns are {', '.join(map(str, frame.columns))}"
        )
    if lon is None or lat is None:
        both = str(lon or lat)
        used["coordinates"] = both
        places = from_cells(frame[both])
    else:
        used |= {"lon": lon, "lat": lat}
        places = from_columns(frame[lon], frame[lat], degrees=crs is None)
        if shapes is not None:
            used["coordinates"] = shapes
            places = places.unless(from_cells(frame[shapes]))
    if crs is None:
        return places
    turned = from_geometry(gpd.GeoDataFrame(geometry=gpd.GeoSeries(places.geometry)), crs)
    turned.wrong |= places.wrong
    turned.told += places.told
    return turned


def _is_numbers(column: pd.Series) -> bool:
    """Whether the first cell that is filled is a number and nothing else."""
    filled = column.dropna()
    return len(filled) > 0 and re.fullmatch(r"\s*[-−]?\d+([.,]\d+)?\s*", str(filled.iloc[0])) is not None


def _where(table: Table, row: int) -> str:
    return f"{table.file}:{table.lines[row]}" if table.lines is not None else f"row {row + 1}"


def _problems(table: Table, dates: Dates, places: Places, id: str | None) -> list[Row]:
    """What cannot be read, in the order of the rows."""
    told = [*dates.wrong.items(), *places.wrong.items()]
    if id is not None:
        nameless = np.flatnonzero((table.frame[id].isna() | (table.frame[id].astype(str).str.strip() == "")).to_numpy())
        told += [(row, (id, "is empty, so that nobody knows what the row is of")) for row in nameless.tolist()]
    found = [Row(row, _where(table, row), column, why) for row, (column, why) in told]
    boxes = places.boxes
    outside = ~np.isnan(boxes[:, 0]) & ~(
        (np.abs(boxes[:, [0, 2]]) <= 360).all(1) & (np.abs(boxes[:, [1, 3]]) <= 90).all(1)
    )
    for row in np.flatnonzero(outside).tolist():
        point = f"{boxes[row, 0]:g}, {boxes[row, 1]:g}"
        why = f"lies nowhere: the point {point} is not in degrees; say the frame's own CRS by crs= or set_crs"
        found.append(Row(row, _where(table, row), "", why))
    return sorted(found, key=lambda row: row.row)


def _refuse(table: Table, broken: Sequence[Row], told: Sequence[str]) -> None:
    """Raise with ten rows and a count, and what the column as a whole looks like."""
    more = len(broken) - SHOWN
    tail = [*([f"and {more:,} more"] if more > 0 else []), *told]
    if table.lines is None:
        lines = [
            f"{row.where}, column '{row.column}': {row.reason}" if row.column else f"{row.where} {row.reason}"
            for row in broken[:SHOWN]
        ]
        raise LayerError("\n".join([*lines, *tail]))
    file, lines_of = str(table.file), table.lines
    problems = [*table.problems, *(Problem(file, lines_of[row.row], row.column or "-", row.reason) for row in broken)]
    problems.sort(key=lambda problem: problem.line)
    last = problems[min(SHOWN, len(problems)) - 1]
    if len(problems) > SHOWN:
        problems = [*problems[:SHOWN], Problem(file, last.line, "-", "; ".join(tail))]
    elif told:
        problems.append(Problem(file, last.line, "-", "; ".join(told)))
    raise TableError(problems)


def _single(geometry: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Geometries in drawing, and their rows: a MultiPoint as its points, a collection as its members."""
    chosen = geometry[rows]
    if geometry.ndim == 2:  # spots
        return chosen, rows
    many = np.isin(shapely.get_type_id(chosen), (4, 7))
    while many.any():
        parts, owner = shapely.get_parts(chosen[many], return_index=True)
        chosen = np.concatenate([chosen[~many], parts])
        rows = np.concatenate([rows[~many], rows[many][owner]])
        order = np.argsort(rows, kind="stable")
        chosen, rows = chosen[order], rows[order]
        many = np.isin(shapely.get_type_id(chosen), (4, 7))
    return chosen, rows


def _report(
    table: Table, dates: Dates, places: Places, broken: Sequence[Row], kept: np.ndarray, used: dict[str, str]
) -> Report:
    missing = places.missing

    def rows(which: np.ndarray, column: str, reasons: dict[int, str], usual: str) -> Rows:
        return Rows(np.flatnonzero(which & kept), partial(_row, table, column, reasons, usual))

    doubted = np.zeros(len(kept), dtype=bool)
    doubted[list(places.doubts)] = True
    left = [row.row for row in broken]
    rejects = table.frame.iloc[sorted(set(left))].assign(reason=_reasons(broken)) if left else pd.DataFrame()
    return Report(
        rows=len(kept),
        columns=used,
        drawn=int((kept & ~missing).sum()),
        undated=rows(dates.undated, used.get("when", ""), {}, "has no date"),
        without_place=rows(missing, used.get("place", ""), places.lost, "has no coordinates"),
        left_out=list(broken),
        doubtful=rows(doubted, "", places.doubts, ""),
        told=[*table.told, *map(str, table.problems), *dates.told, *places.told],
        rejects=rejects,
    )


def _row(table: Table, column: str, reasons: Mapping[int, str], usual: str, at: int) -> Row:
    return Row(at, _where(table, at), column, reasons.get(at, usual))


def _reasons(broken: Sequence[Row]) -> list[str]:
    reasons: dict[int, list[str]] = {}
    for row in broken:
        reasons.setdefault(row.row, []).append(row.reason)
    return ["; ".join(reasons[row]) for row in sorted(reasons)]
