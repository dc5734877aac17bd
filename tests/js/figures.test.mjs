import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numbersOf, seriesGaps, yearlySeries } from '../../src/geokz/render/js/data/figures.js';
import { figure } from './atlas.mjs';

const years = (figures) =>
  yearlySeries(figures).map(({ values }) => [...values].map(([year, { value }]) => [year, value]));

test('planned numbers, rises and falls are not drawn as if they had been', () => {
  for (const qualifier of ['planned', 'increase', 'decrease'])
    assert.deepEqual(years([figure('1937', 500, { qualifier })]), [], qualifier);
  assert.deepEqual(years([figure('1937', 500, { qualifier: 'about' })]), [[[1937, 500]]]);
});

test('rejected and doubtful numbers are not drawn, disputed ones are', () => {
  for (const standing of ['rejected', 'doubtful'])
    assert.deepEqual(years([figure('1937', 500, { standing })]), [], standing);
  assert.deepEqual(years([figure('1937', 500, { standing: 'disputed' })]), [[[1937, 500]]]);
});

test('of several numbers of a year the first counts', () => {
  assert.deepEqual(years([figure('1937-01-01', 500), figure('1937', 700)]), [[[1937, 500]]]);
});

test('a number of no single year, or without a value, is in no series', () => {
  assert.deepEqual(years([figure('1937/1938', 5), figure('', 5), figure('1937', null)]), []);
});

test('what is counted of makes a series of its own, and prisoners of some kind are not all prisoners', () => {
  const women = { en: 'women', ru: 'женщины', kk: 'әйелдер' };
  const figures = [figure('1937', 500), figure('1937', 90, { of: women }), figure('1938', 80, { of: women })];
  assert.deepEqual(years(figures), [
    [[1937, 500]],
    [
      [1937, 90],
      [1938, 80],
    ],
  ]);
  assert.deepEqual([...numbersOf(figures, 'prisoners').keys()], [1937]);
  assert.equal(numbersOf([figure('1937', 90, { of: women })], 'prisoners'), null);
});

test('years between the first and the last number that have none are counted', () => {
  assert.deepEqual(
    seriesGaps(
      new Map([
        [1940, 1],
        [1935, 1],
        [1937, 1],
      ]),
    ),
    { first: 1935, last: 1940, missing: 3 },
  );
});
