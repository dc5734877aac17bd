import { allows } from './dataset.js';

/**
 * Many things at once: counts per cell of two pixels and kind, and only cells whose top kind changes are coloured.
 * A kind is a layer in one of two strengths, certain or not; later kinds lie on top.
 */
export class DenseField {
  /** @param {number} width @param {number} height in CSS pixels @param {number} kinds @param {number[][]} colours RGBA of each kind */
  constructor(width, height, kinds, colours) {
    this.cell = 2;
    this.columns = Math.ceil(width / this.cell) + 2;
    this.rows = Math.ceil(height / this.cell) + 2;
    this.kinds = kinds;
    this.colours = colours.map(([r, g, b, a]) => (a << 24) | (b << 16) | (g << 8) | r);
    this.counts = new Uint16Array(this.columns * this.rows * kinds);
    this.image = new ImageData(this.columns, this.rows);
    this.pixels = new Int32Array(this.image.data.buffer);
    this.dirtyTop = this.rows;
    this.dirtyBottom = -1;
  }

  /** Add (`by` 1) or take away (-1) one feature of a kind: a block of two by two cells. */
  put(sx, sy, kind, by) {
    const column = Math.floor(sx / this.cell);
    const row = Math.floor(sy / this.cell);
    if (column < 0 || row < 0 || column + 1 >= this.columns || row + 1 >= this.rows) return;
    if (row < this.dirtyTop) this.dirtyTop = row;
    if (row + 1 > this.dirtyBottom) this.dirtyBottom = row + 1;
    this.#add(row * this.columns + column, kind, by);
    this.#add(row * this.columns + column + 1, kind, by);
    this.#add((row + 1) * this.columns + column, kind, by);
    this.#add((row + 1) * this.columns + column + 1, kind, by);
  }

  #add(cell, kind, by) {
    const at = cell * this.kinds + kind;
    const before = this.counts[at];
    this.counts[at] = before + by;
    if (before > 0 === before + by > 0) return;
    let top = this.kinds - 1;
    while (top >= 0 && this.counts[cell * this.kinds + top] === 0) top--;
    this.pixels[cell] = top < 0 ? 0 : this.colours[top];
  }

  /** Everything the switches let show, from nothing. */
  fill(datasets, switches) {
    this.counts.fill(0);
    this.pixels.fill(0);
    datasets.forEach((dataset, layer) => {
      const states = dataset.index.states;
      const points = dataset.columns.points;
      for (let i = 0; i < points; i++) {
        if (allows(states[i], switches)) this.put(dataset.sx[i], dataset.sy[i], kindOf(layer, states[i]), 1);
      }
    });
    this.dirtyTop = 0;
    this.dirtyBottom = this.rows - 1;
  }

  /** Only what the last move of each layer's time index changed. */
  apply(datasets, switches) {
    datasets.forEach((dataset, layer) => {
      const { states, changed, before, changes } = dataset.index;
      const points = dataset.columns.points;
      for (let at = 0; at < changes; at++) {
        const i = changed[at];
        if (i >= points) continue;
        if (allows(before[at], switches)) this.put(dataset.sx[i], dataset.sy[i], kindOf(layer, before[at]), -1);
        if (allows(states[i], switches)) this.put(dataset.sx[i], dataset.sy[i], kindOf(layer, states[i]), 1);
      }
    });
  }

  /** Copy the changed rows to a canvas of the field's own size. @param {CanvasRenderingContext2D} context */
  paint(context) {
    if (this.dirtyBottom < this.dirtyTop) return;
    const height = this.dirtyBottom - this.dirtyTop + 1;
    context.putImageData(this.image, 0, 0, 0, this.dirtyTop, this.columns, height);
    this.dirtyTop = this.rows;
    this.dirtyBottom = -1;
  }
}

function kindOf(layer, state) {
  return layer * 2 + (state === 2 ? 1 : 0);
}
