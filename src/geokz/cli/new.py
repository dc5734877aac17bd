"""The shell's word for an atlas of one's own: ``geokz new``."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import GeokzError
from ..visible import counted, visible
from .options import FILE, argument


@click.command("new", epilog="Example: geokz new franconia --box 10.2,49.2,11.8,50.2 --languages de,en")
@argument("folder", "The folder to make.", type=FILE)
@click.option("--box", help="What the map opens at: WEST,SOUTH,EAST,NORTH in degrees.")
@click.option("--languages", default="en", show_default=True, help="Codes of its languages, the first before: de,en.")
def new_command(folder: Path, box: str | None, languages: str) -> None:
    """Begin an atlas of another region, which builds at once."""
    from ..folder.cut import can_cut
    from ..folder.new import new

    edges: list[float] | None = None
    if box is not None:
        try:
            edges = [float(edge) for edge in box.split(",")]
        except ValueError:
            raise GeokzError(
                f"--box '{box}' is no box; write WEST,SOUTH,EAST,NORTH in degrees, e.g. 10,49,12,50"
            ) from None
    files = new(folder, box=edges, languages=[code.strip() for code in languages.split(",")])
    print(visible(f"Wrote {counted(len(files), 'file')} to {folder}."))
    if not any(file.parent.name == "basemap" for file in files):
        print(
            "There is no base map: nothing of Natural Earth lies in the box."
            if can_cut()
            else "There is no base map: pip install 'geokz[basemap]', then make the folder anew."
        )
    print("Next:")
    for words in (f"check --data {folder}", f"build --data {folder} --out maps", f'find --data {folder} "a name"'):
        print(visible(f"  geokz {words}"))
