import { roundLength } from '../data/scale.js';
import { el, write } from './dom.js';

/** Pixels that the scale may be long. */
const ROOM = 110;

/** Name the zoom buttons in the page's language. @param {any} map @param {import('../data/words.js').Words} words */
export function nameZoom(map, words) {
  for (const [way, sign] of [
    ['zoomIn', 'in'],
    ['zoomOut', 'out'],
  ]) {
    const button = map.getContainer().querySelector(`.leaflet-control-zoom-${sign}`);
    if (!button) continue;
    button.title = words.t(way);
    button.setAttribute('aria-label', button.title);
  }
}

/** The scale of the map and the words of its zoom buttons, in the page's language. */
export class Scale {
  /** @param {any} map a Leaflet map @param {import('../data/words.js').Words} words */
  constructor(map, words) {
    this.map = map;
    this.words = words;
    this.bar = el('span.geokz-scale-bar');
    this.text = el('span');
    this.root = el('div.geokz-scale', {}, [this.text, this.bar]);
    map.getContainer().querySelector('.leaflet-control-scale')?.remove();
    map.on('move zoomend', () => this.draw());
  }

  draw() {
    const { map, words } = this;
    const size = map.getSize();
    if (!size.x) return;
    const y = size.y / 2;
    const across = map.distance(map.containerPointToLatLng([0, y]), map.containerPointToLatLng([ROOM, y]));
    const metres = roundLength(across);
    this.bar.style.width = `${(ROOM * metres) / across}px`;
    const value = words.number(metres >= 1000 ? metres / 1000 : metres);
    write(this.text, words.t(metres >= 1000 ? 'km' : 'metres', { value }));
  }

  translate() {
    nameZoom(this.map, this.words);
    this.draw();
  }
}
