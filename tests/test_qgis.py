"""The exports opened in a real QGIS, where there is one (Debian: ``apt install python3-qgis``)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import geokz
from geokz.dates import BOUNDS, PRESUMED, When, span

PROBE = Path(__file__).with_name("qgis_probe.py")
FIRST, LAST = 1915, 1965
DRAWN = ("certain", "presumed", "possible")


def python_with_qgis() -> str | None:
    """A Python that can import qgis: that of the system, not the one that runs the tests."""
    for program in ("/usr/bin/python3", shutil.which("python3")):
        if program and not subprocess.run([program, "-c", "import qgis.core"], capture_output=True).returncode:
            return program
    return None


@pytest.fixture(scope="module")
def qgis() -> str:
    program = python_with_qgis()
    if program is None:
        reason = "QGIS is not installed; install the package 'python3-qgis'"
        if os.environ.get("GEOKZ_REQUIRE_QGIS"):
            pytest.fail(reason)
        pytest.skip(reason)
    return program


def probe(qgis: str, path: Path) -> dict[str, Any]:
    run = subprocess.run([qgis, str(PROBE), str(path), str(FIRST), str(LAST)], capture_output=True, timeout=600)
    assert run.returncode == 0, run.stderr.decode()
    return json.loads(run.stdout)  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def package(qgis: str, atlas: geokz.Atlas, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What QGIS makes of the GeoPackage of the real atlas."""
    return probe(qgis, geokz.export(atlas, tmp_path_factory.mktemp("qgis") / "atlas.gpkg"))


def named(seen: dict[str, Any], *names: str) -> list[dict[str, Any]]:
    return [layer for layer in seen["layers"].values() if layer["name"] in names]


def wrong_years(atlas: geokz.Atlas, layers: list[dict[str, Any]]) -> list[tuple[int, str, set[str]]]:
    """The years in which filter and style of some layers leave other ids than the atlas has in a state."""
    located = set(atlas.things.index[atlas.things.geometry.notna()])
    found = []
    for year in range(FIRST, LAST + 1):
        states = atlas.states(year)
        for state in DRAWN:
            wanted = set(states.index[states == state]) & located
            drawn = {thing for layer in layers for thing in layer["years"][str(year)].get(state, ())}
            if drawn != wanted:
                found.append((year, state, drawn ^ wanted))
    return found


def test_clock_and_style_of_the_geopackage_select_what_the_atlas_says_in_every_year(
    package: dict[str, Any], atlas: geokz.Atlas
) -> None:
    layers = named(package, "things")
    assert [layer["kind"] for layer in layers] == ["point", "line"]
    assert wrong_years(atlas, layers) == []


def test_the_undated_are_drawn_in_no_year(package: dict[str, Any]) -> None:
    for layer in named(package, "things"):
        assert {state for year in layer["years"].values() for state in year} <= set(DRAWN)


def test_qgis_has_nothing_to_warn_of(package: dict[str, Any]) -> None:
    assert package["messages"] == []
    assert [layer["name"] for layer in package["layers"].values() if not layer["valid"]] == []


def test_qgis_finds_the_unlocated_and_every_table_of_evidence(package: dict[str, Any], atlas: geokz.Atlas) -> None:
    counts = {layer["name"]: layer["count"] for layer in package["layers"].values()}
    for table in ("claims", "figures", "names", "relations", "places", "sources", "bounds", "events"):
        assert counts[table] == len(set(atlas.tables[table].index)), table  # a row about two things is one row
    assert counts["unlocated"] == int(atlas.things.geometry.isna().sum())


def test_qgis_reads_dates_as_dates_and_the_layer_is_animated_labelled_and_named(package: dict[str, Any]) -> None:
    for layer in named(package, "things"):
        dates = {name for name, kind in layer["types"].items() if kind == "Date"}
        assert dates == {"begin_date", "end_date", *BOUNDS, PRESUMED}
        assert (layer["active"], layer["both_ends_included"], layer["labels"]) == (True, True, True)
        assert (layer["start"], layer["end"], layer["crs"]) == ("clock_begin", "clock_end", "EPSG:4326")
        assert layer["widgets"]["type"] == "ValueMap" and layer["aliases"]["part_of"] == "part of"
        assert "represent_value" in layer["tip"]
        assert "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/" in layer["abstract"]


# ---- the project ----


@pytest.fixture(scope="module")
def project(qgis: str, atlas: geokz.Atlas, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What QGIS makes of the project of the real atlas, read by a script."""
    return probe(qgis, geokz.export(atlas, tmp_path_factory.mktemp("qgis") / "atlas.qgz"))


def test_the_project_opens_with_every_layer_and_no_warning(project: dict[str, Any]) -> None:
    assert project["read"] is True
    assert project["lost"] == []
    assert [layer["name"] for layer in project["layers"].values() if not layer["valid"]] == []
    assert project["messages"] == []
    assert project["groups"] == ["Things", "Evidence", "Base map"]


def test_clock_and_style_of_the_project_select_what_the_atlas_says_in_every_year(
    project: dict[str, Any], atlas: geokz.Atlas
) -> None:
    layers = [layer for key, layer in project["layers"].items() if key.startswith("layer_")]
    assert all(layer["active"] and layer["labels"] for layer in layers)
    assert wrong_years(atlas, layers) == []


def test_what_has_no_evidence_for_a_year_stands_in_a_layer_of_its_own_switched_off(
    project: dict[str, Any], atlas: geokz.Atlas
) -> None:
    assert "no evidence" not in project["shown"] and "undated" not in project["shown"]
    states = atlas.states(1938)
    wanted = set(states.index[(states == "none") & atlas.things.geometry.notna()])
    layers = [layer for key, layer in project["layers"].items() if key.startswith("state_none")]
    assert {thing for layer in layers for thing in layer["years"]["1938"].get("none", ())} == wanted


def test_a_line_is_dashed_until_trains_surely_ran_on_it(project: dict[str, Any], atlas: geokz.Atlas) -> None:
    lines = atlas.layer("railways")
    opened = lines.loc[(lines["opened"] != "") & lines.geometry.notna(), "opened"].map(When.parse)
    for year in range(FIRST, LAST + 1):
        wanted = {thing for thing, when in opened.items() if when.start_latest > span(year).last}
        assert set(project["dashed"][str(year)]) == wanted, year
    assert "guryev-kandagach-line" in project["dashed"]["1943"]


def test_the_relief_lies_below_everything(project: dict[str, Any]) -> None:
    assert project["rasters"] == {"Relief": [True, "EPSG:3857", 1440, 920, 4]}
    assert project["shown"][-1] == "Relief"


def test_the_clock_of_the_project_steps_through_the_years_of_the_atlas(project: dict[str, Any]) -> None:
    begin, end = project["clock"]
    assert "1919" in begin and "1963" in end
    assert project["step"] == [1.0, 7]  # a year


def test_forms_show_statements_and_sources(project: dict[str, Any]) -> None:
    assert [name for name, (valid, *_) in project["relations"].items() if not valid] == []
    tied = {(child, parent) for _, child, parent in project["relations"].values()}
    assert {("What is said", "Camps"), ("Sources of it", "Camps"), ("Sources of it", "Sources")} <= tied


def test_the_project_has_a_sheet_to_print(project: dict[str, Any], atlas: geokz.Atlas) -> None:
    assert project["layouts"] == ["geokz"]
    assert {"QgsLayoutItemMap", "QgsLayoutItemLegend", "QgsLayoutItemLabel"} <= set(project["items"])
    assert crowded(project["sheet"]) == []
    assert project["sheet"]["title"][1] == atlas.profile.title["en"]
    layers = [layer for key, layer in project["layers"].items() if key.startswith("layer_")]
    assert project["sheet"]["legend"][1] == [list(DRAWN)] * len(layers)


def crowded(sheet: dict[str, Any]) -> list[str]:
    """The items of a sheet A4 that run over its edge or into another, or have no room for what they say."""
    found = []
    for name, ((x, y, width, height, wide, high), _) in sheet.items():
        if wide > width + 0.1 or high > height + 0.1 or min(x, y) < 0 or x + width > 297 or y + height > 210:
            found.append(name)
        for other, ((left, top, over, down, *_), _) in sheet.items():
            if other < name and x < left + over and left < x + width and y < top + down and top < y + height:
                found.append(f"{name} in {other}")
    return found


@pytest.mark.parametrize(
    ("name", "system", "years"),
    [("kolyma", "EPSG:32656", ("1929", "1957")), ("franconia", "EPSG:25832", ("1834", "1945"))],
)
def test_the_project_of_another_region_opens_at_its_own_place_and_time(
    qgis: str, tmp_path: Path, name: str, system: str, years: tuple[str, str]
) -> None:
    atlas = geokz.Atlas.load(Path(__file__).parent / "atlases" / name)
    seen = probe(qgis, Path(geokz.export(atlas, tmp_path / "atlas.qgz")))
    assert (seen["read"], seen["lost"], seen["messages"], seen["crs"]) == (True, [], [], system)
    assert [layer["name"] for layer in seen["layers"].values() if not layer["valid"]] == []
    assert crowded(seen["sheet"]) == []
    assert all(year in end for year, end in zip(years, seen["clock"], strict=True))
    shown = {layer["name"] for key, layer in seen["layers"].items() if key.startswith("layer_")}
    assert shown == {style.label[atlas.languages[0]] for style in atlas.layers.values()}
