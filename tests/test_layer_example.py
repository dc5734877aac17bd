"""The worked example in ``scripts/my_layer.py``: somebody's own table under the clock of the atlas."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Visit, visit

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "my_layer.py"


@pytest.fixture(scope="module")
def my_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mine")
    run = subprocess.run([sys.executable, str(SCRIPT)], cwd=folder, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("5 of 6 rows drawn\n") and run.stdout.endswith("\nOpen my_map.html in a browser.\n")
    assert [path.name for path in folder.iterdir()] == ["my_map.html"]
    return folder / "my_map.html"


@pytest.fixture
def page(browser: Any, my_map: Path) -> Iterator[Visit]:
    with visit(browser, my_map) as open_page:
        yield open_page
        assert open_page.complaints == []
        assert len(open_page.requests) == 1


def my_states(page: Visit, year: int) -> list[str]:
    page.set_years(year, year)
    return sorted(state for thing, state in page.visible().items() if thing.startswith("my-camps-"))


@pytest.mark.slow
def test_the_script_writes_where_it_is_told(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SCRIPT), str(tmp_path / "here.html")], check=True, capture_output=True)
    assert [path.name for path in tmp_path.iterdir()] == ["here.html"]


def test_the_example_is_about_ten_lines() -> None:
    code = SCRIPT.read_text(encoding="utf-8").split('"""')[2]
    assert len([line for line in code.splitlines() if line.strip()]) <= 12


def test_own_camps_come_and_go_with_the_clock_of_the_atlas(page: Visit) -> None:
    # 1931/1938, 1932-05~/1941, 193X/1946, 1937-09/; one undated, one without a place
    assert my_states(page, 1929) == []
    assert my_states(page, 1931) == ["certain", "possible"]
    assert my_states(page, 1935) == ["certain", "certain", "possible"]
    assert my_states(page, 1942) == ["certain", "possible"]
    assert my_states(page, 1950) == ["possible"]
    assert page.visible()["karlag"] == "certain"


def test_an_own_camp_tells_its_name_under_the_pointer(page: Visit) -> None:
    page.set_years(1935, 1935)
    page.tab.mouse.move(*page.point_of(52.6, 66.9))
    page.tab.locator(".geokz-tooltip").wait_for(state="visible")
    assert page.text(".geokz-tooltip") == 'Example camp "North" (invented)'


def test_own_camps_stay_when_a_layer_of_the_atlas_is_switched_off(page: Visit) -> None:
    page.set_years(1935, 1935)
    page.tab.get_by_label("Camps", exact=False).first.click()
    assert my_states(page, 1935) == ["certain", "certain", "possible"]
