import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growthOf } from '../../src/geokz/render/js/page/grow.js';

test('a page on a desk has its plain size up to a large screen, one in a hall grows early', () => {
  assert.deepEqual([growthOf(1440, 900, false), growthOf(2560, 1440, false), growthOf(3840, 2160, false)], [1, 1, 1.5]);
  assert.deepEqual([growthOf(1440, 900, true), growthOf(1920, 1080, true), growthOf(3840, 2160, true)], [1, 1.2, 2.4]);
});

test('the lesser side of a window decides, and nothing ever shrinks', () => {
  assert.equal(growthOf(2160, 3840, true), 1.35);
  assert.equal(growthOf(7680, 900, true), 1);
  assert.equal(growthOf(320, 200, true), 1);
});
