import { timeText } from '../data/rows.js';
import { el } from './dom.js';
import { keyRows } from './own.js';
import { symbol } from './panel.js';

/** The printed sheet, A4 lying less its margins, in CSS pixels. */
const SHEET = { width: 1058, height: 728 };

/** The table prints itself, as the poster and the work sheet do. */
const TABLE = ':scope > .geokz-sheet-table:not([hidden])';

/** What lies over the map and is printed behind it, on sheets of its own. */
const BEHIND = ':scope > :is(.geokz-sheet-changes, .geokz-sheet-lives):not([hidden]) > .geokz-sheet-body';

/** So many life-lines stand on a sheet, so wide in CSS pixels: its breadth less the names of print.css. */
const LINES = 19;
const LIVES = 740;

/** What is of no use on paper. */
const IDLE =
  '.geokz-lives-top, .geokz-cite, .geokz-cite-list, .geokz-back-mark, .geokz-correct, .geokz-remarks, .geokz-change-years, .geokz-changes-edge, .geokz-hidden';

/**
 * The map, the year, the legend and the sources of what is shown on a sheet of paper; behind it whatever has no room on
 * it: a long card, the rest of the sources. While the browser prints, the page has the size and the light colours of
 * the sheet.
 */
export class PrintSheet {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words
   * @param {import('../map/camera.js').Camera} camera @param {HTMLElement} card which stands beside the map, if it is open
   * @param {import('./lifelines.js').LifeLines} lives @param {import('./own.js').Entry[]} own the keys of somebody's own layers
   */
  constructor(atlas, hub, words, camera, card, lives, own) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.camera = camera;
    this.card = card;
    this.lives = lives;
    this.own = own;
    this.root = el('section.geokz-print');
    /** the sheets behind the first; outside the map, so that the browser can break them into pages */
    this.pages = el('section.geokz.geokz-print-pages');
    hub.map.getContainer().append(this.root);
    window.addEventListener('beforeprint', () => this.begin());
    window.addEventListener('afterprint', () => this.end());
  }

  begin() {
    const { hub, camera } = this;
    const { map } = hub;
    // the poster and the work sheet print themselves
    if (this.before || map.getContainer().matches('.geokz-poster-open, .geokz-worksheet-open')) return;
    const container = map.getContainer();
    if (container.querySelector(TABLE)) {
      this.root.replaceChildren(this.foot());
      return;
    }
    const bounds = map.getBounds();
    const whole = camera.seesAll;
    this.before = { center: map.getCenter(), zoom: map.getZoom(), maxBounds: map.options.maxBounds };
    map.setMaxBounds(null); // they would pull the map out from between the columns
    this.write();
    container.classList.add('geokz-printing');
    container.style.width = `${SHEET.width}px`;
    container.style.height = `${SHEET.height}px`;
    map.invalidateSize({ animate: false, pan: false });
    this.lives.paper = LIVES;
    hub.takeTheme(); // before what stands behind the map is copied
    this.turn(container);
    const side = this.root.offsetWidth + (this.card.hidden ? 0 : this.card.offsetWidth);
    const header = /** @type {HTMLElement} */ (container.querySelector('.geokz-header'));
    map.fitBounds(whole ? camera.box : bounds, {
      animate: false,
      paddingTopLeft: [8, header.offsetHeight],
      paddingBottomRight: [side + 8, hub.clockControl.root.offsetHeight],
    });
    this.camera.cover(this.root);
    this.draw();
  }

  end() {
    const { map } = this.hub;
    if (!this.before) return;
    const container = map.getContainer();
    container.classList.remove('geokz-printing', 'geokz-printing-long');
    this.pages.remove();
    container.style.width = '';
    container.style.height = '';
    map.invalidateSize({ animate: false, pan: false });
    map.setView(this.before.center, this.before.zoom, { animate: false });
    map.setMaxBounds(this.before.maxBounds);
    this.before = null;
    this.lives.paper = 0;
    this.camera.cover();
    this.draw();
  }

  /** What has no room on the first sheet goes to those behind it: all of a long card, the last of the sources. @param {HTMLElement} container */
  turn(container) {
    const { card } = this;
    const behind = [...container.querySelectorAll(BEHIND)];
    const long = card.scrollHeight > card.clientHeight || card.querySelector('details.geokz-fold:not([open])');
    if (!card.hidden && long) {
      behind.unshift(/** @type {Element} */ (card.lastElementChild));
      container.classList.add('geokz-printing-long');
    }
    const parts = behind.map((part) => {
      const copy = /** @type {HTMLElement} */ (part.cloneNode(true));
      for (const idle of copy.querySelectorAll(IDLE)) idle.remove();
      for (const fold of copy.querySelectorAll('.geokz-fold')) fold.setAttribute('open', '');
      sliced(copy.querySelector('.geokz-lives-plate'));
      return el(`div.geokz-print-part${part.matches('.geokz-card-body') ? '.geokz-card' : ''}`, {}, [copy]);
    });
    const sources = this.overflowing();
    if (sources.length)
      parts.push(
        el('div.geokz-print-part', {}, [
          el('h3', { text: this.words.t('sources') }),
          el('ul.geokz-print-sources', {}, sources),
        ]),
      );
    if (!parts.length) return;
    const title = /** @type {HTMLElement} */ (container.querySelector('.geokz-title h1')).textContent;
    this.pages.replaceChildren(
      el('div.geokz-print-head', {}, [el('h1', { text: title }), el('p', { text: timeText(this.words, this.hub) })]),
      ...parts,
      this.foot(),
    );
    container.after(this.pages);
  }

  /** The sources below the edge of their list, taken out of it; dots stand for them. */
  overflowing() {
    const list = /** @type {HTMLElement} */ (this.root.querySelector('.geokz-print-sources'));
    const edge = list.getBoundingClientRect().bottom + 0.5;
    const items = [...list.children];
    const below = items.findIndex((item) => item.getBoundingClientRect().bottom > edge);
    if (below < 0) return [];
    // the dots take the line of one more
    const rest = items.slice(Math.max(0, below - 1));
    rest.forEach((item) => item.remove());
    list.append(el('li', { text: '…' }));
    return rest;
  }

  /** At once: a browser that prints waits for no frame. */
  draw() {
    const { hub } = this;
    hub.takeTheme();
    if (this.before && hub.base) {
      hub.renderer.paintNow(); // its texts first, for the names of the country step aside for them
      hub.base.redraw();
    }
    hub.renderer.paintNow(this.before && hub.backdrop?.pictures());
    hub.clockControl.bars.draw();
  }

  write() {
    const { atlas, hub, words } = this;
    const { t } = words;
    const shown = [...atlas.layers]
      .reverse()
      .filter(({ key }) => hub.isShown(key) && hub.layers.get(key).dataset.columns.n);
    const legend = shown.map((layer) =>
      el('li', {}, [
        symbol(layer, layer.colours ?? layer.colour),
        el('span', { text: words.pick(layer.label) }),
        el('span', { text: words.number(hub.layers.get(layer.key).dataset.shown(hub.switches)) }),
      ]),
    );
    const own = this.own.filter(({ key }) => shown.some((layer) => layer.key === key));
    const sources = this.sources().map((source) => el('li', { text: words.pick(source.line) }));
    this.root.replaceChildren(
      el('h2', { text: timeText(words, hub) }),
      el('h3', { text: t('legend') }),
      el('ul.geokz-print-legend', {}, legend),
      ...(own.length ? [el('ul.geokz-print-own', {}, keyRows(own, words))] : []),
      el('p', { text: t('legendStates') }),
      el('p', { text: t('legendRailways') }),
      el('h3', { text: t('sources') }),
      el('ul.geokz-print-sources', {}, sources),
      this.foot(),
    );
  }

  /** How the atlas is cited, and whom its ground is owed to. */
  foot() {
    const { about } = this.atlas;
    const told = [about.cite.work, `${this.words.t('versionText', { ...about })} ${about.credit}`];
    return el('p.geokz-print-foot', { text: told.filter(Boolean).join('. ') });
  }

  /** The sources of what is shown, the weightiest first, of those the ones that carry most, gazetteers last. */
  sources() {
    const { atlas, hub } = this;
    const counts = new Map();
    for (const { id } of hub.visible()) {
      for (const [key] of atlas.things.get(id)?.source || []) counts.set(key, (counts.get(key) || 0) + 1);
    }
    const rank = ({ tells, weight }) => (tells ? weight : Infinity);
    return [...counts]
      .filter(([key]) => atlas.sources[key])
      .map(([key, count]) => ({ source: atlas.sources[key], count }))
      .sort((a, b) => rank(a.source) - rank(b.source) || b.count - a.count)
      .map(({ source }) => source);
  }
}

/** Life-lines by the sheet: each shows a part of the one picture, for the joins go across many lines. @param {HTMLElement | null} plate */
function sliced(plate) {
  const lines = plate?.querySelectorAll('li').length ?? 0;
  if (!plate || !lines) return;
  const sheets = Array.from({ length: Math.ceil(lines / LINES) }, (_, sheet) => {
    const slice = /** @type {HTMLElement} */ (plate.cloneNode(true));
    slice.style.setProperty('--rows', String(Math.min(LINES, lines - sheet * LINES)));
    slice.style.setProperty('--skipped', String(sheet * LINES));
    const [axis, ...rest] = [...slice.children];
    slice.replaceChildren(axis, el('div.geokz-lives-slice', {}, [el('div', {}, rest)]));
    return slice;
  });
  plate.replaceWith(...sheets);
}
