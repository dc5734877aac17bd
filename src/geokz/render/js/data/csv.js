/** Tables as CSV: RFC 4180, UTF-8 with a byte order mark, cells that a spreadsheet does not take for formulas. */

const FORMULA = /^[=+\-@\t\r\n]/;
const SPECIAL = /[",\r\n]|^\s|\s$/;

/**
 * One cell. A number stays a number; a text that a spreadsheet would run as a formula gets an apostrophe before it,
 * even when it reads like a negative number.
 * @param {string | number | null | undefined} value null and undefined are empty
 * @returns {string}
 */
export function csvCell(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const text = FORMULA.test(value) ? `'${value}` : String(value);
  return SPECIAL.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/**
 * @param {string[]} names of the columns @param {Record<string, string | number | null | undefined>[]} rows
 * @returns {string} lines end in CR LF
 */
export function csvText(names, rows) {
  const lines = [names, ...rows.map((row) => names.map((name) => row[name]))];
  return `\uFEFF${lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`;
}
