"""Own layers where Python people show maps: in the frame of a notebook, in a Streamlit page."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from browser import shows

import geokz

CAMPS = """\
name,when,lon,lat,people
Долинка,1931/1938,72.68,49.68,100
{{ 7*7 }} </script>,1935/1959,66.9,47.8,
"""

APP = """\
import pandas as pd, streamlit as st, geokz
from streamlit_folium import st_folium

st.title("Camps")
m = geokz.explore("camps.csv", name="Лагеря", at=1936, size="people", language="ru", offline=False)
st_folium(m, height=500, width=900, returned_objects=[])
"""


@pytest.fixture
def camps(tmp_path: Path) -> Path:
    path = tmp_path / "camps.csv"
    path.write_text(CAMPS, encoding="utf-8")
    return path


@pytest.fixture
def streamlit(camps: Path) -> Iterator[str]:
    """The address of the app, while it runs."""
    pytest.importorskip("streamlit_folium", reason="pip install 'geokz[test]'")
    (camps.parent / "app.py").write_text(APP, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["--server.headless=true", f"--server.port={port}", "--server.address=127.0.0.1"]
    words += ["--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *words]
    with (camps.parent / "log.txt").open("w") as log:
        server = subprocess.Popen(command, cwd=camps.parent, stdout=log, stderr=log)
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health"):
                    break
            except OSError:
                assert server.poll() is None, (camps.parent / "log.txt").read_text()
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


@pytest.mark.slow
@pytest.mark.server
def test_a_streamlit_page_shows_layer_and_clock(browser: Any, streamlit: str) -> None:
    with shows(browser, streamlit, "st_folium") as (frame, complaints):
        frame.wait_for_function("() => window.geokz && geokz.visible().length === 2", timeout=60_000)
        assert frame.locator(".geokz-year").input_value() == "1936"
        frame.locator(".geokz-year").fill("1950")
        frame.locator(".geokz-year").press("Enter")
        frame.wait_for_function("() => geokz.visible().length === 1")
        assert frame.locator(".geokz-clock").bounding_box()["height"] > 50
        assert frame.locator(".geokz-own-legend li").first.inner_text() == "Лагеря: people"
        assert [text for text in complaints if "geokz" in text.lower()] == []


def test_a_notebook_shows_the_map_in_a_frame_without_an_address(browser: Any, camps: Path) -> None:
    notebook = camps.with_name("notebook.html")
    maps = [geokz.explore(camps, at=1936), geokz.build_map(None, add=[geokz.Layer(camps, "Camps")], year=1936)]
    for folium_map in maps:
        notebook.write_text(f"<!DOCTYPE html><meta charset='utf-8'>{folium_map._repr_html_()}", encoding="utf-8")
        with shows(browser, notebook.as_uri(), "srcdoc") as (frame, complaints):
            frame.wait_for_function("() => window.geokz && geokz.ready.then(() => true)")
            frame.evaluate("() => geokz.setTime(1950)")
            frame.wait_for_function("() => geokz.visible().length === 1")
            frame.wait_for_timeout(1500)  # the page writes its address when it rests
            assert complaints == []


def test_a_layer_and_an_atlas_are_told_in_a_line(camps: Path, atlas: geokz.Atlas) -> None:
    layer = geokz.Layer(camps, "Camps")
    assert repr(layer) == "<geokz.Layer 'Camps': 2 of 2 rows drawn>"
    assert "drawn" in layer._repr_html_()
    assert len(repr(atlas)) < 200
    assert repr(geokz.Layer(pd.DataFrame({"year": [1931], "lon": [70.0], "lat": [48.0]}))).count("\n") == 0
