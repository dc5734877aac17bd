"""The atlas as one folium map: base map, a time layer for every layer of things, and what the cards say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import folium
from branca.element import MacroElement

from ..atlas import Atlas
from ..errors import GeokzError
from ..folder.maps import FIRST_YEAR, FRAME, LAST_YEAR, OPENING_YEAR, ThemedMap
from ..whole_file import whole_file
from .details import page_details
from .encode import pack_json
from .ground import base_layers, ground
from .layer import Layer, add_engine, keys_of
from .offline import make_offline
from .own import add_own
from .plain import old_browser_script, plain_page
from .published import origins, public_address
from .raw import Raw, figure_of, js
from .scan import scan, title_of
from .strings import strings_of

_CENTRE = (48.3, 67.0)


class AtlasElement(MacroElement):
    """The panels of the atlas and their data; its layers are ordinary :class:`Layer` elements of the map."""

    def __init__(
        self,
        config: dict[str, Any],
        layers: dict[str, Layer],
        base: list[dict[str, Any]],
        below: dict[str, Any],
        plain: str,
        languages: Sequence[str],
    ) -> None:
        super().__init__()
        self._name = "Atlas"
        self.config = config
        self.layers = layers
        self.base = base
        self.below = below
        self.plain = plain
        self.languages = languages

    def render(self, **kwargs: Any) -> str:
        """Bring the engine into the page, then the atlas, all its texts raw (see :mod:`geokz.render.raw`)."""
        figure, parent = figure_of(self), self._parent
        assert parent is not None  # it is added to a map before it is rendered
        add_engine(figure)
        figure.header.add_child(Raw(old_browser_script(self.languages)), name="geokz_old_browser")
        figure.html.add_child(Raw(self.plain), name="geokz_plain")
        map_name, base = parent.get_name(), f"{self.get_name()}_base"
        layers = ", ".join(f"{js(key)}: {layer.get_name()}" for key, layer in self.layers.items())
        script = (
            f"var {base} = geokzEngine.base({map_name}, {js(self.base)}, {js(self.below)});\n"
            f"geokzEngine.atlas({map_name}, {js(self.config)}, {{{layers}}}, {base});"
        )
        figure.script.add_child(Raw(script), name=self.get_name())
        return ""


def build_map(
    atlas: Atlas,
    start: int = FIRST_YEAR,
    end: int = LAST_YEAR,
    *,
    year: int = OPENING_YEAR,
    language: str | None = None,
    tiles: str | folium.TileLayer | None = None,
    offline: bool = True,
    title: str | Mapping[str, str] | None = None,
    frame: Sequence[Sequence[float]] = FRAME,
    layers: Collection[str] | None = None,
    tours: Collection[str] | None = None,
    add: Sequence[Layer] = (),
    url: str | None = None,
    steered_by: Sequence[str] = (),
    overlay: str | Path | None = None,
    bounds: Sequence[Sequence[float]] | None = None,
    overlay_title: str | Mapping[str, str] | None = None,
) -> folium.Map:
    """An interactive map of an atlas: a ``folium.Map`` to which anything folium knows can be added.

    ``start`` and ``end`` are the first and last year of the clock, ``year`` the one it opens with, ``language``
    the page's first language (the atlas's first when left out; the reader can switch). With ``offline`` (the default)
    ``save`` writes one file that asks for nothing; ``tiles`` adds an online background by folium's own words, which the
    page's security policy then names.

    ``title`` stands in the header instead of the atlas's own (one text, or one for each language), ``frame`` is what
    the map opens at ([[south, west], [north, east]]), ``layers`` are the keys of the layers shown at the start and
    ``tours`` those of the tours offered; left out, the layers are as ``layers.toml`` has them and the tours are all.

    ``add`` are layers of one's own that stand beside those of the atlas in the panel, the search, the table, the counts
    and the link, each thing with a card; tours and resets leave them as they are.

    ``url`` is the address at which the page will stand: links, QR codes, citations, code for other pages name it.
    ``steered_by`` are the sites (``https://museum.example``) whose pages may steer the map from around its frame; left
    out, nobody's message changes anything.

    ``overlay`` is a picture file, a scanned map of the time, that lies between the base map and the things, within
    ``bounds`` ([[south, west], [north, east]]), as Web Mercator; the reader sets how strongly it shows.
    ``overlay_title`` says what map it is. It goes into the file as WebP, at most 4000 pixels long (``geokz[overlay]``).
    """
    if (overlay is None) != (bounds is None):
        raise GeokzError("overlay= and bounds= belong together; give the picture and [[south, west], [north, east]]")
    scanned = None if overlay is None else scan(overlay, bounds, title_of(overlay_title, atlas.languages))
    address = None if url is None else public_address(url)
    steering = origins(steered_by)
    if not 1 <= start <= 9999 or not 1 <= end <= 9999:
        raise GeokzError(f"the clock's years {start} and {end} are not both between 1 and 9999")
    if end < start:
        raise GeokzError(f"the clock's years {start} to {end} are reversed; give the earlier year first")
    language = atlas.languages[0] if language is None else language
    if language not in atlas.languages:
        raise GeokzError(f"there is no language '{language}'; the languages are {', '.join(atlas.languages)}")
    unknown = sorted(set(layers or ()) - set(atlas.layers))
    if unknown:
        raise GeokzError(f"there is no layer '{unknown[0]}'; the layers are {', '.join(atlas.layers)}")
    if layers is not None:
        atlas = replace(atlas, layers={key: replace(style, show=key in layers) for key, style in atlas.layers.items()})
    folium_map = folium.Map(
        location=_CENTRE,
        zoom_start=5,
        tiles=tiles,
        zoom_control="bottomright",
        control_scale=True,
        # folium keeps its own min_zoom and max_zoom for tiles
        minZoom=3,
        maxZoom=12,
        zoom_snap=0.25,
        max_bounds=True,
        min_lon=20,
        max_lon=115,
        min_lat=-30,
        max_lat=75,
    )
    folium_map.has_clock = True  # type: ignore[attr-defined]
    drawn: dict[str, Layer] = {}
    order: dict[str, list[str]] = {}
    for key, style in atlas.layers.items():
        things = atlas.layer(key)
        layer = Layer(
            things,
            style.label[language],
            label="",
            key=key,
            colour=style.colour,
            colour_dark=style.colour_dark,
            shape=style.shape,
            size=style.size,
            quiet=style.quiet,
            show=style.show,
        )
        layer.add_to(folium_map)
        drawn[key] = layer
        order[key] = things.index[layer.order].tolist()
    details = page_details(atlas, order, tours=tours, years=(start, end))
    for own in add:
        own.add_to(folium_map)
    for own, key in keys_of(folium_map).items():
        if own in add:
            own.keep_key(key)
            drawn[key] = own
            add_own(details, own, key)
    opening = min(max(year, start), end)
    config = {
        "details": pack_json(details),
        "strings": strings_of(atlas.languages),
        "clock": {"min": start, "max": end, "from": opening, "to": opening},
        "language": language,
        "frame": [list(corner) for corner in frame],
    }
    if address:
        config["url"] = address
    if scanned:
        config["overlay"] = scanned
    if steering:
        config["steeredBy"] = steering
    titles = title_of(title, atlas.languages) or None
    if titles:
        config["title"] = titles
    plain = plain_page(atlas, language, titles)
    below = ground(atlas.source.relief, atlas.source.base_names)
    AtlasElement(config, drawn, base_layers(atlas.base_map), below, plain, atlas.languages).add_to(folium_map)
    return make_offline(folium_map) if offline else folium_map


def build_themed_map(
    atlas: Atlas,
    themed: ThemedMap,
    *,
    start: int | None = None,
    end: int | None = None,
    year: int | None = None,
    language: str | None = None,
    url: str | None = None,
    steered_by: Sequence[str] = (),
) -> folium.Map:
    """One of the maps of ``maps.toml``; what is given here goes before what the file says."""
    return build_map(
        atlas.only(themed),
        themed.start if start is None else start,
        themed.end if end is None else end,
        year=themed.year if year is None else year,
        language=language or themed.language,
        title=themed.title,
        frame=themed.frame,
        layers=themed.layers,
        tours=themed.tours,
        url=url,
        steered_by=steered_by,
    )


def write_page(folium_map: folium.Map, path: str | Path) -> Path:
    """Save a map so that an interrupted build leaves the old file whole (:mod:`geokz.whole_file`)."""
    path = Path(path)
    page = folium_map.get_root().render()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as problem:
        raise GeokzError(f"'{path.parent}' is a file, not a folder; name another folder") from problem
    except OSError as problem:
        raise GeokzError(f"the folder {path.parent} cannot be made: {problem.strerror}") from problem
    with whole_file(path) as beside:
        beside.write_text(page, encoding="utf-8", newline="\n")
    return path
