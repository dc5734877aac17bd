import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  civilDate,
  dayNumber,
  daysOfYears,
  OPEN_END,
  OPEN_START,
  UNKNOWN_END,
  UNKNOWN_START,
  yearOf,
} from '../../src/geokz/render/js/data/calendar.js';

test('day numbers are those of Python', () => {
  assert.equal(dayNumber(1970), 0);
  assert.equal(dayNumber(1919), -18628);
  assert.equal(dayNumber(1931, 9, 17), -13986);
  assert.equal(dayNumber(1959, 7, 27), -3811);
  assert.equal(dayNumber(0), -719528);
  assert.equal(dayNumber(-44, 3, 15), -735525);
});

test('a day number goes back to its date, in every year and on every leap day', () => {
  assert.deepEqual(civilDate(-13986), { year: 1931, month: 9, day: 17 });
  assert.deepEqual(civilDate(dayNumber(1932, 2, 29)), { year: 1932, month: 2, day: 29 });
  assert.deepEqual(civilDate(dayNumber(1900, 2, 28) + 1), { year: 1900, month: 3, day: 1 });
  for (let day = dayNumber(-410); day < dayNumber(2410); day += 17) {
    const { year, month, day: dayOfMonth } = civilDate(day);
    assert.equal(dayNumber(year, month, dayOfMonth), day);
  }
});

test('day numbers agree with the calendar of the browser', () => {
  for (let day = dayNumber(1890); day < dayNumber(1990); day += 7) {
    const date = new Date(day * 86400000);
    assert.deepEqual(civilDate(day), {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
    });
  }
});

test('the year of a day changes at new year', () => {
  assert.equal(yearOf(dayNumber(1938)), 1938);
  assert.equal(yearOf(dayNumber(1938) - 1), 1937);
  assert.equal(yearOf(dayNumber(-1) - 1), -2);
});

test('a span of years runs from new year to the last day of December', () => {
  assert.deepEqual(daysOfYears(1970, 1970), [0, 364]);
  assert.deepEqual(daysOfYears(1931, 1932), [dayNumber(1931), dayNumber(1932, 12, 31)]);
});

test('open and unknown ends compare beyond every day, unknown furthest', () => {
  const inOrder = [UNKNOWN_START, OPEN_START, dayNumber(-500000), dayNumber(500000), OPEN_END, UNKNOWN_END];
  assert.deepEqual(
    [...inOrder].sort((a, b) => a - b),
    inOrder,
  );
  assert.deepEqual([...Int32Array.from(inOrder)], inOrder);
});
