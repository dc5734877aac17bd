"""The tables against the texts they cite: evidence a machine can confirm.

How texts are read is told in :mod:`geokz.folder.texts`. In them

- every citation of a text names lines that are there;
- every name of ``names.csv`` stands in the cited lines of each text it cites, as written, whatever its capitals;
- every value of ``figures.csv`` stands in the cited lines of one of its texts: ``3300000000`` as ``3,3 млрд``,
  ``21329`` as ``21 329``, ``0.6`` as ``0,6``. A number printed as a word, counted or converted is an exception;
- so do the kilometres of ``railheads.csv``, or where they are a sum, the ``stages`` that add up to them.

Nothing of a text is printed but its key and lines: the texts are not ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pandas as pd

from ..atlas.railheads import printed_km
from ..errors import Problem
from ..folder.frames import records
from ..folder.package import LINE, Table
from ..folder.texts import Transcript, read_texts
from ..sources import Citation, CitationError, cite
from .findings import Finding, settle

CHECKS = ("name-not-in-text", "figure-not-in-text", "km-not-in-text")
# thousands by a space, a dot or a comma; then perhaps a decimal comma or point
_NUMBER = re.compile(r"(?=(?<!\d)(\d{1,3}(?:[ .,]\d{3}){1,4}(?:[.,]\d+)?)(?!\d))|(?=(?<!\d)(\d+(?:[.,]\d+)?)(?!\d))")
_SCALES = (
    (r"тыс|мың|\bmyn\b|thousand", 10**3),
    (r"млн|миллион|million", 10**6),
    (r"млрд|миллиард|billion", 10**9),
)


def folded(text: str) -> str:
    """A text as names are compared: small letters, one kind of space, dash, quote and ё.

    >>> folded("«М – 22»")
    '"м - 22"'
    """
    text = re.sub(r"[«»“”„]", '"', text.casefold().replace("ё", "е").replace("’", "'"))
    return re.sub(r"\s+", " ", re.sub(r"[‐‑–—]", "-", text.replace("\u00ad", "")))


def holds_name(text: str, name: str) -> bool:
    """Whether a name stands in a text from the start of a word, an ending allowed.

    A hyphen at the end of a line may belong to the word or to the break: a name is looked for with and without.

    >>> holds_name("берег Балхаша", "Балхаш"), holds_name("Прибалхашье", "Балхаш")
    (True, False)
    """
    written, sought = folded(text), folded(name)
    pairs = [(written, sought), (_unhyphened(written), _unhyphened(sought))]
    return any(re.search(rf"(?<!\w){re.escape(part)}", whole) for whole, part in pairs)


def _unhyphened(text: str) -> str:
    return re.sub(r"(?<=\w)-(?=\w)", "", text)


def numbers(text: str) -> set[Decimal]:
    """Every number a text can be read to hold, also multiplied by the scale words that stand in it.

    >>> {21329, 3_000_000} <= numbers("21 329 чел., 3 млн руб.")
    True
    """
    text = re.sub(r"\s", " ", text)
    plain: set[Decimal] = set()
    for match in _NUMBER.finditer(text):
        for token in filter(None, match.groups()):
            plain |= _readings(token)
    for token in re.findall(r"(?<!\d)\d+(?!\d)", text):
        plain.add(Decimal(token))
    scales = [scale for word, scale in _SCALES if re.search(word, text.casefold())]
    return plain | {number * scale for number in plain for scale in scales}


def _readings(token: str) -> set[Decimal]:
    """A printed number with its dots, commas and spaces read as thousands and as a decimal sign."""
    found = set()
    groups = re.split(r"[ .,]", token)
    if all(len(group) == 3 for group in groups[1:]):
        found.add(Decimal("".join(groups)))
    if len(groups) > 1 and token[-len(groups[-1]) - 1] != " " and all(len(group) == 3 for group in groups[1:-1]):
        found.add(Decimal("".join(groups[:-1]) + "." + groups[-1]))
    return found


def check_texts(
    tables: Sequence[Table], frames: Mapping[str, pd.DataFrame], folder: Path
) -> tuple[list[Problem], dict[str, int]]:
    """What the tables say of the texts in a folder that the texts do not bear out; and how much was looked at."""
    if not folder.is_dir():
        return [Problem("sources.csv", 1, "file", f"there is no folder {folder} to read the texts from")], {}
    if "sources" not in frames:
        return [], {}
    texts, problems = read_texts(frames["sources"], folder)
    given = int((frames["sources"]["file"] != "").sum())
    counts = {"texts": len(texts), "citations": 0, "names": 0, "figures": 0, "railheads": 0}
    for table in tables:
        column = next((column.name for column in table.columns if column.kind == "citations"), None)
        if column is None or table.name not in frames:
            continue
        frame = frames[table.name]
        for value, line in zip(frame[column], frame[LINE], strict=True):
            for citation, text in _texts(value, texts):
                counts["citations"] += 1
                if text.numbers_of(citation.locator) is None:
                    message = f"'{citation}' names nothing in the text; write lines (L12-15) or pieces (S3) of it"
                    problems.append(Problem(table.path, line, column, message))
    findings = []
    for name, check in (("names", _names), ("figures", _figures), ("railheads", _railheads)):
        if name in frames:
            for looked_at, finding in check(frames[name], texts):
                counts[name] += looked_at
                findings += [finding] if finding else []
    settled = settle(findings, frames.get("exceptions"), CHECKS if len(texts) == given else ())
    return problems + settled, counts


def _texts(value: str, texts: Mapping[str, Transcript]) -> list[tuple[Citation, Transcript]]:
    try:
        return [(citation, texts[citation.key]) for citation in cite(value) if citation.key in texts]
    except CitationError:
        return []


def _names(names: pd.DataFrame, texts: Mapping[str, Transcript]) -> Iterator[tuple[int, Finding | None]]:
    for id_, name, source, line in names[["id", "name", "source", LINE]].itertuples(index=False):
        cited = _texts(source, texts)
        by_key: dict[str, list[Citation]] = {}
        for citation, _ in cited:
            by_key.setdefault(citation.key, []).append(citation)
        missing = [
            key
            for key, citations in by_key.items()
            if not any(holds_name(texts[key].cited(citation.locator), name) for citation in citations)
        ]
        finding = None
        if missing:
            where = "; ".join(str(citation) for key in missing for citation in by_key[key])
            message = f"'{name}' does not stand in {where}; write the form that is printed there, or its line"
            finding = Finding("name-not-in-text", "names.csv", f"{id_}: {name}", line, "name", message)
        yield int(bool(cited)), finding


def _figures(figures: pd.DataFrame, texts: Mapping[str, Transcript]) -> Iterator[tuple[int, Finding | None]]:
    for id_, value, source, line in figures[["id", "value", "source", LINE]].itertuples(index=False):
        cited = _texts(source, texts)
        if pd.isna(value) or not cited:
            yield 0, None
            continue
        wanted = Decimal(str(value))
        finding = None
        if not any(wanted in numbers(text.cited(citation.locator)) for citation, text in cited):
            where = "; ".join(str(citation) for citation, _ in cited)
            message = f"{value:.15g} does not stand in {where}; correct the number or its line"
            finding = Finding("figure-not-in-text", "figures.csv", id_, line, "value", message)
        yield 1, finding


def _railheads(railheads: pd.DataFrame, texts: Mapping[str, Transcript]) -> Iterator[tuple[int, Finding | None]]:
    for row in records(railheads):
        cited, wanted = _texts(row["source"], texts), printed_km(row)
        if not cited or not wanted:
            yield 0, None
            continue
        found = set().union(*(numbers(text.cited(citation.locator)) for citation, text in cited))
        missing = ", ".join(f"{km:f} km" for km in wanted if km not in found)
        finding = None
        if missing:
            where = "; ".join(str(citation) for citation, _ in cited)
            message = (
                f"{missing} do not stand in {where}; correct the number or its line, or name the stages it adds up"
            )
            column = "stages" if row["stages"] else "km"
            finding = Finding("km-not-in-text", "railheads.csv", row["id"], row[LINE], column, message)
        yield 1, finding
