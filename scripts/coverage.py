"""How much of the texts the tables cite: lines with a proper name, a year or a number that no row cites.

    python scripts/coverage.py --texts FOLDER [--list]

A line counts when it holds a digit, or a word with a capital that is no mere beginning of a sentence: one inside a
sentence, or one at its beginning that the text also writes with a capital inside a sentence (its first letters
compared, for the endings) and never small. It is covered when a row of any table
cites it, and explained when geodata/coverage.csv gives the reason why it needs none. What is left is listed by
number, with its first words when ``--list`` is given; then, and for reasons that no line needs, the exit code is 1.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from geokz.folder.package import LINE
from geokz.folder.read import read
from geokz.folder.texts import Transcript, read_texts
from geokz.sources import cite

WORD = re.compile(r"[^\W\d_][\w’'-]*")
ENDED = re.compile(r"[.!?:…]\W*$")
STEM = 5  # letters of a name that its endings leave alone


def telling(parts: Mapping[int, str]) -> set[int]:
    """The numbers of the parts that hold a digit or a proper name."""
    small: set[str] = set()
    names: set[str] = set()
    inside: set[int] = set()
    opening: dict[int, set[str]] = defaultdict(set)
    before = "."
    for number, part in parts.items():
        for match in WORD.finditer(part):
            word = match[0].casefold()
            if match[0][0].islower():
                small.add(word)
            elif ENDED.search(f"{before} {part[: match.start()]}"):
                opening[number].add(word)
            else:
                inside.add(number)
                names.add(word[:STEM])
        before = part.rstrip() or before
    begun = {
        number for number, words in opening.items() if any(word[:STEM] in names and word not in small for word in words)
    }
    return {number for number, part in parts.items() if re.search(r"\d", part)} | inside | begun


def cited_parts(text: Transcript, sources: Iterator[str]) -> set[int]:
    """The numbers of the parts of a text that the given source cells cite."""
    found: set[int] = set()
    for source in sources:
        for citation in cite(source):
            named = text.numbers_of(citation.locator) if citation.key == text.key else None
            found |= set(named[1]) if named else set()
    return found


def main() -> None:
    """Print the coverage of each text."""
    parser = argparse.ArgumentParser(description="Which telling lines of the texts no row cites.")
    parser.add_argument("--texts", type=Path, required=True, help="the folder of the transcripts")
    parser.add_argument("--list", action="store_true", help="show the first words of each line that is left")
    arguments = parser.parse_args()
    folder = read()
    tables, frames = folder.tables, folder.frames
    texts, problems = read_texts(frames["sources"], arguments.texts)
    for problem in problems:
        print(problem)
    citing = [
        frames[table.name][column.name]
        for table in tables
        for column in table.columns
        if column.kind == "citations" and table.name in frames
    ]
    bad = bool(problems)
    for key, text in texts.items():
        reasons = frames["coverage"][frames["coverage"]["text"] == key]
        letters = {letter for letter in "LS" if any(f"{key}[{letter}" in cell for cells in citing for cell in cells)}
        letter = letters.pop() if letters else "L"
        parts = text.parts[letter]
        told = telling(parts)
        cited = cited_parts(text, (cell for cells in citing for cell in cells))
        explained: set[int] = set()
        for locator, line in zip(reasons["lines"], reasons[LINE], strict=True):
            named = text.numbers_of(locator)
            if named is None or not (set(named[1]) & told) - cited:
                print(f"coverage.csv:{line}:lines  {key}[{locator}] explains no line that needs it; take the row out")
                bad = True
            explained |= set(named[1]) if named else set()
        left = sorted(told - cited - explained)
        covered, excused = len(told & cited), len((told - cited) & explained)
        share = 100 * covered / len(told)
        print(
            f"{key}: {len(told)} of {len(parts)} parts tell something; {covered} cited ({share:.1f} %), "
            f"{excused} left out with a reason, {len(left)} left"
        )
        for number in left:
            print(f"  {letter}{number}" + (f"  {parts[number].strip()[:90]}" if arguments.list else ""))
        bad = bad or bool(left)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
