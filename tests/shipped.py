"""The gazetteer that ships with geokz, without the user's own: made once for all the tests that ask it."""

from geokz.gazetteer import Gazetteer

GAZETTEER = Gazetteer.load(store=None)
