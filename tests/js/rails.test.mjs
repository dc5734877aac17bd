import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayNumber } from '../../src/geokz/render/js/data/calendar.js';
import { laidBy, railsCurve, wholeOf } from '../../src/geokz/render/js/data/rails.js';
import { daysOf } from '../../src/geokz/render/js/data/units.js';

/** A head reached between the first day of a year and the last of another. */
const head = (from, [first, last], km, point) => {
  const [earliest, latest] = [dayNumber(first), dayNumber(last + 1) - 1];
  return { from, km, point, bounds: [earliest, latest, 1e9, 1e9] };
};
const MET = dayNumber(1930, 4, 28);
const met = (from) => ({ from, km: null, point: [78, 44.6], bounds: [MET, MET, 1e9, 1e9] });

/** Turksib, as railheads.csv has it. */
const TURKSIB = [
  head('semipalatinsk', [1927, 1927], 0, [80.3, 50.4]),
  head('semipalatinsk', [1927, 1928], 340, [80.4, 47.9]),
  head('semipalatinsk', [1929, 1929], 772, [78, 44.9]),
  met('semipalatinsk'),
  head('lugovaya', [1927, 1927], 0, [72.8, 42.9]),
  head('lugovaya', [1929, 1929], 506, [77.2, 43.9]),
  met('lugovaya'),
];
const month = (year, number) => daysOf('month', 12 * year + number - 1, 12 * year + number - 1);
const laid = (year, number, whole = 1445) => laidBy(TURKSIB, whole, ...month(year, number));

test('what was laid lies between what surely was and what may have been', () => {
  const { sure, possible, ends } = laid(1928, 6);
  assert.deepEqual([sure, possible], [0, 340 + 506]);
  assert.deepEqual(ends, [
    { from: 'semipalatinsk', sure: 0, possible: 340 },
    { from: 'lugovaya', sure: 0, possible: 506 },
  ]);
});

test('at the end of a year whose head is told the number is known', () => {
  assert.deepEqual([laid(1929, 12).sure, laid(1929, 12).possible], [1278, 1278]);
});

test('past a head the rails may have come to the next one', () => {
  assert.deepEqual([laid(1930, 2).sure, laid(1930, 2).possible], [1278, 1445]);
});

test('where the rails met all of the line is laid, and what no end tells of lies between them', () => {
  assert.deepEqual([laid(1930, 4).sure, laid(1930, 4).between], [1445, 167]);
});

test('without the length of the line nothing is added to what the heads tell', () => {
  assert.deepEqual([laid(1930, 4, null).sure, laid(1930, 4, null).between], [1278, 0]);
});

test('kilometres never fall from month to month, and the sure ones are never more than the possible', () => {
  const curve = railsCurve(TURKSIB, 1445, 'month', 12 * 1927, 12 * 1931 + 11);
  assert.equal(curve.totals.length, 60);
  for (let at = 1; at < 60; at++) assert.ok(curve.totals[at] >= curve.totals[at - 1]);
  for (const { heights } of curve.bands) assert.ok(heights.every(({ value }) => value >= 0));
  const sums = curve.totals.map((_, at) => curve.bands.reduce((sum, band) => sum + band.heights[at].value, 0));
  assert.ok(sums.every((sum, at) => sum >= curve.totals[at] && sum <= curve.highest));
  assert.equal(curve.peak, 39); // April 1930
  assert.deepEqual(
    curve.bands.map(({ end, heights }) => [end, heights[39].value]),
    [
      ['semipalatinsk', 772],
      ['lugovaya', 506],
      [null, 167],
      [null, 0],
    ],
  );
});

test('the length of a whole line is its accepted total in kilometres', () => {
  const figure = { measure: 'length', qualifier: 'total', unit: 'km', standing: 'accepted', value: 1445 };
  assert.equal(wholeOf([{ ...figure, qualifier: '', value: 506 }, figure]), 1445);
  assert.equal(wholeOf([{ ...figure, standing: 'doubtful' }]), null);
});
