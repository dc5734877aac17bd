import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysOfYears, UNKNOWN_END, UNKNOWN_START } from '../../src/geokz/render/js/data/calendar.js';
import { CERTAIN, POSSIBLE } from '../../src/geokz/render/js/data/life.js';
import { breadthOf, joinPath, joinsOf, lifeLines, ORDERS } from '../../src/geokz/render/js/data/lifelines.js';
import { rankTexts, rowsOf } from '../../src/geokz/render/js/data/rows.js';
import { atlasOf, during, prisoners } from './atlas.mjs';
import { random } from './random.mjs';

const CLOCK = { min: 1919, max: 1963 };
const ALL = { presumed: true, possible: true, none: true, undated: true };
const PLACES = {
  almaty: { names: { en: 'Alma-Ata' }, precision: 'settlement', radius: 0 },
  zaisan: { names: { en: 'Zaisan' }, precision: 'settlement', radius: 0 },
  nowhere: { names: {}, precision: 'unlocated', radius: 0 },
};

const camp = (id, from, to, more = {}) => ({
  id,
  names: { en: id },
  bounds: during(from, to),
  place: 'almaty',
  ...more,
});
const tie = (subject, type, object, when = '', standing = 'accepted') => ({
  subject,
  type,
  object,
  when,
  standing,
  source: [],
  note: {},
});

/** The lines of some camps, and what joins them. */
function drawn(camps, { numbers = {}, relations = [], dates, order = 'start', parts = false, switches = ALL } = {}) {
  const figures = Object.fromEntries(Object.entries(numbers).map(([id, of]) => [id, prisoners(of)]));
  const atlas = atlasOf(camps, { figures, relations, places: PLACES, ...(dates && { dates }) });
  const rows = rowsOf(atlas);
  for (const [part, textOf] of [
    ['name', ({ thing }) => thing.names.en],
    ['place', ({ thing }) => atlas.place(thing).names.en ?? ''],
  ]) {
    const ranks = rankTexts(rows.map(textOf), 'en');
    for (const row of rows) row[`${part}Rank`] = ranks.get(textOf(row));
  }
  const { lines, left } = lifeLines(atlas, rows, { clock: CLOCK, switches, order, parts });
  return { lines, left, ids: lines.map(({ thing }) => thing.id), joins: joinsOf(atlas, lines, CLOCK) };
}

test('lines sort by start, by their greatest number, by place', () => {
  const camps = [
    camp('late', 1950, 1955, { place: 'almaty' }),
    camp('early', 1930, 1935, { place: 'zaisan' }),
    camp('lost', 1940, 1941, { place: 'nowhere' }),
  ];
  const numbers = { late: { 1951: 5, 1952: 900 }, lost: { 1940: 70 } };
  assert.deepEqual(drawn(camps, { numbers }).ids, ['early', 'lost', 'late']);
  assert.deepEqual(drawn(camps, { numbers, order: 'size' }).ids, ['late', 'lost', 'early']);
  assert.deepEqual(drawn(camps, { numbers, order: 'place' }).ids, ['late', 'early', 'lost']);
});

test('parts are counted and left out, or follow their whole, however deep', () => {
  const camps = [
    camp('point', 1931, 1932, { partOf: 'section' }),
    camp('other', 1935, 1936),
    camp('section', 1931, 1933, { partOf: 'kar' }),
    camp('kar', 1940, 1950),
  ];
  const without = drawn(camps);
  assert.deepEqual([without.ids, without.left], [['other', 'kar'], 2]);
  const { lines, left } = drawn(camps, { parts: true });
  assert.equal(left, 2);
  assert.deepEqual(
    lines.map(({ thing, depth }) => [thing.id, depth]),
    [
      ['other', 0],
      ['kar', 0],
      ['section', 1],
      ['point', 2],
    ],
  );
});

test('a part whose whole is not among the lines stands by itself, and a ring of parts loses nobody', () => {
  assert.deepEqual(drawn([camp('a', 1931, 1932, { partOf: 'elsewhere' })]).ids, ['a']);
  const ring = [camp('a', 1931, 1932, { partOf: 'b' }), camp('b', 1930, 1932, { partOf: 'a' })];
  assert.deepEqual(drawn(ring).ids, ['b', 'a']);
});

test('the switches decide which parts of a life are drawn, and whether it is', () => {
  const [first, last] = daysOfYears(1931, 1940);
  const vague = camp('vague', 0, 0, { bounds: [first, daysOfYears(1935, 1935)[0], daysOfYears(1936, 1936)[1], last] });
  const never = camp('never', 0, 0, { bounds: [UNKNOWN_START, UNKNOWN_END, UNKNOWN_START, UNKNOWN_END] });
  const states = (line) => line.parts.map(({ state }) => state);
  const all = drawn([vague, never]);
  assert.deepEqual(all.lines.map(states), [[POSSIBLE, CERTAIN], []]);
  const sure = drawn([vague, never], { switches: { presumed: false, possible: false, none: false, undated: false } });
  assert.deepEqual(sure.lines.map(states), [[CERTAIN]]);
});

test('what lies outside the clock has no line', () => {
  assert.deepEqual(drawn([camp('tsar', 1900, 1910), camp('kar', 1931, 1959), camp('new', 1970, 1980)]).ids, ['kar']);
});

test('a year without a number is as broad as its neighbours, and says that it is not known', () => {
  const { lines } = drawn([camp('kar', 1950, 1952)], { numbers: { kar: { 1950: 100, 1952: 60 } } });
  assert.deepEqual(lines[0].breadths, [
    { year: 1950, value: 100, known: true },
    { year: 1951, value: 80, known: false },
    { year: 1952, value: 60, known: true },
  ]);
  assert.deepEqual(lines[0].most, { year: 1950, value: 100, known: true });
});

test('a camp that went on in another is joined to it at the year of the tie, wholly or in part', () => {
  const camps = [camp('prorv', 1932, 1940), camp('astra', 1940, 1950), camp('step', 1948, 1956)];
  const relations = [
    tie('astra', 'handed_part_to', 'step', '1948'),
    tie('prorv', 'succeeded_by', 'astra', '1940-04-17'),
    tie('astra', 'supplied_labour_to', 'step', '1949'),
    tie('prorv', 'merged_into', 'step', '1939', 'rejected'),
    tie('prorv', 'merged_into', 'gone', '1939'),
  ];
  assert.deepEqual(drawn(camps, { relations }).joins, [
    { from: 0, to: 1, year: 1940, type: 'succeeded_by', whole: true },
    { from: 1, to: 2, year: 1948, type: 'handed_part_to', whole: false },
  ]);
});

test('a tie of several possible days stands at the first, one without a date where the first thing ends', () => {
  const camps = [camp('a', 1931, 1943), camp('b', 1940, 1950)];
  const dates = {
    '[1948-05-21..1948-07-01]': {
      start: {
        text: '',
        between: [
          { text: '1948-05-21', year: 1948, month: 5, day: 21 },
          { text: '1948-07-01', year: 1948 },
        ],
      },
    },
  };
  const joins = (when) => drawn(camps, { relations: [tie('a', 'merged_into', 'b', when)], dates }).joins;
  assert.deepEqual(joins('[1948-05-21..1948-07-01]')[0].year, 1948);
  assert.equal(joins('1942')[0].year, 1942);
  assert.equal(joins('')[0].year, 1943);
});

test('breadth grows by the number itself: twice the people, twice the area over the thin line', () => {
  assert.equal(breadthOf(0, 60000, 4, 24), 4);
  assert.equal(breadthOf(30000, 60000, 4, 24), 14);
  assert.equal(breadthOf(60000, 60000, 4, 24), 24);
  assert.equal(breadthOf(0, 0, 4, 24), 4);
});

test('a join begins and ends on its lines', () => {
  assert.equal(joinPath(100, 14, 42), 'M100 14C109.8 14 109.8 42 100 42');
});

test('whatever the order, the lines are the same and every join points at two of them', () => {
  const next = random(7);
  const between = (low, high) => low + next(high - low + 1);
  for (let turn = 0; turn < 40; turn++) {
    const camps = Array.from({ length: 12 }, (_, at) => {
      const from = between(1915, 1965);
      const whole = between(0, 14);
      return camp(`c${at}`, from, from + between(0, 20), { partOf: whole < 12 && whole !== at ? `c${whole}` : '' });
    });
    const relations = Array.from({ length: 6 }, () =>
      tie(`c${between(0, 11)}`, 'succeeded_by', `c${between(0, 11)}`, String(between(1910, 1970))),
    );
    const found = ORDERS.map((order) => drawn(camps, { relations, order, parts: true }));
    for (const { ids, joins } of found) {
      assert.deepEqual([...ids].sort(), [...found[0].ids].sort());
      assert.equal(new Set(ids).size, ids.length);
      for (const { from, to, year } of joins) {
        assert.ok(ids[from] && ids[to]);
        assert.ok(year >= CLOCK.min && year <= CLOCK.max);
      }
    }
  }
});
