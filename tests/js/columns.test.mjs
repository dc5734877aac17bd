import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { inflate, readColumns } from '../../src/geokz/render/js/data/columns.js';

/** Byte planes of 32-bit values, as Python writes them. */
function planes(...values) {
  const bytes = new Uint8Array(4 * values.length);
  values.forEach((value, i) => {
    for (let plane = 0; plane < 4; plane++) bytes[plane * values.length + i] = (value >>> (8 * plane)) & 255;
  });
  return [...bytes];
}

test('what was deflated and written in base64 is the same bytes again', async () => {
  const bytes = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7) % 256);
  assert.deepEqual(await inflate(deflateSync(bytes).toString('base64')), bytes);
  assert.deepEqual(await inflate(deflateSync(Buffer.alloc(0)).toString('base64')), new Uint8Array(0));
});

test('a text that was not deflated is refused and not shown as an empty layer', async () => {
  await assert.rejects(inflate(btoa('this is no zlib stream')));
});

test('byte planes, deltas and zigzag are undone, negative and large values too', () => {
  const header = { n: 2, points: 2, parts: 0, vertices: 0, dates: 3 };
  const bytes = Uint8Array.from([
    ...planes(-2147483648, 2147483648 - 13986, 13986 + 2147483647), // unknown start, 1931-09-17, unknown end
    ...planes(0, 1),
    ...planes(1, 0),
    ...planes(1, 1),
    ...planes(1, 1),
    ...planes(14536000, 1), // longitude 72.68, then 0.00001 less
    ...planes(0, 2), // latitude 0, then 0.00001
  ]);
  const columns = readColumns(bytes, header);
  assert.deepEqual([...columns.dates], [-2147483648, -13986, 2147483647]);
  assert.deepEqual([...columns.ranks[0]], [0, 1]);
  assert.deepEqual([...columns.ranks[1]], [1, 1]);
  assert.deepEqual([...columns.ranks[2]], [1, 1]);
  assert.deepEqual([...columns.ranks[3]], [2, 2]);
  assert.deepEqual(
    [...columns.x].map((x) => Math.round((x - 0.5) * 36e6)),
    [7268000, 7267999],
  );
  assert.equal(columns.y[0], 0.5);
  assert.ok(columns.y[1] < 0.5);
});

test('counts of parts and vertices become the places where each begins', () => {
  const header = { n: 2, points: 0, parts: 3, vertices: 7, dates: 1 };
  const nothing = planes(0, 0);
  const bytes = Uint8Array.from([
    ...planes(0),
    ...nothing,
    ...nothing,
    ...nothing,
    ...nothing,
    ...planes(1, 2),
    ...planes(0, 1),
    ...planes(2, 3, 2),
    ...planes(0, 0, 0, 0, 0, 0, 0),
    ...planes(0, 0, 0, 0, 0, 0, 0),
  ]);
  const columns = readColumns(bytes, header);
  assert.deepEqual([...columns.partOfPath], [0, 1, 3]);
  assert.deepEqual([...columns.vertexOfPart], [0, 2, 5, 7]);
  assert.deepEqual([...columns.closed], [0, 1]);
});

test('the corners of the world lie at the corners of its square', () => {
  const header = { n: 2, points: 2, parts: 0, vertices: 0, dates: 1 };
  const bytes = Uint8Array.from([
    ...planes(0),
    ...planes(0, 0),
    ...planes(0, 0),
    ...planes(0, 0),
    ...planes(0, 0),
    ...planes(35999999, 72000000), // -180, then 360 more
    ...planes(17010226, 34020451), // 85.05113, then as far south
  ]);
  const { x, y } = readColumns(bytes, header);
  assert.deepEqual([...x], [0, 1]);
  assert.ok(Math.abs(y[0]) < 1e-6);
  assert.ok(Math.abs(y[1] - 1) < 1e-6);
});
