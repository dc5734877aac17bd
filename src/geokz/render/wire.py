"""What goes from Python to the page: the records of an atlas, by name and with a version.

The types here are the page's too: ``js/data/wire.d.ts`` is written from them by ``scripts/write_wire.py``, and a test
tells when it was forgotten. Whoever changes a record changes it here, writes that file anew and raises
``WIRE_VERSION``; a page refuses what was written for another version.

Texts are by language (``{"en": "Camps", "ru": "Лагеря", "kk": "Лагерьлер"}``), citations pairs of source and locator,
bounds the page's day numbers (see :mod:`geokz.render.encode`), points longitude first. The bounds of a thing's own life
are not here: they ride in the columns of its layer.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict

WIRE_VERSION = 6

Text = dict[str, str]
Wording = dict[str, str | dict[str, str]]
Citation = tuple[str, str]
Bounds = list[int]


class Layer(TypedDict):
    """How a layer is drawn, and what part it plays; ``own``: it is somebody's own beside those of the atlas, and
    ``colours`` are some of those its things have by a column."""

    key: str
    label: Text
    colour: str
    colourDark: str
    shape: str
    show: bool
    labelled: bool
    quiet: bool
    prisoners: bool
    own: NotRequired[bool]
    colours: NotRequired[list[str]]


class DateParts(TypedDict):
    """One date in parts, so that a page can word it in its language; ``text`` is how it was
    written, less its marks.

    ``month`` 1 to 12, ``season`` 1 (spring) to 4, ``decade`` its first year, ``century`` its number; ``about`` and
    ``doubtful`` are the marks ``~`` and ``?``. A set has ``oneOf``, a range of one date ``between`` (null: no limit).
    """

    text: str
    year: NotRequired[int]
    month: NotRequired[int]
    day: NotRequired[int]
    season: NotRequired[int]
    decade: NotRequired[int]
    century: NotRequired[int]
    about: NotRequired[bool]
    doubtful: NotRequired[bool]
    oneOf: NotRequired[list[DateParts]]
    between: NotRequired[list[DateParts | None]]


class Dating(TypedDict):
    """An EDTF text in parts. A date of one part has only ``start``; an interval says how each end is known."""

    start: DateParts | str
    end: NotRequired[DateParts | str]


class Thing(TypedDict):
    """A thing of the atlas. ``route``: first and last place of a line and how many it is drawn through.

    ``opened`` is when trains ran on a line, ``openedBy`` the day by which they surely did; ``planned`` the day from
    which it was surely planned; ``rank`` which names are written first on the map. ``bounded``: what set the
    bounds of its life that its own ``when`` does not tell. ``seats``: where it was, in order, when its seat moved.
    ``abroad``: it lies outside the country of the atlas, whose sums leave it out.
    """

    id: str
    layer: str
    names: Text
    type: str
    when: str
    place: str
    partOf: str
    certainty: str
    source: list[Citation]
    note: str
    rank: NotRequired[int]
    route: NotRequired[Route | None]
    opened: NotRequired[str]
    openedBy: NotRequired[int]
    planned: NotRequired[int]
    bounded: NotRequired[list[Bounded]]
    seats: NotRequired[list[Seat]]
    abroad: NotRequired[bool]


class Bounded(TypedDict):
    """What set a bound of a life: ``bound`` of geokz.dates, ``by`` a kind of step of geokz.atlas.lives, ``ref`` the
    row, the thing or the type, ``day`` its date, empty for an open end; ``note`` and ``source`` of a row of
    bounds.csv."""

    bound: str
    by: str
    ref: str
    day: str
    note: NotRequired[Text]
    source: NotRequired[list[Citation]]


class LineTimes(TypedDict):
    """``opened`` is when trains ran on a line, ``openedBy`` the day by which they surely did; ``planned`` the day from
    which it was surely planned."""

    opened: NotRequired[str]
    openedBy: NotRequired[int]
    planned: NotRequired[int]


class Account(TypedDict):
    """What one source says of when a thing was: ``bounds`` are seven, as in the columns, the others as in a thing."""

    when: str
    bounds: Bounds
    bounded: NotRequired[list[Bounded]]
    opened: NotRequired[str]
    openedBy: NotRequired[int]
    planned: NotRequired[int]


class Seat(TypedDict):
    """Where a thing was seated for a time; ``point`` longitude first, null where it has none; ``abroad`` as a thing."""

    place: Text
    when: str
    bounds: Bounds
    point: list[float] | None
    abroad: bool
    source: list[Citation]
    note: Text


class Disagreement(TypedDict):
    """Rows that differ: ``sides`` as table (claims, figures), thing and id; ``verdict`` the id we follow, or empty."""

    question: Text
    sides: list[tuple[str, str, str]]
    verdict: str
    argument: Text


class Event(TypedDict):
    """A short dated happening; ``point`` longitude first, null where it has none; ``subject`` a thing, or empty."""

    id: str
    label: Text
    when: str
    bounds: Bounds
    point: list[float] | None
    place: Text | None
    subject: str
    statement: Text
    source: list[Citation]
    standing: str
    note: Text


Route = TypedDict("Route", {"from": Text, "to": Text, "places": int})


class Place(TypedDict):
    """A place; ``radius`` in metres, 0 where there is none; ``today``: its name in the gazetteer, if another."""

    names: Text
    precision: str
    radius: float
    authority: str
    source: list[Citation]
    note: str
    today: NotRequired[str]


class Name(TypedDict):
    """What a thing was called."""

    name: str
    lang: str
    when: str
    kind: str
    bounds: Bounds
    source: list[Citation]


class Claim(TypedDict):
    """A statement of a source about a thing."""

    id: str
    predicate: str
    when: str
    statement: Text
    source: list[Citation]
    standing: str
    note: Text


class Figure(TypedDict):
    """A number of a source; ``value`` null where it is lost, ``year`` null where it is not of one year."""

    id: str
    measure: str
    value: float | None
    unit: str
    when: str
    year: int | None
    qualifier: str
    of: Text | None
    source: list[Citation]
    standing: str
    note: Text


class Relation(TypedDict):
    """A tie between two things; the vocabulary ``inverses`` names its type as read from the object."""

    subject: str
    type: str
    object: str
    when: str
    source: list[Citation]
    standing: str
    note: Text


Railhead = TypedDict(
    "Railhead",
    {
        "line": str,
        "from": str,
        "when": str,
        "bounds": Bounds,
        "km": float | None,
        "point": list[float],
        "azimuth": float,
        "begun": int,
        "opened": int,
        "source": list[Citation],
    },
)


class Step(TypedDict):
    """A step of a tour; ``view`` is latitude, longitude, zoom; ``question`` is empty where none is put."""

    title: Text
    text: Text
    question: Text
    years: list[int]
    view: list[float]
    layers: list[str]
    select: str
    source: list[Citation]


class Tour(TypedDict):
    """A guided walk."""

    key: str
    title: Text
    steps: list[Step]


Period = TypedDict("Period", {"label": Text, "from": int, "to": int})


class Source(TypedDict):
    """A source in one line: ``line`` as cited, ``full`` with address and licence; ``tells`` of things, not places;
    ``kind`` and ``read`` keys of source_classes and source_reads; ``weight`` below 0 for the main texts, then
    by kind; ``places`` locators of a source in an archive in words; ``passages`` the source's own words behind
    locators, in a local build alone."""

    line: Text
    full: Text
    tells: bool
    kind: str
    read: str
    weight: int
    places: NotRequired[dict[str, Text]]
    passages: NotRequired[dict[str, str]]


class Licence(TypedDict):
    """The licence or notice of something in the page, as its holder wrote it."""

    name: str
    text: str


class Form(TypedDict):
    """A form of a citation: its name, the language it is in, its text with holes."""

    label: str
    lang: str
    text: str


class Cite(TypedDict):
    """How the atlas is cited: the short name before its title, its authors by language, the forms by key or in full."""

    work: str
    authors: Text
    forms: list[str | Form]


class About(TypedDict):
    """Of the data: version, date, and both as a citation in each language has them.

    ``credit`` is the line under the map, ``notice`` the members a file made from it carries. ``measure`` is what the
    sums count, ``path`` what stands before the name of a table. ``local``: the page holds passages of sources and is
    for its maker only; ``licences`` of everything in the page.
    """

    version: str
    date: str
    edition: Text
    credit: str
    notice: dict[str, str]
    cite: Cite
    measure: str
    path: str
    licences: list[Licence]
    local: NotRequired[bool]


class Said(TypedDict):
    """What sources say of things, which the page reads once its first picture stands: the larger half of all records.
    ``accounts``: when each source says that the things it tells of were, by its key and their ids."""

    accounts: dict[str, dict[str, Account]]
    claims: dict[str, list[Claim]]


class Details(Said):
    """Everything the cards, lists, tours and the search say. ``dates``: every date of the records, by its EDTF text.

    ``languages``: those of its texts as BCP 47 codes, the first for a text that the reader's lacks; ``order``: the ids
    of a layer's things in the order of its columns.
    """

    version: int
    languages: list[str]
    about: About
    layers: list[Layer]
    vocabularies: dict[str, dict[str, Text]]
    things: list[Thing]
    places: dict[str, Place]
    names: dict[str, list[Name]]
    figures: dict[str, list[Figure]]
    relations: list[Relation]
    disagreements: list[Disagreement]
    events: list[Event]
    tours: list[Tour]
    railheads: list[Railhead]
    periods: list[Period]
    sources: dict[str, Source]
    dates: dict[str, Dating]
    order: dict[str, list[str]]


class Header(TypedDict):
    """Counts of the columns of a layer (:mod:`geokz.render.encode`); ``all`` is ``n`` and what has no geometry,
    ``bounds`` how many day numbers a life has: seven, or four where nothing is known of evidence."""

    version: int
    n: int
    all: int
    points: int
    parts: int
    vertices: int
    dates: int
    bounds: int
