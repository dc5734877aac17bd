"""An atlas is a folder: ten rows of Kolyma and ten of Franconia are checked, built, found and exported as their own."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from browser import visit
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from shell import geokz as geokz_word

import geokz
from geokz.checks import check
from geokz.cli.app import app
from geokz.export import FORMATS
from geokz.folder.cut import _relief, cut_base_map
from geokz.folder.labels import labels, untranslated
from geokz.folder.new import new
from geokz.folder.profile import Profile, read_profile
from geokz.folder.projection import crs_problem
from geokz.folder.read import read
from geokz.folder.toml import box_problem
from geokz.gazetteer.locate import area_of
from geokz.gazetteer.regions import Regions
from geokz.render.details import page_details
from geokz.render.ground import below_things
from geokz.render.page import write_page
from geokz.render.plain import plain_page
from geokz.render.strings import strings_of

HOME = Path(__file__).parent / "atlases"
NAMES = ["kolyma", "franconia"]
OURS = re.compile(r"kazakh|казах|қазақ|karaganda|karlag|geodata/", re.IGNORECASE)


@pytest.fixture(scope="module", params=NAMES)
def region(request: pytest.FixtureRequest) -> geokz.Atlas:
    """An atlas of another region."""
    return geokz.Atlas.load(HOME / request.param)


@pytest.fixture(scope="module")
def kolyma() -> geokz.Atlas:
    return geokz.Atlas.load(HOME / "kolyma")


@pytest.fixture(scope="module")
def franconia() -> geokz.Atlas:
    return geokz.Atlas.load(HOME / "franconia")


@pytest.fixture
def folder(tmp_path: Path, begun: Path) -> Path:
    """A new atlas of Franconia, to break."""
    return Path(shutil.copytree(begun, tmp_path / "mine"))


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("new") / "mine"
    new(home, box=(10.2, 49.2, 11.8, 50.2), languages=("de", "en"))
    return home


Edit = Any


def test_it_is_sound_and_has_ten_things(region: geokz.Atlas) -> None:
    assert check(region)[0] == []
    assert len(region.things) == 10


def test_no_record_and_no_word_of_its_page_is_of_another_atlas(region: geokz.Atlas) -> None:
    profile = region.profile
    details = page_details(region, {}, years=(profile.first, profile.last))
    strings = strings_of(region.languages, profile)
    for told in (details, strings, [plain_page(region, code) for code in region.languages]):
        assert OURS.findall(json.dumps(told, ensure_ascii=False)) == []
    assert details["about"]["measure"] == "prisoners"
    assert strings["endOpen"] != strings_of(region.languages, Profile())["endOpen"]


def test_the_page_moves_over_its_own_box(kolyma: geokz.Atlas) -> None:
    page = geokz.build_map(kolyma).get_root().render()
    edges = r'"maxBounds": \[\s*\[\s*54.0,\s*132.0,\s*\],\s*\[\s*70.0,\s*172.0,'
    assert re.search(edges, page)
    assert '"clock": {"from": 1952, "max": 1957, "min": 1929, "to": 1952}' in page


@pytest.mark.slow
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_export_is_of_its_own_region(region: geokz.Atlas, tmp_path: Path, suffix: str) -> None:
    path = Path(geokz.export(region, tmp_path / f"things{suffix}"))
    parts = [path.read_bytes()]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
    for part in parts:
        assert OURS.findall(part.decode("utf-8", "ignore")) == []


@pytest.mark.slow
def test_an_export_read_back_is_the_same_atlas(franconia: geokz.Atlas, tmp_path: Path) -> None:
    again = geokz.read(geokz.export(franconia, tmp_path / "things.zip"))
    assert again.profile == franconia.profile
    assert again.languages == ("de", "en")
    assert list(again.things.index) == list(franconia.things.index)


def test_linked_places_name_the_countries_of_the_folder(kolyma: geokz.Atlas, tmp_path: Path) -> None:
    written = json.loads(geokz.export(kolyma, tmp_path / "things.lpf.json").read_text(encoding="utf-8"))
    assert {tuple(feature["properties"]["ccodes"]) for feature in written["features"]} == {("RU",)}
    town = next(one for one in written["features"] if one["@id"] == "urn:kolyma:magadan-town")
    assert town["when"]["timespans"][0]["end"] == {"earliest": "1957-12-31"}


def test_the_project_has_the_reference_system_and_the_frame_of_the_folder(
    franconia: geokz.Atlas, tmp_path: Path
) -> None:
    path = geokz.export(franconia, tmp_path / "things.qgz", language="de")
    with zipfile.ZipFile(path) as archive:
        project = archive.read("things.qgs").decode()
    assert "<authid>EPSG:25832</authid>" in project
    assert 400_000 < float(re.search(r"<xmin>(\d+)</xmin>", project)[1]) < 700_000  # type: ignore[index]
    with closing(sqlite3.connect(tmp_path / "things.gpkg")) as file:
        assert file.execute("SELECT count(*) FROM things").fetchone() == (10,)


def test_the_finder_has_the_names_and_wholes_of_the_folder(kolyma: geokz.Atlas, franconia: geokz.Atlas) -> None:
    assert kolyma.gazetteer.place("РСФСР, Нагаево").id == "magadan"
    assert franconia.gazetteer.place("Bamberg, Bayern").id == "bamberg"
    assert geokz.gaps(kolyma)["wanted"].str.contains("1963").sum() == 0


def test_without_units_of_the_time_the_finder_takes_those_of_today(kolyma: geokz.Atlas) -> None:
    for gazetteer in (kolyma.gazetteer, geokz.Gazetteer.load(HOME / "kolyma", store=None)):
        assert gazetteer.place("Нагаево, Магаданская область").id == "magadan"
        with pytest.raises(geokz.AmbiguousPlace, match="nobody here knows the oblast 'Дальневосточный край'"):
            gazetteer.place("Нагаево", region="Дальневосточный край")


def test_where_a_folder_has_no_polygons_a_point_is_in_none_of_ours(atlas: geokz.Atlas) -> None:
    assert area_of(73.1, 49.8, SimpleNamespace(folder=HOME / "kolyma")) == ""  # type: ignore[arg-type]
    assert area_of(10.0, 49.8, SimpleNamespace(folder=atlas.folder)) == "outside"  # type: ignore[arg-type]


def test_the_page_of_franconia_speaks_german(browser: Any, franconia: geokz.Atlas, tmp_path: Path) -> None:
    path = write_page(geokz.build_map(franconia), tmp_path / "page.html")
    with visit(browser, path, "#y=1850&id=ludwigsbahn&lang=de") as page:
        assert "7. Dezember 1835" in page.text(".geokz-card")
        assert page.text("h1") == "Eisenbahnen in Franken"
        page.tab.get_by_role("button", name="Tabelle", exact=True).click()
        assert not page.tab.locator(".geokz-table .geokz-col-prisoners").first.is_visible()
        assert not page.tab.locator(".geokz-save .geokz-check").is_visible()
        assert OURS.findall(page.run("() => document.body.textContent")) == []
        assert page.complaints == []


def test_a_title_and_names_from_right_to_left_are_set_so(
    browser: Any, folder: Path, edit: Edit, tmp_path: Path
) -> None:
    for file in folder.rglob("*"):
        if file.suffix in {".toml", ".json", ".csv"}:
            text = file.read_text(encoding="utf-8")
            text = re.sub(r"_de\b", "_he", text).replace("de = ", "he = ").replace('["de", ', '["he", ')
            text = text.replace("Beispielstadt", "עיר לדוגמה").replace("Ein neuer Atlas", "אטלס חדש")
            file.write_text(text, encoding="utf-8")
    assert check(folder)[0] == []
    path = write_page(geokz.build_map(geokz.Atlas.load(folder)), tmp_path / "page.html")
    with visit(browser, path, "#y=1900&id=example-town-itself&lang=he") as page:
        assert page.text("h1") == "אטלס חדש" and page.text(".geokz-card h2") == "עיר לדוגמה"
        told = "(part) => getComputedStyle(document.querySelector(part)).unicodeBidi"
        assert {page.run(told, part) for part in ("h1", ".geokz-card h2", ".geokz-card button")} == {"plaintext"}
        drawn = set(page.run("() => window.labelsDrawn"))
        assert "\u2068עיר לדוגמה\u2069" in drawn and "עיר לדוגמה" not in drawn  # its own direction on the map too
        assert page.complaints == []


# ---- what is wrong is one line with the way out ----

WRONG = [
    (
        'title = { de = "Ein neuer Atlas", en = "A new atlas" }\n',
        "",
        "atlas.toml:1:title  has no title in each language",
    ),
    ('["de", "en"]', '["Deutsch"]', "atlas.toml:2:languages  'Deutsch' is no code of a language; write it by BCP 47"),
    (
        "first = 1800",
        "first = 2001",
        "atlas.toml:5:clock  the years first 2001, opening 1900, last 2000 are not in order",
    ),
    ("last = 2000\n", "", "atlas.toml:5:last  is missing; give the clock its last year"),
    ("opening = 1900", 'opening = "1900"', "atlas.toml:8:opening  is '1900'; write a year between 1 and 9999"),
    (
        "frame = [[49.2, 10.2], [50.2, 11.8]]",
        "frame = [[60, 170], [70, -170]]",
        "atlas.toml:11:frame  [[60, 170], [70, -170]] lies across the date line; let it end at 180",
    ),
    ("frame = [[49.2, 10.2], [50.2, 11.8]]", "frame = 3", "atlas.toml:11:frame  3 is no box; write [[south, west]"),
    ("frame = [[49.2, 10.2], [50.2, 11.8]]", "frame = [[40.0, 10.2], [50.2, 11.8]]", "atlas.toml:12:pan  "),
    (
        "frame = ",
        'projection = "nonsense"\nframe = ',
        "atlas.toml:11:projection  'nonsense' is no projection that PROJ",
    ),
    (
        "frame = ",
        'projection = "EPSG:4326"\nframe = ',
        "atlas.toml:11:projection  'EPSG:4326' is no projection in metres",
    ),
    ("frame = ", 'projection = "EPSG:3857"\nframe = ', "atlas.toml:11:projection  'EPSG:3857' does not keep areas"),
    (
        "frame = ",
        'projection = "+proj=laea +lat_0=50 +lon_0=100 +units=m"\nframe = ',
        "atlas.toml:11:projection  '+proj=laea +lat_0=50 +lon_0=100 +units=m' does not fit the frame: a distance",
    ),
    (
        "frame = ",
        'crs = "EPSG:99999"\nframe = ',
        "atlas.toml:11:crs  'EPSG:99999' is no reference system that PROJ knows",
    ),
    (
        "frame = ",
        'crs = "EPSG:2193"\nframe = ',
        "atlas.toml:11:crs  'EPSG:2193' does not fit the frame: it is made for New Zealand",
    ),
    ("frame = ", 'crs = "Mercator"\nframe = ', "atlas.toml:11:crs  'Mercator' is no code of a reference system"),
    (
        "[area]",
        '[area]\ncountries = ["Germany"]',
        "atlas.toml:16:countries  'Germany' is no country; write two capitals",
    ),
    ("[area]", "[area]\ncolour = 3", "atlas.toml:16:colour  is an unknown setting 'colour'; the settings are"),
    ("[area]", '[cite]\nforms = ["mla"]\n[area]', "atlas.toml:16:forms  'mla' is no form of a citation; the forms are"),
    (
        "[area]",
        '[words.fr]\nyear = "an"\n[area]',
        "atlas.toml:15:fr  'fr' is no language of the atlas; they are de, en",
    ),
    ("[clock]", "clocks = 1\n[clock]", "atlas.toml:5:clocks  is an unknown setting 'clocks'; the settings are"),
]


@pytest.mark.parametrize(("old", "new_text", "told"), WRONG)
def test_a_wrong_setting_is_one_line(folder: Path, edit: Edit, old: str, new_text: str, told: str) -> None:
    edit(folder, "atlas.toml", old, new_text)
    problems = [str(problem) for problem in read(folder).problems if problem.file == "atlas.toml"]
    assert len(problems) == 1, problems
    assert problems[0].startswith(told)


def test_a_folder_without_the_file_is_told_what_to_write(folder: Path) -> None:
    (folder / "atlas.toml").unlink()
    (problem,) = read(folder).problems
    assert str(problem).startswith(
        f"atlas.toml:1:-  is not in {folder}; give the atlas its title, languages, clock and"
    )
    with pytest.raises(geokz.DataError):
        geokz.Atlas.load(folder)


def test_a_step_outside_the_years_of_the_clock_is_told(folder: Path, edit: Edit) -> None:
    edit(folder, "atlas.toml", "first = 1800", "first = 1901")
    edit(folder, "atlas.toml", "opening = 1900", "opening = 1901")
    assert [str(problem) for problem in read(folder).problems] == [
        "tours/first.toml:5:when  step 1 has '1900', outside the years 1901 to 2000 of the clock; choose others, or "
        "see [clock] in atlas.toml"
    ]


def test_words_of_its_own_are_those_of_the_page(folder: Path, edit: Edit) -> None:
    edit(folder, "atlas.toml", "[area]", '[words.de]\nfound = "Da: {who}"\n[area]')
    with pytest.raises(geokz.GeokzError, match=r"atlas.toml: words.de.found has the hole \{who\}, which nobody fills"):
        geokz.build_map(geokz.Atlas.load(folder))
    run = geokz_word("check", "--data", folder)
    assert (run.returncode, run.stdout.count("\n"), run.stderr.count("\n")) == (1, 1, 1)
    assert run.stdout.startswith("atlas.toml:16:found  has the hole {who}, which nobody fills; the holes are ")
    edit(folder, "atlas.toml", 'found = "Da: {who}"', 'fonud = "Da"')
    with pytest.raises(geokz.GeokzError, match=r"words.de.fonud 'fonud' is no text of the page"):
        geokz.build_map(geokz.Atlas.load(folder))
    edit(folder, "atlas.toml", 'fonud = "Da"', 'found = "Da"')
    assert strings_of(["de", "en"], geokz.Atlas.load(folder).profile)["found"] == {"de": "Da", "en": "Found"}


edges = st.floats(-84, 84, allow_nan=False).map(lambda edge: round(edge, 3))


@given(st.tuples(edges, edges, edges, edges))
def test_a_box_is_one_only_where_its_corners_are_in_order(four: tuple[float, float, float, float]) -> None:
    south, west, north, east = four
    assert (box_problem([[south, west], [north, east]]) == "") == (south < north and west < east)


# ---- geokz new ----


@pytest.mark.slow
@pytest.mark.parametrize("languages", [("de", "en"), ("ru", "kk"), ("sr-Latn", "fr")])
def test_a_new_atlas_is_sound_and_builds(tmp_path: Path, languages: tuple[str, ...]) -> None:
    files = new(tmp_path / "mine", box=(10, 49, 12, 50), languages=languages)
    told = " ".join(
        path.read_text(encoding="utf-8") for path in files if path.suffix in {".csv", ".json", ".md", ".toml"}
    )
    assert not re.search("soviet|kazakhstan|en, ru, kk", told, re.IGNORECASE)
    assert {"atlas.toml", "layers.toml", "maps.toml", "README.md", "places.csv"} <= {file.name for file in files}
    assert check(tmp_path / "mine")[0] == []
    atlas = geokz.Atlas.load(tmp_path / "mine")
    assert (atlas.languages, len(atlas.things)) == (languages, 2)
    assert OURS.findall(plain_page(atlas, languages[0])) == []
    assert "atlas.html" in [built.path.name for built in geokz.build(atlas, out=tmp_path / "maps")]


@pytest.mark.parametrize("box", [(-180, -85, 180, 85), (165, -48, 180, -34), (10, 49, 10.001, 49.001)])
def test_a_new_atlas_of_any_box_is_sound(tmp_path: Path, box: tuple[float, ...]) -> None:
    new(tmp_path / "mine", box=box)
    assert check(tmp_path / "mine")[0] == []


def test_a_reference_system_across_the_date_line_fits_what_lies_there() -> None:
    frames = {((-48, 165), (-34, 180)): True, ((-45, -180), (-43, -176)): True, ((49, 10), (50, 12)): False}
    for frame, fits in frames.items():
        assert (crs_problem(Profile(frame=frame, crs="EPSG:3832")) == "") is fits, frame


def test_the_years_of_a_table_reach_as_far_as_the_clock(folder: Path, edit: Edit) -> None:
    edit(folder, "objects.csv", "1850/1950", "0250/0300")
    told = "objects.csv:2:when  '0250/0300' is no time of this atlas; write years from 500 to 2100"
    assert [str(problem) for problem in read(folder).problems] == [told]
    edit(folder, "atlas.toml", "first = 1800", "first = 100")
    assert read(folder).problems == []


@pytest.mark.parametrize(
    ("box", "languages", "told"),
    [
        ((170, 60, -170, 70), ("en",), "the box 170,60,-170,70 lies across the date line"),
        (
            (10, 50, 12, 49),
            ("en",),
            "^the box 10,50,12,49 is no box; write west,south,east,north, the lesser ",
        ),
        ((10, 50, 12), ("en",), "the box 10,50,12 has 3 edges; write west,south,east,north"),
        (None, ("Deutsch",), "--languages Deutsch: 'Deutsch' is no code of a language"),
        (None, (), "are 0 languages; name one to 6"),
    ],
)
def test_a_new_atlas_of_nowhere_is_not_begun(tmp_path: Path, box: Any, languages: Any, told: str) -> None:
    with pytest.raises(geokz.GeokzError, match=told):
        new(tmp_path / "mine", box=box, languages=languages)
    assert not (tmp_path / "mine").exists()


def test_a_folder_with_something_in_it_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(geokz.GeokzError, match="is there already; name a folder that is not, or an empty one"):
        new(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_a_base_map_is_cut_where_its_packages_are(tmp_path: Path) -> None:
    made = cut_base_map(((49.0, 10.0), (50.0, 12.0)))
    assert set(made) <= {"water.geojson", "borders.geojson", "oblasts.geojson", "relief.webp"}
    if made:
        assert made["relief.webp"][8:12] == b"WEBP"


def test_a_box_of_a_few_pixels_of_the_world_has_no_relief(tmp_path: Path) -> None:
    Image.new("L", (360, 180), 200).save(tmp_path / "shadedrelief.jpg")
    assert _relief(tmp_path, ((49.0, 10.0), (50.0, 12.0))) == b""
    assert _relief(tmp_path, ((0.0, 0.0), (40.0, 40.0)))[8:12] == b"WEBP"


def test_the_profile_of_the_atlas_that_ships(atlas: geokz.Atlas) -> None:
    profile, problems = read_profile(Path(atlas.folder))
    assert (problems, profile.countries, profile.first, profile.last) == ([], ("KZ",), 1919, 1963)
    assert profile.admin1["KZ.12"] == "karaganda"
    assert strings_of(["en"], profile)["peopleNone"]["en"].count("prisoners") == 1


# ---- atlases beside each other ----


def test_two_atlases_stand_under_one_clock_with_ids_of_their_own(kolyma: geokz.Atlas, franconia: geokz.Atlas) -> None:
    both = geokz.Atlas.join(kolyma, franconia)
    apart = {f"franconia-{thing}" for thing in franconia.things.index}
    assert set(both.things.index) == set(kolyma.things.index) | apart
    assert both.languages == ("ru", "en", "de")
    assert (both.profile.first, both.profile.last, both.profile.opening) == (1834, 1957, 1952)
    assert both.profile.frame == ((49.3, 10.6), (66.0, 162.0))
    assert both.profile.title["en"] == "Camps of Kolyma · Railways of Franconia"
    line = both.things.loc["franconia-ludwigsbahn"]
    assert line["path"] == "franconia-nuernberg-plaerrer; franconia-fuerther-kreuzung; franconia-fuerth"
    assert line["source"] == "franconia-ludwigseisenbahn[lead]" and line["name_de"] == "Ludwigsbahn Nürnberg–Fürth"


@pytest.mark.parametrize("year", [1850, 1932, 1952])
def test_what_a_year_shows_of_two_atlases_is_what_each_shows(
    kolyma: geokz.Atlas, franconia: geokz.Atlas, year: int
) -> None:
    one, other = kolyma.states(year), franconia.states(year)
    both = geokz.Atlas.join(kolyma, franconia).states(year)
    assert both[one.index].to_dict() == one.to_dict()
    assert [both[f"franconia-{thing}"] for thing in other.index] == other.to_list()


@pytest.mark.slow
def test_joined_atlases_are_built_found_and_exported(
    kolyma: geokz.Atlas, franconia: geokz.Atlas, tmp_path: Path
) -> None:
    both = geokz.Atlas.join(kolyma, franconia)
    (made,) = geokz.build(both, out=tmp_path)
    assert (made.key, made.things) == ("atlas", 20)
    assert both.gazetteer.place("Нагаево").id == "magadan"
    assert both.gazetteer.place("Bamberg").id == "franconia-bamberg"
    again = geokz.read(geokz.export(both, tmp_path / "both.zip"))
    assert set(again.things.index) == set(both.things.index)


def test_base_maps_lie_each_in_its_edges_in_the_world(kolyma: geokz.Atlas, franconia: geokz.Atlas) -> None:
    layers, below = below_things(geokz.Atlas.join(kolyma, franconia))
    assert [layer["kind"] for layer in layers] == ["land", "abroad", "oblasts", "water", "borders"]
    assert [sheet["box"] for sheet in below["sheets"]] == [((54.0, 132.0), (70.0, 172.0)), ((48.5, 9.4), (50.8, 12.6))]
    assert [bool(sheet["relief"]) for sheet in below["sheets"]] == [True, True]
    alone = geokz.Atlas.join(replace(kolyma, source=replace(kolyma.source, base_map={}, relief=b"")), franconia)
    assert [sheet["box"][0] for sheet in below_things(alone)[1]["sheets"]] == [(48.5, 9.4)]


@pytest.mark.slow
def test_of_joined_atlases_each_place_is_in_the_countries_of_its_folder(
    kolyma: geokz.Atlas, franconia: geokz.Atlas, tmp_path: Path
) -> None:
    both = geokz.Atlas.join(geokz.Atlas.join(kolyma, franconia), _third(franconia))
    written = json.loads(geokz.export(both, tmp_path / "both.lpf.json").read_text(encoding="utf-8"))
    codes: dict[str, set[str]] = {}
    for feature in written["features"]:
        key = feature["@id"].rpartition(":")[2]
        folder = next((name for name in ("franconia-", "third-") if key.startswith(name)), "")
        codes.setdefault(folder, set()).update(feature["properties"].get("ccodes", ["none"]))
    assert codes == {"": {"RU"}, "franconia-": {"DE"}, "third-": {"AT"}}
    assert both.gazetteer.place("РСФСР, Нагаево").id == "magadan"
    assert both.profile.area["en"] == "Kolyma · Franconia · Franconia"


def _third(atlas: geokz.Atlas) -> geokz.Atlas:
    """The same atlas as of another name and country."""
    source = atlas.source
    profile = replace(source.profile, countries=("AT",))
    return replace(atlas, source=replace(source, credit=replace(source.credit, name="third"), profile=profile))


def test_the_names_of_a_country_mean_what_the_joined_folder_has_there() -> None:
    rows = [{"names": "РСФСР", "covers": "RU", "when": ""}]
    beside = Regions.of(rows, lambda name, home: [], admin1={"RU.44": "magadan", "DE.02": "bavaria"})
    assert beside.units("РСФСР", None)[0].areas == {"RU", "magadan"}
    assert Regions.of(rows, lambda name, home: []).units("РСФСР", None)[0].areas == {"RU"}


_PIXEL = """([lat, lon]) => {
    const canvas = document.querySelector('canvas.geokz-base'), at = geokz.map.latLngToContainerPoint([lat, lon]);
    const box = canvas.getBoundingClientRect(), map = geokz.map.getContainer().getBoundingClientRect();
    const ratio = canvas.width / box.width;
    const [x, y] = [at.x + map.left - box.left, at.y + map.top - box.top].map((side) => Math.round(side * ratio));
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    copy.drawImage(canvas, 0, 0);
    return [...copy.getImageData(x, y, 1, 1).data.slice(0, 3)];
}"""


def test_base_maps_side_by_side_are_seen_on_the_land_of_the_world(
    browser: Any, kolyma: geokz.Atlas, franconia: geokz.Atlas, tmp_path: Path
) -> None:
    path = write_page(geokz.build_map(geokz.Atlas.join(kolyma, franconia)), tmp_path / "page.html")
    with visit(browser, path, "#y=1952&lang=en") as page:
        page.run("() => { geokz.map.setView([56, 148], 4, { animate: false }); }")
        page.run("() => new Promise(requestAnimationFrame)")
        water, land = [220, 230, 236], [244, 241, 234]
        asked = {"sea of its own": (57.0, 147.0), "sea of the world": (46.0, 152.0), "land of the world": (58.0, 120.0)}
        seen = {name: page.run(_PIXEL, list(point)) for name, point in asked.items()}
        assert seen == {"sea of its own": water, "sea of the world": water, "land of the world": land}
        assert page.run(_PIXEL, [63.0, 150.0]) not in (land, water)  # its relief
        across = [page.run(_PIXEL, [54.0 + step / 100, 147.0]) for step in range(-20, 21, 2)]
        assert across == [pytest.approx(water, abs=4)] * len(across)  # where its sea was cut there is no shore


# ---- layers of one's own beside an atlas ----


@pytest.mark.slow
def test_a_layer_looks_for_places_in_the_atlas_it_stands_beside(kolyma: geokz.Atlas) -> None:
    letters = pd.DataFrame({"from": ["Нагаево", "Усть-Омчуг", "Акмолинск"], "year": [1935, 1950, 1938]})
    layer = geokz.Layer(letters, "Letters", when="year", place="from", year="year", atlas=kolyma)
    assert (layer.report.drawn, layer.report.rows) == (2, 3)
    assert layer.frame.geometry.x.round(2).tolist()[:2] == [150.80, 149.63]
    page = geokz.build_map(kolyma, add=[layer]).get_root().render()
    assert '"letters"' in page
    shipped = geokz.Layer(letters, "Letters", when="year", place="from", year="year")
    assert (shipped.report.drawn, shipped.report.rows) == (1, 3)
    with pytest.raises(geokz.LayerError, match=r"the layer 'Letters' looked for its places in the atlas that ships"):
        geokz.build_map(kolyma, add=[shipped])
    assert geokz.build_map(None, add=[shipped])
    chosen = geokz.Layer(letters, "Letters", when="year", place="from", atlas=geokz.Atlas.load())
    assert geokz.build_map(kolyma, add=[chosen])
    with pytest.raises(geokz.LayerError, match=r"atlas='kolyma' is no atlas; give geokz.Atlas.load\('kolyma'\)"):
        geokz.Layer(letters, when="year", place="from", atlas="kolyma")  # type: ignore[arg-type]


def test_a_point_is_doubted_that_lies_in_the_atlas_only_exchanged(franconia: geokz.Atlas) -> None:
    points = pd.DataFrame({"when": [1850, 1860], "lon": [49.45, 49.6], "lat": [11.08, 11.0]})
    with pytest.warns(UserWarning, match="only so does it lie in or near Franconia"):
        geokz.Layer(points, "Letters", when="when", atlas=franconia)
    assert "exchanged" not in str(geokz.Layer(points, "Letters", when="when").report)


def test_a_frame_of_names_is_looked_up_in_the_gazetteer_of_an_atlas(kolyma: geokz.Atlas) -> None:
    letters = pd.DataFrame({"from": ["Нагаево", "Акмолинск"], "year": [1935, 1938]})
    found = geokz.geocode(letters, name="from", year="year", gazetteer=kolyma.gazetteer)
    assert found["status"].tolist() == ["ok", "unknown"]
    assert found["lon"].round(2).tolist()[0] == 150.80


def test_the_shell_maps_a_table_by_the_places_of_a_folder(tmp_path: Path) -> None:
    letters = tmp_path / "letters.csv"
    letters.write_text("from,year\nНагаево,1935\nElgen,1951\n", encoding="utf-8")
    words = ["map", str(letters), "--place", "from", "--when", "year"]
    run = CliRunner().invoke(app, [*words, "--data", str(HOME / "kolyma")])
    assert run.exit_code == 0, run.output
    assert "2 of 2 rows drawn" in run.output
    assert "0 of 2 rows drawn" in CliRunner().invoke(app, words).output
    run = CliRunner().invoke(app, [*words, "--data", str(tmp_path / "nowhere")])
    assert run.exit_code == 1 and isinstance(run.exception, geokz.GeokzError | SystemExit)


def test_what_cannot_stand_side_by_side_is_told(kolyma: geokz.Atlas, folder: Path, edit: Edit) -> None:
    with pytest.raises(geokz.GeokzError, match=r"both folders are called 'kolyma' \(name in datapackage.json\); give"):
        geokz.Atlas.join(kolyma, kolyma)
    with pytest.raises(geokz.GeokzError, match="there is no atlas to join"):
        geokz.Atlas.join()
    mine = geokz.Atlas.load(folder)
    edit(folder, "datapackage.json", '"name": "mine"', '"name": "other"')
    edit(folder, "towns.csv", "example-town-itself,", "mine-example-town-itself,")
    other = geokz.Atlas.load(folder)
    edit(folder, "datapackage.json", '"name": "other"', '"name": "mine"')
    edit(folder, "towns.csv", "mine-example-town-itself,", "example-town-itself,")
    with pytest.raises(geokz.GeokzError, match=r"both folders have 'mine-example-town-itself' in towns.csv; give one"):
        geokz.Atlas.join(other, mine)
    package = folder / "datapackage.json"
    package.write_text(package.read_text(encoding="utf-8").replace('"name": "objects"', '"name": "camps"'))
    text = package.read_text(encoding="utf-8").replace('"geokz": "layer"', '"geokz": {"layer": {"extent": "area"}}')
    package.write_text(text, encoding="utf-8")
    edit(folder, "layers.toml", "[objects]", "[camps]")
    with pytest.raises(geokz.GeokzError, match="the layer 'camps' is of points in one and of areas in the other"):
        geokz.Atlas.join(kolyma, geokz.Atlas.load(folder))


@pytest.mark.slow
def test_the_shell_begins_an_atlas_and_builds_two_under_one_clock(tmp_path: Path) -> None:
    def said(*words: str) -> str:
        run = CliRunner().invoke(app, list(words))
        assert run.exit_code == 0, run.output
        return run.output

    mine = tmp_path / "mine"
    assert "Next:\n  geokz check --data" in said("new", str(mine), "--box", "10,49,12,50", "--languages", "de,en")
    assert "No problem" in said("check", "--data", str(mine))
    told = said("build", "--data", str(HOME / "kolyma"), "--data", str(mine), "--out", str(tmp_path / "maps"))
    assert "12 things" in told and (tmp_path / "maps" / "atlas.html").is_file()
    assert "words/la.toml" in said("check", "--words", "--data", str(_latin(tmp_path)))
    assert said("check", "--words", "--data", str(mine)).startswith("The page: No text is missing in de, en.\n")


def test_a_new_atlas_is_german_throughout_and_marks_what_nobody_has_words_for(tmp_path: Path, edit: Edit) -> None:
    new(tmp_path / "german", languages=("de", "en"))
    german = geokz.Atlas.load(tmp_path / "german")
    assert list(untranslated(tmp_path / "german")) == []
    for name in ("types", "relation_types", "measures", "predicates"):
        words = german.tables[name]
        assert (words["label_de"] != "").all(), name
        assert not (words["label_de"] == words["label_en"]).any(), name
    types = german.tables["relation_types"].set_index("key")
    assert types.loc["coal_from", "inverse_de"] == "lieferte Kohle an"
    latin = _latin(tmp_path)
    told = [str(problem) for problem in untranslated(latin)]
    assert "layers.toml:2:la  '[en] Lines' is not translated yet; translate it, or take the row out" in told
    assert any(line.startswith("vocab/types.csv:2:label_la  '[en] corrective labour camp' is not") for line in told)
    assert any(line.startswith("tours/first.toml:9:la  '[en] Example works'") for line in told)
    edit(latin, "vocab/types.csv", "[en] corrective labour camp", "castra poenalia")
    assert len(list(untranslated(latin))) == len(told) - 1
    run = CliRunner().invoke(app, ["check", "--words", "--data", str(latin)])
    assert run.exit_code == 0
    assert f"The page: there are no words in la.\n{latin}: {len(told) - 1} texts not translated yet." in run.output


def test_every_label_of_a_language_is_of_a_word_that_is_there(atlas: geokz.Atlas) -> None:
    for code, said in labels().items():
        assert said["texts"].keys() == labels()["en"]["texts"].keys(), code
        for table in said.keys() - {"language", "texts"}:
            own = {key for key, label in said[table].items() if isinstance(label, str)}
            assert own == set(atlas.tables[table]["key"]), (code, table)


def _latin(tmp_path: Path) -> Path:
    new(tmp_path / "latin", languages=("la",))
    return tmp_path / "latin"
