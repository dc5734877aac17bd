import { whenIdle } from './idle.js';

/** More steps of the clock than so many are not looked through. */
const MOST = 200;

/** Milliseconds that must be left for tracing another line or area, of which one takes next to nothing. */
const SPARE = 1;

/**
 * Work out where the lines and areas of a dense picture lie while the browser has nothing else to do, so that no step
 * of the clock that shows them first has to; where it does not say when that is, they are traced when they are needed.
 * @param {import('./dense.js').DenseField} field @param {any[]} datasets
 * @param {() => boolean} isShown whether the picture still is of this view
 */
export function traceAhead(field, datasets, isShown) {
  if (!window.requestIdleCallback) return;
  const paths = field.tracing(datasets);
  whenIdle(() => isShown() && !paths.next().done, SPARE);
}

/**
 * Make the small pictures of all steps of the clock before they are needed, while the browser has nothing else to do; where
 * it does not say when that is, they are made when they are needed.
 * @param {import('./hub.js').Hub} hub
 */
export function lookAhead(hub) {
  const { min, max, step } = hub.clock;
  const { renderer } = hub;
  if (!window.requestIdleCallback || (max - min) / step > MOST) return;
  let year = min;
  whenIdle(() => {
    // what is drawn as cells has no pictures
    if (renderer.datasets.reduce((sum, { columns }) => sum + columns.n, 0) > renderer.options.fine) return false;
    hub.glance(year, year, () => renderer.rehearse());
    year += step;
    return year <= max;
  });
}
