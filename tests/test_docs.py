"""The documentation is built without a warning, asks no network for anything, and its examples are true."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import geokz
from geokz.export.book import book_of

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = [
    "index",
    "look",
    "qgis",
    "large",
    "script",
    "tutorial",
    "data",
    "recipes",
    "region",
    "rooms",
    "api/atlas",
    "api/dates",
    "api/places",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("sphinx", reason="Sphinx is not installed; pip install 'geokz[docs]'")
    folder = tmp_path_factory.mktemp("site")
    words = ["--fail-on-warning", "--keep-going", "-q", "-b", "html", "-d", str(folder / "trees")]
    run = subprocess.run(
        [sys.executable, "-m", "sphinx", *words, str(DOCS), str(folder / "html")],
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    return folder / "html"


@pytest.mark.slow
def test_the_site_is_built_without_a_warning_and_has_its_pages(site: Path) -> None:
    assert [page for page in PAGES if not (site / f"{page}.html").is_file()] == []


@pytest.mark.slow
def test_no_page_of_the_site_loads_anything_from_elsewhere(site: Path) -> None:
    loaded = re.compile(r"<(?:script|img|link|iframe)\b[^>]*\b(?:src|href)=\"(https?:[^\"]*)")
    assert {url for page in site.rglob("*.html") for url in loaded.findall(page.read_text(encoding="utf-8"))} == set()


@pytest.mark.slow
def test_every_public_name_is_told_of(site: Path) -> None:
    told = "".join(page.read_text(encoding="utf-8") for page in (site / "api").glob("*.html"))
    assert [name for name in geokz.__all__ if name not in told] == []


def example(page: str, holds: str) -> str:
    """The Python block of a page that holds these words."""
    blocks = re.findall(r"^```python\n(.*?)^```", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (found,) = [block for block in blocks if holds in block]
    return found


@pytest.mark.slow
def test_the_six_maps_of_the_tutorial_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, atlas: geokz.Atlas
) -> None:
    """Block after block as a reader runs them; the million points are twenty thousand here, for speed alone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(geokz.Atlas, "load", lambda: atlas)  # read once for all tests
    text = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    assert "many = 1_000_000" in text
    names: dict[str, object] = {}
    for block in re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        exec(block.replace("many = 1_000_000", "many = 20_000"), names)
    maps = {path.stem: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.html")}
    assert sorted(maps) == ["cells", "counts", "farms", "letters", "places", "quakes"]
    assert [name for name, page in maps.items() if "geokzEngine.timeLayer(" not in page or "https://cdn" in page] == []


def test_the_format_of_the_recipe_writes_what_it_says(small_atlas_folder: Path, tmp_path: Path) -> None:
    names: dict[str, object] = {"__name__": "geokz.export.markdown", "__package__": "geokz.export"}
    exec(example("recipes.md", "def write_markdown"), names)
    write = names["write_markdown"]
    assert callable(write)
    write(book_of(geokz.Atlas.load(small_atlas_folder)), tmp_path / "list.md")
    lines = (tmp_path / "list.md").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["- Karlag, 1931-09-17/1959-07-27", "- Dolinka section, 1932~/"]
    assert lines[-1].startswith("geokz (CC BY 4.0)")


def test_the_years_of_the_script_page_select_what_it_says(atlas: geokz.Atlas) -> None:
    for line in example("script.md", "certain=True").splitlines():
        assert len(eval(line, {"atlas": atlas}).things) > 100, line


@pytest.mark.slow
def test_a_layer_is_the_three_files_of_the_recipe(small_atlas_folder: Path) -> None:
    header = (small_atlas_folder / "plants.csv").read_text(encoding="utf-8").splitlines()[0]
    row = "trial,Trial hospital,Больница,Аурухана,hospital,1931/1940,karaganda,,certain,ck-labour[L91],"
    (small_atlas_folder / "hospitals.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    package = small_atlas_folder / "datapackage.json"
    text = package.read_text(encoding="utf-8")
    entry = (
        '{"name": "hospitals", "path": "hospitals.csv", "profile": "tabular-data-resource", "format": "csv", '
        '"encoding": "utf-8", "title": "Hospitals", "schema": "schema/thing.json", "geokz": "layer"},'
    )
    package.write_text(text.replace('"resources": [', f'"resources": [{entry}', 1), encoding="utf-8")
    label, colours = '{ en = "A", ru = "Б", kk = "Ә" }', 'colour = "#123456"\ncolour_dark = "#8899aa"'
    style = f'\n[hospitals]\nlabel = {label}\n{colours}\nshape = "cross"\n'
    with (small_atlas_folder / "layers.toml").open("a", encoding="utf-8") as file:
        file.write(style)
    assert geokz.Atlas.load(small_atlas_folder).at(1935).layer("hospitals").index.tolist() == ["trial"]
