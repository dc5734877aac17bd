import { kindOf, kindsList } from '../data/kinds.js';
import { allows, CERTAIN, isSure, NONE, PRESUMED, UNDATED } from '../data/life.js';
import { AREA_ALPHA, PRESUMED_ALPHA, svgPath } from '../map/symbols.js';
import { atRest, el, shield, write } from './dom.js';

/** Milliseconds of rest after which the numbers follow the clock. */
const RESTED = 80;

/** Where the symbols of so many colours stand in the picture of a layer: each its middle and half its width. */
const AMONG = [
  [],
  [[9, 9, 5.5]],
  [
    [5, 9, 3.2],
    [13, 9, 3.2],
  ],
  [
    [9, 4.8, 3.2],
    [4.8, 13.2, 3.2],
    [13.2, 13.2, 3.2],
  ],
  [
    [4.8, 4.8, 3.2],
    [13.2, 4.8, 3.2],
    [4.8, 13.2, 3.2],
    [13.2, 13.2, 3.2],
  ],
];

/**
 * The symbol of a layer as a small picture, as it is drawn in a state.
 * @param {{shape: string}} style @param {string | string[]} colour up to four, where a column gives them
 * @param {number} [state] a code of life.js
 */
export function symbol({ shape }, colour, state = CERTAIN) {
  const colours = [colour].flat();
  const filled = isSure(state) && shape !== 'ring';
  const line = (stroke, at) => {
    const y = (18 * (at + 1)) / (colours.length + 1);
    return el('line', { x1: 1, y1: y, x2: 17, y2: y, stroke, 'stroke-width': 2 });
  };
  const outline = (stroke, at) => {
    const [x, y, size] = AMONG[colours.length][at];
    return el('path', {
      d: svgPath(shape, x, y, size),
      fill: filled ? stroke : 'none',
      'fill-opacity': (shape === 'area' ? AREA_ALPHA : 1) * (state === PRESUMED ? PRESUMED_ALPHA : 1),
      'stroke-dasharray': { [NONE]: '1 2.5', [UNDATED]: '2 2' }[state] ?? 'none',
      stroke,
      'stroke-width': colours.length > 1 ? 1 : 1.6,
    });
  };
  const options = { viewBox: '0 0 18 18', width: 18, height: 18, 'aria-hidden': 'true' };
  return el('svg', options, colours.map(shape === 'line' ? line : outline));
}

/** The layers with their switches and the number of things each shows now. */
export class LayerPanel {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words
   */
  constructor(atlas, hub, words) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.rows = new Map();
    /** of each dataset the things that are not what its layer is called */
    this.odd = new Map();
    /** @type {any[] | null} the things without a point */
    this.nowhere = null;
    this.list = el('ul.geokz-layers');
    this.toggle = el('button.geokz-panel-toggle', {
      type: 'button',
      'aria-expanded': 'true',
      onclick: () => this.fold(),
    });
    this.note = el('p.geokz-note');
    this.root = shield(el('section.geokz-panel', {}, [this.toggle, this.list, this.note]));
    for (const layer of [...atlas.layers].reverse()) {
      const box = el('input', { type: 'checkbox', onchange: () => this.hub.setLayer(layer.key, box.checked) });
      const name = el('span.geokz-layer-name');
      const count = el('span.geokz-count');
      const picture = el('span.geokz-symbol');
      // what else its number counts is worked out when somebody points at it
      const row = el('li', { onpointerenter: () => this.title(layer.key) }, [
        el('label', {}, [box, picture, name, count]),
      ]);
      this.list.append(row);
      this.rows.set(layer.key, { row, box, name, count, picture, layer });
    }
    this.reset();
    const soon = atRest(() => this.refresh(), RESTED);
    hub.onChange((what) => (what === 'time' ? soon() : this.refresh()));
  }

  /** Open, but on a phone and where the window is low. */
  reset() {
    this.fold(window.innerWidth >= 700 && window.innerHeight >= 500);
  }

  /** @param {boolean} [open] the other way round when left out */
  fold(open = this.toggle.getAttribute('aria-expanded') !== 'true') {
    this.toggle.setAttribute('aria-expanded', String(open));
    this.root.classList.toggle('geokz-folded', !open);
  }

  /** How much of the map the open panel covers, from the left. */
  get width() {
    return this.toggle.getAttribute('aria-expanded') === 'true' ? this.root.offsetLeft + this.root.offsetWidth : 0;
  }

  refresh() {
    for (const [key, { row, box, count }] of this.rows) {
      const layer = this.hub.layers.get(key);
      box.checked = this.hub.isShown(key);
      if (!layer) continue;
      row.hidden = !layer.dataset.columns.n; // a layer without a point is in the search and the table only
      write(count, this.words.number(layer.dataset.shown(this.hub.switches)));
    }
    const missing = this.unlocated();
    write(this.note, missing ? this.words.t('unlocatedNow', { count: this.words.number(missing) }) : '');
  }

  /** @param {string} key of a layer */
  title(key) {
    const layer = this.hub.layers.get(key);
    if (layer) this.rows.get(key).row.title = this.oddIn(layer.dataset);
  }

  /** What a layer's number counts that is not what the layer is called: a pipeline, a bridge. */
  oddIn(dataset) {
    let known = this.odd.get(dataset);
    if (!known) {
      const drawn = dataset.ids.slice(0, dataset.columns.n).map((id, i) => ({ thing: this.atlas.thing(id), i }));
      known = drawn.filter(({ thing }) => kindOf(thing) !== thing.layer);
      this.odd.set(dataset, known);
    }
    const odd = known.filter(({ i }) => dataset.shows(i, this.hub.switches));
    return odd.length
      ? this.words.t('ofThem', {
          kinds: kindsList(
            this.atlas,
            this.words,
            odd.map(({ thing }) => thing),
          ),
        })
      : '';
  }

  /** How many things without a point the time and the switches let show. */
  unlocated() {
    const { atlas, hub } = this;
    this.nowhere ??= [...atlas.things.values()].filter((thing) => !atlas.isLocated(thing));
    const shows = (thing) => hub.isShown(atlas.layer(thing).key) && allows(atlas.state(thing, hub), hub.switches);
    return this.nowhere.filter(shows).length;
  }

  translate() {
    this.root.setAttribute('aria-label', this.words.t('layers'));
    this.toggle.textContent = this.words.t('layers');
    for (const { name, picture, layer } of this.rows.values()) {
      name.textContent = this.words.pick(layer.label);
      picture.replaceChildren(symbol(layer, layer.colours ?? this.atlas.colour(layer, this.hub.renderer.theme.dark)));
    }
    this.refresh();
  }
}
