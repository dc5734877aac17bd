import { fold } from './fold.js';

/** Names of every thing, folded, best match first. */
export class Search {
  /** @param {{id: string, names: string[]}[]} things */
  constructor(things) {
    this.entries = things.map(({ id, names }) => ({
      id,
      keys: [...new Set(names.filter(Boolean).map(fold))].filter(Boolean),
    }));
  }

  /**
   * @param {string} text @param {number} [limit]
   * @returns {string[]} ids: whole names first, then beginnings, beginnings of words, then parts of words
   */
  find(text, limit = 50) {
    const wanted = fold(text);
    if (!wanted) return [];
    const hits = [];
    this.entries.forEach(({ id, keys }, position) => {
      let best = Infinity;
      for (const key of keys) {
        const at = key.indexOf(wanted);
        if (at < 0) continue;
        const kind = key === wanted ? 0 : at === 0 ? 1 : key[at - 1] === ' ' ? 2 : 3;
        best = Math.min(best, kind * 1000 + key.length);
      }
      if (best < Infinity) hits.push([best, position, id]);
    });
    hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return hits.slice(0, limit).map(([, , id]) => id);
  }
}
