import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayNumber, daysOfYears } from '../../src/geokz/render/js/data/calendar.js';
import { dress } from '../../src/geokz/render/js/data/dress.js';
import { atlasOf, figure } from './atlas.mjs';

const AT = [0.7, 0.3];
const hub = (year) => ({ days: () => daysOfYears(year, year), time: { to: year } });

/** The dataset of the camps, dressed in a year. */
function dressed(things, year, more) {
  const atlas = atlasOf(
    things.map((thing) => ({ at: AT, ...thing })),
    more,
  );
  dress(atlas, 'camps', hub(year));
  return atlas.datasets.get('camps');
}

test('a layer knows its things by id and by position', () => {
  const { ids, position } = dressed([{ id: 'a' }, { id: 'b' }], 1937);
  assert.deepEqual(ids, ['a', 'b']);
  assert.equal(position.get('b'), 1);
});

test('a circle of doubt is drawn where only the district is known, and nowhere else', () => {
  const places = {
    there: { names: {}, precision: 'settlement', radius: 3000 },
    somewhere: { names: {}, precision: 'district', radius: 40000 },
  };
  const camps = dressed([{ id: 'a' }, { id: 'b', place: 'somewhere' }], 1937, { places });
  assert.deepEqual([camps.radiusOf(0), camps.radiusOf(1)], [0, 40000]);
});

test('the area of a symbol follows its prisoners up to more than any camp held; without a number it is plain', () => {
  const size = (value) => dressed([{ id: 'a' }], 1937, { figures: { a: [figure('1937', value)] } }).scaleOf(0);
  assert.deepEqual([size(7500), size(30000), size(1), size(67500), size(1e6)], [1, 2, 0.75, 3, size(70000)]);
  assert.ok(size(39513) < size(42244) && size(42244) < size(65673));
  const other = dressed([{ id: 'a' }], 1938, { figures: { a: [figure('1937', 30000)] } });
  assert.equal(other.scaleOf(0), 1);
});

test('a layer without a number of prisoners has one size', () => {
  assert.equal(dressed([{ id: 'a' }], 1937).scaleOf, null);
});

test('trains run on a line from the day they surely did; before it is being built, without a date left open', () => {
  const opened = { opened: '1930', openedBy: dayNumber(1931) - 1 };
  assert.deepEqual(
    [1929, 1930, 1931].map((year) => dressed([{ id: 'a', ...opened }], year).pathKind(0)),
    ['building', 'open', 'open'],
  );
  assert.equal(dressed([{ id: 'a', opened: '', openedBy: 2147483647 }], 1930).pathKind(0), 'undated');
  assert.equal(dressed([{ id: 'a' }], 1930).pathKind(0), 'open');
});

test('a line is planned from the day that is told until it may have begun', () => {
  const bounds = [dayNumber(1930), dayNumber(1930), dayNumber(1950), dayNumber(1950)];
  const planned = (year) => dressed([{ id: 'a', planned: dayNumber(1926), bounds }], year).pathPlanned(0);
  assert.deepEqual([1925, 1926, 1929, 1930].map(planned), [false, true, true, false]);
});

test('the number behind the size is that of the chosen year', () => {
  const camps = dressed([{ id: 'a' }, { id: 'b' }], 1937, {
    figures: { a: [figure('1937', 27504), figure('1938', 1)] },
  });
  assert.deepEqual([camps.numberOf(0), camps.numberOf(1)], [27504, null]);
});

test('a pipeline, a road and a line known only by its ends look as what they are', () => {
  const route = (places) => ({ from: {}, to: {}, places });
  const { pathLook } = dressed(
    [
      { id: 'a', type: 'pipeline', route: route(2) },
      { id: 'b', type: 'road' },
      { id: 'c', type: 'railway_section', route: route(2) },
      { id: 'd', type: 'railway_section', route: route(35) },
    ],
    1937,
  );
  assert.deepEqual([0, 1, 2, 3].map(pathLook), ['pipeline', 'road', 'schematic', 'railway']);
});

test('a bridge and a depot are no stations', () => {
  const { odd } = dressed(
    ['bridge', 'depot', 'station'].map((type) => ({ id: type, type })),
    1937,
  );
  assert.deepEqual([0, 1, 2].map(odd), [true, true, false]);
});
