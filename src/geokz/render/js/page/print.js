import { timeText } from '../data/rows.js';
import { el } from './dom.js';
import { symbol } from './panel.js';

/** The printed sheet, A4 lying less its margins, in CSS pixels. */
const SHEET = { width: 1058, height: 728 };

/**
 * One sheet of paper: the map, the year, the legend and the sources of what is shown. While the browser prints, the
 * page has the size and the light colours of the sheet.
 */
export class PrintSheet {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words
   * @param {import('../map/camera.js').Camera} camera @param {HTMLElement} card which stands beside the map, if it is open
   */
  constructor(atlas, hub, words, camera, card) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.camera = camera;
    this.card = card;
    this.root = el('section.geokz-print');
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
    const bounds = map.getBounds();
    const whole = camera.seesAll;
    this.before = { center: map.getCenter(), zoom: map.getZoom(), maxBounds: map.options.maxBounds };
    map.setMaxBounds(null); // they would pull the map out from between the columns
    this.write();
    container.classList.add('geokz-printing');
    container.style.width = `${SHEET.width}px`;
    container.style.height = `${SHEET.height}px`;
    map.invalidateSize({ animate: false, pan: false });
    const side = this.root.offsetWidth + (this.card.hidden ? 0 : this.card.offsetWidth);
    map.fitBounds(whole ? camera.box : bounds, {
      animate: false,
      paddingTopLeft: [8, 56],
      paddingBottomRight: [side + 8, hub.clockControl.root.offsetHeight],
    });
    this.camera.cover(this.root.offsetWidth);
    this.draw();
  }

  end() {
    const { map } = this.hub;
    if (!this.before) return;
    const container = map.getContainer();
    container.classList.remove('geokz-printing');
    container.style.width = '';
    container.style.height = '';
    map.invalidateSize({ animate: false, pan: false });
    map.setView(this.before.center, this.before.zoom, { animate: false });
    map.setMaxBounds(this.before.maxBounds);
    this.before = null;
    this.camera.cover();
    this.draw();
  }

  /** At once: a browser that prints waits for no frame. */
  draw() {
    const { hub } = this;
    hub.takeTheme();
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
        symbol(layer, layer.colour),
        el('span', { text: words.pick(layer.label) }),
        el('span', { text: words.number(hub.layers.get(layer.key).dataset.shown(hub.switches)) }),
      ]),
    );
    const sources = this.sources().map((source) => el('li', { text: words.pick(source.line) }));
    this.root.replaceChildren(
      el('h2', { text: timeText(words, hub) }),
      el('h3', { text: t('legend') }),
      el('ul.geokz-print-legend', {}, legend),
      el('p', { text: t('legendStates') }),
      el('p', { text: t('legendRailways') }),
      el('h3', { text: t('sources') }),
      el('ul.geokz-print-sources', {}, sources),
      el('p.geokz-print-foot', {
        text: [atlas.about.cite.work, `${t('versionText', { ...atlas.about })} ${atlas.about.credit}`]
          .filter(Boolean)
          .join('. '),
      }),
    );
  }

  /** The sources of what is shown, those that carry most first. */
  sources() {
    const { atlas, hub } = this;
    const counts = new Map();
    for (const { id } of hub.visible()) {
      for (const [key] of atlas.things.get(id)?.source || []) counts.set(key, (counts.get(key) || 0) + 1);
    }
    return [...counts]
      .sort((a, b) => b[1] - a[1])
      .map(([key]) => atlas.sources[key])
      .filter(Boolean);
  }
}
