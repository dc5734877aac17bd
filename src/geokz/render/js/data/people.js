import { daysOfYears } from './calendar.js';
import { ABSENT, CERTAIN, NONE, stateOf } from './life.js';
import { isAbroad } from './seats.js';

/**
 * The prisoners of a year, camp by camp: who has a number, who surely existed and has none, who is counted with the
 * camp it is part of, who was abroad. The sum in the table, the sentence under the title and the picture over the clock
 * all come from here, so that they cannot differ.
 *
 * @typedef {import('./rows.js').Row} Row
 * @typedef {object} Census
 * @property {Row[]} counted in the area of the atlas with a number, the greatest first
 * @property {Row[]} missing in it without one, whether it surely existed or not
 * @property {Row[]} within counted with their camps
 * @property {Row[]} abroad beyond it, with a number or without
 *
 * @typedef {{value: number, known: boolean}} Height of a camp in a year; not known where its neighbours stand for it
 * @typedef {object} Curve
 * @property {{thing: import('./wire').Thing | null, heights: Height[]}[]} bands from below; the last, without a thing, is the rest
 * @property {number[]} totals of the known numbers, a year each
 * @property {number} highest of all bands together in one year
 * @property {number} peak the position of the greatest total, or -1
 */

/** How many camps the picture shows by themselves. */
const LARGEST = 5;

/** @param {Row} row @param {number} year @returns {number | null} */
export function valueIn(row, year) {
  return row.prisoners?.get(year)?.value ?? null;
}

/** Whether a thing surely existed at some time of a year. @param {Row} row @param {number} year */
export function surelyIn(row, year) {
  return stateOf(row.bounds, ...daysOfYears(year, year)) === CERTAIN;
}

/**
 * @param {Row[]} rows those shown @param {number} year @param {Map<string, import('./wire').Thing>} things by id
 * @returns {Census}
 */
export function censusOf(rows, year, things) {
  const [first, last] = daysOfYears(year, year);
  /** @type {Map<string, {row: Row, value: number | null}>} */
  const camps = new Map();
  for (const row of rows) {
    const value = valueIn(row, year);
    const state = stateOf(row.bounds, first, last);
    if (value !== null || (row.expected && state !== ABSENT && state !== NONE)) camps.set(row.thing.id, { row, value });
  }
  /** @type {Census} */
  const census = { counted: [], missing: [], within: [], abroad: [] };
  for (const { row, value } of camps.values()) {
    /** @type {{value: number | null} | null} */
    let whole = null;
    const seen = new Set([row.thing.id]);
    for (let id = row.thing.partOf; id && !seen.has(id); id = things.get(id)?.partOf ?? '') {
      seen.add(id);
      const camp = camps.get(id);
      if (camp && (whole === null || camp.value !== null)) whole = camp;
    }
    if (whole && (whole.value !== null || value === null)) census.within.push(row);
    else if (isAbroad(row.thing, first, last)) census.abroad.push(row);
    else census[value === null ? 'missing' : 'counted'].push(row);
  }
  const greatest = (/** @type {Row} */ a, /** @type {Row} */ b) => (valueIn(b, year) ?? 0) - (valueIn(a, year) ?? 0);
  census.counted.sort(greatest);
  census.abroad.sort(greatest);
  return census;
}

/** @param {Row[]} rows @param {number} year */
export function totalOf(rows, year) {
  return rows.reduce((sum, row) => sum + (valueIn(row, year) ?? 0), 0);
}

/**
 * The prisoners of the area year by year: the largest camps by themselves, the rest together. A camp that surely
 * existed and has no number stands at the height of its neighbours in time, never at zero.
 * @param {Row[]} rows @param {number} min first year @param {number} max last year
 * @param {Map<string, import('./wire').Thing>} things by id @returns {Curve}
 */
export function curveOf(rows, min, max, things) {
  const camps = rows.filter((row) => row.prisoners?.size);
  const years = Array.from({ length: max - min + 1 }, (_, at) => min + at);
  /** @type {Map<Row, Height[]>} */
  const heights = new Map(camps.map((row) => [row, years.map(() => ({ value: 0, known: true }))]));
  const totals = years.map(() => 0);
  years.forEach((year, at) => {
    const { counted, missing } = censusOf(camps, year, things);
    for (const row of counted) {
      const value = valueIn(row, year) ?? 0;
      totals[at] += value;
      /** @type {Height[]} */ (heights.get(row))[at] = { value, known: true };
    }
    for (const row of missing) {
      if (!surelyIn(row, year)) continue;
      const told = counted.filter(({ thing }) => isWithin(thing, row.thing.id, things));
      const value = Math.max(0, neighbourly(row, year) - totalOf(told, year));
      /** @type {Height[]} */ (heights.get(row))[at] = { value, known: false };
    }
  });
  const tallest = (/** @type {Row} */ row) => Math.max(...(heights.get(row) ?? []).map(({ value }) => value));
  const seen = camps.filter((row) => tallest(row) > 0).sort((a, b) => tallest(b) - tallest(a));
  /** @type {Curve['bands']} */
  const bands = seen.slice(0, LARGEST).map((row) => ({ thing: row.thing, heights: heights.get(row) ?? [] }));
  const rest = seen.slice(LARGEST).map((row) => heights.get(row) ?? []);
  if (rest.length) {
    const together = (/** @type {number} */ at) => ({
      value: rest.reduce((sum, some) => sum + some[at].value, 0),
      known: rest.every((some) => some[at].known),
    });
    bands.push({ thing: null, heights: years.map((_, at) => together(at)) });
  }
  const sums = years.map((_, at) => bands.reduce((sum, band) => sum + band.heights[at].value, 0));
  const most = Math.max(0, ...totals);
  return { bands, totals, highest: Math.max(0, ...sums), peak: most ? totals.indexOf(most) : -1 };
}

/** @param {import('./wire').Thing} thing @param {string} whole id @param {Map<string, import('./wire').Thing>} things */
function isWithin(thing, whole, things) {
  const seen = new Set();
  for (let id = thing.partOf; id && !seen.has(id); id = things.get(id)?.partOf ?? '') {
    if (id === whole) return true;
    seen.add(id);
  }
  return false;
}

/**
 * How many prisoners a thing had in a year: by its number, or by those of its neighbours where it surely existed and has
 * none; nothing where it did not, or no year has one.
 * @param {Row} row @param {number} year @returns {Height}
 */
export function heightIn(row, year) {
  const value = valueIn(row, year);
  if (value !== null) return { value, known: true };
  return { value: surelyIn(row, year) ? neighbourly(row, year) : 0, known: false };
}

/** What the nearest years with a number say of one without: between two, on the line that joins them. @param {Row} row @param {number} year */
function neighbourly(row, year) {
  const known = [...(row.prisoners?.keys() ?? [])].sort((a, b) => a - b);
  const before = known.filter((other) => other < year).pop();
  const after = known.find((other) => other > year);
  const [from, to] = [before ?? after, after ?? before];
  if (from === undefined || to === undefined) return 0;
  const [low, high] = [valueIn(row, from) ?? 0, valueIn(row, to) ?? 0];
  return from === to ? low : low + ((high - low) * (year - from)) / (to - from);
}

/**
 * The name by which people speak of a camp: what its full name has in brackets at its end.
 * @param {string} name e.g. 'Karaganda corrective labour camp (Karlag)'
 */
export function shortName(name) {
  return /\(([^()\d]+)\)$/.exec(name)?.[1] ?? name;
}

/**
 * What is said of a time under the title: the sum, the camps behind it, those that surely existed without a number, and
 * those abroad. Of several years the one with the greatest sum is told.
 * @param {Row[]} rows those that layers, source and search let show @param {{from: number, to: number}} time
 * @param {Map<string, import('./wire').Thing>} things @param {import('./words.js').Words} words
 * @returns {{sum: string, silent: string, camps: {thing: import('./wire').Thing, text: string}[], abroad: {thing: import('./wire').Thing, text: string}[], beyond: string, spoken: string} | null}
 *   `beyond` names those abroad with their numbers; nothing where no layer of prisoners is shown
 */
export function storyOf(rows, { from, to }, things, words) {
  const camps = rows.filter((row) => row.expected || row.prisoners?.size);
  if (!camps.length) return null;
  const { t } = words;
  let census = censusOf(camps, to, things);
  let year = to;
  for (let other = to - 1; other >= from; other--) {
    const one = censusOf(camps, other, things);
    if (totalOf(one.counted, other) > totalOf(census.counted, year)) [census, year] = [one, other];
  }
  const total = totalOf(census.counted, year);
  const when = from === to ? String(year) : t('peopleMost', { year, from, to });
  const sum = census.counted.length
    ? t('peopleSum', {
        when,
        people: words.counted('peopleCount', total),
        camps: words.counted('peopleCamps', census.counted.length),
      })
    : t('peopleNone', { when: from === to ? String(to) : `${from}–${to}` });
  const name = (/** @type {Row} */ { thing }) => shortName(words.pick(thing.names));
  const quiet = census.missing.filter((row) => surelyIn(row, year)).map(name);
  const silent = quiet.length ? words.counted('peopleSilent', quiet.length).replace('{camps}', words.list(quiet)) : '';
  const lines = (/** @type {Row[]} */ some) =>
    some
      .filter((row) => valueIn(row, year) !== null)
      .map((row) => ({ thing: row.thing, text: `${name(row)} ${words.number(valueIn(row, year) ?? 0)}` }));
  const abroad = lines(census.abroad);
  return {
    sum,
    silent,
    camps: lines(census.counted),
    abroad,
    beyond: abroad.length ? t('peopleAbroad', { camps: abroad.map(({ text }) => text).join(' · ') }) : '',
    spoken: [sum, silent].filter(Boolean).join('; '),
  };
}
