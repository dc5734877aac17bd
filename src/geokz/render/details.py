"""What the cards, lists, tours and the search say of an atlas, as records ready for JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from ..atlas import Atlas
from ..atlas.railheads import locate
from ..dates import BOUNDS, OPEN_START, When
from ..folder.tables import split_list
from ..names import LANGUAGES
from ..sources import cite
from .encode import page_bounds

_VOCABULARIES = (
    "types",
    "certainty",
    "precision",
    "standing",
    "name_kinds",
    "units",
    "qualifiers",
    "relation_types",
    "predicates",
    "measures",
)
_TABLES = ("names", "claims", "figures", "relations", "periods", "sources")


def page_details(atlas: Atlas) -> dict[str, Any]:
    """Everything the cards, lists and the search say, ready for JSON."""
    things = atlas.things
    kept = set(things.index)
    tables = {name: atlas.tables.get(name, pd.DataFrame()) for name in (*_TABLES, *_VOCABULARIES)}
    return {
        "layers": [
            {
                "key": style.key,
                "label": texts(style.label),
                "colour": style.colour,
                "colourDark": style.colour_dark,
                "shape": style.shape,
                "show": style.show,
            }
            for style in atlas.layers.values()
        ],
        "vocabularies": {
            name: {row.key: [row.label_en, row.label_ru, row.label_kk] for row in tables[name].itertuples()}
            for name in _VOCABULARIES
        },
        "things": _thing_records(atlas),
        "places": _place_records(atlas),
        "names": _grouped(
            (
                row.id,
                {
                    "name": row.name,
                    "lang": row.lang,
                    "when": row.when,
                    "kind": row.kind,
                    "bounds": _bounds(row.when),
                    "source": _cite(row.source),
                },
            )
            for row in tables["names"].itertuples(index=False)
            if row.id in kept
        ),
        "claims": _grouped(
            (
                row.subject,
                {
                    "predicate": row.predicate,
                    "when": row.when,
                    "statement": [row.statement_en, row.statement_ru, row.statement_kk],
                    "source": _cite(row.source),
                    "standing": row.standing,
                    "note": row.note_en,
                },
            )
            for row in _by_date(tables["claims"])
            if row.subject in kept
        ),
        "figures": _grouped(
            (
                row.subject,
                {
                    "measure": row.measure,
                    "value": None if np.isnan(row.value) else _plain(row.value),
                    "unit": row.unit,
                    "when": row.when,
                    "qualifier": row.qualifier,
                    "of": [row.of_en, row.of_ru, row.of_kk] if row.of_en else None,
                    "source": _cite(row.source),
                    "standing": row.standing,
                    "note": row.note_en,
                },
            )
            for row in _by_date(tables["figures"])
            if row.subject in kept
        ),
        "relations": [
            {
                "subject": row.subject,
                "type": row.type,
                "object": row.object,
                "when": row.when,
                "source": _cite(row.source),
            }
            for row in tables["relations"].itertuples(index=False)
            if row.subject in kept and row.object in kept
        ],
        "about": {"version": atlas.credit.version or "?", "date": atlas.credit.date or "?"},
        "tours": _tour_records(atlas),
        "railheads": _railhead_records(atlas),
        "periods": [
            {
                "label": [row.label_en, row.label_ru, row.label_kk],
                "from": int(row.when[:4]),
                "to": int(row.when[-4:]),
            }
            for row in tables["periods"].itertuples(index=False)
        ],
        "sources": {
            row.key: {
                "title": [row.title_en, row.title_ru, row.title_kk],
                "author": row.author,
                "year": row.year,
                "licence": row.licence,
                "url": row.url,
            }
            for row in tables["sources"].itertuples(index=False)
        },
    }


def _railhead_records(atlas: Atlas) -> list[dict[str, Any]]:
    """How far lines had been laid, row by row, with the bounds between which each line was at work."""
    heads = atlas.tables.get("railheads")
    records = []
    for row in [] if heads is None else heads.to_dict("records"):
        if row["line"] in atlas.things.index:
            line = atlas.things.loc[row["line"]]
            records.append(
                {
                    "line": row["line"],
                    "from": row["from"],
                    "when": row["when"],
                    "bounds": _bounds(row["when"]),
                    "km": None if np.isnan(row["km"]) else _plain(row["km"]),
                    "point": [row["lon"], row["lat"]],
                    "azimuth": round(locate(atlas.tables, row)[2], 1),
                    "begun": _bounds(line["when"])[0],
                    "opened": _bounds(line["opened"])[1],
                }
            )
    return records


def _tour_records(atlas: Atlas) -> list[dict[str, Any]]:
    return [
        {
            "key": tour["key"],
            "title": texts(tour["title"]),
            "steps": [
                {
                    "title": texts(step["title"]),
                    "text": texts(step["text"]),
                    "years": [int(step["when"][:4]), int(step["when"][-4:])],
                    "view": step["view"],
                    "layers": step.get("layers", []),
                    "select": step.get("select", ""),
                    "source": _cite(step["source"]),
                }
                for step in tour["steps"]
            ],
        }
        for tour in atlas.tours
    ]


def _thing_records(atlas: Atlas) -> list[dict[str, Any]]:
    things = atlas.things
    layers = list(atlas.layers)
    bounds = page_bounds(np.stack([things[name].to_numpy() for name in BOUNDS])).T.tolist()
    ranks = _label_ranks(things)
    labels = _place_labels(atlas)
    plans = _plans(atlas)
    wholes = set(things.loc[things["layer"] == "railways", "part_of"])
    records = []
    for (identity, row), limits in zip(things.iterrows(), bounds, strict=True):
        record = {
            "id": identity,
            "layer": layers.index(row["layer"]),
            "names": [row["name_en"], row["name_ru"], row["name_kk"]],
            "type": row["type"],
            "when": row["when"],
            "bounds": limits,
            "place": row["place"],
            "partOf": row["part_of"] if row["part_of"] in things.index else "",
            "certainty": row["certainty"],
            "source": _cite(row["source"]),
            "note": row["note"],
        }
        if identity in ranks:
            record["rank"] = ranks[identity]
        if row["layer"] == "railways" and (row["path"] or identity in wholes):
            record["route"] = _route(row["path"], labels)
        if row["layer"] == "railways" and row["path"]:
            record["opened"] = row["opened"]
            record["openedBounds"] = _bounds(row["opened"])
            planned = min((plans[key] for key in (identity, row["part_of"]) if key in plans), default=None)
            if planned is not None and planned < limits[0]:
                record["planned"] = planned
        records.append(record)
    return records


def _label_ranks(things: gpd.GeoDataFrame) -> dict[str, int]:
    """Which towns are labelled first: those where most things are, then by id."""
    crowd = things["place"].value_counts()
    towns = things[things["layer"] == "towns"]
    order = sorted(towns.index, key=lambda town: (-crowd[towns.at[town, "place"]], town))
    return {town: rank for rank, town in enumerate(order)}


def _plans(atlas: Atlas) -> dict[str, int]:
    """From which day on each thing was surely planned or decided on, by accepted and dated claims."""
    plans: dict[str, int] = {}
    for row in atlas.tables["claims"].itertuples(index=False):
        if row.predicate in {"planned", "decided"} and row.standing == "accepted" and row.when:
            day = _bounds(row.when)[1]
            plans[row.subject] = min(day, plans.get(row.subject, day))
    return plans


def _route(path: str, labels: dict[str, list[str]]) -> list[Any]:
    """The labels of a line's first and last place and how many it is drawn through; empty for one drawn in parts."""
    stops = split_list(path)
    return [labels[stops[0]], labels[stops[-1]], len(stops)] if stops else []


def _place_labels(atlas: Atlas) -> dict[str, list[str]]:
    """What each place is called in the three languages: as the town that stands there, if one does."""
    labels = {row.id: [row.label_en, row.label_ru, row.label_kk] for row in atlas.tables["places"].itertuples()}
    towns = atlas.things[atlas.things["layer"] == "towns"].drop_duplicates("place")
    return labels | {row.place: [row.name_en, row.name_ru, row.name_kk] for row in towns.itertuples()}


def _place_records(atlas: Atlas) -> dict[str, dict[str, Any]]:
    things = atlas.things
    labels = _place_labels(atlas)
    used = set(things["place"])
    records = {}
    for row in atlas.tables["places"].itertuples(index=False):
        if row.id in used:
            records[row.id] = {
                "names": labels[row.id],
                "precision": row.precision,
                "radius": 0 if np.isnan(row.radius_m) else _plain(row.radius_m),
                "authority": row.authority,
                "source": _cite(row.source),
                "note": row.note,
            }
    return records


def _grouped(pairs: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _by_date(table: pd.DataFrame) -> list[Any]:
    """Rows by their earliest day; undated ones last."""

    def key(row: Any) -> tuple[bool, int, str]:
        when = When.parse(row.when)
        return (
            when.undated,
            when.end_earliest if when.start_earliest <= OPEN_START else when.start_earliest,
            row.id,
        )

    return sorted(table.itertuples(index=False), key=key)


def texts(label: Any) -> list[str]:
    """A label in the order of the page's languages."""
    return [label[code] for code in LANGUAGES]


def _bounds(when: str) -> list[int]:
    return page_bounds(np.array(When.parse(when).bounds)).tolist()


def _cite(source: str) -> list[list[str]]:
    return [[citation.key, citation.locator] for citation in cite(source)]


def _plain(value: float) -> float | int:
    return int(value) if float(value).is_integer() else float(value)
