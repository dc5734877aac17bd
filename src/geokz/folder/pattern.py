"""Patterns of a schema: regular expressions that a cell can be held against in a moment, whatever the cell.

A pattern in which a part that repeats stands inside another that repeats may take longer than anybody waits:
``([a-z-]+)+!`` on thirty letters. Such a pattern is refused when the schema is read, unless each round begins with a
sign that what repeats inside cannot be, as in ``\\d+( \\+ \\d+)*``. For the rest the length of a cell bounds the time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

LONGEST_CELL = 200
"""So many letters a cell may have that must fit a pattern."""
_MOST_REPEATS = 8

_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_REPEAT = re.compile(r"[*+]|\{\d*,\}")
_ANY_REPEAT = re.compile(r"(?:[*+?]|\{\d+\}|\{\d*,\d*\})[?+]?")


@dataclass
class _Group:
    first: str = ""
    empty: bool = True
    choice: bool = False
    repeated: list[str] = field(default_factory=list)


def pattern_problem(pattern: str) -> str | None:
    r"""What keeps a text from being a pattern of a schema, if anything.

    >>> pattern_problem(r"\d+( \+ \d+)*"), pattern_problem("(")
    (None, 'is no regular expression: missing ), unterminated subpattern at position 0')
    >>> pattern_problem("([a-z-]+)+!")
    'repeats a part that repeats something; no one could wait for it: write it without (…)+ around a +'
    """
    try:
        re.compile(pattern, re.ASCII)
    except (re.error, RecursionError, OverflowError) as problem:
        return f"is no regular expression: {problem}"
    if re.search(r"\(\?[^:P]|\\[1-9]|\(\?P[=>]", pattern):
        return "looks around, refers back or sets a flag; write it with plain signs"
    if _explodes(pattern):
        return "repeats a part that repeats something; no one could wait for it: write it without (…)+ around a +"
    return None


def _explodes(pattern: str) -> bool:
    groups, at, repeats = [_Group()], 0, 0
    while at < len(pattern):
        atom = _ATOM.match(pattern, at)
        assert atom is not None  # any sign is one
        at = atom.end()
        closed: _Group | None = None
        if atom[0] == "(":
            opened = re.compile(r"\?(?::|P<\w+>)").match(pattern, at)
            at = opened.end() if opened else at
            groups.append(_Group())
            continue
        if atom[0] == "|":
            groups[-1].choice = True
            continue
        if atom[0] == ")":
            closed = groups.pop()
        count = _ANY_REPEAT.match(pattern, at)
        endless = bool(count and _REPEAT.match(pattern, at))
        at = count.end() if count else at
        repeats += endless
        home = groups[-1]
        if closed is None:
            if home.empty:
                home.first = "" if count else atom[0]
            if endless:
                home.repeated.append(atom[0])
        else:
            if endless and _unbounded_round(closed):
                return True
            home.repeated += closed.repeated
            home.choice = home.choice or closed.choice
        home.empty = False
    return repeats > _MOST_REPEATS


def _unbounded_round(group: _Group) -> bool:
    """Whether the rounds of a group can be told apart in more than one way."""
    if group.choice:
        return True
    sign = group.first[1:] if group.first.startswith("\\") else group.first
    if len(sign) != 1 or (group.first.startswith("\\") and sign.isalnum()) or group.first == ".":
        return bool(group.repeated)
    return any(re.fullmatch(atom, sign, re.ASCII) for atom in group.repeated)
