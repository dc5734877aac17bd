import { drawCircle, drawLinks, pixelsOfMetres } from './overlay.js';
import { trace } from './tracing.js';

/**
 * A sign about what is chosen: a ring about a point, with how far off it may be; a line shines.
 * @param {CanvasRenderingContext2D} context @param {any} renderer whose choice it is
 */
export function drawSelected(context, renderer) {
  const { selected, theme, scale } = renderer;
  if (!selected || !renderer.datasets.includes(selected.dataset)) return;
  const { dataset, i, radius, lines = [] } = selected;
  context.strokeStyle = theme.accent || theme.ink;
  context.lineWidth = 2;
  if (i >= dataset.columns.points) {
    light(context, renderer, lines.length ? lines : [{ dataset, i }]);
    return;
  }
  const [x, y] = [dataset.sx[i], dataset.sy[i]];
  context.beginPath();
  context.arc(x, y, Math.max(dataset.style.size * 2.1, renderer.reachOf({ dataset, i }) + 4), 0, 2 * Math.PI);
  context.stroke();
  if (radius > 0) drawCircle(context, x, y, pixelsOfMetres(radius, dataset.columns.y[i], scale), context.strokeStyle);
}

/** Chosen lines: all else steps back behind a veil of land, and they shine through it. */
function light(context, renderer, lines) {
  const { size, theme } = renderer;
  context.globalAlpha = 0.55;
  context.fillStyle = theme.land;
  context.fillRect(0, 0, size.x, size.y);
  context.globalAlpha = 1;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const { dataset, i } of lines) {
    trace(context, dataset, i - dataset.columns.points);
    context.strokeStyle = theme.land;
    context.lineWidth = 8;
    context.stroke();
    context.strokeStyle = theme.accent || theme.ink;
    context.lineWidth = 3.5;
    context.stroke();
  }
}

/** Ties of what is chosen, under the symbols. @param {CanvasRenderingContext2D} context @param {any} renderer */
export function drawTies(context, renderer) {
  const { selected, scale, left, top, theme } = renderer;
  if (!selected?.links?.length || !renderer.datasets.includes(selected.dataset)) return;
  const { dataset, i, links } = selected;
  if (i >= dataset.columns.points) return;
  const ends = links.map(({ x, y, text }) => ({ x: x * scale - left, y: y * scale - top, text }));
  drawLinks(context, { x: dataset.sx[i], y: dataset.sy[i] }, ends, theme);
}
