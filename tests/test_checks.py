"""What only the whole can show: each check on a six-thing atlas broken in one way, and exceptions that answer it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import rewrite
from pyproj import Geod
from shell import geokz as geokz_word

from geokz.atlas import Atlas
from geokz.checks import check

Edit = Callable[[Path, str, str, str], None]
WOF = Path(__file__).resolve().parents[2] / "shared" / "reference" / "wof_kz.csv"


def add(folder: Path, file: str, *rows: str) -> None:
    """Write rows at the end of a table."""
    with (folder / file).open("a", encoding="utf-8", newline="") as table:
        table.write("".join(row + "\n" for row in rows))


def told(folder: Path) -> list[tuple[str, int, str]]:
    """Where ``check`` finds something: file, line, column."""
    return [(problem.file, problem.line, problem.column) for problem in check(folder)[0]]


def claim(id_: str, subject: str, predicate: str, when: str, standing: str = "accepted") -> str:
    notes = ",," if standing == "accepted" else "Why.,Почему.,Неге."
    return f"{id_},{subject},{predicate},{when},It.,Оно.,Ол.,ck-labour[L1],{standing},{notes}"


def figure(id_: str, subject: str, measure: str, value: str, unit: str, when: str, of: str = "") -> str:
    counted = [of, of and f"из: {of}", of and f"ішінде: {of}"]
    return ",".join([id_, subject, measure, value, unit, when, "", *counted, "ck-labour[L1]", "accepted", "", "", ""])


# places -----------------------------------------------------------------------------------------------------


def test_a_point_outside_its_oblast_is_found(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "places.csv", "geonames:1524923,karaganda", "geonames:1524923,pavlodar")
    problems, _ = check(small_atlas_folder)
    assert [(problem.file, problem.line, problem.column) for problem in problems] == [("places.csv", 2, "region")]
    assert "is 'pavlodar', but the point lies" in problems[0].message
    assert "in karaganda or ulytau; correct one of them" in problems[0].message


def test_a_point_within_fifteen_kilometres_of_its_oblast_is_let_be(small_atlas_folder: Path) -> None:
    # north of Karaganda oblast, in Akmola: 11 km and 29 km beyond the border
    add(small_atlas_folder, "places.csv", "near,N,Н,Н,72.2,50.6,settlement,2000,estimate,karaganda,ck-labour[L1],")
    add(small_atlas_folder, "places.csv", "far,F,Ф,Ф,72.2,50.85,settlement,2000,estimate,karaganda,ck-labour[L1],")
    assert told(small_atlas_folder) == [("places.csv", 8, "region")]


def test_the_halves_of_an_oblast_split_in_2022_share_its_polygon(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "places.csv", "geonames:1526273,karaganda", "geonames:1526273,ulytau")
    assert told(small_atlas_folder) == []


def test_a_place_said_to_be_outside_that_lies_in_kazakhstan_is_found(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "places.csv", "geonames:1524923,karaganda", "geonames:1524923,outside")
    assert told(small_atlas_folder) == [("places.csv", 2, "region")]


def test_a_place_said_to_be_outside_may_lie_fifteen_kilometres_within_the_border(small_atlas_folder: Path) -> None:
    # north of Petropavlovsk: 9 km and 19 km this side of the border
    add(small_atlas_folder, "places.csv", "near,N,Н,Н,69.0,55.2,settlement,2000,estimate,outside,ck-labour[L1],")
    assert told(small_atlas_folder) == []
    add(small_atlas_folder, "places.csv", "far,F,Ф,Ф,69.0,55.1,settlement,2000,estimate,outside,ck-labour[L1],")
    assert told(small_atlas_folder) == [("places.csv", 8, "region")]


@pytest.mark.parametrize(("radius", "found"), [("2000", [("places.csv", 7, "lon")]), ("6000", [])])
def test_a_point_away_from_the_place_it_cites_is_found_unless_its_radius_reaches_there(
    small_atlas_folder: Path, radius: str, found: list[tuple[str, int, str]]
) -> None:
    # the gazetteer has Spassk at 73.27613 E 49.5381 N; this point stands 5.6 km north of it
    cited = "id,name,names,lon,lat,kind,population,country,region,source\n"
    cited += "geonames:1518822,Spasskoye,,73.27613,49.53810,settlement,,KZ,karaganda,wof:1\n"
    (small_atlas_folder / "gazetteer" / "cited.csv").write_text(cited, encoding="utf-8")
    row = f"away,A,А,А,73.27613,49.5881,settlement,{radius},geonames:1518822,karaganda,ck-labour[L1],"
    add(small_atlas_folder, "places.csv", row)
    assert told(small_atlas_folder) == found


@pytest.mark.parametrize(("lat", "found"), [(50.1565, []), (50.1745, [("places.csv", 7, "lon")])])
def test_fifty_kilometres_and_both_radii_lie_between_a_place_and_the_one_it_is_called_after(
    small_atlas_folder: Path, lat: float, found: list[tuple[str, int, str]]
) -> None:
    # 53 km and 55 km north of Dolinka, of which each point may be 2 km off
    row = f"dolinka-quarry,Quarry,Карьер,Карьер,72.68,{lat},settlement,2000,estimate,karaganda,ck-labour[L1],"
    add(small_atlas_folder, "places.csv", row)
    assert told(small_atlas_folder) == found


def test_a_place_far_from_the_one_its_id_begins_with_is_found(small_atlas_folder: Path) -> None:
    row = "dolinka-quarry,Quarry,Карьер,Карьер,74.90,46.80,settlement,2000,estimate,karaganda,ck-labour[L1],"
    add(small_atlas_folder, "places.csv", row)
    problems, _ = check(small_atlas_folder)
    assert [(problem.file, problem.line, problem.column) for problem in problems] == [("places.csv", 7, "lon")]
    assert "from Dolinka, which its id names" in problems[0].message


def test_a_thing_far_from_the_place_its_id_begins_with_is_found(small_atlas_folder: Path) -> None:
    row = "karaganda-mill,Mill,Мельница,Диірмен,mill,1940/..,balkhash,,certain,ck-labour[L1],"
    add(small_atlas_folder, "plants.csv", row)
    assert told(small_atlas_folder) == [("plants.csv", 3, "place")]


def test_two_places_on_one_point_are_found_at_the_one_that_is_an_estimate(small_atlas_folder: Path) -> None:
    row = "aaa,Somewhere,Где-то,Бір жерде,74.99,46.85,district,30000,estimate,karaganda,ck-labour[L1],"
    add(small_atlas_folder, "places.csv", row)
    assert told(small_atlas_folder) == [("places.csv", 7, "lon")]


def test_a_section_in_another_oblast_far_from_its_camp_is_found(small_atlas_folder: Path, edit: Edit) -> None:
    row = "namesake,Dolinka of Kostanay,Долинка,Долинка,63.62,53.21,settlement,2000,estimate,kostanay,ck-labour[L1],"
    add(small_atlas_folder, "places.csv", row)
    edit(small_atlas_folder, "camps.csv", "1932~/,dolinka,", "1932~/,namesake,")
    edit(small_atlas_folder, "camps.csv", "dolinka-section,", "second-section,")
    edit(small_atlas_folder, "relations.csv", "dolinka-section,", "second-section,")
    problems, _ = check(small_atlas_folder)
    assert [(problem.file, problem.line, problem.column) for problem in problems] == [("camps.csv", 3, "place")]
    assert "km from karlag in karaganda; take the namesake near it" in problems[0].message


@pytest.mark.parametrize(
    ("lon", "lat", "found"),
    [(71.9551, 50.9365, []), (71.9451, 50.9533, [("camps.csv", 5, "place")])],
)
def test_a_part_in_another_oblast_may_stand_150_km_from_its_whole(
    small_atlas_folder: Path, lon: float, lat: float, found: list[tuple[str, int, str]]
) -> None:
    # in Akmola, 149 km and 151 km from Dolinka
    add(small_atlas_folder, "places.csv", f"north,N,Н,Н,{lon},{lat},settlement,2000,estimate,akmola,ck-labour[L1],")
    add(small_atlas_folder, "camps.csv", "post,P,П,П,camp_point,1940/1943,north,karlag,certain,ck-labour[L1],")
    assert told(small_atlas_folder) == found


# lives ------------------------------------------------------------------------------------------------------


def test_a_part_that_outlives_its_whole_is_found(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "camps.csv", "1932~/,dolinka", "1932~/..,dolinka")
    problems, _ = check(small_atlas_folder)
    assert [(problem.file, problem.line, problem.column) for problem in problems] == [("camps.csv", 3, "when")]
    assert problems[0].message.startswith("it lived on 1964-01-01, but 'karlag' ended by 1959-07-27")


@pytest.mark.parametrize(("last", "found"), [("1959-07-27", []), ("1959-07-28", [("camps.csv", 3, "when")])])
def test_a_part_may_live_to_the_last_day_of_its_whole_and_not_a_day_longer(
    small_atlas_folder: Path, edit: Edit, last: str, found: list[tuple[str, int, str]]
) -> None:
    edit(small_atlas_folder, "camps.csv", "1932~/,dolinka", f"1932~/{last},dolinka")
    assert told(small_atlas_folder) == found


def test_evidence_counts_for_how_long_a_part_lived(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "dolinka-section", "produced", "1962"))
    assert told(small_atlas_folder) == [("camps.csv", 3, "when")]


def test_a_thing_without_any_date_is_found_unless_a_claim_dates_it(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "exceptions.csv", "undated,plants.csv,brick-plant,The source gives no date.\n", "")
    assert told(small_atlas_folder) == [("plants.csv", 2, "when")]
    add(small_atlas_folder, "claims.csv", claim("c3", "brick-plant", "produced", "1940"))
    assert told(small_atlas_folder) == []


def test_evidence_after_the_end_of_a_thing_is_found(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "karlag", "produced", "1960"))
    problems, _ = check(small_atlas_folder)
    assert [(problem.file, problem.line, problem.column) for problem in problems] == [("claims.csv", 4, "when")]
    assert "'1960' shows it alive after karlag ended" in problems[0].message


def test_evidence_before_the_start_of_a_thing_is_found(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "figures.csv", figure("f2", "karlag", "prisoners", "5", "person", "1930"))
    assert told(small_atlas_folder) == [("figures.csv", 3, "when")]


def test_a_plan_or_a_disputed_claim_is_no_evidence_of_life(small_atlas_folder: Path) -> None:
    planned = claim("c3", "karlag", "planned", "1929")
    add(small_atlas_folder, "claims.csv", planned, claim("c4", "karlag", "produced", "1960", "disputed"))
    add(small_atlas_folder, "disagreements.csv", "d1,When?,Когда?,Қашан?,c4; c2,c2,Two texts.,Два текста.,Екі мәтін.")
    assert told(small_atlas_folder) == []


def test_two_accepted_dates_of_one_event_are_found(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "kirov-mine", "opened", "1934"))
    add(small_atlas_folder, "claims.csv", claim("c4", "kirov-mine", "opened", "1936"))
    problems, _ = check(small_atlas_folder)
    assert [(problem.file, problem.line, problem.column) for problem in problems] == [("claims.csv", 5, "when")]
    assert problems[0].message.startswith("'1936' and '1934' of c3 cannot both date 'opened' of kirov-mine")


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("karlag,карагандинский ИТЛ,ru,1959/,variant,ck-labour[L1]", [("names.csv", 3, "name")]),
        ("karlag,Қарағанды ЕТЛ,kk,1959/,variant,ck-labour[L1]", []),
        ("karlag,Карагандинский ИТЛ,ru,1961/,variant,ck-labour[L1]", []),
        ("karlag,Карагандинский ИТЛ,ru,,variant,ck-labour[L1]", []),
        ("karlag,Карлаг,ru,1940/,abbreviation,ck-labour[L1]", []),
    ],
)
def test_a_name_that_is_borne_already_in_that_language_and_year_is_found(
    small_atlas_folder: Path, row: str, found: list[tuple[str, int, str]]
) -> None:
    add(small_atlas_folder, "names.csv", row)
    assert told(small_atlas_folder) == found


def test_a_renaming_to_the_name_it_has_is_found(small_atlas_folder: Path, edit: Edit) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "karlag", "renamed", "1941"))
    problems, _ = check(small_atlas_folder)
    assert [(problem.file, problem.line, problem.column) for problem in problems] == [("claims.csv", 4, "subject")]
    assert problems[0].message.startswith("karlag is called the same before and after 1941 (Карагандинский ИТЛ)")
    edit(small_atlas_folder, "names.csv", "ИТЛ,ru,1931/1959", "ИТЛ,ru,1931/1941")
    add(small_atlas_folder, "names.csv", "karlag,Карлаг,ru,1941/,official,ck-labour[L1]")
    assert told(small_atlas_folder) == []


@pytest.mark.parametrize(("when", "standing"), [("1936", "disputed"), ("1934-05", "accepted")])
def test_dates_marked_disputed_or_that_agree_are_no_contradiction(
    small_atlas_folder: Path, when: str, standing: str
) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "kirov-mine", "opened", "1934"))
    add(small_atlas_folder, "claims.csv", claim("c4", "kirov-mine", "opened", when, standing))
    if standing == "disputed":
        row = "d1,When?,Когда?,Қашан?,c3; c4,c3,Two texts.,Два текста.,Екі мәтін."
        add(small_atlas_folder, "disagreements.csv", row)
    assert told(small_atlas_folder) == []


# numbers ----------------------------------------------------------------------------------------------------


def test_parts_that_exceed_the_total_are_found(small_atlas_folder: Path) -> None:
    rows = [
        figure("f2", "karlag", "prisoners", "1000", "person", "1943"),
        figure("f3", "dolinka-section", "prisoners", "700", "person", "1943"),
        figure("f4", "lost-point", "prisoners", "400", "person", "1943"),
    ]
    add(small_atlas_folder, "figures.csv", *rows)
    problems, _ = check(small_atlas_folder)
    assert [(problem.file, problem.line, problem.column) for problem in problems] == [("figures.csv", 3, "value")]
    assert "1000 is less than its parts 700 (dolinka-section) + 400 (lost-point)" in problems[0].message


@pytest.mark.parametrize("qualifier", ["at_least", "more_than"])
def test_a_total_of_at_least_so_many_may_be_less_than_its_parts(small_atlas_folder: Path, qualifier: str) -> None:
    total = figure("f2", "karlag", "prisoners", "1000", "person", "1943").replace("1943,,", f"1943,{qualifier},")
    add(small_atlas_folder, "figures.csv", total)
    add(small_atlas_folder, "figures.csv", figure("f3", "dolinka-section", "prisoners", "1700", "person", "1943"))
    assert told(small_atlas_folder) == []


def test_parts_of_another_year_do_not_count_against_a_total(small_atlas_folder: Path) -> None:
    rows = [
        figure("f2", "karlag", "prisoners", "1000", "person", "1943"),
        figure("f3", "dolinka-section", "prisoners", "1700", "person", "1944"),
    ]
    add(small_atlas_folder, "figures.csv", *rows)
    assert told(small_atlas_folder) == []


def test_shares_of_one_whole_beyond_a_hundred_per_cent_are_found(small_atlas_folder: Path) -> None:
    rows = [
        figure("f2", "kirov-mine", "share", "80", "percent", "1940", "USSR coal"),
        figure("f3", "balkhash-line", "share", "30", "percent", "1940", "USSR coal"),
    ]
    add(small_atlas_folder, "figures.csv", *rows)
    problems, _ = check(small_atlas_folder)
    assert [(problem.file, problem.line, problem.column) for problem in problems] == [("figures.csv", 4, "value")]
    assert "shares of 'USSR coal' 1940 make 110 %" in problems[0].message


def test_how_much_a_share_grew_is_no_part_of_the_whole(small_atlas_folder: Path) -> None:
    grew = figure("f3", "balkhash-line", "share", "30", "percent", "1940", "USSR coal").replace(
        ",1940,,", ",1940,increase,"
    )
    add(
        small_atlas_folder,
        "figures.csv",
        figure("f2", "kirov-mine", "share", "80", "percent", "1940", "USSR coal"),
        grew,
    )
    assert told(small_atlas_folder) == []


@pytest.mark.parametrize(("share", "found"), [("20.5", []), ("20.6", [("figures.csv", 4, "value")])])
def test_shares_may_make_half_a_per_cent_too_much_by_rounding(
    small_atlas_folder: Path, share: str, found: list[tuple[str, int, str]]
) -> None:
    rows = [
        figure("f2", "kirov-mine", "share", "80", "percent", "1940", "USSR coal"),
        figure("f3", "balkhash-line", "share", share, "percent", "1940", "USSR coal"),
    ]
    add(small_atlas_folder, "figures.csv", *rows)
    assert told(small_atlas_folder) == found


def test_parts_told_of_one_thing_are_shares_of_one_whole(small_atlas_folder: Path) -> None:
    rows = [
        figure("f2", "karlag", "share", "99", "percent", "1940", "Russians among the workers"),
        figure("f3", "karlag", "share", "16", "percent", "1940", "Kazakhs among the workers"),
    ]
    add(small_atlas_folder, "figures.csv", *rows)
    assert told(small_atlas_folder) == [("figures.csv", 4, "value")]


def test_the_share_of_a_section_is_not_added_to_that_of_its_camp(small_atlas_folder: Path) -> None:
    rows = [
        figure("f2", "karlag", "share", "80", "percent", "1940", "all brick"),
        figure("f3", "dolinka-section", "share", "70", "percent", "1940", "all brick"),
    ]
    add(small_atlas_folder, "figures.csv", *rows)
    assert told(small_atlas_folder) == []


# exceptions -------------------------------------------------------------------------------------------------


def test_an_exception_answers_its_finding_and_no_other(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "karlag", "produced", "1960"))
    add(small_atlas_folder, "claims.csv", claim("c4", "karlag", "produced", "1961"))
    add(small_atlas_folder, "exceptions.csv", "outside-life,claims.csv,c3,Told of what was left of it.")
    assert told(small_atlas_folder) == [("claims.csv", 5, "when")]


def test_an_exception_nothing_asks_for_is_a_problem(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "exceptions.csv", "outside-life,claims.csv,c1,Once it was.")
    problems, _ = check(small_atlas_folder)
    assert [str(problem) for problem in problems] == [
        "exceptions.csv:3:id  'c1' of claims.csv no longer needs the exception outside-life; take the row out"
    ]


def test_an_exception_without_a_reason_is_a_problem(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "exceptions.csv", "The source gives no date.", "")
    assert told(small_atlas_folder) == [("exceptions.csv", 2, "reason")]


def test_a_finding_says_how_it_is_excepted(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "karlag", "produced", "1960"))
    problems, _ = check(small_atlas_folder)
    assert problems[0].message.endswith(", or give the reason in exceptions.csv (outside-life)")


def test_an_unreadable_date_is_told_beside_what_the_whole_shows(small_atlas_folder: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "mines.csv", "1934/", "34.12")
    add(small_atlas_folder, "claims.csv", claim("c3", "karlag", "produced", "1960"))
    assert told(small_atlas_folder) == [("claims.csv", 4, "when"), ("mines.csv", 2, "when")]


def test_what_the_whole_shows_does_not_keep_an_atlas_from_loading(small_atlas_folder: Path) -> None:
    add(small_atlas_folder, "claims.csv", claim("c3", "karlag", "produced", "1960"))
    assert len(Atlas.load(small_atlas_folder).things) == 6


# the real tables --------------------------------------------------------------------------------------------


def test_each_point_lies_where_its_authority_puts_it() -> None:
    if not WOF.is_file():
        pytest.skip(f"{WOF} is not here; the reference tables are no part of the project")
    points: dict[str, list[tuple[float, float]]] = {}
    with WOF.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for key in (f"wof:{row['wof_id']}", f"geonames:{row['geonames_id']}"):
                points.setdefault(key, []).append((float(row["lon"]), float(row["lat"])))
    places = Atlas.load().tables["places"]
    known = places[places["authority"].isin(points.keys())]
    far = {
        place.id: metres
        for place in known.itertuples()
        for metres in [
            min(Geod(ellps="WGS84").inv(place.lon, place.lat, *point)[2] for point in points[place.authority])
        ]
        if metres > place.radius_m
    }
    assert len(known) > 200
    assert far == {}


BREAKINGS = {
    "nothing": ("camps.csv", None, None),
    "a word the page has not": ("atlas.toml", "[words.en]", '[words.en]\nnowhere = "Nowhere"'),
    "a hole nobody fills": ("atlas.toml", 'abroad = "Outside', 'abroad = "{oops} Outside'),
    "a setting there is not": ("atlas.toml", "[clock]", "[clock]\nsecond = 1920"),
    "no TOML": ("atlas.toml", "[clock]", "[clock"),
    "a cell": ("places.csv", "settlement", "village"),
    "a table short of its columns": ("claims.csv", "subject", "about"),
    "a schema": ("schema/thing.json", '"type": "string"', '"type": "letters"'),
    "an oblast": ("gazetteer/oblasts.csv", "names", "named"),
}


@pytest.mark.parametrize("breaking", BREAKINGS)
@pytest.mark.parametrize("also", [False, True], ids=["alone", "and a word"])
def test_python_and_the_shell_tell_the_same_problems(small_atlas_folder: Path, breaking: str, also: bool) -> None:
    file, old, new = BREAKINGS[breaking]
    if old is not None:
        text = (small_atlas_folder / file).read_text(encoding="utf-8")
        assert old in text
        rewrite(small_atlas_folder / file, text.replace(old, new, 1))
    if also:
        with (small_atlas_folder / "atlas.toml").open("a", encoding="utf-8") as toml:
            toml.write('\nnobody = "A word of the last language that the page has not"\n')
    problems = [str(problem) for problem in check(small_atlas_folder)[0]]
    told = geokz_word("check", "--data", small_atlas_folder)
    assert told.stdout.splitlines() == (problems or told.stdout.splitlines()[:1])
    assert told.returncode == bool(problems) == (also or breaking != "nothing")
    if problems:
        assert told.stderr.startswith(f"{len(problems)} problem")
    if "word" in breaking or "hole" in breaking or (also and file != "atlas.toml"):
        assert any(line.startswith("atlas.toml:") for line in problems)
