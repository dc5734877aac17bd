"""A real Firefox without a network, driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/): Debian's
``firefox-esr`` speaks it, and playwright drives only a Firefox of its own.

``with firefox() as tab: tab.open(path, "#y=1937")`` waits for ``window.geokz.ready``; what the page complains of is in
``tab.complaints``, what it asked for in ``tab.requests``. Without Firefox the test is skipped, or fails when
GEOKZ_REQUIRE_FIREFOX is set.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

_LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
# all requests go to a proxy that is not there
_NO_NETWORK = """
user_pref("network.proxy.type", 1);
user_pref("network.proxy.socks", "127.0.0.1");
user_pref("network.proxy.socks_port", 9);
"""
_WAIT = 60  # seconds for an answer
_STAYED = 15  # seconds after which it is told again where to go
_LOST = 5  # seconds after which a question asked while documents change was lost, and is asked again


class Tab:
    """One window of Firefox, which is started again, once and with a warning, when a page cannot be opened in it."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._start()

    def _start(self) -> None:
        self._running = ExitStack()
        self._socket = self._running.enter_context(_driven(self._program))
        self._sent = 0
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self._context = self.send("browsingContext.getTree")["contexts"][0]["context"]
        self._size: tuple[int, int] | None = None

    def send(self, method: str, *, within: float = _WAIT, **parameters: Any) -> Any:
        """The answer to a command, in so many seconds; what happens meanwhile is kept."""
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": parameters}))
        until = time.monotonic() + within
        while True:
            try:
                said = json.loads(self._socket.recv(timeout=max(until - time.monotonic(), 0)))
            except TimeoutError:
                raise TimeoutError(f"Firefox did not answer {method} {parameters} within {within} s") from None
            if said.get("id") == self._sent:
                if said["type"] == "error":
                    raise RuntimeError(f"{method}: {said['message']}")
                return said["result"]
            if said.get("method") == "log.entryAdded" and said["params"]["level"] in {"error", "warn"}:
                self.complaints.append(f"{said['params']['level']}: {said['params']['text']}")
            if said.get("method") == "network.beforeRequestSent":
                self.requests.append(said["params"]["request"]["url"])

    def open(self, path: Path, link: str = "", size: tuple[int, int] = (1280, 800)) -> None:
        """Show a file in a window of a size, anew, with ``link`` behind its address."""
        try:
            self._show(path, link, size)
        except TimeoutError as error:
            warnings.warn(f"Firefox is started again: {error}", stacklevel=2)
            self.close()
            self._start()
            self._show(path, link, size)

    def close(self) -> None:
        """End Firefox."""
        self._running.close()

    def _show(self, path: Path, link: str, size: tuple[int, int]) -> None:
        if size != self._size:
            viewport = {"width": size[0], "height": size[1]}
            self.send("browsingContext.setViewport", context=self._context, viewport=viewport)
            self._size = size
        self._go("about:blank", "location.href === 'about:blank'")
        self.complaints.clear()
        self.requests.clear()
        url = path.resolve().as_uri()
        self._go(url + link, f"location.href.startsWith({json.dumps(url)}) && Boolean(window.geokz)")
        assert self.run("() => geokz.ready.then(() => true)"), f"the page is not ready: {self.complaints}"

    def _go(self, url: str, there: str) -> None:
        """Go to an address, and ask until an expression holds there. Now and then Firefox stays where it is and says
        nothing, or a question asked while the document changes is lost: it is told, and asked, again.
        """
        target = {"context": self._context}
        begun = time.monotonic()
        for waited in range(0, _WAIT, _STAYED):
            self.send("browsingContext.navigate", context=self._context, url=url, wait="none")
            while time.monotonic() < begun + waited + _STAYED:
                with suppress(RuntimeError, TimeoutError):
                    answer = self.send(
                        "script.evaluate", within=_LOST, expression=there, target=target, awaitPromise=False
                    )
                    if answer["type"] == "success" and answer["result"].get("value"):
                        return
                time.sleep(0.05)
        raise TimeoutError(f"not there within {_WAIT} s: {url}: {there}; it complains: {self.complaints}")

    def run(self, script: str, *arguments: Any) -> Any:
        """The value of a JavaScript function called in the page with JSON values; it must be JSON, too."""
        said = ", ".join(json.dumps(argument) for argument in arguments)
        answer = self.send(
            "script.evaluate",
            expression=f"Promise.resolve(({script})({said})).then(JSON.stringify)",
            target={"context": self._context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def press(self, *keys: str) -> None:
        """Keys, one after the other."""
        strokes = [{"type": stroke, "value": key} for key in keys for stroke in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": strokes}
        self.send("input.performActions", context=self._context, actions=[source])


@contextmanager
def firefox() -> Iterator[Tab]:
    """Firefox, headless, with an empty profile; skips the test when there is none."""
    program = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
    if program is None:
        _unavailable("there is no Firefox; install the package 'firefox-esr'")
    tab = Tab(program)
    try:
        yield tab
    finally:
        tab.close()


@contextmanager
def _driven(program: str) -> Iterator[Any]:
    """The socket of a Firefox that is running."""
    try:
        from websockets.sync.client import connect
    except ImportError:
        _unavailable("websockets is not installed; pip install 'geokz[test]'")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        Path(profile, "user.js").write_text(_NO_NETWORK)
        words = [program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        environment = os.environ | {"HOME": profile}
        with subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment) as run:
            try:
                said = iter(run.stderr.readline, b"")
                address = next((found[1] for line in said if (found := _LISTENS.search(line.decode()))), None)
                if address is None:
                    _unavailable("Firefox ended before it could be driven")
                Thread(target=run.stderr.read, daemon=True).start()
                with connect(
                    f"{address}/session", max_size=None, open_timeout=_WAIT, ping_interval=None, proxy=None
                ) as socket:
                    yield socket
            finally:
                run.terminate()
                try:
                    run.wait(10)
                except subprocess.TimeoutExpired:
                    run.kill()


def _unavailable(reason: str) -> None:
    if os.environ.get("GEOKZ_REQUIRE_FIREFOX"):
        pytest.fail(f"GEOKZ_REQUIRE_FIREFOX is set, but {reason}")
    pytest.skip(reason)
