"""The shell's word ``export``: a selection of the atlas to a file, the format from the suffix."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from .atlas import Atlas
from .checks import check
from .errors import DataError, GeokzError
from .export import FORMATS, export, merge, target
from .visible import visible


def export_command(
    file: Annotated[
        str, typer.Argument(help=f"The file to write; its suffix is one of {', '.join(FORMATS)}; or postgresql://...")
    ],
    data: Annotated[
        Path | None, typer.Option("--data", help="A folder of tables; without it, the data that ships with geokz.")
    ] = None,
    layers: Annotated[str | None, typer.Option(help="Only these layers: camps,mines ...")] = None,
    year: Annotated[
        int | None, typer.Option(help="Only what existed, is presumed to or may have, in this year.")
    ] = None,
    first: Annotated[int | None, typer.Option("--from", help="With --to: in the years from this one ...")] = None,
    last: Annotated[int | None, typer.Option("--to", help="... to this one.")] = None,
    certain: Annotated[bool, typer.Option("--certain", help="With years: only what surely existed then.")] = False,
    language: Annotated[str, typer.Option("--lang", help="Language of words and labels: en, ru or kk.")] = "en",
) -> None:
    """Hand the atlas on: to QGIS, a spreadsheet, a database, a gazetteer, a script.

    .gpkg is the whole atlas for QGIS, styled and animated, .qgz the same as a project; .xlsx and .zip are its tables;
    .geojson, .geojsonl, .parquet and .fgb its things for any GIS and script; .kmz is for Google Earth, .lpf.json is
    Linked Places, for gazetteers; postgresql://user@host/database fills a PostGIS.
    """
    chosen_years = _years(year, first, last)
    if certain and chosen_years is None:
        raise GeokzError("--certain needs years: add --year, or --from and --to")
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        progress.add_task(f"writing {target(file)}")
        atlas = Atlas.load(data)
        if layers is not None:
            atlas = _of_layers(atlas, [key.strip() for key in layers.split(",") if key.strip()])
        if chosen_years is not None:
            atlas = atlas.at(*chosen_years, certain=certain)
        export(atlas, file, language=language)
    print(f"Wrote {len(atlas.things)} things to {target(file)}.")


def merge_command(
    edited: Annotated[Path, typer.Argument(help="An exported .gpkg or .xlsx (.zip, .geojson) that somebody edited.")],
    data: Annotated[
        Path | None, typer.Option("--data", help="The folder of tables; without it, the data that ships with geokz.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Put the changes into the CSV files.")] = False,
) -> None:
    """Show what somebody changed in an exported file, row by row, and check it; write it only with --write."""
    folder = Atlas.load(data).folder
    found = merge.changes(edited, folder)
    for change in found:
        print(visible(change))
    if not found:
        print(f"Nothing in {edited} is other than in {folder}.")
        return
    with tempfile.TemporaryDirectory() as home:
        trial = Path(shutil.copytree(folder, Path(home) / "data"))
        merge.write(found, trial)
        problems, _ = check(trial)
    if problems:
        raise DataError(problems)
    if write:
        paths = merge.write(found, folder)
        print(f"Wrote {len(found)} rows to {', '.join(path.name for path in paths)}.")
    else:
        print(f"{len(found)} rows are other than in {folder}; with --write they are put there.")


def _years(year: int | None, first: int | None, last: int | None) -> tuple[int, int] | None:
    if year is not None and (first is not None or last is not None):
        raise GeokzError("--year is one year; leave it out, or --from and --to")
    if (first is None) != (last is None):
        raise GeokzError("--from and --to go together; give both, or --year")
    if first is not None and last is not None:
        return first, last
    return None if year is None else (year, year)


def _of_layers(atlas: Atlas, keys: list[str]) -> Atlas:
    for key in keys:
        atlas.layer(key)  # says which there are
    return replace(atlas, things=atlas.things[atlas.things["layer"].isin(keys)])
