import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Steps } from '../../src/geokz/render/js/data/steps.js';
import { Words } from '../../src/geokz/render/js/data/words.js';

/** What holds the time, as the hub does it. */
const hubOf = (clock, from, to = from, months = null) => ({
  clock: { min: 1927, max: 1931, from: 1928, to: 1928, step: 1, unit: 'year', ...clock },
  time: { from, to },
  months,
  setTime(first, last) {
    [this.time, this.months] = [{ from: first, to: last }, null];
  },
  setMonths(first, last) {
    this.months = first === 1 && last === 12 ? null : [first, last];
  },
});
const stepsOf = (...time) => new Steps(hubOf({ month: 12 }, ...time));

test('a clock that opens with a month moves over the months of its years', () => {
  const steps = stepsOf(1930, 1930, [4, 4]);
  assert.deepEqual([steps.unit, steps.max - steps.min + 1], ['month', 60]);
  assert.deepEqual([steps.from, steps.to, steps.wide, steps.written()], [23163, 23163, false, '1930-04']);
  assert.deepEqual(steps.opening, [23147, 23147]); // December 1928
});

test('what is chosen by months is held as years and months', () => {
  const steps = stepsOf(1927);
  steps.choose(23163, 23165);
  assert.deepEqual([steps.hub.time, steps.hub.months], [{ from: 1930, to: 1930 }, [4, 6]]);
  assert.equal(steps.written(), '1930-04 – 1930-06');
  for (const at of [steps.min, steps.min + 11, steps.min + 12, steps.max]) {
    steps.choose(at, at);
    assert.deepEqual([steps.from, steps.to], [at, at]);
  }
});

test('a whole year is written as one and is no span', () => {
  const steps = stepsOf(1930);
  assert.deepEqual([steps.to - steps.from, steps.wide, steps.written()], [11, false, '1930']);
  assert.deepEqual([stepsOf(1927, 1929).wide, stepsOf(1927, 1929).written()], [true, '1927–1929']);
});

test('a month is heard in words', () => {
  const words = new Words({ months: { ru: 'январь февраль март апрель' }, monthYear: { ru: '{month} {year}' } });
  words.language = 'ru';
  assert.equal(stepsOf(1930).said(23163, words), 'апрель 1930');
});

test('a clock of years counts years', () => {
  const steps = new Steps(hubOf({}, 1930, 1930, [4, 4]));
  assert.deepEqual([steps.unit, steps.min, steps.max, steps.from, steps.to], ['year', 1927, 1931, 1930, 1930]);
  assert.deepEqual([steps.opening, steps.wide, steps.written()], [[1928, 1928], false, '1930']);
  steps.choose(1928, 1930);
  assert.deepEqual(steps.hub.time, { from: 1928, to: 1930 });
});
