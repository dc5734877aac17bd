"""What a page draws of own layers is what Python says existed: at random times, for all kinds of things and clocks."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from browser import visit
from shapely import LineString, Point, Polygon

import geokz
from geokz import When
from geokz.dates import Span, states

# a clock's unit, the years its dates come from, and how many of its unit a step of it may be long
CLOCKS = {
    "year": ("year", -800, 2020, [1, 10, 100, 3000]),
    "month": ("month", 1929, 1935, [1, 3, 12]),
    "day": ("day", -2, 3, [1, 7, 31, 366]),
}

DRAWN = """async (times) => {
    const drawn = [];
    for (const [from, to] of times) {
        await geokz.setTime(from, to);
        drawn.push(geokz.visible().map(({ id, state }) => [id, state]));
    }
    return drawn;
}"""


def a_date(random: Random, low: int, high: int) -> str:
    """A date of any precision."""
    year = random.randint(low, high)
    written = f"{'-' if year < 0 else ''}{abs(year):04d}"
    parts = [written, f"-{random.randint(1, 12):02d}", f"-{random.randint(1, 28):02d}"]
    return "".join(parts[: random.randint(1, 3)])


def a_life(random: Random, low: int, high: int) -> str:
    """A life in EDTF: an instant, an interval with ends known, rough, open or unknown; or none."""
    first, last = sorted((a_date(random, low, high) for _ in range(2)), key=lambda text: When.parse(text).bounds)
    forms = [first, f"{first}/{last}", f"{first}/", f"/{last}", f"{first}/..", f"../{last}", f"{first}~/{last}", ""]
    forms += [f"[{first}..{last}]", f"[..{last}]", "../.."]
    while True:
        text = random.choice(forms)
        try:
            When.parse(text)
        except geokz.errors.DateError:  # ends before it begins, such as 1931-05/1931
            continue
        return text


def layers(random: Random, low: int, high: int) -> list[geokz.Layer]:
    """Points, lines and areas, of which some share a title; and things of several rows."""

    def place() -> tuple[float, float]:
        return random.uniform(60, 80), random.uniform(42, 52)

    def ring() -> Polygon:
        x, y = place()
        return Polygon(
            [(x, y), (x + 2, y), (x + 1, y + 1)], [[(x + 0.8, y + 0.2), (x + 1.2, y + 0.2), (x + 1, y + 0.4)]]
        )

    made = []
    for title, shape in (
        ("Лагеря", lambda: Point(place())),
        ("Лагеря", lambda: LineString([place(), place()])),
        ("", ring),
    ):
        lives = [a_life(random, low, high) for _ in range(60)]
        frame = gpd.GeoDataFrame({"when": lives}, geometry=[shape() for _ in lives], crs=4326)
        made.append(geokz.Layer(frame, title))
    spots = [place() for _ in range(20)]
    rows = [
        (name, a_date(random, low, high), random.choice([0, 5, 70, None]), *spots[name])
        for name in range(20)
        for _ in range(3)
    ]
    counts = pd.DataFrame(rows, columns=["camp", "when", "people", "lon", "lat"])
    return [*made, geokz.Layer(counts, "Counts", id="camp", size="people", unknown=[0])]


def drawn_in_python(made: list[geokz.Layer], first: int, last: int, shown: set[str]) -> dict[str, str]:
    """The state of each thing that a page shows, by its name there."""
    found = {}
    for layer in made:
        key = layer.source["key"]
        words = states(layer.things, Span(first, last))
        found |= {f"{key}-{at}": str(word) for at, word in enumerate(words) if word in shown}
    return found


@pytest.mark.filterwarnings("ignore:rows that look like a slip")  # two numbers of one time
@pytest.mark.parametrize("clock", list(CLOCKS))
def test_what_is_drawn_is_what_python_says_existed(browser: Any, tmp_path: Path, clock: str) -> None:
    random = Random(11)
    step, low, high, lengths = CLOCKS[clock]
    made = layers(random, low, high)
    folium_map = geokz.make_offline(folium.Map(tiles=None))
    for layer in made:
        layer.add_to(folium_map)
    ends = (low, high) if step == "year" else (f"{low:05d}-01" if low < 0 else f"{low}-01", f"{high:04d}-12")
    geokz.TimeControl(*ends, step=step).add_to(folium_map)
    folium_map.save(str(tmp_path / "drawn.html"))
    with visit(browser, tmp_path / "drawn.html") as page:
        for undated in (False, True):
            if undated:
                page.switch("undated").check()
            times = [a_time(random, step, low, high, random.choice(lengths)) for _ in range(15)]
            shown = {"certain", "presumed", "possible", *(["undated"] if undated else [])}
            drawn = page.run(DRAWN, [asked for _, _, asked in times])
            for (first, last, asked), found in zip(times, drawn, strict=True):
                assert dict(found) == drawn_in_python(made, first, last, shown), asked
                assert len(dict(found)) == len(found), "a thing is named twice"
        assert page.complaints == []


def a_time(random: Random, step: str, low: int, high: int, length: int) -> tuple[int, int, list[Any]]:
    """Days, both included, and how the page is asked for them."""
    if step == "year":
        first = random.randint(low, high)
        last = min(high, first + length - 1)
        return geokz.span(first, last)[0], geokz.span(first, last)[1], [first, last]
    begin, end = geokz.span(low)[0], geokz.span(high)[1]
    day = random.randint(begin, end)
    if step == "day":
        last_day = min(end, day + length - 1)
        return day, last_day, [str(np.datetime64(day, "D")), str(np.datetime64(last_day, "D"))]
    month = np.datetime64(day, "D").astype("datetime64[M]")
    last_month = min(month + length - 1, np.datetime64(end, "D").astype("datetime64[M]"))
    days = [moment.astype("datetime64[D]").astype(int) for moment in (month, last_month + 1)]
    return int(days[0]), int(days[1]) - 1, [str(month), str(last_month)]
