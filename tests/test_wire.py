"""What goes from Python to the page has names, a version and one set of types on both sides."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

import write_wire

import geokz
from geokz.render import wire
from geokz.render.datings import date_parts, dating, single_year
from geokz.render.details import page_details
from geokz.render.encode import encode

JS = Path(wire.__file__).parent / "js" / "data"
DATINGS = json.loads((Path(__file__).parent / "js" / "datings.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def details(atlas: geokz.Atlas) -> wire.Details:
    order = {key: atlas.layer(key).index.tolist() for key in atlas.layers}
    return page_details(atlas, order, years=(1919, 1963))


def test_the_types_of_the_page_are_those_of_python() -> None:
    assert (JS / "wire.d.ts").read_text(encoding="utf-8") == write_wire.typescript()


def test_both_sides_have_one_version() -> None:
    told = re.search(r"WIRE_VERSION = (\d+);", (JS / "columns.js").read_text(encoding="utf-8"))
    assert told and int(told[1]) == wire.WIRE_VERSION


@pytest.mark.slow
def test_every_record_of_the_atlas_is_what_its_type_says(details: wire.Details) -> None:
    assert list(strange(details, wire.Details, "details")) == []


def strange(value: Any, hint: Any, where: str) -> Iterator[str]:
    """Where a value is not of its type; records may have no field that their type does not know."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        if all(any(strange(value, part, where)) for part in parts):
            yield f"{where} is {value!r}"
        return
    kind = dict if is_typeddict(hint) else (int, float) if hint is float else origin or hint
    if not isinstance(value, kind):
        yield f"{where} is {value!r}"
    elif is_typeddict(hint):
        fields = get_type_hints(hint, include_extras=True)
        needed = {key for key, field in fields.items() if get_origin(field) is not NotRequired}
        yield from (f"{where} lacks {key}" for key in needed - value.keys())
        yield from (f"{where} has {key}" for key in value.keys() - fields.keys())
        for key in value.keys() & fields.keys():
            field = fields[key]
            yield from strange(
                value[key], get_args(field)[0] if get_origin(field) is NotRequired else field, f"{where}.{key}"
            )
    elif origin is list:
        for one in value:
            yield from strange(one, parts[0], f"{where}[]")
    elif origin is dict:
        for key, one in value.items():
            yield from strange(one, parts[1], f"{where}.{key}")


def test_every_date_of_the_records_is_sent_in_parts(details: wire.Details) -> None:
    told = {thing["when"] for thing in details["things"]} - {""}
    assert told <= details["dates"].keys()
    assert details["dates"]["1931-09-17/1959-07-27"]["start"] == {
        "text": "1931-09-17",
        "year": 1931,
        "month": 9,
        "day": 17,
    }


def test_texts_are_by_language_and_not_by_position(details: wire.Details) -> None:
    assert all(set(thing["names"]) == set(("en", "ru", "kk")) for thing in details["things"])
    assert details["vocabularies"]["units"]["km"]["ru"] == "км"


def test_gazetteers_tell_of_places_and_every_other_source_of_things(details: wire.Details) -> None:
    assert [key for key, source in details["sources"].items() if not source["tells"]] == ["geonames", "wof"]


def test_a_citation_names_version_and_date_as_its_language_does(details: wire.Details) -> None:
    about = details["about"]
    day, month, year = about["date"][8:], about["date"][5:7], about["date"][:4]
    assert about["edition"]["en"] == f"version {about['version']}, {about['date']}"
    assert about["edition"]["ru"] == f"Версия {about['version']} от {day}.{month}.{year}. {year}"


def test_what_has_no_point_rides_at_the_tail_with_its_life(atlas: geokz.Atlas) -> None:
    things = atlas.layer("camps")
    encoded = encode(things)
    lost = things.index[encoded.order[encoded.header["n"] :]]
    assert len(encoded.order) == encoded.header["all"] == len(things)
    assert set(lost) == set(things.index[things.geometry.isna()])
    assert len(lost) > 0


@pytest.mark.parametrize("row", DATINGS, ids=lambda row: row["when"])
def test_a_date_in_parts_is_what_the_page_words(row: dict[str, Any]) -> None:
    assert dating(row["when"]) == row["parts"]


def test_marks_stand_beside_the_parts_of_a_date() -> None:
    assert date_parts("1931-09~") == {"text": "1931-09", "year": 1931, "month": 9, "about": True}
    assert date_parts("1931%") == {"text": "1931", "about": True, "doubtful": True}


@pytest.mark.parametrize(
    ("when", "year"),
    [("1937", 1937), ("1937-01-01", 1937), ("1937/1938", None), ("1937~", None), ("193X", None), ("", None)],
)
def test_a_number_is_of_a_year_when_its_date_lies_in_one(when: str, year: int | None) -> None:
    assert single_year(when) == year
