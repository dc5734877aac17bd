import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeLabels } from '../../src/geokz/render/js/labels.js';
import { random } from './random.mjs';

const label = (text, x, y, more = {}) => ({ text, rank: 1, x, y, reach: 5, badge: 0, width: 40, ...more });
const texts = (placed) => placed.map(({ text }) => text);

test('a label that stands alone is put right of its point', () => {
  assert.deepEqual(placeLabels([label('Karlag', 100, 100)], [], 6), [{ text: 'Karlag', x: 109, y: 100 }]);
});

test('a label whose right side is taken goes left', () => {
  const wall = [[105, 90, 160, 110]];
  assert.deepEqual(placeLabels([label('Karlag', 100, 100)], wall, 6), [{ text: 'Karlag', x: 51, y: 100 }]);
});

test('a label with both sides taken goes above, then below', () => {
  const sides = [[105, 95, 160, 105], [40, 95, 95, 105]];
  assert.deepEqual(placeLabels([label('Karlag', 100, 100)], sides, 6), [{ text: 'Karlag', x: 80, y: 86 }]);
  const top = [80, 70, 120, 90];
  assert.deepEqual(placeLabels([label('Karlag', 100, 100)], [...sides, top], 6), [{ text: 'Karlag', x: 80, y: 114 }]);
});

test('a label that fits nowhere is left out', () => {
  const sides = [[105, 80, 160, 120], [40, 80, 95, 120], [75, 70, 125, 92], [75, 108, 125, 130]];
  assert.deepEqual(placeLabels([label('Karlag', 100, 100)], sides, 6), []);
});

test('its own symbol is no obstacle to a label', () => {
  assert.deepEqual(texts(placeLabels([label('Karlag', 100, 100)], [[90, 90, 115, 110]], 6)), ['Karlag']);
});

test('the more important label has the first choice, whatever the order they come in', () => {
  const town = label('Zhezkazgan', 100, 100, { rank: 1 });
  const mine = label('Mine 22', 100, 100, { rank: 9 });
  for (const wanted of [[town, mine], [mine, town]]) {
    assert.deepEqual(placeLabels(wanted, [], 8)[0], { text: 'Zhezkazgan', x: 109, y: 100 });
  }
});

test('labels of one rank come in the order of their texts', () => {
  assert.deepEqual(texts(placeLabels([label('B', 100, 100), label('A', 500, 500)], [], 8)), ['A', 'B']);
});

test('less important labels wait for a closer view', () => {
  const wanted = [label('rank 25', 0, 0, { rank: 25 }), label('rank 40', 300, 0, { rank: 40 }), label('rank 41', 600, 0, { rank: 41 })];
  assert.deepEqual(texts(placeLabels(wanted, [], 5)), ['rank 25']);
  assert.deepEqual(texts(placeLabels(wanted, [], 6)), ['rank 25', 'rank 40']);
  assert.deepEqual(texts(placeLabels(wanted, [], 7)), ['rank 25', 'rank 40', 'rank 41']);
});

test('a label makes room for the count beside its point', () => {
  assert.deepEqual(placeLabels([label('Karlag', 100, 100, { badge: 20 })], [], 6), [{ text: 'Karlag', x: 121, y: 103 }]);
});

test('the list of labels wanted is left as it was', () => {
  const wanted = [label('B', 0, 0, { rank: 2 }), label('A', 300, 0, { rank: 1 })];
  placeLabels(wanted, [], 8);
  assert.deepEqual(texts(wanted), ['B', 'A']);
});

test('no two labels overlap, however crowded the map', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const next = random(seed);
    const wanted = Array.from({ length: 120 }, (_, i) =>
      label(`${i}`, next(600), next(400), { rank: next(50), width: 20 + next(60) }),
    );
    const width = new Map(wanted.map((each) => [each.text, each.width]));
    const placed = placeLabels(wanted, [], 8);
    assert.ok(placed.length > 10);
    placed.forEach((one, at) => {
      for (const other of placed.slice(at + 1)) {
        const apart =
          one.x + width.get(one.text) <= other.x ||
          other.x + width.get(other.text) <= one.x ||
          Math.abs(one.y - other.y) >= 13;
        assert.ok(apart, `${one.text} and ${other.text} overlap, seed ${seed}`);
      }
    });
  }
});
