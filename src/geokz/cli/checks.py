"""The shell's words for what is wrong or missing: ``geokz check`` and ``geokz gaps``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..errors import GeokzError
from ..folder import default_folder
from ..visible import counted, visible
from ..whole_file import whole_file
from .options import FILE, data_option


@click.command("check", epilog="Example: geokz check --data franconia")
@data_option
@click.option("--texts", type=FILE, help="Also look names and figures up in the transcripts of this folder.")
@click.option(
    "--words",
    is_flag=True,
    help="Also list the texts of the page, and those of a new atlas, that the languages of the data lack.",
)
def check_command(data: Path | None, texts: Path | None, words: bool) -> None:
    """Check the tables: every problem with its file, line and column.

    Without a problem it says what was checked; with one the exit code is 1. A text that the page lacks in a language
    is no problem of the data: the page shows it in another.
    """
    from ..checks import check, check_with_texts

    if words:
        _print_missing_words(data)
    looked_up: dict[str, int] = {}
    if texts is None:
        problems, rows = check(data)
    else:
        problems, rows, looked_up = check_with_texts(data, texts)
    if problems:
        for problem in problems:
            print(problem)
        print(visible(f"{counted(len(problems), 'problem')} in {data or default_folder()}"), file=sys.stderr)
        raise SystemExit(1)
    tables = ", ".join(f"{name} {number}" for name, number in rows.items())
    print(f"No problem in {counted(sum(rows.values()), 'row')} of {counted(len(rows), 'table')}: {tables}.")
    if looked_up:
        print(visible(f"Looked up in {texts}: {', '.join(f'{name} {number}' for name, number in looked_up.items())}."))


def _print_missing_words(data: Path | None) -> None:
    from ..folder.labels import untranslated
    from ..folder.resources import read_package
    from ..render.strings import missing_words, without_words

    folder = data or default_folder()
    languages = read_package(folder).languages
    missing, marked = list(missing_words(languages)), list(untranslated(folder))
    for problem in [*missing, *marked]:
        print(problem)
    wordless = without_words(languages)
    worded = ", ".join(code for code in languages if code not in wordless)
    lacking = len(missing) - len(wordless)
    told = [f"{lacking or 'No'} text{' is' if lacking < 2 else 's are'} missing in {worded}"] if worded else []
    told += [f"there are no words in {', '.join(wordless)}"] if wordless else []
    print(f"The page: {'; '.join(told)}.")
    if marked:
        print(visible(f"{folder}: {counted(len(marked), 'text')} not translated yet."))


@click.command("gaps", epilog="Example: geokz gaps --layer camps --out gaps.csv")
@data_option
@click.option("--layer", help="Only the things of this layer.")
@click.option("--out", type=FILE, help="Write the list to this CSV file instead.")
def gaps_command(data: Path | None, layer: str | None, out: Path | None) -> None:
    """List what is missing: points, dates, sources, numbers."""
    from rich.console import Console
    from rich.table import Table

    from ..atlas import Atlas
    from ..checks.gaps import GAPS, gaps

    found = gaps(Atlas.load(data), layer)
    if out is not None:
        if out.suffix.lower() != ".csv":
            raise GeokzError(f"the list is written as CSV; call the file {out.with_suffix('.csv')}")
        with whole_file(out) as beside:
            found.to_csv(beside, index=False, lineterminator="\n")
        print(visible(f"Wrote {counted(len(found), 'gap')} to {out}."))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("thing", overflow="fold", ratio=2)
    table.add_column("gap", no_wrap=True)
    table.add_column("what is wanted", ratio=5)
    for id_, gap, wanted in zip(found["id"], found["gap"], found["wanted"], strict=True):
        table.add_row(visible(id_), gap, visible(wanted))
    Console(markup=False, highlight=False).print(table)
    counts = found["gap"].value_counts()
    told = ", ".join(f"{gap} {counts[gap]}" for gap in GAPS if gap in counts)
    things = found["id"].nunique()
    print(f"{counted(len(found), 'gap')} in {counted(things, 'thing')}{': ' + told if told else ''}.")
