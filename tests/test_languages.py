"""A language is data: columns of texts, an entry in a list; a folder may have one language or several, any of them."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser import visit
from conftest import write_small_atlas

import geokz
from geokz.checks import check
from geokz.folder.languages import languages_of, wrong_languages
from geokz.folder.read import read
from geokz.gazetteer import Gazetteer
from geokz.render.details import page_details
from geokz.render.page import write_page
from geokz.render.plain import plain_page
from geokz.render.strings import missing_words, strings_of

GERMAN = {
    "Karlag": "Karlag (Lager Karaganda)",
    "Kirov mine": "Kirowgrube",
    "Brick plant": "Ziegelei",
    "Balkhash line": "Balchaschbahn",
    "Balkhash": "Balchasch",
    "It dug coal.": "Sie förderte Kohle.",
    "Camps": "Lager",
    "coal mine": "Kohlengrube",
}
_TEXT = re.compile(r"(\w+)_(en|ru|kk)")

Edit = Callable[[Path, str, str, str], None]


def rewrite(folder: Path, languages: list[str]) -> None:
    """Give the texts of a folder these languages, by its data alone; German is what ``GERMAN`` has, else English."""
    for file in (folder / "schema").glob("*.json"):
        schema = json.loads(file.read_text(encoding="utf-8"))
        fields = {field["name"]: field for field in schema["fields"]}
        schema["fields"] = [{**fields[of], "name": name} for name, of in _columns(list(fields), languages)]
        file.write_text(json.dumps(schema, ensure_ascii=False), encoding="utf-8")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        path = folder / resource["path"]
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        columns = _columns(header, languages)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(name for name, _ in columns)
            for row in rows:
                cells = dict(zip(header, row, strict=True))
                writer.writerow(
                    GERMAN.get(cells[of], cells[of]) if name.endswith("_de") else cells[of] for name, of in columns
                )
    for name in ("layers.toml", "atlas.toml"):
        styles = (folder / name).read_text(encoding="utf-8")
        styles = re.sub(r"languages = \[.*\]", f"languages = {json.dumps(languages)}", styles)
        styles = styles.partition("[words.en]")[0]
        for key, label in re.findall(r"((?:\w+) = )(\{ en = .*\})", styles):
            texts = tomllib.loads(f"label = {label}")["label"]
            texts["de"] = GERMAN.get(texts["en"], texts["en"])
            written = ", ".join(f"{code} = {json.dumps(texts[code], ensure_ascii=False)}" for code in languages)
            styles = styles.replace(key + label, f"{key}{{ {written} }}")
        (folder / name).write_text(styles, encoding="utf-8")


def _columns(names: list[str], languages: list[str]) -> list[tuple[str, str]]:
    """The columns of a table in these languages, each with the column it is made of."""
    made: dict[str, str] = {}
    for name in names:
        text = _TEXT.fullmatch(name)
        for code in languages if text else ():
            of = f"{text[1]}_{code}"  # type: ignore[index]
            made[of] = of if of in names else f"{text[1]}_en"  # type: ignore[index]
        if not text:
            made[name] = name
    return list(made.items())


@pytest.fixture
def german(tmp_path: Path) -> Path:
    """The small atlas in four languages."""
    folder = write_small_atlas(tmp_path / "atlas")
    rewrite(folder, ["en", "ru", "kk", "de"])
    return folder


@pytest.fixture
def english(tmp_path: Path) -> Path:
    """The small atlas in one language: no other column is left in schemas and tables."""
    folder = write_small_atlas(tmp_path / "atlas")
    rewrite(folder, ["en"])
    for file in [*folder.rglob("*.csv"), *folder.rglob("*.json")]:
        assert not re.search(r"\w_(ru|kk)\b", file.read_text(encoding="utf-8")), file
    return folder


def details_of(atlas: geokz.Atlas) -> Any:
    return page_details(atlas, {}, years=(1919, 1963))


def test_the_atlas_has_the_languages_of_its_folder_in_their_order(atlas: geokz.Atlas, german: Path) -> None:
    assert atlas.languages == ("en", "ru", "kk")
    assert geokz.Atlas.load(german).languages == ("en", "ru", "kk", "de")


def test_a_fourth_language_is_sound_and_reaches_every_record_of_the_page(german: Path) -> None:
    assert check(german)[0] == []
    details = details_of(geokz.Atlas.load(german))
    assert details["languages"] == ["en", "ru", "kk", "de"]
    things = {thing["id"]: thing["names"] for thing in details["things"]}
    assert things["kirov-mine"] == {
        "en": "Kirov mine",
        "ru": "Шахта имени Кирова",
        "kk": "Киров шахтасы",
        "de": "Kirowgrube",
    }
    assert details["claims"]["kirov-mine"][0]["statement"]["de"] == "Sie förderte Kohle."
    assert details["vocabularies"]["types"]["coal_mine"]["de"] == "Kohlengrube"
    assert details["layers"][-1]["label"]["de"] == "Lager"
    assert details["sources"]["smirnov1998"]["line"]["de"] == "Smirnov. The system of camps. 1998"
    assert details["about"]["edition"]["de"].startswith("Fassung ")


def test_the_finder_and_the_exports_know_the_fourth_language(german: Path, tmp_path: Path) -> None:
    atlas = geokz.Atlas.load(german)
    for gazetteer in (Gazetteer.load(german, store=None), atlas.gazetteer):
        assert gazetteer.find("Kirowgrube")[0].id == "karaganda"
        assert gazetteer.find("Balchasch")[0].id == "balkhash"
    written = json.loads(geokz.export(atlas, tmp_path / "things.lpf.json", language="de").read_text(encoding="utf-8"))
    mine = next(feature for feature in written["features"] if feature["@id"].endswith(":kirov-mine"))
    assert ("Kirowgrube", "de") in {(name["toponym"], name["lang"]) for name in mine["names"]}
    assert {"label": "Kohlengrube", "lang": "de"} in mine["types"][0]["sourceLabels"]
    assert ("Sie förderte Kohle.", "de") in {(text["value"], text["lang"]) for text in mine["descriptions"]}
    features = json.loads(geokz.export(atlas, tmp_path / "things.geojson").read_text(encoding="utf-8"))["features"]
    assert "Ziegelei" in {feature["properties"]["name_de"] for feature in features}


def test_a_page_without_scripts_is_in_the_language_asked_for_its_words_in_one_that_has_them(german: Path) -> None:
    page = plain_page(geokz.Atlas.load(german), "de")
    assert '<main class="geokz-plain" lang="de">' in page and "<h2>Lager</h2>" in page
    assert "<li>Kirowgrube / Kirov mine / Шахта имени Кирова / Киров шахтасы, " in page
    assert "<h1>Forced labour and industry in Kazakhstan</h1>" in page
    assert "<h2>Quellen</h2>" in page


def test_the_page_offers_the_fourth_language_and_finds_its_names(browser: Any, german: Path, tmp_path: Path) -> None:
    path = write_page(geokz.build_map(geokz.Atlas.load(german)), tmp_path / "page.html")
    with visit(browser, path, "#y=1940&id=kirov-mine&lang=de") as page:
        assert page.run("() => [...document.querySelectorAll('.geokz-language')].map((b) => b.textContent)") == [
            "DE",
            "ҚАЗ",
            "РУС",
            "EN",
        ]
        assert page.run("() => document.documentElement.lang") == "de"
        assert "Kirowgrube" in page.text(".geokz-card h2") and "Kohlengrube" in page.text(".geokz-card")
        page.tab.get_by_role("search").get_by_role("combobox").fill("Ziegelei")
        assert "Ziegelei" in page.text("#geokz-hits")
        assert page.complaints == []


@pytest.mark.slow
def test_a_folder_of_one_language_is_checked_built_found_and_exported(english: Path, tmp_path: Path) -> None:
    assert check(english)[0] == []
    atlas = geokz.Atlas.load(english)
    assert atlas.languages == ("en",)
    assert atlas.gazetteer.find("Kirov mine")[0].id == "karaganda"
    assert len(geokz.gaps(atlas)) > 0
    details = details_of(atlas)
    assert {frozenset(thing["names"]) for thing in details["things"]} == {frozenset({"en"})}
    assert set(strings_of(atlas.languages)["found"]) == {"en"}
    for suffix in (".geojson", ".lpf.json", ".gpkg", ".qgz", ".zip", ".kmz"):
        assert geokz.export(atlas, tmp_path / f"things{suffix}").stat().st_size > 0
    page = write_page(geokz.build_map(atlas), tmp_path / "page.html").read_text(encoding="utf-8")
    assert '<main class="geokz-plain" lang="en">' in page and "Принудительный" not in page


def test_a_folder_whose_first_language_is_not_english_opens_in_it(tmp_path: Path) -> None:
    folder = write_small_atlas(tmp_path / "atlas")
    rewrite(folder, ["de", "kk"])
    assert check(folder)[0] == []
    atlas = geokz.Atlas.load(folder)
    assert 'lang="de"' in geokz.build_map(atlas).get_root().render()
    with pytest.raises(geokz.GeokzError, match=r"there is no language 'en'; the languages are de, kk"):
        geokz.build_map(atlas, language="en")


def test_where_the_file_cannot_be_used_a_folder_is_checked_in_the_languages_of_its_names(
    small_atlas_folder: Path, edit: Edit
) -> None:
    edit(small_atlas_folder, "atlas.toml", 'languages = ["en", "ru", "kk"]', "languages = 3")
    assert read(small_atlas_folder).languages == ("en", "ru", "kk")
    assert languages_of(["id", "name_ru", "name_sr_Latn", "label_en", "named"]) == ("ru", "sr-Latn")


WRONG = [
    ("en", 'is no list of languages; write languages = ["en", "ru"]'),
    (["en", 1], 'is no list of languages; write languages = ["en", "ru"]'),
    (["en", "Deutsch"], "'Deutsch' is no code of a language; write it by BCP 47, as en, kk or sr-Latn"),
    (["en", "ru", "en"], "'en' stands twice; keep one"),
    ([], "are 0 languages; name one to 6"),
    (["aa", "ab", "ae", "af", "ak", "am", "an"], "are 7 languages; name one to 6"),
]


@pytest.mark.parametrize(("member", "message"), WRONG, ids=str)
def test_wrong_languages_are_one_problem_at_their_line(
    small_atlas_folder: Path, edit: Edit, member: object, message: str
) -> None:
    edit(small_atlas_folder, "atlas.toml", '["en", "ru", "kk"]', json.dumps(member))
    assert [str(problem) for problem in read(small_atlas_folder).problems] == [f"atlas.toml:4:languages  {message}"]


def test_codes_of_languages_scripts_and_regions_are_taken() -> None:
    assert wrong_languages(["en", "kk", "sr-Latn", "zh-Hant-TW", "es-419", "kaz"]) == ""


def test_a_schema_without_names_in_a_language_is_one_problem_however_many_tables_have_it(
    small_atlas_folder: Path, edit: Edit
) -> None:
    edit(small_atlas_folder, "atlas.toml", '["en", "ru", "kk"]', '["en", "ru", "kk", "de"]')
    problems = [str(problem) for problem in read(small_atlas_folder).problems]
    assert (
        "schema/thing.json:4:name_de  is missing, though the languages are en, ru, kk, de; add it, or see languages in "
        "atlas.toml"
    ) in problems
    schemas = [problem for problem in problems if problem.startswith("schema/")]
    assert {problem.split("  ")[1][:10] for problem in schemas} == {"is missing"}
    assert len({problem.split(":")[0] for problem in schemas}) == len(schemas)


def test_a_text_that_a_style_lacks_in_a_language_is_told(german: Path, edit: Edit) -> None:
    edit(german, "layers.toml", ', de = "Lager"', "")
    (problem,) = read(german).problems
    assert problem.message == "has no label in 'de'; add it"


def test_words_that_a_language_lacks_are_listed_by_file_and_line() -> None:
    assert list(missing_words(["en", "ru", "kk"])) == []
    assert list(missing_words(["ru", "de"])) == []
    missing = [str(problem) for problem in missing_words(["ru", "la"])]
    assert missing == [
        "words/la.toml:1:-  is not there: nobody has words in 'la'; copy en.toml to it and translate, or the page "
        "shows them in 'ru'"
    ]
