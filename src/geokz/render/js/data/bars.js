import { isDay, yearOf } from './calendar.js';
import { STATE_NAMES, UNDATED } from './life.js';

/**
 * How many features of a time index are in each dated state in each year, or month, or day.
 * @param {import('./timeindex.js').TimeIndex} index @param {number} from first year @param {number} to last year
 * @param {(i: number) => boolean} [counted] which features; all when left out
 * @param {number} [n] only so many from the first; all when left out
 * @param {(day: number) => number} [of] the number of the year a day lies in, or of another unit
 * @returns {Record<string, Int32Array>} one value a year, by name of the state
 */
export function yearBars(index, from, to, counted = () => true, n = index.states.length, of = yearOf) {
  const years = to - from + 1;
  // before the first year -1, after the last `years`: codes for open and unknown ends fall where they compare
  const yearOfRank = Int32Array.from(index.dates, (day) =>
    isDay(day) ? Math.max(-1, Math.min(years, of(day) - from)) : day < 0 ? -1 : years,
  );
  const spans = index.spans.map(({ state, from: begin, to: end }) => ({
    state,
    begin,
    end,
    counts: new Int32Array(years + 1),
  }));
  for (const { begin, end, counts } of spans) {
    const [begins, ends] = [index.ranks[begin], index.ranks[end]];
    for (let i = 0; i < n; i++) {
      const first = Math.max(0, yearOfRank[begins[i]]);
      const last = yearOfRank[ends[i]];
      if (first >= years || last < first || index.states[i] === UNDATED || !counted(i)) continue;
      counts[first]++;
      if (last + 1 < years) counts[last + 1]--;
    }
  }
  /** @type {Record<string, Int32Array>} */
  const bars = {};
  let stronger = new Int32Array(years);
  for (const { state, counts } of spans) {
    for (let year = 1; year < years; year++) counts[year] += counts[year - 1];
    const all = counts.slice(0, years);
    bars[STATE_NAMES[state]] = all.map((value, year) => value - stronger[year]);
    stronger = all;
  }
  return bars;
}
