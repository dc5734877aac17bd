/**
 * Which features lie near a point of the page: a fixed grid over the layer's own extent, built once.
 */
export class PickGrid {
  /**
   * @param {Float64Array} x @param {Float64Array} y positions in one unit
   * @param {number} n how many of them to index
   */
  constructor(x, y, n) {
    this.x = x;
    this.y = y;
    let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < n; i++) {
      west = Math.min(west, x[i]);
      east = Math.max(east, x[i]);
      north = Math.min(north, y[i]);
      south = Math.max(south, y[i]);
    }
    this.west = west;
    this.north = north;
    this.side = Math.max(1, Math.ceil(Math.sqrt(n / 4)));
    this.width = Math.max(1e-12, (east - west) / this.side) * (1 + 1e-9);
    this.height = Math.max(1e-12, (south - north) / this.side) * (1 + 1e-9);
    this.first = new Int32Array(this.side * this.side + 1);
    for (let i = 0; i < n; i++) this.first[this.#cell(x[i], y[i]) + 1]++;
    for (let cell = 0; cell < this.side * this.side; cell++) this.first[cell + 1] += this.first[cell];
    const position = this.first.slice();
    this.items = new Int32Array(n);
    for (let i = 0; i < n; i++) this.items[position[this.#cell(x[i], y[i])]++] = i;
  }

  /** @param {number} x */
  #column(x) {
    return Math.max(0, Math.min(this.side - 1, Math.floor((x - this.west) / this.width)));
  }

  /** @param {number} y */
  #row(y) {
    return Math.max(0, Math.min(this.side - 1, Math.floor((y - this.north) / this.height)));
  }

  /** @param {number} x @param {number} y */
  #cell(x, y) {
    return this.#row(y) * this.side + this.#column(x);
  }

  /**
   * The features within `radius` of a point that `accept` lets through, nearest first.
   * @param {number} x @param {number} y @param {number} radius
   * @param {(i: number) => boolean} accept
   * @returns {number[]}
   */
  near(x, y, radius, accept) {
    const found = [];
    const reach = radius * radius;
    for (let row = this.#row(y - radius); row <= this.#row(y + radius); row++) {
      for (let column = this.#column(x - radius); column <= this.#column(x + radius); column++) {
        const cell = row * this.side + column;
        for (let at = this.first[cell]; at < this.first[cell + 1]; at++) {
          const i = this.items[at];
          const distance = (this.x[i] - x) ** 2 + (this.y[i] - y) ** 2;
          if (distance <= reach && accept(i)) found.push([distance, i]);
        }
      }
    }
    return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, i]) => i);
  }
}

/**
 * Squared distance from a point to a segment.
 * @param {number} px @param {number} py @param {number} ax @param {number} ay @param {number} bx @param {number} by
 * @returns {number}
 */
export function distanceToSegment(px, py, ax, ay, bx, by) {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length)) : 0;
  return (px - ax - t * dx) ** 2 + (py - ay - t * dy) ** 2;
}

/**
 * Whether a ray from a point to the right crosses a segment; a point with an odd number of crossings lies inside a ring.
 * @param {number} px @param {number} py @param {number} ax @param {number} ay @param {number} bx @param {number} by
 */
export function crosses(px, py, ax, ay, bx, by) {
  return ay > py !== by > py && px < ((bx - ax) * (py - ay)) / (by - ay) + ax;
}
