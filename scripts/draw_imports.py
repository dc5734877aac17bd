"""Draw who imports whom: the rooms of the package and those of the page, floor by floor, and every arrow between them.

    python scripts/draw_imports.py                    # in words; ends with 1 when an arrow points up or in a circle
    python scripts/draw_imports.py --svg rooms.svg    # and as a picture

A room is a module or a package directly under ``geokz``, or a folder of the page's modules in ``render/js``. The floors
are those of the contract "imports point down" in ``pyproject.toml``, which ``make lint`` holds; here one sees them. The
imports are read from the sources, those inside functions and for type checkers too.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from html import escape
from pathlib import Path
from posixpath import dirname, join, normpath

import grimp
from svg import drawing

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "geokz"
PAGE = PACKAGE / "render" / "js"
PAGE_FLOORS = [["main"], ["page"], ["map"], ["data"]]
_IMPORT = re.compile(r"^import [^;]*? from '(\.[\w./-]+)\.js';", re.MULTILINE)


@dataclass(frozen=True)
class House:
    """Rooms by floors, the highest first; their lines; and how many imports lead from one to another."""

    name: str
    floors: list[list[str]]
    lines: dict[str, int]
    arrows: Counter[tuple[str, str]]

    def floor(self, room: str) -> int:
        """The floor of a room, 1 being the ground."""
        return len(self.floors) - next(at for at, rooms in enumerate(self.floors) if room in rooms)

    def up(self) -> list[tuple[str, str]]:
        """The arrows that lead to a higher floor."""
        return [(room, other) for room, other in self.arrows if self.floor(other) > self.floor(room)]

    def circles(self) -> list[list[str]]:
        """The groups of rooms that import each other, on whatever way round."""
        beyond = {room: self._reached(room) for room in self.lines}
        groups = {frozenset(other for other in self.lines if other in beyond[room] and room in beyond[other])
                  for room in self.lines}  # fmt: skip
        return sorted(sorted(group) for group in groups if len(group) > 1)

    def _reached(self, room: str) -> set[str]:
        found: set[str] = set()
        ahead = [room]
        while ahead:
            at = ahead.pop()
            new = {other for one, other in self.arrows if one == at} - found
            found |= new
            ahead += new
        return found

    def told(self) -> str:
        """The house in words."""
        rows = [f"{self.name}: {len(self.lines)} rooms, {len(self.arrows)} arrows, {len(self.floors)} floors, "
                f"{len(self.up())} arrows up, {len(self.circles())} circles"]  # fmt: skip
        for rooms in self.floors:
            rows.append(f"  floor {self.floor(rooms[0])}")
            for room in rooms:
                down = sorted((self.floor(other) * -1, other) for one, other in self.arrows if one == room)
                rows.append(f"    {room} ({self.lines[room]} lines)" + "".join(f" > {other}" for _, other in down))
        rows += [f"  up: {room} imports {other}" for room, other in self.up()]
        rows += [f"  circle: {' > '.join([*circle, circle[0]])}" for circle in self.circles()]
        return "\n".join(rows)


def package() -> House:
    """The rooms of the Python package."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (contract,) = [each for each in settings["contracts"] if each["type"] == "layers"]
    written = [re.findall(r"\w+", layer) for layer in contract["layers"]]
    graph = grimp.build_graph("geokz", cache_dir=None)
    rooms = {module.split(".")[1] for module in graph.modules if "." in module}
    arrows: Counter[tuple[str, str]] = Counter()
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            one, two = (name.split(".")[1] if "." in name else "" for name in (module, other))
            if one and two and one != two:
                arrows[one, two] += 1
    lines = {room: sum(_lines(path) for path in _files(room)) for room in sorted(rooms)}
    floors = [[room for room in floor if room in rooms] for floor in written]
    return House("geokz", floors, lines, arrows)


def _files(room: str) -> list[Path]:
    return sorted((PACKAGE / room).rglob("*.py")) or [PACKAGE / f"{room}.py"]


def page() -> House:
    """The rooms of the page's modules."""
    arrows: Counter[tuple[str, str]] = Counter()
    lines: Counter[str] = Counter()
    for path in sorted(PAGE.rglob("*.js")):
        name = path.relative_to(PAGE).with_suffix("").as_posix()
        room = name.split("/")[0]
        lines[room] += _lines(path)
        for target in _IMPORT.findall(path.read_text(encoding="utf-8")):
            other = normpath(join(dirname(name), target)).split("/")[0]
            if other != room:
                arrows[room, other] += 1
    return House("the page", PAGE_FLOORS, dict(lines), arrows)


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def picture(houses: list[House]) -> str:
    """The houses side by side as SVG: a box a room, a line an arrow, thicker where there are more imports."""
    width, height, gap, floor_height = 92, 30, 14, 92
    parts: list[str] = []
    left, tallest = 20, max(len(house.floors) for house in houses)
    for house in houses:
        widest = max(len(rooms) for rooms in house.floors)
        spread = widest * (width + gap)
        where: dict[str, tuple[float, float]] = {}
        for at, rooms in enumerate(house.floors):
            start = left + (spread - len(rooms) * (width + gap)) / 2
            top = 50 + (tallest - len(house.floors) + at) * floor_height
            for position, room in enumerate(rooms):
                where[room] = (start + position * (width + gap), top)
        parts.append(f'<text x="{left}" y="28" class="name">{escape(house.name)}</text>')
        for (room, other), count in sorted(house.arrows.items()):
            (x1, y1), (x2, y2) = where[room], where[other]
            x1, x2 = x1 + width / 2, x2 + width / 2
            if y1 == y2:
                arc = f"M{x1},{y1} C{x1},{y1 - 26} {x2},{y2 - 26} {x2},{y2}"
            else:
                arc = f"M{x1},{y1 + height} C{x1},{y1 + height + 30} {x2},{y2 - 30} {x2},{y2}"
            kind = ' class="up"' if (room, other) in house.up() else ""
            parts.append(f'<path d="{arc}"{kind} stroke-width="{min(1 + count / 8, 4):.2f}" marker-end="url(#tip)"/>')
        for room, (x, y) in where.items():
            parts.append(f'<rect x="{x:.0f}" y="{y:.0f}" width="{width}" height="{height}" rx="4"/>')
            parts.append(f'<text x="{x + width / 2:.0f}" y="{y + 19:.0f}">{escape(room)}</text>')
        left += spread + 60
    bottom = 50 + tallest * floor_height
    return drawing(
        "The rooms of the code: every arrow points down",
        parts,
        width=left,
        height=bottom,
        tip=6,
        style="text{font-size:13px;text-anchor:middle}.name{text-anchor:start;font-weight:bold}"
        "path{stroke-opacity:.35}.up{stroke:#d00;stroke-opacity:1}",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--svg", type=Path, help="write the picture to this file")
    options = parser.parse_args()
    houses = [package(), page()]
    print("\n".join(house.told() for house in houses))
    if options.svg:
        options.svg.write_text(picture(houses), encoding="utf-8", newline="\n")
    if any(house.up() or house.circles() for house in houses):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
