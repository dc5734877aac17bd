import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fold } from '../../src/geokz/render/js/fold.js';

test('numbers keep their digits: shaft 22 is not shaft 2', () => {
  assert.equal(fold('Шахта № 22'), 'shahta 22');
  assert.equal(fold('1944'), '1944');
});

test('the dotless i of Kazakh in Latin letters is an i', () => {
  assert.equal(fold('Qaraghandı'), fold('Қарағанды'));
});

test('the prime that stands for a soft sign does not cut a word in two', () => {
  assert.equal(fold('Aktyubʹ'), fold('Актюбь'));
  assert.equal(fold('Balʹkhash'), 'balhash');
});
