import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { dayNumber, daysOfYears } from '../../src/geokz/render/js/data/calendar.js';
import { censusOf, curveOf, shortName, storyOf, totalOf } from '../../src/geokz/render/js/data/people.js';
import { rowsOf } from '../../src/geokz/render/js/data/rows.js';
import { Words } from '../../src/geokz/render/js/data/words.js';
import { atlasOf, figure } from './atlas.mjs';

/** The settings of a file, or of a part of it: one key a line, its text or its forms as an inline table. @param {string} text */
const settings = (text) =>
  text
    .split('\n')
    .filter((line) => /^\w+ = ["{]/.test(line))
    .map((line) => {
      const at = line.indexOf(' = ');
      return [line.slice(0, at), JSON.parse(line.slice(at + 3).replace(/(\w+) = (?=["{])/g, '"$1": '))];
    });

const read = (/** @type {string} */ path) =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').replaceAll('{counted}', 'prisoners');
const OWN = Object.fromEntries(
  read('geodata/atlas.toml')
    .split('\n[words.')
    .slice(1)
    .map((part) => [part.slice(0, 2), settings(part)]),
);

/** The words of the page by key, each in its languages, as the atlas that ships words them. */
const STRINGS = {};
for (const code of ['en', 'ru', 'kk'])
  for (const [key, text] of [...settings(read(`src/geokz/render/words/${code}.toml`)), ...OWN[code]])
    STRINGS[key] = { ...STRINGS[key], [code]: text };

const during = (from, to) => {
  const [first, last] = daysOfYears(from, to);
  return [first, first, last, last];
};
const camp = (id, from, to, more = {}) => ({
  id,
  names: { en: `${id} camp (${id[0].toUpperCase()}${id.slice(1)}lag)` },
  bounds: during(from, to),
  ...more,
});
const prisoners = (numbers) => Object.entries(numbers).map(([year, value]) => figure(year, value));

function atlas(camps, numbers) {
  const figures = Object.fromEntries(Object.entries(numbers).map(([id, of]) => [id, prisoners(of)]));
  const whole = atlasOf(camps, { figures });
  return { rows: rowsOf(whole), things: whole.things };
}

function story(all, from, to = from, language = 'en') {
  const words = new Words(STRINGS);
  words.language = language;
  return storyOf(all.rows, { from, to }, all.things, words);
}

const FIVE = [
  camp('kar', 1930, 1959),
  camp('step', 1948, 1956),
  camp('mai', 1949, 1955),
  camp('astra', 1940, 1953, { abroad: true }),
];
const NUMBERS = { kar: { 1949: 65673, 1950: 54179, 1953: 42244 }, step: { 1950: 27855 }, astra: { 1950: 3920 } };

test('the sentence has the sum, names who surely existed without a figure, and keeps those abroad apart', () => {
  const { sum, silent, camps, abroad, spoken } = story(atlas(FIVE, NUMBERS), 1950);
  assert.equal(sum, '1950: 82,034 prisoners in 2 camps of Kazakhstan');
  assert.equal(silent, 'Mailag surely existed, without a figure');
  assert.deepEqual(
    camps.map(({ text }) => text),
    ['Karlag 54,179', 'Steplag 27,855'],
  );
  assert.deepEqual(
    abroad.map(({ text }) => text),
    ['Astralag 3,920'],
  );
  assert.equal(spoken, `${sum}; ${silent}`);
});

test('several silent camps are joined as the language joins them', () => {
  const all = atlas(FIVE, { kar: { 1950: 1 } });
  assert.equal(story(all, 1950).silent, 'Steplag and Mailag surely existed, without a figure');
  assert.equal(story(all, 1950, 1950, 'ru').silent, 'Steplag и Mailag: достоверно существовали, числа нет');
  assert.equal(story(all, 1950, 1950, 'ru').sum, '1950: 1 заключённый в 1 лагере Казахстана');
});

test('of several years the one with the most prisoners is told', () => {
  assert.equal(
    story(atlas(FIVE, NUMBERS), 1949, 1953).sum,
    '1949–1953, most in 1950: 82,034 prisoners in 2 camps of Kazakhstan',
  );
});

test('a year without a number says so, and no layer of prisoners says nothing', () => {
  assert.equal(story(atlas(FIVE, {}), 1950).sum, '1950: no number of prisoners is known');
  assert.equal(story(atlas([{ id: 'town', layer: 'towns' }], {}), 1950), null);
});

test('a part is never counted beside its whole, but where only the part has a number', () => {
  const camps = [camp('kar', 1930, 1959), camp('alzhir', 1938, 1953, { partOf: 'kar' })];
  const of = (numbers, year) => {
    const { rows, things } = atlas(camps, numbers);
    const { counted } = censusOf(rows, year, things);
    return [counted.map(({ thing }) => thing.id), totalOf(counted, year)];
  };
  assert.deepEqual(of({ kar: { 1940: 33000 }, alzhir: { 1940: 6000 } }, 1940), [['kar'], 33000]);
  assert.deepEqual(of({ alzhir: { 1940: 6000 } }, 1940), [['alzhir'], 6000]);
});

test('a missing number stands at the height of its neighbours, never at zero', () => {
  const { rows, things } = atlas([camp('kar', 1930, 1954)], { kar: { 1950: 100, 1952: 60 } });
  const { bands, totals, peak, highest } = curveOf(rows, 1948, 1956, things);
  assert.deepEqual(
    bands[0].heights.map(({ value, known }) => [value, known]),
    [
      [100, false],
      [100, false],
      [100, true],
      [80, false],
      [60, true],
      [60, false],
      [60, false],
      [0, true],
      [0, true],
    ],
  );
  assert.deepEqual(totals, [0, 0, 100, 0, 60, 0, 0, 0, 0]);
  assert.deepEqual([peak, highest], [2, 100]);
});

test('the five largest camps stand by themselves, the rest together', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const numbers = Object.fromEntries(ids.map((id, at) => [id, { 1940: 100 - at }]));
  const { rows, things } = atlas(
    ids.map((id) => camp(id, 1940, 1940)),
    numbers,
  );
  const { bands } = curveOf(rows, 1940, 1940, things);
  assert.deepEqual(
    bands.map(({ thing }) => thing?.id ?? null),
    ['a', 'b', 'c', 'd', 'e', null],
  );
  assert.deepEqual(bands[5].heights, [{ value: 189, known: true }]);
});

test('the picture and the sentence never differ: every known year has the total of its census', () => {
  const { rows, things } = atlas(FIVE, NUMBERS);
  const { totals, bands } = curveOf(rows, 1945, 1955, things);
  totals.forEach((total, at) => {
    assert.equal(total, totalOf(censusOf(rows, 1945 + at, things).counted, 1945 + at));
    const known = bands.reduce((sum, { heights }) => sum + (heights[at].known ? heights[at].value : 0), 0);
    assert.equal(known, total);
  });
});

test('a camp goes by the name in brackets at the end of its full one', () => {
  assert.equal(shortName('Karaganda corrective labour camp (Karlag)'), 'Karlag');
  assert.equal(shortName('Camp section (no. 7)'), 'Camp section (no. 7)');
  assert.equal(shortName('ALZHIR'), 'ALZHIR');
});

test('a beginning known only from above is no sure existence', () => {
  const bounds = [dayNumber(1930), dayNumber(1955), dayNumber(1955), dayNumber(1959)];
  assert.equal(
    story(atlas([camp('kar', 1950, 1950), { ...camp('x', 1930, 1959), bounds }], { kar: { 1950: 5 } }), 1950).silent,
    '',
  );
});
