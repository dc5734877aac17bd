"""What columns, tables and states are called in some languages, for programs that show such words."""

from __future__ import annotations

_COLUMNS = """
id|id|код|код
layer|layer|слой|қабат
type|kind|вид|түрі
name|name|название|атауы
name_en|name, English|название по-английски|ағылшынша атауы
name_ru|name, Russian|название по-русски|орысша атауы
name_kk|name, Kazakh|название по-казахски|қазақша атауы
edtf|when (EDTF)|когда (EDTF)|қашан (EDTF)
begin_date|drawn from|показывается с|бастап көрсетіледі
end_date|drawn until|показывается по|дейін көрсетіледі
start_earliest|start, earliest|начало, не раньше|басы, ең ерте
start_latest|start, latest|начало, не позже|басы, ең кеш
end_earliest|end, earliest|конец, не раньше|соңы, ең ерте
end_latest|end, latest|конец, не позже|соңы, ең кеш
presumed_until|presumed until|предполагается до|дейін болжанады
open_start|before every day|раньше всех дней|барлық күннен бұрын
open_end|after every day|позже всех дней|барлық күннен кейін
place|place|место|орны
part_of|part of|часть чего|неге қарайды
certainty|certainty|достоверность|анықтығы
source|source|источник|дереккөз
note|note|примечание|ескерту
opened|opened|открыто|ашылған
path|along|через|бойында
precision|precision of the point|точность точки|нүктенің дәлдігі
radius_m|point may be off by, m|точка может быть сдвинута на, м|нүкте ауытқуы мүмкін, м
authority|gazetteer|газетир|газетир
yearly_numbers|numbers by year|числа по годам|жылдар бойынша сандар
yearly_names|names by year|названия по годам|жылдар бойынша атаулар
subject|about|о чём|не туралы
predicate|what is said|что сообщается|не айтылған
statement_en|statement, English|сообщение по-английски|ағылшынша мәлімет
statement_ru|statement, Russian|сообщение по-русски|орысша мәлімет
statement_kk|statement, Kazakh|сообщение по-казахски|қазақша мәлімет
standing|standing|оценка|бағасы
measure|measure|показатель|көрсеткіш
value|value|значение|мәні
unit|unit|единица|бірлігі
qualifier|qualifier|оговорка|ескертпе
object|to|с чем|немен
lang|language|язык|тілі
kind|kind|вид|түрі
thing|thing|объект|нысан
year|year|год|жыл
state|state|состояние|күйі
prisoners|prisoners|заключённые|тұтқындар
workers|workers|работники|жұмысшылар
population|population|население|халық саны
"""
_TABLES = """
things|Things|Объекты|Нысандар
claims|Statements|Сообщения|Мәліметтер
figures|Figures|Числа|Сандар
names|Names|Названия|Атаулар
relations|Ties|Связи|Байланыстар
places|Places|Места|Орындар
sources|Sources|Источники|Дереккөздер
bounds|Bounds|Границы дат|Күн шектері
events|Events|События|Оқиғалар
disagreements|Disagreements|Разногласия|Келіспеушіліктер
statements|What is said|Что сообщается|Не айтылған
citations|Sources of it|На что ссылается|Сілтемелер
seats|Seats|Местопребывания|Орналасқан жерлері
yearly|Year by year|По годам|Жылдар бойынша
unlocated|Without a point|Без точки|Нүктесіз
evidence|Evidence|Свидетельства|Деректер
basemap|Base map|Основа|Негіз
water|Water|Воды|Су
rivers|Rivers|Реки|Өзендер
borders|Borders|Границы|Шекаралар
oblasts|Oblasts of today|Нынешние области|Қазіргі облыстар
credit|Credit|Авторы и лицензия|Авторлар мен лицензия
"""
_STATES = """
certain|certain|достоверно|анық
presumed|presumed|предположительно|болжамды
possible|possible|возможно|ықтимал
none|no evidence|нет свидетельств|дерек жоқ
undated|undated|без даты|күні белгісіз
"""


LANGUAGES = ("en", "ru", "kk")
"""The languages of the words below; another is shown in the first."""


def _read(text: str) -> dict[str, dict[str, str]]:
    rows = [line.split("|") for line in text.strip().splitlines()]
    return {key: dict(zip(LANGUAGES, words, strict=True)) for key, *words in rows}


COLUMNS, TABLES, STATES = (_read(text) for text in (_COLUMNS, _TABLES, _STATES))


def word(words: dict[str, dict[str, str]], key: str, language: str) -> str:
    """The word for a key, in the first language where it is in no other; the key itself, spaced, where there is none.

    >>> word(STATES, "presumed", "ru"), word(STATES, "presumed", "de"), word(COLUMNS, "my_column", "en")
    ('предположительно', 'presumed', 'my column')
    """
    return words[key].get(language, words[key][LANGUAGES[0]]) if key in words else key.replace("_", " ")
