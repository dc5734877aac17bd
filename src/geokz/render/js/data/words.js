/**
 * The page's language: strings, vocabulary labels, numbers and dates. Every word comes from Python's tables.
 *
 * @typedef {Record<string, string>} Text by language
 * @typedef {Record<string, string | Record<string, string>>} Wording by language, a number's noun by plural rule
 * @typedef {import('./wire').DateParts} DateParts
 */

/**
 * Whose numbers a language writes, where its code does not say. That of kk writes them as Russian does; browsers
 * without data for kk would fall back to English.
 * @type {Record<string, string>}
 */
const LOCALES = { en: 'en-GB', kk: 'ru-RU' };

/**
 * What stands between the thousands of a number, as browsers have it: their own way to numbers takes them as long to begin
 * with as a map to be drawn, and of a whole number nothing else need be known.
 * @type {Record<string, string>}
 */
const THOUSANDS = { 'en-GB': ',', ru: '\u00a0', 'ru-RU': '\u00a0', de: '.' };

/** The case a date stands in after a preposition: none, genitive, instrumental. @typedef {'' | 'Of' | 'By'} Case */

/**
 * The first language of a reader that the page speaks.
 * @param {readonly string[]} wanted as browsers tell them, e.g. 'kk-KZ' @param {string[]} languages of the page
 * @returns {string | undefined}
 */
export function firstLanguage(wanted, languages) {
  const primary = (/** @type {string} */ tag) => tag.toLowerCase().split('-')[0];
  for (const tag of wanted) {
    const found = languages.find((code) => code === tag) ?? languages.find((code) => primary(code) === primary(tag));
    if (found) return found;
  }
  return undefined;
}

/** Numbers of centuries from the 11th to the 20th, as ru and kk write them. */
const ROMAN = ['XI', 'XII', 'XIII', 'XIV', 'XV', 'XVI', 'XVII', 'XVIII', 'XIX', 'XX'];

export class Words {
  /**
   * @param {Record<string, Wording>} strings by key; `{name}` are holes
   * @param {Record<string, Record<string, Text>>} [vocabularies]
   * @param {Record<string, import('./wire').Dating>} [dates] in parts, by their EDTF text
   */
  constructor(strings, vocabularies = {}, dates = {}) {
    this.strings = strings;
    this.vocabularies = vocabularies;
    this.dates = dates;
    this.language = 'en';
    /** @type {string[]} of the atlas, the first for what lacks in the reader's */
    this.languages = [];
    /** @type {Record<string, Intl.NumberFormat>} made once, since making one is slow */
    this.formats = {};
    this.t = this.t.bind(this);
  }

  /** A text in the page's language, falling back to the first that is there. @param {Text} texts @returns {string} */
  pick(texts) {
    return texts[this.tongue(texts)] ?? '';
  }

  /**
   * The language in which texts are shown: the page's, else the first of the atlas that has one.
   * @param {Record<string, unknown>} texts @returns {string}
   */
  tongue(texts) {
    return [this.language, ...this.languages, ...Object.keys(texts)].find((code) => texts[code]) ?? this.language;
  }

  /** A language by its own name. @param {string} code @returns {string} */
  nameOf(code) {
    return new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
  }

  /** A language in few letters, as its words have it, else its code. @param {string} code @returns {string} */
  shortNameOf(code) {
    const own = this.strings.languageLabel?.[code];
    return typeof own === 'string' ? own : code.toUpperCase();
  }

  /** @param {string} key @param {Record<string, unknown>} [values] */
  t(key, values = {}) {
    return filled(this.#form(key, 'other'), values);
  }

  /**
   * A number with its unit and its hedge, which stands before the number or, in some languages, after it.
   * @param {string} value @param {string} unit @param {string} qualifier a key of qualifiers, or empty
   */
  hedged(value, unit, qualifier) {
    const number = unit ? `${value} ${unit}` : value;
    if (!qualifier) return number;
    const pattern = this.strings[`hedge_${qualifier}`];
    return pattern ? this.t(`hedge_${qualifier}`, { number }) : `${this.label('qualifiers', qualifier)} ${number}`;
  }

  /** What a number is of: its measure and what of; of a measure that says nothing, the latter alone. @param {string} measure @param {Text | null} [of] */
  measured(measure, of) {
    const label = this.label('measures', measure);
    if (!of) return label;
    return measure === 'other' ? this.pick(of) : `${label} (${this.pick(of)})`;
  }

  /** A unit as its number wants it: "2 года", "5 лет". @param {string} unit a key of units @param {number | null} value */
  unit(unit, value) {
    const key = `unit_${unit}`;
    if (value === null || !this.strings[key]) return this.label('units', unit);
    return this.#form(key, new Intl.PluralRules(this.language).select(value));
  }

  /** The word for a state. @param {string} name of life.js @returns {string} */
  state(name) {
    return this.t(`state${name[0].toUpperCase()}${name.slice(1)}`);
  }

  /** A number with its noun, in the form the plural rules of the language ask for. @param {string} key @param {number} count @param {Record<string, unknown>} [values] */
  counted(key, count, values = {}) {
    const form = this.#form(key, new Intl.PluralRules(this.language).select(count));
    return filled(form, { ...values, count: this.number(count) });
  }

  /** Texts one after another, as the language joins them. @param {string[]} texts */
  list(texts) {
    if (texts.length < 2) return texts.join();
    return `${texts.slice(0, -1).join(', ')} ${this.t('and')} ${texts[texts.length - 1]}`;
  }

  /** The wording of a key in the page's language; the key itself where there is none. @param {string} key @param {string} rule */
  #form(key, rule) {
    const texts = this.strings[key];
    if (!texts) return key;
    const found = texts[this.tongue(texts)] ?? '';
    return typeof found === 'string' ? found : (found[rule] ?? found.other ?? found.many ?? key);
  }

  /**
   * A source and where in it, its places gathered: 'The article, lines 107–109, 201.'
   * @param {import('./wire').Source} source @param {...string} locators
   */
  cited(source, ...locators) {
    const line = this.pick(source.line);
    const said = locators.map((locator) => (source.places?.[locator] ? this.pick(source.places[locator]) : locator));
    return `${[line, this.places(said)].filter(Boolean).join(', ').replace(/\.$/, '')}.`;
  }

  /** Places in a source, those of its lines, of its pieces and of its records together. @param {string[]} locators */
  places(locators) {
    const { lines, pieces, records, others } = gathered(locators);
    const told = (/** @type {string} */ one, /** @type {string} */ many, /** @type {string[]} */ some) =>
      this.t(some.length === 1 && !some[0].includes('–') ? one : many, { where: some.join(', ') });
    return [
      lines.length && told('line', 'lines', lines),
      pieces.length && told('sentence', 'sentences', pieces),
      records.length && this.t('record', { where: records.join(', ') }),
      ...others,
    ]
      .filter(Boolean)
      .join('; ');
  }

  /** The label of a vocabulary key. @param {string} vocabulary @param {string} key */
  label(vocabulary, key) {
    const texts = this.vocabularies[vocabulary]?.[key];
    return texts ? this.pick(texts) : key;
  }

  /** @param {number} value */
  number(value) {
    const locale = LOCALES[this.language] ?? this.language;
    const between = THOUSANDS[locale];
    if (between && Number.isSafeInteger(value) && value >= 0) return String(value).replace(/\B(?=(\d{3})+$)/g, between);
    this.formats[locale] ??= new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
    return this.formats[locale].format(value);
  }

  /** A date of a record in words; one that is not among the dates stays as written. @param {string} edtf */
  when(edtf) {
    if (!edtf) return this.t('undated');
    const dating = this.dates[edtf];
    if (!dating) return edtf;
    const { start, end } = dating;
    if (end === undefined) return typeof start === 'string' ? start : this.date(start);
    const from = start === 'unknown' ? this.t('startUnknown') : start === 'open' ? '…' : this.date(start);
    const to = end === 'unknown' ? this.t('endUnknown') : end === 'open' ? this.t('endOpen') : this.date(end);
    return `${from} – ${to}`;
  }

  /**
   * One date or set in words; what has no words stays as written.
   * @param {DateParts | string} parts @param {Case} [form] @returns {string}
   */
  date(parts, form = '') {
    if (typeof parts === 'string') return parts;
    const plain = this.#plain(parts, parts.about ? 'Of' : form);
    return `${parts.about ? this.t('about', { date: plain }) : plain}${parts.doubtful ? ' (?)' : ''}`;
  }

  /** The short names of the months: those of the language's own words, or as browsers know them. @returns {string[]} */
  monthsShort() {
    const own = this.strings.monthsShort?.[this.#spoken()];
    if (typeof own === 'string') return own.split(' ');
    const short = new Intl.DateTimeFormat(this.#locale(), { month: 'short', timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, at) => short.format(Date.UTC(2001, at)));
  }

  /** The language that words are shown in: the page's, or where there are none in it, the one that stands in. */
  #spoken() {
    return this.tongue(this.strings.year ?? {});
  }

  #locale() {
    return LOCALES[this.#spoken()] ?? this.#spoken();
  }

  /** A month, or a day of one, as browsers write it. @param {number | undefined} year @param {number} month @param {number} [day] */
  #byIntl(year, month, day) {
    const date = new Date(Date.UTC(2000, month - 1, day ?? 1));
    date.setUTCFullYear(year ?? 2000);
    /** @type {Intl.DateTimeFormatOptions} */
    const parts = { year: 'numeric', month: 'long', timeZone: 'UTC', ...(day ? { day: 'numeric' } : {}) };
    return new Intl.DateTimeFormat(this.#locale(), parts).format(date);
  }

  /** A date without its marks. @param {DateParts} parts @param {Case} form */
  #plain({ text, year, month, day, season, decade, century, oneOf, between }, form) {
    if (oneOf) return this.#anyOf(oneOf, form);
    if (between) {
      const [from, to] = between;
      if (from && to) return this.t('between', { from: this.date(from, 'By'), to: this.date(to, 'By') });
      return from
        ? this.t('notBefore', { date: this.date(from, 'Of') })
        : this.t('notAfter', { date: this.date(to ?? text, 'Of') });
    }
    const own = (/** @type {string} */ word) => this.strings[word]?.[this.#spoken()] !== undefined;
    const key = (/** @type {string} */ word) => (form && own(word + form) ? word + form : word);
    if (century) {
      const tongue = this.tongue(this.strings.century ?? {});
      const roman = tongue === 'ru' || tongue === 'kk' ? ROMAN[century - 11] : null;
      return this.t(key('century'), { number: roman ?? (tongue === 'en' ? `${century}th` : century) });
    }
    if (decade) return this.t(key('decade'), { year: decade });
    if (season) return `${this.t(key('seasons')).split(' ')[season - 1]} ${year}`;
    if (!month) return text;
    const names = day ? 'monthsOf' : key('months');
    if (!own(names)) return this.#byIntl(year, month, day);
    const name = this.t(names).split(' ')[month - 1];
    return day ? this.t('dayMonthYear', { day, month: name, year }) : this.t('monthYear', { month: name, year });
  }

  /** One of several dates; years in a row as a range. @param {DateParts[]} dates @param {Case} form */
  #anyOf(dates, form) {
    const years = dates.map((part) =>
      /^\d{4}$/.test(part.text) && !part.about && !part.doubtful ? Number(part.text) : NaN,
    );
    const row = years.length > 2 && years.every((year, at) => year === years[0] + at);
    if (row && this.strings.oneOfYears) return this.t('oneOfYears', { from: years[0], to: years[years.length - 1] });
    return dates.map((part) => this.date(part, form)).join(` ${this.t('or')} `);
  }
}

/**
 * Cited places by what they count: lines, pieces, the records of a table, others as written; ranges with their dash, each
 * once, in order.
 * @param {string[]} locators
 */
export function gathered(locators) {
  const of = (/** @type {string} */ letter) =>
    [...new Set(locators.filter((one) => RANGE.test(one) && one[0] === letter))]
      .map((one) => one.slice(1).replace('-', '–'))
      .sort((a, b) => parseInt(a, 10) - parseInt(b, 10) || a.localeCompare(b));
  return {
    lines: of('L'),
    pieces: of('S'),
    records: [...new Set(locators.filter((one) => RECORD.test(one)))],
    others: [...new Set(locators.filter((one) => one && !RANGE.test(one) && !RECORD.test(one)))],
  };
}

/** A place that counts lines or pieces. */
const RANGE = /^[LS]\d+(-\d+)?$/;

/** A record of a table. */
const RECORD = /^\d+$/;

/** A text with its holes filled; one without a value stays a hole. @param {string} text @param {Record<string, unknown>} values */
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? String(values[name]) : hole));
}
