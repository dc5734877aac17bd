"""Pictures of the atlas page in the states and sizes a reader meets: ``python scripts/screenshots.py [FOLDER] [PAGE]``.

Writes FOLDER/STATE-WIDTH.png (default build/screenshots) for every state in three window sizes; PAGE is a page that
is built already, otherwise one is built from the tables. ``--only STATE`` (may be repeated) takes fewer.
``--readme`` puts the two pictures of the README into maps/, as lossless WebP.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from browser import Visit, chromium, visit
from PIL import Image

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
    "lives": ("#y=1943&lives=camps.start", {}, _nothing),
    "lives-kk": ("#y=1950&lang=kk&lives=camps.size&id=steplag", {}, _nothing),
    "changes": ("#c=1938-1953", {}, _nothing),
    "edge": ("#y=1953&c=1938-1953&edge=30", {}, _nothing),
    "poster": ("#poster=1", {}, _nothing),
    "filtered": ("#y=1943&lang=ru&f=work:of-karlag", {}, _nothing),
    "about": ("", {}, _sheet(6)),
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


README = {"first-1440.png": "atlas-1937.webp", "karlag-kk-1440.png": "karlag-kk.webp"}


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
                with Image.open(path) as picture:
                    picture.convert("RGB").save(ROOT / "maps" / README[path.name], lossless=True, quality=100, method=6)


def _wanted(options: argparse.Namespace) -> list[str]:
    if options.readme:
        return [name.rpartition("-")[0] for name in README]
    return options.only or list(STATES)


if __name__ == "__main__":
    main()
