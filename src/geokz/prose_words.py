"""The words and patterns of dates in prose, Russian, English and Kazakh: the grammar that :mod:`geokz.prose` reads by.

A new wording is a line: in ``DATES`` for one day, month or year or a part of these, in ``EVENTS`` for a date with a
hedge, in ``SPANS`` for begin and end, in ``VERBS`` for what begins or ends; new words stand in ``PIECES`` or above it.
Each line is a regular expression under the EDTF format that it means. ``{a}`` and ``{b}`` stand for dates (with
``.first`` and ``.last``), ``{x}`` and ``{y}`` for events, other names in braces for entries of ``PIECES``. The text is
lower case, ё is е, every dash is ``-``, but ``—`` between two dates; the Kazakh endings for from (-дан, -нен) and
to (-ға, -не) are ``←`` and ``→``. Mind that a text with two readings is refused.
"""

from __future__ import annotations

import re
from itertools import pairwise

Table = tuple[tuple[str, tuple[str, ...]], ...]

MONTHS = (  # Russian, English, Kazakh; every form a date stands in
    r"январ(?:ь|я|е|ю|ем|\.)|янв\.?|january|jan\.?|қаң\.|қаңтар",
    r"феврал(?:ь|я|е|ю|ем|\.)|февр?\.?|february|feb\.?|ақп\.|ақпан",
    r"март(?:а|е|у|ом)?|мар\.?|march|mar\.?|нау\.|наурыз",
    r"апрел(?:ь|я|е|ю|ем|\.)|апр\.?|april|apr\.?|сәу\.|сәуір",
    r"май\.|ма(?:й|я|е|ю|ем)|may\.?|мам\.|мамыр",
    r"июн(?:ь|я|е|ю|ем)|июн\.?|june|jun\.?|мау\.|маусым",
    r"июл(?:ь|я|е|ю|ем)|июл\.?|july|jul\.?|шіл\.|шілде",
    r"август(?:а|е|у|ом)?|авг\.?|august|aug\.?|там\.|тамыз",
    r"сентябр(?:ь|я|е|ю|ем|\.)|сент?\.?|september|sept?\.?|қыр\.|қыркүйе[кг]",
    r"октябр(?:ь|я|е|ю|ем|\.)|окт\.?|october|oct\.?|қаз\.|қазан",
    r"ноябр(?:ь|я|е|ю|ем|\.)|нояб?\.?|november|nov\.?|қар\.|қараша",
    r"декабр(?:ь|я|е|ю|ем|\.)|дек\.?|december|dec\.?|жел\.|желтоқсан",
)
SEASONS = (  # EDTF 21, 22, 23
    r"весн(?:а|ы|е|у|ой)|spring|көктем",
    r"лет(?:о|а|е|у|ом)|summer|жаз",
    r"осен(?:ь|и|ью)|autumn|fall|күз",
)
WINTER = r"зим(?:а|ы|е|у|ой)|winter|қыс"
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ORDINALS = (
    r"(?:1(?:-?(?:й|я|е|ая|ой|м|го))?|i|перв?\.|перв(?:ый|ая|ое|ой|ом|ого|ую)|1st|first|1-?(?:ші|інші)|бірінші)",
    r"(?:2(?:-?(?:й|я|е|ая|ой|м|го))?|ii|вт(?:ор)?\.|втор(?:ой|ая|ое|ом|ого|ую)|2nd|second|2-?(?:ші|інші)|екінші)",
    r"(?:3(?:-?(?:й|я|м|го|ая))?|iii|трет(?:ий|ья|ьем|ьего|ьей)|3rd|third|3-?(?:ші|інші)|үшінші)",
    r"(?:4(?:-?(?:й|я|м|го))?|iv|четверт(?:ый|ом|ого)|4th|fourth|4-?(?:ші|інші)|төртінші)",
)
_HALF = r"(?: (?:пол(?:овин(?:[аеуы]|ой)|\.|угоди[еяию])|half|жарты(?:сы)?))"
_THIRD = r"(?: (?:трет(?:ь|и|ью)|third))"
_QUARTER = r"(?: (?:четверт(?:ь|и|ью)|ширегі(?:нде)?|квартал(?:а|е|у|ом)?|кв\.|четв\.|quarter|тоқсан))"
_THIRDS = ((0, 33), (33, 66), (66, 99))
PARTS: tuple[
    tuple[str, dict[str, tuple[int, int]]], ...
] = (  # first and last year of a century or decade, month, day of each
    (
        r"начал(?:о|а|е|у|ом)|нач\.|early|beginning|start|бас",
        {"century": (0, 33), "decade": (0, 3), "year": (1, 3), "month": (1, 10)},
    ),
    (
        r"середин(?:а|ы|е|у|ой)|сер\.|mid|middle|орта",
        {"century": (33, 66), "decade": (3, 6), "year": (4, 9), "month": (11, 20)},
    ),
    (
        r"кон(?:ец|ца|це|цу|цом)|кон\.|late|end|соң|ая[қғ]",
        {"century": (66, 99), "decade": (6, 9), "year": (10, 12), "month": (21, 31)},
    ),
    (_ORDINALS[0] + _HALF, {"century": (0, 49), "decade": (0, 4), "year": (1, 6), "month": (1, 15)}),
    (_ORDINALS[1] + _HALF, {"century": (50, 99), "decade": (5, 9), "year": (7, 12), "month": (16, 31)}),
    *(
        (ordinal + _THIRD, {"century": years})
        for ordinal, years in zip(
            (*_ORDINALS[:2], rf"(?:{_ORDINALS[2]}|последн(?:яя|ей|юю)|last)"), _THIRDS, strict=True
        )
    ),
    *(
        (ordinal + _QUARTER, {"century": (25 * n, 25 * n + 24), "year": (3 * n + 1, 3 * n + 3)})
        for n, ordinal in enumerate(_ORDINALS)
    ),
    *(
        (_ORDINALS[n] + r" (?:декад(?:а|ы|е|у|ой)|decade)", {"month": days})
        for n, days in enumerate([(1, 10), (11, 20), (21, 31)])
    ),
)
_KK_CASE = r"(?:(?:ы|і|сы|сі)?(?:н?[дт][ае]|[дтн][ыі]ң)?|[ғгқк][ыі])"  # of nouns that need no arrow
CASE = _KK_CASE + "(?: of)?(?: the)?"
YEARS = r"(?:гг\.?|г\. ?г\.?|годы|годов|годах|годами|жж\.?|ж\. ?ж\.?|жылдар(?:ы|да|ында|дың|ының)?)"
YEAR_WORD = rf"(?:-?(?:й|м|го|ом|ый|ого))? ?(?:г\.|г\b|год(?:а|у|ом|е)?\b|ж\.|жыл{_KK_CASE}\b)"
YEAR = rf"(?:(?:the )?year )?(?P<year>1[0-9]{{3}}|20[0-9]{{2}})(?:{YEAR_WORD}|-(?:й|м|го)\b)?"


def _any(words: tuple[str, ...]) -> str:
    return "|".join(words)


PIECES = {
    "year": YEAR,
    "yy": rf"(?P<yy>[0-9]{{2}})(?:{YEAR_WORD})?",
    "pair": rf"(?P<pair>[12][0-9]{{3}}/[0-9]{{2}}(?:[0-9]{{2}})?)(?: ?{YEARS}|{YEAR_WORD})?",
    "winters": rf"(?P<pair>[12][0-9]{{3}}[/-][0-9]{{2}}(?:[0-9]{{2}})?)(?: ?{YEARS}|{YEAR_WORD})?",
    "decade": r"(?P<decade>(?:1[0-9]|20)?[0-9]0)"
    rf"(?:-?(?:х|x|е|ые|ых)(?: ?{YEARS})?|'?s|-(?:(?:шы|ші) )?(?:жылдар{_KK_CASE}|жж\.?))",
    # 1950 жылдардың ортасында: the middle of the decade; without a part it may be the year
    "decade_of": r"(?P<decade>(?:1[0-9]|20)[0-9]0)(?:-?ші|-?шы)? (?:жылдар(?:дың|ының)|жж\.)",
    "unknown_year": r"(?P<decade>[12][0-9]{2}[xх_?*-])(?: ?(?:г\.?|год(?:а|у)?|ж\.))?",
    "century": r"(?P<century>[ivxх]{1,5}|[12]?[0-9])(?:-?(?:й|го|м|ый|ом)|st|nd|rd|th|-?(?:ші|шы|інші|ыншы))? "
    r"(?:в\.|век(?:а|е|у|ом)?|столети(?:е|я|и|ю|ем)|century|c\.|ғ\.|ғасыр(?:ы|да|дың|ында|ының)?)",
    "month": rf"(?P<month>(?:{_any(MONTHS)}){CASE})",
    "day": r"(?P<day>[0-9]{1,2})(?:-?(?:го|е)|(?:st|nd|rd|th)(?: of)?)?",
    "mm": r"(?P<mm>[0-9]{1,2})",
    "roman": r"(?P<roman>[ivxх]{1,4})",
    "iso": rf"(?P<iso>[12][0-9]{{3}}-(?:0[1-9]|1[0-2])(?:-[0-9]{{2}})?)(?:{YEAR_WORD})?",
    "slashed": rf"(?P<slashed>[0-9]{{1,2}}[/-][0-9]{{1,2}}[/-][0-9]{{4}})(?:{YEAR_WORD})?",
    "season": rf"(?P<season>(?:{_any(SEASONS)}){CASE})",
    "winter": rf"(?P<winter>(?:{WINTER}){CASE})",
    "part": rf"(?P<part>(?:{_any(tuple(words for words, _ in PARTS))}){CASE})",
    "opened": r"(?:был[аои]? )?(?:организован|образован|основан|открыт|создан|учрежден|сформирован)[аоы]?|орг\.|осн\.|"
    r"(?:год|дата) (?:основания|образования|открытия|создания)|est(?:d\.|\.|d)?|"
    r"(?:was )?(?:opened|founded|established|organi[sz]ed|created|formed)|(?:құрыл|ұйымдастырыл|ашыл)(?:ды|ған)",
    "closed": r"(?:был[аои]? )?(?:закрыт|ликвидирован|расформирован|упразднен)[аоы]?|закр\.|ликв\.|"
    r"(?:год|дата) (?:закрытия|ликвидации|упразднения)|"
    r"(?:was )?(?:closed|dissolved|disbanded|abolished|liquidated)|(?:жабыл|таратыл)(?:ды|ған)",
    "named": r"(?:впервые |последний раз )?(?:упом\.|упомина(?:ется|лся|лась|лось)|упомянут[аоы]?)|"
    r"известен|известн[аоы]|(?:первое |последнее )?упоминание|по сост(?:оянию|\.) на|"
    r"действующ(?:ий|ая|ее|ие) на|"
    r"(?:first |last )?(?:mentioned|attested|recorded)|as (?:of|at)|fl\.",
    "least": r"по (?:меньшей|крайней) мере|(?:как )?минимум|at least",
}
DATES = (
    r"{year}",
    r"{decade}",
    r"{pair}",
    r"{month}(?:,? |-){year}",
    r"{year},? {month}",
    r"{day} {month},? {year}",
    r"{day}-{month}-(?:{year}|{yy})",
    r"{month} {day},? {year}",
    r"{year},? {day} {month}",
    r"{year},? {month} {day}",
    r"{unknown_year}",
    r"{century}",
    r"{part} (?:of )?(?:the )?{century}",
    r"{century} {part}",
    r"{decade_of} {part}",
    r"{day}\. ?{mm}\. ?(?:{year}|{yy})",
    r"{mm}\.{year}",
    r"{year}\.(?P<mm>0[1-9]|1[0-2])",
    r"{year}\.{mm}\.{day}",
    r"{year}/{mm}/{day}",
    r"{mm}/{year}",
    r"{iso}",
    r"{slashed}",
    r"{day}[./ -] ?{roman}[./ -] ?(?:{year}|{yy})",
    r"{roman}[./] ?{year}",
    r"{year}-{month}-{day}",
    r"{season},? {year}",
    r"{year},? \(?{season}\)?",
    r"{winter} (?:{winters}|{year})",
    r"{winters} {winter}",
    r"{part} {year}",
    r"{part} {decade}",
    r"{part} {month},? {year}",
    r"{year} {part}",
    r"{decade} {part}",
    r"{year} {month} {part}",
)
EVENTS: Table = (
    (
        "[..{a.last}]",
        (
            r"не (?:позднее|позже),?(?: чем)? {a}",
            r"(?:к|ко) {a}",
            r"(?:no|not) later than {a}",
            r"by {a}",
            r"{a} ← (?:кешіктірмей|кеш емес)",
            r"(?:до|ранее|раньше|before) {a}",
            r"{a} → (?:дейін|қарай)",
            r"{a} (?:или ранее|или раньше|or earlier|or before)",
            r"at the latest,? (?:in )?{a}",
            r"{a},? at the latest",
        ),
    ),
    (
        "[{a.first}..]",
        (
            r"не (?:ранее|раньше),?(?: чем)? {a}",
            r"(?:no|not) (?:before|earlier than) {a}",
            r"{a} ← (?:ерте|бұрын) емес",
            r"(?:после|позднее|позже|after|later than) {a}",
            r"{a} ← кейін",
            r"{a} (?:или позднее|или позже|or later|or after)",
            r"at the earliest,? (?:in )?{a}",
            r"{a},? at the earliest",
        ),
    ),
    (
        "[{a.first}..{b.last}]",
        (
            r"между {a} и {b}",
            r"between {a} and {b}",
            r"{a} (?:мен|бен|пен|және) {b}(?: жылдар| жж\.?)? (?:арасында|аралығында)",
            r"не (?:ранее|раньше) {a},?(?: и| но)? не (?:позднее|позже) {b}",
            r"(?:not before|not earlier than) {a},?(?: and| but)? not later than {b}",
        ),
    ),
    ("[{a.eve}..{a}]", (r"(?:в )?ночью? на {a}", r"{a} → қараған түн(?:і|де)")),
    (
        "[{b.eve}..{b}]",
        (
            r"(?:в )?ночью? со? {a} на {b}",
            r"(?:on )?(?:the )?night of {a} ?(?:to|and|-|/) ?{b}",
            r"{a} ← {b} → қараған түн(?:і|де)",
        ),
    ),
    ("[{a},{b}]", (r"{a} (?:или|либо) {b}", r"{a} or {b}", r"{a} немесе {b}")),
    (
        "{a}~",
        (
            r"(?:около|ок\.|прим(?:ерно|\.)|прибл(?:изительно|\.)|ориентировочно|about|around|circa|ca?\.|ca|approx\.?|"
            r"approximately|roughly|шамамен) {a}",
            r"{a} шамасы(?:нда)?",
        ),
    ),
    (
        "{a}?",
        (
            r"(?:вероятно|предположительно|возможно|по-видимому|probably|perhaps|possibly|мүмкін),? {a}",
            r"{a} ?\(?\?\)?",
        ),
    ),
)
SPANS: Table = (
    (
        "{x}/{y}",
        (
            r"{x} — {y}",
            r"{x} по {y}",
            r"(?:(?:начиная )?[сc]о?|от) {x} (?:и )?(?:по|до) {y}",  # also with a Latin c, from the wrong keyboard
            r"(?:from )?{x} (?:to|until|till) {y}",
            r"{x} ←(?: бастап)? {y} → дейін",
            r"{x} — {y}(?: жылдар(?:ы)?| ж\. ?ж\.?| жж\.?)? (?:аралығында|арасында)",
        ),
    ),
    (
        "{x}/",
        (
            r"(?:начиная )?со? {x}",
            r"(?:since|from) {x}",
            r"{x} (?:и далее|и позднее|и позже|onwards?|and later)",
            r"{x} ←(?: (?:бастап|бері))?",
        ),
    ),
    ("/{y}", (r"(?:по|until|till|up to) {y}",)),
    (
        "{x}/..",
        (
            r"со? {x} по (?:наст(?:оящее|\.) время|наши дни|сей день|сегодняшний день|н\. ?в\.)",
            r"со? {x} до (?:настоящего времени|наших дней)",
            r"(?:since|from) {x} (?:to the present|until today)",
        ),
    ),
    ("[..{a.last}]/[{a.first}..]", (r"(?:{least}) (?:до|по|со?|until|till|to|since|from) {a}",)),
)
VERBS: Table = (
    (
        "{x}/",
        (
            r"(?:{opened}):? {x}",
            r"{x} (?:{opened})",
            r"(?:действует|существует|работает|функционирует) со? {x}",
        ),
    ),
    ("/{y}", (r"(?:{closed}):? {y}", r"{y} (?:{closed})")),
    (
        "[..{a.last}]/[{a.first}..]",
        (
            r"(?:{named})(?: с| since)? {a}",
            r"на (?=[0-9]{{1,2}}[ ./]|начало |конец ){a}",
            r"{a} жағдай бойынша",
        ),
    ),
    ("[..{a.last}]/[{b.first}..]", (r"(?:{named}) {a} — {b}", r"(?:{named}) со? {a} (?:по|до) {b}")),
)
ACTIVE_SPANS: Table = (  # what else a text may say after (in Kazakh, before) a verb of ACTIVE
    ("/{y}", (r"(?:до|to) {y}", r"{y} → дейін")),
    ("[..{a.last}]/[{a.first}..]", (r"{a}",)),
)
ACTIVE = re.compile(
    r"(?:(?:про)?(?:действовал|существовал|работал|функционировал)[аои]?|"
    r"(?:was )?(?:active|operated|operating|existed|functioned|worked)) (?P<after>.+)|"
    r"(?P<before>.+) (?:жұмыс іст(?:еді|еген)|болды|болған)"
)
# words for no date, without blanks and full stops
_UNDATED = """неизвестно|неизв|не известно|нет|неизвестна|дата неизвестна|год неизвестен|время неизвестно|
    не установлено|
    не установлена|дата не установлена|не датировано|не датирован|нет данных|данных нет|нет сведений|
    сведений нет|нет даты|даты нет|нет св|не указано|не указана|год не указан|дата не указана|
    не определено|без даты|без года|бг|бд|б/г|б/д|нд|н/д|н/у|undated|no date|without date|not dated|
    date unknown|unknown|not known|no data|n/a|#n/a|na|<na>|n/d|nd|sd|белгісіз|жоқ|күні белгісіз|жылы белгісіз|
    көрсетілмеген|жылы көрсетілмеген|күні көрсетілмеген|анықталмаған|мерзімі белгісіз|уақыты белгісіз|
    дерек жоқ|деректер жоқ|мәлімет жоқ|күні жоқ|жылы жоқ|?|-|—|xxxx|
    none|nan|nat|null"""
UNDATED = frozenset("".join(words.split()) for words in _UNDATED.split("|"))
NO_YEAR = re.compile(r"(?:довоен|послевоен|войн|революци|соғыс)\w*|wars?|prewar|postwar|revolution")
BEFORE_OUR_ERA = r"до (?:н\. ?э\.?|нашей эры)|b\.? ?c\.?(?: ?e\.?)?|б\. ?з\. ?[бд]\.?|біздің заманымызға дейін(?:гі)?"
OUR_ERA = r"(?:н\. ?э\.?|нашей эры)|a\.? ?d\.?|c\. ?e\.?|ce|б\. ?з\.?"
_STYLE = r"стил[юяь]|ст\b"
_OLD = rf"(?:по )?(?:стар(?:ому|ого|ый)|ст\.) ?(?:{_STYLE})|o\. ?s\b|old style|ескі стиль(?:мен| бойынша)?"
_NEW = rf"(?:по )?(?:нов(?:ому|ого|ый)|н(?:ов)?\.) ?(?:{_STYLE})|n\. ?s\b|new style|жаңа стиль(?:мен| бойынша)?"
OLD_STYLE, NEW_STYLE = (re.compile(rf",? ?[(\[](?:{style})\.?[)\]]|,? ?\b(?:{style})\.?") for style in (_OLD, _NEW))
# a day twice, as in 25 октября (7 ноября) 1917 or 12/24 апреля 1897
TWICE = re.compile(
    r"(?P<one>[^()\[\]/]+?) ?(?:/ ?(?P<after>[^()\[\]/]+)|[(\[] ?(?P<two>[^()\[\]/]+?) ?[)\]](?P<rest>[^()\[\]/]*))"
)
ISO_DAY = "[12][0-9]{3}-[0-9]{2}-[0-9]{2}"
MONTH_FIRST = re.compile(rf"\b({'|'.join(MONTHS)}) ([0-9]{{1,2}}) ?- ?([0-9]{{1,2}}),? ([0-9]{{4}})")
_WEEKDAYS = (
    "понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|"
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_TENS = (  # decades in words: Russian, Kazakh, English
    (20, "двадцат", "жиырмасыншы", "twenties"),
    (30, "тридцат", "отызыншы", "thirties"),
    (40, "сороков", "қырқыншы", "forties"),
    (50, "пятидесят", "елуінші", "fifties"),
    (60, "шестидесят", "алпысыншы", "sixties"),
)
_ENDS = r"(?:нач(?:ало|але|\.)|кон(?:ец|це|\.)|середин[ае])"
# what says the same in other words, before a text is read
SAME = (
    (re.compile(r"\bвплоть (?=до\b)"), ""),
    (
        re.compile(
            r"^(?:в течение|в теч\.|в продолжение|на протяжении|[вз]а? период|during|throughout|"
            r"(?:in|over) the course of) "
        ),
        "",
    ),
    (re.compile(r"^за (?=[12][0-9]{3}\b)"), ""),
    (re.compile(r"^от (?=[0-9]{1,2}[ ./](?!.* до ))"), ""),
    (re.compile(rf"[\"«“]?\b([0-9]{{1,2}})[\"»”] ?(?=(?:{_any(MONTHS)})\b)"), r"\1 "),  # «17» сентября
    (re.compile(rf"\b({_any(MONTHS)}) ([0-9]{{1,2}})(?:-?го)? дня(?:,? (?=[12][0-9]{{3}})|$)"), r"\2 \1 "),
    (re.compile(rf"\b({_any(MONTHS)}) мес(?:яц[ае]?\b|\.)"), r"\1"),
    (re.compile(r"(?<=[а-яіәғқңөұүһ]) айлары(?:ның|нда|)\b"), ""),
    *((re.compile(rf"\b({one})/(?=(?:{next_})\b)"), r"\1-") for one, next_ in pairwise(MONTHS)),
    *((re.compile(rf"\b({one}) (?:и|and) (?=(?:{next_})(?: of)? [12])"), r"\1 - ") for one, next_ in pairwise(SEASONS)),
    (re.compile(rf"^([12][0-9]{{3}}) жыл(?:ы|дың|ғы)? ({_any(MONTHS)}) ?- ?({_any(MONTHS)})$"), r"\2 \1 - \3 \1"),
    (re.compile(rf"^(?:{_WEEKDAYS}),? (?=[0-9]{{1,2}}\b)|(?<=[0-9.а-я]),? (?:{_WEEKDAYS})$"), ""),
    (re.compile(r"^(?:рано )?(?:утром|днем|вечером),? (?=[0-9])"), ""),
    (re.compile(r" ?[\[(](?:так(?: в (?:тексте|документе|источнике|оригинале))?|sic)!?[\])]"), ""),
    (re.compile(r"(?<=[0-9]{4})\*+$"), ""),  # a footnote
    (re.compile(r"^(?:n\.? ?d\.?|б\. ?[гд]\.?|без даты),? ?[\[(]([^\[\]()]*)[\])]$"), r"\1"),
    (re.compile(r"(?:(?<=/[0-9]{2})|(?<=/[0-9]{4})) (?:учебн|хозяйственн|операционн)\w+ год\w*$"), ""),
    (
        re.compile(
            r"^(.*[0-9]{4}(?: ?г\.?)?) ?- ?(?:н\. ?в\.?|наст(?:оящее|\.) время|наши дни|(?:the )?present|today|now)$"
        ),
        r"с \1 по настоящее время",
    ),
    *((re.compile(rf"\b(?:{tens})(?:ые|ых) (?=год)"), f"{number}-е ") for number, tens, _, _ in _TENS),
    *((re.compile(rf"\b(?:{tens}) (?=жылдар)"), f"{number}-") for number, _, tens, _ in _TENS),
    *((re.compile(rf"\b{tens}$"), f"{number}s") for number, _, _, tens in _TENS),
    (re.compile(r"\bперв(?:ых|ые) числа(?:х)?\b"), "начало"),
    (re.compile(r"\bпоследн(?:их|ие) числа(?:х)?\b"), "конец"),
    (
        re.compile(rf"^({_ENDS} [ivxх]{{1,5}}) ?- ?({_ENDS} [ivxх]{{1,5}}) (?:вв?\.|века|веков)$"),
        r"\1 в. - \2 в.",
    ),
    (re.compile(r"(?<=[а-яіәғқңөұүһ]) айы(?:ның|нда|)\b"), ""),
    (re.compile(r"(?<=[дт][ае])ғы жағдай(?:ы)? бойынша$"), " жағдай бойынша"),
    (re.compile(r"(?<=[а-яіәғқңөұүһ]) айын(?=а\b|ан\b)"), "н"),
    (
        re.compile(
            r"^([ivxх]+|[0-9]{2})(?:th)? ?- ?([ivxх]+|[0-9]{2})(?:th)? (?:вв\.?|веков|века|ғғ\.?|ғасырлар|centuries)$"
        ),
        r"\1 век - \2 век",
    ),
    (re.compile(r"^([12][0-9]{3}) ?ж\.? (?=бастап|бері|кейін)"), r"\1 жылдан "),
    (re.compile(r"^([12][0-9]{3}) ?ж\.? (?=дейін)"), r"\1 жылға "),
    (
        re.compile(
            r"\b(?:19)?([1-9]0)(-?(?:е|х|ые|ых)(?: ?(?:годы|годов|годах|гг\.?))?) (?:xx|хх|20) ?(?:века|столетия|в\.)$"
        ),
        r"19\1\2",
    ),
    (
        re.compile(
            r"\b([1-9]0)(-?(?:е|х|ые|ых)(?: ?(?:годы|годов|годах|гг\.?))?) (?:xix|хiх|19) ?(?:века|столетия|в\.)$"
        ),
        r"18\1\2",
    ),
    (re.compile(r"^(?:xx|хх|20) ?(?:ғасырдың|ғ\.) ?([1-9]0) ?- ?([1-9]0)[ -](?=ж)"), r"19\1-жылдар - 19\2-"),
    (re.compile(r"^(?:xx|хх|20) ?(?:ғасырдың|ғ\.) ?([1-9]0)[ -](?=[жш])"), r"19\1-"),
    (re.compile(r"^(?:в )?([12][0-9]{3})-(?:й|м|го)$"), r"\1"),
    (re.compile(r"[ t]0?0:00(?::00(?:\.0+)?)?(?:z|\+00:00)?$"), ""),  # a whole day that went through a datetime
    (re.compile(r"^([12][0-9]{3})[.,]0+$"), r"\1"),  # a year that went through a number
    (re.compile(r"^\(([^()]*)\)$"), r"\1"),
    (re.compile(r"^\[((?!.*\.\.)[^\[\],]*)\]$"), r"\1"),  # supplied by the archivist
    (re.compile(rf"(?<![0-9.])([0-9]{{1,2}})\. ?({_any(MONTHS)})\.? ?(?=[0-9]{{4}})"), r"\1 \2 "),  # 17.сент.1931
    (re.compile(r"^(?:в )?((?:1[0-9]|20)[0-9]0|[2-6]0)-((?:1[0-9]|20)?[0-9]0)-?(е|х|ые|ых)\b"), r"\1-\3 - \2-\3"),
    *(
        (
            re.compile(rf"\b([12][0-9]{one}0(?:'?s|-?[ех])) (?:и|and) (?=(?:the )?[12][0-9]{next_}0(?:'?s|-?[ех])\b)"),
            r"\1 - ",
        )
        for one, next_ in pairwise("123456789")
    ),
    (  # 1931 жылғы 4-10 шілде; 1931, 4-10 July
        re.compile(
            rf"^([12][0-9]{{3}})(?:{YEAR_WORD})?,? ([0-9]{{1,2}}) ?- ?([0-9]{{1,2}}) ((?:{_any(MONTHS)}){CASE})$"
        ),
        r"\2-\3 \4 \1",
    ),
    (re.compile(r"(?<=[0-9])( ?- ?(?:\(?\?\)?|\.\.\.|…)?)(?: ?гг\.?)$"), r"\1"),  # 1931-? гг.
    (re.compile(r"^q([1-4])(?:,? ?|[/-])([12][0-9]{3})$"), r"\1 quarter \2"),
    (re.compile(r"^([12][0-9]{3})[ -]?q([1-4])$"), r"\2 quarter \1"),
)


_KK_PARTS = ("бас", "орта", "соң", "ая[қғ]", "жарты", "тоқсан")
_KK_NOUN = _any((*(words.split("|")[-1] for words in (*MONTHS, *SEASONS, WINTER)), *_KK_PARTS))
ARROWS = tuple(
    (re.compile(rf"\b((?:{_KK_NOUN}|жыл(?:дар)?)(?:ы|і|сы|сі)?)(?:{endings})\b"), rf"\1 {arrow}")
    for endings, arrow in (("[дтн][ае]н", "←"), ("[ғгқкн][ае]", "→"))
)
