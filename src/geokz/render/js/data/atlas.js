import { checkVersion } from './columns.js';
import { numbersOf } from './figures.js';
import { ABSENT, CERTAIN, datedState, stateOf } from './life.js';

/**
 * The atlas in the page: things with all that is said of them, as Python sent it, and where each is drawn. What a
 * panel wants to know of a thing it asks here.
 *
 * @typedef {import('./dataset.js').Dataset} Dataset
 * @typedef {import('./wire').Said} Said
 * @typedef {Omit<import('./wire').Details, keyof Said> & Partial<Said>} Details
 * @typedef {import('./wire').Layer} Layer
 * @typedef {import('./wire').Thing} Thing
 * @typedef {Omit<import('./wire').Relation, 'subject' | 'object'> & {other: string, forward: boolean}} Tie to another thing;
 *   `forward` when this one is its subject
 * @typedef {{dataset: Dataset, i: number}} Spot where the coordinates of a thing are
 * @typedef {{days: () => [number, number], keeps: (id: string) => boolean}} Chosen the chosen time and source
 * @typedef {Pick<Thing, 'when' | 'bounded' | 'opened' | 'openedBy' | 'planned'>} Dated what is said of when a thing was
 */

/** Official and former names are those a place was called by in its time. */
const NAMES_IN_TIME = ['official', 'old'];

export class Atlas {
  /** @param {Details} details what Python wrote of the atlas; what sources say may come later, see `hear` */
  constructor(details) {
    checkVersion('the records of the atlas', details.version);
    this.languages = details.languages;
    this.layers = details.layers;
    this.vocabularies = details.vocabularies;
    this.places = plain(details.places);
    this.sources = plain(details.sources);
    this.tours = details.tours;
    this.railheads = details.railheads;
    this.periods = details.periods;
    this.events = details.events;
    /** @type {Map<string, import('./wire').Disagreement[]>} by the things that a side is about */
    this.disputes = new Map();
    for (const disagreement of details.disagreements) {
      for (const id of new Set(disagreement.sides.map(([, thing]) => thing))) append(this.disputes, id, disagreement);
    }
    this.about = details.about;
    this.dates = plain(details.dates);
    /** ids of each layer's things in the order of its columns */
    this.order = details.order;
    this.layerOf = new Map(details.layers.map((layer) => [layer.key, layer]));
    this.things = new Map(details.things.map((thing) => [thing.id, thing]));
    /** @type {Map<string, Record<string, import('./wire').Account>>} what each source says of when its things were, by its key and their ids */
    this.accounts = new Map();
    /** @type {string | null} the one source to follow */
    this.source = null;
    /** @type {Map<string, ReturnType<typeof numbersOf>>} yearly prisoners by thing, as the followed source has them */
    this.numbers = new Map();
    /** statements, figures and names by the id of their thing */
    this.said = { claims: plain(details.claims ?? {}), figures: plain(details.figures), names: plain(details.names) };
    /** @type {Map<string, string[]>} */
    this.partIds = new Map();
    for (const { id, partOf } of details.things) if (partOf) append(this.partIds, partOf, id);
    /** @type {Map<string, Tie[]>} */
    this.tied = new Map();
    for (const { subject, object, ...rest } of details.relations) {
      append(this.tied, subject, { ...rest, other: object, forward: true });
      append(this.tied, object, { ...rest, other: subject, forward: false });
    }
    /** @type {Map<string, Dataset>} by key of the layer */
    this.datasets = new Map();
    /** whether all that sources say is there */
    this.complete = false;
    /** @type {Map<string, Set<string>> | null} */
    this.byTeller = null;
    if (details.claims && details.accounts) this.hear({ claims: details.claims, accounts: details.accounts });
  }

  /** What sources say of the things has come. @param {Said} said */
  hear({ claims, accounts }) {
    this.said.claims = plain(claims);
    this.accounts = new Map(Object.entries(accounts).map(([key, told]) => [key, plain(told)]));
    this.complete = true;
    this.byTeller = null;
  }

  /** The things each source tells of, by its key, the weightiest sources first. @returns {Map<string, Set<string>>} */
  get tellers() {
    this.byTeller ??= this.#tellers();
    return this.byTeller;
  }

  /** Whether the row of any thing has a source that can be followed. */
  get isSourced() {
    return [...this.things.values()].some(({ source }) => source.some(([key]) => this.sources[key]?.tells));
  }

  /** The dataset that draws a layer has come. @param {string} key @param {Dataset} dataset */
  join(key, dataset) {
    this.datasets.set(key, dataset);
  }

  /** Keys of the layers shown at the start. */
  get opening() {
    return this.layers.filter((layer) => layer.show).map((layer) => layer.key);
  }

  /** Whether a layer is somebody's own, which tours and resets leave as it is. @param {string} key */
  isOwn(key) {
    return this.layerOf.get(key)?.own ?? !this.layerOf.has(key);
  }

  /** The thing of an id there is. @param {string} id @returns {Thing} */
  thing(id) {
    return known(this.things.get(id), 'thing', id);
  }

  /** @param {Thing} thing @returns {Layer} */
  layer(thing) {
    return known(this.layerOf.get(thing.layer), 'layer', thing.layer);
  }

  /** @param {Layer} layer @param {boolean} dark the ground */
  colour(layer, dark) {
    return dark ? layer.colourDark : layer.colour;
  }

  /** The colour of a thing: that which a column gives it, or its layer's. @param {Thing} thing @param {boolean} dark the ground */
  colourOf(thing, dark) {
    const dataset = this.datasets.get(thing.layer);
    const i = dataset?.position.get(thing.id);
    if (!dataset?.paint || i === undefined) return this.colour(this.layer(thing), dark);
    return dataset.paint.colours[dataset.paint.of[i]];
  }

  /** @param {Thing} thing @returns {import('./wire').Place} */
  place(thing) {
    return this.places[thing.place];
  }

  /** Whether a thing has a point or a line on the map. @param {Thing} thing */
  isLocated(thing) {
    return this.place(thing).precision !== 'unlocated';
  }

  /** Where a thing is drawn; null for what is not. @param {Thing} thing @returns {Spot | null} */
  spot(thing) {
    const dataset = this.#dataset(thing);
    const i = /** @type {number} */ (dataset.position.get(thing.id));
    return i < dataset.columns.n ? { dataset, i } : null;
  }

  /** The other things at the point of this one, of whatever layer. @param {Thing} thing @returns {Thing[]} */
  neighbours(thing) {
    const spot = this.spot(thing);
    if (!spot || spot.i >= spot.dataset.columns.points) return [];
    const place = spot.dataset.placeOf(spot.i);
    return [...this.layers].reverse().flatMap(({ key }) => {
      const dataset = this.datasets.get(key);
      const ids = dataset?.ids ?? [];
      return ids
        .slice(0, dataset?.columns.points)
        .filter((id, i) => id !== thing.id && dataset?.placeOf(i) === place)
        .map((id) => this.thing(id));
    });
  }

  /**
   * Where a line is drawn: by itself, or by its sections, however deep; nothing for what is no line.
   * @param {Thing} thing @param {Set<string>} [seen] @returns {Spot[]}
   */
  lines(thing, seen = new Set()) {
    if (seen.has(thing.id)) return [];
    seen.add(thing.id);
    const spot = this.spot(thing);
    if (spot && spot.i >= spot.dataset.columns.points) return [spot];
    if (spot || thing.route === undefined) return [];
    return this.parts(thing).flatMap((part) => this.lines(part, seen));
  }

  /** Follow one source, or all of them again. @param {string | null} source its key */
  follow(source) {
    this.source = source;
    this.numbers.clear();
  }

  /** The bounds of a life as the followed source tells it; nothing where it is the atlas's. @param {string} id */
  boundsTold(id) {
    return this.source ? this.accounts.get(this.source)?.[id]?.bounds : undefined;
  }

  /** When a thing was, as the followed source tells it, or the atlas. @param {Thing} thing @returns {Dated} */
  dated(thing) {
    return (this.source && this.accounts.get(this.source)?.[thing.id]) || thing;
  }

  /**
   * The rows that the followed source tells; all when none is followed.
   * @template {{source: import('./wire').Thing['source']}} T
   * @param {T[]} rows @returns {T[]}
   */
  heard(rows) {
    const { source } = this;
    return source ? rows.filter((row) => row.source.some(([key]) => key === source)) : rows;
  }

  /** The bounds of its life, as day numbers. @param {Thing} thing @returns {number[]} */
  bounds(thing) {
    const dataset = this.#dataset(thing);
    return dataset.index.boundsOf(/** @type {number} */ (dataset.position.get(thing.id)));
  }

  /** @param {Thing} thing @returns {Dataset} */
  #dataset(thing) {
    return known(this.datasets.get(thing.layer), 'columns', thing.layer);
  }

  /** A date of the records in parts. @param {string} when its EDTF text @returns {import('./wire').Dating} */
  dating(when) {
    return this.dates[when] ?? { start: when };
  }

  /**
   * What a thing is in the chosen time; absent when the chosen source does not tell of it.
   * @param {Thing} thing @param {Chosen} chosen @returns {number} a code of life.js
   */
  state(thing, chosen) {
    return chosen.keeps(thing.id) ? stateOf(this.bounds(thing), ...chosen.days()) : ABSENT;
  }

  /**
   * The name of a thing in a time and the page's language, as far as the tables know it.
   * @param {Thing} thing @param {[number, number]} days @param {import('./words.js').Words} words
   * @returns {string}
   */
  name(thing, days, words) {
    const [first, last] = days;
    const states = this.names(thing)
      .filter(({ when, lang, kind }) => when && lang === words.language && NAMES_IN_TIME.includes(kind))
      .map((named) => ({ name: named.name, state: datedState(named.bounds, first, last) }))
      .filter(({ state }) => state !== ABSENT);
    const sure = states.filter(({ state }) => state === CERTAIN);
    const pick = sure.length ? sure[sure.length - 1] : states.length === 1 ? states[0] : null;
    return pick ? pick.name : words.pick(thing.names);
  }

  /** @param {Thing} thing @returns {import('./wire').Claim[]} */
  claims(thing) {
    return this.said.claims[thing.id] ?? [];
  }

  /** @param {Thing} thing @returns {import('./wire').Figure[]} */
  figures(thing) {
    return this.said.figures[thing.id] ?? [];
  }

  /** The disagreements with a side about this thing. @param {Thing} thing */
  disagreements(thing) {
    return this.disputes.get(thing.id) ?? [];
  }

  /**
   * A side of a disagreement: the statement or the figure; nothing when this map has not got it.
   * @param {[string, string, string]} side table, thing and id
   */
  side([table, thing, id]) {
    const rows = table === 'claims' ? this.said.claims[thing] : this.said.figures[thing];
    return (rows ?? []).find((row) => row.id === id);
  }

  /** @param {Thing} thing @returns {import('./wire').Name[]} */
  names(thing) {
    return this.said.names[thing.id] ?? [];
  }

  /** Ties to other things, seen from this one. @param {Thing} thing @returns {Tie[]} */
  relations(thing) {
    return this.tied.get(thing.id) ?? [];
  }

  /** The things that are part of this one. @param {Thing} thing */
  parts(thing) {
    return (this.partIds.get(thing.id) ?? []).map((id) => this.thing(id));
  }

  /** Its yearly prisoners, or what else the sums count, as the size of its symbol has them; null without any. @param {Thing} thing */
  prisoners(thing) {
    const known = this.numbers.get(thing.id);
    if (known !== undefined) return known;
    const found = numbersOf(this.heard(this.figures(thing)), this.about.measure);
    this.numbers.set(thing.id, found);
    return found;
  }

  /** The things a source tells of: by their row, a statement, a figure or a name. @param {string} source its key */
  told(source) {
    return this.tellers.get(source) ?? new Set();
  }

  #tellers() {
    /** @type {Map<string, Set<string>>} */
    const told = new Map();
    for (const thing of this.things.values()) {
      for (const { source } of [thing, ...this.claims(thing), ...this.figures(thing), ...this.names(thing)]) {
        for (const [key] of source) told.set(key, (told.get(key) ?? new Set()).add(thing.id));
      }
    }
    const weight = (/** @type {string} */ key) => this.sources[key].weight;
    return new Map(
      [...told]
        .filter(([key]) => this.sources[key]?.tells)
        .sort((a, b) => weight(a[0]) - weight(b[0]) || b[1].size - a[1].size),
    );
  }
}

/**
 * What is looked up by ids of the tables, without what every object has: an id may be `constructor`.
 * @template T
 * @param {Record<string, T>} lookup @returns {Record<string, T>}
 */
function plain(lookup) {
  return Object.assign(Object.create(null), lookup);
}

/**
 * Add to a list in a map of lists.
 * @template T
 * @param {Map<string, T[]>} lists @param {string} key @param {T} value
 */
function append(lists, key, value) {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/**
 * What must be there, or an error that names it.
 * @template T
 * @param {T | undefined} value @param {string} what @param {string} key @returns {T}
 */
function known(value, what, key) {
  if (value === undefined) throw new RangeError(`the atlas has no ${what} '${key}'`);
  return value;
}
