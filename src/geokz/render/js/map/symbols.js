import { CERTAIN, isSure, NONE, UNDATED } from '../data/life.js';

/**
 * The shapes of the layers, as paths about a centre. `size` is about half the width of a shape, in pixels;
 * sizes are tuned so that the shapes look equally heavy.
 */

/** The rim of land colour about a symbol, in pixels: half of it outside. */
const RIM = 3.5;

/** How much of its colour the symbol of a presumed thing has. */
export const PRESUMED_ALPHA = 0.5;

/** How much of its colour an area has in a key. */
export const AREA_ALPHA = 0.25;

/** @param {{moveTo: Function, lineTo: Function, closePath: Function}} path */
function polygon(path, x, y, radius, corners, turn) {
  for (let k = 0; k < corners; k++) {
    const angle = turn + (2 * Math.PI * k) / corners;
    const px = x + radius * Math.cos(angle);
    const py = y + radius * Math.sin(angle);
    if (k) path.lineTo(px, py);
    else path.moveTo(px, py);
  }
  path.closePath();
}

const UP = -Math.PI / 2;

/** @type {Record<string, (path: any, x: number, y: number, size: number) => void>} */
export const SHAPES = {
  square(path, x, y, size) {
    path.rect(x - size * 0.92, y - size * 0.92, size * 1.84, size * 1.84);
  },
  triangle(path, x, y, size) {
    polygon(path, x, y + size * 0.2, size * 1.28, 3, UP);
  },
  diamond(path, x, y, size) {
    polygon(path, x, y, size * 1.26, 4, UP);
  },
  pentagon(path, x, y, size) {
    polygon(path, x, y, size * 1.16, 5, UP);
  },
  cross(path, x, y, size) {
    const arm = size * 0.42;
    const reach = size * 1.16;
    const corners = [
      [-arm, -reach],
      [arm, -reach],
      [arm, -arm],
      [reach, -arm],
      [reach, arm],
      [arm, arm],
      [arm, reach],
      [-arm, reach],
      [-arm, arm],
      [-reach, arm],
      [-reach, -arm],
      [-arm, -arm],
    ];
    corners.forEach(([dx, dy], k) => (k ? path.lineTo(x + dx, y + dy) : path.moveTo(x + dx, y + dy)));
    path.closePath();
  },
  bar(path, x, y, size) {
    path.rect(x - size * 1.5, y - size * 0.7, size * 3, size * 1.4);
  },
  circle(path, x, y, size) {
    path.moveTo(x + size, y);
    path.arc(x, y, size, 0, 2 * Math.PI);
  },
  ring(path, x, y, size) {
    path.moveTo(x + size * 0.9, y);
    path.arc(x, y, size * 0.9, 0, 2 * Math.PI);
  },
  area(path, x, y, size) {
    path.rect(x - size * 1.25, y - size, size * 2.5, size * 2);
  },
};

/** How far from its centre the symbol of a shape reaches, rim and all. @param {string} shape @param {number} size */
export function extentOf(shape, size) {
  return size * (shape === 'bar' ? 1.5 : 1.28) + RIM / 2;
}

/**
 * A shape as SVG path data, for legends and panels.
 * @param {string} shape @param {number} x @param {number} y @param {number} size
 * @returns {string}
 */
export function svgPath(shape, x, y, size) {
  const parts = [];
  const round = (value) => Math.round(value * 100) / 100;
  SHAPES[shape](
    {
      moveTo: (px, py) => parts.push(`M${round(px)} ${round(py)}`),
      lineTo: (px, py) => parts.push(`L${round(px)} ${round(py)}`),
      closePath: () => parts.push('Z'),
      rect: (px, py, w, h) => parts.push(`M${round(px)} ${round(py)}h${round(w)}v${round(h)}h${round(-w)}Z`),
      arc: (px, py, r) =>
        parts.push(
          `A${round(r)} ${round(r)} 0 1 1 ${round(px - r)} ${py}A${round(r)} ${round(r)} 0 1 1 ${round(px + r)} ${py}`,
        ),
    },
    x,
    y,
    size,
  );
  return parts.join('');
}

/**
 * A layer's symbol about the origin, with a rim of the land's colour: solid when certain, solid and lighter when
 * presumed, hollow when possible, dotted where there is no evidence, dashed when undated; hollow with a dot where the
 * number it should tell is not known.
 * @param {CanvasRenderingContext2D} context @param {string} shape @param {number} size @param {string} colour
 * @param {string} land @param {number} state a code of life.js @param {boolean} [unknown]
 */
export function drawSymbol(context, shape, size, colour, land, state, unknown = false) {
  const sure = isSure(state) && !unknown;
  context.beginPath();
  (SHAPES[shape] || SHAPES.circle)(context, 0, 0, size);
  context.lineJoin = 'round';
  context.strokeStyle = land;
  context.lineWidth = RIM;
  context.stroke();
  context.fillStyle = land;
  context.fill();
  if (sure && shape !== 'ring') {
    context.globalAlpha = (shape === 'area' ? AREA_ALPHA : 1) * (state === CERTAIN ? 1 : PRESUMED_ALPHA);
    context.fillStyle = colour;
    context.fill();
    context.globalAlpha = 1;
  }
  context.strokeStyle = colour;
  context.lineWidth = shape === 'ring' && state === CERTAIN ? 1.9 : 1.3;
  if (state === NONE) {
    context.globalAlpha = 0.5;
    context.setLineDash([1, 2.5]);
  } else if (state === UNDATED) context.setLineDash([2, 2]);
  context.stroke();
  context.globalAlpha = 1;
  if (!unknown) return;
  context.beginPath();
  context.arc(0, 0, 1.3, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}

/**
 * A ring about the origin in the colours of the kinds that share a place, each as long as it has things.
 * @param {CanvasRenderingContext2D} context @param {number} radius @param {[string, number][]} kinds colour and number @param {string} land
 */
export function drawRing(context, radius, kinds, land) {
  const all = kinds.reduce((sum, [, count]) => sum + count, 0);
  context.lineCap = 'butt';
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
  context.fillStyle = land;
  context.fill();
  context.lineWidth = 4.4;
  context.strokeStyle = land;
  context.stroke();
  context.lineWidth = 2.4;
  let from = UP;
  for (const [colour, count] of kinds) {
    const to = from + (2 * Math.PI * count) / all;
    const gap = kinds.length > 1 ? 0.7 / radius : 0;
    context.beginPath();
    context.arc(0, 0, radius, from + gap, to - gap);
    context.strokeStyle = colour;
    context.stroke();
    from = to;
  }
}
