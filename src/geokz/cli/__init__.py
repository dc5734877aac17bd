"""Words for the shell, a module a group; each loads what it needs when it runs, so that the shell answers at once.

A new word is a function in one of the modules and a line in :mod:`.app`. Nothing heavy is imported at the head of a
module: not pandas, geopandas, folium, numpy or rich.
"""

from .app import app, main

__all__ = ["app", "main"]
