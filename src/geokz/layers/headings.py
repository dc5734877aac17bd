"""The headings under which tables of the world keep names, dates and coordinates, and the nearest of a wrong one.

To have another recognised: a word in one of the tuples, in small letters, without spaces and underscores.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

LABEL = (
    *("name", "title", "label", "nameen", "nameru", "namekk", "place", "settlement"),
    *("название", "наименование", "имя", "нп", "населенныйпункт", "населённыйпункт", "место", "лагерь"),
    *("itemlabel", "placename", "sitename", "site", "campname", "camp", "объект", "названиелагеря", "названиеобъекта"),
    *("названиеместа", "названиепункта", "наименованиеобъекта", "наименованиелагеря", "нысан"),
    *("атауы", "аты"),
)
WHEN = (
    "when",
    "years",
    "year",
    "date",
    "dates",
    "period",
    "edtf",
    "год",
    "годы",
    "дата",
    "даты",
    "период",
    "жыл",
    "жылы",
    "жылдары",
    "күні",
    *("time", "датировка", "время", "хронология", "год/годы", "датагод", "мерзімі", "уақыты"),
    *(f"{time}{of}" for time in ("годы", "период", "время") for of in ("существования", "работы", "деятельности")),
    *("yearsactive", "activeyears", "dating", "eventdate", "observedon", "datetime", "timestamp", "когда", "қашан"),
)
PAIRS = (
    ("start", "end"),
    ("begin", "end"),
    ("timestart", "timeend"),
    ("firstyear", "lastyear"),
    ("minyear", "maxyear"),
    ("mindate", "maxdate"),
    ("from", "to"),
    ("from", "until"),
    ("since", "until"),
    ("opened", "closed"),
    ("open", "close"),
    ("begun", "ended"),
    ("founded", "closed"),
    ("startdate", "enddate"),
    ("startyear", "endyear"),
    ("begindate", "enddate"),
    ("начало", "конец"),
    ("открыт", "закрыт"),
    ("с", "по"),
    ("басы", "соңы"),
)
BEGINS = (
    *("begin", "start", "начало", "from", "since"),
    *("founded", "opened", "established", "created", "formed", "validfrom"),
    *("built", "commissioned", "erected", "inception", "launched", "opening", "foundation"),
    *("начала", "основания", "открытия", "образования", "создания", "организации", "учреждения", "постройки"),
    *("построен", "пущен", "введён", "введен"),
    *(
        "основан",
        "открыт",
        "образован",
        "создан",
        "организован",
        "басталуы",
        "құрылған",
        "құрылуы",
        "ашылған",
        "ашылуы",
        "бастап",
    ),
)
_AMBIGUOUS = {"from", "created", "validfrom"}  # may as well tell where from, or when a row was typed
ENDS = (
    *("end", "finish", "конец", "to", "until", "till", "closed", "abolished", "dissolved", "liquidated", "validto"),
    *("decommissioned", "demolished", "destroyed", "closing", "closure", "dissolution"),
    *("конца", "окончания", "закрытия", "ликвидации", "упразднения", "прекращения", "расформирования"),
    *("закрыт", "ликвидирован", "упразднён", "упразднен", "расформирован", "disestablished"),
    *("аяқталуы", "жабылған", "жабылуы", "таратылған", "таратылуы", "дейін"),
)
_ASIDE = {
    *("дата", "год", "года", "date", "year", "years", "күні", "жылы", "уақыты", "г", "гг", "ce", "ad"),
    *("работы", "деятельности", "существования", "действия", "функционирования", "лагеря", "active", "operation", "of"),
}
"""Words beside those of a begin or an end that do not say of what else it is."""
_OF_YEARS = re.compile(r"[,(\[]\s*(?:гг?|н\. ?э|ce|ad)\.?\s*[)\]]?\s*$", re.IGNORECASE)
_A_DATE = re.compile("^(?:дата|год|date|year)|(?:дата|год|date|year|күні|жылы|уақыты)$")
LON = (
    *("lon", "lng", "long", "longitude", "x", "долгота", "бойлық", "geolon", "decimallongitude", "londd", "xcoord"),
    *("pointx", "lonwgs84", "longitudewgs84", "gpslon", "gpslongitude", "долготавд", "долг", "вд", "easting"),
)
LAT = (
    *("lat", "latitude", "y", "широта", "ендік", "geolat", "decimallatitude", "latdd", "ycoord"),
    *("pointy", "latwgs84", "latitudewgs84", "gpslat", "gpslatitude", "широтасш", "шир", "сш", "northing"),
)
WKT = ("geowkt", "wkt", "geometry", "geom", "thegeom", "wkb", "геометрия")
BOTH = (
    *("coordinates", "coords", "coord", "coordinate", "coordinatelocation"),
    *("latlon", "latlng", "lat,lon", "координаты", "координаттар", "location"),
    *("geopoint", "geopoint2d", *WKT),
)
_COORDINATES = {"coordinates", "coords", "coordinate", "latlon", "latlng", "координаты", "координата", "координаттар"}
_ABOUT = {"id", "system", "система", "datum", "type", "тип", "accuracy", "точность", "precision", "source", "источник"}
_SIDES = {*"enвдсш", "east", "north", "восточная", "северная", "шығыс", "солтүстік"}


def folded(heading: object) -> str:
    """A heading as it is compared: small letters, without spaces and signs, but for the comma.

    >>> folded("Decimal_Longitude"), folded("lat, lon"), folded("Lat. (°)"), folded("Год, г.")
    ('decimallongitude', 'lat,lon', 'lat', 'год')
    """
    return re.sub(r"[\s_.()°:-]+", "", _OF_YEARS.sub("", str(heading))).lower()


def recognised(columns: Iterable[object], known: Sequence[str]) -> str | None:
    """The column whose heading stands earliest among those known, or none; a heading that stands twice is nobody's."""
    columns = list(columns)
    by_heading: dict[str, str] = {}
    for column in columns:
        if isinstance(column, str) and columns.count(column) == 1:
            by_heading.setdefault(folded(column), column)
    return next((by_heading[word] for word in known if word in by_heading), None)


def _words(heading: str) -> list[str]:
    """The words of a heading in small letters, ``decimalLongitude`` and ``GPS_X`` taken apart."""
    return re.findall(r"[^\W\d_]+|\d+", re.sub(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])", " ", heading).lower())


def _bare(heading: str) -> str:
    """What is left of a heading without words of dates and of what ran.

    >>> _bare("Дата основания"), _bare("Начало работы (год)"), _bare("startdate"), _bare("From place")
    ('основания', 'начало', 'start', 'fromplace')
    """
    return _A_DATE.sub("", "".join(word for word in _words(heading) if word not in _ASIDE))


def recognised_coordinates(columns: Iterable[object]) -> tuple[str, str | None] | None:
    """The columns of longitude and latitude; or one that holds both, and nothing; or none.

    Headings that are known go first; then two that say longitude and latitude among other words, which are the same in
    both but for sides of the world, if no other two do; then one that says coordinates, or both, among other words.

    >>> recognised_coordinates(["year", "Longitude, °E", "Latitude, °N"]), recognised_coordinates(["GPS координаты"])
    (('Longitude, °E', 'Latitude, °N'), ('GPS координаты', None))
    >>> recognised_coordinates(["start_lng", "start_lat", "end_lng", "end_lat"])
    """
    columns = list(columns)
    lon, lat = recognised(columns, LON), recognised(columns, LAT)
    if lon is not None and lat is not None:
        return lon, lat
    if (both := recognised(columns, BOTH)) is not None:
        return both, None
    words = {column: {*_words(column)} for column in columns if isinstance(column, str) and columns.count(column) == 1}
    words = {column: said for column, said in words.items() if not said & _ABOUT}
    wests, norths = ({name: said for name, said in words.items() if said & {*known}} for known in (LON, LAT))
    rests = {name: said - {*LON, *LAT, *_SIDES} for name, said in words.items()}
    pairs = [(west, north) for west in wests for north in norths if west != north and rests[west] == rests[north]]
    if len(pairs) == 1 and not wests.keys() & norths.keys():
        return pairs[0]
    whole = [name for name, said in words.items() if said & _COORDINATES or (name in wests and name in norths)]
    return (whole[0], None) if len(whole) == 1 and not pairs else None


def recognised_pair(columns: Iterable[object], pairs: Iterable[tuple[str, str]] = PAIRS) -> tuple[str, str] | None:
    """Two columns of begin and end, or none; a table with only one of them has no pair.

    >>> recognised_pair(["Название", "Дата основания", "Дата ликвидации"])
    ('Дата основания', 'Дата ликвидации')
    """
    columns = list(columns)
    for first, last in pairs:
        found = recognised(columns, [first]), recognised(columns, [last])
        if found[0] is not None and found[1] is not None:
            return found[0], found[1]
    words = {column: _bare(column) for column in columns if isinstance(column, str)}
    begins, ends = ([column for column, word in words.items() if word in known] for known in (BEGINS, ENDS))
    return (begins[0], ends[0]) if len(begins) == len(ends) == 1 else None


def recognised_begin(columns: Iterable[object]) -> str | None:
    """The one column of begins in a table that has none of ends, or none.

    >>> recognised_begin(["name", "Дата основания"]), recognised_begin(["founded", "closed_in"])
    ('Дата основания', None)
    """
    words = {column: _bare(column) for column in columns if isinstance(column, str)}
    begins = [column for column, word in words.items() if word in BEGINS and word not in _AMBIGUOUS]
    long = tuple(word for word in ENDS if len(word) > 4)
    ends = any(word in ENDS or word.startswith(long) for word in words.values())
    return begins[0] if len(begins) == 1 and not ends else None


def wrong_column(columns: Iterable[object], name: object) -> str:
    """What is wrong with a column that the table has not, or has twice, with the nearest heading; or nothing.

    >>> wrong_column(["years", "name"], "yeers")
    "is missing; perhaps 'years'? the columns are years, name"
    """
    known = [str(column) for column in columns]
    if known.count(str(name)) > 1:
        return f"stands {known.count(str(name))} times; rename all but one"
    if isinstance(name, str) and name in known:
        return ""
    near = process.extractOne(str(name), known, scorer=fuzz.ratio, score_cutoff=60, processor=folded)
    hint = f"; perhaps '{near[0]}'? the" if near else "; the"
    return f"is missing{hint} columns are {', '.join(known)}"
