"""What the data mean: things with their lives and shapes, looked up by key, selected by time, layer and map."""

from .atlas import Atlas

__all__ = ["Atlas"]
