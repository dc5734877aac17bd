import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOfHit, searchedIn, thingsByPlace } from '../../src/geokz/render/js/data/entries.js';
import { Search } from '../../src/geokz/render/js/data/search.js';
import { atlasOf } from './atlas.mjs';

const place = (en, ru, precision = 'settlement') => ({ names: { en, ru }, precision, radius: 1000 });
const atlas = atlasOf(
  [
    { id: 'mill', layer: 'plants', type: 'sugar_works', place: 'temirtau', names: { en: 'Mill' } },
    { id: 'power', layer: 'plants', type: 'power_station', place: 'temirtau', names: { en: 'Power station' } },
    { id: 'akmolinsk', layer: 'towns', type: 'town', place: 'astana', names: { en: 'Akmolinsk' } },
    { id: 'works', layer: 'plants', type: 'sugar_works', place: 'astana', names: { en: 'Works' } },
    { id: 'alone', type: 'camp', place: 'dolinka', names: { en: 'Kar camp' } },
    { id: 'guryev-town', layer: 'towns', type: 'city', place: 'guryev', names: { en: 'Guryev' } },
    { id: 'lost', type: 'camp', place: 'nowhere', names: { en: 'Lost camp' } },
  ],
  {
    places: {
      temirtau: place('Temirtau', 'Темиртау'),
      astana: place('Astana', 'Астана'),
      guryev: { ...place('Guryev', 'Гурьев'), today: 'Atyrau' },
      dolinka: place('Dolinka', 'Долинка'),
      nowhere: place('Nowhere', 'Нигде', 'unlocated'),
    },
    names: { akmolinsk: [{ name: 'Целиноград', kind: 'official' }] },
    vocabularies: { types: { sugar_works: { en: 'sugar works', ru: 'сахарный завод' } } },
  },
);
const search = new Search(searchedIn(atlas));

test('a place where several things stand is found by what the gazetteer calls it', () => {
  const [hit] = search.find('Темиртау');
  assert.equal(placeOfHit(hit), 'temirtau');
  assert.deepEqual(
    thingsByPlace(atlas)
      .get('temirtau')
      ?.map(({ id }) => id),
    ['mill', 'power'],
  );
});

test('a place is found by its name of today', () => {
  assert.deepEqual(search.find('Атырау'), ['guryev-town']);
});

test('the name of a place leads to its town, and to the only thing there', () => {
  assert.deepEqual(search.find('Astana'), ['akmolinsk']);
  assert.deepEqual(search.find('Dolinka'), ['alone']);
});

test('a town is found by a later name', () => {
  assert.deepEqual(search.find('целиноград'), ['akmolinsk']);
});

test('things are found by what they are, after all that are called so', () => {
  assert.deepEqual(search.find('sugar works'), ['mill', 'works']);
  assert.deepEqual(search.find('сахарный'), ['mill', 'works']);
  assert.deepEqual(search.find('works')[0], 'works');
});

test('what has no point has no place to be found by', () => {
  assert.deepEqual(search.find('Nowhere'), []);
});
