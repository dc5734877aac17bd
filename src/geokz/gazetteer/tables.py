"""The gazetteer that ships: places.csv, the layer tables and names.csv, joined by id with GeoNames and namesakes.

A place is one place: a row of GeoNames whose id is the authority of a row of ``places.csv`` adds its names to it.
A further table of places is one more line in ``PLACE_TABLES``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from ..errors import GazetteerError
from ..folder.languages import texts_of
from ..folder.rows import Rows
from ..names import fold

CITY_SIZE, TOWN_SIZE, VILLAGE_SIZE = 100_000, 20_000, 2_000
PLACE_TABLES = ("gazetteer", "cited", "namesakes")
SAME_SETTLEMENT_M = 5_000
TABLES = ("places", "names", "types", *PLACE_TABLES, "renamings", "districts", "regions_today")

Role = Literal["own", "old", "alternate", "thing"]
Row = Mapping[str, Any]  # a number may be a text or a float, which is not equal to itself when there is none


@dataclass(slots=True)
class Place:
    """One place of the gazetteer: where it is, how well that is known, and how large or telling it is."""

    id: str
    label: str
    lon: float
    lat: float
    kind: str = "settlement"
    precision: str = "settlement"
    radius_m: float = 5_000
    authority: str = ""
    region: str = ""
    population: int = 0
    in_atlas: bool = False
    when: str = ""
    kinds: set[str] = field(default_factory=set)  # of the things that stand there
    namesake: bool = False  # listed only because it bears a name of another place; its other names are not complete
    main: set[str] = field(default_factory=set)  # folded: the names it goes by
    names: list[Named] = field(default_factory=list)
    _forms: tuple[str, ...] = ()
    _own: frozenset[str] | None = None
    _stems: frozenset[str] | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """Its names as written, each once; looked at when all are read, as the two below."""
        if not self._forms:
            self._forms = tuple(dict.fromkeys(named.name for named in self.names))
        return self._forms

    @property
    def own(self) -> frozenset[str]:
        """The folded names that are not only listed somewhere."""
        if self._own is None:
            self._own = frozenset(fold(named.name) for named in self.names if named.role != "alternate")
        return self._own

    @property
    def stems(self) -> frozenset[str]:
        """How its own and former names begin, folded: five letters, or four of a name that has no more."""
        if self._stems is None:
            begun = {fold(named.name)[:5] for named in self.names if named.role in {"own", "old"}}
            self._stems = frozenset(stem for stem in begun if len(stem) > 3)
        return self._stems


class Named(NamedTuple):
    """A name a place bore: the form, the place's position, when (EDTF), whose name it is, and from where."""

    name: str
    place: int
    when: str = ""
    role: Role = "own"
    note: str = ""


def label_names(label: str) -> list[str]:
    """The names in a label: what stands before the bracket, and names inside it.

    >>> label_names("Spassk (Spassky)"), label_names("Dubovka (Karaganda oblast)")
    (['Spassk', 'Spassky'], ['Dubovka'])
    >>> label_names("Dzhezkazgan (Bolshoi or Novy Dzhezkazgan, today Zhezkazgan)")
    ['Dzhezkazgan', 'Zhezkazgan']
    >>> label_names("Zhelomanovka (left bank, Semipalatinsk)")   # where it lies is no name of it
    ['Zhelomanovka']
    """
    before, _, inside = label.partition("(")
    names = [before.split(", ")[0].strip()]
    for part in inside.partition(")")[0].split(","):
        words = part.removeprefix(" ").removeprefix("today ").removeprefix("now ").split()
        if words and words[0][0].islower():
            break
        if words and all(word[0].isupper() for word in words):
            names.append(" ".join(words))
    return [name for name in names if name]


class Tables:
    """Places and their names while they are read: ``places`` in order, ``position`` by every id they go by."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.position: dict[str, int] = {}

    def add(self, place: Place, *ids: str) -> int:
        number = len(self.places)
        self.places.append(place)
        for key in (place.id, *ids):
            self.position.setdefault(key, number)
        return number

    def name(self, number: int, form: str, when: str = "", role: Role = "own", note: str = "") -> None:
        if form.strip():
            self.places[number].names.append(Named(form.strip(), number, when, role, note))


def tables_from(rows: Rows) -> Tables:
    """The places of a data folder with all their names, from the rows of its tables; a missing one has none.

    Raises :class:`geokz.errors.GazetteerError` for rows that no check has passed.
    """
    try:
        return _tables(rows)
    except (KeyError, ValueError) as problem:
        raise GazetteerError(f"the tables of places cannot be read ({problem}); run geokz check") from problem


def _tables(rows: Rows) -> Tables:
    tables = Tables()
    for row in rows.of("places"):
        if _empty(row["lon"]):
            continue
        labels = texts_of(row, "label", rows.languages)
        number = tables.add(
            Place(
                row["id"],
                labels[rows.languages[0]],
                float(row["lon"]),
                float(row["lat"]),
                precision=row["precision"],
                radius_m=float(row["radius_m"]),
                authority=row["authority"],
                region=row["region"],
                in_atlas=True,
            )
        )
        if row["authority"] not in {"estimate", ""}:
            tables.position.setdefault(row["authority"], number)
        for label in labels.values():
            for name in label_names(label):
                tables.name(number, name)
            tables.places[number].main.update(fold(name) for name in label_names(label)[:1])
    _add_things(tables, rows)
    for name in PLACE_TABLES:
        _add_places(tables, rows.of(name), namesakes=name == "namesakes")
    for line, row in enumerate(rows.of("renamings"), 2):
        if row["id"] in tables.position:
            place = tables.position[row["id"]]
            tables.name(place, row["name"], row["when"], "old" if row["kind"] == "old" else "own", row["source"])
        elif rows.of("places"):
            message = f"no place '{row['id']}'; correct it or add the place"
            raise GazetteerError(f"gazetteer/renamings.csv:{line}:id  {message}")
    return tables


def _add_things(tables: Tables, rows: Rows) -> None:
    """The names of things go to the place each stands at, where their layer lends them; the first gives its kind.

    Layers whose names are the places' own go first: a mine by a town does not make it a mine.
    """
    settlements = {row["key"] for row in rows.of("types") if row.get("settlement") == "yes"}
    lending = [
        (table.name, table.part.names == "own") for table in rows.layers if table.part and table.part.names != "none"
    ]
    homes: dict[str, tuple[int, str, Role]] = {}
    for table, own in sorted(lending, key=lambda layer: not layer[1]):
        for row in rows.of(table):
            number = tables.position.get(row["place"])
            if number is None:
                continue
            place = tables.places[number]
            place.kinds.add(row["type"])
            if place.kind == "settlement":
                place.kind = row["type"]
                place.when = row["when"] if row["type"] in settlements else ""
            role: Role = "own" if own else "thing"
            homes[row["id"]] = (number, row["when"], role)
            note = "" if own else row["type"]
            for text in texts_of(row, "name", rows.languages).values():
                for name in label_names(text):
                    tables.name(number, name, row["when"], role, note)
    for row in rows.of("names"):
        home = homes.get(row["id"])
        if home is None and row["id"] in tables.position:
            number = tables.position[row["id"]]
            home = (number, tables.places[number].when, "own")
        if home is not None:
            number, life, role = home
            own_role: Role = "old" if role == "own" and row["kind"] == "old" else role
            tables.name(number, row["name"], row["when"] or life, own_role, row["source"])


def _add_places(tables: Tables, rows: Iterable[Row], *, namesakes: bool) -> None:
    for row in rows:
        number = tables.position.get(row["id"])
        population = 0 if _empty(row["population"]) else int(row["population"])
        if number is None:
            number = tables.add(
                Place(row["id"], row["name"], float(row["lon"]), float(row["lat"]), row["kind"],
                      authority=row["id"], region=row["region"], namesake=namesakes)
            )  # fmt: skip
        place = tables.places[number]
        place.population = max(place.population, population)
        place.main.add(fold(row["name"]))
        if place.region in {"", "outside"}:
            place.region = row["region"]
        tables.name(number, row["name"])
        for name in row["names"].split("|"):
            tables.name(number, name, role="alternate")


def _empty(number: Any) -> bool:
    return bool(number == "" or number != number)
