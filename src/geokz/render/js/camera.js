/* global L */
import { yearOf } from './calendar.js';

/** Where the map looks: at the whole country, at a thing, at what a panel would hide. */
export class Camera {
  /** @param {import('./page.js').AtlasPage} page */
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

  /** Bring a thing of a dataset into view. @param {import('./dataset.js').Dataset} dataset @param {number} i */
  showThing({ columns }, i) {
    const { points, partOfPath, vertexOfPart } = columns;
    if (i < points) {
      if (!this.map.getBounds().pad(-0.2).contains(latLng(columns, i))) this.map.panTo(latLng(columns, i), { animate: false });
      return;
    }
    const all = [];
    for (let at = vertexOfPart[partOfPath[i - points]]; at < vertexOfPart[partOfPath[i - points + 1]]; at++) all.push(latLng(columns, points + at));
    const bounds = L.latLngBounds(all);
    if (!this.map.getBounds().contains(bounds)) this.map.fitBounds(bounds.pad(0.2), { animate: false });
  }

  /** Bring a point out from under the card and the other panels. @param {import('./dataset.js').Dataset} dataset @param {number} i */
  uncover({ columns }, i) {
    const { map } = this;
    const { card, panel, header, hub } = this.page;
    const point = map.latLngToContainerPoint(latLng(columns, i));
    const size = map.getSize();
    const beside = card.root.offsetWidth < size.x;
    const [left, top] = [beside ? panel.width : 0, header.offsetHeight];
    const right = beside ? card.root.offsetLeft : size.x;
    const bottom = beside ? size.y - hub.clockControl.root.offsetHeight : card.root.offsetTop;
    const margin = 24;
    const label = beside ? 90 : margin;
    if (point.x > left + margin && point.x < right - label && point.y > top + margin && point.y < bottom - margin) return;
    map.panBy([point.x - (left + right) / 2, point.y - (top + bottom) / 2], { animate: false });
  }
}

/** A point of the columns as [latitude, longitude] in degrees. @returns {[number, number]} */
function latLng({ x, y }, at) {
  return [(Math.atan(Math.sinh(Math.PI * (1 - 2 * y[at]))) * 180) / Math.PI, (x[at] - 0.5) * 360];
}

/** The year nearest the chosen time in which a thing surely, or else possibly, existed. */
export function nearestYear([startEarliest, startLatest, endEarliest, endLatest], time, clock) {
  const [first, last] = startLatest <= endEarliest ? [startLatest, endEarliest] : [startEarliest, endLatest];
  const year = (day) => (day < -1e6 ? clock.min : day > 1e6 ? clock.max : yearOf(day));
  return Math.max(year(first), Math.min(year(last), time.from));
}
