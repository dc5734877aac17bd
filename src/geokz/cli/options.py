"""What several words share: arguments that are told in the help, the option ``--data``, and a line of progress."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

FILE = click.Path(path_type=Path)
data_option = click.option("--data", type=FILE, help="A folder of tables; without it, the data that ships with geokz.")


class Argument(click.Argument):
    """An argument that the help tells of, as it does of options."""

    def __init__(self, *names: Any, help: str = "", **settings: Any) -> None:
        super().__init__(*names, **settings)
        self.help = help

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        return self.make_metavar(ctx), self.help or ""


def argument(name: str, help: str, **settings: Any) -> Any:
    """An argument of a word, with what it is."""
    return click.argument(name, cls=Argument, help=help, **settings)


def progress_line() -> Progress:
    """A spinner with what is being done and how long it takes."""
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    return progress(SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())


def progress(*columns: ProgressColumn) -> Progress:
    """How far the work is, on a terminal; nothing in a pipe."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    console.quiet = not console.is_terminal  # before rich 15 a disabled line still ends
    return Progress(*columns, console=console, transient=True, disable=console.quiet)
