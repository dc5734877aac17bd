import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distanceToSegment, PickGrid } from '../../src/geokz/render/js/data/pick.js';
import { random } from './random.mjs';

const all = () => true;

test('the nearest thing comes first and what lies beyond the radius not at all', () => {
  const grid = new PickGrid(Float64Array.of(0, 3, 1, 10), Float64Array.of(0, 0, 0, 0), 4);
  assert.deepEqual(grid.near(0, 0, 5, all), [0, 2, 1]);
});

test('a thing on the edge of the radius is found', () => {
  const grid = new PickGrid(Float64Array.of(0, 5), Float64Array.of(0, 0), 2);
  assert.deepEqual(grid.near(0, 0, 5, all), [0, 1]);
});

test('what may not be seen cannot be picked', () => {
  const grid = new PickGrid(Float64Array.of(0, 1), Float64Array.of(0, 0), 2);
  assert.deepEqual(
    grid.near(0, 0, 5, (i) => i !== 0),
    [1],
  );
});

test('things at one place are picked in their order', () => {
  const grid = new PickGrid(Float64Array.of(2, 2, 2), Float64Array.of(3, 3, 3), 3);
  assert.deepEqual(grid.near(2, 3, 0, all), [0, 1, 2]);
});

test('only the first of the positions are points to pick', () => {
  const grid = new PickGrid(Float64Array.of(0, 1), Float64Array.of(0, 0), 1);
  assert.deepEqual(grid.near(0, 0, 5, all), [0]);
});

test('a layer without points has nothing to pick', () => {
  assert.deepEqual(new PickGrid(new Float64Array(0), new Float64Array(0), 0).near(0, 0, 1e9, all), []);
});

test('what is found near any point is what is found one by one', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const next = random(seed);
    const n = next(200);
    const [x, y] = [0, 1].map(() => Float64Array.from({ length: n }, () => next(1000) / 1000));
    const grid = new PickGrid(x, y, n);
    for (let look = 0; look < 20; look++) {
      const [px, py, radius] = [(next(1400) - 200) / 1000, (next(1400) - 200) / 1000, next(300) / 1000];
      const accept = (i) => i % 3 !== 0;
      const distance = (i) => (x[i] - px) ** 2 + (y[i] - py) ** 2;
      const expected = [...x.keys()]
        .filter((i) => accept(i) && distance(i) <= radius * radius)
        .sort((a, b) => distance(a) - distance(b) || a - b);
      assert.deepEqual(grid.near(px, py, radius, accept), expected, `seed ${seed}`);
    }
  }
});

test('the distance to a segment is to its nearest point, squared', () => {
  assert.equal(distanceToSegment(5, 3, 0, 0, 10, 0), 9); // beside it
  assert.equal(distanceToSegment(-3, 4, 0, 0, 10, 0), 25); // before its beginning
  assert.equal(distanceToSegment(13, 4, 0, 0, 10, 0), 25); // beyond its end
  assert.equal(distanceToSegment(3, 4, 0, 0, 0, 0), 25); // a segment of one point
});
