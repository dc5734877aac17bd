import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayNumber } from '../../src/geokz/render/js/data/calendar.js';
import { beside, eventsShown, isAbroad, seatAt } from '../../src/geokz/render/js/data/seats.js';
import { atlasOf } from './atlas.mjs';

const year = (number) => [dayNumber(number), dayNumber(number + 1) - 1];
const seat = (name, from, to) => ({
  place: { en: name },
  bounds: [...year(from), ...year(to)],
  point: [0, 0],
  abroad: false,
});
const WORDS = { pick: (texts) => texts.en };

test('a camp that moved stands where it was seated in the time, at its last seat of a span', () => {
  const seats = [seat('Guryev', 1932, 1939), seat('Astrakhan', 1939, 1940)];
  assert.equal(seatAt(seats, ...year(1935))?.place.en, 'Guryev');
  assert.equal(seatAt(seats, ...year(1940))?.place.en, 'Astrakhan');
  assert.equal(seatAt(seats, year(1935)[0], year(1940)[1])?.place.en, 'Astrakhan');
  assert.equal(seatAt(seats, ...year(1950)), null);
});

test('a seat that surely was goes before one that only may have been', () => {
  const sure = seat('sure', 1930, 1940);
  const vague = { ...seat('vague', 1930, 1940), bounds: [year(1930)[0], year(1950)[0], year(1930)[0], year(1950)[0]] };
  assert.equal(seatAt([sure, vague], ...year(1935))?.place.en, 'sure');
});

test('a happening is on the map in its time alone, and only where it has a point', () => {
  const rails = { label: { en: 'The rails meet' }, bounds: [...year(1930), ...year(1930)], point: [77, 45] };
  const amnesty = { ...rails, label: { en: 'Amnesty' }, point: null };
  const shown = (at) => eventsShown([rails, amnesty], ...year(at), WORDS).map(({ text }) => text);
  assert.deepEqual([1929, 1930, 1931].map(shown), [[], ['The rails meet'], []]);
});

test('a disagreement stands on the card of every thing that one of its sides is about', () => {
  const disagreement = {
    sides: [
      ['claims', 'karlag', 'a'],
      ['figures', 'gigant', 'b'],
    ],
    verdict: 'a',
  };
  const atlas = atlasOf([{ id: 'karlag' }, { id: 'gigant' }, { id: 'ridder' }], {
    disagreements: [disagreement],
    claims: { karlag: [{ id: 'a', statement: {} }] },
    figures: { gigant: [{ id: 'b', value: 5 }] },
  });
  const count = (id) => atlas.disagreements(atlas.thing(id)).length;
  assert.deepEqual(['karlag', 'gigant', 'ridder'].map(count), [1, 1, 0]);
  assert.equal(atlas.side(['figures', 'gigant', 'b']).value, 5);
  assert.equal(atlas.side(['figures', 'gigant', 'c']), undefined);
});

test('a camp is abroad while its seat is, whatever its place', () => {
  const seats = [seat('Guryev', 1932, 1938), { ...seat('Astrakhan', 1939, 1940), abroad: true }];
  assert.equal(isAbroad({ seats, abroad: true }, ...year(1935)), false);
  assert.equal(isAbroad({ seats, abroad: false }, ...year(1940)), true);
  assert.equal(isAbroad({ abroad: true }, ...year(1940)), true);
});

test('a happening where rails met keeps its star and leaves the words to the rails', () => {
  const events = [
    { point: [78, 45], text: 'The rails meet' },
    { point: [60, 50], text: 'Elsewhere' },
  ];
  const heads = [{ point: [78.01, 45], text: 'rails met, 28 April 1930' }];
  assert.deepEqual(
    beside(events, heads).map(({ text }) => text),
    ['', 'Elsewhere'],
  );
  assert.deepEqual(beside(events, []), events);
});
