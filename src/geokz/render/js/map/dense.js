import { allows, CERTAIN, PRESUMED } from '../data/life.js';

/**
 * Many points and lines at once: counts per cell of two pixels and kind, and only cells whose top kind changes are
 * coloured. A kind is a layer in one of two strengths, certain or not; later kinds lie on top. A point takes two by
 * two cells, a line those under it; areas are not the field's matter.
 */
export class DenseField {
  /** @param {number} width @param {number} height in CSS pixels @param {number[][]} colours RGBA of each kind */
  constructor(width, height, colours) {
    this.cell = 2;
    this.columns = Math.ceil(width / this.cell) + 2;
    this.rows = Math.ceil(height / this.cell) + 2;
    this.kinds = colours.length;
    this.colours = colours.map(([r, g, b, a]) => (a << 24) | (b << 16) | (g << 8) | r);
    this.counts = new Uint16Array(this.columns * this.rows * this.kinds);
    /** how many points and lines are in the field; lines count wherever they are */
    this.inside = 0;
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
    this.inside += by;
    this.#add(row * this.columns + column, kind, by);
    this.#add(row * this.columns + column + 1, kind, by);
    this.#add((row + 1) * this.columns + column, kind, by);
    this.#add((row + 1) * this.columns + column + 1, kind, by);
  }

  /** Add or take away one line: the cells under it, as often as its parts pass them. */
  putLine({ columns, sx, sy }, path, kind, by) {
    const { points, partOfPath, vertexOfPart } = columns;
    this.inside += by;
    for (let part = partOfPath[path]; part < partOfPath[path + 1]; part++) {
      for (let at = points + vertexOfPart[part]; at < points + vertexOfPart[part + 1] - 1; at++) {
        this.#putSegment(sx[at], sy[at], sx[at + 1], sy[at + 1], kind, by);
      }
    }
  }

  #putSegment(x1, y1, x2, y2, kind, by) {
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1)) / this.cell));
    const [dx, dy] = [(x2 - x1) / steps, (y2 - y1) / steps];
    const across = stepsWithin(x1, dx, steps, this.columns * this.cell);
    const down = stepsWithin(y1, dy, steps, this.rows * this.cell);
    for (let step = Math.max(across[0], down[0]); step <= Math.min(across[1], down[1]); step++) {
      const column = Math.floor((x1 + step * dx) / this.cell);
      const row = Math.floor((y1 + step * dy) / this.cell);
      if (column >= 0 && row >= 0 && column < this.columns && row < this.rows) {
        this.#add(row * this.columns + column, kind, by);
      }
    }
  }

  #add(cell, kind, by) {
    const at = cell * this.kinds + kind;
    const before = this.counts[at];
    this.counts[at] = before + by;
    if (before > 0 === before + by > 0) return;
    let top = this.kinds - 1;
    while (top >= 0 && this.counts[cell * this.kinds + top] === 0) top--;
    this.pixels[cell] = top < 0 ? 0 : this.colours[top];
    const row = Math.floor(cell / this.columns);
    if (row < this.dirtyTop) this.dirtyTop = row;
    if (row > this.dirtyBottom) this.dirtyBottom = row;
  }

  /** Everything the switches let show; the field is new. */
  fill(datasets, switches) {
    datasets.forEach((dataset, layer) => {
      const { states } = dataset.index;
      for (let i = 0; i < dataset.columns.n; i++) {
        if (allows(states[i], switches)) this.#putFeature(dataset, i, kindOf(layer, states[i]), 1);
      }
    });
  }

  /** Only what the last move of each layer's time index changed. */
  apply(datasets, switches) {
    datasets.forEach((dataset, layer) => {
      const { states, changed, before, changes } = dataset.index;
      for (let at = 0; at < changes; at++) {
        const i = changed[at];
        if (allows(before[at], switches)) this.#putFeature(dataset, i, kindOf(layer, before[at]), -1);
        if (allows(states[i], switches)) this.#putFeature(dataset, i, kindOf(layer, states[i]), 1);
      }
    });
  }

  #putFeature(dataset, i, kind, by) {
    const { n, points, closed } = dataset.columns;
    if (i >= n || !dataset.kept(i)) return;
    if (i < points) this.put(dataset.sx[i], dataset.sy[i], kind, by);
    else if (!closed[i - points]) this.putLine(dataset, i - points, kind, by);
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

/** Which of the steps 0 to `steps` from `start`, each `by` long, lie between 0 and `end`: the first and the last. */
function stepsWithin(start, by, steps, end) {
  if (by === 0) return start >= 0 && start < end ? [0, steps] : [1, 0];
  const [first, last] = by > 0 ? [-start / by, (end - start) / by] : [(end - start) / by, -start / by];
  return [Math.max(0, Math.ceil(first)), Math.min(steps, Math.floor(last))];
}

function kindOf(layer, state) {
  return layer * 2 + (state === CERTAIN || state === PRESUMED ? 1 : 0);
}
