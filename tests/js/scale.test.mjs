import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roundLength } from '../../src/geokz/render/js/data/scale.js';

test('a scale is a round length that fits', () => {
  assert.deepEqual([999, 1000, 1999, 2500, 4999, 612345].map(roundLength), [500, 1000, 1000, 2000, 3000, 500000]);
});
