import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dayNumber,
  isDay,
  OPEN_END,
  OPEN_START,
  UNKNOWN_END,
  UNKNOWN_START,
} from '../../src/geokz/render/js/data/calendar.js';
import {
  ABSENT,
  CERTAIN,
  datedState,
  lifeBars,
  NONE,
  nearestYear,
  POSSIBLE,
  PRESUMED,
  SPANS,
  STATE_NAMES,
  spansOf,
  stateOf,
  UNDATED,
} from '../../src/geokz/render/js/data/life.js';
import { random, randomEvidence, randomLife, stateOf as stateOneByOne } from './random.mjs';

const CLOCK = { min: 1919, max: 1963 };
const NOTHING = [UNKNOWN_START, UNKNOWN_END, UNKNOWN_START, UNKNOWN_END];
const year = (number) => [dayNumber(number), dayNumber(number + 1) - 1];
/** From some day of one year to some day of another. */
const life = (from, to) => [...year(from), ...year(to)];

test('every state has a name, and every state of a dated life but absence a span', () => {
  assert.deepEqual(
    [ABSENT, NONE, POSSIBLE, PRESUMED, CERTAIN, UNDATED].map((state) => STATE_NAMES[state]),
    ['absent', 'none', 'possible', 'presumed', 'certain', 'undated'],
  );
  assert.deepEqual(
    SPANS.map(({ state }) => state),
    [CERTAIN, PRESUMED, POSSIBLE, NONE],
  );
});

test('a life is certain between its inner bounds, possible between its outer ones', () => {
  const states = [9, 10, 11, 12, 20, 21, 22, 23].map((day) => stateOf([10, 12, 20, 22], day, day));
  assert.deepEqual(states, [ABSENT, POSSIBLE, POSSIBLE, CERTAIN, CERTAIN, POSSIBLE, POSSIBLE, ABSENT]);
});

test('a life without a date is undated at all times', () => {
  assert.equal(stateOf(NOTHING, 0, 0), UNDATED);
});

test('the state of any life in any days is the one worked out bound by bound', () => {
  const next = random(1931);
  for (let at = 0; at < 2000; at++) {
    const bounds = (at % 2 ? randomLife : randomEvidence)(next, -40, 40);
    const first = -45 + next(90);
    const last = first + next(20);
    const state = STATE_NAMES[stateOf(bounds, first, last)];
    assert.equal(state, stateOneByOne(bounds, first, last), `${bounds} in ${first}..${last}`);
  }
});

test('codes of open and unknown ends are no days', () => {
  assert.deepEqual([UNKNOWN_START, OPEN_START, OPEN_END, UNKNOWN_END].map(isDay), [false, false, false, false]);
  assert.deepEqual([OPEN_START + 1, dayNumber(1937), OPEN_END - 1].map(isDay), [true, true, true]);
});

test('the nearest year of a life is the chosen one when it is there, else its first or its last', () => {
  assert.equal(nearestYear(life(1930, 1940), { from: 1937 }, CLOCK), 1937);
  assert.equal(nearestYear(life(1940, 1950), { from: 1937 }, CLOCK), 1940);
  assert.equal(nearestYear(life(1920, 1931), { from: 1937 }, CLOCK), 1931);
});

test('the nearest year is a sure one where there is any, a possible one where there is none', () => {
  const wide = [dayNumber(1920), dayNumber(1931) - 1, dayNumber(1932), dayNumber(1951) - 1];
  assert.equal(nearestYear(wide, { from: 1945 }, CLOCK), 1932);
  const vague = [dayNumber(1940), dayNumber(1946) - 1, dayNumber(1940), dayNumber(1946) - 1];
  assert.equal(nearestYear(vague, { from: 1937 }, CLOCK), 1940);
  assert.equal(nearestYear(vague, { from: 1955 }, CLOCK), 1945);
});

test('a life that is open or not known at an end reaches to the end of the clock', () => {
  assert.equal(nearestYear([dayNumber(1950), dayNumber(1950), OPEN_END, OPEN_END], { from: 1990 }, CLOCK), 1963);
  assert.equal(nearestYear([OPEN_START, OPEN_START, dayNumber(1930), dayNumber(1930)], { from: 1900 }, CLOCK), 1919);
});

test('the bars of a life begin with the year it may have begun in and end after the year it may have ended in', () => {
  const clock = { min: 1930, max: 1939 };
  assert.deepEqual(lifeBars([dayNumber(1931), dayNumber(1932), dayNumber(1935), dayNumber(1936)], clock), [
    { state: POSSIBLE, from: 10, to: 70 },
    { state: CERTAIN, from: 20, to: 60 },
  ]);
});

test('an open life fills the bar, one without a date or before the clock has none', () => {
  const clock = { min: 1930, max: 1939 };
  assert.deepEqual(
    lifeBars([OPEN_START, OPEN_START, OPEN_END, OPEN_END], clock).map(({ from, to }) => [from, to]),
    [
      [0, 100],
      [0, 100],
    ],
  );
  assert.deepEqual(lifeBars(NOTHING, clock), []);
  assert.deepEqual(lifeBars(life(1910, 1920), clock), []);
});

test('the state of a life is the first of the spans that its time meets', () => {
  const next = random(1963);
  for (let at = 0; at < 2000; at++) {
    const bounds = (at % 2 ? randomLife : randomEvidence)(next, -40, 40);
    const first = -45 + next(90);
    const last = first + next(20);
    const met = spansOf(bounds.length).find(({ from, to }) => bounds[from] <= last && bounds[to] >= first);
    assert.equal(datedState(bounds, first, last), met ? met.state : ABSENT, `${bounds} in ${first}..${last}`);
  }
});

test('the bounds of many lives may stand side by side', () => {
  assert.equal(datedState([0, 0, 0, 0, 10, 12, 20, 22], 15, 15, 4, false), CERTAIN);
  assert.equal(datedState([0, 0, 0, 0, 10, 12, 20, 22], 21, 21, 4, false), POSSIBLE);
});
