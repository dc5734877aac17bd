"""What only the whole can show: points, lives and numbers that do not go together.

Each check is a function from an atlas to findings, listed in ``CHECKS``; to add one, write it and put it there,
and its name into the ``enum`` of ``schema/exception.json``. A finding that is meant is answered by a row of
``exceptions.csv`` (:mod:`.findings`). Cells that cannot be read are passed over here: they are listed already.

The distances that are allowed
    ``OBLAST_M`` beyond the border of the oblast named in ``places.region`` (the polygons are simplified);
    ``NAMED_M`` and both radii between a thing or place and the place its id begins with (``karaganda-mine-18``);
    ``CITED_M``, or the place's own radius, between a place and the place of the gazetteer whose id it cites;
    ``OWNER_M`` between a thing and the larger thing it belongs to, where their present oblasts differ.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import shapely

from ..atlas import Atlas
from ..atlas.lookups import Row
from ..dates import When, day_number, iso_day
from ..earth import distance_m, to_metres
from ..errors import GeokzError, Problem
from ..folder.frames import records
from ..folder.package import LINE
from ..names import text_column
from . import disagreements, time
from .findings import Finding, settle

OBLAST_M = 15_000
NAMED_M = 50_000
CITED_M = 3_000
OWNER_M = 150_000

ONCE = ("founded", "begun", "opened", "closed", "found")


def plausibility(atlas: Atlas, exceptions: pd.DataFrame | None = None, *, stale: bool = True) -> list[Problem]:
    """Everything in an atlas that cannot well be true together, less the exceptions, and with ``stale`` those of
    them that nothing asks for."""
    found = [finding for check in CHECKS.values() for finding in check(atlas)]
    return settle(found, exceptions, CHECKS if stale else ())


def outside_oblast(atlas: Atlas) -> Iterator[Finding]:
    """Points outside the present oblast that ``places.region`` names, or in one when it says outside.

    Nothing where the folder has no shapes of them.
    """
    oblasts, country = _oblasts(atlas)
    if not oblasts:
        return
    to_metre = to_metres(atlas.profile.projection)
    for key, place in atlas.lookups.places.items():
        if pd.isna(place["lon"]) or pd.isna(place["lat"]):
            continue
        point = shapely.Point(to_metre.transform(place["lon"], place["lat"]))
        region = place["region"]
        here = " or ".join(name for name, area in oblasts.items() if area.contains(point)) or "outside"
        if region == "":
            message = f"is empty, but the point lies in {here}; write it"
        elif region == "outside":
            if not country.contains(point) or country.boundary.distance(point) <= OBLAST_M:
                continue
            message = f"is 'outside', but the point lies in {here}; correct the point or the region"
        elif region in oblasts and oblasts[region].distance(point) > OBLAST_M:
            off = oblasts[region].distance(point) / 1000
            message = f"is '{region}', but the point lies {off:.0f} km outside it, in {here}; correct one of them"
        else:
            continue
        yield Finding("outside-oblast", "places.csv", key, place[LINE], "region", message)


def far_from_name(atlas: Atlas) -> Iterator[Finding]:
    """Things and places that stand too far from the place their id begins with."""
    located = {key: row for key, row in atlas.lookups.places.items() if not pd.isna(row["lon"])}
    rows = [(key, row, "places.csv", row) for key, row in located.items()]
    for key, thing in atlas.lookups.things.items():
        place = _place_of(atlas, key)
        if place is not None and _has_point(atlas, thing) and thing["place"] != key:
            rows.append((key, place, thing["file"], thing))
    for key, place, file, row in rows:
        words = key.split("-")
        starts = ["-".join(words[:count]) for count in range(len(words) - 1, 0, -1)]
        named = next((located[start] for start in starts if start in located), None)
        if named is None or named["precision"] == "region":
            continue
        off = distance_m(place, named)
        if off > NAMED_M + _radius(place) + _radius(named):
            column = "lon" if file == "places.csv" else "place"
            label = named.get(text_column("label", atlas.languages[0]), "")
            message = f"stands {off / 1000:.0f} km from {label}, which its id names; correct one of them"
            yield Finding("far-from-name", file, key, row[LINE], column, message)


def far_from_authority(atlas: Atlas) -> Iterator[Finding]:
    """Places, and seats of districts, that stand away from the place of the gazetteer whose id they cite."""
    tables = [atlas.tables[name] for name in ("gazetteer", "cited") if name in atlas.tables]
    cited = {row["id"]: row for table in tables for row in records(table)}
    for key, place in atlas.lookups.places.items():
        authority = cited.get(place["authority"])
        if authority is None or pd.isna(place["lon"]) or pd.isna(place["lat"]):
            continue
        off = distance_m(place, authority)
        if off > max(CITED_M, _radius(place)):
            message = f"stands {off / 1000:.1f} km from {place['authority']}, which it cites; correct one of them"
            yield Finding("far-from-authority", "places.csv", key, place[LINE], "lon", message)
    seats = records(atlas.tables["districts"]) if "districts" in atlas.tables else []
    for line, seat in enumerate(seats, 2):
        authority = cited.get(seat["seat"])
        if authority is not None and (off := distance_m(seat, authority)) > CITED_M:
            message = f"stands {off / 1000:.1f} km from {seat['seat']}, which it cites; correct one of them"
            yield Finding("far-from-authority", "gazetteer/districts.csv", seat["seat"], line, "lon", message)


def _oblasts(atlas: Atlas) -> tuple[Mapping[str, Any], Any]:
    """The polygon, in metres, of each present oblast by its key, and that of all of them.

    Both halves of an oblast split in 2022 share one.
    """
    if not atlas.source.shapes:
        return {}, None
    try:
        return _polygons(atlas.source.shapes, atlas.profile.projection)
    except (ValueError, KeyError, TypeError) as problem:
        raise GeokzError(f"{atlas.profile.shapes} is no GeoJSON with features; make it again: {problem}") from problem


@lru_cache(maxsize=4)
def _polygons(shapes: bytes, projection: str) -> tuple[Mapping[str, Any], Any]:
    to_metre = to_metres(projection)
    features = json.loads(shapes)["features"]

    def turn(degrees: np.ndarray) -> np.ndarray:
        return np.column_stack(to_metre.transform(degrees[:, 0], degrees[:, 1]))

    oblasts = {
        key: shapely.transform(shapely.geometry.shape(feature["geometry"]), turn)
        for feature in features
        for key in feature["properties"]["keys"].split("; ")
    }
    country = shapely.union_all(list(oblasts.values()))
    shapely.prepare(country)
    return oblasts, country


def _place_of(atlas: Atlas, thing: str) -> Row | None:
    """The place of a thing, if it has a point that is not that of a whole region."""
    place = atlas.lookups.places.get(atlas.lookups.things[thing]["place"])
    located = place is not None and not pd.isna(place["lon"]) and not pd.isna(place["lat"])
    return place if located and place and place["precision"] != "region" else None


def _has_point(atlas: Atlas, thing: Row) -> bool:
    """Whether a thing is where its place is; a line or an area has no one point."""
    return atlas.parts[thing["layer"]].extent == "point"


def _is_area(atlas: Atlas, thing: str) -> bool:
    row = atlas.lookups.things.get(thing)
    return row is not None and atlas.parts[row["layer"]].extent == "area"


def _finding(atlas: Atlas, check: str, thing: str, column: str, message: str) -> Finding:
    row = atlas.lookups.things[thing]
    return Finding(check, row["file"], thing, row[LINE], column, message)


def _radius(place: Mapping[str, Any]) -> float:
    return 0.0 if pd.isna(place["radius_m"]) else float(place["radius_m"])


def same_point(atlas: Atlas) -> Iterator[Finding]:
    """Places of different names on one point: a placeholder, or one place written twice."""
    first: dict[tuple[float, float], str] = {}
    for key, place in atlas.lookups.places.items():
        if pd.isna(place["lon"]) or pd.isna(place["lat"]):
            continue
        other = first.setdefault((place["lon"], place["lat"]), key)
        if other != key:
            if atlas.lookups.places[other]["authority"] == "estimate":  # it borrowed the point of the other
                key, other, place = other, key, atlas.lookups.places[other]
            message = f"has the very point of '{other}'; give it its own, share that place, or make it unlocated"
            yield Finding("same-point", "places.csv", key, place[LINE], "lon", message)


def namesake(atlas: Atlas) -> Iterator[Finding]:
    """Things that stand far from their owner, in another oblast: perhaps a namesake was taken."""
    for key, owner in atlas.lookups.owners:
        place, home = _place_of(atlas, key), _place_of(atlas, owner)
        row = atlas.lookups.things[key]
        if (
            place is None
            or home is None
            or not (_has_point(atlas, row) and _has_point(atlas, atlas.lookups.things[owner]))
        ):
            continue
        off = distance_m(place, home)
        if place["region"] != home["region"] and off > OWNER_M:
            message = (
                f"'{row['place']}' lies in {place['region']}, {off / 1000:.0f} km from {owner} in "
                f"{home['region']}; take the namesake near it"
            )
            yield _finding(atlas, "namesake", key, "place", message)


def outlives_whole(atlas: Atlas) -> Iterator[Finding]:
    """Parts that surely lived after the end of the whole they belong to; where only their tie says so, see ``time``."""
    ends = day_number(atlas.profile.last + 1)
    for key, owner in atlas.lookups.owners:
        end = atlas.lives[owner].when.end_latest
        last = min(atlas.lives[key].when.end_earliest, ends)  # an open end says only that it outlived the atlas
        if last > end and not _shown_by_tie(atlas, key, owner):
            message = f"it lived on {iso_day(last)}, but '{owner}' ended by {iso_day(end)}; correct a date or part_of"
            yield _finding(atlas, "outlives-whole", key, "when", message)


def _shown_by_tie(atlas: Atlas, part: str, whole: str) -> bool:
    """Whether what shows a part alive last is its tie to the whole."""
    shown = [step for step in atlas.lives[part].steps if step.bound == "end_earliest"]
    ties = {f"{part} {kind} {whole}" for kind in time.WHOLE_TIES}
    return bool(shown) and shown[-1].by == "relations" and shown[-1].ref in ties


def undated(atlas: Atlas) -> Iterator[Finding]:
    """Things without any date, of their own or of their evidence."""
    for key, life in atlas.lives.items():
        if life.when.undated:
            message = "is empty, and no accepted claim or figure dates it; find a date"
            yield _finding(atlas, "undated", key, "when", message)


def outside_life(atlas: Atlas) -> Iterator[Finding]:
    """Rows that show a thing alive when its own dates say that it was not; of a tie, the whole is left to ``time``."""
    files = {table.name: table.path for table in atlas.source.tables}
    for proof in (*atlas.evidence, *time.at_work(atlas)):
        if proof.subject not in atlas.lookups.things:
            continue
        if proof.kind in time.WHOLE_TIES and proof.id.endswith(f" {proof.kind} {proof.subject}"):
            continue
        own, when = When.parse(atlas.lookups.things[proof.subject]["when"]), When.parse(proof.when)
        if own.undated:
            continue
        if time.begins_before(when, own.start_earliest):
            told = f"before {proof.subject} began ({own})"
        elif time.lasts_beyond(when, own.end_latest):
            told = f"after {proof.subject} ended ({own})"
        else:
            continue
        message = f"'{when}' shows it alive {told}; correct a date, or mark the row disputed"
        yield Finding("outside-life", files[proof.table], proof.id, proof.line, "when", message)


def contradiction(atlas: Atlas) -> Iterator[Finding]:
    """Accepted claims that date one event of one thing to times that cannot be one."""
    claims = atlas.source.frames["claims"]
    rows = claims[(claims["standing"] == "accepted") & claims["predicate"].isin(ONCE) & (claims["when"] != "")]
    for key, group in rows.groupby(["subject", "predicate"], sort=False):
        subject, predicate = map(str, key)
        if _is_area(atlas, subject):
            continue
        earlier: list[tuple[str, When]] = []
        for id_, text, line in zip(group["id"], group["when"], group[LINE], strict=True):
            when = When.parse(text)
            for other, then in earlier:
                if when.end_latest < then.start_earliest or then.end_latest < when.start_earliest:
                    message = (
                        f"'{when}' and '{then}' of {other} cannot both date '{predicate}' of {subject}; "
                        "mark them disputed, or use another predicate"
                    )
                    yield Finding("contradiction", "claims.csv", id_, line, "when", message)
                    break
            earlier.append((id_, when))


def renamed_to_same(atlas: Atlas) -> Iterator[Finding]:
    """Names that begin while the thing bears them in that language already, and renamings that leave it its names.

    Names without years are passed over: nobody knows when they were in use.
    """
    names, claims = atlas.source.frames.get("names"), atlas.source.frames["claims"]
    borne: dict[str, list[tuple[str, str, When]]] = defaultdict(list)
    for row in [] if names is None else records(names[names["when"] != ""]):
        name, when = row["name"], When.parse(row["when"])
        for lang, other, then in borne[row["id"]]:
            met = when.start_earliest <= then.end_latest + 1 and then.start_earliest <= when.end_latest + 1
            if lang == row["lang"] and other.casefold() == name.casefold() and met:
                message = f"'{name}' ({when}) is its name in {lang} already ({then}); make them one row"
                yield Finding("renamed-to-same", "names.csv", f"{row['id']}: {name}", row[LINE], "name", message)
                break
        borne[row["id"]].append((row["lang"], name, when))
    rows = claims[(claims["predicate"] == "renamed") & (claims["standing"] == "accepted") & (claims["when"] != "")]
    for id_, subject, text, line in rows[["id", "subject", "when", LINE]].itertuples(index=False):
        when = When.parse(text)
        before = _called(borne[subject], when.start_earliest - 1)
        after = _called(borne[subject], when.end_latest + 1)
        both = set(before) & set(after)
        if both and all(before[lang] == after[lang] for lang in both):
            told = ", ".join(sorted(name for lang in both for name in after[lang]))
            message = f"{subject} is called the same before and after {when} ({told}); correct names.csv or the claim"
            yield Finding("renamed-to-same", "claims.csv", id_, line, "subject", message)


def _called(names: Iterable[tuple[str, str, When]], day: int) -> dict[str, set[str]]:
    """What a thing may have been called on a day, by language."""
    called: dict[str, set[str]] = defaultdict(set)
    for lang, name, when in names:
        if when.start_earliest <= day <= when.end_latest:
            called[lang].add(name)
    return called


def parts_exceed_total(atlas: Atlas) -> Iterator[Finding]:
    """Totals smaller than what their parts add up to: the same measure, thing counted, unit and date."""
    figures = _accepted(atlas)
    parents: dict[str, set[str]] = defaultdict(set)
    for key, owner in atlas.lookups.owners:
        parents[owner].add(key)
    for row in records(atlas.source.frames["relations"]):
        if row["type"] in {"section_of", "part_of"}:
            parents[row["object"]].add(row["subject"])
    totals = [row for row in figures if row["subject"] in parents and row["qualifier"] not in {"more_than", "at_least"}]
    for total in totals:
        if total["unit"] in {"times", "place"} or total["measure"] == "growth":
            continue
        same = ("measure", text_column("of", atlas.languages[0]), "unit", "when")
        parts = {
            row["subject"]: row["value"]
            for row in figures
            if row["subject"] in parents[total["subject"]] and all(row.get(name) == total.get(name) for name in same)
        }
        if sum(parts.values()) > total["value"]:
            told = " + ".join(f"{value:g} ({part})" for part, value in parts.items())
            message = f"{total['value']:g} is less than its parts {told}; mark what is wrong as doubtful"
            yield Finding("parts-exceed-total", "figures.csv", total["id"], total[LINE], "value", message)


def shares_exceed_whole(atlas: Atlas) -> Iterator[Finding]:
    """Shares of one whole at one date that make more than a hundred per cent.

    ``of_en``, where there is one, reads "the whole", for the shares of several things in it, or "a part in the whole",
    "a part among the whole" for several parts told of one thing. Of a thing and the larger thing it belongs to, or lies
    in, only the larger one is counted.
    """
    groups: dict[tuple[str, str, str], dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in _accepted(atlas):
        if (row["measure"], row["unit"]) != ("share", "percent") or row["qualifier"] in {"increase", "decrease"}:
            continue
        part, *rest = re.split(" in | among ", row.get("of_en", ""), maxsplit=1)
        if rest:
            groups[(rest[0], row["when"], row["subject"])].setdefault(part, row)
        elif part:
            groups[(part, row["when"], "")].setdefault(row["subject"], row)
    up = dict(atlas.lookups.owners)
    for (name, when, subject), rows in groups.items():
        areas = {key for key in rows if _is_area(atlas, key)}
        counted = [
            row
            for key, row in rows.items()
            if subject or (not set(_chain(key, up)) & set(rows) and (key in areas or not areas))
        ]
        added = sum(row["value"] for row in counted)
        if len(counted) > 1 and added > 100.5:  # half a per cent for rounding
            told = " + ".join(f"{row['value']:g} ({row['id']})" for row in counted)
            message = f"shares of '{name}' {when} make {added:g} %: {told}; mark what is wrong as doubtful"
            last = counted[-1]
            yield Finding("shares-exceed-whole", "figures.csv", last["id"], last[LINE], "value", message)


def _accepted(atlas: Atlas) -> list[dict[str, Any]]:
    figures = atlas.source.frames["figures"]
    return records(figures[(figures["standing"] == "accepted") & figures["value"].notna()])


def _chain(key: str, up: Mapping[str, str]) -> Iterable[str]:
    """The larger things a thing lies in, nearest first."""
    seen = {key}
    while (key := up.get(key, "")) and key not in seen:
        seen.add(key)
        yield key


CHECKS: dict[str, Callable[[Atlas], Iterator[Finding]]] = {
    "outside-oblast": outside_oblast,
    "far-from-name": far_from_name,
    "far-from-authority": far_from_authority,
    "same-point": same_point,
    "namesake": namesake,
    "outlives-whole": outlives_whole,
    "undated": undated,
    "outside-life": outside_life,
    "contradiction": contradiction,
    "renamed-to-same": renamed_to_same,
    "parts-exceed-total": parts_exceed_total,
    "shares-exceed-whole": shares_exceed_whole,
    **time.CHECKS,
    **disagreements.CHECKS,
}
