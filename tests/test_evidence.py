"""The tables against the texts they cite: names and numbers found as they are printed, and what cannot be opened."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from shell import geokz

from geokz.checks import check_with_texts
from geokz.checks.texts import holds_name, numbers
from geokz.folder.texts import Transcript, joined

Edit = Callable[[Path, str, str, str], None]
ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT.parent / "shared" / "sources"
needs_texts = pytest.mark.skipif(
    not TEXTS.is_dir(), reason=f"{TEXTS} is not here; the texts are no part of the project"
)

# 95 lines; what the small atlas cites stands on line 80, how far rails were laid on line 81
TRANSCRIPT = (
    "\n" * 79
    + "Карагандинский ИТЛ: 21 329 чел., 3,3 млрд руб.\n"
    + "Сначала 155 км, затем 185 км.\n"
    + "Строка.\n" * 14
)


@pytest.fixture
def texts(small_atlas_folder: Path, tmp_path: Path, edit: Edit) -> Path:
    """A folder with the one transcript that the small atlas cites, entered in its ``sources.csv``."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "labour.txt").write_bytes(TRANSCRIPT.encode())
    sha256 = hashlib.sha256(TRANSCRIPT.encode()).hexdigest()
    edit(
        small_atlas_folder,
        "sources.csv",
        "Қазақстан лагерьлері,,,en,text,scholarship,whole,,",
        f"Қазақстан лагерьлері,,,en,text,scholarship,whole,labour.txt,{sha256}",
    )
    return folder


def told(folder: Path, texts: Path) -> list[str]:
    return [str(problem) for problem in check_with_texts(folder, texts)[0]]


def add_figure(folder: Path, value: str, source: str) -> None:
    with (folder / "figures.csv").open("a", encoding="utf-8", newline="") as table:
        table.write(f"f2,karlag,other,{value},rub,1940,,,,,{source},accepted,,,\n")


def add_railhead(folder: Path, km: str, stages: str, point: str) -> None:
    """A head of the line from Karaganda to Balkhash, so many kilometres on."""
    (folder / "railheads.csv").write_text(
        "id,line,from,when,km,stages,at,lon,lat,source,note\n"
        f"h,balkhash-line,karaganda,1938,{km},{stages},,{point},ck-labour[L81],\n",
        encoding="utf-8",
    )


# reading what is printed ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("21 329 чел.", "21329"),
        ("21\u00a0329 чел.", "21329"),
        ("5.297 people", "5297"),
        ("0,6 %", "0.6"),
        ("0.6 %", "0.6"),
        ("3,3 млрд руб.", "3300000000"),
        ("341,3 мың тонна", "341300"),
        ("18.5 thousand km2", "18500"),
        ("7 млн. 430 тыс.", "430000"),
        ("12, 15 и 18 тыс. га", "15000"),
        ("М-22", "22"),
        ("1927-1928", "1928"),
    ],
)
def test_a_printed_number_is_read_as_its_value(printed: str, value: str) -> None:
    assert Decimal(value) in numbers(printed)


@pytest.mark.parametrize(("printed", "value"), [("21 329 чел.", "2132"), ("1941", "41"), ("80 мың", "8000")])
def test_part_of_a_number_is_not_that_number(printed: str, value: str) -> None:
    assert Decimal(value) not in numbers(printed)


def test_a_name_is_found_whatever_its_capitals_hyphens_and_quotes() -> None:
    assert holds_name("в КАРЛАГЕ", "Карлаг")
    assert holds_name("исправительнотрудовой лагерь", "Исправительно-трудовой лагерь")
    assert holds_name('лагерь "Песчаный"', "лагерь «Песчаный»")


def test_an_inflected_name_is_not_its_nominative() -> None:
    assert not holds_name("в Акмолинской области", "Акмолинская область")


def test_a_word_broken_at_the_end_of_a_line_is_put_together() -> None:
    assert joined(["Балхашского медепла-", "вильного завода"]) == "Балхашского медеплавильного завода"


def test_lines_count_from_one_and_pieces_from_nought() -> None:
    text = Transcript("t", {"L": {1: "first", 2: "second"}, "S": {0: "nought", 1: "one"}})
    assert (text.cited("L1"), text.cited("S0"), text.cited("L1-2")) == ("first", "nought", "first second")


# against a transcript ---------------------------------------------------------------------------------------


def test_a_name_and_a_number_that_stand_in_their_lines_are_no_problem(small_atlas_folder: Path, texts: Path) -> None:
    add_figure(small_atlas_folder, "3300000000", "ck-labour[L80]")
    problems, _, looked_up = check_with_texts(small_atlas_folder, texts)
    assert problems == []
    assert (looked_up["texts"], looked_up["names"], looked_up["figures"]) == (1, 1, 1)
    assert looked_up["citations"] == 15  # so often ck-labour is cited


def test_a_name_that_does_not_stand_in_its_line_is_found(small_atlas_folder: Path, texts: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "names.csv", "Карагандинский ИТЛ", "Карагандинский лагерь")
    assert told(small_atlas_folder, texts) == [
        "names.csv:2:name  'Карагандинский лагерь' does not stand in ck-labour[L80]; write the form that is "
        "printed there, or its line, or give the reason in exceptions.csv (name-not-in-text)"
    ]


def test_a_number_that_does_not_stand_in_its_line_is_found(small_atlas_folder: Path, texts: Path) -> None:
    add_figure(small_atlas_folder, "21392", "ck-labour[L80]")
    assert told(small_atlas_folder, texts) == [
        "figures.csv:3:value  21392 does not stand in ck-labour[L80]; correct the number or its line, "
        "or give the reason in exceptions.csv (figure-not-in-text)"
    ]


@pytest.mark.parametrize(
    ("km", "stages", "point", "looked_at"),
    [("155", "", "73.9420,48.5232", 1), ("340", "155 + 185", "74.9044,46.9910", 1), ("0", "", "73.09,49.80", 0)],
)
def test_kilometres_of_a_railhead_are_printed_or_add_up_or_are_its_begin(
    small_atlas_folder: Path, texts: Path, km: str, stages: str, point: str, looked_at: int
) -> None:
    add_railhead(small_atlas_folder, km, stages, point)
    problems, _, looked_up = check_with_texts(small_atlas_folder, texts)
    assert (problems, looked_up["railheads"]) == ([], looked_at)


@pytest.mark.parametrize(
    ("km", "stages", "point", "found"),
    [
        ("340", "", "74.9044,46.9910", "km  340 km do not stand in ck-labour[L81]; correct the number"),
        ("341", "155 + 186", "74.9095,46.9827", "stages  186 km do not stand in ck-labour[L81]; correct the number"),
    ],
)
def test_kilometres_of_a_railhead_that_are_not_printed_are_found(
    small_atlas_folder: Path, texts: Path, km: str, stages: str, point: str, found: str
) -> None:
    add_railhead(small_atlas_folder, km, stages, point)
    (line,) = told(small_atlas_folder, texts)
    assert line.startswith(f"railheads.csv:2:{found}")
    assert line.endswith("or give the reason in exceptions.csv (km-not-in-text)")


def test_a_number_lost_in_print_is_not_looked_for(small_atlas_folder: Path, texts: Path) -> None:
    add_figure(small_atlas_folder, "", "ck-labour[L80]")
    assert told(small_atlas_folder, texts) == []


def test_an_exception_answers_for_a_number_printed_as_a_word(small_atlas_folder: Path, texts: Path) -> None:
    add_figure(small_atlas_folder, "7", "ck-labour[L80]")
    with (small_atlas_folder / "exceptions.csv").open("a", encoding="utf-8", newline="") as table:
        table.write("figure-not-in-text,figures.csv,f2,Printed as a word.\n")
    assert told(small_atlas_folder, texts) == []


def test_a_line_the_text_does_not_have_is_found(small_atlas_folder: Path, texts: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "plants.csv", "ck-labour[L91]", "ck-labour[L991]")
    assert told(small_atlas_folder, texts) == [
        "plants.csv:2:source  'ck-labour[L991]' names nothing in the text; write lines (L12-15) or pieces (S3) of it"
    ]


# texts that cannot be trusted -------------------------------------------------------------------------------


def test_a_text_that_is_another_is_named_and_not_guessed_at(small_atlas_folder: Path, texts: Path, edit: Edit) -> None:
    edit(small_atlas_folder, "names.csv", "Карагандинский ИТЛ", "Карагандинский лагерь")
    (texts / "labour.txt").write_text("another", encoding="utf-8")
    found = told(small_atlas_folder, texts)
    assert len(found) == 1
    assert found[0].startswith("sources.csv:2:sha256  'labour.txt' is another text (SHA-256 ")
    assert found[0].endswith("); its citations were not checked")


def test_a_text_that_is_missing_is_named(small_atlas_folder: Path, texts: Path) -> None:
    (texts / "labour.txt").unlink()
    found = told(small_atlas_folder, texts)
    assert len(found) == 1
    assert found[0].startswith("sources.csv:2:file  'labour.txt' cannot be read in ")


def test_exceptions_for_a_text_that_is_missing_are_not_called_stale(small_atlas_folder: Path, texts: Path) -> None:
    add_figure(small_atlas_folder, "7", "ck-labour[L80]")
    with (small_atlas_folder / "exceptions.csv").open("a", encoding="utf-8", newline="") as table:
        table.write("figure-not-in-text,figures.csv,f2,Printed as a word.\n")
    (texts / "labour.txt").unlink()
    assert len(told(small_atlas_folder, texts)) == 1


def test_an_exception_that_no_text_asks_for_is_stale_when_every_text_is_there(
    small_atlas_folder: Path, texts: Path
) -> None:
    add_figure(small_atlas_folder, "3300000000", "ck-labour[L80]")
    with (small_atlas_folder / "exceptions.csv").open("a", encoding="utf-8", newline="") as table:
        table.write("figure-not-in-text,figures.csv,f2,Printed as a word.\n")
    with (small_atlas_folder / "sources.csv").open("a", encoding="utf-8", newline="") as table:
        table.write("other1999,Another,Другая,Басқа,Other,1999,ru,book,handbook,copy,,,,,\n")  # without a text
    assert [line.partition("  ")[0] for line in told(small_atlas_folder, texts)] == ["exceptions.csv:3:id"]


def test_the_shell_names_a_folder_that_is_not_there(small_atlas_folder: Path) -> None:
    run = geokz("check", "--data", small_atlas_folder, "--texts", "nowhere")
    assert run.returncode == 1
    assert run.stdout == "sources.csv:1:file  there is no folder nowhere to read the texts from\n"
    assert "Traceback" not in run.stderr


# the real tables and texts ----------------------------------------------------------------------------------


@needs_texts
def test_every_name_and_figure_stands_in_the_lines_it_cites() -> None:
    problems, _, looked_up = check_with_texts(None, TEXTS)
    assert [str(problem) for problem in problems] == []
    assert looked_up["texts"] == 5
    assert looked_up["figures"] > 400


@pytest.mark.slow
@needs_texts
def test_no_telling_line_of_the_texts_is_passed_over() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "coverage.py"), "--texts", str(TEXTS)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert (run.returncode, run.stderr) == (0, ""), run.stdout
    assert run.stdout.count(" 0 left\n") == 5
