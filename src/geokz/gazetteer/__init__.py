"""The finder: from an old name in any alphabet to a place, or an honest "which one?".

Recipe: a spelling habit goes to :mod:`geokz.names`; an abbreviation, enterprise or ending to
:mod:`.words`; an oblast to ``geodata/gazetteer/oblasts.csv``; a renaming some gazetteer attests to
``geodata/gazetteer/renamings.csv``; a reason to rank by to ``WEIGHTS`` in :mod:`.score`.
"""

from .find import Gazetteer
from .rank import explain, status
from .score import Candidate
from .store import Store

__all__ = ["Candidate", "Gazetteer", "Store", "explain", "status"]
