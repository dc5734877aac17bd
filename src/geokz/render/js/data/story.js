import { daysOfYears, isDay, yearOf } from './calendar.js';
import { yearlySeries } from './figures.js';
import { lifeBars } from './life.js';

/**
 * The one thing that is drawn at a step of a tour: the yearly numbers of what the step shows, the kilometres of its line,
 * or else its life.
 *
 * @typedef {import('./wire').Thing} Thing
 * @typedef {{kind: 'figures', series: import('./figures.js').Series} | {kind: 'rails', values: Map<number, {value: number}>} |
 *   {kind: 'life', parts: {state: number, from: number, to: number}[]}} Drawing
 */

/** So many yearly numbers make a chart. */
const ENOUGH = 3;

/**
 * @param {import('./atlas.js').Atlas} atlas @param {Thing} thing @param {{min: number, max: number}} clock
 * @returns {Drawing | null} nothing of what is undated
 */
export function drawingOf(atlas, thing, clock) {
  const within = (/** @type {number} */ year) => year >= clock.min && year <= clock.max;
  const series = yearlySeries(atlas.figures(thing))
    .filter(({ values }) => [...values.keys()].filter(within).length >= ENOUGH)
    .sort((a, b) => b.values.size - a.values.size);
  if (series.length) return { kind: 'figures', series: series[0] };
  for (let line = thing.id, left = 9; line && left; line = atlas.things.get(line)?.partOf ?? '', left--) {
    const values = kilometresLaid(atlas.railheads, line);
    if (values.size >= ENOUGH) return { kind: 'rails', values };
  }
  const parts = lifeBars(atlas.bounds(thing), clock);
  return parts.length ? { kind: 'life', parts } : null;
}

/**
 * How far the rails of a line lay at the end of each year, from all its ends together, as far as dated railheads tell.
 * @param {import('./wire').Railhead[]} railheads @param {string} line @returns {Map<number, {value: number}>}
 */
export function kilometresLaid(railheads, line) {
  const heads = railheads.filter((head) => head.line === line && head.km !== null && isDay(head.bounds[1]));
  const years = heads.map(({ bounds }) => yearOf(bounds[1]));
  /** @type {Map<number, {value: number}>} */
  const laid = new Map();
  if (!heads.length) return laid;
  for (let year = Math.min(...years); year <= Math.max(...years); year++) {
    const [, last] = daysOfYears(year, year);
    /** @type {Map<string, number>} */
    const farthest = new Map();
    for (const { from, km, bounds } of heads)
      if (bounds[1] <= last) farthest.set(from, Math.max(farthest.get(from) ?? 0, km ?? 0));
    laid.set(year, { value: [...farthest.values()].reduce((sum, km) => sum + km, 0) });
  }
  return laid;
}

/**
 * The step that is being read: the last whose head has come into the upper part of the window.
 * @param {number[]} tops of the steps, from above @param {number} scrolled @param {number} height of the window
 */
export function stepRead(tops, scrolled, height) {
  const line = scrolled + height * 0.35;
  return Math.max(0, tops.filter((top) => top <= line).length - 1);
}
