/* global L */
import { el } from './dom.js';

/** Where the scanned map lies: above the base map, below all things. */
const PANE = { name: 'geokz-scan', zIndex: '160' };

/** How strongly a scanned map shows at first, per cent. */
const FIRST = 80;

/** What lies beneath the things: the base map, and a scanned map if the page was built with one; a handle for each. */
export class Backdrop {
  /**
   * @param {import('../map/hub.js').Hub} hub @param {import('../data/words.js').Words} words
   * @param {{image: string, bounds: [[number, number], [number, number]], title: Record<string, string>} | undefined} scan
   * @param {() => void} changed told when a handle was moved
   */
  constructor(hub, words, scan, changed) {
    this.hub = hub;
    this.words = words;
    this.scan = scan;
    this.overlay = null;
    if (scan) {
      const { map } = hub;
      const pane = map.createPane(PANE.name);
      pane.style.zIndex = PANE.zIndex;
      pane.style.pointerEvents = 'none';
      this.overlay = L.imageOverlay(scan.image, scan.bounds, { pane: PANE.name, alt: '' }).addTo(map);
    }
    this.handles = (scan ? ['base', 'scan'] : ['base']).map((which) => {
      const text = el('span');
      const range = el('input', {
        type: 'range',
        min: 0,
        max: 100,
        step: 5,
        oninput: () => {
          this.apply();
          changed();
        },
      });
      return { which, text, range, root: el('label.geokz-opacity', {}, [text, range]) };
    });
    this.summary = el('summary');
    this.root = el('details.geokz-backdrop', {}, [this.summary, ...this.handles.map(({ root }) => root)]);
    this.set();
    hub.backdrop = this;
  }

  /** Per cent of each handle, base map first; undefined when they are as at first. @returns {number[] | undefined} */
  get() {
    const values = this.handles.map(({ range }) => Number(range.value));
    return values.every((value, at) => value === this.first()[at]) ? undefined : values;
  }

  first() {
    return this.scan ? [100, FIRST] : [100];
  }

  /** @param {number[]} [values] per cent, base map first; as at first where there is none */
  set(values = []) {
    this.handles.forEach(({ range }, at) => {
      range.value = String(values[at] ?? this.first()[at]);
    });
    this.apply();
  }

  /** How strongly something shows, 0 to 1. @param {'base' | 'scan'} which */
  alpha(which) {
    const handle = this.handles.find((one) => one.which === which);
    return handle ? Number(handle.range.value) / 100 : 1;
  }

  apply() {
    this.hub.base?.fade(this.alpha('base'));
    this.overlay?.setOpacity(this.alpha('scan'));
    for (const { range } of this.handles) range.setAttribute('aria-valuetext', `${range.value} %`);
  }

  /** What lies beneath the things and where in the window of the map, from above. @returns {import('../map/renderer.js').Below[]} */
  pictures() {
    const { base } = this.hub;
    const scanned = this.scanned();
    return [
      ...(scanned ? [scanned] : []),
      ...(base ? [{ ...base.place(), picture: base.canvas(), alpha: this.alpha('base') }] : []),
    ];
  }

  /** The scanned map and where it lies; null when there is none. @returns {import('../map/renderer.js').Below | null} */
  scanned() {
    if (!this.overlay) return null;
    const { map } = this.hub;
    const bounds = this.overlay.getBounds();
    const [high, low] = [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) =>
      map.latLngToContainerPoint(corner),
    );
    const place = { left: high.x, top: high.y, wide: low.x - high.x, high: low.y - high.y };
    return { ...place, picture: this.overlay.getElement(), alpha: this.alpha('scan') };
  }

  translate() {
    const { t } = this.words;
    this.summary.textContent = t('backdrop');
    const title = this.scan && this.words.pick(this.scan.title);
    for (const { which, text } of this.handles)
      text.textContent = which === 'base' ? t('backdropBase') : title || t('backdropScan');
  }
}
