"""The words for the shell: ``build``, ``export``, ``layers``, and those of the modules ``cli_...``."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from .atlas import Atlas
from .cli_checks import check_command, gaps_command
from .cli_dates import date_command
from .cli_export import export_command, merge_command
from .cli_gazetteer import register
from .cli_time import explain_command
from .errors import GeokzError
from .folder.maps import choose_maps
from .render.page import build_themed_map, write_page
from .visible import visible

app = typer.Typer(
    help="An atlas of Soviet Kazakhstan's camps, mines, plants, railways and towns, 1919-1963: check its tables, "
    "build its map, hand its data on.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Data = Annotated[
    Path | None,
    typer.Option("--data", help="A folder of tables; without it, the data that ships with geokz."),
]


@app.command("build")
def build_command(
    keys: Annotated[
        list[str] | None, typer.Argument(help="Which maps of maps.toml: atlas, turksib ...; all when none is named.")
    ] = None,
    data: Data = None,
    out: Annotated[Path, typer.Option(help="The folder the maps are written to.")] = Path("maps"),
    start: Annotated[int | None, typer.Option(help="First year of the clock, instead of the map's own.")] = None,
    end: Annotated[int | None, typer.Option(help="Last year of the clock, instead of the map's own.")] = None,
    year: Annotated[int | None, typer.Option(help="The year a map opens with, instead of its own.")] = None,
    language: Annotated[str | None, typer.Option(help="The page's first language: en, ru or kk.")] = None,
) -> None:
    """Build the maps: HTML files that open without a network."""
    with _progress() as progress:
        step = progress.add_task("reading and checking the tables")
        atlas = Atlas.load(data)
        chosen = choose_maps(atlas.maps, keys or [])
        for themed in chosen:
            first, last = themed.start if start is None else start, themed.end if end is None else end
            if last < first:
                where = f" (the map '{themed.key}')" if len(chosen) > 1 else ""
                raise GeokzError(
                    f"the clock's years {first} to {last} are reversed{where}; give the earlier year first"
                )
        for themed in chosen:
            progress.update(step, description=f"drawing the map '{themed.key}'")
            folium_map = build_themed_map(atlas, themed, start=start, end=end, year=year, language=language)
            progress.update(step, description=f"writing the map '{themed.key}'")
            path = write_page(folium_map, out / f"{themed.key}.html")
            things = len(atlas.only(themed).things)
            print(f"Open {path} in a browser ({path.stat().st_size / 1e6:.1f} MB, {things} things).")


app.command("check")(check_command)
app.command("gaps")(gaps_command)
app.command("date")(date_command)
app.command("explain")(explain_command)
register(app)


app.command("export")(export_command)
app.command("merge")(merge_command)


@app.command("layers")
def layers_command(data: Data = None) -> None:
    """List the layers: how many things, how many dated and located."""
    atlas = Atlas.load(data)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("layer", "label", "things", "dated", "located"):
        table.add_column(heading, justify="left" if heading in {"layer", "label"} else "right")
    for key, style in atlas.layers.items():
        things = atlas.layer(key)
        dated = int((things["when"] != "").sum())
        located = int(things.geometry.notna().sum())
        table.add_row(key, style.label["en"], str(len(things)), str(dated), str(located))
    Console().print(table)


def _progress() -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    console = Console(stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def main() -> None:
    """Run the shell's words; what a user can cause is told on plain lines and ends with exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a pipe may have an encoding without Cyrillic
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except (GeokzError, OSError) as problem:
        told = problem if hasattr(problem, "problems") else f"geokz: {problem}"
        print(visible(told, lines=True), file=sys.stderr)
        sys.exit(1)
