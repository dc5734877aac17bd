import assert from 'node:assert/strict';
import test from 'node:test';
import { tickStep, typedYears, writtenYears } from '../../src/geokz/render/js/data/calendar.js';

test('a typed year or span is read, a hyphen between years is no minus', () => {
  assert.deepEqual(typedYears('1937'), [1937]);
  assert.deepEqual(typedYears('1937-1941'), [1937, 1941]);
  assert.deepEqual(typedYears('1937 – 1941'), [1937, 1941]);
  assert.deepEqual(typedYears('19'), []);
});

test('a minus stands before years before Christ', () => {
  assert.deepEqual(typedYears('-100', 1), [-100]);
  assert.deepEqual(typedYears('−753 – 476', 1), [-753, 476]);
  assert.deepEqual(typedYears('79', 1), [79]);
});

test('what is written can be typed again', () => {
  for (const [from, to] of [
    [-753, -27],
    [-100, 50],
    [1937, 1941],
    [5, 5],
    [-5, -5],
  ])
    assert.deepEqual([...new Set(typedYears(writtenYears(from, to), 1))], [...new Set([from, to])]);
});

test('ticks stand at round years and not too near each other', () => {
  assert.equal(tickStep(45, 700), 5);
  assert.equal(tickStep(45, 600), 10);
  assert.equal(tickStep(3000, 700), 500);
  assert.equal(tickStep(4, 700), 1);
});
