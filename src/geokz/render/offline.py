"""A folium map in one file: every script and style a map links to is taken from an installed package instead.

folium writes ``<script src="https://…">`` and ``<link rel="stylesheet" …>``. :class:`OfflineFigure` replaces each
by the file itself, from an XStatic package (an ordinary dependency; nothing is copied or fetched), drops what the
map does not use, and refuses by name what no package serves. A content security policy at the head of the page
then forbids every request, and every script but those the page was written with, which it names by their hashes: markup
that finds its way into the page later runs nothing. To serve another library: a line in ``_PACKAGES``.
"""

from __future__ import annotations

import base64
import hashlib
import re
import warnings
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import folium
from branca.element import Element, Figure, JavascriptLink

from ..errors import OfflineError, check_kind
from .licences import own
from .raw import Raw

_SCRIPT = re.compile(r'<script src="(?P<url>[^"]+)"></script>')
_STYLE = re.compile(r'<link rel="stylesheet" href="(?P<url>[^"]+)"\s*/>')
_SERVER = re.compile(r"(\*\.)?([\w-]+\.)*[\w-]+(:\d+)?", re.ASCII)
_IMAGE = re.compile(r"url\((?P<quote>['\"]?)(?P<path>images/[\w.-]+)(?P=quote)\)")

_MISSING = ("raise", "warn", "drop")
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
        self.missing = "raise"
        # elements keep their number: rendering again must replace what the first time added, not repeat it
        self._numbers: WeakKeyDictionary[Element, int] = WeakKeyDictionary()
        self._next = 0
        # the statements that the last rendering put behind those of whoever made the map
        self._written: set[str] = set()

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_numbers": dict(self._numbers)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__ |= {**state, "_numbers": WeakKeyDictionary(state["_numbers"])}

    def render(self, **kwargs: object) -> str:
        """The whole page; raises :class:`geokz.errors.OfflineError` for a link no package serves."""
        elements = list(_walk(self))
        for name in self._written:  # the time before; what belongs there is written anew, in the same order
            self.script._children.pop(name, None)
        given = set(self.script._children)
        for element in elements:
            if element not in self._numbers:
                self._numbers[element] = self._next
                self._next += 1
            element._id = f"{self._numbers[element]:032x}"
        used = {name for name, kinds in _ONLY_FOR.items() if _any(elements, kinds)}
        left: list[str] = []
        page = self._rendered(used, **kwargs)
        self._written = set(self.script._children) - given
        page = _SCRIPT.sub(lambda match: self._inlined(match["url"], used, "script", left), page)
        page = _STYLE.sub(lambda match: self._inlined(match["url"], used, "style", left), page)
        if left and self.missing == "warn":
            told = ", ".join(url.rpartition("/")[2] for url in left)
            warnings.warn(f"left out of the page, since no installed package serves them: {told}", stacklevel=2)
        if _any(elements, (folium.Marker, folium.GeoJson)):  # which draws its points as markers
            usual = "L.AwesomeMarkers = {icon: () => new L.Icon.Default()};"
            icons = _default_icon() + (usual if left and "awesome-markers" in used else "")
            page = page.replace("</head>", f"<script>{icons}</script>\n</head>", 1)
        page = page.replace("\r\n", "\n").replace("\r", "\n")  # as a browser reads it, and hashes it
        return page.replace("<head>", f"<head>\n{_policy(page, elements)}", 1)

    def _inlined(self, url: str, used: set[str], tag: str, left: list[str]) -> str:
        """A linked file as it stands in the page; what nobody serves is refused, or ``left`` out."""
        try:
            return _inline(url, used, tag)
        except OfflineError:
            if self.missing == "raise":
                raise
            left.append(url)
            return ""

    def _rendered(self, used: set[str], **kwargs: object) -> str:
        """The page as folium writes it, but what an element's template gave is not parsed once more; and where scripts
        are left out, a statement that needs them does not keep those behind it from running."""
        parts = (self.header, self.html, self.script)
        callers = {id(element): element for part in parts for element in part._children.values()}
        for child in self._children.values():
            child.render(**kwargs)
        scripts = [link.url for link in self.header._children.values() if isinstance(link, JavascriptLink)]
        lacking = any(not _needless(url, used) and not any(map(url.endswith, _PACKAGES)) for url in scripts)
        for part in parts:
            for name, element in part._children.items():
                if type(element) is Element and id(element) not in callers:
                    text = element._template_str or ""
                    if lacking and part is self.script:
                        text = f"try {{\n{text}\n}} catch (problem) {{ console.warn(String(problem)); }}"
                    part._children[name] = Raw(text)
        return str(self._template.render(this=self, kwargs=kwargs))


def make_offline(folium_map: folium.Map, *, missing: str = "raise") -> folium.Map:
    """Move a folium map into an :class:`OfflineFigure`, so that ``save`` writes one self-contained file.

    What the map links to and no installed package serves is an error when the map is saved; with ``missing="warn"`` it
    is left out with a warning, with ``"drop"`` without one. What needs it then does not work, all else does; markers
    with an icon of their own have the usual one.
    """
    if missing not in _MISSING:
        raise OfflineError(f"missing={missing!r} is unknown; choose one of {', '.join(_MISSING)}")
    check_kind("folium_map", folium_map, folium.Map, "a folium.Map")
    figure = OfflineFigure()
    figure.missing = missing
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
    if _needless(url, used):
        return ""
    for part, (module, file) in _PACKAGES.items():
        if url.endswith(part):
            terms = f"/*!\n{own('leaflet.txt')}*/\n" if (module, tag) == ("leaflet", "script") else ""
            return f"<{tag}>{terms}{_asset(module, file)}</{tag}>"
    raise OfflineError(
        f"the map needs {url}, which no installed package serves, so it would not work without a network; "
        "leave that element out, say make_offline(m, missing='warn'), or build the map with offline=False"
    )


def _needless(url: str, used: set[str]) -> bool:
    """Whether no element of the map needs a link that folium writes on every map."""
    return any(name in url and name not in used for name in _ONLY_FOR)


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


class _Scripts(HTMLParser):
    """The hashes of the scripts a page is written with, and of the handlers (``onclick="..."``) in its markup."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: dict[str, None] = {}
        self.handlers: dict[str, None] = {}
        self._text: list[str] | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._text = [] if tag == "script" else None
        if tag == "noscript":  # one text to it, as to a browser that runs scripts
            self.set_cdata_mode(tag)
        for name, value in attrs:
            if name.startswith("on") and value:
                self.handlers[_hash(value)] = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._text is not None:
            self.scripts[_hash("".join(self._text))] = None
            self._text = None


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


def _policy(page: str, elements: list[Element]) -> str:
    """No request but to the servers of tile layers somebody added on purpose; no script but those of the page."""
    images = " ".join(["data:", "blob:", *dict.fromkeys(_servers(elements))])
    written = _Scripts(page)
    scripts = list(written.scripts)
    if written.handlers:  # of an element somebody added, such as folium's ScrollZoomToggler
        scripts += ["'unsafe-hashes'", *written.handlers]
    policy = (
        f"default-src 'none'; script-src {' '.join(scripts)}; style-src 'unsafe-inline'; img-src {images}; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
    policy = escape(policy, quote=False).replace('"', "&quot;")
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


def _servers(elements: list[Element]) -> Iterator[str]:
    for element in elements:
        if isinstance(element, folium.TileLayer | folium.WmsTileLayer):
            url = str(element.tiles if isinstance(element, folium.TileLayer) else element.url)
            parts = urlsplit(url)
            server = re.sub(r"^\{\w+\}", "*", parts.netloc.rpartition("@")[2])
            if parts.scheme not in {"http", "https"} or not _SERVER.fullmatch(server):
                raise OfflineError(f"the tiles '{url}' name no server; write https://, its name, and the rest")
            yield f"{parts.scheme}://{server}"
