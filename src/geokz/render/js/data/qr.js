/**
 * QR codes (ISO/IEC 18004) of addresses: byte mode, error correction M, the smallest of the forty versions that holds the
 * text. The state of the map is in its address, so the code can only be made where the state is: in the page.
 */

/** Codewords of error correction a block, and blocks, by version from 1; level M. */
const CORRECTION = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28,
  28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
];
const BLOCKS = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35,
  37, 38, 40, 43, 45, 47, 49,
];

/** What turns modules over, by column and row, lest the pattern confuse a reader. */
/** @type {((x: number, y: number) => boolean)[]} */
const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/**
 * The modules of a text's code, row by row, true for dark, without the quiet zone of four modules; null where the text
 * is too long for any code (2331 bytes).
 * @param {string} text @param {number} [mask] 0 to 7, that which reads best when left out
 * @returns {boolean[][] | null}
 */
export function qrOf(text, mask) {
  const bytes = [...new TextEncoder().encode(text)];
  const version = BLOCKS.findIndex((_, at) => bytes.length <= roomOf(at + 1)) + 1;
  if (!version) return null;
  const words = interleaved(dataWords(bytes, version), version);
  const made = (/** @type {number} */ which) => drawn(words, version, which);
  if (mask !== undefined) return made(mask);
  const all = MASKS.map((_, which) => made(which));
  const costs = all.map(penalty);
  return all[costs.indexOf(Math.min(...costs))];
}

/** Modules of a version that are neither pattern nor format. @param {number} version */
function modulesOf(version) {
  let count = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const marks = Math.floor(version / 7) + 2;
    count -= (25 * marks - 10) * marks - 55;
  }
  return version >= 7 ? count - 36 : count;
}

/** Codewords of data in a version. @param {number} version */
function wordsOf(version) {
  return Math.floor(modulesOf(version) / 8) - CORRECTION[version - 1] * BLOCKS[version - 1];
}

/** Bytes of text that a version holds: less four bits of mode and the bits of the length. @param {number} version */
function roomOf(version) {
  return wordsOf(version) - (version < 10 ? 2 : 3);
}

/** The text as codewords: mode, length, bytes, end, padding. @param {number[]} bytes @param {number} version */
function dataWords(bytes, version) {
  /** @type {number[]} */
  const bits = [];
  const push = (/** @type {number} */ value, /** @type {number} */ length) => {
    for (let at = length - 1; at >= 0; at--) bits.push((value >> at) & 1);
  };
  push(4, 4);
  push(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) push(byte, 8);
  push(0, 4);
  const words = [];
  for (let at = 0; at < bits.length; at += 8) words.push(parseInt(bits.slice(at, at + 8).join(''), 2));
  for (let pad = 0; words.length < wordsOf(version); pad++) words.push(pad % 2 ? 0x11 : 0xec);
  return words;
}

/** The product of two elements of the field of 256 with x^8 + x^4 + x^3 + x^2 + 1. @param {number} a @param {number} b */
function times(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    if ((b >> bit) & 1) product ^= a;
  }
  return product;
}

/** The codewords of Reed and Solomon for a block. @param {number[]} block @param {number} degree */
function corrections(block, degree) {
  const divisor = [...Array(degree - 1).fill(0), 1];
  for (let step = 0, root = 1; step < degree; step++, root = times(root, 2)) {
    for (let at = 0; at < degree; at++) divisor[at] = times(divisor[at], root) ^ (divisor[at + 1] ?? 0);
  }
  let rest = /** @type {number[]} */ (Array(degree).fill(0));
  for (const word of block) {
    const factor = word ^ rest[0];
    rest = [...rest.slice(1), 0].map((value, at) => value ^ times(divisor[at], factor));
  }
  return rest;
}

/** Data and corrections of all blocks, a word of each in turn. @param {number[]} words @param {number} version */
function interleaved(words, version) {
  const [count, degree] = [BLOCKS[version - 1], CORRECTION[version - 1]];
  const short = Math.floor(words.length / count);
  const longFrom = count - (words.length % count);
  /** @type {number[][]} */
  const blocks = [];
  for (let at = 0, begin = 0; at < count; at++) {
    const length = short + (at >= longFrom ? 1 : 0);
    blocks.push(words.slice(begin, begin + length));
    begin += length;
  }
  const turns = (/** @type {number[][]} */ parts, /** @type {number} */ length) =>
    Array.from({ length }, (_, at) => parts.map((part) => part[at])).flat();
  const data = turns(blocks, short + 1).filter((word) => word !== undefined);
  return [
    ...data,
    ...turns(
      blocks.map((block) => corrections(block, degree)),
      degree,
    ),
  ];
}

/** The matrix: patterns, data, mask, format. @param {number[]} words @param {number} version @param {number} mask */
function drawn(words, version, mask) {
  const size = 17 + 4 * version;
  /** @type {(boolean | null)[][]} null where data go */
  const rows = Array.from({ length: size }, () => Array(size).fill(null));
  const set = (/** @type {number} */ x, /** @type {number} */ y, /** @type {unknown} */ dark) => {
    rows[y][x] = Boolean(dark);
  };
  for (let at = 0; at < size; at++) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  for (const [cx, cy] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ]) {
    for (let y = Math.max(0, cy - 4); y <= Math.min(size - 1, cy + 4); y++) {
      for (let x = Math.max(0, cx - 4); x <= Math.min(size - 1, cx + 4); x++) {
        const ring = Math.max(Math.abs(x - cx), Math.abs(y - cy));
        set(x, y, ring !== 2 && ring !== 4);
      }
    }
  }
  const marks = alignments(version);
  const last = marks.length - 1;
  marks.forEach((cy, row) => {
    marks.forEach((cx, column) => {
      if ((!row && !column) || (!row && column === last) || (row === last && !column)) return;
      for (let y = -2; y <= 2; y++)
        for (let x = -2; x <= 2; x++) set(cx + x, cy + y, Math.max(Math.abs(x), Math.abs(y)) !== 1);
    });
  });
  drawFormat(set, size, mask);
  if (version >= 7) drawVersion(set, size, version);
  fill(rows, words, MASKS[mask]);
  return /** @type {boolean[][]} */ (rows);
}

/** Rows and columns of the small squares. @param {number} version */
function alignments(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((4 * version + 4) / (2 * count - 2)) * 2;
  const others = Array.from({ length: count - 1 }, (_, at) => 17 + 4 * version - 7 - at * step);
  return [6, ...others.reverse()];
}

/** A number with the rest of its division behind it. @param {number} data @param {number} length @param {number} divisor */
function withRest(data, length, divisor) {
  let rest = data;
  for (let at = 0; at < length; at++) rest = (rest << 1) ^ ((rest >> (length - 1)) * divisor);
  return (data << length) | rest;
}

/** @param {(x: number, y: number, dark: unknown) => void} set @param {number} size @param {number} mask */
function drawFormat(set, size, mask) {
  const bits = withRest(mask, 10, 0x537) ^ 0x5412; // level M is 0
  const bit = (/** @type {number} */ at) => (bits >> at) & 1;
  for (let at = 0; at < 15; at++) {
    const near = at < 6 ? at : at < 8 ? at + 1 : 0;
    if (at < 8) set(8, near, bit(at));
    else set(at === 8 ? 7 : 14 - at, 8, bit(at));
    if (at < 8) set(size - 1 - at, 8, bit(at));
    else set(8, size - 15 + at, bit(at));
  }
  set(8, size - 8, true);
}

/** @param {(x: number, y: number, dark: unknown) => void} set @param {number} size @param {number} version */
function drawVersion(set, size, version) {
  const bits = withRest(version, 12, 0x1f25);
  for (let at = 0; at < 18; at++) {
    const [far, near] = [size - 11 + (at % 3), Math.floor(at / 3)];
    set(far, near, (bits >> at) & 1);
    set(near, far, (bits >> at) & 1);
  }
}

/** Put the words in, two columns at a time, up and down, from the right. @param {(boolean | null)[][]} rows @param {number[]} words @param {(x: number, y: number) => boolean} turns */
function fill(rows, words, turns) {
  const size = rows.length;
  let bit = 0;
  for (let right = size - 1, up = true; right >= 1; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (rows[y][x] !== null) continue;
        const dark = ((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
        rows[y][x] = Boolean(dark) !== turns(x, y);
        bit++;
      }
    }
  }
}

/** How hard a matrix is to read. @param {boolean[][]} rows */
function penalty(rows) {
  const size = rows.length;
  const text = (/** @type {boolean[]} */ line) => line.map(Number).join('');
  const lines = [...rows.map(text), ...rows.map((_, x) => text(rows.map((row) => row[x])))];
  let sum = 0;
  for (const line of lines) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2;
    sum += 40 * [...line.matchAll(/(?=10111010000|00001011101)/g)].length;
  }
  for (let y = 1; y < size; y++)
    for (let x = 1; x < size; x++)
      if (new Set([rows[y][x], rows[y - 1][x], rows[y][x - 1], rows[y - 1][x - 1]]).size === 1) sum += 3;
  const dark = rows.flat().filter(Boolean).length;
  return sum + 10 * Math.floor(Math.abs((100 * dark) / size ** 2 - 50) / 5);
}

/** A matrix as the path of an SVG, a unit a module. @param {boolean[][]} rows */
export function qrPath(rows) {
  return rows
    .flatMap((row, y) =>
      [...row.map(Number).join('').matchAll(/1+/g)].map(
        ({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`,
      ),
    )
    .join('');
}
