"""The shell's words for what is made of the data: ``geokz build``, ``layers``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from ..visible import counted, visible
from .options import FILE, argument, data_option, progress_line

if TYPE_CHECKING:
    from ..render.page import Wishes


@click.command("build", epilog="Example: geokz build turksib --out maps")
@argument("keys", "Which maps of maps.toml: atlas, turksib ...; all when none is named.", nargs=-1)
@click.option(
    "--data",
    type=FILE,
    multiple=True,
    help="A folder of tables; without it, the data that ships with geokz. Several are drawn under one clock.",
)
@click.option("--out", type=FILE, default=Path("maps"), show_default=True, help="The folder the maps are written to.")
@click.option("--start", type=int, help="First year of the clock, instead of the map's own.")
@click.option("--end", type=int, help="Last year of the clock, instead of the map's own.")
@click.option("--year", type=int, help="The year a map opens with, one of its clock, instead of its own.")
@click.option("--language", help="The page's first language, one of the atlas's.")
@click.option("--texts", type=FILE, help="Local maps that show passages of the transcripts in this folder.")
@click.option(
    "--url", help="Where the maps will be published: a page, or, ending in /, their folder; for links and QR codes."
)
@click.option(
    "--steered-by", multiple=True, help="A site whose pages may steer a map in their frames; may be repeated."
)
def build_command(keys: tuple[str, ...], data: tuple[Path, ...], out: Path, **wishes: Unpack[Wishes]) -> None:
    """Build the maps: HTML files that open without a network."""
    from ..atlas import Atlas
    from ..render.maps import built

    with progress_line() as progress:
        step = progress.add_task("reading and checking the tables")
        atlas = Atlas.join(*(Atlas.load(folder) for folder in data or (None,)))

        def told(doing: str) -> None:
            progress.update(step, description=doing)

        for made in built(atlas, keys, out, told, **wishes):
            size = f"{made.path.stat().st_size / 1e6:.1f} MB"
            print(visible(f"Open {made.path} in a browser ({size}, {counted(made.things, 'thing')})."))


@click.command("layers", epilog="Example: geokz layers --data franconia")
@data_option
def layers_command(data: Path | None) -> None:
    """List the layers: how many things, how many dated and located."""
    from rich.console import Console
    from rich.table import Table

    from ..atlas import Atlas

    atlas = Atlas.load(data)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("layer", "label", "things", "dated", "located"):
        table.add_column(heading, justify="left" if heading in {"layer", "label"} else "right")
    for key, style in atlas.layers.items():
        things = atlas.layer(key)
        dated = int((things["when"] != "").sum())
        located = int(things.geometry.notna().sum())
        table.add_row(key, visible(style.label[atlas.languages[0]]), str(len(things)), str(dated), str(located))
    Console(markup=False, highlight=False).print(table)
