"""The atlas as one folium map: base map, a time layer for every layer of things, and what the cards say."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
from branca.element import MacroElement
from folium.template import Template

from ..atlas import BOUNDS, Atlas
from ..dates import When
from ..errors import GeokzError
from ..maps import FIRST_YEAR, FRAME, LAST_YEAR, OPENING_YEAR, ThemedMap
from ..names import LANGUAGES
from ..railheads import locate
from ..sources import cite
from ..tours import read_tours
from .encode import encode, pack_json, page_bounds
from .offline import make_offline
from .plain import old_browser_script, plain_page
from .strings import page_strings
from .timelayer import Raw, TimeLayer, add_engine

_CENTRE = (48.3, 67.0)
_CREDIT = "geokz (CC BY 4.0) · GeoNames (CC BY 4.0) · Who's On First · GSHHG (LGPL-3.0) · Natural Earth"
_SIZES = {"towns": 3.6, "stations": 1.8, "regions": 3.0}
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
_BASE_LAYERS = ("oblasts", "rivers", "water", "borders")


class AtlasElement(MacroElement):
    """The panels of the atlas and their data; its layers are ordinary :class:`TimeLayer` elements of the map."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }}_base = geokzEngine.base({{ this._parent.get_name() }}, {{ this.base|tojson }});
            geokzEngine.atlas({{ this._parent.get_name() }}, {{ this.config|tojson }}, {
                {%- for key, layer in this.layers.items() %}
                {{ key|tojson }}: {{ layer.get_name() }},
                {%- endfor %}
            }, {{ this.get_name() }}_base);
        {% endmacro %}
        """
    )

    def __init__(
        self, config: dict[str, Any], layers: dict[str, TimeLayer], base: list[dict[str, Any]], plain: str = ""
    ) -> None:
        super().__init__()
        self._name = "Atlas"
        self.config = config
        self.layers = layers
        self.base = base
        self.plain = plain

    def render(self, **kwargs: Any) -> None:
        """Bring the engine into the page, then the atlas."""
        figure = self.get_root()
        add_engine(figure)
        figure.header.add_child(Raw(old_browser_script()), name="geokz_old_browser")
        figure.html.add_child(Raw(self.plain), name="geokz_plain")
        super().render(**kwargs)


def build_map(
    atlas: Atlas,
    start: int = FIRST_YEAR,
    end: int = LAST_YEAR,
    *,
    year: int = OPENING_YEAR,
    language: str = "en",
    tiles: str | folium.TileLayer | None = None,
    offline: bool = True,
    title: str | Mapping[str, str] | None = None,
    frame: Sequence[Sequence[float]] = FRAME,
    layers: Collection[str] | None = None,
    tours: Collection[str] | None = None,
) -> folium.Map:
    """An interactive map of an atlas: a ``folium.Map`` to which anything folium knows can be added.

    ``start`` and ``end`` are the first and last year of the clock, ``year`` the one it opens with, ``language``
    the page's first language (en, ru or kk; the reader can switch). With ``offline`` (the default) ``save``
    writes one file that asks for nothing; ``tiles`` adds an online background by folium's own words, which the
    page's security policy then names.

    ``title`` stands in the header instead of the atlas's own (one text, or one for each language), ``frame`` is what
    the map opens at ([[south, west], [north, east]]), ``layers`` are the keys of the layers shown at the start and
    ``tours`` those of the tours offered; left out, the layers are as ``layers.toml`` has them and the tours are all.
    """
    if not 1 <= start <= 9999 or not 1 <= end <= 9999:
        raise GeokzError(f"the clock's years {start} and {end} are not both between 1 and 9999")
    if end < start:
        raise GeokzError(f"the clock's years {start} to {end} are reversed; give the earlier year first")
    if language not in LANGUAGES:
        raise GeokzError(f"there is no language '{language}'; the languages are {', '.join(LANGUAGES)}")
    unknown = sorted(set(layers or ()) - set(atlas.layers))
    if unknown:
        raise GeokzError(f"there is no layer '{unknown[0]}'; the layers are {', '.join(atlas.layers)}")
    if layers is not None:
        atlas = replace(atlas, layers={key: replace(style, show=key in layers) for key, style in atlas.layers.items()})
    folium_map = folium.Map(
        location=_CENTRE,
        zoom_start=5,
        tiles=tiles,
        zoom_control="bottomright",
        control_scale=True,
        # folium keeps its own min_zoom and max_zoom for tiles
        minZoom=3,
        maxZoom=12,
        zoom_snap=0.25,
        max_bounds=True,
        min_lon=20,
        max_lon=115,
        min_lat=-30,
        max_lat=75,
    )
    folium_map.has_clock = True
    drawn: dict[str, TimeLayer] = {}
    order: dict[str, list[str]] = {}
    for key, style in atlas.layers.items():
        things = atlas.layer(key)
        drawn[key] = TimeLayer(
            things,
            style.label[language],
            key=key,
            colour=style.colour,
            colour_dark=style.colour_dark,
            shape=style.shape,
            size=_SIZES.get(key, 5.2),
            show=style.show,
        ).add_to(folium_map)
        order[key] = things.index[drawn[key].order].tolist()
    opening = min(max(year, start), end)
    details = _details(atlas)
    details["periods"] = [period for period in details["periods"] if start <= period["from"] and period["to"] <= end]
    if tours is not None:
        details["tours"] = [tour for tour in details["tours"] if tour["key"] in tours]
    config = {
        "details": pack_json({**details, "order": order}),
        "strings": page_strings(),
        "clock": {"min": start, "max": end, "from": opening, "to": opening},
        "language": language,
        "frame": [list(corner) for corner in frame],
        "credit": _CREDIT,
    }
    titles = None
    if title is not None:
        titles = [title] * len(LANGUAGES) if isinstance(title, str) else _texts(title)
        config["title"] = titles
    plain = plain_page(atlas, language, titles)
    AtlasElement(config, drawn, _base_map(atlas.folder / "basemap"), plain).add_to(folium_map)
    return make_offline(folium_map) if offline else folium_map


def build_themed_map(
    atlas: Atlas,
    themed: ThemedMap,
    *,
    start: int | None = None,
    end: int | None = None,
    year: int | None = None,
    language: str | None = None,
) -> folium.Map:
    """One of the maps of ``maps.toml``; what is given here goes before what the file says."""
    return build_map(
        themed.select(atlas),
        themed.start if start is None else start,
        themed.end if end is None else end,
        year=themed.year if year is None else year,
        language=language or themed.language,
        title=themed.title,
        frame=themed.frame,
        layers=themed.layers,
        tours=themed.tours,
    )


def write_page(folium_map: folium.Map, path: str | Path) -> Path:
    """Save a map so that an interrupted build leaves the old file whole: written beside, then renamed."""
    path = Path(path)
    page = folium_map.get_root().render()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as problem:
        raise GeokzError(f"'{path.parent}' is a file, not a folder; name another folder") from problem
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(page)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return path


def _details(atlas: Atlas) -> dict[str, Any]:
    """Everything the cards, lists and the search say, ready for JSON."""
    things = atlas.things
    kept = set(things.index)
    tables = {name: atlas.tables.get(name, pd.DataFrame()) for name in (*_TABLES, *_VOCABULARIES)}
    return {
        "layers": [
            {
                "key": style.key,
                "label": _texts(style.label),
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
                    "note": row.note,
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
                    "of": row.of,
                    "source": _cite(row.source),
                    "standing": row.standing,
                    "note": row.note,
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
        "about": _about(atlas.folder),
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
                "title": row.title,
                "author": row.author,
                "year": row.year,
                "licence": row.licence,
                "url": row.url,
            }
            for row in tables["sources"].itertuples(index=False)
        },
    }


def _about(folder: Path) -> dict[str, str]:
    """Version and date of the data, from ``datapackage.json``."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {"version": package["version"], "date": package["created"][:10]}


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
    tours, _ = read_tours(atlas.folder)
    return [
        {
            "key": tour["key"],
            "title": _texts(tour["title"]),
            "steps": [
                {
                    "title": _texts(step["title"]),
                    "text": _texts(step["text"]),
                    "years": [int(step["when"][:4]), int(step["when"][-4:])],
                    "view": step["view"],
                    "layers": step.get("layers", []),
                    "select": step.get("select", ""),
                    "source": _cite(step["source"]),
                }
                for step in tour["steps"]
            ],
        }
        for tour in tours
    ]


def _thing_records(atlas: Atlas) -> list[dict[str, Any]]:
    things = atlas.things
    layers = list(atlas.layers)
    bounds = page_bounds(np.stack([things[name].to_numpy() for name in BOUNDS])).T.tolist()
    ranks = _label_ranks(things)
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
        if row["layer"] == "railways" and row["path"]:
            record["opened"] = row["opened"]
            record["openedBounds"] = _bounds(row["opened"])
        records.append(record)
    return records


def _label_ranks(things: gpd.GeoDataFrame) -> dict[str, int]:
    """Which towns are labelled first: those where most things are, then by id."""
    crowd = things["place"].value_counts()
    towns = things[things["layer"] == "towns"]
    order = sorted(towns.index, key=lambda town: (-crowd[towns.at[town, "place"]], town))
    return {town: rank for rank, town in enumerate(order)}


def _place_records(atlas: Atlas) -> dict[str, dict[str, Any]]:
    things = atlas.things
    towns = things[things["layer"] == "towns"].drop_duplicates("place").set_index("place")
    used = set(things["place"])
    records = {}
    for row in atlas.tables["places"].itertuples(index=False):
        if row.id in used:
            town = towns.loc[row.id] if row.id in towns.index else None
            names = [row.label] * 3 if town is None else [town["name_en"], town["name_ru"], town["name_kk"]]
            records[row.id] = {
                "names": names,
                "precision": row.precision,
                "radius": 0 if np.isnan(row.radius_m) else _plain(row.radius_m),
                "authority": row.authority,
                "source": _cite(row.source),
                "note": row.note,
            }
    return records


def _base_map(folder: Path) -> list[dict[str, Any]]:
    """The base map's files as columns, from below to above; a folder without one gives none."""
    layers = []
    for kind in _BASE_LAYERS:
        path = folder / f"{kind}.geojson"
        if path.is_file():
            frame = gpd.read_file(path)
            texts = frame["when"].fillna("../..") if "when" in frame else ["../.."] * len(frame)
            lives = np.array([When.parse(text).bounds for text in texts], dtype=np.int64)
            frame = frame.assign(**{name: lives[:, at] for at, name in enumerate(BOUNDS)})
            encoded = encode(frame)
            layers.append({"kind": kind, "header": encoded.header, "body": encoded.body})
    return layers


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
            when.end_earliest if when.start_earliest < -(10**9) else when.start_earliest,
            row.id,
        )

    return sorted(table.itertuples(index=False), key=key)


def _texts(label: Any) -> list[str]:
    return [label[code] for code in LANGUAGES]


def _bounds(when: str) -> list[int]:
    return page_bounds(np.array(When.parse(when).bounds)).tolist()


def _cite(source: str) -> list[list[str]]:
    return [[citation.key, citation.locator] for citation in cite(source)]


def _plain(value: float) -> float | int:
    return int(value) if float(value).is_integer() else float(value)
