"""Tables of one's own as people keep them: what is read, as what, and what is said of the rest."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point
from shell import geokz as shell

import geokz
from geokz import Layer
from geokz.dates import BOUNDS, When
from geokz.errors import LayerError, TableError
from geokz.layers.dates import read_dates
from geokz.layers.numbers import read_numbers
from geokz.render.encode import _hilbert
from geokz.written import written

POINT = "<Point><coordinates>72.5,49.5,0</coordinates></Point>"


def table(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def rows(count: int = 3, **columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"when": [1931 + at for at in range(count)], **columns, "lon": 70.0, "lat": 48.0})


def times(layer: Layer) -> list[str]:
    return [written(bounds) for bounds in layer.frame[BOUNDS].to_numpy().tolist()]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("sep=;\r\nимя;год;широта;долгота\r\nА;1931;49,5;72,5\r\nБ;19x1;49,5;72,5\r\n", 4),
        ('name,year,lat,lon,note\nA,1931,49,72,"one\ntwo"\nB,19x1,49,72,\n', 4),
        ('"name","year","lat","lon"\n"A","1931","49","72"\n\n"B","19x1","49","72"\n', 4),
    ],
)
def test_a_date_that_cannot_be_read_is_told_with_its_true_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(TableError) as refusal:
        Layer(table(tmp_path / "a.csv", text))
    assert [problem.line for problem in refusal.value.problems] == [line]


def test_rows_without_a_single_cell_are_no_things(tmp_path: Path) -> None:
    layer = Layer(table(tmp_path / "a.csv", "name;year;lat;lon\nA;1931;49,5;72,5\n;;;\nB;1932;49;72\n;;;\n"))
    assert (layer.report.rows, layer.report.told) == (2, ["empty rows passed over: 2"])


def test_a_title_above_the_headings_of_a_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"a.csv:3:-  has 4 cells where the header has 1;.* title stands above"):
        Layer(table(tmp_path / "a.csv", "Camps of the region\n\nname,year,lat,lon\nA,1931,49,72\n"))


def test_a_workbook_is_read_from_its_headings_on_the_sheet_that_has_them(tmp_path: Path) -> None:
    camps = pd.DataFrame({"name": ["A"], "date": pd.to_datetime(["1931-05-01"]), "lat": [49.0], "lon": [72.0]})
    with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
        pd.DataFrame([["Read me"]]).to_excel(book, sheet_name="About", index=False, header=False)
        pd.DataFrame([["Camps of the region"]]).to_excel(book, sheet_name="Data", index=False, header=False)
        camps.to_excel(book, sheet_name="Data", index=False, startrow=2)
    layer = Layer(tmp_path / "a.xlsx")
    assert (times(layer), layer.labels) == (["1931-05-01"], ["A"])
    assert layer.report.told[-1] == "headings in row 3"


@pytest.mark.parametrize(("page", "told"), [("1251", []), (None, ["read as cp1251"])])
def test_a_shapefile_in_cp1251_is_read_with_and_without_its_code_page(
    tmp_path: Path, page: str | None, told: list[str]
) -> None:
    frame = gpd.GeoDataFrame({"name": ["Лагерь"], "year": [1931]}, geometry=[Point(72, 49)], crs=4326)
    frame.to_file(tmp_path / "a.shp", encoding="cp1251")
    (tmp_path / "a.cpg").unlink()
    data = bytearray((tmp_path / "a.dbf").read_bytes())
    data[29] = 0
    (tmp_path / "a.dbf").write_bytes(data)
    if page:
        (tmp_path / "a.cpg").write_text(page)
    layer = Layer(tmp_path / "a.shp")
    assert (layer.labels, layer.report.told) == (["Лагерь"], told)


def test_the_years_of_a_kml_are_read_and_those_in_a_kmz(tmp_path: Path) -> None:
    spans = [
        "<TimeSpan><begin>1931</begin><end>1938</end></TimeSpan>",
        "<TimeSpan><begin>1941-05</begin></TimeSpan>",
        "<TimeStamp><when>1945</when></TimeStamp>",
        "",
    ]
    marks = [f"<Placemark><name>{at}</name>{span}{POINT}</Placemark>" for at, span in enumerate(spans)]
    folders = f"<Folder><name>F</name>{marks[0]}</Folder><Folder><name>G</name>{''.join(marks[1:])}</Folder>"
    text = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{folders}</Document></kml>'
    file = table(tmp_path / "a.kml", text)
    with zipfile.ZipFile(tmp_path / "a.kmz", "w") as archive:
        archive.write(file, "doc.kml")
    for name in ("a.kml", "a.kmz"):
        assert times(Layer(tmp_path / name)) == ["1931/1938", "1941-05/", "1945", ""]


def test_a_thing_of_linked_places_is_not_there_between_two_of_its_times(tmp_path: Path) -> None:
    spans = [{"start": {"in": "1931"}, "end": {"in": "1938"}}, {"start": {"in": "1945"}, "end": {"in": "1950"}}]
    feature = {
        "@id": "a",
        "properties": {"title": "A"},
        "when": {"timespans": spans},
        "geometry": {"type": "Point", "coordinates": [74, 49]},
    }
    file = table(tmp_path / "a.json", json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert times(Layer(file)) == ["1931/1938", "1945/1950"]


@pytest.mark.parametrize(
    "cell",
    [
        "POINT (72 49)",
        "SRID=4326;POINT (72 49)",
        Point(72, 49).wkb_hex,
        '{"type":"Point","coordinates":[72,49]}',
        Point(72, 49),
    ],
)
def test_a_geometry_in_a_cell_is_read_however_it_is_written(cell: Any) -> None:
    layer = Layer(pd.DataFrame({"when": ["1931"], "geometry": [cell]}))
    assert [point.coords[0] for point in layer.frame.geometry] == [(72, 49)]


def test_plain_parquet_and_rows_of_json_are_tables(tmp_path: Path) -> None:
    rows(2).to_parquet(tmp_path / "a.parquet")
    rows(2).to_json(tmp_path / "a.json", orient="records")
    assert [Layer(tmp_path / name).report.drawn for name in ("a.parquet", "a.json")] == [2, 2]


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        ("name,year,lat,lon\nЛагерь,1931,49,72\n", "utf-8", "is no UTF-8"),
        ("name,year,lat,lon\nЛагерь,1931,49,72\n", "cp9999", "there is no encoding 'cp9999'"),
    ],
)
def test_an_encoding_that_is_not_the_files_is_refused(tmp_path: Path, text: str, encoding: str, said: str) -> None:
    with pytest.raises(TableError, match=said):
        Layer(table(tmp_path / "a.csv", text, "cp1251"), encoding=encoding)


def test_json_in_another_encoding_asks_for_it(tmp_path: Path) -> None:
    text = '{"type":"Feature","properties":{"name":"Лагерь","year":1931},"geometry":null}'
    with pytest.raises(LayerError, match="say encoding='cp1251'"):
        Layer(table(tmp_path / "a.geojson", text, "cp1251"))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("1931/12/31", "1931-12-31"),
        ("19311231", "1931-12-31"),
        ("31-Dec-1931", "1931-12-31"),
        ("12/1931", "1931-12"),
        ("1931 Q2", "[1931-04..1931-06]"),
        ("Q4 1931", "[1931-10..1931]"),
        ("1931 – н.в.", "1931/.."),
        ("с 1931 по настоящее время", "1931/.."),
        ("since 1931 to the present", "1931/.."),
        ("NA", ""),
    ],
)
def test_what_programs_and_tables_write_is_a_date(text: str, edtf: str) -> None:
    assert written(read_dates(pd.Series([text])).bounds[:, 0].tolist()) == edtf


def test_two_figures_behind_a_year_are_not_taken_for_a_quarter_of_it() -> None:
    assert "short for 1931/1933" in read_dates(pd.Series(["1931-33"], name="when")).wrong[0][1]


def test_the_end_of_a_pair_may_be_the_present() -> None:
    frame = rows(2, start=["1931", "1932"], end=["present", "н.в."]).drop(columns="when")
    assert times(Layer(frame)) == ["1931/..", "1932/.."]


@pytest.mark.parametrize("year", [0, -1, 9999])
def test_a_year_that_may_stand_for_not_known_is_told(year: int) -> None:
    told = Layer(rows().assign(when=[1931, year, 1933])).report.told
    assert told == [
        f"column 'when': the year {year} in rows such as 2; if it stands for 'not known', leave the cell empty"
    ]
    assert Layer(rows().assign(when=[-500, year, 300])).report.told == []


@pytest.mark.parametrize("kind", ["date32[pyarrow]", "timestamp[us, tz=UTC][pyarrow]", "datetime64[ns, Asia/Almaty]"])
def test_days_of_any_type_are_days(kind: str) -> None:
    days = pd.Series(pd.to_datetime(["1931-01-02", None], utc="tz" in kind or "Asia" in kind)).astype(kind)
    assert times(Layer(rows(2).assign(when=days))) == ["1931-01-02", ""]


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1 200,5", "3"], [1200.5, 3]),
        (["1\u00a0200", "2\u202f300"], [1200, 2300]),
        (["1'200", "2’300"], [1200, 2300]),
        (["1,200", "300"], [1200, 300]),
        (["1,5", "1,200"], [1.5, 1.2]),
        (["1,200.50", "3"], [1200.5, 3]),
        (["1.200,50", "2.000.000"], [1200.5, 2e6]),
        (["1.200", "3"], [1.2, 3]),
        (["−5", "н/д", None], [-5, np.nan, np.nan]),
    ],
)
def test_points_and_commas_are_read_as_the_column_has_them(cells: list[Any], numbers: list[float]) -> None:
    assert read_numbers(pd.Series(cells))[0].tolist() == pytest.approx(numbers, nan_ok=True)


@settings(max_examples=settings.default.max_examples // 2)
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=6), st.sampled_from([" ", "\u00a0", "'", ","]))
def test_thousands_set_apart_are_the_number(numbers: list[int], sign: str) -> None:
    cells = pd.Series([f"{number:,}".replace(",", sign) for number in numbers])
    assert read_numbers(cells)[0].tolist() == numbers


def test_cells_that_are_no_number_are_told_where_they_give_a_size() -> None:
    layer = Layer(rows(people=["1,200", "many", "3"]), size="people")
    assert layer.report.told == [
        "column 'people': '1,200' is read as 1200",
        "column 'people': 1 cell holds no number from 0, such as 'many'; taken as unknown",
    ]


def test_colours_by_truths_days_and_whole_numbers_say_what_they_are() -> None:
    paint = Layer(rows(column=[True, False, None]), column="column").paint
    assert paint is not None and paint.labels == ["False", "True", "–"]
    paint = Layer(rows(day=pd.to_datetime(["1931-05-01", None, "1932-06-02"])), column="day").paint
    assert paint is not None and [label for label in paint.labels if label] == ["1931-05-01", "1932-06-02", "–"]
    paint = Layer(rows(4, n=[1_000_000, 2_000_001, 3_000_000, 4_000_000]), column="n", scheme="quantiles", k=2).paint
    assert paint is not None and paint.labels == ["1,000,000 – 2,500,000", "2,500,001 – 4,000,000"]
    paint = Layer(rows(n=[1, None, 3]), column="n", categories=[1, 3]).paint
    assert paint is not None and (paint.labels, paint.of.tolist()) == (["1", "3", "–"], [0, 2, 1])


@pytest.mark.parametrize(
    "words",
    [
        {"column": "n", "scheme": True},
        {"column": "n", "cmap": lambda share: "red"},
        {"categories": ["a"]},
        {"cmap": "viridis"},
        {"day_first": "no"},
        {"show": "no"},
        {"key": "__proto__"},
        {"key": " "},
    ],
)
def test_a_word_of_the_wrong_kind_is_refused_by_its_name(words: dict[str, Any]) -> None:
    with pytest.raises(LayerError, match=rf"^({'|'.join(words)})="):
        Layer(rows(n=[1, 2, 3]), **words)


def test_a_colour_map_may_be_turned_round_and_is_the_fullest_of_its_name() -> None:
    there, back = (Layer(rows(n=[1, 2, 3]), column="n", cmap=name).paint for name in ("YlOrRd", "YlOrRd_r"))
    assert there is not None and back is not None
    assert (there.colours[0], there.colours) == ("#ffffcc", back.colours[::-1])


def test_headings_of_signs_and_of_other_languages_are_known() -> None:
    frame = pd.DataFrame({"Атауы": ["Қарағанды"], "Жылы": [1931], "Lat. (°)": ["49.8 N"], "Long.": ["E73.1"]})
    layer = Layer(frame)
    assert (layer.labels, layer.bounds) == (["Қарағанды"], [[49.8, 73.1], [49.8, 73.1]])


def test_what_stands_in_a_named_index_is_read() -> None:
    frame = rows(2).drop(columns="when").set_index(pd.DatetimeIndex(["1931-01-01", "1932-01-01"], name="date"))
    assert times(Layer(frame)) == ["1931-01-01", "1932-01-01"]


def test_columns_alike_are_left_out_of_all_columns() -> None:
    frame = rows(1, a=["x"], b=["y"], c=["z"])
    frame.columns = pd.Index(["when", "note", "note", "c", "lon", "lat"])
    assert Layer(frame, popup=True).source["popup"]["columns"] == ["when", "c", "lon", "lat"]


def test_whole_numbers_with_a_gap_are_shown_without_a_decimal_point() -> None:
    assert Layer(rows(people=[5, None, 7]), popup="people").remarks == [("people", ["5", "", "7"])]


def test_a_layer_on_two_maps_is_on_both() -> None:
    layer, maps = Layer(rows(), "Camps"), [folium.Map(tiles=None), folium.Map(tiles=None)]
    for folium_map in maps:
        layer.add_to(folium_map)
        layer.add_to(folium_map)
    assert [geokz.make_offline(each).get_root().render().count("geokzEngine.timeLayer(") for each in maps] == [1, 1]


@settings(max_examples=settings.default.max_examples // 2)
@given(st.lists(st.tuples(st.integers(-1800, 1800), st.integers(-900, 900)), min_size=2, max_size=40))
def test_points_are_ordered_along_the_curve_that_geopandas_knows(points: list[tuple[int, int]]) -> None:
    spots = np.array(points) / 10
    known = gpd.GeoSeries(gpd.points_from_xy(*spots.T)).hilbert_distance().tolist()
    assert _hilbert(spots).tolist() == known


def test_points_as_numbers_and_as_shapes_are_the_same_page() -> None:
    frame = rows(5).assign(lon=[70, 71, None, 70.5, 72], lat=[48, 49, None, 48.2, 50])
    shaped = gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(frame["lon"], frame["lat"]), crs=4326)
    assert Layer(frame).source["body"] == Layer(shaped).source["body"]
    assert When.parse(times(Layer(frame))[0]).certain_in(1931)


def test_what_is_exported_as_kmz_comes_back_with_its_dates(tmp_path: Path) -> None:
    layer = Layer(rows().assign(when=["500 BC", "1931~/1938", ""]))
    geokz.export(layer, tmp_path / "a.kmz")
    assert times(Layer(tmp_path / "a.kmz")) == times(layer)


def test_headings_below_merged_ones_are_found(tmp_path: Path) -> None:
    rows = [["Place", None, "Position", None], ["name", "year", "lon", "lat"], ["A", 1931, 70.0, 48.0]]
    pd.DataFrame(rows).to_excel(tmp_path / "farms.xlsx", header=False, index=False)
    assert "headings in row 2" in geokz.Layer(tmp_path / "farms.xlsx").report.told


def test_cells_kept_apart_by_bars_are_read(tmp_path: Path) -> None:
    (tmp_path / "farms.csv").write_text("name|year|lon|lat\nA|1931|70|48\n", encoding="utf-8")
    assert geokz.Layer(tmp_path / "farms.csv").names == ["A"]


def test_seconds_of_a_computer_are_named() -> None:
    frame = pd.DataFrame({"when": [1577836800, 1577836801], "lon": 70.0, "lat": 48.0})
    with pytest.raises(geokz.errors.GeokzError, match="unit='s'"):
        geokz.Layer(frame)


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("Дата основания", "Дата ликвидации"),
        ("Год открытия", "Год закрытия"),
        ("date_from", "date_to"),
        ("year_start", "year_end"),
        ("Start Date", "End Date"),
        ("Opened (year)", "Closed (year)"),
        ("Құрылған жылы", "Таратылған жылы"),
        ("образован", "упразднён"),
    ],
)
def test_begin_and_end_are_known_by_their_headings(tmp_path: Path, begin: str, end: str) -> None:
    layer = Layer(table(tmp_path / "a.csv", f"Место;{end};{begin};lat;lon\nА;1940;1931;49,5;72,5\n"))
    assert layer.report.columns == {"when": begin, "until": end, "lon": "lon", "lat": "lat", "label": "Место"}
    assert times(layer) == ["1931/1940"]


def test_two_columns_of_begins_are_asked_about() -> None:
    frame = rows().rename(columns={"when": "дата основания"}).assign(**{"дата открытия": 1932, "дата закрытия": 1940})
    with pytest.raises(LayerError, match="which column holds the dates"):
        Layer(frame)


def test_a_layer_of_the_atlas_is_labelled_by_its_names_not_by_ids_of_places(small_atlas: geokz.Atlas) -> None:
    assert "Karlag" in Layer(small_atlas.layer("camps")).labels


def test_a_layer_does_not_save_itself_over_a_page(tmp_path: Path) -> None:
    page = table(tmp_path / "map.html", "what was there")
    with pytest.raises(LayerError, match="a Layer is no page"):
        Layer(rows()).save(str(page))
    assert page.read_text(encoding="utf-8") == "what was there"


def test_two_colours_for_one_thing_are_refused() -> None:
    with pytest.raises(LayerError, match="mean the same; give one"):
        Layer(rows(), color="teal", colour="red")


def test_the_shell_tells_its_own_words(tmp_path: Path) -> None:
    asked = shell("map", str(table(tmp_path / "a.csv", "across,along,seen\n72.5,49.5,1931\n")))
    assert asked.returncode == 1
    assert "say --when '...', or --when '...,...' for begin and end" in asked.stderr
    asked = shell("map", str(tmp_path / "a.csv"), "--when", "seen")
    assert "say --lon '...' and --lat '...', or --place '...'" in asked.stderr
    words = ["--when", "seen", "--lon", "across", "--lat", "along", "--step", "5"]
    assert shell("map", str(tmp_path / "a.csv"), *words).returncode == 0
