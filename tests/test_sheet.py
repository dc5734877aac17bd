"""One list at four doors: what one of them reads the others read, what one refuses they refuse on the same line."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geokz
from geokz.checks import check
from geokz.errors import Problem, TableError
from geokz.folder.read import read
from geokz.folder.rows import Rows
from geokz.folder.sheet import degrees, open_sheet
from geokz.gazetteer import Gazetteer, Store
from geokz.gazetteer.geocode import Columns, geocode

ROWS = [["id", "name", "when", "lon", "lat"], ["a", "Посёлок", "1931", "72.5", "49.5"], ["b", "Ex", "", "73", "50"]]

SAVED = [("utf-8", ","), ("utf-8", ";"), ("utf-8-sig", "\t"), ("cp1251", ";"), ("cp1251", ","), ("utf-16", "\t")]


def as_saved(rows: list[list[str]], separator: str, encoding: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def by_check(folder: Path, data: bytes) -> list[Problem]:
    (folder / "periods.csv").write_bytes(data)
    return [problem for problem in check(folder)[0] if problem.file == "periods.csv"]


def by_geocode(folder: Path, data: bytes) -> list[Problem]:
    (folder / "list.csv").write_bytes(data)
    gazetteer = Gazetteer.of_rows(Rows(), store=None)
    return problems_of(
        lambda: geocode(folder / "list.csv", folder / "out.csv", columns=Columns("name"), gazetteer=gazetteer)
    )


def by_gazetteer_add(folder: Path, data: bytes) -> list[Problem]:
    (folder / "list.csv").write_bytes(data)
    return problems_of(lambda: Store(folder / "store.sqlite").add(folder / "list.csv"))


def by_layer(folder: Path, data: bytes) -> list[Problem]:
    (folder / "list.csv").write_bytes(data)
    return problems_of(lambda: geokz.Layer.from_csv(folder / "list.csv"))


def problems_of(run: Callable[[], object]) -> list[Problem]:
    try:
        run()
    except TableError as problem:
        return problem.problems
    return []


@pytest.mark.slow
@pytest.mark.parametrize(("encoding", "separator"), SAVED)
def test_a_list_is_read_at_every_door_however_it_was_saved(
    small_atlas_folder: Path, encoding: str, separator: str
) -> None:
    data = as_saved(ROWS, separator, encoding)
    for door in (by_geocode, by_gazetteer_add, by_layer):
        assert door(small_atlas_folder, data) == [], door.__name__
    path = small_atlas_folder / "names.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    path.write_bytes(as_saved(rows, separator, encoding))
    assert check(small_atlas_folder)[0] == []
    assert read(small_atlas_folder).frames["names"]["name"].tolist() == ["Карагандинский ИТЛ"]
    assert Gazetteer.load(small_atlas_folder, store=None).find("Карагандинский ИТЛ")[0].id == "dolinka"


REFUSED = [
    (b"", 1, "is empty; the first line names the columns"),
    (b"PK\3\4\x14\0\6\0", 1, "is a workbook or another zipped file; save its sheet as CSV in UTF-8"),
    (b"name,when,lon,lat\nA,,1,1\n\0,,1,1\n", 3, "holds a zero byte; save it as UTF-8, cp1251 or UTF-16"),
    ("name,when,lon,lat\nЯ,,1,1\n".encode() + b"\xff,,1,1\n", 3, "byte 0xff is not UTF-8 though the text before it is"),
]


@pytest.mark.parametrize(("data", "line", "told"), REFUSED)
def test_a_list_is_refused_at_every_door_with_the_same_line_and_words(
    small_atlas_folder: Path, data: bytes, line: int, told: str
) -> None:
    for door in (by_check, by_geocode, by_gazetteer_add, by_layer):
        (problem,) = door(small_atlas_folder, data)
        assert (problem.line, problem.column) == (line, "-"), door.__name__
        assert problem.message.startswith(told), door.__name__


NAMED = b"id,name,lang,when,kind,source,lon,lat\n"  # the columns of names.csv, and those of points


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (b'karlag,"A,ru,,old,ck-labour[L1],1,1\n', "cannot be read as CSV: unexpected end of data; check the quotes"),
        (b"karlag,A,ru,,old,ck-labour[L1]\n", "has 6 cells where the header has 8; quote cells that hold a separator"),
    ],
)
def test_a_row_that_is_none_is_told_at_every_door_in_the_same_words(
    small_atlas_folder: Path, row: bytes, told: str
) -> None:
    for door in (by_geocode, by_gazetteer_add, by_layer):
        (problem,) = door(small_atlas_folder, NAMED + row)
        assert (problem.line, problem.column) == (2, "-"), door.__name__
        assert problem.message.startswith(told), door.__name__
    (small_atlas_folder / "names.csv").write_bytes(NAMED.replace(b",lon,lat", b"") + row.replace(b",ck-labour", b""))
    (problem,) = check(small_atlas_folder)[0]
    assert (problem.line, problem.column) == (2, "-")
    assert problem.message.startswith(told.split(" 6")[0])


def test_own_places_that_are_none_are_told_one_by_one_and_nothing_is_added(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("id,name,lon,lat\na,,72,49\na,B,east,49\nc,C,72,49\nc,D,72,50\n", "utf-8")
    store = Store(tmp_path / "store.sqlite")
    with pytest.raises(TableError) as refusal:
        store.add(tmp_path / "mine.csv")
    assert [(problem.line, problem.column) for problem in refusal.value.problems] == [
        (2, "name"),
        (3, "lon"),
        (5, "id"),
    ]
    assert store.gazetteers() == []


@pytest.mark.parametrize(
    ("text", "value"), [("1e2", None), ("nan", None), ("−72,5", -72.5), ("180.1", None), ("", None)]
)
def test_degrees_are_written_with_a_point_or_a_comma(text: str, value: float | None) -> None:
    assert degrees(text, 180) == value


CELLS = st.text(alphabet="ab,;\"\n\r 'ё\u2028\u00a0", max_size=6) | st.sampled_from(["", "NA", "007", "1e5", '"'])


@given(
    st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    | st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONE]),
    st.sampled_from(["utf-8-sig", "utf-16"]),
    st.sampled_from(["pyarrow", "c"]),
)
def test_a_frame_holds_what_the_rows_hold_line_by_line(
    rows: list[list[str]], end: str, quoting: Any, encoding: str, engine: str
) -> None:
    text = io.StringIO()
    if quoting == csv.QUOTE_NONE:  # as somebody types them, quotes anywhere
        text.write("a,b" + end + end.join(",".join(cells) for cells in rows))
    else:
        csv.writer(text, lineterminator=end, quoting=quoting).writerows(
            [[*"abcd"][: len(rows[0])] if rows else ["a"], *rows]
        )
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("geokz.folder.sheet._ENGINE", engine)
        path = Path(folder, "list.csv")
        path.write_bytes(text.getvalue().encode(encoding))
        sheet = open_sheet(path, separator=",")
        slow: list[Problem] = []
        fast: list[Problem] = []
        try:
            told = list(sheet.rows(slow))
        except TableError as refusal:
            with pytest.raises(TableError) as same:
                sheet.frame(fast)
            assert same.value.problems == refusal.problems
            return
        lines, frame = sheet.frame(fast)
    assert (list(lines), fast) == ([line for line, _ in told], slow)
    assert frame.to_numpy(dtype=object).tolist() == [cells for _, cells in told]


@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.booleans(),
)
def test_records_without_their_text_are_the_same_and_the_end_is_known(
    rows: list[list[str]], end: str, encoding: str, ended: bool
) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows([["a", "b"], *rows])
    written = text.getvalue() if ended else text.getvalue().removesuffix(end)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.csv")
        path.write_bytes(written.encode(encoding))
        sheet = open_sheet(path, separator=",")
        records = list(sheet.records())
        assert list(sheet.numbered()) == [(line, cells) for line, _, cells in records]
        assert sheet.ended == written.endswith(("\n", "\r"))
    assert "".join(raw for _, raw, _ in records) == written
