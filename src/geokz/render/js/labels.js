/**
 * Labels beside points, greedily, the most important first, without overlap: right of the point, left, above,
 * below; a label that fits nowhere is left out.
 *
 * @typedef {{text: string, rank: number, x: number, y: number, reach: number, badge: number, width: number}} Wanted
 *   rank: the smaller the more important; reach: half the symbol; badge: width of the count right above it
 * @param {Wanted[]} wanted @param {number[][]} obstacles boxes [left, top, right, bottom] to keep clear
 * @param {number} zoom labels of rank above what the zoom allows are left out
 * @returns {{text: string, x: number, y: number}[]} left end and middle height of each label's text
 */
export function placeLabels(wanted, obstacles, zoom) {
  const boxes = [];
  const placed = [];
  const height = 13;
  const free = (/** @type {number[]} */ [l, t, r, b], /** @type {Wanted} */ own) =>
    !boxes.some(([l2, t2, r2, b2]) => l < r2 && l2 < r && t < b2 && t2 < b) &&
    !obstacles.some(
      ([l2, t2, r2, b2]) => l < r2 && l2 < r && t < b2 && t2 < b && !(own.x > l2 && own.x < r2 && own.y > t2 && own.y < b2),
    );
  for (const label of [...wanted].sort((a, b) => a.rank - b.rank || (a.text < b.text ? -1 : 1))) {
    if (label.rank > rankAtZoom(zoom)) continue;
    const { x, y, reach, width, badge } = label;
    const spots = [
      [x + reach + 4 + badge * 0.6, y + (badge ? 3 : 0)],
      [x - reach - 4 - width, y],
      [x - width / 2, y - reach - 9],
      [x - width / 2, y + reach + 9],
    ];
    for (const [left, middle] of spots) {
      const box = [left - 2, middle - height / 2, left + width + 2, middle + height / 2];
      if (free(box, label)) {
        boxes.push(box);
        placed.push({ text: label.text, x: left, y: middle });
        break;
      }
    }
  }
  return placed;
}

/** The least important rank that is still labelled at a zoom. */
function rankAtZoom(zoom) {
  return zoom >= 7 ? Infinity : zoom >= 6 ? 40 : 25;
}
