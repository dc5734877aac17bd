import { hasBegun, mayHaveBegun } from './life.js';

/** Railheads: how far a line had been laid by the chosen time. */

/**
 * @typedef {import('./wire').Railhead} Railhead a row of the table, its date as four days
 * @typedef {{row: Railhead, sure: boolean, past: boolean}} Head
 */

/** A line is under way until the year of its opening is over. */
const A_YEAR = 366;

/**
 * The heads of a time: of each end from which a line was laid, the last point surely reached (`past` when that was
 * before the time began, so that the rails may have been further), and the first point beyond that may have been
 * reached (`sure` false). Only while a line is built: from its begin until the year of its opening is over.
 * @param {Railhead[]} rows each end's in order @param {number} first @param {number} last days @param {boolean} possible
 * @returns {Head[]}
 */
export function headsAt(rows, first, last, possible) {
  /** @type {Map<string, Railhead[]>} */
  const ends = new Map();
  for (const row of rows) {
    if (row.begun > last || row.opened < first || row.opened < last - A_YEAR) continue;
    const key = `${row.line} ${row.from}`;
    const way = ends.get(key);
    if (way) way.push(row);
    else ends.set(key, [row]);
  }
  const found = [];
  for (const way of ends.values()) {
    let reached = -1;
    way.forEach(({ bounds }, at) => {
      if (hasBegun(bounds, last)) reached = at;
    });
    if (reached >= 0) found.push({ row: way[reached], sure: true, past: hasBegun(way[reached].bounds, first - 1) });
    const next = way[reached + 1];
    if (possible && next && mayHaveBegun(next.bounds, last)) found.push({ row: next, sure: false, past: false });
  }
  return found;
}

/**
 * What is written at a head: its kilometres, or where the text names a place, the date.
 * @param {Head} head @param {(km: number) => string} kilometres @param {(when: string) => string} date
 */
export function headText({ row, sure, past }, kilometres, date) {
  if (row.km === 0) return '';
  const text = row.km === null ? date(row.when) : kilometres(row.km);
  return sure ? (past && row.km !== null ? `> ${text}` : text) : `${text}?`;
}

/**
 * The heads of the shown lines in the chosen time, as the renderer draws them.
 * @param {import('./atlas.js').Atlas} atlas
 * @param {{days: () => [number, number], keeps: (id: string) => boolean, isShown: (layer: string) => boolean, switches: {possible: boolean}}} hub
 * @param {import('./words.js').Words} words
 * @returns {{point: number[], azimuth: number | null, sure: boolean, text: string}[]}
 */
export function headsShown(atlas, hub, words) {
  const kilometres = (/** @type {number} */ km) => `${words.number(km)} ${words.label('units', 'km')}`;
  const told = atlas.heard(atlas.railheads);
  const rows = told.filter(({ line }) => hub.keeps(line) && hub.isShown(atlas.layer(atlas.thing(line)).key));
  const [first, last] = hub.days();
  const heads = headsAt(rows, first, last, hub.switches.possible);
  const where = (/** @type {Head} */ { row }) => [row.line, row.when, ...row.point].join();
  /** @type {Map<string, Set<string>>} from which ends the rails came to a place on a day */
  const ends = new Map();
  for (const head of heads) ends.set(where(head), (ends.get(where(head)) ?? new Set()).add(head.row.from));
  /** @type {Set<string>} places where rails met, written once */
  const written = new Set();
  return heads.flatMap((head) => {
    const met = (ends.get(where(head))?.size ?? 0) > 1;
    if (met && head.row.km === null) {
      if (written.has(where(head))) return [];
      written.add(where(head));
    }
    const date = (/** @type {string} */ when) => words.t(met ? 'railsMet' : 'railsReached', { date: words.when(when) });
    return [
      {
        point: head.row.point,
        azimuth: head.row.km === null ? null : head.row.azimuth,
        sure: head.sure,
        text: headText(head, kilometres, date),
      },
    ];
  });
}
