/** Milliseconds after which what waits for an idle browser is done all the same. */
const LATEST = 2000;

/** Milliseconds a step of a longer job may take; where the browser has less of them to spare, the next one waits. */
const SPARE = 5;

/** @type {{ job: () => boolean | void, spare: number }[]} what waits for an idle browser, first come first */
const waiting = [];

/**
 * Do a job once the browser has nothing else to do and what was asked for before is done, a step at a time; soon and at
 * once, where the browser does not say when that is.
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
  waiting.push({ job, spare });
  if (waiting.length === 1) window.requestIdleCallback(work, { timeout: LATEST });
}

/** Steps of what waits, for as long as there is time. @param {IdleDeadline} deadline */
function work(deadline) {
  // a browser that is never idle is not waited for without end
  let due = deadline.didTimeout;
  while (waiting.length && (due || deadline.timeRemaining() > waiting[0].spare)) {
    due = false;
    let more;
    try {
      more = waiting[0].job();
    } catch (problem) {
      reportError(problem);
    }
    if (!more) waiting.shift();
  }
  if (waiting.length) window.requestIdleCallback(work, { timeout: LATEST });
}
