import assert from 'node:assert/strict';
import test from 'node:test';
import { dayNumber } from '../../src/geokz/render/js/data/calendar.js';
import { mountEmbed } from '../../src/geokz/render/js/page/embed.js';

/** What a page around a map hears when the map shows one time after another, each from a day to the one before another. */
async function heard(...times) {
  const told = [];
  globalThis.window = { parent: { postMessage: (said) => told.push(said) } };
  const listeners = [];
  const hub = { time: { from: 1928, to: 1928 }, days: () => [0, 0], onChange: (listener) => listeners.push(listener) };
  const geokz = { ready: Promise.resolve(), state: () => ({ selected: null }) };
  mountEmbed(geokz, hub, () => {}, []);
  for (const [first, next] of times) {
    hub.days = () => [dayNumber(...first), dayNumber(...next) - 1];
    for (const listener of listeners) listener('time');
  }
  await geokz.ready;
  delete globalThis.window;
  return told;
}

test('a page around a map is told of a month within the same year, once, with its days', async () => {
  const [november, december] = [
    [
      [1928, 11],
      [1928, 12],
    ],
    [[1928, 12], [1929]],
  ];
  const years = { from: 1928, to: 1928 };
  assert.deepEqual(await heard(november, december, december), [
    { geokz: 'time', ...years, first: '1928-11-01', last: '1928-11-30' },
    { geokz: 'time', ...years, first: '1928-12-01', last: '1928-12-31' },
    { geokz: 'ready', ...years, first: '1928-12-01', last: '1928-12-31' },
  ]);
});
