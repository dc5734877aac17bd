"""Names that say nothing of where a place is: those made of everyday words, as villages of every country bear them.

No gazetteer lists all bearers of such a name, so that the one place known is no answer by its name alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..names import fold

# Turkic names of a quality and a thing: Жана-Тас, Кара-Су, Кызыл-Арык
_QUALITIES = """ак ақ кара қара кызыл қызыл сары кок көк жана жаңа джана ески эски улкен үлкен кіші киши орта уш үш бес
    беш кос қос тас таш кум құм шор боз коныр қоңыр узун ұзын алтын темир темір жети
    жеті"""
_THINGS = """тас таш су тау булак бұлақ кудук құдық агаш ағаш тобе төбе тюбе кол көл коль тал бель бел арык арық озек
    өзек сай жар кум құм турмыс тұрмыс жол дала тогай тоғай кала қала аул ауыл базар корган қорған шокы шоқы кемер
    терек камыс қамыс мола сор туз тұз откел өткел арал бастау талап жайык адыр"""
_WORDS = """алмалы тасты жаксы жақсы кумды құмды камышты қамысты теректы теректі талды енбек еңбек бирлик бірлік достык
    достық береке коктем көктем бостандык бостандық азат ынтымак ынтымақ талап жемис жеміс арасан тимур шамси абай"""
# Russian names of things, persons and feasts, without their endings: Вишнёвка, Денисовка, Красивое, Заводской
_STEMS = """александр алексе андре антон борис васил владимир григор дени денис дмитри егор иван константин михайл никит
    никол никола павл петр роман семен серге степан тимоф федор смирн кузнец попов новосел
    берез вишн дуб липов лугов малин ольх сосн степн речн озер заречн приозер бор боров ковыл камен песчан ключ родник
    водн бурн красив весел светл прекрасн привол раздол завод рудн перекатн
    алтай туль полтав киев харьков московк саратов самар рязан
    троиц покров преображен воскресен рождествен спасс николь успен архангель
    октябр первомай красноармей комсомоль совет пролетар ленин киров калинин чапаев фрунзе куйбышев дзержин ворошил
    молот партизан пионер побед мир труд восток рассвет заря искр коммун интернационал"""
_ENDINGS = """к о е и а я ка ки ское ский ская ск ной ное ная ный ой ое ая ый ий овка евка овское евское овский евский
    овское овская евская ово ево овск евск инка ино инское инский инск енка енское енский янка янское янский ьевка
    ьевское ьевский ьевск ьский ьское ьская ьск ецкое ецкий кое кий кая ской"""


def _either(words: str) -> str:
    return "|".join(sorted(set(filter(None, map(fold, words.split()))), key=len, reverse=True))


_TURKIC = re.compile(f"(?:{_either(_QUALITIES)})(?:{_either(_THINGS)})")
_RUSSIAN = re.compile(f"(?:{_either(_STEMS)})(?:{_either(_ENDINGS)})?")
_ALONE = frozenset(map(fold, _WORDS.split()))


@lru_cache(maxsize=16384)
def is_common(key: str) -> bool:
    """Whether a folded name is made of everyday words alone.

    >>> [is_common(fold(name)) for name in ("Жанатас", "Кара-Су", "Алмалы", "Денисовка", "Красивое", "Достық")]
    [True, True, True, True, True, True]
    >>> [is_common(fold(name)) for name in ("Карсакпай", "Доссор", "Осакаровка", "Долинское", "Карабас", "Аральск")]
    [False, False, False, False, False, False]
    """
    return key in _ALONE or bool(_TURKIC.fullmatch(key) or _RUSSIAN.fullmatch(key))
