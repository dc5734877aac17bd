import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Dataset } from '../../src/geokz/render/js/data/dataset.js';
import { ABSENT, allows, CERTAIN, POSSIBLE, UNDATED } from '../../src/geokz/render/js/data/life.js';
import { columnsOf } from './random.mjs';

const STYLE = { colour: '#7b1e2b', colourDark: '#e0788a', shape: 'square', size: 5 };
const ALL = { possible: true, undated: true };
const SURE = { possible: false, undated: false };

// a point, a line and a square area with a square hole, on a world of 100 by 100 pixels
function dataset(lives) {
  const x = [10, 30, 50, 60, 90, 90, 60, 60, 70, 80, 80, 70, 70].map((value) => value / 100);
  const y = [10, 10, 10, 60, 60, 90, 90, 60, 70, 70, 80, 80, 70].map((value) => value / 100);
  const result = new Dataset(
    'camps',
    {
      n: 3,
      points: 1,
      ...columnsOf(lives),
      x: Float64Array.from(x),
      y: Float64Array.from(y),
      partOfPath: Int32Array.of(0, 1, 3),
      vertexOfPart: Int32Array.of(0, 2, 7, 12),
      closed: Uint8Array.of(0, 1),
    },
    STYLE,
  );
  result.project(100, 0, 0);
  result.index.moveTo(5, 5);
  return result;
}

const STANDING = [1, 1, 9, 9];
const near = (data, x, y, radius, switches = ALL) => data.near(x, y, radius, 100, 0, 0, switches);

test('certain things always show, possible and undated ones when the reader wants them', () => {
  assert.deepEqual(
    [CERTAIN, POSSIBLE, UNDATED, ABSENT].map((state) => allows(state, ALL)),
    [true, true, true, false],
  );
  assert.deepEqual(
    [CERTAIN, POSSIBLE, UNDATED, ABSENT].map((state) => allows(state, SURE)),
    [true, false, false, false],
  );
});

test('a point, a line and an area are each found under the pointer', () => {
  const data = dataset([STANDING, STANDING, STANDING]);
  assert.deepEqual(near(data, 11, 11, 3), [0]);
  assert.deepEqual(near(data, 40, 12, 3), [1]);
  assert.deepEqual(near(data, 65, 65, 1), [2]);
});

test('nothing is found in the hole of an area, nor far from anything', () => {
  const data = dataset([STANDING, STANDING, STANDING]);
  assert.deepEqual(near(data, 75, 75, 1), []);
  assert.deepEqual(near(data, 10, 80, 3), []);
});

test('what may not be seen cannot be found, nor counted', () => {
  const data = dataset([[1, 6, 4, 9], [7, 7, 9, 9], STANDING]);
  assert.deepEqual(near(data, 10, 10, 3, ALL), [0]);
  assert.deepEqual(near(data, 10, 10, 3, SURE), []);
  assert.deepEqual(near(data, 40, 10, 3, ALL), []);
  assert.equal(data.shown(ALL), 2);
  assert.equal(data.shown(SURE), 1);
});

test('points come before lines and areas', () => {
  const data = dataset([STANDING, STANDING, STANDING]);
  assert.deepEqual(near(data, 20, 10, 100), [0, 1, 2]);
});

test('what is not kept is neither shown nor counted nor found, until all is kept again', () => {
  const data = dataset([STANDING, STANDING, STANDING]);
  data.keep((i) => i === 1);
  assert.deepEqual(
    [0, 1, 2].map((i) => data.shows(i, ALL)),
    [false, true, false],
  );
  assert.equal(data.shown(ALL), 1);
  assert.deepEqual(near(data, 10, 10, 3), []);
  data.keep(null);
  assert.equal(data.shown(ALL), 3);
});
