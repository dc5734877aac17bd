/* global L */
import { yearOf } from './calendar.js';
import { About } from './about.js';
import { Card } from './card.js';
import { Changes } from './changes.js';
import { yearlySeries } from './chart.js';
import { Clock } from './clock.js';
import { inflate } from './columns.js';
import { el, shield } from './dom.js';
import { headsAt, headText } from './heads.js';
import { hubOf } from './hub.js';
import { Kiosk } from './kiosk.js';
import { formatLink, parseLink } from './link.js';
import { LayerPanel, symbol } from './panel.js';
import { PrintSheet } from './print.js';
import { Search } from './search.js';
import { TableView } from './table.js';
import { Tours } from './tours.js';
import { LANGUAGES, Words } from './words.js';

/** The state of a thing by its own bounds, located or not. */
export function stateOfBounds([startEarliest, startLatest, endEarliest, endLatest], first, last) {
  if (startLatest === 2147483647) return 'undated';
  if (startLatest <= last && endEarliest >= first) return 'certain';
  return startEarliest <= last && endLatest >= first ? 'possible' : 'absent';
}

/** Read the palette of the page's style sheet, so that canvas and panels agree. */
function readTheme(map) {
  const style = getComputedStyle(map.getContainer());
  const value = (name) => style.getPropertyValue(`--geokz-${name}`).trim();
  return {
    dark: value('dark') === '1',
    land: value('land'),
    water: value('water'),
    shore: value('shore'),
    border: value('border'),
    ink: value('ink'),
    accent: value('accent'),
  };
}

/** A clock at the foot of a map, and the palette; what any map with a time layer gets. */
export function mountClock(map, strings, options = {}) {
  const hub = hubOf(map);
  if (hub.clockControl) return hub.clockControl;
  const words = options.words || new Words(strings);
  Object.assign(hub.clock, options.clock);
  if (options.clock) hub.time = { from: hub.clock.from, to: hub.clock.to };
  map.getContainer().classList.add('geokz');
  const takeTheme = () => {
    Object.assign(hub.renderer.theme, readTheme(map));
    hub.renderer.field = null;
    hub.renderer.redraw();
    hub.base?.redraw();
    hub.tell('theme');
  };
  hub.takeTheme = takeTheme;
  takeTheme();
  hub.clockControl = new Clock(hub, words, options.periods);
  hub.clockControl.translate();
  map.getContainer().append(hub.clockControl.root);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', takeTheme);
  return hub.clockControl;
}

/** Names under the pointer: one tooltip for the whole map. */
export function mountTooltip(map, nameOf) {
  const hub = hubOf(map);
  if (hub.tooltip) return;
  hub.tooltip = el('div.geokz-tooltip', { hidden: true, 'aria-hidden': 'true' });
  map.getContainer().append(hub.tooltip);
  let pending = null;
  const look = async (point) => {
    const found = hub.renderer.pick(point, 7);
    map.getContainer().classList.toggle('geokz-pointing', found.length > 0);
    if (!found.length) {
      hub.tooltip.hidden = true;
      return;
    }
    const name = await nameOf(found[0]);
    hub.tooltip.textContent = found.length > 1 ? `${name} + ${found.length - 1}` : name;
    hub.tooltip.hidden = !name;
    hub.tooltip.style.transform = `translate(${point.x + 12}px, ${point.y + 14}px)`;
  };
  map.on('mousemove', (event) => {
    if (!pending) {
      requestAnimationFrame(() => {
        look(pending);
        pending = null;
      });
    }
    pending = event.containerPoint;
  });
  map.on('mouseout movestart zoomstart', () => {
    hub.tooltip.hidden = true;
  });
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
    this.map.attributionControl.setPrefix('Leaflet').addAttribution(this.config.credit);
    if (!initial.view) this.frame();
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
    this.hub.onChange((what) => (what === 'time' || what === 'switches') && this.remember());
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
    this.searcher = new Search(
      [...things.values()].map(({ id, names }) => ({ id, names, variants: (details.names[id] || []).map(({ name }) => name) })),
    );
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
    const prisoners = dataset.ids.map((id) => yearlySeries(this.data.figures[id] || []).find(({ measure, of }) => measure === 'prisoners' && !of));
    if (prisoners.some(Boolean)) {
      // the area of a symbol follows the number: 7,500 prisoners draw the plain size
      dataset.scaleOf = (i) => {
        const found = prisoners[i]?.values.get(this.hub.time.to);
        return found ? Math.max(0.75, Math.min(2.2, Math.sqrt(found.value / 7500))) : 1;
      };
    }
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
    this.panel = new LayerPanel(this.hub, words, this.data.layers, () => this.unlocated());
    this.title = el('h1');
    this.subtitle = el('p');
    this.input = el('input.geokz-search', {
      type: 'search',
      autocomplete: 'off',
      spellcheck: 'false',
      role: 'combobox',
      'aria-expanded': 'false',
      'aria-controls': 'geokz-hits',
      oninput: () => this.onSearch(),
      onkeydown: (event) => this.onSearchKey(event),
    });
    this.hits = el('ul.geokz-hits', { id: 'geokz-hits', role: 'listbox', hidden: true });
    this.nothing = el('p.geokz-hits.geokz-nothing', { role: 'status', hidden: true });
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
          el('div.geokz-search-box', { role: 'search' }, [this.input, this.hits, this.nothing]),
          el('div.geokz-languages', { role: 'group' }, [this.languages.kk, this.languages.ru, this.languages.en]),
        ]),
      ]),
    );
    this.features = FEATURES.map((Feature) => new Feature(this));
    this.tours = this.features.find((feature) => feature instanceof Tours);
    this.toolbar = el(
      'nav.geokz-toolbar',
      {},
      this.features.map(({ sheet }) => el('button.geokz-word', { type: 'button', 'aria-haspopup': 'dialog', onclick: () => sheet.open() })),
    );
    /** @type {HTMLElement} */ (this.header.lastChild).append(this.toolbar);
    container.append(this.header, this.panel.root, this.card.root, ...this.features.map(({ sheet }) => sheet.root));
    // what lies below the header begins where it ends, in every language and size of text
    new ResizeObserver(() => container.style.setProperty('--geokz-head', `${this.header.offsetHeight}px`)).observe(this.header);
    this.print = new PrintSheet(this);
  }

  /** Show the whole country between the panels. */
  frame() {
    const wide = this.map.getSize().x > 700;
    const foot = this.hub.clockControl.root.offsetHeight;
    this.map.fitBounds(this.config.frame, {
      animate: false,
      paddingTopLeft: [wide ? this.panel.width + 12 : 4, wide ? 60 : this.header.offsetHeight],
      paddingBottomRight: [wide ? 16 : 4, foot],
    });
  }

  /** How many things without a point the time and the switches let show. */
  unlocated() {
    const [first, last] = this.hub.days();
    let count = 0;
    for (const thing of this.data.things.values()) {
      const layer = this.data.layers[thing.layer].key;
      if (this.data.places[thing.place].precision !== 'unlocated' || !this.hub.isShown(layer)) continue;
      const state = stateOfBounds(thing.bounds, first, last);
      if (state === 'certain' || this.hub.switches[state]) count++;
    }
    return count;
  }

  stateOf(thing) {
    return stateOfBounds(thing.bounds, ...this.hub.days());
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
    const rows = this.data.railheads.filter(({ line }) => this.hub.isShown(this.data.layers[this.data.things.get(line).layer].key));
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
    this.input.placeholder = t('searchHint');
    this.input.setAttribute('aria-label', t('searchHint'));
    this.hits.setAttribute('aria-label', t('found'));
    for (const [key, button] of Object.entries(this.languages)) button.setAttribute('aria-pressed', String(key === code));
    this.panel.translate();
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
      i === undefined ? null : { dataset: layer.dataset, i, radius: place.radius, links: this.linksOf(thing) };
    this.card.show(thing);
    if (move && i < layer.dataset.columns.points) this.uncover(layer.dataset, i);
    this.hub.renderer.redraw();
    this.remember();
  }

  /** Where labour went from or came to a thing, as points of the map with the numbers the sources give. */
  linksOf(thing) {
    const links = [];
    for (const { type, other, forward, source } of this.data.relations[thing.id] || []) {
      if (type !== 'supplied_labour_to') continue;
      const target = this.data.things.get(other);
      const { dataset } = this.layers[this.data.layers[target.layer].key];
      const i = dataset.position.get(other);
      if (i === undefined || i >= dataset.columns.points) continue;
      const people = this.peopleIn(forward ? thing.id : other, source);
      links.push({ x: dataset.columns.x[i], y: dataset.columns.y[i], text: people ? this.words.number(people) : '' });
    }
    return links;
  }

  /** The people sent to work that a camp's figures count in the very lines that tell of a tie; 0 when none or several are given. */
  peopleIn(camp, source) {
    const cited = new Set(source.map(String));
    const found = (this.data.figures[camp] || []).filter(
      (figure) =>
        figure.measure === 'workers' && figure.unit === 'person' && figure.standing !== 'rejected' && figure.source.some((place) => cited.has(String(place))),
    );
    return found.length === 1 ? found[0].value : 0;
  }

  moveTo(thing) {
    const state = this.stateOf(thing);
    if (state === 'absent') this.hub.setTime(nearestYear(thing.bounds, this.hub.time, this.hub.clock));
    if (state === 'undated' && !this.hub.switches.undated) this.hub.setSwitches({ undated: true });
    const layer = this.layers[this.data.layers[thing.layer].key];
    if (!this.map.hasLayer(layer)) this.map.addLayer(layer);
    const i = layer.dataset.position.get(thing.id);
    if (i === undefined) return;
    const { points, x, y, partOfPath, vertexOfPart } = layer.dataset.columns;
    const toLatLng = (at) => [(Math.atan(Math.sinh(Math.PI * (1 - 2 * y[at]))) * 180) / Math.PI, (x[at] - 0.5) * 360];
    if (i < points) {
      if (!this.map.getBounds().pad(-0.2).contains(toLatLng(i))) this.map.panTo(toLatLng(i), { animate: false });
      return;
    }
    const all = [];
    for (let at = vertexOfPart[partOfPath[i - points]]; at < vertexOfPart[partOfPath[i - points + 1]]; at++) all.push(toLatLng(points + at));
    const bounds = L.latLngBounds(all);
    if (!this.map.getBounds().contains(bounds)) this.map.fitBounds(bounds.pad(0.2), { animate: false });
  }

  /** Bring a point out from under the card and the other panels. */
  uncover({ columns: { x, y } }, i) {
    const { map } = this;
    const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y[i]))) * 180) / Math.PI;
    const point = map.latLngToContainerPoint([lat, (x[i] - 0.5) * 360]);
    const size = map.getSize();
    const card = this.card.root;
    const beside = card.offsetWidth < size.x;
    const [left, top] = [beside ? this.panel.width : 0, this.header.offsetHeight];
    const right = beside ? card.offsetLeft : size.x;
    const bottom = beside ? size.y - this.hub.clockControl.root.offsetHeight : card.offsetTop;
    const margin = 24;
    const label = beside ? 90 : margin;
    if (point.x > left + margin && point.x < right - label && point.y > top + margin && point.y < bottom - margin) return;
    map.panBy([point.x - (left + right) / 2, point.y - (top + bottom) / 2], { animate: false });
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
    } else this.select(things.length ? things[0].id : null, { move: false });
  }

  /** The nearest thing and those that share its place. */
  together(points) {
    const [{ dataset, i }] = points;
    return points.filter((other) => other.dataset.columns.x[other.i] === dataset.columns.x[i] && other.dataset.columns.y[other.i] === dataset.columns.y[i]);
  }

  onSearch() {
    const ids = this.searcher.find(this.input.value, 12);
    this.hits.replaceChildren(
      ...ids.map((id, position) => {
        const thing = this.data.things.get(id);
        const layer = this.data.layers[thing.layer];
        const colour = this.hub.renderer.theme.dark ? layer.colourDark : layer.colour;
        return el('li', { role: 'option', id: `geokz-hit-${position}`, 'data-id': id, onmousedown: (event) => this.take(id, event) }, [
          symbol(layer, colour),
          el('span', { text: this.words.pick(thing.names) }),
          el('span.geokz-quiet', { text: this.words.when(thing.when) }),
        ]);
      }),
    );
    this.nothing.hidden = !this.input.value.trim() || ids.length > 0;
    this.nothing.textContent = this.nothing.hidden ? '' : this.words.t('nothingFound');
    this.hits.hidden = !ids.length;
    this.input.setAttribute('aria-expanded', String(!this.hits.hidden));
    this.markHit(ids.length ? 0 : -1);
  }

  markHit(position) {
    this.hit = position;
    [...this.hits.children].forEach((item, at) => item.setAttribute('aria-selected', String(at === position)));
    if (position >= 0) this.input.setAttribute('aria-activedescendant', `geokz-hit-${position}`);
    else this.input.removeAttribute('aria-activedescendant');
  }

  onSearchKey(event) {
    const options = this.hits.querySelectorAll('[data-id]');
    if (event.key === 'Escape') {
      this.input.value = '';
      this.onSearch();
    } else if (event.key === 'Enter' && options[this.hit]) this.take(options[this.hit].dataset.id, event);
    else if (event.key === 'ArrowDown') this.markHit(Math.min(options.length - 1, this.hit + 1));
    else if (event.key === 'ArrowUp') this.markHit(Math.max(0, this.hit - 1));
    else return;
    event.preventDefault();
  }

  take(id, event) {
    event.preventDefault();
    this.hits.hidden = true;
    this.nothing.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.select(id);
    this.card.root.focus({ preventScroll: true });
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
      })}`;
      if (this.written !== location.hash) history.replaceState(null, '', this.written);
    }, 120);
  }

  /** The page as it opened. */
  reset() {
    this.tours.stop();
    this.features.forEach(({ sheet }) => sheet.close());
    this.select(null);
    this.input.value = '';
    this.onSearch();
    this.hub.clockControl.stop();
    this.hub.setTime(this.config.clock.from, this.config.clock.to);
    this.hub.setLayers(this.home.layers);
    this.hub.setSwitches({ possible: true, undated: false });
    this.setLanguage(this.initial.language || this.config.language);
    if (!this.initial.view) this.frame();
    this.apply(this.initial);
  }

  onHash() {
    if (location.hash === this.written) return;
    const link = parseLink(location.hash);
    if (link.language) this.setLanguage(link.language);
    this.apply(link);
  }

  /** Take over what a link holds. @param {import('./link.js').LinkState} link */
  apply(link) {
    if (link.view) this.map.setView([link.view[0], link.view[1]], link.view[2], { animate: false });
    const known = (link.layers || []).filter((key) => Object.hasOwn(this.layers, key));
    if (link.layers && (known.length || !link.layers.length)) this.hub.setLayers(known);
    this.hub.setSwitches({ possible: link.possible ?? true, undated: link.undated ?? false });
    if (link.years) this.hub.setTime(...link.years);
    if (link.months) this.hub.setMonths(...link.months);
    if (link.thing && this.data.things.has(link.thing)) this.select(link.thing, { move: !link.view });
    if (link.tour) this.tours.start(link.tour, link.step - 1);
    if (link.kiosk && !this.kiosk) this.kiosk = new Kiosk(link.kiosk, () => this.reset());
  }
}

/**
 * Parts of the page that open in a sheet, in the order of the toolbar. Each is a class made with the page; it has
 * a `sheet` and a method `translate`, called when the language changes.
 */
const FEATURES = [Tours, TableView, Changes, About];

const LANGUAGE_NAMES = { en: 'EN', ru: 'РУС', kk: 'ҚАЗ' };

/** The year nearest the chosen time in which a thing surely, or else possibly, existed. */
export function nearestYear([startEarliest, startLatest, endEarliest, endLatest], time, clock) {
  const [first, last] = startLatest <= endEarliest ? [startLatest, endEarliest] : [startEarliest, endLatest];
  const year = (day) => (day < -1e6 ? clock.min : day > 1e6 ? clock.max : yearOf(day));
  return Math.max(year(first), Math.min(year(last), time.from));
}
