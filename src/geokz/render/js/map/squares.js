import { isSure } from '../data/life.js';

/** Half the side of a square, in CSS pixels. */
const HALF = 2;

/** Strength of the colour a column gives to what only may have been. */
const FAINT = 0.45;

/**
 * The points of a layer in a dense picture as small squares, each as deep in colour as its cell; the deeper lie above.
 * @param {CanvasRenderingContext2D} context @param {any} renderer
 * @param {import('../data/dataset.js').Dataset} dataset @param {number} layer its place among the layers
 * @param {boolean} sure those that were there, or those that only may have been
 */
export function drawSquares(context, renderer, dataset, layer, sure) {
  const { field } = renderer;
  const shades = dataset.paint ? [''] : field.shadesOfPoints(layer, sure);
  /** @type {number[][]} points by the level of their cell */
  const levels = shades.map(() => []);
  for (const i of pointsShown(renderer, dataset, sure))
    levels[dataset.paint ? 0 : field.levelOfPoint(dataset, layer, i, sure)].push(i);
  context.globalAlpha = dataset.paint && !sure ? FAINT : 1;
  levels.forEach((points, level) => {
    context.fillStyle = shades[level];
    for (const i of points) {
      if (dataset.paint) context.fillStyle = renderer.colour(dataset, i);
      context.fillRect(dataset.sx[i] - HALF, dataset.sy[i] - HALF, 2 * HALF, 2 * HALF);
    }
  });
  context.globalAlpha = 1;
}

/** @param {any} renderer @param {import('../data/dataset.js').Dataset} dataset @param {boolean} sure */
function* pointsShown(renderer, dataset, sure) {
  const { sx, sy, columns, index } = dataset;
  for (let i = 0; i < columns.points; i++) {
    if (isSure(index.states[i]) === sure && dataset.shows(i, renderer.switches) && renderer.inside(sx[i], sy[i]))
      yield i;
  }
}
