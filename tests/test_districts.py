"""Oblasts of a year by the seats of their districts: what belonged where, when it passed on, and what nobody tells."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from shipped import GAZETTEER

from geokz.checks import check
from geokz.dates import When
from geokz.earth import apart_m
from geokz.errors import GazetteerError
from geokz.gazetteer import status
from geokz.gazetteer.districts import REACH_M, Seats
from geokz.gazetteer.regions import BORDER_M, lies_in
from geokz.gazetteer.tables import Place

GEODATA = Path(__file__).resolve().parents[1] / "geodata"


def rows(name: str) -> list[dict[str, str]]:
    with (GEODATA / "gazetteer" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


DISTRICTS, OBLASTS = rows("districts.csv"), rows("oblasts.csv")


def whole_years(row: dict[str, str]) -> list[int]:
    """The years of the atlas that a district surely spent in its unit from end to end."""
    life = When.parse(row["when"])
    years = [When.parse(str(year)) for year in range(1919, 1964)]
    return [
        int(str(year))
        for year in years
        if life.start_latest <= year.start_earliest and year.end_latest <= life.end_earliest
    ]


def at_seat(row: dict[str, str], north: float = 0.0) -> Place:
    return Place("there", "There", float(row["lon"]), float(row["lat"]) + north, region=row["region"])


def speaks(unit: str, year: int, place: Place) -> bool | None:
    (read,) = GAZETTEER._regions.units(unit, (year, year))
    return read.speaks(place)


# -- a place in a district that went from one oblast to another answers by year

PASSED = [
    ("Кокчетав", "kokchetav", {"Карагандинская": [1933, 1935], "Северо-Казахстанская": [1937, 1943]}),
    ("Кокчетав", "kokchetav", {"Кокчетавская": [1945, 1960]}),
    ("Баянаул", "geonames:1525650", {"Карагандинская": [1933, 1937], "Павлодарская": [1939, 1960]}),
    ("Павлодар", "pavlodar", {"Восточно-Казахстанская": [1933, 1937], "Павлодарская": [1939, 1960]}),
    ("Акмолинск", "akmolinsk", {"Карагандинская": [1933, 1938], "Акмолинская": [1940, 1959], "Целинный край": [1961]}),
    ("Петропавловск", "petropavlovsk", {"Карагандинская": [1933, 1935], "Северо-Казахстанская": [1937, 1960]}),
    ("Аягуз", "ayaguz", {"Семипалатинская": [1940, 1960]}),
    ("Атбасар", "atbasar", {"Карагандинская": [1933, 1935], "Северо-Казахстанская": [1937, 1938]}),
    ("Зеренда", "geonames:1517047", {"Кокчетавская": [1945, 1960]}),
    ("Булаево", "geonames:1525014", {"Карагандинская": [1933, 1935], "Северо-Казахстанская": [1937, 1943]}),
    ("Усть-Каменогорск", "ust-kamenogorsk", {"Семипалатинский округ": [1929]}),
    ("Актюбинск", "aktyubinsk", {"Актюбинская": [1933, 1950], "Западно-Казахстанский край": [1963]}),
    ("Чимкент", "chimkent", {"Южно-Казахстанская": [1933, 1950], "Южно-Казахстанский край": [1963]}),
    ("Кокчетав", "kokchetav", {"Целинный край": [1961, 1964], "Кокчетавская": [1961]}),
    ("Асыката", "geonames:1522643", {"Южно-Казахстанская": [1950], "Чимкентская": [1962]}),
]


@pytest.mark.parametrize(("name", "place", "belonged"), PASSED)
def test_a_place_answers_by_the_oblast_of_the_year(name: str, place: str, belonged: dict[str, list[int]]) -> None:
    for oblast, years in belonged.items():
        for year in years:
            found = GAZETTEER.find(name, region=oblast if " " in oblast else f"{oblast} обл.", year=year)
            assert (status(found), found[0].id) == ("ok", place), (oblast, year)


@pytest.mark.parametrize(
    ("name", "oblast", "year"),
    [
        ("Кокчетав", "Акмолинская обл.", 1950),
        ("Кокчетав", "Карагандинская обл.", 1938),
        ("Баянаул", "Карагандинская обл.", 1950),
        ("Петропавловск", "Карагандинская обл.", 1937),
        ("Аягуз", "Восточно-Казахстанская обл.", 1950),
        ("Уральск", "Южно-Казахстанский край", 1963),
        ("Караганда", "Целинный край", 1962),
        ("Асыката", "Чимкентская обл.", 1965),  # of Uzbekistan in 1963-1971
    ],
)
def test_another_oblast_of_the_year_speaks_against_it(name: str, oblast: str, year: int) -> None:
    found = GAZETTEER.find(name, region=oblast, year=year)
    assert status(found) == "ambiguous"
    assert any("oblast given" in doubt or "another unit" in doubt for doubt in found[0].doubts)


def test_a_krai_is_meant_only_where_it_is_said() -> None:
    units = GAZETTEER._regions.units
    (krai,), (oblast,) = units("Западно-Казахстанский край", None), units("Западно-Казахстанская обл.", (1963, 1963))
    assert krai.areas == {"aktobe", "atyrau", "mangystau", "west-kazakhstan"}
    assert (oblast.areas, oblast.partly) == ({"west-kazakhstan"}, set())


def test_of_the_year_it_passed_both_are_right() -> None:
    for oblast in ("Карагандинская обл.", "Акмолинская обл."):
        assert status(GAZETTEER.find("Акмолинск", region=oblast, year=1939)) == "ok"


def test_in_an_area_of_which_it_had_a_part_nobody_tells() -> None:
    (found,) = GAZETTEER.find("Железинка", region="Карагандинская обл.", year=1934, limit=1)
    assert "nobody here knows whether it lay in 'Карагандинская обл.' then" in found.doubts


# -- laws over every row


def test_every_seat_speaks_for_its_own_unit_in_every_year_it_was_there() -> None:
    told = [(row, year) for row in DISTRICTS for year in whole_years(row)]
    assert len(told) > 500
    for row, year in told:
        assert speaks(row["unit"], year, at_seat(row)) is True, (row["unit"], row["district"], year)


def test_a_sure_seat_speaks_against_every_unit_that_it_was_not_in() -> None:
    units = sorted({row["unit"] for row in DISTRICTS})
    called = {name: oblast["names"].split("|")[0] for oblast in OBLASTS for name in oblast["names"].split("|")}
    for row in DISTRICTS:
        if row["certainty"] != "certain":
            continue
        same = [other for other in DISTRICTS if other["seat"] == row["seat"]]
        for year in whole_years(row)[::7]:
            days = When.parse(str(year))
            then = {
                other["unit"]
                for other in same
                if (life := When.parse(other["when"])).start_earliest <= days.end_latest
                and days.start_earliest <= life.end_latest
            }
            for unit in units:
                (read,) = GAZETTEER._regions.units(unit, (year, year))  # an okrug of a later year is that year's oblast
                if not read.names & {called[name] for name in then}:
                    assert speaks(unit, year, at_seat(row)) is not True, (row["unit"], row["district"], year, unit)


def test_every_district_lies_in_what_the_table_of_oblasts_says_of_its_unit() -> None:
    for row in DISTRICTS:
        life = When.parse(row["when"])
        named = [oblast for oblast in OBLASTS if row["unit"] in oblast["names"].split("|")]
        dated = [
            oblast
            for oblast in named
            if oblast["when"]
            and (then := When.parse(oblast["when"])).start_earliest <= life.end_latest
            and life.start_earliest <= then.end_latest
        ]
        meant = dated + [oblast for oblast in named if not oblast["when"]]
        cells = "; ".join(f"{oblast['covers']}; {oblast['partly']}" for oblast in meant)
        areas = frozenset(area for part in cells.split(";") if (area := part.strip()))
        assert lies_in(row["region"], areas), (row["unit"], row["district"], row["region"], areas)


def test_a_row_of_the_time_that_rests_on_districts_has_some() -> None:
    having = {row["unit"] for row in DISTRICTS}
    for oblast in OBLASTS:
        assert bool(oblast["when"]) == (oblast["basis"] != "today"), oblast["names"]
        if oblast["basis"] == "districts":
            assert having & set(oblast["names"].split("|")), oblast["names"]


def test_of_a_place_in_one_of_two_areas_an_oblast_of_one_of_them_says_nothing() -> None:
    (oblast,) = GAZETTEER._regions.units("Восточно-Казахстанская область", (1950, 1950))
    assert oblast.speaks(Place("p", "P", 83.0, 47.0, region="abai; east-kazakhstan")) is None
    assert oblast.speaks(Place("p", "P", 85.5, 49.2, region="east-kazakhstan")) is True
    assert oblast.speaks(Place("p", "P", 79.0, 49.0, region="abai")) is False


# -- today's border


def test_in_a_year_todays_border_alone_never_tells_of_a_place_near_it() -> None:
    home = [place for place in GAZETTEER._places if place.region and not {".", ";"} & set(place.region)][::9]
    told = 0
    for unit in ("Павлодарская обл.", "Кустанайская обл.", "Карагандинская обл.", "Целинный край", "ЗКО"):
        (read,) = GAZETTEER._regions.units(unit, (1955, 1955))
        assert read.then is not None and read.days is not None and read.areas is not None
        for place in home:
            said = read.speaks(place)
            if said is None or read.then.says(read.names, read.days, place):
                continue
            told += 1
            near = [other for other in home if apart_m(place.lon, place.lat, other.lon, other.lat) <= BORDER_M]
            assert all(lies_in(other.region, read.areas) == said for other in near), (unit, place.id)
    assert told > 500


def test_a_village_near_todays_border_is_a_question_in_a_year_and_none_deep_in_the_area() -> None:
    (read,) = GAZETTEER._regions.units("Павлодарская область", (1955, 1955))
    near, deep = (Place("p", "P", lon, lat, region="pavlodar") for lon, lat in ((74.2, 51.9), (77.9, 51.9)))
    assert (read.speaks(near), read.leans(near), read.speaks(deep)) == (None, True, True)
    (no_year,) = GAZETTEER._regions.units("Павлодарская область", None)
    assert no_year.speaks(near) is True


# -- the seats alone


def seats(*rows: tuple[str, float, str, str]) -> Seats:
    made = [
        {"unit": unit, "lon": "70", "lat": str(lat), "region": "here", "when": when, "certainty": certainty}
        for unit, lat, when, certainty in rows
    ]
    return Seats(made, {unit: unit for unit, *_ in rows})


def days(year: int) -> tuple[int, int]:
    life = When.parse(str(year))
    return life.start_earliest, life.end_latest


def place(lat: float, region: str = "here") -> Place:
    return Place("p", "P", 70.0, lat, region=region)


@given(st.integers(-100, 100), st.integers(-100, 100))
def test_no_place_is_said_to_be_in_two_units_that_share_no_time(first: int, second: int) -> None:
    assume(first != second)
    known = seats(("a", 50 + first / 100, "1932/1936", "certain"), ("b", 50 + second / 100, "1932/1936", "certain"))
    said = [known.says({unit}, days(1934), place(50.0)) for unit in ("a", "b")]
    assert said != ["in", "in"]
    assert ("in" in said) == ("out" in said)


@pytest.mark.parametrize(
    ("lat", "region", "year", "said"),
    [
        (50.0, "here", 1934, "in"),
        (50.0, "there", 1934, None),  # over a border of today, which mostly follows that of then
        (50.0 - 1.1 * REACH_M / 111_000, "here", 1934, None),
        (50.0, "here", 1950, None),
        (50.4, "here", 1934, "out"),
        (50.2, "here", 1934, "perhaps"),  # between two seats
    ],
)
def test_a_seat_reaches_so_far(lat: float, region: str, year: int, said: str | None) -> None:
    known = seats(("a", 50.0, "1932/1936", "certain"), ("b", 50.4, "1932/1936", "certain"))
    assert known.says({"a"}, days(year), place(lat, region)) == said


def test_what_is_our_reading_never_speaks_against_a_unit() -> None:
    known = seats(("a", 50.0, "1932/1936", "probable"), ("b", 50.0, "1936/1940", "certain"))
    assert known.says({"b"}, days(1934), place(50.0)) == "perhaps"
    assert known.says({"a"}, days(1934), place(50.0)) == "in"
    assert known.says({"a"}, days(1938), place(50.0)) == "out"


# -- tables that cannot be right


@pytest.fixture
def broken(small_atlas_folder: Path) -> Iterator[Path]:
    with (small_atlas_folder / "gazetteer" / "oblasts.csv").open("a", encoding="utf-8") as file:
        file.write("Здешняя|Here,karaganda,,,today,https://e-history.kz/en,\n")
    yield small_atlas_folder / "gazetteer" / "districts.csv"


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (
            "Nowhere,Н,geonames:1,70,50,karaganda,1932,certain,ck-labour[L1],\n",
            "unit  'Nowhere' is no name of gazetteer/oblasts.csv",
        ),
        (
            "Here,Н,geonames:1,70,50,atlantis,1932,certain,ck-labour[L1],\n",
            "region  'atlantis' is not in vocab/regions_today.csv",
        ),
        ("Here,Н,geonames:1,70,50,karaganda,193,certain,ck-labour[L1],\n", "when  "),
        ("Here,Н,here,70,50,karaganda,1932,certain,ck-labour[L1],\n", "seat  "),
        (
            "Here,Н,geonames:1,70,50,karaganda,1932,certain,ck-labour[L1,\n",
            "source  cannot read the source 'ck-labour[L1'",
        ),
        ("Here,Н,geonames:1,70,50,karaganda,1932,certain,ck-labor[L1],\n", "source  'ck-labor' is not in sources.csv"),
        ("Here,Н,geonames:1,70,50,karaganda,1932,certain,geonames:1; wof:x,\n", "source  'wof[x]' names no place"),
        ("Here,Н,geonames:1,70,50,karaganda,1932,certain,e-history.kz/en,\n", "source  cannot read the source 'e-hist"),
    ],
)
def test_a_district_that_cannot_be_right_is_told(broken: Path, row: str, line: str) -> None:
    broken.write_text(broken.read_text(encoding="utf-8") + row, encoding="utf-8")
    (problem,) = check(broken.parent.parent)[0]
    assert str(problem).startswith(f"gazetteer/districts.csv:2:{line}")


@pytest.mark.slow
def test_a_seat_that_stands_away_from_the_place_it_cites_is_told(tmp_path: Path) -> None:
    shutil.copytree(GEODATA, tmp_path / "data")
    table = tmp_path / "data" / "gazetteer" / "districts.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("71.44598", "70.44598", 1), encoding="utf-8")
    (problem,) = check(tmp_path / "data")[0]
    assert str(problem).startswith(
        "gazetteer/districts.csv:2:lon  stands 69.9 km from geonames:1526273, which it cites"
    )


def test_a_district_that_no_check_has_seen_is_refused_in_a_line() -> None:
    with pytest.raises(GazetteerError, match=r"gazetteer/districts.csv:2  cannot be read \('a'\); run geokz check"):
        Seats([{"unit": "a", "lon": "70", "lat": "50", "region": "here", "when": "1932", "certainty": "certain"}], {})
