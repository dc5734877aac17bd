"""The rows of an atlas by what they are asked for: things, places and sources by key, the rest by their thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from ..folder.frames import records
from ..folder.package import LINE, Table

Row = dict[str, Any]


@dataclass(frozen=True)
class Lookups:
    """Each is made when it is first asked for; a row has its cells and, as ``_line``, the line it stands on.

    A table that an atlas does without has no rows.
    """

    layers: Sequence[Table]
    tables: Mapping[str, pd.DataFrame]

    @cached_property
    def things(self) -> dict[str, Row]:
        """The rows of the layer tables by id, with ``layer`` and ``file``."""
        return {
            row["id"]: {**row, "layer": table.name, "file": table.path}
            for table in self.layers
            for row in self._rows(table.name)
        }

    @cached_property
    def places(self) -> dict[str, Row]:
        return self._by_key("places", "id")

    @cached_property
    def sources(self) -> dict[str, Row]:
        return self._by_key("sources", "key")

    @cached_property
    def names(self) -> dict[str, list[Row]]:
        return self._by_thing("names", "id")

    @cached_property
    def bounds(self) -> dict[str, Row]:
        return self._by_key("bounds", "id")

    @cached_property
    def claims(self) -> dict[str, list[Row]]:
        return self._by_thing("claims", "subject")

    @cached_property
    def figures(self) -> dict[str, list[Row]]:
        return self._by_thing("figures", "subject")

    @cached_property
    def relations(self) -> dict[str, list[Row]]:
        return self._by_thing("relations", "subject")

    @cached_property
    def owners(self) -> list[tuple[str, str]]:
        """Each thing with the larger thing it belongs to."""
        pairs = [(key, row["part_of"]) for key, row in self.things.items()]
        return [(key, owner) for key, owner in pairs if owner in self.things]

    def words(self, vocabulary: str) -> dict[str, Row]:
        """The rows of a vocabulary by key."""
        return self._by_key(vocabulary, "key")

    def _by_key(self, table: str, column: str) -> dict[str, Row]:
        return {row[column]: row for row in self._rows(table)}

    def _by_thing(self, table: str, column: str) -> dict[str, list[Row]]:
        groups: dict[str, list[Row]] = {}
        for row in self._rows(table):
            groups.setdefault(row[column], []).append(row)
        return groups

    def _rows(self, table: str) -> list[Row]:
        frame = self.tables.get(table)
        return [] if frame is None else records(frame.reset_index(names=LINE))
