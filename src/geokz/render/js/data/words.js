/**
 * The page's language: strings, vocabulary labels, numbers and dates. Every word comes from Python's tables.
 *
 * @typedef {Record<string, string>} Text by language
 * @typedef {Record<string, string | Record<string, string>>} Wording by language, a number's noun by plural rule
 * @typedef {import('./wire').DateParts} DateParts
 */

/**
 * Whose numbers a language writes, where its code does not say. Kazakh writes them as Russian does; browsers without
 * Kazakh data would fall back to English.
 * @type {Record<string, string>}
 */
const LOCALES = { en: 'en-GB', kk: 'ru-RU' };

/** Numbers of centuries from the 11th to the 20th, as Russian and Kazakh write them. */
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
   * A number with its unit and its hedge, which stands before the number or, in Kazakh, after it.
   * @param {string} value @param {string} unit @param {string} qualifier a key of qualifiers, or empty
   */
  hedged(value, unit, qualifier) {
    const number = unit ? `${value} ${unit}` : value;
    if (!qualifier) return number;
    const pattern = this.strings[`hedge_${qualifier}`];
    return pattern ? this.t(`hedge_${qualifier}`, { number }) : `${this.label('qualifiers', qualifier)} ${number}`;
  }

  /** The word for a state. @param {string} name of life.js @returns {string} */
  state(name) {
    return this.t(`state${name[0].toUpperCase()}${name.slice(1)}`);
  }

  /** A number with its noun, in the form the plural rules of the language ask for. @param {string} key @param {number} count */
  counted(key, count) {
    return filled(this.#form(key, new Intl.PluralRules(this.language).select(count)), { count: this.number(count) });
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

  /** One cited place of a source in words. @param {import('./wire').Source} source @param {string} locator */
  cited(source, locator) {
    const where = /^[LS]\d/.test(locator)
      ? this.t(locator[0] === 'L' ? 'lines' : 'sentences', { where: locator.slice(1) })
      : locator;
    return `${this.pick(source.line)}. ${where}.`;
  }

  /** The label of a vocabulary key. @param {string} vocabulary @param {string} key */
  label(vocabulary, key) {
    const texts = this.vocabularies[vocabulary]?.[key];
    return texts ? this.pick(texts) : key;
  }

  /** @param {number} value */
  number(value) {
    const locale = LOCALES[this.language] ?? this.language;
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
   * @param {DateParts | string} parts @returns {string}
   */
  date(parts) {
    if (typeof parts === 'string') return parts;
    const plain = this.#plain(parts);
    return `${parts.about ? this.t('about', { date: plain }) : plain}${parts.doubtful ? ' (?)' : ''}`;
  }

  /** A date without its marks. @param {DateParts} parts */
  #plain({ text, year, month, day, season, decade, century, oneOf, between }) {
    if (oneOf) return oneOf.map((part) => this.date(part)).join(` ${this.t('or')} `);
    if (between) {
      const [from, to] = between;
      if (from && to) return this.t('between', { from: this.date(from), to: this.date(to) });
      return from
        ? this.t('notBefore', { date: this.date(from) })
        : this.t('notAfter', { date: this.date(to ?? text) });
    }
    if (century) {
      const tongue = this.tongue(this.strings.century ?? {});
      const roman = tongue === 'ru' || tongue === 'kk' ? ROMAN[century - 11] : null;
      return this.t('century', { number: roman ?? (tongue === 'en' ? `${century}th` : century) });
    }
    if (decade) return this.t('decade', { year: decade });
    if (season) return `${this.t('seasons').split(' ')[season - 1]} ${year}`;
    if (!month) return text;
    const name = this.t(day ? 'monthsOf' : 'months').split(' ')[month - 1];
    return day ? this.t('dayMonthYear', { day, month: name, year }) : this.t('monthYear', { month: name, year });
  }
}

/** A text with its holes filled; one without a value stays a hole. @param {string} text @param {Record<string, unknown>} values */
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? String(values[name]) : hole));
}
