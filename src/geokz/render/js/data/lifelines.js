import { isDay, yearOf } from './calendar.js';
import { allows, isUndated, lifeBars, lifeKey } from './life.js';
import { heightIn } from './people.js';

/**
 * Lives side by side, one line a thing, without a page: which lines there are, in what order, how broad each is in each
 * year, and which of them are joined because one thing went on in another.
 *
 * @typedef {import('./rows.js').Ranked} Ranked
 * @typedef {{state: number, from: number, to: number}} Part from and to in per cent of the clock, the weakest state first
 * @typedef {{year: number, value: number, known: boolean}} Breadth prisoners; not known where the years about it stand for it
 * @typedef {object} Line
 * @property {import('./wire').Thing} thing @property {Part[]} parts of its life that the switches let show
 * @property {Breadth[]} breadths a year each, of the clock @property {Breadth | null} most the year with the greatest known number
 * @property {number} depth how many wholes it follows
 *
 * @typedef {'start' | 'size' | 'place'} Order
 * @typedef {object} Join of two lines
 * @property {number} from position of the line that ended or gave @property {number} to position of the one that took
 * @property {number} year @property {string} type of the tie @property {boolean} whole whether all of it went there
 */

/** How lines may be sorted. @type {Order[]} */
export const ORDERS = ['start', 'size', 'place'];

/** The ties by which one thing goes on in another, and whether with all it had. @type {Record<string, boolean>} */
const SUCCESSIONS = { succeeded_by: true, merged_into: true, handed_part_to: false };

/**
 * The lines of some things, in order: those that are part of another follow it, or are left out. A life that the clock
 * or the switches leave nothing of has none.
 * @param {import('./atlas.js').Atlas} atlas @param {Ranked[]} rows
 * @param {{clock: {min: number, max: number}, switches: import('./life.js').Switches, order: Order, parts: boolean}} how
 * @returns {{lines: Line[], left: number}} `left` is how many parts there are, whether they are among the lines or not
 */
export function lifeLines(atlas, rows, { clock, switches, order, parts: withParts }) {
  const seen = rows
    .map((row) => ({ row, parts: lifeBars(row.bounds, clock).filter(({ state }) => allows(state, switches)) }))
    .filter(({ row, parts }) => parts.length || (isUndated(row.bounds) && switches.undated))
    .map(({ row, parts }) => {
      const breadths = breadthsOf(atlas, row, clock);
      const most = breadths.reduce(
        (/** @type {Breadth | null} */ best, one) => (one.known && one.value > (best?.value ?? 0) ? one : best),
        null,
      );
      const [start, end] = lifeKey(row.bounds);
      const keys = {
        start: [start, end],
        size: [-(most?.value ?? 0), start, end],
        place: [row.located ? row.placeRank : Infinity, start, end],
      }[order];
      return { line: { thing: row.thing, parts, breadths, most, depth: 0 }, keys: [...keys, row.nameRank] };
    });
  seen.sort((a, b) => {
    const at = a.keys.findIndex((key, i) => key !== b.keys[i]);
    return at < 0 ? 0 : a.keys[at] < b.keys[at] ? -1 : 1;
  });
  const ids = new Set(seen.map(({ line }) => line.thing.id));
  /** @type {Map<string, Line[]>} */
  const partsOf = new Map();
  for (const { line } of seen) {
    const whole = wholeAmong(atlas, line.thing, ids);
    partsOf.set(whole, [...(partsOf.get(whole) ?? []), line]);
  }
  /** @type {Line[]} */
  const lines = [];
  const add = (/** @type {string} */ whole, /** @type {number} */ depth) => {
    for (const line of partsOf.get(whole) ?? []) {
      lines.push({ ...line, depth });
      if (withParts) add(line.thing.id, depth + 1);
    }
  };
  add('', 0);
  return { lines, left: seen.length - (partsOf.get('')?.length ?? 0) };
}

/**
 * The nearest whole of a thing among some; none for those that are part of each other in a ring.
 * @param {import('./atlas.js').Atlas} atlas @param {import('./wire').Thing} thing @param {Set<string>} ids
 */
function wholeAmong(atlas, thing, ids) {
  const seen = new Set([thing.id]);
  let whole = '';
  for (let id = thing.partOf; id; id = atlas.things.get(id)?.partOf ?? '') {
    if (seen.has(id)) return '';
    seen.add(id);
    if (!whole && ids.has(id)) whole = id;
  }
  return whole;
}

/** @param {import('./atlas.js').Atlas} atlas @param {Ranked} row @param {{min: number, max: number}} clock @returns {Breadth[]} */
function breadthsOf(atlas, row, { min, max }) {
  if (!row.prisoners?.size || !atlas.layer(row.thing).prisoners) return [];
  return Array.from({ length: max - min + 1 }, (_, at) => ({ year: min + at, ...heightIn(row, min + at) })).filter(
    ({ value }) => value > 0,
  );
}

/**
 * The joins between lines, each pair of ends once, the earliest first.
 * @param {import('./atlas.js').Atlas} atlas @param {Line[]} lines @param {{min: number, max: number}} clock @returns {Join[]}
 */
export function joinsOf(atlas, lines, { min, max }) {
  const position = new Map(lines.map(({ thing }, at) => [thing.id, at]));
  return lines
    .flatMap(({ thing }, from) =>
      atlas.relations(thing).flatMap(({ type, other, forward, when, standing }) => {
        const to = position.get(other);
        if (!forward || to === undefined || !Object.hasOwn(SUCCESSIONS, type) || standing === 'rejected') return [];
        const year = yearOfTie(atlas, when) ?? lastYear(atlas.bounds(thing));
        if (year === null || year < min || year > max) return [];
        return [{ from, to, year, type, whole: SUCCESSIONS[type] }];
      }),
    )
    .sort((a, b) => a.year - b.year);
}

/** The first year a date can mean. @param {import('./atlas.js').Atlas} atlas @param {string} when @returns {number | null} */
function yearOfTie(atlas, when) {
  if (!when) return null;
  const told = atlas.dating(when).start;
  const parts = typeof told === 'string' ? { text: told } : told;
  const { year, text } = parts.oneOf?.[0] ?? parts.between?.find(Boolean) ?? parts;
  return year ?? (/^\d{4}/.test(text) ? Number(text.slice(0, 4)) : null);
}

/** @param {import('./life.js').Bounds} bounds @returns {number | null} */
function lastYear(bounds) {
  const day = lifeKey(bounds)[1];
  return isDay(day) ? yearOf(day) : null;
}

/**
 * How broad a line is drawn for so many prisoners: it grows by the number itself, so that its area is people times years.
 * @param {number} value @param {number} most the greatest of all lines @param {number} thin @param {number} broad px, of 0 and of the greatest
 */
export function breadthOf(value, most, thin, broad) {
  return most > 0 ? thin + (broad - thin) * Math.min(1, value / most) : thin;
}

/**
 * The path of a join: an arc from line to line that bulges the more the farther they are apart.
 * @param {number} x @param {number} from @param {number} to px
 */
export function joinPath(x, from, to) {
  const bulge = Math.min(26, 7 + Math.abs(to - from) / 10);
  return `M${x} ${from}C${x + bulge} ${from} ${x + bulge} ${to} ${x} ${to}`;
}
