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

PROBE = Path(__file__).with_name("qgis_probe.py")
YEAR, EARLIER = 1938, 1925


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


@pytest.fixture(scope="module", params=["geojson", "gpkg"])
def seen(
    request: pytest.FixtureRequest, qgis: str, atlas: geokz.Atlas, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What QGIS makes of the whole atlas in one format."""
    path = geokz.export(atlas, tmp_path_factory.mktemp("qgis") / f"atlas.{request.param}")
    run = subprocess.run([qgis, str(PROBE), str(path), str(YEAR), str(EARLIER)], capture_output=True, timeout=120)
    assert run.returncode == 0, run.stderr.decode()
    return {"format": request.param, **json.loads(run.stdout)}


def test_qgis_opens_the_file_in_wgs_84_with_points_and_lines(seen: dict[str, Any]) -> None:
    assert seen["valid"]
    assert seen["crs"] == "EPSG:4326"
    assert seen["kinds"] == ["line", "point"]


def test_qgis_reads_dates_as_dates_and_numbers_as_numbers(seen: dict[str, Any]) -> None:
    dates = {name for name, kind in seen["fields"].items() if kind == "Date"}
    assert dates == {"begin_date", "end_date", "start_earliest", "start_latest", "end_earliest", "end_latest"}
    assert seen["fields"]["radius_m"] == "Real"


def test_qgis_keeps_every_thing_with_its_names_and_its_point(seen: dict[str, Any], atlas: geokz.Atlas) -> None:
    things = atlas.things
    assert {name: [row["name_en"], row["name_ru"], row["name_kk"]] for name, row in things.iterrows()} == seen["names"]
    assert set(seen["without_geometry"]) == set(things.index[things.geometry.isna()])
    for identity, (lon, lat) in seen["points"].items():
        point = things.at[identity, "geometry"]
        assert (lon, lat) == pytest.approx((point.x, point.y), abs=1e-5)


def test_the_temporal_controller_of_qgis_shows_what_the_atlas_says(seen: dict[str, Any], atlas: geokz.Atlas) -> None:
    undated = set(atlas.things.index[atlas.things["when"] == ""])
    assert set(seen["in_year"]) == set(atlas.at(YEAR).things.index) | undated


def test_points_and_lines_are_two_layers_whose_dates_qgis_finds(seen: dict[str, Any]) -> None:
    assert [layer["kind"] for layer in seen["window"]] == ["point", "line"]
    for layer in seen["window"]:
        assert (layer["start"], layer["end"], layer["from_fields"]) == ("begin_date", "end_date", True)


def test_a_geopackage_is_animated_at_once_and_geojson_waits_to_be_switched_on(seen: dict[str, Any]) -> None:
    at_once = seen["format"] == "gpkg"
    for layer in seen["window"]:
        assert (layer["active"], layer["both_ends_included"]) == (at_once, at_once)


def test_a_geopackage_is_drawn_in_the_colours_of_the_atlas_and_only_what_stood_in_the_year(
    seen: dict[str, Any], atlas: geokz.Atlas
) -> None:
    if seen["format"] == "geojson":
        assert [layer["symbols"] for layer in seen["window"]] == [{}, {}]
        return
    kinds = {key: "line" if style.shape == "line" else "point" for key, style in atlas.layers.items()}
    assert [layer["symbols"] for layer in seen["window"]] == [kinds, kinds]
    now, earlier = (seen["drawn"][str(year)] for year in (YEAR, EARLIER))
    camps, railways = (atlas.layers[key].colour for key in ("camps", "railways"))
    assert now["line"][railways] > 1.5 * earlier["line"][railways] > 100
    assert now["point"][camps] > 5 * earlier["point"][camps]  # the beginning of one camp is unknown


def test_qgis_shows_licence_and_credit(seen: dict[str, Any]) -> None:
    for layer in seen["window"]:
        assert "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/" in layer["abstract"]
        assert "GeoNames" in layer["abstract"] and "Who's On First" in layer["abstract"]
