"""Layers of one map live together, whatever they are called."""

from __future__ import annotations

import json
import re
from html import unescape

import folium
import geopandas as gpd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point

import geokz


def own(title: str, year: int = 1937, **words: object) -> geokz.Layer:
    frame = gpd.GeoDataFrame({"when": [str(year)], "name": ["A"]}, geometry=[Point(70, 48)], crs=4326)
    return geokz.Layer.from_frame(frame, "when", title=title, **words)


def keys_of(folium_map: folium.Map) -> list[str]:
    """The keys with which the layers stand in the page."""
    page = folium_map.get_root().render()
    return [json.loads(text)["key"] for text in re.findall(r"timeLayer\((\{.*?\})\);$", page, re.MULTILINE)]


def plain(*titles: str) -> folium.Map:
    folium_map = geokz.make_offline(folium.Map(tiles=None))
    for title in titles:
        own(title).add_to(folium_map)
    return folium_map


def test_titles_in_cyrillic_give_keys_that_can_be_told_apart() -> None:
    assert keys_of(plain("Лагеря", "Шахты")) == ["lagerya", "shakhty"]


@pytest.mark.parametrize(
    ("titles", "keys"),
    [
        (["Towns", "Towns", "towns!"], ["towns", "towns-2", "towns-3"]),
        (["", "", "***"], ["layer", "layer-2", "layer-3"]),
        (["a", "a-2", "a"], ["a", "a-2", "a-3"]),
        (["__proto__", "constructor", "</script>{{ 7*7 }}"], ["proto", "constructor", "script-7-7"]),
    ],
)
def test_layers_whose_titles_are_alike_are_numbered(titles: list[str], keys: list[str]) -> None:
    assert keys_of(plain(*titles)) == keys


def test_no_name_of_a_layer_is_a_word_of_javascript_itself() -> None:
    folium_map = plain("__proto__", "constructor")
    folium.LayerControl().add_to(folium_map)
    names = re.findall(r"(\".*\") : layer_", folium_map.get_root().render())
    assert [unescape(json.loads(name)) for name in names] == ["__proto__", "constructor"]
    assert '"__proto__"' not in names


def test_a_layer_called_like_one_of_the_atlas_stands_beside_it(small_atlas: geokz.Atlas) -> None:
    folium_map = geokz.build_map(small_atlas)
    for key in ("Camps", "mines", "Towns", "Camps"):
        own(key).add_to(folium_map)
    keys = keys_of(folium_map)
    assert keys[: len(small_atlas.layers)] == list(small_atlas.layers)
    assert keys[len(small_atlas.layers) :] == ["camps-2", "mines-2", "towns-2", "camps-3"]


def test_a_key_that_was_given_is_kept_whatever_came_before_it() -> None:
    folium_map = geokz.make_offline(folium.Map(tiles=None))
    for layer in (own("camps"), own("Other", key="camps")):
        layer.add_to(folium_map)
    assert keys_of(folium_map) == ["camps-2", "camps"]


def test_layers_in_groups_are_told_apart_too_and_keep_their_keys_in_every_save() -> None:
    folium_map = geokz.make_offline(folium.Map(tiles=None))
    for title in ("Лагеря", "Лагеря"):
        own(title).add_to(folium.FeatureGroup(name="group").add_to(folium_map))
    assert keys_of(folium_map) == keys_of(folium_map) == ["lagerya", "lagerya-2"]


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=12), min_size=2, max_size=12))
def test_no_two_layers_of_a_map_ever_share_a_key(titles: list[str]) -> None:
    keys = keys_of(plain(*titles))
    assert len(set(keys)) == len(titles)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in keys)
