/** Milliseconds after which what waits for an idle browser is done all the same. */
const LATEST = 2000;

/** Milliseconds a step of a longer job may take; where the browser has less of them to spare, the next one waits. */
const SPARE = 5;

/**
 * Do a job once the browser has nothing else to do, a step at a time; soon and at once, where it does not say when that is.
 * @param {() => boolean | void} job a step of it; whether there is more to do
 * @param {number} spare milliseconds a step may take
 */
export function whenIdle(job, spare = SPARE) {
  if (!window.requestIdleCallback) {
    setTimeout(() => {
      while (job());
    }, LATEST / 10);
    return;
  }
  const work = (/** @type {IdleDeadline} */ deadline) => {
    // a browser that is never idle is not waited for without end
    let due = deadline.didTimeout;
    while (due || deadline.timeRemaining() > spare) {
      if (!job()) return;
      due = false;
    }
    window.requestIdleCallback(work, { timeout: LATEST });
  };
  window.requestIdleCallback(work, { timeout: LATEST });
}
