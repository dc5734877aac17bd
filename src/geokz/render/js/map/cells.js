/**
 * Lines and areas of a layer as cells of a dense field: worked out once in a view, since the clock asks for the same again
 * and again. A cell is within an area where the middle of its row crosses it; an area smaller than a cell is its outline
 * alone, a line nothing but that.
 *
 * @typedef {{columns: number, rows: number, cell: number}} Grid
 */
export class PathCells {
  /**
   * All known paths stand behind each other in `pool`: first and last row, how many cells the outline has and how many
   * runs lie within, those cells, those runs (first cell and the one behind the last, without cells of the outline).
   * @param {number} paths how many the layer has @param {Grid} grid
   */
  constructor(paths, grid) {
    this.grid = grid;
    this.starts = new Int32Array(paths).fill(-1);
    this.pool = new Int32Array(1 << 12);
    this.used = 0;
    /** the last path whose outline passed each cell, counted from 1 */
    this.marks = new Int32Array(grid.columns * grid.rows);
    /** where the middle of each row meets an edge, of which the first `met` are of the present path @type {number[][]} */
    this.crossings = Array.from({ length: grid.rows }, () => []);
    this.met = new Int32Array(grid.rows);
  }

  /** Where a path stands in the pool. @param {import('../data/dataset.js').Dataset} dataset @param {number} path */
  startOf(dataset, path) {
    if (this.starts[path] < 0) this.#add(dataset, path);
    return this.starts[path];
  }

  /** @param {number} value */
  #push(value) {
    if (this.used === this.pool.length) {
      const larger = new Int32Array(2 * this.used);
      larger.set(this.pool);
      this.pool = larger;
    }
    this.pool[this.used++] = value;
  }

  #add({ columns, sx, sy }, path) {
    const { points, partOfPath, vertexOfPart, closed } = columns;
    const { cell, rows } = this.grid;
    const begin = points + vertexOfPart[partOfPath[path]];
    const end = points + vertexOfPart[partOfPath[path + 1]];
    let [top, bottom] = [rows, -1];
    for (let at = begin; at < end; at++) {
      const row = Math.floor(sy[at] / cell);
      if (row < top) top = row;
      if (row > bottom) bottom = row;
    }
    top = Math.max(0, top);
    bottom = Math.min(rows - 1, bottom);
    const start = this.used;
    this.starts[path] = start;
    for (const value of [top, bottom, 0, 0]) this.#push(value);
    for (let part = partOfPath[path]; part < partOfPath[path + 1]; part++) {
      for (let at = points + vertexOfPart[part]; at < points + vertexOfPart[part + 1] - 1; at++) {
        const [x1, y1, x2, y2] = [sx[at] / cell, sy[at] / cell, sx[at + 1] / cell, sy[at + 1] / cell];
        this.#trace(path + 1, x1, y1, x2, y2);
        if (y1 === y2 || !closed[path]) continue;
        const last = Math.min(bottom, Math.ceil(Math.max(y1, y2) - 0.5) - 1);
        for (let row = Math.max(top, Math.ceil(Math.min(y1, y2) - 0.5)); row <= last; row++)
          this.crossings[row][this.met[row]++] = x1 + ((row + 0.5 - y1) / (y2 - y1)) * (x2 - x1);
      }
    }
    this.pool[start + 2] = this.used - start - 4;
    if (closed[path]) for (let row = top; row <= bottom; row++) this.#fill(path + 1, row);
    this.pool[start + 3] = (this.used - start - 4 - this.pool[start + 2]) / 2;
  }

  /** The cells under a segment, in cells, that are not yet of the outline. */
  #trace(mark, x1, y1, x2, y2) {
    const { columns, rows } = this.grid;
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1))));
    const [dx, dy] = [(x2 - x1) / steps, (y2 - y1) / steps];
    let [first, last] = [0, steps];
    if (!(within(x1, columns) && within(x2, columns) && within(y1, rows) && within(y2, rows))) {
      const [left, right] = stepsWithin(x1, dx, steps, columns);
      const [upper, lower] = stepsWithin(y1, dy, steps, rows);
      [first, last] = [Math.max(left, upper), Math.min(right, lower)];
    }
    for (let step = first; step <= last; step++) {
      const column = Math.floor(x1 + step * dx);
      const row = Math.floor(y1 + step * dy);
      if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
      const cell = row * columns + column;
      if (this.marks[cell] === mark) continue;
      this.marks[cell] = mark;
      this.#push(cell);
    }
  }

  /** The runs of cells within the area in a row, between its crossings. */
  #fill(mark, row) {
    const { columns } = this.grid;
    const crossings = this.crossings[row];
    const met = this.met[row];
    this.met[row] = 0;
    for (let at = 1; at < met; at++) {
      const x = crossings[at];
      let before = at;
      for (; before > 0 && crossings[before - 1] > x; before--) crossings[before] = crossings[before - 1];
      crossings[before] = x;
    }
    for (let pair = 0; pair + 1 < met; pair += 2) {
      const last = row * columns + Math.min(columns, Math.ceil(crossings[pair + 1] - 0.5));
      let open = false;
      for (let cell = row * columns + Math.max(0, Math.ceil(crossings[pair] - 0.5)); cell < last; cell++) {
        const within = this.marks[cell] !== mark;
        if (within !== open) this.#push(cell);
        open = within;
      }
      if (open) this.#push(last);
    }
  }
}

function within(value, end) {
  return value >= 0 && value < end;
}

/** Which of the steps 0 to `steps` from `start`, each `by` long, lie between 0 and `end`: the first and the last. */
function stepsWithin(start, by, steps, end) {
  if (by === 0) return start >= 0 && start < end ? [0, steps] : [1, 0];
  const [first, last] = by > 0 ? [-start / by, (end - start) / by] : [(end - start) / by, -start / by];
  return [Math.max(0, Math.ceil(first)), Math.min(steps, Math.floor(last))];
}
