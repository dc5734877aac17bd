"""What the drawings of ``draw_imports.py`` and ``draw_model.py`` have in common: paper, ink and the tip of an arrow."""

from __future__ import annotations

from collections.abc import Iterable

INK, PAPER, EDGE = "#7b1e2b", "#f4efe4", "#8a7f6a"


def drawing(title: str, parts: Iterable[str], *, width: float, height: float, tip: float, style: str) -> str:
    """An SVG of boxes (``rect``), arrows (``path`` with ``marker-end="url(#tip)"``) and texts.

    Sizes are in pixels, ``tip`` that of an arrow's head; ``style`` is the drawing's own CSS.
    """
    common = (
        "text{font-family:system-ui,sans-serif;fill:#222}svg{background:#fff}"
        f"rect{{fill:{PAPER};stroke:{EDGE}}}path{{fill:none;stroke:{INK}}}"
    )
    marker = (
        f'<marker id="tip" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="{tip:g}" markerHeight="{tip:g}" '
        f'orient="auto" markerUnits="userSpaceOnUse"><path d="M0,0 6,3 0,6z" style="fill:{INK};stroke:none"/></marker>'
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img">'
    above = f"<title>{title}</title>\n<style>{common}{style}</style><defs>{marker}</defs>"
    return "\n".join([head, above, *parts, "</svg>", ""])
