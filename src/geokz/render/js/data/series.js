/**
 * Numbers over time of the things of a layer: what each had in a time, and how large its symbol is then.
 *
 * @typedef {{column: string, low: number, high: number, top: number, n: number, body: string}} PackedSeries as
 *   geokz.render.layer packs it: for each thing how many numbers it has, then of every number its first and last day
 *   and itself, NaN where it is not known
 */
export class Series {
  /**
   * @param {PackedSeries} packed `low` and `high`: half the width, px, of nought and of the number `top`
   * @param {Uint8Array} bytes its body, inflated @param {number} things
   */
  constructor({ column, low, high, top, n }, bytes, things) {
    const { buffer } = bytes;
    this.column = column;
    this.low = low;
    this.high = high;
    this.top = top;
    this.start = new Int32Array(things + 1);
    new Int32Array(buffer, 0, things).forEach((count, i) => {
      this.start[i + 1] = this.start[i] + count;
    });
    this.first = new Int32Array(buffer, 4 * things, n);
    this.last = new Int32Array(buffer, 4 * (things + n), n);
    this.values = new Float64Array(buffer.slice(4 * (things + 2 * n)), 0, n);
    /** the latest last day of a thing's numbers so far, so that those before a time can be passed over */
    this.until = this.last.slice();
    for (let i = 0; i < things; i++)
      for (let at = this.start[i] + 1; at < this.start[i + 1]; at++)
        this.until[at] = Math.max(this.until[at], this.until[at - 1]);
  }

  /**
   * The greatest number known of a thing in a time; null when none is.
   * @param {number} i @param {number} first @param {number} last days, both included @returns {number | null}
   */
  at(i, first, last) {
    let low = this.start[i];
    let high = this.start[i + 1];
    const end = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.until[middle] < first) low = middle + 1;
      else high = middle;
    }
    /** @type {number | null} */
    let found = null;
    for (let at = low; at < end && this.first[at] <= last; at++) {
      const value = this.values[at];
      if (this.last[at] >= first && !Number.isNaN(value) && (found === null || value > found)) found = value;
    }
    return found;
  }

  /** Half the width of a symbol whose area follows a number; between nought and plain where none is known. @param {number | null} value */
  reach(value) {
    if (value === null) return this.low + (this.high - this.low) * 0.2;
    return this.low + (this.high - this.low) * Math.sqrt(value / this.top);
  }

  /** The numbers of a thing, in order. @param {number} i @returns {{first: number, last: number, value: number | null}[]} */
  of(i) {
    const found = [];
    for (let at = this.start[i]; at < this.start[i + 1]; at++) {
      const value = this.values[at];
      found.push({ first: this.first[at], last: this.last[at], value: Number.isNaN(value) ? null : value });
    }
    return found;
  }
}

/**
 * The sum of what is known in a time, of how many things it is, and how many surely there have no known number.
 * @param {import('./dataset.js').Dataset} dataset with a series @param {number} first @param {number} last days
 * @param {(i: number) => boolean} surely whether a thing surely was there then
 * @param {(i: number) => boolean} counted whether it counts at all
 */
export function sumOf(dataset, first, last, surely, counted) {
  const sum = { total: 0, things: 0, unknown: 0 };
  const { series } = dataset;
  if (!series) return sum;
  for (let i = 0; i < series.start.length - 1; i++) {
    if (!counted(i)) continue;
    const value = series.at(i, first, last);
    if (value !== null) {
      sum.total += value;
      sum.things++;
    } else if (surely(i)) sum.unknown++;
  }
  return sum;
}
