"""What lies below the things of the page: relief and names."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

import geokz
from geokz.render.ground import below_things, ground
from geokz.render.page import build_map
from geokz.sources import cite

WEST, SOUTH, EAST, NORTH = 44, 38, 92, 58


@pytest.fixture(scope="module")
def below(atlas: geokz.Atlas) -> dict:
    return ground([(((38, 44), (58, 92)), atlas.source.relief)], atlas.source.base_names)


def test_the_relief_is_a_small_grey_picture_of_the_box(atlas: geokz.Atlas) -> None:
    relief = atlas.source.relief
    picture = Image.open(io.BytesIO(relief))
    assert picture.size == (1440, 920)
    assert len(relief) < 64_000
    red, green, blue = (band.tobytes() for band in picture.convert("RGB").resize((64, 64)).split())
    assert max(abs(a - b) for one in (green, blue) for a, b in zip(red, one, strict=True)) < 4


def test_every_name_stands_in_the_box_in_three_languages_at_some_scale_and_time(below: dict) -> None:
    assert len(below["names"]) > 30
    for name in below["names"]:
        lon, lat = name["at"]
        assert WEST <= lon <= EAST and SOUTH <= lat <= NORTH, name
        assert all(name["text"][code] for code in ("en", "ru", "kk")), name
        assert name["kind"] in {"sea", "river", "range", "land", "city"}, name
        nearest, farthest = name["zooms"]
        assert nearest < farthest, name
        first, last = name["years"]
        assert first is None or last is None or first <= last, name


def test_a_place_that_was_renamed_has_one_name_a_year(below: dict) -> None:
    at: dict[tuple[str, float, float], list[tuple[int, int]]] = defaultdict(list)
    for name in below["names"]:
        first, last = name["years"]
        at[name["kind"], *name["at"]].append((first or 0, last or 9999))
    for place, spans in at.items():
        spans.sort()
        for (_, last), (first, _) in pairwise(spans):
            assert last + 1 == first, place


def test_every_name_says_where_it_was_read(atlas: geokz.Atlas) -> None:
    known = set(atlas.lookups.sources)
    for row in csv.DictReader(io.StringIO(atlas.source.base_names.decode("utf-8"))):
        cited = cite(row["source"])
        assert cited, row["name_en"]
        assert {citation.key for citation in cited} <= known, row["name_en"]


def test_a_folder_without_a_relief_makes_a_map_without_one(small_atlas_folder: Path) -> None:
    small_atlas = geokz.Atlas.load(small_atlas_folder)
    box = ((38.0, 44.0), (58.0, 92.0))
    made = below_things(small_atlas)[1]
    assert made == {"sheets": [{"box": box, "relief": ""}], "names": []}
    assert '"relief": ""' in build_map(small_atlas).get_root().render()
