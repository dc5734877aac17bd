"""The shell's word for lives: ``geokz explain``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..dates import iso_bound
from ..errors import GeokzError
from ..visible import visible
from .options import argument, data_option

if TYPE_CHECKING:
    from ..atlas.lives import Step

_BOUNDS = {
    "start_earliest": "not before",
    "start_latest": "began by",
    "end_earliest": "at work until",
    "end_latest": "not after",
    "presumed_until": "presumed until",
}
_BY = {
    "when": "its own dates",
    "bounds": "bounds.csv",
    "claims": "claims.csv",
    "figures": "figures.csv",
    "relations": "relations.csv",
    "whole": "part of",
    "line": "stands on the line",
    "settlement": "what stood there:",
    "kind": "a kind that lasts until told otherwise:",
}


@click.command("explain", epilog="Example: geokz explain karlag ridder")
@argument("things", "Ids of things: karlag, ridder ...", nargs=-1, metavar="THING...", required=True)
@click.option("--according-to", "source", metavar="SOURCE", help="As one source tells it: its key, e.g. ck-labour.")
@data_option
def explain_command(things: tuple[str, ...], source: str | None, data: Path | None) -> None:
    """Show which row set which bound of a thing's life.

    Steps come in the order in which they were taken; a bound that a later step narrowed stands in brackets.
    """
    from ..atlas import Atlas
    from ..names import text_column

    atlas = Atlas.load(data)
    if source:
        atlas = atlas.according_to(source)
    for thing in things:
        if source and thing not in atlas.lives:
            raise GeokzError(f"'{source}' does not tell of '{thing}'; see geokz explain {thing}")
        steps = atlas.explain(thing)
        row = atlas.things.loc[thing]
        name, when = row[text_column("name", atlas.languages[0])], row["when"] or "without dates of its own"
        print(visible(f"{thing} ({name}), {when}"))
        last = {step.bound: at for at, step in enumerate(steps)}
        for at, step in enumerate(steps):
            told = f"{_BOUNDS[step.bound]} {_day(step)}: {_told(step)}"
            print(visible(f"  {told}" if last[step.bound] == at else f"  ({told})"))
        if not steps:
            print("  nothing bounds it")


def _day(step: Step) -> str:
    return iso_bound(step.day, open_start="before the atlas", open_end="after the atlas", unknown="unknown")


def _told(step: Step) -> str:
    when = f", {step.when}" if step.when else ""
    return f"{_BY[step.by]}{f' {step.ref}' if step.ref else ''}{when}"
