import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Search } from '../../src/geokz/render/js/data/search.js';

const search = new Search([
  { id: 'karlag', names: ['Karlag', 'Карлаг', 'Қарлаг'] },
  { id: 'karaganda', names: ['Karaganda', 'Караганда', 'Қарағанды'] },
  { id: 'karaganda-basin', names: ['Karaganda coal basin', 'Карагандинский угольный бассейн', ''] },
  { id: 'new-karaganda', names: ['New Karaganda', 'Новая Караганда', ''] },
  { id: 'zhezkazgan', names: ['Zhezkazgan', 'Джезказган', 'Жезқазған'] },
  { id: 'nameless', names: ['', '', ''] },
]);

test('a whole name comes before beginnings, beginnings before later words', () => {
  assert.deepEqual(search.find('караганда'), ['karaganda', 'karaganda-basin', 'new-karaganda']);
});

test('a part of a word is found last', () => {
  assert.deepEqual(search.find('ganda'), ['karaganda', 'new-karaganda', 'karaganda-basin']);
});

test('a name is found in each of its alphabets and spellings', () => {
  for (const text of ['Жезқазған', 'Джезказган', 'dzhezkazgan', 'zhezkaz']) {
    assert.deepEqual(search.find(text), ['zhezkazgan'], text);
  }
});

test('a thing is found once however many of its names fit', () => {
  assert.deepEqual(search.find('karlag'), ['karlag']);
});

test('nothing typed finds nothing, and so do marks alone', () => {
  assert.deepEqual(search.find(''), []);
  assert.deepEqual(search.find('  —  '), []);
});

test('what nobody is called finds nothing', () => {
  assert.deepEqual(search.find('vorkuta'), []);
});

test('no more are given than were asked for, the best of them', () => {
  assert.deepEqual(search.find('kar', 1), ['karlag']);
});

test('two slips are forgiven in a long name, three are too many', () => {
  const search = new Search([{ id: 'karaganda', names: ['Karagandinskaya'] }]);
  assert.deepEqual(search.find('karagandinskaya'), ['karaganda']);
  assert.deepEqual(search.find('karugandenskaya'), ['karaganda']);
  assert.deepEqual(search.find('karugandenskuya'), []);
});

test('one slip is forgiven in four letters, none in three', () => {
  const search = new Search([{ id: 'balkhash', names: ['Balkhash'] }]);
  assert.deepEqual(search.find('bolkh'), ['balkhash']);
  assert.deepEqual(search.find('bol'), []);
});

test('the beginning of a word goes before a part of one', () => {
  const search = new Search([
    { id: 'inside', names: ['Novobalkhash'] },
    { id: 'word', names: ['Long named Balkhash combine'] },
  ]);
  assert.deepEqual(search.find('balkhash'), ['word', 'inside']);
});

test('a search finds the same whether all names were folded before it, some or none', () => {
  const things = Array.from({ length: 30 }, (_, at) => ({ id: `camp-${at}`, names: [`Camp ${at}`, `Лагерь ${at}`] }));
  const found = [0, 1, 3, Infinity].map((times) => {
    const made = new Search(things);
    for (let at = 0; at < times && made.prepare(); at++);
    return made.find('лагерь', Infinity);
  });
  assert.equal(found[0].length, 30);
  for (const ids of found) assert.deepEqual(ids, found[0]);
});
