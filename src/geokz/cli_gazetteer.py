"""The shell's words for places: ``geokz find``, ``geocode`` and ``gazetteer add``, ``list``, ``remove``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from .errors import GazetteerError
from .gazetteer import Gazetteer, Store, explain, status
from .gazetteer.geocode import Columns, geocode, parse_point
from .gazetteer.store import user_folder
from .visible import visible, visible_json

Data = Annotated[
    Path | None,
    typer.Option("--data", help="A folder of tables; without it, the data that ships with geokz."),
]
gazetteer_app = typer.Typer(help="Add, list and remove your own gazetteers.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the words of this module to the shell."""
    app.command("find")(find_command)
    app.command("geocode")(geocode_command)
    app.add_typer(gazetteer_app, name="gazetteer")


def find_command(
    name: Annotated[str, typer.Argument(help="A name in any alphabet and spelling.")],
    year: Annotated[int | None, typer.Option(help="The year in which the name was in use.")] = None,
    region: Annotated[str | None, typer.Option(help="The oblast, of today or of the time.")] = None,
    near: Annotated[str | None, typer.Option(help="A point it must be near to: LON,LAT in degrees.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many places to show at most.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print an array, best first.")] = False,
    data: Data = None,
) -> None:
    """Find the places a name may mean, best first."""
    point = parse_point(near) if near else None
    if near and point is None:
        raise GazetteerError(f"--near '{near}' is no point; write LON,LAT in degrees, e.g. 73.1,49.8")
    gazetteer = Gazetteer.load(data)
    found = gazetteer.find(name, year=year, region=region, near=point, limit=None)
    if as_json:
        print(visible_json([candidate.as_dict() for candidate in found[:limit]]))
        return
    if not found:
        print(f"No place is called '{visible(name[:60])}', nor anything like it.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("id", "name", "kind", "lon", "lat", "match", "score", "why"):
        table.add_column(heading, justify="right" if heading in {"lon", "lat", "score"} else "left", overflow="fold")
    for candidate in found[:limit]:
        point_cells = (f"{candidate.lon:.4f}", f"{candidate.lat:.4f}")
        cells = (candidate.id, candidate.name, candidate.kind, *point_cells, candidate.match, f"{candidate.score:.3f}")
        table.add_row(*(visible(cell) for cell in (*cells, candidate.why)))
    console = Console() if sys.stdout.isatty() else Console(width=160)
    console.print(table, markup=False)
    more = f", {len(found) - limit} more" if len(found) > limit else ""
    print(visible(f"{status(found)}: {len(found[:limit])} shown{more}; {explain(found)}"))


def geocode_command(
    source: Annotated[Path, typer.Argument(metavar="IN.CSV", help="A list: CSV in UTF-8, UTF-16 or cp1251.")],
    name: Annotated[str, typer.Option(help="The column with the names.")],
    out: Annotated[Path, typer.Option(help="The file to write.")],
    year: Annotated[str | None, typer.Option(help="The column with the year.")] = None,
    region: Annotated[str | None, typer.Option(help="The column with the oblast.")] = None,
    near: Annotated[str | None, typer.Option(help="A point LON,LAT for all rows, or the column with one.")] = None,
    review: Annotated[Path | None, typer.Option(help="Write what a person must decide to this file.")] = None,
    decisions: Annotated[Path | None, typer.Option(help="A review file with choices filled in.")] = None,
    data: Data = None,
) -> None:
    """Add coordinates to a list of names, guessing none."""
    columns = (TextColumn("answering"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("answering", total=None)
        summary = geocode(
            source,
            out,
            columns=Columns(name, year, region, near),
            gazetteer=Gazetteer.load(data),
            review=review,
            decisions=decisions,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    counts = ", ".join(f"{number} {word}" for word, number in summary.by_status.items())
    resumed = f", {summary.resumed} answered before the interruption" if summary.resumed else ""
    print(f"Wrote {summary.rows} rows to {visible(out)}: {counts} ({summary.questions} distinct names{resumed}).")
    undecided = summary.by_status["ambiguous"] + summary.by_status["unknown"]
    if review and undecided:
        print(f"Fill in the column 'choice' of {visible(review)} and run again with --decisions {visible(review)}.")


def _store() -> Store:
    return Store(user_folder() / "gazetteers.sqlite")


@gazetteer_app.command("add")
def add_command(
    dump: Annotated[Path, typer.Argument(help="KZ.txt of GeoNames, or a CSV with name, lon, lat.")],
    alternate_names: Annotated[Path | None, typer.Argument(help="alternateNamesV2.txt of GeoNames.")] = None,
) -> None:
    """Add a gazetteer of your own; one of the same file name is replaced."""
    added = _store().add(dump, alternate_names)
    print(f"Added {visible(added.key)}: {added.places} places, {added.names} names.")


@gazetteer_app.command("list")
def list_command() -> None:
    """List your own gazetteers."""
    store = Store.of_user()
    entries = store.gazetteers() if store else []
    for entry in entries:
        told = f"{entry.key}: {entry.places} places, {entry.names} names, added {entry.added} from {entry.path}"
        print(visible(told))
    if not entries:
        print("None yet; add one with: geokz gazetteer add KZ.txt")


@gazetteer_app.command("remove")
def remove_command(name: Annotated[str, typer.Argument(help="Its name, as listed.")]) -> None:
    """Remove one of your own gazetteers."""
    _store().remove(name)
    print(f"Removed {visible(name)}.")
