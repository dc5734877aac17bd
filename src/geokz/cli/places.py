"""The shell's words for places: ``geokz find``, ``geocode`` and ``gazetteer add``, ``list``, ``remove``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import GazetteerError
from ..visible import counted, visible, visible_json
from .options import FILE, argument, data_option, progress

if TYPE_CHECKING:
    from ..gazetteer import Store


@click.group("gazetteer")
def gazetteer_words() -> None:
    """Add, list and remove your own gazetteers."""


@click.command("find", epilog="Example: geokz find Спасск --region Карагандинская --year 1941")
@argument("name", "A name in any alphabet and spelling.")
@click.option("--year", help="The year in which the name was in use, or years: 1931-1940, 193X.")
@click.option("--region", help="The oblast, of today or of the time.")
@click.option("--near", help="A point it must be near to: LON,LAT in degrees.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=10, show_default=True, help="How many places to show at most."
)
@click.option("--json", "as_json", is_flag=True, help="Print an array, best first.")
@data_option
def find_command(
    name: str, year: str | None, region: str | None, near: str | None, limit: int, as_json: bool, data: Path | None
) -> None:
    """Find the places a name may mean, best first."""
    from ..gazetteer import Gazetteer, explain, status
    from ..gazetteer.answers import parse_point, parse_years, unreadable_year

    years = parse_years(year) if year else None
    if year and years is None and len(year) == 3 and year.isdecimal():
        years = int(year), int(year)
    if year and years is None:
        raise GazetteerError(unreadable_year(year))
    point = parse_point(near) if near else None
    if near and point is None:
        raise GazetteerError(f"--near '{near}' is no point; write LON,LAT in degrees, e.g. 73.1,49.8")
    gazetteer = Gazetteer.load(data)
    found = gazetteer.find(name, year=years, region=region, near=point, limit=None)
    if as_json:
        print(visible_json([candidate.as_dict() for candidate in found[:limit]]))
        return
    if not found:
        print(f"No place is called '{visible(name[:60])}', nor anything like it.")
        return
    from rich.console import Console
    from rich.table import Table

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


@click.command("geocode", epilog="Example: geokz geocode list.csv --name place --out out.csv --review review.csv")
@argument("source", "A list: CSV in UTF-8, UTF-16 or cp1251.", type=FILE, metavar="IN.CSV")
@click.option("--name", required=True, help="The column with the names.")
@click.option("--out", type=FILE, required=True, help="The file to write.")
@click.option("--year", help="The column with the year.")
@click.option("--region", help="The column with the oblast, or an oblast for all rows.")
@click.option("--near", help="A point LON,LAT for all rows, or the column with one.")
@click.option("--review", type=FILE, help="Write what a person must decide to this file.")
@click.option("--decisions", type=FILE, help="A review file with choices filled in.")
@data_option
def geocode_command(
    source: Path,
    name: str,
    out: Path,
    year: str | None,
    region: str | None,
    near: str | None,
    review: Path | None,
    decisions: Path | None,
    data: Path | None,
) -> None:
    """Add coordinates to a list of names, guessing none."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

    from ..gazetteer import Gazetteer
    from ..gazetteer.geocode import Columns, geocode

    columns = (TextColumn("answering"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with progress(*columns) as bar:
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
    names = counted(summary.questions, "distinct name")
    print(f"Wrote {counted(summary.rows, 'row')} to {visible(out)}: {counts} ({names}{resumed}).")
    if summary.unasked:
        what = f"{counted(summary.unasked, 'decision')} of {visible(decisions)}"
        print(f"{what} answered no row: are the columns of names, years and oblasts those of the review?")
    undecided = summary.by_status["ambiguous"] + summary.by_status["unknown"]
    if review and undecided:
        print(f"Fill in the column 'choice' of {visible(review)} and run again with --decisions {visible(review)}.")


def _store() -> Store:
    from ..gazetteer.store import Store, user_folder

    return Store(user_folder() / "gazetteers.sqlite")


@gazetteer_words.command("add", epilog="Example: geokz gazetteer add KZ.txt alternateNamesV2.txt")
@argument("dump", "A country file of GeoNames (DE.txt), or a CSV with name, lon, lat.", type=FILE)
@argument("alternate_names", "alternateNamesV2.txt of GeoNames.", type=FILE, required=False)
@data_option
def add_command(dump: Path, alternate_names: Path | None, data: Path | None) -> None:
    """Add a gazetteer of your own, in place of one of the same file name."""
    added = _store().add(dump, alternate_names, folder=data)
    print(f"Added {visible(added.key)}: {counted(added.places, 'place')}, {counted(added.names, 'name')}.")


@gazetteer_words.command("list", epilog="Example: geokz gazetteer list")
def list_command() -> None:
    """List your own gazetteers."""
    from ..gazetteer import Store

    store = Store.of_user()
    entries = store.gazetteers() if store else []
    for entry in entries:
        told = f"{entry.key}: {counted(entry.places, 'place')}, {counted(entry.names, 'name')}"
        print(visible(f"{told}, added {entry.added} from {entry.path}"))
    if not entries:
        print("None yet; add one with: geokz gazetteer add DE.txt")


@gazetteer_words.command("remove", epilog="Example: geokz gazetteer remove KZ")
@argument("name", "Its name, as listed.")
def remove_command(name: str) -> None:
    """Remove one of your own gazetteers."""
    _store().remove(name)
    print(f"Removed {visible(name)}.")
