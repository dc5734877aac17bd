"""What the tests share: a small atlas to break, the real one and its page to look at, and one browser.

``small_atlas_folder`` is a real atlas of six things, small enough to read, for every test to break in its own way.
``small_atlas``, ``atlas``, their pages (``small_atlas_file``, ``atlas_file``) and ``browser`` take their time, so there
is one of each in a run, and nobody changes them.
Who asks for one of ``MARKED`` carries its mark: ``pytest -m "not browser"`` opens no browser. And a test that carries no
mark fails when it starts a Python or listens: what ``make quick`` runs is quick.
"""

# ruff: noqa: E501  (a row of a table is a line)

from __future__ import annotations

import csv
import gc
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from browser import Visit, chromium, visit
from hypothesis import settings

import geokz

collect_ignore = ["qgis_probe.py"]  # for the Python of QGIS

# a date that geokz hands on to edtf takes as long as the machine is busy: no test fails for being slow
settings.register_profile("geokz", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=20)  # for make quick
settings.load_profile("geokz")

GEODATA = Path(__file__).resolve().parents[1] / "geodata"

# what a test is marked as that asks for this, be it through other fixtures
MARKED = {"browser": "browser", "other_tab": "browser", "qgis": "qgis", "tools": "slow", "served": "server"}
LENT = ("schema", "vocab")  # folders that most tests of a small atlas leave alone
LASTING = ("browser", "qgis", "slow", "server")
DEAR = 0.5  # seconds of the processor, its own and of what it starts, beyond which a test is marked as slow

# Karlag (a camp with both dates), a section of it, a mine whose end is unknown, a plant without a date,
# a camp point nobody has found, and a railway through three places of which one has no point.
TABLES = {
    "sources.csv": """\
key,title_en,title_ru,title_kk,author,year,language,kind,class,read,file,sha256,url,licence,note
ck-labour,Camps of Kazakhstan,Лагеря Казахстана,Қазақстан лагерьлері,,,en,text,scholarship,whole,,,,,
smirnov1998,The system of camps,Система лагерей,Лагерьлер жүйесі,Smirnov,1998,ru,book,handbook,copy,,,,,
""",
    "places.csv": """\
id,label_en,label_ru,label_kk,lon,lat,precision,radius_m,authority,region,source,note
dolinka,Dolinka,Долинка,Долинка,72.68,49.68,settlement,2000,geonames:1524923,karaganda,ck-labour[L2],
karaganda,Karaganda,Караганда,Қарағанды,73.09,49.80,settlement,8000,geonames:609655,karaganda,ck-labour[L3],
mointy,Mointy,Мойынты,Мойынты,,,unlocated,,,karaganda,ck-labour[L4],
balkhash,Balkhash,Балхаш,Балқаш,74.99,46.85,settlement,5000,geonames:1526273,karaganda,ck-labour[L5],
nowhere,Not known,Неизвестно,Белгісіз,,,unlocated,,,,ck-labour[L6],
""",
    "camps.csv": """\
id,name_en,name_ru,name_kk,type,when,place,part_of,certainty,source,note
karlag,Karlag,Карлаг,Қарлаг,corrective_labour_camp,1931-09-17/1959-07-27,dolinka,,certain,ck-labour[L80-83]; smirnov1998[10],
dolinka-section,Dolinka section,Долинское отделение,Долинка бөлімшесі,camp_section,1932~/,dolinka,karlag,probable,ck-labour[L84],
lost-point,Lost point,Забытый пункт,Ұмыт пункт,camp_point,1940/1943,nowhere,karlag,doubtful,ck-labour[L85],
""",
    "mines.csv": """\
id,name_en,name_ru,name_kk,type,when,place,part_of,certainty,source,note
kirov-mine,Kirov mine,Шахта имени Кирова,Киров шахтасы,coal_mine,1934/,karaganda,,certain,ck-labour[L90],
""",
    "plants.csv": """\
id,name_en,name_ru,name_kk,type,when,place,part_of,certainty,source,note
brick-plant,Brick plant,Кирпичный завод,Кірпіш зауыты,brickworks,,karaganda,,certain,ck-labour[L91],
""",
    "railways.csv": """\
id,name_en,name_ru,name_kk,type,when,place,part_of,certainty,source,note,opened,path
balkhash-line,Balkhash line,Балхашская линия,Балқаш желісі,railway,1939/..,karaganda,,certain,ck-labour[L95],,1939,karaganda; mointy; balkhash
""",
    "names.csv": """\
id,name,lang,when,kind,source
karlag,Карагандинский ИТЛ,ru,1931/1959,official,ck-labour[L80]
""",
    "claims.csv": """\
id,subject,predicate,when,statement_en,statement_ru,statement_kk,source,standing,note_en,note_ru,note_kk
c1,kirov-mine,produced,1943,It dug coal.,Добывала уголь.,Көмір қазды.,ck-labour[L92],accepted,,,
c2,karlag,closed,1959-07-27,It was closed.,Закрыт.,Жабылды.,smirnov1998[176],accepted,,,
""",
    "figures.csv": """\
id,subject,measure,value,unit,when,qualifier,of_en,of_ru,of_kk,source,standing,note_en,note_ru,note_kk
f1,karlag,prisoners,21329,person,1936,about,,,,smirnov1998[176],accepted,,,
""",
    "relations.csv": """\
subject,type,object,when,source,standing,note_en,note_ru,note_kk
dolinka-section,section_of,karlag,,ck-labour[L84],accepted,,,
""",
    "exceptions.csv": """\
check,file,id,reason
undated,plants.csv,brick-plant,The source gives no date.
""",
}


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks that are true: a test that asks for a browser is marked so, whoever wrote it."""
    for item in items:
        for fixture in set(getattr(item, "fixturenames", ())) & set(MARKED):
            item.add_marker(MARKED[fixture])


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: Python need not look through it for what nobody uses any more, nor
    through the rest so often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """What takes its time is marked: anything else must not start a Python, nor listen, and says what it took."""
    if any(item.get_closest_marker(mark) for mark in LASTING):
        return (yield)
    start = subprocess.Popen.__init__

    def started(self: Any, args: Any, *more: Any, **named: Any) -> None:
        words = [args] if isinstance(args, str | bytes | os.PathLike) else [*args]
        if os.fspath(words[0]) == sys.executable:
            pytest.fail("it starts a Python; mark it as slow, or take geokz of tests/shell.py")
        start(self, args, *more, **named)

    def listens(self: Any, *backlog: int) -> None:
        pytest.fail("it starts a server; mark it so")

    before = sum(os.times()[:4])
    try:
        with (
            patch.object(subprocess.Popen, "__init__", started),
            patch.object(socket.socket, "listen", listens, create=True),
        ):
            return (yield)
    finally:
        item.user_properties.append(("processor", sum(os.times()[:4]) - before))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """In a quick run, a line for each test without a mark that was dearer than one may be, the dearest first."""
    if "not slow" not in config.getoption("markexpr"):
        return
    took = {
        report.nodeid: seconds
        for report in terminalreporter.stats.get("passed", [])
        for name, seconds in report.user_properties
        if name == "processor" and seconds > DEAR
    }
    for test, seconds in sorted(took.items(), key=lambda each: -each[1]):
        terminalreporter.write_line(
            f"{test} took {seconds:.1f} s of the processor; mark it as slow, or make it cheaper"
        )


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, once in a run."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def real_atlas() -> geokz.Atlas:
    """The atlas of the real tables; whoever wants to change one loads another."""
    return geokz.Atlas.load()


@pytest.fixture(scope="session")
def atlas(real_atlas: geokz.Atlas) -> geokz.Atlas:
    """The atlas that most tests look at; a module of small things has a small one in its place."""
    return real_atlas


@pytest.fixture(scope="session")
def atlas_file(atlas: geokz.Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the real tables."""
    from geokz.render import write_page

    return write_page(geokz.build_map(atlas), tmp_path_factory.mktemp("maps") / "atlas.html")


@pytest.fixture(scope="session")
def small_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small atlas; whoever wants to change it takes ``small_atlas_folder``."""
    return write_small_atlas(tmp_path_factory.mktemp("small") / "atlas")


@pytest.fixture
def small_atlas_folder(small_tables: Path, tmp_path: Path) -> Iterator[Path]:
    """A folder of one's own that ``Atlas.load`` reads, to be broken. The folders of rules and vocabularies are lent,
    since most tests leave them alone: whoever changes a file there calls ``rewrite``, as ``edit`` does."""
    lent = [path for name in LENT for path in (small_tables / name).iterdir()]
    before = [path.stat().st_mtime_ns for path in lent]
    yield lend(small_tables, tmp_path / "atlas")
    changed = [
        path for path, then in zip(lent, before, strict=True) if not path.exists() or path.stat().st_mtime_ns != then
    ]
    for path in changed:
        shutil.copy(GEODATA / path.relative_to(small_tables), path)
    assert not changed, f"it wrote into files of all tests, {changed}; call rewrite"


def lend(folder: Path, target: Path) -> Path:
    """A copy of a small atlas; its rules and vocabularies are links, where the system has them."""
    shutil.copytree(folder, target, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns(*LENT))
    for name in LENT:
        try:
            (target / name).symlink_to(folder / name, target_is_directory=True)
        except OSError:
            shutil.copytree(folder / name, target / name)
    return target


def rewrite(path: Path, text: str) -> None:
    """Write a file of ``small_atlas_folder`` anew, in a folder of its own."""
    if path.parent.is_symlink():
        lent = path.parent.resolve()
        path.parent.unlink()
        shutil.copytree(lent, path.parent)
    path.write_text(text, encoding="utf-8", newline="")


@pytest.fixture(scope="session")
def small_atlas(small_tables: Path) -> geokz.Atlas:
    """The small atlas as it is in ``TABLES``."""
    return geokz.Atlas.load(small_tables)


@pytest.fixture(scope="session")
def small_atlas_file(small_atlas: geokz.Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the small atlas."""
    from geokz.render import write_page  # here, for the process that only hands out the tests draws nothing

    return write_page(geokz.build_map(small_atlas), tmp_path_factory.mktemp("maps") / "small.html")


def write_small_atlas(folder: Path) -> Path:
    """A folder with the real rules and vocabularies, ``TABLES``, and the rest empty."""
    folder.mkdir()
    for name in LENT:
        shutil.copytree(GEODATA / name, folder / name)
    (folder / "regions").mkdir()
    for name in ("layers.toml", "atlas.toml", "regions/oblasts.geojson"):
        shutil.copy(GEODATA / name, folder / name)
    package = (GEODATA / "datapackage.json").read_text(encoding="utf-8")
    package = re.sub(r',\s*"geokz": \{ "rows": \d+ \}', "", package)  # so many rows only the real tables have
    (folder / "datapackage.json").write_text(package, encoding="utf-8", newline="")
    for resource in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        path = folder / resource["path"]
        path.parent.mkdir(exist_ok=True)
        if resource["path"] in TABLES:
            path.write_text(TABLES[resource["path"]], encoding="utf-8", newline="")
        elif not path.exists():
            fields = json.loads((folder / resource["schema"]).read_text(encoding="utf-8"))["fields"]
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerow(field["name"] for field in fields)
    return folder


@pytest.fixture
def edit() -> Callable[[Path, str, str, str], None]:
    """``edit(folder, file, old, new)``: replace the one place where ``old`` stands in a file by ``new``."""

    def edit_file(folder: Path, file: str, old: str, new: str) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"'{old}' stands {text.count(old)} times in {file}"
        rewrite(folder / file, text.replace(old, new))

    return edit_file


@pytest.fixture(scope="module")
def opened(browser: Any, atlas_file: Path) -> Iterator[Visit]:
    """The page of the atlas, opened once for the tests of a module that say all of the state they look at."""
    with visit(browser, atlas_file, size=(1440, 900)) as page:
        yield page
        assert page.complaints == []
