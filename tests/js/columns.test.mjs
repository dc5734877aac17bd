import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { inflate, readColumns, WIRE_VERSION } from '../../src/geokz/render/js/data/columns.js';

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
  const header = { version: WIRE_VERSION, n: 2, all: 2, points: 2, parts: 0, vertices: 0, dates: 3, bounds: 4 };
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
  const header = { version: WIRE_VERSION, n: 2, all: 2, points: 0, parts: 3, vertices: 7, dates: 1, bounds: 4 };
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
  const header = { version: WIRE_VERSION, n: 2, all: 2, points: 2, parts: 0, vertices: 0, dates: 1, bounds: 4 };
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

/** One point of 1970-01-02 at 0, 0, and one thing without a place. */
const LOST = { version: WIRE_VERSION, n: 1, all: 2, points: 1, parts: 0, vertices: 0, dates: 2, bounds: 4 };
const BODY = [
  ...planes(1, 1),
  ...planes(0, 1),
  ...planes(0, 0),
  ...planes(0, 1),
  ...planes(0, 0),
  ...planes(0),
  ...planes(0),
];

test('what has no geometry stands at the tail, with a life and without coordinates', () => {
  const columns = readColumns(Uint8Array.from(BODY), LOST);
  assert.deepEqual([columns.n, columns.x.length], [1, 1]);
  assert.deepEqual(
    columns.ranks.map((column) => columns.dates[column[1]]),
    [2, 2, 2, 2],
  );
});

test('columns of another version are refused with both numbers', () => {
  assert.throws(() => readColumns(Uint8Array.from(BODY), { ...LOST, version: 7 }), /version 7.*version 6/);
  assert.throws(() => readColumns(Uint8Array.from(BODY), { ...LOST, version: undefined }), RangeError);
});

test('columns that were cut, or are longer than told, are refused with both lengths', () => {
  assert.throws(() => readColumns(Uint8Array.from(BODY.slice(0, -1)), LOST), /47 bytes.*48/);
  assert.throws(() => readColumns(Uint8Array.from([...BODY, 0]), LOST), /49 bytes.*48/);
});
