import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayNumber, daysOfYears } from '../../src/geokz/render/js/data/calendar.js';
import { headsAt, headsShown, headText } from '../../src/geokz/render/js/data/heads.js';
import { Words } from '../../src/geokz/render/js/data/words.js';

const year = (from, to = from) => [dayNumber(from, 1), dayNumber(to + 1, 1) - 1];
const line = { line: 'turksib', begun: dayNumber(1927, 1), opened: dayNumber(1930, 4) + 27 };
const row = (from, km, [first, last]) => ({
  ...line,
  from,
  km,
  when: '1930-04-28',
  bounds: [first, last, first, last],
  point: [75, 45],
  azimuth: 180,
});
const met = [line.opened, line.opened];
const ROWS = [
  row('north', 0, year(1927)),
  row('north', 340, year(1927, 1928)),
  row('north', 772, year(1929)),
  row('north', null, met),
  row('south', 0, year(1927)),
  row('south', 506, year(1929)),
  row('south', null, met),
];
const told = (first, last, possible = true) =>
  headsAt(ROWS, first, last, possible).map((head) =>
    `${head.row.from} ${headText(
      head,
      (km) => `${km} km`,
      () => 'met',
    )}`.trim(),
  );
const months = (from, first, last) => [dayNumber(from, first), dayNumber(from, last + 1) - 1];

test('a head is the last point surely reached, from each end', () => {
  assert.deepEqual(told(...daysOfYears(1928, 1928)), ['north 340 km', 'south']);
  assert.deepEqual(told(...daysOfYears(1929, 1929)), ['north 772 km', 'south 506 km']);
});

test('what may have been reached stands beyond it with a question, unless it is not asked for', () => {
  assert.deepEqual(told(...daysOfYears(1927, 1927)), ['north', 'north 340 km?', 'south']);
  assert.deepEqual(told(...daysOfYears(1927, 1927), false), ['north', 'south']);
});

test('between two dates of a text the rails are somewhere beyond the first', () => {
  assert.deepEqual(told(...months(1930, 1, 3)), ['north > 772 km', 'south > 506 km']);
});

test('in the year of the opening the rails have met, after it there are no heads, nor before the begin', () => {
  assert.deepEqual(told(...daysOfYears(1930, 1930)), ['north met', 'south met']);
  assert.deepEqual(told(...months(1930, 5, 6)), []);
  for (const years of [
    [1926, 1926],
    [1931, 1931],
    [1919, 1963],
  ])
    assert.deepEqual(told(...daysOfYears(...years)), []);
});

test('a head reached on the day before a time began stands before it, on its first day within it', () => {
  const [head] = headsAt(
    [row('north', 340, [dayNumber(1928), dayNumber(1928, 6, 30)])],
    dayNumber(1928, 7),
    dayNumber(1928, 8),
    false,
  );
  assert.equal(head.past, true);
  const [within] = headsAt(
    [row('north', 340, [dayNumber(1928), dayNumber(1928, 7)])],
    dayNumber(1928, 7),
    dayNumber(1928, 8),
    false,
  );
  assert.equal(within.past, false);
});

/** What is written on the map in a year. */
function written(rows, year) {
  const words = new Words({
    railsMet: { en: 'rails met, {date}' },
    railsReached: { en: 'rails came here, {date}' },
  });
  const atlas = { railheads: rows, heard: (some) => some, thing: () => ({}), layer: () => ({ key: 'railways' }) };
  const hub = {
    days: () => daysOfYears(year, year),
    keeps: () => true,
    isShown: () => true,
    switches: { possible: true },
  };
  return headsShown(atlas, hub, words).map(({ text }) => text);
}

test('where rails from two ends met it is written once, and in words', () => {
  const met = { km: null, when: '1930-04-28', point: [78, 45] };
  const bounds = [dayNumber(1930, 4, 28), dayNumber(1930, 4, 28)];
  const rows = [
    { ...row('north', null, bounds), ...met },
    { ...row('south', null, bounds), ...met },
  ];
  assert.deepEqual(written(rows, 1930), ['rails met, 1930-04-28']);
  assert.deepEqual(written(rows.slice(0, 1), 1930), ['rails came here, 1930-04-28']);
});
