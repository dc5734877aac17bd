"""What is handed on, made once for every format: the things with their time in columns, and the tables of evidence.

Every writer takes a :class:`Book`. A column of it never has the name of an SQL word (``when`` is called ``edtf``); an
empty cell is ``None``; days are ``datetime64``, and a bound that is no day is empty: if it lies before every day the
column ``open_start`` names it, if after every day ``open_end`` does, and if neither does it is unknown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import geopandas as gpd
import numpy as np
import pandas as pd
from geopandas.array import GeometryDtype

from ..atlas import Atlas
from ..atlas.things import check_things
from ..dates import BOUNDS, OPEN_END, OPEN_START, PRESUMED, UNDATED, Columns, When, drawn_days, iso_day, span, states
from ..errors import ExportError
from ..folder.frames import records
from ..folder.languages import text_in
from ..folder.layers import LayerStyle
from ..folder.package import NO_CREDIT, Credit, Table
from ..folder.tables import split_list
from ..names import text_column
from ..sources import SIGNATURE, cite, signature_of
from .words import LANGUAGES

WORDS = {"when": "edtf", "from": "start_place", "check": "check_name", "at": "at_place"}
DAYS = ["begin_date", "end_date", *BOUNDS, PRESUMED]
OPEN = ["open_start", "open_end"]
DRAWN = ("certain", "presumed", "possible")
NUMBERS, NAMES = "yearly_numbers", "yearly_names"
DERIVED = ("yearly", "statements", "citations")  # made of the other tables, not read back
_OF_PLACE = ["lon", "lat", "precision", "radius_m", "authority"]
_LEFT_OUT = {"gazetteer", "cited", "namesakes", "renamings", "oblasts", "districts", "coverage", "exceptions"}
_FIRST_DAY, _LAST_DAY = span(1, 9999)
_RESERVED = ("geom", "geometry", "_fid", "ogc_fid", "clock_begin", "clock_end", "certain", "presumed", "possible")
_LONGEST, _MOST = 58, 2**63 - 1  # bytes of a name, and a whole number that a file can hold


class Dated(Protocol):
    """A layer: its dated frame, the names of its rows if they have some, and the columns they came with."""

    frame: gpd.GeoDataFrame
    names: Sequence[str] | None
    table: pd.DataFrame


@dataclass(frozen=True)
class Sheet:
    """A table of evidence as it is written: its rows, its key and the columns that name rows of other tables
    (column, table, column there), of which only those are there that hold for every row."""

    name: str
    frame: pd.DataFrame
    key: str | None = None
    references: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Book:
    """``things`` is indexed from 0 and has ``id`` as a column; ``sheets`` are by name, in the order they are written.

    ``atlas`` is what it was made from, none for a layer of one's own. ``languages`` are the chosen one and, behind it,
    those that stand in where it lacks a text; ``vocabularies`` (key to label for a column) are in the chosen one.
    ``years`` are the first and the last of the clock.
    """

    things: gpd.GeoDataFrame
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    credit: Credit = NO_CREDIT
    languages: tuple[str, ...] = LANGUAGES
    years: tuple[int, int] = (1, 9999)
    styles: Mapping[str, LayerStyle] = field(default_factory=dict)
    vocabularies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    atlas: Atlas | None = None

    @property
    def language(self) -> str:
        """The chosen language."""
        return self.languages[0]

    @property
    def columns(self) -> list[str]:
        """The columns of things, without the geometry."""
        return [name for name in self.things.columns if name != self.things.geometry.name]

    def part(self, first: int, last: int) -> gpd.GeoDataFrame:
        """The things of a run of rows."""
        return self.things.iloc[first:last]


def book_of(what: Atlas | Dated | gpd.GeoDataFrame, language: str | None = None) -> Book:
    """The book of an atlas, of a layer of one's own, or of a frame with the four bounds."""
    there = what.languages if isinstance(what, Atlas) else LANGUAGES
    if language is not None and language not in there:
        raise ExportError(f"there is no language '{language}'; the languages are {', '.join(there)}")
    languages = tuple(dict.fromkeys([language or there[0], *there]))
    if isinstance(what, Atlas):
        return _book_of_atlas(what, languages)
    layer = None if isinstance(what, gpd.GeoDataFrame) else what  # whose columns may be called "names" or "table"
    frame = what if isinstance(what, gpd.GeoDataFrame) else getattr(layer, "frame", None)
    if frame is None:
        raise ExportError(f"a {type(what).__name__} cannot be exported; give an Atlas, a Layer or a dated GeoDataFrame")
    check_things(frame)
    names = getattr(layer, "names", None)
    title = str(getattr(layer, "title", "things"))
    left_out = {*BOUNDS, PRESUMED, frame.geometry.name}
    own = [(name, frame.iloc[:, at]) for at, name in enumerate(frame.columns) if name not in left_out]
    table = getattr(layer, "table", None)
    if table is not None:  # of a layer, whose frame has the geometry and the time alone
        parts = [(name, table.iloc[:, at]) for at, name in enumerate(table.columns)]
        own = [each for each in own if each[0] not in table.columns]
        own = [each for each in parts if not isinstance(each[1].dtype, GeometryDtype)] + own
    frame_of: dict[str, Any] = {"id": np.arange(1, len(frame) + 1)} if "id" not in dict(own) else {}
    if names is not None and "name" not in dict(own):
        frame_of["name"] = np.asarray(names, dtype=object)
    days = time_columns(frame)
    called = column_names([plain_name(name) for name, _ in own], {*frame_of, *days})
    frame_of |= {name: _plain(column).to_numpy() for name, (_, column) in zip(called, own, strict=True)}
    things = gpd.GeoDataFrame({**frame_of, **days}, geometry=frame.geometry.to_numpy(), crs=frame.crs)
    return Book(things, credit=_own_credit(title), languages=languages, years=_years(frame))


def column_names(names: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """Names that every format can have, each once whatever its case: without quotes and signs nobody sees, and of a
    length that PostgreSQL keeps.

    >>> column_names(["Name", "name", "geom", 'a "b"'], {"begin_date"})
    ['Name', 'name_2', 'geom_2', "a 'b'"]
    """
    known = {name.casefold() for name in (*taken, *_RESERVED)}
    found = []
    for name in names:
        plain = "".join(sign if sign.isprintable() else " " for sign in name).replace('"', "'").strip() or "column"
        stem, number = plain.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore"), 1
        new = stem
        while new.casefold() in known:
            number += 1
            new = f"{stem}_{number}"
        known.add(new.casefold())
        found.append(new)
    return found


def _years(frame: gpd.GeoDataFrame) -> tuple[int, int]:
    """The first and the last year that a frame with bounds tells of."""
    days = frame[[*BOUNDS]].to_numpy(dtype=np.int64).ravel()
    known = days[(days > OPEN_START) & (days < OPEN_END)]
    if not len(known):
        return 1, 9999
    first, last = (int(iso_day(int(day)).rpartition("-")[0].rpartition("-")[0]) for day in (known.min(), known.max()))
    return min(max(first, 1), 9999), min(max(last, 1), 9999)


def _plain(column: pd.Series) -> pd.Series:
    """A column of numbers, whole days or truths as it is, any other as texts: one of hours or lists too."""
    dtype = column.dtype
    if isinstance(dtype, pd.StringDtype) and dtype.storage == "pyarrow":
        return column
    whole = dtype.kind != "u" or not len(column) or not (column > _MOST).any()
    days = dtype.kind != "M" or (
        not isinstance(dtype, pd.DatetimeTZDtype) and bool((column.dropna() == column.dropna().dt.normalize()).all())
    )
    if dtype.kind in "Mfiub" and whole and days:
        return column
    empty = column.isna().tolist()
    return pd.Series([None if gone else _text(cell) for cell, gone in zip(column, empty, strict=True)], dtype=object)


def _text(cell: object) -> str:
    """A cell as text; half a sign, which no file can hold, by its number."""
    text = cell if isinstance(cell, str) else str(cell)
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def plain_name(name: str) -> str:
    """The name a column has in every format."""
    return WORDS.get(str(name).lower(), str(name))


def folder_name(name: str) -> str:
    """The name that a column of a format has in the folder."""
    return {new: old for old, new in WORDS.items()}.get(name, name)


def time_columns(frame: Columns) -> dict[str, np.ndarray]:
    """The seven days of each row as ``datetime64[s]``, and which of the empty ones are open; see above.

    ``begin_date`` to ``end_date`` are the days in which it is drawn: certain, presumed or possible.
    """
    begin, end = drawn_days(frame)
    days = {name: np.asarray(frame[name]) for name in BOUNDS}
    days[PRESUMED] = np.asarray(frame[PRESUMED]) if PRESUMED in frame else days["end_earliest"]
    days = {"begin_date": begin, "end_date": end, **days}
    columns = {}
    before, after = np.zeros(len(begin), dtype=np.int64), np.zeros(len(begin), dtype=np.int64)
    for bit, (name, numbers) in enumerate(days.items()):
        known = (numbers > OPEN_START) & (numbers < OPEN_END)
        clipped = np.clip(np.where(known, numbers, 0), _FIRST_DAY, _LAST_DAY).astype("datetime64[D]")
        columns[name] = np.where(known, clipped, np.datetime64("NaT")).astype("datetime64[s]")
        before |= (numbers == OPEN_START).astype(np.int64) << bit
        after |= (numbers == OPEN_END).astype(np.int64) << bit
    said = np.array(
        [" ".join(name for bit, name in enumerate(days) if code >> bit & 1) or None for code in range(2 ** len(days))],
        dtype=object,
    )
    return {**columns, "open_start": said[before], "open_end": said[after]}


def day_numbers(frame: pd.DataFrame, name: str) -> np.ndarray:
    """The day numbers behind a column of days: the inverse of :func:`time_columns`."""
    stamps = pd.to_datetime(frame[name]).to_numpy().astype("datetime64[D]")
    unknown = {"start_latest": UNDATED.start_latest, "end_latest": UNDATED.end_latest}.get(name, UNDATED.end_earliest)
    open_start, open_end = (
        np.array([name in str(cell or "").split() for cell in frame[column]], dtype=bool) for column in OPEN
    )
    numbers = np.where(np.isnat(stamps), 0, stamps.astype(np.int64))
    missing = np.where(open_start, OPEN_START, np.where(open_end, OPEN_END, unknown))
    return np.where(np.isnat(stamps), missing, numbers)


def cells(series: pd.Series) -> list[Any]:
    """The cells of a column as Python values; days as ISO texts, nothing as ``None``."""
    values = series.to_numpy()
    if values.dtype.kind == "M":
        texts = np.datetime_as_string(values, unit="D").astype(object)
        texts[np.isnat(values)] = None
        return texts.tolist()
    if values.dtype.kind == "f":
        found = values.astype(object)
        found[~np.isfinite(values)] = None  # JSON has no infinity
        return found.tolist()
    if values.dtype.kind in "iub":
        return values.tolist()
    empty = pd.isna(values)
    if empty.any():
        values = values.astype(object)  # a copy
        values[empty] = None
    return values.tolist()


def kind_of(series: pd.Series) -> str:
    """What a column holds: ``date``, ``real``, ``integer``, ``boolean`` or ``text``."""
    return {"M": "date", "f": "real", "i": "integer", "u": "integer", "b": "boolean"}.get(
        getattr(series.dtype, "kind", "O"), "text"
    )


def chunks(count: int, size: int = 50_000) -> Iterator[tuple[int, int]]:
    """Runs of rows, so that what is written never stands in memory as a whole a second time."""
    for first in range(0, count, size):
        yield first, min(first + size, count)


# ---- an atlas ----


def _book_of_atlas(atlas: Atlas, languages: tuple[str, ...]) -> Book:
    things = atlas.things
    first, last = atlas.profile.first, atlas.profile.last
    yearly, numbers = _yearly(atlas, first, last)
    texts = {
        plain_name(name): _texts(things[name])
        for name in things.columns
        if name not in {*BOUNDS, PRESUMED, "geometry", *_OF_PLACE}
    }
    columns = {
        "id": things.index.to_numpy(),
        "layer": texts.pop("layer"),
        **texts,
        **time_columns(things),
        **{name: things[name].to_numpy() for name in ("precision", "radius_m", "authority")},
        NUMBERS: numbers,
        NAMES: _names_of_years(atlas, languages[0], first, last),
    }
    for name in ("precision", "authority"):
        columns[name] = _texts(pd.Series(columns[name]))
    frame = gpd.GeoDataFrame(columns, geometry=things.geometry.to_numpy(), crs=4326)
    sheets = _sheets(atlas)
    thing = ("thing", "things", "id")
    sheets["yearly"] = Sheet("yearly", yearly, None, (thing,))
    sheets["statements"] = Sheet("statements", _statements(atlas, languages), None, (thing,))
    sheets["citations"] = Sheet("citations", _citations(atlas, sheets), None, (thing, ("source", "sources", "key")))
    return Book(
        things=frame,
        sheets=sheets,
        credit=atlas.credit,
        languages=languages,
        years=(first, last),
        styles=atlas.layers,
        vocabularies=_vocabularies(atlas, languages[0]),
        atlas=atlas,
    )


def _texts(series: pd.Series) -> np.ndarray:
    """Cells of text; an empty one is ``None``."""
    values = series.to_numpy(dtype=object, copy=True)
    values[np.array([cell is None or cell != cell or cell == "" for cell in values], dtype=bool)] = None
    return values


def _sheets(atlas: Atlas) -> dict[str, Sheet]:
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
            else pd.Series(_texts(rows[name]), dtype=object)
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


def _yearly(atlas: Atlas, first: int, last: int) -> tuple[pd.DataFrame, np.ndarray]:
    """A row for each thing and year in which it is drawn or counted; and the numbers of each thing as JSON.

    A number of a year is the accepted figure of persons dated inside it, of no part of them; of several the last.
    """
    things = atlas.things
    numbers = _numbers(atlas)
    figures = atlas.tables.get("figures")
    persons = set() if figures is None else set(figures.loc[figures["unit"] == "person", "measure"])
    measures = [key for key in atlas.lookups.words("measures") if key in persons]
    parts = []
    at_thing = {thing: at for at, thing in enumerate(things.index)}
    counted: dict[int, set[str]] = {}
    for thing, _, year in numbers:
        counted.setdefault(year, set()).add(thing)
    place: dict[tuple[str, int], int] = {}  # of the rows that have a number
    count = 0
    for year in range(first, last + 1):
        words = states(things, span(year))
        drawn = np.isin(words, DRAWN)
        parts.append(pd.DataFrame({"thing": things.index[drawn], "year": year, "state": words[drawn]}))
        rows = count - 1 + np.cumsum(drawn)
        seen = [(thing, at_thing[thing]) for thing in counted.get(year, ()) if drawn[at_thing[thing]]]
        place |= {(thing, year): int(rows[at]) for thing, at in seen}
        count += len(parts[-1])
    frame = pd.concat(parts, ignore_index=True)
    extra: list[tuple[str, int]] = []
    for thing, _, year in numbers:
        if (thing, year) not in place:
            place[thing, year] = len(frame) + len(extra)
            extra.append((thing, year))
    if extra:
        added = pd.DataFrame(extra, columns=["thing", "year"])
        words_of = {year: dict(zip(things.index, states(things, span(year)), strict=True)) for _, year in extra}
        added["state"] = [words_of[year][thing] for thing, year in extra]
        frame = pd.concat([frame, added], ignore_index=True)
    for measure in measures:
        column = np.full(len(frame), np.nan)
        for (thing, kind, year), value in numbers.items():
            if kind == measure:
                column[place[thing, year]] = value
        frame[measure] = column
    said: dict[str, dict[str, dict[str, float]]] = {}
    for (thing, measure, year), value in sorted(numbers.items()):
        whole = int(value) if value == int(value) else value
        said.setdefault(thing, {}).setdefault(measure, {})[str(year)] = whole
    texts = [json.dumps(said[thing], separators=(",", ":")) if thing in said else None for thing in things.index]
    if extra:
        at_row = frame["thing"].map(at_thing)
        frame = frame.assign(_at=at_row).sort_values(["year", "_at"], kind="stable").drop(columns="_at")
    return frame.reset_index(drop=True), np.array(texts, dtype=object)


def _statements(atlas: Atlas, languages: Sequence[str]) -> pd.DataFrame:
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


def _citations(atlas: Atlas, sheets: Mapping[str, Sheet]) -> pd.DataFrame:
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


def _numbers(atlas: Atlas) -> dict[tuple[str, str, int], float]:
    """The number of each thing, measure and year."""
    if "figures" not in atlas.tables:
        return {}
    figures, found = atlas.tables["figures"], {}
    ends: dict[tuple[str, str, int], int] = {}
    ids = set(atlas.things.index)
    for row in records(figures):
        if row["unit"] != "person" or row["standing"] != "accepted" or row["qualifier"] == "planned" or row["of_en"]:
            continue
        when = When.parse(row["when"])
        year = _year_of(when)
        if year is None or row["value"] != row["value"]:
            continue
        for thing in split_list(row["subject"]):
            key = (thing, row["measure"], year)
            if thing in ids and (key not in ends or when.end_latest >= ends[key]):
                ends[key], found[key] = when.end_latest, float(row["value"])
    return found


def _year_of(when: When) -> int | None:
    """The one year a date lies in."""
    if not (OPEN_START < when.start_earliest <= when.end_latest < OPEN_END):
        return None
    first, last = (
        np.datetime64(day, "D").astype("datetime64[Y]").astype(int) for day in (when.start_earliest, when.end_latest)
    )
    return int(first) + 1970 if first == last else None


def _names_of_years(atlas: Atlas, language: str, first: int, last: int) -> np.ndarray:
    """As JSON, the name of each year of the clock in which a thing bore another name than that of its row."""
    names: dict[str, list[tuple[When, str]]] = {}
    rows = atlas.tables.get("names")
    for row in [] if rows is None else records(rows):
        if row["lang"] == language and row["kind"] == "official" and row["when"]:
            names.setdefault(row["id"], []).append((When.parse(row["when"]), row["name"]))
    own = {key for key, part in atlas.parts.items() if part.names == "own"}
    found: list[str | None] = []
    for thing, row_name, layer, place in zip(
        atlas.things.index,
        atlas.things[text_column("name", language)],
        atlas.things["layer"],
        atlas.things["place"],
        strict=True,
    ):
        dated = [*names.get(thing, ()), *(names.get(place, ()) if layer in own and place != thing else ())]
        borne = {
            str(year): name
            for year in (range(first, last + 1) if dated else ())
            for when, name in dated
            if when.certain_in(year) and name != row_name
        }
        found.append(json.dumps(borne, ensure_ascii=False, separators=(",", ":")) if borne else None)
    return np.array(found, dtype=object)


def _vocabularies(atlas: Atlas, language: str) -> dict[str, dict[str, str]]:
    """Key to label, of the columns whose cells are keys of a vocabulary, by ``table.column``."""
    found: dict[str, dict[str, str]] = {
        "things.layer": {key: style.label[language] for key, style in atlas.layers.items()}
    }
    label = text_column("label", language)
    for table in atlas.source.tables:
        for column, other, key in table.references:
            words = atlas.tables.get(other)
            if words is not None and label in words and key == "key":
                name = "things" if table.is_layer else table.name
                found[f"{name}.{plain_name(column)}"] = dict(zip(words[key], words[label], strict=True))
    precision = atlas.tables.get("precision")
    if precision is not None:
        found["things.precision"] = dict(zip(precision["key"], precision[label], strict=True))
    return found


def _own_credit(title: str) -> Credit:
    return Credit(name=title, title=title, version="", date="", authors="", licence="", licence_url="", line=title)


def sequence(book: Book) -> Sequence[tuple[str, pd.DataFrame]]:
    """Every table of a book by name, the things first and without their geometry."""
    things = pd.DataFrame({name: book.things[name] for name in book.columns})
    return [("things", things), *((name, sheet.frame) for name, sheet in book.sheets.items())]
