import { el } from './dom.js';

/** Authorities for places: they say where, not what. */
const GAZETTEERS = ['geonames', 'wof'];

/**
 * The things each source tells of: by their row, a statement, a figure or a name.
 * @param {any} data the atlas in the page @returns {Map<string, Set<string>>} ids by key of the source, most first
 */
export function toldBy(data) {
  const told = new Map();
  const tell = (id, citations) => {
    for (const [key] of citations) {
      if (!told.has(key)) told.set(key, new Set());
      told.get(key).add(id);
    }
  };
  for (const thing of data.things.values()) {
    tell(thing.id, thing.source);
    for (const table of [data.claims, data.figures, data.names]) for (const row of table[thing.id] || []) tell(thing.id, row.source);
  }
  return new Map([...told].filter(([key]) => !GAZETTEERS.includes(key)).sort((a, b) => b[1].size - a[1].size));
}

/** The choice of one source: the map, the bars and the table then show only what it tells of. */
export class According {
  /** @param {import('./page.js').AtlasPage} page */
  constructor(page) {
    this.page = page;
    this.told = toldBy(page.data);
    this.label = el('span');
    this.select = el('select', { onchange: () => this.choose(this.select.value) });
    this.root = el('label.geokz-according', {}, [this.label, this.select]);
    page.hub.onChange((what) => what === 'source' && this.mark());
  }

  /** @param {string | null} [key] of a source; anything else means all sources */
  choose(key) {
    const ids = key ? this.told.get(key) : undefined;
    this.page.hub.setSource(ids ? { key, ids } : null);
  }

  /** Show what is chosen, and that something is. */
  mark() {
    const { source } = this.page.hub;
    this.select.value = source ? source.key : '';
    this.root.classList.toggle('geokz-chosen', Boolean(source));
  }

  translate() {
    const { words, data } = this.page;
    this.label.textContent = words.t('accordingTo');
    this.select.replaceChildren(
      el('option', { value: '', text: words.t('allSources') }),
      ...[...this.told].map(([key, ids]) => {
        return el('option', { value: key, text: `${words.source(data.sources[key])} (${words.number(ids.size)})` });
      }),
    );
    this.mark();
  }
}
