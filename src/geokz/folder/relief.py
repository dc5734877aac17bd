"""The shaded relief of a data folder: a picture in Web Mercator of the box of its base map, as WebP."""

from __future__ import annotations

from dataclasses import dataclass

from pyproj import Transformer

from .profile import Box


@dataclass(frozen=True)
class Relief:
    """The picture, its pixels across and down, and its edges (west, south, east, north) in metres of EPSG:3857."""

    webp: bytes
    width: int
    height: int
    box: tuple[float, float, float, float]

    @classmethod
    def of(cls, webp: bytes, box: Box) -> Relief | None:
        """The relief of a box in degrees, ((south, west), (north, east)); nothing where there is no picture."""
        size = webp_size(webp)
        if size is None:
            return None
        (south, west), (north, east) = box
        turn = Transformer.from_crs(4326, 3857, always_xy=True)
        return cls(webp, *size, (*turn.transform(west, south), *turn.transform(east, north)))


def webp_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a WebP (RFC 9649); nothing for what is none.

    >>> webp_size(b"RIFF....WEBPVP8X........" + bytes([159, 5, 0, 151, 3, 0]))
    (1440, 920)
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < 30:
        return None
    if data[12:16] == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF
