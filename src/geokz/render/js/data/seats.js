import { CERTAIN, datedState, POSSIBLE } from './life.js';

/** Seats of things that moved, and short dated happenings: what of the atlas depends on the time but is no thing. */

/**
 * The seat of a time: the last one that surely was then, else the last that may have been; null when none was.
 * @param {import('./wire').Seat[]} seats in their order @param {number} first @param {number} last days
 * @returns {import('./wire').Seat | null}
 */
export function seatAt(seats, first, last) {
  for (const wanted of [CERTAIN, POSSIBLE]) {
    const found = seats.filter(({ bounds }) => datedState(bounds, first, last) === wanted);
    if (found.length) return found[found.length - 1];
  }
  return null;
}

/**
 * Whether a thing lay outside the country in a time: by its seat then, else by its place.
 * @param {import('./wire').Thing} thing @param {number} first @param {number} last days
 */
export function isAbroad(thing, first, last) {
  const seat = thing.seats ? seatAt(thing.seats, first, last) : null;
  return seat ? seat.abroad : Boolean(thing.abroad);
}

/**
 * The happenings of a time, as the renderer draws them: those with a point.
 * @param {import('./wire').Event[]} events @param {number} first @param {number} last days
 * @param {import('./words.js').Words} words
 * @returns {{point: [number, number], azimuth: null, sure: boolean, event: import('./wire').Event, text: string}[]}
 */
export function eventsShown(events, first, last, words) {
  return events.flatMap((event) => {
    const state = event.point ? datedState(event.bounds, first, last) : 0;
    if (!event.point || !state) return [];
    const point = /** @type {[number, number]} */ (event.point);
    return [{ point, azimuth: null, sure: state === CERTAIN, event, text: words.pick(event.label) }];
  });
}

/**
 * Happenings beside the railheads of a time: where rails met, their own words tell it, and the happening keeps its star.
 * @template {{point: number[], text: string}} T
 * @param {T[]} events @param {{point: number[], text: string}[]} heads @returns {T[]}
 */
export function beside(events, heads) {
  const told = (/** @type {T} */ { point }) =>
    heads.some((head) => head.text && Math.hypot(head.point[0] - point[0], head.point[1] - point[1]) < NEAR);
  return events.map((event) => (told(event) ? { ...event, text: '' } : event));
}

/** Degrees within which two signs are one place. */
const NEAR = 0.05;
