"""The rows of a frame, in the two shapes in which they are read one by one.

What a cell holds is said by the schemas of the tables, which no type checker reads; it is any value here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pandas as pd


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame, cells by column."""
    return cast("list[dict[str, Any]]", frame.to_dict("records"))


def tuples(frame: pd.DataFrame, *, index: bool = True) -> Iterator[Any]:
    """The rows of a frame, cells by attribute, the index as ``Index``."""
    return iter(frame.itertuples(index=index))
