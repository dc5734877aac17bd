/**
 * Day numbers: days since 1970-01-01, proleptic Gregorian, negative before it. The page never uses `Date`, so
 * every year and every time zone behaves alike. Open and unknown ends are codes of their own that compare right:
 * UNKNOWN_START < OPEN_START < every day < OPEN_END < UNKNOWN_END (the 32-bit counterparts of geokz.dates).
 */
export const UNKNOWN_START = -2147483648;
export const OPEN_START = -2147483647;
export const OPEN_END = 2147483646;
export const UNKNOWN_END = 2147483647;

/**
 * Day number of a civil date (H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil).
 * @param {number} year @param {number} [month] 1 to 12 @param {number} [day]
 * @returns {number}
 */
export function dayNumber(year, month = 1, day = 1) {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/**
 * The civil date of a day number, the inverse of `dayNumber`.
 * @param {number} number
 * @returns {{year: number, month: number, day: number}}
 */
export function civilDate(number) {
  const shifted = number + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

/** The year a day number lies in. @param {number} number @returns {number} */
export function yearOf(number) {
  return civilDate(number).year;
}

/**
 * First and last day of a span of whole years.
 * @param {number} from @param {number} to
 * @returns {[number, number]}
 */
export function daysOfYears(from, to) {
  return [dayNumber(from), dayNumber(to + 1) - 1];
}

/**
 * The years in what a reader typed: a year, or two with a dash between; a minus stands before a year before Christ.
 * @param {string} text @param {number} [figures] how many figures a year has at least
 * @returns {number[]}
 */
export function typedYears(text, figures = 3) {
  return (text.match(/(?<!\d\s*)[-−]\d{1,4}|\d{1,4}/g) || [])
    .filter((year) => /^[-−]/.test(year) || year.length >= figures)
    .map((year) => Number(year.replace('−', '-')));
}

/**
 * How a span of years is written: 1937, 1937–1941, −100 – 50.
 * @param {number} from @param {number} to
 */
export function writtenYears(from, to) {
  const year = (/** @type {number} */ number) => String(number).replace('-', '−');
  if (from === to) return year(from);
  return from < 0 || to < 0 ? `${year(from)} – ${year(to)}` : `${from}–${to}`;
}

/**
 * Every how many years an axis has a tick, so that ticks stand at least so many pixels apart.
 * @param {number} years @param {number} width pixels @param {number} [apart]
 */
export function tickStep(years, width, apart = 71) {
  const steps = years < 20 ? [1, 2, 5] : [5];
  for (let ten = 10; ten <= 10000; ten *= 10) steps.push(ten, 2 * ten, 5 * ten);
  return steps.find((step) => (step * width) / years >= apart) ?? years;
}

/** Whether a bound is a day, and not a code for an open or unknown end. @param {number} bound @returns {boolean} */
export function isDay(bound) {
  return bound > OPEN_START && bound < OPEN_END;
}
