"""The tables of evidence of an atlas as they are written: claims, figures, names, places, sources, and what is made of
them: what is said of each thing, and every place in a source that is cited for it.

Of a selection of an atlas only the rows about its things are handed on, with the places and sources they name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..atlas import Atlas
from ..folder.frames import records
from ..folder.languages import text_in
from ..folder.package import Table
from ..folder.tables import split_list
from ..sources import SIGNATURE, cite, signature_of
from .columns import plain_name, texts

DERIVED = ("yearly", "statements", "citations")  # made of the other tables, not read back
_LEFT_OUT = {"gazetteer", "cited", "namesakes", "renamings", "oblasts", "districts", "coverage", "exceptions"}


@dataclass(frozen=True)
class Sheet:
    """A table of evidence as it is written: its rows, its key and the columns that name rows of other tables
    (column, table, column there), of which only those are there that hold for every row."""

    name: str
    frame: pd.DataFrame
    key: str | None = None
    references: tuple[tuple[str, str, str], ...] = ()


def sheets_of(atlas: Atlas) -> dict[str, Sheet]:
    """The tables that are no layers: of evidence the rows about the things, of places and sources those needed."""
    described = {table.name: table for table in atlas.source.tables if table.name in atlas.tables}
    kept = {
        name: _joined(atlas.tables[name])
        for name, table in described.items()
        if not table.is_layer and name not in _LEFT_OUT
    }
    whole = sum(len(atlas.tables[table.name]) for table in atlas.source.layers) == len(atlas.things)
    if not whole:
        kept = _about(atlas, kept)
    order = ["claims", "figures", "names", "relations", "places", "sources", "bounds", "events", "disagreements"]
    order = [*order, "seats"]
    names = [name for name in order if name in kept] + [name for name in kept if name not in order]
    keys = {name: set(kept[name][described[name].key]) for name in names if described[name].key}
    keys["things"] = set(atlas.things.index)
    return {name: _sheet(described[name], kept[name], keys) for name in names}


def _joined(frame: pd.DataFrame) -> pd.DataFrame:
    """A table as its file has it: of a row about several things, which is read as one for each, one row again."""
    if not frame.index.has_duplicates:
        return frame
    subjects = frame.groupby(level=0, sort=False)["subject"].agg("; ".join)
    once = frame[~frame.index.duplicated()]
    return once.assign(subject=subjects.reindex(once.index))


def _sheet(table: Table, rows: pd.DataFrame, keys: Mapping[str, set[Any]]) -> Sheet:
    frame = pd.DataFrame(
        {
            plain_name(name): rows[name].to_numpy()
            if rows[name].dtype.kind in "fi"
            else pd.Series(texts(rows[name]), dtype=object)
            for name in rows.columns
        }
    )
    wanted = [
        *table.references,
        *((column.name, "things", "id") for column in table.columns if column.kind in {"thing", "things"}),
    ]
    references = tuple(
        (plain_name(column), other, plain_name(key))
        for column, other, key in wanted
        if other in keys and set(rows[column]) - {""} <= keys[other]
    )
    return Sheet(table.name, frame, plain_name(table.key) if table.key else None, references)


def _about(atlas: Atlas, tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The rows about the things of a selection, with the places and sources that these and the things name."""
    ids, found = set(atlas.things.index), dict(tables)
    places = {stop for name in ("place", "path") for cell in atlas.things.get(name, ()) for stop in split_list(cell)}
    for name, frame in tables.items():
        if name == "names":
            found[name] = frame[frame["id"].isin(ids | places)]
        elif name == "railheads":
            found[name] = frame[frame["line"].isin(ids)]
        elif "subject" in frame:
            named = np.array([bool(ids & set(split_list(cell))) for cell in frame["subject"]], dtype=bool)
            if "object" in frame:
                named &= frame["object"].isin(ids | places).to_numpy()
            found[name] = frame[named]
    rows_kept = {row for name in ("claims", "figures", "bounds") if name in found for row in found[name]["id"]}
    if "disagreements" in found:
        sides = found["disagreements"]["sides"]
        about = [any(side.split(":")[-1].strip() in rows_kept for side in split_list(cell)) for cell in sides]
        found["disagreements"] = found["disagreements"][np.array(about, dtype=bool)]
    for name, column in (("events", "place"), ("seats", "place"), ("railheads", "from")):
        if name in found:
            places |= set(found[name][column])
    if "places" in found:
        found["places"] = found["places"][found["places"]["id"].isin(places)]
    if "sources" in found:
        frames = [frame for name, frame in found.items() if "source" in frame]
        cited = {
            citation.key
            for column in [atlas.things["source"], *(frame["source"] for frame in frames)]
            for cell in column
            for citation in cite(cell)
        }
        found["sources"] = found["sources"][found["sources"]["key"].isin(cited)]
    return found


def statements_of(atlas: Atlas, languages: Sequence[str]) -> pd.DataFrame:
    """What is said of each thing, a row a thing: a claim about two stands at both."""
    names = ["thing", "claim", "edtf", "statement", "standing", "source"]
    frame = atlas.tables.get("claims")
    ids = set(atlas.things.index)
    found = [
        (
            thing,
            row["id"],
            row["when"] or None,
            text_in(row, "statement", languages) or None,
            row["standing"],
            row["source"],
        )
        for row in ([] if frame is None else records(frame))
        for thing in split_list(row["subject"])
        if thing in ids
    ]
    return pd.DataFrame(found, columns=names, dtype=object)


def citations_of(atlas: Atlas, sheets: Mapping[str, Sheet]) -> pd.DataFrame:
    """Every place in a source that a row about a thing cites: the thing, the table and row, source and locator.

    Of a source in an archive the fields of the place in it stand beside, whichever of the two says them.
    """
    ids = set(atlas.things.index)
    own = zip(atlas.things.index, atlas.things["layer"], atlas.things.index, atlas.things["source"], strict=True)
    rows = list(own)
    for name in ("claims", "figures", "bounds", "events", "seats", "names", "relations"):
        frame = sheets[name].frame if name in sheets else pd.DataFrame()
        column = "id" if name == "names" else "subject"
        if {column, "source"} <= set(frame.columns):
            keys = frame["id"] if "id" in frame else frame[column]
            rows += [
                (thing, name, key, source)
                for cell, key, source in zip(frame[column], keys, frame["source"], strict=True)
                for thing in split_list(cell or "")
                if thing in ids and source
            ]
    known = {row["key"]: row for row in records(sheets["sources"].frame)} if "sources" in sheets else {}
    found = [
        (thing, table, key, citation.key, citation.locator, *_signature(known[citation.key], citation.locator))
        for thing, table, key, source in rows
        for citation in cite(source)
        if citation.key in known
    ]
    return pd.DataFrame(found, columns=["thing", "said_in", "said_by", "source", "locator", *SIGNATURE], dtype=object)


def _signature(source: Mapping[str, Any], locator: str) -> list[str | None]:
    """Archive, fond, opis, delo and sheet of a place in a source: what the source says, then the locator."""
    if not source.get("archive"):
        return [None] * len(SIGNATURE)
    said = {**source, **(signature_of(locator) or {})}
    return [said.get(name) or None for name in SIGNATURE]
