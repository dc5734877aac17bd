"""The shell: its words in the order of the help, and how what a user can cause is told."""

from __future__ import annotations

import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from types import FrameType
from typing import TextIO

import click

from .. import __version__
from ..errors import GeokzError
from ..visible import visible
from .build import build_command, layers_command
from .checks import check_command, gaps_command
from .dates import date_command
from .export import export_command, merge_command
from .lives import explain_command
from .locate import locate_command
from .new import new_command
from .own import map_command
from .places import find_command, gazetteer_words, geocode_command
from .watch import watch_command

WORDS = (
    build_command,
    watch_command,
    check_command,
    gaps_command,
    date_command,
    explain_command,
    find_command,
    geocode_command,
    locate_command,
    gazetteer_words,
    export_command,
    merge_command,
    layers_command,
    map_command,
    new_command,
)


class _Shell(click.Group):
    """The words in the order of their use, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Shell, epilog="Each word tells more of itself, with an example: geokz build --help")
@click.version_option(__version__, prog_name="geokz", message="%(prog)s %(version)s")
def app() -> None:
    """A sourced, dated atlas from a folder of tables: check them, build its maps, hand its data on. Without --data it
    is the atlas that ships with geokz."""


for word in WORDS:
    app.add_command(word)


def main() -> None:
    """Run the shell's words; what a user can cause is told on plain lines and ends with exit code 1."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who called
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a pipe may have an encoding without Cyrillic
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    interrupted: list[int] = []  # an import that is broken off may tell it as an error of its own
    try:
        with warnings.catch_warnings(), _noting(interrupted):
            warnings.simplefilter("always", UserWarning)
            warnings.showwarning = _warned
            sys.exit(app(prog_name="geokz", standalone_mode=False) or 0)
    except click.UsageError as problem:
        if "\n" in problem.format_message():  # no word at all: the help
            problem.show()
            sys.exit(problem.exit_code)
        text, word = problem.format_message(), problem.ctx.command_path if problem.ctx else "geokz"
        settings = problem.ctx.command.params if problem.ctx else []
        if "unexpected extra argument" in text and all(isinstance(each, click.Option) for each in settings):
            text += "; a folder of tables goes behind --data"
        print(visible(f"geokz: {text}{'' if text.endswith(('.', '?')) else '.'} See: {word} --help"), file=sys.stderr)
        sys.exit(problem.exit_code)
    except click.Abort:
        sys.exit(130)
    except ImportError:
        if not interrupted:
            raise
        sys.exit(130)
    except RuntimeError as problem:
        if "home directory" not in str(problem):
            raise
        print("geokz: there is no home folder; set GEOKZ_HOME or HOME", file=sys.stderr)
        sys.exit(1)
    except (GeokzError, OSError) as problem:
        told = problem if hasattr(problem, "problems") else f"geokz: {_said(problem)}"
        print(visible(told, lines=True), file=sys.stderr)
        sys.exit(1)


@contextmanager
def _noting(interrupted: list[int]) -> Iterator[None]:
    """Note each Ctrl-C in a list, besides what it does."""

    def note(number: int, frame: FrameType | None) -> None:
        interrupted.append(number)
        signal.default_int_handler(number, frame)

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """What is worth knowing of one's data, on plain lines; warnings for programmers are left out."""
    if category is UserWarning:
        print(visible(f"geokz: {message}", lines=True), file=sys.stderr)


def _said(problem: Exception) -> str:
    """What a problem says; of the system's its words and its file, without its number."""
    if isinstance(problem, OSError) and problem.strerror:
        return f"{problem.filename}: {problem.strerror}" if problem.filename else problem.strerror
    return str(problem)
