"""References to archives as fields, passages of sources on a local build and no other, licences of what is inlined."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from browser import visit
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import geokz
from geokz.cli.app import app
from geokz.cli.preview import Preview
from geokz.render.details import page_details
from geokz.render.page import write_page
from geokz.render.sourced import citations_in, texts_for
from geokz.sources import SIGNATURE, cite, located, signature_line, signature_of

Edit = Callable[[Path, str, str, str], None]
GARF = (
    "garf,Reports of the camps,Отчёты лагерей,Лагерь есептері,,1936,ru,file,archival_publication,extract,,,,,,"
    "ГАРФ,Р-9414,1,,\n"
)
PASSAGE = "Карлаг основан, и это слова источника, а не наши <b>."


@pytest.fixture
def folder(small_atlas_folder: Path) -> Path:
    """The small atlas with a source in an archive that a claim cites."""
    path = small_atlas_folder / "sources.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    wide = [f"{header},archive,fond,opis,delo,sheet", *(f"{row},,,,," for row in rows)]
    path.write_text("\n".join(wide) + "\n" + GARF, encoding="utf-8", newline="")
    with (small_atlas_folder / "claims.csv").open("a", encoding="utf-8", newline="") as file:
        file.write('c3,karlag,produced,1936,It dug.,Копал.,Қазды.,"garf[д. 23, лл. 12-14]",accepted,,,\n')
    return small_atlas_folder


@pytest.fixture
def texts(folder: Path, tmp_path: Path, edit: Edit) -> Path:
    """A curator's folder with the transcript of one source, whose line 92 a claim cites."""
    home = tmp_path / "texts"
    home.mkdir()
    text = "\n" * 91 + PASSAGE + "\n" * 9
    (home / "labour.txt").write_bytes(text.encode())
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    edit(folder, "sources.csv", "text,scholarship,whole,,", f"text,scholarship,whole,labour.txt,{sha256}")
    return home


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in geokz.check(folder)[0]]


def details_of(folder: Path, texts: Path | None = None) -> Any:
    atlas = geokz.Atlas.load(folder)
    read = texts_for(atlas.source.frames["sources"], texts) if texts else None
    return page_details(
        atlas, {key: atlas.layer(key).index.tolist() for key in atlas.layers}, years=(1919, 1963), texts=read
    )


NUMBERS = st.from_regex(r"(Р-|R-)?[1-9][0-9]{0,4}(-[0-9]{1,3}| об\.)?", fullmatch=True)


@given(st.dictionaries(st.sampled_from(SIGNATURE[1:]), NUMBERS, min_size=1), st.sampled_from(["en", "ru", "kk"]))
def test_a_signature_is_read_as_it_is_written_in_every_language(fields: dict[str, str], language: str) -> None:
    ordered = {name: fields[name] for name in SIGNATURE if name in fields}
    assert signature_of(signature_line(ordered, language)) == ordered


@pytest.mark.parametrize(
    "locator", ["15", "L12-15", "S3", "opening", "", "ф. 1; оп. 2", "дом 3", "л. 4, д. 3", "d", "1934, 5"]
)
def test_what_is_no_signature_is_none(locator: str) -> None:
    assert signature_of(locator) is None
    assert located({"archive": ""}, locator, "ru") == locator


def test_a_source_in_an_archive_passes_and_a_locator_that_is_no_place_there_is_told(folder: Path, edit: Edit) -> None:
    assert not [each for each in problems(folder) if "garf" in each or "sources.csv" in each]
    for locator, told in (
        ("15", "claims.csv:4:source  'garf[15]' is no place in an archive; write what sources.csv does not say"),
        (
            "ф. 7, д. 2",
            "claims.csv:4:source  'garf[ф. 7, д. 2]' names the fond that sources.csv has already ('Р-9414')",
        ),
    ):
        edit(folder, "claims.csv", "д. 23, лл. 12-14", locator)
        assert [each for each in problems(folder) if each.startswith(told)]
        edit(folder, "claims.csv", locator, "д. 23, лл. 12-14")
    edit(
        folder,
        "sources.csv",
        "archival_publication,extract,,,,,,",
        f"archival_publication,extract,r.txt,{'a' * 64},,,,",
    )
    edit(folder, "claims.csv", "д. 23, лл. 12-14", "L12-15")  # of its transcript
    assert not [each for each in problems(folder) if "garf" in each]
    edit(folder, "sources.csv", "ГАРФ,Р-9414,1,,", "ГАРФ,,1,,")
    assert "sources.csv:4:fond  is empty while opis is '1'; give both" in problems(folder)


def test_a_folder_without_the_columns_is_as_good_as_ever(small_atlas_folder: Path) -> None:
    assert not [each for each in problems(small_atlas_folder) if "archive" in each]
    assert geokz.Atlas.load(small_atlas_folder).tables["sources"]["archive"].tolist() == ["", ""]


@pytest.mark.slow
def test_cards_exports_and_citations_tell_where_in_the_archive(folder: Path, tmp_path: Path) -> None:
    source = details_of(folder)["sources"]["garf"]
    assert source["line"]["ru"] == "Отчёты лагерей. 1936. ГАРФ, ф. Р-9414, оп. 1"
    assert source["line"]["kk"] == "Лагерь есептері. 1936. ГАРФ, Р-9414-қор, 1-тізбе"
    assert source["places"] == {
        "д. 23, лл. 12-14": {"en": "delo 23, sheet 12-14", "ru": "д. 23, л. 12-14", "kk": "23-іс, 12-14-парақ"}
    }
    atlas = geokz.Atlas.load(folder)
    geokz.export(atlas, tmp_path / "atlas.gpkg")
    with closing(sqlite3.connect(tmp_path / "atlas.gpkg")) as file:
        columns = ", ".join(f'"{name}"' for name in ("locator", *SIGNATURE))
        rows = file.execute(f"SELECT {columns} FROM citations WHERE source = 'garf'").fetchall()
        assert rows == [("д. 23, лл. 12-14", "ГАРФ", "Р-9414", "1", "23", "12-14")]
        assert file.execute("SELECT archive, fond, opis, delo FROM sources WHERE key = 'garf'").fetchall() == [
            ("ГАРФ", "Р-9414", "1", None)
        ]
    assert geokz.read(tmp_path / "atlas.gpkg").tables["sources"].set_index("key").loc["garf", "fond"] == "Р-9414"
    geokz.export(atlas, tmp_path / "atlas.lpf.json", language="ru")
    assert "(1936), ГАРФ, ф. Р-9414, оп. 1, д. 23, л. 12-14" in (tmp_path / "atlas.lpf.json").read_text(
        encoding="utf-8"
    )


@pytest.mark.slow
def test_passages_are_in_a_local_build_and_in_no_other(folder: Path, texts: Path, tmp_path: Path) -> None:
    local, public = details_of(folder, texts), details_of(folder)
    assert local["sources"]["ck-labour"]["passages"]["L92"] == PASSAGE
    assert local["about"]["local"] is True
    assert "local" not in public["about"]
    assert not any("passages" in source for source in public["sources"].values())
    assert {locator for key, locator in citations_in(public) if key == "garf"} == {"д. 23, лл. 12-14"}
    words = ["build", "--data", str(folder), "--out", str(tmp_path / "maps"), "atlas"]
    assert CliRunner().invoke(app, words).exit_code == 0
    assert CliRunner().invoke(app, [*words, "--texts", str(texts)]).exit_code == 0
    assert sorted(path.name for path in (tmp_path / "maps").iterdir()) == ["atlas.html", "atlas.local.html"]
    plain = [(tmp_path / "maps" / name).read_text(encoding="utf-8") for name in ("atlas.html", "atlas.local.html")]
    assert ["Local build" in page.partition("<noscript>")[2].partition("</noscript>")[0] for page in plain] == [
        False,
        True,
    ]


@pytest.mark.slow
def test_a_folder_of_texts_that_is_none_or_holds_others_is_told(
    folder: Path, texts: Path, tmp_path: Path, edit: Edit
) -> None:
    def told(home: Path) -> str:
        words = ["build", "--data", str(folder), "--out", str(tmp_path / "maps"), "--texts", str(home)]
        return str(CliRunner().invoke(app, words).exception)

    assert told(tmp_path / "nowhere").startswith("there is no folder ")
    (tmp_path / "empty").mkdir()
    assert told(tmp_path / "empty").endswith("has no file that sources.csv names; put the transcripts there")
    (texts / "labour.txt").write_text("another", encoding="utf-8")
    assert told(texts).startswith("sources.csv:2:sha256  'labour.txt' is another text")
    edit(folder, "sources.csv", "labour.txt", "../labour.txt")
    assert told(texts).startswith("sources.csv:2:file  '../labour.txt' is no name of a file")
    assert not (tmp_path / "maps").exists()


@pytest.mark.slow
def test_a_map_under_work_shows_the_passages_and_what_is_wrong_with_their_texts(folder: Path, texts: Path) -> None:
    def words(preview: Preview) -> str:
        page = (preview.file("/map.html") or ("", b""))[1].decode()
        return page.partition("<noscript>")[2].partition("</noscript>")[0]

    plain, local = Preview(folder), Preview(folder, texts=texts)
    assert [each.build().startswith("Built the map; ") for each in (plain, local)] == [True, True]
    assert ["Local build" in words(each) for each in (plain, local)] == [False, True]
    (texts / "labour.txt").write_text("another", encoding="utf-8")
    assert local.build() == "No map could be built; 1 problem."
    told = json.loads((local.file("/state.json") or ("", b"{}"))[1])
    assert told["old"] and told["problems"][0].startswith("sources.csv:2:sha256  'labour.txt' is another text")


def test_the_licences_of_what_is_inlined_are_whole(atlas: geokz.Atlas) -> None:
    found = {each["name"]: each["text"] for each in page_details(atlas, {}, years=(1919, 1963))["about"]["licences"]}
    whole = "\n".join(found.values())
    for words in (
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "GNU GENERAL PUBLIC LICENSE",
        "END OF TERMS AND CONDITIONS",
        "Copyright (c) 2010-2022, Vladimir Agafonkin",
        "Redistributions in binary form must reproduce the above copyright notice",
        "GeoNames (CC BY 4.0)",
        "Who's On First",
        "https://creativecommons.org/licenses/by/4.0/",
        "public domain",
        "Copyright (c) 2011 Jeffrey Whitaker",
        "Folium developers",
        "The geokz contributors",
    ):
        assert words in whole, words
    assert found["geokz: the code (MIT)"] == (Path(__file__).parents[1] / "LICENSE").read_text(encoding="utf-8")


def test_a_map_without_about_carries_leaflets_licence_too() -> None:
    page = geokz.explore(pd.DataFrame([{"name": "a", "when": "1931", "lon": 73.0, "lat": 49.0}])).get_root().render()
    assert page.count("Redistributions in binary form must reproduce the above copyright notice") == 1


def test_a_reader_sees_archive_passage_licences_and_that_the_build_is_local(
    browser: Any, folder: Path, texts: Path, tmp_path: Path
) -> None:
    folium_map = geokz.build_map(geokz.Atlas.load(folder), texts=texts)
    with visit(browser, write_page(folium_map, tmp_path / "small.html")) as page:
        assert page.tab.locator(".geokz-local").is_visible()
        page.run("() => geokz.setLanguage('ru')")
        assert page.text(".geokz-local").startswith("Локальная сборка")
        page.run("() => geokz.select('karlag')")
        page.run("() => document.querySelectorAll('.geokz-card details').forEach((fold) => { fold.open = true; })")
        cited = page.text(".geokz-card").replace("\u00a0", " ")
        assert "Отчёты лагерей. 1936. ГАРФ, ф. Р-9414, оп. 1, д. 23, л. 12-14." in cited
        page.run("() => geokz.select('kirov-mine')")
        page.run("() => document.querySelectorAll('.geokz-card details').forEach((fold) => { fold.open = true; })")
        assert PASSAGE in page.text(".geokz-passages")
        about = page.tab.locator(".geokz-licence summary").all_text_contents()
        assert "Leaflet (BSD-2-Clause)" in about
        assert page.complaints == []
    public = geokz.build_map(geokz.Atlas.load(folder))
    with visit(browser, write_page(public, tmp_path / "public.html")) as page:
        assert page.tab.locator(".geokz-local").is_hidden()
        page.run("() => geokz.select('kirov-mine')")
        assert page.tab.locator(".geokz-passages").count() == 0


def test_rows_of_the_data_that_rest_on_an_archive_name_its_files() -> None:
    folder = Path(__file__).resolve().parents[1] / "geodata"

    def rows(name: str) -> list[dict[str, str]]:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    held = {row["key"] for row in rows("sources") if row["archive"]}
    cells = [row["source"] for name in ("camps", "claims", "figures", "relations") for row in rows(name)]
    named = [[signature_of(each.locator) for each in cite(cell) if each.key in held] for cell in cells]
    assert len([files for files in named if files]) >= 9
    assert all(file and file["delo"] for files in named for file in files)
