import { SWITCHES } from '../data/life.js';
import { formatLink, parseLink } from '../data/link.js';
import { Kiosk } from './kiosk.js';

/** Milliseconds after which the address is written: when all rests, while the clock plays, when the browser refused. */
const [RESTING, PLAYING, REFUSED] = [120, 2000, 10000];

/**
 * What an address tells of and turns.
 *
 * @typedef {object} Linked
 * @property {any} map
 * @property {import('../map/hub.js').Hub} hub
 * @property {import('../data/atlas.js').Atlas} atlas
 * @property {import('../data/words.js').Words} words
 * @property {Record<string, any>} layers Leaflet layers by key
 * @property {import('./according.js').According} according
 * @property {import('./filters.js').FilterPanel} filters
 * @property {import('./backdrop.js').Backdrop} backdrop
 * @property {import('./tours.js').Tours} tours
 * @property {import('./lifelines.js').LifeLines} lives
 * @property {import('./changes.js').Changes} changes
 * @property {import('./poster.js').Poster} poster
 * @property {import('./grow.js').Growth} growth
 * @property {import('./choice.js').Choice} choice
 * @property {() => any} state what is shown
 * @property {(code: string) => void} setLanguage
 * @property {() => void} reset the page as it opened
 */

/** The address of the page: written when things rest, read when a link is followed, a place to come back to. */
export class Address {
  /** @type {Kiosk | null} */
  kiosk = null;
  /** the timer that writes */
  timer = 0;
  /** card and step of a tour last put into the address */
  whereabouts = '';

  /** @param {Linked} page */
  constructor(page) {
    this.page = page;
    /** the address as it was last written */
    this.written = location.hash;
    window.addEventListener('hashchange', () => this.onHash());
  }

  /** What is shown, as an address. @param {Partial<import('../data/link.js').LinkState>} [changes] to it */
  link(changes = {}) {
    const { atlas, hub, map, tours, filters, changes: compared, lives, poster, backdrop } = this.page;
    const state = this.page.state();
    const all = atlas.opening;
    const same = state.layers.length === all.length && all.every((key) => state.layers.includes(key));
    return `#${formatLink({
      years: [state.from, state.to],
      months: hub.months || undefined,
      view: [state.view.lat, state.view.lon, state.view.zoom],
      layers: same ? undefined : state.layers,
      language: state.language,
      thing: state.selected || undefined,
      tour: tours.playing?.tour.key,
      step: tours.playing ? tours.playing.step + 1 : undefined,
      kiosk: this.kiosk ? this.kiosk.wait / 1000 : undefined,
      presumed: state.presumed,
      possible: state.possible,
      undated: state.undated,
      none: state.none,
      source: state.source || undefined,
      filters: filters.linked,
      compared: compared.compared(),
      edge: compared.edge.at ?? undefined,
      lives: lives.opened(),
      poster: poster.opened(),
      bars: hub.clockControl.bars.other,
      opacity: backdrop.get(),
      bare: map.getContainer().classList.contains('geokz-bare'),
      ...changes,
    })}`;
  }

  /** Write the address, once things rest: the clock, too, when it plays. */
  remember() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write(), this.page.hub.clockControl.timer ? PLAYING : RESTING);
  }

  /** @param {number} [tries] left when the browser refuses: it takes a hundred addresses in ten seconds, and none in some frames */
  write(tries = 2) {
    // a link was pasted and its turn has not come: it must not be lost to what was shown before it
    if (location.hash !== this.written) return;
    const link = this.link();
    if (link === location.hash) return;
    // a card or a step of a tour is a place to come back to, a turn of the clock is not
    const whereabouts = this.whereaboutsNow();
    try {
      history[whereabouts === this.whereabouts ? 'replaceState' : 'pushState'](null, '', link);
    } catch {
      if (tries) this.timer = setTimeout(() => this.write(tries - 1), REFUSED);
      return;
    }
    this.written = location.hash;
    this.whereabouts = whereabouts;
  }

  /** Card and step of a tour, by which a reader walks back and forward. */
  whereaboutsNow() {
    const { choice, tours } = this.page;
    const { selected } = choice;
    return [selected, tours.playing?.tour.key, tours.playing?.step].join();
  }

  onHash() {
    if (location.hash === this.written) return;
    this.written = location.hash;
    const { atlas, tours, words } = this.page;
    const link = parseLink(location.hash, words.languages);
    if (link.language) this.page.setLanguage(link.language);
    if (!link.tour) tours.stop();
    if (!atlas.things.has(link.thing ?? '')) this.page.choice.select(null);
    this.follow({ ...link, layers: link.layers ?? atlas.opening });
  }

  /** Take over the time that a link holds. @param {import('../data/link.js').LinkState} link */
  followTime({ years, months }) {
    const { hub } = this.page;
    const { min, max } = hub.clock;
    if (years && years[0] <= max && years[1] >= min)
      hub.clockControl.follow(Math.max(min, years[0]), Math.min(max, years[1]));
    if (months) hub.setMonths(...months);
  }

  /** Take over what a link holds. @param {import('../data/link.js').LinkState} link */
  follow(link) {
    const { map, hub, atlas, layers, according, filters, backdrop, lives, poster, changes, tours } = this.page;
    map.getContainer().classList.toggle('geokz-bare', link.bare ?? false);
    if (link.view) map.setView([link.view[0], link.view[1]], link.view[2], { animate: false });
    const known = (link.layers || []).filter((key) => Object.hasOwn(layers, key));
    if (link.layers && (known.length || !link.layers.length)) hub.setLayers(known, (key) => !atlas.layerOf.has(key));
    hub.setSwitches({
      presumed: link.presumed ?? SWITCHES.presumed,
      possible: link.possible ?? SWITCHES.possible,
      undated: link.undated ?? SWITCHES.undated,
      none: link.none ?? SWITCHES.none,
    });
    according.choose(link.source);
    filters.choose(link.filters ?? {});
    backdrop.set(link.opacity);
    hub.clockControl.bars.setCounts(link.bars);
    this.followTime(link);
    if (link.thing && atlas.things.has(link.thing)) this.page.choice.select(link.thing, { move: !link.view });
    lives.follow(link.lives);
    poster.follow(link.poster ?? false);
    if (link.compared) changes.compare(...link.compared, link.edge);
    else changes.sheet.close();
    if (link.tour) tours.start(link.tour, (link.step ?? 1) - 1);
    if (link.kiosk && !this.kiosk) {
      this.page.growth.fit(true);
      this.kiosk = new Kiosk(link.kiosk, () => this.page.reset(), {
        words: this.page.words,
        root: map.getContainer(),
        playing: () => Boolean(hub.clockControl.timer),
        touring: () => Boolean(tours.playing),
        speak: (code) => this.page.setLanguage(code),
        poster,
      });
    }
    this.whereabouts = this.whereaboutsNow();
  }
}
