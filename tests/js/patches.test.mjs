import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apart, drawPieces, Patches } from '../../src/geokz/render/js/map/patches.js';
import { random } from './random.mjs';

const piece = (key, box) => ({ key, box, draw: (context) => context.drawn.push(key) });
const context = () => ({
  drawn: [],
  cleared: [],
  save() {},
  restore() {},
  setTransform() {},
  beginPath() {},
  rect() {},
  clip() {},
  clearRect(...box) {
    this.cleared.push(box);
  },
});
const covers = (boxes, x, y) => boxes.some(([l, t, r, b]) => x >= l && x < r && y >= t && y < b);

test('a picture of which nothing is known is drawn as a whole', () => {
  assert.equal(new Patches().take([piece('a', [0, 0, 10, 10])], 100, 100, 1), null);
});

test('a picture that stays needs no drawing', () => {
  const patches = new Patches();
  patches.take([piece('a', [0, 0, 10, 10])], 100, 100, 1);
  assert.deepEqual(patches.take([piece('a', [0, 0, 10, 10])], 100, 100, 1), []);
});

test('what comes and what goes is drawn anew, each with a pixel about it', () => {
  const patches = new Patches();
  patches.take([piece('gone', [10, 10, 20, 20]), piece('stays', [50, 50, 60, 60])], 100, 100, 1);
  const boxes = patches.take([piece('stays', [50, 50, 60, 60]), piece('new', [70, 10, 80, 20])], 100, 100, 1);
  assert.deepEqual(boxes, [
    [69, 9, 81, 21],
    [9, 9, 21, 21],
  ]);
});

test('boxes are counted in device pixels and kept within the canvas', () => {
  const patches = new Patches();
  patches.take([], 200, 200, 2);
  assert.deepEqual(patches.take([piece('new', [-5, 90.3, 5.2, 130])], 200, 200, 2), [[0, 179, 12, 200]]);
});

test('when more than half of the canvas differs it is drawn as a whole', () => {
  const patches = new Patches();
  patches.take([], 100, 100, 1);
  assert.equal(patches.take([piece('new', [0, 0, 100, 60])], 100, 100, 1), null);
});

test('a forgotten picture is drawn as a whole', () => {
  const patches = new Patches();
  patches.take([], 100, 100, 1);
  patches.forget();
  assert.equal(patches.take([], 100, 100, 1), null);
});

test('joined boxes cover all that were given, and none meets another', () => {
  const next = random(19);
  for (let round = 0; round < 200; round++) {
    const boxes = Array.from({ length: 1 + next(12) }, () => {
      const [x, y] = [next(90), next(90)];
      return [x, y, x + 1 + next(20), y + 1 + next(20)];
    });
    const joined = apart(boxes);
    for (const [l, t, r, b] of boxes)
      assert.ok(joined.some((box) => box[0] <= l && box[1] <= t && box[2] >= r && box[3] >= b));
    for (const a of joined)
      for (const b of joined) assert.ok(a === b || a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]);
  }
});

test('wherever a piece of either picture differs, the boxes cover it', () => {
  const next = random(31);
  const some = () =>
    Array.from({ length: 8 }, (_, at) => {
      const [x, y] = [next(6) * 15, next(6) * 15];
      return piece(`${at} ${x} ${y}`, [x, y, x + 12, y + 12]);
    });
  for (let round = 0; round < 100; round++) {
    const [before, after] = [some(), some()];
    const patches = new Patches();
    patches.take(before, 100, 100, 1);
    const boxes = patches.take(after, 100, 100, 1);
    if (!boxes) continue;
    const keys = [before, after].map((pieces) => new Set(pieces.map(({ key }) => key)));
    for (const { key, box } of [...before, ...after])
      if (!keys[0].has(key) || !keys[1].has(key)) assert.ok(covers(boxes, box[0] + 1, box[1] + 1));
  }
});

test('within a box all pieces that reach into it are drawn, from below to above, and no others', () => {
  const on = context();
  const pieces = [piece('below', [0, 0, 50, 50]), piece('aside', [60, 60, 70, 70]), piece('above', [8, 8, 12, 12])];
  drawPieces(on, pieces, [[5, 5, 15, 15]], 1);
  assert.deepEqual([on.drawn, on.cleared], [['below', 'above'], [[5, 5, 10, 10]]]);
});
