"""Lists: every row kept, nothing guessed, decisions remembered; and the user's own gazetteers."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from shipped import GAZETTEER

from geokz import Gazetteer
from geokz.cli import app
from geokz.errors import GazetteerError, GeokzError, TableError
from geokz.gazetteer import Store
from geokz.gazetteer.answers import parse_point, parse_years
from geokz.gazetteer.geocode import Columns, Summary, geocode
from geokz.gazetteer.journal import Journal, Question
from geokz.gazetteer.store import spelling_version

LIST = (
    "n,name,obl,remark\r\n"
    '1,Спасск,Карагандинская,"a, b"\r\n'
    "2,Спасск,,\r\n"
    "\r\n"
    "3,,,empty\r\n"
    "4,Карагонда,,  spaces  \r\n"
    "5,Аулие-Ата,,😀\r\n"
    '6,"Спасск\nзавод",,"two\nlines"'
)


def run(source: Path, out: Path, *, name: str = "name", **options: object) -> Summary:
    columns = Columns(name, *(options.pop(key, None) for key in ("year", "region", "near")))  # type: ignore[arg-type]
    return geocode(source, out, columns=columns, gazetteer=GAZETTEER, workers=1, **options)  # type: ignore[arg-type]


def saved(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def statuses(path: Path, encoding: str = "utf-8-sig", delimiter: str = ",") -> list[str]:
    with path.open(encoding=encoding, newline="") as file:
        return [row["status"] or "" for row in csv.DictReader(file, delimiter=delimiter)]


def test_every_row_is_kept_byte_for_byte_and_answered_behind_its_cells(tmp_path: Path):
    source = saved(tmp_path / "in.csv", LIST)
    summary = run(source, tmp_path / "out.csv", region="obl")
    text = (tmp_path / "out.csv").read_bytes().decode("utf-8")
    lines = text.split("\r\n")
    assert lines[0] == "n,name,obl,remark,lon,lat,place_id,authority,precision,radius_m,match,score,status,candidates"
    assert lines[1].startswith(
        '1,Спасск,Карагандинская,"a, b",73.27613,49.53810,spassk-karaganda,geonames:1518822,settlement,4000,exact,'
    )
    assert lines[2].startswith("2,Спасск,,,,,,,,,,,ambiguous,spassk-karaganda ")
    assert lines[3] == ""
    assert lines[4] == "3,,,empty,,,,,,,,,unknown,"
    assert lines[5].startswith("4,Карагонда,,  spaces  ,,,,,,,,,unknown,karaganda ")
    assert lines[6].startswith("5,Аулие-Ата,,😀,71.36667,42.90000,aulie-ata,")
    assert lines[7].startswith('6,"Спасск\nзавод",,"two\nlines",')
    assert not text.endswith("\n")
    assert (summary.rows, summary.by_status["ok"] >= 2, sum(summary.by_status.values())) == (6, True, 6)


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("cp1251", ";"), ("utf-16", "\t"), ("cp1251", "\t")],
)
def test_files_of_four_encodings_and_three_separators_come_back_as_they_were(
    tmp_path: Path, encoding: str, separator: str
):
    text = f"имя{separator}год\nКараганда{separator}1940\nСпасск{separator}\n"
    source = saved(tmp_path / "in.csv", text, encoding)
    run(source, tmp_path / "out.csv", name="имя", year="год")
    before, after = source.read_bytes(), (tmp_path / "out.csv").read_bytes()
    first = text.splitlines()[0].encode(encoding)
    assert after.startswith(first)
    assert after[:2] == before[:2]
    answers = after.decode(encoding).splitlines()
    assert [line.split(separator)[:2] for line in answers] == [line.split(separator) for line in text.splitlines()]
    assert answers[1].split(separator)[4] == "karaganda"
    assert answers[2].split(separator)[10] == "ambiguous"


REFUSED = [
    ("a,b\n1,2\n", "in.csv:1:name  the column 'name' is missing; the columns are a, b"),
    ("name,name\n1,2\n", "in.csv:1:name  the column 'name' stands 2 times; rename all but one"),
    ("name,b\nx,1\ny\nz,1,2\n", "in.csv:3:-  has 1 cells where the header has 2"),
    ("", "in.csv:1:-  is empty"),
    ('name,b\nx,1\n"y,1\n', "in.csv:3:-  cannot be read as CSV: unexpected end of data"),
    ("name,year\nСпасск,давно\n", "in.csv:2:year  cannot read the year 'давно'"),
]


@pytest.mark.parametrize(("text", "told"), REFUSED)
def test_a_list_that_cannot_be_read_is_refused_with_file_line_and_column(tmp_path: Path, text: str, told: str):
    source = saved(tmp_path / "in.csv", text)
    year = "year" if "year" in text else None
    with pytest.raises(TableError) as refusal:
        run(source, tmp_path / "out.csv", year=year)
    assert told in str(refusal.value)
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_every_ragged_row_is_told_up_to_twenty(tmp_path: Path):
    source = saved(tmp_path / "in.csv", "name,b\n" + "x\n" * 30)
    with pytest.raises(TableError) as refusal:
        run(source, tmp_path / "out.csv")
    assert len(refusal.value.problems) == 21
    assert refusal.value.problems[-1].message == "and 10 more like these further down"


def test_a_broken_byte_in_a_utf8_list_is_told_with_its_line(tmp_path: Path):
    source = tmp_path / "in.csv"
    source.write_bytes("name\nСпасск\n".encode() + b"\xff\n")
    with pytest.raises(TableError, match=r"in\.csv:3:-  byte 0xff is not UTF-8"):
        run(source, tmp_path / "out.csv")


def test_columns_that_are_already_there_stay_and_ours_are_called_otherwise(tmp_path: Path):
    source = saved(tmp_path / "in.csv", "name,lon,status\nДоссор,1,x\n")
    run(source, tmp_path / "out.csv")
    header, row = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    assert header.startswith("name,lon,status,geokz_lon,lat,place_id")
    assert row.startswith("Доссор,1,x,52.98111,47.52722,dossor")


def test_decisions_are_applied_and_kept_in_the_review_file(tmp_path: Path):
    source = saved(tmp_path / "in.csv", "name\nСпасск\nДолинка\nСпасск\n")
    review, out = tmp_path / "review.csv", tmp_path / "out.csv"
    run(source, out, review=review)
    assert statuses(out) == ["ambiguous", "ambiguous", "ambiguous"]
    with review.open(encoding="utf-8-sig", newline="") as file:
        asked = list(csv.DictReader(file))
    assert [(row["name"], row["rows"], row["choice"]) for row in asked] == [("Спасск", "2", ""), ("Долинка", "1", "")]
    assert "geonames:1518821 = Spasskoye" in asked[0]["candidates"]
    text = review.read_text(encoding="utf-8-sig").splitlines()
    cells = next(csv.reader([text[1]]))
    cells[7] = "geonames:1518821"
    text[1] = ",".join(f'"{cell}"' for cell in cells)
    review.write_text("\n".join(text) + "\n", encoding="utf-8")
    run(source, out, review=review, decisions=review)
    assert statuses(out) == ["ok", "ambiguous", "ok"]
    assert "68.54015,52.15413,geonames:1518821,geonames:1518821,settlement,5000,decision,,ok," in out.read_text("utf-8")
    run(source, out, review=review, decisions=review)
    assert statuses(out) == ["ok", "ambiguous", "ok"]


def test_what_was_noted_in_a_review_file_stays_there(tmp_path: Path):
    source = saved(tmp_path / "in.csv", "name\nСпасск\nДолинка\n")
    text = "name,year,region,choice,note\nСпасск,,,geonames:1518821,asked the museum\nДолинка,,,,which one?\n"
    review = saved(tmp_path / "review.csv", text)
    run(source, tmp_path / "out.csv", review=review, decisions=review)
    with review.open(encoding="utf-8-sig", newline="") as file:
        kept = [(row["name"], row["choice"], row["note"]) for row in csv.DictReader(file)]
    assert kept == [("Спасск", "geonames:1518821", "asked the museum"), ("Долинка", "", "which one?")]


def test_filled_in_decisions_are_not_overwritten(tmp_path: Path):
    source = saved(tmp_path / "in.csv", "name\nСпасск\n")
    review = saved(tmp_path / "review.csv", "name,year,region,choice\nСпасск,,,spassk-karaganda\n")
    with pytest.raises(GazetteerError, match="holds decisions"):
        run(source, tmp_path / "out.csv", review=review)


def test_a_decision_for_no_place_is_told(tmp_path: Path):
    source = saved(tmp_path / "in.csv", "name\nСпасск\n")
    decisions = saved(tmp_path / "d.csv", "name,year,region,choice\nСпасск,,,nowhere\n")
    with pytest.raises(TableError, match=r"d\.csv:2:choice  'nowhere' is no place of the gazetteer"):
        run(source, tmp_path / "out.csv", decisions=decisions)


def test_a_broken_off_run_goes_on_where_it_stopped(tmp_path: Path):
    names = [f"Спасск {number}" for number in range(1500)]
    source = saved(tmp_path / "in.csv", "name\n" + "\n".join(names) + "\n")
    out = tmp_path / "out.csv"

    def pull_the_plug(done: int, total: int) -> None:
        if done >= 1000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(source, out, progress=pull_the_plug)
    assert not out.exists()
    summary = run(source, out)
    assert (summary.resumed, summary.rows) == (1000, 1500)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_a_run_broken_off_begins_again_with_another_gazetteer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    source, out = saved(tmp_path / "in.csv", "name\nСпасск\nКызыл-Жулдыз\n"), tmp_path / "out.csv"

    def pull_the_plug(done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(source, out, progress=pull_the_plug)
    store = Store(tmp_path / "s.sqlite")
    store.add(dump(tmp_path / "KZ.txt"))
    monkeypatch.setitem(globals(), "GAZETTEER", Gazetteer.load(store=store))
    assert run(source, out).resumed == 0
    assert statuses(out) == ["ambiguous", "ambiguous"]  # a small place that only its name tells is asked about


ANSWERS = {Question(name): [*[""] * 8, verdict, ""] for name, verdict in (("a", "ok"), ("b", "unknown"), ("c", "ok"))}


def noted(path: Path, fingerprint: str, *names: str) -> dict[Question, list[str]]:
    """What a journal knows after these names have been asked and answered."""
    with Journal(path, fingerprint).open() as journal:
        journal.ask({Question(name): 1 for name in names})
        journal.note({Question(name): ANSWERS[Question(name)] for name in names})
        return journal.answers(ANSWERS)


def test_a_run_broken_off_in_the_middle_of_a_note_loses_only_that_note(tmp_path: Path):
    def letters() -> Iterator[tuple[Question, list[str]]]:
        yield Question("b"), ANSWERS[Question("b")]
        raise KeyboardInterrupt

    class Torn(dict):
        def items(self) -> Iterator[tuple[Question, list[str]]]:  # type: ignore[override]
            return letters()

    noted(tmp_path / "j", "these", "a")
    with pytest.raises(KeyboardInterrupt), Journal(tmp_path / "j", "these").open() as journal:
        journal.ask({Question("b"): 1})
        journal.note(Torn())
    with Journal(tmp_path / "j", "these").open() as journal:
        assert journal.answers(ANSWERS) == {Question("a"): ANSWERS[Question("a")]}
        assert list(journal.open_questions(10)) == [[Question("b")]]
    assert list(noted(tmp_path / "j", "these", "c")) == [Question("a"), Question("c")]


def test_a_journal_counts_rows_and_keeps_bytes_that_are_no_unicode(tmp_path: Path):
    odd = Question("\udc98Спасск", region="\x00")
    with Journal(tmp_path / "j", "these").open() as journal:
        journal.ask({odd: 2, Question("a"): 1})
        journal.ask({odd: 3})
        journal.note(dict.fromkeys([odd, Question("a")], ANSWERS[Question("b")]))
        assert [(question, rows) for question, rows, _ in journal.unsettled()] == [(odd, 5), (Question("a"), 1)]


def test_the_list_itself_is_never_overwritten(tmp_path: Path):
    source = saved(tmp_path / "in.csv", "name\nСпасск\n")
    with pytest.raises(GazetteerError, match="would overwrite"):
        run(source, source)
    with pytest.raises(GazetteerError, match="is the list itself"):
        run(source, tmp_path / "out.csv", review=source)
    assert source.read_text(encoding="utf-8") == "name\nСпасск\n"


@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
def test_the_list_is_not_overwritten_by_another_of_its_names(tmp_path: Path, link: str) -> None:
    source = saved(tmp_path / "in.csv", "name\nСпасск\n")
    getattr(tmp_path / "other.csv", link)(source)
    with pytest.raises(GazetteerError, match="would overwrite"):
        run(source, tmp_path / "other.csv")
    with pytest.raises(GazetteerError, match="is the list itself"):
        run(source, tmp_path / "out.csv", review=tmp_path / "other.csv")
    decisions = saved(tmp_path / "d.csv", "name,year,region,choice\n")
    with pytest.raises(GazetteerError, match="would overwrite"):
        run(source, decisions, decisions=decisions)
    with pytest.raises(GazetteerError, match="would overwrite"):
        run(source, tmp_path / "new.csv", review=tmp_path / "new.csv")
    assert source.read_text(encoding="utf-8") == "name\nСпасск\n"


@pytest.mark.parametrize("name", ["out.csv.part", "out.csv.journal", "review.csv.part"])
def test_a_list_called_like_the_output_with_something_behind_it_is_left_alone(tmp_path: Path, name: str) -> None:
    source = saved(tmp_path / name, "name\nСпасск\n")
    run(source, tmp_path / "out.csv", review=tmp_path / "review.csv")
    assert source.read_text(encoding="utf-8") == "name\nСпасск\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "out.csv", "review.csv"])


@pytest.mark.parametrize("text", ["name\nСпасск\n", "", "geokz diary\n"])
def test_a_file_in_the_place_of_the_journal_that_is_none_is_left_alone(tmp_path: Path, text: str) -> None:
    path = saved(tmp_path / "j", text)
    with pytest.raises(GazetteerError, match="is no journal of geokz"):
        noted(path, "these")
    assert path.read_text(encoding="utf-8") == text


def test_a_journal_of_other_questions_is_begun_anew(tmp_path: Path) -> None:
    path = Journal.beside(tmp_path / "out.csv", "these").path
    assert list(noted(path, "these", "a")) == [Question("a")]
    assert list(noted(path, "these")) == [Question("a")]
    assert list(noted(path, "those")) == []
    assert list(noted(path, "these")) == []


def test_an_output_that_is_a_link_is_written_through_it(tmp_path: Path) -> None:
    source = saved(tmp_path / "in.csv", "name\nСпасск\n")
    (tmp_path / "out.csv").symlink_to(tmp_path / "real.csv")
    run(source, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text(encoding="utf-8").startswith("name,lon,lat,")


def test_points_and_years_are_read_as_people_write_them():
    assert parse_point("73,28; 49,54") == (73.28, 49.54)
    assert parse_point("49.54,273") is None
    assert parse_years("1930-е гг.") == (1930, 1939)
    assert parse_years("1905-12") == (1905, 1905)  # December of 1905
    assert parse_years("1905-13") == (1905, 1913)
    assert parse_years("1912-13") == (1912, 1913)
    assert parse_years("в начале") is None


# -- the user's own gazetteers

DUMP = "{id}\t{name}\t{name}\t{others}\t{lat}\t{lon}\tP\tPPL\tKZ\t\t12\t\t\t\t{size}\t\t400\tAsia/Almaty\t2020-01-01\n"


def dump(path: Path) -> Path:
    rows = [
        DUMP.format(id=90000001, name="Kyzylzhuldyz", others="Кызыл-Жулдыз,QZJ", lat=49.1, lon=72.2, size=500),
        DUMP.format(id=1524571, name="Dolinka", others="Долинский", lat=49.67685, lon=72.67822, size=4543),
    ]
    path.write_text("".join(rows), encoding="utf-8")
    return path


def test_a_place_that_is_added_between_two_blocks_of_questions_is_found(tmp_path: Path):
    store, many = Store(tmp_path / "s.sqlite"), [("Кызыл-Жулдыз", None, None, None)] * 300
    own = Gazetteer.load(store=store)
    assert {len(found) for found in own.found_each(many)} == {0}
    Store(tmp_path / "s.sqlite").add(dump(tmp_path / "KZ.txt"))
    assert {found[0].id for found in own.found_each(many)} == {"geonames:90000001"}
    store.remove("KZ")
    assert own.find("Кызыл-Жулдыз") == []


def test_a_dump_is_added_listed_and_removed(tmp_path: Path):
    store = Store(tmp_path / "s.sqlite")
    added = store.add(dump(tmp_path / "KZ.txt"))
    assert (added.key, added.places, added.names) == ("KZ", 2, 4)
    gazetteer = Gazetteer.load(store=store)
    assert gazetteer.place("Кызыл-Жулдыз", region="Карагандинская").id == "geonames:90000001"
    assert gazetteer.find("Долинский")[0].id == "dolinka"  # a row of the dump is the place of the atlas
    store.remove("KZ")
    assert Gazetteer.load(store=store).find("Кызыл-Жулдыз") == []


def test_a_store_stands_behind_the_gazetteer_that_was_loaded_with_it_and_behind_no_other(tmp_path: Path):
    store = Store(tmp_path / "s.sqlite")
    store.add(dump(tmp_path / "KZ.txt"))
    found = [Gazetteer.load(store=each).suggest_all(["Кызылжулдуз"]) for each in (None, store, None)]
    assert ["kizilzhuldiz" in str(near) for near in found] == [False, True, False]


def test_alternate_names_bring_their_years(tmp_path: Path):
    names = tmp_path / "alternateNamesV2.txt"
    names.write_text("1\t90000001\tru\tСталинское\t\t\t\t1\t1930\t1961\n2\t7\tlink\thttp://x\t\t\t\t\t\t\n", "utf-8")
    store = Store(tmp_path / "s.sqlite")
    store.add(dump(tmp_path / "KZ.txt"), names)
    assert Gazetteer.load(store=store).find("Сталинское", year=1950)[0].when == "1930/1961"


BROKEN = [
    (lambda text: text[:-5], "the last line is cut off"),
    (lambda text: text + "1\t2\t3\n", ":3  has 3 columns, a GeoNames dump 19"),
    (lambda text: text.replace("49.1", "north"), ":1  has no id, point or population"),
    (lambda text: "", "holds no settlement|the last line"),
]


@pytest.mark.parametrize(("spoil", "told"), BROKEN)
def test_a_spoilt_dump_is_refused_whole_and_changes_nothing(tmp_path: Path, spoil, told: str):
    store = Store(tmp_path / "s.sqlite")
    path = dump(tmp_path / "KZ.txt")
    store.add(path)
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(GazetteerError, match=told):
        store.add(path)
    assert [added.places for added in store.gazetteers()] == [2]
    assert Gazetteer.load(store=store).find("Кызыл-Жулдыз") != []


def test_a_plain_table_is_a_gazetteer_too(tmp_path: Path):
    table = saved(
        tmp_path / "points.csv", "id,name,names,lon,lat,when\np1,Лагпункт Дальний,Дальний угол,72.1,49.2,1940/1950\n"
    )
    store = Store(tmp_path / "s.sqlite")
    store.add(table)
    found = Gazetteer.load(store=store).find("Дальний угол", year=1945)[0]
    assert (found.id, found.lon, found.when) == ("points:p1", 72.1, "1940/1950")


def test_a_table_with_a_population_that_is_no_number_is_refused(tmp_path: Path):
    table = saved(tmp_path / "points.csv", "name,lon,lat,population\nДальний,72.1,49.2,12 000\n")
    with pytest.raises(TableError, match=r"points\.csv:2:population  '12 000' is no whole number"):
        Store(tmp_path / "s.sqlite").add(table)


def test_a_folder_that_nobody_has_checked_is_told_in_one_line(tmp_path: Path, small_atlas_folder: Path, edit):
    edit(small_atlas_folder, "places.csv", "72.68,49.68", "east,north")
    with pytest.raises(GazetteerError, match=r"could not convert string to float: 'east'.*run geokz check"):
        Gazetteer.load(small_atlas_folder, store=None)


def test_a_store_that_somebody_else_is_writing_is_told_and_left_as_it_was(tmp_path: Path):
    table = tmp_path / "mine.csv"
    table.write_text("name,lat,lon\nОлжабай,51.0,71.0\n", encoding="utf-8")
    store = Store(tmp_path / "s.sqlite")
    store.add(table)
    store._open().execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(tmp_path / "s.sqlite")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(
            GazetteerError, match=r"s\.sqlite cannot be written \(database is locked\); nothing was changed"
        ):
            store.add(table)
        other.rollback()
    assert store.count() == 1


def test_a_file_that_is_no_store_is_told(tmp_path: Path):
    (tmp_path / "s.sqlite").write_text("not a database at all, " * 50)
    with pytest.raises(GazetteerError, match="is no gazetteer store"):
        Store(tmp_path / "s.sqlite").gazetteers()


# -- the shell


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GEOKZ_HOME", str(tmp_path / "home"))
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def test_find_prints_an_array_best_first(shell):
    found = json.loads(shell("find", "Спасск", "--region", "Карагандинская", "--json").stdout)
    assert (found[0]["id"], found[0]["match"]) == ("spassk-karaganda", "exact")
    assert json.loads(shell("find", "Атлантида", "--json").stdout) == []


def test_find_prints_a_table_and_the_verdict(shell):
    told = shell("find", "Байконур", "--year", "1960", "--limit", "2").stdout
    assert "ambiguous: 2 shown, 2 more" in told
    assert "karsakpai-baikonur-coal" in told


def test_geocode_tells_what_became_of_the_rows(shell, tmp_path: Path):
    source = saved(tmp_path / "in.csv", "name;obl\nСпасск;Карагандинская\nАтлантида;\n")
    told = shell("geocode", source, "--name", "name", "--region", "obl", "--out", tmp_path / "out.csv").stdout
    assert "1 ok, 0 ambiguous, 1 unknown (2 distinct names)" in " ".join(told.split())


def test_gazetteers_are_added_listed_and_removed_in_the_shell(shell, tmp_path: Path):
    assert "None yet" in shell("gazetteer", "list").stdout
    assert shell("gazetteer", "add", dump(tmp_path / "KZ.txt")).stdout == "Added KZ: 2 places, 4 names.\n"
    assert shell("gazetteer", "list").stdout.startswith("KZ: 2 places, 4 names, added ")
    assert "geonames:90000001" in shell("find", "Кызыл-Жулдыз", "--json").stdout
    assert shell("gazetteer", "remove", "KZ").stdout == "Removed KZ.\n"
    assert isinstance(shell("gazetteer", "remove", "KZ").exception, GazetteerError)


def test_a_store_written_by_other_rules_of_spelling_is_folded_anew(tmp_path: Path):
    table = saved(tmp_path / "points.csv", "name,lon,lat\nст. Дальний Угол,72.1,49.2\n")
    Store(tmp_path / "s.sqlite").add(table)
    with closing(sqlite3.connect(tmp_path / "s.sqlite")) as database, database:
        before = set(database.execute("SELECT key, own FROM names"))
        database.execute("UPDATE names SET key = 'old', own = 1")
        database.execute("PRAGMA user_version = 1")
    assert Gazetteer.load(store=Store(tmp_path / "s.sqlite")).find("Дальний угол")[0].name == "ст. Дальний Угол"
    with closing(sqlite3.connect(tmp_path / "s.sqlite")) as database:
        assert set(database.execute("SELECT key, own FROM names")) == before
        assert database.execute("PRAGMA user_version").fetchone()[0] == spelling_version()


def test_a_list_is_not_written_into_a_file_that_calls_itself_a_workbook(tmp_path: Path):
    source = saved(tmp_path / "in.csv", LIST)
    with pytest.raises(GazetteerError, match=r"'out.xlsx' would be no .xlsx: lists are written as text; call it .csv"):
        run(source, tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_a_column_that_is_nearly_there_is_named(tmp_path: Path):
    source = saved(tmp_path / "in.csv", "Место;Год\nСпасск;1931\n")
    with pytest.raises(TableError, match="the column 'место' is missing; perhaps 'Место'"):
        run(source, tmp_path / "out.csv", name="место")


@pytest.mark.parametrize("out", ["folder", "loop", "a" * 300 + ".csv"])
def test_what_cannot_be_written_is_told_before_the_work_and_leaves_nothing(tmp_path: Path, out: str) -> None:
    source = saved(tmp_path / "in.csv", "name\nКараганда\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(GeokzError, match=r"no file; name another file|cannot be written"):
        run(source, tmp_path / out, name="name")
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize("kind", ["a folder", "a link to nowhere", "a home that is a file"])
def test_what_stands_where_the_store_should_be_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("GEOKZ_HOME", str(home))
    assert Store.of_user() is None
    if kind == "a home that is a file":
        home.touch()
    else:
        home.mkdir()
        place = home / "gazetteers.sqlite"
        place.mkdir() if kind == "a folder" else place.symlink_to("nowhere")
    with pytest.raises(GazetteerError, match=r"home.* (is no gazetteer store|no folder)"):
        Store.of_user()
