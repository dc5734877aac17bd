"""The atlas as one folium map: base map, a time layer for every layer of things, and what the cards say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypedDict, Unpack

import folium
import numpy as np

from ..atlas import Atlas
from ..days import is_whole
from ..errors import GeokzError, LayerError
from ..folder import default_folder
from ..folder.frames import records
from ..folder.languages import texts_of
from ..folder.maps import ThemedMap
from ..folder.profile import FILE, NO_PROFILE
from ..folder.toml import box_problem
from ..memory import uncollected
from ..whole_file import whole_file
from .among import keys_of
from .control import key_entry
from .details import page_details
from .encode import pack_json
from .ground import base_layers, below_things, ground, world
from .layer import Layer
from .offline import make_offline
from .own import add_own
from .plain import old_browser_script, plain_page
from .plain_clock import NO_YEARS
from .published import origins, public_address
from .raw import Raw, Scripted, figure_of, js
from .scan import check_order, scan, title_of
from .sourced import texts_for
from .strings import strings_of, wrong_words
from .times import busiest, number_of
from .wire import Details, Said

_WORLD = ((-55.0, -160.0), (70.0, 170.0))


class AtlasElement(Scripted):
    """The panels of the atlas and their data; its layers are ordinary :class:`Layer` elements of the map."""

    def __init__(
        self,
        config: dict[str, Any],
        details: Details,
        layers: dict[str, Layer],
        base: list[dict[str, Any]],
        below: dict[str, Any],
        plain: str,
        languages: Sequence[str],
        shipped: bool,
    ) -> None:
        super().__init__()
        self._name = "Atlas"
        self.config = config
        self.details = details
        self.layers = layers
        self.base = base
        self.below = below
        self.plain = plain
        self.languages = languages
        self.shipped = shipped

    def adopt(self) -> None:
        """Make citizens of all layers of the map that are none yet, whoever added them, and whenever."""
        assert self._parent is not None  # it is added to a map before anybody asks
        for own, key in keys_of(self._parent, Layer).items():
            if own not in self.layers.values():
                if own.asks_shipped and not self.shipped:
                    told = "looked for its places in the atlas that ships with geokz, not in that of the map"
                    raise LayerError(f"the layer '{own.title}' {told}; say geokz.Layer(..., atlas=atlas)")
                own.keep_key(key)
                own.tell_apart(sum(layer.get("own", False) for layer in self.details["layers"]))
                self.layers[key] = own
                add_own(self.details, own, key)
                entry = key_entry(own)
                self.config["own"] += [{"key": key, **entry}] if entry["classes"] or "sizes" in entry else []

    def script(self) -> str:
        """Base map and panels as statements; the panels wait for the layers, which may come behind them."""
        self.adopt()
        assert self._parent is not None
        map_name, base = self._parent.get_name(), f"{self.get_name()}_base"
        said = {key: rows for key, rows in self.details.items() if key in Said.__annotations__}
        rest = {key: rows for key, rows in self.details.items() if key not in said}
        config = {**self.config, "details": pack_json(rest), "said": pack_json(said)}
        layers = ", ".join(f"{js(key)}: {layer.get_name()}" for key, layer in self.layers.items())
        return (
            f"var {base} = geokzEngine.base({map_name}, {js(self.base)}, {js(self.below)});\n"
            f"queueMicrotask(() => geokzEngine.atlas({map_name}, {js(config)}, {{{layers}}}, {base}));"
        )

    def render(self, **kwargs: Any) -> str:
        """Bring the engine into the page, then the atlas, all its texts raw (see :mod:`geokz.render.raw`)."""
        figure = figure_of(self)
        self.put_script()
        figure.header.add_child(Raw(old_browser_script(self.languages)), name="geokz_old_browser")
        figure.html.add_child(Raw(self.plain), name="geokz_plain")
        return ""


def build_map(
    atlas: Atlas | None,
    start: int | None = None,
    end: int | None = None,
    *,
    year: int | None = None,
    month: int | None = None,
    language: str | None = None,
    tiles: str | folium.TileLayer | None = None,
    offline: bool = True,
    title: str | Mapping[str, str] | None = None,
    frame: Sequence[Sequence[float]] | None = None,
    basemap: str | None = None,
    layers: Collection[str] | None = None,
    tours: Collection[str] | None = None,
    rails: str | None = None,
    add: Sequence[Layer] = (),
    texts: str | Path | None = None,
    url: str | None = None,
    steered_by: Sequence[str] = (),
    overlay: str | Path | None = None,
    bounds: Sequence[Sequence[float]] | None = None,
    overlay_title: str | Mapping[str, str] | None = None,
) -> folium.Map:
    """An interactive map of an atlas: a ``folium.Map`` to which anything folium knows can be added.

    Without an atlas (``None``) it is the same page for layers of one's own: clock and view fit ``add``, in any
    region and century, on land and borders of the world (``basemap="world"``; with an atlas, in place of its own).

    ``start`` and ``end`` are the first and last year of the clock, ``year`` the one it opens with, ``frame`` what the
    map opens at ([[south, west], [north, east]]), each that of ``atlas.toml`` when left out; ``language`` is
    the page's first language (the atlas's first when left out; the reader can switch). With ``month`` (1 to 12) the
    clock moves by months and opens with this one of ``year``. With ``offline`` (the default)
    ``save`` writes one file that asks for nothing; ``tiles`` adds an online background by folium's own words, which the
    page's security policy then names.

    ``title`` stands in the header instead of the atlas's own (one text, or one for each language), ``layers`` are the
    keys of the layers shown at the start and ``tours`` those of the tours offered; left out, the layers are as
    ``layers.toml`` has them and the tours are all. ``rails`` is the id of a line of ``railheads.csv``: title and clock
    then tell how many kilometres of it had been laid.

    ``add`` are layers of one's own that stand beside those of the atlas in the panel, the search, the table, the counts
    and the link, each thing with a card; tours and resets leave them as they are.

    ``texts`` is a folder with the transcripts that ``sources.csv`` names: the page then shows the source's own words
    behind each citation, says that it is a local build, and is not to be passed on.

    ``url`` is the address at which the page will stand: links, QR codes, citations, code for other pages name it.
    ``steered_by`` are the sites (``https://museum.example``) whose pages may steer the map from around its frame; left
    out, nobody's message changes anything.

    ``overlay`` is a picture file, a scanned map of the time, that lies between the base map and the things, within
    ``bounds`` ([[south, west], [north, east]]), as Web Mercator; the reader sets how strongly it shows.
    ``overlay_title`` says what map it is. It goes into the file as WebP, at most 4000 pixels long (``geokz[overlay]``).
    """
    if atlas is not None and not isinstance(atlas, Atlas):
        raise GeokzError(
            f"{type(atlas).__name__} is no atlas; give geokz.Atlas.load(folder), or None for own layers alone"
        )
    add = [add] if isinstance(add, Layer) else list(add or ())
    for own in add:
        if not isinstance(own, Layer):
            raise LayerError(f"add= takes layers, and {type(own).__name__} is none; make one of it with geokz.Layer")
    if basemap not in (None, "world"):
        raise GeokzError(f"basemap={basemap!r} is unknown; choose 'world', or None for the atlas's own")
    if (overlay is None) != (bounds is None):
        raise GeokzError("overlay= and bounds= belong together; give the picture and [[south, west], [north, east]]")
    if frame is not None and (message := box_problem(np.asarray(frame).tolist())):
        raise GeokzError(f"frame: {message}")
    alone = atlas is None
    start, end, year = _years(atlas, start, end, year, add)
    if atlas is None:
        atlas, basemap = blank(), "world"
        title = ", ".join(dict.fromkeys(own.title for own in add)) if title is None else title
        frame = _frame_of(add) if frame is None else frame
    scanned = None if overlay is None else scan(overlay, bounds, title_of(overlay_title, atlas.languages))
    address = None if url is None else public_address(url)
    steering = origins(steered_by)
    profile = atlas.profile
    frame = profile.frame if frame is None else frame
    if scanned is not None:
        check_order(scanned["bounds"], frame)
    for spot, message in wrong_words(profile):
        raise GeokzError(f"{FILE}: {'.'.join(spot)} {message}")
    language = atlas.languages[0] if language is None else language
    if language not in atlas.languages:
        raise GeokzError(f"there is no language '{language}'; the languages are {', '.join(atlas.languages)}")
    layers = _keys(layers, atlas.layers, "layer")
    tours = _keys(tours, [tour["key"] for tour in atlas.tours], "tour")
    if month is not None and (not is_whole(month) or month not in range(1, 13)):
        raise GeokzError(f"month={month!r} is no month; give a whole number from 1 to 12")
    if layers is not None:
        atlas = replace(atlas, layers={key: replace(style, show=key in layers) for key, style in atlas.layers.items()})
    (south, west), (north, east) = profile.pan
    near = {"max_bounds": True, "min_lat": south, "min_lon": west, "max_lat": north, "max_lon": east}
    far: dict[str, Any] = {"minZoom": 1} if basemap else {"minZoom": 1 if atlas.source.shares else 3, **near}
    folium_map = folium.Map(
        location=[sum(edges) / 2 for edges in zip(*frame, strict=True)],
        zoom_start=5,
        tiles=tiles,
        zoom_control="bottomright",
        control_scale=True,
        # folium keeps its own min_zoom and max_zoom for tiles
        maxZoom=12,
        zoom_snap=0.25,
        **far,
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
    passages = texts_for(atlas.source.frames.get("sources"), Path(texts)) if texts is not None else None
    details = page_details(atlas, order, tours=tours, years=(start, end), texts=passages)
    if alone:
        details["about"]["credit"] = "Natural Earth"
    for own in add:
        own.add_to(folium_map)
    opening = min(max(year, start), end)
    config: dict[str, Any] = {
        "strings": strings_of(atlas.languages, replace(profile, last=end, opening=opening), _counted(atlas)),
        "clock": {"min": start, "max": end, "from": opening, "to": opening},
        "language": language,
        "frame": [list(corner) for corner in frame],
        "own": [],
    }
    if month is not None:
        config["clock"]["month"] = month
    if rails is not None:
        config["rails"] = _line(rails, details)
    if alone:
        config["alone"] = True
    if address:
        config["url"] = address
    if scanned:
        config["overlay"] = scanned
    if steering:
        config["steeredBy"] = steering
    titles = title_of(title, atlas.languages) or None
    if titles:
        config["title"] = titles
    plain = plain_page(atlas, language, titles, local=texts is not None)
    if basemap:
        base, below = base_layers(world()), ground([], b"")
    else:
        base, below = below_things(atlas)
    shipped = alone or default_folder() in atlas.source.paths
    element = AtlasElement(config, details, drawn, base, below, plain, atlas.languages, shipped)
    element.add_to(folium_map)
    element.adopt()
    return make_offline(folium_map) if offline else folium_map


def _keys(wanted: Collection[str] | None, known: Collection[str], word: str) -> list[str] | None:
    """The keys that are asked for, one or several, or nothing; raises for one that is not known."""
    if wanted is None:
        return None
    keys = [wanted] if isinstance(wanted, str) else list(wanted)
    for key in keys:
        if key not in known:
            raise GeokzError(f"there is no {word} '{key}'; the {word}s are {', '.join(known)}")
    return keys


def _line(rails: str, details: Details) -> str:
    """The id of a line of which railheads are told."""
    lines = list(dict.fromkeys(head["line"] for head in details["railheads"]))
    if rails not in lines:
        raise GeokzError(f"railheads.csv tells nothing of '{rails}'; its lines are {', '.join(lines) or 'none'}")
    return rails


def _counted(atlas: Atlas) -> dict[str, str]:
    """What the sums count, as the vocabulary of measures calls it."""
    measures = atlas.tables["measures"]
    found = records(measures[measures["key"] == atlas.profile.measure])
    return texts_of(found[0], "label", atlas.languages) if found else {}


def blank() -> Atlas:
    """An atlas of nothing: no things, no layers, no tours, no region; the words and languages of the one that ships."""
    shipped = Atlas.load()
    vocabularies = {table.name for table in shipped.source.tables if table.path.startswith("vocab/")}
    tables = {name: rows if name in vocabularies else rows.iloc[:0] for name, rows in shipped.tables.items()}
    profile = replace(NO_PROFILE, languages=shipped.languages)
    return replace(
        shipped,
        source=replace(shipped.source, tours=[], maps=[], profile=profile),
        tables=tables,
        layers={},
        things=shipped.things.iloc[:0],
        lives={},
    )


def _years(
    atlas: Atlas | None, start: int | None, end: int | None, year: int | None, add: Sequence[Layer]
) -> tuple[int, int, int]:
    """The clock's first and last year and the one it opens with: of the atlas, or fitted to own layers."""
    known = [number_of(day, "year") for layer in add if layer.days for day in layer.days]
    opening: int | None
    if atlas is not None:
        first, last, opening = atlas.profile.first, atlas.profile.last, atlas.profile.opening
    else:
        first, last, opening = (min(known), max(known), None) if known else (*NO_YEARS, NO_YEARS[0])
    start, end = first if start is None else start, last if end is None else end
    check_clock(start, end, year)
    if not -9999 <= start <= 9999 or not -9999 <= end <= 9999:
        raise GeokzError(f"the clock's years {start} and {end} are not both between -9999 and 9999")
    if year is None:
        year = busiest(add, (start, end), "year")[0] if opening is None else opening
    return start, end, year


def check_clock(first: int, last: int, year: int | None, where: str = "") -> None:
    """Raise for years of a clock that are none or reversed, and a year to open with that is none of them."""
    for argument, value in (("start", first), ("end", last), ("year", year)):
        if value is not None and not is_whole(value):
            raise GeokzError(f"{argument}={value!r} is no year; give a whole number such as 1938")
    if last < first:
        raise GeokzError(f"the clock's years {first} to {last} are reversed{where}; give the earlier year first")
    if year is not None and not first <= year <= last:
        told = f"the year {year} lies outside the clock's years {first} to {last}{where}; give one of them"
        raise GeokzError(told)


def _frame_of(add: Sequence[Layer]) -> Sequence[Sequence[float]]:
    """A view of all layers, at least some degrees wide; of the world where nothing has a place."""
    boxes = [layer.bounds for layer in add if layer.bounds]
    if not boxes:
        return _WORLD
    south, west = (min(box[0][at] for box in boxes) for at in (0, 1))
    north, east = (max(box[1][at] for box in boxes) for at in (0, 1))
    room = max(0.5, (north - south) * 0.08), max(0.5, (east - west) * 0.08)
    return [[max(-80, south - room[0]), west - room[1]], [min(82, north + room[0]), east + room[1]]]


class Wishes(TypedDict, total=False):
    """What is wanted of a map of ``maps.toml`` before its own settings; what is ``None`` or left out leaves them."""

    start: int | None
    end: int | None
    year: int | None
    language: str | None
    texts: str | Path | None
    url: str | None
    steered_by: Sequence[str]


def years_of(themed: ThemedMap, wishes: Wishes) -> tuple[int, int]:
    """First and last year of a map's clock."""
    start, end = wishes.get("start"), wishes.get("end")
    return themed.start if start is None else start, themed.end if end is None else end


def build_themed_map(atlas: Atlas, themed: ThemedMap, **wishes: Unpack[Wishes]) -> folium.Map:
    """One of the maps of ``maps.toml``; what is wished for goes before what the file says."""
    atlas = atlas.only(themed)
    if themed.subtitle:
        profile = replace(atlas.profile, subtitle=themed.subtitle)
        atlas = replace(atlas, source=replace(atlas.source, profile=profile))
    start, end = years_of(themed, wishes)
    year = wishes.get("year")
    return build_map(
        atlas,
        start,
        end,
        year=min(max(themed.year, start), end) if year is None else year,
        language=wishes.get("language") or themed.language,
        title=themed.title,
        frame=themed.frame,
        layers=themed.layers,
        tours=themed.tours,
        month=themed.month,
        rails=themed.rails,
        texts=wishes.get("texts"),
        url=wishes.get("url"),
        steered_by=wishes.get("steered_by", ()),
    )


def write_page(folium_map: folium.Map, path: str | Path) -> Path:
    """Save a map so that an interrupted build leaves the old file whole (:mod:`geokz.whole_file`)."""
    path = Path(path)
    with uncollected():
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
