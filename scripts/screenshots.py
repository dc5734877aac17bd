"""Pictures of the atlas page in the states and sizes a reader meets: ``python scripts/screenshots.py [FOLDER] [PAGE]``.

Writes FOLDER/STATE-WIDTH.png (default build/screenshots) for every state in three window sizes; PAGE is a page that
is built already, otherwise one is built from the tables. ``--only STATE`` (may be repeated) takes fewer.
``--readme`` puts the two pictures of the README into maps/, in 256 colours.
"""

from __future__ import annotations

import argparse
import struct
import sys
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import numpy as np
from browser import Visit, chromium, visit

import geokz
from geokz.render.page import write_page

ROOT = Path(__file__).resolve().parents[1]
SIZES = ((1440, 900), (1024, 768), (390, 844))
KARAGANDA = (49.83333, 73.16580)

# what a state needs besides its link: media, then what to do in the open page
State = tuple[str, dict[str, Any], Callable[[Visit], None]]


def _nothing(page: Visit) -> None: ...


def _place_list(page: Visit) -> None:
    page.click_map(*KARAGANDA)
    page.tab.locator(".geokz-list li").first.wait_for()


def _sheet(position: int) -> Callable[[Visit], None]:
    def open_sheet(page: Visit) -> None:
        page.tab.locator(".geokz-toolbar button").nth(position).click()

    return open_sheet


STATES: dict[str, State] = {
    "first": ("", {}, _nothing),
    "1931": ("#y=1931", {}, _nothing),
    "1943": ("#y=1943", {}, _nothing),
    "karaganda": ("#v=49.6,73.1,8.5", {}, _place_list),
    "karlag-kk": ("#y=1937&lang=kk&id=karlag", {}, _nothing),
    "tour": ("#tour=turksib.2", {}, _nothing),
    "table": ("", {}, _sheet(1)),
    "changes": ("", {}, _sheet(2)),
    "about": ("", {}, _sheet(3)),
    "print": ("", {"media": "print"}, _nothing),
    "print-card": ("#y=1937&lang=ru&id=karlag", {"media": "print"}, _nothing),
    "dark": ("", {"color_scheme": "dark"}, _nothing),
    "dark-card": ("#y=1937&lang=ru&id=karlag", {"color_scheme": "dark"}, _nothing),
    "span-ru": ("#y=1941-1945&lang=ru", {}, _nothing),
    "kk": ("#lang=kk", {}, _nothing),
}


def take(browser: Any, page_file: Path, folder: Path, names: list[str]) -> list[Path]:
    """Every named state in every size; the paths of the pictures."""
    taken = []
    for name in names:
        link, media, act = STATES[name]
        for width, height in SIZES:
            with visit(browser, page_file, link, size=(width, height)) as page:
                if media:
                    page.tab.emulate_media(**media)
                    page.tab.wait_for_timeout(300)
                act(page)
                page.tab.mouse.move(width / 2, 2)
                page.tab.wait_for_timeout(500)
                path = folder / f"{name}-{width}.png"
                if media.get("media") == "print":
                    page.run("() => { window.dispatchEvent(new Event('beforeprint')); }")
                    page.tab.set_viewport_size({"width": 1058, "height": 728})
                    page.tab.wait_for_timeout(300)
                page.tab.screenshot(path=path)
                if page.complaints:
                    raise SystemExit(f"{name} at {width}: {page.complaints}")
                taken.append(path)
    return taken


README = {"first-1440.png": "atlas-1937.png", "karlag-kk-1440.png": "karlag-kk.png"}


def in_256_colours(png: bytes) -> bytes:
    """The picture of a browser (8 bits a channel, not interlaced) in 256 colours: the commonest, and the unlike."""
    parts, at = [], 8
    width = height = channels = 0
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        data = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, _, colour = struct.unpack(">IIBB", data[:10])
            channels = {2: 3, 6: 4}[colour]
        elif kind == b"IDAT":
            parts.append(data)
        at += 12 + length
    lines = np.frombuffer(zlib.decompress(b"".join(parts)), np.uint8).reshape(height, 1 + width * channels)
    pixels = np.zeros((height, width, channels), np.uint8)
    above = np.zeros((width, channels), np.uint8)
    for row, line in enumerate(lines):
        above = pixels[row] = _unfiltered(int(line[0]), line[1:].reshape(width, channels), above)
    flat = pixels[:, :, :3].reshape(-1, 3).astype(np.int32)
    codes = flat[:, 0] << 16 | flat[:, 1] << 8 | flat[:, 2]
    colours, back, counts = np.unique(codes, return_inverse=True, return_counts=True)
    rgb = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1)
    palette = rgb[np.argsort(-counts, kind="stable")[:160]]
    away = np.min([((rgb - colour) ** 2).sum(axis=1) for colour in palette], axis=0)
    for _ in range(96):  # and what is rare but unlike all these: a small symbol must keep its colour
        found = rgb[np.argmax(away * np.minimum(counts, 12))]
        palette = np.vstack([palette, found])
        away = np.minimum(away, ((rgb - found) ** 2).sum(axis=1))
    nearest = np.concatenate(
        [((some[:, None] - palette[None]) ** 2).sum(axis=2).argmin(axis=1) for some in np.array_split(rgb, 64)]
    )
    indexes = nearest[back].astype(np.uint8).reshape(height, width)
    body = b"".join(b"\0" + line.tobytes() for line in indexes)
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette.astype(np.uint8).tobytes()),
        (b"IDAT", zlib.compress(body, 9)),
        (b"IEND", b""),
    ]
    written = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return png[:8] + b"".join(written)


def _unfiltered(kind: int, line: np.ndarray, above: np.ndarray) -> np.ndarray:
    """One line of a PNG without its filter."""
    if kind == 0:
        return line
    if kind == 2:
        return line + above
    done = np.zeros_like(line)
    if kind == 1:
        return np.cumsum(line, axis=0, dtype=np.uint8)
    left = corner = np.zeros(line.shape[1], np.int32)
    for x, value in enumerate(line.astype(np.int32)):
        up = above[x].astype(np.int32)
        if kind == 3:
            guess = (left + up) // 2
        else:
            estimate = left + up - corner
            a, b, c = abs(estimate - left), abs(estimate - up), abs(estimate - corner)
            guess = np.where((a <= b) & (a <= c), left, np.where(b <= c, up, corner))
        left = (value + guess) & 255
        done[x] = left
        corner = up
    return done


def main() -> None:
    """Take the pictures and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/screenshots"))
    parser.add_argument("page", nargs="?", type=Path, help="a page that is built already")
    parser.add_argument("--only", action="append", choices=list(STATES), help="take only this state")
    parser.add_argument("--readme", action="store_true", help="make the pictures of the README in maps/")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        page_file = options.page or write_page(geokz.build_map(geokz.Atlas.load()), Path(scratch) / "atlas.html")
        for path in take(browser, page_file, options.folder, _wanted(options)):
            print(path)
            if options.readme and path.name in README:
                (ROOT / "maps" / README[path.name]).write_bytes(in_256_colours(path.read_bytes()))


def _wanted(options: argparse.Namespace) -> list[str]:
    if options.readme:
        return [name.rpartition("-")[0] for name in README]
    return options.only or list(STATES)


if __name__ == "__main__":
    main()
