"""The finder: what a written name may mean, and when it must ask."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import GAZETTEER

from geokz import AmbiguousPlace, Atlas, Gazetteer, UnknownPlace
from geokz.errors import GazetteerError
from geokz.gazetteer import Candidate, status
from geokz.gazetteer.endings import bases
from geokz.gazetteer.words import read_name
from geokz.names import fold

ROOT = Path(__file__).resolve().parents[1]

NAMES = sorted(GAZETTEER.all_names())


def ids(found: list[Candidate]) -> list[str]:
    return [candidate.id for candidate in found]


# -- spellings

MEET = [
    ("zhezkazgan", ["Жезказган", "Джезказган", "Жезқазған", "Dzhezkazgan", "Zhezqazghan", "Jezqazğan", "Žezkazgan"]),
    ("aulieata", ["Аулие-Ата", "АУЛИЕ АТА", "Әулиеата", "Aulie-Ata", "Auliye-Ata"]),
    ("tselinograd", ["Целиноград", "Tselinograd", "Celinograd", "Czelinograd"]),
    ("balhash", ["Балхаш", "Balkhash", "Balhaš"]),
    ("shchuchinsk", ["Щучинск", "Shchuchinsk", "Ŝučinsk", "Shhuchinsk"]),
    ("gurev", ["Гурьев", "Gur’yev", "Gur'ev", "Gurev"]),
    ("akmolinsk", ["Акмолинскъ", "акмолинск", "Akmolinsk"]),
    ("verni", ["Вѣрный", "Верный", "Vernyy", "Verny"]),
    ("semiozernoe", ["Семиозёрное", "Семиозерное", "Semiozërnoye"]),
]


@pytest.mark.parametrize(("key", "spellings"), MEET)
def test_all_spellings_of_a_name_meet_in_one_key(key: str, spellings: list[str]):
    assert {fold(spelling) for spelling in spellings} == {key}


@given(st.one_of(st.text(), st.text("abcdefghijklmnopqrstuvwxyz'kghzsctj"), st.sampled_from(NAMES)))
@settings(max_examples=10 * settings.default.max_examples)
def test_folding_a_key_gives_the_key(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_key_holds_only_ascii_letters_and_digits(text: str):
    assert fold(text) == "" or (fold(text).isascii() and fold(text).isalnum())


def test_a_doubled_letter_is_a_slip_and_not_a_spelling():
    assert fold("Ридер") != fold("Риддер")


KINDS = [
    ("ст. Жарык", "zharik"),
    ("пос. Майкаин", "maikain"),
    ("г.Чимкент", "chimkent"),
    ("кишл. Мерке", "merke"),
    ("ж.-д. ст. Отар", "otar"),
    ("Қарағанды қ.", "karagandi"),
    ("аул Доссор", "dossor"),
]


@pytest.mark.parametrize(("written", "key"), KINDS)
def test_the_usual_abbreviations_are_taken_off(written: str, key: str):
    assert key in read_name(written).keys


ENDINGS = [
    ("dolinskoe", "dolinka"),
    ("spasski", "spassk"),
    ("karagandinski", "karaganda"),
    ("kzilordinski", "kzilorda"),
    ("chimkentski", "chimkent"),
    ("karagande", "karaganda"),
    ("akmolinska", "akmolinsk"),
    ("karagandida", "karagandi"),
]


@pytest.mark.parametrize(("form", "base"), ENDINGS)
def test_adjectives_and_cases_lead_back_to_their_noun(form: str, base: str):
    assert base in bases(form)


# -- finding

OLD_NAMES = [
    ("Акмолинск", "akmolinsk"),
    ("Целиноград", "akmolinsk"),
    ("Аулие-Ата", "aulie-ata"),
    ("Мирзоян", "aulie-ata"),
    ("Джамбул", "aulie-ata"),
    ("Тараз", "aulie-ata"),
    ("Гурьев", "guryev"),
    ("Кокчетав", "kokchetav"),
    ("Фрунзе", "geonames:1528675"),
    ("Джаркент", "geonames:1520253"),
    ("Лениногорск", "ridder"),
    ("Верный", "alma-ata"),
    ("Перовск", "kzyl-orda"),
    ("Dzhezkazgan", "dzhezkazgan"),
]


@pytest.mark.parametrize(("name", "place"), OLD_NAMES)
def test_an_old_name_finds_its_place_first(name: str, place: str):
    assert ids(GAZETTEER.find(name))[0] == place


def test_spassk_of_karaganda_oblast_is_the_one_south_of_karaganda():
    spassk = GAZETTEER.place("Спасск", region="Карагандинская")
    assert (spassk.id, spassk.lon, spassk.lat) == ("spassk-karaganda", 73.27613, 49.5381)


@pytest.mark.parametrize(
    "region", ["Карагандинская обл.", "Karaganda oblast", "Қарағанды облысы", "в Карагандинской области"]
)
def test_an_oblast_is_understood_in_every_language(region: str):
    assert GAZETTEER.place("Спасск", region=region).id == "spassk-karaganda"


def test_spassk_alone_is_ambiguous_and_names_the_other_spassks():
    with pytest.raises(AmbiguousPlace) as question:
        GAZETTEER.place("Спасск")
    assert {"spassk-karaganda", "geonames:1518821", "geonames:1520225"} <= set(ids(question.value.candidates))


def test_baikonur_in_1940_is_the_coal_mines_first_and_in_their_oblast_alone():
    assert GAZETTEER.find("Байконур", year=1940)[0].id == "karsakpai-baikonur-coal"
    assert GAZETTEER.place("Байконур", year=1940, near=(66.73, 47.84)).id == "karsakpai-baikonur-coal"


def test_baikonur_in_1960_may_be_the_mines_or_the_town():
    found = GAZETTEER.find("Байконур", year=1960)
    assert set(ids(found)[:2]) == {"karsakpai-baikonur-coal", "geonames:1521368"}
    assert status(found) == "ambiguous"


def test_a_name_not_yet_in_use_is_never_taken_alone():
    found = GAZETTEER.find("Мирзоян", year=1950)
    assert found[0].id == "aulie-ata"
    assert found[0].doubts == ("the name was not in use in 1950 (1936/1938)",)
    assert status(found) == "ambiguous"


@pytest.mark.parametrize("name", ["Дубовка", "Самарка", "Актогай", "Долинка", "Малиновка", "Кызылтау"])
def test_a_namesake_without_oblast_is_a_question(name: str):
    with pytest.raises(AmbiguousPlace):
        GAZETTEER.place(name)


def test_a_point_nearby_settles_namesakes():
    assert GAZETTEER.place("Малиновка", near=(71.4, 51.2)).id == "malinovka-akmolinsk"


def test_an_oblast_that_speaks_against_the_only_bearer_is_a_question():
    with pytest.raises(AmbiguousPlace, match="not in the oblast given but in atyrau"):
        GAZETTEER.place("Доссор", region="Карагандинская")


def test_an_oblast_nobody_knows_is_told_and_not_passed_over():
    with pytest.raises(AmbiguousPlace, match="nobody here knows the oblast 'Лимонная'"):
        GAZETTEER.place("Доссор", region="Лимонная")


def test_two_rows_of_one_settlement_are_no_tie():
    tekeli = GAZETTEER.find("Текели")
    assert {"tekeli", "geonames:1518296"} <= set(ids(tekeli))
    assert GAZETTEER.place("Текели", near=(78.8, 44.8)).id == "tekeli"


def test_a_near_spelling_is_a_suggestion_and_no_answer():
    with pytest.raises(UnknownPlace, match="perhaps Karaganda") as refusal:
        GAZETTEER.place("Карагонда")
    assert refusal.value.candidates[0].id == "karaganda"
    assert {candidate.match for candidate in refusal.value.candidates} == {"suggestion"}


def test_a_latin_letter_slipped_into_a_russian_word_does_not_matter():
    assert ids(GAZETTEER.find("Kараганда"))[0] == "karaganda"


@pytest.mark.parametrize("name", ["", "   ", "101", "№ 31", "😀😀", "?", "а" * 10_000, "哈萨克", "\n", "-"])
def test_what_is_no_name_finds_nothing(name: str):
    assert GAZETTEER.find(name) == []


def test_a_word_for_a_kind_of_place_is_never_taken_for_a_name():
    assert status(GAZETTEER.find("рудник")) == "ambiguous"
    assert ids(GAZETTEER.find("Аул")) == ["aul-station"]  # though one place is called just that


@given(st.text(max_size=60))
@settings(max_examples=3 * settings.default.max_examples)
def test_any_text_is_answered_without_an_error(text: str):
    assert all(0 <= candidate.score <= 1 for candidate in GAZETTEER.find(text))


@given(st.sampled_from(GAZETTEER.find_all()))
@settings(max_examples=3 * settings.default.max_examples)
def test_every_place_is_found_by_its_own_name_or_ties_with_others(place: Candidate):
    found = GAZETTEER.find(place.names[0], limit=None)
    assert place.id in ids(found)
    assert found[0].match != "suggestion"


def test_an_oblast_is_no_place_but_suggests_the_town_it_is_called_after():
    found = GAZETTEER.find("Карагандинская область")
    assert found[0].id == "karaganda"
    assert {candidate.match for candidate in found} == {"suggestion"}


@pytest.mark.parametrize("name", ["Karaganda oblast", "Караганда область", "Акмола обл."])
def test_a_town_does_not_answer_for_the_area_that_bears_its_name(name: str):
    assert {candidate.match for candidate in GAZETTEER.find(name)} == {"suggestion"}


def test_an_area_that_is_a_thing_of_the_atlas_is_found_by_its_whole_name():
    assert GAZETTEER.place("Emba oil district").id == "emba-oil-district"


def test_the_json_fields_are_those_promised():
    assert list(GAZETTEER.find("Караганда")[0].as_dict()) == [
        "id", "name", "kind", "lon", "lat", "precision", "radius_m", "authority", "match", "score", "when", "why",
    ]  # fmt: skip


def test_a_year_that_is_none_and_a_point_that_is_none_are_refused():
    with pytest.raises(GazetteerError, match="years 0 to 0"):
        GAZETTEER.find("Караганда", year=0)
    with pytest.raises(GazetteerError, match=r"near 49\.8,173\.1 is no point"):
        GAZETTEER.find("Караганда", near=(49.8, 173.1))


def candidate(id_: str, lat: float, precision: str, radius_m: float) -> Candidate:
    """An exact candidate of the highest score on the meridian of 70 degrees."""
    return Candidate(id_, id_, "settlement", 70, lat, precision, radius_m, "estimate", "exact", 1.0, "", "")


@pytest.mark.parametrize(
    ("precision", "lat", "found"),
    [
        ("district", 48.2, "ok"),  # 22 km
        ("district", 48.4, "ambiguous"),  # 44 km
        ("settlement", 48.2, "ambiguous"),
        ("site", 48.2, "ambiguous"),
        ("settlement", 48.02, "ok"),
    ],
)
def test_a_place_known_to_its_district_reaches_as_far_as_its_radius_and_a_settlement_to_its_edge(
    precision: str, lat: float, found: str
):
    best = candidate("a", 48.0, precision, 30_000)
    assert status([best, candidate("b", lat, "settlement", 2_000)]) == found


def test_a_single_date_of_a_name_does_not_say_until_when_it_was_in_use(small_atlas_folder: Path):
    with (small_atlas_folder / "names.csv").open("a", encoding="utf-8") as file:
        file.write("dolinka,Perevalnoye,en,1936,old,ck-labour[L1]\ndolinka,Stepnoye,en,1936/1941,old,ck-labour[L1]\n")
    gazetteer = Gazetteer.load(small_atlas_folder, store=None)
    assert gazetteer.find("Perevalnoye", year=1950)[0].doubts == ()
    assert gazetteer.find("Stepnoye", year=1950)[0].doubts == ("the name was not in use in 1950 (1936/1941)",)
    assert "in use in 1936 (1936)" in gazetteer.find("Perevalnoye", year=1936)[0].why


def test_a_small_atlas_has_a_gazetteer_of_its_own(small_atlas: Atlas):
    assert small_atlas.gazetteer.place("Карлаг").id == "dolinka"
    assert small_atlas.gazetteer is small_atlas.gazetteer


# -- the tables


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "geodata" / "gazetteer" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_place_is_one_place():
    ids_ = [row["id"] for name in ("geonames.csv", "cited.csv", "namesakes.csv") for row in rows(name)]
    assert len(ids_) == len(set(ids_))


def test_every_id_that_a_place_cites_is_bundled():
    with (ROOT / "geodata" / "places.csv").open(encoding="utf-8", newline="") as file:
        cited = {row["authority"] for row in csv.DictReader(file)} - {"", "estimate"}
    assert cited <= {row["id"] for name in ("geonames.csv", "cited.csv") for row in rows(name)}


def test_a_place_of_geonames_adds_its_names_to_the_place_of_the_atlas():
    assert "Тараз" in GAZETTEER.find("Аулие-Ата")[0].names
    assert "geonames:1516905" not in ids(GAZETTEER.find("Тараз"))


def test_every_oblast_covers_areas_that_exist():
    with (ROOT / "geodata" / "vocab" / "regions_today.csv").open(encoding="utf-8", newline="") as file:
        known = {row["key"] for row in csv.DictReader(file)} | {"any", "KG", "UZ", "TM", "RU", "CN"}
    cells = [cell for row in rows("oblasts.csv") for cell in (row["covers"], row["partly"]) if cell]
    assert {area.strip() for cell in cells for area in cell.split(";")} <= known


def test_the_gold_set_has_no_wrong_answer_given_with_confidence_among_the_names_to_tune_on():
    import sys

    sys.path.insert(0, str(ROOT / "scripts"))
    from gazetteer_quality import judge, read_gold

    wrong = [
        miss
        for row in read_gold()
        if row["split"] == "tune"
        for miss in judge(GAZETTEER, row).misses
        if miss.startswith("WRONG")
    ]
    assert wrong == []
