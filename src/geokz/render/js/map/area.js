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
  /** @type {number[][]} where the middle of each row from `top` on meets an edge */
  const crossings = [];
  for (let row = top; row <= bottom; row++) crossings.push([]);
  /** @type {number[]} */
  const outline = [];
  for (let part = partOfPath[path]; part < partOfPath[path + 1]; part++) {
    for (let at = points + vertexOfPart[part]; at < points + vertexOfPart[part + 1] - 1; at++) {
      const [x1, y1, x2, y2] = [sx[at] / cell, sy[at] / cell, sx[at + 1] / cell, sy[at + 1] / cell];
      trace(outline, x1, y1, x2, y2, width, rows);
      if (y1 === y2) continue;
      const [low, high] = y1 < y2 ? [y1, y2] : [y2, y1];
      const last = Math.min(bottom, Math.ceil(high - 0.5) - 1);
      for (let row = Math.max(top, Math.ceil(low - 0.5)); row <= last; row++)
        crossings[row - top].push(x1 + ((row + 0.5 - y1) / (y2 - y1)) * (x2 - x1));
    }
  }
  const fill = [];
  crossings.forEach((met, at) => {
    if (met.length > 2) met.sort((a, b) => a - b);
    for (let pair = 0; pair + 1 < met.length; pair += 2) {
      const [left, right] = [Math.min(met[pair], met[pair + 1]), Math.max(met[pair], met[pair + 1])];
      const [from, to] = [Math.max(0, Math.ceil(left - 0.5)), Math.min(width, Math.ceil(right - 0.5))];
      if (from < to) fill.push((top + at) * width + from, (top + at) * width + to);
    }
  });
  return { fill: Int32Array.from(fill), outline: distinct(outline) };
}

/** @param {number[]} cells @returns {Int32Array} each once */
function distinct(cells) {
  const sorted = Int32Array.from(cells).sort();
  let count = 0;
  for (let at = 0; at < sorted.length; at++) if (!at || sorted[at] !== sorted[at - 1]) sorted[count++] = sorted[at];
  return sorted.slice(0, count);
}

/** The cells under a segment, in cells; the one met last is not told again. @param {number[]} found */
function trace(found, x1, y1, x2, y2, width, rows) {
  if (Math.max(x1, x2) < 0 || Math.max(y1, y2) < 0 || Math.min(x1, x2) > width || Math.min(y1, y2) > rows) return;
  const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1))));
  for (let step = 0; step <= steps; step++) {
    const column = Math.floor(x1 + ((x2 - x1) * step) / steps);
    const row = Math.floor(y1 + ((y2 - y1) * step) / steps);
    if (column < 0 || row < 0 || column >= width || row >= rows) continue;
    const cell = row * width + column;
    if (cell !== found[found.length - 1]) found.push(cell);
  }
}
