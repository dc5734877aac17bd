"""What the page is told of when things were, beside their columns: what set a bound, when a line was opened, and the
same again as each source tells it (:mod:`geokz.atlas.according`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import numpy as np

from ..atlas import Atlas
from ..atlas.according import STANDINGS
from ..atlas.according import Account as Told
from ..atlas.lives import Life, Row
from ..dates import BOUNDS, PRESUMED, When, is_day, iso_day, spans_of
from ..folder.frames import records
from ..folder.languages import texts_of
from ..sources import cite
from .encode import page_bounds, page_day
from .wire import Account, Bounded, Citation, LineTimes

_PLANS = {"planned", "decided"}


def account_records(atlas: Atlas) -> dict[str, dict[str, Account]]:
    """By source and thing, what each source says of a life."""
    claims = records(atlas.tables["claims"]) if "claims" in atlas.tables else []
    plans: dict[str, list[Row]] = {}
    for row in claims:
        if row["predicate"] in _PLANS:
            for key in dict.fromkeys(citation.key for citation in cite(row["source"])):
                plans.setdefault(key, []).append(row)
    kept = set(atlas.things.index)
    made = {}
    for key, told in atlas.accounts.items():
        own = {thing: account for thing, account in told.items() if thing in kept}
        if own:
            made[key] = _records(atlas, own, plans_of(plans.get(key, ()), STANDINGS))
    return made


def _records(atlas: Atlas, told: Mapping[str, Told], plans: Mapping[str, int]) -> dict[str, Account]:
    lives = [account.life for account in told.values()]
    columns = {name: np.array([getattr(life.when, name) for life in lives], dtype=np.int64) for name in BOUNDS}
    columns[PRESUMED] = np.array([life.presumed_until for life in lives], dtype=np.int64)
    days = page_bounds(np.stack([*spans_of(columns).values()], axis=1)).tolist()
    things = atlas.lookups.things
    made: dict[str, Account] = {}
    for (thing, account), bounds in zip(told.items(), days, strict=True):
        row, life = things[thing], account.life
        record: Account = {"when": life.when.edtf, "bounds": bounds}
        if bounded := bounded_records(atlas, life):
            record["bounded"] = bounded
        if row.get("path"):
            record |= line_times(account.opened, life.when.start_earliest, (thing, row["part_of"]), plans)
        made[thing] = record
    return made


def bounded_records(atlas: Atlas, life: Life) -> list[Bounded]:
    """What set the bounds of a life that its own dates do not tell, the last step of each bound."""
    last = {step.bound: step for step in life.steps}
    made: list[Bounded] = []
    for step in last.values():
        if step.by == "when":
            continue
        day = iso_day(step.day) if is_day(step.day) else ""
        record: Bounded = {"bound": step.bound, "by": step.by, "ref": step.ref, "day": day}
        if step.by == "bounds":
            row = atlas.lookups.bounds[step.ref]
            record["note"] = texts_of(row, "note", atlas.languages)
            record["source"] = citations(row["source"])
        made.append(record)
    return made


def line_times(opened: str, start_earliest: int, things: Collection[str], plans: Mapping[str, int]) -> LineTimes:
    """When trains ran on a line that begins on a day or later, and since when it, or its whole, was surely planned."""
    times: LineTimes = {"opened": opened, "openedBy": day_bounds(opened)[1]}
    planned = min((plans[thing] for thing in things if thing in plans), default=None)
    begun = page_day(start_earliest)
    if planned is not None and planned < begun:
        times["planned"] = planned
    return times


def plans_of(
    claims: Iterable[Row], standings: Collection[str] = ("accepted", "disputed", "doubtful")
) -> dict[str, int]:
    """From which day on each thing was surely planned or decided on, by the dated claims of these standings."""
    plans: dict[str, int] = {}
    for row in claims:
        if row["predicate"] in _PLANS and row["standing"] in standings and row["when"]:
            day = day_bounds(row["when"])[1]
            plans[row["subject"]] = min(day, plans.get(row["subject"], day))
    return plans


def day_bounds(when: str) -> list[int]:
    """The four bounds of an EDTF text as the page's day numbers."""
    return [page_day(day) for day in When.parse(when).bounds]


def citations(source: str) -> list[Citation]:
    """The citations of a cell as pairs of source and locator."""
    return [(citation.key, citation.locator) for citation in cite(source)]
