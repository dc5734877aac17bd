"""The words around a name: kinds (ст., пос., кишлак), heads (завод, отделение), endings (Долинское, в Караганде).

A new abbreviation is a word in ``KINDS``; a new kind of enterprise a word in ``HEADS``; a new ending a line in
``_ADJECTIVE`` or ``_CASES``. Endings are those of folded keys (:func:`geokz.names.fold`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..names import fold, mixed_words

# words that say what a place is; the value is the kind they hint at, if any
_KINDS = {
    "station": """ст станция станции станцию stantsiya station stn sta станциясы стансасы
        ж жд ж-д железнодорожная желдорстанция ст-ция разъезд разъезда разъезде рзд раз siding razezd разъезі бекеті""",
    "town": "г гор город города городе городу city gorod қ қала қаласы town",
    "": """пгт рп р-п поселок поселка поселке пос посел п settlement posyolok poselok рабочий рабочего рабочем
        с село села селе сел дер деревня деревни деревне д village selo derevnya станица хутор местечко м
        аул аула ауле ауылы ауыл aul кишл кишлак кишлака кишлаке kishlak кенті кент а урочище ур зимовка
        дачный вахтовый им имени imeni атындағы о остров к р""",
}
# nouns that own a name: the name before them is an adjective, or the thing is called after its place
_HEADS = """отделение отделения отделении отд лагерь лагеря лагере лагпункт лагпункта лаготделение лаготделения лаг
    лагерное лагерный лагерного завод завода заводе завода-комбината рудник рудника руднике рудники копи копей
    шахта шахты шахте шахты участок участка участке комбинат комбината комбинате прииск прииске прииска совхоз
    совхоза совхозе с-з свх колхоз колхоза колхозе к-з клх ферма ферме хутор пункт олп лп ло итл тюрьма спецпоселок
    промысел промыслы месторождение карьер разрез депо угольные угольный каменноугольные медный
    медеплавильный свинцовый
    camp camps section division department mine mines plant works factory farm coal pit pits mill smelter deposit
    combine point sovkhoz kolkhoz rudnik zavod lagpunkt otdelenie otdeleniye cloth hydro prison field
    бөлімшесі лагері зауыты кеніші кеңшары шахтасы комбинаты кен орны көмір кендері"""
# words that make a name that of an area, not of a place
_AREAS = """область области обл oblast oblasts region облысы облыс губерния губернии губ guberniya province
    район района районе р-н рн raion rayon district ауданы аудан край края krai уезд уезда uyezd волость округ
    округа county бассейн бассейна"""
_SMALL_WORDS = "в во из на под близ около возле у к от до и при near at in from of the to by для за по"
KINDS = {fold(word): kind for kind, words in _KINDS.items() for word in words.split()}
HEADS, AREAS, _SMALL = (frozenset(map(fold, words.split())) for words in (_HEADS, _AREAS, _SMALL_WORDS))
_TOKEN = re.compile(r"[^\W_]+(?:[-–’'ʹ`ʼ][^\W_]+)*\.?")
_READABLE = re.compile("[A-Za-zÀ-ɏЀ-ӿ]")
_SPLIT_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]?\s*")


@dataclass(frozen=True)
class Query:
    """What a written name asks for.

    ``keys`` are the folded keys to look up, the most literal first, and ``others`` those of rarer habits of
    transliteration, for when they find nothing; ``hint`` is a kind the words around it name, ``region`` an
    oblast written after it; ``area`` says that it names an oblast or district rather than a place, ``generic``
    that it only says a kind.
    """

    keys: tuple[str, ...]
    others: tuple[str, ...] = ()
    hint: str = ""
    region: str = ""
    area: bool = False
    generic: bool = False


@lru_cache(maxsize=4096)
def read_name(text: str) -> Query:
    """Take a written name apart.

    >>> read_name("ст. Жарык").keys, read_name("ст. Жарык").hint
    (('stzharik', 'zharik'), 'station')
    >>> read_name("Долинское отделение").keys
    ('dolinskoeotdelenie', 'dolinskoe')
    """
    if not _READABLE.search(text):
        return Query(())  # 101 and № 31 are mines' numbers, not names of places
    keys = [fold(text)]
    repaired = _one_alphabet(text)
    if repaired != text:
        keys.append(fold(repaired))
        text = repaired
    region = ""
    inside = _SPLIT_BRACKETS.search(text)
    bracket = inside[1] if inside else ""
    head, *rest = _SPLIT_BRACKETS.sub(" ", text).split(",")
    for part in rest:
        if _is_area(part) or not region:
            region = part.strip()
    if rest or bracket:
        keys.append(fold(head))
    words = [fold(token) for token in _TOKEN.findall(head)]
    area = any(word in AREAS for word in words)
    hint = next((KINDS[word] for word in words if KINDS.get(word)), "")
    without_kinds = [word for word in words if word not in KINDS and word not in _SMALL]
    keys.append(fold("".join(without_kinds)))
    bare = [word for word in without_kinds if word not in HEADS]
    keys.append(fold("".join(bare)))
    if area:  # the town an oblast is called after can be suggested
        keys.append(fold("".join(word for word in without_kinds if word not in AREAS)))
    if words and not any(word not in KINDS and word not in HEADS and word not in _SMALL for word in words):
        return Query((fold(text),), generic=True)  # рудник, аул: words that say a kind and hardly ever a name
    if bracket and not _is_area(bracket):
        keys.append(strip_kinds(bracket))
    elif bracket:
        region = region or bracket
    of_thing = len(bare) < len(without_kinds)
    if of_thing and len(bare) > 1:  # Степнякский золотой рудник
        keys += [word for word in bare if _ADJECTIVE.fullmatch(word)]
    keys = [key for key in dict.fromkeys(keys) if len(key) > 1]
    others = dict.fromkeys(strip_kinds(other) for other in _other_readings(head))
    return Query(tuple(keys), tuple(key for key in others if key not in keys), hint, region, area)


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
    words = [fold(token) for token in _TOKEN.findall(text)]
    return fold("".join(word for word in words if word not in KINDS)) or fold(text)


def strip_heads(text: str) -> str:
    """The folded key of a name without its kind and its enterprise: ``Baikonur coal pits`` is ``baikonur``."""
    words = [fold(token) for token in _TOKEN.findall(text)]
    return fold("".join(word for word in words if word not in KINDS and word not in HEADS)) or fold(text)


def _is_area(text: str) -> bool:
    return any(fold(token) in AREAS for token in _TOKEN.findall(text))


_LATIN_TWINS = str.maketrans("aceopxyABCEHKMOPTXkmtbh", "асеорхуАВСЕНКМОРТХкмтвн")
_CYRILLIC_TWINS = str.maketrans("асеорхАВСЕНКМОРТХ", "aceopxABCEHKMOPTX")


def _one_alphabet(text: str) -> str:
    """A text in which words that mix two alphabets by a slip of the keyboard are set in one.

    >>> _one_alphabet("Cпасск") == "Спасск"
    True
    """
    for word in mixed_words(text):
        cyrillic = word.translate(_LATIN_TWINS)
        latin = word.translate(_CYRILLIC_TWINS)
        better = latin if latin.isascii() else cyrillic
        if not mixed_words(better):
            text = text.replace(word, better)
    return text


_ADJECTIVE = re.compile(r"(?P<stem>.{2,}?)(?P<s>ts|s)k(?:|i|aia|oe|ie|ogo|oi|omu|im|om|ih|imi|uiu)")
_PLAIN_ADJECTIVE = re.compile(r"(?P<stem>.{4,}n)(?:i|aia|oe|ie|ogo|oi|om|ih)")
# the end of a word in a sentence, and what the word ends in by itself
_CASES = (
    ("skogo", ("skoe", "ski")),
    ("skom", ("skoe", "ski")),
    ("skoi", ("skaia",)),
    ("skuiu", ("skaia",)),
    ("ogo", ("oe", "i")),
    ("om", ("oe", "o", "i", "")),
    ("im", ("i",)),
    ("iu", ("",)),
    ("oi", ("aia", "a")),
    ("uiu", ("aia",)),
    ("em", ("", "e")),
    ("a", ("", "o")),
    ("e", ("a", "", "o", "i")),
    ("u", ("a", "", "o")),
    ("i", ("a", "")),
)
_KAZAKH_CASES = re.compile(r"(?P<stem>.{4,}?)(?:[dt][ae]n?|[dt][ae]gi|[ndt]i|[ndt]in|[gk][ae]|[mbp]en)")
SHORTEST = 4


def stem(key: str) -> str:
    """What all genders and cases of an adjective share: ``karagandinsk`` of Карагандинская, Карагандинской."""
    found = _ADJECTIVE.fullmatch(key)
    return f"{found['stem']}{found['s']}k" if found else key


def is_adjective(key: str) -> bool:
    """Whether a folded key ends as the adjective of a place does: ``karagandinski``, not ``karaganda``."""
    return bool(_ADJECTIVE.fullmatch(key)) and not key.endswith("k")


@lru_cache(maxsize=4096)
def bases(key: str) -> dict[str, float]:
    """The keys a declined noun or an adjective may come from, with how far-fetched each is (0.1 to 0.2).

    >>> {"dolinka", "karaganda"} <= bases("dolinskoe").keys() | bases("karagandinski").keys()
    True
    >>> "karaganda" in bases("karagande")
    True
    """
    found: dict[str, float] = {}

    def offer(base: str, distance: float) -> None:
        if len(base) >= SHORTEST and base != key:
            base = fold(base)
            found[base] = min(distance, found.get(base, 1.0))

    adjective = _ADJECTIVE.fullmatch(key)
    if adjective:
        far = 0.1 if key.endswith("sk") else 0.0  # Риддерск may be Риддер, but also a town of that name
        stems = [adjective["stem"] + "t", adjective["stem"] + "ts"] if adjective["s"] == "ts" else [adjective["stem"]]
        for stem in stems:
            for ending in ("", "sk", "a", "ka", "s", "skoe", "ski", "skaia"):
                offer(stem + ending, 0.1 + far)
            if stem.endswith("in"):
                for ending in ("a", "i", ""):
                    offer(stem[:-2] + ending, 0.1 + far)
            if stem.endswith("en"):
                for ending in ("noe", "oe", "nka"):
                    offer(stem[:-2] + ending, 0.15 + far)
            for ending in ("oe", "o", "i"):
                offer(stem + ending, 0.2 + far)
        return found
    plain = _PLAIN_ADJECTIVE.fullmatch(key)
    if plain:
        for ending in ("i", "aia", "oe"):
            offer(plain["stem"] + ending, 0.15)
    for ending, endings in _CASES:
        if key.endswith(ending):
            for base in endings:
                offer(key.removesuffix(ending) + base, 0.15)
    kazakh = _KAZAKH_CASES.fullmatch(key)
    if kazakh:
        offer(kazakh["stem"], 0.16)
    return found
