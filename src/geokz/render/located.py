"""What stands on the map, as records of :mod:`geokz.render.wire`: things with their seats and routes, places,
happenings, and how far the rails had come."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from ..atlas import Atlas
from ..atlas.railheads import locate
from ..dates import OPEN_START, When
from ..folder.frames import records, tuples
from ..folder.languages import texts_of
from ..folder.tables import split_list
from .accounts import bounded_records, citations, day_bounds, line_times, plans_of
from .wire import Event, Place, Railhead, Route, Seat, Text, Thing


def thing_records(atlas: Atlas) -> list[Thing]:
    """The things of all layers, in the order of the atlas; what is unlocated too."""
    things, languages = atlas.things, atlas.languages
    ranks = _label_ranks(atlas)
    labels = _place_labels(atlas)
    plans = plans_of(records(atlas.tables["claims"]), {"accepted"})
    seats = _seats(atlas)
    lines = {key for key, style in atlas.layers.items() if style.shape == "line"}
    wholes = set(things.loc[things["layer"].isin(lines), "part_of"])
    made: list[Thing] = []
    for identity, row in zip(things.index, records(pd.DataFrame(things.drop(columns="geometry"))), strict=True):
        record: Thing = {
            "id": str(identity),
            "layer": row["layer"],
            "names": texts_of(row, "name", languages),
            "type": row["type"],
            "when": row["when"],
            "place": row["place"],
            "partOf": row["part_of"] if row["part_of"] in things.index else "",
            "certainty": row["certainty"],
            "source": citations(row["source"]),
            "note": row["note"],
        }
        if bounded := bounded_records(atlas, atlas.lives[str(identity)]):
            record["bounded"] = bounded
        if identity in seats:
            record["seats"] = seats[str(identity)]
        if atlas.lookups.places[row["place"]]["region"] == "outside":
            record["abroad"] = True
        if identity in ranks:
            record["rank"] = ranks[str(identity)]
        if row["layer"] in lines and (row["path"] or identity in wholes):
            record["route"] = _route(row["path"], labels)
        if row["layer"] in lines and row["path"]:
            record |= line_times(row["opened"], row["start_earliest"], [str(identity), row["part_of"]], plans)
        made.append(record)
    return made


def _seats(atlas: Atlas) -> dict[str, list[Seat]]:
    """The seats of things that moved, in their order in time."""
    languages = atlas.languages
    labels = _place_labels(atlas)
    made: dict[str, list[Seat]] = {}
    for row in by_date(atlas.tables["seats"]) if "seats" in atlas.tables else []:
        seat: Seat = {
            "place": labels[row.place],
            "when": row.when,
            "bounds": day_bounds(row.when),
            "point": _point(atlas, row.place),
            "abroad": atlas.lookups.places[row.place]["region"] == "outside",
            "source": citations(row.source),
            "note": texts_of(row, "note", languages),
        }
        made.setdefault(row.subject, []).append(seat)
    return made


def event_records(atlas: Atlas) -> list[Event]:
    """Short dated happenings, in time."""
    languages = atlas.languages
    labels = _place_labels(atlas)
    return [
        {
            "id": row.id,
            "label": texts_of(row, "label", languages),
            "when": row.when,
            "bounds": day_bounds(row.when),
            "point": _point(atlas, row.place) if row.place else None,
            "place": labels[row.place] if row.place else None,
            "subject": row.subject if row.subject in atlas.things.index else "",
            "statement": texts_of(row, "statement", languages),
            "source": citations(row.source),
            "standing": row.standing,
            "note": texts_of(row, "note", languages),
        }
        for row in (by_date(atlas.tables["events"]) if "events" in atlas.tables else ())
    ]


def _point(atlas: Atlas, place: str) -> list[float] | None:
    """Longitude and latitude of a place, if it is located."""
    row = atlas.lookups.places[place]
    return None if np.isnan(row["lon"]) else [row["lon"], row["lat"]]


def _label_ranks(atlas: Atlas) -> dict[str, int]:
    """Which names are written on the map first: those of places where most things are, then by id."""
    things = atlas.things
    crowd = Counter(things["place"])
    labelled = things[things["layer"].isin([key for key, style in atlas.layers.items() if style.labelled])]
    homes = dict(zip(labelled.index, labelled["place"], strict=True))
    order = sorted(homes, key=lambda key: (-crowd[homes[key]], key))
    return {key: rank for rank, key in enumerate(order)}


def _route(path: str, labels: dict[str, Text]) -> Route | None:
    """The labels of a line's first and last place and how many it is drawn through; none for one drawn in parts."""
    stops = split_list(path)
    return {"from": labels[stops[0]], "to": labels[stops[-1]], "places": len(stops)} if stops else None


def _place_labels(atlas: Atlas) -> dict[str, Text]:
    """What each place is called in each language: as the settlement that stands there, if one does."""
    languages = atlas.languages
    labels = {row.id: texts_of(row, "label", languages) for row in tuples(atlas.tables["places"])}
    types = atlas.tables["types"]
    settlements = types.loc[types["settlement"] == "yes", "key"]
    standing = atlas.things[atlas.things["type"].isin(settlements)].drop_duplicates("place")
    return labels | {row.place: texts_of(row, "name", languages) for row in tuples(standing)}


def place_records(atlas: Atlas) -> dict[str, Place]:
    """The places at which things are, by id."""
    labels, today = _place_labels(atlas), _gazetteer_names(atlas)
    used = set(atlas.things["place"])
    made: dict[str, Place] = {}
    for row in tuples(atlas.tables["places"], index=False):
        if row.id not in used:
            continue
        made[row.id] = {
            "names": labels[row.id],
            "precision": row.precision,
            "radius": 0 if np.isnan(row.radius_m) else plain(row.radius_m),
            "authority": row.authority,
            "source": citations(row.source),
            "note": row.note,
        }
        if (name := today.get(row.authority)) and name not in labels[row.id].values():
            made[row.id]["today"] = name
    return made


def _gazetteer_names(atlas: Atlas) -> dict[str, str]:
    """What the bundled gazetteer calls its places today, by their ids."""
    tables = [atlas.tables[name] for name in ("gazetteer", "cited") if name in atlas.tables]
    return {row["id"]: row["name"] for table in tables for row in records(table)}


def railhead_records(atlas: Atlas) -> list[Railhead]:
    """How far lines had been laid, row by row, with the bounds between which each line was at work."""
    heads = atlas.tables.get("railheads")
    made: list[Railhead] = []
    for row in [] if heads is None else records(heads):
        if row["line"] in atlas.things.index:
            line = atlas.things.loc[row["line"]]
            made.append(
                {
                    "line": row["line"],
                    "from": row["from"],
                    "when": row["when"],
                    "bounds": day_bounds(row["when"]),
                    "km": None if np.isnan(row["km"]) else plain(row["km"]),
                    "point": [row["lon"], row["lat"]],
                    "azimuth": round(locate(atlas.tables, row)[2], 1),
                    "begun": day_bounds(line["when"])[0],
                    "opened": day_bounds(line["opened"])[1],
                    "source": citations(row["source"]),
                }
            )
    return made


def by_date(table: pd.DataFrame) -> list[Any]:
    """Rows by their earliest day; undated ones last."""

    def key(row: Any) -> tuple[bool, int, str]:
        when = When.parse(row.when)
        return (
            when.undated,
            when.end_earliest if when.start_earliest <= OPEN_START else when.start_earliest,
            row.id,
        )

    return sorted(tuples(table, index=False), key=key)


def plain(value: float) -> float | int:
    """A number as JSON writes it best: without a fraction where it has none."""
    return int(value) if float(value).is_integer() else float(value)
