/**
 * What exists in a span of days, kept up to date in time proportional to what changes.
 *
 * Each of the four bounds has a list of features sorted by it (counting sort over the ranks of the distinct
 * dates). Moving from one span to another can only touch features with a bound between the old and the new ends:
 * four slices of those lists.
 */
export const ABSENT = 0;
export const POSSIBLE = 1;
export const CERTAIN = 2;
export const UNDATED = 3;
export const STATE_NAMES = ['absent', 'possible', 'certain', 'undated'];

/** First position in ascending `values` whose value is at least (`after`: greater than) `value`. */
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

/** Features by ascending rank, and where each rank begins. */
function sortByRank(ranks, size) {
  const first = new Int32Array(size + 1);
  for (let i = 0; i < ranks.length; i++) first[ranks[i] + 1]++;
  for (let rank = 0; rank < size; rank++) first[rank + 1] += first[rank];
  const position = first.slice();
  const order = new Int32Array(ranks.length);
  for (let i = 0; i < ranks.length; i++) order[position[ranks[i]]++] = i;
  return { order, first };
}

export class TimeIndex {
  /**
   * @param {Int32Array} dates distinct day numbers, ascending; undated features carry the code UNKNOWN_END as
   *   their latest start
   * @param {{startEarliest: Int32Array, startLatest: Int32Array, endEarliest: Int32Array, endLatest: Int32Array}} ranks
   */
  constructor(dates, ranks) {
    this.dates = dates;
    this.ranks = ranks;
    const n = ranks.startEarliest.length;
    this.lists = [ranks.startEarliest, ranks.startLatest, ranks.endEarliest, ranks.endLatest].map((column) =>
      sortByRank(column, dates.length),
    );
    /** State of every feature now. */
    this.states = new Uint8Array(n);
    /** The features the last move changed are `changed[0 .. changes)`, their states before in `before`. */
    this.changed = new Int32Array(n);
    this.before = new Uint8Array(n);
    this.changes = 0;
    /** How many features stand in each state. */
    this.counts = [n, 0, 0, 0];
    // the span as ranks: begun means rank < `begun`, not yet ended means rank >= `ended`
    this.begun = 0;
    this.ended = dates.length;
    const never = dates.length > 0 && dates[dates.length - 1] === 2147483647 ? dates.length - 1 : -1;
    for (let i = 0; i < n; i++) {
      if (ranks.startLatest[i] === never) this.#set(i, UNDATED);
    }
    this.changes = 0;
  }

  #set(i, state) {
    const before = this.states[i];
    if (before === state) return;
    this.states[i] = state;
    this.counts[before]--;
    this.counts[state]++;
    this.changed[this.changes] = i;
    this.before[this.changes++] = before;
  }

  #update(i) {
    if (this.states[i] === UNDATED) return;
    const { startEarliest, startLatest, endEarliest, endLatest } = this.ranks;
    let state = ABSENT;
    if (startLatest[i] < this.begun && endEarliest[i] >= this.ended) state = CERTAIN;
    else if (startEarliest[i] < this.begun && endLatest[i] >= this.ended) state = POSSIBLE;
    this.#set(i, state);
  }

  /**
   * Move to the days `first` to `last`, both included. A feature whose state changed is listed once in `changed`.
   * @param {number} first @param {number} last
   * @returns {number} how many entries `changed` holds
   */
  moveTo(first, last) {
    const begun = lowerBound(this.dates, last, true);
    const ended = lowerBound(this.dates, first);
    const starts = [Math.min(begun, this.begun), Math.max(begun, this.begun)];
    const ends = [Math.min(ended, this.ended), Math.max(ended, this.ended)];
    this.begun = begun;
    this.ended = ended;
    this.changes = 0;
    this.lists.forEach(({ order, first: begin }, column) => {
      const [low, high] = column < 2 ? starts : ends;
      for (let at = begin[low]; at < begin[high]; at++) this.#update(order[at]);
    });
    return this.changes;
  }

  /**
   * How many features are certain and how many only possible in a span, without moving there.
   * @param {number} first @param {number} last
   * @returns {{certain: number, possible: number}}
   */
  count(first, last) {
    const begun = lowerBound(this.dates, last, true);
    const ended = lowerBound(this.dates, first);
    const { startEarliest, startLatest, endEarliest, endLatest } = this.ranks;
    let certain = 0;
    let possible = 0;
    for (let i = 0; i < startEarliest.length; i++) {
      if (this.states[i] === UNDATED) continue;
      if (startLatest[i] < begun && endEarliest[i] >= ended) certain++;
      else if (startEarliest[i] < begun && endLatest[i] >= ended) possible++;
    }
    return { certain, possible };
  }
}
