"""A folium map in one file: every script and style a map links to is taken from an installed package instead.

folium writes ``<script src="https://…">`` and ``<link rel="stylesheet" …>``. :class:`OfflineFigure` replaces each
by the file itself, from an XStatic package (an ordinary dependency; nothing is copied or fetched), drops what the
map does not use, and refuses by name what no package serves. A content security policy at the head of the page
then forbids every request. To serve another library: a line in ``_PACKAGES``.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import folium
from branca.element import Element, Figure

from ..errors import OfflineError

_SCRIPT = re.compile(r'<script src="(?P<url>[^"]+)"></script>')
_STYLE = re.compile(r'<link rel="stylesheet" href="(?P<url>[^"]+)"\s*/>')
_IMAGE = re.compile(r"url\((?P<quote>['\"]?)(?P<path>images/[\w.-]+)(?P=quote)\)")

# a part of the link -> the XStatic module and its file
_PACKAGES = {
    "leaflet@1.9.3/dist/leaflet.js": ("leaflet", "leaflet.js"),
    "leaflet@1.9.3/dist/leaflet.css": ("leaflet", "leaflet.css"),
    "jquery-3.7.1.min.js": ("jquery", "jquery.min.js"),
}
# what folium links on every map, and the elements without which it is not needed
_ONLY_FOR = {
    "jquery": (folium.Popup, folium.GeoJson, folium.features.GeoJsonPopup),
    "bootstrap": (folium.Icon,),
    "fontawesome": (folium.Icon,),
    "awesome-markers": (folium.Icon,),
    "awesome.rotate": (folium.Icon,),
}


class OfflineFigure(Figure):
    """A figure that renders to one self-contained page, the same bytes for the same map."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # elements keep their number: rendering again must replace what the first time added, not repeat it
        self._numbers: WeakKeyDictionary[Element, int] = WeakKeyDictionary()
        self._next = count()

    def render(self, **kwargs: object) -> str:
        """The whole page; raises :class:`geokz.errors.OfflineError` for a link no package serves."""
        elements = list(_walk(self))
        for element in elements:
            if element not in self._numbers:
                self._numbers[element] = next(self._next)
            element._id = f"{self._numbers[element]:032x}"
        page = super().render(**kwargs)
        used = {name for name, kinds in _ONLY_FOR.items() if _any(elements, kinds)}
        page = _SCRIPT.sub(lambda match: _inline(match["url"], used, "script"), page)
        page = _STYLE.sub(lambda match: _inline(match["url"], used, "style"), page)
        if _any(elements, (folium.Marker,)):
            page = page.replace("</head>", f"<script>{_default_icon()}</script>\n</head>", 1)
        return page.replace("<head>", f"<head>\n{_policy(elements)}", 1)


def make_offline(folium_map: folium.Map) -> folium.Map:
    """Move a folium map into an :class:`OfflineFigure`, so that ``save`` writes one self-contained file."""
    figure = OfflineFigure()
    figure.add_child(folium_map)
    return folium_map


def _walk(element: Element) -> Iterator[Element]:
    for part in ("header", "html", "script"):
        if isinstance(element, Figure):
            yield from _walk(getattr(element, part))
    yield element
    for child in element._children.values():
        yield from _walk(child)


def _any(elements: list[Element], kinds: tuple[type, ...]) -> bool:
    return any(isinstance(element, kinds) for element in elements)


def _inline(url: str, used: set[str], tag: str) -> str:
    for name in _ONLY_FOR:
        if name in url and name not in used:
            return ""
    for part, (module, file) in _PACKAGES.items():
        if url.endswith(part):
            return f"<{tag}>{_asset(module, file)}</{tag}>"
    raise OfflineError(
        f"the map needs {url}, which no installed package serves, so it would not work without a network; "
        "leave that element out or build the map with offline=False"
    )


def package_folder(module: str) -> Path:
    """Where an XStatic package keeps its files."""
    return Path(import_module(f"xstatic.pkg.{module}").BASE_DIR)


def _asset(module: str, name: str) -> str:
    """A script or style as it can stand inside the page: images as data, nothing that ends the element."""
    folder = package_folder(module)
    text = (folder / name).read_text(encoding="utf-8")
    text = re.sub(r"(//|/\*)# sourceMappingURL=.*", "", text)
    text = _IMAGE.sub(lambda match: f"url({_data_uri(folder / match['path'])})", text)
    return re.sub(r"</(script|style)", r"<\\/\1", text, flags=re.IGNORECASE)


def _data_uri(path: Path) -> str:
    return "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode("ascii")


def _default_icon() -> str:
    """Leaflet finds its marker images by the style sheet's address; inside one file it must be told."""
    images = package_folder("leaflet") / "images"
    return (
        "delete L.Icon.Default.prototype._getIconUrl;"
        f"L.Icon.Default.mergeOptions({{iconUrl:'{_data_uri(images / 'marker-icon.png')}',"
        f"iconRetinaUrl:'{_data_uri(images / 'marker-icon-2x.png')}',"
        f"shadowUrl:'{_data_uri(images / 'marker-shadow.png')}'}});"
    )


def _policy(elements: list[Element]) -> str:
    """No request at all, but for the servers of tile layers somebody added on purpose."""
    servers = []
    for element in elements:
        if isinstance(element, folium.TileLayer | folium.WmsTileLayer):
            parts = urlsplit(str(element.tiles if isinstance(element, folium.TileLayer) else element.url))
            servers.append(f"{parts.scheme}://{re.sub(r'^{s}', '*', parts.netloc)}")
    images = " ".join(["data:", "blob:", *dict.fromkeys(servers)])
    policy = (
        f"default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src {images}; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
