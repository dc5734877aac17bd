import { laidBy, railsCurve, wholeOf } from '../data/rails.js';
import { bound, el, write } from './dom.js';

/** Between two numbers of one: a dash at which no line is broken. */
const RANGE = '\u2060–\u2060';

/** How far a line had been laid: one sentence under the title, and its kilometres as a picture for the clock. */
export class Rails {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words @param {string} line its id
   */
  constructor(atlas, hub, words, line) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.line = atlas.thing(line);
    this.rows = this.heard();
    /** what a screen reader is told of the chosen time */
    this.spoken = '';
    this.sum = el('p.geokz-people-sum');
    this.ends = el('p.geokz-people-camps');
    this.root = el('div.geokz-people', {}, [this.sum, this.ends]);
    hub.onChange((what) => {
      if (what === 'source') this.rows = this.heard();
      if (['time', 'layers', 'source', 'data'].includes(what)) this.tell();
    });
  }

  /** The heads of the line that the chosen source tells of. */
  heard() {
    return this.atlas.heard(this.atlas.railheads).filter(({ line }) => line === this.line.id);
  }

  /** Whether the line may be seen, and somebody tells how far it had come. */
  get shown() {
    const { hub, line, rows } = this;
    return rows.length > 0 && hub.isShown(line.layer) && hub.keeps(line.id);
  }

  /** Kilometres of the whole line, as the chosen source has them. */
  get whole() {
    return wholeOf(this.atlas.heard(this.atlas.figures(this.line)));
  }

  /** Say it for the chosen time. */
  tell() {
    const { hub, words, whole } = this;
    this.root.hidden = !this.shown;
    this.spoken = '';
    if (!this.shown) return;
    const { ends, between, sure, possible } = laidBy(this.rows, whole, ...hub.days());
    const km = words.label('units', 'km');
    const told = (/** @type {number[]} */ ...numbers) =>
      [...new Set(numbers)].map((one) => words.number(one)).join(RANGE);
    const values = { when: this.when(), laid: told(sure, possible), whole: words.number(whole ?? 0) };
    this.spoken = words.t(whole === null ? 'railsSome' : 'railsSum', values);
    write(this.sum, bound(this.spoken));
    const places = ends
      .filter((end) => end.possible > 0)
      .map((end) => `${words.pick(this.atlas.places[end.from]?.names ?? {})} ${told(end.sure, end.possible)} ${km}`);
    if (between) places.push(words.t('railsBetween', { laid: `${told(between)} ${km}` }));
    write(this.ends, places.join(' · '));
  }

  /** The chosen time, as a sentence begins with it. */
  when() {
    const { from, to } = this.hub.time;
    const { months } = this.hub;
    if (!months) return from === to ? String(from) : `${from}–${to}`;
    const named = (/** @type {number} */ year, /** @type {number} */ month) =>
      this.words.date({ text: String(year), year, month });
    const [first, last] = [named(from, months[0]), named(to, months[1])];
    const text = first === last ? first : `${first} – ${last}`;
    return `${text[0].toLocaleUpperCase(this.words.language)}${text.slice(1)}`;
  }

  /** The time of the clock as a picture; nothing where the line is not shown. */
  curve() {
    const { min, max, unit } = this.hub.clockControl.steps;
    if (!this.shown) return null;
    const { words, whole } = this;
    const curve = railsCurve(this.rows, whole, unit, min, max);
    if (curve.peak < 0) return null;
    const name = (/** @type {string | null} */ end) => (end ? words.pick(this.atlas.places[end]?.names ?? {}) : '');
    return {
      ...curve,
      bands: curve.bands.map(({ end, heights }) => ({ coloured: true, name: name(end), heights })),
      most: `${words.number(curve.totals[curve.peak])} ${words.label('units', 'km')}`,
    };
  }
}
