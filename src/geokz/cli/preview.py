"""A map under work and the server that shows it: of this computer, for this computer, from memory.

The server knows a handful of paths by heart and looks at no file, so no path leads out of it. It answers only who asks
for it by a name of this computer: a page from elsewhere whose name was turned to 127.0.0.1 is refused.
"""

from __future__ import annotations

import json
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from ..errors import GeokzError, TableError
from ..render.watching import POLICY, watch_files
from ..visible import visible

MANY = 200
"""So many problems are shown; a broken column may have thousands."""


class Preview:
    """The last map of a folder that could be built, and what is wrong with the folder now."""

    def __init__(
        self, folder: Path, key: str | None = None, language: str | None = None, texts: Path | None = None
    ) -> None:
        self._folder, self._key, self._language, self._texts = folder, key, language, texts
        self._lock = threading.Lock()
        self._page = b""
        self._state: dict[str, Any] = {
            "version": 0, "drawn": 0, "building": True, "map": False, "old": False, "problems": [], "more": 0
        }  # fmt: skip

    def build(self) -> str:
        """Check the folder, build its map, and say in a line how it went.

        Where it cannot be built, the map before stays.
        """
        from ..checks import check

        self._tell(building=True)
        page = b""
        try:
            atlas, problems = self._atlas(), []
            problems = [str(problem) for problem in check(atlas)[0]]
            page = self._drawn(atlas)
        except TableError as problem:
            problems = [str(each) for each in problem.problems]
        except (GeokzError, OSError) as problem:
            problems = [str(problem)]
        with self._lock:
            if page:
                self._page = page
                self._state["drawn"] += 1
        told = problems[:MANY]
        self._tell(building=False, map=bool(self._page), old=not page, problems=told, more=len(problems) - len(told))
        built = "Built the map" if page else "No map could be built"
        first = f": {visible(problems[0])}" if problems and not self._page else "."
        return f"{built}; {len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}{first}"

    def file(self, path: str) -> tuple[str, bytes] | None:
        """What is shown at a path, with its media type; nothing for any other."""
        with self._lock:
            if path == "/state.json":
                return "application/json", json.dumps(self._state).encode()
            if path == "/map.html" and self._page:
                return "text/html; charset=utf-8", self._page
        return _FILES.get(path)

    def _tell(self, **news: Any) -> None:
        with self._lock:
            self._state |= {**news, "version": self._state["version"] + 1}

    def _atlas(self) -> Any:
        from ..atlas import Atlas

        return Atlas.load(self._folder)

    def _drawn(self, atlas: Any) -> bytes:
        from ..folder.maps import choose_maps
        from ..render.page import build_themed_map

        themed, *_ = choose_maps(atlas.maps, [self._key] if self._key else [])
        page: str = build_themed_map(atlas, themed, language=self._language, texts=self._texts).get_root().render()
        return page.encode()


_FILES = watch_files()


class Server:
    """The preview at an address of this computer, while the block lasts."""

    def __init__(self, preview: Preview, port: int = 0) -> None:
        try:
            self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(preview))
        except OSError as problem:
            raise GeokzError(f"port {port} cannot be used: {problem.strerror}; name another --port") from problem
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> Server:
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(preview: Preview) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            names = {f"{name}:{self.server.server_port}" for name in ("127.0.0.1", "localhost")}  # type: ignore[attr-defined]
            found = preview.file(urlsplit(self.path).path) if self.headers.get("Host") in names else None
            kind, data = found or ("text/plain; charset=utf-8", b"There is nothing here.\n")
            self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Cross-Origin-Resource-Policy", "same-origin")
            if urlsplit(self.path).path != "/map.html":  # which brings a policy of its own
                self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: the terminal is for what was built."""

    return Handler
