import { CLUSTERS, LETTERS, OTHERS, SIGNS } from './spelling.js';

/** Names reduced to what their spellings share, as geokz.names.fold does, so that Жезказган and Dzhezkazgan meet. */

/** What each letter is read as; signs as nothing. @type {Map<string, string>} */
const READ = new Map([
  ...LETTERS.split(' ').map((pair) => /** @type {[string, string]} */ ([pair[0], pair.slice(1)])),
  ...[...SIGNS].map((sign) => /** @type {[string, string]} */ ([sign, ''])),
]);

/** @type {Map<string, string>} */
const READ_OTHERS = new Map(OTHERS.split(' ').map((pair) => [pair[0], pair.slice(1)]));

/** @type {Map<string, string>} */
const READ_CLUSTERS = new Map(CLUSTERS.split(' ').map((pair) => /** @type {[string, string]} */ (pair.split('>'))));

const CLUSTER = new RegExp([...READ_CLUSTERS.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');
const UNFOLDED = new RegExp(`ii|${CLUSTER.source}`);

/**
 * One key for every way a name is written: lower-case letters and digits, without spaces; empty without any.
 * @param {string} text @returns {string}
 */
export function fold(text) {
  const plain = text.toLowerCase().replace(/ye|yë/g, 'e');
  let key = read(plain.replace(/(?<=[bcdfghjklmnpqrstvwxz'’ʹʼ])yo/g, 'e'));
  if (!/^[a-z0-9]*$/.test(key)) key = ascii(key);
  key = key
    .replace(/dj/g, 'zh')
    .replace(/(?<=[aeiou])j(?![aeiou])/g, 'i')
    .replace(/j/g, 'zh');
  while (UNFOLDED.test(key)) {
    key = key.replace(CLUSTER, (cluster) => READ_CLUSTERS.get(cluster) ?? cluster).replace(/ii+/g, 'i');
  }
  return key.replace(/c(?!h)/g, (_, at) => (/^(?:[ei]|$)/.test(key.slice(at + 1)) ? 'ts' : 'k'));
}

/**
 * A name and its ends from each word on, folded: what a search for a word's beginning is held against.
 * @param {string} name @returns {string[]} the whole name first
 */
export function foldEnds(name) {
  const words = name.split(/[\s\u2010-\u2015()/«»"“”.,-]+/).filter(Boolean);
  return [fold(name), ...words.slice(1).map((_, at) => fold(words.slice(at + 1).join(' ')))];
}

/** @param {string} text */
function read(text) {
  return [...text].map((letter) => READ.get(letter) ?? letter).join('');
}

/** Letters of other alphabets as Latin ones; signs fall away. @param {string} text */
function ascii(text) {
  const letters = text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
  return read([...letters].map((letter) => READ_OTHERS.get(letter) ?? letter).join('')).replace(/[^a-z0-9]/g, '');
}
