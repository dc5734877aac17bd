"""``atlas.toml``: what an atlas is called, where and when it looks, how it is cited. No other file names a region.

``title``      a text in each language, the heading of the page; wanted
``languages``  one to six BCP 47 codes; the page opens in the reader's, else in the first; wanted
``subtitle``   a text in each language; ``{from}`` and ``{to}`` are the years of the clock
``about``      what the legend says first; ``{things}`` is their number

``[clock]``    ``first``, ``last`` and ``opening`` year; the first two are wanted
``[map]``      ``frame`` ([[south, west], [north, east]], what a map opens at) is wanted; ``pan``, how far it can be
               moved (half a frame further on each side); ``base``, the edges of the base map (those of pan);
               ``projection``, equal-area and in metres, for areas and
               distances (Lambert's about the middle of the frame); ``crs`` of a QGIS project (EPSG:3857); ``credit`` of
               the base map
``[area]``     whose sums are told: its ``name`` in each language; ``countries``, codes of ISO 3166; ``units``, the
               table of the oblasts of the time (oblasts); ``shapes``, the file of today's (regions/oblasts.geojson);
               ``words``, names of the whole that tell the finder nothing; ``[area.admin1]``, today's unit of a GeoNames
               code
``[sums]``     ``measure``, a key of ``vocab/measures.csv`` (prisoners), and its ``word`` in each language
``[cite]``     ``work``, the short name before the title; ``authors`` in each language; ``forms``, keys of ``FORMS``;
               ``[[cite.template]]`` more of them, each with ``label``, ``lang`` and ``text``
``[corrections]``  ``path``, what stands before the name of a table on the cards; ``address``, where to write
``[words.en]`` texts of the page that this atlas words in its own way, by their keys (``geokz/render/words``)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import Problem
from .languages import DEFAULT, wrong_languages
from .toml import Spot, Toml, as_meant, box_problem, read_toml, text_problems

FILE = "atlas.toml"
FORMS = ("gost-7.0.5", "gost-7.0.100", "chicago", "harvard", "bibtex")
Box = tuple[tuple[float, float], tuple[float, float]]

_TEXTS = ("title", "subtitle", "about")
_TABLES: dict[str, tuple[str, ...]] = {
    "clock": ("first", "last", "opening"),
    "map": ("frame", "pan", "base", "projection", "crs", "credit"),
    "area": ("name", "countries", "units", "shapes", "words", "admin1"),
    "sums": ("measure", "word"),
    "cite": ("work", "authors", "forms", "template"),
    "corrections": ("path", "address"),
}
_IN_EACH = (("area", "name"), ("sums", "word"), ("cite", "authors"))
_WORDS = (
    ("map", "projection"),
    ("map", "crs"),
    ("map", "credit"),
    ("area", "units"),
    ("area", "shapes"),
    ("sums", "measure"),
    ("cite", "work"),
    ("corrections", "path"),
    ("corrections", "address"),
)
_LISTS = (("area", "countries"), ("area", "words"), ("cite", "forms"))
_TEMPLATE = ("label", "lang", "text")
Wrong = Iterator[tuple[Spot, str]]


@dataclass(frozen=True)
class Profile:
    """What ``atlas.toml`` says; what it leaves out is empty, or as the settings above have it.

    Boxes are ((south, west), (north, east)) in degrees. ``words`` are by language, then by key. ``said`` is the file as
    it was read, for an export that can be read back.
    """

    title: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = DEFAULT
    subtitle: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    first: int = 1
    last: int = 9999
    opening: int = 1
    frame: Box = ((-60.0, -180.0), (75.0, 180.0))
    pan: Box = ((-85.0, -180.0), (85.0, 180.0))
    base: Box = ((-85.0, -180.0), (85.0, 180.0))
    projection: str = "+proj=laea +lat_0=0 +lon_0=0 +datum=WGS84 +units=m"
    crs: str = "EPSG:3857"
    base_credit: str = ""
    area: Mapping[str, str] = field(default_factory=dict)
    countries: tuple[str, ...] = ()
    units: str = "oblasts"
    shapes: str = "regions/oblasts.geojson"
    area_words: tuple[str, ...] = ()
    admin1: Mapping[str, str] = field(default_factory=dict)
    measure: str = "prisoners"
    counted: Mapping[str, str] = field(default_factory=dict)
    work: str = ""
    authors: Mapping[str, str] = field(default_factory=dict)
    forms: tuple[str | Mapping[str, str], ...] = ("chicago", "harvard", "bibtex")
    path: str = ""
    address: str = ""
    words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Profile:
        """The profile that sound settings describe.

        >>> said = {"title": {"de": "Bahnen"}, "languages": ["de"], "clock": {"first": 1835, "last": 1920}}
        >>> made = Profile.of({**said, "map": {"frame": [[49, 10], [50, 12]]}})
        >>> made.opening, made.pan, made.projection
        (1835, ((48.5, 9.0), (50.5, 13.0)), '+proj=laea +lat_0=49.5 +lon_0=11 +datum=WGS84 +units=m')
        """
        clock, drawn, area, sums, cite, corrections = (said.get(table, {}) for table in _TABLES)
        frame = _box(drawn["frame"])
        pan = _box(drawn["pan"]) if "pan" in drawn else around(frame)
        (south, west), (north, east) = frame
        middle = f"+lat_0={(south + north) / 2:g} +lon_0={(west + east) / 2:g}"
        return cls(
            title=said["title"],
            languages=tuple(said["languages"]),
            subtitle=said.get("subtitle", {}),
            about=said.get("about", {}),
            first=clock["first"],
            last=clock["last"],
            opening=clock.get("opening", clock["first"]),
            frame=frame,
            pan=pan,
            base=_box(drawn["base"]) if "base" in drawn else pan,
            projection=drawn.get("projection", f"+proj=laea {middle} +datum=WGS84 +units=m"),
            crs=drawn.get("crs", cls.crs),
            base_credit=drawn.get("credit", ""),
            area=area.get("name", {}),
            countries=tuple(area.get("countries", ())),
            units=area.get("units", cls.units),
            shapes=area.get("shapes", cls.shapes),
            area_words=tuple(area.get("words", ())),
            admin1=area.get("admin1", {}),
            measure=sums.get("measure", cls.measure),
            counted=sums.get("word", {}),
            work=cite.get("work", ""),
            authors=cite.get("authors", {}),
            forms=(*cite.get("forms", cls.forms), *cite.get("template", ())),
            path=corrections.get("path", ""),
            address=corrections.get("address", ""),
            words=said.get("words", {}),
            said=said,
        )

    @property
    def near(self) -> Box:
        """The frame and a quarter of it on each side: what lies outside is likely a slip."""
        return around(self.frame, 0.25)

    def area_in(self, language: str) -> str:
        """What the area of the atlas is called; without a name of its own, its title's words for it are missing."""
        return self.area.get(language) or next(iter(self.area.values()), "the area of the atlas")


NO_PROFILE = Profile()


def read_profile(folder: Path) -> tuple[Profile, list[Problem]]:
    """What the ``atlas.toml`` of a data folder says, and everything wrong with it; with one only languages."""
    if not (folder / FILE).is_file():
        message = f"is not in {folder}; give the atlas its title, languages, clock and frame, or begin with geokz new"
        return NO_PROFILE, [Problem(FILE, 1, "-", message)]
    toml, problems = read_toml(folder, FILE)
    if toml is None:
        return NO_PROFILE, problems
    problems += [toml.problem(spot, str(spot[-1]), message) for spot, message in _wrong(toml)]
    if not problems:
        return Profile.of(toml.values), []
    languages: Any = toml.values.get("languages")
    return (Profile(languages=tuple(languages)) if not wrong_languages(languages) else NO_PROFILE), problems


def _wrong(toml: Toml) -> Wrong:
    """Everything wrong with an ``atlas.toml``: at which setting, and what."""
    said, unknown = as_meant(toml.values, (*_TEXTS, "languages", *_TABLES, "words"))
    for key, message in unknown:
        yield (key,), message
    message = wrong_languages(said.get("languages"))
    if message:
        yield ("languages",), message
        return
    languages = said["languages"]
    sound = {}
    for table, settings in _TABLES.items():
        entry = said.get(table, {})
        if not isinstance(entry, dict):
            yield (table,), f"is '{entry}', no table; write [{table}] and its settings below"
            continue
        sound[table], unknown = as_meant(entry, settings)
        for key, message in unknown:
            yield (table, key), message
    for name in _TEXTS:
        if name in said or name == "title":
            texts = said.get(name)
            for code, message in text_problems(texts, name, languages):
                yield (name, code) if isinstance(texts, dict) and code in texts else (name,), message
    for table, name in _IN_EACH:
        if name in sound.get(table, {}):
            texts = sound[table][name]
            for code, message in text_problems(texts, name, languages):
                at = (table, name, code) if isinstance(texts, dict) and code in texts else (table, name)
                yield at, message
    for table, name in _WORDS:
        value = sound.get(table, {}).get(name, "a text")
        if not isinstance(value, str) or not value.strip():
            yield (table, name), f"is '{value}'; write a text, or take it out"
    for table, name in _LISTS:
        value = sound.get(table, {}).get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            yield (table, name), f"is '{value}', no list of texts; write [...]"
    if "clock" in sound:
        yield from _wrong_clock(sound["clock"])
    if "map" in sound:
        yield from _wrong_map(sound["map"])
    if "area" in sound:
        yield from _wrong_area(sound["area"])
    if "cite" in sound:
        yield from _wrong_cite(sound["cite"], languages)
    yield from _wrong_words(said.get("words", {}), languages)


def _wrong_clock(clock: Mapping[str, Any]) -> Wrong:
    for key in ("first", "last"):
        if key not in clock:
            yield ("clock", key), f"is missing; give the clock its {key} year"
    years = {key: clock[key] for key in ("first", "opening", "last") if key in clock}
    odd = [key for key, year in years.items() if type(year) is not int or not 1 <= year <= 9999]
    for key in odd:
        yield ("clock", key), f"is '{years[key]}'; write a year between 1 and 9999"
    if not odd and list(years.values()) != sorted(years.values()):
        told = ", ".join(f"{key} {year}" for key, year in years.items())
        yield ("clock",), f"the years {told} are not in order; let the opening year lie between the first and the last"


def _wrong_map(drawn: Mapping[str, Any]) -> Wrong:
    if "frame" not in drawn:
        yield ("map", "frame"), "is missing; write frame = [[south, west], [north, east]]"
    told = {key: box_problem(drawn[key]) for key in ("frame", "pan", "base") if key in drawn}
    for key, message in told.items():
        if message:
            yield ("map", key), message
    if told.get("frame") == told.get("pan") == "":
        (south, west), (north, east) = drawn["frame"]
        if box_problem([[south, west], [north, east]], within=_box(drawn["pan"])):
            yield ("map", "pan"), f"{drawn['pan']} does not hold the frame {drawn['frame']}; make it as large at least"
    if not re.fullmatch(r"EPSG:\d{4,6}", str(drawn.get("crs", "EPSG:3857"))):
        yield ("map", "crs"), f"'{drawn['crs']}' is no code of a reference system; write it as EPSG:3857"


def _wrong_area(area: Mapping[str, Any]) -> Wrong:
    for code in area.get("countries", ()) if isinstance(area.get("countries"), list) else ():
        if not re.fullmatch(r"[A-Z]{2}", str(code)):
            yield ("area", "countries"), f"'{code}' is no country; write two capitals of ISO 3166, e.g. DE"
    admin1 = area.get("admin1", {})
    if not isinstance(admin1, dict):
        yield ("area", "admin1"), f"is '{admin1}', no table; write [area.admin1] and a line a code"
        return
    for code, unit in admin1.items():
        if isinstance(unit, dict) and unit:
            whole = f"{code}.{next(iter(unit))}"
            yield ("area", "admin1", code), f"'{whole}' stands without quotes; write \"{whole}\" = ..."
        elif not isinstance(unit, str) or not re.fullmatch(r"[A-Z]{2}\.\w+", code):
            yield (
                ("area", "admin1", code),
                f"'{code}' = '{unit}' is no unit of a GeoNames code; write \"DE.02\" = \"bavaria\"",
            )
    shapes = area.get("shapes", "-")
    if isinstance(shapes, str) and (shapes.startswith("/") or "\\" in shapes or ".." in shapes.split("/")):
        yield ("area", "shapes"), f"'{shapes}' leaves the data folder; write a path inside it"


def _wrong_cite(cite: Mapping[str, Any], languages: Sequence[str]) -> Wrong:
    for form in cite.get("forms", ()) if isinstance(cite.get("forms"), list) else ():
        if form not in FORMS:
            yield ("cite", "forms"), f"'{form}' is no form of a citation; the forms are {', '.join(FORMS)}"
    templates = cite.get("template", [])
    if not isinstance(templates, list) or not all(isinstance(one, dict) for one in templates):
        yield ("cite", "template"), "is no template; write [[cite.template]] and its label, lang and text below"
        return
    for number, one in enumerate(templates):
        one, unknown = as_meant(one, _TEMPLATE)
        for key, message in unknown:
            yield ("cite", "template", number, key), message
        for key in (key for key in _TEMPLATE if key not in one):
            yield ("cite", "template", number, key), "is missing; add it"
        for key in (key for key in _TEMPLATE if key in one):
            if not isinstance(one[key], str) or not one[key].strip():
                yield ("cite", "template", number, key), f"is '{one[key]}'; write a text"


def _wrong_words(words: Any, languages: Sequence[str]) -> Wrong:
    """Words of the page by language and key; which keys there are, the page knows."""
    if not isinstance(words, dict):
        yield ("words",), f"is '{words}', no table; write [words.{languages[0]}] and a line a text"
        return
    for code, texts in words.items():
        if code not in languages or not isinstance(texts, dict):
            yield ("words", code), f"'{code}' is no language of the atlas; they are {', '.join(languages)}"
            continue
        for key, text in texts.items():
            forms = text if isinstance(text, dict) else {"other": text}
            if not forms or not all(isinstance(form, str) and form.strip() for form in forms.values()):
                yield ("words", code, key), f"is '{text}'; write a text, or one for each form of the plural"


def _box(value: Sequence[Sequence[float]]) -> Box:
    (south, west), (north, east) = value
    return (float(south), float(west)), (float(north), float(east))


def around(frame: Box, share: float = 0.5) -> Box:
    """A frame with a share of itself on each side, as far as there is a world."""
    (south, west), (north, east) = frame
    high, wide = (north - south) * share, (east - west) * share
    return (
        (max(round(south - high, 6), -85.0), max(round(west - wide, 6), -180.0)),
        (min(round(north + high, 6), 85.0), min(round(east + wide, 6), 180.0)),
    )
