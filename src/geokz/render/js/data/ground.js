/**
 * The names of the country below the things: seas, rivers, ranges, neighbours, cities abroad.
 *
 * @typedef {object} GroundName
 * @property {'sea' | 'river' | 'range' | 'land' | 'city'} kind
 * @property {[number, number]} at longitude and latitude @property {[number, number]} zooms from and to which it is written
 * @property {[number | null, number | null]} years first and last, open where there is none
 * @property {Record<string, string>} text by language
 */

/**
 * The names of a time and a zoom; of a span those of its last year.
 * @param {GroundName[]} names @param {number} year @param {number} zoom @returns {GroundName[]}
 */
export function namesAt(names, year, zoom) {
  return names.filter(
    ({ years: [from, to], zooms }) =>
      (from === null || from <= year) && (to === null || year <= to) && zooms[0] <= zoom && zoom <= zooms[1],
  );
}

/** How strongly the relief is seen: at the scale it was made for, fading as one comes nearer. @param {number} zoom */
export function reliefStrength(zoom) {
  return Math.max(0, Math.min(1, (9.5 - zoom) / 2.5));
}
