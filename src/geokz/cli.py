"""The words for the shell: ``geokz build``, ``check``, ``gaps``, ``export``, ``layers``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from .atlas import Atlas
from .cli_checks import check_command, gaps_command
from .cli_gazetteer import register
from .errors import GeokzError
from .export import FORMATS, export
from .render.page import FIRST_YEAR, LAST_YEAR, OPENING_YEAR, build_map, write_page

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
    data: Data = None,
    out: Annotated[Path, typer.Option(help="The folder the map is written to.")] = Path("maps"),
    start: Annotated[int, typer.Option(help="First year of the clock.")] = FIRST_YEAR,
    end: Annotated[int, typer.Option(help="Last year of the clock.")] = LAST_YEAR,
    year: Annotated[int, typer.Option(help="The year the map opens with.")] = OPENING_YEAR,
    language: Annotated[str, typer.Option(help="The page's first language: en, ru or kk.")] = "en",
) -> None:
    """Build the map: one HTML file that opens without a network."""
    with _progress() as progress:
        step = progress.add_task("reading and checking the tables")
        atlas = Atlas.load(data)
        progress.update(step, description=f"drawing {len(atlas.things)} things")
        folium_map = build_map(atlas, start, end, year=year, language=language)
        progress.update(step, description="writing the page")
        path = write_page(folium_map, out / "atlas.html")
    print(f"Open {path} in a browser ({path.stat().st_size / 1e6:.1f} MB, {len(atlas.things)} things).")


app.command("check")(check_command)
app.command("gaps")(gaps_command)
register(app)


@app.command("export")
def export_command(
    file: Annotated[Path, typer.Argument(help=f"The file to write; its suffix is one of {', '.join(FORMATS)}.")],
    data: Data = None,
    year: Annotated[int | None, typer.Option(help="Only what existed, or may have, in this year.")] = None,
    until: Annotated[int | None, typer.Option(help="With --year: in the years from it to this one.")] = None,
) -> None:
    """Write the things to a file for QGIS and other programs."""
    if until is not None and year is None:
        raise GeokzError("--until needs --year, the first year of the span")
    with _progress() as progress:
        progress.add_task(f"writing {file}")
        atlas = Atlas.load(data)
        chosen = atlas if year is None else atlas.at(year, until)
        export(chosen, file)
    print(f"Wrote {len(chosen.things)} things to {file}.")


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
    try:
        app()
    except (GeokzError, OSError) as problem:
        print(f"geokz: {problem}" if not hasattr(problem, "problems") else problem, file=sys.stderr)
        sys.exit(1)
