import { inflate, readColumns } from './columns.js';
import { allows, STATE_NAMES } from './life.js';
import { crosses, distanceToSegment, PickGrid } from './pick.js';
import { Series } from './series.js';
import { TimeIndex } from './timeindex.js';

/**
 * One layer of dated things in the page: its columns, its place in time, its style.
 *
 * @typedef {object} Style
 * @property {string} colour #rrggbb on light ground @property {string} colourDark on dark ground
 * @property {string} shape a key of SHAPES, or 'line' @property {number} size half the width of a symbol, px
 * @property {boolean} [quiet] whether its bars stand back behind those of others
 * @property {number} [opacity] how solid its symbols are, 1 when left out
 *
 * @typedef {{colours: string[], rgb: number[][], of: Uint8Array}} Paint the colours of things by a column, and which each thing has
 * @typedef {{columns: string[], cells: string}} PackedTexts columns of texts, packed
 * @typedef {{key: string, header: import('./wire').Header, body: string, zorder?: number, names?: string, style: Style,
 *   paint?: {colours: string[], of: string}, sizes?: string, series?: import('./series.js').PackedSeries, tooltip?: PackedTexts, popup?: PackedTexts, link?: PackedTexts}} Source
 *
 * @typedef {import('./life.js').Switches} Switches
 * @typedef {'railway' | 'schematic' | 'pipeline' | 'road'} PathLook
 * @typedef {'open' | 'building' | 'undated'} PathKind whether trains ran on a line, or it was being built
 */
export class Dataset {
  /**
   * @param {string} key @param {import('./columns.js').Columns} columns @param {Style} style
   */
  constructor(key, columns, style) {
    this.key = key;
    this.columns = columns;
    this.style = style;
    this.index = new TimeIndex(columns.dates, columns.ranks, columns.n);
    /** Screen position of every point and vertex in the present view. */
    this.sx = new Float32Array(columns.x.length);
    this.sy = new Float32Array(columns.x.length);
    /** position among the layers of the map, from below */
    this.order = 0;
    /** what is drawn above others whatever came first: the higher, the later */
    this.zorder = 0;
    /** @type {string[] | null} */
    this.ids = null;
    /** @type {Map<string, number>} of each id */
    this.position = new Map();
    /** @type {((i: number) => number) | null} metres a symbol may be off, where that is to be drawn */
    this.radiusOf = null;
    /** @type {((i: number) => number) | null} how much larger a symbol is than the plain size */
    this.scaleOf = null;
    /** @type {((i: number) => number | null) | null} the number its size tells, in the chosen time */
    this.numberOf = null;
    /** @type {Series | null} numbers over time, where its things have them */
    this.series = null;
    /** @type {((i: number) => PathLook) | null} what a path is, beside how far it is built */
    this.pathLook = null;
    /** @type {((i: number) => boolean) | null} whether a point is not what its layer is called, and has a plainer shape */
    this.odd = null;
    /** @type {Paint | null} colours of single things, where a column gives them */
    this.paint = null;
    /** @type {Record<string, PackedTexts | undefined>} what hangs at the pointer and opens at a click, as it came */
    this.packedTexts = {};
    /** @type {Record<string, Promise<string[][]>>} */
    this.texts = {};
    /** @type {Uint8Array | null} 1 for the features that may be shown at all */
    this.mask = null;
    /** @type {string[] | null} */
    this.names = null;
    /** @type {string | null} the names as they came */
    this.packedNames = null;
    /** @type {PickGrid | null} */
    this.grid = null;
    /** @type {Float64Array | null} west, north, east, south of each path, in the units of x and y */
    this.boxes = null;
    /** @type {{startOf: (dataset: Dataset, path: number) => number, pool: Int32Array} | null} cells of paths in the present view, once asked for */
    this.pathCells = null;
    /** @type {Int32Array | null} the cell of each point in the present view, once asked for */
    this.pointCells = null;
    /** @type {string[] | null} */
    this.places = null;
    /** @type {((i: number) => PathKind) | null} */
    this.pathKind = null;
    /** @type {((i: number) => boolean) | null} whether a path that is not there yet was planned */
    this.pathPlanned = null;
    /** @type {((i: number) => boolean) | null} whether sources disagree about it */
    this.disputed = null;
  }

  /**
   * @param {Source} source
   * @returns {Promise<Dataset>}
   */
  static async read(source) {
    const dataset = new Dataset(source.key, readColumns(await inflate(source.body), source.header), source.style);
    dataset.zorder = source.zorder ?? 0;
    dataset.packedNames = source.names || null;
    dataset.packedTexts = { tooltip: source.tooltip, popup: source.popup, link: source.link };
    if (source.paint) {
      const { colours } = source.paint;
      const rgb = colours.map((colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)));
      dataset.paint = { colours, rgb, of: await inflate(source.paint.of) };
    }
    if (source.sizes) {
      const quarters = await inflate(source.sizes);
      dataset.scaleOf = (i) => quarters[i] / 4 / dataset.style.size;
    }
    if (source.series) dataset.follow(new Series(source.series, await inflate(source.series.body), source.header.all));
    return dataset;
  }

  /** Let symbols grow and shrink with numbers over time. @param {Series} series */
  follow(series) {
    this.series = series;
    this.numberOf = (i) => series.at(i, this.index.first, this.index.last);
    this.scaleOf = (i) => series.reach(series.at(i, this.index.first, this.index.last)) / this.style.size;
  }

  /** Whether a thing has numbers over time and none for the present. @param {number} i */
  lacksNumber(i) {
    return this.series !== null && this.series.at(i, this.index.first, this.index.last) === null;
  }

  /**
   * The cells of the columns that hang at the pointer or open at a click, a list a column, unpacked when first asked for.
   * @param {'tooltip' | 'popup' | 'link'} where @returns {Promise<{columns: string[], cells: string[][]}>}
   */
  async cellsOf(where) {
    const packed = this.packedTexts[where];
    if (!packed) return { columns: [], cells: [] };
    this.texts[where] ??= inflate(packed.cells).then((bytes) => JSON.parse(new TextDecoder().decode(bytes)));
    return { columns: packed.columns, cells: await this.texts[where] };
  }

  /**
   * What is told of a feature under the pointer or at a click: heading and text of each column that is not empty.
   * @param {'tooltip' | 'popup' | 'link'} where @param {number} i
   * @returns {Promise<[string, string][]>}
   */
  async textsOf(where, i) {
    const { columns, cells } = await this.cellsOf(where);
    return columns
      .map((heading, at) => /** @type {[string, string]} */ ([heading, cells[at][i]]))
      .filter(([, text]) => text);
  }

  /** The names of the features, inflated when first asked for. @returns {Promise<string[]>} */
  async readNames() {
    if (!this.names) {
      this.names = this.packedNames ? new TextDecoder().decode(await inflate(this.packedNames)).split('\n') : [];
      this.packedNames = null;
    }
    return this.names;
  }

  /** A key that points with the same coordinates share, on any layer. @param {number} i @returns {string} */
  placeOf(i) {
    this.places ??= Array.from({ length: this.columns.points }, (_, k) => `${this.columns.x[k]} ${this.columns.y[k]}`);
    return this.places[i];
  }

  /**
   * Put a point elsewhere: a thing whose seat moved.
   * @param {number} i @param {[number, number]} point longitude and latitude @returns {boolean} whether it was not there
   */
  move(i, [lon, lat]) {
    const { x, y } = this.columns;
    const sine = Math.sin((lat * Math.PI) / 180);
    const to = [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
    if (Math.abs(x[i] - to[0]) + Math.abs(y[i] - to[1]) < 1e-7) return false;
    [x[i], y[i]] = to;
    this.places = null;
    this.grid = null;
    return true;
  }

  /** Put every point and vertex on the screen. @param {number} scale world pixels @param {number} left @param {number} top */
  project(scale, left, top) {
    const { x, y } = this.columns;
    const { sx, sy } = this;
    this.pathCells = null;
    this.pointCells = null;
    for (let i = 0; i < x.length; i++) {
      sx[i] = x[i] * scale - left;
      sy[i] = y[i] * scale - top;
    }
  }

  /**
   * Whether the box of a path meets another, all in the units of x and y.
   * @param {number} path @param {number} west @param {number} north @param {number} east @param {number} south
   */
  meets(path, west, north, east, south) {
    this.boxes ??= boxesOf(this.columns);
    const at = 4 * path;
    const { boxes } = this;
    return boxes[at] <= east && boxes[at + 2] >= west && boxes[at + 1] <= south && boxes[at + 3] >= north;
  }

  /** The box of a path: west, north, east, south in the units of x and y. @param {number} path @returns {number[]} */
  boxOf(path) {
    this.boxes ??= boxesOf(this.columns);
    return Array.from(this.boxes.subarray(4 * path, 4 * path + 4));
  }

  /** @param {number} i @param {Switches} switches @returns {boolean} */
  shows(i, switches) {
    return this.kept(i) && allows(this.index.states[i], switches);
  }

  /** Let only some features be shown, whatever their time. @param {((i: number) => boolean) | null} keeps all, when null */
  keep(keeps) {
    this.mask = keeps && Uint8Array.from({ length: this.index.states.length }, (_, i) => Number(keeps(i)));
  }

  /** @param {number} i @returns {boolean} */
  kept(i) {
    return !this.mask || this.mask[i] === 1;
  }

  /**
   * Give features other lives, as one source tells them, or their own again.
   * @param {((i: number) => number[] | undefined) | null} told the bounds of a feature; nothing for its own
   */
  live(told) {
    const { dates, ranks, n } = this.columns;
    this.index = told ? relived(this.columns, told) : new TimeIndex(dates, ranks, n);
  }

  /** How many features stand in each state now, of those that may be shown. @returns {number[]} */
  get counts() {
    if (!this.mask) return this.index.counts;
    const counts = STATE_NAMES.map(() => 0);
    for (let i = 0; i < this.columns.n; i++) counts[this.index.states[i]] += this.mask[i];
    return counts;
  }

  /** How many features the switches let show now. @param {Switches} switches */
  shown(switches) {
    return this.counts.reduce((sum, count, state) => sum + (allows(state, switches) ? count : 0), 0);
  }

  /**
   * Features shown within so many pixels of a point of the screen, points before paths, nearest first.
   * @param {number} px @param {number} py @param {number} radius @param {number} scale @param {number} left
   * @param {number} top @param {Switches} switches
   * @returns {number[]}
   */
  near(px, py, radius, scale, left, top, switches) {
    const { x, y, points, n, partOfPath, vertexOfPart, closed } = this.columns;
    this.grid ??= new PickGrid(x, y, points);
    const accept = (/** @type {number} */ i) => this.shows(i, switches);
    const found = this.grid.near((px + left) / scale, (py + top) / scale, radius / scale, accept);
    const reach = radius / scale;
    const [wx, wy] = [(px + left) / scale, (py + top) / scale];
    for (let path = 0; path < n - points; path++) {
      if (!this.meets(path, wx - reach, wy - reach, wx + reach, wy + reach) || !accept(points + path)) continue;
      let nearest = Infinity;
      let inside = false;
      for (let part = partOfPath[path]; part < partOfPath[path + 1]; part++) {
        for (let at = vertexOfPart[part]; at < vertexOfPart[part + 1] - 1; at++) {
          const [a, b] = [points + at, points + at + 1];
          const [ax, ay, bx, by] = [this.sx[a], this.sy[a], this.sx[b], this.sy[b]];
          nearest = Math.min(nearest, distanceToSegment(px, py, ax, ay, bx, by));
          if (crosses(px, py, ax, ay, bx, by)) inside = !inside;
        }
      }
      if (nearest <= radius * radius || (closed[path] && inside)) found.push(points + path);
    }
    return found;
  }
}

/** An index of lives of which some are others. @param {import('./columns.js').Columns} columns @param {(i: number) => number[] | undefined} told */
function relived({ dates, ranks, n }, told) {
  const lives = Array.from(ranks[0], (_, i) => told(i) ?? ranks.map((column) => dates[column[i]]));
  const days = Int32Array.from(new Set(lives.flat())).sort();
  const rankOf = new Map(Array.from(days, (day, rank) => [day, rank]));
  const of = (/** @type {number} */ at) => Int32Array.from(lives, (life) => rankOf.get(life[at]) ?? 0);
  return new TimeIndex(
    days,
    ranks.map((_, at) => of(at)),
    n,
  );
}

/** West, north, east and south of each path. @param {import('./columns.js').Columns} columns @returns {Float64Array} */
function boxesOf({ n, points, x, y, partOfPath, vertexOfPart }) {
  const boxes = new Float64Array(4 * (n - points));
  for (let path = 0; path < n - points; path++) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    const end = points + vertexOfPart[partOfPath[path + 1]];
    for (let at = points + vertexOfPart[partOfPath[path]]; at < end; at++) {
      box[0] = Math.min(box[0], x[at]);
      box[1] = Math.min(box[1], y[at]);
      box[2] = Math.max(box[2], x[at]);
      box[3] = Math.max(box[3], y[at]);
    }
    boxes.set(box, 4 * path);
  }
  return boxes;
}
