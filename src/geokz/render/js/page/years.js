import { directed } from '../data/direction.js';
import { allows, CERTAIN, NONE, POSSIBLE, PRESUMED, STATE_NAMES } from '../data/life.js';

/**
 * The picture of the years above the slider, on a canvas.
 *
 * @typedef {{width: number, height: number, years: number, theme: {dark: boolean, land: string, ink: string}}} Paper
 */

/** Room above the highest bar, for the words at the peak. */
const HEAD = 14;

/** How strongly the bands of the largest camps are drawn, from below; the rest is in ink. */
const BANDS = [1, 0.7, 0.48, 0.32, 0.2];

/** How strongly the bars of a state are drawn, from below; what is only possible is a line above them. */
const SOLID = [
  { state: CERTAIN, alpha: 0.85 },
  { state: PRESUMED, alpha: 0.5 },
];
const THIN = [POSSIBLE, NONE];

const FONT = '11px system-ui, "Segoe UI", "Noto Sans", sans-serif';

/**
 * Numbers of each year, stacked in bands: those of the prisoners of a camp, of the kilometres laid from an end of a line.
 * A band without a colour is in ink; hatched where something surely was and nobody gives its number.
 * @param {CanvasRenderingContext2D} context @param {Paper} paper
 * @param {{bands: {coloured: boolean, name: string, heights: import('../data/people.js').Height[]}[], highest: number}} curve
 * @param {string} colour
 */
export function drawStack(context, { width, height, years, theme }, curve, colour) {
  const step = width / years;
  const unit = (height - HEAD) / curve.highest;
  /** where each band lies in each year, from above to below; nothing where its number is not known */
  const spans = curve.bands.map(() => /** @type {([number, number] | null)[]} */ ([]));
  for (let year = 0; year < years; year++) {
    let base = height;
    curve.bands.forEach(({ coloured, heights }, at) => {
      const { value, known } = heights[year];
      spans[at].push(value && known ? [base - value * unit, base] : null);
      if (!value) return;
      const tall = value * unit;
      context.fillStyle = coloured ? colour : theme.ink;
      context.globalAlpha = coloured ? BANDS[at] : 0.35;
      if (known) context.fillRect(year * step, base - tall, step - 0.5, tall);
      else hatch(context, year * step, base - tall, step - 0.5, tall, coloured ? colour : theme.ink);
      base -= tall;
    });
  }
  context.globalAlpha = 1;
  context.font = FONT;
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  spans.forEach((span, at) => {
    const name = directed(curve.bands[at].name);
    const spot = nameSpot(span, step, context.measureText(name).width);
    if (!spot) return;
    context.fillStyle = at < 2 ? theme.land : theme.ink;
    context.fillText(name, ...spot);
  });
}

/** Height of a name in a band, with air. */
const NAME = 13;

/**
 * Where a name has the most room within its band: the middle of as many years as it is wide, in all of which the band
 * holds it; nothing where it would run out of it.
 * @param {([number, number] | null)[]} span of each year, from above to below @param {number} step the width of a year
 * @param {number} width of the name @returns {[number, number] | null}
 */
export function nameSpot(span, step, width) {
  const count = Math.max(1, Math.ceil((width + 4) / step));
  /** @type {[number, number] | null} */
  let best = null;
  let most = NAME;
  for (let first = 0; first + count <= span.length; first++) {
    const under = span.slice(first, first + count);
    if (under.some((one) => !one)) continue;
    const top = Math.max(...under.map((one) => one?.[0] ?? 0));
    const bottom = Math.min(...under.map((one) => one?.[1] ?? 0));
    if (bottom - top < most) continue;
    most = bottom - top;
    best = [(first + count / 2) * step, (top + bottom) / 2];
  }
  return best;
}

/** A box of slanting lines: something was there, how much is not known. */
function hatch(context, left, top, width, height, colour) {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.globalAlpha = 0.55;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  const first = Math.floor((left + top) / 4) * 4;
  for (let at = first; at < left + width + top + height; at += 4) {
    context.moveTo(at - top, top);
    context.lineTo(at - top - height, top + height);
  }
  context.stroke();
  context.restore();
}

/**
 * Things of each year by layer: those sure and presumed as bars, those only possible as a thin line above.
 * @param {CanvasRenderingContext2D} context @param {Paper} paper
 * @param {{bars: Record<string, Int32Array>, colour: string, strength: number, switches: import('../data/life.js').Switches}[]} layers
 */
export function drawThings(context, { width, height, years, theme }, layers) {
  const step = width / years;
  const gap = Math.min(2, step * 0.2);
  const count = (layer, states, year) =>
    states.reduce(
      (sum, state) => sum + (allows(state, layer.switches) ? (layer.bars[STATE_NAMES[state]]?.[year] ?? 0) : 0),
      0,
    );
  const all = [...SOLID.map(({ state }) => state), ...THIN];
  let highest = 1;
  for (let year = 0; year < years; year++)
    highest = Math.max(
      highest,
      layers.reduce((sum, layer) => sum + count(layer, all, year), 0),
    );
  const unit = (height - 4) / highest;
  context.beginPath();
  for (let year = 0; year < years; year++) {
    let base = height;
    for (const layer of layers) {
      for (const { state, alpha } of SOLID) {
        const tall = count(layer, [state], year) * unit;
        context.globalAlpha = layer.strength * alpha;
        context.fillStyle = layer.colour;
        context.fillRect(year * step + gap / 2, base - tall, step - gap, tall);
        base -= tall;
      }
    }
    const over = layers.reduce((sum, layer) => sum + count(layer, THIN, year), 0) * unit;
    if (!over) continue;
    context.moveTo(year * step + gap / 2, base - over);
    context.lineTo((year + 1) * step - gap / 2, base - over);
  }
  context.globalAlpha = 0.45;
  context.strokeStyle = theme.ink;
  context.lineWidth = 1;
  context.stroke();
  context.globalAlpha = 1;
}
