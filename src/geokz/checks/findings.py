"""Findings that somebody may have meant: each carries the name of its check, so that ``exceptions.csv`` can answer it.

A row of ``exceptions.csv`` names a check, the file and the row it stands in, and the reason. It silences that
finding and no other; an exception that nothing asks for any more is itself a problem. A row is named by its
``id``, a row of ``names.csv`` by ``id: name``, a row of ``relations.csv`` by ``subject type object``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import pandas as pd

from ..errors import Problem
from ..folder.package import LINE

EXCEPTIONS = "exceptions.csv"


@dataclass(frozen=True)
class Finding:
    """One thing that looks wrong: which check saw it, in which row of which file, and what, with the way out."""

    check: str
    file: str
    id: str
    line: int
    column: str
    message: str

    @property
    def problem(self) -> Problem:
        """The finding as the shell prints it, with what to do if it is meant."""
        message = f"{self.message}, or give the reason in {EXCEPTIONS} ({self.check})"
        return Problem(self.file, self.line, self.column, message)


def settle(findings: Iterable[Finding], exceptions: pd.DataFrame | None, checks: Collection[str]) -> list[Problem]:
    """The findings no exception answers, and the exceptions to these ``checks`` that answer nothing."""
    found = list(findings)
    if exceptions is None:
        return [finding.problem for finding in found]
    keys = list(zip(exceptions["check"], exceptions["file"], exceptions["id"], strict=True))
    seen = {(finding.check, finding.file, finding.id) for finding in found}
    unanswered = [finding for finding in found if (finding.check, finding.file, finding.id) not in set(keys)]
    problems = []
    for key, line in zip(keys, exceptions[LINE], strict=True):
        if key[0] in checks and key not in seen:
            meant = _meant(key, unanswered)
            told = "take the row out"
            if meant:
                unanswered.remove(meant)
                told = f"is it '{meant.id}' of {meant.file}?"
            message = f"'{key[2]}' of {key[1]} no longer needs the exception {key[0]}; {told}"
            problems.append(Problem(EXCEPTIONS, line, "id", message))
    return problems + [finding.problem for finding in unanswered]


def _meant(key: tuple[str, str, str], unanswered: Sequence[Finding]) -> Finding | None:
    """The finding that an exception which answers none would answer but for its file or its id, if there is but one."""
    check, file, identity = key
    alike = [finding for finding in unanswered if finding.check == check and identity == finding.id]
    beside = [finding for finding in unanswered if finding.check == check and file == finding.file]
    near = [finding for finding in beside if get_close_matches(identity, [finding.id], 1, cutoff=0.8)]
    return next((some[0] for some in (alike, near, beside) if len(some) == 1), None)
