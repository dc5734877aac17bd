/* global L */
import { yearOf } from '../data/calendar.js';
import { latLng } from '../data/columns.js';

/** Where the map looks: at the whole country, at a thing, at what a panel would hide. */
export class Camera {
  /** @param {import('../page/page.js').AtlasPage} page */
  constructor(page) {
    this.page = page;
    this.map = page.map;
  }

  /** Show the whole country between the panels. */
  frame() {
    const { hub, panel, header, config } = this.page;
    const wide = this.map.getSize().x > 700;
    this.map.fitBounds(config.frame, {
      animate: false,
      paddingTopLeft: [wide ? panel.width + 12 : 4, wide ? 60 : header.offsetHeight],
      paddingBottomRight: [wide ? 16 : 4, hub.clockControl.root.offsetHeight],
    });
  }

  /** Tell the renderer how much of the map the card covers from the right. @param {number} [more] what else does */
  cover(more = 0) {
    const { card, hub } = this.page;
    const width = card.root.offsetWidth;
    hub.renderer.covered = more + (width < this.map.getSize().x ? width : 0);
  }

  /** Bring a thing of a dataset into view. @param {import('../data/dataset.js').Dataset} dataset @param {number} i */
  showThing({ columns }, i) {
    if (i < columns.points) {
      if (!this.map.getBounds().pad(-0.2).contains(latLng(columns, i))) this.map.panTo(latLng(columns, i), { animate: false });
      return;
    }
    const bounds = L.latLngBounds(verticesOf(columns, i).map((at) => latLng(columns, at)));
    if (!this.map.getBounds().contains(bounds)) this.map.fitBounds(bounds.pad(0.2), { animate: false });
  }

  /** Bring a thing out from under the card and the other panels. @param {import('../data/dataset.js').Dataset} dataset @param {number} i */
  uncover({ columns }, i) {
    const { map } = this;
    const { card, panel, header, hub } = this.page;
    const ends = L.latLngBounds(verticesOf(columns, i).map((at) => latLng(columns, at)));
    const [high, low] = [map.latLngToContainerPoint(ends.getNorthWest()), map.latLngToContainerPoint(ends.getSouthEast())];
    const size = map.getSize();
    const beside = card.root.offsetWidth < size.x;
    const [left, top] = [beside ? panel.width : 0, header.offsetHeight];
    const right = beside ? card.root.offsetLeft : size.x;
    const bottom = beside ? size.y - hub.clockControl.root.offsetHeight : card.root.offsetTop;
    const margin = 24;
    const label = beside && i < columns.points ? 90 : margin;
    if (high.x > left + margin && low.x < right - label && high.y > top + margin && low.y < bottom - margin) return;
    if (low.x - high.x < right - left - 2 * margin && low.y - high.y < bottom - top - 2 * margin) {
      map.panBy([(high.x + low.x - left - right) / 2, (high.y + low.y - top - bottom) / 2], { animate: false });
    } else {
      const padding = { paddingTopLeft: [left + margin, top + margin], paddingBottomRight: [size.x - right + margin, size.y - bottom + margin] };
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

/** The year nearest the chosen time in which a thing surely, or else possibly, existed. */
export function nearestYear([startEarliest, startLatest, endEarliest, endLatest], time, clock) {
  const [first, last] = startLatest <= endEarliest ? [startLatest, endEarliest] : [startEarliest, endLatest];
  const year = (day) => (day < -1e6 ? clock.min : day > 1e6 ? clock.max : yearOf(day));
  return Math.max(year(first), Math.min(year(last), time.from));
}
