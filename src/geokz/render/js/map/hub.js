/* global L */
import { dayNumber } from '../data/calendar.js';
import { STATE_NAMES } from '../data/life.js';
import { daysOf } from '../data/units.js';
import { Renderer } from './renderer.js';

/**
 * Years the clock offers when nobody says otherwise. A clock may count months or days instead (`unit`); all its numbers,
 * and those of the chosen time, are then months or days as data/units.js counts them. A clock of years may open with a
 * `month` of one, 1 to 12: its handles then move over months.
 * @type {{min: number, max: number, from: number, to: number, step: number, unit: import('../data/units.js').UnitName, month?: number}}
 */
export const CLOCK_DEFAULTS = { min: 1900, max: 1999, from: 1900, to: 1900, step: 1, unit: 'year' };

/**
 * Milliseconds from one telling of the time to the next while the clock moves on, and after which it rests: the map and
 * the handle follow every frame, words and numbers are renewed no faster than they can be read.
 */
const [TOLD, RESTS] = [250, 60];

/**
 * A source to follow: its key, the ids of the things it tells of, the bounds of a life as it tells it.
 * @typedef {{key: string, ids: Set<string>, bounds: (id: string) => number[] | undefined}} Source
 */

/**
 * What the layers, the clock and the panels of one map share: the chosen time, the switches, the renderer.
 * Whoever changes something calls a method here; whoever shows something listens to 'change'.
 */
export class Hub {
  /** @param {any} map a Leaflet map */
  constructor(map) {
    this.map = map;
    this.renderer = new Renderer({ pane: 'geokz' });
    this.clock = { ...CLOCK_DEFAULTS };
    this.time = { from: this.clock.from, to: this.clock.to };
    /** @type {[number, number] | null} first and last month, 1 to 12, where years are too coarse */
    this.months = null;
    this.switches = this.renderer.switches;
    /** @type {Set<string> | null} ids of what a search leaves; the bars count only these */
    this.found = null;
    /** @type {Source | null} the one source to follow: nothing else is shown than what it tells of, as it tells it */
    this.source = null;
    /** @type {{key: string, ids: Set<string>} | null} what the reader's filters leave, and what tells one choice from another */
    this.filter = null;
    /** every layer there is, by key, on the map or not */
    this.layers = new Map();
    /** those on the map whose data are still to come: the last of them is drawn and told with all before it */
    this.awaited = new Set();
    this.listeners = [];
    /** @type {Promise<void> | null} */
    this.pending = null;
    /** @type {(() => void) | null} what draws the chosen time, while it waits for the next frame */
    this.due = null;
    /** whether the page is still opening: no frame is drawn before all of it is there */
    this.opening = false;
    /** the days that stand on the map */
    this.standing = '';
    /** @type {any} the clock, the tooltip and the base map of the map, once there */
    this.clockControl = null;
    /** @type {any} */
    this.tooltip = null;
    /** @type {any} */
    this.base = null;
    /** @type {any} what lies beneath the things, and how strongly it shows */
    this.backdrop = null;
    /** @type {((first: number, last: number) => void)[]} what follows the time before it is drawn */
    this.beforeStep = [];
    /** @type {(() => void)[]} what shows the chosen time in the very frame in which it is drawn */
    this.afterStep = [];
    /** when the listeners were last told of a time */
    this.toldAt = -TOLD;
    /** @type {{promise: Promise<void>, tell: () => void, timer: number} | null} that they will be told, where that is still to come */
    this.telling = null;
    /** Read the palette again; the page puts it here. */
    this.takeTheme = () => {};
    map.createPane('geokz');
    map.getPane('geokz').style.zIndex = '410';
    map.getPane('geokz').style.pointerEvents = 'none';
    this.renderer.onFrame = () => this.settle();
    map.addLayer(this.renderer);
  }

  /**
   * @param {(what: 'time' | 'layers' | 'switches' | 'source' | 'found' | 'data' | 'theme') => void} listener
   * @returns {() => void} what ends the listening
   */
  onChange(listener) {
    this.listeners.push(listener);
    return () => {
      this.listeners = this.listeners.filter((other) => other !== listener);
    };
  }

  /** @param {any} what */
  tell(what) {
    for (const listener of this.listeners) listener(what);
  }

  /** First and last day of the chosen time, as day numbers. @returns {[number, number]} */
  days() {
    const { from, to } = this.time;
    if (!this.months) return daysOf(this.clock.unit, from, to);
    const [first, last] = this.months;
    return [dayNumber(from, first), dayNumber(last === 12 ? to + 1 : to, last === 12 ? 1 : last + 1) - 1];
  }

  /** A layer's data have arrived; one whose key another has gets a number behind it. */
  register(layer) {
    const { key } = layer.dataset;
    for (let number = 2; (this.layers.get(layer.dataset.key) ?? layer) !== layer; number++)
      layer.dataset.key = `${key}-${number}`;
    this.layers.set(layer.dataset.key, layer);
    layer.dataset.index.moveTo(...this.days());
    if (!this.awaited.size) this.tell('data');
  }

  show(layer) {
    this.renderer.addDataset(layer.dataset);
    this.#showAll();
  }

  /** A layer on the map waits no longer: its data cannot be read, or it was taken off. */
  forgo(layer) {
    if (this.awaited.delete(layer)) this.#showAll();
  }

  #showAll() {
    if (this.awaited.size) return;
    this.renderer.redraw();
    this.tell('layers');
    this.renderer.fitFoot();
  }

  hide(layer) {
    this.renderer.removeDataset(layer.dataset);
    this.renderer.redraw();
    this.tell('layers');
  }

  isShown(key) {
    const layer = this.layers.get(key);
    return Boolean(layer) && this.renderer.datasets.includes(layer.dataset);
  }

  /**
   * @param {string[]} keys the layers to show; all others are hidden
   * @param {(key: string) => boolean} [left] those to leave as they are
   */
  setLayers(keys, left = () => false) {
    if (!Array.isArray(keys)) throw new TypeError(`setLayers takes a list of keys of layers, not ${keys}`);
    for (const key of this.layers.keys()) if (!left(key)) this.setLayer(key, keys.includes(key));
  }

  /** @param {string} key @param {boolean} on */
  setLayer(key, on) {
    if (on) this.map.addLayer(this.layers.get(key));
    else this.map.removeLayer(this.layers.get(key));
  }

  /**
   * Choose a year or a span of years (of what the clock counts), both ends included, each with all its months.
   * @param {number} from @param {number} [to]
   * @returns {Promise<void>} resolved when the map is drawn and everything tells the chosen time
   */
  setTime(from, to = from) {
    const [first, last] = [from, to].map(wholeNumber);
    const most = { year: 1, month: 12, day: 366 }[this.clock.unit] * 9999;
    if (!Number.isFinite(first) || !Number.isFinite(last) || Math.abs(first) > most || Math.abs(last) > most) {
      return Promise.reject(new RangeError(`setTime takes years from -9999 to 9999, not ${from} and ${to}`));
    }
    this.time = { from: Math.min(first, last), to: Math.max(first, last) };
    this.months = null;
    return this.drawn();
  }

  /**
   * Narrow the chosen years to months: from a month of the first year to a month of the last.
   * @param {number} first 1 to 12 @param {number} last 1 to 12, not before `first` within one year
   * @returns {Promise<void>}
   */
  setMonths(first, last) {
    const end = this.time.from === this.time.to ? Math.max(first, last) : last;
    this.months = first === 1 && end === 12 ? null : [first, end];
    return this.drawn();
  }

  /** @param {Partial<import('../data/life.js').Switches>} switches */
  setSwitches(switches) {
    Object.assign(this.switches, switches);
    this.renderer.forget();
    this.tell('switches');
  }

  /** @param {Source | null} source */
  setSource(source) {
    if ((source?.key ?? '') === (this.source?.key ?? '')) return;
    this.source = source;
    for (const { dataset } of this.layers.values()) {
      const { ids } = dataset;
      if (ids) dataset.live(source && ((i) => source.bounds(ids[i])));
      dataset.index.moveTo(...this.days());
    }
    this.#keep();
  }

  /** @param {{key: string, ids: Set<string>} | null} filter what filters leave, or null when there are none */
  setFilter(filter) {
    if ((filter?.key ?? '') === (this.filter?.key ?? '')) return;
    this.filter = filter;
    this.#keep();
  }

  /** Let the layers show only what source and filters leave; a layer without ids is not theirs to judge. */
  #keep() {
    const all = !this.source && !this.filter;
    for (const { dataset } of this.layers.values())
      dataset.keep(all ? null : (i) => !dataset.ids || this.keeps(dataset.ids[i]));
    this.renderer.forget();
    this.tell('source');
  }

  /** Whether the chosen source tells of a thing and the filters leave it. @param {string} id */
  keeps(id) {
    return (!this.source || this.source.ids.has(id)) && (!this.filter || this.filter.ids.has(id));
  }

  /** @param {Set<string> | null} ids what a search leaves, or null when there is none */
  setFound(ids) {
    if (!ids && !this.found) return;
    this.found = ids;
    this.tell('found');
  }

  /**
   * Draw the chosen time with the next frame; several changes before it are drawn once.
   * @returns {Promise<void>} resolved when the map is drawn and everything tells the chosen time
   */
  drawn() {
    this.pending ??= new Promise((/** @type {(value?: any) => void} */ resolve) => {
      const frame = requestAnimationFrame(() => this.settle());
      this.due = () => {
        cancelAnimationFrame(frame);
        this.pending = null;
        this.due = null;
        this.step();
        resolve(this.toldSoon());
      };
    });
    return this.pending;
  }

  /** Draw now what waits for the next frame: the things of the chosen time, once, whoever asks first. */
  settle() {
    if (this.opening) requestAnimationFrame(() => this.settle());
    else if (this.due) this.due();
    else if (this.renderer.frame) this.renderer.paintNow();
  }

  /** Bring every layer to the chosen time. */
  turn() {
    const [first, last] = this.days();
    for (const layer of this.layers.values()) layer.dataset.index.moveTo(first, last);
    for (const before of this.beforeStep) before(first, last);
  }

  /**
   * Look at other years (of what the clock counts) and tell nobody: every layer is there while it is looked, and back after it.
   * @param {number} from @param {number} to @param {() => void} look
   */
  glance(from, to, look) {
    const { time, months } = this;
    this.time = { from, to };
    this.months = null;
    try {
      this.turn();
      look();
    } finally {
      this.time = time;
      this.months = months;
      this.turn();
    }
  }

  /** Bring every layer to the chosen time and draw what changed, at once; nothing where it stands there already. */
  step() {
    this.turn();
    const days = this.days().join();
    if (days !== this.standing || this.renderer.frame) this.renderer.step();
    this.standing = days;
    for (const after of this.afterStep) after();
  }

  /** Tell the listeners of the time: at once where the clock stood still, or else when it rests or TOLD has passed. @returns {Promise<void>} */
  toldSoon() {
    let resolve = () => {};
    const tell = () => {
      this.toldAt = performance.now();
      this.telling = null;
      this.tell('time');
      resolve();
    };
    const wait = this.toldAt + TOLD - performance.now();
    if (!this.telling && wait <= 0) {
      tell();
      return Promise.resolve();
    }
    if (!this.telling) {
      const promise = new Promise((/** @type {(value?: any) => void} */ done) => {
        resolve = done;
      });
      this.telling = { promise, tell, timer: 0 };
    }
    clearTimeout(this.telling.timer);
    this.telling.timer = window.setTimeout(this.telling.tell, Math.min(RESTS, wait));
    return this.telling.promise;
  }

  /** Every located thing that time, layers and switches let show. @returns {{id: string, state: string}[]} */
  visible() {
    this.step();
    const result = [];
    for (const [key, layer] of this.layers) {
      if (!this.isShown(key)) continue;
      const { dataset } = layer;
      for (let i = 0; i < dataset.columns.n; i++) {
        if (dataset.shows(i, this.switches)) {
          result.push({
            id: dataset.ids ? dataset.ids[i] : `${key}-${i}`,
            state: STATE_NAMES[dataset.index.states[i]],
          });
        }
      }
    }
    return result;
  }
}

/** A number, or a text of one, without its fraction; NaN for anything else, for `true` is no year. @param {any} given */
function wholeNumber(given) {
  const isOne = typeof given === 'number' || (typeof given === 'string' && given.trim() !== '');
  return isOne ? Math.trunc(Number(given)) : Number.NaN;
}

const hubs = new WeakMap();

/** The hub of a map, made when first asked for. @param {any} map @returns {Hub} */
export function hubOf(map) {
  if (!hubs.has(map)) hubs.set(map, new Hub(map));
  return hubs.get(map);
}

let order = 0;

/** A Leaflet layer over a dataset that is still being unpacked; obeys every layer control. */
export const TimeLayer = L.Layer.extend({
  /** @param {import('../data/dataset.js').Dataset | Promise<import('../data/dataset.js').Dataset>} source */
  initialize(source) {
    this.dataset = null;
    this.order = order++;
    this.ready = Promise.resolve(source).then(
      (dataset) => {
        dataset.order = 1e6 * dataset.zorder + this.order;
        this.dataset = dataset;
        if (this._map) this._attach();
        else if (this.hub) this.hub.register(this);
        return this;
      },
      (problem) => {
        this.hub?.forgo(this);
        throw problem;
      },
    );
  },

  /** Let a hub know the layer even while it is switched off. */
  announce(hub) {
    this.hub = hub;
    this.ready.then(() => hub.layers.get(this.dataset.key) === this || hub.register(this));
    return this;
  },

  onAdd(map) {
    this.hub = hubOf(map);
    if (this.dataset) this._attach();
    else this.hub.awaited.add(this);
  },

  onRemove() {
    if (this.dataset) this.hub.hide(this);
    else this.hub.forgo(this);
  },

  _attach() {
    this.hub.awaited.delete(this);
    if (this.hub.layers.get(this.dataset.key) !== this) this.hub.register(this);
    this.hub.show(this);
  },

  /** [[south, west], [north, east]] as folium's fit_bounds wants it. */
  getBounds() {
    return this.bounds || null;
  },
});
