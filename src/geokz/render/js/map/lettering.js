import { directed } from '../data/direction.js';
import { FIRST_TOWNS, headSpots, labelledRank, labelSpots, placeTexts } from './labels.js';

const FONT = 'system-ui, "Segoe UI", "Noto Sans", sans-serif';
const LABEL_FONT = `11.5px ${FONT}`;
const HEAD_FONT = `600 11px ${FONT}`;

/** A text farther than this from what it tells of is joined to it by a line, pixels. */
const NEAR = 22;

/** Half the size of the sign of a railhead with its rim. */
const HEAD = 8;

/** Ranks below all others: what is written at a railhead, then the first towns. */
const HEAD_RANK = -1e6;
const FIRST_TOWN_RANK = -1e5;

/** What is written on the map: at railheads, the names of towns. */
export class Lettering {
  /** @param {any} renderer whose view, colours and sprites it writes with */
  constructor(renderer) {
    this.renderer = renderer;
    /** @type {Map<string, number>} in pixels, by font and text */
    this.widths = new Map();
    /** @type {import('./labels.js').Box[]} what symbols and texts take in the picture that stands */
    this.taken = [];
    /** what measures texts, made with the first of them and kept */
    this.measure = null;
  }

  /**
   * The texts that find room.
   * @param {any[]} marks @param {any[]} heads on the screen
   * @returns {import('./patches.js').Piece[]}
   */
  pieces(marks, heads) {
    /** @type {import('./labels.js').Box[]} */
    const obstacles = [
      ...heads.map(({ x, y }) => /** @type {import('./labels.js').Box} */ ([x - 6, y - 6, x + 6, y + 6])),
      ...marks.map((mark) => this.boxOf(mark)),
    ];
    const wanted = [
      ...this.wantedAtHeads(heads),
      ...marks.flatMap((mark, at) => this.wantedAt(mark, obstacles[heads.length + at])),
    ];
    const measured = wanted.map(({ spotsOf, ...text }) => {
      const width = this.widthOf(text.text, text.font);
      return { ...text, width, spots: spotsOf(width) };
    });
    const placed = placeTexts(measured, obstacles, {
      edges: this.renderer.edges(),
      covers: this.renderer.covers(),
      ground: this.renderer.groundOf(),
    });
    this.taken = [...obstacles, ...placed.map(({ box }) => box)];
    const texts = placed.map(({ wanted: text, x, y }) => ({
      key: `text ${text.text} ${x} ${y} ${text.font} ${text.colour}`,
      box: /** @type {import('./labels.js').Box} */ ([x - 5, y - 11, x + text.width + 5, y + 11]),
      draw: (/** @type {any} */ on) => this.stamp(on, text, x, y),
    }));
    return [...placed.flatMap((text) => leaderPiece(text)), ...texts];
  }

  /** Where the symbol of a mark is. @returns {import('./labels.js').Box} */
  boxOf(mark) {
    const reach = mark.outer;
    return [mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach];
  }

  wantedAtHeads(heads) {
    const how = { rank: HEAD_RANK, font: HEAD_FONT, colour: this.renderer.theme.accent, height: 13, over: true };
    return heads
      .filter(({ text }) => text)
      .map(({ text, x, y }) => ({ ...how, text, at: [x, y], spotsOf: (width) => headSpots(x, y, width) }));
  }

  /** The name of a mark. `own` is the box of its symbol, no obstacle to them. */
  wantedAt(mark, own) {
    const { x, y } = mark;
    const reach = mark.outer;
    const wanted = [];
    const label = this.labelAt(mark);
    if (label && label.rank <= labelledRank(this.renderer.zoom)) {
      const rank = label.rank < FIRST_TOWNS ? label.rank + FIRST_TOWN_RANK : label.rank;
      const spotsOf = (width) => labelSpots(x, y, reach + 1, width);
      wanted.push({
        text: label.text,
        rank,
        font: LABEL_FONT,
        colour: this.renderer.theme.ink,
        own,
        height: 13,
        spotsOf,
      });
    }
    return wanted;
  }

  /** The label of the first thing at a mark that has one. */
  labelAt({ members }) {
    const { labelOf } = this.renderer;
    for (const [dataset, i] of labelOf ? members : []) {
      const label = labelOf(dataset, i);
      if (label) return label;
    }
    return null;
  }

  /**
   * A text with its rim of land colour; `x` is its left end, `y` the middle of its height.
   * @param {CanvasRenderingContext2D} context @param {import('./labels.js').Wanted} text @param {number} x @param {number} y
   */
  stamp(context, { text, font = LABEL_FONT, colour = this.renderer.theme.ink, width }, x, y) {
    const { sprites, theme, ratio } = this.renderer;
    const written = directed(text);
    const key = [text, font, colour, theme.land, ratio].join();
    sprites.stamp(context, key, x + width / 2, y, width + 8, 20, ratio, (own) => {
      own.font = font;
      own.textAlign = 'center';
      own.textBaseline = 'middle';
      own.lineJoin = 'round';
      own.lineWidth = 3;
      own.strokeStyle = theme.land;
      own.strokeText(written, 0, 0);
      own.fillStyle = colour;
      own.fillText(written, 0, 0);
    });
  }

  /** The width of a text in pixels, measured once. */
  widthOf(text, font) {
    const key = `${font}|${text}`;
    const known = this.widths.get(key);
    if (known !== undefined) return known;
    this.measure ??= /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
    this.measure.font = font;
    const { width } = this.measure.measureText(text);
    this.widths.set(key, width);
    return width;
  }
}

/**
 * The line from a text to the railhead it tells of, where it stands aside of it.
 * @param {{wanted: import('./labels.js').Wanted, box: import('./labels.js').Box}} placed
 * @returns {import('./patches.js').Piece[]} one or none
 */
function leaderPiece({ wanted: { at, colour }, box: [left, top, right, bottom] }) {
  if (!at) return [];
  const [x, y] = at;
  const end = [Math.max(left, Math.min(right, x)), Math.max(top, Math.min(bottom, y))];
  const far = Math.hypot(end[0] - x, end[1] - y);
  if (far < NEAR) return [];
  const begin = [x + ((end[0] - x) * HEAD) / far, y + ((end[1] - y) * HEAD) / far];
  return [
    {
      key: `leader ${begin} ${end} ${colour}`,
      box: [Math.min(x, end[0]) - 2, Math.min(y, end[1]) - 2, Math.max(x, end[0]) + 2, Math.max(y, end[1]) + 2],
      draw(/** @type {any} */ context) {
        context.beginPath();
        context.moveTo(begin[0], begin[1]);
        context.lineTo(end[0], end[1]);
        context.strokeStyle = colour;
        context.lineWidth = 1;
        context.stroke();
      },
    },
  ];
}
