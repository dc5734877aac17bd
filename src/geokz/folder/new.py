"""``geokz new``: an empty atlas that builds at once, in any languages, for any box of the earth.

Written are ``atlas.toml`` with the clock, the frame and the title to correct; the tables with their headings and two
example rows; schemas and vocabularies as those of the data that ship with geokz, in the languages of the atlas (a label
that has no word in one of them stands there in English, marked, to be translated: :mod:`.labels`); ``layers.toml``,
``maps.toml``, one tour, a README of the columns, and a base map cut by the box (:mod:`.cut`).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..errors import GeokzError, check_kind
from ..names import text_column
from .cut import CREDIT, cut_base_map
from .labels import FIRST, label_of, language_name, text_of
from .languages import TEXT_COLUMN, wrong_languages
from .package import FILE as PACKAGE
from .profile import FILE as ATLAS
from .profile import Box, around
from .toml import box_problem
from .where import default_folder

BOX: Box = ((35.0, -12.0), (66.0, 32.0))
"""What a map opens at where nobody says: most of Europe."""

YEARS = (1800, 2000)
_FINDER = {"gazetteer", "cited", "namesakes", "renamings", "oblasts", "districts"}
_LEFT_OUT = {"glossary", "coverage", "railheads", *_FINDER}
_TEXT = re.compile(r"(\w+)_(en|ru|kk)")
_LAYERS: dict[str, dict[str, Any]] = {
    "lines": {"schema": "schema/railway.json", "part": {"extent": "line", "names": "none", "class": "R"}},
    "towns": {"schema": "schema/thing.json", "part": {"names": "own", "class": "P"}},
    "objects": {"schema": "schema/thing.json", "part": {}},
}
_STYLES = {
    "lines": 'colour = "#33302b"\ncolour_dark = "#d8d2c6"\nshape = "line"\nquiet = true',
    "towns": 'colour = "#222222"\ncolour_dark = "#ece7db"\nshape = "ring"\nsize = 3.6\nlabelled = true\nquiet = true',
    "objects": 'colour = "#7b1e2b"\ncolour_dark = "#e0788a"\nshape = "square"',
}


def new(folder: str | Path, *, box: Sequence[float] | None = None, languages: Sequence[str] = ("en",)) -> list[Path]:
    """Write an empty atlas into a folder that is not there yet, or empty; the files that were written.

    ``box`` is what the map opens at, west, south, east, north in degrees; ``languages`` are BCP 47 codes, the first
    before the others. Without the packages of ``geokz[basemap]`` there is no base map.

    Raises :class:`geokz.errors.GeokzError` for a folder with something in it, a box that is none, languages that are
    none.
    """
    check_kind("folder", folder, (str, Path), "the path of a folder")
    languages = [languages] if isinstance(languages, str) else languages
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GeokzError(f"{folder} is there already; name a folder that is not, or an empty one")
    message = wrong_languages(list(languages))
    if message:
        raise GeokzError(f"--languages {','.join(languages)}: {message}")
    frame = BOX if box is None else _frame(box)
    files = _files(folder.resolve().name, frame, tuple(languages))
    try:
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as problem:
        raise GeokzError(f"{folder} cannot be written: {problem.strerror}") from problem
    return [folder / name for name in files]


def _frame(box: Sequence[float]) -> Box:
    if not all(isinstance(edge, (int, float)) for edge in box):
        raise GeokzError(f"box={box!r} is no box; write (west, south, east, north) in degrees")
    told = ",".join(f"{edge:g}" for edge in box)
    if len(box) != 4:
        raise GeokzError(f"the box {told} has {len(box)} edges; write west,south,east,north in degrees")
    west, south, east, north = box
    message = box_problem([[south, west], [north, east]])
    if message:
        said = message.partition("]]")[2].replace("[[south, west], [north, east]]", "west,south,east,north")
        raise GeokzError(f"the box {told}{said}")
    return (float(south), float(west)), (float(north), float(east))


def _files(name: str, frame: Box, languages: tuple[str, ...]) -> dict[str, bytes]:
    """The files of a new atlas by their paths."""
    home = default_folder()
    shipped = json.loads((home / PACKAGE).read_text(encoding="utf-8"))
    key = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "atlas"
    base = cut_base_map(around(frame))
    kept = [item for item in shipped["resources"] if "geokz" not in item or "rows" in item["geokz"]]
    resources = [{k: v for k, v in item.items() if k != "geokz"} for item in kept if item["name"] not in _LEFT_OUT]
    for layer, said in _LAYERS.items():
        entry = {"name": layer, "path": f"{layer}.csv", "profile": "tabular-data-resource", "format": "csv"}
        entry |= {"encoding": "utf-8", "title": text_of(layer, FIRST), "schema": said["schema"]}
        resources.append({**entry, "geokz": {"layer": said["part"]} if said["part"] else "layer"})
    schemas = {
        path: _schema(json.loads((home / path).read_text(encoding="utf-8")), languages, around(frame))
        for path in sorted({resource["schema"] for resource in resources})
    }
    title = f"{key}: {text_of('title', FIRST).lower()}"
    package: dict[str, Any] = {"profile": "tabular-data-package", "name": key, "title": title, "version": "0.1.0"}
    licence = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    package |= {"licenses": [licence], "contributors": [{"title": "Your name", "role": "author"}]}
    files = {PACKAGE: _json({**package, "resources": resources})}
    files |= {path: _json(schema) for path, schema in schemas.items()}
    for resource in resources:
        columns = [field["name"] for field in schemas[resource["schema"]]["fields"]]
        own = home / resource["path"]
        rows = _vocabulary(own, columns) if resource["path"].startswith("vocab/") else []
        rows += [_row(row, columns, languages) for row in _examples(frame, languages[0]).get(resource["name"], [])]
        files[resource["path"]] = _csv(columns, rows)
    files[ATLAS] = _atlas(frame, languages, base=bool(base)).encode()
    files["layers.toml"] = "\n".join(
        f"[{layer}]\nlabel = {_inline(layer, languages)}\n{style}\n" for layer, style in _STYLES.items()
    ).encode()
    files["maps.toml"] = (
        f'# Further maps: src/geokz/folder/maps.py. What is left out is as in {ATLAS}.\n[[maps]]\nkey = "atlas"\n'
    ).encode()
    files["tours/first.toml"] = _tour(frame, languages).encode()
    files["README.md"] = _readme(key, resources, schemas).encode()
    return files | {f"basemap/{file}": data for file, data in base.items()}


def _columns(names: Sequence[str], languages: Sequence[str]) -> dict[str, str]:
    """The columns of a table in these languages, each with the shipped column it is made of."""
    made: dict[str, str] = {}
    for name in names:
        text = _TEXT.fullmatch(name)
        if text is None:
            made[name] = name
            continue
        for code in languages:
            own = f"{text[1]}_{code}"
            made[text_column(text[1], code)] = own if own in names else f"{text[1]}_en"
    return made


def _schema(schema: Mapping[str, Any], languages: Sequence[str], pan: Box) -> dict[str, Any]:
    """A shipped schema in other languages, with the edges of another map."""
    fields = {field["name"]: field for field in schema["fields"]}
    (south, west), (north, east) = pan
    edges = {"lon": (west, east), "lat": (south, north)}
    made = []
    for name, of in _columns(list(fields), languages).items():
        field = {**fields[of], "name": name}
        text = _TEXT.fullmatch(of)
        if text and name != of:
            field["description"] = f"As {of}, in {_language(name, text[1])}."
        if text:
            field["description"] = re.sub(
                r"\b(English|Russian|Kazakh)\b", _language(name, text[1]), field["description"]
            )
        if name == "lang":
            field["description"] = f"BCP 47 code: {', '.join(languages)}."
        if field.get("geokz") in edges:
            low, high = edges[field["geokz"]]
            field["constraints"] = {**field.get("constraints", {}), "minimum": low, "maximum": high}
        made.append(field)
    return {**schema, "fields": made}


def _language(column: str, base: str) -> str:
    return language_name(_code(column, base))


def _code(column: str, base: str) -> str:
    return column.removeprefix(f"{base}_").replace("_", "-")


def _vocabulary(path: Path, columns: Sequence[str]) -> list[list[str]]:
    """The rows of a shipped vocabulary in other languages; of the units of today none but the outside."""
    if path.stem == "regions_today":
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    made = []
    for row in rows:
        cells = []
        for column in columns:
            text = TEXT_COLUMN.fullmatch(column) if column not in row or column.endswith(f"_{FIRST}") else None
            cells.append(label_of(row, path.stem, text[1], _code(column, text[1])) if text else row[column])
        made.append(cells)
    return made


def _examples(frame: Box, language: str) -> dict[str, list[dict[str, Any]]]:
    """The example rows by table; a text is named by its key in ``begun/``."""
    (south, west), (north, east) = frame
    lat, lon = round((south + north) / 2, 4), round((west + east) / 2, 4)
    source = {"source": "example[1]"}
    point = {"lon": lon, "lat": lat, "precision": "settlement", "radius_m": 5000, "authority": "estimate"}
    thing = {"place": "example-town", "certainty": "certain", **source}
    return {
        "sources": [
            {"key": "example", "title": "source", "language": language, "kind": "text", "class": "web", "read": "whole"}
        ],
        "places": [{"id": "example-town", "label": "town", **point, **source}],
        "towns": [{"id": "example-town-itself", "name": "town", "type": "town", "when": f"{YEARS[0]}/..", **thing}],
        "objects": [{"id": "example-works", "name": "thing", "type": "factory", "when": "1850/1950", **thing}],
        "regions_today": [{"key": "outside", "label": "outside", "definition": "Outside the area of the atlas."}],
    }


def _row(row: Mapping[str, Any], columns: Sequence[str], languages: Sequence[str]) -> list[Any]:
    texts = {
        text_column(base, code): text_of(row[base], code)
        for base in ("name", "label", "title")
        if base in row
        for code in languages
    }
    return [texts.get(column, row.get(column, "")) for column in columns]


def _atlas(frame: Box, languages: Sequence[str], *, base: bool) -> str:
    pan = around(frame)
    lines = [
        "# What this atlas is called, where and when it looks. The settings: geokz/folder/profile.py",
        f"languages = {json.dumps(list(languages))}",
        f"title = {_inline('title', languages)}",
        f"\n[clock]\nfirst = {YEARS[0]}\nlast = {YEARS[1]}\nopening = 1900",
        f"\n[map]\nframe = {_brackets(frame)}\npan = {_brackets(pan)}\nbase = {_brackets(pan)}",
        *([f'credit = "{CREDIT}"'] if base else []),
        '\n[area]\n# countries = ["DE"]  # those of today, as ISO 3166 has them',
        '\n[corrections]\n# path = "data"  # what stands before a table\'s name on the cards',
        '# address = "you@example.org"  # where a correction is sent\n',
    ]
    return "\n".join(lines)


def _tour(frame: Box, languages: Sequence[str]) -> str:
    (south, west), (north, east) = frame
    view = f"[{(south + north) / 2:g}, {(west + east) / 2:g}, 5]"
    return (
        f'order = 1\ntitle = {_inline("tour", languages)}\n\n[[steps]]\nwhen = "1900"\nview = {view}\n'
        f'select = "example-works"\nsource = "example[1]"\ntitle = {_inline("thing", languages)}\n'
        f"text = {_inline('text', languages)}\n"
    )


def _readme(name: str, resources: Sequence[Mapping[str, Any]], schemas: Mapping[str, Any]) -> str:
    parts = [
        f"# {name}\n\nTables of an atlas: UTF-8, commas, one header line. `geokz check --data .` tells what is wrong.\n"
    ]
    for resource in resources:
        parts.append(f"## `{resource['path']}`: {resource['title']}\n\n| column | meaning |\n|---|---|")
        for field in schemas[resource["schema"]]["fields"]:
            required = " Required." if field.get("constraints", {}).get("required") else ""
            parts.append(f"| `{field['name']}` | {field.get('description', '')}{required} |")
        parts.append("")
    return "\n".join(parts)


def _inline(key: str, languages: Sequence[str]) -> str:
    """A text in each language as an inline table of TOML."""
    written = (f"{_toml_key(code)} = {json.dumps(text_of(key, code), ensure_ascii=False)}" for code in languages)
    return f"{{ {', '.join(written)} }}"


def _toml_key(code: str) -> str:
    return code if re.fullmatch(r"[\w-]+", code) else json.dumps(code)


def _brackets(box: Box) -> str:
    return json.dumps([list(corner) for corner in box])


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()
