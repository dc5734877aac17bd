import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryOf } from '../../src/geokz/render/js/data/where.js';

test('a point read from a gazetteer leads to its entry by the name of the gazetteer', () => {
  assert.deepEqual(entryOf('geonames:1521193'), {
    name: 'GeoNames',
    id: '1521193',
    address: 'https://www.geonames.org/1521193',
  });
  assert.equal(entryOf('wof:101752535')?.name, "Who's On First");
});

test('what is no number of a known gazetteer leads nowhere', () => {
  for (const text of ['', 'estimate', 'geonames:', 'geonames:1"onclick=', 'javascript:1', 'wof:../1', 'constructor:1'])
    assert.equal(entryOf(text), null);
});
