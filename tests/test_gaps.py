"""The work list for a volunteer: what is missing of the six things of the small atlas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from shell import geokz

from geokz.atlas import Atlas
from geokz.checks.gaps import gaps
from geokz.errors import GeokzError

Edit = Callable[[Path, str, str, str], None]


def ids(found: pd.DataFrame, gap: str) -> list[str]:
    return found.loc[found["gap"] == gap, "id"].tolist()


def test_what_is_missing_of_the_small_atlas_is_listed(small_atlas: Atlas) -> None:
    found = gaps(small_atlas)
    assert ids(found, "unlocated") == ["lost-point"]
    assert ids(found, "no start") == ["brick-plant"]
    assert ids(found, "no end") == ["brick-plant", "kirov-mine", "dolinka-section"]
    assert ids(found, "doubtful") == ["lost-point"]
    assert "karlag" not in ids(found, "one source")
    assert "kirov-mine" in ids(found, "one source")


def test_an_estimate_and_a_wide_radius_are_rough_points(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "places.csv", "2000,geonames:1524923", "2000,estimate")
    edit(small_atlas_folder, "places.csv", "8000,geonames:609655", "10000,geonames:609655")
    found = gaps(Atlas.load(small_atlas_folder))
    assert set(ids(found, "rough point")) == {"karlag", "dolinka-section", "kirov-mine", "brick-plant", "balkhash-line"}
    assert "a better point than an estimate within 2 km" in set(found["wanted"])


def test_a_lost_number_is_a_gap_with_its_place_in_the_source(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "figures.csv", "21329,person", ",person")
    found = gaps(Atlas.load(small_atlas_folder))
    lost = found[found["gap"] == "lost value"]
    assert lost[["id", "wanted"]].values.tolist() == [["karlag", "the number of f1 (smirnov1998[176])"]]


def test_a_disputed_claim_is_a_gap_with_its_argument(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "claims.csv", "ck-labour[L92],accepted,", "ck-labour[L92],disputed,See c2.")
    found = gaps(Atlas.load(small_atlas_folder))
    open_ones = found[(found["gap"] == "doubtful") & (found["id"] == "kirov-mine")]
    assert open_ones["wanted"].tolist() == ["what settles c1 (disputed); See c2."]


def test_one_layer_can_be_asked_for_and_a_wrong_one_is_named(small_atlas: Atlas) -> None:
    assert set(gaps(small_atlas, "mines")["layer"]) == {"mines"}
    with pytest.raises(GeokzError, match="there is no layer 'mine'; perhaps 'mines'; the layers are "):
        gaps(small_atlas, "mine")


def test_the_shell_prints_the_list_or_writes_it_as_csv(small_atlas_folder: Path, tmp_path: Path) -> None:
    words = ["gaps", "--data", small_atlas_folder, "--layer", "mines"]
    run = geokz(*words, folder=tmp_path)
    assert run.returncode == 0
    assert run.stdout.splitlines()[-1] == "2 gaps in 1 thing: no end 1, one source 1."
    run = geokz(*words, "--out", "gaps.csv", folder=tmp_path)
    assert run.stdout == "Wrote 2 gaps to gaps.csv.\n"
    lines = (tmp_path / "gaps.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "layer,id,name,gap,wanted,source"
    assert len(lines) == 3


def test_what_nobody_bounds_is_a_gap_that_says_on_which_side(
    small_atlas_folder: Path, edit: Callable[[Path, str, str, str], None]
) -> None:
    edit(small_atlas_folder, "mines.csv", "1934/", "[..1934]/")
    found = gaps(Atlas.load(small_atlas_folder))
    unbounded = found[found["gap"] == "unbounded"]
    assert unbounded[["id", "wanted"]].values.tolist() == [
        ["kirov-mine", "a source for a date before which it was not there (bounds.csv)"]
    ]
