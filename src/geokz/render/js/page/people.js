import { curveOf, shortName, storyOf } from '../data/people.js';
import { peopledRows } from '../data/rows.js';
import { bound, el, placeLines, write } from './dom.js';

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
    this.rows = peopledRows(atlas);
    /** what a screen reader is told of the chosen time */
    this.spoken = '';
    this.sum = el('p.geokz-people-sum');
    const select = (thing) => verbs.select(thing.id, { focus: true });
    this.named = new CampNames(select);
    this.silent = el('span.geokz-people-silent');
    this.gone = new CampNames(select);
    this.abroad = el('span', {}, ['', this.gone.root, '']);
    this.camps = el('p.geokz-people-camps');
    this.root = el('div.geokz-people', {}, [this.sum, this.camps]);
    hub.onChange((what) => {
      if (what === 'source') this.rows = peopledRows(atlas);
      if (['time', 'layers', 'source', 'data'].includes(what)) this.tell();
    });
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
    const { words } = this;
    const story = storyOf(this.shown(), this.hub.time, this.atlas.things, words);
    this.root.hidden = !story;
    this.spoken = story?.spoken ?? '';
    if (!story) return;
    write(this.sum, bound(story.sum));
    this.named.write(story.camps);
    write(this.silent, story.silent);
    const [before, after] = words.t('peopleAbroad').split('{camps}');
    this.abroad.firstChild.nodeValue = before;
    this.gone.write(story.abroad);
    this.abroad.lastChild.nodeValue = after;
    const parts = [
      story.camps.length && this.named.root,
      story.silent && this.silent,
      story.abroad.length && this.abroad,
    ];
    placeLines(this.camps, parts.filter(Boolean));
  }

  /** The years of the clock as a picture; nothing where no camp with a number is shown. */
  curve() {
    const { min, max } = this.hub.clock;
    const curve = curveOf(this.found(), min, max, this.atlas.things);
    if (curve.peak < 0) return null;
    const { words } = this;
    return {
      ...curve,
      bands: curve.bands.map(({ thing, heights }) => ({
        coloured: thing !== null,
        name: thing ? shortName(words.pick(thing.names)) : words.t('peopleRest'),
        heights,
      })),
      most: words.t('peoplePeak', { year: min + curve.peak, total: words.number(curve.totals[curve.peak]) }),
    };
  }
}

/** Names of camps in a row, each a button; they are kept from one time to the next, for new ones cost a layout each. */
class CampNames {
  /** @param {(thing: import('../data/wire').Thing) => void} select what a click does */
  constructor(select) {
    this.root = el('span');
    /** @type {{item: HTMLElement, button: HTMLElement, thing: any}[]} */
    this.items = [];
    this.select = select;
  }

  /** @param {{thing: any, text: string}[]} camps */
  write(camps) {
    while (this.items.length < camps.length) this.items.push(this.made());
    camps.forEach(({ thing, text }, at) => {
      this.items[at].thing = thing;
      write(this.items[at].button, text);
    });
    placeLines(
      this.root,
      this.items.slice(0, camps.length).map(({ item }) => item),
    );
  }

  made() {
    const button = el('button.geokz-camp', { type: 'button', onclick: () => this.select(made.thing) });
    const made = {
      thing: /** @type {any} */ (null),
      button,
      item: el('span', {}, [this.items.length > 0 && ' · ', button]),
    };
    return made;
  }
}
