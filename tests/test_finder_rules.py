"""Never wrong and sure: when the finder takes a place, when it asks, and what no words can change."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from shipped import GAZETTEER

from geokz import Gazetteer
from geokz.gazetteer import Candidate, Store, explain, status
from geokz.gazetteer.dumps import read_table
from geokz.gazetteer.halves import Halves
from geokz.gazetteer.words import _place_and_units as place_and_units
from geokz.gazetteer.words import read_name

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "reference" / "wof_kz.csv"
sys.path.insert(0, str(ROOT / "scripts"))


NAMES = sorted(GAZETTEER.all_names())


def answer(name: str, region: str | None = None, year: int | None = None) -> tuple[str, str]:
    found = GAZETTEER.find(name, region=region, year=year, limit=None)
    return status(found), found[0].id if found else ""


# -- units around a name

UNITS = [
    ("Kazakhstan, Karaganda", "karaganda"),
    ("Казахстан, Алма-Ата", "alma-ata"),
    ("Казахская ССР, г. Караганда", "karaganda"),
    ("КазССР Караганда", "karaganda"),
    ("Карагандинская обл., г. Балхаш", "balkhash"),
    ("г. Балхаш Карагандинской обл.", "balkhash"),
    ("Қарағанды облысы Балқаш қаласы", "balkhash"),
    ("Акмолинская обл., Атбасарский р-н, г. Атбасар", "atbasar"),
    ("СССР, Казахская ССР, Павлодарская обл., г. Павлодар", "pavlodar"),
    ("East Kazakhstan oblast, Ridder", "ridder"),
    ("Казахская ССР, город Гурьев (ныне – город Атырау в Республике Казахстан)", "guryev"),
]


@pytest.mark.parametrize(("written", "place"), UNITS)
def test_the_units_before_and_after_a_place_are_read(written: str, place: str):
    assert answer(written) == ("ok", place)


@pytest.mark.parametrize("region", ["Карагандинская обл., Казахская ССР", "Карагандинская обл.; СССР", "КазССР"])
def test_two_units_in_one_cell_are_read(region: str):
    assert answer("г. Караганда", region) == ("ok", "karaganda")


def test_a_district_is_about_the_place_it_is_called_after():
    assert answer("пос. Осакаровка", "Карагандинская обл., Осакаровский р-н") == ("ok", "osakarovka")
    assert answer("Долинка", "Атбасарский р-н") == ("ambiguous", "dolinka")


places = st.sampled_from(["г. Балхаш", "пос. Долинка", "ст. Жарык", "г. Караганда", "пос. Спасск"])
units = st.lists(
    st.sampled_from(["Карагандинская обл.", "Казахская ССР", "СССР", "Қарағанды облысы", "Казахстан", "Нуринский р-н"]),
    unique=True,
    max_size=4,
)


@given(places, units, st.randoms(use_true_random=False))
@settings(max_examples=settings.default.max_examples // 2)
def test_the_order_of_the_units_never_changes_the_answer(place: str, around: list[str], chance: object):
    shuffled = [place, *around]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert answer(", ".join(shuffled)) == answer(", ".join([*around, place]))


@settings(max_examples=settings.default.max_examples // 2)
@given(
    words=st.lists(
        st.sampled_from(
            ["ст.", "г.", "Новый", "Жарык", "обл.", "КазССР", "Казахская", "ССР", "СССР", "район", "Россия"]
        ),
        min_size=1,
        max_size=5,
    )
)
def test_a_quick_look_for_units_passes_over_none(words: list[str]):
    written, wholes = " ".join(words), GAZETTEER._wholes
    quick = place_and_units(written, wholes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geokz.gazetteer.words._may_hold_units", lambda text, wholes: True)
        assert quick == place_and_units(written, wholes)


# -- words for the kind


@pytest.mark.parametrize(
    "name", ["с. Караганды", "село Актобе", "аул Павлодар", "Павлодар ауылы", "Pavlodar village", "Петропавловск, село"]
)
def test_a_village_is_no_town_of_that_name(name: str):
    assert answer(name)[0] == "ambiguous"


def test_the_word_before_and_the_word_after_say_the_same():
    assert read_name("ст. Жарык").said == read_name("Жарык (станция)").said == read_name("Жарық станциясы").said
    assert answer("г. Павлодар") == answer("Павлодар қаласы") == answer("Pavlodar city") == ("ok", "pavlodar")


def test_a_city_of_today_may_have_been_the_settlement_and_is_a_question_first_of_all():
    assert answer("поселок Экибастуз") == answer("поселок Экибастуз", "Павлодарская") == ("ambiguous", "ekibastuz")


kinds = st.sampled_from(["с.", "село", "аул", "дер.", "г.", "город", "ст.", "разъезд", "пос."])
regions = st.sampled_from([None, "Карагандинская обл.", "Акмолинская", "Казахстан"])


@given(st.sampled_from(NAMES), kinds, regions)
@settings(max_examples=2 * settings.default.max_examples)
def test_a_word_for_the_kind_that_speaks_against_the_answer_never_makes_it_sure(
    name: str, kind: str, region: str | None
):
    before, after = GAZETTEER.find(name, region=region), GAZETTEER.find(f"{kind} {name}", region=region)
    if status(before) != "ok" and status(after) == "ok":  # only a word that fits may settle a question
        assert not any("not known as" in doubt or "not a" in doubt for doubt in after[0].doubts)
    if status(after) == "ok":
        assert after[0].doubts == ()


# -- what a name alone does not tell


@pytest.mark.parametrize(
    "name", ["Асси", "Шара", "Ташкентка", "Алтайка", "Темирский", "Уральский", "Имени Чапаева", "совхоз Темиртауский"]
)
def test_a_name_that_would_have_to_be_bent_is_a_question(name: str):
    assert answer(name)[0] != "ok"


def test_a_case_form_after_a_word_that_bends_it_is_read():
    assert answer("в Караганде") == ("ok", "karaganda")


def test_a_small_place_that_only_its_name_tells_is_a_question_and_its_oblast_settles_it():
    assert answer("Ушарал")[0] == "ambiguous"
    assert "say the oblast or a point near it" in explain(GAZETTEER.find("Каркаралинск"))
    assert answer("Каркаралинск", "Карагандинская") == ("ok", "geonames:1519934")


def test_the_answer_says_by_which_part_of_the_rule():
    assert explain(GAZETTEER.find("Доссор")).endswith("is of the atlas, and no other place of the name is left")
    assert explain(GAZETTEER.find("с. Павлодар")) == "pavlodar: a city, not a village"
    assert explain(GAZETTEER.find("Карагонда")) == "no place is called so; near spellings are only suggestions"


# -- oblasts of the time

THEN = [
    ("Акмолинск", "Карагандинская обл.", 1937, "akmolinsk"),
    ("Петропавловск", "Карагандинская обл.", 1934, "petropavlovsk"),
    ("Мирзоян", "Южно-Казахстанская обл.", 1937, "aulie-ata"),
    ("Кустанай", "Актюбинская обл.", 1935, "kustanai"),
    ("Павлодар", "Восточно-Казахстанская обл.", 1935, "pavlodar"),
    ("Гурьев", "Западно-Казахстанская обл.", 1936, "guryev"),
    ("Кзыл-Орда", "Южно-Казахстанская обл.", 1935, "kzyl-orda"),
]


@pytest.mark.parametrize(("name", "oblast", "year", "place"), THEN)
def test_an_oblast_reached_in_its_year_as_far_as_it_did_then(name: str, oblast: str, year: int, place: str):
    assert answer(name, oblast, year) == ("ok", place)
    assert answer(name, oblast)[0] == "ambiguous"  # the oblast of later years


CITIES = ["Павлодар", "Караганда", "Актюбинск", "Кустанай", "Чимкент", "Уральск", "Гурьев", "Кокчетав", "Akmolinsk"]
VILLAGES = (
    "с. {}",
    "в селе {}",
    "аул {}",
    "{} ауылы",
    "{} awılı",
    "{} auyly",
    "selo {}",
    "d. {}",
    "{}, село",
    "спецпоселок {}",
)


@pytest.mark.parametrize("written", VILLAGES)
def test_a_village_by_the_name_of_a_city_is_not_the_city(written: str):
    for city in CITIES:
        assert GAZETTEER.find(city)[0].size == "city"
        found = GAZETTEER.find(written.format(city))
        assert status(found) != "ok" or found[0].size != "city", city


def test_an_abbreviation_in_latin_letters_is_one_beside_a_cyrillic_name():
    assert answer("c. Караганда")[0] == "ambiguous"  # a Latin c
    assert answer("p. Эмба") == answer("р. Эмба")


def test_a_station_of_a_common_name_is_a_question():
    assert answer("ст. Николаевка")[0] == "ambiguous"
    assert answer("ст. Жетыген") == ("ok", "zhetigen")


def test_the_place_that_bears_the_whole_name_goes_before_the_one_that_bears_a_part():
    assert answer("Dzhezkazgan Rudnik") == ("ok", "dzhezkazgan-rudnik")
    assert answer("ст. Джезказган Рудник")[0] == "ambiguous"
    assert answer("рудник Джезказган") == ("ok", "dzhezkazgan")


def test_a_number_that_only_the_place_bears_is_told():
    assert answer("с. Алматы", "Алматинская обл.")[0] == "ambiguous"  # known there: the station Алматы I


def test_an_okrug_is_that_of_its_years():
    (okrug,), (oblast,) = map(GAZETTEER._regions.units, ("Акмолинский округ", "Акмолинская область"))
    assert (okrug.areas, okrug.partly) == ({"akmola"}, {"karaganda", "ulytau"})
    assert (oblast.areas, oblast.partly) == ({"akmola"}, frozenset())


# -- lists


def test_a_year_nobody_knows_is_none_and_a_decade_is_read(tmp_path: Path):
    from geokz.gazetteer.geocode import Columns, geocode

    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("place,year\nКараганда,1937\nБалхаш,нет данных\nТемиртау,193X\nГурьев,1931.0\n", encoding="utf-8")
    summary = geocode(source, out, columns=Columns("place", "year"), gazetteer=GAZETTEER)
    assert summary.by_status == {"ok": 4, "ambiguous": 0, "unknown": 0}
    assert len(out.read_text(encoding="utf-8").splitlines()) == 5


def test_of_the_gold_lists_no_answer_is_wrong_and_sure():
    from gazetteer_quality import judge, read_gold

    names = ("villages", "stations", "labels", "things", "elsewhere", "forms")
    rows = [row for name in names for row in read_gold(ROOT / f"tests/gold/{name}.csv")]
    wrong = [miss for row in rows for miss in judge(GAZETTEER, row).misses if miss.startswith("WRONG")]
    assert len(rows) == 1110
    assert wrong == []


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_file(), reason="the table of Who's On First lies outside the repository")
def test_of_a_thousand_villages_of_a_gazetteer_of_ones_own_none_is_wrong_and_sure(tmp_path: Path):
    from village_quality import draw, measure, total

    store = Store(tmp_path / "gazetteers.sqlite")
    assert store.add(SHARED).places == 11910
    draws = list(draw(list(read_table(SHARED).values()), 1000, seed=1))
    gazetteer = Gazetteer.load(store=store)
    tallies, wrong = measure(gazetteer, draws, with_oblast=True)
    assert wrong == []
    assert total(tallies).ok >= 500
    assert measure(gazetteer, draws, with_oblast=False)[1] == []
    store.close()


# -- the user's own gazetteer


def test_a_place_of_ones_own_gazetteer_makes_a_city_of_its_name_a_question(tmp_path: Path):
    table = tmp_path / "own.csv"
    table.write_text("name,longitude,latitude,ru\nPavlodar,64.1,53.9,Павлодар\n", encoding="utf-8")
    store = Store(tmp_path / "s.sqlite")
    store.add(table)
    gazetteer = Gazetteer.load(store=store)
    found = gazetteer.find("Павлодар")
    assert (status(found), found[0].id) == ("ambiguous", "pavlodar")
    assert gazetteer.place("г. Павлодар").id == "pavlodar"
    assert gazetteer.place("с. Павлодар", region="Кустанайская обл.").id == "own:2"


def test_a_table_of_whos_on_first_is_read_as_it_is(tmp_path: Path):
    table = tmp_path / "wof.csv"
    table.write_text(
        "wof_id,geonames_id,placetype,name,lon,lat,population,ru,ru_variants,kk,superseded\n"
        "1,77,locality,Aul,73.1,49.8,0,Аул-А,Аул-Б|Аул-В,Ауыл,\n"
        "2,,region,Oblast,73.1,49.8,0,,,,\n"
        "3,,locality,Gone,73.1,49.8,0,,,,9\n"
        "4,,locality,Desert,60.0,44.0,12,,,,\n",
        encoding="utf-8",
    )
    entries = read_table(table)
    assert list(entries) == ["geonames:77", "wof:4"]
    assert list(entries["geonames:77"].names) == ["Aul", "Аул-А", "Аул-Б", "Аул-В", "Ауыл"]
    assert entries["geonames:77"].region == "karaganda; ulytau"  # of its point


@pytest.mark.parametrize("people", ["9" * 30, "9" * 5000, "-1", "1e3", "٣"])
def test_a_number_of_people_that_cannot_be_is_told_with_its_line(tmp_path: Path, people: str):
    from geokz.errors import TableError

    table = tmp_path / "own.csv"
    table.write_text(f"name,lon,lat,population\nA,70,48,{people}\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"own\.csv:2:population  '.{1,40}' is no whole number of people"):
        Store(tmp_path / "s.sqlite").add(table)


# -- names that are another's


@pytest.fixture(scope="module")
def with_village(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The gazetteer with a village of one's own."""
    folder = tmp_path_factory.mktemp("own")
    table = folder / "villages.csv"
    table.write_text("name,lon,lat\nNovyy,77.2,43.4\n", encoding="utf-8")
    store = Store(folder / "own.sqlite")
    store.add(table)
    return Gazetteer.load(store=store)


@pytest.mark.parametrize(("role", "attested", "told"), [("alternate", False, "ambiguous"), ("old", True, "ok")])
def test_a_name_a_town_has_only_beside_its_own_is_asked_for_where_a_village_bears_it(
    role: str, attested: bool, told: str
):
    spot = {"precision": "settlement", "radius_m": 5000, "authority": "", "match": "folded", "when": "", "why": ""}
    town = Candidate(id="a", name="Temirtau", kind="city", lon=72.96, lat=50.05, score=0.9, role=role, **spot)
    village = Candidate(id="b", name="Samarkand", kind="settlement", lon=72.81, lat=50.11, score=0.5, **spot)
    assert status([replace(town, attested=attested), village]) == told
    assert status([town]) == "ok"


def test_a_village_called_as_a_works_without_its_word_is_no_sure_answer(with_village: Gazetteer):
    assert status(with_village.find("Novyy", region="Almaty oblast")) == "ok"
    assert status(with_village.find("Novyy pit", region="Almaty oblast")) != "ok"
    assert answer("Балхашский завод", "Карагандинская обл.")[1].startswith("balkhash")


def test_no_ending_that_begins_with_a_vowel_stands_behind_a_vowel():
    assert answer("Ak-Tyubee")[0] != "ok"
    assert answer("Актюбинске") == ("ok", "aktyubinsk")


# -- what is looked up instead of compared with everything

SHORT = st.text(alphabet="abk", min_size=5, max_size=8)


@given(SHORT, st.lists(st.text(alphabet="abk", min_size=4, max_size=9), max_size=30, unique=True))
def test_every_key_a_slip_off_is_found_by_one_of_its_halves(asked: str, keys: list[str]):
    near = [key for key in keys if abs(len(key) - len(asked)) <= 1]
    wanted = [(key, 1 - slips / max(len(key), len(asked))) for key in near if (slips := OSA.distance(asked, key)) <= 1]
    assert Halves(len(asked), near).one_slip_off(asked) == wanted


@pytest.mark.parametrize("slip", ["karagnada", "kargaanda", "karagand", "karagandaa", "araganda", "xkaraganda"])
def test_a_slip_may_be_anywhere_in_the_word(slip: str):
    assert "karaganda" in dict(Halves(len(slip), ["karaganda"]).one_slip_off(slip))


@given(st.lists(st.sampled_from(["СССР", "Казахская", "ССР", "обл.", "г.", "Балхаш", "р-н", "КазССР"]), max_size=4))
def test_a_name_without_commas_is_read_as_with_one_behind_it(words: list[str]):
    text, wholes = " ".join(words), GAZETTEER._wholes
    assert read_name(f"{text},", wholes)._replace(keys=()) == read_name(text, wholes)._replace(keys=())
    assert set(read_name(text, wholes).keys) <= set(read_name(f"{text},", wholes).keys)
