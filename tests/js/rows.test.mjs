import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dayNumber,
  OPEN_END,
  OPEN_START,
  UNKNOWN_END,
  UNKNOWN_START,
} from '../../src/geokz/render/js/data/calendar.js';
import { ABSENT, CERTAIN, lifeKey, POSSIBLE, UNDATED } from '../../src/geokz/render/js/data/life.js';
import {
  rankTexts,
  rowsOf,
  shownRows,
  sortedRows,
  sumOfPrisoners,
  timeText,
} from '../../src/geokz/render/js/data/rows.js';
import { Words } from '../../src/geokz/render/js/data/words.js';
import { atlasOf, figure } from './atlas.mjs';

const YEAR = [dayNumber(1930), dayNumber(1930), dayNumber(1950), dayNumber(1950)];
const thing = (id, { layer = 'camps', partOf = '', bounds = YEAR, place = 'there' } = {}) => ({
  id,
  layer,
  partOf,
  bounds,
  place,
});

const data = (things, figures = {}) => atlasOf(things, { figures });

/** The sum of 1937 over camps, all certain. */
function sum(things, figures) {
  const all = data(things, figures);
  const shown = shownRows(rowsOf(all), () => CERTAIN, { isShown: () => true, switches: {}, year: 1937 });
  return sumOfPrisoners(shown, 1937, all.things);
}

const ALL = { isShown: () => true, switches: { possible: true, undated: true }, year: 1937 };
const STATES = { a: CERTAIN, b: POSSIBLE, c: UNDATED, d: ABSENT };
const ids = (rows) => rows.map((row) => row.thing.id).join('');

test('rows follow the switches, and what is absent has none', () => {
  const rows = rowsOf(data(['a', 'b', 'c', 'd'].map((id) => thing(id))));
  const stateOf = ({ id }) => STATES[id];
  assert.equal(ids(shownRows(rows, stateOf, ALL)), 'abc');
  assert.equal(ids(shownRows(rows, stateOf, { ...ALL, switches: { possible: true, undated: false } })), 'ab');
  assert.equal(ids(shownRows(rows, stateOf, { ...ALL, switches: { possible: false, undated: false } })), 'a');
});

test('rows follow the layers', () => {
  const rows = rowsOf(data([thing('a'), thing('b', { layer: 'plants' })]));
  assert.equal(ids(shownRows(rows, () => CERTAIN, { ...ALL, isShown: (layer) => layer === 'plants' })), 'b');
});

test('an unlocated thing has a row, marked', () => {
  const rows = rowsOf(data([thing('a'), thing('b', { place: 'nowhere' })]));
  assert.deepEqual(
    shownRows(rows, () => CERTAIN, ALL).map(({ located }) => located),
    [true, false],
  );
});

test('the number of a row is that of the chosen year, never one of another', () => {
  const rows = rowsOf(data([thing('a')], { a: [figure('1937', 500)] }));
  assert.equal(shownRows(rows, () => CERTAIN, ALL)[0].value, 500);
  assert.equal(shownRows(rows, () => CERTAIN, { ...ALL, year: 1938 })[0].value, null);
});

test('the sum says how many camps it is of and how many have no figure', () => {
  assert.deepEqual(sum([thing('a'), thing('b'), thing('c')], { a: [figure('1937', 21329)] }), {
    total: 21329,
    counted: 1,
    missing: 2,
    within: 0,
    abroad: 0,
  });
});

test('a plant without a figure is no camp without a figure', () => {
  assert.deepEqual(sum([thing('a', { layer: 'plants' })], {}), {
    total: 0,
    counted: 0,
    missing: 0,
    within: 0,
    abroad: 0,
  });
});

test('a section is counted with the camp it is part of, not twice', () => {
  const things = [thing('camp'), thing('part', { partOf: 'camp' }), thing('point', { partOf: 'part' })];
  const figures = { camp: [figure('1937', 1000)], part: [figure('1937', 300)] };
  assert.deepEqual(sum(things, figures), { total: 1000, counted: 1, missing: 0, within: 2, abroad: 0 });
});

test('a section with a figure counts for itself where its camp has none', () => {
  const things = [thing('camp'), thing('part', { partOf: 'camp' })];
  assert.deepEqual(sum(things, { part: [figure('1937', 300)] }), {
    total: 300,
    counted: 1,
    missing: 1,
    within: 0,
    abroad: 0,
  });
});

test('camps that are part of each other do not hang the page', () => {
  const things = [thing('a', { partOf: 'b' }), thing('b', { partOf: 'a' })];
  assert.equal(sum(things, { a: [figure('1937', 5)] }).total, 5);
});

test('a camp of the span that was gone by its last year is not missed in that year', () => {
  const gone = [dayNumber(1930), dayNumber(1930), dayNumber(1932), dayNumber(1932)];
  assert.deepEqual(sum([thing('a', { bounds: gone })], {}), { total: 0, counted: 0, missing: 0, within: 0, abroad: 0 });
});

const ranked = (rows) => rows.map((row, at) => ({ nameRank: at, typeRank: 0, placeRank: 0, located: true, ...row }));
const order = (rows, column, descending = false) =>
  sortedRows(rows, { column, descending }).map(({ nameRank }) => nameRank);

test('numbers sort as numbers, and what has none comes last both ways', () => {
  const rows = ranked([{ value: 900 }, { value: null }, { value: 10000 }]);
  assert.deepEqual(order(rows, 'prisoners'), [0, 2, 1]);
  assert.deepEqual(order(rows, 'prisoners', true), [2, 0, 1]);
});

test('states sort from certain to undated, equal ones by name', () => {
  const rows = ranked([{ state: UNDATED }, { state: CERTAIN }, { state: POSSIBLE }, { state: CERTAIN }]);
  assert.deepEqual(order(rows, 'state'), [1, 3, 2, 0]);
  assert.deepEqual(order(rows, 'state', true), [0, 2, 1, 3]);
});

test('unlocated things come last by place both ways', () => {
  const rows = ranked([{ located: false, placeRank: 0 }, { placeRank: 2 }, { placeRank: 1 }]);
  assert.deepEqual(order(rows, 'place'), [2, 1, 0]);
  assert.deepEqual(order(rows, 'place', true), [1, 2, 0]);
});

test('lives sort by their first known day, undated last', () => {
  const of = (bounds) => ({ bounds });
  const rows = ranked([
    of([UNKNOWN_START, UNKNOWN_END, UNKNOWN_START, UNKNOWN_END]),
    of([dayNumber(1940), dayNumber(1941), OPEN_END, OPEN_END]),
    of([UNKNOWN_START, dayNumber(1937), dayNumber(1937), UNKNOWN_END]),
    of([OPEN_START, OPEN_START, OPEN_END, OPEN_END]),
  ]);
  assert.deepEqual(order(rows, 'life'), [3, 2, 1, 0]);
  assert.deepEqual(lifeKey([UNKNOWN_START, UNKNOWN_END, UNKNOWN_START, UNKNOWN_END]), [Infinity, Infinity]);
});

const sorted = (texts, language) => [...rankTexts(texts, language).keys()];

test('Kazakh names sort by the Kazakh alphabet, whatever the browser knows', () => {
  const alphabet = [...'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя'];
  assert.deepEqual(sorted([...alphabet].reverse(), 'kk'), alphabet);
  assert.deepEqual(sorted(['Қарлаг', 'Кеңгір', 'Әулиеата', 'Ақмола', 'Бурма'], 'kk'), [
    'Ақмола',
    'Әулиеата',
    'Бурма',
    'Кеңгір',
    'Қарлаг',
  ]);
});

test('quotation marks do not count, and numbers sort as numbers', () => {
  for (const language of ['en', 'ru', 'kk']) {
    assert.deepEqual(sorted(['«Балхаш»', 'Арысь', '№ 17', '№ 4'], language), ['№ 4', '№ 17', 'Арысь', '«Балхаш»']);
  }
});

const STRINGS = {
  months: { en: 'January February March April', ru: '', kk: '' },
  monthYear: { en: '{month} {year}', ru: '', kk: '' },
};

test('the chosen time is a year, a span or months', () => {
  const words = new Words(STRINGS);
  assert.equal(timeText(words, { time: { from: 1937, to: 1937 }, months: null }), '1937');
  assert.equal(timeText(words, { time: { from: 1937, to: 1941 }, months: null }), '1937–1941');
  assert.equal(timeText(words, { time: { from: 1937, to: 1937 }, months: [2, 4] }), 'February 1937 – April 1937');
  assert.equal(timeText(words, { time: { from: 1937, to: 1937 }, months: [2, 2] }), 'February 1937');
});

test('a camp abroad is in no sum of the country, and its people are told apart', () => {
  const rows = rowsOf(
    atlasOf([{ id: 'astrakhanlag', abroad: true }, { id: 'karlag' }], {
      figures: Object.fromEntries(
        ['astrakhanlag', 'karlag'].map((id, at) => [
          id,
          [
            {
              measure: 'prisoners',
              standing: 'accepted',
              unit: 'person',
              when: '1950',
              year: 1950,
              value: 100 + at,
              of: null,
            },
          ],
        ]),
      ),
    }),
  );
  for (const row of rows) row.value = row.prisoners?.get(1950)?.value ?? null;
  const sum = sumOfPrisoners(rows, 1950, new Map(rows.map(({ thing }) => [thing.id, thing])));
  assert.deepEqual([sum.total, sum.counted, sum.abroad], [101, 1, 100]);
});
