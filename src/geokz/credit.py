"""Licence and credit of a data folder, as its ``datapackage.json`` gives them: what every map and export carries."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Credit:
    """Whose data these are: name, title and version of the data, their authors, licence and where it is written.

    ``line`` is the credit line: the data, then what they draw on, each with its licence. What a folder does not say
    is an empty text.
    """

    name: str
    title: str
    version: str
    authors: str
    licence: str
    licence_url: str
    line: str

    @classmethod
    def read(cls, folder: Path) -> Credit:
        """The credit of a data folder; of several licences the first.

        >>> from geokz.folder import default_folder
        >>> Credit.read(default_folder()).line
        "geokz (CC BY 4.0) · GeoNames (CC BY 4.0) · Who's On First"
        """
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        name = package.get("name", folder.name)
        licence: dict[str, str] = next(iter(package.get("licenses", [])), {})
        key = licence.get("name", "").replace("-", " ")
        own = f"{name} ({key})" if key else name
        return cls(
            name=name,
            title=package.get("title", name),
            version=package.get("version", ""),
            authors=", ".join(person["title"] for person in package.get("contributors", [])),
            licence=key,
            licence_url=licence.get("path", ""),
            line=" · ".join([own, *(source["title"] for source in package.get("sources", []))]),
        )

    @property
    def notice(self) -> str:
        """Title, licence and credit in one line, for formats that have one text for it all."""
        licence = ", ".join(filter(None, [self.licence, self.licence_url]))
        return f"{self.title}. " + (f"Licence: {licence}. " if licence else "") + f"Credit: {self.line}"

    @property
    def members(self) -> dict[str, str]:
        """What a GeoJSON collection says of itself in foreign members (RFC 7946, 6.1); GDAL reads ``description``."""
        said = {"license": self.licence_url, "attribution": self.line, "description": self.notice}
        return {name: text for name, text in said.items() if text}
