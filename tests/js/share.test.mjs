import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, citationOf, embedCode, isLocal, plainAddress } from '../../src/geokz/render/js/data/share.js';

const FILE = { href: 'file:///media/stick/atlas.html#y=1937', protocol: 'file:' };
const SITE = { href: 'https://example.org/atlas.html#y=1937', protocol: 'https:' };

test('a view is shared where the map is published, else where it stands', () => {
  assert.equal(addressOf('https://example.org/map', FILE, '#y=1950'), 'https://example.org/map#y=1950');
  assert.equal(addressOf(undefined, SITE, '#y=1950'), 'https://example.org/atlas.html#y=1950');
});

test('the address of a file opens for nobody else', () => {
  assert.deepEqual(
    [isLocal(undefined, FILE), isLocal(undefined, SITE), isLocal('https://a.b/', FILE)],
    [true, false, false],
  );
});

test('no title breaks out of the code for another page', () => {
  const code = embedCode('https://a.b/?x=1&y=2#y=1950', 'A "map" <script>');
  assert.match(code, /src="https:\/\/a\.b\/\?x=1&amp;y=2#y=1950" title="A &quot;map&quot; &lt;script&gt;"/);
});

test('the address in a code is in plain letters, whatever the name of the site', () => {
  assert.equal(
    plainAddress('https://пример.бел/карта#y=1950'),
    'https://xn--e1afmkfd.xn--90ais/%D0%BA%D0%B0%D1%80%D1%82%D0%B0#y=1950',
  );
});

test('a picture of a map that is published nowhere is cited without an address', () => {
  const cited = { title: 'The map', edition: 'Version 1', read: 'accessed 1 May 2026' };
  assert.equal(citationOf({ ...cited, url: '' }), 'geokz: The map. Version 1.');
  assert.equal(
    citationOf({ ...cited, url: 'https://a.b/#y=1950' }),
    'geokz: The map. Version 1. https://a.b/#y=1950 (accessed 1 May 2026).',
  );
});
