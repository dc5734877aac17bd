"""What is still missing: the work list for a volunteer, one row a gap.

A new kind of gap is a function from the atlas to rows (id of the thing, what is wanted), listed in ``GAPS``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from ..atlas import Atlas
from ..dates import OPEN_END, PRESUMED, UNKNOWN_END, UNKNOWN_START, When
from ..errors import check_kind
from ..folder.frames import records
from ..names import text_column
from ..sources import GAZETTEERS, cite

ROUGH_M = 10_000
COLUMNS = ["layer", "id", "name", "gap", "wanted", "source"]

Rows = Iterator[tuple[str, str]]


def gaps(atlas: Atlas | None = None, layer: str | None = None) -> pd.DataFrame:
    """The gaps of an atlas, or of one layer: ``layer, id, name, gap, wanted, source``, in the order of the layers.

    Without an atlas they are those of the one that ships. ``gap`` is a key of ``GAPS``; ``wanted`` says what would
    close it; ``source`` is where the thing is told of. Raises :class:`geokz.errors.GeokzError` for a layer that is not
    there.

    >>> gaps(Atlas.load(), "camps").columns[3]
    'gap'
    """
    atlas = Atlas.load() if atlas is None else atlas
    check_kind("atlas", atlas, Atlas, "an atlas, such as geokz.Atlas.load(folder)")
    if layer is not None:
        atlas.layer(layer)  # says which there are
    things = atlas.things
    name = text_column("name", atlas.languages[0])
    rows = [
        (things.at[key, "layer"], key, things.at[key, name], gap, wanted, things.at[key, "source"])
        for gap, find in GAPS.items()
        for key, wanted in find(atlas)
        if key in things.index
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    if layer is not None:
        frame = frame[frame["layer"] == layer]
    order = {key: number for number, key in enumerate(atlas.layers)}
    by_layer = frame["layer"].map(order).fillna(len(order))
    return frame.assign(_by=by_layer).sort_values(["_by", "id"], kind="stable").drop(columns="_by")


def _unlocated(atlas: Atlas) -> Rows:
    areas = [layer for layer, part in atlas.parts.items() if part.extent == "area"]
    lost = atlas.things[(atlas.things["precision"] == "unlocated") & ~atlas.things["layer"].isin(areas)]
    notes = atlas.tables["places"].set_index("id")["note"]
    for key, place in lost["place"].items():
        yield str(key), f"a point; {notes.get(place, '')}".rstrip("; ")


def _rough(atlas: Atlas) -> Rows:
    things = atlas.things[atlas.things["precision"] != "unlocated"]
    for key, authority, radius in zip(things.index, things["authority"], things["radius_m"], strict=True):
        if authority == "estimate" or radius >= ROUGH_M:
            how = "an estimate" if authority == "estimate" else authority
            yield str(key), f"a better point than {how} within {radius / 1000:g} km"


def _no_start(atlas: Atlas) -> Rows:
    for key, text in atlas.things["when"].items():
        if When.parse(text).start_earliest == UNKNOWN_START:
            yield str(key), f"when it began ('{text}')" if text else "when it began; it has no date at all"


def _no_end(atlas: Atlas) -> Rows:
    for key, text in atlas.things["when"].items():
        if When.parse(text).end_latest == UNKNOWN_END:
            told = f" ('{text}')" if text else ""
            yield str(key), f"when it ended{told}, or that it outlived {atlas.profile.last}"


def _unbounded(atlas: Atlas) -> Rows:
    """Things that are possible at some time only because nobody gives a bound: not shown there unless asked."""
    things = atlas.things
    for key, start, end, until in zip(
        things.index, things["start_earliest"], things["end_latest"], things[PRESUMED], strict=True
    ):
        sides = ["before which it was not there"] if start == UNKNOWN_START else []
        sides += ["after which it was not there"] if end == UNKNOWN_END and until < OPEN_END else []
        if sides and not atlas.lives[str(key)].when.undated:
            yield str(key), f"a source for a date {' and one '.join(sides)} (bounds.csv)"


def _one_source(atlas: Atlas) -> Rows:
    """Things that only one source tells of; a gazetteer tells where, not that."""
    told: dict[str, set[str]] = defaultdict(set)
    for key, text in atlas.things["source"].items():
        told[str(key)] |= {citation.key for citation in cite(text)}
    for table in ("claims", "figures"):
        frame = atlas.tables[table]
        for subject, text in zip(frame["subject"], frame["source"], strict=True):
            told[subject] |= {citation.key for citation in cite(text)}
    for key, keys in told.items():
        if len(keys - GAZETTEERS) < 2:
            only = "; ".join(sorted(keys - GAZETTEERS)) or "a gazetteer"
            yield key, f"a second source besides {only}"


def _lost_value(atlas: Atlas) -> Rows:
    note = text_column("note", atlas.languages[0])
    figures = atlas.tables["figures"]
    for row in records(figures[figures["value"].isna()]):
        yield row["subject"], f"the number of {row['id']} ({row['source']}); {row.get(note, '')}".rstrip("; ")


def _doubtful(atlas: Atlas) -> Rows:
    note = text_column("note", atlas.languages[0])
    for key, certainty in atlas.things["certainty"].items():
        if certainty == "doubtful":
            yield str(key), "proof that it existed as told"
    for table in ("claims", "figures"):
        frame = atlas.tables[table]
        for row in records(frame[frame["standing"].isin(["disputed", "doubtful"])]):
            yield row["subject"], f"what settles {row['id']} ({row['standing']}); {row.get(note, '')}".rstrip("; ")


GAPS: Mapping[str, Callable[[Atlas], Rows]] = {
    "unlocated": _unlocated,
    "rough point": _rough,
    "no start": _no_start,
    "no end": _no_end,
    "unbounded": _unbounded,
    "one source": _one_source,
    "lost value": _lost_value,
    "doubtful": _doubtful,
}
