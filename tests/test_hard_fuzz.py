"""The fuzzer itself: its mutations repeat by their seed, and a folder with one thing wrong is refused or works."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "fuzz"))

from folder_fuzz import Mutation, fault, mutations, run

SECONDS, MOST = 20, 200  # more by hand: python tests/fuzz/folder_fuzz.py


def test_the_same_seed_makes_the_same_mutations(small_atlas_folder: Path) -> None:
    first, again = (list(islice(mutations(small_atlas_folder, 7), 50)) for _ in range(2))
    assert first == again
    assert len({mutation.file for mutation in first}) > 20


def test_a_row_that_is_lost_in_silence_is_a_fault(small_atlas_folder: Path) -> None:
    assert fault(small_atlas_folder, 10_000, Mutation("camps.csv", "nothing", b"", keeps=True)) is not None


@pytest.mark.slow
def test_a_folder_with_one_thing_wrong_is_refused_in_lines_or_works(small_atlas_folder: Path) -> None:
    tried, faults = run(small_atlas_folder, seed=1, seconds=SECONDS, most=MOST)
    assert faults == []
    assert tried > 10
