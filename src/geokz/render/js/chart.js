import { el } from './dom.js';

/**
 * The yearly numbers among a thing's figures: one series a measure and what it counts.
 * Only accepted or disputed numbers of a single year, the first of each; plans, rises, falls and rejected numbers are
 * not drawn.
 * @param {any[]} figures
 * @returns {{measure: string, of: string[] | null, unit: string, values: Map<number, {value: number, figure: any}>}[]}
 */
export function yearlySeries(figures) {
  const series = new Map();
  for (const figure of figures) {
    if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(figure.when) || figure.value === null) continue;
    if (figure.standing === 'rejected' || figure.standing === 'doubtful' || ['planned', 'increase', 'decrease'].includes(figure.qualifier)) continue;
    const key = [figure.measure, figure.of, figure.unit].join('|');
    if (!series.has(key)) series.set(key, { measure: figure.measure, of: figure.of, unit: figure.unit, values: new Map() });
    const year = Number(figure.when.slice(0, 4));
    const { values } = series.get(key);
    if (!values.has(year)) values.set(year, { value: figure.value, figure });
  }
  return [...series.values()];
}

/**
 * The first to last year with a number and how many years between them have none.
 * @param {Map<number, any>} values @returns {{first: number, last: number, missing: number}}
 */
export function seriesGaps(values) {
  const years = [...values.keys()].sort((a, b) => a - b);
  const first = years[0];
  const last = years[years.length - 1];
  return { first, last, missing: last - first + 1 - years.length };
}

/**
 * A column chart over the years of the clock; a year without a number is a gap with a dot on the base line.
 * @param {Map<number, {value: number}>} values
 * @param {{min: number, max: number, chosen: [number, number], colour: string, label: string}} options
 */
export function columnChart(values, { min, max, chosen, colour, label }) {
  const [width, height] = [330, 64];
  const step = width / (max - min + 1);
  const top = Math.max(...[...values.values()].map(({ value }) => value), 1);
  const { first, last } = seriesGaps(values);
  const bars = [];
  for (let year = Math.max(min, first); year <= Math.min(max, last); year++) {
    const x = (year - min) * step;
    const found = values.get(year);
    const current = year >= chosen[0] && year <= chosen[1];
    if (!found) {
      bars.push(el('path', { d: `M${x + step / 2 - 1} ${height - 1}h2`, stroke: 'currentColor', 'stroke-width': 2, opacity: 0.5 }));
      continue;
    }
    const tall = Math.max(1, (found.value / top) * (height - 4));
    const d = `M${x + 0.6} ${height}v${-tall}h${Math.max(1, step - 1.2)}v${tall}z`;
    bars.push(el('path', { d, fill: colour, opacity: current ? 1 : 0.5 }));
  }
  return el('svg', { viewBox: `0 0 ${width} ${height}`, class: 'geokz-chart', role: 'img', 'aria-label': label }, bars);
}
