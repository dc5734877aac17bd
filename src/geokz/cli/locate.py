"""The shell's word ``locate``: from a name in a table to a place with a point, by a person's choice."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import DataError, GeokzError, Problem
from ..visible import counted, visible
from .options import FILE, argument, data_option

if TYPE_CHECKING:
    from ..folder.edit import Edit
    from ..gazetteer import Candidate, Gazetteer
    from ..gazetteer.locate import Choice
    from ..gazetteer.wanted import Target, Wanted

    Decided = list[tuple[Wanted, Choice, Sequence[Candidate]]]

RECORD = ".geokz-located"
"""The file of a data folder that remembers what was written there, the last step last."""
SHOWN_ROWS = 40  # of those that were written


@click.command("locate", epilog="Example: geokz locate camps.csv --data geodata")
@argument("file", "A table of the folder, camps.csv or camps; or a list of your own.", required=False)
@data_option
@click.option("--name", default="place", show_default=True, help="A list's column with the names.")
@click.option("--year", help="The column with the year; of a layer it is the thing's life.")
@click.option("--region", help="The column with the oblast, or an oblast for all rows.")
@click.option("--near", help="A point LON,LAT the places are near to.")
@click.option("--review", type=FILE, help="Write the questions to this file instead of asking.")
@click.option("--decisions", type=FILE, help="A review file with choices filled in.")
@click.option("--undo", is_flag=True, help="Take back what was written last.")
def locate_command(
    file: str | None,
    data: Path | None,
    name: str,
    year: str | None,
    region: str | None,
    near: str | None,
    review: Path | None,
    decisions: Path | None,
    undo: bool,
) -> None:
    """Give the rows whose place is only a name a place with a point.

    Shows the candidates of each name with their reasons and asks which it is. What is chosen goes into places.csv and
    into the row, checked as `geokz check` does before anything is written.
    """
    from ..folder import check_own, default_folder
    from ..gazetteer import Gazetteer
    from ..gazetteer.answers import check_region
    from ..gazetteer.choices import read_choices, write_choices
    from ..gazetteer.locate import edits, without_shapes
    from ..gazetteer.wanted import Asking, candidates, target, wanted

    folder = data or default_folder()
    if undo:
        _undo(folder)
        return
    if file is None:
        raise click.UsageError("Missing argument 'FILE', a table such as camps.csv.")
    if review and decisions:
        raise GeokzError("--review writes the questions, --decisions reads the answers; give one of them")
    asking = Asking(name, year, region, near)
    there = target(file, folder, asking)
    gazetteer = Gazetteer.load(folder)
    if region:
        check_region(region, there.sheet.header, gazetteer)
    found = {asked: candidates(asked, gazetteer, near) for asked in wanted(there, asking)}
    if not found:
        print(visible(f"Every place of {there.file} has a point."))
        return
    if note := without_shapes(there):
        print(visible(note))
    if review:
        write_choices(review, found, there)
        told = f"Wrote {counted(len(found), 'name')} without a point to {review}"
        print(visible(f"{told}: fill in 'choice', or a point, and run"))
        print(visible(f"again with --decisions {review}"))
        return
    check_own(folder)
    for path in (there.sheet.path, folder / "places.csv"):
        for each in (path, path.parent):
            if each.exists() and not os.access(each, os.W_OK):
                raise GeokzError(f"{each} cannot be written: it is read-only; let it be written, then choose")
    if decisions:
        decided, gone = read_choices(decisions, found, there, gazetteer)
        if gone:
            told = f"{counted(gone, 'choice')} for a name that {there.file} does not have (any more)"
            print(visible(f"{decisions}: {told}."))
    else:
        decided = _ask_all(found, there, gazetteer)
    if not decided:
        print(f"Nothing chosen, nothing written; {counted(len(found), 'name')} without a point.")
        return
    _put(edits(decided, there), there, left=len(found) - len(decided))


# ---- asking ----


def _ask_all(found: Mapping[Wanted, Sequence[Candidate]], there: Target, gazetteer: Gazetteer) -> Decided:
    """What a person answers for each name; the end of the input, or q, leaves the rest open."""
    decided: Decided = []
    print("A number, or an id, chooses; p gives a point of your own, u says unknown, Enter leaves it open,")
    print("q ends and writes what was chosen, Ctrl-C writes nothing.")
    for asked, places in found.items():
        _show(asked, places, there)
        try:
            choice = _ask(asked, places, there, gazetteer)
        except EOFError:
            print()
            break
        if choice is not None:
            decided.append((asked, choice, places))
    return decided


def _show(asked: Wanted, places: Sequence[Candidate], there: Target) -> None:
    from ..gazetteer import status
    from ..gazetteer.choices import described

    lines = ", ".join(str(line) for line in asked.lines[:5]) + (" ..." if len(asked.lines) > 5 else "")
    told = ", ".join(part for part in (asked.year, asked.region) if part)
    print(visible(f"\n{there.sheet.name}:{lines}  {' / '.join(asked.forms)}"[1:] + (f" ({told})" if told else "")))
    for number, place in enumerate(places, 1):
        print(visible(f"  {number}  {place.id} = {described(place)}"))
    print(f"  {status(places)}" if places else "  unknown: no place is called so, nor anything like it")


def _ask(asked: Wanted, places: Sequence[Candidate], there: Target, gazetteer: Gazetteer) -> Choice | None:
    from ..gazetteer.choices import choice_of

    empty = dict.fromkeys(("choice", "lon", "lat", "precision", "radius_m", "place_region", "source", "note"), "")
    while True:
        said = _line("which? ")
        if said in {"", "s"}:
            return None
        if said == "q":
            raise EOFError
        row = dict(empty)
        if said == "p":
            row |= {name: _line(f"  {name}: ") for name in ("lon", "lat", "precision", "radius_m", "source")}
        elif said.isascii() and said.isdigit() and 0 < int(said[:9]) <= len(places):
            row["choice"] = places[int(said[:9]) - 1].id
        else:
            row["choice"] = "unknown" if said == "u" else said
        choice, wrong = choice_of(row, asked, places, there, gazetteer)
        open_cells = [name for name, message in wrong if message.startswith("is empty")]
        if open_cells and len(open_cells) == len(wrong):
            row |= {name: _line(f"  {name}: ") for name in open_cells}
            choice, wrong = choice_of(row, asked, places, there, gazetteer)
        if not wrong:
            return choice
        for name, message in wrong:
            print(visible(f"  {name}: {message}"))


def _line(prompt: str) -> str:
    """A line of the input; its end is an EOFError."""
    print(prompt, end="", flush=True)
    text = sys.stdin.readline()
    if not text:
        raise EOFError
    if not sys.stdin.isatty():
        print()
    return text.strip()


# ---- writing ----


def _put(made: Sequence[Edit], there: Target, *, left: int) -> None:
    """Write edits, when they bring no problem that was not there before."""
    from ..folder.edit import write
    from .trial import problems_with

    files = {edit.file for edit in made if not Path(edit.file).is_absolute()}
    before = problems_with([], there.folder, named=files)
    after = problems_with(made, there.folder, named=files)
    new = _new(after, before)
    if new:
        raise DataError(new)
    told = [edit for edit in made if edit.new and not (edit.file == there.file and edit.line == 1)]
    for edit in told[:SHOWN_ROWS]:
        sign = f"{edit.file}:{edit.line}" if edit.line else f"{edit.file}:new"
        print(visible(f"{sign}  {(edit.new or '').strip()}"))
    if len(told) > SHOWN_ROWS:
        print(f"and {counted(len(told) - SHOWN_ROWS, 'row')} more")
    steps = _steps(there.folder)
    steps.append([asdict(edit) for edit in made])
    text = "".join(json.dumps(step) + "\n" for step in steps)
    paths = write(made, there.folder, also={there.folder / RECORD: text.encode()})
    print(
        visible(
            f"Wrote {counted(len(made), 'row')} to {', '.join(path.name for path in paths)}; --undo takes them back."
        )
    )
    if left:
        print(f"Still {counted(left, 'name')} without a point.")
    if after:
        print(f"The folder has {counted(len(after), 'problem')} from before; see geokz check.")


def _new(after: Sequence[Problem], before: Sequence[Problem]) -> list[Problem]:
    """The problems that were not there before, wherever their lines are now."""
    known = Counter((problem.file, problem.column, problem.message) for problem in before)
    new = []
    for problem in after:
        key = (problem.file, problem.column, problem.message)
        known[key] -= 1
        if known[key] < 0:
            new.append(problem)
    return new


def _steps(folder: Path) -> list[list[dict[str, object]]]:
    path = folder / RECORD
    if not path.exists():
        return []
    try:
        steps = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        if not all(isinstance(step, list) for step in steps):
            raise ValueError
        return steps
    except ValueError as problem:
        raise GeokzError(f"{path} is no record of geokz locate; move it away") from problem


def _undo(folder: Path) -> None:
    from ..folder.edit import Edit, write

    steps = _steps(folder)
    if not steps:
        raise GeokzError(f"nothing was located in {folder} that could be taken back")
    try:
        made = [Edit(**each) for each in steps.pop()]  # type: ignore[arg-type]
    except TypeError as problem:
        raise GeokzError(f"{folder / RECORD} is no record of geokz locate; move it away") from problem
    undone = [edit.undone() for edit in reversed(made)]
    if in_use := _in_use([edit for edit in undone if edit.new is None], undone, folder):
        raise DataError(in_use)
    text = "".join(json.dumps(step) + "\n" for step in steps)
    paths = write(undone, folder, also={folder / RECORD: text.encode()})
    if not steps:
        (folder / RECORD).unlink(missing_ok=True)
    print(visible(f"Took back {counted(len(made), 'row')} of {', '.join(path.name for path in paths)}."))


def _in_use(gone: Sequence[Edit], undone: Sequence[Edit], folder: Path) -> list[Problem]:
    """The cells that name a row which would go, as others wrote them since."""
    from .trial import problems_with

    back = {cell for edit in undone if edit.new for cell in next(csv.reader([edit.new]))}  # the names as they were
    keys = {next(csv.reader([edit.old or ""]))[0] for edit in gone} - back
    if not keys:
        return []
    return [
        replace(problem, message=f"names '{key}', which --undo would take away; change this cell first")
        for problem in problems_with(undone, folder)
        for key in keys
        if f"'{key}'" in problem.message
    ]
