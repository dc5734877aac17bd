import { timeText } from '../data/rows.js';
import { atRest, el, mark, shield } from './dom.js';

/** Milliseconds of rest after which the name of the map follows its time. */
const REST = 300;

/** The first stops of the keyboard: over the map to the search, to the clock, to the list of what the map shows. */
export class Skip {
  /**
   * @param {import('../map/hub.js').Hub} hub @param {import('../data/words.js').Words} words
   * @param {Record<string, () => void>} targets by the key of their words
   */
  constructor(hub, words, targets) {
    this.hub = hub;
    this.words = words;
    this.buttons = Object.entries(targets).map(([word, go]) => ({
      word,
      button: el('button.geokz-word', { type: 'button', onclick: go }),
    }));
    this.root = shield(
      el(
        'nav.geokz-skip',
        {},
        this.buttons.map(({ button }) => button),
      ),
    );
    const soon = atRest(() => this.name(), REST);
    hub.onChange(soon);
  }

  /** What a screen reader calls the map. */
  name() {
    const { hub, words } = this;
    const count = hub.renderer.datasets.reduce((sum, dataset) => sum + dataset.shown(hub.switches), 0);
    const things = words.counted('tableThings', count);
    mark(hub.map.getContainer(), 'aria-label', words.t('mapName', { time: timeText(words, hub), things }));
  }

  translate() {
    this.root.setAttribute('aria-label', this.words.t('skip'));
    for (const { word, button } of this.buttons) button.textContent = this.words.t(word);
    this.name();
  }
}
