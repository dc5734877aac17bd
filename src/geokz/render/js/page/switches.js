import { NONE, POSSIBLE, PRESUMED, STATE_NAMES, UNDATED } from '../data/life.js';
import { el, write } from './dom.js';

/** The states that a reader may switch on and off; those of evidence only where there is some. */
const SWITCHED = [
  { state: PRESUMED, evidence: true },
  { state: POSSIBLE, evidence: false },
  { state: NONE, evidence: true },
  { state: UNDATED, evidence: false },
];

/** The switches of the states, each with the number of things it stands for. */
export class StateSwitches {
  /** @param {import('../map/hub.js').Hub} hub @param {import('../data/words.js').Words} words */
  constructor(hub, words) {
    this.hub = hub;
    this.words = words;
    this.checks = SWITCHED.map(({ state, evidence }) => {
      const name = STATE_NAMES[state];
      const box = el('input', {
        type: 'checkbox',
        onchange: () => this.hub.setSwitches({ [name]: box.checked }),
        'data-switch': name,
      });
      const text = el('span');
      const swatch = el(`span.geokz-swatch.geokz-swatch-${name}`, { 'aria-hidden': 'true' });
      return { state, evidence, name, box, text, root: el('label.geokz-check', {}, [box, swatch, text]) };
    });
  }

  get roots() {
    return this.checks.map(({ root }) => root);
  }

  /** Set the boxes as the switches are. */
  check() {
    for (const { name, box } of this.checks) box.checked = this.hub.switches[name];
  }

  /** Write the number of things that each stands for now. */
  count() {
    const shown = [...this.hub.layers.values()].filter(({ dataset }) => this.hub.isShown(dataset.key));
    const known = shown.some(({ dataset }) => dataset.index.ranks.length > 4);
    for (const { state, evidence, name, text, root } of this.checks) {
      root.hidden = evidence && !known;
      const count = shown.reduce((sum, { dataset }) => sum + dataset.counts[state], 0);
      write(text, this.words.t(`${name}Too`, { count: this.words.number(count) }));
    }
  }
}
