"""Judges of an atlas: what cannot well be true together, what the cited texts do not bear out, what is missing.

A new check is a function and its name in :mod:`.plausible`, :mod:`.disagreements` or :mod:`.texts`; a new kind of gap
one in :mod:`.gaps`.
"""

from .gaps import gaps
from .run import check, check_with_texts

__all__ = ["check", "check_with_texts", "gaps"]
