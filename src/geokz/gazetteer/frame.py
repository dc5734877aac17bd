"""A frame of names in, a frame with places out: the same answers as for a list, for scripts and clusters.

:func:`geokz.geocode` of a frame is this. It changes nothing outside, loads the gazetteer once in a process, and can be
pickled, so that it runs unchanged over the parts of a frame that stands in no memory: under
``dask.dataframe.map_partitions`` and in Spark's ``mapInPandas`` (docs/large.md).
"""

from __future__ import annotations

from threading import Lock
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from ..errors import GazetteerError
from ..memory import uncollected
from .answers import (
    ADDED,
    BLOCK,
    answers_of,
    check_region,
    parse_point,
    unreadable_point,
    unreadable_year,
    year_cell,
    years_in,
)
from .find import Gazetteer, shipped
from .journal import Question

Frame = TypeVar("Frame", bound=pd.DataFrame)

NUMBERS = {"lon", "lat", "radius_m", "score"}
_TEXT = pd.Series(["text"]).dtype  # as this pandas has texts, also where a part has none
_ASKING = Lock()  # one thread of a process at a time: an own gazetteer is one file


def geocode_frame(
    frame: Frame,
    *,
    name: str,
    year: str | None = None,
    region: str | None = None,
    near: str | tuple[float, float] | None = None,
    gazetteer: Gazetteer | None = None,
) -> Frame:
    """See :func:`geokz.geocode`."""
    if not isinstance(frame, pd.DataFrame):
        told = (
            "give a frame, such as column.to_frame()" if isinstance(frame, pd.Series) else "give a DataFrame, or a file"
        )
        raise GazetteerError(f"{type(frame).__name__} is no frame of names; {told}")
    oblast = region if region is not None and region not in frame.columns else ""
    columns = [name, year, None if oblast else region, near if isinstance(near, str) else None]
    for column in columns:
        if column is not None and column not in frame.columns:
            known = ", ".join(map(str, frame.columns))
            raise GazetteerError(f"the frame has no column '{column}'; the columns are {known}")
    point = "" if near is None or isinstance(near, str) else f"{float(near[0])!r},{float(near[1])!r}"
    texts = [_texts(frame[column]) if column is not None else [""] * len(frame) for column in columns]
    texts[1] = [year_cell(text) for text in texts[1]]
    if oblast:
        check_region(oblast, frame.columns, gazetteer or shipped())
        texts[2] = [oblast] * len(frame)
    if point:
        texts[3] = [point] * len(frame)
    asked = [Question(*cells) for cells in zip(*texts, strict=True)]
    wrong = {question: _wrong(question) for question in dict.fromkeys(asked)}
    answers = {question: [*[""] * 8, "unreadable", told] for question, told in wrong.items() if told}
    distinct = [question for question, told in wrong.items() if not told]
    with _ASKING, uncollected():
        gazetteer = gazetteer or shipped()
        for first in range(0, len(distinct), BLOCK):
            answers |= answers_of(distinct[first : first + BLOCK], gazetteer)
    cells = [answers[question] for question in asked]
    return frame.assign(
        **{
            f"geokz_{column}" if column in frame.columns else column: _column([row[at] for row in cells], column, frame)
            for at, column in enumerate(ADDED)
        }
    )


def _column(cells: list[str], name: str, frame: pd.DataFrame) -> pd.Series:
    if name in NUMBERS:
        return pd.Series([float(cell) if cell else np.nan for cell in cells], frame.index, dtype=float)
    return pd.Series([cell or None for cell in cells], frame.index, dtype=_TEXT)


def _texts(column: pd.Series) -> list[str]:
    """The cells as a list has them: 1938.0 is the year 1938, a date the year it lies in, nothing an empty text."""
    return ["" if gone else _text(cell) for cell, gone in zip(column.tolist(), column.isna().tolist(), strict=True)]


def _text(cell: Any) -> str:
    if hasattr(cell, "year") and hasattr(cell, "month"):
        return str(cell.year)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, tuple | list) and len(cell) == 2:  # a point
        return ",".join(map(str, cell))
    return str(cell).strip()


def _wrong(question: Question) -> str:
    """What is wrong with the year or point of a question; an empty text when nothing is."""
    if question.year and years_in(question.year) is None:
        return unreadable_year(question.year)
    if question.near and parse_point(question.near) is None:
        return unreadable_point(question.near)
    return ""
