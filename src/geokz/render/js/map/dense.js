import { allows, CERTAIN, PRESUMED } from '../data/life.js';
import { cellsOfArea } from './area.js';
import { levelOf, shadesOf } from './shades.js';

/**
 * Many things at once: counts per cell of two pixels and kind, and only cells whose look changes are coloured. A layer
 * has four kinds, from below: areas possible and sure, points and lines (and the outlines of areas) possible and sure;
 * later layers lie on top. A point takes two by two cells, a line those under it, an area those within it. How many
 * there are is shown: the more things on a cell, the deeper its colour, up to the most on any cell of this view so far.
 * Where a column colours the things of a layer, a cell has the mean of their colours.
 */
export class DenseField {
  /**
   * @param {number} width @param {number} height in CSS pixels @param {number[][]} colours RGBA of each kind, a multiple of four
   * @param {boolean} [dark] whether the ground is dark, where deeper is lighter
   */
  constructor(width, height, colours, dark = false) {
    this.cell = 2;
    this.columns = Math.ceil(width / this.cell) + 2;
    this.rows = Math.ceil(height / this.cell) + 2;
    this.kinds = colours.length;
    this.colours = colours;
    this.dark = dark;
    this.counts = new Uint32Array(this.columns * this.rows * this.kinds);
    /** sums of red, green and blue of the coloured things on each cell, by layer; none for a layer of one colour @type {(Float64Array | undefined)[]} */
    this.sums = [];
    /** how many things are in the field; lines and areas count wherever they are */
    this.inside = 0;
    /** the highest level of a count so far */
    this.level = 0;
    /** the most points and lines of one layer on a cell so far */
    this.most = 0;
    this.shades = shadesOf(colours, 0, dark);
    this.image = new ImageData(this.columns, this.rows);
    this.pixels = new Int32Array(this.image.data.buffer);
    this.dirtyTop = this.rows;
    this.dirtyBottom = -1;
  }

  /** Add (`by` 1) or take away (-1) one point of a kind: a block of two by two cells. @param {number[] | null} [rgb] its own colour */
  put(sx, sy, kind, by, rgb = null) {
    const column = Math.floor(sx / this.cell);
    const row = Math.floor(sy / this.cell);
    if (column < 0 || row < 0 || column + 1 >= this.columns || row + 1 >= this.rows) return;
    this.inside += by;
    const cell = row * this.columns + column;
    this.#add(cell, kind, by, rgb);
    this.#add(cell + 1, kind, by, rgb);
    this.#add(cell + this.columns, kind, by, rgb);
    this.#add(cell + this.columns + 1, kind, by, rgb);
  }

  /** Add or take away one line: the cells under it, as often as its parts pass them. */
  putLine({ columns, sx, sy }, path, kind, by, rgb = null) {
    const { points, partOfPath, vertexOfPart } = columns;
    this.inside += by;
    for (let part = partOfPath[path]; part < partOfPath[path + 1]; part++) {
      for (let at = points + vertexOfPart[part]; at < points + vertexOfPart[part + 1] - 1; at++) {
        this.#putSegment(sx[at], sy[at], sx[at + 1], sy[at + 1], kind, by, rgb);
      }
    }
  }

  /** Add or take away one area: the cells within it and, of the kind two above, those of its outline. */
  putArea(dataset, path, kind, by, rgb = null) {
    this.inside += by;
    const { fill, outline } = cellsOfArea(dataset, path, this);
    for (let at = 0; at < fill.length; at += 2)
      for (let cell = fill[at]; cell < fill[at + 1]; cell++) this.#add(cell, kind, by, rgb);
    for (const cell of outline) this.#add(cell, kind + 2, by, rgb);
  }

  #putSegment(x1, y1, x2, y2, kind, by, rgb) {
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1)) / this.cell));
    const [dx, dy] = [(x2 - x1) / steps, (y2 - y1) / steps];
    const across = stepsWithin(x1, dx, steps, this.columns * this.cell);
    const down = stepsWithin(y1, dy, steps, this.rows * this.cell);
    for (let step = Math.max(across[0], down[0]); step <= Math.min(across[1], down[1]); step++) {
      const column = Math.floor((x1 + step * dx) / this.cell);
      const row = Math.floor((y1 + step * dy) / this.cell);
      if (column >= 0 && row >= 0 && column < this.columns && row < this.rows) {
        this.#add(row * this.columns + column, kind, by, rgb);
      }
    }
  }

  #add(cell, kind, by, rgb) {
    const at = cell * this.kinds + kind;
    const before = this.counts[at];
    const after = before + by;
    this.counts[at] = after;
    if (after > this.most && kind & 2) {
      this.most = after;
      this.level = levelOf(after);
    }
    if (rgb) {
      const sums = this.sums[kind >> 2];
      if (sums) for (let part = 0; part < 3; part++) sums[3 * cell + part] += by * rgb[part];
    } else if (before > 0 && after > 0 && levelOf(before) === levelOf(after)) return;
    this.#colour(cell);
    const row = Math.floor(cell / this.columns);
    if (row < this.dirtyTop) this.dirtyTop = row;
    if (row > this.dirtyBottom) this.dirtyBottom = row;
  }

  /** Let a cell look as its topmost kind does. @param {number} cell */
  #colour(cell) {
    const base = cell * this.kinds;
    let top = this.kinds - 1;
    while (top >= 0 && this.counts[base + top] === 0) top--;
    if (top < 0) {
      this.pixels[cell] = 0;
      return;
    }
    // a level for which there is no shade yet waits for the next rescale
    const level = Math.min(this.shades[top].length - 1, levelOf(this.counts[base + top]));
    const sums = this.sums[top >> 2];
    if (!sums) {
      this.pixels[cell] = this.shades[top][level];
      return;
    }
    const first = base + (top & ~3);
    const { counts } = this;
    const count = counts[first] + counts[first + 1] + counts[first + 2] + counts[first + 3];
    const [r, g, b] = [0, 1, 2].map((part) => Math.round(sums[3 * cell + part] / count));
    this.pixels[cell] = (this.colours[top][3] << 24) | (b << 16) | (g << 8) | r;
  }

  /** Let the deepest colour stand for a higher level: everything is coloured anew. @param {number} [level] */
  rescale(level = this.level) {
    this.level = Math.max(this.level, level);
    this.shades = shadesOf(this.colours, this.level, this.dark);
    for (let cell = 0; cell < this.pixels.length; cell++) if (this.pixels[cell]) this.#colour(cell);
    this.dirtyTop = 0;
    this.dirtyBottom = this.rows - 1;
  }

  /** Everything the switches let show; the field is new. */
  fill(datasets, switches) {
    datasets.forEach((dataset, layer) => {
      if (dataset.paint) this.sums[layer] = new Float64Array(3 * this.columns * this.rows);
      const { states } = dataset.index;
      for (let i = 0; i < dataset.columns.n; i++) {
        if (allows(states[i], switches)) this.#putFeature(dataset, i, kindOf(layer, states[i]), 1);
      }
    });
    if (this.level >= this.shades[0].length) this.rescale();
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
    if (this.level >= this.shades[0].length) this.rescale();
  }

  #putFeature(dataset, i, kind, by) {
    const { n, points, closed } = dataset.columns;
    if (i >= n || !dataset.kept(i)) return;
    const rgb = dataset.paint ? dataset.paint.rgb[dataset.paint.of[i]] : null;
    if (i < points) this.put(dataset.sx[i], dataset.sy[i], kind + 2, by, rgb);
    else if (closed[i - points]) this.putArea(dataset, i - points, kind, by, rgb);
    else this.putLine(dataset, i - points, kind + 2, by, rgb);
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

/** The kind of the areas of a layer in a state; that of its points and lines is two above. */
function kindOf(layer, state) {
  return layer * 4 + (state === CERTAIN || state === PRESUMED ? 1 : 0);
}
