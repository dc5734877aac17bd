/**
 * Ready citations of an entry of the atlas, or of one statement or figure in it, after the standards readers are asked
 * for. The patterns are those of the standards and do not follow the page's language.
 *
 * @typedef {object} Cited
 * @property {string} name of the entry @property {string} title of the atlas @property {string} edition
 * @property {string} table @property {string} id of the row @property {string} after the source that says so; may be empty
 * @property {string} url where the atlas stands; empty where it has no address @property {Date} day of reading
 */

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** @param {number} number */
const two = (number) => String(number).padStart(2, '0');

/** @param {Cited} cited @returns {{label: string, lang: string, text: string}[]} */
export function citationsOf({ name, title, edition, table, id, after, url, day }) {
  const [year, month, date] = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  const dotted = `${two(date)}.${two(month)}.${year}`;
  const row = `${table}, ${id}`;
  const ends = (/** @type {string} */ text) => text.replace(/[.\s]+$/, '');
  const from = ends(after);
  return [
    {
      label: 'ГОСТ Р 7.0.5–2008',
      lang: 'ru',
      text: `${name} // geokz: ${title}. ${edition}. ${row}.${from ? ` По источнику: ${from}.` : ''}${url ? ` URL: ${url} (дата обращения: ${dotted}).` : ''}`,
    },
    {
      label: 'ГОСТ Р 7.0.100–2018',
      lang: 'ru',
      text: `${name} // geokz : ${title} : [база данных] / авторы geokz. – ${edition}. – ${row}.${from ? ` – По источнику: ${from}.` : ''}${url ? ` – URL: ${url} (дата обращения: ${dotted}).` : ''} – Текст : электронный.`,
    },
    {
      label: 'Chicago',
      lang: 'en',
      text: `geokz contributors. “${name}.” In geokz: ${title}, ${edition}. ${row}.${from ? ` After ${from}.` : ''} Accessed ${MONTHS[month - 1]} ${date}, ${year}.${url ? ` ${url}.` : ''}`,
    },
    {
      label: 'BibTeX',
      lang: 'en',
      text: [
        `@misc{geokz-${id},`,
        '  author = {{geokz contributors}},',
        `  title = {${braced(name)}},`,
        `  howpublished = {geokz: ${braced(title)}, ${braced(edition)}},`,
        `  note = {${braced(row)}${from ? `; after ${braced(from)}` : ''}},`,
        ...(url ? [`  url = {${url}},`] : []),
        `  urldate = {${year}-${two(month)}-${two(date)}}`,
        '}',
      ].join('\n'),
    },
    {
      label: 'Қазақша',
      lang: 'kk',
      text: `${name} // geokz: ${title} / geokz авторлары. – ${edition}. – ${row}.${from ? ` – Дереккөз: ${from}.` : ''}${url ? ` – URL: ${url} (қаралған күні: ${dotted}).` : ''}`,
    },
  ];
}

/** A text that BibTeX takes as it is. @param {string} text */
function braced(text) {
  return text.replace(/[{}\\]/g, '').replace(/([%&#_$])/g, '\\$1');
}
