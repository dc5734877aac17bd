import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Words } from '../../src/geokz/render/js/data/words.js';

const STRINGS = {
  undated: ['undated', 'без даты', 'күні белгісіз'],
  startUnknown: ['start unknown', 'начало неизвестно', 'басы белгісіз'],
  endUnknown: ['end unknown', 'конец неизвестен', 'соңы белгісіз'],
  endOpen: ['later', 'позже', 'кейін'],
  or: ['or', 'или', 'немесе'],
  notAfter: ['not after {date}', 'не позже {date}', ''],
  notBefore: ['not before {date}', 'не раньше {date}', ''],
  between: ['between {from} and {to}', 'между {from} и {to}', ''],
  about: ['about {date}', 'около {date}', 'шамамен {date}'],
  century: ['the {number} century', '{number} век', '{number} ғасыр'],
  decade: ['the {year}s', '{year}-е годы', '{year}-жылдар'],
  seasons: ['spring summer autumn winter', 'весна лето осень зима', 'көктем жаз күз қыс'],
  months: [
    'January February March April May June July August September October November December',
    'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь',
    '',
  ],
  monthsOf: [
    'January February March April May June July August September October November December',
    'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
    '',
  ],
  monthYear: ['{month} {year}', '{month} {year}', ''],
  dayMonthYear: ['{day} {month} {year}', '{day} {month} {year}', ''],
  only: ['', 'только по-русски', ''],
};

function words(language) {
  const result = new Words(STRINGS, { types: { coal_mine: ['coal mine', 'угольная шахта', 'көмір шахтасы'] } });
  result.language = language;
  return result;
}

const ENGLISH = [
  ['', 'undated'],
  ['1931', '1931'],
  ['1931-09', 'September 1931'],
  ['1931-09-07', '7 September 1931'],
  ['1931-12-31', '31 December 1931'],
  ['1931-21', 'spring 1931'],
  ['1931-24', 'winter 1931'],
  ['193X', 'the 1930s'],
  ['18XX', 'the 19th century'],
  ['1931~?', 'about 1931 (?)'],
  ['1931~', 'about 1931'],
  ['1931?', '1931 (?)'],
  ['1931%', 'about 1931 (?)'],
  ['1931-09~', 'about September 1931'],
  ['[1932,1934]', '1932 or 1934'],
  ['[1932, 1934-05]', '1932 or May 1934'],
  ['[1932..1934]', 'between 1932 and 1934'],
  ['[..1943]', 'not after 1943'],
  ['[1943..]', 'not before 1943'],
  ['1931/1959', '1931 – 1959'],
  ['1931-09-17/1959-07-27', '17 September 1931 – 27 July 1959'],
  ['1931~/1959?', 'about 1931 – 1959 (?)'],
  ['1940/..', '1940 – later'],
  ['1940/', '1940 – end unknown'],
  ['/1940', 'start unknown – 1940'],
  ['../1940', '… – 1940'],
  ['[..1943]/1950', 'not after 1943 – 1950'],
];

for (const [edtf, text] of ENGLISH) {
  test(`${JSON.stringify(edtf)} is "${text}" in English`, () => assert.equal(words('en').when(edtf), text));
}

test('a Russian day stands in the genitive and a month alone does not', () => {
  assert.equal(words('ru').when('1931-09-17/1959-07'), '17 сентября 1931 – июль 1959');
});

test('Russian and Kazakh write the number of a century in Roman figures', () => {
  assert.equal(words('ru').when('18XX/'), 'XIX век – конец неизвестен');
  assert.equal(words('kk').when('19XX'), 'XX ғасыр');
});

test('a date that is not understood stays as it was written', () => {
  for (const text of ['1931-13', '1931-00', '1931-37', 'Y170000002', '-0044-03', '{1932,1934}', '1931-XX', 'foo']) {
    assert.equal(words('en').when(text), text);
  }
});

test('a text that lacks in a language falls back to the first there is', () => {
  assert.equal(words('kk').t('only'), 'только по-русски');
  assert.equal(words('kk').pick(['Karlag', 'Карлаг', '']), 'Karlag');
  assert.equal(words('ru').pick(['', '', '']), '');
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

test('numbers are grouped as each language does and keep their digits', () => {
  assert.equal(words('en').number(21329), '21,329');
  assert.equal(words('ru').number(21329).replace(/\s/g, ' '), '21 329');
  assert.equal(words('kk').number(21329).replace(/\s/g, ' '), '21 329');
  assert.equal(words('en').number(7.9), '7.9');
  assert.equal(words('ru').number(7.9), '7,9');
  assert.equal(words('en').number(0), '0');
});
