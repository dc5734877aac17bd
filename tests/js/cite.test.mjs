import assert from 'node:assert/strict';
import { test } from 'node:test';
import { citationsOf } from '../../src/geokz/render/js/data/cite.js';

const CITED = {
  name: 'Karlag',
  title: 'Forced labour and industry in Kazakhstan, 1919–1963',
  edition: 'Version 1.0',
  table: 'claims.csv',
  id: 'karlag-1',
  after: 'The handbook. line 206.',
  url: 'https://example.org/atlas.html#id=karlag',
  day: new Date(2026, 10, 7),
  work: 'geokz',
  published: '2026',
  authors: { en: 'geokz contributors', ru: 'авторы geokz' },
  forms: [
    'gost-7.0.5',
    'gost-7.0.100',
    'chicago',
    'harvard',
    'bibtex',
    {
      label: 'Қазақша',
      lang: 'kk',
      text: '{name} // {work}: {title}. – {row}.[ – URL: {url} (қаралған күні: {day_first}).]',
    },
  ],
};
const text = (label, more = {}) => citationsOf({ ...CITED, ...more }).find((one) => one.label === label).text;

test('a statement is cited with its address and the day it was read, after each standard', () => {
  assert.equal(
    text('ГОСТ Р 7.0.5–2008'),
    'Karlag // geokz: Forced labour and industry in Kazakhstan, 1919–1963. Version 1.0. claims.csv, karlag-1. По источнику: The handbook. line 206. URL: https://example.org/atlas.html#id=karlag (дата обращения: 07.11.2026).',
  );
  assert.match(text('ГОСТ Р 7.0.100–2018'), /\(дата обращения: 07\.11\.2026\)\. – Текст : электронный\.$/);
  assert.equal(
    text('Chicago'),
    'geokz contributors. “Karlag.” In geokz: Forced labour and industry in Kazakhstan, 1919–1963, Version 1.0. claims.csv, karlag-1. After The handbook. line 206. Accessed November 7, 2026. https://example.org/atlas.html#id=karlag.',
  );
  assert.match(text('Қазақша'), /\(қаралған күні: 07\.11\.2026\)\.$/);
});

test('a page without an address leaves it out and keeps its full stops single', () => {
  for (const { label } of citationsOf(CITED)) {
    const without = text(label, { url: '', after: '' });
    assert.ok(!/URL|url =|\.\./.test(without), without);
  }
});

test('what an atlas does not say of itself falls away with the marks around it', () => {
  const bare = { work: '', authors: {}, after: '', url: '' };
  assert.equal(
    text('Harvard', bare),
    '(2026) ‘Karlag’, in Forced labour and industry in Kazakhstan, 1919–1963, Version 1.0. claims.csv, karlag-1. (Accessed: 7 November 2026).',
  );
  assert.match(text('ГОСТ Р 7.0.100–2018', bare), /^Karlag \/\/ Forced labour .* : \[база данных\]\. – Version 1\.0\./);
  assert.match(text('BibTeX', bare), /^@misc\{karlag-1,\n {2}title = /);
});

test('no text breaks out of a BibTeX field', () => {
  const entry = text('BibTeX', { name: 'a} b{ \\c 100% & #1' });
  assert.match(entry, /title = \{a b c 100\\% \\& \\#1\},/);
  const depth = [...entry].reduce((sum, letter) => sum + (letter === '{') - (letter === '}'), 0);
  assert.equal(depth, 0);
});
