import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dayNumber,
  OPEN_END,
  OPEN_START,
  UNKNOWN_END,
  UNKNOWN_START,
} from '../../src/geokz/render/js/data/calendar.js';
import { changesBetween, kindsIn, wholesOnly, yearsTyped } from '../../src/geokz/render/js/data/changes.js';
import { atlasOf, figure } from './atlas.mjs';

const first = (year) => dayNumber(year);
const last = (year) => dayNumber(year + 1) - 1;
/** From some day of one year to some day of another. */
const life = (from, to) => [first(from), last(from), first(to), last(to)];
const thing = (bounds, names = { en: 'Old', ru: 'Старое', kk: 'Ескі' }) => ({ id: 'x', bounds, names });

function changes(bounds, from, to, { possible = true, names = [], figures = [], languages = ['en', 'ru', 'kk'] } = {}) {
  const atlas = atlasOf([thing(bounds)], { names: { x: names }, figures: { x: figures } });
  return changesBetween([...atlas.things.values()], atlas, from, to, possible, languages);
}
const begun = (...asked) =>
  changes(...asked)
    .begun.map(({ sure }) => (sure ? 'sure' : 'possible'))
    .join();
const ended = (...asked) =>
  changes(...asked)
    .ended.map(({ sure }) => (sure ? 'sure' : 'possible'))
    .join();

test('a camp of 1934 to 1940 begins between 1933 and 1934, not between 1934 and 1935', () => {
  assert.equal(begun(life(1934, 1940), 1933, 1934), 'sure');
  assert.equal(begun(life(1934, 1940), 1934, 1935), '');
  assert.equal(begun(life(1934, 1940), 1930, 1933), '');
});

test('a camp closed in 1940 is there in 1940, so its end lies between 1940 and 1941', () => {
  assert.equal(ended(life(1934, 1940), 1939, 1940), '');
  assert.equal(ended(life(1934, 1940), 1940, 1941), 'sure');
  assert.equal(ended(life(1934, 1940), 1941, 1950), '');
});

test('what begins and ends between the years is in both lists', () => {
  assert.equal(begun(life(1934, 1936), 1930, 1940), 'sure');
  assert.equal(ended(life(1934, 1936), 1930, 1940), 'sure');
});

test('every beginning and end belongs to exactly one of the periods that meet', () => {
  const years = [1930, 1933, 1934, 1936, 1940, 1950];
  const found = years
    .slice(1)
    .map((to, at) => [begun(life(1934, 1940), years[at], to), ended(life(1934, 1940), years[at], to)]);
  assert.deepEqual(found.filter(([one]) => one).length, 1);
  assert.deepEqual(found.filter(([, other]) => other).length, 1);
});

test('bounds that reach past the years make a beginning or an end possible only', () => {
  const wide = [first(1934), last(1938), first(1945), last(1950)];
  assert.equal(begun(wide, 1930, 1936), 'possible');
  assert.equal(begun(wide, 1936, 1940), 'possible');
  assert.equal(ended(wide, 1940, 1947), 'possible');
  assert.equal(begun(wide, 1930, 1936, { possible: false }), '');
});

test('a beginning known only from above and an end known only from below are counted, not listed', () => {
  const vague = [UNKNOWN_START, last(1937), first(1937), UNKNOWN_END];
  const found = changes(vague, 1930, 1950);
  assert.deepEqual([found.begun, found.ended, found.unknown], [[], [], { begun: 1, ended: 1 }]);
});

test('what was always there, lasts, or has no date does not change', () => {
  for (const bounds of [
    [OPEN_START, OPEN_START, OPEN_END, OPEN_END],
    [UNKNOWN_START, UNKNOWN_END, UNKNOWN_START, UNKNOWN_END],
  ]) {
    assert.deepEqual(changes(bounds, 1919, 1963), {
      begun: [],
      ended: [],
      renamed: [],
      grown: [],
      shrunk: [],
      unknown: { begun: 0, ended: 0 },
    });
  }
});

test('a year and itself, or years reversed, show no change', () => {
  assert.equal(begun(life(1937, 1940), 1937, 1937), '');
  assert.equal(begun(life(1937, 1940), 1940, 1930), '');
});

const name = (text, lang, when, from, to, kind = 'official') => ({
  name: text,
  lang,
  when,
  kind,
  bounds: [first(from), last(from), first(to), last(to)],
});
const RIDDER = [
  {
    name: 'Ridder',
    lang: 'en',
    when: '/1941',
    kind: 'official',
    bounds: [UNKNOWN_START, last(1941), first(1941), last(1941)],
  },
  name('Leninogorsk', 'en', '1941/1963', 1941, 1963),
];
const AGES = [OPEN_START, OPEN_START, OPEN_END, OPEN_END];

test('a town renamed in 1941 is renamed between 1940 and 1941 and in no other years', () => {
  const [{ from, to, when }] = changes(AGES, 1940, 1941, { names: RIDDER }).renamed;
  assert.deepEqual([from, to, when], ['Ridder', 'Leninogorsk', { text: '1941' }]);
  assert.deepEqual(changes(AGES, 1941, 1950, { names: RIDDER }).renamed, []);
  assert.deepEqual(changes(AGES, 1930, 1940, { names: RIDDER }).renamed, []);
});

test('the name before a new one is the thing’s own when the tables give no other', () => {
  const names = [name('Жамбыл', 'kk', '1937/', 1937, 1963)];
  const [{ from, to, lang }] = changes(AGES, 1930, 1940, { names }).renamed;
  assert.deepEqual([from, to, lang], ['Ескі', 'Жамбыл', 'kk']);
});

/** The names before and after the renamings of a thing of all ages that has a name of its own. */
function renamed(own, names, to) {
  const atlas = atlasOf([thing(AGES, { en: own })], { names: { x: names } });
  return changesBetween([...atlas.things.values()], atlas, 1930, to, true, atlas.languages).renamed.map((one) => [
    one.from,
    one.to,
  ]);
}

test('the later name in brackets is no part of the name before', () => {
  const names = [name('Dzhambul', 'en', '1937/', 1937, 1963)];
  assert.deepEqual(renamed('Aulie-Ata (Dzhambul)', names, 1940), [['Aulie-Ata', 'Dzhambul']]);
});

test('a name the thing bears with its kind is no renaming', () => {
  assert.deepEqual(renamed('Leninogorsk district', [name('Leninogorsk', 'en', '1941/', 1941, 1963)], 1950), []);
});

test('one renaming in several languages is told once, in the reader’s', () => {
  const names = [name('New', 'en', '1937/', 1937, 1963), name('Новое', 'ru', '1937/', 1937, 1963)];
  const found = changes(AGES, 1930, 1940, { names, languages: ['ru', 'en', 'kk'] }).renamed;
  assert.deepEqual(
    found.map(({ from, to }) => [from, to]),
    [['Старое', 'Новое']],
  );
});

test('a name met in one year, a variant, and the name a thing was founded with are no renamings', () => {
  const names = [name('A', 'en', '1937', 1937, 1937), name('B', 'en', '1937/', 1937, 1963, 'variant')];
  assert.deepEqual(changes(AGES, 1930, 1940, { names }).renamed, []);
  assert.deepEqual(
    changes(life(1937, 1950), 1930, 1940, { names: [name('C', 'en', '1937/', 1937, 1950)] }).renamed,
    [],
  );
});

test('growth needs a figure in both years', () => {
  const figures = [figure('1937', 100), figure('1940', 300), figure('1943', 50)];
  assert.deepEqual(
    changes(AGES, 1937, 1940, { figures }).grown.map(({ from, to }) => [from, to]),
    [[100, 300]],
  );
  assert.deepEqual(
    changes(AGES, 1940, 1943, { figures }).shrunk.map(({ from, to }) => [from, to]),
    [[300, 50]],
  );
  assert.deepEqual(changes(AGES, 1936, 1940, { figures }).grown, []);
});

test('a name that had ended ten years before a new one is not the one it followed', () => {
  const names = [name('Long gone', 'en', '1920/1927', 1920, 1927), name('New', 'en', '1937/', 1937, 1963)];
  assert.deepEqual(
    changes(AGES, 1930, 1940, { names }).renamed.map(({ from }) => from),
    ['Old'],
  );
});

test('a name that ended in the year of a new one is the one it followed', () => {
  const names = [name('Before', 'en', '1920/1937', 1920, 1937), name('New', 'en', '1937/', 1937, 1963)];
  assert.deepEqual(
    changes(AGES, 1930, 1940, { names }).renamed.map(({ from }) => from),
    ['Before'],
  );
});

test('a name whose beginning is not told is the name of no turn', () => {
  const names = [
    { ...name('New', 'en', '/1963', 1937, 1963), bounds: [first(1937), last(1937), first(1963), last(1963)] },
  ];
  assert.deepEqual(changes(AGES, 1930, 1940, { names }).renamed, []);
});

test('what began with its parts is told once, however deep; a part of another layer is a thing of its own', () => {
  const things = new Map(
    [
      { id: 'line', layer: 'railways' },
      { id: 'section', layer: 'railways', partOf: 'line' },
      { id: 'branch', layer: 'railways', partOf: 'section' },
      { id: 'other', layer: 'railways', partOf: 'elsewhere' },
      { id: 'works', layer: 'plants', partOf: 'line' },
      { id: 'a', layer: 'camps', partOf: 'b' },
      { id: 'b', layer: 'camps', partOf: 'a' },
    ].map((thing) => [thing.id, thing]),
  );
  const told = (...ids) =>
    wholesOnly(
      ids.map((id) => ({ thing: things.get(id), sure: true, day: 0 })),
      things,
    ).map(({ thing }) => thing.id);
  assert.deepEqual(told('line', 'section', 'branch', 'other', 'works'), ['line', 'other', 'works']);
  assert.deepEqual(told('line', 'branch'), ['line']);
  assert.deepEqual(told('section'), ['section']);
  assert.deepEqual(told('a'), ['a']);
});

test('the kinds of a year count what was surely there, parts with their whole, a pipeline as what it is', () => {
  const during = (from, to) => [first(from), first(from), last(to), last(to)];
  const things = [
    { id: 'kar', bounds: during(1931, 1959) },
    { id: 'section', partOf: 'kar', bounds: during(1935, 1959) },
    { id: 'late', bounds: during(1948, 1956) },
    { id: 'maybe', bounds: [first(1930), first(1945), last(1946), last(1959)] },
    { id: 'pipe', layer: 'plants', type: 'pipeline', bounds: during(1935, 1963) },
    { id: 'shop', layer: 'plants', partOf: 'kar', bounds: during(1935, 1963) },
  ];
  const atlas = atlasOf(things);
  const kinds = (year) => Object.fromEntries(kindsIn([...atlas.things.values()], atlas, year));
  assert.deepEqual(kinds(1938), { camps: 1, pipeline: 1, plants: 1 });
  assert.deepEqual(kinds(1950), { camps: 2, pipeline: 1, plants: 1 });
  assert.deepEqual(kinds(1920), {});
});

test('a year that is typed stays where it was typed, and the other goes on before it', () => {
  const clock = { min: 1919, max: 1963 };
  assert.deepEqual(yearsTyped([1932, 1937], 'from', 1938, clock), [1938, 1943]);
  assert.deepEqual(yearsTyped([1938, 1943], 'to', 1953, clock), [1938, 1953]);
  assert.deepEqual(yearsTyped([1938, 1953], 'to', 1930, clock), [1919, 1930]);
  assert.deepEqual(yearsTyped([1960, 1962], 'from', 1963, clock), [1963, 1963]);
  for (const nonsense of [3, 1938.5, Number.NaN])
    assert.deepEqual(yearsTyped([1932, 1937], 'to', nonsense, clock), [1932, 1937]);
});
