import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { lookAhead, traceAhead } from '../../src/geokz/render/js/map/ahead.js';

/** A hub of so many things that writes down which years were looked at. */
function hubOf(things, clock) {
  const looked = [];
  const datasets = [{ columns: { n: things } }];
  return {
    looked,
    clock,
    renderer: { datasets, options: { fine: 3000 }, rehearse: () => looked.push('rehearsed') },
    glance(from, to, look) {
      looked.push(`${from} to ${to}`);
      look();
    },
  };
}

/** A browser that has so many milliseconds to spare at a time, a millisecond a look at the clock. */
function browser(spare) {
  let rests = 0;
  globalThis.window = {
    requestIdleCallback(look) {
      rests++;
      let left = spare;
      look({ timeRemaining: () => left-- });
    },
  };
  return () => rests;
}

afterEach(() => {
  delete globalThis.window;
});

test('every step of the clock is looked at once, as many at a time as the browser has time for', () => {
  const rests = browser(7);
  const hub = hubOf(539, { min: 1919, max: 1923, step: 1 });
  lookAhead(hub);
  const years = [1919, 1920, 1921, 1922, 1923].flatMap((year) => [`${year} to ${year}`, 'rehearsed']);
  assert.deepEqual(hub.looked, years);
  assert.equal(rests(), 3);
});

test('where there are more things than are drawn as symbols, or more steps than anybody waits for, nothing is looked at', () => {
  browser(50);
  const many = hubOf(3001, { min: 1919, max: 1923, step: 1 });
  const long = hubOf(5, { min: 0, max: 5000, step: 1 });
  lookAhead(many);
  lookAhead(long);
  assert.deepEqual([many.looked, long.looked], [[], []]);
});

test('a browser that never says it is idle is not troubled', () => {
  globalThis.window = {};
  const hub = hubOf(5, { min: 1919, max: 1923, step: 1 });
  lookAhead(hub);
  assert.deepEqual(hub.looked, []);
});

/** A field of five lines, and how many of them have been traced. */
function fieldOf() {
  const field = { traced: 0 };
  field.tracing = function* () {
    for (; field.traced < 5; field.traced++) yield;
  };
  return field;
}

test('lines are traced in the time the browser has, until all are or the view is another', () => {
  const rests = browser(3);
  const field = fieldOf();
  traceAhead(field, [], () => true);
  assert.deepEqual([field.traced, rests()], [5, 3]);
  const other = fieldOf();
  traceAhead(other, [], () => other.traced < 2);
  assert.equal(other.traced < 5, true);
});

test('a browser that does not say when it is idle traces lines when they are needed', () => {
  globalThis.window = {};
  const field = fieldOf();
  traceAhead(field, [], () => true);
  assert.equal(field.traced, 0);
});
