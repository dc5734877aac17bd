"""geokz: sourced, dated atlases of regions as folders of tables; the one that ships is of Soviet Kazakhstan.

>>> import geokz
>>> atlas = geokz.Atlas.load()
>>> geokz.build_map(atlas.at(1938)).save("1938.html")      # doctest: +SKIP

What is named here is loaded when it is first asked for: ``import geokz`` costs next to nothing. The verbs are the words
of the shell: :func:`build`, :func:`check`, :func:`gaps`, :func:`date`, :func:`find`, :func:`geocode`,
:func:`export`, :func:`read`, :func:`new`; ``geokz explain`` is :meth:`Atlas.explain`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import dates as dates
    from . import errors as errors
    from .atlas import Atlas
    from .checks import check
    from .checks.gaps import gaps
    from .dates import Span, When, span, states
    from .errors import (
        AmbiguousPlace,
        DataError,
        DateError,
        DateProseError,
        ExportError,
        GazetteerError,
        GeokzError,
        LayerError,
        OfflineError,
        Problem,
        TableError,
        UnknownPlace,
    )
    from .export import export
    from .export.back import read
    from .folder.new import new
    from .gazetteer import Gazetteer
    from .gazetteer.find import find
    from .gazetteer.geocode import Columns, geocode
    from .prose import date, edtf_from_prose
    from .render import BaseMap, Layer, Legend, TimeControl, build, build_map, explore, make_offline

__version__ = "0.1.0"

_HOMES = {
    "atlas": ["Atlas"],
    "checks": ["check", "gaps"],
    "dates": ["Span", "When", "span", "states"],
    "errors": [
        "AmbiguousPlace",
        "DataError",
        "DateError",
        "DateProseError",
        "ExportError",
        "GazetteerError",
        "GeokzError",
        "LayerError",
        "OfflineError",
        "Problem",
        "TableError",
        "UnknownPlace",
    ],
    "export": ["export"],
    "export.back": ["read"],
    "folder.new": ["new"],
    "gazetteer": ["Gazetteer"],
    "gazetteer.find": ["find"],
    "gazetteer.geocode": ["Columns", "geocode"],
    "prose": ["date", "edtf_from_prose"],
    "render": ["BaseMap", "Layer", "Legend", "TimeControl", "build", "build_map", "explore", "make_offline"],
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
_ROOMS = {
    "atlas",
    "checks",
    "dates",
    "earth",
    "errors",
    "folder",
    "gazetteer",
    "layers",
    "names",
    "prose",
    "render",
    "sources",
}

__all__ = [
    "AmbiguousPlace",
    "Atlas",
    "BaseMap",
    "Columns",
    "DataError",
    "DateError",
    "DateProseError",
    "ExportError",
    "Gazetteer",
    "GazetteerError",
    "GeokzError",
    "Layer",
    "LayerError",
    "Legend",
    "OfflineError",
    "Problem",
    "Span",
    "TableError",
    "TimeControl",
    "UnknownPlace",
    "When",
    "build",
    "build_map",
    "check",
    "date",
    "edtf_from_prose",
    "explore",
    "export",
    "find",
    "gaps",
    "geocode",
    "make_offline",
    "new",
    "read",
    "span",
    "states",
]


class _Face(ModuleType):
    """This module, in which a verb is never hidden by the room of the same name."""

    def __getattr__(self, name: str) -> Any:
        if name in _HOME_OF:
            value = getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
        elif name in _ROOMS:
            value = import_module(f".{name}", __name__)
        else:
            raise AttributeError(f"geokz has no '{name}'; it has {', '.join(__all__)}")
        setattr(self, name, value)
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOME_OF and isinstance(value, ModuleType)):  # `export` is a verb and the room it comes from
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return [*__all__, "__version__"]


sys.modules[__name__].__class__ = _Face
