"""The finder and the page fold names alike: every name of the atlas, and a thousand made ones."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

import write_wire

import geokz
from geokz.names import CLUSTERS, LETTERS, fold

NODE = shutil.which("node")
FOLDER = Path(__file__).parent / "js"
ALPHABET = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789" + "".join(map(chr, LETTERS)) + "ЖЩЫӘҚёЙ"
OTHERS = "ßøæŁđþħαλωΣђљњўӂӧԥẞéǎﬁĲⅣ²①İ" + "\u0306\u0301\u0327"


def names_of_the_atlas() -> list[str]:
    """Every name and label of the tables, each once."""
    tables = geokz.Atlas.load().tables
    columns = [(name, column) for name in tables for column in tables[name] if column.startswith(("name", "label_"))]
    return sorted({str(text) for name, column in columns for text in tables[name][column] if text})


def made_names() -> list[str]:
    """A thousand names of letters, signs and clusters of every alphabet the rules know, and of some they do not."""
    random = Random(1931)
    sounds = ["ye", "yë", "yo", "byo", "'yo", "ij", "aj", "ajb", "ii", "c", "ce", "ch"]
    pieces = [*ALPHABET, *CLUSTERS, *CLUSTERS.values(), *OTHERS, *sounds]
    return ["".join(random.choices(pieces, k=random.randint(1, 12))) for _ in range(1000)]


def folded_by_the_page(names: list[str]) -> list[str]:
    """The keys the page makes."""
    if NODE is None:
        pytest.skip("node is not installed")
    run = subprocess.run(
        [NODE, str(FOLDER / "fold_names.mjs")], input=json.dumps(names), capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stderr
    keys: list[str] = json.loads(run.stdout)
    return keys


@pytest.mark.parametrize("names", [pytest.param(names_of_the_atlas, marks=pytest.mark.slow), made_names])
def test_the_page_folds_a_name_as_the_finder_does(names) -> None:
    some = names()
    assert len(some) >= 1000
    differing = {name: (key, fold(name)) for name, key in zip(some, folded_by_the_page(some), strict=True)}
    assert {name: keys for name, keys in differing.items() if keys[0] != keys[1]} == {}


def test_the_tables_of_the_page_are_those_of_python() -> None:
    assert write_wire.SPELLING.read_text(encoding="utf-8") == write_wire.spelling()
