import { yearOf } from './calendar.js';
import { UNDATED } from './timeindex.js';

/**
 * How many features of a time index are certain and how many only possible in each year.
 * @param {import('./timeindex.js').TimeIndex} index @param {number} from first year @param {number} to last year
 * @param {(i: number) => boolean} [counted] which features; all when left out
 * @returns {{certain: Int32Array, possible: Int32Array}} one value a year
 */
export function yearBars(index, from, to, counted = () => true) {
  const years = to - from + 1;
  // before the first year -1, after the last `years`: codes for open and unknown ends fall where they compare
  const yearOfRank = Int32Array.from(index.dates, (day) =>
    Math.abs(day) > 1e9 ? (day < 0 ? -1 : years) : Math.max(-1, Math.min(years, yearOf(day) - from)),
  );
  const certain = new Int32Array(years + 1);
  const all = new Int32Array(years + 1);
  const { startEarliest, startLatest, endEarliest, endLatest } = index.ranks;
  const add = (counts, first, last) => {
    const begin = Math.max(0, first);
    if (begin >= years || last < begin) return;
    counts[begin]++;
    if (last + 1 < years) counts[last + 1]--;
  };
  for (let i = 0; i < startEarliest.length; i++) {
    if (index.states[i] === UNDATED || !counted(i)) continue;
    add(all, yearOfRank[startEarliest[i]], yearOfRank[endLatest[i]]);
    add(certain, yearOfRank[startLatest[i]], yearOfRank[endEarliest[i]]);
  }
  for (let year = 1; year < years; year++) {
    all[year] += all[year - 1];
    certain[year] += certain[year - 1];
  }
  return { certain: certain.slice(0, years), possible: all.map((value, year) => value - certain[year]).slice(0, years) };
}
