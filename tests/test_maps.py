"""Themed maps: what ``maps.toml`` says is checked, built and opened in a real browser without a network."""

from __future__ import annotations

import json
import re
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from browser import Visit, visit
from shell import geokz as shell

import geokz
from geokz.errors import GeokzError
from geokz.folder.maps import ThemedMap, choose_maps
from geokz.folder.read import read
from geokz.folder.toml import read_toml
from geokz.render.page import build_themed_map, write_page

GEODATA = Path(__file__).resolve().parents[1] / "geodata"
KEYS = ["atlas", "karlag", "turksib", "ore-altai", "war"]

TITLE = 'title = { en = "A", ru = "Б", kk = "Ә" }'
PLAIN = f"""\
[[maps]]
key = "one"
{TITLE}
start = 1930
end = 1940
year = 1935
frame = [[46.0, 70.0], [51.0, 76.0]]
"""


@pytest.fixture(scope="module")
def maps(atlas: geokz.Atlas) -> dict[str, ThemedMap]:
    return {themed.key: themed for themed in atlas.maps}


# ---- the maps that ship ----


def test_the_maps_of_the_questions_are_there(maps: dict[str, ThemedMap]) -> None:
    assert list(maps) == KEYS
    assert (maps["turksib"].start, maps["turksib"].end) == (1927, 1931)
    assert (maps["atlas"].title, maps["atlas"].start, maps["atlas"].year) == (None, 1919, 1937)
    for themed in [themed for themed in maps.values() if themed.key != "atlas"]:
        assert all(themed.title and themed.title[code] for code in ("en", "ru", "kk"))


def test_only_the_map_of_karlag_leaves_things_out(atlas: geokz.Atlas, maps: dict[str, ThemedMap]) -> None:
    for key, themed in maps.items():
        same = set(atlas.only(themed).things.index) == set(atlas.things.index)
        assert same == (key != "karlag"), key


def test_the_map_of_karlag_has_its_sections_its_works_and_the_camps_it_had_to_do_with(
    atlas: geokz.Atlas, maps: dict[str, ThemedMap]
) -> None:
    things = atlas.only(maps["karlag"]).things
    camps = atlas.layer("camps")
    own = set(camps.index[(camps["part_of"] == "karlag")]) | {"karlag"}
    assert own <= set(things.index)
    assert len(own) > 8
    others = set(things.index[things["layer"] == "camps"]) - own
    ties = atlas.tables["relations"]
    ties = set(ties["subject"]) | set(ties["object"])
    assert others <= ties
    assert {"kazlag", "dzhezkazganlag", "steplag", "peschanlag"} <= others
    assert {"gurlag", "stepnyak-camp"} <= set(camps.index)
    assert not {"gurlag", "stepnyak-camp"} & set(things.index)
    assert len(things[things["layer"] == "towns"]) == len(atlas.layer("towns"))


def test_tours_find_what_they_show_on_the_maps_that_offer_them(atlas: geokz.Atlas, maps: dict[str, ThemedMap]) -> None:
    tours = {tour["key"]: tour for tour in atlas.tours}
    for themed in maps.values():
        held = set(atlas.only(themed).things.index)
        for key in themed.tours or []:
            for step in tours[key]["steps"]:
                assert step.get("select", "karlag") in held
                assert themed.start <= int(step["when"][:4]) <= int(step["when"][-4:]) <= themed.end


# ---- reading and checking ----


def check_text(folder: Path, text: str) -> list[str]:
    (folder / "maps.toml").write_text(text, encoding="utf-8")
    return [str(problem) for problem in geokz.check(folder)[0]]


def test_a_folder_without_the_file_has_the_atlas_alone(small_atlas_folder: Path) -> None:
    folder = read(small_atlas_folder)
    assert folder.maps == [ThemedMap.of(folder.profile)]
    assert (folder.maps[0].key, folder.maps[0].start, folder.maps[0].year) == ("atlas", 1919, 1937)


def test_a_map_has_the_years_and_the_frame_of_the_atlas_unless_it_says_others(small_atlas_folder: Path) -> None:
    assert check_text(small_atlas_folder, '[[maps]]\nkey = "late"\nstart = 1940\n') == []
    folder = read(small_atlas_folder)
    (themed,) = folder.maps
    assert (themed.start, themed.year, themed.end, themed.frame) == (1940, 1940, 1963, folder.profile.frame)


def test_what_goes_on_ends_after_the_clock_of_its_map_and_not_of_the_atlas(small_atlas: geokz.Atlas) -> None:
    page = geokz.build_map(small_atlas, start=1927, end=1931, year=1930).get_root().render()
    for said in ("after 1931", "после 1931", "1931 жылдан кейін"):
        assert json.dumps(said) in page, said


def test_the_settings_are_read(small_atlas_folder: Path) -> None:
    more = 'layers = ["camps"]\nlanguage = "kk"\ntours = []\nonly = { part_of = ["karlag"], layers = ["camps"] }\n'
    assert check_text(small_atlas_folder, PLAIN + more) == []
    (themed,) = read(small_atlas_folder).maps
    assert (themed.key, themed.start, themed.year, themed.end) == ("one", 1930, 1935, 1940)
    assert (themed.layers, themed.language, themed.tours) == (["camps"], "kk", [])
    assert themed.title == {"en": "A", "ru": "Б", "kk": "Ә"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('key = "one"', 'key = "../one"', "maps.toml:2:key  '../one' names a file"),
        ('key = "one"\n', "", "maps.toml:1:key  is missing"),
        ("start = 1930", 'start = "1930"', "maps.toml:4:start  start is '1930'; write a year"),
        ("start = 1930", "start = 1936", "maps.toml:6:year  start, year and end, 1936, 1935, 1940, are not in order"),
        ("end = 1940", "end = 1934", "maps.toml:6:year  start, year and end, 1930, 1935, 1934, are not in order"),
        ("[[46.0, 70.0], [51.0, 76.0]]", "[[70.0, 46.0], [76.0, 51.0]]", "maps.toml:7:frame  [[70.0, 46.0]"),
        ("[[46.0, 70.0], [51.0, 76.0]]", "[46.0, 70.0]", "maps.toml:7:frame  [46.0, 70.0] is no box; write [[south"),
        (', kk = "Ә"', "", "maps.toml:3:title  has no title in 'kk'"),
        ('ru = "Б"', 'ru = "Бa"', "maps.toml:3:title  has the word 'Бa', which mixes"),
        (TITLE, TITLE + '\nsubtitle = { en = "A" }', "maps.toml:4:subtitle  has no subtitle in 'ru', 'kk'; add it"),
        (TITLE, 'title = "A"', "maps.toml:3:title  has no title in each language; write title"),
        ("year = 1935", 'year = 1935\nlayers = ["ships"]', "maps.toml:7:layers  'ships' is no layer"),
        ("year = 1935", 'year = 1935\nlayers = "camps"', "maps.toml:7:layers  'camps' is no list"),
        ("year = 1935", 'year = 1935\ntours = ["moon"]', "maps.toml:7:tours  'moon' is no file of tours/"),
        ("year = 1935", 'year = 1935\nlanguage = "de"', "maps.toml:7:language  there is no language 'de'"),
        ("year = 1935", "year = 1935\nmonth = 13", "maps.toml:7:month  month is '13'; write a number from 1 to 12"),
        ("year = 1935", 'year = 1935\nmonth = "May"', "maps.toml:7:month  month is 'May'; write a number from 1 to 12"),
        ("year = 1935", "year = 1935\nrails = 3", "maps.toml:7:rails  '3' is no text; write the id of a line"),
        ("year = 1935", 'year = 1935\nrails = "moon"', "maps.toml:7:rails  'moon' is not the id of a thing"),
        ("year = 1935", "year = 1935\ncolour = 3", "maps.toml:7:colour  is an unknown setting 'colour'"),
        ("year = 1935", "year = 1935\nonly = 3", "maps.toml:7:only  is no table"),
        ("year = 1935", "year = 1935\nonly = { tied = true }", "maps.toml:7:only  keeps nothing"),
        ("year = 1935", 'year = 1935\nonly = { ids = ["x"] }', "maps.toml:7:only  'x' is not the id of a thing"),
        ("year = 1935", "year = 1935\nonly = { box = 4 }", "maps.toml:7:only  4 is no box; write [[south, west]"),
        ("year = 1935", 'year = 1935\nonly = { ids = [], x = 1 }', "maps.toml:7:only  is an unknown setting 'x'"),
        ("year = 1935", 'year = 1935\nonly = { ids = [], tied = 1 }', "maps.toml:7:only  tied is '1'"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_one_line(small_atlas_folder: Path, old: str, new: str, told: str) -> None:
    assert PLAIN.count(old) == 1
    problems = check_text(small_atlas_folder, PLAIN.replace(old, new))
    assert len(problems) == 1, problems
    assert problems[0].startswith(told)


def test_two_maps_of_one_key_and_the_line_a_map_begins_on(small_atlas_folder: Path) -> None:
    (problem,) = check_text(small_atlas_folder, f"# maps\n\n{PLAIN}\n{PLAIN}")
    assert problem.startswith("maps.toml:12:key  there are two maps 'one'")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[maps]\n", "maps.toml:1:-  cannot be read"),
        ("", "maps.toml:1:maps  holds no map"),
        ("maps = 3\n", "maps.toml:1:maps  holds no map"),
        ("maps = [1]\n", "maps.toml:1:maps  holds no map"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(small_atlas_folder: Path, text: str, told: str) -> None:
    (problem,) = check_text(small_atlas_folder, text)
    assert problem.startswith(told)
    with pytest.raises(geokz.errors.DataError):
        geokz.Atlas.load(small_atlas_folder)


# ---- which things ----


@pytest.mark.parametrize(
    ("only", "kept"),
    [
        ({"ids": ["kirov-mine"]}, {"kirov-mine"}),
        ({"part_of": ["karlag"]}, {"karlag", "dolinka-section", "lost-point"}),
        ({"box": [[49.6, 72.5], [49.7, 72.8]]}, {"karlag", "dolinka-section"}),
        ({"box": [[46.5, 74.5], [47.0, 75.5]]}, {"balkhash-line"}),
        ({"ids": ["dolinka-section"], "tied": True}, {"karlag", "dolinka-section"}),
        (
            {"part_of": ["dolinka-section"], "layers": ["camps", "mines"]},
            {"dolinka-section", "brick-plant", "balkhash-line"},
        ),
    ],
)
def test_only_keeps_what_it_names(small_atlas: geokz.Atlas, only: dict[str, Any], kept: set[str]) -> None:
    chosen = small_atlas.only(ThemedMap.of(small_atlas.profile, "one", only=only))
    assert set(chosen.things.index) == kept
    assert small_atlas.only(ThemedMap.of(small_atlas.profile, "one")) is small_atlas


def test_a_map_nobody_has_is_told_with_those_there_are(small_atlas_folder: Path) -> None:
    with pytest.raises(GeokzError, match="there is no map 'mars'; the maps are atlas"):
        choose_maps(read(small_atlas_folder).maps, ["mars"])


# ---- the shell ----


def build(folder: Path, *words: str) -> CompletedProcess[str]:
    return shell("build", *words, folder=folder)


@pytest.mark.slow
def test_build_writes_every_map_and_names_each_and_some_as_it_writes_all(tmp_path: Path) -> None:
    run = build(tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert re.findall(r"^Open maps/(\S+)\.html in a browser \(.*\)\.$", run.stdout, re.MULTILINE) == KEYS
    assert {path.name for path in (tmp_path / "maps").iterdir()} == {f"{key}.html" for key in KEYS}
    run = build(tmp_path, "war", "karlag", "--out", "some")
    assert [path.stem for path in sorted((tmp_path / "some").iterdir())] == ["karlag", "war"]
    assert run.stdout.count("Open some/") == 2
    for path in (tmp_path / "some").iterdir():
        assert path.read_bytes() == (tmp_path / "maps" / path.name).read_bytes()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["mars"], "geokz: there is no map 'mars'; the maps are atlas, karlag, turksib, ore-altai, war\n"),
        (
            ["--start", "1950"],
            "geokz: the clock's years 1950 to 1931 are reversed (the map 'turksib'); give the earlier year first\n",
        ),
    ],
)
def test_a_wrong_word_builds_nothing(tmp_path: Path, words: list[str], told: str) -> None:
    run = build(tmp_path, *words)
    assert (run.returncode, run.stdout, run.stderr) == (1, "", told)
    assert list(tmp_path.iterdir()) == []


def test_unknown_layers_of_a_map_are_told(small_atlas: geokz.Atlas) -> None:
    with pytest.raises(GeokzError, match="there is no layer 'ships'"):
        geokz.build_map(small_atlas, layers=["ships"])


# ---- the pages ----


@pytest.fixture(scope="module")
def pages(atlas: geokz.Atlas, maps: dict[str, ThemedMap], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("maps")
    return {
        key: write_page(build_themed_map(atlas, themed), folder / f"{key}.html") for key, themed in maps.items()
    }  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_every_map_opens_offline_at_its_theme(
    browser: Any, pages: dict[str, Path], atlas: geokz.Atlas, maps: dict[str, ThemedMap], key: str
) -> None:
    themed = maps[key]
    with visit(browser, pages[key]) as page:
        assert page.complaints == []
        assert [url for url in page.requests if not url.startswith(("file:", "data:", "blob:"))] == []
        assert page.text("h1") == (themed.title or atlas.profile.title)["en"]
        assert page.years() == [themed.year, themed.year]
        state = page.run("() => geokz.state()")
        shown = [name for name, style in atlas.layers.items() if style.show] if themed.layers is None else themed.layers
        assert sorted(state["layers"]) == sorted(shown)
        south, west, north, east = page.run(
            "() => { const b = geokz.map.getBounds(); return [b.getSouth(), b.getWest(), b.getNorth(), b.getEast()]; }"
        )
        # bounds of the map are clipped by the reach of the whole page
        (frame_south, frame_west), (frame_north, frame_east) = themed.frame
        assert south <= frame_south and west <= frame_west and north >= frame_north and east >= frame_east
        visible = page.visible()
        held = set(atlas.only(themed).things.index)
        assert len(visible) > 20
        assert set(visible) <= held
        labels = page.run("() => window.labelsDrawn.length")
        assert labels > 5
        for code in ("ru", "kk"):
            page.run("(code) => geokz.setLanguage(code)", code)
            title = (themed.title or atlas.profile.title)[code]
            assert page.text("h1") == title
            below = (themed.subtitle or atlas.profile.subtitle)[code].format(**{"from": themed.start, "to": themed.end})
            assert page.run("() => document.querySelector('.geokz-subtitle').textContent") == below
            assert page.run("() => document.title") == f"geokz. {title}"


def written_anew(page: Visit, year: int) -> set[str]:
    """What is written on the map when the year is drawn once more."""
    page.set_years(year, year)
    page.run("() => { window.labelsDrawn = []; }")
    page.draw_anew()
    return set(page.run("() => window.labelsDrawn"))


@pytest.mark.parametrize(
    ("year", "written", "unwritten"),
    [
        (1927, {"155 km?"}, {"340 km", "772 km", "506 km"}),
        (1928, {"340 km"}, {"155 km", "772 km", "506 km"}),
        (1929, {"772 km", "506 km"}, {"340 km", "155 km"}),
        (1930, {"rails met, 28 April 1930"}, {"The rails meet", "772 km", "506 km"}),
        (1931, {"rails came here, February 1931"}, {"rails met, 28 April 1930", "772 km"}),
    ],
)
def test_the_map_of_turksib_shows_how_far_the_rails_were(
    browser: Any, pages: dict[str, Path], year: int, written: set[str], unwritten: set[str]
) -> None:
    with visit(browser, pages["turksib"], f"#y={year}") as page:
        drawn = written_anew(page, year)
        assert written <= drawn
        assert not unwritten & drawn


def test_the_clock_of_turksib_moves_by_months_and_counts_kilometres(browser: Any, pages: dict[str, Path]) -> None:
    with visit(browser, pages["turksib"]) as page:
        assert page.tab.locator(".geokz-year").input_value() == "1928-12"
        said = page.text(".geokz-people-sum >> nth=0").replace("\u00a0", " ")
        assert said == "December 1928: 340\u2060–\u2060846 of 1,445 km of rails laid"
        assert page.text(".geokz-most") == "1,445 km"
        page.tab.keyboard.press("ArrowRight")
        page.tab.wait_for_selector(".geokz-handle-to[aria-valuetext='January 1929']", timeout=5000)
        page.follow("y=1930.04-1930.04&lang=ru", rest=200)
        said = page.text(".geokz-people-sum >> nth=0").replace("\u00a0", " ")
        assert said == "Апрель 1930: уложено 1 445 из 1 445 км рельсов"
        page.run("() => geokz.setLayers(['towns'])")
        assert page.tab.locator(".geokz-people-sum >> nth=0").is_hidden()


def test_railheads_go_with_their_layer_and_their_language(browser: Any, pages: dict[str, Path]) -> None:
    with visit(browser, pages["turksib"], "#y=1929&lang=ru") as page:
        assert {"772 км", "506 км"} <= set(page.run("() => window.labelsDrawn"))
        assert {"772 км", "506 км"} <= written_anew(page, 1929)
        page.run("() => geokz.setLayers(['towns'])")
        assert not {"772 км", "506 км"} & written_anew(page, 1929)


def test_the_maps_file_is_written_as_it_is_read() -> None:
    toml, problems = read_toml(GEODATA, "maps.toml")
    assert toml and problems == []
    lines = (GEODATA / "maps.toml").read_text(encoding="utf-8").splitlines()
    for number, entry in enumerate(toml.values["maps"]):
        assert lines[toml.line("maps", number) - 1] == "[[maps]]"
        assert lines[toml.line("maps", number, "key") - 1] == f'key = "{entry["key"]}"'


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"start": "1930"}, "start='1930' is no year; give a whole number such as 1938"),
        ({"year": "1931-05"}, "year='1931-05' is no year"),
        ({"month": 13}, "month=13 is no month; give a whole number from 1 to 12"),
        ({"rails": "karlag"}, "railheads.csv tells nothing of 'karlag'; its lines are none"),
        ({"year": (1931, 1940)}, "year=(1931, 1940) is no year"),
        ({"frame": [[51, 76], [46, 70]]}, "frame: [[51, 76], [46, 70]] is no box"),
        ({"frame": [46, 70, 51, 76]}, "frame: [46, 70, 51, 76] is no box"),
        ({"layers": "camp"}, "there is no layer 'camp'"),
        ({"tours": ["karlagg"]}, "there is no tour 'karlagg'; the tours are "),
        ({"tours": "karlagg"}, "there is no tour 'karlagg'"),
    ],
)
def test_a_wrong_word_of_a_map_is_told_by_its_name(small_atlas: geokz.Atlas, words: dict[str, Any], told: str) -> None:
    with pytest.raises(GeokzError, match=re.escape(told)):
        geokz.build_map(small_atlas, **words)


def test_a_folder_is_no_atlas_yet(small_atlas_folder: Path) -> None:
    with pytest.raises(GeokzError, match="str is no atlas; give geokz"):
        geokz.build_map(str(small_atlas_folder))  # type: ignore[arg-type]


def test_one_layer_and_one_map_are_named_by_a_word_as_well_as_by_a_list(small_atlas: geokz.Atlas) -> None:
    page = geokz.build_map(small_atlas, layers="camps")
    shown = {child.source["key"] for child in page._children.values() if isinstance(child, geokz.Layer) and child.show}
    assert shown == {"camps"}
    maps = [ThemedMap.of(small_atlas.profile, key) for key in ("one", "two")]
    assert choose_maps(maps, "two") == maps[1:]
