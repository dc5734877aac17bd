import { isDay } from '../data/calendar.js';
import { CERTAIN, isUndated, stateOf } from '../data/life.js';
import { sumOf } from '../data/series.js';
import { daysOf, UNITS, writtenTime } from '../data/units.js';
import { el, write } from './dom.js';

/**
 * The year (month, day) of a time in which the known numbers of a layer's things sum up to most.
 * @param {import('../data/dataset.js').Dataset} dataset @param {import('../data/units.js').UnitName} unit
 * @param {number} from @param {number} to @returns {number} `to` where nothing is known
 */
function greatestOf(dataset, unit, from, to) {
  const { of } = UNITS[unit];
  const totals = new Float64Array(to - from + 1);
  const within = (/** @type {number} */ day, /** @type {number} */ open) =>
    isDay(day) ? Math.max(from - 1, Math.min(to + 1, of(day))) : open;
  const things = dataset.index.states.length;
  for (let i = 0; i < things; i++) {
    if (!dataset.kept(i)) continue;
    /** @type {Map<number, number>} */
    const most = new Map();
    for (const { first, last, value } of dataset.series?.of(i) ?? []) {
      if (value === null) continue;
      const end = Math.min(to, within(last, to));
      for (let at = Math.max(from, within(first, from)); at <= end; at++)
        most.set(at, Math.max(value, most.get(at) ?? 0));
    }
    for (const [at, value] of most) totals[at - from] += value;
  }
  const best = totals.indexOf(Math.max(...totals));
  return totals[best] > 0 ? from + best : to;
}

/** The sums of the chosen time over the things that have numbers over time, a line a layer. */
export class Sums {
  /** @param {import('../map/hub.js').Hub} hub @param {import('../data/words.js').Words} words */
  constructor(hub, words) {
    this.hub = hub;
    this.words = words;
    this.lines = el('div');
    this.density = el('p.geokz-own-density', { hidden: true });
    this.root = el('div.geokz-own-sums', { hidden: true }, [this.lines, this.density]);
    hub.renderer.onDrawn = () => this.tellDensity();
    hub.onChange((what) => ['time', 'layers', 'source', 'data'].includes(what) && this.tell());
    this.tell();
  }

  /** Say it for the chosen time and in the language of the page. */
  tell() {
    const told = [...this.hub.layers.values()]
      .map(({ dataset }) => dataset)
      .filter((dataset) => dataset.series && this.hub.isShown(dataset.key));
    const lines = told.map((dataset) => this.line(dataset)).filter((text) => text);
    this.lines.replaceChildren(...lines.map((text) => el('p', { text })));
    this.tellDensity();
  }

  /** How many things the deepest colour stands for, where the map is full of them. */
  tellDensity() {
    const most = this.hub.renderer.field?.most ?? 0;
    const empty = most < 2;
    if (this.density.hidden !== empty) this.density.hidden = empty;
    const bare = empty && !this.lines.childElementCount;
    if (this.root.hidden !== bare) this.root.hidden = bare;
    if (most >= 2) write(this.density, this.words.t('ownDense', { count: this.words.number(most) }));
  }

  /** Nothing for a time of which the layer tells nothing. @param {import('../data/dataset.js').Dataset} dataset */
  line(dataset) {
    const { words, hub } = this;
    const { unit } = hub.clock;
    const { from, to } = hub.time;
    const single = from === to || hub.months !== null;
    const best = single ? from : greatestOf(dataset, unit, from, to);
    const [first, last] = single ? hub.days() : daysOf(unit, best, best);
    const surely = (/** @type {number} */ i) => {
      const bounds = dataset.index.boundsOf(i);
      return !isUndated(bounds) && stateOf(bounds, first, last) === CERTAIN;
    };
    const { total, things, unknown } = sumOf(dataset, first, last, surely, (i) => dataset.kept(i));
    if (!things && !unknown) return '';
    const years = writtenTime(unit, from, to);
    const column = dataset.series?.column ?? '';
    const when = single
      ? years
      : words.t('ownMost', {
          year: UNITS[unit].written(best),
          from: UNITS[unit].written(from),
          to: UNITS[unit].written(to),
        });
    const sum = things
      ? words.t('ownSum', { column, when, total: words.number(total), things: words.counted('ownThings', things) })
      : words.t('ownNone', { column, when: years });
    return unknown ? `${sum}; ${words.counted('ownUnknown', unknown)}` : sum;
  }
}
