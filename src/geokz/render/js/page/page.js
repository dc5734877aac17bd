import { Atlas } from '../data/atlas.js';
import { inflate } from '../data/columns.js';
import { dress } from '../data/dress.js';
import { headsShown } from '../data/heads.js';
import { SWITCHES } from '../data/life.js';
import { parseLink } from '../data/link.js';
import { beside, eventsShown, seatAt } from '../data/seats.js';
import { firstLanguage, Words } from '../data/words.js';
import { lookAhead } from '../map/ahead.js';
import { Camera } from '../map/camera.js';
import { hubOf } from '../map/hub.js';
import { whenIdle } from '../map/idle.js';
import { About } from './about.js';
import { According } from './according.js';
import { Address } from './address.js';
import { Backdrop } from './backdrop.js';
import { Card } from './card.js';
import { Changes } from './changes.js';
import { Choice } from './choice.js';
import { el } from './dom.js';
import { FilterPanel } from './filters.js';
import { Finder } from './finder.js';
import { Growth } from './grow.js';
import { Header } from './header.js';
import { InView } from './inview.js';
import { LifeLines } from './lifelines.js';
import { mountClock, mountTooltip } from './mount.js';
import { keyRows } from './own.js';
import { LayerPanel } from './panel.js';
import { People } from './people.js';
import { Poster } from './poster.js';
import { PrintSheet } from './print.js';
import { Rails } from './rails.js';
import { Scale } from './scale.js';
import { Share } from './share.js';
import { SizeKey } from './sizekey.js';
import { Skip } from './skip.js';
import { Sums } from './sums.js';
import { TableView } from './table.js';
import { Tours } from './tours.js';

/**
 * What a panel may ask of the page; it gets these and not the page.
 *
 * @typedef {object} Verbs
 * @property {(id: string | null, how?: {move?: boolean, focus?: boolean}) => void} select open the card of a thing, or close it:
 *   `move` the clock and the map to it, `focus` the card
 * @property {(things: import('../data/wire').Thing[]) => void} list open the list of what is at one place, and show the place
 * @property {() => string | null} selected the thing whose card is open
 * @property {(listener: () => void) => void} onSelect told when another card is open, or none
 * @property {(spot: import('../data/atlas.js').Spot) => void} show bring a thing into view
 * @property {(spot: import('../data/atlas.js').Spot) => boolean} sees whether any of a thing lies in the window of the map
 * @property {(box: HTMLElement, place: [number, number], zoom: number) => any} above the centre that brings a place above a box
 * @property {() => void} room the room between the panels has changed: the whole country, where it was in view, keeps so
 * @property {() => void} remember write the state into the address
 * @property {() => void} focusTools put the focus on the toolbar
 */

/** Pixels above the clock that the key of sizes and the scale take. */
const CORNER = 116;

/** JSON as Python packed it. @param {string} body */
async function unpacked(body) {
  return JSON.parse(new TextDecoder().decode(await inflate(body)));
}

/** Once the frame that is being made is on the screen: when the next one is asked for. @returns {Promise<void>} */
function painted() {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))));
}

/** Whether what a link opens tells what sources say. @param {import('../data/link.js').LinkState} link */
function asksSaid({ thing, tour, source, filters, compared, lives, poster, kiosk }) {
  return [thing, tour, source, filters, compared, lives, poster, kiosk].some(Boolean);
}

/** The atlas on a map: layers, clock, search, languages, card, address. */
export class AtlasPage {
  // what comes once the records and the columns are there
  /** @type {Atlas} */
  atlas;
  /** @type {import('../data/link.js').LinkState} */
  initial;
  /** @type {Card} */
  card;
  /** @type {People} */
  people;
  /** @type {Rails | null} */
  rails;
  /** @type {SizeKey} */
  sizeKey;
  /** @type {Scale} */
  scale;
  /** @type {According} */
  according;
  /** @type {Backdrop} */
  backdrop;
  /** @type {LayerPanel} */
  panel;
  /** @type {FilterPanel} */
  filters;
  /** @type {Finder} */
  finder;
  /** @type {Tours} */
  tours;
  /** @type {LifeLines} */
  lives;
  /** @type {Changes} */
  changes;
  /** @type {Poster} */
  poster;
  /** @type {Share} */
  share;
  /** @type {(Tours | TableView | LifeLines | Changes | Poster | Share | About)[]} */
  features;
  /** @type {InView} */
  inView;
  /** @type {Skip} */
  skip;
  /** @type {Camera} */
  camera;
  /** @type {Choice} */
  choice;
  /** @type {Sums} */
  sums;
  /** @type {HTMLElement} */
  ownKey;
  /** @type {PrintSheet} */
  print;
  /** @type {Header} */
  header;
  /** @type {Address} */
  address;
  /** @type {Growth} */
  growth;

  /**
   * @param {any} map @param {any} config what Python wrote: details, strings, clock, frame, title, language
   * @param {{layers: Record<string, any>, base: any}} drawn Leaflet layers by key, and the base map
   */
  constructor(map, config, { layers, base }) {
    this.map = map;
    this.hub = hubOf(map);
    this.layers = layers;
    this.base = base;
    this.config = config;
    this.words = new Words(config.strings);
    /** @type {(() => void)[]} told when another card is open */
    this.selectListeners = [];
    /** @type {Verbs} */
    this.verbs = {
      select: (id, how) => this.choice.select(id, how),
      list: (things) => this.choice.list(things, true),
      selected: () => this.choice.selected,
      onSelect: (listener) => void this.selectListeners.push(listener),
      show: (spot) => this.camera.show(spot),
      sees: (spot) => this.camera.sees(spot),
      above: (box, place, zoom) => this.camera.above(box, place, zoom),
      room: () => this.camera?.seesAll && this.camera.frame(),
      remember: () => this.remember(),
      focusTools: () => this.header.focus(),
    };
    this.hub.opening = true;
    this.ready = this.start();
  }

  async start() {
    await this.read();
    this.initial = parseLink(location.hash, this.words.languages);
    if (asksSaid(this.initial)) await this.hear();
    this.growth = new Growth(this.map, Boolean(this.initial.kiosk));
    // before the first card is written, for it has no links then
    if (this.initial.kiosk) document.documentElement.classList.add('geokz-kiosk');
    this.words.language = this.openingLanguage();
    this.people = new People(this.atlas, this.hub, this.words, this.verbs);
    this.rails = this.config.rails ? new Rails(this.atlas, this.hub, this.words, this.config.rails) : null;
    mountClock(this.map, this.config.strings, {
      words: this.words,
      clock: this.config.clock,
      periods: this.atlas.periods,
      events: this.atlas.events,
      heard: (event) => this.atlas.heard([event]).length > 0,
      onEvent: (event) => this.choice.showEvent(event, true),
      people: this.people,
      rails: this.rails,
    });
    this.build();
    // Leaflet takes an attribution for HTML
    this.map.attributionControl
      .setPrefix('Leaflet')
      .addAttribution(el('span', { text: this.atlas.about.credit }).innerHTML);
    this.open();
    this.listen();
    // the first frame shows all of the map
    await this.base.ready;
    this.hub.opening = false;
    await this.hub.drawn();
    performance.mark('geokz-symbols');
    await painted();
    if (!this.atlas.complete) {
      await this.hear();
      this.according.translate();
      this.filters.renew();
      this.card.translate();
    }
    this.map.getContainer().classList.add('geokz-ready');
    this.prepare();
  }

  /** What nobody sees yet, before it is wanted. */
  prepare() {
    lookAhead(this.hub);
    whenIdle(() => this.base.widen());
    whenIdle(() => this.header.nameLanguages());
    whenIdle(() => this.filters.fill());
    whenIdle(() => this.finder.search.prepare());
  }

  /** The atlas out of the details, and what its layers look like once their columns are there. */
  async read() {
    const details = await unpacked(this.config.details);
    this.atlas = new Atlas(details);
    this.words.vocabularies = this.atlas.vocabularies;
    this.words.dates = this.atlas.dates;
    this.words.languages = this.atlas.languages;
    for (const layer of Object.values(this.layers)) layer.announce(this.hub);
    await Promise.all(Object.values(this.layers).map((layer) => layer.ready));
    for (const [key, layer] of Object.entries(this.layers)) this.atlas.join(key, layer.dataset);
    for (const key of Object.keys(this.layers)) dress(this.atlas, key, this.hub);
  }

  /** What sources say of the things, the larger half of the records. */
  async hear() {
    this.atlas.hear(await unpacked(this.config.said));
  }

  /** The language of the link, of the reader's browser, of the map. */
  openingLanguage() {
    return (
      this.initial.language || firstLanguage(navigator.languages ?? [], this.words.languages) || this.config.language
    );
  }

  /** What the link and the language say, once all panels are there. */
  open() {
    const { atlas, hub, words } = this;
    mountTooltip(this.map, async (found) => this.choice.describe(found));
    hub.renderer.labelOf = (dataset, i) => this.labelOf(dataset, i);
    hub.renderer.headsOf = () => {
      const heads = headsShown(atlas, hub, words);
      return [...heads, ...beside(eventsShown(atlas.heard(atlas.events), ...hub.days(), words), heads)];
    };
    hub.beforeStep.push((first, last) => this.seat(first, last));
    this.show(words.language);
  }

  /** The state of the link, in a language. @param {string} language */
  show(language) {
    // in words and numbers, too, the first frame tells the time it shows
    this.address.followTime(this.initial);
    this.hub.turn();
    // the words first, for the camera looks at what they leave of the map
    this.setLanguage(language);
    this.place();
    this.makeRoom();
    if (!this.initial.view) this.camera.frame();
    this.address.follow(this.initial);
  }

  /** From now on the address follows what is shown. */
  listen() {
    this.map.on('moveend', () => this.remember());
    this.map.on('click', (event) => this.choice.onClick(event));
    this.map.on('layeradd layerremove', (event) => event.layer.dataset && this.remember());
    this.hub.onChange((what) => what === 'theme' && this.setLanguage(this.words.language));
    this.hub.onChange((what) => ['time', 'switches', 'source', 'bars'].includes(what) && this.remember());
  }

  build() {
    const container = this.map.getContainer();
    container.setAttribute('role', 'main');
    container.classList.toggle('geokz-bare', this.initial.bare ?? false);
    // folium forbids zooming the page; whoever needs larger text must be able to
    document.querySelector('meta[name="viewport"]')?.setAttribute('content', 'width=device-width, initial-scale=1');
    const { atlas, hub, words, verbs } = this;
    this.card = new Card(atlas, hub, words, verbs, this.config.url);
    this.according = new According(atlas, hub, words);
    this.panel = new LayerPanel(atlas, hub, words);
    this.backdrop = new Backdrop(hub, words, this.config.overlay, () => this.remember());
    this.sums = new Sums(hub, words);
    this.ownKey = el('ul.geokz-own-key', { hidden: !this.config.own?.length });
    this.filters = new FilterPanel(atlas, hub, words);
    this.panel.root.append(this.ownKey, this.according.root, this.filters.root, this.filters.note, this.backdrop.root);
    this.sizeKey = new SizeKey(atlas, hub, words);
    this.scale = new Scale(this.map, words);
    this.finder = new Finder(atlas, hub, words, verbs);
    this.tours = new Tours(atlas, hub, words, verbs);
    this.lives = new LifeLines(atlas, hub, words, verbs);
    this.changes = new Changes(atlas, hub, words, verbs);
    const poster = { people: this.people, frame: this.config.frame, title: () => this.name() };
    this.poster = new Poster(atlas, hub, words, verbs, poster);
    this.share = new Share(atlas, hub, words, {
      published: this.config.url,
      hash: (changes) => this.address.link(changes),
      title: () => this.name(),
      people: this.people,
      part: () => this.camera.picture(),
      own: this.config.own ?? [],
    });
    this.features = [
      this.tours,
      new TableView(atlas, hub, words, verbs),
      this.lives,
      this.changes,
      this.poster,
      this.share,
      new About(atlas, hub, words),
    ];
    this.header = new Header(atlas, hub, words, {
      tools: this.features.map((feature) => ({
        sheet: feature.sheet,
        empty: (feature === this.tours && this.tours.empty) || (feature === this.poster && this.poster.empty),
      })),
      search: this.finder.root,
      sums: [this.rails?.root, this.people.root, this.sums.root].filter(Boolean),
      name: () => this.name(),
      alone: this.config.alone,
      choose: (code) => this.setLanguage(code),
    });
    this.inView = new InView(atlas, hub, words, verbs, () => this.card.root.focus({ preventScroll: true }));
    this.skip = new Skip(hub, words, {
      skipToSearch: () => this.finder.root.querySelector('input')?.focus(),
      skipToTime: () => hub.clockControl.handles.to.focus(),
      inView: () => this.inView.sheet.open(),
    });
    container.prepend(this.skip.root);
    container.append(this.inView.sheet.root, this.header.root);
    const { lives, panel } = this;
    const beside = {
      get width() {
        return lives.width || panel.width;
      },
    };
    const covers = { header: this.header.root, card: this.card.root, clock: hub.clockControl.root, panel: beside };
    const sheets = this.features.map(({ sheet }) => sheet.root);
    const lying = [this.panel.root, this.sizeKey.root, this.scale.root, this.card.root, ...sheets];
    const over = () => [
      this.header.root,
      ...lying,
      .../** @type {NodeListOf<HTMLElement>} */ (container.querySelectorAll('.leaflet-control')),
    ];
    this.camera = new Camera(hub, this.config.frame, covers, over);
    const { map, layers, card, camera, filters, according } = this;
    const told = () => this.selectListeners.forEach((listener) => listener());
    const stage = { map, layers, card, camera, filters, according, told, remember: () => this.remember() };
    this.choice = new Choice(atlas, hub, words, stage);
    // in a frame of its own, for it changes the size of what is watched
    const room = new ResizeObserver(() => requestAnimationFrame(() => this.makeRoom()));
    [container, this.header.root, ...lying].forEach((box) => room.observe(box));
    this.print = new PrintSheet(atlas, hub, words, this.camera, this.card.root, this.lives, this.config.own ?? []);
    this.address = new Address(this);
  }

  /** Put the panels into the page: below the header, which is measured without them, for what moves them costs each its style. */
  place() {
    if (this.panel.root.isConnected) return;
    this.header.makeRoom();
    const { panel, sizeKey, scale, card, features } = this;
    this.header.root.after(
      ...[panel, sizeKey, scale, card].map(({ root }) => root),
      ...features.map(({ sheet }) => sheet.root),
    );
  }

  /** Room for the header; where the panel reaches down to the key of sizes and the scale, they stand beside it. */
  makeRoom() {
    this.header.makeRoom();
    const container = this.map.getContainer();
    // the sheet that is printed has its own room
    if (container.classList.contains('geokz-printing')) return;
    const { x, y } = this.map.getSize();
    // the style sheet made the map larger than its window
    if (x !== container.clientWidth || y !== container.clientHeight)
      this.map.invalidateSize({ animate: false, pan: false });
    const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = this.panel.root;
    // on those that stand beside it alone: set on the map, it would have all its panels take their style anew
    for (const { root } of [this.sizeKey, this.scale])
      root.style.setProperty('--geokz-panel', `${offsetLeft + offsetWidth}px`);
    const low = offsetTop + offsetHeight > this.hub.clockControl.root.offsetTop - CORNER;
    container.classList.toggle('geokz-low-panel', low);
    this.camera.cover();
  }

  /** Put things whose seat moved where they were in a time. */
  seat(first, last) {
    for (const thing of this.atlas.things.values()) {
      if (!thing.seats) continue;
      const spot = this.atlas.spot(thing);
      const point = seatAt(thing.seats, first, last)?.point;
      if (!spot || !point) continue;
      if (spot.dataset.move(spot.i, [point[0], point[1]])) this.hub.renderer.moved(spot.dataset);
    }
  }

  /** The name at the symbol of a settlement. */
  labelOf(dataset, i) {
    const thing = dataset.ids && this.atlas.things.get(dataset.ids[i]);
    if (!thing || !this.atlas.layer(thing).labelled) return null;
    const name = this.atlas.name(thing, this.hub.days(), this.words);
    return { text: name.replace(/ \([^()]*\)$/, ''), rank: thing.rank }; // on the map there is room for one name
  }

  /** The name of the map in the page's language. */
  name() {
    return this.config.title ? this.words.pick(this.config.title) : this.words.t('title');
  }

  setLanguage(code) {
    const { languages } = this.words;
    if (!languages.includes(code)) throw new RangeError(`the languages are ${languages.join(', ')}, not ${code}`);
    this.words.language = code;
    document.documentElement.lang = code;
    document.title = [this.atlas.about.cite.work, this.name()].filter(Boolean).join('. ');
    this.rails?.tell();
    this.people.tell();
    this.sums.tell();
    this.ownKey.replaceChildren(...keyRows(this.config.own ?? [], this.words));
    this.finder.translate();
    this.header.translate();
    this.panel.translate();
    this.according.translate();
    this.filters.translate();
    this.backdrop.translate();
    this.sizeKey.translate();
    this.scale.translate();
    this.hub.clockControl.translate();
    this.card.translate();
    this.skip.translate();
    this.inView.sheet.translate();
    this.inView.translate();
    for (const feature of this.features) {
      feature.sheet.translate();
      feature.translate();
    }
    this.hub.renderer.redraw();
    this.base.speak(code);
    this.remember();
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
      ...this.hub.switches,
      source: this.hub.source?.key ?? null,
      filters: { ...this.filters.chosen },
      selected: this.choice.selected,
    };
  }

  /** Write the state into the address, once things rest; before there is one, there is nothing to remember. */
  remember() {
    this.address?.remember();
  }

  /** The page as it opened. */
  reset() {
    this.tours.stop();
    this.inView.sheet.close();
    this.features.forEach(({ sheet }) => sheet.close());
    this.choice.select(null);
    this.finder.clear();
    this.hub.clockControl.reset();
    this.panel.reset();
    this.hub.setLayers(this.atlas.opening, (key) => this.atlas.isOwn(key));
    this.hub.setSwitches(SWITCHES);
    this.according.choose(null);
    this.show(this.openingLanguage());
  }
}
