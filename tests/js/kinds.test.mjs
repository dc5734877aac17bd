import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOf, kindsText } from '../../src/geokz/render/js/data/kinds.js';
import { Words } from '../../src/geokz/render/js/data/words.js';
import { atlasOf } from './atlas.mjs';

const words = new Words({
  tableThings: { en: { one: '{count} thing', other: '{count} things' } },
  kind_camps: { en: { one: '{count} camp', other: '{count} camps' } },
  kind_bridge: { en: { one: '{count} bridge', other: '{count} bridges' } },
});

test('things at one place are counted by kind, the uppermost layer first', () => {
  const layers = [{ key: 'plants', label: { en: 'Plants' } }, { key: 'camps' }];
  const atlas = atlasOf([{ id: 'a' }, { id: 'b' }, { id: 'c', layer: 'plants' }], {});
  atlas.layers = layers;
  atlas.layerOf = new Map(layers.map((layer) => [layer.key, layer]));
  assert.equal(kindsText(atlas, words, [...atlas.things.values()]), '3 things: 2 camps, Plants: 1');
});

test('a bridge among the stations is a bridge', () => {
  assert.equal(kindOf({ layer: 'stations', type: 'bridge' }), 'bridge');
  assert.equal(kindOf({ layer: 'stations', type: 'station' }), 'stations');
});
