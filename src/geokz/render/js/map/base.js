/* global L */

import { bytesOf, inflate, readColumns } from '../data/columns.js';
import { directed } from '../data/direction.js';
import { namesAt, reliefStrength } from '../data/ground.js';
import { ABSENT } from '../data/life.js';
import { TimeIndex } from '../data/timeindex.js';
import { hubOf } from './hub.js';
import { groundSpots, placeGround } from './labels.js';
import { pixelRatio } from './ratio.js';
import { showStill } from './still.js';

/**
 * A base map: its edges, [[south, west], [north, east]], and its relief as WebP in base64, empty where it has none.
 *
 * @typedef {{box: [[number, number], [number, number]], relief: string}} Sheet
 */

/** How much larger than the map its canvas is, on each side, as a share of the map: what a map that is dragged shows at once. */
const MARGIN = 0.3;

/** Milliseconds without a step after which water and names that changed are drawn. */
const REST = 300;

/**
 * The base map: land colour, water, rivers, borders, from columns inside the file, on a canvas of its own below
 * everything. Water that came later than the chosen time is not drawn. With a layer of the kind 'land' the rest is sea.
 */
export const BaseMap = L.Renderer.extend({
  options: { padding: 0, pane: 'geokz-base' },

  /**
   * @param {{kind: string, header: any, body: string}[]} layers from below to above
   * @param {{sheets: Sheet[], names: import('../data/ground.js').GroundName[]}} [below] base maps and names, none when left out
   */
  initialize(layers, { sheets, names } = { sheets: [], names: [] }) {
    L.Renderer.prototype.initialize.call(this, {});
    this.layers = [];
    this.names = names;
    /** @type {{box: Sheet['box'], picture: CanvasImageSource | null}[]} */
    this.sheets = sheets.map(({ box }) => ({ box, picture: null }));
    /** the language in which the names are written */
    this.language = 'en';
    this.named = '';
    /** @type {([number, number] | null)[]} how far each name stands from its place; null where it found none */
    this.shifts = [];
    this.waiting = 0;
    this.lettered = 0;
    /** the frame in which it will be drawn, and whether it ever was */
    this.frame = 0;
    this.drawn = false;
    /** whether the map was moved since */
    this.moved = false;
    /** whether its columns and pictures are there */
    this.read = false;
    const columns = Promise.all(
      layers.map(async ({ kind, header, body }) => {
        const columns = readColumns(await inflate(body), header);
        return { kind, columns, index: new TimeIndex(columns.dates, columns.ranks) };
      }),
    );
    const pictures = Promise.all(sheets.map(({ relief }) => pictureOf(relief)));
    this.ready = Promise.all([columns, pictures]).then(([read, found]) => {
      this.layers = read;
      for (const [at, picture] of found.entries())
        this.sheets[at].picture = picture && this._isWorld() ? softened(picture) : picture;
      this.read = true;
      if (this._map) this._update();
    });
  },

  /** Write the names in another language. @param {string} language */
  speak(language) {
    this.language = language;
    this.redraw();
  },

  onAdd(map) {
    if (!map.getPane('geokz-base')) {
      map.createPane('geokz-base').style.zIndex = '150';
      map.getPane('geokz-base').style.pointerEvents = 'none';
    }
    this.hub = hubOf(map);
    this.leave = this.hub.onChange((what) => what === 'time' && this._follow());
    this.hub.base = this;
    this.hub.renderer.groundOf = () => this._boxes();
    this.hub.renderer.onLettered = () => {
      clearTimeout(this.lettered);
      this.lettered = setTimeout(() => this._shifts().join(';') !== this.shifts.join(';') && this.redraw(), REST);
    };
    L.Renderer.prototype.onAdd.call(this, map);
  },

  onRemove(map) {
    this.leave();
    this.hub.renderer.groundOf = () => [];
    this.hub.renderer.onLettered = null;
    clearTimeout(this.waiting);
    clearTimeout(this.lettered);
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.moved = false;
    L.Renderer.prototype.onRemove.call(this, map);
  },

  /** What it is drawn on, as it should look now. @returns {HTMLCanvasElement} */
  canvas() {
    if (this.waiting || this.frame || this.moved) this._draw();
    return this._container;
  },

  /** Let it show through so much. @param {number} alpha 0 to 1 */
  fade(alpha) {
    this._container.style.opacity = String(alpha);
  },

  /** Where its canvas lies in the window of the map, in CSS pixels. */
  place() {
    const { x: left, y: top } = this._map.layerPointToContainerPoint(this._bounds.min);
    const { x: wide, y: high } = this._bounds.getSize();
    return { left, top, wide, high };
  },

  _initContainer() {
    this._container = L.DomUtil.create('canvas', 'geokz-base');
    this._container.setAttribute('aria-hidden', 'true');
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const ratio = pixelRatio();
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._container.width = Math.round(size.x * ratio);
    this._container.height = Math.round(size.y * ratio);
    this._container.style.width = `${size.x}px`;
    this._container.style.height = `${size.y}px`;
    this._moved();
    // while the page opens it is drawn once, in its first frame; later once for all moves of one task, before its frame
    if (!this.drawn) {
      this.redraw();
    } else if (!this.moved) {
      this.moved = true;
      queueMicrotask(() => this.moved && this._draw());
    }
  },

  /** Draw what lies about the window of the map, too: after the first frame, which need not wait for what it does not show. */
  widen() {
    this.options.padding = MARGIN;
    if (this._map) this._update();
  },

  /** Bring dated water to the chosen time; whether any came or went. */
  _moved() {
    const [first, last] = this.hub.days();
    return this.layers.map(({ index }) => index.moveTo(first, last)).some(Boolean);
  },

  /** Water that came or went and names that are others now wait until the clock rests: they cost a whole drawing. */
  _follow() {
    const changed = this._moved() || this.named !== this._named();
    if (!changed && !this.waiting) return;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.redraw(), REST);
  },

  /** What tells the names of the chosen time from those of another. */
  _named() {
    return this._names()
      .map(({ text }) => Object.values(text)[0])
      .join();
  },

  _names() {
    return namesAt(this.names, this.hub.time.to, this._zoom ?? 0);
  },

  /** What the names take, in pixels of the canvas of the things. @returns {import('./labels.js').Box[]} */
  _boxes() {
    const { renderer } = this.hub;
    if (!this._bounds || !renderer._bounds) return [];
    const key = [this.language, this._named(), this._zoom, this._bounds.min, renderer._bounds.min].join();
    if (this.boxesOf !== key) {
      const shift = this._bounds.min.subtract(renderer._bounds.min);
      this.boxesOf = key;
      this.boxes = this._names().map(({ kind, at, text }) => {
        const { font, spacing } = LETTERS[kind] ?? LETTERS.land;
        const written = this._written(text);
        const half = (renderer.lettering.widthOf(written, font) + parseFloat(spacing) * written.length) / 2 + 2;
        const { x, y } = this._spot(at[0], at[1]).add(shift);
        return kind === 'city' ? [x - half, y - 16, x + half, y + 3] : [x - half, y - 7, x + half, y + 7];
      });
    }
    return this.boxes;
  },

  /** Let the names stand among what is drawn above them now. */
  placeNames() {
    this.shifts = this._shifts();
  },

  /** Where the names stand among what is drawn above them. @returns {([number, number] | null)[]} */
  _shifts() {
    const { renderer } = this.hub;
    const boxes = this._boxes();
    const names = this._names();
    if (!boxes.length) return names.map(() => [0, 0]);
    const ground = names.map(({ kind }, at) => ({ box: boxes[at], spots: groundSpots(kind, this._zoom) }));
    const dragged = renderer.options.padding > 0;
    return placeGround(ground, [...renderer.lettering.taken, ...renderer.covers()], {
      edges: dragged ? undefined : renderer.edges(),
      crossed: (box) => renderer.hasLineIn(box),
    });
  },

  /** A name in the language of the page. */
  _written(text) {
    return directed(text[this.language] || Object.values(text).find(Boolean) || '');
  },

  /** Draw with the next frame, once, however often it is asked for; not before there is anything. */
  redraw() {
    if (this._bounds && this.read) this.frame ||= requestAnimationFrame(() => this._draw());
  },

  /** Whether it is the land of the whole world, in its sea, and not the waters of a country. */
  _isWorld() {
    return this.layers.some(({ kind }) => kind === 'land');
  },

  _draw() {
    // its names keep clear of what is drawn above them
    this.hub.settle();
    clearTimeout(this.waiting);
    cancelAnimationFrame(this.frame);
    this.waiting = 0;
    this.frame = 0;
    this.moved = false;
    this.drawn = true;
    this.named = this._named();
    this.placeNames();
    if (this._bounds) showStill(this._container, (context) => this.paintOn(context, pixelRatio()));
  },

  /** Draw it into a context of its own size, with so many pixels a CSS pixel. @param {any} context @param {number} ratio */
  paintOn(context, ratio) {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { x: width, y: height } = this._bounds.getSize();
    const theme = this.hub.renderer.theme;
    context.clearRect(0, 0, width, height);
    const scale = 256 * 2 ** this._zoom;
    const origin = this._map.getPixelOrigin().add(this._bounds.min);
    const inWorld = this._isWorld();
    if (inWorld) {
      context.fillStyle = theme.water;
      context.fillRect(0, 0, width, height);
    }
    this._drawLayers(context, theme, (kind) => AROUND.has(kind), origin, scale);
    context.save();
    if (inWorld && this.sheets.length) this._keepInside(context);
    for (const sheet of this.sheets) this._drawSheet(context, theme, sheet, inWorld);
    this._drawLayers(context, theme, (kind) => !AROUND.has(kind), origin, scale);
    context.restore();
    if (!inWorld && this.sheets.length) this._fade(context, width, height, theme.land, this.sheets[0].box);
    this._writeNames(context, theme);
  },

  /** Let only the inner parts of the base maps be drawn: the edges of waters that were cut there are no shores. */
  _keepInside(context) {
    context.beginPath();
    for (const { box } of this.sheets) {
      const [[south, west], [north, east]] = box;
      const [high, low] = [this._spot(west, north), this._spot(east, south)];
      context.rect(high.x + 1, high.y + 1, low.x - high.x - 2, low.y - high.y - 2);
    }
    context.clip();
  },

  /** @param {(kind: string) => boolean} wanted which of the layers */
  _drawLayers(context, theme, wanted, origin, scale) {
    for (const layer of this.layers) {
      if (!wanted(layer.kind)) continue;
      const paint = basePaint(layer.kind, theme, this._zoom);
      if (!paint) continue;
      context.lineWidth = paint.width;
      context.lineJoin = 'round';
      context.setLineDash(paint.dash || []);
      context.strokeStyle = paint.stroke;
      context.fillStyle = paint.fill || 'transparent';
      const { columns, index } = layer;
      context.beginPath();
      for (let path = 0; path < columns.n; path++) {
        if (index.states[path] === ABSENT) continue;
        for (let part = columns.partOfPath[path]; part < columns.partOfPath[path + 1]; part++) {
          for (let at = columns.vertexOfPart[part]; at < columns.vertexOfPart[part + 1]; at++) {
            const x = columns.x[at] * scale - origin.x;
            const y = columns.y[at] * scale - origin.y;
            if (at === columns.vertexOfPart[part]) context.moveTo(x, y);
            else context.lineTo(x, y);
          }
        }
      }
      if (paint.fill) context.fill('evenodd');
      context.stroke();
    }
    context.setLineDash([]);
  },

  /** Where a place is on the canvas. */
  _spot(lon, lat) {
    return this._map.project([lat, lon], this._zoom).subtract(this._map.getPixelOrigin()).subtract(this._bounds.min);
  },

  /** The land of a base map, over what of the world lies in its edges, and its relief. */
  _drawSheet(context, theme, { box, picture }, inWorld) {
    const strength = reliefStrength(this._zoom);
    const shaded = picture && strength;
    if (!shaded && !inWorld) return;
    const [[south, west], [north, east]] = box;
    const [high, low] = [this._spot(west, north), this._spot(east, south)];
    context.save();
    // shades on the land's own colour, so that light and dark pages keep their paper
    context.fillStyle = theme.land;
    context.fillRect(high.x, high.y, low.x - high.x, low.y - high.y);
    context.globalAlpha = strength * (theme.dark ? 0.75 : 0.42);
    context.globalCompositeOperation = 'multiply';
    context.imageSmoothingQuality = 'high';
    if (shaded) context.drawImage(picture, high.x, high.y, low.x - high.x, low.y - high.y);
    context.restore();
  },

  /** Quiet names of the country, below all things. */
  _writeNames(context, theme) {
    context.save();
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    for (const [number, { kind, at, text }] of this._names().entries()) {
      const shift = this.shifts[number];
      if (!shift) continue;
      const { font, spacing, colour, alpha } = LETTERS[kind] ?? LETTERS.land;
      const { x, y } = this._spot(at[0], at[1]).add(shift);
      context.font = font;
      if ('letterSpacing' in context) context.letterSpacing = spacing;
      context.globalAlpha = alpha;
      const written = this._written(text);
      const up = kind === 'city' ? -9 : 0;
      context.strokeStyle = kind === 'sea' ? theme.water : theme.land;
      context.lineWidth = 2.5;
      context.strokeText(written, x, y + up);
      context.fillStyle = theme[colour];
      context.fillText(written, x, y + up);
      if (kind !== 'city') continue;
      context.beginPath();
      context.arc(x, y, 2, 0, 2 * Math.PI);
      context.fill();
    }
    context.restore();
  },

  /** The drawn world ends at the edges of its data: let it fade into the land colour there. */
  _fade(context, width, height, land, [[south, west], [north, east]]) {
    const corner = (lat, lon) =>
      this._map.project([lat, lon], this._zoom).subtract(this._map.getPixelOrigin()).subtract(this._bounds.min);
    const { x: left, y: top } = corner(north, west);
    const { x: right, y: bottom } = corner(south, east);
    const soft = (right - left) / 24;
    const edges = [
      [left, 0, left + soft, 0, 0, 0, left + soft, height],
      [right, 0, right - soft, 0, right - soft, 0, width - right + soft, height],
      [0, top, 0, top + soft, 0, 0, width, top + soft],
      [0, bottom, 0, bottom - soft, 0, bottom - soft, width, height - bottom + soft],
    ];
    for (const [x1, y1, x2, y2, x, y, w, h] of edges) {
      if (w <= 0 || h <= 0) continue;
      const gradient = context.createLinearGradient(x1, y1, x2, y2);
      gradient.addColorStop(0, land);
      gradient.addColorStop(1, `${land}00`);
      context.fillStyle = gradient;
      context.fillRect(x, y, w, h);
    }
  },
});

const FAMILY = 'system-ui, "Segoe UI", "Noto Sans", sans-serif';

/** How the kinds of names are written. */
const LETTERS = {
  sea: { font: `italic 12px ${FAMILY}`, spacing: '1px', colour: 'deep', alpha: 0.95 },
  river: { font: `italic 10.5px ${FAMILY}`, spacing: '0.5px', colour: 'deep', alpha: 0.9 },
  range: { font: `italic 11px ${FAMILY}`, spacing: '2px', colour: 'quiet', alpha: 0.85 },
  land: { font: `13px ${FAMILY}`, spacing: '4px', colour: 'quiet', alpha: 0.7 },
  city: { font: `10.5px ${FAMILY}`, spacing: '0px', colour: 'quiet', alpha: 0.95 },
};

/** A picture out of its bytes; none where there are none or the browser cannot read them. @param {string} body base64 */
async function pictureOf(body) {
  if (!body) return null;
  try {
    return await createImageBitmap(new Blob([bytesOf(body)], { type: 'image/webp' }));
  } catch {
    return null;
  }
}

/** A picture that fades at its edges, so that it has none among the land of the world. @param {ImageBitmap} picture */
function softened(picture) {
  const { width, height } = picture;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.drawImage(picture, 0, 0);
  context.globalCompositeOperation = 'destination-in';
  for (const [x, y] of [
    [width, 0],
    [0, height],
  ]) {
    const gradient = context.createLinearGradient(0, 0, x, y);
    for (const [at, alpha] of [
      [0, 0],
      [SOFT, 1],
      [1 - SOFT, 1],
      [1, 0],
    ])
      gradient.addColorStop(at, `rgba(0,0,0,${alpha})`);
    context.fillStyle = gradient;
    context.fillRect(0, 0, width, height);
  }
  return canvas;
}

/** So much of a relief fades at each edge. */
const SOFT = 0.08;

/** The kinds of layers that lie about the base maps, not in them. */
const AROUND = new Set(['land', 'abroad']);

/** How a kind of base map feature is painted. */
function basePaint(kind, theme, zoom) {
  if (kind === 'land') return { fill: theme.land, stroke: theme.shore, width: 0.7 };
  if (kind === 'water') return { fill: theme.water, stroke: theme.shore, width: 0.7 };
  if (kind === 'rivers') return { stroke: theme.shore, width: zoom >= 7 ? 1.3 : 0.8 };
  if (kind === 'borders' || kind === 'abroad') return { stroke: theme.border, width: 1, dash: [6, 3, 1.5, 3] };
  if (kind === 'oblasts') return zoom >= 6 ? { stroke: theme.border, width: 0.5, dash: [2, 4] } : null;
  return null;
}
