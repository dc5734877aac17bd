/**
 * Texts beside points without overlap: counts, names of towns, how far rails had been laid.
 *
 * @typedef {[number, number]} Spot left end and middle height of a text
 * @typedef {[number, number, number, number]} Box left, top, right, bottom
 * @typedef {{text: string, rank: number, own?: Box, width: number, height: number, spots: Spot[], over?: boolean, font?: string, colour?: string}} Wanted
 *   rank: the smaller the more important; own: the symbol it belongs to, no obstacle to it; spots: the best first;
 *   over: may cover symbols
 */

/** @type {[number, number]} */
const ENDLESS = [-Infinity, Infinity];

/** Boxes by squares of the screen, so that only neighbours are compared. */
class Room {
  constructor() {
    this.side = 64;
    /** @type {Map<number, Box[]>} */
    this.squares = new Map();
  }

  /** @param {Box} box */
  add(box) {
    const { side, squares } = this;
    for (let column = Math.floor(box[0] / side); column * side <= box[2]; column++) {
      for (let row = Math.floor(box[1] / side); row * side <= box[3]; row++) {
        const square = squares.get(column * 65536 + row);
        if (square) square.push(box);
        else squares.set(column * 65536 + row, [box]);
      }
    }
  }

  /** Whether nothing overlaps a box. @param {Box} box @param {Box} [own] does not count */
  free(box, own) {
    const { side, squares } = this;
    const [left, top, right, bottom] = box;
    for (let column = Math.floor(left / side); column * side <= right; column++) {
      for (let row = Math.floor(top / side); row * side <= bottom; row++) {
        const square = squares.get(column * 65536 + row);
        if (!square) continue;
        for (const other of square) {
          if (left < other[2] && other[0] < right && top < other[3] && other[1] < bottom && other !== own) return false;
        }
      }
    }
    return true;
  }
}

/**
 * Where texts go, greedily, the most important first; one that fits nowhere is left out.
 * @param {Wanted[]} wanted @param {Box[]} obstacles to keep clear
 * @param {object} [room]
 * @param {[number, number]} [room.view] left and right edge of what is seen; spots that lie within come first
 * @param {[number, number]} [room.edges] left and right edge of the paper; no text is cut by them
 * @param {Box[]} [room.ground] names of the country; spots that leave them free come first
 * @returns {{wanted: Wanted, x: number, y: number, box: Box}[]} left end and middle height of each text, and what it takes
 */
export function placeTexts(wanted, obstacles, { view = ENDLESS, edges = ENDLESS, ground = [] } = {}) {
  const symbols = new Room();
  const texts = new Room();
  const below = new Room();
  obstacles.forEach((box) => symbols.add(box));
  ground.forEach((box) => below.add(box));
  const placed = [];
  for (const each of [...wanted].sort((a, b) => a.rank - b.rank || (a.text < b.text ? -1 : 1))) {
    /** @type {{box: Box, spot: Spot} | null} */
    let best = null;
    let least = Infinity;
    for (const spot of each.spots) {
      const [left, middle] = spot;
      const box = /** @type {Box} */ ([
        left - 2,
        middle - each.height / 2,
        left + each.width + 2,
        middle + each.height / 2,
      ]);
      if (left < edges[0] || left + each.width > edges[1] || !texts.free(box)) continue;
      const covers = symbols.free(box, each.own) ? 0 : 2;
      if (covers && !each.over) continue;
      const cut = left < view[0] || left + each.width > view[1] ? 4 : 0;
      const cost = cut + covers + (below.free(box) ? 0 : 1);
      if (cost >= least) continue;
      best = { box, spot };
      least = cost;
      if (!least) break;
    }
    if (!best) continue;
    texts.add(best.box);
    placed.push({ wanted: each, x: best.spot[0], y: best.spot[1], box: best.box });
  }
  return placed;
}

/** Which of the names of the country no text lies over: only these are written. @param {Box[]} ground @param {Box[]} texts @returns {boolean[]} */
export function leftFree(ground, texts) {
  const taken = new Room();
  texts.forEach((box) => taken.add(box));
  return ground.map((box) => taken.free(box));
}

/** The name of a place: right, left, above, below, and a little aside of these. @param {number} reach half the symbol @returns {Spot[]} */
export function labelSpots(x, y, reach, width) {
  return [
    [x + reach + 4, y],
    [x - reach - 4 - width, y],
    [x - width / 2, y - reach - 9],
    [x - width / 2, y + reach + 9],
    [x + reach + 4, y + 9],
    [x + reach + 4, y - 9],
    [x - reach - 4 - width, y + 9],
    [x - reach - 4 - width, y - 9],
  ];
}

/** What is written at a railhead: right, above, below, left. @returns {Spot[]} */
export function headSpots(x, y, width) {
  const middle = x - width / 2;
  return [
    [x + 12, y - 10],
    [x + 12, y + 10],
    [middle, y - 17],
    [middle, y + 17],
    [x - 12 - width, y - 10],
    [x - 12 - width, y + 10],
  ];
}

/** Names of towns up to this rank go before everything but railheads; the others after the counts. */
export const FIRST_TOWNS = 12;

/** The least important rank of a town that is still labelled at a zoom. */
export function labelledRank(zoom) {
  return zoom >= 7 ? Infinity : zoom >= 6 ? 40 : 25;
}
