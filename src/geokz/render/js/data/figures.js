/**
 * @typedef {import('./wire').Figure} Figure
 * @typedef {Map<number, {value: number, figure: Figure}>} Values by year
 * @typedef {{measure: string, of: Figure['of'], unit: string, values: Values}} Series
 */

/**
 * The yearly numbers among a thing's figures: one series a measure and what it counts.
 * Only accepted or disputed numbers of a single year, the first of each; plans, rises, falls and rejected numbers are
 * not drawn.
 * @param {Figure[]} figures @returns {Series[]}
 */
export function yearlySeries(figures) {
  /** @type {Map<string, Series>} */
  const series = new Map();
  for (const figure of figures) {
    if (figure.year === null || figure.value === null) continue;
    if (
      figure.standing === 'rejected' ||
      figure.standing === 'doubtful' ||
      ['planned', 'increase', 'decrease'].includes(figure.qualifier)
    )
      continue;
    const key = [figure.measure, JSON.stringify(figure.of), figure.unit].join('|');
    const { measure, of, unit } = figure;
    const one = series.get(key) ?? { measure, of, unit, values: new Map() };
    series.set(key, one);
    if (!one.values.has(figure.year)) one.values.set(figure.year, { value: figure.value, figure });
  }
  return [...series.values()];
}

/**
 * The first to last year with a number and how many years between them have none.
 * @param {Map<number, unknown>} values @returns {{first: number, last: number, missing: number}}
 */
export function seriesGaps(values) {
  const years = [...values.keys()].sort((a, b) => a - b);
  const first = years[0];
  const last = years[years.length - 1];
  return { first, last, missing: last - first + 1 - years.length };
}

/** What the sums count of a thing, year by year, as the size of its symbol has it. @param {Figure[]} figures @param {string} counted the measure */
export function numbersOf(figures, counted) {
  return yearlySeries(figures).find(({ measure, of }) => measure === counted && !of)?.values || null;
}
