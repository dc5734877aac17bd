"""Layers of one's own among the records of an atlas: what makes them citizens of its page."""

from __future__ import annotations

import numpy as np

from ..dates import BOUNDS
from ..layers.series import Series
from ..written import written
from .datings import dating, single_year
from .layer import Layer
from .wire import Details, Figure, Place, Text, Thing
from .wire import Layer as Citizen

_AS_GIVEN = {
    "en": "where its table puts it",
    "ru": "по координатам таблицы",
    "kk": "кестедегі орны бойынша",
    "de": "wo seine Tabelle es hat",
}
_WITHOUT = "unlocated"
_SWATCHES = 4  # in the symbol of a layer that is coloured by a column


def add_own(details: Details, layer: Layer, key: str) -> None:
    """Add a layer of one's own to what the cards, lists and the search of an atlas say.

    Its things are called by the layer's key and their number, their kind is the layer, and the columns of its ``popup``
    are their remarks.
    """
    languages = details["languages"]

    def alike(text: str) -> Text:
        """One text for all languages."""
        return dict.fromkeys(languages, text)

    def place(precision: str) -> Place:
        return {"names": alike(""), "precision": precision, "radius": 0, "authority": "", "source": [], "note": ""}

    style = layer.source["style"]
    citizen: Citizen = {
        "key": key,
        "label": alike(layer.title),
        "colour": style["colour"],
        "colourDark": style["colourDark"],
        "shape": layer.drawn_as,
        "show": bool(layer.show),
        "labelled": False,
        "quiet": style["quiet"],
        "prisoners": False,
        "own": True,
    }
    if layer.paint:
        citizen["colours"] = _some(layer.paint.known)
    details["layers"].append(citizen)
    kind = f"own:{key}"
    details["vocabularies"]["types"][kind] = alike(layer.title)
    details["vocabularies"]["precision"].setdefault("own", _AS_GIVEN)
    details["places"][kind] = place("own")
    details["places"][f"{kind}:"] = place(_WITHOUT)
    known = {thing["id"] for thing in details["things"]}
    ids: list[str] = []
    for number, (bounds, label, row) in enumerate(
        zip(layer.things[BOUNDS].to_numpy().tolist(), layer.labels, layer.order.tolist(), strict=True)
    ):
        identity = f"{key}-{row + 1}"
        while identity in known:  # two points of one row, or a thing of the atlas that is called so
            identity += "-2"
        known.add(identity)
        ids.append(identity)
        remarks = "; ".join(f"{heading}: {texts[number]}" for heading, texts in layer.remarks if texts[number])
        thing: Thing = {
            "id": identity,
            "layer": key,
            "names": alike(label or f"{layer.title} {row + 1}"),
            "type": kind,
            "when": written(bounds),
            "place": kind if number < layer.source["header"]["n"] else f"{kind}:",
            "partOf": "",
            "certainty": "certain",
            "source": [],
            "note": remarks,
        }
        details["things"].append(thing)
        if thing["when"]:
            details["dates"].setdefault(thing["when"], dating(thing["when"]))
        if layer.series and layer.series.counts[number]:
            details["figures"][identity] = _figures(details, layer.series, number, kind)
    if layer.series:
        details["vocabularies"]["measures"][kind] = alike(layer.series.column)
    details["order"][key] = ids


def _some(colours: list[str]) -> list[str]:
    """At most four of some colours, first and last among them.

    >>> _some(["red", "blue"]), _some(list("abcdefgh"))
    (['red', 'blue'], ['a', 'c', 'f', 'h'])
    """
    last = len(colours) - 1
    return colours if last < _SWATCHES else [colours[round(at * last / (_SWATCHES - 1))] for at in range(_SWATCHES)]


def _figures(details: Details, series: Series, number: int, kind: str) -> list[Figure]:
    """The numbers of a thing as figures, whose measure is the layer's own; one that is not known has no value."""
    made: list[Figure] = []
    at = series.of(number)
    for first, last, value in zip(series.first[at], series.last[at], series.values[at], strict=True):
        when = written((first, last, first, last))
        details["dates"].setdefault(when, dating(when))
        made.append(
            {
                "id": f"{kind}:{number}:{len(made)}",
                "measure": kind,
                "value": None if np.isnan(value) else float(value),
                "unit": "",
                "when": when,
                "year": single_year(when),
                "qualifier": "",
                "of": None,
                "source": [],
                "standing": "accepted",
                "note": dict.fromkeys(details["languages"], ""),
            }
        )
    return made
