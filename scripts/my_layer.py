"""A worked example: a table of your own becomes a layer of the map, under the same clock.

``python scripts/my_layer.py [FILE.html]`` puts the invented camps of ``my_camps.csv`` beside those of the atlas.
The table has names, dates (1931/1938, 1932-05~/1941, 193X, or in words) and degrees of longitude and latitude.
"""

import sys
from pathlib import Path

import geokz

table = Path(__file__).with_name("my_camps.csv")
page = sys.argv[1] if len(sys.argv) > 1 else "my_map.html"

layer = geokz.Layer(table, "My camps", when="years", color="teal")
print(layer.report)
m = geokz.build_map(geokz.Atlas.load(), year=1935, add=[layer])
m.save(page)
print(f"Open {page} in a browser.")
