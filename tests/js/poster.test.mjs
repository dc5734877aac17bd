import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  groundIn,
  groundPath,
  paperOf,
  posterLabels,
  posterMarks,
  posterYears,
} from '../../src/geokz/render/js/data/poster.js';
import { rowsOf } from '../../src/geokz/render/js/data/rows.js';
import { TimeIndex } from '../../src/geokz/render/js/data/timeindex.js';
import { Words } from '../../src/geokz/render/js/data/words.js';
import { atlasOf, during, prisoners } from './atlas.mjs';
import { columnsOf } from './random.mjs';

const CLOCK = { min: 1919, max: 1963 };
const camp = (id, from, to, more = {}) => ({
  id,
  names: { en: id },
  bounds: during(from, to),
  at: [0.7, 0.34],
  ...more,
});

function atlas(camps, numbers) {
  const figures = Object.fromEntries(Object.entries(numbers).map(([id, of]) => [id, prisoners(of)]));
  const whole = atlasOf(camps, { figures });
  return { whole, rows: rowsOf(whole) };
}
const yearly = (from, to, but = []) =>
  Object.fromEntries(
    Array.from({ length: to - from + 1 }, (_, at) => from + at)
      .filter((year) => !but.includes(year))
      .map((year) => [year, 100]),
  );

test('the years go from the first with a number to the last, evenly, as many as asked', () => {
  const { whole, rows } = atlas([camp('kar', 1931, 1959)], { kar: yearly(1931, 1959) });
  const years = posterYears(rows, CLOCK, 12, whole.things);
  assert.deepEqual([years.length, years[0], years[11]], [12, 1931, 1959]);
  const steps = years.slice(1).map((year, at) => year - years[at]);
  assert.ok(Math.min(...steps) >= 2 && Math.max(...steps) <= 3, String(steps));
});

test('a year in which a camp lacks its number gives way to a neighbour in which none does', () => {
  const numbers = { kar: yearly(1931, 1941, [1936]), step: yearly(1931, 1941) };
  const { whole, rows } = atlas([camp('kar', 1931, 1941), camp('step', 1931, 1941)], numbers);
  assert.deepEqual(posterYears(rows, CLOCK, 3, whole.things), [1931, 1935, 1941]);
});

test('the year with the greatest sum is among them, wherever the even years fall', () => {
  for (const peak of [1933, 1938, 1944, 1952, 1957]) {
    const { whole, rows } = atlas([camp('kar', 1931, 1959)], { kar: { ...yearly(1931, 1959), [peak]: 200 } });
    const years = posterYears(rows, CLOCK, 12, whole.things);
    assert.ok(years.includes(peak) && years.length === 12, `${peak}: ${years}`);
  }
});

test('no name lies over another while there is room beside it', () => {
  const at = [
    [0.7, 0.34],
    [0.7005, 0.34],
    [0.701, 0.34],
  ];
  const camps = at.map((spot, i) => camp(`camp${i}`, 1950, 1950, { at: spot }));
  const { whole, rows } = atlas(camps, Object.fromEntries(camps.map(({ id }, i) => [id, { 1950: 40000 - 9000 * i }])));
  const paper = paperOf(
    [
      [40, 46],
      [56, 88],
    ],
    640,
  );
  const words = new Words({});
  words.language = 'en';
  const labels = posterLabels(posterMarks(whole, rows, 1950, paper), words, paper, 22);
  const boxes = labels.map(({ text, x, y, anchor }) => {
    const width = text.length * 22 * 0.56;
    const left = { start: x, end: x - width, middle: x - width / 2 }[anchor];
    return [left, y - 11, left + width, y + 11];
  });
  assert.equal(boxes.length, 3);
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1))
      assert.ok(a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1], JSON.stringify(labels));
});

test('without numbers there are no years, and few years are not drawn twice', () => {
  const { whole, rows } = atlas([camp('kar', 1931, 1959)], {});
  assert.deepEqual(posterYears(rows, CLOCK, 12, whole.things), []);
  const two = atlas([camp('kar', 1950, 1951)], { kar: yearly(1950, 1951) });
  assert.deepEqual(posterYears(two.rows, CLOCK, 12, two.whole.things), [1950, 1951]);
});

test('a paper has the corners of its box, and north above', () => {
  const paper = paperOf(
    [
      [40, 46],
      [56, 88],
    ],
    600,
  );
  assert.ok(Math.abs(paper.x(46)) < 1e-9 && Math.abs(paper.x(88) - 600) < 1e-9);
  assert.ok(Math.abs(paper.y(56)) < 1e-9 && Math.abs(paper.y(40) - paper.height) < 1);
  assert.ok(paper.y(50) < paper.y(45));
});

const PAPER = paperOf(
  [
    [40, 46],
    [56, 88],
  ],
  600,
);

test('the area of a mark follows its number; one without is drawn when it surely existed, one of no time is not', () => {
  const camps = [camp('kar', 1931, 1959), camp('step', 1948, 1956), camp('mai', 1949, 1953), camp('old', 1931, 1935)];
  const { whole, rows } = atlas(camps, { kar: { 1950: 60000 }, step: { 1950: 15000 } });
  const marks = posterMarks(whole, rows, 1950, PAPER);
  assert.deepEqual(
    marks.map(({ thing, value }) => [thing.id, value]),
    [
      ['kar', 60000],
      ['step', 15000],
      ['mai', null],
    ],
  );
  assert.ok(Math.abs((marks[0].half / marks[1].half) ** 2 - 4) < 1e-9);
});

test('a camp beyond the edges of the paper is not drawn', () => {
  const seats = [{ bounds: during(1948, 1956), point: [40, 55], abroad: true }];
  const { whole, rows } = atlas([camp('far', 1948, 1956, { seats })], { far: { 1950: 9 } });
  assert.deepEqual(posterMarks(whole, rows, 1950, PAPER), []);
});

test('a camp is drawn at its seat of the year', () => {
  const seat = (from, to, point) => ({ bounds: during(from, to), point, abroad: false });
  const seats = [seat(1948, 1949, [73, 49.8]), seat(1950, 1956, [67.5, 47.9])];
  const { whole, rows } = atlas([camp('step', 1948, 1956, { seats })], { step: { 1949: 9, 1950: 9 } });
  const [early] = posterMarks(whole, rows, 1949, PAPER);
  const [late] = posterMarks(whole, rows, 1950, PAPER);
  assert.deepEqual([early.x, late.x], [PAPER.x(73), PAPER.x(67.5)]);
});

test('names stand beside their camps where they lie over nothing, and small camps have none', () => {
  const mark = (id, x, y, value, half = 10) => ({ thing: { id, names: { en: id } }, x, y, value, half });
  const labels = (marks) => posterLabels(marks, new Words({}), PAPER, 20).map(({ text, anchor }) => [text, anchor]);
  assert.deepEqual(labels([mark('a', 100, 100, 9000), mark('b', 300, 100, 800), mark('c', 300, 200, null)]), [
    ['a 9,000', 'start'],
  ]);
  // another to its right, the edge of the map, another on either side
  assert.deepEqual(labels([mark('a', 120, 100, 9000), mark('b', 160, 100, 800)]), [['a 9,000', 'end']]);
  assert.deepEqual(labels([mark('a', 590, 100, 9000)]), [['a 9,000', 'end']]);
  const between = [mark('a', 200, 100, 9000), mark('b', 240, 100, 800), mark('c', 160, 100, 800)];
  assert.deepEqual(labels(between), [['a 9,000', 'middle']]);
  // two of one place
  assert.deepEqual(
    labels([mark('a', 200, 100, 9000), mark('b', 200, 100, 8000)]).map(([, anchor]) => anchor),
    ['start', 'end'],
  );
});

test('the ground keeps what is there in every year by itself, and leaves vertices out that fall together', () => {
  const bounds = [during(1900, 1990), during(1953, 1990)];
  const world = [
    [60, 50],
    [60.001, 50],
    [70, 50],
    [62, 45],
    [72, 45],
  ];
  const columns = {
    n: 2,
    ...columnsOf(bounds),
    x: Float64Array.from(world, ([lon]) => lon / 360 + 0.5),
    y: Float64Array.from(world, ([, lat]) => PAPER.y(lat) / PAPER.scale + PAPER.top),
    partOfPath: Int32Array.of(0, 1, 2),
    vertexOfPart: Int32Array.of(0, 3, 5),
  };
  const ground = { columns, index: new TimeIndex(columns.dates, columns.ranks) };
  const { there, always } = groundIn(ground, [1931, 1959]);
  assert.deepEqual(there, [
    [true, false],
    [true, true],
  ]);
  assert.deepEqual([0, 1].map(always), [true, false]);
  assert.equal(groundPath(ground, PAPER, always).split('L').length, 2);
  assert.equal(
    groundPath(ground, PAPER, () => false),
    '',
  );
});
