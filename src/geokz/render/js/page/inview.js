import { kindsList, kindsText } from '../data/kinds.js';
import { rankTexts, timeText } from '../data/rows.js';
import { el } from './dom.js';
import { Sheet } from './sheet.js';

/** What the map shows, as a list of its marks: for whoever has no pointer to put on one. */
export class InView {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words @param {import('./page.js').Verbs} verbs
   * @param {() => void} focusCard
   */
  constructor(atlas, hub, words, verbs, focusCard) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.verbs = verbs;
    this.focusCard = focusCard;
    this.sheet = new Sheet('inview', words, 'inView', { onOpen: () => this.fill() });
    hub.map.on('moveend', () => this.sheet.isOpen && this.fill());
    hub.onChange((what) => what !== 'found' && this.sheet.isOpen && this.fill());
  }

  /** The marks in the window of the map: things by their place, lines by themselves. @returns {import('../data/wire').Thing[][]} */
  marks() {
    const { atlas, hub, verbs } = this;
    /** @type {Map<string, import('../data/wire').Thing[]>} */
    const marks = new Map();
    for (const dataset of hub.renderer.datasets) {
      for (let i = 0; i < dataset.columns.n; i++) {
        const thing = dataset.shows(i, hub.switches) && atlas.things.get(dataset.ids?.[i]);
        if (!thing || !verbs.sees({ dataset, i })) continue;
        const key = i < dataset.columns.points ? `place ${dataset.placeOf(i)}` : thing.id;
        marks.set(key, [...(marks.get(key) ?? []), thing]);
      }
    }
    return [...marks.values()];
  }

  fill() {
    const { atlas, hub, words } = this;
    const marks = this.marks().map((things) => {
      const name = words.pick(things.length > 1 ? atlas.place(things[0]).names : things[0].names);
      return { things, name: name || words.pick(things[0].names) };
    });
    const ranks = rankTexts(
      marks.map(({ name }) => name),
      words.language,
    );
    marks.sort((a, b) => Number(ranks.get(a.name)) - Number(ranks.get(b.name)));
    const items = marks.map(({ things, name }) =>
      el('li', {}, [
        el('button.geokz-link', { type: 'button', text: name, onclick: () => this.open(things) }),
        el('span.geokz-quiet', {
          text: things.length > 1 ? kindsText(atlas, words, things) : kindsList(atlas, words, things),
        }),
      ]),
    );
    const count = marks.reduce((sum, { things }) => sum + things.length, 0);
    this.sheet.body.replaceChildren(
      el('p.geokz-quiet', { role: 'status', text: `${timeText(words, hub)}: ${words.counted('tableThings', count)}` }),
      el('ul.geokz-inview', {}, items),
    );
  }

  /** @param {import('../data/wire').Thing[]} things */
  open(things) {
    this.sheet.close();
    if (things.length > 1) this.verbs.list(things);
    else this.verbs.select(things[0].id);
    this.focusCard();
  }

  translate() {
    if (this.sheet.isOpen) this.fill();
  }
}
