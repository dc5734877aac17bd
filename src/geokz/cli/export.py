"""The shell's word ``export``: a selection of the atlas to a file, the format from the suffix."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import DataError, GeokzError
from ..export import FORMATS, target
from ..visible import counted, visible
from .options import FILE, argument, data_option, progress_line

if TYPE_CHECKING:
    from ..atlas import Atlas


@click.command("export", epilog="Example: geokz export war.gpkg --from 1941 --to 1945 --layers camps,railways")
@argument("file", f"The file to write; its suffix is one of {', '.join(FORMATS)}; or postgresql://...")
@data_option
@click.option("--layers", multiple=True, help="Only these layers: camps,mines ...")
@click.option("--year", type=int, help="Only what existed, is presumed to or may have, in this year.")
@click.option("--from", "first", type=int, help="With --to: in the years from this one ...")
@click.option("--to", "last", type=int, help="... to this one.")
@click.option("--certain", is_flag=True, help="With years: only what surely existed then.")
@click.option(
    "--language", "--lang", help="The language of words and labels, one of the atlas's; without it, its first."
)
def export_command(
    file: str,
    data: Path | None,
    layers: tuple[str, ...],
    year: int | None,
    first: int | None,
    last: int | None,
    certain: bool,
    language: str | None,
) -> None:
    """Hand the atlas on: to QGIS, a spreadsheet, a database.

    .gpkg is the whole atlas for QGIS, styled and animated, .qgz the same as a project; .xlsx and .zip are its tables;
    .geojson, .geojsonl, .parquet and .fgb its things for any GIS and script, .pmtiles for pages of very many; .kmz is
    for Google Earth, .lpf.json is Linked Places, for gazetteers; postgresql://user@host/database fills a PostGIS.
    """
    from ..atlas import Atlas
    from ..export import export

    years = _years(year, first, last)
    if certain and years is None:
        raise GeokzError("--certain needs years: add --year, or --from and --to")
    with progress_line() as progress:
        progress.add_task(f"writing {target(file)}")
        atlas = Atlas.load(data)
        if layers:
            atlas = _of_layers(atlas, [key.strip() for key in ",".join(layers).split(",") if key.strip()])
        if years is not None:
            atlas = atlas.at(*years, certain=certain)
        export(atlas, file, language=language)
    print(visible(f"Wrote {counted(len(atlas.things), 'thing')} to {target(file)}."))


@click.command("merge", epilog="Example: geokz merge edited.gpkg --data geodata --write")
@argument("edited", "An exported .gpkg or .xlsx (.zip, .geojson) that somebody edited.", type=FILE)
@data_option
@click.option("--write", is_flag=True, help="Put the changes into the CSV files.")
def merge_command(edited: Path, data: Path | None, write: bool) -> None:
    """Show what somebody changed in an exported file, row by row.

    It is checked as `geokz check` does, and written into the tables only with --write. What geokz itself works out
    (lines, columns such as begin_date, the table yearly) is not read: change what it comes from.
    """
    from ..atlas import Atlas
    from ..export import merge
    from ..folder import check_own, edit
    from .trial import problems_with

    folder = Atlas.load(data).folder
    if write:
        check_own(folder)
    found = merge.changes(edited, folder)
    for change in found:
        print(visible(change))
    if not found:
        print(visible(f"Nothing in {edited} is other than in {folder}."))
        return
    edits = merge.edits(found, folder)
    problems = problems_with(edits, folder)
    if problems:
        raise DataError(problems)
    if write:
        paths = edit.write(edits, folder)
        print(visible(f"Wrote {counted(len(found), 'row')} to {', '.join(path.name for path in paths)}."))
    else:
        print(visible(f"{counted(len(found), 'row')} other than in {folder}; with --write put there."))


def _years(year: int | None, first: int | None, last: int | None) -> tuple[int, int] | None:
    if year is not None and (first is not None or last is not None):
        raise GeokzError("--year is one year; leave it out, or --from and --to")
    if (first is None) != (last is None):
        raise GeokzError("--from and --to go together; give both, or --year")
    if first is not None and last is not None:
        return first, last
    return None if year is None else (year, year)


def _of_layers(atlas: Atlas, keys: list[str]) -> Atlas:
    if not keys:
        raise GeokzError(f"--layers names none; the layers are {', '.join(atlas.layers)}")
    for key in keys:
        atlas.layer(key)  # says which there are
    return replace(atlas, things=atlas.things[atlas.things["layer"].isin(keys)])
