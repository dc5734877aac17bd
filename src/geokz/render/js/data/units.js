import { civilDate, dayNumber, tickStep, typedYears, writtenYears, yearOf } from './calendar.js';

/**
 * What a clock counts: years, months or days. A time is a whole number of them; months are counted from January of the
 * year 0, days from 1970.
 *
 * @typedef {'year' | 'month' | 'day'} UnitName
 * @typedef {object} Unit
 * @property {(day: number) => number} of the number of the year, month or day that a day lies in
 * @property {(number: number) => number} first the first day of a number; the last is the day before that of the next
 * @property {(number: number) => string} written
 */

const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
const year = (/** @type {number} */ number) => writtenYears(number, number);
const monthOf = (/** @type {number} */ number) => ((number % 12) + 12) % 12;

/** @type {Record<UnitName, Unit>} */
export const UNITS = {
  year: { of: yearOf, first: (number) => dayNumber(number), written: year },
  month: {
    of(day) {
      const { year, month } = civilDate(day);
      return year * 12 + month - 1;
    },
    first: (number) => dayNumber(Math.floor(number / 12), monthOf(number) + 1),
    written: (number) => `${year(Math.floor(number / 12))}-${two(monthOf(number) + 1)}`,
  },
  day: {
    of: (day) => day,
    first: (number) => number,
    written(number) {
      const date = civilDate(number);
      return `${year(date.year)}-${two(date.month)}-${two(date.day)}`;
    },
  },
};

/** First and last day of the numbers `from` to `to` of a unit. @param {UnitName} unit @param {number} from @param {number} to @returns {[number, number]} */
export function daysOf(unit, from, to) {
  return [UNITS[unit].first(from), UNITS[unit].first(to + 1) - 1];
}

/** How a time is written: 1937–1941, 2020-05, 2020-05-17 – 2020-05-23. @param {UnitName} unit @param {number} from @param {number} to */
export function writtenTime(unit, from, to) {
  if (unit === 'year') return writtenYears(from, to);
  const { written } = UNITS[unit];
  return from === to ? written(from) : `${written(from)} – ${written(to)}`;
}

/**
 * What a reader typed, or a script asks for, as numbers of a unit: a year, month or day, or two of them; from the
 * begin of the first to the end of the last. Nothing where there is no date in it.
 * @param {UnitName} unit @param {string} text @param {number} [figures] how many figures a year has at least
 * @returns {[number, number] | null}
 */
export function typedTime(unit, text, figures = 3) {
  const dates = [...text.matchAll(/(?<![\d-])([-−]?\d{1,4})-(\d\d)(?:-(\d\d))?(?!\d)/g)];
  /** @type {[number, number][]} */
  const spans = dates
    .map(([, year, month, day]) => [Number(year.replace('−', '-')), Number(month), day ? Number(day) : 0])
    .filter(([, month, day]) => month >= 1 && month <= 12 && day <= 31)
    .map(([year, month, day]) => {
      if (day) return [dayNumber(year, month, day), dayNumber(year, month, day)];
      const next = month === 12 ? dayNumber(year + 1) : dayNumber(year, month + 1);
      return [dayNumber(year, month), next - 1];
    });
  if (!spans.length)
    for (const year of typedYears(text, figures)) spans.push([dayNumber(year), dayNumber(year + 1) - 1]);
  if (!spans.length) return null;
  const { of } = UNITS[unit];
  const [first, last] = [spans[0], spans[Math.min(1, spans.length - 1)]];
  const [from, to] = first[0] <= last[0] ? [first[0], last[1]] : [last[0], first[1]];
  return [of(from), of(to)];
}

/** Steps of an axis that are finer than a year: every so many days of a month, every so many months. */
const FINE = [
  ...[1, 2, 5, 10].map((days) => ({ days, months: 0, length: days })),
  ...[1, 2, 3, 6].map((months) => ({ days: 0, months, length: 30.44 * months })),
];

/**
 * Where an axis has ticks, at least so many pixels apart, and what stands there: among months, January is its year.
 * @param {UnitName} unit @param {number} min @param {number} max @param {number} width pixels
 * @param {string[]} [months] names of months; without them they are figures
 * @returns {{at: number, text: string}[]} numbers of the unit
 */
export function ticksOf(unit, min, max, width, months, apart = unit === 'day' ? 82 : 71) {
  const [first, last] = daysOf(unit, min, max);
  const pixels = width / (last - first + 1);
  const fine =
    unit === 'year'
      ? undefined
      : FINE.find(({ days, length }) => (!days || unit === 'day') && length * pixels >= apart);
  const found = [];
  if (!fine) {
    const [from, to] = [yearOf(first), yearOf(last)];
    const every = tickStep(unit === 'year' ? to - from + 1 : (last - first + 1) / 365.25, width, apart);
    for (let at = Math.ceil(from / every) * every; at <= to; at += every)
      if (dayNumber(at) >= first) found.push({ at: UNITS[unit].of(dayNumber(at)), text: year(at) });
    return found;
  }
  const named = fine.days ? UNITS.day : UNITS.month;
  const written = (/** @type {number} */ at) => {
    if (!months || fine.days) return named.written(named.of(at));
    const month = UNITS.month.of(at);
    const of = year(Math.floor(month / 12));
    if (!monthOf(month)) return of;
    return found.length ? months[monthOf(month)] : `${months[monthOf(month)]} ${of}`;
  };
  for (let month = UNITS.month.of(first); month <= UNITS.month.of(last); month++) {
    if (fine.months && monthOf(month) % fine.months) continue;
    const begin = UNITS.month.first(month);
    const length = fine.days ? UNITS.month.first(month + 1) - begin : 1;
    // the last days of a month have no tick that would stand too near to that of the next
    for (let day = 0; day === 0 || length - day >= 0.9 * fine.days; day += fine.days) {
      const at = begin + day;
      if (at >= first && at <= last) found.push({ at: UNITS[unit].of(at), text: written(at) });
      if (!fine.days) break;
    }
  }
  return found;
}
