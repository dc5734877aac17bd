"""The folium map: time layers, the atlas page, and the step that makes any folium map one offline file."""

from .control import BaseMap, Legend, TimeControl
from .exploring import explore
from .layer import Layer
from .maps import build
from .offline import make_offline
from .page import build_map, write_page

__all__ = ["BaseMap", "Layer", "Legend", "TimeControl", "build", "build_map", "explore", "make_offline", "write_page"]
