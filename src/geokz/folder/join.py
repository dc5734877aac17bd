"""Two data folders as one, under one clock: the second keeps its ids apart by the name of its folder.

``kolyma`` beside the atlas of another region: its things, places, sources, claims and so on are called
``kolyma-magadan`` and so on, wherever they are named; ids of the first stay. A layer or a vocabulary that both have is
one, in the words of the first. The languages are those of both, the first folder's before; what one of them lacks in
a language is shown in another. Titles, frames and years are those of both together; texts of the page that one of them
words in its own way are told of neither. Base maps lie each in its own edges, and a place is in the countries of its
own folder.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from ..errors import GeokzError
from ..names import text_column
from ..sources import GAZETTEERS, CitationError, cite
from .languages import MOST, TEXT_COLUMN
from .layers import LayerStyle
from .maps import ThemedMap
from .package import LINE, Credit, Table
from .profile import Profile
from .read import Folder, Share
from .rows import rows_of
from .tables import Read, split_list

_IDS = {"thing", "things", "named", "places"}
_SHARED = {"gazetteer", "cited", "namesakes"}
_SIDES = {"sides", "verdict"}


def join_folders(one: Folder, other: Folder) -> Folder:
    """Both folders as one; their problems are not looked at.

    Raises :class:`geokz.errors.GeokzError` for two of one name, with more languages than a page has, with a layer that
    is of points in one and of lines in the other, or with an id that both have in spite of the name before it.
    """
    name = other.credit.name
    if one.credit.name == name:
        raise GeokzError(f"both folders are called '{name}' (name in datapackage.json); give one of them another name")
    profile = _profile(one, other)
    read = dict(one.read)
    tables = {table.name: table for table in one.tables}
    own = {table.name: table for table in other.tables}
    for key, found in other.read.items():
        table, frame = own[key], _apart(found.frame, own[key], name)
        if key in read:
            _refuse(tables[key], read[key].frame, table, frame)
            tables[key] = _wider(tables[key], table)
            read[key] = Read(_together(read[key].frame, frame, table))
        else:
            tables[key], read[key] = table, Read(frame)
    for key in read:
        tables[key], read[key] = _worded(tables[key], read[key], profile.languages)
    return Folder(
        path=one.path,
        tables=tuple(tables.values()),
        read=read,
        styles=_styles(one, other, profile.languages),
        tours=[*one.tours, *(_tour(tour, name) for tour in other.tours)],
        maps=[ThemedMap.of(profile)],
        credit=_credit(one.credit, other.credit),
        profile=profile,
        languages=profile.languages,
        base_map={
            stem: _features(one.base_map.get(stem, b""), other.base_map.get(stem, b""), name)
            for stem in {**one.base_map, **other.base_map}
        },
        shapes=_features(one.shapes, other.shapes, name),
        relief=b"",
        base_names=_names(one.base_names, other.base_names),
        notices={**one.notices, **other.notices},
        problems=[*one.problems, *other.problems],
        shares=(*_shares(one), *_shares(other, name)),
    )


def _shares(folder: Folder, name: str = "") -> Iterable[Share]:
    """What a folder brings: itself, or what those brought that it was joined of, behind its name."""
    if folder.shares:
        brought = folder.shares
    else:
        places = folder.read["places"].frame["id"] if "places" in folder.read else ()
        brought = (Share(folder.path, folder.profile, folder.relief, bool(folder.base_map), frozenset(places)),)
    if not name:
        return brought
    return [replace(one, places=frozenset(_id(key, name) for key in one.places)) for one in brought]


def _profile(one: Folder, other: Folder) -> Profile:
    first, second = one.profile, other.profile
    languages = tuple(dict.fromkeys((*first.languages, *second.languages)))
    if len(languages) > MOST:
        raise GeokzError(
            f"the folders have {len(languages)} languages together, {', '.join(languages)}; at most {MOST}"
        )

    def both(texts: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
        told = {code: [some[code] for some in (texts, others) if some.get(code)] for code in languages}
        return {code: " · ".join(some) for code, some in told.items() if some}

    title = both(first.title, second.title)
    corners = zip(first.frame, second.frame, strict=True), zip(first.pan, second.pan, strict=True)
    frame, pan = ([_edge(lower, min), _edge(upper, max)] for lower, upper in corners)
    said: dict[str, Any] = {
        "languages": list(languages),
        "title": {code: title.get(code, next(iter(title.values()))) for code in languages},
        "clock": {
            "first": min(first.first, second.first),
            "last": max(first.last, second.last),
            "opening": first.opening,
        },
        "map": {"frame": frame, "pan": pan, "base": pan, "credit": _line(first.base_credit, second.base_credit)},
        "area": {
            "name": both(first.area, second.area),
            "countries": list(first.countries) if first.countries == second.countries else [],
            "units": first.units,
            "words": [*dict.fromkeys((*first.area_words, *second.area_words))],
            "admin1": {**second.admin1, **first.admin1},
        },
        "sums": {"measure": first.measure},
        "cite": {
            "work": _line(first.work, second.work),
            "authors": both(first.authors, second.authors),
            "forms": [form for form in first.forms if isinstance(form, str)],
        },
    }
    return Profile.of(said)


def _edge(corners: tuple[Any, Any], choose: Any) -> list[float]:
    return [choose(edges) for edges in zip(*corners, strict=True)]


def _line(*texts: str) -> str:
    """Texts one after another, what is part of several once."""
    parts = dict.fromkeys(part for text in texts for part in text.split(" · ") if part)
    return " · ".join(parts)


def _credit(one: Credit, other: Credit) -> Credit:
    same = one.licence == other.licence
    return Credit(
        name=f"{one.name}-{other.name}",
        title=f"{one.title}; {other.title}",
        version=one.version if one.version == other.version else "",
        date=max(one.date, other.date),
        authors=", ".join(dict.fromkeys([one.authors, other.authors])),
        licence=one.licence if same else "",
        licence_url=one.licence_url if same else "",
        line=_line(one.line, other.line),
    )


def _is_vocabulary(table: Table) -> bool:
    return table.path.startswith("vocab/")


def _apart(frame: pd.DataFrame, table: Table, name: str) -> pd.DataFrame:
    """A table of the second folder with its ids, and those it names, behind the name of the folder."""
    if _is_vocabulary(table) or table.name in _SHARED:
        return frame
    if table.name == "exceptions":
        rows = zip(frame["file"], frame["id"], strict=True)
        return frame.assign(id=[_row_named(file, row, name) for file, row in rows])
    targets = {column: target for column, target, _ in table.references}
    renamed = {}
    for column in table.columns:
        if column.name not in frame:
            continue
        if column.kind == "citations":
            renamed[column.name] = frame[column.name].map(lambda text: _cited(text, name))
        elif column.kind == "attested":
            renamed[column.name] = frame[column.name].map(lambda text: _attested(text, name))
        elif (
            column.name == table.key
            or column.name in _SIDES
            or column.kind in _IDS
            or targets.get(column.name) in {"places", "sources"}
            or (table.name == "renamings" and column.name == "id")
        ):
            renamed[column.name] = frame[column.name].map(lambda text: _listed(text, name))
    return frame.assign(**renamed)


def _id(text: str, name: str) -> str:
    """An id behind the name of its folder; that of a gazetteer is everybody's."""
    return text if not text or text in GAZETTEERS or text.startswith(("geonames:", "wof:")) else f"{name}-{text}"


def _listed(text: str, name: str) -> str:
    """One id, or several; a side may say before a colon which table it is of."""
    made = []
    for part in split_list(text):
        table, colon, key = part.rpartition(":") if not part.startswith(("geonames:", "wof:")) else ("", "", part)
        made.append(f"{table}{colon}{' ' if key.startswith(' ') else ''}{_id(key.strip(), name)}")
    return "; ".join(made)


def _row_named(file: str, row: str, name: str) -> str:
    """A row as ``exceptions.csv`` names it: ``id``, ``id: name`` of a name, ``subject type object`` of a tie."""
    if file == "relations.csv" and row.count(" ") == 2:
        subject, kind, thing = row.split(" ")
        return f"{_id(subject, name)} {kind} {_id(thing, name)}"
    key, colon, called = row.partition(": ")
    return f"{_id(key, name)}{colon}{called}"


def _cited(text: str, name: str) -> str:
    return "; ".join(f"{_id(citation.key, name)}[{citation.locator}]" for citation in cite(text))


def _attested(text: str, name: str) -> str:
    """As :func:`_cited`; ids of gazetteers and addresses are everybody's."""
    made = []
    for part in split_list(text):
        try:
            made.append(_cited(part, name))
        except CitationError:
            made.append(part)
    return "; ".join(made)


def _worded(table: Table, found: Read, languages: tuple[str, ...]) -> tuple[Table, Read]:
    """A table with a column of each text in each language, of which no cell is required: one folder may lack it."""
    texts = {column.name: base for column in table.columns if column.kind == "text" and (base := _base(column.name))}
    columns = {
        column.name: replace(column, constraints={k: v for k, v in column.constraints.items() if k != "required"})
        if column.name in texts
        else column
        for column in table.columns
    }
    for name, base in texts.items():
        for code in languages:
            columns.setdefault(text_column(base, code), replace(columns[name], name=text_column(base, code)))
    frame = found.frame.assign(**dict.fromkeys((name for name in columns if name not in found.frame), ""))
    return replace(table, columns=tuple(columns.values())), replace(found, frame=frame)


def _base(column: str) -> str:
    """What a column of texts says, without its language; nothing for a text of no language."""
    match = TEXT_COLUMN.fullmatch(column)
    return match[1] if match else ""


def _refuse(table: Table, frame: pd.DataFrame, other: Table, added: pd.DataFrame) -> None:
    if table.part and other.part and table.part.extent != other.part.extent:
        extents = f"of {table.part.extent}s in one and of {other.part.extent}s in the other"
        raise GeokzError(f"the layer '{table.name}' is {extents}; call one of them otherwise")
    if table.key and not _is_vocabulary(table) and table.name not in _SHARED:
        twice = (set(frame[table.key]) & set(added[table.key])) - GAZETTEERS
        if twice:
            raise GeokzError(f"both folders have '{min(twice)}' in {table.path}; give one of them another id")


def _wider(table: Table, other: Table) -> Table:
    """A table with the columns of both; degrees reach to the edges of both maps."""
    added = {column.name: column for column in other.columns}
    columns = []
    for column in table.columns:
        twin = added.pop(column.name, None)
        if twin and column.kind in {"lon", "lat"}:
            both = [column.constraints, twin.constraints]
            edges = {
                edge: choose(rules[edge] for rules in both)
                for edge, choose in (("minimum", min), ("maximum", max))
                if all(edge in rules for rules in both)
            }
            column = replace(column, constraints={**column.constraints, **edges})
        columns.append(column)
    return replace(table, columns=(*columns, *added.values()))


def _together(frame: pd.DataFrame, added: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The rows of both; of a key that is everybody's those of the first, with the texts that only the second has."""
    if table.key and (_is_vocabulary(table) or table.name in {*_SHARED, "sources"}):
        own = {key: at for at, key in enumerate(frame[table.key])}
        new = [column for column in added.columns if column not in frame]
        texts = added.set_index(table.key)
        frame = frame.assign(**{name: [texts[name].get(key, "") for key in own] for name in new})
        added = added[~added[table.key].isin(list(own))]
    offset = int(frame[LINE].max()) if len(frame) else 0
    joined = pd.concat([frame, added.assign(**{LINE: added[LINE] + offset})], ignore_index=True)
    texts_of = [name for name in joined.columns if not pd.api.types.is_numeric_dtype(joined[name])]
    return joined.assign(**{name: joined[name].fillna("") for name in texts_of})


def _styles(one: Folder, other: Folder, languages: tuple[str, ...]) -> dict[str, LayerStyle]:
    """The layers of both, those of the second below; a label that lacks in a language is there in the first it has."""
    styles = {**{key: style for key, style in other.styles.items() if key not in one.styles}, **one.styles}
    made = {}
    for key, style in styles.items():
        label = {**(other.styles[key].label if key in other.styles else {}), **style.label}
        made[key] = replace(
            style, label={code: label.get(code, next(iter(style.label.values()))) for code in languages}
        )
    return made


def _tour(tour: Mapping[str, Any], name: str) -> dict[str, Any]:
    steps = [
        {**step, "source": _cited(step["source"], name)}
        | ({"select": _id(step["select"], name)} if step.get("select") else {})
        for step in tour["steps"]
    ]
    return {**tour, "key": f"{name}-{tour['key']}", "steps": steps}


def _features(one: bytes, other: bytes, name: str) -> bytes:
    """The features of both collections; ids of the second behind the name of its folder."""
    if not one or not other:
        return one or other
    collection, added = json.loads(one), json.loads(other)
    for feature in added["features"]:
        if "id" in feature.get("properties", {}):
            feature["properties"]["id"] = f"{name}-{feature['properties']['id']}"
    return json.dumps({**collection, "features": [*collection["features"], *added["features"]]}).encode()


def _names(one: bytes, other: bytes) -> bytes:
    if not one or not other:
        return one or other
    rows = [*rows_of(one), *rows_of(other)]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(column for row in rows for column in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
