"""How the finder answers a thousand names of villages, drawn from a large gazetteer and written as people write them.

    python scripts/village_quality.py wof_kz.csv [--draws 1000] [--seed 1] [--show]

The table (a gazetteer of one's own, see geokz.gazetteer.dumps) is added to a store in a folder for the time of the run.
Villages are drawn from it, without regard to how many bear the name, and written in Russian, Kazakh or Latin letters,
with the word for the kind before or after, abbreviated, with one letter wrong, with the larger unit first or last.
Every draw is asked with its oblast and without.

``ok``      taken without asking; ``wrong`` those of them that are further than 5 km from the village drawn: must be 0
``recall``  the share of the names answered ok and right
``first``   the right village is the first candidate, or one of the listed that share its place in the ranking
``named``   the right village is among the ten candidates shown

Exit status 1 when any answer is wrong and sure.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geokz.earth import apart_m
from geokz.gazetteer import Candidate, Gazetteer, Store, status
from geokz.gazetteer.dumps import Entry, read_table
from geokz.gazetteer.tables import TOWN_SIZE
from geokz.names import scripts

SAME_M = 5_000
# today's oblasts as people call them: Russian, Kazakh, English
OBLASTS = {
    "akmola": ("Акмолинская обл.", "Ақмола облысы", "Akmola oblast"),
    "aktobe": ("Актюбинская обл.", "Ақтөбе облысы", "Aktobe region"),
    "almaty; jetisu": ("Алма-Атинская обл.", "Алматы облысы", "Almaty oblast"),
    "atyrau": ("Гурьевская обл.", "Атырау облысы", "Atyrau region"),
    "abai; east-kazakhstan": ("Восточно-Казахстанская обл.", "Шығыс Қазақстан облысы", "East Kazakhstan oblast"),
    "jambyl": ("Джамбулская обл.", "Жамбыл облысы", "Jambyl oblast"),
    "karaganda; ulytau": ("Карагандинская обл.", "Қарағанды облысы", "Karaganda oblast"),
    "kostanay": ("Кустанайская обл.", "Қостанай облысы", "Kostanay region"),
    "kyzylorda": ("Кзыл-Ординская обл.", "Қызылорда облысы", "Kyzylorda oblast"),
    "mangystau": ("Мангышлакская обл.", "Маңғыстау облысы", "Mangystau region"),
    "north-kazakhstan": ("Северо-Казахстанская обл.", "Солтүстік Қазақстан облысы", "North Kazakhstan oblast"),
    "pavlodar": ("Павлодарская область", "Павлодар облысы", "Pavlodar oblast"),
    "turkistan": ("Чимкентская обл.", "Түркістан облысы", "Turkistan oblast"),
    "west-kazakhstan": ("Западно-Казахстанская обл.", "Батыс Қазақстан облысы", "West Kazakhstan oblast"),
}
KAZAKH = frozenset("әғқңөұүһі")
BEFORE = (
    ("с. {}", "село {}", "аул {}", "с.{}"),
    ("{} ауылы", "{} а.", "{} ауылы"),
    ("{} village", "selo {}", "aul {}"),
)
AFTER = (("{}, село", "{} (село)", "{} с."), ("{} ауылы", "{} кенті"), ("{} auyly", "{} village"))
CLASSES = ("plain", "kind before", "kind after", "one letter wrong", "larger unit first", "larger unit last")


@dataclass(frozen=True)
class Draw:
    """A village, how it is written, and the oblast it is asked with."""

    village: Entry
    written: str
    kind: str  # one of CLASSES
    oblast: str


@dataclass
class Tally:
    asked: int = 0
    ok: int = 0
    wrong: int = 0
    unknown: int = 0
    first: int = 0
    named: int = 0


def draw(entries: list[Entry], count: int, seed: int) -> Iterator[Draw]:
    """So many villages in a fixed random order, each written in one of the ways people have."""
    chance = random.Random(seed)
    villages = [entry for entry in entries if entry.region in OBLASTS and entry.population < TOWN_SIZE]
    for village in chance.sample(villages, count):
        form = chance.choice(list(village.names))
        language = 2 if scripts(form) == {"LATIN"} else 1 if KAZAKH & set(form.lower()) else 0
        oblast = OBLASTS[village.region][language]
        kind = chance.choice(CLASSES)
        if kind == "kind before":
            form = chance.choice(BEFORE[language]).format(form)
        elif kind == "kind after":
            form = chance.choice(AFTER[language]).format(form)
        elif kind == "one letter wrong":
            form = one_letter_wrong(form, chance)
        elif kind == "larger unit first":
            form = f"{oblast}, {form}"
        elif kind == "larger unit last":
            form = f"{form}, {oblast}"
        yield Draw(village, form, kind, oblast)


def one_letter_wrong(form: str, chance: random.Random) -> str:
    """A letter left out, doubled, or changed for one of its kind."""
    places = [n for n, letter in enumerate(form) if letter.isalpha() and n > 0] or [0]
    at = chance.choice(places)
    letter = form[at].lower()
    groups = ("аоуыэеи", "бвгджзклмнпрст", "aeiouy", "bdgklmnprst")
    others = next((group.replace(letter, "") for group in groups if letter in group), letter)
    return form[:at] + chance.choice(["", letter * 2, chance.choice(others)]) + form[at + 1 :]


def is_right(found: Candidate, village: Entry) -> bool:
    same = apart_m(found.lon, found.lat, village.lon, village.lat) <= SAME_M
    return village.id in {found.id, found.authority} or same


def measure(gazetteer: Gazetteer, draws: list[Draw], *, with_oblast: bool) -> tuple[dict[str, Tally], list[str]]:
    """The tallies by class, and every answer that is wrong and sure."""
    tallies = {kind: Tally() for kind in CLASSES}
    wrong = []
    for one in draws:
        if one.kind.startswith("larger") and not with_oblast:
            continue  # they hold their oblast
        region = one.oblast if with_oblast and not one.kind.startswith("larger") else None
        found = gazetteer.find(one.written, region=region)
        tally, verdict = tallies[one.kind], status(found)
        tally.asked += 1
        tally.unknown += verdict == "unknown"
        tally.named += any(is_right(candidate, one.village) for candidate in found)
        tally.first += bool(found) and is_right(found[0], one.village)
        if verdict == "ok":
            tally.ok += 1
            if not is_right(found[0], one.village):
                tally.wrong += 1
                told = f"{one.kind}: '{one.written}' / {region or '-'}: wanted {one.village.id}, got {found[0].id}"
                wrong.append(f"{told} ({found[0].why})")
    return tallies, wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", type=Path)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only-shipped", action="store_true", help="do not add the table; ask what ships alone")
    parser.add_argument("--show", action="store_true", help="print every answer that is wrong and sure")
    options = parser.parse_args()
    draws = list(draw(list(read_table(options.table).values()), options.draws, options.seed))
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        store = None if options.only_shipped else Store(Path(folder, "gazetteers.sqlite"))
        if store:
            store.add(options.table)
        gazetteer = Gazetteer.load(store=store)
        for with_oblast in (True, False):
            tallies, found = measure(gazetteer, draws, with_oblast=with_oblast)
            wrong += found
            heading = "with oblast" if with_oblast else "without oblast"
            print(f"\n{heading:20}asked    ok  wrong   recall%  first%  named%  unknown")
            for kind, tally in [*tallies.items(), ("all", total(tallies))]:
                shares = [
                    100 * part / (tally.asked or 1) for part in (tally.ok - tally.wrong, tally.first, tally.named)
                ]
                cells = f"{tally.asked:5} {tally.ok:5} {tally.wrong:6}  " + "".join(f"{share:8.1f}" for share in shares)
                print(f"{kind:20}{cells} {tally.unknown:8}")
        if store:
            store.close()
    if options.show:
        print("\n".join(wrong))
    sys.exit(1 if wrong else 0)


def total(tallies: dict[str, Tally]) -> Tally:
    names = ("asked", "ok", "wrong", "unknown", "first", "named")
    return Tally(*(sum(getattr(tally, name) for tally in tallies.values()) for name in names))


if __name__ == "__main__":
    main()
