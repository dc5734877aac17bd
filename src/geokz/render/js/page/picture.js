import { directed } from '../data/direction.js';
import { scaleOfNumber } from '../data/dress.js';
import { CERTAIN, POSSIBLE, PRESUMED } from '../data/life.js';
import { SvgContext } from '../map/svg.js';
import { drawSymbol } from '../map/symbols.js';
import { saveBlob } from './save.js';

const FAMILY = 'system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif';
const FONT = {
  title: `600 20px ${FAMILY}`,
  year: `300 30px ${FAMILY}`,
  people: `600 16px ${FAMILY}`,
  text: `12.5px ${FAMILY}`,
  small: `11px ${FAMILY}`,
};
const MARGIN = 20;

/** The longest side of a PNG, in pixels: more than this, and browsers give no picture at all. */
const LONGEST = 8000;

/**
 * The view as a picture that stands alone: title, time, map, key, citation.
 *
 * @typedef {object} Told
 * @property {string} title @property {string} time @property {string[]} people the year's prisoners in words
 * @property {{symbol: {shape: string, colour: string, size: number, unknown?: boolean} | null, text: string}[]} key the symbols of the layers
 * @property {{text: string, state: number}[]} states of the symbols @property {{shape: string, colour: string, size: number} | null} grown the symbol that grows with a number
 * @property {{title: string, numbers: {number: number, text: string}[]}} sizes
 * @property {string} citation @property {string} credit
 */
export class Picture {
  /**
   * @param {import('../map/hub.js').Hub} hub @param {() => Told} tell what is written about the map
   * @param {() => {left: number, top: number, right: number, bottom: number}} part of the map that is wanted
   */
  constructor(hub, tell, part) {
    this.hub = hub;
    this.tell = tell;
    this.part = part;
  }

  /** Save it as a file. @param {'png' | 'svg'} kind @param {string} name without its ending */
  async save(kind, name) {
    const made = kind === 'svg' ? new Blob([this.svg()], { type: 'image/svg+xml' }) : await this.png();
    saveBlob(`${name}.${kind}`, made);
  }

  /** @returns {Promise<Blob>} two pixels a CSS pixel, or as many as fit */
  async png() {
    const { width, height, head, foot, part } = this.layout();
    const ratio = Math.min(2, LONGEST / Math.max(width, height));
    const canvas = paper(width, height, ratio);
    const context = contextOf(canvas);
    this.chrome(context, { width, height, foot });
    context.save();
    context.beginPath();
    context.rect(0, head, width, height - head - foot);
    context.clip();
    for (const { picture, left, top, wide, high, alpha } of this.placed(part, () => this.layers(ratio))) {
      context.globalAlpha = alpha;
      context.drawImage(picture, left - part.left, head + top - part.top, wide, high);
    }
    context.restore();
    return new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser gives no picture'))), 'image/png');
    });
  }

  /** Paint with the texts of the map placed for this part of it. @template Painted @param {any} part @param {() => Painted} paint */
  placed(part, paint) {
    const { base, renderer } = this.hub;
    try {
      return renderer.cropTo(part, () => {
        base.placeNames();
        return paint();
      });
    } finally {
      base.placeNames();
    }
  }

  /** What the map is made of, from below, each painted anew in so many pixels a CSS pixel. @returns {import('../map/renderer.js').Below[]} */
  layers(ratio) {
    const { base, backdrop, renderer, map } = this.hub;
    const painted = (drawer, alpha) => {
      const { x: wide, y: high } = drawer._bounds.getSize();
      const { x: left, y: top } = map.layerPointToContainerPoint(drawer._bounds.min);
      const picture = paper(wide, high, ratio);
      drawer.paintOn(contextOf(picture), ratio);
      return { picture, left, top, wide, high, alpha };
    };
    const scanned = backdrop.scanned();
    return [painted(base, backdrop.alpha('base')), ...(scanned ? [scanned] : []), painted(renderer, 1)];
  }

  /** @returns {string} */
  svg() {
    const { width, height, head, foot, part } = this.layout();
    const high = part.bottom - part.top;
    const { base, backdrop, renderer, map } = this.hub;
    const drawn = (drawer, alpha) => {
      const { x, y } = map.containerPointToLayerPoint([part.left, part.top]).subtract(drawer._bounds.min);
      const context = new SvgContext([x, y, x + width, y + high]);
      drawer.paintOn(context, 1);
      return `<svg y="${head}" width="${width}" height="${high}" viewBox="${x} ${y} ${width} ${high}" opacity="${alpha}">\n${context}\n</svg>`;
    };
    const scanned = backdrop.scanned();
    const scan = new SvgContext([0, 0, width, high]);
    if (scanned) {
      scan.globalAlpha = scanned.alpha;
      scan.drawImage(scanned.picture, scanned.left - part.left, scanned.top - part.top, scanned.wide, scanned.high);
    }
    const layers = this.placed(part, () => [
      drawn(base, backdrop.alpha('base')),
      `<svg y="${head}" width="${width}" height="${high}">\n${scan}\n</svg>`,
      drawn(renderer, 1),
    ]);
    const chrome = new SvgContext([0, 0, width, height]);
    this.chrome(chrome, { width, height, foot });
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
      chrome,
      ...layers,
      '</svg>\n',
    ].join('\n');
  }

  /** How large it is, and how much of it stands above and below the map. */
  layout() {
    const part = this.part();
    const width = part.right - part.left;
    const ruler = new SvgContext([0, 0, 0, 0]);
    const told = this.tell();
    const head = Math.ceil(this.head(ruler, told, width));
    const foot = Math.ceil(this.foot(ruler, told, width, 0));
    return { width, height: head + part.bottom - part.top + foot, head, foot, part };
  }

  /** @param {any} context */
  chrome(context, { width, height, foot }) {
    const { theme } = this.hub.renderer;
    const told = this.tell();
    context.fillStyle = theme.land;
    context.fillRect(0, 0, width, height);
    context.textBaseline = 'top';
    this.head(context, told, width);
    this.foot(context, told, width, height - foot);
  }

  /** Title, time, people; how high they are. */
  head(context, { title, time, people }, width) {
    const { theme } = this.hub.renderer;
    const room = width - 2 * MARGIN;
    let y = 14;
    y = this.lines(context, title, FONT.title, theme.ink, MARGIN, y, room, 26);
    y = this.lines(context, time, FONT.year, theme.ink, MARGIN, y + 2, room, 36);
    people.forEach((text, at) => {
      y = this.lines(
        context,
        text,
        at ? FONT.text : FONT.people,
        at ? theme.ink : theme.accent,
        MARGIN,
        y,
        room,
        at ? 17 : 22,
      );
    });
    return y + 10;
  }

  /** Key, states, sizes, citation, credit; how high they are. */
  foot(context, { key, states, grown, sizes, citation, credit }, width, top) {
    const { theme } = this.hub.renderer;
    const room = width - 2 * MARGIN;
    context.font = FONT.text;
    const symbol =
      ({ shape, colour, size, unknown = false }, state) =>
      (own) =>
        shape === 'line' ? drawStroke(own, colour) : drawSymbol(own, shape, size, colour, theme.land, state, unknown);
    const items = key.map(({ symbol: drawn, text }) => ({
      draw: drawn && symbol(drawn, CERTAIN),
      reach: drawn ? Math.max(9, drawn.size + 2) : 0,
      text,
    }));
    const plain = key
      .map((item) => item.symbol)
      .find((drawn) => drawn && !['line', 'ring', 'area'].includes(drawn.shape));
    if (plain)
      items.push(
        ...states.map(({ text, state }) => ({ draw: symbol({ ...plain, size: 5.5 }, state), reach: 9, text })),
      );
    let y = this.row(context, items, top + 14, room);
    if (grown) {
      const examples = sizes.numbers.map(({ number, text }) => {
        const reach = grown.size * scaleOfNumber(number);
        return { draw: symbol({ ...grown, size: reach }, CERTAIN), reach: reach + 2, text };
      });
      y = this.row(context, [{ draw: null, reach: 0, text: sizes.title }, ...examples], y + 6, room);
    }
    y = this.lines(context, citation, FONT.text, theme.ink, MARGIN, y + 8, room, 17);
    y = this.lines(context, credit, FONT.small, theme.quiet, MARGIN, y + 3, room, 15);
    return y + 14 - top;
  }

  /** Symbols with their words, as many beside each other as there is room for; where the next row begins. */
  row(context, items, top, room) {
    const { theme } = this.hub.renderer;
    const high = Math.max(20, ...items.map(({ reach }) => 2 * reach + 2));
    let [x, y] = [MARGIN, top];
    context.font = FONT.text;
    for (const { draw, reach, text } of items) {
      const width = 2 * reach + (reach ? 6 : 0) + context.measureText(text).width + 18;
      if (x > MARGIN && x + width - 18 > MARGIN + room) [x, y] = [MARGIN, y + high];
      if (draw) {
        context.save();
        context.translate(x + reach, y + high / 2);
        draw(context);
        context.restore();
      }
      context.fillStyle = theme.ink;
      context.textBaseline = 'middle';
      context.fillText(directed(text), x + 2 * reach + (reach ? 6 : 0), y + high / 2);
      context.textBaseline = 'top';
      x += width;
    }
    return y + high;
  }

  /** A text in lines no longer than the room; where the next begins. */
  lines(context, text, font, colour, x, y, room, high) {
    context.font = font;
    context.fillStyle = colour;
    let line = '';
    for (const word of [...text.split(' '), null]) {
      const longer = word === null ? '' : line ? `${line} ${word}` : word;
      if (word !== null && (!line || context.measureText(longer).width <= room)) {
        line = longer;
        continue;
      }
      if (line) {
        context.fillText(directed(line), x, y);
        y += high;
      }
      line = word ?? '';
    }
    return y;
  }
}

/** The states that a key explains. */
export const KEY_STATES = [CERTAIN, PRESUMED, POSSIBLE];

function drawStroke(context, colour) {
  context.beginPath();
  context.moveTo(-8, 0);
  context.lineTo(8, 0);
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.stroke();
}

/** A canvas of so many CSS pixels. */
function paper(width, height, ratio) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  contextOf(canvas).scale(ratio, ratio);
  return canvas;
}

/** @param {HTMLCanvasElement} canvas */
function contextOf(canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
}
