"""geokz: a sourced, dated atlas of Soviet Kazakhstan's camps, mines, plants, railways and towns.

>>> import geokz
>>> atlas = geokz.Atlas.load()
>>> geokz.build_map(atlas.at(1938)).save("1938.html")      # doctest: +SKIP
"""

from .atlas import Atlas
from .checks import check
from .dates import When, states
from .errors import AmbiguousPlace, DataError, GeokzError, UnknownPlace
from .export import export
from .export.back import read
from .gazetteer import Gazetteer
from .render import TimeLayer, build_map, make_offline

Layer = TimeLayer

__version__ = "0.1.0"

__all__ = [
    "AmbiguousPlace",
    "Atlas",
    "DataError",
    "Gazetteer",
    "GeokzError",
    "Layer",
    "TimeLayer",
    "UnknownPlace",
    "When",
    "build_map",
    "check",
    "export",
    "make_offline",
    "read",
    "states",
]
