import { hasBegun, mayHaveBegun } from './life.js';
import { daysOf } from './units.js';

/**
 * How many kilometres of a line had been laid by a day, as its railheads tell: between what surely was and what may have
 * been, from each end by itself; all of it once the rails from both ends had met.
 *
 * @typedef {import('./wire').Railhead} Railhead
 * @typedef {{from: string, sure: number, possible: number}} End kilometres laid from a place
 * @typedef {{ends: End[], between: number, sure: number, possible: number}} Laid
 *   kilometres; `between` the ends are those that no end's heads tell of, laid when the rails met
 */

/**
 * Rails that had come to a head before the time began may have come to the next one in it.
 * @param {Railhead[]} rows of one line, each end's in order @param {number | null} whole kilometres of the line, where known
 * @param {number} first @param {number} last days @returns {Laid}
 */
export function laidBy(rows, whole, first, last) {
  /** @type {Map<string, Railhead[]>} */
  const ways = new Map();
  for (const row of rows) ways.set(row.from, [...(ways.get(row.from) ?? []), row]);
  const heads = [...ways.values()].map((way) => {
    const surely = way.filter(({ bounds }) => hasBegun(bounds, last)).length;
    const before = way.filter(({ bounds }) => hasBegun(bounds, first - 1)).length;
    const maybe = way.filter(({ bounds }) => mayHaveBegun(bounds, last)).length;
    return { surely: way.slice(0, surely), maybe: way.slice(0, Math.max(maybe, before && before + 1)) };
  });
  const [surely, maybe] = [heads.map((end) => end.surely), heads.map((end) => end.maybe)];
  const ends = [...ways.keys()].map((from, at) => ({
    from,
    sure: furthest(surely[at]),
    possible: furthest(maybe[at]),
  }));
  const total = (/** @type {'sure' | 'possible'} */ which) => ends.reduce((sum, end) => sum + end[which], 0);
  const all = (/** @type {Railhead[][]} */ some, /** @type {number} */ sum) =>
    whole !== null && haveMet(some) ? Math.max(whole, sum) : sum;
  const sure = all(surely, total('sure'));
  return { ends, between: sure - total('sure'), sure, possible: Math.max(sure, all(maybe, total('possible'))) };
}

/** The kilometres of the furthest of some heads of an end. @param {Railhead[]} heads */
function furthest(heads) {
  return heads.reduce((most, { km }) => Math.max(most, km ?? 0), 0);
}

/** Whether the last heads from two ends are one place. @param {Railhead[][]} reached by end, in order */
function haveMet(reached) {
  const last = reached.map((heads) => heads[heads.length - 1]?.point.join());
  return last.length > 1 && last.every((place) => place && place === last[0]);
}

/**
 * The kilometres laid by the end of each number of a clock, as bands of a picture: those surely laid from each end, those
 * between them once the rails met, and above them, not known, how many more there may have been.
 * @param {Railhead[]} rows of one line @param {number | null} whole kilometres of the line
 * @param {import('./units.js').UnitName} unit @param {number} min @param {number} max numbers of the unit
 * @returns {{bands: {end: string | null, heights: import('./people.js').Height[]}[], totals: number[], highest: number, peak: number}}
 *   the last two bands are of no end; peak: the first number by which most had surely been laid, or -1
 */
export function railsCurve(rows, whole, unit, min, max) {
  const laid = Array.from({ length: max - min + 1 }, (_, at) =>
    laidBy(rows, whole, ...daysOf(unit, min + at, min + at)),
  );
  const height = (/** @type {(one: Laid) => number} */ of, known = true) =>
    laid.map((one) => ({ value: of(one), known }));
  const ends = laid[0].ends.map(({ from }, at) => ({ end: from, heights: height((one) => one.ends[at].sure) }));
  const totals = laid.map(({ sure }) => sure);
  const most = Math.max(...totals);
  return {
    bands: [
      ...ends,
      { end: null, heights: height(({ between }) => between) },
      { end: null, heights: height(({ sure, possible }) => possible - sure, false) },
    ],
    totals,
    highest: Math.max(whole ?? 0, ...laid.map(({ possible }) => possible)),
    peak: most ? totals.indexOf(most) : -1,
  };
}

/** The length of a whole line in kilometres, as its figures tell; null where none does. @param {import('./wire').Figure[]} figures */
export function wholeOf(figures) {
  const found = figures.find(
    ({ measure, qualifier, unit, standing }) =>
      measure === 'length' && qualifier === 'total' && unit === 'km' && standing === 'accepted',
  );
  return found?.value ?? null;
}
