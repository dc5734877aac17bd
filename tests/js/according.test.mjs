import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STATE_NAMES } from '../../src/geokz/render/js/data/life.js';
import { atlasOf } from './atlas.mjs';

const things = ['karlag', 'ridder', 'turksib'].map((id) => ({ id, source: [['wof', '1']] }));
const atlas = atlasOf(things, {
  sources: {
    'ck-labour': { tells: true, weight: 1 },
    smirnov1998: { tells: true, weight: 1 },
    wof: { tells: false, weight: 9 },
  },
  claims: {
    karlag: [
      {
        source: [
          ['ck-labour', 'L1'],
          ['smirnov1998', '176'],
        ],
      },
    ],
    ridder: [{ source: [['ck-labour', 'L9']] }],
  },
  figures: { karlag: [{ source: [['ck-labour', 'L2']] }] },
  names: { turksib: [{ source: [['ck-labour', 'L3']] }] },
});

test('a source tells of a thing by a statement, a figure or a name; those that tell of most come first', () => {
  const told = [...atlas.tellers].map(([key, ids]) => [key, [...ids].sort()]);
  assert.deepEqual(told, [
    ['ck-labour', ['karlag', 'ridder', 'turksib']],
    ['smirnov1998', ['karlag']],
  ]);
});

test('what sources say may come later, and is then told as if it had been there', () => {
  const { claims, ...rest } = atlas.said;
  const later = atlasOf(things, { sources: atlas.sources, ...rest, claims: undefined, accounts: undefined });
  assert.equal(later.complete, false);
  assert.equal(later.claims(later.thing('karlag')).length, 0);
  later.hear({ claims, accounts: {} });
  assert.deepEqual([...later.tellers], [...atlas.tellers]);
  assert.deepEqual(later.claims(later.thing('karlag')), atlas.claims(atlas.thing('karlag')));
});

test('a gazetteer says where things are, not what is told of them', () => {
  assert.equal(atlas.tellers.has('wof'), false);
  assert.equal(atlas.told('wof').size, 0);
});

const [UNSEEN, SEEN] = [
  [0, 0, 9, 9, 9, 0, 9],
  [20, 20, 29, 29, 29, 20, 29],
];
const told = { karlag: { when: '1930/', bounds: SEEN } };
const dated = atlasOf(
  [
    { id: 'karlag', bounds: UNSEEN, when: '1931/' },
    { id: 'ridder', bounds: UNSEEN, when: '1786/' },
  ],
  {
    accounts: { 'ck-labour': told },
    figures: {
      karlag: [
        { source: [['smirnov1998', '1']], measure: 'prisoners', of: null, unit: 'person', year: 1936, value: 5 },
        { source: [['ck-labour', 'L2']], measure: 'prisoners', of: null, unit: 'person', year: 1936, value: 7 },
      ],
    },
  },
);

test('a source that is followed gives a thing its dates and its numbers, and gives them back', () => {
  const karlag = dated.thing('karlag');
  const now = () => [dated.dated(karlag).when, dated.boundsTold('karlag'), dated.prisoners(karlag).get(1936).value];
  assert.deepEqual(now(), ['1931/', undefined, 5]);
  dated.follow('ck-labour');
  assert.deepEqual(now(), ['1930/', SEEN, 7]);
  assert.equal(dated.dated(dated.thing('ridder')).when, '1786/');
  dated.follow(null);
  assert.deepEqual(now(), ['1931/', undefined, 5]);
});

test('lives as a source tells them are drawn in their years, and the others in their own', () => {
  const dataset = dated.datasets.get('camps');
  const seen = (day) => {
    dataset.index.moveTo(day, day);
    return ['karlag', 'ridder'].map((id) => STATE_NAMES[dataset.index.states[dataset.position.get(id)]]);
  };
  dataset.live((i) => told[['karlag', 'ridder'][i]]?.bounds);
  assert.deepEqual(dated.bounds(dated.thing('karlag')), SEEN);
  assert.deepEqual(
    [seen(5), seen(25)],
    [
      ['absent', 'certain'],
      ['certain', 'absent'],
    ],
  );
  dataset.live(null);
  assert.deepEqual(
    [seen(5), seen(25)],
    [
      ['certain', 'certain'],
      ['absent', 'absent'],
    ],
  );
});
