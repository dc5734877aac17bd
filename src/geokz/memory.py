"""Memory while much is made at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looks for garbage, also as a decorator: for what makes many rows, most of which are kept, and leaves few
    cycles. Each look goes through all there are, which takes a fifth of the time of reading or drawing an atlas."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
