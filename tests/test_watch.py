"""``geokz watch``: a map that follows its tables, on this computer and nowhere else."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from geokz.cli.preview import Preview, Server
from geokz.render.strings import page_languages, strings_of, watch_words

Edit = Callable[[Path, str, str, str], None]


def get(server: Server, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """What a path answers, sent as it is written."""
    host = server.address.removeprefix("http://").rstrip("/")
    connection = http.client.HTTPConnection(host, timeout=60)
    connection.putrequest("GET", path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    try:
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def state(preview: Preview) -> dict[str, Any]:
    found = preview.file("/state.json")
    assert found is not None
    told: dict[str, Any] = json.loads(found[1])
    return told


@pytest.fixture
def served(small_atlas_folder: Path) -> Iterator[tuple[Preview, Server]]:
    preview = Preview(small_atlas_folder)
    with Server(preview) as server:
        yield preview, server


def test_a_change_is_drawn_and_a_problem_is_shown_beside_the_last_map(
    served: tuple[Preview, Server], small_atlas_folder: Path, edit: Edit
) -> None:
    preview, server = served
    assert get(server, "/map.html")[0] == 404  # nothing is built yet
    assert preview.build().startswith("Built the map; ")
    first = get(server, "/map.html")[2]
    assert b"Karlag" in first and state(preview)["drawn"] == 1
    edit(small_atlas_folder, "camps.csv", "karlag,Karlag,", "karlag,Karlag the great,")
    preview.build()
    second = get(server, "/map.html?2")[2]
    assert b"Karlag the great" in second
    edit(small_atlas_folder, "camps.csv", "1931-09-17/1959-07-27", "<b>1931")
    assert preview.build() == "No map could be built; 1 problem."
    told = state(preview)
    assert (told["old"], told["map"], told["drawn"], told["building"]) == (True, True, 2, False)
    assert told["problems"][0].startswith("camps.csv:2:when  cannot read the date '<b>1931'")
    assert get(server, "/map.html")[2] == second


@pytest.mark.parametrize(
    "path",
    [
        *("/camps.csv", "/../camps.csv", "/..%2f..%2fetc/passwd", "//etc/passwd", "/%2e%2e/datapackage.json"),
        *("/watch.js/../../camps.csv", "/map.html/", "http://127.0.0.1/etc/passwd", "/\\..\\camps.csv", "/%00", "*"),
    ],
)
def test_no_path_leads_to_a_file(served: tuple[Preview, Server], path: str) -> None:
    _, server = served
    assert get(server, path)[0] == 404


def test_only_who_asks_for_this_computer_is_answered(served: tuple[Preview, Server]) -> None:
    _, server = served
    assert server.address.startswith("http://127.0.0.1:")
    assert get(server, "/")[0] == 200
    port = server.address.rstrip("/").rpartition(":")[2]
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1.evil.example:{port}"):
        assert get(server, "/state.json", Host=host)[0] == 404
    policy = get(server, "/")[1]["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy


def test_its_words_are_in_every_language_of_the_page_and_in_no_map() -> None:
    assert all(set(texts) == set(page_languages()) for texts in watch_words().values())
    assert not set(watch_words()) & set(strings_of(["en", "ru", "kk"]))


def test_a_port_that_is_taken_is_told(served: tuple[Preview, Server]) -> None:
    preview, server = served
    with pytest.raises(Exception, match=r"port \d+ cannot be used: .*; name another --port"):
        Server(preview, int(server.address.rstrip("/").rpartition(":")[2]))


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_it_follows_the_folder_and_ends_cleanly(small_atlas_folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "geokz", "watch", "--data", str(small_atlas_folder)]
    before = sorted(path for path in small_atlas_folder.rglob("*"))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None and running.stderr is not None
            assert running.stdout.readline().startswith("Open http://127.0.0.1:")
            assert running.stdout.readline().startswith("Built the map; ")
            camps = (
                small_atlas_folder / "camps.csv"
            )  # changed at once, as no reader of a busy machine may see half of it
            beside = tmp_path / "camps.csv"
            beside.write_text(camps.read_text(encoding="utf-8").replace("1931-09-17/", "1931-99-17/"), encoding="utf-8")
            beside.replace(camps)
            assert running.stdout.readline() == "No map could be built; 1 problem.\n"
            running.send_signal(signal.SIGINT)
            assert running.wait(60) == 0
            assert (running.stdout.read(), running.stderr.read()) == ("Ended.\n", "")
        finally:
            running.kill()
    assert sorted(path for path in small_atlas_folder.rglob("*")) == before


def test_the_page_shows_problems_as_text_and_keeps_the_maps_state(
    browser: Any, served: tuple[Preview, Server], small_atlas_folder: Path, edit: Edit
) -> None:
    preview, server = served
    preview.build()
    tab = browser.new_page(locale="ru")
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda problem: complaints.append(str(problem)))
    try:
        tab.goto(server.address)
        inside = tab.frame_locator("#map")
        inside.locator(".geokz-header").wait_for()
        tab.frames[1].evaluate("() => geokz.ready.then(() => geokz.setTime(1937, 1937))")
        edit(small_atlas_folder, "camps.csv", "1931-09-17/1959-07-27", "<img src=x onerror=window.pwn=1>")
        preview.build()
        row = tab.locator("#problems li").first
        row.wait_for()
        assert "cannot read the date '<img src=x onerror=window.pwn=1>'" in row.inner_text()
        assert tab.locator("#problems img").count() == 0
        assert tab.locator("#state").inner_text().startswith("Ошибок в таблицах: 1")
        edit(small_atlas_folder, "camps.csv", "<img src=x onerror=window.pwn=1>", "1931-09-17/1959-07-27")
        preview.build()
        row.wait_for(state="hidden")
        inside.locator(".geokz-header").wait_for()
        tab.wait_for_function("() => document.getElementById('map').contentWindow.geokz?.getTime")
        tab.frames[1].evaluate("() => geokz.ready.then(() => true)")
        assert tab.frames[1].evaluate("() => geokz.getTime().from") == 1937
        assert complaints == []
    finally:
        tab.close()
