"""The files of the page that ``geokz watch`` shows a map in, by their paths: nothing else is ever served.

The page is a bar with what is wrong in the tables, as text, above the map in a frame. Its security policy allows its
own script and style and no other address.
"""

from __future__ import annotations

import json
from importlib.resources import files

from .strings import watch_words

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HTML = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>geokz</title><link rel="stylesheet" href="/watch.css"></head>
<body>
<header><p id="state" role="status"></p><ol id="problems" hidden></ol></header>
<iframe id="map" title="geokz"></iframe>
<script src="/watch.js" defer></script>
</body>
</html>
"""
_CSS = """\
html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; font: 14px/1.4 system-ui, sans-serif; color-scheme: light dark; }
header { flex: none; max-height: 40%; overflow: auto; padding: 6px 14px; border-bottom: 1px solid; }
#state { margin: 0; }
#problems { margin: 6px 0; padding-left: 2.5em; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
iframe { flex: 1; width: 100%; border: 0; }
"""


def watch_files() -> dict[str, tuple[str, bytes]]:
    """Each path of the page with its media type and its bytes."""
    script = files(__package__).joinpath("js", "watch.js").read_bytes()
    words = json.dumps(watch_words(), ensure_ascii=False)
    return {
        "/": ("text/html; charset=utf-8", _HTML.encode()),
        "/watch.js": ("text/javascript; charset=utf-8", script),
        "/watch.css": ("text/css; charset=utf-8", _CSS.encode()),
        "/words.json": ("application/json", words.encode()),
    }
