import { allows, isSure, STATE_NAMES } from '../data/life.js';
import { PathCells } from './cells.js';
import { levelOf, shadesOf } from './shades.js';

/** So many numbers of a layer's lines and areas, of four bytes each, are worked out before a step asks for them. */
const ROOM_AHEAD = 1 << 23;

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
    this.size = this.columns * this.rows;
    /** how many things of a kind are on each cell, by kind; none of a kind that never came @type {(Uint32Array | undefined)[]} */
    this.counts = [];
    /** the topmost kind on each cell, from 1; 0 for none */
    this.tops = new Uint16Array(this.size);
    /** sums of red, green and blue of the coloured things on each cell, by layer; none for a layer of one colour @type {(Float64Array | undefined)[]} */
    this.sums = [];
    /** how many things are in the field; lines and areas count wherever they are */
    this.inside = 0;
    /** how many of them are lines and areas */
    this.paths = 0;
    /** the highest level of a count so far */
    this.level = 0;
    /** the most points and lines of one layer on a cell so far */
    this.most = 0;
    this.shades = shadesOf(colours, 0, dark);
    this.image = new ImageData(this.columns, this.rows);
    this.pixels = new Int32Array(this.image.data.buffer);
    /** whether things are only counted, since every cell is coloured after the last of them */
    this.counting = false;
    /** the first and the last cell that changed since the last painting */
    this.dirtyFirst = this.size;
    this.dirtyLast = -1;
  }

  /** Add (`by` 1) or take away (-1) one point of a kind: a block of two by two cells. @param {number[] | null} [rgb] its own colour */
  put(sx, sy, kind, by, rgb = null) {
    this.#putBlock(this.#blockAt(sx, sy), kind, by, rgb);
  }

  /** The upper left cell of the block of a point, -1 out of the field. */
  #blockAt(sx, sy) {
    const column = Math.floor(sx / this.cell);
    const row = Math.floor(sy / this.cell);
    if (column < 0 || row < 0 || column + 1 >= this.columns || row + 1 >= this.rows) return -1;
    return row * this.columns + column;
  }

  /** Add or take away what a point covers. @param {number} cell the upper left of its block, or -1 */
  #putBlock(cell, kind, by, rgb) {
    if (cell < 0) return;
    this.inside += by;
    this.#soil(cell, cell + this.columns + 1);
    const counts = this.#countsOf(kind);
    if (rgb) {
      for (const at of [cell, cell + 1, cell + this.columns, cell + this.columns + 1])
        this.#mix(counts, at, kind, by, rgb);
      return;
    }
    this.#add(counts, cell, kind, by);
    this.#add(counts, cell + 1, kind, by);
    this.#add(counts, cell + this.columns, kind, by);
    this.#add(counts, cell + this.columns + 1, kind, by);
  }

  /**
   * Add or take away one line or area: the cells within it, of the kind of areas, and those of its outline, two above.
   * @param {import('../data/dataset.js').Dataset} dataset @param {number} path
   */
  putPath(dataset, path, kind, by, rgb = null) {
    this.inside += by;
    this.paths += by;
    const cells = this.#pathCellsOf(dataset);
    const start = cells.startOf(dataset, path);
    const { pool } = cells;
    const inner = start + 4 + pool[start + 2];
    const end = inner + 2 * pool[start + 3];
    if (end === start + 4) return;
    this.#soil(pool[start] * this.columns, pool[start + 1] * this.columns);
    const outline = this.#countsOf(kind + 2);
    for (let at = start + 4; at < inner; at++) this.#putCell(outline, pool[at], kind + 2, by, rgb);
    if (inner === end) return;
    const within = this.#countsOf(kind);
    for (let at = inner; at < end; at += 2)
      for (let cell = pool[at]; cell < pool[at + 1]; cell++) this.#putCell(within, cell, kind, by, rgb);
  }

  /** The cells of the lines and areas of a layer in this view. @param {import('../data/dataset.js').Dataset} dataset */
  #pathCellsOf(dataset) {
    dataset.pathCells ??= new PathCells(dataset.columns.n - dataset.columns.points, this);
    return dataset.pathCells;
  }

  /**
   * Work out the cells of lines and areas, one at a time, before a step asks for them: in the order in which they begin,
   * and of a layer as many as fit the room.
   */
  *tracing(datasets) {
    for (const dataset of datasets) {
      const { points, n } = dataset.columns;
      for (const i of n > points ? dataset.index.lists[0].order : []) {
        if (i < points || i >= n) continue;
        const start = this.#pathCellsOf(dataset).startOf(dataset, i - points);
        if (start > ROOM_AHEAD) break;
        yield start;
      }
    }
  }

  /** Rows are to be painted again. @param {number} first @param {number} last cells of the first and the last row */
  #soil(first, last) {
    if (first < this.dirtyFirst) this.dirtyFirst = first;
    if (last > this.dirtyLast) this.dirtyLast = last;
  }

  /** How many things of a kind are on each cell, to be changed. @param {number} kind */
  #countsOf(kind) {
    this.counts[kind] ??= new Uint32Array(this.size);
    return this.counts[kind];
  }

  #putCell(counts, cell, kind, by, rgb) {
    if (rgb) this.#mix(counts, cell, kind, by, rgb);
    else this.#add(counts, cell, kind, by);
  }

  /** One more or less of a kind on a cell. A step does this some hundred thousand times, mostly to no other look. */
  #add(counts, cell, kind, by) {
    const after = counts[cell] + by;
    counts[cell] = after;
    if (after > this.most) this.#rise(kind, after);
    const greater = by > 0 ? after : after + 1;
    if (greater & (greater - 1)) return; // no power of two, so the level is the same
    if (this.counting) return;
    const top = this.tops[cell] - 1;
    if (kind >= top) this.#look(cell, kind, top, after);
  }

  /** The same of a thing with a colour of its own. @param {number[]} rgb */
  #mix(counts, cell, kind, by, rgb) {
    const after = counts[cell] + by;
    counts[cell] = after;
    const sums = /** @type {Float64Array} */ (this.sums[kind >> 2]);
    for (let part = 0; part < 3; part++) sums[3 * cell + part] += by * rgb[part];
    if (this.counting) return;
    const top = this.tops[cell] - 1;
    if (kind >> 2 >= top >> 2) this.#look(cell, kind, top, after);
  }

  /** A cell has more things than any so far, of which the areas are no part. */
  #rise(kind, count) {
    if (!(kind & 2)) return;
    this.most = count;
    this.level = levelOf(count);
  }

  /** A cell has so many of a kind now: find what is on top, and colour it. */
  #look(cell, kind, top, count) {
    if (kind > top) this.tops[cell] = kind + 1;
    else if (kind === top && count === 0) {
      let next = kind;
      while (next > 0 && this.#count(next - 1, cell) === 0) next--;
      this.tops[cell] = next;
    }
    this.#colour(cell);
  }

  /** How many things of a kind are on a cell. @param {number} kind @param {number} cell */
  #count(kind, cell) {
    const counts = this.counts[kind];
    return counts ? counts[cell] : 0;
  }

  /** Let a cell look as its topmost kind does. @param {number} cell */
  #colour(cell) {
    const top = this.tops[cell] - 1;
    if (top < 0) {
      this.pixels[cell] = 0;
      return;
    }
    const sums = this.sums[top >> 2];
    if (!sums) {
      const levels = this.shades[top];
      // a level for which there is no shade yet waits for the next rescale
      this.pixels[cell] = levels[Math.min(levels.length - 1, levelOf(this.#count(top, cell)))];
      return;
    }
    let count = 0;
    for (let kind = top & ~3; kind <= top; kind++) count += this.#count(kind, cell);
    let pixel = this.colours[top][3];
    for (let part = 2; part >= 0; part--) pixel = (pixel << 8) | Math.round(sums[3 * cell + part] / count);
    this.pixels[cell] = pixel;
  }

  /** The colours of a layer's points by level, as CSS has them. @param {number} layer @param {boolean} sure */
  shadesOfPoints(layer, sure) {
    return Array.from(this.shades[pointKind(layer, sure)], (pixel) => {
      const [red, green, blue, alpha] = [0, 8, 16, 24].map((bits) => (pixel >>> bits) & 255);
      return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
    });
  }

  /** The level of the cell a point of a layer begins on. @param {import('../data/dataset.js').Dataset} dataset @param {number} layer @param {number} i @param {boolean} sure */
  levelOfPoint(dataset, layer, i, sure) {
    const cell = this.#cellsOf(dataset)[i];
    return cell < 0 ? 0 : levelOf(this.#count(pointKind(layer, sure), cell) || 1);
  }

  /** Let the deepest colour stand for a higher level: everything is coloured anew. @param {number} [level] */
  rescale(level = this.level) {
    this.level = Math.max(this.level, level);
    this.shades = shadesOf(this.colours, this.level, this.dark);
    for (let cell = 0; cell < this.tops.length; cell++) if (this.tops[cell]) this.#colour(cell);
    this.dirtyFirst = 0;
    this.dirtyLast = this.size - 1;
  }

  /** Everything the switches let show; the field is new. */
  fill(datasets, switches) {
    this.counting = true;
    datasets.forEach((dataset, layer) => {
      if (dataset.paint) this.sums[layer] = new Float64Array(3 * this.columns * this.rows);
      const kinds = kindsOf(layer, switches);
      const cells = this.#cellsOf(dataset);
      const { states } = dataset.index;
      for (let i = 0; i < dataset.columns.n; i++)
        if (kinds[states[i]] >= 0) this.#putFeature(dataset, cells, i, kinds[states[i]], 1);
    });
    this.counting = false;
    this.counts.forEach((counts, kind) => {
      for (let cell = 0; counts && cell < this.size; cell++) if (counts[cell]) this.tops[cell] = kind + 1;
    });
    this.rescale();
  }

  /** Only what the last move of each layer's time index changed. */
  apply(datasets, switches) {
    datasets.forEach((dataset, layer) => {
      const kinds = kindsOf(layer, switches);
      const cells = this.#cellsOf(dataset);
      const { states, changed, before, changes } = dataset.index;
      for (let at = 0; at < changes; at++) {
        const i = changed[at];
        const gone = kinds[before[at]];
        const come = kinds[states[i]];
        if (gone === come) continue;
        if (gone >= 0) this.#putFeature(dataset, cells, i, gone, -1);
        if (come >= 0) this.#putFeature(dataset, cells, i, come, 1);
      }
    });
    if (this.level >= this.shades[0].length) this.rescale();
  }

  /** The upper left cell of the block of each point, worked out once in a view. */
  #cellsOf(dataset) {
    if (!dataset.pointCells) {
      const { sx, sy } = dataset;
      dataset.pointCells = new Int32Array(dataset.columns.points);
      for (let i = 0; i < dataset.pointCells.length; i++) dataset.pointCells[i] = this.#blockAt(sx[i], sy[i]);
    }
    return dataset.pointCells;
  }

  #putFeature(dataset, cells, i, kind, by) {
    const rgb = dataset.paint ? dataset.paint.rgb[dataset.paint.of[i]] : null;
    if (dataset.mask && !dataset.mask[i]) return;
    if (i < cells.length) this.#putBlock(cells[i], kind + 2, by, rgb);
    else if (i < dataset.columns.n) this.putPath(dataset, i - cells.length, kind, by, rgb);
  }

  /** Copy the changed rows to a canvas of the field's own size. @param {CanvasRenderingContext2D} context */
  paint(context) {
    if (this.dirtyLast < this.dirtyFirst) return;
    const top = Math.floor(this.dirtyFirst / this.columns);
    const height = Math.floor(this.dirtyLast / this.columns) - top + 1;
    context.putImageData(this.image, 0, 0, 0, top, this.columns, height);
    this.dirtyFirst = this.size;
    this.dirtyLast = -1;
  }
}

/** The kind of the points and lines of a layer. @param {number} layer @param {boolean} sure */
function pointKind(layer, sure) {
  return layer * 4 + (sure ? 3 : 2);
}

/**
 * The kind of the areas of a layer in each state, -1 where the switches do not let it show; that of its points and lines
 * is two above. @param {number} layer @param {import('../data/life.js').Switches} switches
 */
function kindsOf(layer, switches) {
  return Int32Array.from(STATE_NAMES, (_, state) =>
    allows(state, switches) ? layer * 4 + (isSure(state) ? 1 : 0) : -1,
  );
}
