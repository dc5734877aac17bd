"""Draw the tables and what points to what, from datapackage.json and its schemas.

    python scripts/draw_model.py model.svg

Four groups: what is told of things, the things, where they were, and where it is all from. An arrow is a column whose
cells are keys of the other group; the other tables are named below it all.
"""

from __future__ import annotations

import json
import sys
from html import escape
from pathlib import Path

from svg import INK, drawing

FOLDER = Path(__file__).resolve().parents[1] / "geodata"
TOLD, THINGS, PLACES, SOURCES = "Told of things", "Things", "Places", "Sources"
WIDTH, GAP, ROW = 300, 150, 19


def picture(folder: Path = FOLDER) -> str:
    """The drawing as SVG."""
    resources = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    schemas = {resource["name"]: json.loads((folder / resource["schema"]).read_text("utf-8")) for resource in resources}
    groups: dict[str, list[str]] = {TOLD: [], THINGS: [], PLACES: ["places"], SOURCES: ["sources"]}
    arrows: dict[tuple[str, str], list[str]] = {}
    for resource in resources:
        name = resource["name"]
        columns = _columns(schemas[name])
        if resource.get("geokz") == "layer":
            groups[THINGS].append(name)
            home = THINGS
        elif set(columns.values()) & {"thing", "named"}:
            groups[TOLD].append(name)
            home = TOLD
        elif name == "places":
            home = PLACES
        else:
            continue
        targets = {"thing": THINGS, "named": THINGS, "places": PLACES, "citations": SOURCES}
        for column, kind in columns.items():
            target = targets.get(kind)
            words = arrows.setdefault((home, target), []) if target else []
            if column not in words:
                words.append(column)
    titles = {resource["name"]: resource["title"] for resource in resources}
    heights = {group: 40 + ROW * len(names) for group, names in groups.items()}
    left, middle, right = (20 + at * (WIDTH + GAP) for at in range(3))
    below = 70 + max(heights[TOLD], heights[THINGS]) + 60
    where = {TOLD: (left, 70), THINGS: (middle, 70), PLACES: (right, 70), SOURCES: (middle, below)}
    parts = []
    for (home, target), words in arrows.items():
        parts.append(_arrow(home, target, words, where, heights))
    for group, names in groups.items():
        x, y = where[group]
        parts.append(f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{heights[group]}" rx="6"/>')
        parts.append(f'<text x="{x + 12}" y="{y + 24}" class="head">{group}</text>')
        for at, name in enumerate(names):
            told = f'<tspan class="table">{name}</tspan> {escape(titles[name].split(",")[0])}'
            parts.append(f'<text x="{x + 12}" y="{y + 46 + at * ROW}">{told}</text>')
    bottom = below + heights[SOURCES]
    beside = [each["path"] for each in resources if not any(each["name"] in names for names in groups.values())]
    for heading in ("vocab/", "gazetteer/", ""):
        listed = [path.removeprefix(heading).removesuffix(".csv") for path in beside if path.startswith(heading)]
        beside = [path for path in beside if not path.startswith(heading)]
        bottom += 26
        parts.append(f'<text x="{left}" y="{bottom}" class="table">{heading or "and"}</text>')
        parts.append(f'<text x="{left + 80}" y="{bottom}">{", ".join(listed)}</text>')
    return drawing(
        "What is told points to things, things to places, and all of it to sources",
        parts,
        width=right + WIDTH + 20,
        height=bottom + 20,
        tip=9,
        style=f"text{{font-size:12px}}.head{{font-weight:bold;font-size:15px}}path{{stroke-width:1.5}}"
        f".table{{font-family:ui-monospace,monospace;fill:{INK}}}.arrow{{font-style:italic;fill:#555}}",
    )


def _columns(schema: dict) -> dict[str, str]:
    """The columns that hold keys, and of what: ``thing``, ``named``, ``places``, ``citations``."""
    columns = {field["name"]: field.get("geokz", "") for field in schema["fields"]}
    for key in schema.get("foreignKeys", []):
        columns |= dict.fromkeys(key["fields"], key["reference"]["resource"])
    return columns


def _arrow(
    home: str,
    target: str,
    words: list[str],
    where: dict[str, tuple[int, int]],
    heights: dict[str, int],
) -> str:
    """One arrow with the columns it stands for."""
    (x1, y1), (x2, y2) = where[home], where[target]
    if home == target:  # a thing is part of another
        y = y1 + heights[home] - 12
        path = f"M{x1 + WIDTH},{y - 24} C{x1 + WIDTH + 34},{y - 24} {x1 + WIDTH + 34},{y} {x1 + WIDTH},{y}"
        return _drawn(path, words, x1 + WIDTH + 8, y + 18)
    if y1 == y2 and x2 - x1 > WIDTH * 1.5:  # over the group between
        top = y1 - 40
        path = f"M{x1 + WIDTH / 2},{y1} C{x1 + WIDTH / 2},{top} {x2 + WIDTH / 2},{top} {x2 + WIDTH / 2},{y2}"
        return _drawn(path, words, x1 + WIDTH + 8, top + 4)
    if y1 == y2:
        return _drawn(f"M{x1 + WIDTH},{y1 + 30} L{x2},{y2 + 30}", words, x1 + WIDTH + 6, y1 + 22)
    foot = y1 + heights[home]
    aim = x2 + WIDTH / 2 + (x1 - x2) / 5
    start = x1 + WIDTH / 2
    path = f"M{start},{foot} C{start},{foot + 60} {aim},{y2 - 60} {aim},{y2}"
    return _drawn(path, words, start + 8, foot + 16)


def _drawn(path: str, words: list[str], x: float, y: float) -> str:
    text = f'<text x="{x:.0f}" y="{y:.0f}" class="arrow">{escape(", ".join(words))}</text>'
    return f'<path d="{path}" marker-end="url(#tip)"/>{text}'


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python scripts/draw_model.py FILE.svg")
    Path(sys.argv[1]).write_text(picture(), encoding="utf-8", newline="\n")
