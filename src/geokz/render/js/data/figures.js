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
    if (figure.year === null || figure.value === null) continue;
    if (
      figure.standing === 'rejected' ||
      figure.standing === 'doubtful' ||
      ['planned', 'increase', 'decrease'].includes(figure.qualifier)
    )
      continue;
    const key = [figure.measure, JSON.stringify(figure.of), figure.unit].join('|');
    if (!series.has(key))
      series.set(key, { measure: figure.measure, of: figure.of, unit: figure.unit, values: new Map() });
    const { year } = figure;
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

/** The yearly prisoners of a thing, as the size of its symbol has them. @param {any[]} [figures] */
export function prisonersOf(figures = []) {
  return yearlySeries(figures).find(({ measure, of }) => measure === 'prisoners' && !of)?.values || null;
}
