import assert from 'node:assert/strict';
import test from 'node:test';
import { directed } from '../../src/geokz/render/js/data/direction.js';

test('a text with letters that run to the left keeps its own direction among others', () => {
  assert.equal(directed('יפו (Jaffa)'), '\u2068יפו (Jaffa)\u2069');
  assert.equal(directed('محطة 1892'), '\u2068محطة 1892\u2069');
});

test('every other text is as it was', () => {
  for (const text of ['', 'Karlag', 'Карлаг, 1931–1959', 'Қарлаг', '東京', '± 5 km'])
    assert.equal(directed(text), text);
});
