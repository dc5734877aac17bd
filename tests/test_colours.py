"""The colours of the layers stay apart for colour-blind eyes, and every text can be read: computed, not believed."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

import check_colours as colours

GROUNDS = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
SIGHTS = ("usual", "protanopia", "deuteranopia", "tritanopia")


@pytest.mark.parametrize(
    ("first", "second", "difference"),
    [  # from the test data of Sharma, Wu, Dalal (2005)
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
        ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((90.8027, -2.0831, 1.441), (91.1528, -1.6435, 0.0447), 1.4441),
    ],
)
def test_the_distance_is_ciede2000(first: colours.Triple, second: colours.Triple, difference: float) -> None:
    assert colours.ciede2000(first, second) == pytest.approx(difference, abs=0.0001)
    assert colours.ciede2000(second, first) == pytest.approx(difference, abs=0.0001)


def test_the_contrast_is_that_of_wcag() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_the_simulations_keep_white_and_confuse_red_with_green() -> None:
    for sight in SIGHTS:
        assert colours.seen("#ffffff", sight) == pytest.approx((1, 1, 1), abs=0.001)
    usual = colours.distance("#c00000", "#407000", "usual")
    assert colours.distance("#c00000", "#407000", "deuteranopia") < usual / 3


@GROUNDS
def test_every_two_layers_differ_in_shape_or_by_twenty(dark: bool) -> None:
    near = [
        (first, second, sight)
        for (first, (one, shape)), (second, (other, other_shape)) in itertools.combinations(
            colours.layers(dark).items(), 2
        )
        for sight in SIGHTS
        if shape == other_shape and colours.distance(one, other, sight) < 20
    ]
    assert near == []


@GROUNDS
def test_camps_mines_plants_farms_and_institutions_differ_by_ten_even_without_their_shapes(dark: bool) -> None:
    styles = colours.layers(dark)
    distances = {
        (first, second, sight): colours.distance(styles[first][0], styles[second][0], sight)
        for first, second in itertools.combinations(("camps", "mines", "plants", "farms", "sites"), 2)
        for sight in SIGHTS
    }
    assert len(distances) == 40
    assert {pair: round(apart, 1) for pair, apart in distances.items() if apart < 10} == {}


@GROUNDS
def test_every_text_of_the_page_has_the_contrast_of_aa(dark: bool) -> None:
    palette = colours.palette(dark)
    weak = [
        (text, ground)
        for text in ("ink", "quiet", "accent", "warn")
        for ground in ("land", "paper")
        if colours.contrast(palette[text], palette[ground]) < 4.5
    ]
    assert weak == []
    assert colours.contrast(palette["paper"], palette["ink"]) >= 4.5  # the tooltip


@GROUNDS
def test_every_symbol_and_its_count_can_be_seen_on_land_and_water(dark: bool) -> None:
    palette = colours.palette(dark)
    for key, (colour, _) in colours.layers(dark).items():
        assert colours.contrast(colour, palette["land"]) >= 4.5, key
        assert colours.contrast(colour, palette["water"]) >= 3, key


def test_light_and_dark_are_two_palettes() -> None:
    light, dark = colours.palette(False), colours.palette(True)
    assert light.keys() == dark.keys()
    assert not set(light.values()) & set(dark.values())


def test_the_script_finds_no_problem() -> None:
    assert colours.problems() == []
