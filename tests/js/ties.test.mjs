import assert from 'node:assert/strict';
import { test } from 'node:test';
import { peopleIn, tiesOf } from '../../src/geokz/render/js/data/ties.js';
import { atlasOf } from './atlas.mjs';

const LINE = [['ck-labour', 'L9']];
const workers = (value, more = {}) => ({
  measure: 'workers',
  unit: 'person',
  value,
  standing: 'accepted',
  source: LINE,
  ...more,
});

test('the people of a tie are those counted in the very lines that tell of it', () => {
  assert.equal(peopleIn([workers(500)], LINE), 500);
  assert.equal(peopleIn([workers(500, { source: [['ck-labour', 'L10']] })], LINE), 0);
});

test('several numbers in the same lines are no number, for none of them is the one of the tie', () => {
  assert.equal(peopleIn([workers(500), workers(300)], LINE), 0);
});

test('prisoners, tonnes and rejected numbers are no people sent to work', () => {
  assert.equal(peopleIn([workers(500, { measure: 'prisoners' })], LINE), 0);
  assert.equal(peopleIn([workers(500, { unit: 'tonne' })], LINE), 0);
  assert.equal(peopleIn([workers(500, { standing: 'rejected' })], LINE), 0);
});

/** A camp and a mine on a map; the mine may have no point. */
function atlas(relations, { at = [0.2, 0.5], figures = {} } = {}) {
  return atlasOf(
    [
      { id: 'camp', at: [0.1, 0.5] },
      { id: 'mine', layer: 'plants', at },
    ],
    { relations, figures },
  );
}
const TIE = {
  subject: 'camp',
  object: 'mine',
  type: 'supplied_labour_to',
  source: LINE,
  when: '',
  standing: 'accepted',
};

test('a tie of labour is seen from both ends, with the people its giver counts', () => {
  const found = atlas([TIE], { figures: { camp: [workers(500)] } });
  assert.deepEqual(tiesOf(found, found.things.get('camp')), [{ x: 0.2, y: 0.5, people: 500 }]);
  assert.deepEqual(tiesOf(found, found.things.get('mine')), [{ x: 0.1, y: 0.5, people: 500 }]);
});

test('a doubtful or planned tie is not drawn', () => {
  for (const standing of ['doubtful', 'disputed', 'planned', 'rejected']) {
    const found = atlas([{ ...TIE, standing }]);
    assert.deepEqual(tiesOf(found, found.things.get('camp')), []);
  }
});

test('other relations are no ties, nor are those to what has no point', () => {
  const other = atlas([{ ...TIE, type: 'successor_of' }]);
  assert.deepEqual(tiesOf(other, other.things.get('camp')), []);
  const lost = atlas([TIE], { at: null });
  assert.deepEqual(tiesOf(lost, lost.things.get('camp')), []);
});
