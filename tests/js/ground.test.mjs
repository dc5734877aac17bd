import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesAt, reliefStrength } from '../../src/geokz/render/js/data/ground.js';

const NAMES = [
  { kind: 'land', at: [66, 48], zooms: [3, 6.5], years: [1925, 1936], text: { en: 'Kazak ASSR' } },
  { kind: 'land', at: [66, 48], zooms: [3, 6.5], years: [1937, null], text: { en: 'Kazakh SSR' } },
  { kind: 'sea', at: [59, 45], zooms: [4.5, 9], years: [null, null], text: { en: 'Aral Sea' } },
];
const written = (year, zoom) => namesAt(NAMES, year, zoom).map(({ text }) => text.en);

test('the country is called what it was called in the year', () => {
  assert.deepEqual(written(1930, 5), ['Kazak ASSR', 'Aral Sea']);
  assert.deepEqual(written(1950, 5), ['Kazakh SSR', 'Aral Sea']);
  assert.deepEqual(written(1920, 5), ['Aral Sea']);
});

test('names come and go with the scale', () => {
  assert.deepEqual(written(1950, 4), ['Kazakh SSR']);
  assert.deepEqual(written(1950, 8), ['Aral Sea']);
  assert.deepEqual(written(1950, 11), []);
});

test('the relief fades as one comes nearer than it was made for', () => {
  assert.deepEqual([5, 7, 9.5, 12].map(reliefStrength), [1, 1, 0, 0]);
});
