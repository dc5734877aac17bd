import { fold, foldEnds } from './fold.js';

/** What a thing is ranks below all it is called. */
const KIND = 5000;

/**
 * Names of every thing, folded, best match first.
 *
 * @typedef {string[]} Key a folded name, then its ends from the second word on, the third …
 * @typedef {{id: string, own: Key[], variants: Key[], kinds: Key[]}} Entry
 */
export class Search {
  /** @param {{id: string, names: string[], variants?: string[], kinds?: string[]}[]} things own names, what else they are called, what they are */
  constructor(things) {
    this.things = things;
    /** @type {Entry[]} of the things whose names are folded, from the first */
    this.entries = [];
  }

  /** Fold the names of some things more, which takes as long for all of them as a map to be drawn. @param {number} [some] @returns {boolean} whether there are more */
  prepare(some = 8) {
    const done = this.entries.length;
    for (const { id, names, variants = [], kinds = [] } of this.things.slice(done, done + some)) {
      const own = keysOf(names);
      const known = new Set(own.map(([whole]) => whole));
      const others = keysOf(variants).filter(([whole]) => !known.has(whole));
      this.entries.push({ id, own, variants: others, kinds: keysOf(kinds) });
    }
    return this.entries.length < this.things.length;
  }

  /**
   * Whole names first, then beginnings, beginnings of words, parts of words; a thing's own name before a variant; then
   * the things whose kind is called so.
   * When nothing holds the text, names that nearly begin with it: one slip in four letters, two in eight.
   * @param {string} text @param {number} [limit]
   * @returns {string[]} ids
   */
  find(text, limit = 50) {
    const wanted = fold(text);
    if (!wanted) return [];
    this.prepare(Infinity);
    const kind = (/** @type {Key} */ key) => KIND + rankOf(key, wanted);
    return (
      this.#ranked(limit, (key) => rankOf(key, wanted), kind) ||
      this.#ranked(limit, ([whole]) => slipsOf(whole, wanted)) ||
      []
    );
  }

  /** Ids by the best rank of their names, or nothing when no name has one. @param {number} limit @param {(key: Key) => number} rank @param {(key: Key) => number} [kind] rank of what a thing is */
  #ranked(limit, rank, kind = () => Infinity) {
    /** @type {{best: number, position: number, id: string}[]} */
    const hits = [];
    this.entries.forEach(({ id, own, variants, kinds }, position) => {
      const best = Math.min(...own.map(rank), ...variants.map((key) => rank(key) + 500), ...kinds.map(kind), Infinity);
      if (best < Infinity) hits.push({ best, position, id });
    });
    hits.sort((a, b) => a.best - b.best || a.position - b.position);
    return hits.length ? hits.slice(0, limit).map(({ id }) => id) : null;
  }
}

/** The keys of names, each whole name once. @param {string[]} names @returns {Key[]} */
function keysOf(names) {
  const keys = new Map(names.filter(Boolean).map((name) => [fold(name), foldEnds(name)]));
  keys.delete('');
  return [...keys.values()];
}

/** 0 for the very name, then thousands by kind of match, within a kind the shorter name first. @param {Key} key @param {string} wanted */
function rankOf([whole, ...ends], wanted) {
  const at = whole.indexOf(wanted);
  const begins = ends.some((end) => end.startsWith(wanted));
  if (at < 0 && !begins) return Infinity;
  const kind = whole === wanted ? 0 : at === 0 ? 1 : begins ? 2 : 3;
  return kind * 1000 + Math.min(whole.length, 400);
}

/** Slips between the text and the best beginning of a name (optimal string alignment), if few enough. @param {string} key @param {string} wanted */
function slipsOf(key, wanted) {
  const allowed = Math.floor(wanted.length / 4);
  if (!allowed || key.length < wanted.length - allowed) return Infinity;
  const most = Math.min(2, allowed);
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: key.length + 1 }, (_, at) => at);
  for (let i = 1; i <= wanted.length; i++) {
    const row = [i];
    for (let j = 1; j <= key.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (wanted[i - 1] === key[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && wanted[i - 1] === key[j - 2] && wanted[i - 2] === key[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  const slips = Math.min(...last);
  return slips <= most ? slips * 1000 + Math.min(key.length, 400) : Infinity;
}
