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
    *("placename", "sitename", "site", "campname", "camp", "объект", "названиелагеря", "названиеобъекта"),
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
    *("yearsactive", "activeyears", "dating", "когда", "қашан"),
)
PAIRS = (
    ("start", "end"),
    ("begin", "end"),
    ("timestart", "timeend"),
    ("firstyear", "lastyear"),
    ("minyear", "maxyear"),
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
    *("begin", "start", "from", "since", "founded", "opened", "established", "created", "formed", "validfrom"),
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
    *("end", "finish", "to", "until", "till", "closed", "abolished", "dissolved", "liquidated", "validto"),
    *("decommissioned", "demolished", "destroyed", "closing", "closure", "dissolution"),
    *("конца", "окончания", "закрытия", "ликвидации", "упразднения", "прекращения", "расформирования"),
    *("закрыт", "ликвидирован", "упразднён", "упразднен", "расформирован", "disestablished"),
    *("аяқталуы", "жабылған", "жабылуы", "таратылған", "таратылуы", "дейін"),
)
_A_DATE = re.compile("^(?:дата|год|date|year)|(?:дата|год|date|year|күні|жылы|уақыты)$")
LON = (
    *("lon", "lng", "long", "longitude", "x", "долгота", "бойлық", "geolon", "decimallongitude", "londd", "xcoord"),
    *("pointx", "lonwgs84", "longitudewgs84", "gpslon", "gpslongitude", "долготавд"),
)
LAT = (
    *("lat", "latitude", "y", "широта", "ендік", "geolat", "decimallatitude", "latdd", "ycoord"),
    *("pointy", "latwgs84", "latitudewgs84", "gpslat", "gpslatitude", "широтасш"),
)
WKT = ("geowkt", "wkt", "geometry", "geom", "thegeom", "wkb", "геометрия")
BOTH = (
    *("coordinates", "coords", "latlon", "latlng", "lat,lon", "координаты", "координаттар", "location"),
    *("geopoint", "geopoint2d", *WKT),
)


def folded(heading: object) -> str:
    """A heading as it is compared: small letters, without spaces and signs, but for the comma.

    >>> folded("Decimal_Longitude"), folded("lat, lon"), folded("Lat. (°)")
    ('decimallongitude', 'lat,lon', 'lat')
    """
    return re.sub(r"[\s_.()°:-]+", "", str(heading)).lower()


def recognised(columns: Iterable[object], known: Sequence[str]) -> str | None:
    """The column whose heading stands earliest among those known, or none; a heading that stands twice is nobody's."""
    columns = list(columns)
    by_heading: dict[str, str] = {}
    for column in columns:
        if isinstance(column, str) and columns.count(column) == 1:
            by_heading.setdefault(folded(column), column)
    return next((by_heading[word] for word in known if word in by_heading), None)


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
    words = {column: _A_DATE.sub("", folded(column)) for column in columns if isinstance(column, str)}
    begins, ends = ([column for column, word in words.items() if word in known] for known in (BEGINS, ENDS))
    return (begins[0], ends[0]) if len(begins) == len(ends) == 1 else None


def recognised_begin(columns: Iterable[object]) -> str | None:
    """The one column of begins in a table that has none of ends, or none.

    >>> recognised_begin(["name", "Дата основания"]), recognised_begin(["founded", "closed_in"])
    ('Дата основания', None)
    """
    words = {column: _A_DATE.sub("", folded(column)) for column in columns if isinstance(column, str)}
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
