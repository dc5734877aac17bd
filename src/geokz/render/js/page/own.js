/* global L */
import { daysOf, UNITS, writtenTime } from '../data/units.js';
import { hubOf } from '../map/hub.js';
import { AREA_ALPHA, svgPath } from '../map/symbols.js';
import { seriesChart } from './chart.js';
import { el, linked } from './dom.js';

/**
 * What the symbols of a layer mean: the colours that a column gives, the sizes of some numbers.
 * @typedef {{key?: string, name: string, shape: string, colour: string, column?: string, classes: {colour: string, label: string}[],
 *   sizes?: {column: string, examples: [number, number][], unknown: boolean}}} Entry examples: a number and half the
 *   width of its symbol, px
 * @typedef {{dataset: any, i: number}} Found
 */

/** Pixels about a click within which a thing is meant. */
const NEAR = 7;

/** So many of the things under the pointer are named; of the others it is said how many they are. */
const NAMED = 5;

/** The first names of what lies under the pointer, and how many more there are. @param {Found[]} found @returns {Promise<string[]>} */
async function namesOf(found) {
  return Promise.all(
    found.slice(0, NAMED).map(async ({ dataset, i }) => (await dataset.readNames())[i] || dataset.key),
  );
}

/**
 * What hangs at the pointer: one thing with what is to be told of it, or how many there are and the nearest by name.
 * @param {Found[]} found nearest first @param {import('../data/words.js').Words} words
 */
export async function ownText(found, words) {
  const [{ dataset, i }] = found;
  if (found.length > 1) {
    const names = [...new Set(await namesOf(found))];
    const more = found.length - Math.min(NAMED, found.length);
    const lines = [words.counted('ownHere', found.length), ...names];
    return (more ? [...lines, words.t('ownMore', { count: words.number(more) })] : lines).join('\n');
  }
  const name = (await dataset.readNames())[i] || '';
  const told = (await dataset.textsOf('tooltip', i)).map(([heading, text]) => `${heading}: ${text}`);
  return [name, ...told, ...numberNow(dataset, i, words)].filter(Boolean).join(' · ');
}

/** The number of a thing with numbers over time, in the chosen time. */
function numberNow(dataset, i, words) {
  if (!dataset.series) return [];
  const number = dataset.numberOf(i);
  return [`${dataset.series.column}: ${number === null ? words.t('ownNotKnown') : words.number(number)}`];
}

/** At a click on a thing of somebody's own: its name, the columns that were asked for and its numbers, in a popup of the map. */
export function mountPopup(map, words) {
  map.on('click', async (event) => {
    const hub = hubOf(map);
    const found = hub.renderer.pick(event.containerPoint, NEAR);
    if (!found.length) return;
    const { dataset, i } = found[0];
    const told = await dataset.textsOf('popup', i);
    const links = (await dataset.textsOf('link', i)).filter(([heading]) => !told.some(([other]) => other === heading));
    const chart = dataset.series ? ownChart(hub, dataset, i, words) : [];
    if (!told.length && !links.length && !chart.length) return;
    const name = (await dataset.readNames())[i];
    const rows = [...told, ...links].flatMap(([heading, text]) => [
      el('dt', { text: heading }),
      el('dd', {}, linked(text)),
    ]);
    const others = found.slice(1);
    const more = others.length - Math.min(NAMED, others.length);
    const listed = [...(await namesOf(others)), ...(more ? [words.t('ownMore', { count: words.number(more) })] : [])];
    const content = el('div.geokz-own', {}, [
      el('strong', { text: name || '' }),
      el('dl', {}, rows),
      ...chart,
      others.length > 0 && el('p', { text: words.t('ownAlso') }),
      others.length > 0 &&
        el(
          'ul',
          {},
          listed.map((text) => el('li', { text })),
        ),
    ]);
    L.popup({ maxWidth: 320 }).setLatLng(event.latlng).setContent(content).openOn(map);
  });
}

/** The numbers of a thing over the years of the clock, and that of the chosen time. */
function ownChart(hub, dataset, i, words) {
  const [text] = numberNow(dataset, i, words);
  const { min, max, unit } = hub.clock;
  const options = {
    days: daysOf(unit, min, max),
    chosen: hub.days(),
    colour: hub.renderer.colour(dataset, i),
    label: text,
  };
  const ends = [min, max].map((at) => el('span', { text: UNITS[unit].written(at) }));
  return [
    seriesChart(dataset.series.of(i), options),
    el('div.geokz-life-ends', {}, ends),
    el('p', { text: `${writtenTime(unit, hub.time.from, hub.time.to)} · ${text}` }),
  ];
}

/**
 * What a key tells of a layer, one after the other; a heading has no symbol.
 * @typedef {{text: string, symbol: {shape: string, colour: string, size: number, unknown?: boolean} | null}} Item
 * @param {Entry} entry @param {import('../data/words.js').Words} words @returns {Item[]}
 */
export function keyItems({ name, shape, colour, column, classes, sizes }, words) {
  const heading = (/** @type {string} */ text) => ({ text, symbol: null });
  const item = (/** @type {string} */ text, own = colour, size = 5, unknown = false) => ({
    text,
    symbol: { shape, colour: own, size, unknown },
  });
  return [
    ...(classes.length ? [heading(column ? `${name}: ${column}` : name)] : []),
    ...(classes.length || sizes ? [] : [item(name)]),
    ...classes.map((one) => item(one.label, one.colour)),
    ...(sizes ? [heading(`${name}: ${sizes.column}`)] : []),
    ...(sizes?.examples ?? []).map(([number, reach]) => item(words.number(number), colour, reach)),
    ...(sizes?.unknown ? [item(words.t('ownNotKnown'), colour, 5, true)] : []),
  ];
}

/**
 * The rows of a key to some layers.
 * @param {Entry[]} entries @param {import('../data/words.js').Words} words
 */
export function keyRows(entries, words) {
  return entries
    .flatMap((entry) => keyItems(entry, words))
    .map(({ text, symbol }) => el('li', {}, symbol ? [picture(symbol), el('span', { text })] : [text]));
}

/** A symbol as a small picture; hollow with a dot where its number is not known. */
function picture({ shape, colour, size: reach, unknown = false }) {
  const side = Math.max(16, Math.ceil(2 * reach + 4));
  const middle = side / 2;
  const line = shape === 'line';
  const outline = {
    d: line ? `M1 ${middle}h${side - 2}` : svgPath(shape, middle, middle, reach),
    fill: line || unknown ? 'none' : colour,
    'fill-opacity': shape === 'area' ? AREA_ALPHA : 1,
    stroke: colour,
    'stroke-width': line ? '2.5' : '1',
  };
  const dot = unknown && el('path', { d: svgPath('circle', middle, middle, 1.3), fill: colour });
  return el('svg', { viewBox: `0 0 ${side} ${side}`, width: side, height: side, 'aria-hidden': 'true' }, [
    el('path', outline),
    dot,
  ]);
}

/** A list of the layers with their symbols, colours and sizes, in a corner of the map. @param {any} map @param {Entry[]} entries */
export function mountLegend(map, entries, words) {
  const control = L.control({ position: 'topright' });
  control.onAdd = () => el('ul.geokz-own-legend', {}, keyRows(entries, words));
  control.addTo(map);
}
