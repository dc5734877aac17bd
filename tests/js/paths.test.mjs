import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CERTAIN } from '../../src/geokz/render/js/data/life.js';
import { pathPieces } from '../../src/geokz/render/js/map/paths.js';

/** A line between two places of a canvas of 1000 pixels a side, and what is done to draw it. */
function line([x1, y1], [x2, y2], ratio) {
  const done = [];
  const [sx, sy] = [Float64Array.of(x1, x2), Float64Array.of(y1, y2)];
  const dataset = {
    key: 'railways',
    style: { colour: '#333333' },
    sx,
    sy,
    index: { states: [CERTAIN] },
    columns: { n: 1, points: 0, closed: [0], partOfPath: [0, 1], vertexOfPart: [0, 2] },
    shows: () => true,
    meets: () => true,
    boxOf: () => [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)].map((at) => at / 1000),
  };
  const renderer = {
    ratio,
    scale: 1000,
    left: 0,
    top: 0,
    size: { x: 1000, y: 1000 },
    switches: {},
    theme: { land: '#ffffff' },
    colour: () => '#333333',
    sprites: { stamp: (_context, _key, x, y, width, height) => done.push({ x, y, width, height }) },
  };
  const context = { beginPath() {}, moveTo() {}, lineTo() {}, setLineDash() {}, stroke: () => done.push('stroke') };
  return { piece: pathPieces(renderer, dataset, 'full')[0], context, done };
}

test('a short line that is drawn again is a picture on whole device pixels that holds all of it', () => {
  for (const ratio of [1, 1.25, 1.5, 2, 3]) {
    const { piece, context, done } = line([100.3, 50.7], [160.1, 90.2], ratio);
    piece.draw(context, true);
    const [{ x, y, width, height }] = done;
    const [wide, high] = [Math.ceil(width * ratio), Math.ceil(height * ratio)];
    const [left, top] = [x * ratio - wide / 2, y * ratio - high / 2];
    for (const edge of [left, top]) assert.ok(Math.abs(edge - Math.round(edge)) < 1e-6, `${edge} at ${ratio}`);
    assert.ok(left <= piece.box[0] * ratio && left + wide >= piece.box[2] * ratio - 1e-6);
    assert.ok(top <= piece.box[1] * ratio && top + high >= piece.box[3] * ratio - 1e-6);
  }
});

test('a line that is drawn once, or is long, is stroked, with its rim', () => {
  const short = line([100, 50], [160, 90], 1);
  short.piece.draw(short.context);
  assert.deepEqual(short.done, ['stroke', 'stroke']);
  const long = line([100, 50], [700, 90], 1);
  long.piece.draw(long.context, true);
  assert.deepEqual(long.done, ['stroke', 'stroke']);
});
