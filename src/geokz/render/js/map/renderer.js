/* global L */
import { SWITCHES } from '../data/life.js';
import { traceAhead } from './ahead.js';
import { drawSelected, drawTies } from './chosen.js';
import { DenseField } from './dense.js';
import { Lettering } from './lettering.js';
import { doubtPieces, isBefore, markPiece, marksOf } from './marks.js';
import { drawTrail, headPiece } from './overlay.js';
import { drawPieces, Patches } from './patches.js';
import { pathPieces } from './paths.js';
import { pixelRatio } from './ratio.js';
import { Sprites } from './sprites.js';
import { drawSquares } from './squares.js';
import { pathInView } from './tracing.js';

/** Milliseconds without a step after which the clock rests; longer than a beat of fast playing. */
const REST = 400;

/** Below this zoom, where the country is as wide as a phone, symbols are smaller. */
const FAR = 4.5;

/** Options of the renderer. */
export const RENDERER_DEFAULTS = {
  /** how much larger than the map the canvas is, on each side, as a share of the map; more only while it is dragged */
  padding: 0,
  /** the same while the map is dragged */
  dragged: 0.3,
  /** up to so many things in view are drawn as symbols, grouped by place, with labels; more as cells of two pixels */
  fine: 3000,
  /** up to so many are drawn once more, as small squares and smooth lines, when the clock rests */
  rest: 50000,
  /** of these, so many lines and areas at the most */
  restPaths: 20000,
};

/**
 * A picture beneath the things and where it lies in the window of the map, in CSS pixels.
 * @typedef {{picture: CanvasImageSource, left: number, top: number, wide: number, high: number, alpha: number}} Below
 */

/**
 * One canvas in Leaflet's pane for every layer of the map. Knows nothing of folium, panels or languages: it is
 * given datasets, switches and colours, and draws.
 */
export const Renderer = L.Renderer.extend({
  options: RENDERER_DEFAULTS,

  initialize(options) {
    L.Renderer.prototype.initialize.call(this, options);
    this.datasets = [];
    this.switches = { ...SWITCHES };
    this.theme = { dark: false, land: '#f4f1ea', ink: '#222222' };
    this.selected = null;
    this.sprites = new Sprites();
    this.patches = new Patches();
    this.lettering = new Lettering(this);
    /** @type {import('./patches.js').Piece[]} the lines of the picture that stands */
    this.lines = [];
    /** @type {Map<string, import('./marks.js').Known>} what was drawn at a place, in this view and these colours */
    this.known = new Map();
    /** @type {null | ((dataset: any, i: number) => {text: string, rank: number} | null)} */
    this.labelOf = null;
    /** @type {null | (() => {point: [number, number], azimuth: number | null, sure: boolean, text: string}[])} railheads */
    this.headsOf = null;
    /** @type {() => import('./labels.js').Box[]} the names of the country below, on this canvas */
    this.groundOf = () => [];
    /** @type {null | (() => void)} told when the texts have found their places */
    this.onLettered = null;
    /** @type {null | ((context: CanvasRenderingContext2D, renderer: any) => void)} signs over the things, below the texts */
    this.signs = null;
    /** @type {null | ((context: CanvasRenderingContext2D, renderer: any) => void)} drawn last of all */
    this.overlay = null;
    /** what draws in a frame that was asked for */
    this.onFrame = () => this._draw();
    /** @type {null | (() => void)} told when the map has been drawn */
    this.onDrawn = null;
    /** @type {import('./labels.js').Box[]} what of the map lies under panels, in CSS pixels of its window */
    this.panels = [];
    /** @type {import('./labels.js').Box | null} the part of the canvas of which a picture is being made */
    this.crop = null;
    /** CSS pixels at the foot of the map under the clock, where nobody sees what is drawn */
    this.footOf = () => 0;
    this.foot = 0;
    this.field = null;
    this.frame = 0;
    this.resting = 0;
  },

  /** What lies over the canvas, where it stands still: texts keep out of it. @returns {import('./labels.js').Box[]} */
  covers() {
    return this.crop || this.options.padding ? [] : this.panels;
  },

  /** The edges of what is seen of the canvas. @returns {import('./labels.js').Box} */
  edges() {
    return this.crop ?? [0, 0, this.size.x, this.size.y];
  },

  /** Panels lie elsewhere over the map. @param {import('./labels.js').Box[]} panels */
  coverBy(panels) {
    if (panels.join() === this.panels.join()) return;
    this.panels = panels;
    this.redraw();
  },

  /**
   * Paint with texts placed for a picture of a part of the map: they end where it does, and lie under no panel.
   * @template Painted
   * @param {{left: number, top: number, right: number, bottom: number}} part in CSS pixels of the map's window
   * @param {() => Painted} paint
   */
  cropTo({ left, top, right, bottom }, paint) {
    const { x, y } = this._map.containerPointToLayerPoint([left, top]).subtract(this._bounds.min);
    this.crop = [x, y, x + right - left, y + bottom - top];
    try {
      return this._aside(() => {
        if (this._inView() <= this.options.fine) this._pieces();
        return paint();
      });
    } finally {
      this.crop = null;
    }
  },

  /** Make another picture than the one that stands, of which is kept what takes room in it. @template Made @param {() => Made} make */
  _aside(make) {
    const [{ taken }, lines] = [this.lettering, this.lines];
    try {
      return make();
    } finally {
      this.lettering.taken = taken;
      this.lines = lines;
    }
  },

  /** Whether a line runs through a box of the canvas. @param {import('./labels.js').Box} box */
  hasLineIn(box) {
    return this.lines.some((piece) => piece.comesInto(box));
  },

  _initContainer() {
    this._container = L.DomUtil.create('canvas', 'geokz-canvas');
    this._container.setAttribute('aria-hidden', 'true');
    this._context = this._container.getContext('2d');
    this._cells = document.createElement('canvas');
    /** where a rehearsal is drawn, of a pixel nobody sees */
    this._nowhere = document.createElement('canvas');
    this._nowhere.width = 1;
    this._nowhere.height = 1;
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    const dragged = Boolean(this._map.dragging?.moving());
    this.options.padding = dragged ? this.options.dragged : RENDERER_DEFAULTS.padding;
    L.Renderer.prototype._update.call(this);
    this.foot = this.footOf();
    if (!dragged) this._bounds.max.y -= Math.min(this.foot, this._map.getSize().y - 1);
    const size = this._bounds.getSize();
    const ratio = pixelRatio();
    const canvas = this._container;
    L.DomUtil.setPosition(canvas, this._bounds.min);
    canvas.width = Math.round(size.x * ratio);
    canvas.height = Math.round(size.y * ratio);
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    this.ratio = ratio;
    this.size = size;
    this.zoom = this._zoom;
    this.scale = 256 * 2 ** this._zoom;
    const origin = this._map.getPixelOrigin().add(this._bounds.min);
    this.left = origin.x;
    this.top = origin.y;
    for (const dataset of this.datasets) dataset.project(this.scale, this.left, this.top);
    this.known.clear();
    this.field = null;
    this.redraw();
  },

  getEvents() {
    return { ...L.Renderer.prototype.getEvents.call(this), dragstart: this._update };
  },

  /** The clock at the foot has another height. */
  fitFoot() {
    if (this._bounds && this.footOf() !== this.foot) this._update();
  },

  /** Bring a dataset onto the map, above those before it. */
  addDataset(dataset) {
    if (!this.datasets.includes(dataset)) this.datasets.push(dataset);
    this.datasets.sort((a, b) => a.order - b.order);
    if (this._bounds) dataset.project(this.scale, this.left, this.top);
    this.field = null;
  },

  removeDataset(dataset) {
    this.datasets = this.datasets.filter((other) => other !== dataset);
    this.field = null;
  },

  /** The switches, the colours or the source are others: what was drawn is worth nothing. */
  forget() {
    this.known.clear();
    this.field = null;
    this.redraw();
  },

  /**
   * Draw at once, for what waits for no frame: a browser that prints.
   * @param {Below[]} [below] what is to show through, painted into this canvas; from above
   */
  paintNow(below) {
    this._draw();
    if (below) this._flatten(below);
  },

  /**
   * Draw what is shown into another context: of a larger canvas, or one that writes SVG.
   * @param {any} context of the renderer's own size @param {number} ratio its pixels a CSS pixel
   */
  paintOn(context, ratio) {
    const own = [this._context, this.ratio];
    [this._context, this.ratio] = [context, ratio];
    this.known.clear();
    try {
      if (this._inView() <= this.options.fine) this.drawFine();
      else this._drawSquares();
    } finally {
      [this._context, this.ratio] = own;
      this.known.clear();
      this.patches.forget();
    }
  },

  /** Draw everything anew with the next frame, once, however often it is asked for. */
  redraw() {
    this.frame ||= requestAnimationFrame(() => this.onFrame());
  },

  /** Draw what the last step of the clock changed, at once; the datasets' time indexes have moved already. */
  step() {
    if (!this.field || this.frame) {
      this._draw(!this.frame);
      return;
    }
    this.field.apply(this.datasets, this.switches);
    if (this.field.inside > this.options.fine) {
      this._drawDense();
      this.onDrawn?.();
    } else this._draw();
  },

  /** @param {boolean} [changed] whether nothing but the time did, since the last drawing */
  _draw(changed = false) {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.resting);
    this.frame = 0;
    this.field = null;
    if (!this._bounds) return;
    if (this._inView() <= this.options.fine) {
      this.drawFine(changed);
      this.onDrawn?.();
      return;
    }
    this.field = new DenseField(this.size.x, this.size.y, this._cellColours(), this.theme.dark);
    this._cells.width = this.field.columns;
    this._cells.height = this.field.rows;
    this.field.fill(this.datasets, this.switches);
    const { field } = this;
    traceAhead(field, this.datasets, () => this.field === field);
    this._drawDense();
    this.onDrawn?.();
  },

  /** How many things there are to draw; those out of view are left out when it matters. */
  _inView() {
    const all = this.datasets.reduce((sum, dataset) => sum + dataset.shown(this.switches), 0);
    if (all <= this.options.fine) return all;
    let count = 0;
    for (const dataset of this.datasets) {
      const { sx, sy, columns } = dataset;
      for (let i = 0; i < columns.n; i++) {
        if (!dataset.shows(i, this.switches)) continue;
        if (i < columns.points ? this.inside(sx[i], sy[i]) : pathInView(this, dataset, i - columns.points)) count++;
      }
    }
    return count;
  },

  _clear() {
    const context = this._context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this._container.width, this._container.height);
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    return context;
  },

  /**
   * Paint what shows through the canvas into it: browsers print a canvas of this size without its transparency.
   * @param {Below[]} below from above
   */
  _flatten(below) {
    this.patches.forget();
    const context = this._context;
    const { min } = this._bounds;
    context.save();
    context.globalCompositeOperation = 'destination-over';
    for (const { picture, left, top, wide, high, alpha } of below) {
      const { x, y } = this._map.containerPointToLayerPoint([left, top]).subtract(min);
      context.globalAlpha = alpha;
      context.drawImage(picture, x, y, wide, high);
    }
    context.globalAlpha = 1;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = this.theme.land;
    context.fillRect(0, 0, this._container.width, this._container.height);
    context.restore();
  },

  /** The colour of a layer, or of one of its things where they have colours of their own. */
  colour(dataset, i = -1) {
    if (dataset.paint && i >= 0) return dataset.paint.colours[dataset.paint.of[i]];
    return this.theme.dark ? dataset.style.colourDark : dataset.style.colour;
  },

  /** RGBA of the cells: for every layer areas that may have existed, then those that did, then so all else. */
  _cellColours() {
    return this.datasets.flatMap((dataset) => {
      const [r, g, b] = [1, 3, 5].map((at) => parseInt(this.colour(dataset).slice(at, at + 2), 16));
      return [16, 46, 120, 255].map((alpha) => [r, g, b, alpha]);
    });
  },

  /** The cells as they are; then, when the clock rests, the finer picture. */
  _drawDense() {
    const { cell, columns, rows, inside, paths } = this.field;
    this.field.paint(this._cells.getContext('2d'));
    const context = this._clear();
    context.imageSmoothingEnabled = false;
    context.drawImage(this._cells, 0, 0, columns * cell, rows * cell);
    drawSelected(context, this);
    clearTimeout(this.resting);
    if (inside <= this.options.rest && paths <= this.options.restPaths)
      this.resting = setTimeout(() => this._drawSquares(), REST);
  },

  _drawSquares() {
    const context = this._clear();
    this.datasets.forEach((dataset, layer) => {
      drawPieces(context, pathPieces(this, dataset, 'plain'), null, this.ratio);
      for (const sure of [false, true]) drawSquares(context, this, dataset, layer, sure);
    });
    drawSelected(context, this);
  },

  inside(x, y) {
    return x > -20 && y > -20 && x < this.size.x + 20 && y < this.size.y + 20;
  },

  /**
   * Draw symbols, lines and names.
   * @param {boolean} [changed] whether the canvas holds the picture of the step before, and only what differs is needed
   */
  drawFine(changed = false) {
    const context = this._context;
    // what is chosen, or drawn over all, lies across the rest
    const whole = Boolean(!changed || this.selected || this.overlay || this.signs);
    if (whole) this.patches.forget();
    const pieces = this._pieces();
    const { width, height } = this._container;
    const boxes = this.patches.take(pieces, width, height, this.ratio);
    if (!boxes) this._clear();
    drawPieces(context, pieces, boxes, this.ratio);
    this.onLettered?.();
    this.overlay?.(context, this);
    if (this.selected || this.overlay) this.patches.forget();
  },

  /** Draw symbols, lines and names where nobody sees them, so that their small pictures are there when they are needed. */
  rehearse() {
    if (!this._bounds) return;
    const context = this._nowhere.getContext('2d');
    this._aside(() => {
      for (const { draw } of this._pieces()) draw(context, true);
    });
  },

  /** The picture, from below to above. @returns {import('./patches.js').Piece[]} */
  _pieces() {
    const marks = marksOf(this);
    const heads = this._heads();
    const all = [0, 0, this.size.x, this.size.y];
    const paths = this.datasets.flatMap((dataset) => pathPieces(this, dataset, 'full'));
    this.lines = paths.filter(({ isLine }) => isLine);
    return [
      ...paths,
      ...marks.flatMap((mark) => doubtPieces(this, mark)),
      { key: 'ties', box: all, draw: (on) => drawTies(on, this) },
      ...marks.map((mark) => markPiece(this, mark)),
      { key: 'trail', box: all, draw: (on) => drawTrail(on, this._onScreen(this.selected?.trail ?? []), this.theme) },
      { key: 'selected', box: all, draw: (on) => drawSelected(on, this) },
      { key: 'signs', box: all, draw: (on) => this.signs?.(on, this) },
      ...heads.map((head) => headPiece(head, this.theme)),
      ...this.lettering.pieces(marks, heads),
    ];
  },

  /** Of things found under the pointer the one whose symbol is seen there. */
  foremost(found) {
    if (!found.length) return null;
    const place = found[0].dataset.placeOf(found[0].i);
    const marks = found
      .filter(({ dataset, i }) => dataset.placeOf(i) === place)
      .map(({ dataset, i }) => ({ dataset, i, state: dataset.index.states[i] }));
    return marks.reverse().reduce((best, mark) => (isBefore(mark, best) ? mark : best));
  },

  /** Half the size of a mark's symbol: more where a number says so. */
  reachOf({ dataset, i }) {
    const scale = dataset.scaleOf ? dataset.scaleOf(i) : 1;
    const far = this._zoom < FAR ? 0.75 : 1;
    return Math.round(dataset.style.size * scale * far * 4) / 4;
  },

  /** How far lines had been laid, on the screen. */
  _heads() {
    return this._onScreen(this.headsOf ? this.headsOf() : []);
  },

  /** What has a point, longitude first, with its place on the screen. */
  _onScreen(marks) {
    return marks.map((mark) => {
      const [lon, lat] = mark.point;
      return {
        ...mark,
        x: (lon / 360 + 0.5) * this.scale - this.left,
        y: (0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)) * this.scale - this.top,
      };
    });
  },

  /** The happening drawn within reach of a point of the map container. */
  pickEvent(containerPoint, radius) {
    const point = this._map.containerPointToLayerPoint(containerPoint).subtract(this._bounds.min);
    const near = ({ x, y, event }) => event && Math.hypot(x - point.x, y - point.y) <= radius;
    return this._heads().find(near)?.event ?? null;
  },

  /** Points of things moved: the next drawing shows them where they are now. */
  moved(dataset) {
    dataset.project(this.scale, this.left, this.top);
    this.field = null;
  },

  /** Things within reach of a point of the map container, nearest first, topmost layer first. */
  pick(containerPoint, radius) {
    const point = this._map.containerPointToLayerPoint(containerPoint).subtract(this._bounds.min);
    const found = [];
    for (const dataset of [...this.datasets].reverse()) {
      for (const i of dataset.near(point.x, point.y, radius, this.scale, this.left, this.top, this.switches)) {
        found.push({ dataset, i });
      }
    }
    return found;
  },
});
