"""A map of the time, scanned, to lie beneath the things of a page: read whole, made small enough, put into the file."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from types import NoneType
from typing import Any

from ..errors import GeokzError, check_kind
from ..visible import visible

LONGEST = 4000
"""Pixels of the longer side in the page; a larger scan is made smaller."""
QUALITY = 80
MERCATOR = 85.05
"""Degrees of latitude up to which a web map reaches."""


def scan(image: str | Path, bounds: Any, title: Mapping[str, str]) -> dict[str, Any]:
    """The record of an overlay for the page: the picture as a ``data:`` address, its bounds, its title by language.

    ``bounds`` is [[south, west], [north, east]] in degrees; the picture is stretched between them as Web Mercator
    (EPSG:3857), the projection in which a GIS should save it. Reads what Pillow reads: PNG, JPEG, TIFF, WebP.
    """
    if not isinstance(image, str | Path):
        raise GeokzError(f"overlay={visible(repr(image))[:80]} is no path; give that of a PNG, JPEG, TIFF or WebP")
    return {"bounds": checked_bounds(bounds), "image": _picture(Path(image)), "title": dict(title)}


def checked_bounds(bounds: Any) -> list[list[float]]:
    """[[south, west], [north, east]] as numbers of degrees.

    >>> checked_bounds([[43, 76], (44, 78.5)])
    [[43.0, 76.0], [44.0, 78.5]]
    >>> checked_bounds([[44, 76], [43, 78]])
    Traceback (most recent call last):
    geokz.errors.GeokzError: bounds: the latitudes 44 and 43 are reversed; give [[south, west], [north, east]]
    """
    way_out = "give [[south, west], [north, east]]"
    try:
        (south, west), (north, east) = (tuple(float(degrees) for degrees in corner) for corner in bounds)
    except (TypeError, ValueError):
        raise GeokzError(f"bounds={visible(repr(bounds))[:80]} are not two corners of two numbers; {way_out}") from None
    for what, low, high, limit in (("latitudes", south, north, MERCATOR), ("longitudes", west, east, 180.0)):
        if not all(math.isfinite(degrees) and abs(degrees) <= limit for degrees in (low, high)):
            raise GeokzError(f"bounds: the {what} {low:g} and {high:g} are not within {limit:g} degrees; {way_out}")
        if low == high:
            raise GeokzError(f"bounds: the {what} are both {low:g}, so the picture has no size; {way_out}")
        if low > high:
            raise GeokzError(f"bounds: the {what} {low:g} and {high:g} are reversed; {way_out}")
    return [[south, west], [north, east]]


def check_order(bounds: Sequence[Sequence[float]], frame: Sequence[Sequence[float]]) -> None:
    """Raise for a picture that would touch what the map opens with only if its longitudes were latitudes.

    >>> check_order([[43, 76], [44, 78]], [[41, 47], [55, 87]])
    >>> check_order([[76, 43], [78, 44]], [[41, 47], [55, 87]])
    Traceback (most recent call last):
    geokz.errors.GeokzError: bounds: the longitudes come first; give [[south, west], [north, east]]
    """
    turned = [list(reversed(corner)) for corner in bounds]
    if not _touch(bounds, frame) and _touch(turned, frame):
        raise GeokzError("bounds: the longitudes come first; give [[south, west], [north, east]]")


def _touch(one: Sequence[Sequence[float]], other: Sequence[Sequence[float]]) -> bool:
    return all(one[0][at] <= other[1][at] and other[0][at] <= one[1][at] for at in (0, 1))


def _picture(path: Path) -> str:
    try:
        from PIL import Image
    except ImportError:
        raise GeokzError("overlay= needs Pillow (pip install 'geokz[overlay]')") from None
    try:
        with Image.open(path) as opened:
            opened.thumbnail((LONGEST, LONGEST))
            made = BytesIO()
            opened.convert("RGBA" if "A" in opened.getbands() or "transparency" in opened.info else "RGB").save(
                made, "WEBP", quality=QUALITY
            )
    except (FileNotFoundError, IsADirectoryError, PermissionError) as problem:
        raise GeokzError(f"overlay: '{visible(str(path))}' cannot be read: {problem.strerror}") from None
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        raise GeokzError(
            f"overlay: '{visible(str(path))}' is no picture that can be read whole; give a PNG, JPEG, TIFF or WebP"
        ) from None
    return "data:image/webp;base64," + base64.b64encode(made.getvalue()).decode("ascii")


def title_of(title: str | Mapping[str, str] | None, languages: Sequence[str]) -> dict[str, str]:
    """A title as one for each language; none when there is none."""
    check_kind("title", title, (str, Mapping, NoneType), "a text, or one for each language")
    if title is None:
        return {}
    return dict.fromkeys(languages, title) if isinstance(title, str) else dict(title)
