"""Text on its way into a page: as it is, never read as a template.

branca parses what an element's template gave as a template once more, so that a title ``{{ 7*7 }}`` would be worked out
and ``{% x`` be an error. Whatever comes from a folder, a file or a caller therefore goes in by :class:`Raw`, with
:func:`js` where a script needs a value, or by :func:`label` where folium takes a name.
"""

from __future__ import annotations

from html import escape
from typing import Any, cast

from branca.element import Element, Figure
from folium.template import Template

_VALUE = Template("{{ value|tojson }}")


class Raw(Element):
    """Text that goes into the page as it is, whatever braces it holds."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


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
    """
    return escape(name, quote=False).replace("{", "&#123;")
