"""The folium map: time layers, the atlas page, and the step that makes any folium map one offline file."""

from .offline import make_offline
from .page import build_map, write_page
from .timelayer import TimeLayer

__all__ = ["TimeLayer", "build_map", "make_offline", "write_page"]
