import { isDay, OPEN_END, OPEN_START, UNKNOWN_END, UNKNOWN_START, yearOf } from './calendar.js';

/**
 * What is known of a life in a time: the one place where bounds and times are compared.
 *
 * A life is four bounds, day numbers or codes for open and unknown ends: earliest and latest start, earliest and
 * latest end. Where evidence is known three more follow, worked out by geokz.dates.spans_of: the last day for which the
 * thing is presumed, and the first and the last day on which a source allows it. A new state is a code, a name, a line in
 * the spans and one in datedState, which a test holds against each other.
 *
 * @typedef {ArrayLike<number>} Bounds
 * @typedef {object} Switches what the reader lets show
 * @property {boolean} presumed things of a kind that lasts, after their last evidence
 * @property {boolean} possible things that may have existed @property {boolean} undated things without a date
 * @property {boolean} none things for which there is no evidence of the time
 */
export const ABSENT = 0;
export const NONE = 1;
export const POSSIBLE = 2;
export const PRESUMED = 3;
export const CERTAIN = 4;
export const UNDATED = 5;

/** The names of the states, by code. */
export const STATE_NAMES = ['absent', 'none', 'possible', 'presumed', 'certain', 'undated'];

/** The states that can be shown, from the surest to the least sure. */
export const SHOWN_STATES = [CERTAIN, PRESUMED, POSSIBLE, NONE, UNDATED];

/** Whether a thing is drawn as one that was there. @param {number} state */
export function isSure(state) {
  return state === CERTAIN || state === PRESUMED;
}

/** What a page shows unless its reader says otherwise. @type {Switches} */
export const SWITCHES = { presumed: true, possible: true, none: false, undated: false };

/** Positions of the bounds. */
const [START_EARLIEST, START_LATEST, END_EARLIEST, END_LATEST, PRESUMED_UNTIL, KNOWN_START, KNOWN_END] = [
  0, 1, 2, 3, 4, 5, 6,
];

/**
 * From which bound to which a life is in a state, both included, the strongest state first; a time that meets none of
 * these spans does not see the life.
 */
export const SPANS = [
  { state: CERTAIN, from: START_LATEST, to: END_EARLIEST },
  { state: PRESUMED, from: START_LATEST, to: PRESUMED_UNTIL },
  { state: POSSIBLE, from: KNOWN_START, to: KNOWN_END },
  { state: NONE, from: START_EARLIEST, to: END_LATEST },
];

/** The same where nothing is known of evidence: four bounds. */
const PLAIN_SPANS = [
  { state: CERTAIN, from: START_LATEST, to: END_EARLIEST },
  { state: POSSIBLE, from: START_EARLIEST, to: END_LATEST },
];

/** The spans of lives with so many bounds. @param {number} bounds */
export function spansOf(bounds) {
  return bounds > 4 ? SPANS : PLAIN_SPANS;
}

/** Whether nothing at all is known of when a life was. @param {Bounds} bounds */
export function isUndated(bounds) {
  return bounds[START_LATEST] === UNKNOWN_END;
}

/**
 * The state of a dated life in a time, as the spans have it, spelt out because the clock asks it of every feature that
 * changes. Days may be ranks of days as well, for bounds and time alike.
 * @param {Bounds} bounds @param {number} first @param {number} last both included
 * @param {number} [at] where the bounds of the life begin, when there are those of many
 * @param {boolean} [evidence] whether a life has the bounds of evidence
 * @returns {number}
 */
export function datedState(bounds, first, last, at = 0, evidence = bounds.length > 4) {
  const begun = bounds[at + START_LATEST] <= last;
  if (begun && bounds[at + END_EARLIEST] >= first) return CERTAIN;
  const widest = bounds[at + START_EARLIEST] <= last && bounds[at + END_LATEST] >= first;
  if (!evidence) return widest ? POSSIBLE : ABSENT;
  if (begun && bounds[at + PRESUMED_UNTIL] >= first) return PRESUMED;
  if (bounds[at + KNOWN_START] <= last && bounds[at + KNOWN_END] >= first) return POSSIBLE;
  return widest ? NONE : ABSENT;
}

/** The state of a life in a time. @param {Bounds} bounds @param {number} first @param {number} last days, both included */
export function stateOf(bounds, first, last) {
  return isUndated(bounds) ? UNDATED : datedState(bounds, first, last);
}

/** Whether a state may be seen under the switches. @param {number} state @param {Switches} switches */
export function allows(state, switches) {
  if (state === CERTAIN) return true;
  if (state === PRESUMED) return switches.presumed;
  if (state === POSSIBLE) return switches.possible;
  return state === NONE ? switches.none : state === UNDATED && switches.undated;
}

/**
 * The first and the last day on which a life is certain, presumed or possible, as geokz.dates.drawn_days has it.
 * @param {Bounds} bounds @returns {[number, number]}
 */
export function drawnDays(bounds) {
  if (bounds.length > 4) return [bounds[KNOWN_START], bounds[KNOWN_END]];
  const begin = bounds[START_EARLIEST] === UNKNOWN_START ? OPEN_START : bounds[START_EARLIEST];
  const end = bounds[END_LATEST] === UNKNOWN_END ? OPEN_END : bounds[END_LATEST];
  return [isUndated(bounds) ? UNKNOWN_END : begin, end];
}

/** The last day for which a life is presumed; the last of its evidence where no more is known. @param {Bounds} bounds */
export function presumedUntil(bounds) {
  return bounds.length > 4 ? bounds[PRESUMED_UNTIL] : bounds[END_EARLIEST];
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
  const spans = spansOf(bounds.length);
  const { from, to } = spans.find((span) => bounds[span.from] <= bounds[span.to]) ?? spans[spans.length - 1];
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
  return [...spansOf(bounds.length)]
    .reverse()
    .map(({ state, from, to }) => ({ state, from: place(bounds[from], 0), to: place(bounds[to], 1) }))
    .filter(({ from, to }) => to > from);
}
