import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayNumber } from '../../src/geokz/render/js/data/calendar.js';
import { daysOf, ticksOf, typedTime, UNITS, writtenTime } from '../../src/geokz/render/js/data/units.js';
import { random } from './random.mjs';

const day = (...date) => dayNumber(...date);

test('every day lies in the number of its unit, and the days of neighbouring numbers meet', () => {
  const next = random(7);
  for (const unit of ['year', 'month', 'day']) {
    for (let at = 0; at < 300; at++) {
      const some = next(2e6) - 1e6;
      const number = UNITS[unit].of(some);
      const [first, last] = daysOf(unit, number, number);
      assert.ok(first <= some && some <= last, `${unit} ${some}`);
      assert.equal(UNITS[unit].first(number + 1), last + 1);
    }
  }
});

test('a time is written as it can be typed again', () => {
  const next = random(11);
  for (const unit of ['month', 'day']) {
    for (let at = 0; at < 200; at++) {
      const from = UNITS[unit].of(next(6e5) - 3e5);
      assert.deepEqual(typedTime(unit, writtenTime(unit, from, from + 3)), [from, from + 3]);
    }
  }
});

test('a year typed on a clock of months is all its months, a month on one of days all its days', () => {
  assert.deepEqual(typedTime('month', '2020'), [2020 * 12, 2020 * 12 + 11]);
  assert.deepEqual(typedTime('day', '2020-02'), [day(2020, 2, 1), day(2020, 2, 29)]);
  assert.deepEqual(typedTime('year', '2020-05-17'), [2020, 2020]);
  assert.deepEqual(typedTime('year', '1941, 1937'), [1937, 1941]);
  assert.equal(typedTime('month', 'soon'), null);
});

test('ticks stand apart, at the first of months and years', () => {
  const months = ticksOf('month', 2020 * 12, 2021 * 12 + 5, 600);
  assert.deepEqual(
    months.map(({ text }) => text),
    ['2020-01', '2020-04', '2020-07', '2020-10', '2021-01', '2021-04'],
  );
  const names = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
  const named = (from, to) => ticksOf('month', from, to, 600, names).map(({ text }) => text);
  assert.deepEqual(named(2020 * 12, 2021 * 12 + 5), ['2020', 'Apr', 'Jul', 'Oct', '2021', 'Apr']);
  assert.deepEqual(named(2020 * 12 + 1, 2021 * 12 + 5), ['Apr 2020', 'Jul', 'Oct', '2021', 'Apr']);
  const days = ticksOf('day', day(2020, 2, 25), day(2020, 3, 12), 600).map(({ text }) => text);
  assert.deepEqual(days, ['2020-03-01', '2020-03-06', '2020-03-11']);
  const years = ticksOf('month', 1900 * 12, 1960 * 12, 600).map(({ text }) => text);
  assert.deepEqual(years, ['1900', '1910', '1920', '1930', '1940', '1950', '1960']);
});
