"""The licences of everything that is in a page, whole: they travel with it, for nothing can be fetched from it.

What is drawn from a data folder has its notices there: those of the base map in ``basemap/`` (``LICENSES.md`` and the
texts it names), those of the tables in ``datapackage.json``. The rest is code.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, files
from importlib.resources import files as resources

from ..folder.package import Credit
from .wire import Licence


def licences(credit: Credit, base_map: Mapping[str, str]) -> list[Licence]:
    """What is in a page and under which terms: the data, the base map's notices by file, the code."""
    found = [Licence(name=f"{credit.name}: the data", text=_data(credit))]
    for file, text in base_map.items():
        found.append(Licence(name=f"Base map and relief: {file}", text=text))
    found.append(Licence(name="Leaflet (BSD-2-Clause)", text=own("leaflet.txt")))
    for package in ("folium", "branca"):
        found += [Licence(name=f"{package} (MIT)", text=text) for text in _installed(package)]
    return [*found, Licence(name="geokz: the code (MIT)", text=own("geokz.txt"))]


def own(file: str) -> str:
    """A licence that no installed package brings."""
    return resources(__package__).joinpath("licences", file).read_text(encoding="utf-8")


def _data(credit: Credit) -> str:
    licence = " ".join(filter(None, [credit.licence, credit.licence_url]))
    return "\n".join(filter(None, [credit.title, credit.authors, licence, credit.line]))


def _installed(package: str) -> list[str]:
    """The licence files of an installed package."""
    try:
        names = sorted(
            (name for name in files(package) or () if name.name.upper().startswith(("LICENSE", "LICENCE"))), key=str
        )
    except PackageNotFoundError:
        return []
    return [name.read_text(encoding="utf-8").replace("\r\n", "\n") for name in names]
