import { daysOfYears } from './calendar.js';
import { scaleOfNumber } from './dress.js';
import { ABSENT, stateOf } from './life.js';
import { censusOf, heightIn, shortName, surelyIn, totalOf, valueIn } from './people.js';
import { seatAt } from './seats.js';

/**
 * The same country in several years side by side: which years, where the camps stood, how large they are drawn, where
 * their names go. Lengths are units of a small map.
 *
 * @typedef {import('./rows.js').Row} Row
 * @typedef {{width: number, height: number, x: (lon: number) => number, y: (lat: number) => number, left: number, top: number, scale: number}} Paper
 * @typedef {{thing: import('./wire').Thing, x: number, y: number, value: number | null, half: number}} Mark half its side
 * @typedef {{text: string, x: number, y: number, anchor: 'start' | 'end' | 'middle'}} Label
 * @typedef {[number, number, number, number]} Box left, top, right, bottom
 * @typedef {{columns: import('./columns.js').Columns, index: import('./timeindex.js').TimeIndex}} Ground
 */

/** Half the side of the symbol of the plain size. */
const HALF = 11;

/** How broad a letter is beside its height, about. */
const LETTER = 0.62;

/** The least numbers that are written beside their camp. */
export const NAMED = 5000;

/**
 * Years about evenly spread from the first with a number to the last; of a year and its two neighbours, the one with the
 * greatest sum of all, else the one in which the fewest prisoners are missing, by what the years about it say of the
 * camps without a number.
 * @param {Row[]} rows @param {{min: number, max: number}} clock @param {number} count
 * @param {Map<string, import('./wire').Thing>} things by id @returns {number[]}
 */
export function posterYears(rows, { min, max }, count, things) {
  const all = Array.from({ length: max - min + 1 }, (_, at) => min + at);
  const known = all.filter((year) => censusOf(rows, year, things).counted.length);
  if (!known.length) return [];
  const [first, last] = [known[0], known[known.length - 1]];
  const sum = (/** @type {number} */ year) => totalOf(censusOf(rows, year, things).counted, year);
  const peak = known.reduce((most, year) => (sum(year) > sum(most) ? year : most));
  const lacking = (/** @type {number} */ year) =>
    known.includes(year)
      ? censusOf(rows, year, things).missing.reduce((sum, row) => sum + heightIn(row, year).value, 0)
      : Infinity;
  const years = new Set([first]);
  for (let at = 1; at < count - 1; at++) {
    const even = Math.round(first + ((last - first) * at) / (count - 1));
    const near = [even, even - 1, even + 1].filter((year) => year > first && year < last && !years.has(year));
    near.sort((a, b) => Number(b === peak) - Number(a === peak) || lacking(a) - lacking(b));
    if (near.length && lacking(near[0]) < Infinity) years.add(near[0]);
  }
  years.add(last);
  return [...years].sort((a, b) => a - b);
}

/** A map of a box of the earth in Mercator's projection. @param {number[][]} box [[south, west], [north, east]] @param {number} width */
export function paperOf([[south, west], [north, east]], width) {
  const scale = (width * 360) / (east - west);
  const [left, top] = [worldX(west), worldY(north)];
  return {
    width,
    height: Math.round((worldY(south) - top) * scale),
    x: (/** @type {number} */ lon) => (worldX(lon) - left) * scale,
    y: (/** @type {number} */ lat) => (worldY(lat) - top) * scale,
    left,
    top,
    scale,
  };
}

/** @param {number} lon */
const worldX = (lon) => lon / 360 + 0.5;

/** @param {number} lat */
function worldY(lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/**
 * The camps of a year on a small map, the largest below: those with a number, and those that surely existed without one;
 * none that lies beyond its edges.
 * @param {import('./atlas.js').Atlas} atlas @param {Row[]} rows @param {number} year @param {Paper} paper @returns {Mark[]}
 */
export function posterMarks(atlas, rows, year, paper) {
  const { counted, missing, abroad } = censusOf(rows, year, atlas.things);
  const days = daysOfYears(year, year);
  const shown = [...counted, ...abroad, ...missing].filter((row) => valueIn(row, year) !== null || surelyIn(row, year));
  return shown
    .flatMap(({ thing, ...row }) => {
      const spot = atlas.spot(thing);
      const seat = thing.seats && seatAt(thing.seats, ...days)?.point;
      if (!spot && !seat) return [];
      const [x, y] = seat
        ? [paper.x(seat[0]), paper.y(seat[1])]
        : spotOn(/** @type {NonNullable<typeof spot>} */ (spot), paper);
      const value = valueIn({ thing, ...row }, year);
      return [{ thing, x, y, value, half: HALF * (value === null ? 0.6 : scaleOfNumber(value)) }];
    })
    .filter(({ x, y }) => x >= 0 && y >= 0 && x <= paper.width && y <= paper.height)
    .sort((a, b) => b.half - a.half);
}

/** @param {import('./atlas.js').Spot} spot @param {Paper} paper @returns {[number, number]} */
function spotOn({ dataset: { columns }, i }, { left, top, scale }) {
  return [(columns.x[i] - left) * scale, (columns.y[i] - top) * scale];
}

/**
 * Names and numbers of the greatest camps, each beside its symbol where it lies over no other name and the fewest symbols:
 * to the right, to the left, below or above, or between these.
 * @param {Mark[]} marks the largest first @param {import('./words.js').Words} words @param {Paper} paper
 * @param {number} letters their size
 * @returns {Label[]}
 */
export function posterLabels(marks, words, paper, letters) {
  /** @type {Box[]} */
  const symbols = marks.map(({ x, y, half }) => [x - half, y - half, x + half, y + half]);
  /** @type {Box[]} */
  const texts = [];
  return marks
    .filter(({ value }) => value !== null && value >= NAMED)
    .map(({ thing, x, y, value, half }) => {
      const text = `${shortName(words.pick(thing.names))} ${words.number(value ?? 0)}`;
      const width = text.length * letters * LETTER;
      const within = marks.filter((one) => Math.hypot(one.x - x, one.y - y) < one.half);
      const reach = Math.max(half, ...within.map((one) => one.half + Math.hypot(one.x - x, one.y - y))) + 6;
      /** @type {Label[]} */
      const spots = [
        { text, x: x + reach, y, anchor: 'start' },
        { text, x: x - reach, y, anchor: 'end' },
        { text, x, y: y + reach + letters / 2, anchor: 'middle' },
        { text, x, y: y - reach - letters / 2, anchor: 'middle' },
        ...[reach, -reach].flatMap((down) => [
          /** @type {Label} */ ({ text, x: x + half, y: y + down, anchor: 'start' }),
          /** @type {Label} */ ({ text, x: x - half, y: y + down, anchor: 'end' }),
        ]),
      ];
      const boxes = spots.map((spot) => boxOf(spot, width, letters));
      const loss = boxes.map((box) => {
        const outside = box[0] < 0 || box[1] < 0 || box[2] > paper.width || box[3] > paper.height;
        const over = (/** @type {Box[]} */ some) => some.filter((other) => meet(box, other)).length;
        return over(symbols) + 5 * over(texts) + (outside ? 9 : 0);
      });
      const best = loss.indexOf(Math.min(...loss));
      texts.push(boxes[best]);
      return spots[best];
    });
}

/** @param {Label} label @param {number} width @param {number} height @returns {Box} */
function boxOf({ x, y, anchor }, width, height) {
  const left = { start: x, end: x - width, middle: x - width / 2 }[anchor];
  return [left, y - height / 2, left + width, y + height / 2];
}

/** Whether two boxes lie over one another. @param {Box} a @param {Box} b */
function meet(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/**
 * The features of a layer of the ground as a path, those alone that are there in a year; vertices that would fall on one
 * another are left out.
 * @param {Ground} ground @param {Paper} paper @param {(path: number) => boolean} wanted @returns {string}
 */
export function groundPath({ columns }, { left, top, scale, width, height }, wanted) {
  const { x, y, n, partOfPath, vertexOfPart } = columns;
  const parts = [];
  for (let path = 0; path < n; path++) {
    if (!wanted(path)) continue;
    for (let part = partOfPath[path]; part < partOfPath[path + 1]; part++) {
      const points = [];
      let inside = false;
      let last = '';
      for (let at = vertexOfPart[part]; at < vertexOfPart[part + 1]; at++) {
        const [px, py] = [Math.round((x[at] - left) * scale), Math.round((y[at] - top) * scale)];
        inside ||= px >= 0 && py >= 0 && px <= width && py <= height;
        const point = `${px} ${py}`;
        if (point !== last) points.push(point);
        last = point;
      }
      if (inside && points.length > 1) parts.push(`M${points.join('L')}`);
    }
  }
  return parts.join('');
}

/** Which features of the ground are there in each of some years, and in all of them. @param {Ground} ground @param {number[]} years */
export function groundIn({ index, columns }, years) {
  const there = years.map((year) => {
    const days = daysOfYears(year, year);
    return Array.from({ length: columns.n }, (_, path) => stateOf(index.boundsOf(path), ...days) !== ABSENT);
  });
  return { there, always: (/** @type {number} */ path) => there.every((one) => one[path]) };
}
