/* global L */
import { latLng } from '../data/columns.js';

/** Where the map looks: at the whole country, at a thing, at what a panel would hide. */
export class Camera {
  /**
   * @param {import('./hub.js').Hub} hub @param {[[number, number], [number, number]]} box of the country, [[south, west], [north, east]]
   * @param {{header: HTMLElement, card: HTMLElement, clock: HTMLElement, panel: {width: number}}} covers what lies over the map
   */
  constructor(hub, box, covers) {
    this.hub = hub;
    this.map = hub.map;
    this.box = box;
    this.covers = covers;
  }

  /** Whether the whole country is in view, or nearly so. */
  get seesAll() {
    return this.map.getZoom() <= this.map.getBoundsZoom(this.box) + 0.25;
  }

  /** The centre that brings a place between the header and a box at the foot of a phone. @param {[number, number]} place @param {number} zoom @param {HTMLElement} box */
  above(box, place, zoom) {
    const { map } = this;
    const size = map.getSize();
    if (box.offsetWidth < size.x - 40) return place;
    const down = size.y / 2 - (this.covers.header.offsetHeight + box.offsetTop) / 2;
    return map.unproject(map.project(place, zoom).add([0, down]), zoom);
  }

  /** Show the whole country between the panels. */
  frame() {
    const { panel, header, clock } = this.covers;
    const wide = this.map.getSize().x > 700;
    this.map.fitBounds(this.box, {
      animate: false,
      paddingTopLeft: [wide ? panel.width + 12 : 4, wide ? 60 : header.offsetHeight],
      paddingBottomRight: [wide ? 16 : 4, clock.offsetHeight],
    });
  }

  /** Tell the renderer how much of the map the card covers from the right. @param {number} [more] what else does */
  cover(more = 0) {
    const width = this.covers.card.offsetWidth;
    this.hub.renderer.covered = more + (width < this.map.getSize().x ? width : 0);
  }

  /** Bring a thing into view. @param {import('../data/atlas.js').Spot} spot */
  show({ dataset: { columns }, i }) {
    if (i < columns.points) {
      if (!this.map.getBounds().pad(-0.2).contains(latLng(columns, i)))
        this.map.panTo(latLng(columns, i), { animate: false });
      return;
    }
    const bounds = L.latLngBounds(verticesOf(columns, i).map((at) => latLng(columns, at)));
    if (!this.map.getBounds().contains(bounds)) this.map.fitBounds(bounds.pad(0.2), { animate: false });
  }

  /** Bring a thing out from under the card and the other panels. @param {import('../data/atlas.js').Spot} spot */
  uncover({ dataset: { columns }, i }) {
    const { map } = this;
    const { card, panel, header, clock } = this.covers;
    const ends = L.latLngBounds(verticesOf(columns, i).map((at) => latLng(columns, at)));
    const [high, low] = [
      map.latLngToContainerPoint(ends.getNorthWest()),
      map.latLngToContainerPoint(ends.getSouthEast()),
    ];
    const size = map.getSize();
    const beside = card.offsetWidth < size.x;
    const [left, top] = [beside ? panel.width : 0, header.offsetHeight];
    const right = beside ? card.offsetLeft : size.x;
    const bottom = beside ? size.y - clock.offsetHeight : card.offsetTop;
    const margin = 24;
    const label = beside && i < columns.points ? 90 : margin;
    if (high.x > left + margin && low.x < right - label && high.y > top + margin && low.y < bottom - margin) return;
    if (low.x - high.x < right - left - 2 * margin && low.y - high.y < bottom - top - 2 * margin) {
      map.panBy([(high.x + low.x - left - right) / 2, (high.y + low.y - top - bottom) / 2], { animate: false });
    } else {
      const padding = {
        paddingTopLeft: [left + margin, top + margin],
        paddingBottomRight: [size.x - right + margin, size.y - bottom + margin],
      };
      map.fitBounds(ends, { ...padding, animate: false });
    }
  }
}

/** Where in the columns a thing's coordinates stand. @returns {number[]} */
function verticesOf({ points, partOfPath, vertexOfPart }, i) {
  if (i < points) return [i];
  const first = vertexOfPart[partOfPath[i - points]];
  const end = vertexOfPart[partOfPath[i - points + 1]];
  return Array.from({ length: end - first }, (_, at) => points + first + at);
}
