/** More steps of the clock than so many are not looked through. */
const MOST = 200;

/** Milliseconds a step may take; where the browser has less of them to spare, the next one waits. */
const SPARE = 5;

/** The same, in tracing lines and areas, of which one takes next to nothing. */
const SPARE_TRACING = 1;

/**
 * Work out where the lines and areas of a dense picture lie while the browser has nothing else to do, so that no step
 * of the clock that shows them first has to.
 * @param {import('./dense.js').DenseField} field @param {any[]} datasets
 * @param {() => boolean} isShown whether the picture still is of this view
 */
export function traceAhead(field, datasets, isShown) {
  const paths = field.tracing(datasets);
  const trace = (/** @type {IdleDeadline} */ deadline) => {
    if (!isShown()) return;
    while (deadline.timeRemaining() > SPARE_TRACING) if (paths.next().done) return;
    window.requestIdleCallback(trace);
  };
  window.requestIdleCallback?.(trace);
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
  const look = (/** @type {IdleDeadline} */ deadline) => {
    // what is drawn as cells has no pictures
    if (renderer.datasets.reduce((sum, { columns }) => sum + columns.n, 0) > renderer.options.fine) return;
    for (; year <= max && deadline.timeRemaining() > SPARE; year += step)
      hub.glance(year, year, () => renderer.rehearse());
    if (year <= max) window.requestIdleCallback(look);
  };
  window.requestIdleCallback(look);
}
