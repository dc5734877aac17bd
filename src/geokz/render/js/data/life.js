import { isDay, OPEN_END, OPEN_START, UNKNOWN_END, UNKNOWN_START, yearOf } from './calendar.js';

/**
 * What is known of a life in a time: the one place where bounds and times are compared.
 *
 * A life is four bounds, day numbers or codes for open and unknown ends: earliest and latest start, earliest and
 * latest end. A new state is a code, a name, a line in SPANS and one in datedState, which a test holds against each other.
 *
 * @typedef {ArrayLike<number>} Bounds
 * @typedef {object} Switches what the reader lets show
 * @property {boolean} possible things that may have existed @property {boolean} undated things without a date
 */
export const ABSENT = 0;
export const POSSIBLE = 1;
export const CERTAIN = 2;
export const UNDATED = 3;

/** The names of the states, by code. */
export const STATE_NAMES = ['absent', 'possible', 'certain', 'undated'];

/** Positions of the bounds. */
const [START_EARLIEST, START_LATEST, END_EARLIEST, END_LATEST] = [0, 1, 2, 3];

/**
 * From which bound to which a life is in a state, both included, the strongest state first; a time that meets none of
 * these spans does not see the life.
 */
export const SPANS = [
  { state: CERTAIN, from: START_LATEST, to: END_EARLIEST },
  { state: POSSIBLE, from: START_EARLIEST, to: END_LATEST },
];

/** Whether nothing at all is known of when a life was. @param {Bounds} bounds */
export function isUndated(bounds) {
  return bounds[START_LATEST] === UNKNOWN_END;
}

/**
 * The state of a dated life in a time, as SPANS has it, spelt out because the clock asks it of every feature that changes.
 * Days may be ranks of days as well, for bounds and time alike.
 * @param {Bounds} bounds @param {number} first @param {number} last both included
 * @param {number} [at] where the bounds of the life begin, when there are those of many
 * @returns {number}
 */
export function datedState(bounds, first, last, at = 0) {
  if (bounds[at + START_LATEST] <= last && bounds[at + END_EARLIEST] >= first) return CERTAIN;
  if (bounds[at + START_EARLIEST] <= last && bounds[at + END_LATEST] >= first) return POSSIBLE;
  return ABSENT;
}

/** The state of a life in a time. @param {Bounds} bounds @param {number} first @param {number} last days, both included */
export function stateOf(bounds, first, last) {
  return isUndated(bounds) ? UNDATED : datedState(bounds, first, last);
}

/** Whether a state may be seen under the switches. @param {number} state @param {Switches} switches */
export function allows(state, switches) {
  if (state === CERTAIN) return true;
  return (state === POSSIBLE && switches.possible) || (state === UNDATED && switches.undated);
}

/** Whether a life has surely begun by a day. @param {Bounds} bounds @param {number} day */
export function hasBegun(bounds, day) {
  return bounds[START_LATEST] <= day;
}

/** Whether a life may have begun by a day. @param {Bounds} bounds @param {number} day */
export function mayHaveBegun(bounds, day) {
  return bounds[START_EARLIEST] <= day;
}

/**
 * Whether a life begins after `after` and not after `by`. A beginning known only from above ("not after 1937") says
 * nothing here.
 * @param {Bounds} bounds @param {number} after @param {number} by days @returns {'sure' | 'possible' | 'unknown' | ''}
 */
export function beginsWithin(bounds, after, by) {
  const startEarliest = bounds[START_EARLIEST];
  const startLatest = bounds[START_LATEST];
  if (isUndated(bounds) || startLatest <= after || startEarliest > by || startEarliest === OPEN_START) return '';
  if (startEarliest === UNKNOWN_START) return 'unknown';
  return startEarliest > after && startLatest <= by ? 'sure' : 'possible';
}

/**
 * Whether a life ends on `from` or later, before `before`.
 * @param {Bounds} bounds @param {number} from @param {number} before days @returns {'sure' | 'possible' | 'unknown' | ''}
 */
export function endsWithin(bounds, from, before) {
  const endEarliest = bounds[END_EARLIEST];
  const endLatest = bounds[END_LATEST];
  if (isUndated(bounds) || endEarliest >= before || endLatest < from || bounds[START_EARLIEST] >= before) return '';
  if (endLatest === UNKNOWN_END) return 'unknown';
  if (endLatest === OPEN_END && endEarliest === OPEN_END) return '';
  return endEarliest >= from && endLatest < before ? 'sure' : 'possible';
}

/**
 * How a life sorts: by its first known day, undated last; then by its last known day.
 * @param {Bounds} bounds @returns {[number, number]}
 */
export function lifeKey(bounds) {
  if (isUndated(bounds)) return [Infinity, Infinity];
  const known = (/** @type {number[]} */ columns) => columns.map((column) => bounds[column]).find(isDay);
  return [known([START_EARLIEST, START_LATEST]) ?? -Infinity, known([END_LATEST, END_EARLIEST]) ?? Infinity];
}

/**
 * The year nearest the chosen time in which a life surely, or else possibly, was.
 * @param {Bounds} bounds @param {{from: number}} time @param {{min: number, max: number}} clock
 * @returns {number}
 */
export function nearestYear(bounds, time, clock) {
  const { from, to } = SPANS.find((span) => bounds[span.from] <= bounds[span.to]) ?? SPANS[SPANS.length - 1];
  const year = (/** @type {number} */ day) => (isDay(day) ? yearOf(day) : day < 0 ? clock.min : clock.max);
  return Math.max(year(bounds[from]), Math.min(year(bounds[to]), time.from));
}

/**
 * Where on a line of the years `min` to `max` a dated life is in each state, in per cent, the weakest state first.
 * @param {Bounds} bounds @param {{min: number, max: number}} clock
 * @returns {{state: number, from: number, to: number}[]}
 */
export function lifeBars(bounds, { min, max }) {
  if (isUndated(bounds)) return [];
  const place = (/** @type {number} */ day, /** @type {number} */ more) => {
    if (!isDay(day)) return day < 0 ? 0 : 100;
    const year = Math.max(min, Math.min(max + 1, yearOf(day) + more));
    return ((year - min) / (max - min + 1)) * 100;
  };
  return [...SPANS]
    .reverse()
    .map(({ state, from, to }) => ({ state, from: place(bounds[from], 0), to: place(bounds[to], 1) }))
    .filter(({ from, to }) => to > from);
}
