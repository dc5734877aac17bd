"""Text on its way into a page: as it is, never read as a template.

branca parses what an element's template gave as a template once more, so that a title ``{{ 7*7 }}`` would be worked out
and ``{% x`` be an error. Whatever comes from a folder, a file or a caller therefore goes in by :class:`Raw`, with
:func:`js` where a script needs a value, or by :func:`label` where folium takes a name.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from html import escape
from typing import Any, cast

from branca.element import Element, Figure, MacroElement
from folium.template import Template

from ..errors import LayerError
from .engine import engine_script, style_sheet

_VALUE = Template("{{ value|tojson }}")


class Raw(Element):
    """Text that goes into the page as it is, whatever braces it holds."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Scripted(MacroElement, ABC):
    """An element that is a script: what :meth:`script` says, which goes into a page as it is, behind the engine.

    Some who show a folium map take of each element nothing but what its template's macro gives (streamlit-folium does);
    there the script of the first element brings the engine with it.
    """

    _template = Template("{% macro script(this, kwargs) %}{{ this.alone() }}{% endmacro %}")

    @abstractmethod
    def script(self) -> str:
        """The element's own statements."""

    def alone(self) -> str:
        """The statements with all that they need where nothing else of the page arrives."""
        root: Element = self
        while root._parent is not None:
            root = root._parent
        first = next(_scripted(root)) is self
        return f"{engine_statement()}\n{self.script()}" if first else self.script()

    def save(self, outfile: Any, close_file: bool = True, **kwargs: Any) -> None:
        """No page of its own: raises :class:`geokz.errors.LayerError`, and leaves the file as it is."""
        raise LayerError(f"a {self._name} is no page; save the map that it is added to: m.save({str(outfile)!r})")

    def put_script(self) -> None:
        """Put engine and statements into the page."""
        figure = figure_of(self)
        figure.header.add_child(Raw(f"<style>\n{style_sheet()}</style>"), name="geokz_style")
        figure.header.add_child(Raw(f"<script>\n{engine_script()}</script>"), name="geokz_engine")
        figure.script.add_child(Raw(self.script()), name=self.get_name())


def _scripted(element: Element) -> Iterator[Scripted]:
    if isinstance(element, Scripted):
        yield element
    for child in element._children.values():
        yield from _scripted(child)


def engine_statement() -> str:
    """Engine and style as a statement that a page may run more than once."""
    style = f"document.head.appendChild(document.createElement('style')).textContent = {js(style_sheet())};"
    return f"window.geokzEngine ||= (() => {{\n{style}\n{engine_script()}\nreturn geokzEngine;\n}})();"


def figure_of(element: Element) -> Figure:
    """The page that an element is in: a folium map always is in one."""
    return cast("Figure", element.get_root())


def js(value: Any) -> str:
    """A value as JavaScript that can stand in a script element.

    >>> js({"title": "</script> {{ 7*7 }}"})
    '{"title": "\\\\u003c/script\\\\u003e {{ 7*7 }}"}'
    """
    return _VALUE.render(value=value)


def label(name: str) -> str:
    """A name for Leaflet's layer control, which takes it for HTML, by way of folium, which parses it as a template.

    >>> label("<b> & {{ 7*7 }}")
    '&lt;b&gt; &amp; &#123;&#123; 7*7 }}'
    >>> label("__proto__")
    '&#95;&#95;proto&#95;&#95;'
    """
    text = escape(name, quote=False).replace("{", "&#123;")
    return text.replace("_", "&#95;") if text == "__proto__" else text  # in an object of JavaScript that is no key
