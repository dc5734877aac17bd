import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, embedCode, isLocal } from '../../src/geokz/render/js/data/share.js';

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
