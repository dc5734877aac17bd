"""The maps of ``maps.toml`` as files: what ``geokz build`` does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Unpack

from ..atlas import Atlas
from ..errors import check_kind
from ..folder.maps import choose_maps
from .page import Wishes, build_themed_map, check_clock, write_page, years_of
from .published import origins, page_address

LOCAL = ".local.html"
"""How the file of a local build ends."""


class Built(NamedTuple):
    """A map that was built: its key, its file, and how many things it holds."""

    key: str
    path: Path
    things: int


def build(
    atlas: Atlas | None = None,
    maps: Collection[str] = (),
    *,
    out: str | Path = "maps",
    start: int | None = None,
    end: int | None = None,
    year: int | None = None,
    language: str | None = None,
    texts: str | Path | None = None,
    url: str | None = None,
    steered_by: Sequence[str] = (),
) -> list[Built]:
    """Build the maps of an atlas (without one, of that which ships with geokz) as HTML files that need no network.

    ``maps`` are the keys of the maps wanted, all when there is none; ``out`` is the folder they are written to; the
    other settings go before those of the maps. With ``texts``, a folder of transcripts, the maps are local ones that
    show passages (:func:`geokz.build_map`), called ``turksib.local.html``, so that they are not taken for public ones.
    ``url`` is where they will be published: the address of one map, or, ending in ``/``, of the folder of all;
    ``steered_by`` as in :func:`geokz.build_map`. Gives the key, path and number of things of each. Raises
    :class:`geokz.errors.GeokzError` for a map, a year or a language that is none; nothing is written then.

    >>> build(maps=["turksib"], out="/tmp/maps")[0].path.name     # doctest: +SKIP
    'turksib.html'
    """
    atlas = Atlas.load() if atlas is None else atlas
    check_kind("atlas", atlas, Atlas, "an atlas, such as geokz.Atlas.load(folder)")
    check_kind("maps", maps, Collection, "the keys of maps, such as ['turksib']")
    check_kind("out", out, (str, Path), "the path of a folder")
    wishes = Wishes(start=start, end=end, year=year, language=language, texts=texts, url=url, steered_by=steered_by)
    return list(built(atlas, maps, out, **wishes))


def built(
    atlas: Atlas,
    maps: Collection[str],
    out: str | Path,
    progress: Callable[[str], None] = lambda doing: None,
    **wishes: Unpack[Wishes],
) -> Iterator[Built]:
    """The maps one after another, each when it is written; nothing is written when the years of one are reversed,
    the year wished for is none of them, or an address is none."""
    chosen = choose_maps(atlas.maps, maps)
    for themed in chosen:
        where = f" (the map '{themed.key}')" if len(chosen) > 1 else ""
        check_clock(*years_of(themed, wishes), wishes.get("year"), where)
    ending = ".html" if wishes.get("texts") is None else LOCAL
    origins(wishes.get("steered_by", ()))
    url = wishes.get("url")
    files = {themed.key: f"{themed.key}{ending}" for themed in chosen}
    addresses = {key: None if url is None else page_address(url, file, len(files) == 1) for key, file in files.items()}
    for themed in chosen:
        progress(f"drawing the map '{themed.key}'")
        folium_map = build_themed_map(atlas, themed, **(wishes | Wishes(url=addresses[themed.key])))
        progress(f"writing the map '{themed.key}'")
        path = write_page(folium_map, Path(out) / files[themed.key])
        yield Built(themed.key, path, len(atlas.only(themed).things))
