/** The page's language: strings, vocabulary labels, numbers and dates. Every word comes from Python's tables. */

export const LANGUAGES = ['en', 'ru', 'kk'];

/** Numbers of centuries from the 11th to the 20th, as Russian and Kazakh write them. */
const ROMAN = ['XI', 'XII', 'XIII', 'XIV', 'XV', 'XVI', 'XVII', 'XVIII', 'XIX', 'XX'];

export class Words {
  /**
   * @param {Record<string, string[]>} strings three texts a key, in the order of LANGUAGES; `{name}` are holes
   * @param {Record<string, Record<string, string[]>>} [vocabularies]
   */
  constructor(strings, vocabularies = {}) {
    this.strings = strings;
    this.vocabularies = vocabularies;
    this.language = 'en';
    /** @type {Record<string, Intl.NumberFormat>} made once, since making one is slow */
    this.formats = {};
    this.t = this.t.bind(this);
  }

  get position() {
    return LANGUAGES.indexOf(this.language);
  }

  /** One of three texts, falling back to the first that is there. @param {string[]} texts */
  pick(texts) {
    return texts[this.position] || texts.find(Boolean) || '';
  }

  /** @param {string} key @param {Record<string, any>} [values] */
  t(key, values = {}) {
    const text = this.strings[key] ? this.pick(this.strings[key]) : key;
    return text.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? String(values[name]) : hole));
  }

  /** A source in one line: author, title, year, and what else is given. @param {any} source @param {string[]} [more] */
  source({ author, title, year }, more = []) {
    return [...new Set([author, this.pick(title), year, ...more])].filter(Boolean).join('. ');
  }

  /** One cited place of a source in words. @param {any} source @param {string} locator */
  cited(source, locator) {
    const where = /^[LS]\d/.test(locator)
      ? this.t(locator[0] === 'L' ? 'lines' : 'sentences', { where: locator.slice(1) })
      : locator;
    return `${this.source(source)}. ${where}.`;
  }

  /** The label of a vocabulary key. @param {string} vocabulary @param {string} key */
  label(vocabulary, key) {
    const texts = this.vocabularies[vocabulary]?.[key];
    return texts ? this.pick(texts) : key;
  }

  /** @param {number} value */
  number(value) {
    // Kazakh writes numbers as Russian does; browsers without Kazakh data would fall back to English
    const locale = this.language === 'en' ? 'en-GB' : 'ru-RU';
    this.formats[locale] ??= new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
    return this.formats[locale].format(value);
  }

  /** An EDTF text in words; what is not understood stays as written. @param {string} edtf */
  when(edtf) {
    if (!edtf) return this.t('undated');
    if (!edtf.includes('/')) return this.date(edtf);
    const [start, end] = edtf.split('/');
    const from = start === '' ? this.t('startUnknown') : start === '..' ? '…' : this.date(start);
    const to = end === '' ? this.t('endUnknown') : end === '..' ? this.t('endOpen') : this.date(end);
    return `${from} – ${to}`;
  }

  /** One EDTF date or set in words. @param {string} text */
  date(text) {
    const set = /^\[(.*)\]$/.exec(text);
    if (set) {
      const range = /^([^.,]*)\.\.([^.,]*)$/.exec(set[1]);
      if (!range)
        return set[1]
          .split(',')
          .map((part) => this.date(part.trim()))
          .join(` ${this.t('or')} `);
      if (!range[1]) return this.t('notAfter', { date: this.date(range[2]) });
      if (!range[2]) return this.t('notBefore', { date: this.date(range[1]) });
      return this.t('between', { from: this.date(range[1]), to: this.date(range[2]) });
    }
    const marked = /^([^~?%]+)(~\?|\?~|[~?%])$/.exec(text);
    if (marked) {
      const date = this.date(marked[1]);
      if (marked[2] === '?') return `${date} (?)`;
      return this.t('about', { date }) + (marked[2] === '~' ? '' : ' (?)');
    }
    const century = /^(1\d)XX$/.exec(text);
    if (century) {
      const before = Number(century[1]);
      return this.t('century', { number: this.language === 'en' ? `${before + 1}th` : ROMAN[before - 10] });
    }
    const decade = /^(\d{3})X$/.exec(text);
    if (decade) return this.t('decade', { year: `${decade[1]}0` });
    const parts = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text);
    if (!parts) return text;
    const month = Number(parts[2]);
    if (month > 20 && month < 25) return `${this.t('seasons').split(' ')[month - 21]} ${parts[1]}`;
    if (month < 1 || month > 12) return text;
    const name = this.t(parts[3] ? 'monthsOf' : 'months').split(' ')[month - 1];
    if (!parts[3]) return this.t('monthYear', { month: name, year: parts[1] });
    return this.t('dayMonthYear', { day: Number(parts[3]), month: name, year: parts[1] });
  }
}
