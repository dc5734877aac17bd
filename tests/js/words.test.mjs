import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { firstLanguage, gathered, Words } from '../../src/geokz/render/js/data/words.js';

const STRINGS = {
  undated: { en: 'undated', ru: 'без даты', kk: 'күні белгісіз' },
  startUnknown: { en: 'start unknown', ru: 'начало неизвестно', kk: 'басы белгісіз' },
  endUnknown: { en: 'end unknown', ru: 'конец неизвестен', kk: 'соңы белгісіз' },
  endOpen: { en: 'later', ru: 'позже', kk: 'кейін' },
  or: { en: 'or', ru: 'или', kk: 'немесе' },
  notAfter: { en: 'not after {date}', ru: 'не позже {date}', kk: '' },
  notBefore: { en: 'not before {date}', ru: 'не раньше {date}', kk: '' },
  between: { en: 'between {from} and {to}', ru: 'между {from} и {to}', kk: '' },
  about: { en: 'about {date}', ru: 'около {date}', kk: 'шамамен {date}' },
  century: { en: 'the {number} century', ru: '{number} век', kk: '{number} ғасыр' },
  decade: { en: 'the {year}s', ru: '{year}-е годы', kk: '{year}-жылдар' },
  seasons: { en: 'spring summer autumn winter', ru: 'весна лето осень зима', kk: 'көктем жаз күз қыс' },
  months: {
    en: 'January February March April May June July August September October November December',
    ru: 'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь',
    kk: '',
  },
  monthsOf: {
    en: 'January February March April May June July August September October November December',
    ru: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
    kk: '',
  },
  monthYear: { en: '{month} {year}', ru: '{month} {year}', kk: '' },
  dayMonthYear: { en: '{day} {month} {year}', ru: '{day} {month} {year}', kk: '' },
  only: { en: '', ru: 'только по-русски', kk: '' },
  camps: {
    en: { one: '{count} camp', other: '{count} camps' },
    ru: { one: '{count} лагерь', few: '{count} лагеря', many: '{count} лагерей' },
    kk: { other: '{count} лагерь' },
  },
};

function words(language, dates = {}) {
  const result = new Words(
    STRINGS,
    { types: { coal_mine: { en: 'coal mine', ru: 'угольная шахта', kk: 'көмір шахтасы' } } },
    dates,
  );
  result.language = language;
  return result;
}

/** Dates as Python sends them, with what they are in English; tests/test_datings.py holds them against geokz.render.datings. */
const DATINGS = JSON.parse(readFileSync(new URL('./datings.json', import.meta.url), 'utf8'));

for (const { when, parts, english } of DATINGS) {
  test(`${JSON.stringify(when)} is "${english}" in English`, () => {
    assert.equal(words('en', { [when]: parts }).when(when), english);
  });
}

test('what has no date is undated, and a date that was not sent stays as it was written', () => {
  assert.equal(words('en').when(''), 'undated');
  assert.equal(words('en').when('1931-09'), '1931-09');
});

test('a Russian day stands in the genitive and a month alone does not', () => {
  const parts = { start: { text: '', year: 1931, month: 9, day: 17 }, end: { text: '', year: 1959, month: 7 } };
  assert.equal(words('ru', { life: parts }).when('life'), '17 сентября 1931 – июль 1959');
});

test('Russian and Kazakh write the number of a century in Roman figures', () => {
  assert.equal(words('ru').date({ text: '18XX', century: 19 }), 'XIX век');
  assert.equal(words('kk').date({ text: '19XX', century: 20 }), 'XX ғасыр');
});

test('a number has the form of its noun that the language asks for, and the only form where there is one', () => {
  assert.deepEqual(
    ['en', 'ru', 'kk'].map((code) => words(code).counted('camps', 21)),
    ['21 camps', '21 лагерь', '21 лагерь'],
  );
  assert.deepEqual(
    ['en', 'ru', 'kk'].map((code) => words(code).counted('camps', 1)),
    ['1 camp', '1 лагерь', '1 лагерь'],
  );
  assert.deepEqual(
    ['ru', 'ru', 'ru'].map((code, at) => words(code).counted('camps', [2, 5, 11][at])),
    ['2 лагеря', '5 лагерей', '11 лагерей'],
  );
});

test('a text that lacks in a language falls back to the first there is', () => {
  assert.equal(words('kk').t('only'), 'только по-русски');
  assert.equal(words('kk').pick({ en: 'Karlag', ru: 'Карлаг', kk: '' }), 'Karlag');
  assert.equal(words('ru').pick({ en: '', ru: '', kk: '' }), '');
});

test('a key without a text is shown itself, so that it is seen', () => {
  assert.equal(words('en').t('nonsense'), 'nonsense');
});

test('a hole without a value stays a hole, and zero fills one', () => {
  assert.equal(words('en').t('between', { from: 0 }), 'between 0 and {to}');
});

test('a value is put in as it is, without a second reading', () => {
  assert.equal(words('en').t('about', { date: '{date} $& $1' }), 'about {date} $& $1');
});

test('a vocabulary gives its label in the language of the page, an unknown key itself', () => {
  assert.equal(words('ru').label('types', 'coal_mine'), 'угольная шахта');
  assert.equal(words('ru').label('types', 'unheard_of'), 'unheard_of');
  assert.equal(words('ru').label('nothing', 'coal_mine'), 'coal_mine');
});

test('a measure that says nothing is left out before what it is of', () => {
  const measures = { prisoners: { ru: 'заключённые' }, other: { ru: 'прочее' } };
  const ru = words('ru');
  ru.vocabularies = { measures };
  assert.equal(ru.measured('prisoners', null), 'заключённые');
  assert.equal(ru.measured('prisoners', { ru: 'женщины' }), 'заключённые (женщины)');
  assert.equal(ru.measured('other', { ru: 'прибыль лагеря' }), 'прибыль лагеря');
  assert.equal(ru.measured('other', null), 'прочее');
});

test('units have the form of their number, and their label where it is always the same', () => {
  const ru = new Words({ unit_year: { ru: { one: 'год', few: 'года', many: 'лет', other: 'года' } } });
  ru.language = 'ru';
  ru.vocabularies = { units: { year: { ru: 'лет' }, t: { ru: 'т' } } };
  assert.deepEqual(
    [1, 2, 5, 21, 2.5].map((value) => ru.unit('year', value)),
    ['год', 'года', 'лет', 'год', 'года'],
  );
  assert.deepEqual([ru.unit('t', 2), ru.unit('year', null)], ['т', 'лет']);
});

test('a whole number is written as browsers write it, whatever its size', () => {
  for (const [language, locale] of Object.entries({ en: 'en-GB', ru: 'ru', kk: 'ru-RU', de: 'de' })) {
    const format = new Intl.NumberFormat(locale);
    for (let value = 1; value < 2 ** 53; value = Math.ceil(value * 1.7))
      for (const one of [value - 1, value, 1000 * value]) {
        if (Number.isSafeInteger(one)) assert.equal(words(language).number(one), format.format(one));
      }
  }
});

test('numbers are grouped as each language does and keep their digits', () => {
  assert.equal(words('en').number(21329), '21,329');
  assert.equal(words('ru').number(21329).replace(/\s/g, ' '), '21 329');
  assert.equal(words('kk').number(21329).replace(/\s/g, ' '), '21 329');
  assert.equal(words('en').number(7.9), '7.9');
  assert.equal(words('ru').number(7.9), '7,9');
  assert.equal(words('en').number(0), '0');
});

test('what a language lacks is said in the first language of the atlas that has it, then in any', () => {
  const german = words('de');
  german.languages = ['de', 'kk', 'ru'];
  assert.equal(german.pick({ en: 'Camp', ru: 'Лагерь', kk: '' }), 'Лагерь');
  assert.equal(german.pick({ en: 'Camp' }), 'Camp');
  assert.equal(german.tongue({ en: 'Camp', ru: 'Лагерь' }), 'ru');
  assert.equal(german.pick({}), '');
  assert.equal(german.number(1234.5), '1.234,5');
});

test('a language is called by its own name, and on its button as its words have it or by its code', () => {
  const own = new Words({ languageLabel: { kk: 'ҚАЗ' } });
  assert.deepEqual(
    ['kk', 'de'].map((code) => own.shortNameOf(code)),
    ['ҚАЗ', 'DE'],
  );
  assert.equal(own.nameOf('de'), 'Deutsch');
});

test("the page opens in the first of the reader's languages that it speaks", () => {
  assert.equal(firstLanguage(['kk-KZ', 'ru', 'en-US'], ['en', 'ru', 'kk']), 'kk');
  assert.equal(firstLanguage(['de-DE', 'ru-RU', 'en'], ['en', 'ru', 'kk']), 'ru');
  assert.equal(firstLanguage(['de', 'fr'], ['en', 'ru', 'kk']), undefined);
  assert.equal(firstLanguage([], ['en', 'ru', 'kk']), undefined);
});

test('places of a source are gathered: lines and pieces in order, each once, ranges with a dash', () => {
  assert.deepEqual(gathered(['L201', 'L107-109', 'S36', '176', 'L201', 'opening', '10', '176']), {
    lines: ['107–109', '201'],
    pieces: ['36'],
    records: ['176', '10'],
    others: ['opening'],
  });
});

const PLACES = {
  line: { ru: 'строка {where}' },
  lines: { ru: 'строки {where}' },
  sentence: { ru: 'фрагмент {where}' },
  sentences: { ru: 'фрагменты {where}' },
  record: { ru: '№ {where}' },
};

test('one line is a line, several are lines, and an author who ends with a stop has one', () => {
  const told = new Words(PLACES);
  told.language = 'ru';
  const source = { line: { ru: 'Аманбекова и др.' } };
  assert.equal(told.cited(source, 'L206'), 'Аманбекова и др., строка 206.');
  assert.equal(told.cited(source, 'L93-97', 'S20'), 'Аманбекова и др., строки 93–97; фрагмент 20.');
  assert.equal(told.cited(source, '176'), 'Аманбекова и др., № 176.');
  assert.equal(told.cited(source), 'Аманбекова и др.');
});

test('a place in an archive is cited in the words of the language', () => {
  const told = new Words(PLACES);
  told.language = 'ru';
  const source = {
    line: { ru: 'Отчёты. ГАРФ, ф. Р-9414' },
    places: { 'delo 23, sheet 12': { ru: 'д. 23, л. 12' }, L206: { ru: 'L206' } },
  };
  assert.equal(told.cited(source, 'delo 23, sheet 12'), 'Отчёты. ГАРФ, ф. Р-9414, д. 23, л. 12.');
  assert.equal(told.cited(source, 'L206', 'delo 23, sheet 12'), 'Отчёты. ГАРФ, ф. Р-9414, строка 206; д. 23, л. 12.');
});

const CASES = {
  notAfter: { ru: 'не позднее {date}' },
  between: { ru: 'между {from} и {to}' },
  about: { ru: 'около {date}' },
  months: { ru: 'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь' },
  monthsOf: { ru: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря' },
  monthsBy: { ru: 'январём февралём мартом апрелем маем июнем июлем августом сентябрём октябрём ноябрём декабрём' },
  monthYear: { ru: '{month} {year}' },
  seasons: { ru: 'весна лето осень зима' },
  seasonsOf: { ru: 'весны лета осени зимы' },
  decade: { ru: '{year}-е' },
  decadeOf: { ru: '{year}-х' },
  or: { ru: 'или' },
  oneOfYears: { ru: 'один из годов {from}–{to}' },
};

test('Russian dates stand in the case their preposition asks for', () => {
  const told = new Words(CASES);
  told.language = 'ru';
  const month = (year, number) => ({ text: '', year, month: number });
  assert.equal(told.date({ text: '', between: [null, month(1931, 2)] }), 'не позднее февраля 1931');
  assert.equal(
    told.date({ text: '', between: [month(1934, 1), month(1937, 11)] }),
    'между январём 1934 и ноябрём 1937',
  );
  assert.equal(told.date({ ...month(1931, 2), about: true }), 'около февраля 1931');
  assert.equal(told.date({ text: '', between: [null, { text: '', year: 1929, season: 3 }] }), 'не позднее осени 1929');
  assert.equal(told.date({ text: '', between: [null, { text: '', decade: 1940 }] }), 'не позднее 1940-х');
  assert.equal(told.date(month(1931, 2)), 'февраль 1931');
});

test('a row of years is a range, not a chain of alternatives', () => {
  const told = new Words(CASES);
  told.language = 'ru';
  const years = (...all) => told.date({ text: '', oneOf: all.map((year) => ({ text: String(year), year })) });
  assert.equal(years(1930, 1931, 1932, 1933), 'один из годов 1930–1933');
  assert.equal(years(1930, 1933), '1930 или 1933');
});

test('what a language has no words for in dates is said as browsers say it', () => {
  const told = new Words({ year: { de: 'Jahr' }, months: { en: 'January February' } });
  told.language = 'de';
  assert.equal(told.date({ text: '1835-12-07', year: 1835, month: 12, day: 7 }), '7. Dezember 1835');
  assert.equal(told.date({ text: '1835-12', year: 1835, month: 12 }), 'Dezember 1835');
  assert.equal(told.date({ text: '0962-02', year: 962, month: 2 }), 'Februar 962');
  assert.deepEqual(told.monthsShort().slice(0, 3), ['Jan', 'Feb', 'Mär']);
});
