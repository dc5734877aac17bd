/* global L */
import { CERTAIN, NONE, PRESUMED, SWITCHES, UNDATED } from '../data/life.js';
import { DenseField } from './dense.js';
import { Lettering } from './lettering.js';
import { drawCircle, drawDisputed, drawHead, drawLinks, drawTrail, pixelsOfMetres } from './overlay.js';
import { Sprites } from './sprites.js';
import { drawRing, drawSymbol } from './symbols.js';

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
 * How a line is drawn: where trains ran, where it was built, where that has no date, where it is presumed, where it may
 * be, where nobody gives evidence, where it was only planned.
 */
const STROKES = {
  open: { width: 1.9, alpha: 1, dash: [] },
  building: { width: 1.3, alpha: 1, dash: [6, 4] },
  undated: { width: 1.3, alpha: 1, dash: [1.5, 4] },
  presumed: { width: 1.9, alpha: 0.6, dash: [] },
  possible: { width: 1.3, alpha: 0.75, dash: [1.5, 4] },
  none: { width: 1, alpha: 0.4, dash: [1, 6] },
  planned: { width: 1.3, alpha: 0.5, dash: [1.5, 9] },
};

/** A pipeline is a line with dots, a road short dashes, however far they are built. */
const PIPE = [10, 3, 1, 3];
const ROAD = [4, 2];

/** How strongly areas are filled, by state. */
const AREA_ALPHA = { [CERTAIN]: 0.18, [PRESUMED]: 0.12 };

/** The name of a stroke: lines that are sure look as their kind does. @param {number} state @param {string} kind */
function strokeOf(state, kind) {
  if (state === CERTAIN) return kind;
  if (state === PRESUMED) return kind === 'open' ? 'presumed' : kind;
  return state === NONE ? 'none' : 'possible';
}

/** How strongly a state speaks for a mark of several things. @param {number} state */
function strength(state) {
  return state === UNDATED ? 0 : state;
}

/** Whether a thing rather than another stands for their place: the greater number, then the surer, then the upper layer's. */
function isBefore(mark, other) {
  const [number, others] = [mark, other].map(({ dataset, i }) => dataset.numberOf?.(i) ?? -1);
  if (number !== others) return number > others;
  return strength(mark.state) >= strength(other.state);
}

/** How a line looks that is no railway, or only shows that there was one: thin, and without a rim. */
const THIN = { schematic: 0.9, pipeline: 1.1, road: 1.1 };

/** Whether a thing is drawn as one that was there. @param {number} state */
function isSure(state) {
  return state === CERTAIN || state === PRESUMED;
}

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
    this.lettering = new Lettering(this);
    /** @type {null | ((dataset: any, i: number) => {text: string, rank: number} | null)} */
    this.labelOf = null;
    /** @type {null | (() => {point: [number, number], azimuth: number | null, sure: boolean, text: string}[])} railheads */
    this.headsOf = null;
    /** @type {null | ((context: CanvasRenderingContext2D, renderer: any) => void)} drawn last of all */
    this.overlay = null;
    /** @type {null | (() => void)} told when the map has been drawn */
    this.onDrawn = null;
    /** CSS pixels at the right of the map under a panel; texts keep out of them where they can */
    this.covered = 0;
    /** CSS pixels at the foot of the map under the clock, where nobody sees what is drawn */
    this.footOf = () => 0;
    this.foot = 0;
    this.field = null;
    this.frame = 0;
    this.resting = 0;
  },

  _initContainer() {
    this._container = L.DomUtil.create('canvas', 'geokz-canvas');
    this._container.setAttribute('aria-hidden', 'true');
    this._context = this._container.getContext('2d');
    this._cells = document.createElement('canvas');
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    const dragged = Boolean(this._map.dragging?.moving());
    this.options.padding = dragged ? this.options.dragged : RENDERER_DEFAULTS.padding;
    L.Renderer.prototype._update.call(this);
    this.foot = this.footOf();
    if (!dragged) this._bounds.max.y -= Math.min(this.foot, this._map.getSize().y - 1);
    const size = this._bounds.getSize();
    const ratio = window.devicePixelRatio || 1;
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
    try {
      if (this._inView() <= this.options.fine) this._drawFine();
      else this._drawSquares();
    } finally {
      [this._context, this.ratio] = own;
    }
  },

  /** Draw everything anew with the next frame, once, however often it is asked for. */
  redraw() {
    this.frame ||= requestAnimationFrame(() => this._draw());
  },

  /** Draw what the last step of the clock changed, at once; the datasets' time indexes have moved already. */
  step() {
    if (!this.field || this.frame) {
      this._draw();
      return;
    }
    this.field.apply(this.datasets, this.switches);
    if (this.field.inside > this.options.fine) {
      this._drawDense();
      this.onDrawn?.();
    } else this._draw();
  },

  _draw() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.resting);
    this.frame = 0;
    this.field = null;
    if (!this._bounds) return;
    if (this._inView() <= this.options.fine) {
      this._drawFine();
      this.onDrawn?.();
      return;
    }
    this.field = new DenseField(this.size.x, this.size.y, this._cellColours(), this.theme.dark);
    this._cells.width = this.field.columns;
    this._cells.height = this.field.rows;
    this.field.fill(this.datasets, this.switches);
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
        if (i < columns.points ? this._inside(sx[i], sy[i]) : this._pathInView(dataset, i - columns.points)) count++;
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
    this._drawSelected(context);
    clearTimeout(this.resting);
    if (inside <= this.options.rest && paths <= this.options.restPaths)
      this.resting = setTimeout(() => this._drawSquares(), REST);
  },

  _drawSquares() {
    const context = this._clear();
    for (const dataset of this.datasets) {
      this._drawPaths(context, dataset, 'plain');
      const { states } = dataset.index;
      const { sx, sy } = dataset;
      context.fillStyle = this.colour(dataset);
      for (const sure of [false, true]) {
        context.globalAlpha = sure ? 1 : 0.45;
        for (let i = 0; i < dataset.columns.points; i++) {
          if (isSure(states[i]) === sure && dataset.shows(i, this.switches) && this._inside(sx[i], sy[i])) {
            if (dataset.paint) context.fillStyle = this.colour(dataset, i);
            context.fillRect(sx[i] - 2, sy[i] - 2, 4, 4);
          }
        }
      }
      context.globalAlpha = 1;
    }
    this._drawSelected(context);
  },

  _inside(x, y) {
    return x > -20 && y > -20 && x < this.size.x + 20 && y < this.size.y + 20;
  },

  _drawFine() {
    const context = this._clear();
    for (const dataset of this.datasets) this._drawPaths(context, dataset, 'full');
    const marks = this._marks();
    for (const mark of marks) this._drawDoubt(context, mark);
    this._drawTies(context);
    for (const mark of marks) {
      this._drawMark(context, mark);
      if (mark.members.some(([dataset, i]) => dataset.disputed?.(i))) {
        drawDisputed(context, mark.x, mark.y, this.reachOf(mark), this.theme);
      }
    }
    drawTrail(context, this._onScreen(this.selected?.trail ?? []), this.theme);
    this._drawSelected(context);
    const heads = this._heads();
    for (const head of heads) drawHead(context, head, this.theme);
    this.lettering.write(context, marks, heads);
    this.overlay?.(context, this);
  },

  /**
   * What to draw at points, from below to above: one mark a place, with the symbol of its greatest thing by number, or
   * else of the topmost layer there and the surest of its things, and all the features that share the coordinates.
   */
  _marks() {
    const places = new Map();
    const marks = [];
    for (const dataset of this.datasets) {
      const { states } = dataset.index;
      const { sx, sy } = dataset;
      for (let i = 0; i < dataset.columns.points; i++) {
        if (!dataset.shows(i, this.switches) || !this._inside(sx[i], sy[i])) continue;
        const mark = {
          x: sx[i],
          y: sy[i],
          dataset,
          i,
          state: states[i],
          count: 1,
          members: [[dataset, i]],
        };
        const key = dataset.placeOf(i);
        const other = places.get(key);
        if (!other) {
          places.set(key, mark);
          marks.push(mark);
        } else {
          other.count++;
          other.members.push([dataset, i]);
          if (isBefore(mark, other)) Object.assign(other, { dataset, i, state: mark.state });
        }
      }
    }
    for (const mark of marks) mark.reach = this.reachOf(mark);
    // large ones below small ones, so that none is hidden
    return marks.sort((a, b) => a.dataset.order - b.dataset.order || b.reach - a.reach || a.y - b.y);
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

  _drawMark(context, mark) {
    const { x, y, dataset, state } = mark;
    const colour = this.colour(dataset, mark.i);
    const reach = this.reachOf(mark);
    const outer = this.outerReach(mark);
    const kinds = this._kindsOf(mark);
    const shape = dataset.odd?.(mark.i) ? 'bar' : dataset.style.shape;
    const unknown = dataset.lacksNumber(mark.i);
    const key = [shape, colour, reach, state, unknown, this.theme.land, this.ratio, ...kinds.flat()].join();
    const side = Math.ceil(reach * 2.8) + 16;
    context.globalAlpha = dataset.style.opacity ?? 1;
    this.sprites.stamp(context, key, x, y, side, side, this.ratio, (own) => {
      if (kinds.length) drawRing(own, outer - 1.2, kinds, this.theme.land);
      drawSymbol(own, shape, reach, colour, this.theme.land, state, unknown);
    });
    context.globalAlpha = 1;
  },

  /** Half the size of a mark with the ring about its symbol, if it has one. */
  outerReach(mark) {
    const reach = this.reachOf(mark);
    return this._kindsOf(mark).length ? reach * 1.3 + 4.4 : reach;
  },

  /** The colours of the layers whose things share a place, with how many there are of each; none for a single thing. */
  _kindsOf({ members }) {
    if (members.length < 2) return [];
    const counts = new Map();
    for (const [dataset] of members) counts.set(dataset, (counts.get(dataset) ?? 0) + 1);
    const loud = [...counts].filter(([dataset]) => !dataset.style.quiet);
    if (loud.reduce((sum, [, count]) => sum + count, 0) < 2 && counts.size < 3) return [];
    return [...counts].sort((a, b) => b[0].order - a[0].order).map(([dataset, count]) => [this.colour(dataset), count]);
  },

  /**
   * Lines and areas. `how`: 'full', or 'plain', without the rim of land colour about lines.
   * @param {CanvasRenderingContext2D} context @param {any} dataset @param {'full' | 'plain'} how
   */
  _drawPaths(context, dataset, how) {
    const { n, points, closed } = dataset.columns;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    for (let path = 0; path < n - points; path++) {
      const shown = dataset.shows(points + path, this.switches);
      const planned =
        !shown &&
        how === 'full' &&
        dataset.kept(points + path) &&
        this.switches.possible &&
        dataset.pathPlanned?.(points + path);
      if (!(shown || planned) || !this._pathInView(dataset, path)) continue;
      const state = dataset.index.states[points + path];
      const kind = dataset.pathKind ? dataset.pathKind(points + path) : 'open';
      const look = closed[path] ? 'railway' : (dataset.pathLook?.(points + path) ?? 'railway');
      const thin = THIN[look];
      const colour = this.colour(dataset, points + path);
      const solid = dataset.style.opacity ?? 1;
      this.trace(context, dataset, path);
      if (closed[path]) {
        context.globalAlpha = solid * (AREA_ALPHA[state] ?? 0.06);
        context.fillStyle = colour;
        context.fill('evenodd');
        context.globalAlpha = 1;
      } else if (how === 'full' && !planned && !thin) {
        context.strokeStyle = this.theme.land;
        context.lineWidth = 4.5;
        context.stroke();
      }
      context.strokeStyle = colour;
      const stroke = STROKES[planned ? 'planned' : strokeOf(state, kind)];
      context.lineWidth = thin ?? stroke.width;
      context.globalAlpha = solid * (thin ? stroke.alpha * 0.6 : stroke.alpha);
      context.setLineDash(look === 'pipeline' ? PIPE : look === 'road' ? ROAD : stroke.dash);
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
    }
  },

  _pathInView(dataset, path) {
    const { scale, left, top, size } = this;
    const edge = 20;
    return dataset.meets(
      path,
      (left - edge) / scale,
      (top - edge) / scale,
      (left + size.x + edge) / scale,
      (top + size.y + edge) / scale,
    );
  },

  /** Begin a path along a line or an area. @param {CanvasRenderingContext2D} context @param {any} dataset @param {number} path */
  trace(context, dataset, path) {
    const { points, partOfPath, vertexOfPart } = dataset.columns;
    context.beginPath();
    for (let part = partOfPath[path]; part < partOfPath[path + 1]; part++) {
      for (let at = vertexOfPart[part]; at < vertexOfPart[part + 1]; at++) {
        if (at === vertexOfPart[part]) context.moveTo(dataset.sx[points + at], dataset.sy[points + at]);
        else context.lineTo(dataset.sx[points + at], dataset.sy[points + at]);
      }
    }
  },

  _drawSelected(context) {
    if (!this.selected) return;
    const { dataset, i, radius, lines = [] } = this.selected;
    if (!this.datasets.includes(dataset)) return;
    context.strokeStyle = this.theme.accent || this.theme.ink;
    context.lineWidth = 2;
    if (i >= dataset.columns.points) {
      this._light(context, lines.length ? lines : [{ dataset, i }]);
      return;
    }
    const [x, y] = [dataset.sx[i], dataset.sy[i]];
    context.beginPath();
    context.arc(x, y, Math.max(dataset.style.size * 2.1, this.reachOf({ dataset, i }) + 4), 0, 2 * Math.PI);
    context.stroke();
    if (radius > 0)
      drawCircle(context, x, y, pixelsOfMetres(radius, dataset.columns.y[i], this.scale), context.strokeStyle);
  },

  /** Chosen lines: all else steps back behind a veil of land, and they shine through it. */
  _light(context, lines) {
    context.globalAlpha = 0.55;
    context.fillStyle = this.theme.land;
    context.fillRect(0, 0, this.size.x, this.size.y);
    context.globalAlpha = 1;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    for (const { dataset, i } of lines) {
      this.trace(context, dataset, i - dataset.columns.points);
      context.strokeStyle = this.theme.land;
      context.lineWidth = 8;
      context.stroke();
      context.strokeStyle = this.theme.accent || this.theme.ink;
      context.lineWidth = 3.5;
      context.stroke();
    }
  },

  /** Where a thing is known only to its district, how far off its symbol may be. */
  _drawDoubt(context, mark) {
    const { dataset, i, x, y } = mark;
    const radius = dataset.radiusOf ? dataset.radiusOf(i) : 0;
    if (radius)
      this._drawCircle(context, x, y, pixelsOfMetres(radius, dataset.columns.y[i], this.scale), this.colour(dataset));
  },

  /** A circle of doubt: filled while it leaves most of the map free. */
  _drawCircle(context, x, y, pixels, colour) {
    drawCircle(context, x, y, pixels, colour, 2 * pixels < Math.min(this.size.x, this.size.y) / 2);
  },

  /** Ties of the selected thing, under the symbols. */
  _drawTies(context) {
    if (!this.selected?.links?.length || !this.datasets.includes(this.selected.dataset)) return;
    const { dataset, i, links } = this.selected;
    if (i >= dataset.columns.points) return;
    const ends = links.map(({ x, y, text }) => ({ x: x * this.scale - this.left, y: y * this.scale - this.top, text }));
    drawLinks(context, { x: dataset.sx[i], y: dataset.sy[i] }, ends, this.theme);
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

  /** Points of things moved: put them on the screen anew. */
  moved(dataset) {
    dataset.project(this.scale, this.left, this.top);
    this.forget();
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
