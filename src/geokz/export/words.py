"""What columns, tables and states are called in some languages, for programs that show such words."""

from __future__ import annotations

_COLUMNS = """
id|id|код|код|Kennung
layer|layer|слой|қабат|Ebene
type|kind|вид|түрі|Art
name|name|название|атауы|Name
name_en|name, English|название по-английски|ағылшынша атауы|Name, englisch
name_ru|name, Russian|название по-русски|орысша атауы|Name, russisch
name_kk|name, Kazakh|название по-казахски|қазақша атауы|Name, kasachisch
edtf|when (EDTF)|когда (EDTF)|қашан (EDTF)|wann (EDTF)
begin_date|drawn from|показывается с|бастап көрсетіледі|gezeichnet ab
end_date|drawn until|показывается по|дейін көрсетіледі|gezeichnet bis
start_earliest|start, earliest|начало, не раньше|басы, ең ерте|Anfang, frühestens
start_latest|start, latest|начало, не позже|басы, ең кеш|Anfang, spätestens
end_earliest|end, earliest|конец, не раньше|соңы, ең ерте|Ende, frühestens
end_latest|end, latest|конец, не позже|соңы, ең кеш|Ende, spätestens
presumed_until|presumed until|предполагается до|дейін болжанады|vermutet bis
open_start|before every day|раньше всех дней|барлық күннен бұрын|vor jedem Tag
open_end|after every day|позже всех дней|барлық күннен кейін|nach jedem Tag
place|place|место|орны|Ort
part_of|part of|часть чего|неге қарайды|Teil von
certainty|certainty|достоверность|анықтығы|Gewissheit
source|source|источник|дереккөз|Quelle
note|note|примечание|ескерту|Anmerkung
opened|opened|открыто|ашылған|eröffnet
path|along|через|бойында|über
precision|precision of the point|точность точки|нүктенің дәлдігі|Genauigkeit des Punktes
radius_m|point may be off by, m|точка может быть сдвинута на, м|нүкте ауытқуы мүмкін, м|Punkt kann abweichen um, m
authority|gazetteer|газетир|газетир|Ortsverzeichnis
yearly_numbers|numbers by year|числа по годам|жылдар бойынша сандар|Zahlen nach Jahren
yearly_names|names by year|названия по годам|жылдар бойынша атаулар|Namen nach Jahren
subject|about|о чём|не туралы|worüber
predicate|what is said|что сообщается|не айтылған|was gesagt wird
statement_en|statement, English|сообщение по-английски|ағылшынша мәлімет|Aussage, englisch
statement_ru|statement, Russian|сообщение по-русски|орысша мәлімет|Aussage, russisch
statement_kk|statement, Kazakh|сообщение по-казахски|қазақша мәлімет|Aussage, kasachisch
standing|standing|оценка|бағасы|Bewertung
measure|measure|показатель|көрсеткіш|Messgröße
value|value|значение|мәні|Wert
unit|unit|единица|бірлігі|Einheit
qualifier|qualifier|оговорка|ескертпе|Einschränkung
object|to|с чем|немен|womit
lang|language|язык|тілі|Sprache
kind|kind|вид|түрі|Art
thing|thing|объект|нысан|Objekt
year|year|год|жыл|Jahr
state|state|состояние|күйі|Zustand
prisoners|prisoners|заключённые|тұтқындар|Häftlinge
workers|workers|работники|жұмысшылар|Arbeiter
population|population|население|халық саны|Einwohner
"""
_TABLES = """
things|Things|Объекты|Нысандар|Objekte
claims|Statements|Сообщения|Мәліметтер|Aussagen
figures|Figures|Числа|Сандар|Zahlen
names|Names|Названия|Атаулар|Namen
relations|Ties|Связи|Байланыстар|Verbindungen
places|Places|Места|Орындар|Orte
sources|Sources|Источники|Дереккөздер|Quellen
bounds|Bounds|Границы дат|Күн шектері|Grenzen der Zeit
events|Events|События|Оқиғалар|Ereignisse
disagreements|Disagreements|Разногласия|Келіспеушіліктер|Widersprüche
statements|What is said|Что сообщается|Не айтылған|Was gesagt wird
citations|Sources of it|На что ссылается|Сілтемелер|Belege dafür
seats|Seats|Местопребывания|Орналасқан жерлері|Sitze
yearly|Year by year|По годам|Жылдар бойынша|Jahr für Jahr
unlocated|Without a point|Без точки|Нүктесіз|Ohne Punkt
evidence|Evidence|Свидетельства|Деректер|Belege
basemap|Base map|Основа|Негіз|Grundkarte
water|Water|Воды|Су|Gewässer
rivers|Rivers|Реки|Өзендер|Flüsse
borders|Borders|Границы|Шекаралар|Grenzen
relief|Relief|Рельеф|Жер бедері|Relief
oblasts|Oblasts of today|Нынешние области|Қазіргі облыстар|Verwaltungsgrenzen von heute
credit|Credit|Авторы и лицензия|Авторлар мен лицензия|Urheber und Lizenz
"""
_STATES = """
certain|certain|достоверно|анық|sicher
presumed|presumed|предположительно|болжамды|vermutet
possible|possible|возможно|ықтимал|möglich
none|no evidence|нет свидетельств|дерек жоқ|kein Beleg
undated|undated|без даты|күні белгісіз|undatiert
"""


LANGUAGES = ("en", "ru", "kk", "de")
"""The languages of the words below; another is shown in the first."""


def _read(text: str) -> dict[str, dict[str, str]]:
    rows = [line.split("|") for line in text.strip().splitlines()]
    return {key: dict(zip(LANGUAGES, words, strict=False)) for key, *words in rows}


COLUMNS, TABLES, STATES = (_read(text) for text in (_COLUMNS, _TABLES, _STATES))


def word(words: dict[str, dict[str, str]], key: str, language: str) -> str:
    """The word for a key, in the first language where it is in no other; the key itself, spaced, where there is none.

    >>> word(STATES, "presumed", "ru"), word(STATES, "presumed", "la"), word(COLUMNS, "my_column", "en")
    ('предположительно', 'presumed', 'my column')
    """
    return words[key].get(language, words[key][LANGUAGES[0]]) if key in words else key.replace("_", " ")
