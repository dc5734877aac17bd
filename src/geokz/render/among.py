"""Layers among those of one map: their order, their keys in links, their names in layer controls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, count
from typing import TypeVar

import folium
import numpy as np
from anyascii import anyascii
from branca.element import Element

from .raw import figure_of

OfThese = TypeVar("OfThese", bound="Among")


class Among(folium.map.Layer):
    """A layer that knows the others of its map, with which it shares no key and no name; its days are for the clock."""

    days: tuple[int, int] | None
    precision: str
    sure_days: list[np.ndarray]
    _key: str | None
    _own_key: str

    @property
    def layer_name(self) -> str:
        """The name in layer controls; they know but one layer of a name, so that a second one alike is numbered."""
        return names_of(self._map() or figure_of(self)).get(self, self._layer_name)

    @layer_name.setter
    def layer_name(self, name: str) -> None:
        self._layer_name = name

    def keep_key(self, key: str) -> None:
        """From now on the layer has this key, whatever others come to its map."""
        self._key = self._own_key = key

    def _map(self) -> folium.Map | None:
        """The map it is in, by whatever groups, or none yet."""
        return map_of(self._parent)


def map_of(element: Element | None) -> folium.Map | None:
    """The map that an element is or is in, or none."""
    while element is not None and not isinstance(element, folium.Map):
        element = element._parent
    return element


def key_of(name: str) -> str:
    """The key that a name gives a layer, in letters that a link can hold; on a map, a second one alike is numbered.

    >>> key_of("Лагеря"), key_of("Camps & mines"), key_of("***")
    ('lagerya', 'camps-mines', 'layer')
    """
    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-") or "layer"


def keys_of(root: Element, kind: type[OfThese]) -> dict[OfThese, str]:
    """The keys of all layers below an element, no two alike: a given key is kept, the others follow as drawn."""
    layers = list(layers_of(root, kind))
    keys: dict[OfThese, str] = {}
    taken: set[str] = set()
    for layer in sorted(layers, key=lambda layer: layer._key is None):
        tries = chain([layer._own_key], (f"{layer._own_key}-{number}" for number in count(2)))
        keys[layer] = next(key for key in tries if key not in taken)
        taken.add(keys[layer])
    return keys


def names_of(root: Element) -> dict[Among, str]:
    """The names in layer controls of all layers below an element, no two alike, nor like those of other overlays."""
    names: dict[Among, str] = {}
    taken = {element.layer_name for element in _overlays(root) if not isinstance(element, Among)}
    for layer in layers_of(root, Among):
        tries = chain([layer._layer_name], (f"{layer._layer_name} ({number})" for number in count(2)))
        names[layer] = next(name for name in tries if name not in taken)
        taken.add(names[layer])
    return names


def _overlays(element: Element) -> Iterator[folium.map.Layer]:
    if isinstance(element, folium.map.Layer):
        yield element
    for child in element._children.values():
        yield from _overlays(child)


def layers_of(element: Element, kind: type[OfThese]) -> Iterator[OfThese]:
    """The layers of a kind below an element, in drawing order."""
    if isinstance(element, kind):
        yield element
    for child in element._children.values():
        yield from layers_of(child, kind)
