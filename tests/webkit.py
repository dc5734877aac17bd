"""A real WebKit, driven by WebDriver (https://www.w3.org/TR/webdriver2/): WebKitGTK's own small browser, on a screen
that nobody sees. Debian has it in ``webkit2gtk-driver`` and ``xvfb``.

``with webkit() as tab: tab.open(path, "#y=1937")`` waits for ``window.geokz.ready``; errors of the page's scripts are
in ``tab.complaints``. Without WebKit the test is skipped, or fails when GEOKZ_REQUIRE_WEBKIT is set.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

import pytest

_WAIT = 60  # seconds for an answer
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # how WebDriver marks an element
_DIRECT = build_opener(ProxyHandler({}))
# what the page complains of from its first line on cannot be heard; what comes once it is there can
_LISTEN = """
    window.complaints = [];
    addEventListener('error', ({ message }) => complaints.push(message));
    addEventListener('unhandledrejection', ({ reason }) => complaints.push(String(reason)));
    const { error } = console;
    console.error = (...said) => { complaints.push(said.join(' ')); error(...said); };
"""


class Tab:
    """One window of WebKit."""

    def __init__(self, address: str, program: str) -> None:
        self._address = address
        options = {"binary": program, "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self._session = f"/session/{self.send('POST', '/session', wanted)['sessionId']}"

    def send(self, method: str, path: str, body: Any = None) -> Any:
        """The answer to a command."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = Request(self._address + path, method=method, data=data, headers=headers)
        try:
            with _DIRECT.open(request, timeout=_WAIT) as answer:
                return json.loads(answer.read())["value"]
        except HTTPError as error:
            raise RuntimeError(f"{path}: {json.loads(error.read())['value']['message']}") from None

    def open(self, path: Path, link: str = "", size: tuple[int, int] = (1280, 800)) -> None:
        """Show a file in a window of a size, anew, with ``link`` behind its address."""
        self.send("POST", f"{self._session}/window/rect", {"width": size[0], "height": size[1]})
        self.send("POST", f"{self._session}/url", {"url": "about:blank"})
        self.send("POST", f"{self._session}/url", {"url": path.resolve().as_uri() + link})
        self.run(f"() => {{ {_LISTEN} }}")
        assert self.run("() => window.geokz.ready.then(() => true)")

    def run(self, script: str, *arguments: Any) -> Any:
        """The value of a JavaScript function called in the page with JSON values; it must be JSON, too."""
        said = ", ".join(json.dumps(argument) for argument in arguments)
        asked = (
            f"const done = arguments[0]; Promise.resolve().then(() => ({script})({said}))"
            ".then((value) => done([JSON.stringify(value) ?? 'null']), (error) => done([null, String(error)]));"
        )
        found, *error = self.send("POST", f"{self._session}/execute/async", {"script": asked, "args": []})
        if error:
            raise RuntimeError(error[0])
        return json.loads(found)

    @property
    def complaints(self) -> list[str]:
        """Errors since the page was opened."""
        return self.run("() => window.complaints")

    def press(self, *keys: str) -> None:
        """Keys, one after the other, on what has the focus."""
        focused = self.send("GET", f"{self._session}/element/active")[_ELEMENT]
        for key in keys:
            self.send("POST", f"{self._session}/element/{focused}/value", {"text": key})

    def close(self) -> None:
        self.send("DELETE", self._session)


@contextmanager
def webkit() -> Iterator[Tab]:
    """WebKit's small browser with an empty home; skips the test when there is none."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    program = next(map(str, Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser")), None)
    if not (driver and screen and program):
        _unavailable("there is no WebKit; install the packages 'webkit2gtk-driver' and 'xvfb'")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, _screen(screen) as display:
        port = _free_port()
        # no network: all requests go to a proxy that is not there
        environment = os.environ | {"HOME": home, "DISPLAY": display, "NO_AT_BRIDGE": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}
        environment |= {"WEBKIT_DISABLE_DMABUF_RENDERER": "1", "http_proxy": "http://127.0.0.1:9"}
        environment |= {"https_proxy": "http://127.0.0.1:9", "no_proxy": "127.0.0.1"}
        with subprocess.Popen([driver, f"--port={port}"], env=environment, stderr=subprocess.DEVNULL) as run:
            try:
                tab = _tab(f"http://127.0.0.1:{port}", program)
                yield tab
                tab.close()
            finally:
                run.terminate()


@contextmanager
def _screen(program: str) -> Iterator[str]:
    """A screen that nobody sees; its name."""
    reading, writing = os.pipe()
    words = [program, "-displayfd", str(writing), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(words, pass_fds=[writing], stderr=subprocess.DEVNULL) as run:
        os.close(writing)
        try:
            with os.fdopen(reading) as said:
                yield f":{said.readline().strip()}"
        finally:
            run.terminate()


def _tab(address: str, program: str) -> Tab:
    """A window, as soon as the driver listens."""
    for _ in range(100):
        try:
            return Tab(address, program)
        except URLError:
            time.sleep(0.1)
    _unavailable("WebKitWebDriver does not answer")
    raise AssertionError


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _unavailable(reason: str) -> None:
    if os.environ.get("GEOKZ_REQUIRE_WEBKIT"):
        pytest.fail(f"GEOKZ_REQUIRE_WEBKIT is set, but {reason}")
    pytest.skip(reason)
