"""The atlas: what stood in a year, what counts as evidence that it stood, and where it is drawn."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely import LineString, Point

from geokz.atlas import Atlas
from geokz.atlas.things import base_frame, check_things
from geokz.dates import Span, When, day_number, span, states
from geokz.errors import GeokzError, LayerError

Edit = Callable[[Path, str, str, str], None]


def state(atlas: Atlas, thing: str, year: int) -> str:
    """How one thing stands in a year."""
    return states(atlas.things.loc[[thing]], span(year))[0]


# selection by time ------------------------------------------------------------------------------------------


def test_a_year_keeps_what_stood_then_and_what_may_have(small_atlas: Atlas):
    assert small_atlas.at(1942).things.index.tolist() == [
        "karlag",
        "dolinka-section",
        "lost-point",
        "kirov-mine",
        "balkhash-line",
    ]


def test_only_what_surely_stood_is_left_when_that_is_asked(small_atlas: Atlas):
    assert small_atlas.at(1942, certain=True).things.index.tolist() == [
        "karlag",
        "lost-point",
        "kirov-mine",
        "balkhash-line",
    ]


def test_a_camp_is_shown_in_the_year_it_was_opened_and_in_the_year_it_closed(small_atlas: Atlas):
    assert [year for year in range(1925, 1964) if "karlag" in small_atlas.at(year).things.index] == list(
        range(1931, 1960)
    )


def test_an_undated_thing_is_in_no_year_but_in_the_atlas(small_atlas: Atlas):
    assert "brick-plant" in small_atlas.things.index
    assert "brick-plant" not in small_atlas.at(1900, 2000).things.index
    assert state(small_atlas, "brick-plant", 1938) == "undated"


def test_some_years_keep_what_stood_in_any_of_them(small_atlas: Atlas):
    assert "lost-point" in small_atlas.at(1943, 1950).things.index
    assert "lost-point" not in small_atlas.at(1944, 1950).things.index


def test_the_states_of_all_things_come_in_their_order(small_atlas: Atlas):
    assert dict(zip(small_atlas.things.index, states(small_atlas.things, span(1932)), strict=True)) == {
        "karlag": "certain",
        "dolinka-section": "possible",
        "lost-point": "absent",
        "kirov-mine": "absent",
        "brick-plant": "undated",
        "balkhash-line": "absent",
    }


def test_a_row_has_the_state_that_its_date_has_by_itself(small_atlas: Atlas):
    for year in (1930, 1931, 1933, 1940, 1959, 1960):
        assert state(small_atlas, "karlag", year) == When.parse("1931-09-17/1959-07-27").state_in(year)


def test_a_camp_stands_on_its_first_and_last_day_and_not_on_the_days_around_them(small_atlas: Atlas):
    camp = small_atlas.things.loc[["karlag"]]
    days = [
        day_number(1931, 9, 16),
        day_number(1931, 9, 17),
        day_number(1959, 7, 27),
        day_number(1959, 7, 28),
    ]
    assert [states(camp, Span(day, day))[0] for day in days] == ["absent", "certain", "certain", "absent"]


def test_a_section_may_have_stood_on_each_day_its_date_allows_and_on_no_other(small_atlas: Atlas):
    section = small_atlas.things.loc[["dolinka-section"]]
    days = [day_number(1930, 12, 31), day_number(1931, 1, 1), day_number(1933, 12, 31)]
    assert [states(section, Span(day, day))[0] for day in days] == ["absent", "possible", "possible"]
    camp = small_atlas.things.loc[["lost-point"]]
    days = [day_number(1943, 12, 31), day_number(1944, 1, 1)]
    assert [states(camp, Span(day, day))[0] for day in days] == ["possible", "absent"]


def test_years_given_in_the_wrong_order_are_refused_with_both(small_atlas: Atlas):
    with pytest.raises(GeokzError, match="1943 to 1931 are reversed; give the earlier year first"):
        small_atlas.at(1943, 1931)


@pytest.mark.parametrize(
    ("years", "told"), [((3000,), "3000 lies outside"), ((1700, 1918), "1700 to 1918 lie outside")]
)
def test_of_years_outside_the_clock_it_is_said_that_nobody_looked(
    small_atlas: Atlas, years: tuple[int, ...], told: str
):
    with pytest.warns(UserWarning, match=f"{told} 1919 to 1963, of which the atlas tells"):
        small_atlas.at(*years)


def test_years_that_reach_into_the_clock_need_no_word(small_atlas: Atlas):
    assert len(small_atlas.at(1700, 1919).things) < len(small_atlas.at(1963, 3000).things)


def test_the_atlas_of_a_year_can_be_asked_for_another_again(small_atlas: Atlas):
    assert small_atlas.at(1931, 1945).at(1941).things.index.tolist() == small_atlas.at(1941).things.index.tolist()
    assert len(small_atlas.things) == 6


# evidence ---------------------------------------------------------------------------------------------------


def test_a_claim_makes_a_mine_of_unknown_end_certain_up_to_its_date(small_atlas: Atlas):
    assert [state(small_atlas, "kirov-mine", year) for year in (1933, 1934, 1940, 1943, 1944)] == [
        "absent",
        "certain",
        "certain",
        "certain",
        "presumed",
    ]


@pytest.mark.parametrize("standing", ["disputed", "doubtful", "rejected"])
def test_a_claim_that_is_not_accepted_is_no_evidence(small_atlas_folder: Path, edit: Edit, standing: str):
    edit(small_atlas_folder, "claims.csv", "[L92],accepted", f"[L92],{standing}")
    assert state(Atlas.load(small_atlas_folder), "kirov-mine", 1943) == "presumed"


@pytest.mark.parametrize("predicate", ["planned", "decided", "found", "explored"])
def test_a_claim_that_does_not_show_it_at_work_is_no_evidence(small_atlas_folder: Path, edit: Edit, predicate: str):
    edit(small_atlas_folder, "claims.csv", "kirov-mine,produced,", f"kirov-mine,{predicate},")
    assert state(Atlas.load(small_atlas_folder), "kirov-mine", 1943) == "presumed"


def test_a_claim_without_a_date_is_no_evidence(small_atlas_folder: Path, edit: Edit):
    edit(small_atlas_folder, "claims.csv", "produced,1943", "produced,")
    assert state(Atlas.load(small_atlas_folder), "kirov-mine", 1943) == "presumed"


FIGURE = "f1,karlag,prisoners,21329,person,1936,about,,,,smirnov1998[176],accepted,"


@pytest.mark.parametrize(
    ("figure", "found"),
    [
        ("f1,dolinka-section,prisoners,900,person,1936,about,,,,smirnov1998[176],accepted,", "certain"),
        ("f1,dolinka-section,prisoners,900,person,1936,,,,,smirnov1998[176],accepted,", "certain"),
        ("f1,dolinka-section,prisoners,,person,1936,,,,,smirnov1998[176],accepted,", "certain"),
        ("f1,dolinka-section,prisoners,900,person,1936,planned,,,,smirnov1998[176],accepted,", "possible"),
        ("f1,dolinka-section,prisoners,900,person,1936,about,,,,smirnov1998[176],doubtful,", "possible"),
        ("f1,dolinka-section,reserves,900,t,1936,about,,,,smirnov1998[176],accepted,", "possible"),
        ("f1,dolinka-section,prisoners,900,person,,about,,,,smirnov1998[176],accepted,", "possible"),
    ],
)
def test_an_accepted_dated_figure_of_something_at_work_is_evidence_and_no_other(
    small_atlas_folder: Path, edit: Edit, figure: str, found: str
):
    edit(small_atlas_folder, "figures.csv", FIGURE, figure)
    assert state(Atlas.load(small_atlas_folder), "dolinka-section", 1936) == found


def test_evidence_does_not_prolong_a_life_whose_end_is_stated(small_atlas_folder: Path, edit: Edit):
    edit(small_atlas_folder, "figures.csv", "person,1936,", "person,1965,")
    assert state(Atlas.load(small_atlas_folder), "karlag", 1965) == "absent"


def test_an_undated_thing_with_evidence_stands_in_the_year_of_it(small_atlas_folder: Path, edit: Edit):
    edit(small_atlas_folder, "claims.csv", "c1,kirov-mine", "c1,brick-plant")
    atlas = Atlas.load(small_atlas_folder)
    assert [state(atlas, "brick-plant", year) for year in (1942, 1943, 1944)] == [
        "none",
        "certain",
        "presumed",
    ]


TOWN = "{id},Town,Посёлок,Кент,{type},1930/,{place},,certain,ck-labour[L1],\n"


def with_town(folder: Path, kind: str, place: str) -> Atlas:
    """The atlas with a town founded in 1930 of which nobody says when it ended."""
    with (folder / "towns.csv").open("a", encoding="utf-8") as file:
        file.write(TOWN.format(id="town", type=kind, place=place))
    return Atlas.load(folder)


def test_a_village_surely_stands_as_long_as_the_camp_in_it(small_atlas_folder: Path):
    atlas = with_town(small_atlas_folder, "village", "dolinka")
    assert [state(atlas, "town", year) for year in (1929, 1930, 1959, 1960)] == [
        "absent",
        "certain",
        "certain",
        "presumed",
    ]


def test_a_camp_that_may_never_have_been_does_not_show_the_village_it_is_put_in(small_atlas_folder: Path, edit: Edit):
    camp = "1931-09-17/1959-07-27,dolinka,,{},ck-labour[L80-83]"
    edit(small_atlas_folder, "camps.csv", camp.format("certain"), camp.format("doubtful"))
    atlas = with_town(small_atlas_folder, "village", "dolinka")
    assert [state(atlas, "town", year) for year in (1930, 1940, 1959)] == ["certain", "presumed", "presumed"]


def test_what_stood_in_a_town_says_nothing_of_its_other_works(small_atlas_folder: Path):
    atlas = with_town(small_atlas_folder, "state_farm", "dolinka")
    assert state(atlas, "town", 1959) == "presumed"


def test_things_that_nobody_can_place_are_not_taken_to_have_stood_together(small_atlas_folder: Path):
    atlas = with_town(small_atlas_folder, "village", "nowhere")
    assert state(atlas, "town", 1943) == "presumed"


# layers and places ------------------------------------------------------------------------------------------


def test_a_layer_holds_its_own_things_and_no_others(small_atlas: Atlas):
    assert small_atlas.layer("camps").index.tolist() == ["karlag", "dolinka-section", "lost-point"]
    assert small_atlas.layer("mines")["name_ru"].tolist() == ["Шахта имени Кирова"]
    assert small_atlas.layer("towns").empty


def test_a_layer_of_a_year_holds_only_what_stood_then(small_atlas: Atlas):
    assert small_atlas.at(1950).layer("camps").index.tolist() == [
        "karlag",
        "dolinka-section",
    ]


def test_a_layer_nobody_knows_is_refused_with_those_there_are(small_atlas: Atlas):
    with pytest.raises(GeokzError, match="there is no layer 'prisons'; the layers are regions, railways,"):
        small_atlas.layer("prisons")
    with pytest.raises(GeokzError, match="there is no layer 'camp'; perhaps 'camps'; the layers are"):
        small_atlas.layer("camp")


def test_layers_come_in_the_order_of_layers_toml(small_atlas_folder: Path):
    file = small_atlas_folder / "layers.toml"
    headings = [line.strip("[]") for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("[")]
    assert list(Atlas.load(small_atlas_folder).layers) == headings
    assert headings.index("regions") < headings.index("railways") < headings.index("camps")


def test_a_thing_lies_at_its_place_longitude_first(small_atlas: Atlas):
    things = small_atlas.things
    assert things.crs.to_epsg() == 4326
    assert things.geometry["karlag"] == Point(72.68, 49.68)
    assert things.loc["karlag", ["precision", "radius_m", "authority"]].tolist() == [
        "settlement",
        2000,
        "geonames:1524923",
    ]


def test_a_thing_nobody_can_place_has_no_point_but_stays_in_the_atlas(small_atlas: Atlas):
    lost = small_atlas.things.loc["lost-point"]
    assert lost.geometry is None
    assert lost["precision"] == "unlocated"


def test_a_railway_is_a_line_through_those_of_its_places_that_have_a_point(small_atlas: Atlas):
    things = small_atlas.things
    assert things.geometry["balkhash-line"] == LineString([(73.09, 49.80), (74.99, 46.85)])


@pytest.mark.parametrize("path", ["karaganda; mointy", "karaganda", ""])
def test_a_railway_of_which_fewer_than_two_places_are_known_is_not_drawn(
    small_atlas_folder: Path, edit: Edit, path: str
):
    edit(small_atlas_folder, "railways.csv", "karaganda; mointy; balkhash", path)
    assert Atlas.load(small_atlas_folder).things.geometry["balkhash-line"] is None


def test_a_path_without_spaces_is_the_same_line(small_atlas_folder: Path, edit: Edit):
    edit(small_atlas_folder, "railways.csv", "karaganda; mointy; balkhash", "karaganda;mointy;balkhash")
    line = Atlas.load(small_atlas_folder).things.geometry["balkhash-line"]
    assert line == LineString([(73.09, 49.80), (74.99, 46.85)])


def test_the_things_of_an_atlas_can_be_drawn(small_atlas: Atlas):
    check_things(small_atlas.things)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda things: pd.DataFrame(things), "it has no geometry; make a GeoDataFrame"),
        (lambda things: gpd.GeoDataFrame(things.drop(columns="geometry")), "it has no geometry; make a GeoDataFrame"),
        (lambda things: things.set_crs(None, allow_override=True), "it has no CRS; say which"),
        (lambda things: things.to_crs(3857), "it is in EPSG:3857; turn it with frame.to_crs(4326)"),
        (lambda things: things.drop(columns="end_latest").set_crs(None, allow_override=True), "(4326); "),
    ],
    ids=["a table", "no geometry", "no CRS", "metres", "a bound and a CRS"],
)
def test_what_a_frame_lacks_to_be_drawn_by_time_is_told(small_atlas: Atlas, change: Any, told: str):
    with pytest.raises(LayerError, match=re.escape("the frame cannot be drawn by time: ")) as refusal:
        check_things(change(small_atlas.things.copy()))
    assert told in str(refusal.value)


@pytest.mark.parametrize(
    ("properties", "years"),
    [
        ([{}], [True, True]),
        ([{"when": "1931/1940"}], [True, False]),
        ([{"when": None}, {"when": "1950"}], [True, True]),
    ],
    ids=["undated", "dated", "some dated"],
)
def test_a_shape_of_the_base_map_is_there_always_or_in_its_years(properties: list[dict[str, Any]], years: list[bool]):
    shape = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [70, 48]}}
    shapes = {"type": "FeatureCollection", "features": [shape | {"properties": each} for each in properties]}
    frame = base_frame("seas", json.dumps(shapes).encode())
    assert [states(frame, span(year))[0] == "certain" for year in (1935, 1950)] == years


def test_an_empty_cell_is_an_empty_text_in_every_layer(small_atlas: Atlas):
    things = small_atlas.things
    assert things.loc["karlag", ["part_of", "note", "path", "opened"]].tolist() == ["", "", "", ""]
    assert things.loc["brick-plant", "when"] == ""


def test_the_tables_stay_as_they_were_written(small_atlas: Atlas):
    tables = small_atlas.tables
    assert tables["camps"]["when"].tolist() == ["1931-09-17/1959-07-27", "1932~/", "1940/1943"]
    assert tables["figures"]["value"].tolist() == [21329]
    assert "_line" not in tables["camps"].columns


def test_an_atlas_of_nothing_but_headers_is_an_atlas(small_atlas_folder: Path):
    for name in ("camps", "mines", "plants", "railways", "names", "claims", "figures", "relations"):
        path = small_atlas_folder / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    atlas = Atlas.load(small_atlas_folder)
    assert len(atlas.things) == 0
    assert len(atlas.at(1938).things) == 0
