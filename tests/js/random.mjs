// Numbers that look random and are the same on every run (mulberry32), and lives made of them.
import { OPEN_END, OPEN_START, UNKNOWN_END, UNKNOWN_START } from '../../src/geokz/render/js/data/calendar.js';

/** @param {number} seed @returns {(below: number) => number} whole numbers from 0 up to but not `below` */
export function random(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

/** Four bounds: of dates between `low` and `high`, with ends open, unknown, or nothing known at all. */
export function randomLife(next, low, high) {
  const day = () => low + next(high - low);
  const kind = next(10);
  const [a, b, c, d] = [day(), day(), day(), day()].sort((one, other) => one - other);
  if (kind === 0) return [UNKNOWN_START, UNKNOWN_END, UNKNOWN_START, UNKNOWN_END]; // undated
  if (kind === 1) return [a, b, OPEN_END, OPEN_END];
  if (kind === 2) return [a, b, a, UNKNOWN_END];
  if (kind === 3) return [UNKNOWN_START, d, c, d];
  if (kind === 4) return [OPEN_START, OPEN_START, a, b];
  if (kind === 5) return [a, d, a, d]; // one date
  if (kind === 6) return [a, c, b, d]; // ends that overlap
  return [a, b, c, d];
}

/**
 * The seven bounds of a random life of which evidence is known, as geokz.dates.spans_of has them; the kind of every
 * other one lasts.
 */
export function randomEvidence(next, low, high) {
  const [startEarliest, startLatest, endEarliest, endLatest] = randomLife(next, low, high);
  const lasts = next(2) === 0 && startLatest !== UNKNOWN_END;
  const until = lasts
    ? endLatest === UNKNOWN_END
      ? OPEN_END
      : Math.max(endEarliest, Math.min(endLatest, high))
    : endEarliest;
  const begins = endEarliest > OPEN_START ? Math.min(startLatest, endEarliest) : startLatest;
  const ends = startLatest < OPEN_END ? Math.max(endEarliest, startLatest) : endEarliest;
  return [
    startEarliest,
    startLatest,
    endEarliest,
    endLatest,
    until,
    startEarliest === UNKNOWN_START ? begins : startEarliest,
    endLatest === UNKNOWN_END ? Math.max(ends, until) : endLatest,
  ];
}

/** Columns as a time index wants them: distinct dates and ranks. @param {number[][]} lives */
export function columnsOf(lives) {
  const dates = Int32Array.from([...new Set(lives.flat())].sort((one, other) => one - other));
  const rank = new Map([...dates].map((date, at) => [date, at]));
  const bounds = lives[0]?.length ?? 4;
  const ranks = Array.from({ length: bounds }, (_, at) => Int32Array.from(lives, (life) => rank.get(life[at])));
  return { dates, ranks };
}

/** The state of one life in the days `first` to `last`, as geokz.dates.states has it, by name. */
export function stateOf([startEarliest, startLatest, endEarliest, endLatest, ...evidence], first, last) {
  if (startLatest === UNKNOWN_END) return 'undated';
  if (startLatest <= last && endEarliest >= first) return 'certain';
  const widest = startEarliest <= last && endLatest >= first;
  if (!evidence.length) return widest ? 'possible' : 'absent';
  const [until, knownStart, knownEnd] = evidence;
  if (startLatest <= last && until >= first) return 'presumed';
  if (knownStart <= last && knownEnd >= first) return 'possible';
  return widest ? 'none' : 'absent';
}
