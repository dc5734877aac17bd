import { seriesGaps } from '../data/figures.js';
import { el } from './dom.js';

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
      bars.push(
        el('path', {
          d: `M${x + step / 2 - 1} ${height - 1}h2`,
          stroke: 'currentColor',
          'stroke-width': 2,
          opacity: 0.5,
        }),
      );
      continue;
    }
    const tall = Math.max(1, (found.value / top) * (height - 4));
    const d = `M${x + 0.6} ${height}v${-tall}h${Math.max(1, step - 1.2)}v${tall}z`;
    bars.push(el('path', { d, fill: colour, opacity: current ? 1 : 0.5 }));
  }
  return el('svg', { viewBox: `0 0 ${width} ${height}`, class: 'geokz-chart', role: 'img', 'aria-label': label }, bars);
}
