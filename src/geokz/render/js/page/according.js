import { el } from './dom.js';

/** The choice of one source: the map, the bars and the table then show only what it tells of, and when and how many by its word. */
export class According {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words
   */
  constructor(atlas, hub, words) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.label = el('span');
    this.select = el('select', { onchange: () => this.choose(this.select.value) });
    this.root = el('label.geokz-according', {}, [this.label, this.select]);
    hub.onChange((what) => what === 'source' && this.mark());
  }

  /** @param {string | null} [key] of a source; anything else means all sources */
  choose(key) {
    const { atlas, hub } = this;
    const source = key && atlas.tellers.has(key) ? key : null;
    atlas.follow(source);
    hub.setSource(
      source === null ? null : { key: source, ids: atlas.told(source), bounds: (id) => atlas.boundsTold(id) },
    );
  }

  /** Show what is chosen, and that something is. */
  mark() {
    const { source } = this.hub;
    this.select.value = source ? source.key : '';
    this.root.classList.toggle('geokz-chosen', Boolean(source));
  }

  translate() {
    const { words, atlas } = this;
    const tellers = atlas.complete ? [...atlas.tellers] : [];
    // layers of one's own tell no sources
    this.root.hidden = atlas.complete ? !tellers.length : !atlas.isSourced;
    this.label.textContent = words.t('accordingTo');
    this.select.replaceChildren(
      el('option', { value: '', text: words.t('allSources') }),
      ...tellers.map(([key, ids]) => {
        return el('option', { value: key, text: `${words.pick(atlas.sources[key].line)} (${words.number(ids.size)})` });
      }),
    );
    this.mark();
  }
}
