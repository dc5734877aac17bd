"""The whole that the checks look at: things, places, lives, evidence, owners and oblasts, each worked out once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd
import shapely

from .dates import When
from .earth import to_metres
from .errors import GeokzError
from .findings import Finding
from .folder.package import LINE, Table
from .folder.read import OBLASTS


class Evidence(NamedTuple):
    """An accepted dated row that shows its subject alive: the table it stands in, its id and line, and when."""

    table: str
    id: str
    line: int
    subject: str
    when: str


def evidence(frames: Mapping[str, pd.DataFrame]) -> Iterator[Evidence]:
    """The accepted dated claims and figures that show a thing alive; plans are none. Missing tables give none."""
    for table, column, vocabulary in (
        ("claims", "predicate", "predicates"),
        ("figures", "measure", "measures"),
    ):
        if table not in frames or vocabulary not in frames:
            continue
        frame, words = frames[table], frames[vocabulary]
        telling = set(words.loc[words["evidence"] == "yes", "key"])
        alive = frame[column].isin(telling) & (frame["standing"] == "accepted") & (frame["when"] != "")
        if "qualifier" in frame:
            alive &= frame["qualifier"] != "planned"
        rows = frame[alive]
        lines = rows[LINE] if LINE in rows else [0] * len(rows)
        for id_, line, subject, when in zip(rows["id"], lines, rows["subject"], rows["when"], strict=True):
            yield Evidence(table, id_, line, subject, when)


@dataclass(frozen=True)
class Whole:
    """The tables with what the checks share: things and places by id, evidence, lives, the oblasts."""

    tables: Sequence[Table]
    frames: Mapping[str, pd.DataFrame]
    polygons: bytes

    @cached_property
    def things(self) -> dict[str, dict[str, Any]]:
        """The rows of the layer tables by id, with ``file`` and ``layer``."""
        return {
            row["id"]: {**row, "file": table.path, "layer": table.name}
            for table in self.tables
            if table.is_layer
            for row in self.frames[table.name].to_dict("records")
        }

    @cached_property
    def places(self) -> dict[str, dict[str, Any]]:
        """The rows of ``places.csv`` by id."""
        return {row["id"]: row for row in self.frames["places"].to_dict("records")}

    @cached_property
    def evidence(self) -> list[Evidence]:
        return list(evidence(self.frames))

    @cached_property
    def lives(self) -> dict[str, When]:
        """The life of each thing, with its evidence counted in."""
        lives = {key: When.parse(row["when"]) for key, row in self.things.items()}
        for proof in self.evidence:
            if proof.subject in lives:
                lives[proof.subject] = lives[proof.subject].with_evidence(When.parse(proof.when))
        return lives

    @cached_property
    def owners(self) -> list[tuple[str, str]]:
        """Each thing with the larger thing it belongs to."""
        pairs = [(key, row["part_of"]) for key, row in self.things.items()]
        return [(key, owner) for key, owner in pairs if owner in self.things]

    @cached_property
    def oblasts(self) -> dict[str, Any]:
        """The polygon, in metres, of each present oblast by its key; both halves of one split in 2022 share one."""
        try:
            features = json.loads(self.polygons)["features"]
        except (ValueError, KeyError, TypeError) as problem:
            raise GeokzError(f"{OBLASTS} is no GeoJSON with features; make it again: {problem}") from problem
        return {
            key: shapely.transform(
                shapely.geometry.shape(feature["geometry"]), to_metres().transform, interleaved=False
            )
            for feature in features
            for key in feature["properties"]["keys"].split("; ")
        }

    def place_of(self, thing: str) -> dict[str, Any] | None:
        """The place of a thing, if it has a point that is not that of a whole region."""
        place = self.places.get(self.things[thing]["place"])
        located = place is not None and not pd.isna(place["lon"]) and not pd.isna(place["lat"])
        return place if located and place and place["precision"] != "region" else None

    def finding(self, check: str, thing: str, column: str, message: str) -> Finding:
        row = self.things[thing]
        return Finding(check, row["file"], thing, row[LINE], column, message)
