import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Dataset } from '../../src/geokz/render/js/data/dataset.js';
import { DenseField } from '../../src/geokz/render/js/map/dense.js';
import { columnsOf } from './random.mjs';

globalThis.ImageData ??= class {
  constructor(width, height) {
    this.data = new Uint8ClampedArray(4 * width * height);
  }
};

const POSSIBLE = [1, 2, 3, 120];
const CERTAIN = [9, 8, 7, 255];
const ALL = { possible: true, undated: true };
const STYLE = { colour: '#000000', colourDark: '#000000', shape: 'square', size: 5 };

/** RGBA of the cell at a point. */
function cellAt(field, x, y) {
  const at = 4 * (Math.floor(y / 2) * field.columns + Math.floor(x / 2));
  return [...field.image.data.slice(at, at + 4)];
}

/** A layer of points and, after them, one line, on a screen of 100 by 100 pixels. */
function layerOf(points, lives, line = null) {
  const all = [...points, ...(line ?? [])];
  const dataset = new Dataset(
    'camps',
    {
      n: points.length + (line ? 1 : 0),
      points: points.length,
      ...columnsOf(lives),
      x: Float64Array.from(all, ([x]) => x / 100),
      y: Float64Array.from(all, ([, y]) => y / 100),
      partOfPath: line ? Int32Array.of(0, 1) : Int32Array.of(0),
      vertexOfPart: line ? Int32Array.of(0, line.length) : Int32Array.of(0),
      closed: new Uint8Array(line ? 1 : 0),
    },
    STYLE,
  );
  dataset.project(100, 0, 0);
  return dataset;
}

const field = () => new DenseField(100, 100, [POSSIBLE, CERTAIN]);

test('a point colours two by two cells and no more', () => {
  const dense = field();
  dense.put(10, 20, 1, 1);
  assert.deepEqual(cellAt(dense, 10, 20), CERTAIN);
  assert.deepEqual(cellAt(dense, 13, 23), CERTAIN);
  assert.deepEqual(cellAt(dense, 14, 20), [0, 0, 0, 0]);
  assert.deepEqual(cellAt(dense, 8, 20), [0, 0, 0, 0]);
});

test('a cell is empty again when the last thing on it is gone', () => {
  const dense = field();
  dense.put(10, 20, 1, 1);
  dense.put(10, 20, 1, 1);
  dense.put(10, 20, 1, -1);
  assert.deepEqual(cellAt(dense, 10, 20), CERTAIN);
  dense.put(10, 20, 1, -1);
  assert.deepEqual(cellAt(dense, 10, 20), [0, 0, 0, 0]);
  assert.equal(dense.inside, 0);
});

test('what is certain lies above what is possible, which comes forth when the other goes', () => {
  const dense = field();
  dense.put(10, 20, 0, 1);
  dense.put(10, 20, 1, 1);
  assert.deepEqual(cellAt(dense, 10, 20), CERTAIN);
  dense.put(10, 20, 1, -1);
  assert.deepEqual(cellAt(dense, 10, 20), POSSIBLE);
});

test('what lies outside of the field colours nothing and is not counted', () => {
  const dense = field();
  for (const [x, y] of [
    [-5, 10],
    [10, -5],
    [500, 10],
    [10, 500],
  ])
    dense.put(x, y, 1, 1);
  assert.equal(dense.inside, 0);
  assert.ok(dense.pixels.every((pixel) => pixel === 0));
});

test('a line colours the cells under it from end to end', () => {
  const dense = field();
  const layer = layerOf(
    [],
    [[1, 1, 9, 9]],
    [
      [10, 10],
      [60, 10],
    ],
  );
  layer.index.moveTo(5, 5);
  dense.fill([layer], ALL);
  for (const x of [10, 34, 60]) assert.deepEqual(cellAt(dense, x, 10), CERTAIN, `at ${x}`);
  assert.deepEqual(cellAt(dense, 64, 10), [0, 0, 0, 0]);
  assert.deepEqual(cellAt(dense, 34, 14), [0, 0, 0, 0]);
});

test('after steps of the clock the field is the one filled anew', () => {
  const lives = [
    [1, 1, 5, 5],
    [3, 4, 8, 9],
    [6, 6, 9, 9],
    [2, 2, 9, 9],
  ];
  const layer = layerOf(
    [
      [10, 10],
      [10, 10],
      [50, 50],
    ],
    lives,
    [
      [0, 90],
      [90, 90],
    ],
  );
  layer.index.moveTo(0, 0);
  const stepped = field();
  stepped.fill([layer], ALL);
  for (const day of [1, 3, 4, 5, 6, 9, 10, 2]) {
    layer.index.moveTo(day, day);
    stepped.apply([layer], ALL);
    const anew = field();
    anew.fill([layer], ALL);
    assert.deepEqual([...stepped.pixels], [...anew.pixels], `day ${day}`);
    assert.equal(stepped.inside, anew.inside);
  }
});

test('what the switches hide colours nothing', () => {
  const layer = layerOf([[10, 10]], [[1, 5, 5, 9]]);
  layer.index.moveTo(2, 2);
  const dense = field();
  dense.fill([layer], { possible: false, undated: false });
  assert.deepEqual(cellAt(dense, 10, 10), [0, 0, 0, 0]);
  dense.fill([layer], ALL);
  assert.deepEqual(cellAt(dense, 10, 10), POSSIBLE);
});

test('only the rows that changed are painted', () => {
  const dense = field();
  const painted = [];
  const context = { putImageData: (_, __, ___, x, top, width, height) => painted.push([x, top, width, height]) };
  dense.put(10, 20, 1, 1);
  dense.paint(context);
  dense.paint(context);
  assert.deepEqual(painted, [[0, 10, dense.columns, 2]]);
});
