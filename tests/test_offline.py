"""A page that asks for nothing but the servers somebody named on purpose."""

from __future__ import annotations

import folium
import pytest

import geokz


@pytest.mark.parametrize(
    "layer",
    [
        folium.TileLayer("https://{s}.example.org/{z}/{x}/{y}.png", attr="Example"),
        folium.WmsTileLayer("https://maps.example.org/wms?", layers="relief"),
    ],
    ids=["tiles", "WMS"],
)
def test_the_policy_names_the_server_of_a_background_and_no_other(layer: folium.map.Layer) -> None:
    m = geokz.make_offline(folium.Map(tiles=None))
    layer.add_to(m)
    policy = m.get_root().render().split("img-src ")[1].split(";")[0].split()
    server = "https://maps.example.org" if isinstance(layer, folium.WmsTileLayer) else "https://*.example.org"
    assert policy == ["data:", "blob:", server]


def test_the_policy_allows_nothing_of_a_noscript_which_no_browser_with_scripts_reads() -> None:
    m = geokz.make_offline(folium.Map(tiles=None))
    before = m.get_root().render().split("script-src ")[1].split(";")[0]
    odd = "<noscript><script>one()</script><b onclick='two()'>Karlag</b></noscript><i onclick='three()'>Dolinka</i>"
    m.get_root().html.add_child(folium.Element(odd))
    after = m.get_root().render().split("script-src ")[1].split(";")[0].split()
    assert len(set(after) - set(before.split())) == 2  # 'unsafe-hashes' and that of three()
