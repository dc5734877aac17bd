import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Atlas } from '../../src/geokz/render/js/data/atlas.js';
import { dayNumber, daysOfYears, OPEN_END, OPEN_START } from '../../src/geokz/render/js/data/calendar.js';
import { ABSENT, CERTAIN, UNDATED } from '../../src/geokz/render/js/data/life.js';
import { whereIs } from '../../src/geokz/render/js/data/where.js';
import { Words } from '../../src/geokz/render/js/data/words.js';
import { atlasOf } from './atlas.mjs';

const day = (year) => dayNumber(year);
const last = (year) => dayNumber(year + 1) - 1;
const life = (from, to) => [day(from), last(from), day(to), last(to)];
const name = (text, lang, from, to, kind = 'official') => ({
  name: text,
  lang,
  kind,
  when: `${from}/${to}`,
  bounds: life(from, to),
});
const RIDDER = { id: 'ridder', layer: 'towns', names: { en: 'Ridder', ru: 'Риддер' } };

/** What Ridder is called in some years, when the tables have these names of it. */
function called(names, from, to, language = 'en') {
  const atlas = atlasOf([RIDDER], { names: { ridder: names } });
  const words = new Words({});
  words.language = language;
  return atlas.name(atlas.thing('ridder'), daysOfYears(from, to), words);
}

test('a town is called in each year what it was called then, in the language of the page', () => {
  const names = [
    name('Ridder', 'en', 1920, 1940),
    name('Leninogorsk', 'en', 1942, 1963),
    name('Лениногорск', 'ru', 1942, 1963),
  ];
  assert.equal(called(names, 1930, 1930), 'Ridder');
  assert.equal(called(names, 1950, 1950), 'Leninogorsk');
  assert.equal(called(names, 1950, 1950, 'ru'), 'Лениногорск');
  assert.equal(called(names, 1930, 1930, 'ru'), 'Риддер');
});

test('in a span with several sure names it is called by the last of them', () => {
  assert.equal(called([name('First', 'en', 1920, 1940), name('Second', 'en', 1940, 1963)], 1935, 1950), 'Second');
});

test('of two names that only may have been those of the year neither is taken, of one it is', () => {
  const one = { ...name('One', 'en', 1930, 1940), bounds: [day(1930), day(1939), day(1931), day(1945)] };
  const other = { ...name('Other', 'en', 1930, 1940), bounds: [day(1930), day(1939), day(1931), day(1945)] };
  assert.equal(called([one], 1935, 1935), 'One');
  assert.equal(called([one, other], 1935, 1935), 'Ridder');
});

test('a variant, or a name without a date, is no name of a year', () => {
  assert.equal(called([name('Variant', 'en', 1920, 1963, 'variant')], 1935, 1935), 'Ridder');
  assert.equal(called([{ ...name('Undated', 'en', 1920, 1963), when: '' }], 1935, 1935), 'Ridder');
});

test('a thing that the chosen source does not tell of is absent, whatever its life', () => {
  const atlas = atlasOf([{ id: 'karlag', bounds: life(1931, 1959) }]);
  const chosen = (keeps) => ({ days: () => daysOfYears(1937, 1937), keeps: () => keeps });
  assert.equal(atlas.state(atlas.thing('karlag'), chosen(true)), CERTAIN);
  assert.equal(atlas.state(atlas.thing('karlag'), chosen(false)), ABSENT);
});

test('what has no point has its life all the same, and is drawn nowhere', () => {
  const atlas = atlasOf([
    { id: 'lost', bounds: life(1931, 1959) },
    { id: 'found', at: [0.7, 0.3], bounds: life(1940, 1941) },
  ]);
  assert.deepEqual(atlas.bounds(atlas.thing('lost')), life(1931, 1959));
  assert.deepEqual(atlas.bounds(atlas.thing('found')), life(1940, 1941));
  assert.equal(atlas.spot(atlas.thing('lost')), null);
  const { dataset, i } = atlas.spot(atlas.thing('found'));
  assert.deepEqual([dataset.columns.x[i], dataset.columns.y[i]], [0.7, 0.3]);
});

test('an undated thing is undated in every time', () => {
  const atlas = atlasOf([{ id: 'plant', bounds: [-2147483648, 2147483647, -2147483648, 2147483647] }]);
  assert.equal(atlas.state(atlas.thing('plant'), { days: () => daysOfYears(1937, 1937), keeps: () => true }), UNDATED);
});

test('a relation is seen from both ends, a part from its whole', () => {
  const relations = [{ subject: 'a', object: 'b', type: 'successor_of', when: '', source: [] }];
  const atlas = atlasOf([{ id: 'a' }, { id: 'b', partOf: 'a' }], { relations });
  const seen = (id) => atlas.relations(atlas.thing(id)).map(({ other, forward }) => [other, forward]);
  assert.deepEqual([seen('a'), seen('b')], [[['b', true]], [['a', false]]]);
  assert.deepEqual(
    atlas.parts(atlas.thing('a')).map(({ id }) => id),
    ['b'],
  );
});

test('records of another version are refused with both numbers', () => {
  assert.throws(
    () => new Atlas({ version: 99 }),
    /the records of the atlas are of version 99, this page reads version \d/,
  );
});

test('a thing that is not there is told by its name', () => {
  assert.throws(() => atlasOf([]).thing('nobody'), /no thing 'nobody'/);
});

const STRINGS = {
  km: { en: '{value} km' },
  routeThrough: { en: 'through {count} places' },
  routeInParts: { en: 'drawn in its parts' },
};
/** Where a thing is, in English. */
function where(thing) {
  const atlas = atlasOf([{ id: 'x', bounds: [OPEN_START, OPEN_START, OPEN_END, OPEN_END], ...thing }]);
  return whereIs(new Words(STRINGS), atlas, atlas.thing('x'));
}

test('a thing is at its place, give or take the reach of what is known', () => {
  assert.deepEqual(where({}), { name: 'There', known: 'settlement, ±\u00a03\u00a0km' });
  assert.deepEqual(where({ place: 'nowhere' }), { name: '', known: 'unlocated' });
});

test('a line is from its first place to its last, or drawn in its parts', () => {
  const route = { from: { en: 'Lugovaya' }, to: { en: 'Semipalatinsk' }, places: 12 };
  assert.deepEqual(where({ route }), { name: 'Lugovaya – Semipalatinsk', known: 'through 12 places' });
  assert.deepEqual(where({ route: null }), { name: '', known: 'drawn in its parts' });
});
