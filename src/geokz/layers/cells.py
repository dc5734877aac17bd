"""Positions as cells of a table have them: one number of degrees, or a latitude and a longitude in a text."""

from __future__ import annotations

import re

import numpy as np
import shapely

from ..prose import says_no_date

_NUMBER = re.compile(r"[-+−–]?\d+([.,]\d+)?")
_DMS = re.compile(
    r"""(?P<sign>[-−])?(?P<degrees>\d{1,3}(?:[.,]\d+)?)\s*[°º]\s*
    (?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*['′’]\s*)?(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:["″”]|'')\s*)?
    (?P<side>[NSEWСЮВЗ])?""",
    re.VERBOSE | re.IGNORECASE,
)
_SPACED = re.compile(r"([-−]?\d{1,3})([ :-])([0-5]?\d)\2([0-5]?\d(?:[.,]\d+)?)")
_LETTERED = re.compile(
    r"(?<=\d)\s*d(?:eg)?(?![a-z])(?:\s*([\d.,]+)\s*m(?:in)?(?![a-z])(?:\s*([\d.,]+)\s*s(?:ec)?(?![a-z]))?)?"
)
_WKT = re.compile(r"\s*(SRID=\d+;)?((MULTI)?(POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\b", re.IGNORECASE)
_WKB = re.compile(r"0[01][0-9A-F]{40,}", re.IGNORECASE)
_SIDED = re.compile(r"([NSEWСЮВЗ])?\s*(\d+(?:[.,]\d+)?)\s*°?\s*([NSEWСЮВЗ])?", re.IGNORECASE)
_SIDE, _NO_SIDE = "([NSEWСЮВЗ])", "([^NSEWСЮВЗ]+)"
_SIDES_BEFORE = re.compile(rf"\s*{_SIDE}{_NO_SIDE}{_SIDE}{_NO_SIDE}", re.IGNORECASE)
_SIDES_BEHIND = re.compile(rf"{_NO_SIDE}{_SIDE}[\s,;/|]*{_NO_SIDE}{_SIDE}\s*", re.IGNORECASE)
_PARTS = re.compile(
    r"""\s*(\d{1,3}(?:[.,]\d+)?)(?:[\s°º-]+(\d{1,2}(?:[.,]\d+)?)(?:[\s'′’-]+(\d{1,2}(?:[.,]\d+)?))?)?[\s°º'′’"″”,;]*"""
)
_NAMED = re.compile(
    r"(?P<first>lat|lon|lng|шир|ш\.|долг|д\.)[^\W\d]*[.:=\s]*(?P<one>[-−]?\d[\d.,]*?)[\s,;]+"
    r"(?:lat|lon|lng|шир|ш\.|долг|д\.)[^\W\d]*[.:=\s]*(?P<other>[-−]?\d[\d.,]*)",
    re.IGNORECASE,
)
_ISO_6709 = re.compile(r"([-+]\d\d(?:\.\d+)?)([-+]\d{3}(?:\.\d+)?)(?:[-+][\d.]+)?(?:CRS\w+)?/?")
_SOUTH_WEST = "SWЮЗ"
ALONG, ACROSS = "EWВЗ", "NSСЮ"
_IN_WORDS = re.compile(
    r"(?<![а-я])([сюзв])(?:\.|ев\.|ж\.|ап\.|ост\.)?\s*(?:д|ш|долг|шир)(?:\.|оты|готы)?(?![а-я])", re.IGNORECASE
)
TURN = 360  # degrees; beyond, and unlike a slip, a number is measured in something else
_METRES_IN_A_CELL = (
    "; if these are metres, write easting and northing into columns of their own, name them by lon= and lat=, "
    "and say crs=32642, or another number of EPSG"
)


def degree(text: str, sides: str = ALONG + ACROSS) -> float:
    """Degrees of one axis; NaN for what is none, or says a side of the world that is not among ``sides``.

    >>> degree("73°30'"), degree("49° 15′ с.ш."), degree("W 73.5"), degree("73:30:00"), degree("49.25N", "EW")
    (73.5, 49.25, -73.5, 73.5, nan)
    """
    if _NUMBER.fullmatch(text):
        return _float(text)
    text = _with_signs(_IN_WORDS.sub(r"\1", text))
    text = re.sub(r"^([NSEWСЮВЗ])\s*(?=\d)(.*\d.*?)$", r"\2\1", text, flags=re.IGNORECASE)  # the side behind
    said = text[-1:].upper()
    if said in ALONG + ACROSS and said not in sides:
        return np.nan
    if spaced := _SPACED.fullmatch(text):
        degrees, minutes, seconds = spaced[1], spaced[3], spaced[4] or "0"
        text = f"{degrees}°{minutes}'{seconds}\""
    sided = _SIDED.fullmatch(text)
    if sided and bool(sided[1]) != bool(sided[3]):
        return _float(sided[2]) * (-1 if (sided[1] or sided[3]).upper() in _SOUTH_WEST else 1)
    angle = _DMS.fullmatch(text)
    if not angle and said in ALONG + ACROSS and (parts := _PARTS.fullmatch(text[:-1])):  # 49 30.5 N
        return _of_parts(parts) * (-1 if said in _SOUTH_WEST else 1)
    return _angle(angle) if angle else np.nan


def _float(text: str) -> float:
    return float(text.replace(",", ".").replace("−", "-").replace("–", "-"))


def _with_signs(text: str) -> str:
    """Degrees, minutes and seconds marked by small letters, marked by signs.

    >>> _with_signs("49d48mN"), _with_signs("73 deg 6 min 30 sec E"), _with_signs("49d48'S")
    ("49°48'N", '73°6\\'30" E', "49°48'S")
    """

    def marked(match: re.Match[str]) -> str:
        minutes, seconds = match.groups()
        return "°" + (f"{minutes}'" if minutes else "") + (f'{seconds}"' if seconds else "")

    return _LETTERED.sub(marked, text)


def _angle(angle: re.Match[str]) -> float:
    """Degrees, minutes and seconds as degrees.

    >>> round(_angle(_DMS.fullmatch("49°48'30\\"S")), 4)
    -49.8083
    """
    value = _float(angle["degrees"]) + _float(angle["minutes"] or "0") / 60 + _float(angle["seconds"] or "0") / 3600
    return -value if angle["sign"] or (angle["side"] or "").upper() in (*_SOUTH_WEST,) else value


def _of_parts(parts: re.Match[str]) -> float:
    """Degrees of degrees, minutes and seconds; NaN where those are more than there are."""
    sizes = [_float(part or "0") for part in parts.groups()]
    return sum(size / 60**at for at, size in enumerate(sizes)) if max(sizes[1:]) < 60 else np.nan


def _sided(text: str) -> tuple[float, float] | None:
    """Latitude and longitude of degrees, minutes and seconds with signs or spaces between them, both with their side
    of the world before or behind; nothing for what is written otherwise.

    >>> _sided("W 73° 30', S 49° 48'"), _sided("49 48 00 N, 73 06 00 E")
    ((-49.8, -73.5), (49.8, 73.1))
    """
    if match := _SIDES_BEFORE.fullmatch(text):
        halves = {match[1].upper(): match[2], match[3].upper(): match[4]}
    elif match := _SIDES_BEHIND.fullmatch(text):
        halves = {match[2].upper(): match[1], match[4].upper(): match[3]}
    else:
        return None
    found = {}
    for side, half in halves.items():
        parts = _PARTS.fullmatch(half)
        size = _of_parts(parts) if parts else np.nan
        if np.isnan(size):
            return None
        found[side in ALONG] = -size if side in _SOUTH_WEST else size
    return (found[False], found[True]) if len(found) == 2 else None


def _of_wkt(text: str) -> shapely.Geometry:
    """A geometry in WKT, or in that of PostGIS, which says degrees before it."""
    srid, _, wkt = text.rpartition(";")
    if srid and srid.strip().upper() != "SRID=4326":
        raise ValueError(f"'{text[:40]}' is not in degrees (SRID=4326)")
    return shapely.from_wkt(wkt)


def shape_of(text: str) -> shapely.Geometry | None:
    """A point, or the geometry of a WKT; nothing for an empty text; raises ValueError with the reason."""
    if not text or says_no_date(text):
        return None
    for begins, read, name in (
        (_WKT.match(text), _of_wkt, "WKT"),
        (_WKB.fullmatch(text), shapely.from_wkb, "WKB"),
        (text.startswith("{"), shapely.from_geojson, "GeoJSON"),
    ):
        if begins:
            try:
                return read(text)
            except shapely.errors.GEOSException:
                raise ValueError(f"'{text[:40]}' is no geometry in {name}") from None
    said, text = text, _with_signs(_IN_WORDS.sub(r"\1", text.removeprefix("geo:")))
    if named := _NAMED.fullmatch(text):
        halves = named["one"], named["other"]
        text = "; ".join(halves if named["first"].lower() in {"lat", "шир", "ш."} else halves[::-1])
    elif iso := _ISO_6709.fullmatch(text):
        text = "; ".join(iso.groups())
    angles = [*_DMS.finditer(text)]
    if sided := _sided(text):
        lat, lon = sided
    elif len(angles) == 2:
        first, second = (_angle(angle) for angle in angles)
        if (angles[0]["side"] or "").upper() in (*ALONG,):
            first, second = second, first
        lat, lon = first, second
    else:
        parts = re.split(r"\s*[;/|]\s*|\s*,\s+|\s+", text.strip("()[] "))
        if len(parts) == 1:
            parts = text.strip("()[] ").split(",")
        if len(parts) != 2 or not all(_NUMBER.fullmatch(part) for part in parts):
            raise ValueError(f"'{said[:40]}' is no latitude and longitude; write 49.8, 73.1")
        lat, lon = map(_float, reversed(parts) if text.startswith("[") else parts)  # a position of GeoJSON
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        leading = "longitude" if text.startswith("[") else "latitude"
        hint = f"; are they exchanged? {leading} comes first" if abs(lon) <= 90 and abs(lat) <= 180 else ""
        if max(abs(lat), abs(lon)) > TURN:
            hint = _METRES_IN_A_CELL
        raise ValueError(f"'{said[:40]}' is no latitude and longitude in degrees{hint}")
    return shapely.Point(lon, lat)
