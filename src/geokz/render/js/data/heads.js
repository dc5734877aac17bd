/** Railheads: how far a line had been laid by the chosen time. */

/**
 * @typedef {{line: string, from: string, when: string, bounds: number[], km: number | null, point: [number, number],
 *   azimuth: number, begun: number, opened: number}} Railhead a row of the table, its date as four days
 */

/**
 * The heads of a time: of each end from which a line was laid, the last point surely reached (`past` when that was
 * before the time began, so that the rails may have been further), and the first point beyond that may have been
 * reached (`sure` false). Only while a line is built: from its begin until the year of its opening is over.
 * @param {Railhead[]} rows each end's in order @param {number} first @param {number} last days @param {boolean} possible
 * @returns {{row: Railhead, sure: boolean, past: boolean}[]}
 */
export function headsAt(rows, first, last, possible) {
  /** @type {Map<string, Railhead[]>} */
  const ends = new Map();
  for (const row of rows) {
    if (row.begun > last || row.opened < first || row.opened < last - 366) continue;
    const key = `${row.line} ${row.from}`;
    if (!ends.has(key)) ends.set(key, []);
    ends.get(key).push(row);
  }
  const found = [];
  for (const way of ends.values()) {
    let reached = -1;
    way.forEach(({ bounds }, at) => {
      if (bounds[1] <= last) reached = at;
    });
    if (reached >= 0) found.push({ row: way[reached], sure: true, past: way[reached].bounds[1] < first });
    const next = way[reached + 1];
    if (possible && next && next.bounds[0] <= last) found.push({ row: next, sure: false, past: false });
  }
  return found;
}

/** What is written at a head: its kilometres, or where the text names a place, the date. */
export function headText({ row, sure, past }, kilometres, date) {
  if (row.km === 0) return '';
  const text = row.km === null ? date(row.when) : kilometres(row.km);
  return sure ? (past && row.km !== null ? `> ${text}` : text) : `${text}?`;
}
