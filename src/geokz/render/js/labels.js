/**
 * Texts beside points without overlap: counts, names of towns, how far rails had been laid.
 *
 * @typedef {[number, number]} Spot left end and middle height of a text
 * @typedef {[number, number, number, number]} Box left, top, right, bottom
 * @typedef {{text: string, rank: number, own?: Box, width: number, height: number, spots: Spot[], over?: boolean, font?: string, colour?: string}} Wanted
 *   rank: the smaller the more important; own: the symbol it belongs to, no obstacle to it; spots: the best first;
 *   over: may cover symbols
 */

/** Boxes by squares of the screen, so that only neighbours are compared. */
class Room {
  constructor() {
    this.side = 64;
    /** @type {Map<number, Box[]>} */
    this.squares = new Map();
  }

  *#keys([left, top, right, bottom]) {
    for (let column = Math.floor(left / this.side); column <= Math.floor(right / this.side); column++) {
      for (let row = Math.floor(top / this.side); row <= Math.floor(bottom / this.side); row++) yield column * 65536 + row;
    }
  }

  /** @param {Box} box */
  add(box) {
    for (const key of this.#keys(box)) {
      const square = this.squares.get(key);
      if (square) square.push(box);
      else this.squares.set(key, [box]);
    }
  }

  /** Whether nothing overlaps a box. @param {Box} box @param {Box} [own] does not count */
  free(box, own) {
    const [left, top, right, bottom] = box;
    for (const key of this.#keys(box)) {
      for (const other of this.squares.get(key) || []) {
        const [l, t, r, b] = other;
        if (left < r && l < right && top < b && t < bottom && other !== own) return false;
      }
    }
    return true;
  }
}

/**
 * Where texts go, greedily, the most important first; one that fits nowhere is left out.
 * @param {Wanted[]} wanted @param {Box[]} obstacles to keep clear
 * @param {[number, number]} [view] left and right edge of what is seen; spots that lie within come first
 * @returns {{wanted: Wanted, x: number, y: number}[]} left end and middle height of each text
 */
export function placeTexts(wanted, obstacles, view = [-Infinity, Infinity]) {
  const symbols = new Room();
  const texts = new Room();
  obstacles.forEach((box) => symbols.add(box));
  const placed = [];
  for (const each of [...wanted].sort((a, b) => a.rank - b.rank || (a.text < b.text ? -1 : 1))) {
    const boxOf = (/** @type {Spot} */ [left, middle]) => /** @type {Box} */ ([left - 2, middle - each.height / 2, left + each.width + 2, middle + each.height / 2]);
    const cut = (/** @type {Spot} */ [left]) => (left < view[0] || left + each.width > view[1] ? 1 : 0);
    const covers = (/** @type {Spot} */ spot) => !symbols.free(boxOf(spot), each.own);
    const possible = each.spots.filter((spot) => texts.free(boxOf(spot)) && (each.over || !covers(spot)));
    const worst = (/** @type {Spot} */ spot) => 2 * cut(spot) + (each.over && covers(spot) ? 1 : 0);
    const [spot] = possible.sort((a, b) => worst(a) - worst(b));
    if (!spot) continue;
    texts.add(boxOf(spot));
    placed.push({ wanted: each, x: spot[0], y: spot[1] });
  }
  return placed;
}

/** The name of a place: right, right of its count, left, above, below, and a little aside of these. @param {number} reach half the symbol @returns {Spot[]} */
export function labelSpots(x, y, reach, width, badge) {
  return [
    [x + reach + 4, y],
    ...(badge ? [/** @type {Spot} */ ([x + reach + 4 + badge * 0.6, y + 3])] : []),
    [x - reach - 4 - width, y],
    [x - width / 2, y - reach - 9],
    [x - width / 2, y + reach + 9],
    [x + reach + 4, y + 9],
    [x + reach + 4, y - 9],
    [x - reach - 4 - width, y + 9],
    [x - reach - 4 - width, y - 9],
  ];
}

/** A number at a corner of a symbol: above right, above left, below right, below left. @returns {Spot[]} */
export function countSpots(x, y, reach, width) {
  const right = x + reach + 2;
  const left = x - reach - 2 - width;
  return [[right, y - reach + 1], [left, y - reach + 1], [right, y + reach - 1], [left, y + reach - 1]];
}

/** What is written at a railhead: right, above, below, left. @returns {Spot[]} */
export function headSpots(x, y, width) {
  const middle = x - width / 2;
  return [[x + 12, y - 10], [x + 12, y + 10], [middle, y - 17], [middle, y + 17], [x - 12 - width, y - 10], [x - 12 - width, y + 10]];
}

/** Names of towns up to this rank go before everything but railheads; the others after the counts. */
export const FIRST_TOWNS = 12;

/** The least important rank of a town that is still labelled at a zoom. */
export function labelledRank(zoom) {
  return zoom >= 7 ? Infinity : zoom >= 6 ? 40 : 25;
}
