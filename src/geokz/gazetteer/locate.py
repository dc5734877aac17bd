"""From what a curator chose to rows of tables: the place in ``places.csv``, its id in the row, the authority bundled.

A choice is a place of the gazetteer or a point of one's own; how it becomes rows is told at :func:`edits`. Nothing is
taken without a choice, however sure the finder is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from anyascii import anyascii

from ..earth import apart_m
from ..errors import GazetteerError
from ..folder.edit import Edit, record
from ..folder.sheet import Sheet, open_sheet
from ..names import fold, scripts, text_column
from .areas import Areas
from .score import Candidate
from .tables import TOWN_SIZE, label_names
from .wanted import PLACE, Target, Wanted
from .words import bare_name

_CITABLE = re.compile(r"(geonames|wof):(\d+)")
_KAZAKH = set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
_BUNDLED = ("gazetteer", "cited")
SHOWN = 5


@dataclass(frozen=True)
class Choice:
    """What a curator decided: a place of the gazetteer, a point, or, with neither, that there is no telling.

    What is said besides goes before what the gazetteer has: ``precision``, ``radius_m``, ``source``, ``region`` (of
    today), ``note``, and ``labels`` by language. ``lon`` and ``lat`` are degrees as written.
    """

    place: Candidate | None = None
    lon: str = ""
    lat: str = ""
    precision: str = ""
    radius_m: str = ""
    source: str = ""
    region: str = ""
    note: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


def labels_of(asked: Wanted, choice: Choice, languages: Sequence[str]) -> dict[str, str]:
    """What a place is called in each language: as chosen, or a form of the gazetteer or of the row in its alphabet.

    The Kazakh form is one with Kazakh letters; without one, that of the Russian. What is not known stays empty.
    """
    known = [*(choice.place.names if choice.place else ()), *map(bare_name, asked.forms)]
    alike = {fold(choice.place.matched)} if choice.place and choice.place.matched else set()
    forms = sorted(dict.fromkeys(known), key=lambda form: fold(form) not in alike)
    if choice.place and "LATIN" in scripts(choice.place.name):
        forms.insert(0, label_names(choice.place.name)[0])
    cyrillic = [form for form in forms if scripts(form) & {"CYRILLIC", "LATIN"} == {"CYRILLIC"}]
    latin = [form for form in forms if scripts(form) & {"CYRILLIC", "LATIN"} == {"LATIN"}]
    russian = [form for form in cyrillic if not _KAZAKH & set(form)]
    kazakh = [form for form in cyrillic if _KAZAKH & set(form)]
    by_language = {"ru": russian, "kk": [*kazakh, *russian]}
    return {code: choice.labels.get(code) or next(iter(by_language.get(code, latin)), "") for code in languages}


def missing(asked: Wanted, choice: Choice, there: Target) -> list[str]:
    """The columns a choice leaves empty that a row of ``places.csv`` needs."""
    if choice.place is not None and _known(choice.place, there):
        return []
    empty = [
        text_column("label", code)
        for code, label in labels_of(asked, choice, there.rows.languages).items()
        if not label and asked.cell not in there.places
    ]
    if choice.place is None and not choice.lon:
        return empty + ([] if choice.source or asked.source else ["source"])
    if not (choice.region or _region(choice, there) or without_shapes(there)):
        empty.append("place_region")
    cited = choice.place is not None and _CITABLE.fullmatch(choice.place.authority or choice.place.id)
    if choice.place is None:
        empty += [name for name in ("precision", "radius_m") if not getattr(choice, name)]
    return empty + ([] if cited or choice.source else ["source"])


def edits(decided: Iterable[tuple[Wanted, Choice, Sequence[Candidate]]], there: Target) -> list[Edit]:
    """The rows that choices make: each with its question, and the candidates that were to choose from.

    - A place of ``places.csv``, or one whose authority has a row there, is that row; the id goes into ``place``.
    - Any other makes a row of ``places.csv``, or fills in the row of the place without a point that was asked for.
      Its authority is the id in GeoNames or Who's On First, and else an ``estimate``; precision and radius are those of
      the gazetteer, the region that of the authority or of the oblast the point lies in.
    - A place of GeoNames or Who's On First that is not bundled yet gets its row in ``gazetteer/cited.csv``, so that
      ``geokz check`` can compare the points.
    """
    made: list[Edit] = []
    ids: dict[int, str] = {}
    places = open_sheet(there.folder / _path(there, "places"), name=_path(there, "places"))
    written: dict[str, str] = {}
    taken = set(there.places)
    for asked, choice, found in decided:
        authority = choice.place.authority or choice.place.id if choice.place else ""
        known = (_known(choice.place, there) if choice.place else "") or written.get(authority, "")
        if not known:
            row = _place_row(asked, choice, found, there, taken)
            known = row["id"]
            taken.add(known)
            if authority:
                written[authority] = known
            made += _places_edit(places, row)
            made += _cited_edit(choice.place, there) if choice.place else []
        ids |= dict.fromkeys(asked.lines, known)
    return made + _rows_edits(there, ids)


def _path(there: Target, name: str) -> str:
    found = there.paths.get(name)
    if found is None:
        raise GazetteerError(f"{there.folder} has no table '{name}'; datapackage.json must name it")
    return found


def _known(place: Candidate, there: Target) -> str:
    """The id in ``places.csv`` of a place of the gazetteer, where it has a row with a point."""
    located = {key: row for key, row in there.places.items() if row["lon"]}
    if place.id in located:
        return place.id
    authority = place.authority or place.id
    if not _CITABLE.fullmatch(authority):
        return ""
    return next((key for key, row in located.items() if row["authority"] == authority), "")


def _region(choice: Choice, there: Target) -> str:
    """The oblast of today a chosen place lies in; empty where only the curator can tell."""
    keys = {row["key"] for row in there.rows.of("regions_today")}
    if choice.place is not None:
        if choice.place.region in keys or not choice.place.region:
            return choice.place.region or area_of(choice.place.lon, choice.place.lat, there)
        return "outside" if choice.place.abroad else ""
    return area_of(float(choice.lon), float(choice.lat), there)


def area_of(lon: float, lat: float, there: Target) -> str:
    """The oblast of a point; of a polygon for two of them, that of the three nearest places, if they agree. Nothing
    where the folder has no polygons."""
    areas = Areas.read(there.folder)
    area = areas.at(lon, lat) or ("outside" if areas else "")
    if ";" not in area:
        return area
    known = [row for name in ("places", *_BUNDLED) for row in there.rows.of(name) if row["lon"] and row["region"]]
    ranked = sorted((apart_m(lon, lat, float(row["lon"]), float(row["lat"])), row["region"]) for row in known)
    near = {region for _, region in ranked[:3]}
    return near.pop() if len(near) == 1 and near <= set(area.split("; ")) else ""


def without_shapes(there: Target) -> str:
    """What to say of a folder whose units of today have no shapes; nothing of one that has them."""
    if Areas.read(there.folder):
        return ""
    name = there.rows.profile.shapes
    return f"{there.folder} has no {name}: a place whose area of today no gazetteer tells is written without one."


def _place_row(
    asked: Wanted, choice: Choice, found: Sequence[Candidate], there: Target, taken: set[str]
) -> dict[str, str]:
    place, languages = choice.place, there.rows.languages
    labels = labels_of(asked, choice, languages)
    row = {text_column("label", code): label for code, label in labels.items()}
    old = there.places.get(asked.cell)
    if old is not None:
        row = {**old, **{name: label for name, label in row.items() if not old.get(name)}}
    note = choice.note or _note(asked, choice, found)
    if place is None and not choice.lon:
        row |= {"precision": "unlocated", "source": choice.source or asked.source, "note": note}
    else:
        cited = _CITABLE.fullmatch(place.authority or place.id) if place else None
        row |= {
            "lon": f"{place.lon:.5f}" if place else choice.lon,
            "lat": f"{place.lat:.5f}" if place else choice.lat,
            "precision": choice.precision or (place.precision if place else ""),
            "radius_m": choice.radius_m or (f"{place.radius_m:.0f}" if place else ""),
            "authority": cited[0] if cited else "estimate",
            "region": choice.region or _region(choice, there),
            "source": choice.source or (f"{cited[1]}[{cited[2]}]" if cited else ""),
            "note": note,
        }
    return row | {"id": asked.cell if old is not None else _new_id(labels, row.get("region", ""), taken)}


def _note(asked: Wanted, choice: Choice, found: Sequence[Candidate]) -> str:
    """Which places of the name were there to choose from, and not chosen."""
    name = asked.forms[0]
    others = [
        other
        for other in found
        if other.match != "suggestion" and (choice.place is None or other.id != choice.place.id)
    ]
    listed = ", ".join(f"{other.id} ({other.region or 'oblast not known'})" for other in others[:SHOWN])
    if choice.place is None and not choice.lon:
        return f"Named '{name}'; " + (
            f"of this name there are {listed}, and nothing tells which." if listed else "no gazetteer has it."
        )
    return f"Named '{name}'" + (f"; not chosen of this name: {listed}." if listed else ".")


def _new_id(labels: Mapping[str, str], region: str, taken: set[str]) -> str:
    """A key of ``places.csv`` that is not taken, nor the beginning of one: the name, perhaps with its oblast."""
    text = next((label for label in labels.values() if label), "place")
    stem = re.sub(
        r"[^a-z0-9]+", "-", anyascii(label_names(text)[0] if label_names(text) else text).lower().replace("'", "")
    ).strip("-")
    stem = stem or "place"
    tries = [stem, f"{stem}-{region}"] if region else [stem]
    heads = {key[:at] for key in taken for at, sign in enumerate(key) if sign == "-"}  # whose points they would be
    return next(
        (one for one in tries if one not in taken | heads),
        next(f"{stem}-{number}" for number in range(2, len(taken) + 3) if f"{stem}-{number}" not in taken),
    )


def _places_edit(sheet: Sheet, row: Mapping[str, str]) -> list[Edit]:
    records = list(sheet.records())
    at = sheet.column("id")
    text = record(sheet, [row.get(name, "") for name in sheet.header], records[0][1])
    for line, raw, cells in records[1:]:
        if cells and cells[at] == row["id"]:
            return [Edit(sheet.name, line, raw, text)]
    return [Edit(sheet.name, None, None, text)]


def _cited_edit(place: Candidate, there: Target) -> list[Edit]:
    """The row of a cited place in ``cited.csv``, where the folder has that table and no row for it."""
    authority = place.authority or place.id
    if "cited" not in there.paths or not _CITABLE.fullmatch(authority):
        return []
    if any(row["id"] == authority for name in _BUNDLED for row in there.rows.of(name)):
        return []
    listed = next((row for row in there.rows.of("namesakes") if row["id"] == authority), None)
    row = dict(listed) if listed else {
        "id": authority,
        "name": place.name,
        "names": "|".join(name for name in place.names if name != place.name),
        "lon": f"{place.lon:.5f}",
        "lat": f"{place.lat:.5f}",
        "kind": "town" if place.population >= TOWN_SIZE else "settlement",
        "population": str(place.population or ""),
        "country": place.region.partition(".")[0] if "." in place.region else "KZ",
        "region": place.region,
        "source": authority,
    }  # fmt: skip
    sheet = open_sheet(there.folder / there.paths["cited"], name=there.paths["cited"])
    (_, header, _), *_ = sheet.records()
    return [Edit(sheet.name, None, None, record(sheet, [row.get(name, "") for name in sheet.header], header))]


def _rows_edits(there: Target, ids: Mapping[int, str]) -> list[Edit]:
    """The ids in the column of places; a list without one gets it, its other rows with an empty cell."""
    made = []
    for line, raw, cells in there.sheet.records():
        if not cells or (there.at >= 0 and (line not in ids or cells[there.at] == ids[line])):
            continue
        if there.at < 0:
            body = raw.rstrip("\r\n")
            behind = PLACE if line == 1 else ids.get(line, "")
            cell = there.sheet.joined([behind]) if behind else ""
            text = f"{body}{there.sheet.separator}{cell}{raw[len(body) :]}"
        else:
            text = record(there.sheet, [*cells[: there.at], ids[line], *cells[there.at + 1 :]], raw)
        made.append(Edit(there.file, line, raw, text))
    return made
