import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FACETS, Filters } from '../../src/geokz/render/js/data/filters.js';
import { atlasOf } from './atlas.mjs';

const tie = (subject, type, object, standing = 'accepted') => ({
  subject,
  type,
  object,
  when: '',
  standing,
  source: [],
  note: {},
});
const source = (...keys) => keys.map((key) => [key, '1']);

const THINGS = [
  { id: 'kar', type: 'camp', certainty: 'certain', source: source('a', 'b') },
  { id: 'section', type: 'camp_section', certainty: 'probable', partOf: 'kar', source: source('a') },
  { id: 'point', type: 'camp_point', certainty: 'doubtful', partOf: 'section', place: 'nowhere', source: source('a') },
  { id: 'step', type: 'camp', certainty: 'certain', source: source('b') },
  { id: 'smelter', type: 'smelter', layer: 'plants', certainty: 'certain', source: source('a') },
  { id: 'town', type: 'town', layer: 'towns', certainty: 'certain', source: source('a') },
  { id: 'line', type: 'railway', layer: 'plants', certainty: 'certain', source: source('a'), route: null },
];

const filters = new Filters(
  atlasOf(THINGS, {
    relations: [
      tie('point', 'supplied_labour_to', 'smelter'),
      tie('line', 'built_by', 'step'),
      tie('kar', 'supplied_labour_to', 'town', 'rejected'),
      tie('kar', 'succeeded_by', 'step'),
    ],
    claims: { step: [{ source: source('c') }], town: [{ source: source('a') }] },
    disagreements: [{ question: {}, sides: [['claims', 'town', 'x']], verdict: '', argument: {} }],
  }),
);
const left = (chosen) => [...filters.left(filters.known(chosen))];

test('without a choice nothing is left out, and nobody counts', () => {
  assert.equal(filters.left({}), null);
  assert.equal(filters.left(filters.known({ kind: '' })), null);
});

test('a kind leaves the things of that type', () => {
  assert.deepEqual(left({ kind: 'camp' }), ['kar', 'step']);
});

test('a whole leaves itself and its parts, however deep', () => {
  assert.deepEqual(left({ part: 'kar' }), ['kar', 'section', 'point']);
  assert.deepEqual(left({ part: 'section' }), ['section', 'point']);
});

test('labour of a camp leaves who gave it and what got it, from parts of the camp too, whoever is the subject of the tie', () => {
  assert.deepEqual(left({ work: 'of-kar' }), ['point', 'smelter']);
  assert.deepEqual(left({ work: 'of-step' }), ['step', 'line']);
  assert.deepEqual(left({ work: 'to-plants' }), ['point', 'step', 'smelter', 'line']);
});

test('a rejected tie and one that is not of labour are no labour', () => {
  assert.deepEqual(filters.known({ work: 'to-towns' }), {});
});

test('evidence is the grade of certainty, the number of sources, and whether they disagree', () => {
  assert.deepEqual(left({ evidence: 'doubtful' }), ['point']);
  assert.deepEqual(left({ evidence: 'several' }), ['kar', 'step']);
  assert.deepEqual(left({ evidence: 'one' }), ['section', 'point', 'smelter', 'town', 'line']);
  assert.deepEqual(left({ evidence: 'disputed' }), ['town']);
});

test('precision is that of the place, and a line is a line', () => {
  assert.deepEqual(left({ precision: 'unlocated' }), ['point']);
  assert.deepEqual(left({ precision: 'line' }), ['line']);
});

test('facets narrow each other', () => {
  assert.deepEqual(left({ part: 'kar', evidence: 'certain' }), ['kar']);
  assert.deepEqual(left({ part: 'kar', kind: 'smelter' }), []);
});

test('what no thing has is not known, whatever a link says', () => {
  const hostile = {
    kind: 'constructor',
    part: '__proto__',
    work: 'of-',
    evidence: 'toString',
    precision: '',
    colour: 'red',
  };
  assert.deepEqual(filters.known(hostile), {});
  assert.deepEqual(filters.known({ kind: 'camp', part: 'nobody' }), { kind: 'camp' });
  assert.deepEqual(filters.known('kind'), {});
});

test('every choice says how many things it would leave, and leaves as many', () => {
  for (const chosen of [{}, { kind: 'camp' }, { part: 'kar', evidence: 'one' }, { work: 'to-plants' }]) {
    for (const facet of FACETS) {
      const choices = filters.choices(facet, chosen);
      assert.ok(choices.size > 0);
      for (const [value, count] of choices)
        assert.equal(left({ ...chosen, [facet]: value }).length, count, `${facet} ${value}`);
    }
  }
});

test('a ring of parts is no endless way', () => {
  const ring = new Filters(
    atlasOf([
      { id: 'a', type: 'camp', partOf: 'b' },
      { id: 'b', type: 'camp', partOf: 'a' },
    ]),
  );
  assert.deepEqual([...ring.left({ part: 'a' })], ['a', 'b']);
});
