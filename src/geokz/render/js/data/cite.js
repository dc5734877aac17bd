/**
 * Ready citations of an entry of the atlas, or of one statement or figure in it, in the forms that its `atlas.toml`
 * names. The patterns are those of the standards and do not follow the page's language.
 *
 * @typedef {import('./wire').Form} Form
 * @typedef {object} Cited
 * @property {string} name of the entry @property {string} title of the atlas @property {string} edition
 * @property {string} table @property {string} id of the row @property {string} after the source that says so; may be empty
 * @property {string} url where the atlas stands; empty where it has no address @property {Date} day of reading
 * @property {string} work the short name before the title; may be empty @property {string} published year of the edition
 * @property {Record<string, string>} authors by language; may be empty @property {(string | Form)[]} forms
 */

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/**
 * A form as text with `{holes}`; what stands in brackets around a hole falls away with what it would hold.
 * @type {Record<string, Form>}
 */
const FORMS = {
  'gost-7.0.5': {
    label: 'ГОСТ Р 7.0.5–2008',
    lang: 'ru',
    text: '{name} // [{work}: ]{title}. {edition}. {row}.[ По источнику: {after}.][ URL: {url} (дата обращения: {day_first}).]',
  },
  'gost-7.0.100': {
    label: 'ГОСТ Р 7.0.100–2018',
    lang: 'ru',
    text: '{name} // [{work} : ]{title} : [база данных][ / {authors}]. – {edition}. – {row}.[ – По источнику: {after}.][ – URL: {url} (дата обращения: {day_first}).] – Текст : электронный.',
  },
  chicago: {
    label: 'Chicago',
    lang: 'en',
    text: '[{authors}. ]“{name}.” In [{work}: ]{title}, {edition}. {row}.[ After {after}.] Accessed {month} {day}, {year}.[ {url}.]',
  },
  harvard: {
    label: 'Harvard',
    lang: 'en',
    text: '[{authors} ][({published}) ]‘{name}’, in [{work}: ]{title}, {edition}. {row}.[ After {after}.][ Available at: {url}] (Accessed: {day} {month} {year}).',
  },
  bibtex: { label: 'BibTeX', lang: 'en', text: '' },
};

/** @param {number} number */
const two = (number) => String(number).padStart(2, '0');

/** @param {Cited} cited @returns {{label: string, lang: string, text: string}[]} */
export function citationsOf({ name, title, edition, table, id, after, url, day, work, published, authors, forms }) {
  const [year, month, date] = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  const row = `${table}, ${id}`;
  const from = after.replace(/[.\s]+$/, '');
  return forms.map((form) => {
    const { label, lang, text } = typeof form === 'string' ? FORMS[form] : form;
    const by = authors[lang] ?? Object.values(authors)[0] ?? '';
    if (form !== 'bibtex') {
      const read = { day: String(date), month: MONTHS[month - 1], year: String(year) };
      const dated = { ...read, day_first: `${two(date)}.${two(month)}.${year}`, published };
      return {
        label,
        lang,
        text: filled(text, { ...dated, name, title, edition, row, after: from, url, work, authors: by }),
      };
    }
    const within = [work && braced(work), braced(title)].filter(Boolean).join(': ');
    const lines = [
      `@misc{${[work && braced(work).replace(/[\s,]+/g, '-'), id].filter(Boolean).join('-')},`,
      ...(by ? [`  author = {{${braced(by)}}},`] : []),
      `  title = {${braced(name)}},`,
      `  howpublished = {${within}, ${braced(edition)}},`,
      `  note = {${braced(row)}${from ? `; after ${braced(from)}` : ''}},`,
      ...(url ? [`  url = {${url}},`] : []),
      `  urldate = {${year}-${two(month)}-${two(date)}}`,
      '}',
    ];
    return { label, lang, text: lines.join('\n') };
  });
}

/** A form with its holes filled. @param {string} text @param {Record<string, string>} values */
function filled(text, values) {
  const hole = /\{(\w+)\}/g;
  const put = (/** @type {string} */ part) => part.replace(hole, (whole, key) => values[key] ?? whole);
  return text
    .split(/(\[[^[\]]*\])/)
    .map((part) => {
      const keys = part.startsWith('[') ? [...part.matchAll(hole)].map((found) => found[1]) : [];
      if (!keys.length) return put(part);
      return keys.every((key) => values[key]) ? put(part.slice(1, -1)) : '';
    })
    .join('');
}

/** A text that BibTeX takes as it is. @param {string} text */
function braced(text) {
  return text.replace(/[{}\\]/g, '').replace(/([%&#_$])/g, '\\$1');
}
