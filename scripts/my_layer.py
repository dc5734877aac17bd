"""A worked example: a table of your own becomes a layer of the map, under the same clock.

``python scripts/my_layer.py [FILE.html]`` puts the invented camps of ``my_camps.csv`` beside those of the atlas.
The table needs a name, an EDTF date (1931/1938, 1932-05~/1941, 193X ...) and degrees of longitude and latitude.
"""

import sys
from pathlib import Path

import geokz

table = Path(__file__).with_name("my_camps.csv")
page = sys.argv[1] if len(sys.argv) > 1 else "my_map.html"

m = geokz.build_map(geokz.Atlas.load(), year=1935)
layer = geokz.Layer.from_csv(table, name="name", when="years", title="My camps", colour="#006d77")
layer.add_to(m)
m.save(page)
print(f"Open {page} in a browser.")
