"""The clock of a plain map spans its data, or what it is told; one call makes a map of a table."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import folium
import pandas as pd
import pytest
from browser import visit

import geokz
from geokz.errors import LayerError


def own(*dates: str, title: str = "Own") -> geokz.Layer:
    return geokz.Layer(pd.DataFrame({"when": dates, "lon": 70.0, "lat": 48.0}), title)


def config_of(folium_map: folium.Map) -> dict[str, Any]:
    page = folium_map.get_root().render()
    return json.loads(re.search(r"geokzEngine\.clock\(\w+, (.*)\);", page)[1])


def clock_of(*layers: geokz.Layer, control: geokz.TimeControl | None = None) -> dict[str, int]:
    folium_map = folium.Map(tiles=None)
    for element in (*layers, *([control] if control else [])):
        element.add_to(folium_map)
    return config_of(folium_map)["clock"]


def test_the_clock_spans_the_years_of_all_layers_and_opens_where_most_is_sure() -> None:
    assert clock_of(own("1837/1860", "1891/1904"), own("1890/2010")) == {
        "min": 1837,
        "max": 2010,
        "from": 1891,
        "to": 1891,
    }


def test_years_before_christ_are_on_the_clock() -> None:
    assert clock_of(own("-0753/0476")) == {"min": -753, "max": 476, "from": -753, "to": -753}


def test_open_and_unknown_ends_and_undated_things_do_not_stretch_the_clock() -> None:
    assert clock_of(own("1931/..", "1940/", "", "../1950")) == {"min": 1931, "max": 1950, "from": 1940, "to": 1940}


def test_a_map_of_undated_things_has_the_clock_of_the_atlas() -> None:
    folium_map = folium.Map(tiles=None)
    own("").add_to(folium_map)
    assert "clock" not in config_of(folium_map)


def test_a_time_control_says_what_the_clock_is() -> None:
    control = geokz.TimeControl(-800, 400, at=-100, step="century")
    assert clock_of(own("1931"), control=control) == {"min": -800, "max": 400, "from": -100, "to": -1, "step": 100}


def test_the_clock_of_days_counts_days_and_of_months_months() -> None:
    days = pd.DataFrame({"when": pd.to_datetime(["2020-02-28", "2020-03-02"]), "lon": 70.0, "lat": 48.0})
    folium_map = folium.Map(tiles=None)
    geokz.Layer(days).add_to(folium_map)
    assert config_of(folium_map)["clock"] == {"min": 18320, "max": 18323, "from": 18320, "to": 18320, "unit": "day"}
    months = clock_of(own("2020-02", "2021-01", "2021-01"))
    assert months == {"min": 24241, "max": 24252, "from": 24252, "to": 24252, "unit": "month"}
    assert clock_of(own("2020-02", "2021")) == {"min": 2020, "max": 2021, "from": 2020, "to": 2021}


@pytest.mark.parametrize(
    ("step", "clock"),
    [
        ("week", {"min": 18262, "max": 18627, "from": 18322, "to": 18328, "step": 7, "unit": "day"}),
        ("quarter", {"min": 24240, "max": 24251, "from": 24242, "to": 24244, "step": 3, "unit": "month"}),
        ("year", {"min": 2020, "max": 2020, "from": 2020, "to": 2020, "step": 1}),
    ],
)
def test_steps_of_weeks_and_quarters_span_the_years_that_were_asked_for(step: str, clock: dict[str, Any]) -> None:
    control = geokz.TimeControl(2020, date(2020, 12, 31), at="2020-03", step=step)
    assert clock_of(own("1999"), control=control) == clock


@pytest.mark.parametrize("step", ["day", "quarter", "century"])
def test_days_quarters_and_centuries_play_and_are_typed(browser: Any, tmp_path: Path, step: str) -> None:
    folium_map = folium.Map(tiles=None)
    own("1900/1905", "2020-03-01", "2020-03-05/2020-04-02", "2021").add_to(folium_map)
    ends = ("2020-02-20", "2020-04-10") if step == "day" else (2019, 2021) if step == "quarter" else (1700, 2021)
    geokz.TimeControl(*ends, at=ends[0], step=step).add_to(folium_map)
    geokz.make_offline(folium_map).save(str(tmp_path / "steps.html"))
    with visit(browser, tmp_path / "steps.html") as page:
        before = page.run("() => geokz.getTime()")
        shown = page.tab.locator(".geokz-year").input_value()
        page.tab.locator(".geokz-next").click()
        page.tab.wait_for_function("([before]) => geokz.getTime().from !== before.from", arg=[before])
        page.tab.locator(".geokz-year").fill(shown)
        page.tab.locator(".geokz-year").press("Enter")
        page.tab.wait_for_function("([before]) => geokz.getTime().from === before.from", arg=[before])
        assert page.run("() => geokz.getTime()") == before
        assert page.tab.locator(".geokz-ticks span").count() >= 2
        page.run("() => geokz.setTime('2020-03-05')")
        assert sorted(page.visible().values())[0] == "certain"
        assert page.complaints == []


def test_what_a_time_control_leaves_out_fits_the_layers() -> None:
    assert clock_of(own("1931/1950"), control=geokz.TimeControl(end=1960)) == {
        "min": 1931,
        "max": 1960,
        "from": 1931,
        "to": 1931,
        "step": 1,
    }


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"start": 1950, "end": 1940}, "the clock's years 1950 to 1940 are reversed"),
        ({"start": "soon"}, "start='soon' is no year"),
        ({"at": 12_000}, "at=12000 is no year"),
        ({"step": "fortnight"}, "step=.fortnight. is unknown; choose day, week, month, quarter, year, decade, century"),
        ({"step": 0}, "step=0 is unknown"),
        ({"language": "la"}, "language='la' is unknown; choose one of en, de, kk, ru"),
    ],
)
def test_a_time_control_refuses_what_is_no_time(words: dict[str, Any], told: str) -> None:
    with pytest.raises(LayerError, match=told):
        geokz.TimeControl(**words)


def test_the_map_of_the_atlas_takes_no_second_clock(small_atlas: geokz.Atlas) -> None:
    folium_map = geokz.build_map(small_atlas)
    geokz.TimeControl().add_to(folium_map)
    with pytest.raises(LayerError, match="this map has a clock of its own; give start, end and year to build_map"):
        folium_map.get_root().render()


FARMS = pd.DataFrame(
    {
        "farm": ["A", "B"],
        "opened": [1931, 1940],
        "closed": [1938, None],
        "lon": [72.7, 74],
        "lat": [49.7, 50],
        "n": [3, 9],
    }
)


def test_one_call_makes_an_offline_map_with_clock_view_and_legend() -> None:
    folium_map = geokz.explore(
        FARMS, column="n", scheme="quantiles", k=2, size="n", label="farm", tooltip="n", popup=True
    )
    page = folium_map.get_root().render()
    assert isinstance(folium_map, folium.Map)
    assert 'http-equiv="Content-Security-Policy"' in page
    assert config_of(folium_map)["clock"] == {"min": 1931, "max": 1940, "from": 1931, "to": 1940}
    assert "[[49.7, 72.7], [50.0, 74.0]]" in page
    legend = json.loads(re.search(r"geokzEngine\.legend\(\w+, (.*)\);", page)[1])["layers"]
    assert [row["label"] for row in legend[0]["classes"]] == ["3 – 6", "7 – 9"]


def test_a_second_table_is_drawn_on_the_map_of_the_first() -> None:
    folium_map = geokz.explore(FARMS, name="One")
    assert geokz.explore(FARMS.assign(opened=1800), name="Two", m=folium_map) is folium_map
    assert config_of(folium_map)["clock"]["min"] == 1800


def test_the_shell_makes_a_map_of_a_table_and_says_what_it_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from geokz.cli.own import map_command

    (tmp_path / "farms.csv").write_text("farm,год,долгота,широта\nA,1931,70,48\nB,1932,,\n", encoding="utf-8")
    map_command([str(tmp_path / "farms.csv"), "--out", str(tmp_path / "out.html")], standalone_mode=False)
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == ["1 of 2 rows drawn", "read when from 'год', lon from 'долгота', lat from 'широта'"]
    assert told[3].endswith("farms.csv:3  has no coordinates")
    assert (tmp_path / "out.html").stat().st_size > 100_000
    (tmp_path / "farms.csv").write_text("farm,год,долгота,широта\nA,1931,70,48\nB,soon,71,48\n", encoding="utf-8")
    map_command([str(tmp_path / "farms.csv"), "--bad", "skip"], standalone_mode=False)
    assert "farms.rejects.csv" in capsys.readouterr().out
    rejects = (tmp_path / "farms.rejects.csv").read_text(encoding="utf-8").splitlines()
    assert rejects[1].startswith("B,soon,71,48,\"cannot read the date 'soon'")


def test_the_clock_of_a_narrow_map_in_a_wide_window_is_legible(browser: Any, tmp_path: Path) -> None:
    folium_map = folium.Map([49, 73], zoom_start=5, tiles=None, width=560, height=560)
    rows = pd.DataFrame({"name": ["A", "B"], "when": ["1931/1938", "1950/1953"], "lon": [73, 74], "lat": [49, 49]})
    geokz.Layer(rows, "Camps").add_to(folium_map)
    geokz.make_offline(folium_map).save(str(tmp_path / "narrow.html"))
    with visit(browser, tmp_path / "narrow.html", size=(1280, 800)) as page:
        left, right = page.run(
            """() => {
                const ticks = [...document.querySelectorAll('.geokz-ticks span')];
                const boxes = ticks.map((tick) => tick.getBoundingClientRect());
                return [boxes.slice(1).map((box) => box.left), boxes.slice(0, -1).map((box) => box.right)];
            }"""
        )
        assert len(left) >= 2 and all(begin > end for begin, end in zip(left, right, strict=True))
        assert page.tab.locator(".geokz-track").bounding_box()["width"] > 400


def test_founding_years_that_nothing_shares_open_all_at_once() -> None:
    farms = pd.DataFrame({"founded": [1893, 1931, 1954], "lon": 70.0, "lat": 48.0})
    clock = config_of(geokz.explore(farms, when="founded"))["clock"]
    assert (clock["from"], clock["to"]) == (1893, 1954)


def test_layers_of_no_chosen_colour_are_told_apart(small_atlas: geokz.Atlas) -> None:
    frame = pd.DataFrame({"year": [1931], "lon": 70.0, "lat": 48.0})
    layers = [geokz.Layer(frame, "A"), geokz.Layer(frame, "B"), geokz.Layer(frame, "C", color="tomato")]
    geokz.build_map(small_atlas, add=layers)
    colours = [layer.source["style"]["colour"] for layer in layers]
    assert len(set(colours)) == 3
    assert colours[2] == "#ff6347"


def test_the_zoom_buttons_speak_the_language_of_the_clock(browser: Any, tmp_path: Path) -> None:
    rows = pd.DataFrame({"when": [1931], "lon": [73], "lat": [49]})
    geokz.explore(rows, language="kk").save(str(tmp_path / "kk.html"))
    with visit(browser, tmp_path / "kk.html") as page:
        said = "(sign) => document.querySelector(`.leaflet-control-zoom-${sign}`)"
        titles = page.run(f"() => ['in', 'out'].map({said}).flatMap((one) => [one.title, one.ariaLabel])")
        assert titles == ["Жақындату", "Жақындату", "Алыстату", "Алыстату"]
