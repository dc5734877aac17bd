import { citationsOf } from '../data/cite.js';
import { el } from './dom.js';

/** Milliseconds a button says that it copied. */
const SAID = 1500;

/**
 * The sources of one card: each has a number where it is cited and one entry with all its places, and a reader gets from
 * one to the other and back.
 */
export class Notes {
  /** @param {import('../data/atlas.js').Atlas} atlas @param {import('../data/words.js').Words} words */
  constructor(atlas, words) {
    this.atlas = atlas;
    this.words = words;
    /** @type {Map<string, {locators: string[], entry: HTMLElement, from: HTMLElement | null}>} by key of the source, in the order of their numbers */
    this.cited = new Map();
  }

  /** Marks for [[key, locator], …]: one a source, with the places as its words. @param {[string, string][]} citations */
  mark(citations) {
    /** @type {Map<string, string[]>} */
    const places = new Map();
    for (const [key, locator] of citations) places.set(key, [...(places.get(key) ?? []), locator]);
    if (!places.size) return '';
    const marks = [...places].map(([key, locators]) => {
      const source = this.atlas.sources[key];
      /** @type {{locators: string[], entry: HTMLElement, from: HTMLElement | null}} */
      const one = this.cited.get(key) ?? { locators: [], entry: el('li', { tabindex: '-1' }), from: null };
      this.cited.set(key, one);
      one.locators.push(...locators);
      const number = [...this.cited.keys()].indexOf(key) + 1;
      const text = this.words.cited(source, ...locators);
      const button = el('button.geokz-mark', {
        type: 'button',
        text: String(number),
        title: text,
        'aria-label': this.words.t('sourceNumber', { number, text }),
        onclick: () => this.go(key, button),
      });
      return button;
    });
    return el('sup', {}, ['[', ...marks.flatMap((button, at) => (at ? [', ', button] : [button])), ']']);
  }

  /** Show the entry of a source. @param {string} key @param {HTMLElement} from the mark to come back to */
  go(key, from) {
    const one = this.cited.get(key);
    if (!one) return;
    one.from = from;
    const fold = one.entry.closest('details');
    if (fold) fold.open = true;
    one.entry.scrollIntoView({ block: 'center' });
    one.entry.focus({ preventScroll: true });
  }

  /** The list of the sources, each once; written when all marks are set. */
  list() {
    const { words, atlas } = this;
    const entries = [...this.cited].map(([key, one]) => {
      const source = atlas.sources[key];
      const back = el('button.geokz-back-mark', {
        type: 'button',
        text: '↑',
        title: words.t('backToText'),
        'aria-label': words.t('backToText'),
        onclick: () => this.back(one),
      });
      one.entry.replaceChildren(
        words.cited(source, ...one.locators),
        el('span.geokz-quiet', { text: this.kindOf(source) }),
        ' ',
        back,
        this.passages(source, one.locators),
      );
      return one.entry;
    });
    return el('ol.geokz-sources', {}, entries);
  }

  /** The source's own words at places of it, in a local build. @param {import('../data/wire').Source} source @param {string[]} locators */
  passages(source, locators) {
    const told = [...new Set(locators)].filter((locator) => source.passages?.[locator]);
    if (!told.length) return '';
    return el('details.geokz-passages', {}, [
      el('summary', { text: this.words.t('passages') }),
      ...told.map((locator) =>
        el('blockquote', {}, [el('cite', { text: this.words.places([locator]) }), ` ${source.passages?.[locator]}`]),
      ),
    ]);
  }

  /** Back to where a source was cited, or to its first mark. */
  back(one) {
    const [first] = one.entry.closest('.geokz-card-body')?.querySelectorAll('.geokz-mark') ?? [];
    const mark = one.from ?? first;
    const fold = mark?.closest('details');
    if (fold) fold.open = true;
    mark?.scrollIntoView({ block: 'center' });
    mark?.focus({ preventScroll: true });
  }

  /** What a source is, where that is worth knowing. @param {import('../data/wire').Source} source */
  kindOf({ kind, read, tells }) {
    if (!tells || !kind) return '';
    const parts = [this.words.label('source_classes', kind), read && this.words.label('source_reads', read)];
    return ` (${parts.filter(Boolean).join('; ')})`;
  }
}

/**
 * A button that opens ready citations, each with a button that copies it.
 * @param {import('../data/words.js').Words} words @param {() => import('../data/cite.js').Cited} cited asked when it is opened
 */
export function citeButton(words, cited) {
  const list = el('div.geokz-cite-list', { hidden: true });
  const button = el('button.geokz-cite', {
    type: 'button',
    text: words.t('cite'),
    'aria-expanded': 'false',
    onclick: () => {
      list.hidden = !list.hidden;
      button.setAttribute('aria-expanded', String(!list.hidden));
      if (!list.childElementCount) list.append(...citationsOf(cited()).map((one) => citation(words, one)));
    },
  });
  return [button, list];
}

function citation(words, { label, lang, text }) {
  const copy = copyButton(words, () => text);
  return el('div', {}, [el('strong', { text: `${label} ` }), copy, el('pre.geokz-citation', { lang, text })]);
}

/** A button that copies a text and says so. @param {import('../data/words.js').Words} words @param {() => string} text */
export function copyButton(words, text, word = 'copy') {
  const button = el('button.geokz-cite', {
    type: 'button',
    text: words.t(word),
    onclick: async () => {
      if (!(await copied(text()))) return;
      button.textContent = words.t('copied');
      setTimeout(() => {
        button.textContent = words.t(word);
      }, SAID);
    },
  });
  return button;
}

/** Put a text into the clipboard; a page from a stick has no clipboard of its own and selects and copies by command. @param {string} text */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = el('textarea.geokz-hidden', { 'aria-hidden': 'true' });
    box.value = text;
    document.querySelector('.geokz')?.append(box);
    box.select();
    const done = document.execCommand('copy');
    box.remove();
    return done;
  }
}
