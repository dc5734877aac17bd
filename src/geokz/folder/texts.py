"""Transcripts of sources, kept by a curator in a folder of his own: the texts are not ours and in no folder of data.

A text is a source with a ``file`` in ``sources.csv``; it is read only if its SHA-256 is the one written there.
``L12-15`` are its lines, counted from 1; ``S3`` is a piece of a text split at ``'. '``, counted from 0. Words
broken at the end of a line are joined.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ..errors import Problem
from .package import LINE

_LOCATOR = re.compile(r"([LS])(\d+)(?:-(\d+))?")


@dataclass(frozen=True)
class Transcript:
    """A transcript: its key and its numbered parts, lines or pieces by the letter of the locator."""

    key: str
    parts: Mapping[str, Mapping[int, str]]

    def numbers_of(self, locator: str) -> tuple[str, range] | None:
        """The letter and the numbers of the parts that a locator names, if they are all there."""
        match = _LOCATOR.fullmatch(locator)
        if not match:
            return None
        letter, first = match[1], int(match[2])
        found = range(first, int(match[3] or first) + 1)
        parts = self.parts[letter]
        return (letter, found) if found and all(number in parts for number in found) else None

    def cited(self, locator: str) -> str:
        """The words of a locator on one line, words broken at the end of a line joined."""
        found = self.numbers_of(locator)
        if found is None:
            return ""
        letter, numbers = found
        lines = [self.parts[letter][number].strip() for number in numbers]
        return joined([line for line in lines if line])


def joined(lines: Sequence[str]) -> str:
    """Lines as one, a word broken by a hyphen at the end of a line put together.

    >>> joined(["заключен-", "ных Карлага"]), joined(["to Ust-", "Kamenogorsk"])
    ('заключенных Карлага', 'to Ust-Kamenogorsk')
    """
    text = ""
    for line in lines:
        if re.search(r"\w[-\u00ad]$", text):
            text = (text[:-1] if line[:1].islower() else text) + line
        else:
            text = f"{text} {line}".strip()
    return text


def read_texts(sources: pd.DataFrame, folder: Path) -> tuple[dict[str, Transcript], list[Problem]]:
    """The transcripts of a folder that ``sources.csv`` names, by key, and those that are missing or others."""
    texts: dict[str, Transcript] = {}
    problems: list[Problem] = []
    if not {"file", "sha256"} <= {*sources.columns}:
        return texts, problems
    for key, file, sha256, line in sources[["key", "file", "sha256", LINE]].itertuples(index=False):
        if not file:
            continue
        if Path(file).name != file:
            problems.append(
                Problem("sources.csv", line, "file", f"'{file}' is no name of a file; write it without folders")
            )
            continue
        try:
            data = (folder / file).read_bytes()
        except OSError as problem:
            message = f"'{file}' cannot be read in {folder}: {problem.strerror}; its citations were not checked"
            problems.append(Problem("sources.csv", line, "file", message))
            continue
        found = hashlib.sha256(data).hexdigest()
        if found != sha256:
            told = f"is another text (SHA-256 {found[:12]}…, not {sha256[:12] or 'given'}…)"
            message = f"'{file}' {told}; its citations were not checked"
            problems.append(Problem("sources.csv", line, "sha256", message))
            continue
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            message = f"'{file}' is not UTF-8; its citations were not checked"
            problems.append(Problem("sources.csv", line, "file", message))
            continue
        lines = dict(enumerate(text.splitlines(), 1))
        pieces = dict(enumerate(text.split(". ")))
        texts[key] = Transcript(key, {"L": lines, "S": pieces})
    return texts, problems
