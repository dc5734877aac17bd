import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OPEN_END } from '../../src/geokz/render/js/data/calendar.js';
import { Series } from '../../src/geokz/render/js/data/series.js';
import { random } from './random.mjs';

/** A series of things, each a list of [first, last, value]. */
function seriesOf(things) {
  const all = things.flat();
  const bytes = new Uint8Array(4 * (things.length + 2 * all.length) + 8 * all.length);
  const view = new DataView(bytes.buffer);
  things.forEach((numbers, i) => view.setInt32(4 * i, numbers.length, true));
  all.forEach(([first, last, value], at) => {
    view.setInt32(4 * (things.length + at), first, true);
    view.setInt32(4 * (things.length + all.length + at), last, true);
    view.setFloat64(4 * (things.length + 2 * all.length) + 8 * at, value ?? NaN, true);
  });
  return new Series({ column: 'people', low: 2, high: 12, top: 400, n: all.length, body: '' }, bytes, things.length);
}

test('a thing has the number of the time, none is not nought, and a long time has the greatest', () => {
  const series = seriesOf([
    [
      [0, 9, 100],
      [10, 19, null],
      [20, 29, 0],
      [40, OPEN_END, 400],
    ],
    [],
    [[5, 5, 7]],
  ]);
  assert.deepEqual([series.at(0, 3, 4), series.at(0, 12, 13), series.at(0, 22, 22)], [100, null, 0]);
  assert.deepEqual([series.at(0, 30, 39), series.at(0, 99, 99), series.at(0, 0, 25)], [null, 400, 100]);
  assert.deepEqual([series.at(1, 0, 99), series.at(2, 5, 5)], [null, 7]);
});

test('the area of a symbol follows the number', () => {
  const series = seriesOf([[[0, 9, 100]]]);
  assert.deepEqual([series.reach(0), series.reach(100), series.reach(400)], [2, 7, 12]);
});

test('the search over times that overlap finds what a look at each finds', () => {
  const next = random(5);
  for (let round = 0; round < 200; round++) {
    const numbers = Array.from({ length: 1 + next(8) }, () => {
      const first = next(60);
      return [first, first + next(30), next(4) ? next(100) : null];
    }).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const from = next(80);
    const to = from + next(20);
    const there = numbers.filter(([first, last, value]) => value !== null && first <= to && last >= from);
    const most = there.length ? Math.max(...there.map(([, , value]) => value)) : null;
    assert.equal(seriesOf([numbers]).at(0, from, to), most);
  }
});
