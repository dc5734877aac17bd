import { DISPUTED, FACETS, Filters, LINE, OF, ONE, SEVERAL, TO } from '../data/filters.js';
import { shortName } from '../data/people.js';
import { rankTexts } from '../data/rows.js';
import { el } from './dom.js';

/** The choices beside the layers: kind, work, part of, evidence, precision. Map, bars, sums and lists show what they leave. */
export class FilterPanel {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words
   */
  constructor(atlas, hub, words) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    /** @type {Filters | null} */
    this.made = null;
    /** @type {Map<string, string>} */
    this.layerOfKind = new Map();
    /** whether the choices are those of now: while nobody sees them they need not be */
    this.filled = false;
    /** @type {import('../data/filters.js').Chosen} */
    this.chosen = {};
    this.summary = el('summary');
    this.rows = FACETS.map((facet) => {
      const label = el('span');
      const select = el('select', { onchange: () => this.choose({ ...this.chosen, [facet]: select.value }) });
      return { facet, label, select, root: el('label', {}, [label, select]) };
    });
    this.root = el('details.geokz-filters', { ontoggle: () => this.fill() }, [
      this.summary,
      ...this.rows.map(({ root }) => root),
    ]);
    this.told = el('span');
    this.clear = el('button.geokz-link', { type: 'button', onclick: () => this.clearAll() });
    /** what is said of the choice wherever the panel is folded, too: a map that hides things must not be taken for whole */
    this.note = el('p.geokz-filter-note', { hidden: true }, [this.told, ' ', this.clear]);
  }

  /** What can be chosen, worked out when it is first wanted. */
  get filters() {
    this.made ??= new Filters(this.atlas);
    return this.made;
  }

  /** More is told of the things: what can be chosen is worked out anew. */
  renew() {
    this.made = null;
    this.refresh();
  }

  /** Take over a choice; what no thing has falls away. @param {Record<string, string>} chosen */
  choose(chosen) {
    const some = FACETS.some((facet) => Object.hasOwn(chosen, facet) && chosen[facet]);
    this.chosen = some ? this.filters.known(chosen) : {};
    const key = FACETS.map((facet) => this.chosen[facet] ?? '').join();
    const ids = some ? this.filters.left(this.chosen) : null;
    this.hub.setFilter(ids && { key, ids });
    this.refresh();
  }

  /** All things again. */
  clearAll() {
    const within = this.note.contains(document.activeElement);
    this.choose({});
    if (within) this.summary.focus({ preventScroll: true });
  }

  /** What is chosen, for the link; nothing where all is shown. */
  get linked() {
    return Object.keys(this.chosen).length ? this.chosen : undefined;
  }

  /** The choices and what they leave, once more. */
  refresh() {
    this.filled = false;
    if (this.root.open) this.fill();
    for (const { facet, select } of this.rows)
      select.classList.toggle('geokz-chosen-facet', Boolean(this.chosen[facet]));
    const ids = this.hub.filter?.ids;
    this.note.hidden = !ids;
    if (!ids) return;
    const [count, all] = [ids.size, this.filters.values.size].map((number) => this.words.number(number));
    this.told.textContent = this.words.t('filterLeft', { count, all });
    this.root.open = true;
  }

  /** Write the choices, where they are not written. */
  fill() {
    if (this.filled) return;
    this.filled = true;
    const { atlas, words, filters, chosen } = this;
    for (const { type, layer } of atlas.things.values()) this.layerOfKind.set(type, layer);
    for (const { facet, select } of this.rows) {
      const value = chosen[facet] ?? '';
      const options = this.options(facet, filters.choices(facet, chosen));
      select.replaceChildren(el('option', { value: '', text: words.t('filterAll') }), ...options);
      select.value = value;
    }
  }

  /** The choices of a facet as options, those of one group together. */
  options(facet, counts) {
    const { words } = this;
    const groups = new Map();
    for (const [value, count] of counts) {
      const { text, group = '', rank } = this.wording(facet, value);
      groups.set(group, [...(groups.get(group) ?? []), { value, text, rank, count }]);
    }
    const order = rankTexts([...groups.keys()], words.language);
    return [...groups]
      .sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
      .flatMap(([group, some]) => {
        const ranks = rankTexts(
          some.map(({ text }) => text),
          words.language,
        );
        const options = some
          .sort((a, b) => (a.rank ?? ranks.get(a.text) ?? 0) - (b.rank ?? ranks.get(b.text) ?? 0))
          .map(({ value, text, count }) => el('option', { value, text: `${text} (${words.number(count)})` }));
        return group ? [el('optgroup', { label: group }, options)] : options;
      });
  }

  /** A value in words, and the group it stands in. @returns {{text: string, group?: string, rank?: number}} */
  wording(facet, value) {
    const { atlas, words } = this;
    const label = (key) => words.pick(atlas.layerOf.get(key)?.label ?? {}) || key;
    const name = (id) => shortName(words.pick(atlas.thing(id).names));
    if (facet === 'kind') {
      return { text: words.label('types', value), group: label(this.layerOfKind.get(value)) };
    }
    if (facet === 'work')
      return value.startsWith(TO)
        ? { text: label(value.slice(TO.length)), group: words.t('filterTo') }
        : { text: name(value.slice(OF.length)), group: words.t('filterOf') };
    if (facet === 'part') return { text: name(value), group: label(atlas.thing(value).layer) };
    if (facet === 'evidence') {
      const own = { [SEVERAL]: 'filterSeveral', [ONE]: 'filterOne', [DISPUTED]: 'disagree' }[value];
      const grades = Object.keys(words.vocabularies.certainty ?? {});
      const rank = own ? 90 + [SEVERAL, ONE, DISPUTED].indexOf(value) : grades.indexOf(value);
      return { text: own ? words.t(own) : words.label('certainty', value), rank };
    }
    const grades = [...Object.keys(words.vocabularies.precision ?? {})];
    return value === LINE
      ? { text: words.t('filterLine'), rank: 90 }
      : { text: words.label('precision', value), rank: grades.indexOf(value) };
  }

  translate() {
    const { t } = this.words;
    this.summary.textContent = t('filters');
    this.clear.textContent = t('filterClear');
    for (const { facet, label } of this.rows) label.textContent = t(`filter${facet[0].toUpperCase()}${facet.slice(1)}`);
    this.refresh();
  }
}
