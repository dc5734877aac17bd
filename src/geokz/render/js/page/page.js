import { About } from './about.js';
import { According } from './according.js';
import { UNKNOWN_END } from '../data/calendar.js';
import { Camera, nearestYear } from '../map/camera.js';
import { Card } from './card.js';
import { Changes } from './changes.js';
import { inflate } from '../data/columns.js';
import { el, shield } from './dom.js';
import { Finder } from './finder.js';
import { headsAt, headText } from '../data/heads.js';
import { hubOf } from '../map/hub.js';
import { Kiosk } from './kiosk.js';
import { formatLink, parseLink } from '../data/link.js';
import { mountClock, mountTooltip } from './mount.js';
import { LayerPanel } from './panel.js';
import { PrintSheet } from './print.js';
import { prisonersOf } from '../data/figures.js';
import { TableView } from './table.js';
import { tiesOf } from '../data/ties.js';
import { Tours } from './tours.js';
import { LANGUAGES, Words } from '../data/words.js';

/** The state of a thing by its own bounds, located or not. */
export function stateOfBounds([startEarliest, startLatest, endEarliest, endLatest], first, last) {
  if (startLatest === UNKNOWN_END) return 'undated';
  if (startLatest <= last && endEarliest >= first) return 'certain';
  return startEarliest <= last && endLatest >= first ? 'possible' : 'absent';
}

/** The atlas on a map: layers, clock, search, languages, card, address. */
export class AtlasPage {
  /**
   * @param {any} map @param {any} config what Python wrote: details, strings, clock, frame, credit, language
   * @param {Record<string, any>} layers Leaflet layers by key
   */
  constructor(map, config, layers) {
    this.map = map;
    this.hub = hubOf(map);
    this.layers = layers;
    this.config = config;
    this.words = new Words(config.strings);
    /** @type {string | null} */
    this.selected = null;
    /** card and step of a tour last put into the address */
    this.place = '';
    /** @type {any} the base map */
    this.base = null;
    /** @type {any} */
    this.data = null;
    this.ready = this.start();
  }

  async start() {
    const details = JSON.parse(new TextDecoder().decode(await inflate(this.config.details)));
    this.read(details);
    for (const layer of Object.values(this.layers)) layer.announce(this.hub);
    await Promise.all(Object.values(this.layers).map((layer) => layer.ready));
    for (const [key, layer] of Object.entries(this.layers)) this.dress(key, layer.dataset);
    const initial = parseLink(location.hash);
    this.initial = initial;
    this.words.language = initial.language || this.config.language;
    mountClock(this.map, this.config.strings, { words: this.words, clock: this.config.clock, periods: this.data.periods });
    this.build();
    // Leaflet takes an attribution for HTML
    this.map.attributionControl.setPrefix('Leaflet').addAttribution(el('span', { text: this.config.credit }).innerHTML);
    if (!initial.view) this.camera.frame();
    mountTooltip(this.map, async ({ dataset, i }) =>
      dataset.ids ? this.words.pick(this.data.things.get(dataset.ids[i]).names) : (await dataset.readNames())[i] || '',
    );
    this.hub.renderer.labelOf = (dataset, i) => this.labelOf(dataset, i);
    this.hub.renderer.headsOf = () => this.heads();
    this.apply(initial);
    this.setLanguage(this.words.language);
    this.map.on('moveend', () => this.remember());
    this.map.on('click', (event) => this.onClick(event));
    this.map.on('layeradd layerremove', (event) => event.layer.dataset && this.remember());
    this.hub.onChange((what) => what === 'theme' && this.setLanguage(this.words.language));
    this.hub.onChange((what) => ['time', 'switches', 'source'].includes(what) && this.remember());
    window.addEventListener('hashchange', () => this.onHash());
    await this.hub.drawn();
    await this.base?.ready;
    this.map.getContainer().classList.add('geokz-ready');
  }

  read(details) {
    const things = new Map(details.things.map((thing) => [thing.id, thing]));
    const parts = {};
    for (const thing of things.values()) if (thing.partOf) (parts[thing.partOf] ??= []).push(thing.id);
    const relations = {};
    for (const { subject, object, ...rest } of details.relations) {
      (relations[subject] ??= []).push({ ...rest, other: object, forward: true });
      (relations[object] ??= []).push({ ...rest, other: subject, forward: false });
    }
    this.data = { ...details, things, parts, relations };
    this.words.vocabularies = details.vocabularies;
    this.home = {
      center: this.map.getCenter(),
      zoom: this.map.getZoom(),
      layers: details.layers.filter((layer) => layer.show).map((layer) => layer.key),
    };
  }

  /** Give a layer's dataset its ids and the state of its lines. */
  dress(key, dataset) {
    dataset.ids = this.data.order[key];
    dataset.position = new Map(dataset.ids.map((id, i) => [id, i]));
    const radii = dataset.ids.map((id) => {
      const { precision, radius } = this.data.places[this.data.things.get(id).place];
      return precision === 'district' ? radius : 0;
    });
    dataset.radiusOf = (i) => radii[i];
    const prisoners = dataset.ids.map((id) => prisonersOf(this.data.figures[id]));
    if (prisoners.some(Boolean)) {
      // the area of a symbol follows the number: 7,500 prisoners draw the plain size
      dataset.scaleOf = (i) => {
        const found = prisoners[i]?.get(this.hub.time.to);
        return found ? Math.max(0.75, Math.min(2.2, Math.sqrt(found.value / 7500))) : 1;
      };
    }
    dataset.pathPlanned = (i) => {
      const { planned, bounds } = this.data.things.get(dataset.ids[i]);
      const last = this.hub.days()[1];
      return planned !== undefined && planned <= last && bounds[0] > last;
    };
    dataset.pathKind = (i) => {
      const { opened, openedBounds } = this.data.things.get(dataset.ids[i]);
      if (opened === undefined) return 'open';
      if (!opened) return 'undated';
      const last = this.hub.days()[1];
      return openedBounds[1] <= last ? 'open' : 'building';
    };
  }

  build() {
    const { words } = this;
    const container = this.map.getContainer();
    container.setAttribute('role', 'main');
    // folium forbids zooming the page; whoever needs larger text must be able to
    document.querySelector('meta[name="viewport"]')?.setAttribute('content', 'width=device-width, initial-scale=1');
    this.card = new Card(this.hub, words, this.data, this);
    this.according = new According(this);
    this.panel = new LayerPanel(this.hub, words, this.data.layers, () => this.unlocated());
    this.panel.root.append(this.according.root);
    this.title = el('h1');
    this.subtitle = el('p');
    this.finder = new Finder(this);
    this.camera = new Camera(this);
    this.languages = Object.fromEntries(
      LANGUAGES.map((code) => [
        code,
        el('button.geokz-language', { type: 'button', lang: code, text: LANGUAGE_NAMES[code], onclick: () => this.setLanguage(code) }),
      ]),
    );
    this.header = shield(
      el('div.geokz-header', {}, [
        el('div.geokz-title', {}, [this.title, this.subtitle]),
        el('div.geokz-tools', {}, [
          this.finder.root,
          el('div.geokz-languages', { role: 'group' }, [this.languages.kk, this.languages.ru, this.languages.en]),
        ]),
      ]),
    );
    this.features = FEATURES.map((Feature) => new Feature(this));
    this.tours = this.features.find((feature) => feature instanceof Tours);
    this.toolbar = el(
      'nav.geokz-toolbar',
      {},
      this.features.map((feature) =>
        el('button.geokz-word', {
          type: 'button',
          hidden: feature === this.tours && this.tours.empty,
          'aria-haspopup': 'dialog',
          onclick: () => feature.sheet.open(),
        }),
      ),
    );
    /** @type {HTMLElement} */ (this.header.lastChild).append(this.toolbar);
    container.append(this.header, this.panel.root, this.card.root, ...this.features.map(({ sheet }) => sheet.root));
    // what lies below the header begins where it ends, in every language and size of text
    new ResizeObserver(() => container.style.setProperty('--geokz-head', `${this.header.offsetHeight}px`)).observe(this.header);
    this.print = new PrintSheet(this);
  }

  /** How many things without a point the time and the switches let show. */
  unlocated() {
    let count = 0;
    for (const thing of this.data.things.values()) {
      const layer = this.data.layers[thing.layer].key;
      if (this.data.places[thing.place].precision !== 'unlocated' || !this.hub.isShown(layer)) continue;
      const state = this.stateOf(thing);
      if (state === 'certain' || this.hub.switches[state]) count++;
    }
    return count;
  }

  /** What a thing is in the chosen time; absent when the chosen source does not tell of it. */
  stateOf(thing) {
    return this.hub.keeps(thing.id) ? stateOfBounds(thing.bounds, ...this.hub.days()) : 'absent';
  }

  /** The name of a thing in the chosen year and language, as far as the tables know it. */
  nameInTime(thing) {
    const [first, last] = this.hub.days();
    const named = (this.data.names[thing.id] || []).filter(
      ({ lang, kind, when, bounds }) =>
        when && lang === this.words.language && (kind === 'official' || kind === 'old') && bounds[0] <= last && bounds[3] >= first,
    );
    const sure = named.filter(({ bounds }) => bounds[1] <= last && bounds[2] >= first);
    const pick = sure.length ? sure[sure.length - 1] : named.length === 1 ? named[0] : null;
    return pick ? pick.name : this.words.pick(thing.names);
  }

  labelOf(dataset, i) {
    if (dataset.key !== 'towns') return null;
    const thing = this.data.things.get(dataset.ids[i]);
    return { text: this.nameInTime(thing), rank: thing.rank };
  }

  /** How far the shown lines had been laid by the chosen time, for the renderer. */
  heads() {
    const { words } = this;
    const kilometres = (km) => `${words.number(km)} ${words.pick(words.vocabularies.units.km)}`;
    const rows = this.data.railheads.filter(({ line }) => this.hub.keeps(line) && this.hub.isShown(this.data.layers[this.data.things.get(line).layer].key));
    return headsAt(rows, ...this.hub.days(), this.hub.switches.possible).map((head) => ({
      point: head.row.point,
      azimuth: head.row.km === null ? null : head.row.azimuth,
      sure: head.sure,
      text: headText(head, kilometres, (when) => words.when(when)),
    }));
  }

  /** The name of the map in the page's language. */
  name() {
    return this.config.title ? this.words.pick(this.config.title) : this.words.t('title');
  }

  setLanguage(code) {
    if (!LANGUAGES.includes(code)) throw new RangeError(`the languages are ${LANGUAGES.join(', ')}, not ${code}`);
    this.words.language = code;
    const { t } = this.words;
    document.documentElement.lang = code;
    document.title = `geokz. ${this.name()}`;
    this.title.textContent = this.name();
    this.subtitle.textContent = t('subtitle', { from: this.hub.clock.min, to: this.hub.clock.max });
    this.finder.translate();
    for (const [key, button] of Object.entries(this.languages)) button.setAttribute('aria-pressed', String(key === code));
    this.panel.translate();
    this.according.translate();
    this.hub.clockControl.translate();
    this.card.translate();
    this.toolbar.setAttribute('aria-label', t('tools'));
    this.features.forEach((feature, at) => {
      this.toolbar.children[at].textContent = t(feature.sheet.title);
      feature.sheet.translate();
      feature.translate();
    });
    this.hub.renderer.redraw();
    this.remember();
  }

  /** Open the card of a thing, moving the clock to its life and the map to its place when needed. */
  select(id, { move = true } = {}) {
    const thing = id && this.data.things.get(id);
    if (!thing) {
      this.selected = null;
      this.card.hide();
      this.camera.cover();
      this.hub.renderer.selected = null;
      this.hub.renderer.redraw();
      this.remember();
      return;
    }
    this.selected = id;
    if (move) this.moveTo(thing);
    const layer = this.layers[this.data.layers[thing.layer].key];
    const i = layer.dataset.position.get(id);
    const place = this.data.places[thing.place];
    this.hub.renderer.selected =
      i === undefined ? null : { dataset: layer.dataset, i, radius: place.radius, links: this.ties(thing) };
    this.card.show(thing);
    this.camera.cover();
    if (move && i !== undefined) this.camera.uncover(layer.dataset, i);
    this.hub.renderer.redraw();
    this.remember();
  }

  ties(thing) {
    return tiesOf(this.data, this.layers, thing).map(({ people, ...end }) => ({ ...end, text: people ? this.words.number(people) : '' }));
  }

  /** Turn the clock, the switches and the map so that a thing can be seen. */
  moveTo(thing) {
    if (!this.hub.keeps(thing.id)) this.hub.setSource(null);
    const state = this.stateOf(thing);
    if (state === 'absent') this.hub.setTime(nearestYear(thing.bounds, this.hub.time, this.hub.clock));
    if (state === 'undated' && !this.hub.switches.undated) this.hub.setSwitches({ undated: true });
    const layer = this.layers[this.data.layers[thing.layer].key];
    if (!this.map.hasLayer(layer)) this.map.addLayer(layer);
    const i = layer.dataset.position.get(thing.id);
    if (i !== undefined) this.camera.showThing(layer.dataset, i);
  }

  onClick(event) {
    const found = this.hub.renderer.pick(event.containerPoint, 9).filter(({ dataset }) => dataset.ids);
    const points = found.filter(({ dataset, i }) => i < dataset.columns.points);
    const chosen = points.length ? this.together(points) : found.slice(0, 1);
    const things = chosen.map(({ dataset, i }) => this.data.things.get(dataset.ids[i])).filter(Boolean);
    if (things.length > 1) {
      this.selected = null;
      this.hub.renderer.selected = null;
      this.card.list(things);
      this.camera.cover();
      this.hub.renderer.redraw();
    } else this.select(things.length ? things[0].id : null, { move: false });
  }

  /** The nearest thing and those that share its place. */
  together(points) {
    const [{ dataset, i }] = points;
    return points.filter((other) => other.dataset.columns.x[other.i] === dataset.columns.x[i] && other.dataset.columns.y[other.i] === dataset.columns.y[i]);
  }

  state() {
    const { from, to } = this.hub.time;
    const center = this.map.getCenter();
    return {
      from,
      to,
      view: { lat: center.lat, lon: center.lng, zoom: this.map.getZoom() },
      layers: Object.keys(this.layers).filter((key) => this.hub.isShown(key)),
      language: this.words.language,
      possible: this.hub.switches.possible,
      undated: this.hub.switches.undated,
      source: this.hub.source?.key ?? null,
      selected: this.selected,
    };
  }

  /** Write the state into the address, once things rest. */
  remember() {
    clearTimeout(this.remembering);
    this.remembering = setTimeout(() => {
      const state = this.state();
      const all = this.home.layers;
      const same = state.layers.length === all.length && all.every((key) => state.layers.includes(key));
      this.written = `#${formatLink({
        years: [state.from, state.to],
        months: this.hub.months || undefined,
        view: [state.view.lat, state.view.lon, state.view.zoom],
        layers: same ? undefined : state.layers,
        language: state.language,
        thing: state.selected || undefined,
        tour: this.tours.playing?.tour.key,
        step: this.tours.playing && this.tours.playing.step + 1,
        kiosk: this.kiosk ? this.kiosk.wait / 1000 : undefined,
        possible: state.possible,
        undated: state.undated,
        source: state.source || undefined,
      })}`;
      if (this.written === location.hash) return;
      // a card or a step of a tour is a place to come back to, a turn of the clock is not
      const place = this.whereabouts();
      history[place === this.place ? 'replaceState' : 'pushState'](null, '', this.written);
      this.place = place;
    }, 120);
  }

  /** Card and step of a tour, by which a reader walks back and forward. */
  whereabouts() {
    return [this.selected, this.tours.playing?.tour.key, this.tours.playing?.step].join();
  }

  /** The page as it opened. */
  reset() {
    this.tours.stop();
    this.features.forEach(({ sheet }) => sheet.close());
    this.select(null);
    this.finder.clear();
    this.hub.clockControl.reset();
    this.panel.reset();
    this.hub.setLayers(this.home.layers);
    this.hub.setSwitches({ possible: true, undated: false });
    this.according.choose(null);
    this.setLanguage(this.initial.language || this.config.language);
    if (!this.initial.view) this.camera.frame();
    this.apply(this.initial);
  }

  onHash() {
    if (location.hash === this.written) return;
    const link = parseLink(location.hash);
    if (link.language) this.setLanguage(link.language);
    if (!link.tour) this.tours.stop();
    if (!this.data.things.has(link.thing)) this.select(null);
    this.apply({ ...link, layers: link.layers ?? this.home.layers });
  }

  /** Take over what a link holds. @param {import('../data/link.js').LinkState} link */
  apply(link) {
    if (link.view) this.map.setView([link.view[0], link.view[1]], link.view[2], { animate: false });
    const known = (link.layers || []).filter((key) => Object.hasOwn(this.layers, key));
    if (link.layers && (known.length || !link.layers.length)) this.hub.setLayers(known);
    this.hub.setSwitches({ possible: link.possible ?? true, undated: link.undated ?? false });
    this.according.choose(link.source);
    const { min, max } = this.hub.clock;
    if (link.years && link.years[0] <= max && link.years[1] >= min) this.hub.setTime(Math.max(min, link.years[0]), Math.min(max, link.years[1]));
    if (link.months) this.hub.setMonths(...link.months);
    if (link.thing && this.data.things.has(link.thing)) this.select(link.thing, { move: !link.view });
    if (link.tour) this.tours.start(link.tour, link.step - 1);
    if (link.kiosk && !this.kiosk) this.kiosk = new Kiosk(link.kiosk, () => this.reset());
    this.place = this.whereabouts();
  }
}

/**
 * Parts of the page that open in a sheet, in the order of the toolbar. Each is a class made with the page; it has
 * a `sheet` and a method `translate`, called when the language changes.
 */
const FEATURES = [Tours, TableView, Changes, About];

const LANGUAGE_NAMES = { en: 'EN', ru: 'РУС', kk: 'ҚАЗ' };
