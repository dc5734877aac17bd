"""Disagreements and doubts: sides that do not differ, rows called disputed by nobody, doubts without an argument.

That every side and verdict is a row, and that there are two, must hold before anything is built:
:func:`geokz.folder.sound.check_disagreements` sees to it. Here is asked whether they make a disagreement:

* two sides do not say the same: claims with one date and one statement, figures with one number;
* a side that is accepted is the verdict, for only one side can be followed;
* a row that is disputed is a side of a disagreement, which says of what and why;
* a claim, figure or tie that is not accepted gives its argument in each language.

Each check is a function from an atlas to findings, listed in ``CHECKS`` as those of :mod:`.plausible` are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from ..atlas import Atlas
from ..atlas.lookups import Row
from ..folder.frames import records
from ..folder.package import LINE
from ..folder.sound import SIDES, sides_of
from ..names import text_column
from .findings import Finding

FILE = "disagreements.csv"
ARGUED = (*SIDES, "relations")  # the tables whose rows have a standing and a note
SAYS = {"claims": ("when",), "figures": ("measure", "value", "unit", "qualifier", "when")}


def same_sides(atlas: Atlas) -> Iterator[Finding]:
    """Two sides of one disagreement that say the same."""
    rows, statement = _rows(atlas), text_column("statement", atlas.languages[0])
    says = {**SAYS, "claims": (*SAYS["claims"], statement)}
    for row in _disagreements(atlas):
        told = [(side, *rows[side]) for side in sides_of(row["sides"]) if side in rows]
        for (one, table, first), (other, second_table, second) in combinations(told, 2):
            if table == second_table and all(first.get(name) == second.get(name) for name in says[table]):
                said = " ".join(str(first[name]) for name in says[table] if first.get(name, "") != "")
                message = f"'{other}' says what '{one}' says ({said}); leave one out, or correct one of them"
                yield Finding("same-sides", FILE, row["id"], row[LINE], "sides", message)


def accepted_side(atlas: Atlas) -> Iterator[Finding]:
    """Sides that are accepted without being the verdict."""
    rows = _rows(atlas)
    for row in _disagreements(atlas):
        for side in sides_of(row["sides"]):
            if side in rows and rows[side][1]["standing"] == "accepted" and side != row["verdict"]:
                message = f"'{side}' is accepted, but not the verdict; make it the verdict, or call it disputed"
                yield Finding("accepted-side", FILE, row["id"], row[LINE], "sides", message)


def disputed_alone(atlas: Atlas) -> Iterator[Finding]:
    """Rows that are disputed without being a side of any disagreement; nothing while a disagreement is unsound."""
    if any(problem.file == FILE for problem in atlas.source.problems):
        return
    named = {side for row in _disagreements(atlas) for side in sides_of(row["sides"])}
    for id_, (table, row) in _rows(atlas).items():
        if row["standing"] == "disputed" and id_ not in named:
            message = (
                f"is 'disputed', but no row of {FILE} has '{id_}' as a side; add one, or write doubtful or accepted"
            )
            yield Finding("disputed-alone", _file(atlas, table), id_, row[LINE], "standing", message)


def no_argument(atlas: Atlas) -> Iterator[Finding]:
    """Claims, figures and ties in doubt that do not say why in each language."""
    for table in ARGUED:
        notes = [text_column("note", code) for code in atlas.languages]
        for row in records(atlas.source.frames[table].drop_duplicates(LINE)):  # one row may tell of several things
            missing = [name for name in notes if row.get(name) == ""] if row["standing"] != "accepted" else []
            if missing:
                id_ = row["id"] if "id" in row else f"{row['subject']} {row['type']} {row['object']}"
                others = f" (so is {' and '.join(missing[1:])})" if missing[1:] else ""
                message = f"is empty{others}, but the row is '{row['standing']}'; write the argument"
                yield Finding("no-argument", _file(atlas, table), id_, row[LINE], missing[0], message)


def _disagreements(atlas: Atlas) -> list[Row]:
    frame = atlas.source.frames.get("disagreements")
    return [] if frame is None else records(frame)


def _rows(atlas: Atlas) -> dict[str, tuple[str, Row]]:
    """The rows that can be a side, by id, each with the name of its table."""
    return {row["id"]: (table, row) for table in SIDES for row in records(atlas.source.frames[table])}


def _file(atlas: Atlas, table: str) -> str:
    return next(known.path for known in atlas.source.tables if known.name == table)


CHECKS: dict[str, Callable[[Atlas], Iterator[Finding]]] = {
    "same-sides": same_sides,
    "accepted-side": accepted_side,
    "disputed-alone": disputed_alone,
    "no-argument": no_argument,
}
