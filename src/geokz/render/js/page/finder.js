import { placeOfHit, searchedIn, thingsByPlace } from '../data/entries.js';
import { kindsText } from '../data/kinds.js';
import { Search } from '../data/search.js';
import { el } from './dom.js';
import { symbol } from './panel.js';

/** How many hits the list shows. */
const SHOWN = 12;

/** The search box: what is typed, the hits below it, and which of them the keys have marked. */
export class Finder {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words @param {import('./page.js').Verbs} verbs
   */
  constructor(atlas, hub, words, verbs) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.verbs = verbs;
    /** @type {Search | null} */
    this.index = null;
    /** @type {Map<string, import('../data/wire').Thing[]> | null} */
    this.byPlace = null;
    this.hit = -1;
    this.input = el('input.geokz-search', {
      type: 'search',
      autocomplete: 'off',
      spellcheck: 'false',
      role: 'combobox',
      'aria-expanded': 'false',
      'aria-controls': 'geokz-hits',
      oninput: () => this.onInput(),
      onkeydown: (event) => this.onKey(event),
    });
    this.hits = el('ul.geokz-hits', { id: 'geokz-hits', role: 'listbox', hidden: true });
    this.nothing = el('p.geokz-hits.geokz-nothing', { role: 'status', hidden: true });
    this.root = el('div.geokz-search-box', { role: 'search' }, [this.input, this.hits, this.nothing]);
  }

  /** What is searched, made when it is first wanted: to fold all names takes a while. */
  get search() {
    this.index ??= new Search(searchedIn(this.atlas));
    return this.index;
  }

  /** The things at each place, by its key. */
  get places() {
    this.byPlace ??= thingsByPlace(this.atlas);
    return this.byPlace;
  }

  translate() {
    const { t } = this.words;
    this.input.placeholder = t('searchHint');
    this.input.setAttribute('aria-label', t('searchHint'));
    this.hits.setAttribute('aria-label', t('found'));
  }

  clear() {
    this.input.value = '';
    this.onInput();
  }

  onInput() {
    const { hub, words } = this;
    const found = this.search.find(this.input.value, Infinity);
    const ids = found.slice(0, SHOWN);
    this.hits.replaceChildren(
      ...ids.map((id, position) => {
        const place = placeOfHit(id);
        return el(
          'li',
          { role: 'option', id: `geokz-hit-${position}`, 'data-id': id, onmousedown: (event) => this.take(id, event) },
          place ? this.placeHit(place) : this.thingHit(id),
        );
      }),
    );
    this.nothing.hidden = !this.input.value.trim() || ids.length > 0;
    this.nothing.textContent = this.nothing.hidden ? '' : words.t('nothingFound');
    this.hits.hidden = !ids.length;
    this.input.setAttribute('aria-expanded', String(!this.hits.hidden));
    this.mark(ids.length ? 0 : -1);
    hub.setFound(ids.length ? new Set(found.flatMap((id) => this.thingsOf(id))) : null);
  }

  /** The ids of the things that a hit is or holds. @param {string} id */
  thingsOf(id) {
    const place = placeOfHit(id);
    return place ? (this.places.get(place) ?? []).map((thing) => thing.id) : [id];
  }

  thingHit(id) {
    const { atlas, hub, words } = this;
    const thing = atlas.thing(id);
    const layer = atlas.layer(thing);
    return [
      symbol(layer, atlas.colourOf(thing, hub.renderer.theme.dark)),
      el('span', {}, [
        words.pick(thing.names),
        el('span.geokz-quiet', {
          text: `${words.label('types', thing.type)}, ${words.when(this.atlas.dated(thing).when)}`,
        }),
      ]),
    ];
  }

  placeHit(key) {
    const { atlas, words } = this;
    return [
      el('span', { text: '◎', 'aria-hidden': 'true' }),
      el('span', {}, [
        words.pick(atlas.places[key].names),
        el('span.geokz-quiet', { text: kindsText(atlas, words, this.places.get(key) ?? []) }),
      ]),
    ];
  }

  mark(position) {
    this.hit = position;
    [...this.hits.children].forEach((item, at) => item.setAttribute('aria-selected', String(at === position)));
    if (position >= 0) {
      this.input.setAttribute('aria-activedescendant', `geokz-hit-${position}`);
      this.hits.children[position].scrollIntoView({ block: 'nearest' });
    } else this.input.removeAttribute('aria-activedescendant');
  }

  onKey(event) {
    const options = this.hits.children;
    if (event.key === 'Escape') this.clear();
    else if (event.key === 'Enter' && options[this.hit]) this.take(options[this.hit].dataset.id, event);
    else if (event.key === 'ArrowDown') this.mark(Math.min(options.length - 1, this.hit + 1));
    else if (event.key === 'ArrowUp') this.mark(Math.max(0, this.hit - 1));
    else return;
    event.preventDefault();
  }

  /** Choose a hit. */
  take(id, event) {
    event.preventDefault();
    this.hits.hidden = true;
    this.nothing.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    const place = placeOfHit(id);
    if (place) this.verbs.list(this.places.get(place) ?? []);
    else this.verbs.select(id, { focus: true });
  }
}
