"""Tables, frames and files of one's own, read as dated things: what is recognised, what is left out, and why.

The way of a table: :mod:`files` reads it, :mod:`headings` finds its columns, :mod:`dates` and :mod:`places` read them
by what :mod:`numbers` and :mod:`cells` make of a cell, :mod:`read` puts the things together, and :mod:`report` says
what became of each row. Nothing here draws.
"""

from .read import Reading, read_things
from .report import Report

__all__ = ["Reading", "Report", "read_things"]
