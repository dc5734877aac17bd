"""The shell's word ``watch``: a map in the browser that is built anew when a table changes, with what is wrong."""

from __future__ import annotations

import time
from pathlib import Path

import click

from ..errors import GeokzError
from .options import FILE, argument, data_option

_EVERY = 0.5
"""Seconds between two looks at the folder."""


@click.command("watch", epilog="Example: geokz watch atlas --data franconia")
@argument("key", "Which map of maps.toml; without one the first.", required=False)
@data_option
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port; without it a free one.")
@click.option("--language", help="The page's first language, one of the atlas's.")
@click.option("--texts", type=FILE, help="Show passages of the transcripts in this folder.")
def watch_command(key: str | None, data: Path | None, port: int, language: str | None, texts: Path | None) -> None:
    """Show a map that is built anew when a table changes.

    Its page says what `geokz check` finds, and is for this computer only. Ctrl-C ends it; nothing is written.
    """
    from ..folder import default_folder
    from ..folder.where import signs
    from .preview import Preview, Server

    folder = data or default_folder()
    if not folder.is_dir():
        raise GeokzError(f"there is no folder {folder} to watch")
    watched = [folder, *([texts] if texts else [])]
    preview = Preview(folder, key, language, texts)
    with Server(preview, port) as server:
        print(f"Open {server.address} in a browser of this computer; Ctrl-C ends.", flush=True)
        try:
            seen = None
            while True:
                now = [signs(one) for one in watched]
                if now != seen:
                    time.sleep(_EVERY / 5)  # who saves a table may still be writing it
                    if now == [signs(one) for one in watched]:
                        seen = now
                        print(preview.build(), flush=True)
                time.sleep(_EVERY)
        except KeyboardInterrupt:
            print("Ended.")
