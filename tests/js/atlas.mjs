// A small atlas for tests: what is left out is empty, and a thing without a place of its own is at a settlement.
import { Atlas } from '../../src/geokz/render/js/data/atlas.js';
import { daysOfYears, OPEN_END, OPEN_START } from '../../src/geokz/render/js/data/calendar.js';
import { WIRE_VERSION } from '../../src/geokz/render/js/data/columns.js';
import { Dataset } from '../../src/geokz/render/js/data/dataset.js';
import { columnsOf } from './random.mjs';

export const STYLE = { colour: '#7b1e2b', colourDark: '#e0788a', shape: 'square', size: 5 };
const LAYERS = [{ key: 'camps', prisoners: true }, { key: 'plants' }, { key: 'towns', labelled: true }];
const PLACES = {
  there: { names: { en: 'There', ru: 'Там', kk: 'Сонда' }, precision: 'settlement', radius: 3000 },
  nowhere: { names: {}, precision: 'unlocated', radius: 0 },
};
const ALWAYS = [OPEN_START, OPEN_START, OPEN_END, OPEN_END];

/**
 * A figure of prisoners, of a year when it is of one.
 * @param {string} when
 * @param {number | null} value
 * @param {any} [more] what is different
 */
export const figure = (when, value, more = {}) => ({
  measure: 'prisoners',
  of: null,
  unit: 'person',
  when,
  year: /^\d{4}/.test(when) && !when.includes('/') ? Number(when.slice(0, 4)) : null,
  value,
  qualifier: '',
  standing: 'accepted',
  ...more,
});

/**
 * @param {any[]} things with `bounds`, always when left out, and `at`, their [x, y] from 0 to 1; without it they are
 *   drawn nowhere
 * @param {any} [more] other parts of the details
 */
export function atlasOf(things, more = {}) {
  const whole = things.map((thing) => ({
    layer: 'camps',
    place: 'there',
    partOf: '',
    source: [],
    names: {},
    when: '',
    ...thing,
  }));
  const layers = LAYERS.map(({ key }) =>
    whole.filter(({ layer }) => layer === key).sort((a, b) => Number(!a.at) - Number(!b.at)),
  );
  const atlas = new Atlas({
    version: WIRE_VERSION,
    languages: ['en', 'ru', 'kk'],
    layers: LAYERS,
    vocabularies: {},
    places: PLACES,
    sources: {},
    tours: [],
    railheads: [],
    periods: [],
    events: [],
    disagreements: [],
    accounts: {},
    about: { measure: 'prisoners' },
    relations: [],
    dates: datings([...whole, ...Object.values(more.names ?? {}).flat()]),
    order: Object.fromEntries(layers.map((some, at) => [LAYERS[at].key, some.map(({ id }) => id)])),
    ...more,
    claims: sourced(more.claims),
    figures: sourced(more.figures),
    names: sourced(more.names),
    things: whole,
  });
  layers.forEach((some, at) => {
    const dataset = datasetOf(LAYERS[at].key, some);
    dataset.position = new Map(some.map(({ id }, i) => [id, i]));
    atlas.join(LAYERS[at].key, dataset);
  });
  return atlas;
}

/** The dates of rows, in parts: of intervals of years. @param {any[]} rows */
function datings(rows) {
  const end = (text) => (text ? { text } : 'unknown');
  const dating = (when) =>
    when.includes('/') ? { start: end(when.split('/')[0]), end: end(when.split('/')[1]) } : { start: { text: when } };
  return Object.fromEntries(rows.map(({ when }) => [when, dating(when ?? '')]));
}

/** Rows by thing, each with a source, be it none. @param {Record<string, any[]>} [rows] */
function sourced(rows = {}) {
  return Object.fromEntries(
    Object.entries(rows).map(([id, some]) => [id, some.map((row) => ({ source: [], when: '', ...row }))]),
  );
}

function datasetOf(key, things) {
  const located = things.filter(({ at }) => at);
  const columns = {
    n: located.length,
    points: located.length,
    ...columnsOf(things.map(({ bounds = ALWAYS }) => bounds)),
    x: Float64Array.from(located, ({ at }) => at[0]),
    y: Float64Array.from(located, ({ at }) => at[1]),
    partOfPath: Int32Array.of(0),
    vertexOfPart: Int32Array.of(0),
    closed: new Uint8Array(0),
  };
  return new Dataset(key, columns, STYLE);
}

/** The bounds of a life that is certain from one year to another. */
export function during(from, to) {
  const [first, last] = daysOfYears(from, to);
  return [first, first, last, last];
}

/** A figure of prisoners a year, by year. @param {Record<string, number>} numbers */
export function prisoners(numbers) {
  return Object.entries(numbers).map(([year, value]) => figure(year, value));
}
