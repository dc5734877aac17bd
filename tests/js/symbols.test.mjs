import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawSymbol, extentOf, SHAPES } from '../../src/geokz/render/js/map/symbols.js';

/** Writes down how far from the origin a context was painted, strokes with half their width. */
function ruler() {
  const on = { far: 0, path: 0, lineWidth: 1 };
  const reach = (...values) => {
    on.path = Math.max(on.path, ...values.map(Math.abs));
  };
  return Object.assign(on, {
    beginPath: () => {
      on.path = 0;
    },
    moveTo: reach,
    lineTo: reach,
    rect: (x, y, width, height) => reach(x, y, x + width, y + height),
    arc: (x, y, radius) => reach(Math.abs(x) + radius, Math.abs(y) + radius),
    closePath() {},
    setLineDash() {},
    fill: () => {
      on.far = Math.max(on.far, on.path);
    },
    stroke: () => {
      on.far = Math.max(on.far, on.path + on.lineWidth / 2);
    },
  });
}

test('no symbol reaches farther than its extent, and none is taken for twice as large as it is', () => {
  for (const shape of Object.keys(SHAPES))
    for (const size of [2, 5, 8.25, 40])
      for (const state of [1, 2, 3, 4]) {
        const on = ruler();
        drawSymbol(on, shape, size, '#123456', '#ffffff', state, state === 3);
        assert.ok(on.far <= extentOf(shape, size) + 1e-9, `${shape} of ${size}`);
        assert.ok(2 * on.far > extentOf(shape, size), `${shape} of ${size}`);
      }
});
