import { curveOf, shortName, storyOf } from '../data/people.js';
import { rowsOf } from '../data/rows.js';
import { el, write } from './dom.js';

/** The prisoners of the chosen time in one sentence under the title; and their picture for the clock. */
export class People {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words @param {import('./page.js').Verbs} verbs
   */
  constructor(atlas, hub, words, verbs) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.verbs = verbs;
    this.rows = this.peopled();
    /** what a screen reader is told of the chosen time */
    this.spoken = '';
    this.sum = el('p.geokz-people-sum');
    this.camps = el('p.geokz-people-camps');
    this.root = el('div.geokz-people', {}, [this.sum, this.camps]);
    hub.onChange((what) => {
      if (what === 'source') this.rows = this.peopled();
      if (['time', 'layers', 'source', 'data'].includes(what)) this.tell();
    });
  }

  /** The things of which prisoners are told, or to be expected. */
  peopled() {
    return rowsOf(this.atlas).filter((row) => row.expected || row.prisoners?.size);
  }

  /** The camps that layers and source let show. */
  shown() {
    const { hub } = this;
    return this.rows.filter(({ thing, layer }) => hub.isShown(layer) && hub.keeps(thing.id));
  }

  /** Those of them that a search leaves. */
  found() {
    const { found } = this.hub;
    return this.shown().filter(({ thing }) => !found || found.has(thing.id));
  }

  /** Say it for the chosen time. */
  tell() {
    const { words, verbs } = this;
    const story = storyOf(this.shown(), this.hub.time, this.atlas.things, words);
    this.root.hidden = !story;
    this.spoken = story?.spoken ?? '';
    if (!story) return;
    write(this.sum, story.sum);
    const link = ({ thing, text }) =>
      el('button.geokz-camp', { type: 'button', text, onclick: () => verbs.select(thing.id, { focus: true }) });
    const joined = (camps) => camps.flatMap((camp, at) => (at ? [' · ', link(camp)] : [link(camp)]));
    const parts = [];
    if (story.camps.length) parts.push(el('span', {}, joined(story.camps)));
    if (story.silent) parts.push(el('span.geokz-people-silent', { text: story.silent }));
    if (story.abroad.length) {
      const [before, after] = words.t('peopleAbroad').split('{camps}');
      parts.push(el('span', {}, [before, ...joined(story.abroad), after]));
    }
    this.camps.replaceChildren(...parts);
  }

  /** The years of the clock as a picture; nothing where no camp with a number is shown. */
  curve() {
    const { min, max } = this.hub.clock;
    const curve = curveOf(this.found(), min, max, this.atlas.things);
    if (curve.peak < 0) return null;
    const { words } = this;
    return {
      ...curve,
      names: curve.bands.map(({ thing }) => (thing ? shortName(words.pick(thing.names)) : words.t('peopleRest'))),
      most: words.t('peoplePeak', { year: min + curve.peak, total: words.number(curve.totals[curve.peak]) }),
    };
  }
}
