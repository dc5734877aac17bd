"""How a folder is described, as one Frictionless data package: written into every format that can be read back."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from anyascii import anyascii

from ..atlas import Atlas
from ..folder.package import Credit, Table

ATLAS = "atlas"
"""The member that has what ``atlas.toml`` says."""


def description(atlas: Atlas, sheets: Collection[str]) -> dict[str, Any]:
    """The data package of an atlas: its credit, its layers and the named tables with their columns and keys, and as
    ``layers`` how they are drawn, as ``atlas`` what ``atlas.toml`` says."""
    resources = [resource(table) for table in atlas.source.tables if table.is_layer or table.name in sheets]
    styles = {
        key: {name: value for name, value in asdict(style).items() if name != "key"}
        for key, style in atlas.layers.items()
    }
    return {**package(atlas.credit), "resources": resources, "layers": styles, ATLAS: dict(atlas.profile.said)}


def package(credit: Credit) -> dict[str, Any]:
    """What a data package says of the whole."""
    name = re.sub(r"[^a-z0-9._]+", "-", anyascii(credit.name).lower()).strip("-")  # that of a layer is its title
    said: dict[str, Any] = {"name": name or "things", "title": credit.title}
    if credit.version:
        said["version"] = credit.version
    if credit.date:
        said["created"] = f"{credit.date}T00:00:00Z"
    if credit.licence:
        said["licenses"] = [{"name": credit.licence.replace(" ", "-"), "path": credit.licence_url}]
    if credit.authors:
        said["contributors"] = [{"title": author, "role": "author"} for author in credit.authors.split(", ")]
    drawn_on = credit.line.split(" · ")[1:]
    if drawn_on:
        said["sources"] = [{"title": title} for title in drawn_on]
    return said


def resource(table: Table) -> dict[str, Any]:
    """What a data package says of one table."""
    fields = []
    for column in table.columns:
        told: dict[str, Any] = {"name": column.name, "type": column.type}
        if column.kind:
            told["geokz"] = column.kind
        if column.constraints:
            told["constraints"] = dict(column.constraints)
        fields.append(told)
    schema: dict[str, Any] = {"fields": fields}
    if table.key:
        schema["primaryKey"] = [table.key]
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": [key]}}
            for column, other, key in table.references
        ]
    found: dict[str, Any] = {"name": table.name, "path": table.path, "format": "csv", "encoding": "utf-8"}
    if table.part:
        part = {"extent": table.part.extent, "names": table.part.names, "class": table.part.feature_class}
        found["geokz"] = {"layer": part}
    return {**found, "schema": schema}
