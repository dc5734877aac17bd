"""Whether the layers stay apart for every eye, and whether every text of the page can be read.

``python scripts/check_colours.py`` prints, for light and dark ground, the distance (CIEDE2000) of every two layers
as people see them without one kind of cone: protanopia, deuteranopia, tritanopia, after the matrices of
G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision
Deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (2009), 1291-1298 (severity 1.0, on linear
RGB). The distance is that of G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula", Color Research
and Application 30 (2005), 21-30. Contrast is that of WCAG 2.2. Ends with 1 when a claim does not hold.
"""

from __future__ import annotations

import itertools
import math
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ROOT / "geodata" / "layers.toml"
STYLES = ROOT / "src" / "geokz" / "render" / "css" / "page.css"

# every layer has a shape of its own or, sharing one, at least this distance
APART = 20.0
# the colours of camps and works are told apart without their shapes, too: no two come nearer than this
DISTINCT = 10.0
COLOURED = ("camps", "mines", "plants", "farms", "sites")
TEXT, GRAPHIC = 4.5, 3.0
TEXTS = ("ink", "quiet", "accent", "warn")
GROUNDS = ("land", "paper")

SIGHT = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}

Triple = tuple[float, float, float]


def linear(colour: str) -> Triple:
    """#rrggbb as linear light, 0 to 1."""
    values = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values)
    return red, green, blue


def seen(colour: str, sight: str) -> Triple:
    """A colour as linear light after the loss of a kind of cone."""
    light = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(part * value for part, value in zip(row, light, strict=True)))) for row in SIGHT[sight]
    )
    return red, green, blue


def lab(light: Triple) -> Triple:
    """Linear sRGB light as CIELAB under D65."""
    matrix = (
        (0.4124564, 0.3575761, 0.1804375),
        (0.2126729, 0.7151522, 0.0721750),
        (0.0193339, 0.1191920, 0.9503041),
    )
    white = (0.95047, 1.0, 1.08883)
    scaled = (
        sum(part * value for part, value in zip(row, light, strict=True)) / reference
        for row, reference in zip(matrix, white, strict=True)
    )
    x, y, z = (value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116 for value in scaled)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(first: Triple, second: Triple) -> float:
    """The difference of two CIELAB colours."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean_chroma = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 if a or b else 0.0 for a, b in ((a1, b1), (a2, b2)))
    turn = h2 - h1
    if c1 * c2 == 0:
        turn = 0
    elif turn > 180:
        turn -= 360
    elif turn < -180:
        turn += 360
    delta_l, delta_c = l2 - l1, c2 - c1
    delta_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    if c1 * c2 == 0:
        mean_h = h1 + h2
    elif abs(h1 - h2) <= 180:
        mean_h = (h1 + h2) / 2
    else:
        mean_h = (h1 + h2 + (360 if h1 + h2 < 360 else -360)) / 2
    t = (
        1
        - 0.17 * math.cos(math.radians(mean_h - 30))
        + 0.24 * math.cos(math.radians(2 * mean_h))
        + 0.32 * math.cos(math.radians(3 * mean_h + 6))
        - 0.20 * math.cos(math.radians(4 * mean_h - 63))
    )
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / math.sqrt(20 + (mean_l - 50) ** 2)
    s_c = 1 + 0.045 * mean_c
    s_h = 1 + 0.015 * mean_c * t
    rotation = (
        -2
        * math.sqrt(mean_c**7 / (mean_c**7 + 25**7))
        * math.sin(math.radians(60 * math.exp(-(((mean_h - 275) / 25) ** 2))))
    )
    return math.sqrt(
        (delta_l / s_l) ** 2
        + (delta_c / s_c) ** 2
        + (delta_h / s_h) ** 2
        + rotation * (delta_c / s_c) * (delta_h / s_h)
    )


def distance(first: str, second: str, sight: str) -> float:
    """How far apart two colours look."""
    return ciede2000(lab(seen(first, sight)), lab(seen(second, sight)))


def contrast(first: str, second: str) -> float:
    """WCAG contrast of two colours, 1 to 21."""
    weights = (0.2126, 0.7152, 0.0722)
    lights = [sum(w * v for w, v in zip(weights, linear(colour), strict=True)) for colour in (first, second)]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def layers(dark: bool) -> dict[str, tuple[str, str]]:
    """Colour and shape of each layer."""
    styles = tomllib.loads(LAYERS.read_text(encoding="utf-8"))
    return {key: (style["colour_dark" if dark else "colour"], style["shape"]) for key, style in styles.items()}


def palette(dark: bool) -> dict[str, str]:
    """The custom properties of the page's style sheet that are colours; dark ones replace light ones."""
    blocks = re.findall(r"\.geokz(?::not\([^)]*\))? \{([^}]*)\}", STYLES.read_text(encoding="utf-8"))
    found = [dict(re.findall(r"--geokz-([a-z]+): (#[0-9a-f]{6})", block)) for block in blocks]
    light, night = [colours for colours in found if "paper" in colours]
    return {**light, **night} if dark else light


def problems() -> list[str]:
    """Every claim that does not hold, in words."""
    found = []
    for dark in (False, True):
        ground = "dark" if dark else "light"
        colours, styles = palette(dark), layers(dark)
        for first, second in itertools.combinations(styles, 2):
            (one, shape), (other, other_shape) = styles[first], styles[second]
            for sight in SIGHT:
                apart = distance(one, other, sight)
                if shape == other_shape and one != other and apart < APART:
                    found.append(f"{ground}, {sight}: {first} and {second} share a shape and are {apart:.1f} apart")
                if {first, second} <= set(COLOURED) and apart < DISTINCT:
                    found.append(f"{ground}, {sight}: {first} and {second} are {apart:.1f} apart")
        for text, back in itertools.product(TEXTS, GROUNDS):
            if contrast(colours[text], colours[back]) < TEXT:
                found.append(f"{ground}: {text} on {back} has {contrast(colours[text], colours[back]):.2f}")
        for key, (colour, _) in styles.items():
            for back in (*GROUNDS, "water"):
                # the count beside a symbol is a text in its colour, on land
                if contrast(colour, colours[back]) < (TEXT if back == "land" else GRAPHIC):
                    found.append(f"{ground}: {key} on {back} has {contrast(colour, colours[back]):.2f}")
    return found


def main() -> int:
    """Print the tables and what does not hold."""
    for dark in (False, True):
        styles, colours = layers(dark), palette(dark)
        print(f"\n{'dark' if dark else 'light'} ground: CIEDE2000 of {', '.join(SIGHT)}")
        for first, second in itertools.combinations(styles, 2):
            (one, shape), (other, other_shape) = styles[first], styles[second]
            apart = "  ".join(f"{distance(one, other, sight):5.1f}" for sight in SIGHT)
            print(f"  {first:9} {second:9} {apart}  {'same shape' if shape == other_shape else ''}")
        for text, back in itertools.product(TEXTS, GROUNDS):
            print(f"  contrast of {text} on {back}: {contrast(colours[text], colours[back]):.2f}")
        for key, (colour, _) in styles.items():
            on = ", ".join(f"{back} {contrast(colour, colours[back]):.2f}" for back in (*GROUNDS, "water"))
            print(f"  contrast of {key} on {on}")
    found = problems()
    print("\n" + ("\n".join(found) or "every claim holds"))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
