"""The words around a name: kinds (ст., пос., кишлак), heads (завод, отделение); its endings are in :mod:`.endings`.

A new abbreviation is a word in ``KINDS``; a new kind of enterprise a word in ``HEADS``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..names import fold, mixed_words
from .endings import adjective_of

# words that say what a place is, before its name or after it; what each speaks for and against: .rank
_KINDS = {
    "station": """ст станция станции станцию станцией stantsiya stantsii station stn sta станциясы станса стансасы
        stansasy stansiyasy ж жд ж-д железнодорожная желдорстанция ст-ция разъезд разъезда разъезде рзд раз siding
        razezd разъезі razezi бекеті полустанок""",
    "town": """г гор город города городе городу городом city gorod goroda қ қала қаласы qala qalasy kalasy town towns
        горсовет""",
    "village": """с село села селе селу селом сел сс селосы selosy дер деревня деревни деревне д village selo derevnya
        derevni станица хутор аул аула ауле а ауылы ауыл ауылдық aul auyl auyly auili awıl awılı auıl аулсовет кишл
        кишлак кишлака кишлаке kishlak қыстақ қыстағы хут зимовка""",
    "settlement": """пгт рп р-п поселок поселка поселке поселком пос посел п settlement posyolok poselok pos
        pgt кенті кент kenti қонысы местечко м точка точки точке""",
    "": """рабочий рабочего рабочем урочище ур дачный вахтовый районный им имени imeni атындағы атын о
        остров острова к р""",
}
# nouns that own a name: the name before them is an adjective, or the thing is called after its place
_HEADS = """отделение отделения отделении отд лагерь лагеря лагере лагпункт лагпункта лаготделение лаготделения лаг
    лагерное лагерный лагерного завод завода заводе завода-комбината рудник рудника руднике рудники копи копей
    шахта шахты шахте шахты участок участка участке комбинат комбината комбинате прииск прииске прииска совхоз
    совхоза совхозе с-з свх колхоз колхоза колхозе к-з клх ферма ферме хутор пункт олп лп ло итл тюрьма
    спецпоселок спецпоселка спецпоселке трудпоселок трудпоселка трудпоселке
    промысел промыслы месторождение карьер разрез депо угольные угольный каменноугольные медный
    медеплавильный свинцовый
    camp camps section division department mine mines plant works factory farm coal pit pits mill smelter deposit
    combine point sovkhoz kolkhoz rudnik zavod lagpunkt otdelenie otdeleniye cloth hydro prison field
    бөлімшесі лагері зауыты кеніші кеңшары шахтасы комбинаты кен орны көмір кендері"""
_FARMS = """совхоз совхоза совхозе с-з свх колхоз колхоза колхозе к-з клх ферма ферме фермы sovkhoz kolkhoz farm
    farms кеңшары кеңшар ұжымшары"""
# words that make a name that of an area, not of a place
_AREAS = """область области обл oblast oblasts region облысы облыс губерния губернии губ guberniya province
    район района районе р-н рн raion rayon district ауданы аудан край края krai өлкесі өлке уезд уезда uyezd волость
    волости вол округ округа округе округі okrug county бассейн бассейна"""
_DISTRICTS = "район района районе р-н рн raion rayon district ауданы аудан county волость волости вол"
_SETTLERS = "спецпоселок спецпоселка спецпоселке трудпоселок трудпоселка трудпоселке"
_NAMED_AFTER = "им имени imeni атындағы"
_PEOPLE = """джамбул жамбыл абай панфилов чапаев ленин сталин киров калинин куйбышев молотов ворошилов чкалов
    свердлов мирзоян амангельды орджоникидзе"""
_REPUBLIC_WORDS = "сср асср ssr assr республика республики республике republic республикасы кср акср"
_NATURE = """река реки реке рекой р речка озеро озера озере оз море моря урочище урочища ур полуостров мыс залив бухта
    гора горы хребет хр пик перевал пустыня пески плато канал водохранилище вдхр ручей родник колодец river lake sea
    mountain mountains mount range desert island peninsula cape bay canal reservoir өзені көлі теңізі тауы таулары
    жотасы шөлі аралы құмы каналы"""
_COMPASS_WORDS = "east west north south шығыс батыс солтүстік оңтүстік восточно западно северо южно"
_HEDGES = "предположительно вероятно возможно там же"
_PREPOSITIONS = "в во из на под близ около возле у к от до при near at in from to by для за по районе"
_SMALL_WORDS = "в во из на под близ около возле у к от до и при near at in from of the to by для за по"
KINDS = {fold(word): kind for kind, words in _KINDS.items() for word in words.split()}
HEADS, AREAS, _SMALL = (frozenset(map(fold, words.split())) for words in (_HEADS, _AREAS, _SMALL_WORDS))
FARMS, DISTRICTS, PREPOSITIONS, NATURE, PEOPLE, SETTLERS = (
    frozenset(map(fold, words.split())) for words in (_FARMS, _DISTRICTS, _PREPOSITIONS, _NATURE, _PEOPLE, _SETTLERS)
)
_REPUBLICS, _COMPASS = (frozenset(map(fold, words.split())) for words in (_REPUBLIC_WORDS, _COMPASS_WORDS))
_HEDGE_KEYS = frozenset(fold(word) for word in (*_HEDGES.split(), "тамже"))
_AFTER_PEOPLE = frozenset(map(fold, _NAMED_AFTER.split()))
_OTHERS = HEADS | AREAS | _SMALL | PREPOSITIONS | NATURE | FARMS | _AFTER_PEOPLE | _REPUBLICS | _HEDGE_KEYS
_SPECIAL = _OTHERS | KINDS.keys() | {fold("УССР")}
_KIND_ALONE = {key: frozenset({kind} - {""}) for key, kind in KINDS.items() if key not in _OTHERS}
_CYRILLIC = "[а-яёА-ЯЁәғқңөұүһіӘҒҚҢӨҰҮҺІ]"
_PLAIN_WORD = f"{_CYRILLIC}{{4,}}(?:-{_CYRILLIC}+)?"
_PLAIN = re.compile(rf"(?:({_CYRILLIC}+\.?) )?({_PLAIN_WORD}(?: {_PLAIN_WORD}){{0,2}})")
_TOKEN = re.compile(r"[^\W_]+(?:[-–’'ʹ`ʼ][^\W_]+)*\.?")
_READABLE = re.compile("[A-Za-zÀ-ɏЀ-ӿ]")
_SPLIT_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]?\s*")
_RAILWAY = re.compile(  # станция Аврора Турксибской железной дороги
    r"(?:^|\s+)\S+(?:ой|ая) (?:железн\S+ дорог\S+.*|ж\.?[\s-]?д\.?)$", re.IGNORECASE
)
_QALA = re.compile(r"(?<!\w)қ\.?(?!\w)", re.IGNORECASE)
LONGEST = 400  # letters of a text that are read for a name
UKRAINE = re.compile(r"\bУ\.?С\.?С\.?Р\b\.?")  # its key is that of the USSR
ROMAN = re.compile(r"(?<=\s)(?:[IІ]{1,3}|[IІ]?V|V[IІ]{1,3}|[IІ]?[XХ])(?=$|\s)")
_TODAY = re.compile(r"(?:ныне|сейчас|теперь|today|now|қазіргі|қазір)\b[\s:–—-]*", re.IGNORECASE)
_FORMERLY = re.compile(r"(?:быв[а-я]*|ранее|прежде|б\.|former(?:ly)?|ex|бұрын(?:ғы)?)[\s:.–—-]+", re.IGNORECASE)
_BEHIND = re.compile(  # Акмолинск, ныне Астана; Джамбул, бывш. Аулие-Ата
    r",\s*((?:ныне|сейчас|теперь|today|now|қазіргі|қазір|бывш\w*|ранее|former(?:ly)?|бұрын(?:ғы)?)\b[^,;()]*)",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"([^,;/()]*[^\W\d_]{3}\.?)\s*/\s*([^\W\d_]{3}[^,;/()]*)(?=[,;]|$)")  # Гурьев/Атырау, not ж/д
_RUSSIAN_AREA = re.compile(r".{3,}(?:ск|цк|н)(?:ая|ой|ую|ий|ого|ом|ий)\.?", re.IGNORECASE)


class Query(NamedTuple):
    """What a written name asks for.

    ``keys`` are the folded keys to look up, the most literal first, and ``others`` those of rarer habits of
    transliteration, for when they find nothing; ``said`` are the kinds the words around it name (``village``,
    ``town``, ``settlement``, ``station``), ``region`` the larger units written before or after it, joined by
    commas; ``area`` says that it names an oblast or district rather than a place, ``generic`` that it only says
    a kind or a country. ``bends`` says that a word before the name bends it (в Караганде, Долинское отделение),
    ``works`` is the key that is left without the word for a works, ``farm`` says that it is a farm's,
    ``after_person`` that it is "named after" somebody, ``several`` that more than one place is named, ``nature`` that
    it is a river's, a lake's or a mountain's. ``number`` is the Roman number behind the name, ``aside`` are the keys
    that stand only in brackets, without a word that they name the same place today, ``both`` that of the name behind
    a slash. ``foreign`` is a name without a Latin or Cyrillic letter: it means whatever is written exactly so.
    """

    keys: tuple[str, ...]
    others: tuple[str, ...] = ()
    said: frozenset[str] = frozenset()
    region: str = ""
    area: bool = False
    generic: bool = False
    bends: bool = False
    works: str = ""
    farm: bool = False
    after_person: bool = False
    several: bool = False
    nature: bool = False
    number: str = ""
    aside: frozenset[str] = frozenset()
    both: str = ""
    foreign: bool = False


@lru_cache(maxsize=4096)  # a part of a name is looked at for each kind of word
def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text.

    >>> words_of("ст. Жана-Арка")
    ('st', 'zhanaarka')
    """
    return tuple(map(fold, _TOKEN.findall(text)))


@lru_cache(maxsize=4096)
def read_name(text: str, wholes: frozenset[str] = frozenset()) -> Query:
    """Take a written name apart: the place, the words for its kind, and the units it lies in, in whatever order.

    ``wholes`` are the folded names of what a place lies in whatever its oblast (``words`` of ``[area]`` in
    ``atlas.toml``): only said before or after a name, never a name alone.

    >>> read_name("ст. Жарык").keys, sorted(read_name("ст. Жарык").said)
    (('stzharik', 'zharik'), ['station'])
    >>> read_name("Долинское отделение").keys
    ('dolinskoeotdelenie', 'dolinskoe')
    >>> read_name("РСФСР, Магаданская обл., пос. Ягодное", frozenset({fold("РСФСР")})).region
    'РСФСР, Магаданская обл.'
    """
    return _plainly(text, wholes) or _taken_apart(text, wholes)


def _plainly(text: str, wholes: frozenset[str]) -> Query | None:
    """The same of a name of Cyrillic letters, alone or behind a word for its kind, as most names of a list are: what
    :func:`_taken_apart` says of it; nothing of any other."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    kind, name = found.groups()
    words = [fold(word) for word in name.split(" ")]
    key, whole = _joined(words), fold(text)
    if key in wholes or whole in wholes or not _SPECIAL.isdisjoint(words):
        return None
    said = _KIND_ALONE.get(fold(kind)) if kind else frozenset[str]()
    several = len(words) > 1 and (_may_hold_units(text, wholes) or any(word.startswith("zhelezn") for word in words))
    if said is None or several or (kind and fold(kind) in wholes):
        return None
    return Query(tuple(dict.fromkeys((whole, key))), said=said)


def _taken_apart(text: str, wholes: frozenset[str]) -> Query:
    text = text[:LONGEST]
    if not _READABLE.search(text):  # 101 and № 31 are mines' numbers, not names of places
        return Query((fold(text),), foreign=True) if any(map(str.isalpha, text)) else Query(())
    keys = [fold(text)]
    repaired = _one_alphabet(text)
    if repaired != text:
        keys.append(fold(repaired))
        text = repaired
    first, *more = UKRAINE.sub("Украинская ССР", text).split(";")
    if more and sum(not _is_unit(part, wholes) for part in (first, *more)) == 1:  # КазССР; Карагандинская обл.; Балхаш
        first, more = ", ".join((first, *more)), []
    several = any(_READABLE.search(other) for other in more)
    first = _BEHIND.sub(r" (\1)", first)
    slashed = _SLASHED.search(first)
    if slashed and any(_is_unit(part, wholes) for part in first.split("/")):  # Карагандинская обл./Долинка
        first, slashed = first.replace("/", ", "), None
    elif slashed:
        first = f"{first[: slashed.start()]}{slashed[1]} ({slashed[2]}){first[slashed.end() :]}"
    brackets = _SPLIT_BRACKETS.findall(first) if "(" in first or "[" in first else []
    if brackets:
        inside = _SPLIT_BRACKETS.search(first)
        first = _SPLIT_BRACKETS.sub(" , " if inside and "," in first[inside.end() :] else " ", first)
    head, region = _place_and_units(first, wholes)
    if "ж" in head.lower():
        if _RAILWAY.fullmatch(head):
            return Query((fold(head),), region=region, generic=True)
        head = _RAILWAY.sub("", head)
    for bracket in brackets:
        if all(word in KINDS or word in NATURE for word in words_of(bracket)):  # Жарык (ст.)
            head = f"{head} {bracket}"
        elif not _TODAY.match(bracket.strip()) and (_is_area(bracket) or fold(bracket) in wholes):
            region = ", ".join(filter(None, (region, bracket)))
    if head != text:
        keys.append(fold(head))
    words = words_of(head)
    area = not AREAS.isdisjoint(words)
    said = frozenset(filter(None, map(KINDS.get, words)))
    if not SETTLERS.isdisjoint(words):
        said |= {"settlement"}
    if _QALA.search(head):  # its key is that of к.
        said |= {"town"}
    without_kinds = [word for word in words if word not in KINDS and word not in _SMALL]
    keys.append(_joined(without_kinds))
    bare = [word for word in without_kinds if word not in HEADS]
    keys.append(_joined(bare))
    if area:  # the town an oblast is called after can be suggested
        keys.append(fold("".join(word for word in without_kinds if word not in AREAS)))
    if words and (not bare or fold(head) in wholes):
        return Query((fold(head),), said=said, region=region, generic=True)  # рудник, аул: hardly ever a name
    own = frozenset(keys)
    aside: list[str] = []
    for bracket in map(str.strip, brackets):
        today = _TODAY.match(bracket)
        name = re.split(r"\s(?:в|на|in)\s", bracket[today.end() :])[0] if today else _FORMERLY.sub("", bracket, count=1)
        other = _place_and_units(name, wholes)[0] if today else name
        if (
            fold(other) not in wholes
            and not _is_area(other)
            and not any(word in _REPUBLICS for word in words_of(other))
        ):  # Гурьев (ныне – город Атырау в Республике Казахстан): another name of the same place
            (keys if today else aside).append(strip_kinds(other))
    keys += aside
    of_thing = len(bare) < len(without_kinds)
    if of_thing and len(bare) > 1 and adjective_of(bare[0]) and _says_more(head, bare[1:]):
        keys.append(bare[0])  # Степнякский золотой рудник
    keys = [key for key in dict.fromkeys(keys) if len(key) > 1]
    others = dict.fromkeys(map(strip_kinds, _other_readings(head)))
    return Query(
        tuple(keys),
        tuple(key for key in others if key not in keys),
        said,
        region,
        area,
        bends=of_thing or not PREPOSITIONS.isdisjoint(words[:-1]),
        works=_joined(bare) if of_thing else "",
        farm=not FARMS.isdisjoint(words),
        after_person=not _AFTER_PEOPLE.isdisjoint(words),
        several=several,
        nature=any(word in NATURE for word in words) and not ("r" in words and said == {"settlement"}),
        number=number[0] if (number := ROMAN.search(head)) else "",
        aside=frozenset(aside) - own,
        both=strip_kinds(slashed[2]) if slashed else "",
    )


def _says_more(text: str, words: list[str]) -> bool:
    """Whether folded words of a text only describe a works: written small, no name of their own and no number."""
    small = {fold(token) for token in _TOKEN.findall(text) if token.islower() and token.isalpha()}
    return small.issuperset(words)


def _joined(words: list[str]) -> str:
    """The folded key of folded words: one alone is its own."""
    return words[0] if len(words) == 1 else fold("".join(words))


def _place_and_units(text: str, wholes: frozenset[str] = frozenset()) -> tuple[str, str]:
    """The part of a written name that is the place, and the units around it, joined by commas.

    Units are what holds a word for an area (обл., р-н, облысы) or names a country; of two places the one whose word
    says the smaller kind (пос. before г.), else the first.

    >>> _place_and_units("Карагандинская обл. г. Балхаш")
    ('г. Балхаш', 'Карагандинская обл.')
    >>> _place_and_units("Долинка Карагандинской обл.")
    ('Долинка', 'Карагандинской обл.')
    >>> _place_and_units("Bayern, Fürth", frozenset({fold("Bayern")})), _place_and_units("Долинка, Караганда")
    (('Fürth', 'Bayern'), ('Долинка', 'Караганда'))
    """
    if "," not in text and not _may_hold_units(text, wholes):
        return " ".join(text.split()), ""
    units: list[str] = []
    places: list[str] = []
    for part in text.split(","):
        for piece in _pieces(part, wholes):
            words = words_of(piece)
            if fold(piece) in _HEDGE_KEYS or all(word in AREAS or word in _SMALL for word in words):
                continue
            if places and all(word in KINDS for word in words):  # Жарык, станция
                places[-1] += " " + piece
                continue
            (units if _is_unit(piece, wholes) else places).append(piece)
    if not places:
        places = [next((unit for unit in reversed(units) if _is_area(unit)), units[-1] if units else text.strip())]
        units = [unit for unit in units if unit != places[0]]
    place = min(places, key=_largeness)
    return place, ", ".join([*units, *(other for other in places if other != place)])


def _may_hold_units(text: str, wholes: frozenset[str]) -> bool:
    """A quick look at a text without commas: false of every one that is a place alone."""
    tokens = text.split()
    if not AREAS.isdisjoint(map(fold, tokens)):
        return True
    if len(tokens) == 1:
        return False
    sizes = range(1, min(4, len(tokens)))
    return any(fold("".join(part)) in wholes for size in sizes for part in (tokens[:size], tokens[-size:]))


def bare_name(text: str) -> str:
    """A written name without the units it lies in and the words for its kind.

    >>> bare_name("Карагандинская обл., пос. Долинка"), bare_name("ст. Жана-Арка")
    ('Долинка', 'Жана-Арка')
    """
    words = _place_and_units(text)[0].split()
    return " ".join(word for word in words if any(fold(token) not in KINDS for token in _TOKEN.findall(word)))


def _largeness(place: str) -> int:
    """How large a kind the words of a part of a name say: 0 for villages and stations, 1 for towns, 2 for none."""
    said = set(map(KINDS.get, words_of(place))) - {None, ""}
    return (0 if said - {"town"} else 1) if said else 2


def _pieces(text: str, wholes: frozenset[str] = frozenset()) -> list[str]:
    """A part between commas cut at the words for areas and countries that stand in it without a comma.

    >>> _pieces("Акмолинская обл. Атбасарский р-н г. Атбасар"), _pieces("РСФСР Магадан", frozenset({fold("РСФСР")}))
    (['Акмолинская обл.', 'Атбасарский р-н', 'г. Атбасар'], ['РСФСР', 'Магадан'])
    >>> _pieces("Emba oil district")
    ['Emba oil district']
    """
    tokens = text.split()
    pieces: list[str] = []
    rest: list[str] = []
    for number, token in enumerate(tokens):
        rest.append(token)
        key = fold(token)
        if len(rest) == 2 and fold(rest[0]) in AREAS and _RUSSIAN_AREA.fullmatch(token) and number < len(tokens) - 1:
            pieces.append(" ".join(rest))  # обл. Карагандинская г. Балхаш
            rest = []
        if key not in AREAS or key in KINDS:
            continue
        before = rest[:-1]
        name_at = len(before) - 1
        if name_at > 0 and fold(before[name_at - 1]) in _COMPASS:
            name_at -= 1
        bent = name_at >= 0 and (_RUSSIAN_AREA.fullmatch(before[-1]) or re.search("[әғқңөұүһі]", key + token.lower()))
        if name_at < 0 or (name_at > 0 and not bent) or (number == len(tokens) - 1 and name_at == 0):
            continue
        pieces += [" ".join(before[:name_at])] if name_at else []
        pieces.append(" ".join(rest[name_at:]))
        rest = []
    pieces += [" ".join(rest)] if rest else []
    return [part for piece in pieces for part in _off_country(piece, wholes)]


def _off_country(piece: str, wholes: frozenset[str]) -> list[str]:
    """A piece without the country that stands at its beginning or end, and the country; a name alone is left."""
    tokens = piece.split()
    if fold(piece) in wholes:
        return [piece]
    for size in range(min(3, len(tokens) - 1), 0, -1):
        for unit, rest in ((tokens[:size], tokens[size:]), (tokens[-size:], tokens[:-size])):
            if fold("".join(unit)) in wholes and any(
                word not in KINDS and word not in HEADS and word not in _SMALL and word not in AREAS
                for word in words_of(" ".join(rest))
            ):
                whole = " ".join(unit)
                return [whole, " ".join(rest)] if unit == tokens[:size] else [" ".join(rest), whole]
    return [piece]


def _other_readings(text: str) -> list[str]:
    """How a Latin text reads if j is й, ch or x is х, a final w is у: Gurjew, Balchasch, Balxash, Temirtaw."""
    lower = text.lower()
    readings = []
    if "j" in lower:
        readings.append(lower.replace("j", "y"))
    if "ch" in lower:
        readings.append(re.sub("(?<!s)ch", "kh", lower))
    if "x" in lower:
        readings.append(lower.replace("x", "h"))
    if "w" in lower:
        readings.append(lower.replace("w", "u"))
    return readings


def strip_kinds(text: str) -> str:
    """The folded key of a name without the words that say its kind.

    >>> strip_kinds("Станция Айнабулак"), strip_kinds("Разъезд")
    ('ainabulak', 'razezd')
    """
    words = words_of(text)
    return fold("".join(word for word in words if word not in KINDS)) or fold(text)


@lru_cache(maxsize=8192)
def holds(name: str, words: frozenset[str]) -> bool:
    """Whether a name has one of some folded words of its own: ``Отделение совхоза Кайнарский`` is a farm's."""
    return not words.isdisjoint(words_of(name))


def strip_heads(text: str) -> str:
    """The folded key of a name without its kind and its enterprise: ``Baikonur coal pits`` is ``baikonur``."""
    words = words_of(text)
    return fold("".join(word for word in words if word not in KINDS and word not in HEADS)) or fold(text)


def _is_area(text: str) -> bool:
    return not AREAS.isdisjoint(words_of(text))


def _is_unit(text: str, wholes: frozenset[str]) -> bool:
    """Whether a part between commas is an oblast, a district or a country, not a place in one."""
    republic = not _REPUBLICS.isdisjoint(words_of(text))
    return "," not in text and (_is_area(text) or fold(text) in wholes or republic)


_LATIN_TWINS = str.maketrans("aceopxyABCEHKMOPTXkmtbh", "асеорхуАВСЕНКМОРТХкмтвн")
_LONE_LATIN = re.compile(r"(?<![^\W_])[acpxACPX](?=\.)")  # с. typed as c.
_CYRILLIC_WORD = re.compile("[Ѐ-ӿ]{3}")
_CYRILLIC_TWINS = str.maketrans("асеорхАВСЕНКМОРТХ", "aceopxABCEHKMOPTX")


def _one_alphabet(text: str) -> str:
    """A text in which words that mix two alphabets by a slip of the keyboard are set in one, and so are the letters of
    an abbreviation beside a Cyrillic word.

    >>> _one_alphabet("Cпасск") == "Спасск", _one_alphabet("c. Спасск") == "с. Спасск"
    (True, True)
    """
    if _CYRILLIC_WORD.search(text):
        text = _LONE_LATIN.sub(lambda letter: letter[0].translate(_LATIN_TWINS), text)
    for word in mixed_words(text):
        cyrillic = word.translate(_LATIN_TWINS)
        latin = word.translate(_CYRILLIC_TWINS)
        better = latin if latin.isascii() else cyrillic
        if not mixed_words(better):
            text = text.replace(word, better)
    return text
