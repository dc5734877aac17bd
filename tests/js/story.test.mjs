import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayNumber, daysOfYears, UNKNOWN_END, UNKNOWN_START } from '../../src/geokz/render/js/data/calendar.js';
import { drawingOf, kilometresLaid, stepRead } from '../../src/geokz/render/js/data/story.js';
import { atlasOf } from './atlas.mjs';

const CLOCK = { min: 1919, max: 1963 };
const during = (from, to) => {
  const [first, last] = daysOfYears(from, to);
  return [first, first, last, last];
};
const figure = (measure, year, value) => ({
  measure,
  value,
  unit: '',
  when: String(year),
  year,
  qualifier: '',
  of: null,
  standing: 'accepted',
});
const head = (from, year, km) => ({
  line: 'line',
  from,
  when: '',
  bounds: [dayNumber(year), dayNumber(year, 12, 31), dayNumber(year), dayNumber(year, 12, 31)],
  km,
  point: [0, 0],
  azimuth: 0,
  begun: 0,
  opened: 0,
});
const HEADS = [
  head('north', 1927, 0),
  head('north', 1928, 340),
  head('north', 1929, 772),
  head('south', 1929, 506),
  head('south', 1930, null),
];

test('the rails of a line are those from all its ends together, at the end of each year', () => {
  assert.deepEqual(
    [...kilometresLaid(HEADS, 'line')].map(([year, { value }]) => [year, value]),
    [
      [1927, 0],
      [1928, 340],
      [1929, 1278],
    ],
  );
  assert.equal(kilometresLaid(HEADS, 'other').size, 0);
});

test('a step draws the longest yearly numbers, the rails of a line or of its part, else a life', () => {
  const figures = {
    mine: [1930, 1931, 1932, 1933].map((year) => figure('output', year, year)).concat(figure('workers', 1930, 5)),
  };
  const things = [
    { id: 'mine', bounds: during(1930, 1940) },
    { id: 'line', bounds: during(1927, 1963) },
    { id: 'bridge', partOf: 'line', bounds: during(1929, 1963) },
    { id: 'town', bounds: during(1930, 1941) },
    { id: 'never', bounds: [UNKNOWN_START, UNKNOWN_END, UNKNOWN_START, UNKNOWN_END] },
  ];
  const atlas = atlasOf(things, { figures, railheads: HEADS });
  const drawn = (id, clock = CLOCK) => drawingOf(atlas, atlas.thing(id), clock);
  assert.equal(drawn('mine').series.measure, 'output');
  assert.equal(drawn('line').kind, 'rails');
  assert.equal(drawn('bridge').kind, 'rails');
  assert.equal(drawn('town').kind, 'life');
  assert.equal(drawn('never'), null);
  // a clock that sees only one of the numbers
  assert.equal(drawn('mine', { min: 1933, max: 1963 }).kind, 'life');
});

test('the step that is read is the last whose head has come into the upper third', () => {
  const tops = [0, 400, 900];
  assert.equal(stepRead(tops, 0, 500), 0);
  assert.equal(stepRead(tops, 220, 500), 0);
  assert.equal(stepRead(tops, 230, 500), 1);
  assert.equal(stepRead(tops, 400, 500), 1);
  assert.equal(stepRead(tops, 900, 500), 2);
  assert.equal(stepRead(tops, -20, 0), 0);
});
