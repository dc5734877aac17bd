"""Add texts of the page in several languages at once, each to the file of its language.

    python scripts/add_words.py after_key < texts.toml
    python scripts/add_words.py --fold      # takes the files that are of no language apart into the languages

``texts.toml`` has a line for each text: ``shareMail = { en = "By mail", ru = "Письмом", de = "Per E-Mail" }``; forms of
a plural are a table in it. They go behind the text ``after_key``; one that is there already is replaced, but by
``--fold``, which tells of it. A language for which a text says nothing lacks it then, and ``geokz check --words``
says so.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

WORDS = Path(__file__).resolve().parents[1] / "src" / "geokz" / "render" / "words"


def written(text: Any) -> str:
    """A text, or its forms, as TOML."""
    if isinstance(text, dict):
        return "{ " + ", ".join(f"{form} = {json.dumps(one, ensure_ascii=False)}" for form, one in text.items()) + " }"
    return json.dumps(text, ensure_ascii=False)


def add(file: Path, after: str, texts: dict[str, Any]) -> None:
    """Put texts into the file of one language."""
    lines = file.read_text(encoding="utf-8").splitlines()
    for key, text in texts.items():
        line = f"{key} = {written(text)}"
        at = next((number for number, old in enumerate(lines) if re.match(rf"{key}\b", old)), None)
        if at is not None:
            lines[at] = line
            continue
        behind = next((number for number, old in enumerate(lines) if re.match(rf"{after}\b", old)), len(lines) - 1)
        lines.insert(behind + 1, line)
        after = key
    file.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def fold() -> None:
    """Put the files that hold texts in several languages into the files of these."""
    languages = {file: tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(WORDS.glob("*.toml"))}
    parts = [file for file, texts in languages.items() if not isinstance(texts.get("languageLabel"), str)]
    for part in parts:
        given = languages.pop(part)
        for file, known in languages.items():
            own = {key: texts[file.stem] for key, texts in given.items() if file.stem in texts}
            for key in sorted(key for key in own if key in known and own[key] != known[key]):
                print(f"{part.name}: {key} differs in {file.name}, which keeps {known[key]!r}, not {own[key]!r}")
            add(file, list(known)[-1], {key: text for key, text in own.items() if key not in known})
        part.unlink()
        print(f"{part.name}: folded")


def main(after: str) -> None:
    given = tomllib.loads(sys.stdin.read())
    for file in sorted(WORDS.glob("*.toml")):
        own = {key: texts[file.stem] for key, texts in given.items() if file.stem in texts}
        add(file, after, own)
        print(f"{file.name}: {len(own)} texts")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if sys.argv[1] == "--fold":
        fold()
    else:
        main(sys.argv[1])
