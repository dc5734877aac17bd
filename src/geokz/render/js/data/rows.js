import { ABSENT, allows, lifeKey, SHOWN_STATES } from './life.js';
import { censusOf, totalOf } from './people.js';

/**
 * What the table knows of the things, without a page: which are shown, their order, their numbers and the sum.
 *
 * @typedef {object} Row
 * @property {import('./wire').Thing} thing @property {string} layer key of its layer @property {number} order of its layer, from below
 * @property {boolean} located @property {boolean} expected whether its layer is one of prisoners
 * @property {import('./life.js').Bounds} bounds of its life
 * @property {Map<number, {value: number}> | null} prisoners by year
 * @property {number} state now, a code of life.js @property {number | null} value of the chosen year
 */

/** @typedef {Row & {nameRank: number, typeRank: number, placeRank: number}} Ranked a row with the ranks of its words in the page's language */

/**
 * A row a thing, in the order of the tables.
 * @param {import('./atlas.js').Atlas} atlas @param {(thing: import('./wire').Thing) => unknown} [wanted] all when left out
 * @returns {Row[]}
 */
export function rowsOf(atlas, wanted = () => true) {
  return [...atlas.things.values()].filter(wanted).map((thing) => ({
    thing,
    layer: thing.layer,
    order: atlas.layers.indexOf(atlas.layer(thing)),
    expected: atlas.layer(thing).prisoners,
    located: atlas.isLocated(thing),
    bounds: atlas.bounds(thing),
    prisoners: atlas.prisoners(thing),
    state: ABSENT,
    value: null,
  }));
}

/** The rows of things of which prisoners are told, or to be expected. @param {import('./atlas.js').Atlas} atlas */
export function peopledRows(atlas) {
  return rowsOf(atlas, (thing) => isPeopled(atlas, thing));
}

/** @param {import('./atlas.js').Atlas} atlas @param {import('./wire').Thing} thing */
export function isPeopled(atlas, thing) {
  return atlas.layer(thing).prisoners || Boolean(atlas.prisoners(thing)?.size);
}

/** Rows brought to what the followed source tells. @param {Row[]} rows @param {import('./atlas.js').Atlas} atlas */
export function retold(rows, atlas) {
  for (const row of rows) {
    row.bounds = atlas.bounds(row.thing);
    row.prisoners = atlas.prisoners(row.thing);
  }
}

/**
 * The rows that time, layers and switches let show, their state and number brought up to date.
 * @template {Row} T
 * @param {T[]} rows @param {(thing: import('./wire').Thing) => number} stateNow
 * @param {{isShown: (layer: string) => boolean, switches: import('./life.js').Switches, year: number}} shown
 * @returns {T[]}
 */
export function shownRows(rows, stateNow, { isShown, switches, year }) {
  return rows.filter((row) => {
    if (!isShown(row.layer)) return false;
    row.state = stateNow(row.thing);
    row.value = row.prisoners?.get(year)?.value ?? null;
    return allows(row.state, switches);
  });
}

/**
 * The honest sum of the prisoners of a year: what is added, what has no figure, and what is counted with the camp
 * it is part of, so that nobody counts twice.
 * @param {Row[]} rows those shown @param {number} year @param {Map<string, import('./wire').Thing>} things by id
 * @returns {{total: number, counted: number, missing: number, within: number, abroad: number}} `abroad` is not in the total
 */
export function sumOfPrisoners(rows, year, things) {
  const { counted, missing, within, abroad } = censusOf(rows, year, things);
  return {
    total: totalOf(counted, year),
    counted: counted.length,
    missing: missing.length,
    within: within.length,
    abroad: totalOf(abroad, year),
  };
}

/** States from the surest to the least sure. */
const STATE_ORDER = [...SHOWN_STATES, ABSENT];

/** Columns by which rows sort: numbers a row, compared in turn; null is not known and comes last either way. */
/** @type {Record<string, (row: Ranked) => (number | null)[]>} */
const SORT_KEYS = {
  name: (row) => [row.nameRank],
  type: (row) => [-row.order, row.typeRank],
  life: (row) => lifeKey(row.bounds).map((day) => (Number.isFinite(day) ? day : day > 0 ? null : -1e9)),
  state: (row) => [STATE_ORDER.indexOf(row.state)],
  place: (row) => [row.located ? row.placeRank : null],
  prisoners: (row) => [row.value],
};

/**
 * Rows in order; equal ones by name.
 * @template {Ranked} T
 * @param {T[]} rows
 * @param {{column: string, descending: boolean}} order
 * @returns {T[]}
 */
export function sortedRows(rows, { column, descending }) {
  const turn = descending ? -1 : 1;
  const keyed = rows.map((row) => ({ row, keys: SORT_KEYS[column](row) }));
  keyed.sort((a, b) => {
    for (let at = 0; at < a.keys.length; at++) {
      const [one, other] = [a.keys[at], b.keys[at]];
      if (one === other) continue;
      if (one === null) return 1;
      if (other === null) return -1;
      return (one - other) * turn;
    }
    return a.row.nameRank - b.row.nameRank;
  });
  return keyed.map(({ row }) => row);
}

// browsers carry no order of words in kk: its letters stand for others that sort alike, each after its neighbour
/** @type {Record<string, string>} */
const KK = { ә: 'а', ғ: 'г', қ: 'к', ң: 'н', ө: 'о', ұ: 'у', ү: 'у', һ: 'х', і: 'ы' };
/** @type {Record<string, number>} */
const KK_STEP = { ү: 2 };

/** A text in kk as one that sorts by its alphabet when compared letter by letter. @param {string} text */
function kkKey(text) {
  return text
    .toLowerCase()
    .replace(/\d+/g, (digits) => digits.padStart(6, '0'))
    .replace(/\p{Script=Cyrillic}/gu, (letter) => {
      const base = KK[letter];
      return `${base || (letter === 'ё' ? 'е' : letter)}${letter === 'ё' ? 1 : base ? KK_STEP[letter] || 1 : 0}`;
    });
}

/**
 * The position of each text in the order of a language, marks left aside; equal texts share theirs.
 * @param {string[]} texts @param {string} language @returns {Map<string, number>}
 */
export function rankTexts(texts, language) {
  const distinct = [...new Set(texts)];
  const plain = (/** @type {string} */ text) => text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  if (language === 'kk') {
    const keys = new Map(distinct.map((text) => [text, kkKey(plain(text))]));
    const key = (/** @type {string} */ text) => keys.get(text) ?? '';
    distinct.sort((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
  } else {
    const { compare } = new Intl.Collator(language, { numeric: true });
    distinct.sort((a, b) => compare(plain(a), plain(b)));
  }
  return new Map(distinct.map((text, rank) => [text, rank]));
}

/** The chosen time in the page's language. @param {import('./words.js').Words} words @param {{time: {from: number, to: number}, months: [number, number] | null}} hub */
export function timeText(words, hub) {
  const { months } = hub;
  const { from, to } = hub.time;
  if (!months) return from === to ? String(from) : `${from}–${to}`;
  const month = (/** @type {number} */ year, /** @type {number} */ number) =>
    words.date({ text: `${year}`, year, month: number });
  const [first, last] = [month(from, months[0]), month(to, months[1])];
  return first === last ? first : `${first} – ${last}`;
}
