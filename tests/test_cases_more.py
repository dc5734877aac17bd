"""Cases that no other test holds: numbers of a dump beyond all counting, a home that is a file, a list half written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from browser import visit
from shell import geokz as word

from geokz.errors import GeokzError
from geokz.gazetteer.store import Store


@pytest.mark.parametrize("population", ["9" * 30, "9" * 5_000, "-5", "many", "٣٤٥"])
def test_a_population_beyond_counting_is_told_or_left_out(tmp_path: Path, population: str) -> None:
    dump = tmp_path / "KZ.txt"
    cells = ["7", "Karabas", "Karabas", "", "49.5", "73.0", "P", "PPL", "KZ", "", "12", "", "", "", population]
    dump.write_text("\t".join([*cells, "", "500", "Asia/Almaty", "2020-01-01"]) + "\n", encoding="utf-8")
    try:
        added = Store(tmp_path / "own.sqlite").add(dump)
    except GeokzError as problem:
        assert len(str(problem)) < 400
        assert "\n" not in str(problem)
    else:
        assert added.places == 1


def test_a_home_that_is_a_file_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.write_text("a file", encoding="utf-8")
    monkeypatch.setenv("GEOKZ_HOME", str(home))
    table = tmp_path / "places.csv"
    table.write_text("name,lon,lat\nKarabas,73,49.5\n", encoding="utf-8")
    told = word("gazetteer", "add", table)
    assert told.returncode == 1
    (line,) = told.stderr.splitlines()
    assert str(home) in line
    assert "Errno" not in line


def test_a_list_of_gaps_that_the_disk_cannot_hold_leaves_the_one_before(
    small_tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "gaps.csv"
    out.write_text("the list before\n", encoding="utf-8")

    def full(self: pd.DataFrame, path: Path, **_: Any) -> None:
        path.write_text("thing,gap", encoding="utf-8")
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(pd.DataFrame, "to_csv", full)
    told = word("gaps", "--data", small_tables, "--out", out)
    assert (told.returncode, len(told.stderr.splitlines())) == (1, 1)
    assert out.read_text(encoding="utf-8") == "the list before\n"
    assert [path.name for path in tmp_path.iterdir()] == ["gaps.csv"]


def test_years_and_layers_that_are_none_change_nothing(browser: Any, small_atlas_file: Path) -> None:
    with visit(browser, small_atlas_file, "#y=1937") as page:
        before = page.visible()
        times = [f"setTime({given})" for given in ("null, null", "'x', {}", "true", "[]", "''")]
        for call in (*times, "setLayers(null)", "setLayers('camps')"):
            told = page.run(
                f"async () => {{ try {{ await geokz.{call}; }} catch (problem) {{ return `${{problem}}`; }} }}"
            )
            assert "takes" in told, call
            assert page.years() == [1937, 1937], call
            assert page.visible() == before, call


OLD_BROWSER = """
delete window.ResizeObserver;
const media = window.matchMedia;
window.matchMedia = (query) => { const found = media(query); return { matches: found.matches, media: query }; };
"""


@pytest.mark.parametrize("lacking", ["delete window.ResizeObserver", OLD_BROWSER], ids=["no observer", "old media"])
def test_a_browser_that_lacks_something_shows_the_map_or_says_so(
    browser: Any, small_atlas_file: Path, lacking: str
) -> None:
    context = browser.new_context(offline=True)
    context.add_init_script(lacking)
    tab = context.new_page()
    tab.goto(small_atlas_file.as_uri())
    tab.wait_for_timeout(1_500)
    marks = tab.evaluate("() => (window.geokz && geokz.visible ? geokz.visible().length : 0)")
    said = tab.locator("body").inner_text()
    context.close()
    assert marks > 0 or "browser" in said
