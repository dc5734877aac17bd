"""Numbers as tables have them: with blanks or apostrophes between thousands, a decimal point or a decimal comma."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

_BLANKS = re.compile(r"(?<=\d)[\s'’ʼ](?=\d{3})|^\s+|\s+$")
_NOTED = re.compile(r"(?<=[\w%.])\s*(?:[*†‡⁰¹²³⁴-⁹]+|\[\d{1,2}\])\s*$")  # a footnote is told behind it
_UNIT = re.compile(r"[-+−]?\d[\d\s.,'’ʼ]*?\s*(%|‰|[^\W\d_][^\W\d_ ]*\.?(?:/[^\W\d_]+)?)\s*")
_FIGURES = re.compile(r"[-+−]?[\d.,]*\d[\d.,]*")
_POINTED = re.compile(r"[-+−]?[1-9]\d{0,2}\.\d{3}")
_GROUPED = re.compile(r"[-+−]?[1-9]\d{0,2}(,\d{3})+")


def without_unit(column: pd.Series) -> tuple[pd.Series, list[str]]:
    """A column of which every number has the same unit behind it, without that; any other as it is.

    >>> told = without_unit(pd.Series(["1 200 чел.", "н/д", "50 чел."], name="n"))
    >>> told[0].tolist(), told[1]
    (['1 200', 'н/д', '50'], ["column 'n': numbers of 'чел.'"])
    """
    if pd.api.types.is_numeric_dtype(column):
        return column, []
    cells = [cell for cell in column if isinstance(cell, str) and re.match(r"\s*[-+−]?\d", cell)]
    units = {match[1] if (match := _UNIT.fullmatch(_NOTED.sub("", cell))) else "" for cell in cells}
    unit = units.pop() if len(units) == 1 else ""
    if not unit or any(isinstance(cell, int | float) and cell == cell for cell in column):
        return column, []
    bare = column.map(lambda cell: _NOTED.sub("", cell).strip().removesuffix(unit).strip(), na_action="ignore")
    return bare, [f"column '{column.name}': numbers of '{unit}'"]


def read_numbers(column: pd.Series) -> tuple[np.ndarray, list[str]]:
    """A column as numbers, NaN where a cell holds none; and what is to be told of how its commas
    and points were read.

    Whether a comma stands before decimals or between thousands the column as a whole says: before decimals, unless all
    have three figures behind them, or some cell has two commas, or a point behind its comma.

    >>> read_numbers(pd.Series(["1 200,5", "3", "н/д"]))[0].tolist()
    [1200.5, 3.0, nan]
    >>> read_numbers(pd.Series(["1,200", "300"], name="people"))
    (array([1200.,  300.]), ["column 'people': '1,200' is read as 1200"])
    >>> read_numbers(pd.Series(["1.200", "3.500"], name="people"))[1]
    ["column 'people': '1.200' is read as 1.2; if its point stands between thousands, take it out"]
    """
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        return pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan, copy=True), []
    texts = column.map(lambda cell: _BLANKS.sub("", _NOTED.sub("", cell)) if isinstance(cell, str) else cell)
    texts = texts.astype(object)
    figures = [text for text in texts if isinstance(text, str) and _FIGURES.fullmatch(text)]
    commas = [text for text in figures if "," in text]
    both = next((text for text in commas if "." in text), "")
    told = []
    if both:
        decimal = max(",.", key=both.rfind)
    elif commas:
        decimal = "." if all(_GROUPED.fullmatch(text) for text in commas) else ","
        if decimal == ".":
            told = [f"column '{column.name}': '{commas[0]}' is read as {commas[0].replace(',', '')}"]
    else:
        points = [text for text in figures if "." in text]
        decimal = "," if any(text.count(".") > 1 for text in points) else "."
        whole = any(re.search(r"\d{4}", text) for text in figures)  # 1200 beside 3.500: no point between thousands
        if decimal == "." and points and not whole and all(map(_POINTED.fullmatch, points)):
            read = f"'{points[0]}' is read as {float(points[0].replace('−', '-')):g}"
            told = [f"column '{column.name}': {read}; if its point stands between thousands, take it out"]
    other = "." if decimal == "," else ","

    def plain(cell: Any) -> Any:
        if not (isinstance(cell, str) and _FIGURES.fullmatch(cell)):
            return cell
        return cell.replace(other, "").replace(decimal, ".").replace("−", "-")

    values = pd.to_numeric(texts.map(plain) if figures else texts, errors="coerce")
    return values.to_numpy(dtype=float, na_value=np.nan, copy=True), told
