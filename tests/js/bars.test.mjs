import assert from 'node:assert/strict';
import { test } from 'node:test';
import { yearBars } from '../../src/geokz/render/js/data/bars.js';
import {
  dayNumber,
  daysOfYears,
  OPEN_START,
  UNKNOWN_END,
  UNKNOWN_START,
} from '../../src/geokz/render/js/data/calendar.js';
import { TimeIndex } from '../../src/geokz/render/js/data/timeindex.js';
import { nameSpot } from '../../src/geokz/render/js/page/years.js';
import { columnsOf, random, randomEvidence, randomLife, stateOf } from './random.mjs';

function barsOf(lives, from, to) {
  const { dates, ranks } = columnsOf(lives);
  const bars = yearBars(new TimeIndex(dates, ranks), from, to);
  return Object.fromEntries(Object.entries(bars).map(([state, years]) => [state, [...years]]));
}

function countedOneByOne(lives, from, to) {
  const names = lives[0]?.length > 4 ? ['certain', 'presumed', 'possible', 'none'] : ['certain', 'possible'];
  const bars = Object.fromEntries(names.map((name) => [name, []]));
  for (let year = from; year <= to; year++) {
    const states = lives.map((life) => stateOf(life, ...daysOfYears(year, year)));
    for (const name of names) bars[name].push(states.filter((state) => state === name).length);
  }
  return bars;
}

test('a camp is counted in the year it opened and in the year it closed', () => {
  const opened = dayNumber(1931, 9, 17);
  const closed = dayNumber(1933, 7, 27);
  assert.deepEqual(barsOf([[opened, opened, closed, closed]], 1930, 1934), {
    certain: [0, 1, 1, 1, 0],
    possible: [0, 0, 0, 0, 0],
  });
});

test('years in which a thing only may have stood are counted apart', () => {
  const life = [dayNumber(1930), dayNumber(1932, 12, 31), dayNumber(1932), dayNumber(1934, 12, 31)];
  assert.deepEqual(barsOf([life], 1929, 1935), {
    certain: [0, 0, 0, 1, 0, 0, 0],
    possible: [0, 1, 1, 0, 1, 1, 0],
  });
});

test('an undated thing is counted in no year', () => {
  assert.deepEqual(barsOf([[UNKNOWN_START, UNKNOWN_END, UNKNOWN_START, UNKNOWN_END]], 1930, 1932), {
    certain: [0, 0, 0],
    possible: [0, 0, 0],
  });
});

test('a thing that came and went before the first year or after the last is not counted', () => {
  const before = [dayNumber(1900), dayNumber(1900), dayNumber(1929), dayNumber(1929, 12, 31)];
  const after = [dayNumber(1933), dayNumber(1933), dayNumber(1950), dayNumber(1950)];
  assert.deepEqual(barsOf([before, after], 1930, 1932), { certain: [0, 0, 0], possible: [0, 0, 0] });
});

test('the bars of any lives are those counted year by year', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const next = random(seed);
    const kind = seed % 2 ? randomLife : randomEvidence;
    const lives = Array.from({ length: next(50) }, () => kind(next, dayNumber(1920), dayNumber(1965)));
    assert.deepEqual(barsOf(lives, 1930, 1956), countedOneByOne(lives, 1930, 1956), `seed ${seed}`);
  }
});

test('a single year has a single bar', () => {
  const next = random(99);
  const lives = Array.from({ length: 50 }, () => randomLife(next, dayNumber(1920), dayNumber(1965)));
  assert.deepEqual(barsOf(lives, 1938, 1938), countedOneByOne(lives, 1938, 1938));
});

test('a thing of which only a last possible date is known is never certain', () => {
  const notAfter1928 = [UNKNOWN_START, dayNumber(1928, 12, 31), UNKNOWN_START, dayNumber(1928, 12, 31)];
  const notAfter1930 = [UNKNOWN_START, dayNumber(1930, 12, 31), UNKNOWN_START, dayNumber(1930, 12, 31)];
  const fromOfOld = [OPEN_START, OPEN_START, OPEN_START, UNKNOWN_END];
  const lives = [notAfter1928, notAfter1930, fromOfOld];
  assert.deepEqual(barsOf(lives, 1930, 1932), countedOneByOne(lives, 1930, 1932));
});

test('a thing of the bronze age is not counted in the first year', () => {
  const mound = [dayNumber(-1500), dayNumber(-1400), dayNumber(-1100), dayNumber(-1000)];
  assert.deepEqual(barsOf([mound], 1930, 1932), { certain: [0, 0, 0], possible: [0, 0, 0] });
});

test('only the features asked for are counted', () => {
  const lives = [dayNumber(1930), dayNumber(1931), dayNumber(1932)].map((day) => [
    day,
    day,
    dayNumber(1932),
    dayNumber(1932),
  ]);
  const { dates, ranks } = columnsOf(lives);
  assert.deepEqual([...yearBars(new TimeIndex(dates, ranks), 1930, 1932, (i) => i === 1).certain], [0, 1, 1]);
});

test('the name of a band stands within it, where it has the most room, or not at all', () => {
  const wide = [[0, 4], [0, 30], [2, 34], [4, 30], null, [0, 90]];
  assert.deepEqual(nameSpot(wide, 10, 26), [25, 17]);
  assert.deepEqual(nameSpot(wide, 10, 5), [55, 45]);
  assert.equal(nameSpot(wide, 10, 40), null);
  assert.equal(nameSpot([[0, 12]], 100, 40), null);
  assert.equal(nameSpot([], 10, 5), null);
});
