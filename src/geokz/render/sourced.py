"""What the page says of the sources: each in a line, places in archives in words, and, on a local build, passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import DataError, GeokzError
from ..folder.frames import records
from ..folder.texts import Transcript, read_texts
from ..sources import GAZETTEERS, located, source_line
from .wire import Citation, Source

# kinds of sources from the weightiest; a text that was read whole from a transcript goes before all
_WEIGHTS = {
    kind: weight
    for weight, kind in enumerate(
        ("archival_publication", "handbook", "scholarship", "memoir", "encyclopedia", "institution", "press", "web")
    )
}


def texts_for(sources: pd.DataFrame | None, folder: Path) -> Mapping[str, Transcript]:
    """The transcripts of a curator's folder by key of their source; he need not have them all.

    Raises :class:`geokz.errors.GeokzError` for a folder that is none or has none of them, and
    :class:`geokz.errors.DataError` for texts that are others than those that were cited.
    """
    if not folder.is_dir():
        raise GeokzError(f"there is no folder {folder} to read the texts from")
    texts, problems = ({}, []) if sources is None else read_texts(sources, folder)
    wrong = [problem for problem in problems if "cannot be read" not in problem.message]
    if wrong:
        raise DataError(wrong)
    if not texts:
        raise GeokzError(f"{folder} has no file that sources.csv names; put the transcripts there")
    return texts


def source_records(
    sources: pd.DataFrame, languages: Sequence[str], details: Any, texts: Mapping[str, Transcript]
) -> dict[str, Source]:
    """Each source, with its places that ``details`` cite: in an archive, in words; of ``texts``, with their words."""
    cited: dict[str, dict[str, None]] = {}
    for key, locator in citations_in(details):
        cited.setdefault(key, {})[locator] = None
    made = {}
    for row in records(sources):
        record = _source(row, languages)
        locators = list(cited.get(row["key"], ()))
        if row.get("archive"):
            record["places"] = {
                locator: {code: located(row, locator, code) for code in languages} for locator in locators
            }
        if row["key"] in texts:
            passages = {locator: texts[row["key"]].cited(locator) for locator in locators}
            record["passages"] = {locator: passage for locator, passage in passages.items() if passage}
        made[row["key"]] = record
    return made


def citations_in(records: Any) -> list[Citation]:
    """Every pair of source and locator under the name ``source``, however deep, in their order."""
    found: list[Citation] = []

    def look(within: dict[str, Any] | list[Any]) -> None:
        for name, value in within.items() if isinstance(within, dict) else enumerate(within):
            if name == "source" and isinstance(value, list):
                found.extend(value)
            elif isinstance(value, dict | list):
                look(value)

    look(records)
    return found


def _source(row: Mapping[str, Any], languages: Sequence[str]) -> Source:
    preferred = {code: (code, *languages) for code in languages}
    more = (row["url"], row["licence"])
    return {
        "line": {code: source_line(row, tongues) for code, tongues in preferred.items()},
        "full": {code: source_line(row, tongues, *more) for code, tongues in preferred.items()},
        "tells": row["key"] not in GAZETTEERS,
        "kind": row["class"],
        "read": row["read"],
        "weight": -1 if row["file"] else _WEIGHTS.get(row["class"], len(_WEIGHTS)),
    }
