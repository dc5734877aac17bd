"""Shapes across the date line are cut there, names stay inside the map, and maps of another projection are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pytest
import shapely
from browser import visit
from hypothesis import given
from hypothesis import strategies as st
from shapely.affinity import translate

import geokz
from geokz.layers.date_line import at_date_line
from geokz.render.page import write_page


def jumping(shape: shapely.Geometry) -> shapely.Geometry:
    """The shape as most files write it: every longitude from 180 west to 180 east."""
    return shapely.transform(shape, lambda points: np.column_stack([(points[:, 0] + 180) % 360 - 180, points[:, 1]]))


@given(
    st.floats(100, 260),
    st.floats(1, 80),
    st.floats(-80, 70),
    st.floats(1, 10),
    st.booleans(),
    st.sampled_from([-360, 0]),
)
def test_a_shape_keeps_its_area_and_lies_inside_the_world(
    west: float, wide: float, south: float, high: float, hole: bool, turn: float
) -> None:
    whole = shapely.box(west, south, west + wide, south + high)
    if hole:
        whole -= shapely.box(west + wide / 4, south + high / 4, west + wide / 2, south + high / 2)
    whole = translate(whole, turn)
    for written in (whole, jumping(whole)):
        cut = at_date_line(written)
        left, _, right, _ = cut.bounds
        assert left >= -180 and right <= 180
        assert cut.area == pytest.approx(whole.area, rel=1e-6)
        crosses = whole.bounds[0] % 360 < 180 < whole.bounds[0] % 360 + wide
        assert (len(shapely.get_parts(cut)) > 1) == crosses or abs(whole.bounds[0] % 360 + wide - 180) < 1e-9


@pytest.mark.parametrize(
    "shape",
    [
        shapely.box(70, 45, 75, 50),
        shapely.MultiPolygon([shapely.box(175, 60, 180, 65), shapely.box(-180, 60, -175, 65)]),
        shapely.box(-180, -90, 180, 90),
        shapely.Polygon([(0, 80), (120, 80), (-120, 80)]),  # around a pole
        shapely.Point(73, 49),
        shapely.Polygon(),
        shapely.LineString([(0, 0), (179, 0)]),
    ],
)
def test_what_does_not_cross_it_is_left_as_it_is(shape: shapely.Geometry) -> None:
    assert at_date_line(shape) is shape


def test_a_line_and_points_beyond_the_date_line_come_back() -> None:
    assert at_date_line(shapely.LineString([(170, 0), (-170, 10)])).wkt == (
        "MULTILINESTRING ((170 0, 180 5), (-180 5, -170 10))"
    )
    assert at_date_line(shapely.Point(190, 10)).wkt == "POINT (-170 10)"


def test_an_area_from_175_east_to_175_west_is_two_pieces_of_a_layer() -> None:
    area = shapely.Polygon([(175, 60), (-175, 60), (-175, 65), (175, 65)])
    frame = gpd.GeoDataFrame({"name": ["Chukotka"], "when": ["1931"]}, geometry=[area], crs=4326)
    layer = geokz.Layer(frame, "Areas")
    assert "doubtful" not in str(layer.report)
    assert [part.bounds for part in layer.frame.geometry.iloc[0].geoms] == [(175, 60, 180, 65), (-180, 60, -175, 65)]


def test_a_map_of_another_projection_says_so() -> None:
    frame = gpd.GeoDataFrame({"name": ["A"], "when": ["1931"]}, geometry=[shapely.Point(73, 49)], crs=4326)
    other = folium.Map([49, 73], crs="EPSG4326", tiles=None)
    geokz.Layer(frame, "Camps").add_to(other)
    with pytest.raises(geokz.LayerError, match="crs is EPSG4326; dated layers are drawn in Web Mercator, so leave crs"):
        other.get_root().render()


def test_a_name_under_the_pointer_stays_inside_the_map(browser: Any, tmp_path: Path) -> None:
    names = ["W" * 600, "A name of forty letters and some more of them"]
    points = [shapely.Point(73, 49), shapely.Point(74, 49)]
    frame = gpd.GeoDataFrame({"name": names, "when": ["1931"] * 2}, geometry=points, crs=4326)
    folium_map = geokz.make_offline(folium.Map([49, 73.5], zoom_start=6, tiles=None))
    geokz.Layer(frame, "Camps").add_to(folium_map)
    with visit(browser, write_page(folium_map, tmp_path / "map.html")) as page:
        for lon in (73, 74):
            for side, down in ((0.02, 0.05), (0.98, 0.5), (0.98, 0.8), (0.5, 0.8)):
                box = page.run(
                    """async ([lon, side, down, name]) => {
                        const map = window[name];
                        const size = map.getSize();
                        const spot = L.point(size.x * side, size.y * down);
                        map.setView([49, lon], 6, { animate: false });
                        map.panBy(L.point(size.x / 2, size.y / 2).subtract(spot), { animate: false });
                        await new Promise((done) => setTimeout(done, 120));
                        const at = map.latLngToContainerPoint([49, lon]);
                        map.fire('mousemove', { containerPoint: at, latlng: L.latLng(49, lon) });
                        await new Promise((done) => setTimeout(done, 150));
                        const tip = document.querySelector('.geokz-tooltip');
                        const [a, b] = [tip.getBoundingClientRect(), map.getContainer().getBoundingClientRect()];
                        const clock = document.querySelector('.geokz-clock').getBoundingClientRect();
                        const across = [a.left >= b.left, a.right <= b.right];
                        return [tip.hidden, ...across, a.top >= b.top, a.bottom <= clock.top + 1];
                    }""",
                    [lon, side, down, folium_map.get_name()],
                )
                assert box == [False, True, True, True, True], (lon, side, down)
