"""The shell's word for a table of one's own: ``geokz map``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from ..visible import visible
from .options import FILE, argument, data_option


@click.command("map", epilog="Example: geokz map my_camps.csv --when years --column kind")
@argument("file", "A table or a file of a GIS: .csv, .tsv, .xlsx, .geojson, .gpkg, .shp, .kml ...", type=FILE)
@click.option("--when", help="The column of dates; two with a comma between for begin and end.")
@click.option("--label", help="The column of names.")
@click.option("--column", help="The column that colours the things.")
@click.option("--size", help="The column that their sizes follow.")
@click.option("--id", "identity", help="With --size: the column that says which rows are of one thing.")
@click.option("--lon", help="The column of longitudes; alone, one of both in a cell.")
@click.option("--lat", help="The column of latitudes.")
@click.option("--place", help="The column of names of places, to be found in the gazetteer.")
@click.option("--region", help="With --place: the column of oblasts.")
@click.option("--encoding", help="The encoding of a table, e.g. cp1251.")
@click.option(
    "--bad",
    type=click.Choice(["raise", "skip"]),
    default="raise",
    show_default=True,
    help="Rows in error; skip writes them beside the page.",
)
@click.option(
    "--step", help="What the clock moves by: day, week, month, quarter, year, decade, century, or so many years."
)
@click.option("--language", default="en", show_default=True, help="The language of the clock: en, ru ...")
@data_option
@click.option("--out", type=FILE, help="The page to write; a.html beside a.csv when left out.")
def map_command(
    file: Path,
    when: str | None,
    label: str | None,
    column: str | None,
    size: str | None,
    identity: str | None,
    lon: str | None,
    lat: str | None,
    place: str | None,
    region: str | None,
    encoding: str | None,
    bad: str,
    step: str | None,
    language: str,
    data: Path | None,
    out: Path | None,
) -> None:
    """Make a map of a table of your own, with a clock.

    It is one HTML file that opens without a network.

    Columns are known by their headings, in English, Russian and others; what was recognised and what was left out is
    told. With --data names of places are those of that folder's gazetteer.
    """
    from ..atlas import Atlas
    from ..errors import LayerError
    from ..layers.files import read_file
    from ..render.among import layers_of
    from ..render.exploring import explore
    from ..render.layer import Layer
    from ..render.page import write_page
    from ..whole_file import same_file

    if not file.name:
        raise LayerError(f"{file} is a folder; name the file of a layer")
    page = out or file.with_suffix(".html")
    if page.suffix.lower() not in {".html", ".htm"}:
        raise LayerError(f"{page} would be no {page.suffix or 'page'}: a map is a page of HTML; call it .html")
    if bad == "skip" and same_file(page.with_suffix(".rejects.csv"), file):
        raise LayerError(f"{file} would be overwritten by what is left out; name another --out")
    dates: Any = tuple(part.strip() for part in when.split(",", 1)) if when and "," in when else when
    columns = filter(None, (label, column, lon, lat, place))
    wanted = [*(dates if isinstance(dates, tuple) else [dates] if dates else []), *columns]
    sized: dict[str, Any] = {"size": size} if size else {}
    table, atlas = read_file(file, wanted, encoding=encoding), Atlas.load(data) if data else None
    try:
        folium_map = explore(
            table,
            dates,
            name=file.stem.replace("_", " "),
            label=label,
            column=column,
            id=identity,
            lon=lon,
            lat=lat,
            place=place,
            region=region,
            atlas=atlas,
            bad=bad,
            step=int(step) if step and step.isdecimal() else step,
            language=language,
            popup=True,
            **sized,
        )
    except LayerError as problem:
        raise LayerError(_in_the_shell(str(problem))) from None
    path = write_page(folium_map, page)
    for layer in layers_of(folium_map, Layer):
        print(layer.report)
        if len(layer.report.rejects):
            rejects = layer.report.save_rejects(path.with_suffix(".rejects.csv"))
            print(visible(f"What was left out stands with its reasons in {rejects}."))
    print(visible(f"Open {path} in a browser."))


def _in_the_shell(message: str) -> str:
    """What a script is told to say, as the shell says it: ``lon='...'`` as ``--lon '...'``."""
    message = message.replace("when=('...', '...') for begin and end", "--when '...,...' for begin and end")
    return re.sub(r"(?<!\S)(when|lon|lat|place)='\.\.\.'", r"--\1 '...'", message)
