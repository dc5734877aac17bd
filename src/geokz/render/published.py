"""Where a map will stand, and who may speak to it: addresses that go into a page, checked when it is built."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from ..errors import GeokzError
from ..visible import visible

LONGEST = 500
"""Letters of an address; with the state behind it, it still has to fit into a code that a telephone reads."""
_HOST = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(\.(?!-)[\w-]{1,63}(?<!-))*\.?|[0-9a-f:.]+:[0-9a-f:.]*")


def public_address(address: str) -> str:
    """The address at which a page is published, checked; the state of the page will stand behind its ``#``.

    >>> public_address("https://example.org/atlas.html")
    'https://example.org/atlas.html'
    >>> public_address("example.org/atlas.html")
    Traceback (most recent call last):
    geokz.errors.GeokzError: 'example.org/atlas.html' is no public address; write it whole, as https://example.org/atlas.html
    """
    wrong = _wrong(address)
    if wrong is not None:
        raise GeokzError(
            f"'{visible(str(address))}' is no public address{wrong}; write it whole, as https://example.org/atlas.html"
        )
    return address


def page_address(url: str, file: str, alone: bool) -> str:
    """The address of one page of several: an address that ends in ``/`` is the folder of all.

    >>> page_address("https://example.org/maps/", "atlas.html", False)
    'https://example.org/maps/atlas.html'
    >>> page_address("https://example.org/karlag", "karlag.html", True)
    'https://example.org/karlag'
    """
    address = public_address(url)
    if address.endswith("/"):
        return address + file
    if not alone:
        raise GeokzError(
            f"'{visible(address)}' is the address of one page and several maps are built; "
            "end it in / for the folder of all, or name one map"
        )
    return address


def origins(sites: Sequence[str]) -> list[str]:
    """The sites whose pages may steer a map in their frames, as browsers write them: scheme, host, port.

    >>> origins(["https://museum.example/", "http://localhost:8000"])
    ['https://museum.example', 'http://localhost:8000']
    """
    found = []
    for site in [sites] if isinstance(sites, str) else sites:
        parts = urlsplit(site) if _wrong(site) is None else None
        if parts is None or parts.path.strip("/") or parts.query or not site.isascii():
            raise GeokzError(f"'{visible(str(site))}' is no site; write its scheme and host, as https://museum.example")
        port = "" if parts.port in {None, {"https": 443, "http": 80}[parts.scheme]} else f":{parts.port}"
        host = parts.hostname or ""
        found.append(f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}")
    return list(dict.fromkeys(found))


def _wrong(address: object) -> str | None:
    """What is wrong with an address, in words behind "is no public address"; None when nothing is."""
    if not isinstance(address, str) or not address:
        return ""
    if len(address) > LONGEST:
        return f" (longer than {LONGEST} letters)"
    if re.search(r"[\s\x00-\x1f\x7f<>\"'`\\^{}|]", address) or not address.isprintable():
        return " (a space or a sign that no address holds)"
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(parts.hostname or ""):
        return ""
    if "@" in parts.netloc:
        return " (a name of a user in it)"
    if "#" in address:
        return " (the part behind # is the page's own)"
    return None
