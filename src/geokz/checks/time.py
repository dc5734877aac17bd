"""What bounds, seats and ties say of time and cannot well be true together; see :mod:`.plausible` for the rest."""

from __future__ import annotations

from collections.abc import Iterator

from ..atlas import Atlas
from ..atlas.lives import Evidence
from ..atlas.lookups import Row
from ..dates import OPEN_END, OPEN_START, When, iso_day
from ..folder.frames import records
from ..folder.package import LINE
from .findings import Finding

WHOLE_TIES = ("part_of", "section_of", "inside")


def begins_before(when: When, day: int) -> bool:
    """Whether a time that is told to have begun had surely begun before a day (a number of :mod:`geokz.dates`)."""
    return OPEN_START < when.start_latest < day


def lasts_beyond(when: When, day: int) -> bool:
    """Whether a time that is told to have ended surely lasted past a day (a number of :mod:`geokz.dates`)."""
    return OPEN_END > when.end_earliest > day


def bound_against_evidence(atlas: Atlas) -> Iterator[Finding]:
    """Bounds that something else contradicts: evidence that shows the thing alive beyond them, or its own ``when``.

    Those that cross are told by ``bounds-cross`` alone.
    """
    shown: dict[str, list[Evidence]] = {}
    for proof in (*atlas.evidence, *at_work(atlas)):
        shown.setdefault(proof.subject, []).append(proof)
    crossing = {row["subject"] for row, _, _ in _crossing(atlas)}
    for row in _rows(atlas, "bounds"):
        thing = atlas.lookups.things.get(row["subject"])
        if thing is None or row["standing"] != "accepted" or row["bound"] == "at_work" or row["subject"] in crossing:
            continue
        before = row["bound"] == "not_before"
        date = When.parse(row["when"])
        limit = date.start_earliest if before else date.end_latest
        others = [
            (f"{proof.table}.csv '{proof.id}'", When.parse(proof.when)) for proof in shown.get(row["subject"], ())
        ]
        others.append((f"its own life '{thing['when']}'", When.parse(thing["when"])))
        for name, when in others:
            beyond = begins_before(when, limit) if before else lasts_beyond(when, limit)
            if beyond and not when.undated:
                day = iso_day(when.start_latest if before else when.end_earliest)
                word = "not before" if before else "not after"
                message = f"'{row['when']}' says {word} {iso_day(limit)}, but {name} has it alive on {day}; correct one"
                yield Finding("bound-against-evidence", "bounds.csv", row["id"], row[LINE], "when", message)
                break


def bounds_cross(atlas: Atlas) -> Iterator[Finding]:
    """A thing that one row has begin after another has it ended."""
    for row, other, (begin, end) in _crossing(atlas):
        message = (
            f"'{row['when']}' crosses '{other['when']}' of '{other['id']}' (line {other[LINE]}): "
            f"{row['subject']} would begin on {iso_day(begin)} and end by {iso_day(end)}; correct one of them"
        )
        yield Finding("bounds-cross", "bounds.csv", row["id"], row[LINE], "when", message)


def at_work(atlas: Atlas) -> Iterator[Evidence]:
    """The accepted rows of ``bounds.csv`` that show a thing alive."""
    for row in _rows(atlas, "bounds"):
        if row["standing"] == "accepted" and row["bound"] == "at_work":
            yield Evidence("bounds", row["id"], row[LINE], row["subject"], row["when"], row["source"], row["bound"], "")


def _crossing(atlas: Atlas) -> Iterator[tuple[Row, Row, tuple[int, int]]]:
    """Pairs of rows that cross: the later one, the earlier one, and the days on which a thing would begin and end."""
    first: dict[str, Row] = {}
    for row in _rows(atlas, "bounds"):
        if row["standing"] != "accepted" or row["bound"] == "at_work":
            continue
        other = first.setdefault(row["subject"], row)
        if other["bound"] == row["bound"]:
            continue
        late, early = (row, other) if row["bound"] == "not_before" else (other, row)
        begin, end = When.parse(late["when"]).start_earliest, When.parse(early["when"]).end_latest
        if begin > end:
            yield row, other, (begin, end)


def seat_outside_life(atlas: Atlas) -> Iterator[Finding]:
    """Seats at a time when the thing was not there."""
    for row in _rows(atlas, "seats"):
        if row["subject"] not in atlas.lives:
            continue
        life, seat = atlas.lives[row["subject"]].when, When.parse(row["when"])
        if begins_before(seat, life.start_earliest):
            told = f"begins on {iso_day(seat.start_latest)}, before {row['subject']} did ({life})"
        elif lasts_beyond(seat, life.end_latest):
            told = f"lasts to {iso_day(seat.end_earliest)}, after the end of {row['subject']} ({life})"
        else:
            continue
        message = f"the seat '{row['when']}' {told}; correct one of them"
        yield Finding("seat-outside-life", "seats.csv", row["id"], row[LINE], "when", message)


def tie_outlives_whole(atlas: Atlas) -> Iterator[Finding]:
    """Dated ties of a part to a whole that had ended, or had not begun."""
    for row in _rows(atlas, "relations"):
        if row["type"] not in WHOLE_TIES or not row["when"] or row["object"] not in atlas.lives:
            continue
        whole, tie = atlas.lives[row["object"]].when, When.parse(row["when"])
        if lasts_beyond(tie, whole.end_latest):
            told = f"lasts to {iso_day(tie.end_earliest)}, but '{row['object']}' ended by {iso_day(whole.end_latest)}"
        elif begins_before(tie, whole.start_earliest):
            told = f"begins on {iso_day(tie.start_latest)}, before '{row['object']}' did ({whole})"
        else:
            continue
        name = f"{row['subject']} {row['type']} {row['object']}"
        message = f"the tie '{row['when']}' {told}; correct one of them"
        yield Finding("tie-outlives-whole", "relations.csv", name, row[LINE], "when", message)


def _rows(atlas: Atlas, table: str) -> list[Row]:
    frame = atlas.tables.get(table)
    return [] if frame is None else records(frame.reset_index(names=LINE))


CHECKS = {
    "bound-against-evidence": bound_against_evidence,
    "bounds-cross": bounds_cross,
    "seat-outside-life": seat_outside_life,
    "tie-outlives-whole": tie_outlives_whole,
}
