"""Write geodata/README.md: the tables and their columns, from datapackage.json and its schemas.

Run it after changing a schema: ``python scripts/describe_data.py``. A test says when it was forgotten.
"""

from __future__ import annotations

import json
from pathlib import Path

from geokz.whole_file import whole_file

FOLDER = Path(__file__).resolve().parents[1] / "geodata"

INTRODUCTION = """# The data

Tables in UTF-8 with commas and one header line, a Frictionless Data Package (`datapackage.json`). A historian
edits them; `geokz check` says what is wrong, line by line. This page is written from the package by
`scripts/describe_data.py`.

- **when** is EDTF (ISO 8601-2): `1931`, `1931-09-17`, `193X`, `1931~`, `1931/1959`. A life `start/end` includes
  both ends. `1934/..` is known to have outlived the atlas, `1934/` has an unknown end, `[..1943]/` began in or
  before 1943 (a set as an end of an interval goes beyond the standard). Dates are Gregorian; an Old Style date
  before February 1918 is converted and the note says so.
- **Evidence counts.** Where a bound of a life is unknown, accepted dated claims and figures about the thing narrow
  it: it is certain up to the last date that shows it at work, and only possible after that; what stood in a
  settlement shows the settlement. Plans, decisions and discoveries are no such evidence.
- **source** is `key[locator]; key[locator]`: a key of `sources.csv`, and where in it. `L107-109` are lines of the
  transcript, `S36` is the 0-based piece of a text split at `'. '`, a bare number is a record of a table.
- **standing** says how a statement stands; what is not accepted is argued in its note, in each language.
- **Disagreements.** Rows that contradict each other, claims and figures of any thing, are the sides of a row of
  `disagreements.csv`, with the question, the argument and, where one is better, the verdict. Every `disputed` row is
  a side; an accepted one is a side only as the verdict. `geokz check` holds the tables to it.
- An empty cell means unknown, never zero.
- **Languages.** `languages` of `atlas.toml` are the languages of the texts; the first is taken where nobody asks
  for another. Names and labels are there in each, as `name_en`, `label_ru` ...; other texts in the first at least.
- **Exceptions.** `geokz check` also tells what cannot well be true together (a point outside its oblast, a part that
  outlives its whole, parts beyond their total ...), and with `--texts` what the transcripts do not bear out. What is
  meant has a row with its reason in `exceptions.csv`; a row that nothing asks for any more is a problem itself.
  `coverage.csv` says why lines of the texts need no row.
- **Railheads.** `railheads.csv` tells how far a line had been laid by a date, as texts give it: kilometres from an
  end, or the place reached; kilometres that no text prints are the sum of printed `stages`. `lon` and `lat` are
  computed along the drawn line (`scripts/make_railheads.py`, geodesic). Where the tables have the official length of
  the whole line (Turksib), the kilometres are multiplied by drawn / official length. `scripts/line_lengths.py` prints
  both lengths of every line.
- **The atlas.** `atlas.toml` says what it is called, where and when it looks, and how it is cited; its settings are
  told in `src/geokz/folder/profile.py`. No other file names the region.
- **Maps.** `maps.toml` lists the themed maps that `geokz build` writes; its settings are told in
  `src/geokz/folder/maps.py`.
- Base map: [basemap/README.md](basemap/README.md).
"""


def describe() -> str:
    """The whole page as Markdown."""
    package = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    parts = [INTRODUCTION]
    by_schema: dict[str, list[dict[str, str]]] = {}
    for resource in package["resources"]:
        by_schema.setdefault(resource["schema"], []).append(resource)
    for schema, resources in by_schema.items():
        parts.append("## " + ", ".join(f"`{resource['path']}`" for resource in resources) + "\n")
        parts.append("\n".join(f"- `{resource['path']}`: {resource['title']}." for resource in resources) + "\n")
        parts.append("| column | meaning |\n|---|---|")
        for field in json.loads((FOLDER / schema).read_text(encoding="utf-8"))["fields"]:
            required = " Required." if field.get("constraints", {}).get("required") else ""
            parts.append(f"| `{field['name']}` | {field['description']}{required} |".replace("||", "|"))
        parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    with whole_file(FOLDER / "README.md") as beside:
        beside.write_text(describe(), encoding="utf-8", newline="\n")
