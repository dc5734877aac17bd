"""Back again: what was exported is read as the atlas it was."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import geokz
from geokz.atlas import Atlas
from geokz.dates import BOUNDS, PRESUMED
from geokz.errors import DataError, ExportError
from geokz.export.back import READERS, read
from geokz.folder.read import read as read_folder

Edit = Callable[[Path, str, str, str], None]


def same(one: geokz.Atlas, other: geokz.Atlas) -> None:
    """Everything that an export carries is equal, dates verbatim, geometry to a centimetre."""
    assert list(one.things.index) == list(other.things.index)
    for column in ("layer", "name_ru", "when", "place", "part_of", "source", "note", *BOUNDS, PRESUMED):
        assert one.things[column].tolist() == other.things[column].tolist(), column
    there = one.things.geometry.notna()
    assert there.tolist() == other.things.geometry.notna().tolist()
    assert one.things.geometry[there].geom_equals_exact(other.things.geometry[there], 1e-7).all()
    for table in ("claims", "figures", "names", "relations", "places", "sources"):
        left, right = (atlas.tables[table].reset_index(drop=True) for atlas in (one, other))
        pd.testing.assert_frame_equal(left, right, check_dtype=False, obj=table)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", READERS)
def test_the_real_atlas_comes_back_as_it_was(atlas: geokz.Atlas, tmp_path: Path, suffix: str) -> None:
    same(atlas, read(geokz.export(atlas, tmp_path / f"atlas{suffix}")))


@pytest.mark.slow
@pytest.mark.parametrize("suffix", READERS)
def test_a_selection_comes_back_as_a_selection(atlas: geokz.Atlas, tmp_path: Path, suffix: str) -> None:
    chosen = atlas.at(1938, certain=True)
    back = read(geokz.export(chosen, tmp_path / f"1938{suffix}"))
    assert list(back.things.index) == list(chosen.things.index)


# a text has a letter or a number, and no word of two alphabets
NOTES = (
    st.text(st.sampled_from("aбқ=+-@,;\"' \n<&%|{}1"), min_size=1, max_size=20)
    .map(lambda text: f"1{text.strip()}")
    .filter(lambda text: not ("a" in text and ("б" in text or "қ" in text)))
)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", READERS)
def test_a_selection_of_nothing_comes_back_as_nothing(small_atlas: geokz.Atlas, tmp_path: Path, suffix: str) -> None:
    nothing = replace(small_atlas, things=small_atlas.things[:0])
    back = read(geokz.export(nothing, tmp_path / f"none{suffix}"))
    assert (len(back.things), list(back.layers)) == (0, list(small_atlas.layers))


@pytest.mark.slow
@pytest.mark.parametrize("suffix", READERS)
@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(notes=st.lists(NOTES, min_size=25, max_size=25, unique=True))
def test_any_note_comes_back_as_it_was_written(
    small_atlas_folder: Path, tmp_path: Path, suffix: str, notes: list[str]
) -> None:
    camps = pd.read_csv(small_atlas_folder / "camps.csv", nrows=3, dtype=str, keep_default_na=False)
    karlag = camps.iloc[0].to_dict()
    noted = pd.DataFrame([karlag | {"id": f"karlag-{at}", "note": note} for at, note in enumerate(notes)])
    pd.concat([camps, noted]).to_csv(small_atlas_folder / "camps.csv", index=False, lineterminator="\n")
    atlas = geokz.Atlas.load(small_atlas_folder)
    same(atlas, read(geokz.export(atlas, tmp_path / f"atlas{suffix}")))


@pytest.mark.parametrize("suffix", READERS)
def test_a_file_of_somebody_else_is_refused_in_one_line(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"other{suffix}"
    path.write_bytes(b"not ours")
    with pytest.raises(ExportError, match="is no export of geokz that can be read back") as told:
        read(path)
    assert "\n" not in str(told.value)


def test_what_cannot_be_read_back_names_what_can(tmp_path: Path) -> None:
    with pytest.raises(
        ExportError,
        match=r"'a\.kmz' cannot be read back as an atlas; that is for a \.gpkg, \.zip",
    ):
        read(tmp_path / "a.kmz")


@pytest.mark.slow
def test_a_date_that_cannot_be_read_is_named_with_its_cell(small_atlas: geokz.Atlas, tmp_path: Path) -> None:
    path = geokz.export(small_atlas, tmp_path / "a.gpkg")
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE claims SET edtf = '1931-21-40' WHERE id = 'c1'")
        file.commit()
    with pytest.raises(DataError, match=r"claims\.csv:2:when  cannot read the date '1931-21-40'"):
        read(path)


def test_loading_a_file_says_what_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    path.write_bytes(b"")
    with pytest.raises(geokz.GeokzError, match=r"is a file, no folder of tables; geokz\.read reads an exported file"):
        geokz.Atlas.load(path)


DATES = st.sampled_from(
    ["", "1931", "1931-09", "193X", "1931~/1959?", "1940/..", "../1950", "1940/", "[1932,1934]", "1931-21"]
)
POINTS = st.tuples(st.floats(50, 85).map(lambda x: round(x, 5)), st.floats(42, 54).map(lambda y: round(y, 5)))


@pytest.mark.slow
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    suffix=st.sampled_from(sorted(READERS)),
    dates=st.lists(DATES, min_size=3, max_size=3),
    point=POINTS,
    value=st.one_of(st.integers(0, 10**6), st.floats(0, 10**6).map(lambda number: round(number, 2))),
    claimed=DATES.filter(bool),
    undrawn=st.booleans(),
)
def test_a_generated_atlas_comes_back_as_it_was(
    small_atlas_folder: Path,
    tmp_path: Path,
    suffix: str,
    dates: list[str],
    point: tuple[float, float],
    value: float,
    claimed: str,
    undrawn: bool,
) -> None:
    def rewrite(file: str, **cells: list[str]) -> None:
        table = pd.read_csv(small_atlas_folder / file, dtype=str, keep_default_na=False).astype(object)
        for column, values in cells.items():
            table.loc[: len(values) - 1, column] = values
        table.to_csv(small_atlas_folder / file, index=False, lineterminator="\n")

    where = ["", ""] if undrawn else [str(point[0]), str(point[1])]
    rewrite("camps.csv", when=dates)
    rewrite(
        "places.csv",
        lon=where[:1],
        lat=where[1:],
        precision=["unlocated" if undrawn else "settlement"],
        radius_m=["" if undrawn else "2000"],
    )
    rewrite("figures.csv", value=[f"{value:.15g}"], when=[claimed])
    rewrite("claims.csv", when=[claimed])
    atlas = Atlas.of(read_folder(small_atlas_folder))
    same(atlas, read(geokz.export(atlas, tmp_path / f"atlas{suffix}")))


@pytest.mark.parametrize("suffix", [".gpkg", ".zip", ".xlsx", ".geojson", ".geojsonl", ".parquet", ".fgb", ".kmz"])
def test_the_file_of_a_layer_is_no_atlas_and_the_refusal_names_what_reads_it(tmp_path: Path, suffix: str) -> None:
    frame = pd.DataFrame({"name": ["Ж's"], "year": [1931], "lon": [72.7], "lat": [49.7]})
    path = geokz.export(geokz.Layer(frame), tmp_path / f"own{suffix}")
    with pytest.raises(geokz.ExportError, match=rf"own\{suffix}'? .* atlas.* geokz.Layer\('") as told:
        geokz.read(path)
    (named,) = re.findall(r"geokz\.Layer\('(.*)'\)", str(told.value))
    layer = geokz.Layer(named)
    assert (len(layer.frame), layer.frame.geometry.iloc[0].coords[0]) == (1, pytest.approx((72.7, 49.7)))
