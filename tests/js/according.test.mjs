import assert from 'node:assert/strict';
import { test } from 'node:test';
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

test('a gazetteer says where things are, not what is told of them', () => {
  assert.equal(atlas.tellers.has('wof'), false);
  assert.equal(atlas.told('wof').size, 0);
});
