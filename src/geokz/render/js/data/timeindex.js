import { datedState, isUndated, STATE_NAMES, spansOf, UNDATED } from './life.js';

/**
 * What exists in a span of days, kept up to date in time proportional to what changes.
 *
 * Each of the bounds has a list of features sorted by it (counting sort over the ranks of the distinct dates).
 * Moving from one span to another can only touch features with a bound between the old and the new ends: slices of
 * those lists.
 */

/**
 * First position in ascending `values` whose value is at least (`after`: greater than) `value`.
 * @param {Int32Array | number[]} values @param {number} value @param {boolean} [after] @returns {number}
 */
export function lowerBound(values, value, after = false) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value || (after && values[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Features by ascending rank, and where each rank begins. @param {Int32Array} ranks @param {number} size */
function sortByRank(ranks, size) {
  const first = new Int32Array(size + 1);
  for (let i = 0; i < ranks.length; i++) first[ranks[i] + 1]++;
  for (let rank = 0; rank < size; rank++) first[rank + 1] += first[rank];
  const position = first.slice();
  const order = new Int32Array(ranks.length);
  for (let i = 0; i < ranks.length; i++) order[position[ranks[i]]++] = i;
  return { order, first };
}

/**
 * Whether two lists hold the same: what may begin in a year has begun by its end, as a rule.
 * @param {Int32Array} one @param {Int32Array} other
 */
function alike(one, other) {
  let at = one.length === other.length ? 0 : -1;
  while (at >= 0 && at < one.length && one[at] === other[at]) at++;
  return at === one.length;
}

export class TimeIndex {
  /**
   * @param {Int32Array} dates distinct day numbers, ascending; undated features carry the code UNKNOWN_END as
   *   their latest start
   * @param {Int32Array[]} ranks of the bounds in `dates`, a column a bound
   * @param {number} [counted] how many features, from the first, the counts are of; all when left out
   */
  constructor(dates, ranks, counted = ranks[0].length) {
    this.dates = dates;
    this.ranks = ranks;
    const n = ranks[0].length;
    this.spans = spansOf(ranks.length);
    /** bounds at which a state begins; at the others one ends */
    this.starts = new Set(this.spans.map(({ from }) => from));
    this.lists = ranks.map((column) => sortByRank(column, dates.length));
    /** State of every feature now. */
    this.states = new Uint8Array(n);
    /** The features the last move changed are `changed[0 .. changes)`, their states before in `before`. */
    this.changed = new Int32Array(n);
    this.before = new Uint8Array(n);
    this.changes = 0;
    this.counted = counted;
    /** How many of the counted features stand in each state. */
    this.counts = [counted, ...STATE_NAMES.slice(1).map(() => 0)];
    // the span as ranks: begun means rank < `begun`, not yet ended means rank >= `ended`
    this.begun = 0;
    this.ended = dates.length;
    /** the days it was last moved to */
    this.first = 0;
    this.last = 0;
    /** the ranks once more, those of one feature side by side, in as little room as they need: a step reads them here and there */
    this.rows = new (dates.length <= 1 << 16 ? Uint16Array : Int32Array)(n * ranks.length);
    ranks.forEach((column, at) => {
      for (let i = 0; i < n; i++) this.rows[i * ranks.length + at] = column[i];
    });
    const day = new Int32Array(ranks.length);
    for (let i = 0; i < n; i++) {
      for (let at = 0; at < day.length; at++) day[at] = dates[ranks[at][i]];
      if (isUndated(day)) this.#set(i, UNDATED);
    }
    this.changes = 0;
  }

  /** The bounds of a feature as day numbers. @param {number} i @returns {number[]} */
  boundsOf(i) {
    return this.ranks.map((column) => this.dates[column[i]]);
  }

  /** @param {number} i @param {number} state */
  #set(i, state) {
    const before = this.states[i];
    if (before === state) return;
    this.states[i] = state;
    if (i < this.counted) {
      this.counts[before]--;
      this.counts[state]++;
    }
    this.changed[this.changes] = i;
    this.before[this.changes++] = before;
  }

  /** @param {number} i */
  #update(i) {
    if (this.states[i] === UNDATED) return;
    this.#set(i, datedState(this.rows, this.ended, this.begun - 1, i * this.ranks.length, this.ranks.length > 4));
  }

  /**
   * Move to the days `first` to `last`, both included. A feature whose state changed is listed once in `changed`.
   * @param {number} first @param {number} last
   * @returns {number} how many entries `changed` holds
   */
  moveTo(first, last) {
    this.first = first;
    this.last = last;
    const begun = lowerBound(this.dates, last, true);
    const ended = lowerBound(this.dates, first);
    const starts = [Math.min(begun, this.begun), Math.max(begun, this.begun)];
    const ends = [Math.min(ended, this.ended), Math.max(ended, this.ended)];
    this.begun = begun;
    this.ended = ended;
    this.changes = 0;
    /** @type {Int32Array[]} */
    const done = [];
    this.lists.forEach(({ order, first: begin }, column) => {
      const [low, high] = this.starts.has(column) ? starts : ends;
      const touched = order.subarray(begin[low], begin[high]);
      if (done.some((list) => alike(list, touched))) return;
      for (let at = 0; at < touched.length; at++) this.#update(touched[at]);
      done.push(touched);
    });
    return this.changes;
  }
}
