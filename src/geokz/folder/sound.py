"""What must hold before anything is built: keys that rows carry, a style a layer, places that say enough, sides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from difflib import get_close_matches
from itertools import pairwise

import pandas as pd

from ..errors import Problem
from ..sources import GAZETTEERS, SIGNATURE, Citation, CitationError, attested, cite, signature_of
from .frames import records
from .layers import FILE as LAYERS
from .layers import Layers
from .package import FILE as PACKAGE
from .package import LINE, Table
from .tables import AnyKey, Read, split_list, together

_LINES = re.compile(r"[LS]([0-9]{1,6})(?:-([0-9]{1,6}))?")
_NUMBER = re.compile(r"[0-9]{1,12}")
_ABROAD = re.compile(r"[A-Z]{2}(\.[A-Z0-9]+)?")
_CITING: dict[str, Callable[[str], tuple[Citation, ...]]] = {"citations": cite, "attested": attested}
_AREAS = {
    **dict.fromkeys(("gazetteer", "cited", "namesakes", "districts"), ("region",)),
    "oblasts": ("covers", "partly"),
}
SIDES = ("claims", "figures")  # the tables whose rows can be the side of a disagreement


def check_references(
    tables: Sequence[Table], read: Mapping[str, Read], unread: Set[str] = frozenset()
) -> tuple[list[Problem], Set[str]]:
    """Every key that no row carries: foreign keys, cited sources, subjects, places along a line; each told once, at the
    first row that names it. And these keys.

    Tables that could not be read, and keys into them, are passed over: their own problem is already listed.
    """
    problems = list(_twice(tables, read))
    files = {table.name: table.path for table in tables}
    targets: dict[str, tuple[Set[str], str]] = {}
    spots: dict[str, list[tuple[str, int, str, str]]] = {}
    if not unread and all(table.name in read for table in tables if table.is_layer):
        things = things_of(tables, read)
        targets["thing"] = targets["things"] = (things, "the id of a row of any layer table")
        if "places" in read:
            named = together(things, read["places"].keys("id"))
            targets["named"] = (named, "the id of a row of any layer table or of places.csv")
    for kind, name, key in (
        ("citations", "sources", "key"),
        ("attested", "sources", "key"),
        ("places", "places", "id"),
    ):
        if name in read:
            targets[kind] = (read[name].keys(key), f"in {files[name]}")
    today: tuple[Set[str], str] | None = None
    if "regions_today" in read:
        abroad = "nor a code of GeoNames abroad such as RU.55"
        today = together(read["regions_today"].keys("key"), {"any"}), f"in {files['regions_today']} {abroad}"
    for table in tables:
        if table.name not in read:
            continue
        checks = [
            (column.name, column.kind, *targets[column.kind]) for column in table.columns if column.kind in targets
        ]
        checks += [
            (name, "", read[target].keys(key), f"in {files[target]}")
            for name, target, key in table.references
            if target in read and key in read[target].frame
        ]
        frame = read[table.name].frame
        if today and table.name in _AREAS:
            checks += [(name, "areas", *today) for name in _AREAS[table.name] if name in frame]
        for name, kind, known, home in checks:
            unknown = {value: [part for part in _keys(value, kind) if part not in known] for value in set(frame[name])}
            for value, line in zip(frame[name], frame[LINE], strict=True) if any(unknown.values()) else ():
                for part in unknown[value]:
                    spots.setdefault(part, []).append((table.path, line, name, home))
    for part, named_at in spots.items():
        (file, line, name, home), *others = sorted(named_at)
        rows = f"{len(others)} more rows name it" if len(others) > 1 else "1 more row names it"
        more = f"; {rows}, such as {others[0][0]}:{others[0][1]}" if others else ""
        message = f"'{part}' is not {home}; add it there or correct the spelling{more}"
        problems.append(Problem(file, line, name, message))
    return problems, spots.keys()


def things_of(tables: Sequence[Table], read: Mapping[str, Read]) -> Set[str]:
    """The ids of all things in the tables that could be read."""
    return together(*(read[table.name].keys("id") for table in tables if table.is_layer and table.name in read))


def _twice(tables: Sequence[Table], read: Mapping[str, Read]) -> Iterator[Problem]:
    """Things whose id is one of another table."""
    homes: dict[str, str] = {}
    for table in tables:
        if not table.is_layer or table.name not in read:
            continue
        frame = read[table.name].frame
        for thing, line in zip(frame["id"], frame[LINE], strict=True):
            if homes.get(thing, table.path) != table.path:
                message = f"'{thing}' is already the id of a row of {homes[thing]}; ids are unique"
                yield Problem(table.path, line, "id", message)
            homes.setdefault(thing, table.path)


def check_locators(tables: Sequence[Table], read: Mapping[str, Read]) -> Iterator[Problem]:
    """Citations of a transcript or gazetteer that name no place in it.

    A source whose file is known by its ``sha256`` is a transcript, cited by lines (``L107-109``) or pieces (``S36``);
    a gazetteer is cited by the number of a place.
    """
    if "sources" not in read or not {"key", "sha256"} <= {*read["sources"].frame.columns}:
        return
    frame = read["sources"].frame
    forms = {key: (_NUMBER, "the number of a place, such as 1524571") for key in GAZETTEERS}
    forms |= {
        row["key"]: (_LINES, "lines or pieces, such as L107-109 or S36")
        for row in records(frame)
        if row["sha256"] and ("sha256", row[LINE]) not in read["sources"].told
    }
    archives = {row["key"]: row for row in records(frame) if row.get("archive")}
    yield from _check_signatures(tables, frame)
    for table in tables:
        columns = [(column.name, column.kind) for column in table.columns if column.kind in _CITING]
        for name, kind in columns if table.name in read else ():
            frame = read[table.name].frame
            wrong = {value: list(_without_place(_located(value, kind), forms, archives)) for value in set(frame[name])}
            for value, line in zip(frame[name], frame[LINE], strict=True) if any(wrong.values()) else ():
                for message in wrong[value]:
                    yield Problem(table.path, line, name, message)


def _without_place(
    cited: Sequence[tuple[str, str]],
    forms: Mapping[str, tuple[re.Pattern[str], str]],
    archives: Mapping[str, Mapping[str, str]],
) -> Iterator[str]:
    """What is wrong with the locators of a cell whose sources have the form told, or lie in an archive."""
    for key, locator in cited:
        form, told = forms.get(key, (None, ""))
        if key in archives and not (form and form.fullmatch(locator)):
            form = None  # a transcript of what lies in an archive is cited by either
            if message := _wrong_signature(archives[key], locator):
                yield f"'{key}[{locator[:60]}]' {message}"
        found = form.fullmatch(locator) if form else None
        reversed_ = found and found.lastindex == 2 and int(found[2]) < int(found[1])
        if form and (not found or reversed_):
            yield f"'{key}[{locator[:60]}]' names no place in '{key}'; write {told}"


def _check_signatures(tables: Sequence[Table], sources: pd.DataFrame) -> Iterator[Problem]:
    """Sources that name a part of an archive without the whole it is of."""
    if "archive" not in sources:
        return
    path = next(table.path for table in tables if table.name == "sources")
    for row in records(sources):
        for larger, smaller in pairwise(name for name in SIGNATURE if name in sources):
            if row[smaller] and not row[larger]:
                yield Problem(path, row[LINE], larger, f"is empty while {smaller} is '{row[smaller][:40]}'; give both")


def _wrong_signature(source: Mapping[str, str], locator: str) -> str:
    """What is wrong with a locator in an archive: no signature, or one that begins above or not below its source's."""
    fields = signature_of(locator)
    told = "such as fond 1, opis 2, delo 3, sheet 4-5, or ф. 1, оп. 2, д. 3, л. 4-5"
    if fields is None:
        return f"is no place in an archive; write what sources.csv does not say of it, {told}"
    twice = [name for name in fields if source.get(name)]
    if twice:
        return f"names the {twice[0]} that sources.csv has already ('{source[twice[0]][:40]}'); leave it out here"
    return ""


def _located(value: str, kind: str) -> list[tuple[str, str]]:
    try:
        return [(citation.key, citation.locator) for citation in _CITING[kind](value)]
    except CitationError:
        return []


def _keys(value: str, kind: str) -> list[str]:
    if kind in _CITING:
        return [key for key, _ in _located(value, kind) if kind == "citations" or key not in GAZETTEERS]
    if kind == "areas":
        return [area for area in split_list(value) if not _ABROAD.fullmatch(area)]
    if kind in {"places", "things"}:
        return split_list(value)
    return [value.strip()] if value.strip() else []


def check_styles(tables: Sequence[Table], layers: Layers, unread: Set[str] = frozenset()) -> Iterator[Problem]:
    """Styles without a table and tables without a style, if ``layers.toml`` could be read; ``unread`` are tables whose
    description could not."""
    known = {table.name: table.path for table in tables if table.is_layer}
    if not known:
        return
    lacking = [key for key in known if key not in layers.lines]
    lost = layers.lines.keys() - known.keys() - unread
    renamed = {
        table.path: table for table in tables if table.name in lacking and table.path.removesuffix(".csv") in lost
    }
    for path, table in renamed.items():
        key = path.removesuffix(".csv")
        told = f"the layer of {path} is called '{table.name}' here and '{key}' in {LAYERS}; choose one name"
        yield Problem(PACKAGE, table.line, table.name, told)
        lacking.remove(table.name)
    for key in sorted(lost - {path.removesuffix(".csv") for path in renamed}):
        near = get_close_matches(key, lacking, 1)
        lacking = [other for other in lacking if other not in near]
        told = f"is it '{near[0]}'?" if near else "add the table or take the style out"
        yield Problem(LAYERS, layers.lines[key], key, f"no layer table of datapackage.json is called '{key}'; {told}")
    for key in lacking if layers.lines and not layers.nameless else ():
        yield Problem(LAYERS, 1, key, f"has no style for {known[key]}; add [{key}]")


def check_places(places: Read, precisions: Set[str]) -> Iterator[Problem]:
    """Points that do not say how precise they are, and places without a point that do; a precision that is none of
    ``precisions`` says nothing."""
    for precision, lon, lat, radius, line in places.frame[["precision", "lon", "lat", "radius_m", LINE]].itertuples(
        index=False
    ):
        if pd.isna(lon) != pd.isna(lat) or {("lon", line), ("lat", line)} & places.told:
            continue  # half a point, or one that is no number, is a problem of its own
        if precision not in precisions:
            continue
        if precision == "unlocated" and not pd.isna(lon):
            message = "is 'unlocated' but has a point; drop the point or say how precise it is"
            yield Problem("places.csv", line, "precision", message)
        if precision != "unlocated" and pd.isna(lon):
            message = f"is '{precision}' but there is no point; give lon and lat or write unlocated"
            yield Problem("places.csv", line, "precision", message)
        if precision != "unlocated" and pd.isna(radius) and ("radius_m", line) not in places.told:
            message = "is empty; say how many metres the point may be off"
            yield Problem("places.csv", line, "radius_m", message)


def check_gazetteer(tables: Sequence[Table], read: Mapping[str, Read]) -> Iterator[Problem]:
    """Renamings of places that no table has, and districts of no oblast."""
    files = {table.name: table.path for table in tables}
    homes = [name for name in ("places", "gazetteer", "cited", "namesakes") if name in files]
    if "renamings" in read and all(name in read for name in homes):
        known = together(*(read[name].keys("id") for name in homes))
        unlocated: set[str] = set()
        if "places" in read:
            located = read["places"].frame
            known = together(known, set(located.loc[located["lon"].notna(), "authority"]))
            unlocated = set(located.loc[located["lon"].isna(), "id"])
        renamings = read["renamings"].frame
        for place, line in zip(renamings["id"], renamings[LINE], strict=True):
            if place in unlocated or place not in known:
                message = f"'{place}' is no place with a point of {', '.join(files[name] for name in homes)}; "
                yield Problem(files["renamings"], line, "id", message + "correct it or add the place")
    if "oblasts" in read and "districts" in read:
        names = {name for names in read["oblasts"].keys("names") for name in names.split("|")}
        called = AnyKey(names) if read["oblasts"].nameless else names
        yield from _check_districts(files, called, read["districts"].frame)


def _check_districts(files: Mapping[str, str], called: Set[str], districts: pd.DataFrame) -> Iterator[Problem]:
    """Seats of districts of an oblast that is not called so."""
    for row in records(districts):
        if row["unit"] not in called:
            message = f"'{row['unit']}' is no name of {files['oblasts']}; correct it or add the name there"
            yield Problem(files["districts"], row[LINE], "unit", message)


def sides_of(cell: str) -> list[str]:
    """The ids in the cell ``sides`` of a disagreement, each once.

    >>> sides_of("a-1931; a-1932;a-1931")
    ['a-1931', 'a-1932']
    """
    return list(dict.fromkeys(split_list(cell)))


def check_disagreements(tables: Sequence[Table], read: Mapping[str, Read]) -> Iterator[Problem]:
    """Sides and verdicts that no row carries, and disagreements without two sides; nothing when one is unreadable."""
    if any(name not in read for name in ("disagreements", *SIDES)):
        return
    files = {table.name: table.path for table in tables}
    known = {name: set(read[name].keys("id")) for name in SIDES}
    nameless = any(read[name].nameless for name in SIDES)
    for row in records(read["disagreements"].frame):
        sides, wrong = sides_of(row["sides"]), {}
        for side in sides:
            homes = [files[name] for name in SIDES if side in known[name]]
            if len(homes) > 1:
                wrong[side] = f"'{side}' is a row of {' and of '.join(homes)}; give one of them another id"
            elif not homes and side == row["id"]:
                wrong[side] = f"'{side}' is this disagreement itself; name the rows that differ"
            elif not homes and not nameless:
                nearby = " or ".join(files[name] for name in SIDES)
                wrong[side] = f"'{side}' is not the id of a row of {nearby}; add it there or correct the spelling"
        if len(sides) < 2 and not wrong:
            told = f"has only '{sides[0]}'" if sides else "is empty"
            wrong[""] = f"{told}; name two rows that differ, or take the disagreement out"
        for message in wrong.values():
            yield Problem(files["disagreements"], row[LINE], "sides", message)
        if row["verdict"] and row["verdict"] not in sides and not wrong:
            message = f"'{row['verdict']}' is not one of the sides; add it to them, or leave the verdict empty"
            yield Problem(files["disagreements"], row[LINE], "verdict", message)
