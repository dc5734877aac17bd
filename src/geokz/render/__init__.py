"""The folium map: time layers, the atlas page, and the step that makes any folium map one offline file."""

from .layer import Layer
from .maps import build
from .offline import make_offline
from .page import build_map, write_page

__all__ = ["Layer", "build", "build_map", "make_offline", "write_page"]
