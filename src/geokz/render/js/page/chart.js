import { seriesGaps } from '../data/figures.js';
import { STATE_NAMES } from '../data/life.js';
import { el } from './dom.js';

/**
 * Numbers over time as columns, each as wide as the time it tells of; one that is not known is a dot on the base line,
 * nought a line on it.
 * @param {{first: number, last: number, value: number | null}[]} numbers by day, in order
 * @param {{days: [number, number], chosen: [number, number], colour: string, label: string}} options the days of the axis
 *   and those that are chosen
 */
export function seriesChart(numbers, { days, chosen, colour, label }) {
  const [width, height] = [290, 56];
  const unit = width / (days[1] - days[0] + 1);
  const top = Math.max(...numbers.map(({ value }) => value ?? 0), 1);
  const bars = numbers
    .filter(({ first, last }) => last >= days[0] && first <= days[1])
    .map(({ first, last, value }) => {
      const left = (Math.max(first, days[0]) - days[0]) * unit;
      const wide = Math.max(1, (Math.min(last, days[1]) - Math.max(first, days[0]) + 1) * unit - 0.6);
      const opacity = last >= chosen[0] && first <= chosen[1] ? 1 : 0.5;
      if (value === null) {
        const d = `M${left + wide / 2 - 1} ${height - 1}h2`;
        return el('path', { d, stroke: 'currentColor', 'stroke-width': 2, opacity: 0.5 });
      }
      const tall = Math.max(1, (value / top) * (height - 4));
      return el('path', { d: `M${left} ${height}v${-tall}h${wide}v${tall}z`, fill: colour, opacity });
    });
  return el('svg', { viewBox: `0 0 ${width} ${height}`, class: 'geokz-chart', role: 'img', 'aria-label': label }, bars);
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

/**
 * A life as a bar over the years of the clock, certain and possible parts as on a card, with the chosen years marked.
 * @param {{state: number, from: number, to: number}[]} parts in per cent @param {{min: number, max: number, chosen: [number, number], colour: string, label: string}} options
 */
export function lifeChart(parts, { min, max, chosen, colour, label }) {
  const years = max - min + 1;
  const place = (year) => (Math.max(0, Math.min(years, year - min)) / years) * 100;
  const now = `left:${place(chosen[0])}%;width:${place(chosen[1] + 1) - place(chosen[0])}%`;
  return el('div.geokz-life', { role: 'img', 'aria-label': label }, [
    ...parts.map(({ state, from, to }) =>
      el(`span.geokz-life-${STATE_NAMES[state]}`, { style: `left:${from}%;width:${to - from}%;background:${colour}` }),
    ),
    el('span.geokz-life-now', { style: now }),
  ]);
}
