/** Where the paths of a dataset run on the canvas of a renderer, in CSS pixels. */

/** Pixels beyond the canvas at which a path still counts as seen. */
const EDGE = 20;

/** Whether a line or an area comes into view. @param {any} renderer @param {any} dataset @param {number} path */
export function pathInView({ scale, left, top, size }, dataset, path) {
  return dataset.meets(
    path,
    (left - EDGE) / scale,
    (top - EDGE) / scale,
    (left + size.x + EDGE) / scale,
    (top + size.y + EDGE) / scale,
  );
}

/**
 * What a path lies within, with the half of a stroke about it.
 * @param {any} renderer @param {any} dataset @param {number} path @param {number} width of its stroke
 * @returns {import('./patches.js').Box}
 */
export function boxOfPath({ scale, left, top }, dataset, path, width) {
  const [west, north, east, south] = dataset.boxOf(path);
  const half = width / 2 + 1;
  return [
    west * scale - left - half,
    north * scale - top - half,
    east * scale - left + half,
    south * scale - top + half,
  ];
}

/**
 * Whether any stretch of a line comes within a box of the screen; the inside of an area counts as all of its box.
 * @param {any} dataset @param {number} path @param {import('./patches.js').Box} box @param {number} width of its stroke
 */
export function comesInto(dataset, path, [left, top, right, bottom], width) {
  const { points, partOfPath, vertexOfPart, closed } = dataset.columns;
  if (closed[path]) return true;
  const { sx, sy } = dataset;
  const half = width / 2 + 1;
  for (let part = partOfPath[path]; part < partOfPath[path + 1]; part++) {
    for (let at = points + vertexOfPart[part] + 1; at < points + vertexOfPart[part + 1]; at++) {
      if (
        Math.min(sx[at - 1], sx[at]) - half < right &&
        Math.max(sx[at - 1], sx[at]) + half > left &&
        Math.min(sy[at - 1], sy[at]) - half < bottom &&
        Math.max(sy[at - 1], sy[at]) + half > top
      )
        return true;
    }
  }
  return false;
}

/** Begin a path along a line or an area. @param {any} context @param {any} dataset @param {number} path */
export function trace(context, dataset, path) {
  const { points, partOfPath, vertexOfPart } = dataset.columns;
  context.beginPath();
  for (let part = partOfPath[path]; part < partOfPath[path + 1]; part++) {
    for (let at = vertexOfPart[part]; at < vertexOfPart[part + 1]; at++) {
      if (at === vertexOfPart[part]) context.moveTo(dataset.sx[points + at], dataset.sy[points + at]);
      else context.lineTo(dataset.sx[points + at], dataset.sy[points + at]);
    }
  }
}
