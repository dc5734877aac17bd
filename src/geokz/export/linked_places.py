"""Linked Places format (LPF), the gazetteer format of the World Historical Gazetteer and of Pelagios.

Written so that the collection satisfies the schema of version 2.0 and every feature that of 1.2.2
(github.com/WorldHistoricalGazetteer/whg3; the words are explained at github.com/LinkedPasts/linked-places-format).
Where the two disagree:

no geometry
    2.0 demands the member, 1.2.2 forbids null: an unlocated thing has a GeometryCollection of nothing.
time
    1.2.2 demands a start, 2.0 wants one of in, earliest, latest in it: see :func:`_when`. An undated thing has a
    ``when`` without timespans.
relations
    1.2.2 demands a label; the two spell "less certain" differently, so relations carry no certainty.
types
    the label of the source is a text in 1.2.2 (``sourceLabel``) and a list in 2.0 (``sourceLabels``), which is told
    where a type first stands in the file.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import shapely

from ..atlas import Atlas
from ..atlas.lives import types_that
from ..dates import (
    BOUNDS,
    OPEN_END,
    OPEN_START,
    UNDATED,
    UNKNOWN_END,
    UNKNOWN_START,
    When,
    day_number,
    is_day,
    iso_day,
    span,
)
from ..errors import ExportError
from ..folder.frames import records
from ..folder.languages import text_in, texts_of
from ..folder.package import Credit
from ..folder.tables import split_list
from ..names import text_column
from ..sources import cite, located, signature_line
from .book import Book
from .words import word

Record = dict[str, Any]

_CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
_CSL = "https://whgazetteer.org/schema/csl-citation.json"
_WHOLES = {"part_of", "section_of", "inside"}  # what Getty's vocabulary calls broaderPartitive
_AUTHORITIES = {"geonames": "https://www.geonames.org/", "wof": "https://spelunker.whosonfirst.org/id/"}
_BOUNDS_IN_WORDS = {
    "not_before": {"en": "Not before", "ru": "Не раньше", "kk": "Бұдан ерте емес:", "de": "Nicht vor"},
    "not_after": {"en": "Not after", "ru": "Не позже", "kk": "Бұдан кеш емес:", "de": "Nicht nach"},
    "at_work": {"en": "At work in", "ru": "Действовал в", "kk": "Жұмыс істеген уақыты:", "de": "In Betrieb"},
}
_SHADES = ("certain", "less-certain", "uncertain")
_SHADE_OF = {"probable": 1, "doubtful": 2, "district": 1, "region": 2}


def write_linked_places(book: Book, path: Path) -> None:
    """One FeatureCollection in WGS 84, longitude first: one feature a thing, in the order of the tables.

    Ids are ``urn:geokz:karlag``, the name being that of the data package. The format has no place for figures and
    bounds: they are descriptions in words, in the chosen language, as the claims are. Raises
    :class:`geokz.errors.ExportError` for an atlas without things, which the format cannot say.
    """
    atlas = book.atlas
    if atlas is None:
        raise ExportError("Linked Places holds an atlas with its evidence, no layer of one's own; choose .geojson")
    if atlas.things.empty:
        raise ExportError("there is no thing to write, and Linked Places has no empty collections; choose other years")
    credit = atlas.credit
    collection = {
        "type": "FeatureCollection",
        "@context": _CONTEXT,
        "indexing": _indexing(credit),
        "citation": _citation_of_all(credit),
        "features": list(_Features(atlas, credit.name, book.languages)),
    }
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n")


def _indexing(credit: Credit) -> Record:
    """The data set in the words of schema.org, for those who list it."""
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": credit.title,
        "description": credit.notice,
        "version": credit.version,
        "creator": credit.authors,
        "license": credit.licence_url,
        "creditText": credit.line,
    }


def _citation_of_all(credit: Credit) -> Record:
    """How to cite the data set, as a citation of the Citation Style Language, whose data have no word for a licence."""
    item = {
        "id": credit.name,
        "type": "dataset",
        "title": credit.title,
        "author": [{"family": credit.authors or credit.name}],
        "version": credit.version,
        "note": credit.notice,
    }
    return {"schema": _CSL, "citationID": credit.name, "citationItems": [{"id": credit.name, "itemData": item}]}


class _Features:
    """The features of an atlas, thing by thing."""

    def __init__(self, atlas: Atlas, name: str, chosen: Sequence[str]) -> None:
        self.chosen = chosen
        self.things, self.languages = atlas.things, atlas.languages
        self.called = dict(zip(self.things.index, self.things[text_column("name", self.languages[0])], strict=True))
        self.urn = f"urn:{name}:"
        shares = atlas.source.shares
        self.countries = {place: list(share.profile.countries) for share in shares for place in share.places}
        self.everywhere = [] if shares else list(atlas.profile.countries)
        self.edges = span(atlas.profile.first, atlas.profile.last)
        rows = atlas.lookups
        self.parts, self.settlements = atlas.parts, types_that(atlas.tables, "settlement")
        self.sources, self.places = rows.sources, rows.places
        self.names, self.claims, self.relations = rows.names, rows.claims, rows.relations
        self.figures, self.bounds = rows.figures, _by_subject(atlas.tables.get("bounds"))
        vocabularies = ("types", "relation_types", "standing", "measures", "units", "qualifiers")
        self.labels = {name: rows.words(name) for name in vocabularies}
        self.full = {key: self._full(source) for key, source in self.sources.items()}
        short = {key: _short(source) for key, source in self.sources.items()}
        shared = Counter(short.values())
        self.short = {key: label if shared[label] == 1 else self.full[key] for key, label in short.items()}
        self.cited: set[str] = set()  # sources in this feature
        self.typed: set[str] = set()  # types in this file

    def __iter__(self) -> Iterator[Record]:
        for identity, row in zip(self.things.index, records(self.things), strict=True):
            life = _when(tuple(row[name] for name in BOUNDS), row["when"], self.edges)
            self.cited = set()
            feature = {
                "@id": self.urn + identity,
                "type": "Feature",
                "properties": self._properties(identity, row),
                "when": life,
                "names": self._names(identity, row),
                "types": [self._type(row["type"])],
                "geometry": self._geometry(row),
                "links": self._links(row),
                "relations": self._relations(identity, row),
                "descriptions": self._descriptions(identity),
            }
            yield {member: value for member, value in feature.items() if value != []}

    def _properties(self, identity: str, row: Record) -> Record:
        """Title, class, and the countries of the atlas, where a place of the thing is known to lie in its area; of
        several joined each place is in those of its own folder."""
        within = [place["id"] for place in self._stops(row) if place["region"] not in {"", "outside"}]
        codes = list(dict.fromkeys(code for place in within for code in self.countries.get(place, self.everywhere)))
        countries = {"ccodes": codes} if codes else {}
        return {"title": self.called[identity], **countries, "fclasses": [self.parts[row["layer"]].feature_class]}

    def _stops(self, row: Record) -> list[Record]:
        """The places a thing is drawn at: those along its path, or its one place."""
        return [self.places[stop] for stop in split_list(row.get("path") or row["place"])]

    def _names(self, identity: str, row: Record) -> list[Record]:
        """The names of the thing's row, of one source which the first of them cites, then those of ``names.csv``, which
        take the place of the same name; words that only describe the thing are no names."""
        attested = [name for name in self.names.get(identity, []) if name["kind"] != "description"]
        known = {(name["name"], name["lang"]) for name in attested}
        own = [
            {"name": name, "lang": lang, "when": "", "source": "" if at else row["source"]}
            for at, (lang, name) in enumerate(texts_of(row, "name", self.languages).items())
            if name
        ]
        return [
            {
                "toponym": _toponym(name["name"]),
                "lang": name["lang"],
                **({"citations": self._citations(name["source"])} if name["source"] else {}),
                **_dated(name["when"], self.edges),
            }
            for name in [*(name for name in own if (name["name"], name["lang"]) not in known), *attested]
        ]

    def _type(self, key: str) -> Record:
        """In all languages where it first stands in the file, then in the first of them."""
        labels = texts_of(self.labels["types"][key], "label", self.languages)
        first = labels[self.languages[0]]
        told: Record = {"identifier": f"{self.urn}type:{key}", "label": first, "sourceLabel": first}
        if key not in self.typed:
            self.typed.add(key)
            told["sourceLabels"] = [{"label": label, "lang": lang} for lang, label in labels.items() if label]
        return told

    def _geometry(self, row: Record) -> Record:
        """Five decimals, with the sources of the points; how far off a point may be is its tolerance, in metres.

        It has no time of its own: that of the feature is that of its geometry.
        """
        if row["geometry"] is None:
            return {"type": "GeometryCollection", "geometries": []}
        shape = json.loads(shapely.to_geojson(shapely.set_precision(row["geometry"], 1e-5, mode="pointwise")))
        geometry = {
            **shape,
            "certainty": _SHADES[max(_SHADE_OF.get(row[column], 0) for column in ("certainty", "precision"))],
            "citations": self._citations("; ".join(place["source"] for place in self._stops(row))),
        }
        if shape["type"] == "Point":
            geometry["approximation"] = {"type": "geo:hasSpatialAccuracy", "tolerance": _whole(row["radius_m"])}
        return geometry

    def _relations(self, identity: str, row: Record) -> list[Record]:
        """Ties to things of the same file: those of ``relations.csv``, and ``part_of`` where none of them says it."""
        ties = self.relations.get(identity, [])
        if row["part_of"] and not any(tie["object"] == row["part_of"] and tie["type"] in _WHOLES for tie in ties):
            ties = [
                {
                    "type": "part_of",
                    "object": row["part_of"],
                    "when": "",
                    "source": row["source"],
                    "standing": "accepted",
                },
                *ties,
            ]
        return [
            {
                "relationType": "gvp:broaderPartitive"
                if tie["type"] in _WHOLES and tie["standing"] == "accepted"
                else f"{self.urn}relation:{tie['type']}",
                "relationTo": self.urn + tie["object"],
                "label": f"{self._label('relation_types', tie['type'])} {self.called[tie['object']]}"
                + self._mark(tie["standing"], self.languages[0]),
                "citations": self._citations(tie["source"]),
                **_dated(tie["when"], self.edges),
            }
            for tie in ties
            if tie["object"] in self.called
        ]

    def _links(self, row: Record) -> list[Record]:
        """The place in a present gazetteer: the same place for a town, the place it stood in or by for anything else.

        ``closeMatch`` lets a reader merge the two records, which would make a town of a camp.
        """
        authority, _, key = (row["authority"] or "").partition(":")
        if authority not in _AUTHORITIES or self.parts[row["layer"]].extent == "line":
            return []
        match = "closeMatch" if row["type"] in self.settlements else "seeAlso"
        return [{"type": match, "identifier": _AUTHORITIES[authority] + key}]

    def _descriptions(self, identity: str) -> list[Record]:
        """Claims, figures and bounds in the chosen language; what is disputed, doubtful or rejected says so.

        A claim without a text in that language is told in the first that has it.
        """
        lang = self.chosen[0]
        told = []
        for claim in self.claims.get(identity, []):
            texts = texts_of(claim, "statement", self.chosen)
            told += [(text, code, claim["when"], claim) for code, text in texts.items() if text][:1]
        told += [(self._figure(figure), lang, figure["when"], figure) for figure in self.figures.get(identity, [])]
        told += [
            (f"{word(_BOUNDS_IN_WORDS, row['bound'], lang)} {row['when']}", lang, "", row)
            for row in self.bounds.get(identity, [])
            if row["bound"] in _BOUNDS_IN_WORDS
        ]
        return [
            {
                "value": text + self._mark(row["standing"], code),
                "lang": code,
                "citations": self._citations(row["source"]),
                **_dated(when, self.edges),
            }
            for text, code, when, row in told
        ]

    def _figure(self, figure: Record) -> str:
        """``prisoners (women): about 21329 persons``."""

        def label(vocabulary: str, key: str) -> str:
            return self._label(vocabulary, key, self.chosen[0]) if key in self.labels[vocabulary] else key

        part = self._text(figure, "of")
        of = f" ({part})" if part else ""
        words = [label("qualifiers", figure["qualifier"]), f"{figure['value']:.15g}", label("units", figure["unit"])]
        return f"{label('measures', figure['measure'])}{of}: {' '.join(filter(None, words))}"

    def _mark(self, standing: str, lang: str) -> str:
        return "" if standing == "accepted" else f" [{self._label('standing', standing, lang)}]"

    def _label(self, vocabulary: str, key: str, lang: str = "") -> str:
        """The label of a key in a language, in the first one when none is asked for."""
        return text_in(self.labels[vocabulary][key], "label", [lang or self.languages[0], *self.languages])

    def _text(self, row: Record, base: str) -> str:
        """A text of a row in the chosen language, or in the first that has it."""
        return text_in(row, base, self.chosen)

    def _citations(self, text: str) -> list[Record]:
        """Author, title, year and locator in one label, with the address of the source where it has one; of a source
        that the feature has cited before, author and year."""
        citations = []
        for citation in dict.fromkeys(cite(text)):
            source, lang = self.sources[citation.key], self.chosen[0]
            where = located(source, citation.locator, lang)
            if citation.key in self.cited:
                citations.append({"label": f"{self.short[citation.key]}, {where}"})
            else:
                told = [self.full[citation.key], signature_line(source, lang), where]
                address = {"@id": source["url"]} if source["url"] else {}
                citations.append({"label": ", ".join(filter(None, told)), **address})
            self.cited.add(citation.key)
        return citations

    def _full(self, source: Record) -> str:
        title = ". ".join(filter(None, dict.fromkeys([source["author"], self._text(source, "title")])))
        return f"{title} ({source['year']})" if source["year"] else title


def _short(source: Record) -> str:
    """Author and year, by which a source is called again.

    >>> _short({"author": "Смирнов М. Б., сост. (M. B. Smirnov, ed.)", "year": "1998", "key": "smirnov1998"})
    'Смирнов М. Б. 1998'
    >>> _short({"author": "", "year": "", "key": "ck-labour"}), _short({"author": "Smirnov", "year": "", "key": "s"})
    ('ck-labour', 's')
    """
    author = re.split(r"[,;(]", source["author"])[0].strip()
    return f"{author} {source['year']}" if author and source["year"] else str(source["key"])


def _by_subject(frame: pd.DataFrame | None) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for row in [] if frame is None else records(frame):
        found.setdefault(row["subject"], []).append(row)
    return found


def _whole(number: float) -> float:
    return int(number) if float(number).is_integer() else number


def _toponym(name: str) -> str:
    """A name without commas, behind which the World Historical Gazetteer would cut it.

    >>> _toponym("Dalny special camp, no. 11")
    'Dalny special camp (no. 11)'
    """
    first, comma, rest = name.partition(",")
    return f"{first.strip()} ({rest.strip().replace(',', ';')})" if comma else name


def _dated(edtf: str, edges: tuple[int, int]) -> Record:
    """A member ``when`` for an EDTF text; none for an empty one."""
    return {"when": _when(When.parse(edtf).bounds, edtf, edges)} if edtf else {}


def _when(bounds: Sequence[int], edtf: str, edges: tuple[int, int]) -> Record:
    """Four day numbers as timespans, with the EDTF text they were read from as label, unless they say it themselves.

    What is unknown is left out. An open end lies outside the atlas, whose first and last day are ``edges``: its last
    day is the earliest such an end can be, its first day the latest such a start. An end is given wherever one is known
    to be later than the start's date, because the format takes a timespan without an end for one that ends with its
    start.
    """
    start_earliest, start_latest, end_earliest, end_latest = bounds
    if start_latest == UNDATED.start_latest:
        return {"timespans": [], "label": edtf or "unknown"}
    start = _date(_known(start_earliest), _bound(start_latest, edges))
    end = _date(_bound(end_earliest, edges), _known(end_latest))
    if end == start and "in" in start:  # a timespan without an end ends with its start
        end = {}
    told = {} if not end and start.get("in") == edtf else {"label": edtf}
    return {"timespans": [{"start": start, "end": end} if end else {"start": start}], **told}


def _known(day: int) -> int | None:
    """An outer bound: none if it is open or unknown."""
    return day if is_day(day) else None


def _bound(day: int, edges: tuple[int, int]) -> int | None:
    """An inner bound: open ends are the edges of the atlas."""
    return {UNKNOWN_START: None, UNKNOWN_END: None, OPEN_START: edges[0], OPEN_END: edges[1]}.get(day, day)


def _date(earliest: int | None, latest: int | None) -> dict[str, str]:
    """``in`` for a day, a whole month or a whole year; else what is known of ``earliest`` and ``latest``.

    >>> _date(*span(1931, 1931)), _date(day_number(1931, 9), day_number(1931, 9, 30)), _date(0, 1)
    ({'in': '1931'}, {'in': '1931-09'}, {'earliest': '1970-01-01', 'latest': '1970-01-02'})
    """
    days = {"earliest": earliest, "latest": latest}
    first, last = day_number(1), day_number(10_000) - 1
    written = {name: iso_day(min(max(day, first), last)) for name, day in days.items() if day is not None}
    if earliest is None or latest is None:
        return written
    year, month = (int(part) for part in written["earliest"].split("-")[:2])
    if earliest == latest:
        return {"in": written["earliest"]}
    if (earliest, latest) == span(year, year):
        return {"in": written["earliest"][:4]}
    if (earliest, latest) == (day_number(year, month), day_number(year, month + 1) - 1):
        return {"in": written["earliest"][:7]}
    return written
