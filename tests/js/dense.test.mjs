import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Dataset } from '../../src/geokz/render/js/data/dataset.js';
import { crosses } from '../../src/geokz/render/js/data/pick.js';
import { DenseField } from '../../src/geokz/render/js/map/dense.js';
import { columnsOf, random, randomLife } from './random.mjs';

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

const AREA = [5, 5, 5, 40];
const field = () => new DenseField(100, 100, [AREA, AREA, POSSIBLE, CERTAIN]);

test('a point colours two by two cells and no more', () => {
  const dense = field();
  dense.put(10, 20, 3, 1);
  assert.deepEqual(cellAt(dense, 10, 20), CERTAIN);
  assert.deepEqual(cellAt(dense, 13, 23), CERTAIN);
  assert.deepEqual(cellAt(dense, 14, 20), [0, 0, 0, 0]);
  assert.deepEqual(cellAt(dense, 8, 20), [0, 0, 0, 0]);
});

test('a cell is empty again when the last thing on it is gone', () => {
  const dense = field();
  dense.put(10, 20, 3, 1);
  dense.put(10, 20, 3, 1);
  dense.put(10, 20, 3, -1);
  assert.deepEqual(cellAt(dense, 10, 20), CERTAIN);
  dense.put(10, 20, 3, -1);
  assert.deepEqual(cellAt(dense, 10, 20), [0, 0, 0, 0]);
  assert.equal(dense.inside, 0);
});

test('what is certain lies above what is possible, which comes forth when the other goes', () => {
  const dense = field();
  dense.put(10, 20, 2, 1);
  dense.put(10, 20, 3, 1);
  assert.deepEqual(cellAt(dense, 10, 20), CERTAIN);
  dense.put(10, 20, 3, -1);
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
    dense.put(x, y, 3, 1);
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

test('of a line that runs far beyond the map the cells within it are coloured, in no time', () => {
  const dense = field();
  const ends = [
    [-1e12, 10],
    [1e12, 10],
  ];
  const layer = layerOf([], [[1, 1, 9, 9]], ends);
  layer.index.moveTo(5, 5);
  const began = performance.now();
  dense.fill([layer], ALL);
  assert.ok(performance.now() - began < 1000);
  const [first] = [5 * dense.columns];
  assert.deepEqual(
    [...dense.pixels.keys()].filter((cell) => dense.pixels[cell]),
    Array.from({ length: dense.columns }, (_, column) => first + column),
  );
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
    anew.rescale(stepped.level);
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
  dense.put(10, 20, 3, 1);
  dense.paint(context);
  dense.paint(context);
  assert.deepEqual(painted, [[0, 10, dense.columns, 2]]);
});

/** A layer of areas: rings of [x, y] on a screen of 100 by 100 pixels. */
function areasOf(rings, lives) {
  const all = rings.flat();
  const counts = rings.map((ring) => ring.length);
  const dataset = new Dataset(
    'areas',
    {
      n: rings.length,
      points: 0,
      ...columnsOf(lives),
      x: Float64Array.from(all, ([x]) => x / 100),
      y: Float64Array.from(all, ([, y]) => y / 100),
      partOfPath: Int32Array.from({ length: rings.length + 1 }, (_, at) => at),
      vertexOfPart: Int32Array.from([0, ...counts.map((_, at) => counts.slice(0, at + 1).reduce((a, b) => a + b))]),
      closed: new Uint8Array(rings.length).fill(1),
    },
    STYLE,
  );
  dataset.project(100, 0, 0);
  return dataset;
}

test('an area colours the cells whose middle lies within it, and its outline more strongly', () => {
  const next = random(3);
  for (let round = 0; round < 60; round++) {
    const corners = Array.from({ length: 3 + next(6) }, () => [next(1400) / 10 - 20, next(1400) / 10 - 20]);
    const ring = [...corners, corners[0]];
    const layer = areasOf([ring], [[1, 1, 9, 9]]);
    layer.index.moveTo(5, 5);
    const dense = field();
    dense.fill([layer], ALL);
    for (let row = 0; row < dense.rows; row++) {
      for (let column = 0; column < dense.columns; column++) {
        const [x, y] = [2 * column + 1, 2 * row + 1];
        let inside = false;
        for (let at = 0; at + 1 < ring.length; at++)
          if (crosses(x, y, layer.sx[at], layer.sy[at], layer.sx[at + 1], layer.sy[at + 1])) inside = !inside;
        const cell = row * dense.columns + column;
        const [within, outline] = [1, 3].map((kind) => dense.counts[kind]?.[cell] ?? 0);
        assert.equal(within, inside && !outline ? 1 : 0, `round ${round}, cell ${column} ${row}`);
      }
    }
  }
});

test('areas come and go with the clock as if they were drawn anew', () => {
  const next = random(9);
  const rings = Array.from({ length: 40 }, () => {
    const [x, y, size] = [next(90), next(90), 1 + next(30)];
    return [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y],
    ];
  });
  const layer = areasOf(
    rings,
    rings.map(() => randomLife(next, 0, 20)),
  );
  layer.index.moveTo(0, 0);
  const stepped = field();
  stepped.fill([layer], ALL);
  for (let day = 1; day < 22; day++) {
    layer.index.moveTo(day, day + next(4));
    stepped.apply([layer], ALL);
    const anew = field();
    anew.fill([layer], ALL);
    anew.rescale(stepped.level);
    assert.deepEqual([...stepped.pixels], [...anew.pixels], `day ${day}`);
  }
});

test('the more things on a cell the deeper its colour, and one alone is never the deepest', () => {
  const layer = layerOf(
    [...Array.from({ length: 20 }, () => [10, 10]), [30, 30], [50, 50], [50, 50], [50, 50]],
    Array.from({ length: 24 }, () => [1, 1, 9, 9]),
  );
  layer.index.moveTo(5, 5);
  const dense = new DenseField(100, 100, [AREA, AREA, [200, 100, 50, 120], [200, 100, 50, 255]]);
  dense.fill([layer], ALL);
  const [many, one, few] = [cellAt(dense, 10, 10), cellAt(dense, 30, 30), cellAt(dense, 50, 50)];
  assert.ok(one[3] < few[3] && few[3] < many[3], `${one} ${few} ${many}`);
  assert.ok(many[0] < 200 && one[0] === 200);
  assert.equal(dense.most, 20);
  // when the clock rests each point is drawn in the colour of its cell
  const css = ([red, green, blue, alpha]) => `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
  const drawn = [0, 20, 21].map((i) => dense.shadesOfPoints(0, true)[dense.levelOfPoint(layer, 0, i, true)]);
  assert.deepEqual(drawn, [css(many), css(one), css(few)]);
});

test('a cell has the mean of the colours that a column gives its things', () => {
  const layer = layerOf(
    [
      [10, 10],
      [10, 10],
      [40, 40],
    ],
    Array.from({ length: 3 }, () => [1, 1, 9, 9]),
  );
  layer.paint = {
    colours: ['#ff0000', '#0000ff'],
    rgb: [
      [255, 0, 0],
      [0, 0, 255],
    ],
    of: Uint8Array.of(0, 1, 1),
  };
  layer.index.moveTo(5, 5);
  const dense = field();
  dense.fill([layer], ALL);
  assert.deepEqual(cellAt(dense, 10, 10), [128, 0, 128, 255]);
  assert.deepEqual(cellAt(dense, 40, 40), [0, 0, 255, 255]);
  assert.equal(dense.most, 0, 'no depth is spoken of where colours mean something else');
});

test('a line that was traced before it is shown colours the cells it would colour then', () => {
  const line = [
    [-30, 10],
    [60, 45],
    [140, 12],
  ];
  const pictures = [true, false].map((before) => {
    const dataset = layerOf(
      [[5, 5]],
      [
        [0, 0, 9, 9],
        [0, 0, 9, 9],
      ],
      line,
    );
    const dense = field();
    if (before) assert.equal([...dense.tracing([dataset])].length, 1);
    dense.putPath(dataset, 0, 0, 1);
    return [...dense.counts[2]];
  });
  assert.deepEqual(pictures[0], pictures[1]);
  assert.equal(
    pictures[0].some((count) => count > 0),
    true,
  );
});
