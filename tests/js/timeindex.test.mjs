import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UNKNOWN_END, UNKNOWN_START } from '../../src/geokz/render/js/data/calendar.js';
import { STATE_NAMES } from '../../src/geokz/render/js/data/life.js';
import { lowerBound, TimeIndex } from '../../src/geokz/render/js/data/timeindex.js';
import { columnsOf, random, randomEvidence, randomLife, stateOf } from './random.mjs';

const indexOf = (lives) => {
  const { dates, ranks } = columnsOf(lives);
  return new TimeIndex(dates, ranks);
};

test('the lower bound is the first position at or after a value, or only after it', () => {
  const values = Int32Array.of(1, 3, 5);
  assert.deepEqual(
    [0, 1, 2, 5, 6].map((value) => lowerBound(values, value)),
    [0, 0, 1, 2, 3],
  );
  assert.deepEqual(
    [0, 1, 2, 5, 6].map((value) => lowerBound(values, value, true)),
    [0, 1, 1, 3, 3],
  );
});

test('a thing is shown on its first and on its last day and not on the days around them', () => {
  const index = indexOf([[10, 10, 20, 20]]);
  const states = [9, 10, 15, 20, 21].map((day) => {
    index.moveTo(day, day);
    return STATE_NAMES[index.states[0]];
  });
  assert.deepEqual(states, ['absent', 'certain', 'certain', 'certain', 'absent']);
});

test('between the bounds of its ends a thing is only possible', () => {
  const index = indexOf([[10, 12, 20, 22]]);
  const states = [9, 10, 11, 12, 20, 21, 22, 23].map((day) => {
    index.moveTo(day, day);
    return STATE_NAMES[index.states[0]][0];
  });
  assert.equal(states.join(''), 'appccppa');
});

test('an undated thing is undated before and after every move and never in the list of changes', () => {
  const index = indexOf([
    [UNKNOWN_START, UNKNOWN_END, UNKNOWN_START, UNKNOWN_END],
    [10, 10, 20, 20],
  ]);
  assert.deepEqual(index.counts, [1, 0, 0, 0, 0, 1]);
  assert.equal(index.moveTo(15, 15), 1);
  assert.equal(index.changed[0], 1);
  assert.deepEqual(
    [...index.states].map((state) => STATE_NAMES[state]),
    ['undated', 'certain'],
  );
  assert.deepEqual(index.counts, [0, 0, 0, 0, 1, 1]);
});

test('moving nowhere changes nothing', () => {
  const index = indexOf([
    [10, 12, 20, 22],
    [15, 15, 30, 30],
  ]);
  index.moveTo(11, 16);
  assert.equal(index.moveTo(11, 16), 0);
});

test('an index of nothing can be moved', () => {
  const index = indexOf([]);
  assert.equal(index.moveTo(1, 2), 0);
  assert.deepEqual(index.counts, [0, 0, 0, 0, 0, 0]);
});

test('after any moves the states, the changes and the counts are those found one by one', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const next = random(seed);
    const kind = seed % 2 ? randomLife : randomEvidence;
    const lives = Array.from({ length: 1 + next(60) }, () => kind(next, -40, 40));
    const index = indexOf(lives);
    let before = [...index.states];
    for (let move = 0; move < 40; move++) {
      const first = -45 + next(90);
      const last = first + next(next(3) ? 8 : 60);
      const changes = index.moveTo(first, last);
      const expected = lives.map((life) => STATE_NAMES.indexOf(stateOf(life, first, last)));
      assert.deepEqual([...index.states], expected, `seed ${seed}, move ${move} to ${first}..${last}`);

      const differing = expected.map((state, i) => (state === before[i] ? -1 : i)).filter((i) => i >= 0);
      const changed = [...index.changed.slice(0, changes)];
      assert.deepEqual(
        [...changed].sort((a, b) => a - b),
        differing,
        'each changed thing is listed once',
      );
      assert.deepEqual(
        [...index.before.slice(0, changes)],
        changed.map((i) => before[i]),
      );

      const counts = STATE_NAMES.map(() => 0);
      for (const state of expected) counts[state]++;
      assert.deepEqual([...index.counts], counts);
      before = expected;
    }
  }
});

test('what is not counted has states and is in no count', () => {
  const { dates, ranks } = columnsOf([
    [10, 10, 20, 20],
    [10, 10, 20, 20],
  ]);
  const index = new TimeIndex(dates, ranks, 1);
  index.moveTo(15, 15);
  assert.equal(index.states[0], index.states[1]);
  assert.equal(
    index.counts.reduce((sum, count) => sum + count, 0),
    1,
  );
  assert.equal(index.counts[index.states[0]], 1);
});
