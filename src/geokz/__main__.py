"""``python -m geokz`` is ``geokz``."""

from .cli import main

main()
