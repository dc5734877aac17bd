/**
 * Texts beside points without overlap: counts, names of towns, how far rails had been laid.
 *
 * @typedef {[number, number]} Spot left end and middle height of a text
 * @typedef {[number, number, number, number]} Box left, top, right, bottom
 * @typedef {{text: string, rank: number, own?: Box, width: number, height: number, spots: Spot[], at?: Spot, over?: boolean, font?: string, colour?: string}} Wanted
 *   rank: the smaller the more important; own: the symbol it belongs to, no obstacle to it; spots: the best first;
 *   at: what it tells of, where it may stand aside of it; over: may cover a symbol or two
 */

/** @type {Box} */
const ENDLESS = [-Infinity, -Infinity, Infinity, Infinity];

/** So many symbols a text may cover that may cover any. */
const MOST_HIDDEN = 2;

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
    return this.under(box, own, 1) === 0;
  }

  /** How many boxes one overlaps. @param {Box} box @param {Box} [own] does not count @param {number} [most] to count */
  under(box, own, most = Infinity) {
    const { side, squares } = this;
    /** @type {Set<Box>} */
    const found = new Set();
    const [left, top, right, bottom] = box;
    for (let column = Math.floor(left / side); column * side <= right; column++) {
      for (let row = Math.floor(top / side); row * side <= bottom; row++) {
        const square = squares.get(column * 65536 + row);
        if (!square) continue;
        for (const other of square) {
          if (left < other[2] && other[0] < right && top < other[3] && other[1] < bottom && other !== own)
            found.add(other);
          if (found.size >= most) return most;
        }
      }
    }
    return found.size;
  }
}

/**
 * Where texts go, greedily, the most important first; one that fits nowhere is left out.
 * @param {Wanted[]} wanted @param {Box[]} obstacles to keep clear
 * @param {object} [room]
 * @param {Box} [room.edges] of the paper; no text is cut by them
 * @param {Box[]} [room.covers] what lies over the paper; no text is cut by it
 * @param {Box[]} [room.ground] names of the country; spots that leave them free come first
 * @returns {{wanted: Wanted, x: number, y: number, box: Box}[]} left end and middle height of each text, and what it takes
 */
export function placeTexts(wanted, obstacles, { edges = ENDLESS, covers = [], ground = [] } = {}) {
  const symbols = new Room();
  const texts = new Room();
  const below = new Room();
  const over = new Room();
  covers.forEach((box) => over.add(box));
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
      const words = /** @type {Box} */ ([left, box[1], left + each.width, box[3]]);
      if (!isWithin(words, edges) || !over.free(words) || !texts.free(box)) continue;
      const hidden = symbols.under(box, each.own, each.over ? MOST_HIDDEN + 1 : 1);
      if (hidden > (each.over ? MOST_HIDDEN : 0)) continue;
      const cost = 2 * hidden + (below.free(box) ? 0 : 1);
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

/** @param {Box} box @param {Box} edges */
function isWithin(box, edges) {
  return box[0] >= edges[0] && box[1] >= edges[1] && box[2] <= edges[2] && box[3] <= edges[3];
}

/** How far the names of a kind may stand from their places, in pixels: across and down. @type {Record<string, [number[], number[]]>} */
const ASIDE = {
  land: [
    [0, 15, -15, 30, -30, 60, -60, 90, -90],
    [0, 8, -8, 16, -16, 32, -32, 48, -48],
  ],
  range: [
    [0, 20, -20],
    [0, 12, -12, 24, -24],
  ],
  sea: [[0], [0, 12, -12, 24, -24]],
};

/**
 * Where a name of the country may stand, the nearest to its place first, none a degree from it: it would name another land.
 * @param {string} kind @param {number} zoom @returns {[number, number][]} shifts in pixels
 */
export function groundSpots(kind, zoom) {
  const [across, down] = ASIDE[kind] ?? [[0], [0]];
  const shifts = across.flatMap((x) => down.map((y) => /** @type {[number, number]} */ ([x, y])));
  const degree = (256 * 2 ** zoom) / 360;
  return shifts.filter((shift) => Math.hypot(...shift) < degree).sort((a, b) => Math.hypot(...a) - Math.hypot(...b));
}

/**
 * The places of the names of the country: each the nearest that nothing else takes and no edge cuts, those that no line
 * crosses first; a name without such a place is not written.
 * @param {{box: Box, spots: [number, number][]}[]} ground what each takes at its own place, and where else it may stand
 * @param {Box[]} taken by symbols, texts, panels
 * @param {object} [room] @param {Box} [room.edges] of the paper @param {(box: Box) => boolean} [room.crossed] whether a line runs there
 * @returns {([number, number] | null)[]} the shifts
 */
export function placeGround(ground, taken, { edges = ENDLESS, crossed = () => false } = {}) {
  const room = new Room();
  taken.forEach((box) => room.add(box));
  return ground.map(({ box, spots }) => {
    /** @type {{shift: [number, number], at: Box} | null} */
    let best = null;
    for (const shift of spots) {
      const [x, y] = shift;
      const at = /** @type {Box} */ ([box[0] + x, box[1] + y, box[2] + x, box[3] + y]);
      if (!isWithin(at, edges) || !room.free(at)) continue;
      const free = !crossed(at);
      if (free || !best) best = { shift, at };
      if (free) break;
    }
    if (best) room.add(best.at);
    return best ? best.shift : null;
  });
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

/** What is written at a railhead: right, above, below, left, then the same some lines farther. @returns {Spot[]} */
export function headSpots(x, y, width) {
  const middle = x - width / 2;
  return [0, 14, 28, 42].flatMap((more) => [
    [x + 12, y - 10 - more],
    [x + 12, y + 10 + more],
    [middle, y - 17 - more],
    [middle, y + 17 + more],
    [x - 12 - width, y - 10 - more],
    [x - 12 - width, y + 10 + more],
  ]);
}

/** Names of towns up to this rank go before everything but railheads; the others after the counts. */
export const FIRST_TOWNS = 12;

/** The least important rank of a town that is still labelled at a zoom. */
export function labelledRank(zoom) {
  return zoom >= 7 ? Infinity : zoom >= 6 ? 40 : 25;
}
