import assert from 'node:assert/strict';
import test from 'node:test';
import { CERTAIN, POSSIBLE, PRESUMED } from '../../src/geokz/render/js/data/life.js';
import { marksOf } from '../../src/geokz/render/js/map/marks.js';
import { drawLinks } from '../../src/geokz/render/js/map/overlay.js';

/** The order from below in which the places of a layer are drawn, each with its state and half its size. */
function order(...places) {
  const dataset = {
    order: 1,
    style: {},
    columns: { points: places.length },
    index: { states: places.map(([state]) => state) },
    sx: places.map((_, at) => at),
    sy: places.map(() => 0),
    shows: () => true,
    placeOf: (i) => i,
  };
  const renderer = { datasets: [dataset], switches: {}, inside: () => true, reachOf: ({ i }) => places[i][1] };
  return marksOf(renderer).map(({ i }) => i);
}

test('what only may have been never hides what was, however large the latter; else the small lie above', () => {
  assert.deepEqual(order([CERTAIN, 30], [POSSIBLE, 6], [CERTAIN, 10], [PRESUMED, 20]), [1, 0, 3, 2]);
  assert.deepEqual(order([POSSIBLE, 6], [POSSIBLE, 9]), [1, 0]);
});

/** The numbers written along lines from the origin to some ends. */
function written(...ends) {
  const texts = [];
  const idle = () => {};
  const context = { beginPath: idle, moveTo: idle, quadraticCurveTo: idle, stroke: idle, strokeText: idle };
  Object.assign(context, { measureText: (text) => ({ width: 7 * text.length }), fillText: (text) => texts.push(text) });
  drawLinks(context, { x: 0, y: 0 }, ends, { accent: 'red', land: 'white', ink: 'black' });
  return texts;
}

test('a number stands on a line that has room for it, and not over another number', () => {
  assert.deepEqual(written({ x: 200, y: 0, text: '5,000' }), ['5,000']);
  assert.deepEqual(written({ x: 60, y: 0, text: '5,000' }), []);
  assert.deepEqual(written({ x: 200, y: 0, text: '5,000' }, { x: 202, y: 9, text: '84' }), ['5,000']);
  assert.deepEqual(written({ x: 200, y: 0, text: '5,000' }, { x: -200, y: 0, text: '84' }), ['5,000', '84']);
});
