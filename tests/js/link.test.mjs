import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatLink, parseLink as parse } from '../../src/geokz/render/js/data/link.js';

/** As a page in three languages reads it. */
const parseLink = (text) => parse(text, ['en', 'ru', 'kk']);

test('a link holds years, view, layers, switches, language and thing in a fixed order', () => {
  const state = {
    years: [1931, 1956],
    view: [49.8, 73.1, 6.5],
    layers: ['camps', 'mines'],
    possible: false,
    undated: true,
    language: 'kk',
    thing: 'karlag',
  };
  assert.equal(formatLink(state), 'y=1931-1956&v=49.8000,73.1000,6.5&l=camps,mines&p=0&u=1&lang=kk&id=karlag');
});

test('a single year is written once', () => {
  assert.equal(formatLink({ years: [1938, 1938] }), 'y=1938');
  assert.deepEqual(parseLink('#y=1938'), { years: [1938, 1938] });
});

test('what is as the page opens needs no words in the link', () => {
  assert.equal(formatLink({}), '');
  assert.equal(formatLink({ possible: true, undated: false }), '');
});

test('a state written and read again is the same', () => {
  const states = [
    {},
    { years: [1931, 1956] },
    { view: [49.8, 73.1, 6.25] },
    { view: [-12.5, -73.1234, 0] },
    { layers: [] },
    { layers: ['camps', 'special_sites', 'a-b'] },
    { possible: false },
    { undated: true, language: 'ru' },
    { source: 'ck-labour' },
    { filters: { kind: 'coal_mine', work: 'of-karlag' } },
    { compared: [1938, 1953], edge: 40 },
    { poster: true },
    { lives: { layer: 'camps', order: 'size', parts: false } },
    { lives: { layer: 'railways', order: 'place', parts: true } },
    { years: [1938, 1938], view: [48, 67, 5], layers: ['camps'], possible: false, language: 'en', thing: 'mine-22' },
  ];
  for (const state of states) {
    assert.deepEqual(parseLink(formatLink(state)), state);
    assert.deepEqual(parseLink(`#${formatLink(state)}`), state);
  }
});

test('only ui=0 takes the panels away', () => {
  assert.equal(formatLink({ bare: true }), 'ui=0');
  const read = ['ui=0', 'ui=1', 'ui=', 'ui=00', 'ui=<b>', 'ui'].map((text) => parseLink(text).bare);
  assert.deepEqual(read, [true, ...Array(5).fill(undefined)]);
});

test('years in the wrong order are put right', () => {
  assert.deepEqual(parseLink('#y=1956-1931').years, [1931, 1956]);
});

const HOSTILE = [
  '',
  '#',
  '#&&&',
  '#=',
  '#y',
  '#y=',
  '#lives=',
  '#poster=yes',
  '#edge=50',
  '#edge=-3',
  '#f=',
  '#f=kind',
  '#f=kind:',
  '#f=:coal_mine',
  '#f=kind:<b>',
  '#f=__proto__:x',
  '#lives=camps',
  '#lives=camps.weight',
  '#lives=.start',
  '#lives=camps.start.everything',
  '#lives=<b>.start',
  '#y=31',
  '#y=19310',
  '#y=-193',
  '#y=1931-1956-1960',
  '#y=NaN',
  '#y=1e3',
  '#v=',
  '#v=1,2',
  '#v=1,2,3,4',
  '#v=a,b,c',
  '#v=,,',
  '#v=99,73,5',
  '#v=49,181,5',
  '#v=49,73,21',
  '#v=49,73,-1',
  '#v=NaN,NaN,NaN',
  '#v=Infinity,0,0',
  '#v=1e1,2,3',
  '#v=0x10,2,3',
  '#v=49.8.1,73,5',
  '#l=<script>',
  '#l="camps"',
  '#p=1',
  '#p=true',
  '#u=0',
  '#u=yes',
  '#lang=de',
  '#lang=',
  '#lang=__proto__',
  '#lang=constructor',
  '#id=',
  '#id=<img src=x onerror=alert(1)>',
  '#id=javascript:alert(1)',
  '#id=../../etc',
  '#id=карлаг',
  '#__proto__=x',
  '#constructor=x',
  '#toString=1',
  `#id=${'<'.repeat(100000)}`,
  `#id=${'.'.repeat(100000)}ж`,
];

for (const hash of HOSTILE) {
  test(`nothing is taken from ${JSON.stringify(hash.slice(0, 40))}`, () => {
    assert.deepEqual(parseLink(hash), {});
  });
}

test('a bad part falls away and the good ones stay', () => {
  assert.deepEqual(parseLink('#y=abcd&lang=ru&v=1,2&id=karlag&x=1'), { language: 'ru', thing: 'karlag' });
});

test('a link cannot reach into the prototype of the page', () => {
  parseLink('#__proto__=polluted&constructor=x&y=1931');
  assert.equal({}.polluted, undefined);
  assert.equal(Object.prototype.y, undefined);
});

test('commas that a messenger wrote as %2C are commas, in either case', () => {
  assert.deepEqual(parseLink('#l=camps%2Cmines&v=49.8%2c73.1%2C6').layers, ['camps', 'mines']);
  assert.deepEqual(parseLink('#v=49.8%2c73.1%2C6').view, [49.8, 73.1, 6]);
});

test('a kiosk that would never rest, or return before one can read, is none', () => {
  for (const seconds of ['0', '4', '-5', '1e9', '123456', '', '90s'])
    assert.equal(parseLink(`#kiosk=${seconds}`).kiosk, undefined, seconds);
  assert.equal(parseLink('#kiosk=5').kiosk, 5);
  assert.equal(parseLink('#kiosk=90').kiosk, 90);
});

test('a language that the atlas does not have falls away', () => {
  assert.deepEqual(parse('#lang=kk', ['de', 'en']), {});
  assert.deepEqual(parse('#lang=de', ['de', 'en']), { language: 'de' });
});

test('what the bars count is in the link when it is not people', () => {
  assert.equal(formatLink({ years: [1937, 1937], bars: 'things' }), 'y=1937&b=things');
  assert.equal(parseLink('#b=things').bars, 'things');
  assert.equal(parseLink('#b=nonsense').bars, undefined);
});

test('a link opens its state however it was passed on', () => {
  const wanted = parseLink('#y=1937&lang=ru&id=karlag');
  for (const passed of [
    '#y%3D1937%26lang%3Dru%26id%3Dkarlag',
    '#y=1937&amp;lang=ru&amp;id=karlag',
    '#y=1937&lang=ru&id=karlag.',
    '#y=1937&lang=ru&id=karlag)',
    '#y=1937&lang=ru&id=karlag).',
    '#y=1937&lang=ru&id=karlag»,',
    '%23y=1937&lang=ru&id=karlag',
    '#y%253D1937%2526lang%253Dru%2526id%253Dkarlag',
    '#y=1937&amp;amp;lang=ru&#38;id=karlag',
    '#Y=1937&LANG=RU&ID=Karlag',
    '#y=1937;lang=ru;id=karlag',
    '#/y=1937&lang=ru-RU&id=karlag',
    '#y=1937&lang=ru_RU&id=karlag',
    '#y=1937%20&lang=ru.&id=karlag%20',
    '#y=1937&lang=ru&\nid=kar\nlag\u200b',
    '#y=1937–1937&lang=ru&id=karlag—',
    '#y=1937&lang=ru&id=karlag**',
    '#y=1937&lang=ru&id=karlag</a>',
    '#y=1937&lang=ru&id=karlag&gt;',
    '#y=1937&lang=ru&id=karlag…',
    '#y=1937&lang=ru&id=karlag?fbclid=IwAR0',
    '#y=1937&lang=ru&id=karlag&utm_source=mail',
  ])
    assert.deepEqual(parseLink(passed), wanted, passed);
  assert.deepEqual(parseLink('#tour=karlag.4.').step, 4);
  assert.deepEqual(parseLink('#l=camps%3Cimg'), { layers: ['camps'] });
  assert.deepEqual(parseLink('#l=camps;mines;y=1937'), { layers: ['camps', 'mines'], years: [1937, 1937] });
  assert.deepEqual(parseLink('#l=').layers, [], 'a link may show no layer, one whose layers cannot be read shows all');
  assert.deepEqual(parseLink('#y=1937&x=%E0%A4').years, [1937, 1937], 'an encoding that is none harms only its part');
});

test('the years of what changed are in the link, the earlier first', () => {
  assert.equal(formatLink({ compared: [1938, 1953] }), 'c=1938-1953');
  assert.deepEqual(parseLink('#c=1938-1953').compared, [1938, 1953]);
  for (const bad of ['#c=1953-1938', '#c=1938', '#c=1938-1938', '#c=x-y'])
    assert.equal(parseLink(bad).compared, undefined);
});

test('years before Christ and before the year 1000 are in a link', () => {
  for (const years of [
    [-753, 476],
    [-800, -100],
    [79, 79],
    [-44, -44],
  ])
    assert.deepEqual(parseLink(formatLink({ years }), []), { years });
  assert.equal(formatLink({ years: [-753, 79] }), 'y=-0753-0079');
});
