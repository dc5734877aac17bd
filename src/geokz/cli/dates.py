"""The shell's word for dates: ``geokz date``."""

from __future__ import annotations

import re
import sys

import click

from ..dates import BOUNDS, When, iso_bound
from ..errors import DateProseError
from ..prose import date
from ..prose_days import NEW_STYLE
from ..prose_words import ISO_DAY
from ..visible import visible, visible_json
from .options import argument

_WORDS = ("begins at the earliest:", "begins at the latest:  ", "ends at the earliest:  ", "ends at the latest:    ")


@click.command(
    "date",
    epilog="Example: geokz date 'не позднее июля 1929' 1931/1959",
    context_settings={"ignore_unknown_options": True},  # -1959 is a date
)
@argument("texts", "Dates in words, or EDTF; quote each.", nargs=-1, metavar="TEXT...", required=True)
@click.option("--json", "as_json", is_flag=True, help="Print an array; null is an unknown bound, '..' an open one.")
def date_command(texts: tuple[str, ...], as_json: bool) -> None:
    """Read dates as handbooks word them, and show what they mean.

    In Russian, Kazakh or English: "не позднее июля 1929", "с 1931 по 1959", "1943 жылдың тамызы", "early 1930s".
    Each is printed as EDTF, for the column 'when', with the bounds of begin and end. What would need a guess is
    refused with its reason, and the exit code is 1.
    """
    lives: list[tuple[str, When]] = []
    refusals: list[str] = []
    for text in texts:
        try:
            lives.append((text, date(text)))
        except DateProseError as problem:
            refusals.append(str(problem))
    if as_json:
        listed = [{"text": text, "edtf": life.edtf, **_bounds(life, None, "..")} for text, life in lives]
        print(visible_json(listed))
    else:
        for text, life in lives:
            print(f"{visible(' '.join(text.split()))}: {_in_words(life)}")
    for refusal in refusals:
        print(f"geokz: {visible(refusal)}", file=sys.stderr)
    if refusals:
        raise SystemExit(1)


def _in_words(life: When) -> str:
    if life.undated:
        return "undated: neither begin nor end is known"
    days = _bounds(life, "unknown", "open: beyond the years of the atlas").values()
    early = any(day < NEW_STYLE for day in re.findall(ISO_DAY, life.edtf))
    style = ["  (days before 14 February 1918 are of the new style)"] if early else []
    return "\n".join([life.edtf, *(f"  {words} {day}" for words, day in zip(_WORDS, days, strict=True)), *style])


def _bounds(life: When, unknown: str | None, open_end: str) -> dict[str, str | None]:
    """The four bounds as ISO days, or as the words for an unknown and for an open one."""
    told: dict[str, str | None] = {}
    for bound, day in zip(BOUNDS, life.bounds, strict=True):
        start, end = (open_end, unknown) if bound.startswith("start") else (unknown, open_end)
        told[bound] = iso_bound(day, open_start=start, open_end=end, unknown=unknown)
    return told
