"""Tables as programs write them: read alike by lists, own gazetteers and own layers, or refused in one line by all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import GAZETTEER

from geokz import Layer
from geokz.errors import GeokzError
from geokz.folder.sheet import degrees, open_sheet
from geokz.gazetteer import Store
from geokz.gazetteer.geocode import Columns, geocode

ROWS = [("Караганда", "73.1", "49.8", "1931"), ("Балхаш", "74.98", "46.85", "1937"), ("Доссор", "53", "47.5", "")]
HEADS = ("name", "lon", "lat", "year")


def table(separator: str = ",", eol: str = "\n", before: str = "", after: str = "", years: str = "", quote: str = ""):
    rows = [HEADS, *((*row[:3], years or row[3]) for row in ROWS)]
    lines = [separator.join(f"{quote}{cell}{quote}" for cell in row) for row in rows]
    return before + eol.join(lines) + eol + after


def listed(path: Path) -> list[str]:
    out = path.with_name("out.csv")
    geocode(path, out, columns=Columns("name", "year"), gazetteer=GAZETTEER)
    return [cells[0] for _, cells in open_sheet(out).numbered() if any(cells)][1:]


def added(path: Path) -> list[str]:
    store = Store(path.with_name("own.sqlite"))
    store.add(path)
    found = [store.place(f"{path.stem}:{line}") for line in range(1, 12)]
    store.close()
    return [place.label for place in found if place]


def drawn(path: Path) -> list[str]:
    layer = Layer.from_csv(path, when="year", prose=True)
    return [name for name, shape in zip(layer.labels, layer.frame.geometry, strict=True) if shape and name]


READERS: list[Callable[[Path], list[str]]] = [listed, added, drawn]
READ = {
    "commas": (table(), "utf-8"),
    "byte order mark": (table(), "utf-8-sig"),
    "CRLF": (table(eol="\r\n"), "utf-8"),
    "CR alone": (table(eol="\r"), "utf-8"),
    "Excel in Russia": (table(";", "\r\n"), "cp1251"),
    "decimal commas": (table(";").replace(".", ","), "utf-8"),
    "Unicode text of Excel": (table("\t", "\r\n"), "utf-16"),
    "sep= first": (table(";", "\r\n", "sep=;\r\n"), "utf-8-sig"),
    "sep= in quotes": (table("\t", before='"sep=\t"\n'), "utf-8"),
    "blank lines first": (table(before="\n\n"), "utf-8"),
    "all in quotes": (table(quote='"'), "utf-8-sig"),
    "empty last rows": (table(after=",,,\n,,,\n\n"), "utf-8"),
    "years as numbers": (table(years="1931.0"), "utf-8"),
    "whole days as datetimes": (table(years="1931-09-17 00:00:00"), "utf-8"),
    "no date in words": (table(years="н/д"), "utf-8"),
    "no date of R": (table(years="NA"), "utf-8"),
    "a decade": (table(years="193X"), "utf-8"),
    "exponents of R": (table().replace("73.1", "7.31e+01"), "utf-8"),
}
REFUSED = {
    "KOI8-R": (table(), "koi8-r", "save it as UTF-8"),
    "DOS": (table(), "cp866", "save it as UTF-8"),
    "Macintosh": (table(), "mac_cyrillic", "save it as UTF-8"),
    "UTF-32": (table(), "utf-32", "save it as UTF-8"),
    "UTF-16 without a mark": (table(), "utf-16-le", "byte order mark"),
    "a zero byte": (table().replace("Балхаш", "Бал\0хаш"), "utf-8", "zero byte"),
    "a short row": (table(after="Аральск\n"), "utf-8", "1 cells where the header has 4"),
    "a quote left open": (table(after='"Аральск,1,1,1\n'), "utf-8", "check the quotes"),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", READ)
def test_every_reader_reads_every_row(tmp_path: Path, kind: str, reader: Callable[[Path], list[str]]):
    text, encoding = READ[kind]
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    assert sorted(filter(None, reader(path))) == ["Балхаш", "Доссор", "Караганда"]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", REFUSED)
def test_every_reader_refuses_in_one_line(tmp_path: Path, kind: str, reader: Callable[[Path], list[str]]):
    text, encoding, message = REFUSED[kind]
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    with pytest.raises(GeokzError, match=message) as refusal:
        reader(path)
    assert len(str(refusal.value).splitlines()) == 1
    assert str(path) in str(refusal.value)
    assert not (tmp_path / "out.csv").exists()


def test_what_stands_before_the_header_is_kept_and_counted(tmp_path: Path):
    path = tmp_path / "list.csv"
    path.write_bytes(table(";", "\r\n", "sep=;\r\n\r\n").encode("utf-8-sig"))
    listed(path)
    assert (tmp_path / "out.csv").read_bytes().startswith("\ufeffsep=;\r\n\r\nname;".encode())
    assert [line for line, _ in open_sheet(path).numbered()] == [3, 4, 5, 6]
    assert list(open_sheet(path).frame([])[0]) == [4, 5, 6]


def test_a_list_with_headings_is_one_whatever_its_suffix(tmp_path: Path):
    path = tmp_path / "list.txt"
    path.write_bytes(table("\t").encode("utf-16"))
    assert added(path) == ["Караганда", "Балхаш", "Доссор"]


@given(st.lists(st.sampled_from(["Караганда", "г. БАЛХАШ", "ст. Жарык", "Тёмиртау", "«Гигант»", "№ 26"]), min_size=1))
def test_russian_in_cp1251_is_never_taken_for_another_encoding(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
):
    path = tmp_path_factory.getbasetemp() / "russian.csv"
    path.write_bytes("\n".join(["name", *names, ""]).encode("cp1251"))
    read = [cells[0] for _, cells in open_sheet(path).numbered()]
    assert read == ["name", *names]


@given(st.floats(-180, 180))
def test_degrees_are_read_as_programs_write_them(value: float):
    for written in (f"{value:.9f}", f"{value:e}", f"{value:.6f}".replace(".", ",")):
        read = degrees(written, 180)
        assert read is not None
        assert abs(read - value) < 1e-4 * max(1, abs(value))
