/**
 * Writes SVG where a canvas would paint: as much of a canvas's context as the map, its base and their frame use. Lines stay
 * lines and letters letters. It knows moves and turns, no stretching.
 */

const PLAIN = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  globalAlpha: 1,
  globalCompositeOperation: 'source-over',
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
  letterSpacing: '0px',
};

/** How far below its middle, as a share of its size, a line of letters stands. */
const BELOW = { middle: 0.35, top: 0.8, alphabetic: 0 };

export class SvgContext {
  /** @type {any} a colour or a gradient */
  fillStyle = PLAIN.fillStyle;
  strokeStyle = PLAIN.strokeStyle;
  lineWidth = PLAIN.lineWidth;
  lineCap = PLAIN.lineCap;
  lineJoin = PLAIN.lineJoin;
  globalAlpha = PLAIN.globalAlpha;
  globalCompositeOperation = PLAIN.globalCompositeOperation;
  font = PLAIN.font;
  textAlign = PLAIN.textAlign;
  textBaseline = PLAIN.textBaseline;
  letterSpacing = PLAIN.letterSpacing;

  /** @param {[number, number, number, number]} box left, top, right, bottom of what is wanted; lines wholly outside are left out */
  constructor(box) {
    this.box = box;
    /** @type {string[]} */
    this.written = [];
    this.gradients = 0;
    /** @type {any[]} */
    this.kept = [];
    /** @type {number[]} */
    this.dash = [];
    /** how far it was moved and turned */
    this.at = { x: 0, y: 0, turn: 0 };
    /** @type {{path: string[], box: [number, number, number, number], last?: string}[]} */
    this.parts = [];
    this.ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  }

  // what a canvas needs and paper does not
  setTransform() {}
  clearRect() {}

  save() {
    this.kept.push([Object.fromEntries(Object.keys(PLAIN).map((key) => [key, this[key]])), this.dash, { ...this.at }]);
  }

  restore() {
    const [styles, dash, at] = this.kept.pop();
    Object.assign(this, styles, { dash, at });
  }

  translate(x, y) {
    const [dx, dy] = this.spot(x, y);
    this.at = { ...this.at, x: dx, y: dy };
  }

  rotate(angle) {
    this.at = { ...this.at, turn: this.at.turn + angle };
  }

  setLineDash(dash) {
    this.dash = dash;
  }

  /** Draw about a point with the plain styles, as into a small picture of its own. @param {(context: any) => void} draw */
  stamp(x, y, draw) {
    this.save();
    const alpha = this.globalAlpha;
    Object.assign(this, PLAIN, { dash: [] });
    this.translate(x, y);
    const begin = this.written.length;
    draw(this);
    if (alpha < 1) {
      const own = this.written.splice(begin);
      this.written.push(`<g opacity="${alpha}">`, ...own, '</g>');
    }
    this.restore();
  }

  spot(x, y) {
    const { turn } = this.at;
    const [cos, sin] = turn ? [Math.cos(turn), Math.sin(turn)] : [1, 0];
    return [this.at.x + x * cos - y * sin, this.at.y + x * sin + y * cos];
  }

  beginPath() {
    this.parts = [];
  }

  moveTo(x, y) {
    this.parts.push({ path: [], box: [Infinity, Infinity, -Infinity, -Infinity] });
    this.add('M', [[x, y]]);
  }

  lineTo(x, y) {
    if (!this.parts.length) this.moveTo(x, y);
    else this.add('L', [[x, y]]);
  }

  quadraticCurveTo(cx, cy, x, y) {
    this.add('Q', [
      [cx, cy],
      [x, y],
    ]);
  }

  closePath() {
    this.parts.at(-1)?.path.push('Z');
  }

  rect(x, y, width, height) {
    this.moveTo(x, y);
    for (const [px, py] of [
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ])
      this.lineTo(px, py);
    this.closePath();
  }

  arc(x, y, radius, from, to) {
    const whole = Math.abs(to - from) >= 2 * Math.PI - 1e-9;
    const point = (angle) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    const middle = (from + to) / 2;
    const far = to - from > Math.PI ? 1 : 0;
    this.moveTo(...point(from));
    const bend = (end, large) => {
      const r = short(radius);
      this.add(`A${r} ${r} 0 ${large} 1 `, [point(end)], radius);
    };
    if (whole) {
      bend(middle, 0);
      bend(to, 0);
      this.closePath();
    } else bend(to, far);
  }

  /** @param {string} letter @param {number[][]} points @param {number} [about] how far the line may reach from them */
  add(letter, points, about = 0) {
    const part = this.parts.at(-1);
    if (!part) return;
    const spots = points.map(([x, y]) => this.spot(x, y));
    const { box } = part;
    for (const [x, y] of spots) {
      box[0] = Math.min(box[0], x - 2 * about);
      box[1] = Math.min(box[1], y - 2 * about);
      box[2] = Math.max(box[2], x + 2 * about);
      box[3] = Math.max(box[3], y + 2 * about);
    }
    const text = `${letter}${spots.map((spot) => spot.map(short).join(' ')).join(' ')}`;
    if (letter !== 'L' || text.slice(1) !== part.last) part.path.push(text);
    part.last = text.replace(/^[A-Z]/, '');
  }

  /** The path as it is now, without what lies outside; empty when all of it does. */
  path() {
    const [left, top, right, bottom] = this.box;
    const reach = this.lineWidth;
    return this.parts
      .filter(({ box: [l, t, r, b] }) => r > left - reach && b > top - reach && l < right + reach && t < bottom + reach)
      .map(({ path }) => path.join(''))
      .join('');
  }

  fill(rule = 'nonzero') {
    const path = this.path();
    if (path) this.write('path', { d: path, 'fill-rule': rule === 'evenodd' && rule, ...this.filled() });
  }

  stroke() {
    const path = this.path();
    if (path) this.write('path', { d: path, fill: 'none', ...this.stroked() });
  }

  fillRect(x, y, width, height) {
    const [left, top] = this.spot(x, y);
    this.write('rect', { x: left, y: top, width, height, ...this.filled() });
  }

  fillText(text, x, y) {
    this.letters(text, x, y, this.filled());
  }

  strokeText(text, x, y) {
    this.letters(text, x, y, { fill: 'none', ...this.stroked() });
  }

  measureText(text) {
    this.ruler.font = this.font;
    return this.ruler.measureText(text);
  }

  createLinearGradient(x1, y1, x2, y2) {
    const id = `fade-${++this.gradients}`;
    /** @type {string[]} */
    const stops = [];
    return {
      id,
      addColorStop: (offset, colour) => stops.push(`<stop offset="${offset}" ${colourOf('stop', 'color', colour)}/>`),
      text: () =>
        `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}">${stops.join('')}</linearGradient>`,
    };
  }

  /** A picture as data; one that only darkens what is below it needs no transparency. */
  drawImage(image, x, y, width, height) {
    const canvas = document.createElement('canvas');
    // of an element in the page its own size, not that at which it is shown
    [canvas.width, canvas.height] = [image.naturalWidth ?? image.width, image.naturalHeight ?? image.height];
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    const darkens = this.globalCompositeOperation === 'multiply';
    const [left, top] = this.spot(x, y);
    this.write('image', {
      x: left,
      y: top,
      width,
      height,
      preserveAspectRatio: 'none',
      opacity: this.globalAlpha < 1 && this.globalAlpha,
      style: darkens && 'mix-blend-mode:multiply',
      href: canvas.toDataURL(darkens ? 'image/jpeg' : 'image/png', 0.85),
    });
  }

  letters(text, x, y, paint) {
    const [left, base] = this.spot(x, y);
    const size = Number(/([\d.]+)px/.exec(this.font)?.[1] ?? 10);
    this.write(
      'text',
      {
        x: left,
        y: base + size * (BELOW[this.textBaseline] ?? 0),
        'text-anchor': this.textAlign === 'center' && 'middle',
        style: `font:${this.font.replace(/"/g, "'")}`,
        'letter-spacing': this.letterSpacing !== '0px' && this.letterSpacing,
        ...paint,
      },
      text,
    );
  }

  filled() {
    const paint = this.fillStyle;
    if (typeof paint === 'string') return { fill: paint, 'fill-opacity': this.globalAlpha < 1 && this.globalAlpha };
    this.written.push(paint.text());
    return { fill: `url(#${paint.id})` };
  }

  stroked() {
    return {
      stroke: this.strokeStyle,
      'stroke-width': this.lineWidth,
      'stroke-opacity': this.globalAlpha < 1 && this.globalAlpha,
      'stroke-linecap': this.lineCap !== 'butt' && this.lineCap,
      'stroke-linejoin': this.lineJoin !== 'miter' && this.lineJoin,
      'stroke-dasharray': this.dash.length > 0 && this.dash.join(' '),
    };
  }

  /** An element with those of its attributes that are not false. @param {string} [text] */
  write(name, attributes, text) {
    const said = Object.entries(attributes)
      .filter(([, value]) => value !== false && value !== undefined)
      .map(([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : escaped(String(value))}"`)
      .join('');
    this.written.push(text === undefined ? `<${name}${said}/>` : `<${name}${said}>${escaped(text)}</${name}>`);
  }

  toString() {
    return this.written.join('\n');
  }
}

/** A number with at most one decimal. @param {number} value */
function short(value) {
  return Math.round(value * 10) / 10;
}

/** A text as SVG holds it; what no XML may hold falls away. @param {string} text */
function escaped(text) {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

/** A colour that may be #rrggbbaa as colour and opacity: drawing programs do not know the other. */
function colourOf(of, name, colour) {
  const [, solid, alpha] = /^(#[0-9a-f]{6})([0-9a-f]{2})$/i.exec(colour) ?? [];
  return solid
    ? `${of}-${name}="${solid}" ${of}-opacity="${parseInt(alpha, 16) / 255}"`
    : `${of}-${name}="${escaped(colour)}"`;
}
