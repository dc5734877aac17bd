"""Linked Places: what each table becomes, and that both published schemas accept it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry
from referencing.jsonschema import DRAFT7

import geokz
from geokz.errors import ExportError

SCHEMAS = Path(__file__).resolve().parents[2] / "shared" / "reference" / "linked-places"
CSL = "https://whgazetteer.org/schema/csl-citation.json"
# what the file behind the address asks for: items with known members, authors with a family name
CITATION = {
    "required": ["citationID", "citationItems"],
    "properties": {
        "citationItems": {
            "items": {
                "required": ["id", "itemData"],
                "properties": {
                    "itemData": {
                        "required": ["type", "id"],
                        "properties": {
                            **{name: {"type": "string"} for name in ("type", "id", "title", "version", "note")},
                            "author": {"items": {"required": ["family"], "properties": {"family": {"type": "string"}}}},
                        },
                        "additionalProperties": False,
                    }
                },
            }
        }
    },
}
ARTICLE = {"label": "ck-labour, L84"}


@pytest.fixture(scope="module")
def collection(small_atlas: geokz.Atlas, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return exported(small_atlas, tmp_path_factory.mktemp("linked"))


@pytest.fixture(scope="module")
def features(collection: dict[str, Any]) -> dict[str, Any]:
    return {feature["@id"].removeprefix("urn:geokz:"): feature for feature in collection["features"]}


def exported(atlas: geokz.Atlas, folder: Path) -> dict[str, Any]:
    return json.loads(geokz.export(atlas, folder / "atlas.lpf.json").read_text(encoding="utf-8"))


# ---- the schemas ----


@pytest.fixture(scope="module")
def problems() -> Callable[[dict[str, Any]], list[str]]:
    """What the schema of version 2.0 says against a collection and that of 1.2.2 against its features."""
    if not SCHEMAS.is_dir():
        pytest.skip("the schemas of Linked Places are not beside the repository, in ../shared/reference/linked-places")
    one, two = (
        json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
        for name in ("schema_lpf_v1.2.2.json", "lpf_v2.0.schema.json")
    )
    registry: Registry[Any] = Registry().with_resource(CSL, DRAFT7.create_resource(CITATION))
    of_feature = jsonschema.Draft7Validator(one)
    of_collection = jsonschema.Draft7Validator(two, registry=registry)

    def find(collection: dict[str, Any]) -> list[str]:
        found = [error.message for error in of_collection.iter_errors(collection)]
        for feature in collection["features"]:
            found += [f"{feature['@id']}: {error.message}" for error in of_feature.iter_errors(feature)]
        return found

    return find


@pytest.mark.slow
def test_both_schemas_accept_the_real_atlas(
    problems: Callable[[dict[str, Any]], list[str]], atlas: geokz.Atlas, tmp_path: Path
) -> None:
    collection = exported(atlas, tmp_path)
    assert [feature["@id"] for feature in collection["features"]] == [f"urn:geokz:{id_}" for id_ in atlas.things.index]
    assert problems(collection) == []


@pytest.mark.parametrize("when", ["", "../..", "../1950", "../", "/..", "/1950", "[..1943]/1950", "1931~", "0600"])
def test_both_schemas_accept_every_kind_of_date(
    problems: Callable[[dict[str, Any]], list[str]],
    small_atlas_folder: Path,
    tmp_path: Path,
    edit: Callable[[Path, str, str, str], None],
    when: str,
) -> None:
    edit(small_atlas_folder, "camps.csv", "camp_point,1940/1943,", f"camp_point,{when},")
    assert problems(exported(geokz.Atlas.load(small_atlas_folder), tmp_path)) == []


# ---- a thing ----


def test_a_camp_is_a_feature_with_its_place_its_time_and_its_kind(features: dict[str, Any]) -> None:
    karlag = features["karlag"]
    life = {
        "timespans": [{"start": {"in": "1931-09-17"}, "end": {"in": "1959-07-27"}}],
        "label": "1931-09-17/1959-07-27",
    }
    assert karlag["properties"] == {"title": "Karlag", "ccodes": ["KZ"], "fclasses": ["S"]}
    assert karlag["when"] == life
    assert karlag["types"] == [
        {
            "identifier": "urn:geokz:type:corrective_labour_camp",
            "label": "corrective labour camp",
            "sourceLabel": "corrective labour camp",
            "sourceLabels": [
                {"label": "corrective labour camp", "lang": "en"},
                {"label": "исправительно-трудовой лагерь", "lang": "ru"},
                {"label": "еңбекпен түзеу лагері", "lang": "kk"},
            ],
        }
    ]
    assert karlag["geometry"] == {
        "type": "Point",
        "coordinates": [72.68, 49.68],
        "certainty": "certain",
        "citations": [{"label": "ck-labour, L2"}],
        "approximation": {"type": "geo:hasSpatialAccuracy", "tolerance": 2000},
    }


def test_a_type_is_told_in_all_languages_once_and_a_source_in_full_once_a_feature(
    small_atlas_folder: Path, tmp_path: Path, edit: Callable[[Path, str, str, str], None]
) -> None:
    edit(small_atlas_folder, "camps.csv", "lost-point,Lost point,Забытый пункт,Ұмыт пункт,camp_point", "lost-point,Lost point,Забытый пункт,Ұмыт пункт,camp_section")  # fmt: skip  # noqa: E501
    collection = exported(geokz.Atlas.load(small_atlas_folder), tmp_path)
    found = {feature["@id"].removeprefix("urn:geokz:"): feature for feature in collection["features"]}
    assert ["sourceLabels" in found[key]["types"][0] for key in ("dolinka-section", "lost-point")] == [True, False]
    cited = [
        citation["label"] for description in found["karlag"]["descriptions"] for citation in description["citations"]
    ]
    assert cited == ["Smirnov 1998, 176", "Smirnov 1998, 176"]
    assert found["lost-point"]["names"][0]["citations"] == [{"label": "Camps of Kazakhstan, L85"}]


@pytest.mark.slow
def test_what_is_told_takes_a_third_of_what_it_took(tmp_path: Path) -> None:
    """Of version 0.1.0: 3,477,500 bytes for 504 names, 863 claims, 564 figures and 165 ties."""
    atlas = geokz.Atlas.load()
    told = sum(len(atlas.source.frames[name]) for name in ("names", "claims", "figures", "relations"))
    written = geokz.export(atlas, tmp_path / "a.lpf.json")
    assert written.stat().st_size / told <= 3_477_500 / (504 + 863 + 564 + 165) / 3  # type: ignore[union-attr]


def test_names_have_their_language_their_time_and_the_titles_of_their_sources(features: dict[str, Any]) -> None:
    names = features["karlag"]["names"]
    assert [(name["toponym"], name["lang"]) for name in names] == [
        ("Karlag", "en"), ("Карлаг", "ru"), ("Қарлаг", "kk"), ("Карагандинский ИТЛ", "ru"),
    ]  # fmt: skip
    assert names[0]["citations"] == [
        {"label": "Camps of Kazakhstan, L80-83"},
        {"label": "Smirnov. The system of camps (1998), 10"},
    ]
    assert names[3]["when"] == {"timespans": [{"start": {"in": "1931"}, "end": {"in": "1959"}}], "label": "1931/1959"}


def test_a_name_of_the_table_of_names_takes_the_place_of_the_same_name(
    small_atlas_folder: Path, tmp_path: Path, edit: Callable[[Path, str, str, str], None]
) -> None:
    edit(small_atlas_folder, "names.csv", "karlag,Карагандинский ИТЛ,", "karlag,Карлаг,")
    (karlag, *_) = exported(geokz.Atlas.load(small_atlas_folder), tmp_path)["features"]
    assert [name["toponym"] for name in karlag["names"]] == ["Karlag", "Қарлаг", "Карлаг"]


def test_claims_and_figures_are_descriptions_with_their_time_and_source(features: dict[str, Any]) -> None:
    claim, figure = features["karlag"]["descriptions"]
    assert claim == {
        "value": "It was closed.",
        "lang": "en",
        "citations": [{"label": "Smirnov 1998, 176"}],
        "when": {"timespans": [{"start": {"in": "1959-07-27"}}]},
    }
    assert figure["value"] == "prisoners: about 21329 people"


def test_descriptions_are_in_the_chosen_language(small_atlas: geokz.Atlas, tmp_path: Path) -> None:
    path = geokz.export(small_atlas, tmp_path / "atlas.lpf.json", language="kk")
    (karlag, *_) = json.loads(Path(path).read_text(encoding="utf-8"))["features"]
    assert karlag["descriptions"][0]["value"] == "Жабылды."


def test_no_toponym_has_a_comma_behind_which_it_would_be_cut(
    small_atlas_folder: Path, tmp_path: Path, edit: Callable[[Path, str, str, str], None]
) -> None:
    edit(small_atlas_folder, "camps.csv", "karlag,Karlag,", 'karlag,"Karlag, no. 11",')
    (karlag, *_) = exported(geokz.Atlas.load(small_atlas_folder), tmp_path)["features"]
    assert karlag["names"][0]["toponym"] == "Karlag (no. 11)"


def test_a_disputed_claim_says_so_in_its_text(
    small_atlas_folder: Path, tmp_path: Path, edit: Callable[[Path, str, str, str], None]
) -> None:
    edit(small_atlas_folder, "claims.csv", "smirnov1998[176],accepted,", "smirnov1998[176],disputed,")
    (karlag, *_) = exported(geokz.Atlas.load(small_atlas_folder), tmp_path)["features"]
    assert [description["value"] for description in karlag["descriptions"]] == [
        "It was closed. [disputed]",
        "prisoners: about 21329 people",
    ]


def test_a_section_is_part_of_its_camp_once(features: dict[str, Any]) -> None:
    # part_of in its row, section_of in relations.csv
    assert features["dolinka-section"]["relations"] == [
        {
            "relationType": "gvp:broaderPartitive",
            "relationTo": "urn:geokz:karlag",
            "label": "section of Karlag",
            "citations": [ARTICLE],
        }
    ]
    assert features["lost-point"]["relations"][0]["label"] == "part of Karlag"


def test_a_planned_tie_says_so_and_is_no_part_of_a_whole(small_atlas_folder: Path, tmp_path: Path, edit) -> None:
    edit(small_atlas_folder, "relations.csv", "[L84],accepted", "[L84],planned")
    features = {
        feature["@id"]: feature for feature in exported(geokz.Atlas.load(small_atlas_folder), tmp_path)["features"]
    }
    (tie,) = features["urn:geokz:dolinka-section"]["relations"]
    assert (tie["relationType"], tie["label"]) == ("urn:geokz:relation:section_of", "section of Karlag [planned]")


def test_words_that_describe_a_thing_are_no_name_of_it(small_atlas_folder: Path, tmp_path: Path, edit) -> None:
    edit(small_atlas_folder, "names.csv", "1931/1959,official", "1931/1959,description")
    (karlag, *_) = exported(geokz.Atlas.load(small_atlas_folder), tmp_path)["features"]
    assert [name["toponym"] for name in karlag["names"]] == ["Karlag", "Карлаг", "Қарлаг"]


def test_no_tie_leads_out_of_the_file(small_atlas: geokz.Atlas, tmp_path: Path) -> None:
    features = exported(replace(small_atlas, things=small_atlas.things.drop("karlag")), tmp_path)["features"]
    assert features[0]["@id"] == "urn:geokz:dolinka-section"  # a part of karlag, which is left out
    assert "relations" not in features[0]


@pytest.mark.parametrize(("thing", "match"), [("camp_section", "seeAlso"), ("town", "closeMatch")])
def test_only_a_settlement_is_the_same_as_the_place_of_the_gazetteer(
    small_atlas_folder: Path, tmp_path: Path, edit: Callable[[Path, str, str, str], None], thing: str, match: str
) -> None:
    edit(small_atlas_folder, "camps.csv", ",camp_section,", f",{thing},")
    (_, dolinka, *_) = exported(geokz.Atlas.load(small_atlas_folder), tmp_path)["features"]
    assert dolinka["links"] == [{"type": match, "identifier": "https://www.geonames.org/1524923"}]


# ---- what is not known ----


def test_a_probable_thing_is_less_certain(features: dict[str, Any]) -> None:
    assert features["dolinka-section"]["geometry"]["certainty"] == "less-certain"


def test_an_unlocated_thing_has_a_collection_of_no_geometries_and_no_country(features: dict[str, Any]) -> None:
    assert features["lost-point"]["geometry"] == {"type": "GeometryCollection", "geometries": []}
    assert features["lost-point"]["properties"] == {"title": "Lost point", "fclasses": ["S"]}
    assert "links" not in features["lost-point"]


def test_an_unknown_end_is_no_earlier_than_the_last_evidence(features: dict[str, Any]) -> None:
    # 1934/ and a claim of 1943
    assert features["kirov-mine"]["when"] == {
        "timespans": [{"start": {"in": "1934"}, "end": {"earliest": "1943-01-01"}}],
        "label": "1934/",
    }


def test_an_open_end_is_later_than_the_atlas(features: dict[str, Any]) -> None:
    assert features["balkhash-line"]["when"] == {
        "timespans": [{"start": {"in": "1939"}, "end": {"earliest": "1963-12-31"}}],
        "label": "1939/..",
    }


def test_an_approximate_start_has_two_bounds(features: dict[str, Any]) -> None:
    start = features["dolinka-section"]["when"]["timespans"][0]["start"]
    assert start == {"earliest": "1931-01-01", "latest": "1933-12-31"}


def test_an_undated_thing_has_no_timespan(features: dict[str, Any]) -> None:
    assert features["brick-plant"]["when"] == {"timespans": [], "label": "unknown"}


def test_a_line_is_drawn_through_its_places_and_cites_each(features: dict[str, Any]) -> None:
    line = features["balkhash-line"]
    assert line["geometry"]["type"] == "LineString"
    assert line["geometry"]["coordinates"] == [[73.09, 49.8], [74.99, 46.85]]
    assert [citation["label"][-2:] for citation in line["geometry"]["citations"]] == ["L3", "L4", "L5"]
    assert "approximation" not in line["geometry"]
    assert line["properties"]["fclasses"] == ["R"]
    assert "links" not in line


# ---- the collection ----


def test_the_collection_says_its_licence_whom_to_credit_and_how_to_cite_it(collection: dict[str, Any]) -> None:
    indexing, citation = collection["indexing"], collection["citation"]
    assert (indexing["@context"], indexing["@type"]) == ("https://schema.org/", "Dataset")
    assert indexing["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert indexing["creditText"] == "geokz (CC BY 4.0) · GeoNames (CC BY 4.0) · Who's On First"
    assert sorted(citation) == ["citationID", "citationItems", "schema"]  # the schema of CSL knows no others
    assert citation["schema"] == CSL
    (item,) = citation["citationItems"]
    assert item["itemData"]["author"] == [{"family": "The geokz contributors"}]
    assert "CC BY 4.0" in item["itemData"]["note"]


def test_an_atlas_without_things_is_refused_and_the_old_file_stays(small_atlas: geokz.Atlas, tmp_path: Path) -> None:
    old = tmp_path / "old.lpf.json"
    old.write_text("the old file")
    with pytest.raises(ExportError, match="there is no thing to write"):
        geokz.export(replace(small_atlas, things=small_atlas.things[:0]), old)
    assert old.read_text() == "the old file"
