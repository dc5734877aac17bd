/**
 * Areas as cells of a dense field: worked out once in a view, since the clock asks for the same again and again.
 *
 * @typedef {{columns: number, rows: number, cell: number}} Grid
 * @typedef {{fill: Int32Array, outline: Int32Array}} Cells `fill`: pairs of a first cell and the one behind the last, a row a
 *   pair; `outline`: cells
 */

/** A cell is within an area where the middle of its row crosses it; an area smaller than a cell is its outline. */
export function cellsOfArea(dataset, path, grid) {
  const known = dataset.areaCells;
  known[path] ??= cellsOf(dataset, path, grid);
  return known[path];
}

/** @returns {Cells} */
function cellsOf({ columns, sx, sy }, path, { columns: width, rows, cell }) {
  const { points, partOfPath, vertexOfPart } = columns;
  /** @type {number[][]} where the middle of each row meets an edge */
  const crossings = [];
  const outline = new Set();
  let top = rows;
  for (let part = partOfPath[path]; part < partOfPath[path + 1]; part++) {
    for (let at = points + vertexOfPart[part]; at < points + vertexOfPart[part + 1] - 1; at++) {
      const [x1, y1, x2, y2] = [sx[at] / cell, sy[at] / cell, sx[at + 1] / cell, sy[at + 1] / cell];
      trace(outline, x1, y1, x2, y2, width, rows);
      if (y1 === y2) continue;
      const [low, high] = [Math.min(y1, y2), Math.max(y1, y2)];
      const last = Math.min(rows - 1, Math.ceil(high - 0.5) - 1);
      for (let row = Math.max(0, Math.ceil(low - 0.5)); row <= last; row++) {
        const x = x1 + ((row + 0.5 - y1) / (y2 - y1)) * (x2 - x1);
        if (row < top) top = row;
        crossings[row] ??= [];
        crossings[row].push(x);
      }
    }
  }
  const fill = [];
  for (let row = top; row < crossings.length; row++) {
    const met = crossings[row]?.sort((a, b) => a - b) ?? [];
    for (let at = 0; at + 1 < met.length; at += 2) {
      const [from, to] = [Math.max(0, Math.ceil(met[at] - 0.5)), Math.min(width, Math.ceil(met[at + 1] - 0.5))];
      if (from < to) fill.push(row * width + from, row * width + to);
    }
  }
  return { fill: Int32Array.from(fill), outline: Int32Array.from(outline) };
}

/** The cells under a segment, in cells. @param {Set<number>} found */
function trace(found, x1, y1, x2, y2, width, rows) {
  if (Math.max(x1, x2) < 0 || Math.max(y1, y2) < 0 || Math.min(x1, x2) > width || Math.min(y1, y2) > rows) return;
  const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1))));
  for (let step = 0; step <= steps; step++) {
    const column = Math.floor(x1 + ((x2 - x1) * step) / steps);
    const row = Math.floor(y1 + ((y2 - y1) * step) / steps);
    if (column >= 0 && row >= 0 && column < width && row < rows) found.add(row * width + column);
  }
}
