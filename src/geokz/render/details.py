"""What the cards, lists, tours and the search say of an atlas: the records of :mod:`geokz.render.wire`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from ..atlas import Atlas
from ..folder.frames import tuples
from ..folder.languages import texts_of
from ..folder.layers import LayerStyle
from ..folder.tables import split_list
from ..folder.texts import Transcript
from ..memory import uncollected
from .accounts import account_records, citations, day_bounds
from .datings import dating, single_year
from .licences import licences
from .located import by_date, event_records, place_records, plain, railhead_records, thing_records
from .sourced import source_records
from .strings import worded
from .wire import (
    WIRE_VERSION,
    About,
    Claim,
    Dating,
    Details,
    Disagreement,
    Figure,
    Form,
    Layer,
    Name,
    Period,
    Relation,
    Tour,
)

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
    "source_classes",
    "source_reads",
)
_TABLES = ("names", "claims", "figures", "relations", "periods", "sources")
Record = TypeVar("Record")


@uncollected()
def page_details(
    atlas: Atlas,
    order: Mapping[str, list[str]],
    *,
    tours: Collection[str] | None = None,
    years: tuple[int, int],
    texts: Mapping[str, Transcript] | None = None,
) -> Details:
    """Everything the cards, lists and the search say.

    ``order``: the ids of each layer in the order of its columns; ``tours``: keys of those offered, all when left out;
    ``years``: first and last of the clock, which periods have to lie within; ``texts``: transcripts whose passages
    are shown, on a build that says it is a local one.
    """
    kept, languages = set(atlas.things.index), atlas.languages
    tables = {name: atlas.tables.get(name, pd.DataFrame()) for name in (*_TABLES, *_VOCABULARIES)}
    details: Details = {
        "version": WIRE_VERSION,
        "languages": list(languages),
        "about": _about(atlas, languages),
        "layers": [_layer(style) for style in atlas.layers.values()],
        "vocabularies": {
            **{
                name: {row.key: texts_of(row, "label", languages) for row in tuples(tables[name])}
                for name in _VOCABULARIES
            },
            "inverses": {row.key: texts_of(row, "inverse", languages) for row in tuples(tables["relation_types"])},
        },
        "things": thing_records(atlas),
        "accounts": account_records(atlas),
        "places": place_records(atlas),
        "names": _grouped((row.id, _name(row)) for row in tuples(tables["names"], index=False) if row.id in kept),
        "claims": _grouped(
            (row.subject, _claim(row, languages)) for row in by_date(tables["claims"]) if row.subject in kept
        ),
        "figures": _grouped(
            (row.subject, _figure(row, languages)) for row in by_date(tables["figures"]) if row.subject in kept
        ),
        "relations": [
            _relation(row, languages)
            for row in tuples(tables["relations"], index=False)
            if row.subject in kept and row.object in kept
        ],
        "disagreements": _disagreements(atlas),
        "events": event_records(atlas),
        "tours": [tour for tour in _tour_records(atlas) if tours is None or tour["key"] in tours],
        "railheads": railhead_records(atlas),
        "periods": [
            period
            for period in (_period(row, languages) for row in tuples(tables["periods"], index=False))
            if years[0] <= period["from"] and period["to"] <= years[1]
        ],
        "sources": {},
        "dates": {},
        "order": dict(order),
    }
    details["dates"] = _dates(details)
    details["sources"] = source_records(tables["sources"], languages, details, texts or {})
    if texts is not None:
        details["about"]["local"] = True
    return details


def _layer(style: LayerStyle) -> Layer:
    return {
        "key": style.key,
        "label": dict(style.label),
        "colour": style.colour,
        "colourDark": style.colour_dark,
        "shape": style.shape,
        "show": style.show,
        "labelled": style.labelled,
        "quiet": style.quiet,
        "prisoners": style.prisoners,
    }


def _name(row: Any) -> Name:
    return {
        "name": row.name,
        "lang": row.lang,
        "when": row.when,
        "kind": row.kind,
        "bounds": day_bounds(row.when),
        "source": citations(row.source),
    }


def _claim(row: Any, languages: Sequence[str]) -> Claim:
    return {
        "id": row.id,
        "predicate": row.predicate,
        "when": row.when,
        "statement": texts_of(row, "statement", languages),
        "source": citations(row.source),
        "standing": row.standing,
        "note": texts_of(row, "note", languages),
    }


def _figure(row: Any, languages: Sequence[str]) -> Figure:
    of = texts_of(row, "of", languages)
    return {
        "id": row.id,
        "measure": row.measure,
        "value": None if np.isnan(row.value) else plain(row.value),
        "unit": row.unit,
        "when": row.when,
        "year": single_year(row.when),
        "qualifier": row.qualifier,
        "of": of if any(of.values()) else None,
        "source": citations(row.source),
        "standing": row.standing,
        "note": texts_of(row, "note", languages),
    }


def _relation(row: Any, languages: Sequence[str]) -> Relation:
    return {
        "subject": row.subject,
        "type": row.type,
        "object": row.object,
        "when": row.when,
        "source": citations(row.source),
        "standing": row.standing,
        "note": texts_of(row, "note", languages),
    }


def _period(row: Any, languages: Sequence[str]) -> Period:
    return {"label": texts_of(row, "label", languages), "from": int(row.when[:4]), "to": int(row.when[-4:])}


def _dates(details: Details) -> dict[str, Dating]:
    """Every date that stands in a record, in parts, by its text."""
    rows: list[Any] = [*details["things"], *details["relations"], *details["railheads"], *details["events"]]
    rows += [seat for thing in details["things"] for seat in thing.get("seats", ())]
    for table in (details["names"], details["claims"], details["figures"]):
        rows += [row for group in table.values() for row in group]
    found = {row["when"] for row in rows} | {thing.get("opened", "") for thing in details["things"]}
    told: list[Any] = [account for group in details["accounts"].values() for account in group.values()]
    found |= {account["when"] for account in told} | {account.get("opened", "") for account in told}
    found |= {step["day"] for row in (*details["things"], *told) for step in row.get("bounded", ())}
    return {when: dating(when) for when in sorted(found) if when}


def _about(atlas: Atlas, languages: Sequence[str]) -> About:
    """Version and date of the data, also as they are cited, how the atlas is, and the licences of all in the page."""
    credit, profile = atlas.credit, atlas.profile
    version, date = credit.version or "?", credit.date or "?"
    holes = {"version": version, "date": date, "day_first": ".".join(reversed(date.split("-"))), "year": date[:4]}
    return {
        "version": version,
        "date": date,
        "edition": {code: worded("edition", [code]).format_map(holes) for code in languages},
        "credit": " · ".join(filter(None, [credit.line, profile.base_credit])),
        "notice": dict(credit.members),
        "cite": {
            "work": profile.work,
            "authors": dict(profile.authors) or ({languages[0]: credit.authors} if credit.authors else {}),
            "forms": [form if isinstance(form, str) else _form(form) for form in profile.forms],
        },
        "measure": profile.measure,
        "path": f"{profile.path}/" if profile.path else "",
        "licences": licences(credit, atlas.source.notices),
    }


def _form(form: Mapping[str, str]) -> Form:
    return {"label": form["label"], "lang": form["lang"], "text": form["text"]}


def _tour_records(atlas: Atlas) -> list[Tour]:
    return [
        {
            "key": tour["key"],
            "title": dict(tour["title"]),
            "steps": [
                {
                    "title": dict(step["title"]),
                    "text": dict(step["text"]),
                    "question": dict(step.get("question", {})),
                    "years": [int(step["when"][:4]), int(step["when"][-4:])],
                    "view": step["view"],
                    "layers": step.get("layers", []),
                    "select": step.get("select", ""),
                    "source": citations(step["source"]),
                }
                for step in tour["steps"]
            ],
        }
        for tour in atlas.tours
    ]


def _disagreements(atlas: Atlas) -> list[Disagreement]:
    """The rows that differ, each with all its sides."""
    languages = atlas.languages
    homes: dict[str, tuple[str, str]] = {}
    for name in ("claims", "figures"):
        for row in tuples(atlas.tables[name]) if name in atlas.tables else ():
            homes.setdefault(row.id, (name, row.subject))
    return [
        {
            "question": texts_of(row, "question", languages),
            "sides": [(*homes[side], side) for side in split_list(row.sides) if side in homes],
            "verdict": row.verdict,
            "argument": texts_of(row, "argument", languages),
        }
        for row in (tuples(atlas.tables["disagreements"]) if "disagreements" in atlas.tables else ())
    ]


def _grouped(pairs: Iterable[tuple[str, Record]]) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
