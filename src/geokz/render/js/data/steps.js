import { writtenYears } from './calendar.js';
import { UNITS, writtenTime } from './units.js';

/**
 * What the handles of a clock move over: the numbers that its hub counts, or, where it opens with a month (`clock.month`),
 * the months of its years.
 *
 * @typedef {object} Timed the part of the hub that holds the time
 * @property {{min: number, max: number, from: number, to: number, step: number, unit: import('./units.js').UnitName, month?: number}} clock
 * @property {{from: number, to: number}} time
 * @property {[number, number] | null} months
 * @property {(from: number, to: number) => Promise<void>} setTime
 * @property {(first: number, last: number) => Promise<void>} setMonths
 */
export class Steps {
  /** @param {Timed} hub */
  constructor(hub) {
    this.hub = hub;
  }

  get byMonth() {
    return this.hub.clock.month !== undefined;
  }

  /** @returns {import('./units.js').UnitName} */
  get unit() {
    return this.byMonth ? 'month' : this.hub.clock.unit;
  }

  get min() {
    return this.#first(this.hub.clock.min);
  }

  get max() {
    return this.#last(this.hub.clock.max);
  }

  /** How many numbers one step moves. */
  get step() {
    return this.byMonth ? 1 : this.hub.clock.step;
  }

  /** The first number of the chosen time. */
  get from() {
    const { time, months } = this.hub;
    return this.#first(time.from) + (this.byMonth && months ? months[0] - 1 : 0);
  }

  /** The last number of the chosen time. */
  get to() {
    const { time, months } = this.hub;
    return this.byMonth && months ? this.#first(time.to) + months[1] - 1 : this.#last(time.to);
  }

  /** First and last number of the time with which the clock opens. @returns {[number, number]} */
  get opening() {
    const { from, to, month } = this.hub.clock;
    if (month === undefined) return [from, to];
    return [12 * from + month - 1, 12 * from + month - 1];
  }

  /** Whether a span is chosen: several numbers, but not the months of one year that nobody narrowed. */
  get wide() {
    const { time, months } = this.hub;
    return this.byMonth && !months ? time.from !== time.to : this.from !== this.to;
  }

  /** Choose a number or a span of them. @param {number} from @param {number} to */
  choose(from, to) {
    if (!this.byMonth) return this.hub.setTime(from, to);
    const drawn = this.hub.setTime(Math.floor(from / 12), Math.floor(to / 12));
    this.hub.setMonths((from % 12) + 1, (to % 12) + 1);
    return drawn;
  }

  /** How the chosen time is written: 1937, 1937–1941, 1930-04. */
  written() {
    const { time, months } = this.hub;
    if (this.byMonth && !months) return writtenYears(time.from, time.to);
    return writtenTime(this.unit, this.from, this.to);
  }

  /** A number in words for whoever hears it. @param {number} number @param {import('./words.js').Words} words */
  said(number, words) {
    const text = UNITS[this.unit].written(number);
    if (!this.byMonth) return text;
    return words.date({ text, year: Math.floor(number / 12), month: (number % 12) + 1 });
  }

  /** The first number of a number of the hub. @param {number} of */
  #first(of) {
    return this.byMonth ? 12 * of : of;
  }

  /** The last number of a number of the hub. @param {number} of */
  #last(of) {
    return this.byMonth ? 12 * of + 11 : of;
  }
}
