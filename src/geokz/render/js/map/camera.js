/* global L */
import { latLng } from '../data/columns.js';

/** Where the map looks: at the whole country, at a thing, at what a panel would hide. */
export class Camera {
  /**
   * @param {import('./hub.js').Hub} hub @param {[[number, number], [number, number]]} box of the country, [[south, west], [north, east]]
   * @param {{header: HTMLElement, card: HTMLElement, clock: HTMLElement, panel: {width: number}}} covers what lies over the map
   * @param {() => HTMLElement[]} [over] all that lies over it, the small things too
   */
  constructor(hub, box, covers, over = () => []) {
    this.hub = hub;
    this.map = hub.map;
    this.box = box;
    this.covers = covers;
    this.over = over;
    /** @type {any} the bounds of the map while it may be moved past them */
    this.limits = null;
  }

  /** Whether the whole country is in view, or nearly so. */
  get seesAll() {
    return this.map.getZoom() <= this.map.getBoundsZoom(this.box) + 0.25;
  }

  /** The centre that brings a place beside a box at the right, or between the header and a box at the foot of a phone. @param {[number, number]} place @param {number} zoom @param {HTMLElement} box */
  above(box, place, zoom) {
    const { map } = this;
    const size = map.getSize();
    if (box.offsetWidth < size.x - 40)
      return map.unproject(map.project(place, zoom).add([(size.x - box.offsetLeft) / 2, 0]), zoom);
    const down = size.y / 2 - (this.covers.header.offsetHeight + box.offsetTop) / 2;
    return map.unproject(map.project(place, zoom).add([0, down]), zoom);
  }

  /** Show the whole country between the panels, or behind them where they leave no room. */
  frame() {
    const { panel, header, clock } = this.covers;
    const size = this.map.getSize();
    const wide = size.x > 700;
    if (this.narrow) this.loosen();
    const left = wide ? panel.width + 12 : 4;
    const [top, bottom] = [wide ? Math.min(150, header.offsetHeight) : header.offsetHeight, clock.offsetHeight];
    const room = size.y - top - bottom >= 80 && size.x - left >= 80;
    this.map.fitBounds(this.box, {
      animate: false,
      paddingTopLeft: room ? [left, top] : [0, 0],
      paddingBottomRight: room ? [wide ? 16 : 4, bottom] : [0, 0],
    });
    this.loosen(); // bound again where it is now, for bounds move what lies beyond them
  }

  /** Tell the renderer what of the map lies under panels. @param {HTMLElement[]} more than usually lie over it */
  cover(...more) {
    this.loosen();
    const container = this.map.getContainer();
    const origin = container.getBoundingClientRect();
    // a map that grows with its screen is measured on it
    const grown = origin.width / container.offsetWidth || 1;
    const boxes = [...this.over(), ...more].map((panel) => panel.getBoundingClientRect());
    this.hub.renderer.coverBy(
      boxes
        .filter(({ width, height }) => width && height)
        .map(({ left, top, right, bottom }) =>
          [left - origin.left, top - origin.top, right - origin.left, bottom - origin.top].map((pixels) =>
            Math.round(pixels / grown),
          ),
        ),
    );
  }

  /** Whether panels leave but a part of the map. */
  get narrow() {
    const { card, panel } = this.covers;
    const { x } = this.map.getSize();
    return panel.width > x / 3 || (!card.hidden && card.offsetWidth >= x);
  }

  /** Where panels leave a part of the map, all of the country can be brought there: past the bounds that else hold it. */
  loosen() {
    const { map, narrow } = this;
    // the sheet that is printed has no bounds
    if (map.getContainer().classList.contains('geokz-printing')) return;
    if (narrow && !this.limits && map.options.maxBounds) {
      this.limits = map.options.maxBounds;
      map.setMaxBounds(null);
    } else if (!narrow && this.limits) {
      map.setMaxBounds(this.limits);
      this.limits = null;
    }
  }

  /** Bring a thing into view. @param {import('../data/atlas.js').Spot} spot */
  show(spot) {
    const { columns } = spot.dataset;
    if (spot.i >= columns.points) this.fit([spot]);
    else if (!this.map.getBounds().pad(-0.2).contains(latLng(columns, spot.i)))
      this.map.panTo(latLng(columns, spot.i), { animate: false });
  }

  /** Whether any of a thing lies in the window of the map. @param {import('../data/atlas.js').Spot} spot */
  sees({ dataset: { columns }, i }) {
    const { map } = this;
    const view = map.getBounds();
    if (i < columns.points) return view.contains(latLng(columns, i));
    const ends = verticesOf(columns, i).map((at) => latLng(columns, at));
    if (!view.intersects(L.latLngBounds(ends))) return false;
    if (columns.closed[i - columns.points]) return true;
    const [window, spots] = [L.bounds([0, 0], map.getSize()), ends.map((end) => map.latLngToContainerPoint(end))];
    return spots.some((spot, at) => at > 0 && L.LineUtil.clipSegment(spots[at - 1], spot, window));
  }

  /** What of the map no panel covers, in pixels of the map. @returns {{left: number, top: number, right: number, bottom: number}} */
  free() {
    const { card, panel, header, clock } = this.covers;
    const size = this.map.getSize();
    const beside = card.offsetWidth < size.x;
    return {
      left: beside ? panel.width : 0,
      top: header.offsetHeight,
      right: beside && !card.hidden ? card.offsetLeft : size.x,
      bottom: beside || card.hidden ? size.y - clock.offsetHeight : card.offsetTop,
    };
  }

  /** What of the map goes into a picture: what no fixed panel covers, or all of it above the clock where little is left. */
  picture() {
    const { left, top, bottom } = this.free();
    const { x: right, y } = this.map.getSize();
    if (right - left >= 360 && bottom - top >= 300) return { left, top, right, bottom };
    return { left: 0, top: 0, right, bottom: y - this.covers.clock.offsetHeight };
  }

  /** Show lines whole, as large as the free part of the map has room for. @param {import('../data/atlas.js').Spot[]} lines */
  fit(lines) {
    const ends = L.latLngBounds(
      lines.flatMap(({ dataset: { columns }, i }) => verticesOf(columns, i).map((at) => latLng(columns, at))),
    );
    this.#fitTo(ends);
  }

  #fitTo(ends) {
    const { map } = this;
    const { left, top, right, bottom } = this.free();
    const size = map.getSize();
    // a margin where there is room for one: with none left the map would jump to its closest zoom
    const across = Math.max(0, Math.min(24, (right - left - 40) / 2));
    const down = Math.max(0, Math.min(24, (bottom - top - 40) / 2));
    const padding = {
      paddingTopLeft: [left + across, top + down],
      paddingBottomRight: [size.x - right + across, size.y - bottom + down],
    };
    if (right - left < 40 || bottom - top < 40) map.fitBounds(ends, { animate: false });
    else map.fitBounds(ends, { ...padding, animate: false });
  }

  /** Bring a point out from under the card and the other panels. @param {import('../data/atlas.js').Spot} spot */
  uncover({ dataset: { columns }, i }) {
    const { map } = this;
    const { left, top, right, bottom } = this.free();
    const { x, y } = map.latLngToContainerPoint(latLng(columns, i));
    const margin = 24;
    const label = right > left + 200 ? 90 : margin;
    // between a header and a sheet what is chosen stands in the middle half
    const down = right - left < map.getSize().x ? margin : (bottom - top) / 4;
    if (x > left + margin && x < right - label && y > top + down && y < bottom - down) return;
    map.panBy([x - (left + right) / 2, y - (top + bottom) / 2], { animate: false });
  }
}

/** Where in the columns a thing's coordinates stand. @returns {number[]} */
function verticesOf({ points, partOfPath, vertexOfPart }, i) {
  if (i < points) return [i];
  const first = vertexOfPart[partOfPath[i - points]];
  const end = vertexOfPart[partOfPath[i - points + 1]];
  return Array.from({ length: end - first }, (_, at) => points + first + at);
}
