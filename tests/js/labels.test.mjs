import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  groundSpots,
  headSpots,
  labelledRank,
  labelSpots,
  placeGround,
  placeTexts,
} from '../../src/geokz/render/js/map/labels.js';
import { random } from './random.mjs';

const label = (text, x, y, { rank = 1, width = 40 } = {}) => ({
  text,
  rank,
  width,
  height: 13,
  spots: labelSpots(x, y, 5, width),
});
const placeLabels = (wanted, obstacles) =>
  placeTexts(wanted, obstacles).map(({ wanted: { text }, x, y }) => ({ text, x, y }));
const texts = (placed) => placed.map(({ text }) => text);

test('a label that stands alone is put right of its point', () => {
  assert.deepEqual(placeLabels([label('Karlag', 100, 100)], []), [{ text: 'Karlag', x: 109, y: 100 }]);
});

test('a label whose right side is taken goes left', () => {
  const wall = [[105, 90, 160, 110]];
  assert.deepEqual(placeLabels([label('Karlag', 100, 100)], wall), [{ text: 'Karlag', x: 51, y: 100 }]);
});

test('a label with both sides taken goes above, then below', () => {
  const sides = [
    [105, 95, 160, 105],
    [40, 95, 95, 105],
  ];
  assert.deepEqual(placeLabels([label('Karlag', 100, 100)], sides), [{ text: 'Karlag', x: 80, y: 86 }]);
  const top = [80, 70, 120, 90];
  assert.deepEqual(placeLabels([label('Karlag', 100, 100)], [...sides, top]), [{ text: 'Karlag', x: 80, y: 114 }]);
});

test('a label that fits nowhere is left out', () => {
  const sides = [
    [105, 80, 160, 120],
    [40, 80, 95, 120],
    [75, 70, 125, 92],
    [75, 108, 125, 130],
  ];
  assert.deepEqual(placeLabels([label('Karlag', 100, 100)], sides), []);
  assert.deepEqual(
    texts(placeLabels([{ ...label('506 km', 100, 100), over: true }], sides)),
    ['506 km'],
    'unless it may cover symbols',
  );
});

test('its own symbol is no obstacle to a label, another over the same point is', () => {
  const [own, other] = [
    [95, 95, 115, 105],
    [94, 94, 115, 106],
  ];
  const placed = (obstacles) => placeLabels([{ ...label('Karlag', 100, 100), own }], obstacles)[0].x;
  assert.equal(placed([own]), 109);
  assert.equal(placed([own, other]), 51);
});

test('the more important label has the first choice, whatever the order they come in', () => {
  const town = label('Zhezkazgan', 100, 100, { rank: 1 });
  const mine = label('Mine 22', 100, 100, { rank: 9 });
  for (const wanted of [
    [town, mine],
    [mine, town],
  ]) {
    assert.deepEqual(placeLabels(wanted, [])[0], { text: 'Zhezkazgan', x: 109, y: 100 });
  }
});

test('labels of one rank come in the order of their texts', () => {
  assert.deepEqual(texts(placeLabels([label('B', 100, 100), label('A', 500, 500)], [])), ['A', 'B']);
});

test('less important labels wait for a closer view', () => {
  assert.deepEqual([5, 6, 7].map(labelledRank), [25, 40, Infinity]);
});

test('a text turns back at the edge of the paper and at a panel', () => {
  const spots = (x, room) => placeTexts([{ ...label('772 km', x, 100), spots: headSpots(x, 100, 40) }], [], room)[0]?.x;
  const paper = { edges: [0, 0, 1000, 600] };
  assert.equal(spots(500, paper), 512);
  assert.equal(spots(980, paper), 960);
  assert.equal(spots(995, paper), 943);
  assert.equal(spots(500, { ...paper, covers: [[540, 0, 1000, 600]] }), 480, 'a card covers the right');
  assert.equal(spots(245, { ...paper, covers: [[0, 0, 240, 600]] }), 257, 'the layers cover the left');
});

test('a text of which an edge or a panel would leave a part is not written', () => {
  const at = (room) => placeTexts([label('Petropavlovsk', 100, 100, { width: 80 })], [], room).length;
  assert.equal(at({ covers: [[0, 0, 95, 600]] }), 1);
  assert.equal(at({ edges: [70, 0, 150, 600] }), 0);
  assert.equal(
    at({
      covers: [
        [0, 0, 95, 600],
        [130, 0, 300, 600],
      ],
    }),
    0,
  );
});

test('the list of labels wanted is left as it was', () => {
  const wanted = [label('B', 0, 0, { rank: 2 }), label('A', 300, 0, { rank: 1 })];
  placeLabels(wanted, []);
  assert.deepEqual(texts(wanted), ['B', 'A']);
});

test('no two labels overlap, however crowded the map', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const next = random(seed);
    const wanted = Array.from({ length: 120 }, (_, i) =>
      label(`${i}`, next(600), next(400), { rank: next(50), width: 20 + next(60) }),
    );
    const width = new Map(wanted.map((each) => [each.text, each.width]));
    const placed = placeLabels(wanted, []);
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

const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

test('of all words on a map of any width none lies over another, and none is cut by its edges', () => {
  const next = random(1931);
  for (let round = 0; round < 150; round++) {
    const width = [390, 844, 1024, 1440][round % 4];
    const at = () => [next(width), next(500)];
    const wanted = Array.from({ length: 40 }, (_, number) => {
      const [x, y] = at();
      const wide = 20 + next(150);
      const head = number < 8;
      const spots = head ? headSpots(x, y, wide) : labelSpots(x, y, 5, wide);
      return { text: `${number}`, rank: head ? -1 : number, width: wide, height: 13, spots, over: head };
    });
    const ground = Array.from({ length: 15 }, () => {
      const [x, y] = at();
      return [x - 40, y - 7, x + 40, y + 7];
    });
    const covers = [[0, 100, 200, 400]];
    const edges = [0, 0, width, 500];
    const placed = placeTexts(wanted, [], { edges, covers, ground }).map(({ box }) => box);
    const names = ground.map((box, name) => ({
      box,
      spots: groundSpots(['land', 'range', 'sea', 'river'][name % 4], 7),
    }));
    const shifts = placeGround(names, [...placed, ...covers], { edges });
    placed.forEach((box, one) => {
      assert.ok(box[0] >= -2 && box[2] <= width + 2, `${box} of ${width}`);
      placed.slice(one + 1).forEach((other) => assert.ok(!meet(box, other), `${box} and ${other}`));
    });
    placed.forEach(([left, top, right, bottom]) => assert.ok(!meet([left + 2, top, right - 2, bottom], covers[0])));
    const written = ground.flatMap(([left, top, right, bottom], name) => {
      const [x, y] = shifts[name] ?? [0, 0];
      return shifts[name] ? [[left + x, top + y, right + x, bottom + y]] : [];
    });
    written.forEach((box, one) => {
      const others = [...placed, ...covers, ...written.slice(one + 1)];
      assert.ok(!others.some((other) => meet(box, other)));
      assert.ok(box[0] >= 0 && box[1] >= 0 && box[2] <= width && box[3] <= 500);
    });
    assert.ok(written.length > 0);
    assert.ok(placed.length > 10);
  }
});

test('a text that has the choice leaves a name of the country free', () => {
  const ground = [[105, 90, 200, 110]];
  const [{ x }] = placeTexts([label('Karlag', 100, 100)], [], { ground });
  assert.equal(x, 51);
});

test('the name of the country steps aside for symbols, and rather than be crossed by a line', () => {
  const country = [{ box: [100, 93, 220, 107], spots: groundSpots('land', 6) }];
  assert.deepEqual(placeGround(country, []), [[0, 0]]);
  assert.deepEqual(placeGround(country, [[150, 95, 160, 105]]), [[0, 16]]);
  const crossed = ([, top, , bottom]) => top < 120 && bottom > 118;
  assert.deepEqual(placeGround(country, [[150, 95, 160, 105]], { crossed }), [[0, -16]]);
  assert.deepEqual(placeGround(country, [], { crossed: () => true }), [[0, 0]], 'where lines are everywhere it stays');
  assert.deepEqual(placeGround(country, [[-500, -500, 900, 900]]), [null]);
});

test('the name of a river stays at its river', () => {
  assert.deepEqual(groundSpots('river', 8), [[0, 0]]);
  assert.deepEqual(groundSpots('land', 5)[0], [0, 0]);
});

test('no name of the country stands a degree from its place, however far the map is', () => {
  for (let zoom = 2; zoom <= 8; zoom++) {
    const degree = (256 * 2 ** zoom) / 360;
    for (const kind of ['land', 'range', 'sea'])
      for (const shift of groundSpots(kind, zoom)) assert.ok(Math.hypot(...shift) < degree);
  }
});

test('a read-out of a phone that would lie over half the country is not written', () => {
  const symbols = [-180, -120, -60, 0, 60, 120, 180].map((x) => [x, 0, x + 20, 200]);
  const head = (width) => ({
    ...label('rails came here', 10, 100, { width }),
    spots: headSpots(10, 100, width),
    over: true,
  });
  assert.equal(placeTexts([head(180)], symbols).length, 0);
  assert.equal(placeTexts([head(40)], symbols).length, 1);
});

test('what is written at a railhead goes a line farther rather than over a symbol', () => {
  const around = [[80, 70, 200, 130]];
  const head = { ...label('772 km', 100, 100), spots: headSpots(100, 100, 40), over: true };
  const [{ y }] = placeTexts([head], around);
  assert.equal(y, 62);
});
