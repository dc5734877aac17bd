/**
 * The columns of a layer as Python wrote them (geokz.render.encode): 32-bit integers in byte planes, deflated,
 * base64. See that module for the order of the columns.
 */

/** The version of columns and records this page reads; geokz.render.wire has the same. */
export const WIRE_VERSION = 6;

/** Where the square of Web Mercator ends; what lies nearer to a pole is drawn there. */
const NORTHERNMOST = 85.0511287798;

/**
 * @typedef {object} Columns
 * @property {number} n features that are drawn; the first `points` are points, the others paths. What has no
 *   geometry follows in `ranks` alone
 * @property {number} points
 * @property {Int32Array} dates distinct day numbers, ascending
 * @property {Int32Array[]} ranks of the bounds in `dates`, as life.js has them: four, or seven where evidence is known
 * @property {Float64Array} x Web Mercator, 0 (180° W) to 1, of points then path vertices
 * @property {Float64Array} y 0 (85.05° N) to 1
 * @property {Int32Array} partOfPath first part of each path, one more at the end
 * @property {Int32Array} vertexOfPart first vertex of each part, one more at the end
 * @property {Uint8Array} closed 1 for paths that are areas
 */

/** @param {string} text base64 @returns {Uint8Array<ArrayBuffer>} */
export function bytesOf(text) {
  const own = /** @type {{fromBase64?: (text: string) => Uint8Array<ArrayBuffer>}} */ (Uint8Array);
  if (own.fromBase64) return own.fromBase64(text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

/**
 * Read chunk by chunk: a Response, or a Blob, sends its bytes through another process of the browser and back.
 * @param {string} text base64 of a zlib stream @returns {Promise<Uint8Array>}
 */
export async function inflate(text) {
  const packed = new ReadableStream({
    start(controller) {
      controller.enqueue(bytesOf(text));
      controller.close();
    },
  });
  const reader = packed.pipeThrough(new DecompressionStream('deflate')).getReader();
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Undo the byte planes: plane k holds byte k of every value. @param {Uint8Array} bytes @param {number} offset @param {number} count */
function readPlanes(bytes, offset, count) {
  const values = new Int32Array(count);
  const second = offset + count;
  const third = second + count;
  const fourth = third + count;
  for (let i = 0; i < count; i++) {
    values[i] = bytes[offset + i] | (bytes[second + i] << 8) | (bytes[third + i] << 16) | (bytes[fourth + i] << 24);
  }
  return values;
}

/** @param {Int32Array} values */
function undoDelta(values) {
  for (let i = 1; i < values.length; i++) values[i] += values[i - 1];
  return values;
}

/** @param {Int32Array} values */
function undoZigzag(values) {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] >>> 1) ^ -(values[i] & 1);
  return values;
}

/** @param {Int32Array} values @param {Int32Array} base */
function addTo(values, base) {
  for (let i = 0; i < values.length; i++) values[i] += base[i];
  return values;
}

/** Running sums with a leading zero: counts become offsets. @param {Int32Array} counts */
function offsets(counts) {
  const result = new Int32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) result[i + 1] = result[i] + counts[i];
  return result;
}

/**
 * Refuse what was written for another page.
 * @param {string} what @param {number | undefined} version it was written as
 */
export function checkVersion(what, version) {
  if (version === WIRE_VERSION) return;
  throw new RangeError(
    `${what} are of version ${version}, this page reads version ${WIRE_VERSION}; build the map again`,
  );
}

/**
 * @param {Uint8Array} bytes @param {import('./wire').Header} header
 * @returns {Columns} @throws {RangeError} when version or length are not those this page reads
 */
export function readColumns(bytes, header) {
  checkVersion('the columns', header.version);
  const { n, all, points, parts, vertices, dates, bounds } = header;
  const length = 4 * (dates + bounds * all + 2 * (n - points) + parts + 2 * (points + vertices));
  if (bytes.length !== length) {
    throw new RangeError(
      `the columns hold ${bytes.length} bytes, their header tells of ${length}; build the map again`,
    );
  }
  const paths = n - points;
  let offset = 0;
  const next = (/** @type {number} */ count) => {
    const values = readPlanes(bytes, offset, count);
    offset += 4 * count;
    return values;
  };
  const dateTable = undoDelta(next(dates));
  const startEarliest = next(all);
  const startLatest = addTo(next(all), startEarliest);
  const endEarliest = next(all);
  const endLatest = addTo(next(all), endEarliest);
  const ranks = [startEarliest, startLatest, endEarliest, endLatest];
  if (bounds > 4) for (const base of [endEarliest, startEarliest, endLatest]) ranks.push(addTo(next(all), base));
  const partOfPath = offsets(next(paths));
  const closed = Uint8Array.from(next(paths));
  const vertexOfPart = offsets(next(parts));
  const lon = undoDelta(undoZigzag(next(points + vertices)));
  const lat = undoDelta(undoZigzag(next(points + vertices)));
  const x = new Float64Array(points + vertices);
  const y = new Float64Array(points + vertices);
  for (let i = 0; i < x.length; i++) {
    x[i] = lon[i] / 36e6 + 0.5;
    const degrees = Math.max(-NORTHERNMOST, Math.min(NORTHERNMOST, lat[i] * 1e-5));
    const sine = Math.sin((degrees * Math.PI) / 180);
    y[i] = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  }
  return {
    n,
    points,
    dates: dateTable,
    ranks,
    x,
    y,
    partOfPath,
    vertexOfPart,
    closed,
  };
}

/** A point of the columns in degrees. @param {{x: Float64Array, y: Float64Array}} columns @param {number} at @returns {[number, number]} */
export function latLng({ x, y }, at) {
  return [(Math.atan(Math.sinh(Math.PI * (1 - 2 * y[at]))) * 180) / Math.PI, (x[at] - 0.5) * 360];
}
